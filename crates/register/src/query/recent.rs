//! What came last: acts by the page that was taken last of those that report them.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::query::acts::Filter;
use crate::query::condition::{Stretch, condition};
use crate::query::views::{self, ActView};
use crate::register::Register;
use crate::store::among;

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
            let wide = filter.places.is_empty() && filter.person.is_none();
            let stretch = match wide {
                true => Stretch::whole(),
                false => Stretch::of(filter),
            };
            let mut condition = condition(tx, filter, &stretch)?;
            if wide {
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
            let told = tx.rows(&sql, &condition.values)?;
            let (acts, last): (Vec<i64>, Vec<i64>) =
                told.iter().map(|row| (row.int(0), row.int(1))).unzip();
            let taken = "SELECT r.n, c.taken FROM record r JOIN capture c ON c.n = r.capture \
                         WHERE r.n IN (#)";
            let taken = among(tx, taken, &last)?;
            let taken: BTreeMap<i64, &str> = taken.iter().map(|r| (r.int(0), r.text(1))).collect();
            // an act that is listed is there in the same transaction
            let acts = views::acts(tx, &acts)?.into_iter();
            let at = last
                .iter()
                .map(|n| taken.get(n).copied().unwrap_or_default());
            let out = acts.zip(at).map(|(act, at)| Recent {
                act,
                at: at.to_owned(),
            });
            Ok(out.collect())
        })
    }
}
