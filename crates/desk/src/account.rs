//! Accounts and their roles.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::{Refusal, Result};
use crate::log::{By, Deed, none, note};
use crate::password;
use crate::store::Desk;

/// What an account may do; each role includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads a register that is not open to all.
    Reader,
    /// Decides and adds pages.
    Reviewer,
    /// Makes accounts and reads the log.
    Admin,
}

impl Role {
    /// All, the least first.
    pub const ALL: [Self; 3] = [Self::Reader, Self::Reviewer, Self::Admin];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Reviewer => "reviewer",
            Self::Admin => "admin",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name, which decisions carry.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// When it was made.
    pub made: i64,
    /// When it was closed; nobody logs in with it since.
    pub closed: Option<i64>,
}

/// Characters of a name.
const LONGEST: usize = 40;

impl Desk {
    /// Makes an account.
    ///
    /// # Errors
    /// Name or password cannot be taken, or there is an account of this name.
    pub fn add(&self, name: &str, password: &str, role: Role, by: By<'_>) -> Result<()> {
        let letter = |c: char| c.is_alphanumeric() || ".-_".contains(c);
        let length = name.chars().count();
        if !(1..=LONGEST).contains(&length) || !name.chars().all(letter) {
            return Err(Refusal::Name.into());
        }
        password::fit(password, name)?;
        let kept = password::kept(password)?;
        self.change(|db| {
            let sql = "INSERT INTO account (name, role, password, made) VALUES (?1, ?2, ?3, ?4) \
                       ON CONFLICT DO NOTHING";
            let made = db.execute(sql, params![name, role.name(), kept, by.now]);
            if made.map_err(|e| self.fail(e))? == 0 {
                return Err(Refusal::Taken.into());
            }
            note(db, by, Deed::Account, &format!("{name} {}", role.name()))
                .map_err(|e| self.fail(e))
        })
    }

    /// All accounts by name.
    ///
    /// # Errors
    /// The file failed.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.with(|db| {
            let sql = "SELECT name, role, made, closed FROM account ORDER BY name";
            let mut rows = db.prepare_cached(sql)?;
            rows.query_map([], account)?.collect()
        })
    }

    /// Whether there is an account that somebody can log in with.
    ///
    /// # Errors
    /// The file failed.
    pub fn is_staffed(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM account WHERE closed IS NULL)";
        self.with(|db| db.query_row(sql, [], |r| r.get(0)))
    }

    /// Whether a password is that of an account that is open: the account. Takes as long where there
    /// is no such account.
    ///
    /// # Errors
    /// [`Refusal::Wrong`], or the file failed.
    pub fn check(&self, name: &str, password: &str) -> Result<Account> {
        let found = self.with(|db| {
            let sql = "SELECT name, role, made, closed, password FROM account WHERE name = ?1";
            db.query_row(sql, [name], |r| Ok((account(r)?, r.get::<_, String>(4)?)))
                .optional()
        })?;
        let found = found.filter(|(account, _)| account.closed.is_none());
        // without the file's lock: others go on meanwhile
        let right = password::right(password, found.as_ref().map(|(_, kept)| kept.as_str()));
        match found {
            Some((account, _)) if right => Ok(account),
            _ => Err(Refusal::Wrong.into()),
        }
    }

    /// Sets a password and ends all sessions of the account.
    ///
    /// # Errors
    /// The password cannot be taken, or there is no such account.
    pub fn set_password(&self, name: &str, password: &str, by: By<'_>) -> Result<()> {
        password::fit(password, name)?;
        let kept = password::kept(password)?;
        self.alter(name, by, Deed::Password, name, |db| {
            db.execute("DELETE FROM session WHERE account = ?1", [name])?;
            let sql = "UPDATE account SET password = ?2 WHERE name = ?1";
            db.execute(sql, params![name, kept])
        })
    }

    /// Gives an account another role.
    ///
    /// # Errors
    /// There is no such account, or no administrator would be left.
    pub fn set_role(&self, name: &str, role: Role, by: By<'_>) -> Result<()> {
        let thing = format!("{name} {}", role.name());
        self.alter(name, by, Deed::Role, &thing, |db| {
            let sql = "UPDATE account SET role = ?2 WHERE name = ?1";
            db.execute(sql, params![name, role.name()])
        })
    }

    /// Closes an account, ends its sessions and revokes its tokens; or opens it again.
    ///
    /// # Errors
    /// There is no such account, or no administrator would be left.
    pub fn close(&self, name: &str, closed: bool, by: By<'_>) -> Result<()> {
        let deed = if closed { Deed::Closed } else { Deed::Opened };
        self.alter(name, by, deed, name, |db| {
            if closed {
                db.execute("DELETE FROM session WHERE account = ?1", [name])?;
                db.execute("DELETE FROM token WHERE account = ?1", [name])?;
            }
            let sql = "UPDATE account SET closed = ?2 WHERE name = ?1";
            db.execute(sql, params![name, closed.then_some(by.now)])
        })
    }

    /// Changes an account; nothing changes where that would lose the last administrator.
    fn alter(
        &self,
        name: &str,
        by: By<'_>,
        deed: Deed,
        thing: &str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
    ) -> Result<()> {
        self.change(|db| {
            let fail = |e| self.fail(e);
            let admins = || {
                let sql = "SELECT count(*) FROM account WHERE role = 'admin' AND closed IS NULL";
                db.query_row(sql, [], |r| r.get::<_, i64>(0))
            };
            let before = admins().map_err(fail)?;
            if work(db).map_err(fail)? == 0 {
                return Err(none(name));
            }
            if before > 0 && admins().map_err(fail)? == 0 {
                return Err(Refusal::LastAdmin.into());
            }
            note(db, by, deed, thing).map_err(fail)
        })
    }
}

