//! Sessions: who is logged in, known by a secret that only a cookie carries.

use rusqlite::{OptionalExtension, params};

use crate::account::{Account, account};
use crate::error::Result;
use crate::log::{By, Deed, note};
use crate::secret::Secret;
use crate::store::Desk;

/// Seconds after which a session that was not used ends.
pub const IDLE: i64 = 12 * 3600;

/// Seconds after which every session ends.
pub const LONGEST: i64 = 14 * 24 * 3600;

/// Seconds after which the use of a session is noted again: not at every page.
const NOTED: i64 = 300;

/// A session that holds.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is.
    pub account: Account,
    /// Its secret, as it was sent.
    pub secret: Secret,
}

impl Desk {
    /// Begins a session of an account whose password was checked. It has a secret of its own, whatever
    /// the visitor brought.
    ///
    /// # Errors
    /// The file failed.
    pub fn login(&self, account: &Account, by: By<'_>) -> Result<Session> {
        let secret = Secret::new()?;
        self.change(|db| {
            let done = || -> rusqlite::Result<()> {
                let old = "DELETE FROM session WHERE seen < ?1 OR made < ?2";
                db.execute(old, params![by.now - IDLE, by.now - LONGEST])?;
                let sql = "INSERT INTO session (hash, account, made, seen) VALUES (?1, ?2, ?3, ?3)";
                db.execute(sql, params![secret.hash(), account.name, by.now])?;
                note(db, by, Deed::Login, &account.name)
            };
            done().map_err(|e| self.fail(e))
        })?;
        Ok(Session {
            account: account.clone(),
            secret,
        })
    }

    /// The session of a secret, if it holds now.
    ///
    /// # Errors
    /// The file failed.
    pub fn session(&self, secret: &Secret, now: i64) -> Result<Option<Session>> {
        let hash = secret.hash();
        let found = self.with(|db| {
            let sql = "SELECT a.name, a.role, a.made, a.closed, s.seen FROM session s \
                       JOIN account a ON a.name = s.account \
                       WHERE s.hash = ?1 AND s.seen >= ?2 AND s.made >= ?3 AND a.closed IS NULL";
            let mut sql = db.prepare_cached(sql)?;
            let since = params![hash, now - IDLE, now - LONGEST];
            let found = sql.query_row(since, |r| Ok((account(r)?, r.get::<_, i64>(4)?)));
            found.optional()
        })?;
        let Some((account, seen)) = found else {
            return Ok(None);
        };
        if now - seen > NOTED {
            let sql = "UPDATE session SET seen = ?2 WHERE hash = ?1";
            self.with(|db| db.execute(sql, params![hash, now]))?;
        }
        Ok(Some(Session {
            account,
            secret: secret.clone(),
        }))
    }

    /// How many sessions of an account hold.
    ///
    /// # Errors
    /// The file failed.
    pub fn sessions(&self, name: &str, now: i64) -> Result<i64> {
        let sql = "SELECT count(*) FROM session WHERE account = ?1 AND seen >= ?2 AND made >= ?3";
        self.with(|db| db.query_row(sql, params![name, now - IDLE, now - LONGEST], |r| r.get(0)))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The file failed.
    pub fn logout(&self, session: &Session, by: By<'_>) -> Result<()> {
        self.with(|db| {
            db.execute(
                "DELETE FROM session WHERE hash = ?1",
                [session.secret.hash()],
            )?;
            note(db, by, Deed::Logout, &session.account.name)
        })
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// The file failed.
    pub fn logout_everywhere(&self, name: &str, by: By<'_>) -> Result<()> {
        self.with(|db| {
            db.execute("DELETE FROM session WHERE account = ?1", [name])?;
            note(db, by, Deed::LogoutAll, name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Role;

    fn at(now: i64) -> By<'static> {
        By {
            who: "a",
            address: "192.0.2.1",
            now,
        }
    }

    #[test]
    fn a_session_holds_until_it_ends() {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open_or_make(&dir.path().join("d")).unwrap();
        desk.add("a", "a long password", Role::Reader, at(0))
            .unwrap();
        let account = desk.check("a", "a long password").unwrap();
        let holds = |s: &Session, now| desk.session(&s.secret, now).unwrap().is_some();
        let (one, two) = (
            desk.login(&account, at(0)).unwrap(),
            desk.login(&account, at(0)).unwrap(),
        );
        assert_ne!(one.secret, two.secret);
        assert!(holds(&one, 10) && holds(&two, 10));
        desk.logout(&one, at(11)).unwrap();
        assert!(!holds(&one, 12) && holds(&two, 12));
        assert!(!holds(&two, IDLE + 1), "not used");
        let mut now = 12;
        let three = desk.login(&account, at(now)).unwrap();
        while now < 12 + LONGEST {
            assert!(holds(&three, now), "used, at {now}");
            now += IDLE - 1;
        }
        assert!(!holds(&three, 13 + LONGEST), "for too long");
        let four = desk.login(&account, at(now)).unwrap();
        desk.logout_everywhere("a", at(now)).unwrap();
        assert!(!holds(&four, now));
        let five = desk.login(&account, at(now)).unwrap();
        desk.set_password("a", "another password", at(now)).unwrap();
        assert!(!holds(&five, now), "a new password ends them");
        assert!(
            desk.session(&Secret::new().unwrap(), now)
                .unwrap()
                .is_none()
        );
        let kept = desk
            .with(|db| db.query_row("SELECT count(*) FROM session", [], |r| r.get::<_, i64>(0)));
        assert_eq!(kept.unwrap(), 0);
    }
}
