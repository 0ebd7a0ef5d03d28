//! What came last: acts by the page that was taken last of those that report them.

use crate::error::Result;
use crate::query::acts::{Filter, condition};
use crate::query::views::{self, ActView};
use crate::register::Register;

/// Records that are looked through for acts of no place or person, the last ones.
const WINDOW: i64 = 5000;

/// An act, and when the last page that reports it was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Recent {
    /// The act.
    pub act: ActView,
    /// When the last page was taken, RFC 3339.
    pub at: String,
}

impl Register {
    /// Acts that pass a filter, those that a page told of last first; at most as many as the filter's
    /// limit. Without a place or person, of the last few thousand records.
    ///
    /// # Errors
    /// The database failed.
    pub fn recent(&mut self, filter: &Filter) -> Result<Vec<Recent>> {
        self.settle()?;
        self.read(|tx| {
            let mut condition = condition(tx, filter)?;
            if filter.places.is_empty() && filter.person.is_none() {
                // else a register of a million acts is gone through for the last twenty
                let window = condition.put(WINDOW.into());
                condition.all.push(format!(
                    "a.n IN (SELECT w.act FROM standing w WHERE w.record > \
                     (SELECT coalesce(max(x.n), 0) FROM record x) - {window})"
                ));
            }
            let limit = filter.limit.unwrap_or(usize::MAX).min(1000);
            let limit = condition.put((limit as i64).into());
            condition
                .from
                .push_str(" JOIN standing told ON told.act = a.n");
            let sql = format!(
                "SELECT a.n, max(told.record) AS last FROM {} GROUP BY a.n \
                 ORDER BY last DESC, a.n LIMIT {limit}",
                condition.sql()
            );
            let mut out = Vec::new();
            for row in tx.rows(&sql, &condition.values)? {
                let taken = "SELECT c.taken, c.id FROM record r JOIN capture c ON c.n = r.capture \
                             WHERE r.n = $1";
                let taken = tx.rows(taken, &[row.int(1).into()])?;
                let at = taken
                    .first()
                    .map_or(String::new(), |r| r.text(0).to_owned());
                out.extend(views::act(tx, row.int(0))?.map(|act| Recent { act, at }));
            }
            Ok(out)
        })
    }
}
