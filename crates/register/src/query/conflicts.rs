//! What contradicts itself: within an act, one person in two countries at a time, a post held by two
//! at once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::error::Result;
use crate::query::acts::{self, Filter};
use crate::query::posts;
use crate::query::views::{self, ActView};
use crate::register::Register;
use crate::store::Row;

/// A contradiction, with the records that make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Contradiction {
    /// The attribute given in two ways, `whereabouts` or `post`.
    pub about: String,
    /// The act, the person with the day, or the post.
    pub of: String,
    /// Each value with the records or acts that give it.
    pub values: BTreeMap<String, Vec<String>>,
}

impl Register {
    /// Contradictions among the acts that pass a filter.
    ///
    /// # Errors
    /// The database failed.
    pub fn conflicts(&mut self, filter: &Filter) -> Result<Vec<Contradiction>> {
        self.settle()?;
        let mut out = Vec::new();
        let acts = self.read(|tx| acts::list(tx, filter))?;
        for act in &acts {
            out.extend(act.conflicts.iter().map(|c| Contradiction {
                about: c.attribute.clone(),
                of: act.id.clone(),
                values: c.values.clone(),
            }));
        }
        out.extend(posts::held_twice(&acts));
        let people = self.read(|tx| {
            let sql = "SELECT coalesce(x.leader, e.id) AS who, e.name, st.since, st.until, st.act \
                       FROM mention m JOIN entity e ON e.n = m.entity \
                       JOIN standing st ON st.record = m.record \
                       LEFT JOIN meaning x ON x.entity = e.id AND x.record = '' \
                       WHERE e.sort = 'person' AND st.type = 'visit' AND st.precise = 'day' \
                       AND m.role = 'visitor' AND st.act IS NOT NULL \
                       ORDER BY who, st.since, st.until, e.name";
            let rows = tx.rows(sql, &[])?;
            let known: BTreeSet<&str> = acts.iter().map(|a| a.id.as_str()).collect();
            // of one who goes by several names, any will do: the last in order
            let names: BTreeMap<&str, &str> = rows.iter().map(|r| (r.text(0), r.text(1))).collect();
            let mut found: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
            for (n, one) in rows.iter().enumerate() {
                let later = rows[n + 1..].iter();
                // those that begin before this one ends
                let near = later
                    .take_while(|o| o.text(0) == one.text(0) && o.text(2) <= one.text(3))
                    .filter(|o| o.int(4) != one.int(4) && at_once(one, o));
                for other in near {
                    let mut trips = Vec::new();
                    for n in [one.int(4), other.int(4)] {
                        trips.extend(views::act(tx, n)?);
                    }
                    if trips.len() < 2 || !trips.iter().any(|t| known.contains(t.id.as_str())) {
                        continue;
                    }
                    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
                    let mut lands: Vec<BTreeSet<String>> = Vec::new();
                    for act in &trips {
                        let countries = countries(act, "destination");
                        let where_to = countries.iter().cloned().collect::<Vec<_>>().join("、");
                        values.entry(where_to).or_default().push(act.id.clone());
                        lands.push(countries);
                    }
                    // a report that names fewer stops contradicts nothing
                    let apart =
                        lands.iter().all(|l| !l.is_empty()) && lands[0].is_disjoint(&lands[1]);
                    if apart {
                        let of =
                            format!("{} {} {}", one.text(0), names[one.text(0)], other.text(2));
                        let all = found.entry(of).or_default();
                        for (land, ids) in values {
                            let known = all.entry(land).or_default();
                            known.extend(ids);
                            known.sort();
                            known.dedup();
                        }
                    }
                }
            }
            let told = |(of, values)| Contradiction {
                about: "whereabouts".into(),
                of,
                values,
            };
            Ok(found.into_iter().map(told).collect::<Vec<_>>())
        })?;
        out.extend(people);
        Ok(out)
    }
}

/// Whether two visits are in one time: on one day, or one begins within the other. Whoever leaves a
/// country may be in the next on the same day.
fn at_once(one: &Row, other: &Row) -> bool {
    let (from, until) = (one.text(2), one.text(3));
    other.text(2) == from || other.text(2) < until
}

/// Countries of the fillers of a role.
fn countries(act: &ActView, role: &str) -> BTreeSet<String> {
    let fillers = act.roles.get(role).into_iter().flatten();
    fillers.filter_map(|f| f.country.clone()).collect()
}
