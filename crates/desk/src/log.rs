//! The log: who did what and when. Only added to, which triggers of the database enforce.

use rusqlite::{Connection, Row, params};

use crate::error::{Error, Result};
use crate::store::Desk;

/// By whom and when something is done.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The account; empty where there is none.
    pub who: &'a str,
    /// From which address of the network; empty on this machine's command line.
    pub address: &'a str,
    /// When, in seconds since 1970.
    pub now: i64,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Logged in.
    Login,
    /// Tried to log in and was not let in.
    Refused,
    /// Logged out.
    Logout,
    /// Logged out everywhere.
    LogoutAll,
    /// Made an account.
    Account,
    /// Changed a role.
    Role,
    /// Closed an account.
    Closed,
    /// Opened one that was closed.
    Opened,
    /// Changed or set a password.
    Password,
    /// Made a token.
    Token,
    /// Revoked one.
    Revoked,
    /// Took a decision in the register.
    Decided,
    /// Put pages into the register.
    Added,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Login,
        Self::Refused,
        Self::Logout,
        Self::LogoutAll,
        Self::Account,
        Self::Role,
        Self::Closed,
        Self::Opened,
        Self::Password,
        Self::Token,
        Self::Revoked,
        Self::Decided,
        Self::Added,
    ];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Refused => "login-refused",
            Self::Logout => "logout",
            Self::LogoutAll => "logout-everywhere",
            Self::Account => "account-made",
            Self::Role => "role-changed",
            Self::Closed => "account-closed",
            Self::Opened => "account-opened",
            Self::Password => "password-changed",
            Self::Token => "token-made",
            Self::Revoked => "token-revoked",
            Self::Decided => "decided",
            Self::Added => "pages-added",
        }
    }
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub n: i64,
    /// When.
    pub at: i64,
    /// The account; empty where there was none.
    pub who: String,
    /// From where.
    pub address: String,
    /// What: the name of a [`Deed`].
    pub deed: String,
    /// On what: an account, a decision, a page.
    pub thing: String,
}

/// Writes a line, within what is being done.
pub(crate) fn note(db: &Connection, by: By<'_>, deed: Deed, thing: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO log (at, who, address, deed, thing) VALUES (?1, ?2, ?3, ?4, ?5)";
    db.prepare_cached(sql)?
        .execute(params![by.now, by.who, by.address, deed.name(), thing])?;
    Ok(())
}

impl Desk {
    /// Writes a line.
    ///
    /// # Errors
    /// The file failed.
    pub fn note(&self, by: By<'_>, deed: Deed, thing: &str) -> Result<()> {
        self.with(|db| note(db, by, deed, thing))
    }

    /// Lines of the log, the latest first, by one account or by all; `skip` of them are left out.
    ///
    /// # Errors
    /// The file failed.
    pub fn log(&self, who: Option<&str>, skip: usize, limit: usize) -> Result<Vec<Entry>> {
        let sql = "SELECT n, at, who, address, deed, thing FROM log \
                   WHERE ?1 IS NULL OR who = ?1 COLLATE NOCASE ORDER BY n DESC LIMIT ?2 OFFSET ?3";
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.with(|db| {
            let mut rows = db.prepare_cached(sql)?;
            let rows = rows.query_map(params![who, number(limit), number(skip)], entry)?;
            rows.collect()
        })
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        n: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        address: row.get(3)?,
        deed: row.get(4)?,
        thing: row.get(5)?,
    })
}

/// What a change gives that found nothing to change.
pub(crate) fn none(what: &str) -> Error {
    Error::Unknown(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_only_added_to() {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open_or_make(&dir.path().join("d")).unwrap();
        for (n, who) in ["甲", "乙", "甲"].into_iter().enumerate() {
            let by = By {
                who,
                address: "",
                now: n as i64,
            };
            desk.note(by, Deed::Decided, "d-1").unwrap();
        }
        let all = desk.log(None, 0, 9).unwrap();
        assert_eq!(all.iter().map(|e| e.at).collect::<Vec<_>>(), [2, 1, 0]);
        assert_eq!(desk.log(Some("甲"), 1, 9).unwrap().len(), 1);
        for sql in ["UPDATE log SET who = 'x'", "DELETE FROM log"] {
            let error = desk.db().execute(sql, []).unwrap_err().to_string();
            assert!(error.contains("never changed"), "{error}");
        }
    }

    #[test]
    fn deeds_have_names_of_their_own() {
        let mut names: Vec<&str> = Deed::ALL.iter().map(|d| d.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Deed::ALL.len());
    }
}
