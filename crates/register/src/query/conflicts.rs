//! What contradicts itself: within an act, and one person in two places on a day.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::error::Result;
use crate::query::acts::{self, Direction, Filter};
use crate::query::region::place;
use crate::query::views::{self, ActView};
use crate::register::Register;

/// A contradiction, with the records that make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// The attribute given in two ways, or `whereabouts`.
    pub about: String,
    /// The act, or the person.
    pub of: String,
    /// Each value with the records or acts that give it.
    pub values: BTreeMap<String, Vec<String>>,
}

/// Trips of a year between a region and a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// The year; empty where it is not known.
    pub year: String,
    /// ISO 3166-1 alpha-2; of trips within China, `CN`.
    pub country: String,
    /// Trips of the region's own people there.
    pub out: usize,
    /// Trips from there.
    #[serde(rename = "in")]
    pub back: usize,
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
        let people = self.read(|tx| {
            // only who is named in two acts of one day can be in two places
            let sql = "SELECT coalesce(x.leader, e.id) AS who, e.name, st.since, st.act \
                       FROM mention m JOIN entity e ON e.n = m.entity \
                       JOIN standing st ON st.record = m.record \
                       LEFT JOIN meaning x ON x.entity = e.id AND x.record = '' \
                       WHERE e.sort = 'person' AND st.type = 'visit' AND st.precise = 'day' \
                       AND m.role = 'visitor' AND st.act IS NOT NULL \
                       ORDER BY who, st.since, e.name";
            let mut days: BTreeMap<(String, String), (String, BTreeSet<i64>)> = BTreeMap::new();
            for row in tx.rows(sql, &[])? {
                let key = (row.text(0).to_owned(), row.text(2).to_owned());
                let day = days.entry(key).or_default();
                // of one who goes by several names, any will do: the last in order
                day.0 = row.text(1).to_owned();
                day.1.insert(row.int(3));
            }
            let mut out = Vec::new();
            for ((entity, day), (name, ids)) in days {
                if ids.len() < 2 {
                    continue;
                }
                let mut views = Vec::new();
                for id in &ids {
                    views.extend(views::act(tx, *id)?);
                }
                views.sort_by(|a, b| a.id.cmp(&b.id));
                if !views.iter().any(|v| acts.iter().any(|a| a.id == v.id)) {
                    continue;
                }
                let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
                for act in &views {
                    let countries = countries(act, "destination");
                    let where_to = countries.into_iter().collect::<Vec<_>>().join("、");
                    values.entry(where_to).or_default().push(act.id.clone());
                }
                values.remove("");
                if values.len() > 1 {
                    let of = format!("{entity} {name} {day}");
                    out.push(Contradiction {
                        about: "whereabouts".into(),
                        of,
                        values,
                    });
                }
            }
            Ok(out)
        })?;
        out.extend(people);
        Ok(out)
    }

    /// Trips out of a region and into it, by year and country.
    ///
    /// # Errors
    /// No place of this name is known, or several; or the database failed.
    pub fn balance(&mut self, named: &str) -> Result<Vec<Balance>> {
        let id = place(named)?;
        self.settle()?;
        self.read(|tx| {
            let mut all: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
            for direction in [Direction::Out, Direction::In] {
                let filter = Filter {
                    types: vec!["visit".into()],
                    places: vec![id.clone()],
                    direction: Some(direction),
                    ..Filter::default()
                };
                for act in acts::list(tx, &filter)? {
                    let year = act.when.as_deref().map_or("", |w| &w[..4]).to_owned();
                    let roles: &[&str] = match direction {
                        Direction::Out => &["destination"],
                        Direction::In => &["visitor", "origin"],
                    };
                    let there: BTreeSet<String> =
                        roles.iter().flat_map(|r| countries(&act, r)).collect();
                    for country in there {
                        let counts = all.entry((year.clone(), country)).or_default();
                        match direction {
                            Direction::Out => counts.0 += 1,
                            Direction::In => counts.1 += 1,
                        }
                    }
                }
            }
            let row = |((year, country), (out, back))| Balance {
                year,
                country,
                out,
                back,
            };
            Ok(all.into_iter().map(row).collect())
        })
    }
}

/// Countries of the fillers of a role.
fn countries(act: &ActView, role: &str) -> BTreeSet<String> {
    let fillers = act.roles.get(role).into_iter().flatten();
    fillers.filter_map(|f| f.country.clone()).collect()
}
