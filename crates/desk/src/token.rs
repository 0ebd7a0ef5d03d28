//! Tokens: for programs that act for an account, within a scope and until a day.

use rusqlite::{OptionalExtension, Row, params};

use crate::account::{Account, Role, account};
use crate::error::{Refusal, Result};
use crate::log::{By, Deed, none, note};
use crate::secret::Secret;
use crate::store::Desk;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Reads a register that is not open to all.
    Read,
    /// Decides, besides.
    Review,
    /// Adds pages, besides reading.
    Add,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Review, Self::Add];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Review => "review",
            Self::Add => "add",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// The role that an account must have for it.
    pub fn needs(self) -> Role {
        match self {
            Self::Read => Role::Reader,
            Self::Review | Self::Add => Role::Reviewer,
        }
    }
}

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub n: i64,
    /// What its owner calls it.
    pub label: String,
    /// What it is for.
    pub scope: Scope,
    /// When it was made.
    pub made: i64,
    /// Until when it holds.
    pub until: i64,
    /// When it was last used, to the hour.
    pub used: Option<i64>,
}

/// Who comes with a token.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The account it acts for.
    pub account: Account,
    /// What for.
    pub scope: Scope,
}

/// What stands before the secret, so that who finds one in a file knows what it is.
const MARK: &str = "jiehao_";

/// Tokens of an account at most.
const MOST: i64 = 20;

/// Seconds after which its use is noted again.
const NOTED: i64 = 3600;

impl Desk {
    /// Makes a token of an account; the words that its owner sees once.
    ///
    /// # Errors
    /// The label is none, the role does not allow the scope, or there are too many.
    pub fn add_token(
        &self,
        owner: &Account,
        label: &str,
        scope: Scope,
        days: u16,
        by: By<'_>,
    ) -> Result<String> {
        if !(1..=60).contains(&label.chars().count()) {
            return Err(Refusal::Label.into());
        }
        if owner.role < scope.needs() {
            return Err(Refusal::Beyond.into());
        }
        let secret = Secret::new()?;
        let until = by.now + i64::from(days) * 24 * 3600;
        self.change(|db| {
            let fail = |e| self.fail(e);
            let many = "SELECT count(*) FROM token WHERE account = ?1";
            let many: i64 = db
                .query_row(many, [&owner.name], |r| r.get(0))
                .map_err(fail)?;
            if many >= MOST {
                return Err(Refusal::TooMany.into());
            }
            let sql = "INSERT INTO token (hash, account, label, scope, made, until) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let values = params![
                secret.hash(),
                owner.name,
                label,
                scope.name(),
                by.now,
                until
            ];
            db.execute(sql, values).map_err(fail)?;
            let thing = format!("{} {label} {}", owner.name, scope.name());
            note(db, by, Deed::Token, &thing).map_err(fail)
        })?;
        Ok(format!("{MARK}{}", secret.reveal()))
    }

    /// The tokens of an account, the latest first.
    ///
    /// # Errors
    /// The file failed.
    pub fn tokens(&self, name: &str) -> Result<Vec<Token>> {
        let sql = "SELECT n, label, scope, made, until, used FROM token WHERE account = ?1 ORDER BY n DESC";
        self.with(|db| db.prepare_cached(sql)?.query_map([name], token)?.collect())
    }

    /// Who comes with these words, if the token holds now.
    ///
    /// # Errors
    /// The file failed.
    pub fn pass(&self, sent: &str, now: i64) -> Result<Option<Pass>> {
        let Some(secret) = sent.strip_prefix(MARK).and_then(Secret::sent) else {
            return Ok(None);
        };
        let hash = secret.hash();
        let found = self.with(|db| {
            let sql = "SELECT a.name, a.role, a.made, a.closed, t.scope, t.used FROM token t \
                       JOIN account a ON a.name = t.account \
                       WHERE t.hash = ?1 AND t.until > ?2 AND a.closed IS NULL";
            let mut sql = db.prepare_cached(sql)?;
            let found = sql.query_row(params![hash, now], |r| {
                Ok((
                    account(r)?,
                    r.get::<_, String>(4)?,
                    r.get::<_, Option<i64>>(5)?,
                ))
            });
            found.optional()
        })?;
        let Some((account, scope, used)) = found else {
            return Ok(None);
        };
        if used.is_none_or(|used| now - used > NOTED) {
            let sql = "UPDATE token SET used = ?2 WHERE hash = ?1";
            self.with(|db| db.execute(sql, params![hash, now]))?;
        }
        // whose role was lowered since has no more by a token
        let scope = Scope::named(&scope).filter(|s| account.role >= s.needs());
        Ok(Some(Pass {
            account,
            scope: scope.unwrap_or(Scope::Read),
        }))
    }

    /// Revokes a token of an account.
    ///
    /// # Errors
    /// It has no such token.
    pub fn revoke(&self, name: &str, n: i64, by: By<'_>) -> Result<()> {
        self.change(|db| {
            let fail = |e| self.fail(e);
            let sql = "DELETE FROM token WHERE account = ?1 AND n = ?2 RETURNING label";
            let label = db.query_row(sql, params![name, n], |r| r.get::<_, String>(0));
            let label = label.optional().map_err(fail)?;
            let label = label.ok_or_else(|| none(&n.to_string()))?;
            note(db, by, Deed::Revoked, &format!("{name} {label}")).map_err(fail)
        })
    }
}

