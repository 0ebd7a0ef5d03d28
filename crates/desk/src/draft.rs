//! Drafts: pages that somebody sent or had fetched, not yet confirmed. They are not in the register, and go
//! after a day.

use rusqlite::{OptionalExtension, params};

use crate::error::{Refusal, Result};
use crate::log::none;
use crate::secret::Secret;
use crate::store::Desk;

/// A page of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftPage {
    /// Where it was taken: a URL or the name of a file.
    pub locator: String,
    /// When, RFC 3339.
    pub taken: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What somebody is about to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// What it is: a word of the caller's.
    pub kind: String,
    /// What it is called: the URL or the name of the file that was sent.
    pub name: String,
    /// What is to be said of it, a line each.
    pub notes: Vec<String>,
    /// Its pages.
    pub pages: Vec<DraftPage>,
}

/// Seconds that a draft is kept.
const KEPT: i64 = 24 * 3600;

/// Drafts of an account, and bytes of all drafts.
const MOST: i64 = 20;
const BYTES: i64 = 512 << 20;

impl Desk {
    /// Keeps a draft of an account; its id, which nobody guesses.
    ///
    /// # Errors
    /// There are too many, or the file failed.
    pub fn draft(
        &self,
        account: &str,
        (kind, name): (&str, &str),
        notes: &[String],
        pages: &[DraftPage],
        now: i64,
    ) -> Result<String> {
        let id = Secret::new()?.reveal()[..32].to_owned();
        let size: usize = pages.iter().map(|p| p.bytes.len()).sum();
        self.change(|db| {
            let fail = |e| self.fail(e);
            let old = "DELETE FROM draft WHERE made < ?1";
            db.execute(old, [now - KEPT]).map_err(fail)?;
            let many = "SELECT (SELECT count(*) FROM draft WHERE account = ?1), \
                        (SELECT coalesce(sum(length(bytes)), 0) FROM draft_page)";
            let many = db.query_row(many, [account], |r| Ok((r.get(0)?, r.get(1)?)));
            let (many, bytes): (i64, i64) = many.map_err(fail)?;
            if many >= MOST || bytes + i64::try_from(size).unwrap_or(BYTES) > BYTES {
                return Err(Refusal::TooMany.into());
            }
            let sql = "INSERT INTO draft (id, account, made, kind, name, notes) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let values = params![id, account, now, kind, name, notes.join("\n")];
            db.execute(sql, values).map_err(fail)?;
            for (n, page) in (0_i64..).zip(pages) {
                let sql = "INSERT INTO draft_page (draft, n, locator, taken, bytes) \
                           VALUES (?1, ?2, ?3, ?4, ?5)";
                let values = params![id, n, page.locator, page.taken, page.bytes];
                db.execute(sql, values).map_err(fail)?;
            }
            Ok(())
        })?;
        Ok(id)
    }

    /// A draft of an account. Nobody sees those of others.
    ///
    /// # Errors
    /// There is none of this id, or no longer.
    pub fn drafted(&self, account: &str, id: &str, now: i64) -> Result<Draft> {
        let found = self.with(|db| {
            let sql =
                "SELECT kind, name, notes FROM draft WHERE id = ?1 AND account = ?2 AND made >= ?3";
            let head = db.query_row(sql, params![id, account, now - KEPT], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get::<_, String>(2)?))
            });
            let Some((kind, name, notes)) = head.optional()? else {
                return Ok(None);
            };
            let sql = "SELECT locator, taken, bytes FROM draft_page WHERE draft = ?1 ORDER BY n";
            let mut rows = db.prepare_cached(sql)?;
            let pages = rows.query_map([id], |r| {
                Ok(DraftPage {
                    locator: r.get(0)?,
                    taken: r.get(1)?,
                    bytes: r.get(2)?,
                })
            })?;
            Ok(Some(Draft {
                id: id.to_owned(),
                kind,
                name,
                notes: notes.lines().map(str::to_owned).collect(),
                pages: pages.collect::<rusqlite::Result<_>>()?,
            }))
        })?;
        found.ok_or_else(|| none(id))
    }

    /// The drafts of an account that are still there: id, name and when, the latest first.
    ///
    /// # Errors
    /// The file failed.
    pub fn drafts(&self, account: &str, now: i64) -> Result<Vec<(String, String, i64)>> {
        let sql = "SELECT id, name, made FROM draft WHERE account = ?1 AND made >= ?2 ORDER BY made DESC, id";
        self.with(|db| {
            let mut rows = db.prepare_cached(sql)?;
            rows.query_map(params![account, now - KEPT], |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })?
            .collect()
        })
    }

    /// Throws a draft of an account away: it was confirmed, or is not wanted.
    ///
    /// # Errors
    /// There is none of this id.
    pub fn discard(&self, account: &str, id: &str) -> Result<()> {
        let sql = "DELETE FROM draft WHERE id = ?1 AND account = ?2";
        match self.with(|db| db.execute(sql, params![id, account]))? {
            0 => Err(none(id)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Role;
    use crate::log::By;

    #[test]
    fn a_draft_is_its_owners_for_a_day() {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open_or_make(&dir.path().join("d")).unwrap();
        let by = By {
            who: "a",
            address: "",
            now: 0,
        };
        for name in ["a", "b"] {
            desk.add(name, "a long password", Role::Reviewer, by)
                .unwrap();
        }
        let page = DraftPage {
            locator: "https://news.example/1".into(),
            taken: "2026-01-02T03:04:05Z".into(),
            bytes: b"<p>x".to_vec(),
        };
        let pages = [page.clone(), page];
        let id = desk
            .draft("a", ("page", "x"), &["甲".into()], &pages, 0)
            .unwrap();
        let draft = desk.drafted("a", &id, 5).unwrap();
        assert_eq!(draft.pages, pages);
        assert_eq!((draft.kind.as_str(), draft.notes.len()), ("page", 1));
        assert!(desk.drafted("b", &id, 5).is_err(), "another's");
        assert!(desk.discard("b", &id).is_err());
        assert!(desk.drafted("a", &id, KEPT + 1).is_err(), "too old");
        desk.discard("a", &id).unwrap();
        assert!(desk.drafts("a", 5).unwrap().is_empty());
        let left = desk.with(|db| {
            db.query_row("SELECT count(*) FROM draft_page", [], |r| {
                r.get::<_, i64>(0)
            })
        });
        assert_eq!(left.unwrap(), 0);
        for _ in 0..MOST {
            desk.draft("a", ("page", "x"), &[], &pages, 0).unwrap();
        }
        assert!(desk.draft("a", ("page", "x"), &[], &pages, 0).is_err());
        desk.draft("a", ("page", "x"), &[], &pages, KEPT + 1)
            .unwrap();
        assert_eq!(
            desk.drafts("a", KEPT + 1).unwrap().len(),
            1,
            "old ones went"
        );
    }
}
