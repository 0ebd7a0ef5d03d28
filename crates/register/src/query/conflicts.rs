//! What contradicts itself: within an act, one person in two countries at a time, a post held by two
//! at once.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::Gazetteer;
use serde::Serialize;

use crate::decision;
use crate::error::Result;
use crate::presence;
use crate::query::acts::{self, Direction, Filter};
use crate::query::posts;
use crate::query::region::place;
use crate::query::views::{self, ActView};
use crate::register::Register;
use crate::store::{Row, Transaction};

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

/// Trips of a year between a region and a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Balance {
    /// Name of the region.
    pub region: String,
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

    /// Trips out of a region and into it, by year and country; of all regions of China where none is
    /// named. Trips that are only planned do not count.
    ///
    /// # Errors
    /// No place of this name is known, or several; or the database failed.
    pub fn balance(&mut self, named: Option<&str>) -> Result<Vec<Balance>> {
        let named = named.map(place).transpose()?;
        self.settle()?;
        self.read(|tx| {
            let regions = match named {
                Some(id) => vec![id],
                None => {
                    let mut all = presence::places(tx, &["visit"])?;
                    all.retain(|id| id.starts_with("cn:"));
                    all
                }
            };
            let mut out = Vec::new();
            for region in regions {
                out.extend(balance(tx, &region)?);
            }
            Ok(out)
        })
    }
}

fn balance(tx: &mut dyn Transaction, id: &str) -> Result<Vec<Balance>> {
    let gazetteer = Gazetteer::get();
    let name = gazetteer.by_id(id).map_or(id, |p| gazetteer.place(p).name);
    let decided = decision::any(tx)?;
    let mut all: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    for direction in [Direction::Out, Direction::In] {
        let filter = Filter {
            types: vec!["visit".into()],
            places: vec![id.to_owned()],
            direction: Some(direction),
            ..Filter::default()
        };
        let roles: &[&str] = match direction {
            Direction::Out => &["destination"],
            Direction::In => &["visitor", "origin"],
        };
        for n in acts::numbers(tx, &filter)? {
            for (year, country) in whither(tx, n, roles, decided)? {
                let counts = all.entry((year.clone(), country)).or_default();
                match direction {
                    Direction::Out => counts.0 += 1,
                    Direction::In => counts.1 += 1,
                }
            }
        }
    }
    let row = |((year, country), (out, back))| Balance {
        region: name.to_owned(),
        year,
        country,
        out,
        back,
    };
    Ok(all.into_iter().map(row).collect())
}

/// Year and countries of a visit that took place; none where it is only planned.
fn whither(
    tx: &mut dyn Transaction,
    n: i64,
    roles: &[&str],
    decided: bool,
) -> Result<BTreeSet<(String, String)>> {
    // what one report says alone, and nobody decided on, stands in the tables as it is; a dossier of
    // a province counts thousands of them
    let sql = "SELECT a.since, m.role, e.country FROM act a JOIN standing s ON s.act = a.n \
               LEFT JOIN mention m ON m.record = s.record LEFT JOIN entity e ON e.n = m.entity \
               WHERE a.n = $1 AND a.reports = 1 AND NOT EXISTS (SELECT 1 FROM statement t \
               WHERE t.record = s.record AND t.property = 'status')";
    let rows = match decided {
        true => Vec::new(),
        false => tx.rows(sql, &[n.into()])?,
    };
    if let Some(first) = rows.first() {
        let year = first.maybe(0).map_or("", |day| &day[..4]).to_owned();
        let there = rows.iter().filter(|r| roles.contains(&r.text(1)));
        let there = there.filter_map(|r| r.owned(2));
        return Ok(there.map(|country| (year.clone(), country)).collect());
    }
    let Some(act) = views::act(tx, n)? else {
        return Ok(BTreeSet::new());
    };
    if act.attributes.get("status").is_some_and(|s| s == "planned") {
        return Ok(BTreeSet::new());
    }
    let year = act.when.as_deref().map_or("", |w| &w[..4]);
    let there = roles.iter().flat_map(|r| countries(&act, r));
    Ok(there.map(|country| (year.to_owned(), country)).collect())
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