fn token(row: &Row<'_>) -> rusqlite::Result<Token> {
    let scope: String = row.get(2)?;
    Ok(Token {
        n: row.get(0)?,
        label: row.get(1)?,
        scope: Scope::named(&scope).unwrap_or(Scope::Read),
        made: row.get(3)?,
        until: row.get(4)?,
        used: row.get(5)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(now: i64) -> By<'static> {
        By {
            who: "a",
            address: "",
            now,
        }
    }

    #[test]
    fn a_token_passes_within_its_scope_and_time() {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open_or_make(&dir.path().join("d")).unwrap();
        for (name, role) in [
            ("a", Role::Reviewer),
            ("r", Role::Reader),
            ("z", Role::Admin),
        ] {
            desk.add(name, "a long password", role, at(0)).unwrap();
        }
        let account = |name: &str| desk.check(name, "a long password").unwrap();
        let words = desk
            .add_token(&account("a"), "导入", Scope::Add, 1, at(0))
            .unwrap();
        let pass = desk.pass(&words, 10).unwrap().unwrap();
        assert_eq!((pass.account.name.as_str(), pass.scope), ("a", Scope::Add));
        assert_eq!(desk.tokens("a").unwrap()[0].used, Some(10));
        assert!(
            desk.pass(&words, 86_400).unwrap().is_none(),
            "its time is over"
        );
        for wrong in [
            "",
            "jiehao_",
            &words[..70],
            &words.replace("jiehao_", ""),
            "jiehao_zz",
        ] {
            assert!(desk.pass(wrong, 10).unwrap().is_none());
        }
        let beyond = desk.add_token(&account("r"), "x", Scope::Review, 1, at(0));
        assert_eq!(beyond.unwrap_err().to_string(), Refusal::Beyond.mend());
        desk.set_role("a", Role::Reader, at(20)).unwrap();
        assert_eq!(desk.pass(&words, 21).unwrap().unwrap().scope, Scope::Read);
        let n = desk.tokens("a").unwrap()[0].n;
        assert!(desk.revoke("r", n, at(22)).is_err(), "not its own");
        desk.revoke("a", n, at(22)).unwrap();
        assert!(desk.pass(&words, 23).unwrap().is_none());
        let bytes = std::fs::read(dir.path().join("d")).unwrap();
        let log = std::fs::read(dir.path().join("d-wal")).unwrap_or_default();
        let secret = words.strip_prefix(MARK).unwrap().as_bytes();
        let within = |b: &[u8]| b.windows(secret.len()).any(|w| w == secret);
        assert!(
            !within(&bytes) && !within(&log),
            "the file does not hold it"
        );
    }
}