pub(crate) fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let role: String = row.get(1)?;
    Ok(Account {
        name: row.get(0)?,
        // a role that a later version knows gives the least of rights
        role: Role::named(&role).unwrap_or(Role::Reader),
        made: row.get(2)?,
        closed: row.get(3)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    const BY: By<'_> = By {
        who: "甲",
        address: "",
        now: 7,
    };

    fn desk() -> (tempfile::TempDir, Desk) {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open_or_make(&dir.path().join("d")).unwrap();
        (dir, desk)
    }

    fn refused<T: std::fmt::Debug>(done: Result<T>) -> Refusal {
        match done {
            Err(Error::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_account_is_made_checked_and_closed() {
        let (_dir, desk) = desk();
        assert!(!desk.is_staffed().unwrap());
        desk.add("Liu", "a long password", Role::Admin, BY).unwrap();
        assert_eq!(
            refused(desk.add("liu", "a long password", Role::Reader, BY)),
            Refusal::Taken
        );
        assert_eq!(
            desk.check("LIU", "a long password").unwrap().role,
            Role::Admin
        );
        assert_eq!(
            refused(desk.check("Liu", "another password")),
            Refusal::Wrong
        );
        assert_eq!(
            refused(desk.check("nobody", "a long password")),
            Refusal::Wrong
        );
        desk.add("王", "a long password", Role::Reviewer, BY)
            .unwrap();
        desk.set_password("王", "yet another one", BY).unwrap();
        assert_eq!(refused(desk.check("王", "a long password")), Refusal::Wrong);
        desk.close("王", true, BY).unwrap();
        assert_eq!(refused(desk.check("王", "yet another one")), Refusal::Wrong);
        desk.close("王", false, BY).unwrap();
        assert!(desk.check("王", "yet another one").is_ok());
        let deeds: Vec<String> = desk
            .log(None, 0, 9)
            .unwrap()
            .into_iter()
            .map(|e| e.deed)
            .collect();
        assert_eq!(
            deeds,
            [
                "account-opened",
                "account-closed",
                "password-changed",
                "account-made",
                "account-made"
            ]
        );
    }

    #[test]
    fn names_are_names_and_the_last_administrator_stays() {
        let (_dir, desk) = desk();
        for wrong in ["", "a b", "a\n", "<b>", &"x".repeat(41)] {
            assert_eq!(
                refused(desk.add(wrong, "a long password", Role::Admin, BY)),
                Refusal::Name
            );
        }
        desk.add("a", "a long password", Role::Admin, BY).unwrap();
        assert_eq!(
            refused(desk.set_role("a", Role::Reader, BY)),
            Refusal::LastAdmin
        );
        assert_eq!(refused(desk.close("a", true, BY)), Refusal::LastAdmin);
        assert_eq!(
            desk.accounts().unwrap()[0].role,
            Role::Admin,
            "nothing changed"
        );
        desk.add("b", "a long password", Role::Admin, BY).unwrap();
        desk.set_role("a", Role::Reader, BY).unwrap();
        assert!(matches!(
            desk.set_role("c", Role::Admin, BY),
            Err(Error::Unknown(_))
        ));
    }
}
