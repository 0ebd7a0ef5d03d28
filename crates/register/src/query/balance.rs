//! Trips of a region's own people and of its guests: by year, and by year and country.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::Gazetteer;
use serde::Serialize;

use crate::error::Result;
use crate::presence::{self, place_code};
use crate::query::acts::Direction;
use crate::query::region::place;
use crate::query::views::{self, ActView};
use crate::register::Register;
use crate::store::{Row, Transaction};

/// Trips of a year between a region and a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Balance {
    /// Name of the region.
    pub region: String,
    /// Id of the region.
    #[serde(skip)]
    pub place: String,
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

/// Trips of a year, each counted once wherever it led.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// The year.
    pub year: i64,
    /// Trips of the region's own people.
    pub out: i64,
    /// Trips to it.
    pub back: i64,
}

/// A report that says that a visit is only planned, as SQL has it of a row `s` of standing: by an index
/// of such reports alone.
const PLANNED: &str = "EXISTS (SELECT 1 FROM statement t WHERE t.record = s.record \
                       AND t.property = 'status' AND t.value = 'planned')";

/// The first day of an act `a` as the index of places has it.
const SINCE: &str = "coalesce(CAST(replace(a.since, '-', '') AS BIGINT), 0)";

impl Register {
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
                None => presence::regions(tx, "visit")?,
            };
            let mut out = Vec::new();
            for region in regions {
                out.extend(balance(tx, &region)?);
            }
            Ok(out)
        })
    }

    /// Trips out of a region and into it by year, those of no known year left out; the earliest first.
    /// Trips that are only planned do not count.
    ///
    /// # Errors
    /// No place of this name is known, or several; or the database failed.
    pub fn years(&mut self, named: &str) -> Result<Vec<Year>> {
        let id = place(named)?;
        self.settle()?;
        self.read(|tx| years(tx, &id))
    }
}

/// Trips of a region by year.
pub(super) fn years(tx: &mut dyn Transaction, id: &str) -> Result<Vec<Year>> {
    let mut all: BTreeMap<i64, [i64; 2]> = BTreeMap::new();
    for (way, kind) in ways() {
        for (year, trips) in trips(tx, id, kind)? {
            all.entry(year).or_default()[way] += trips;
        }
    }
    let known = all.into_iter().filter(|(year, _)| *year > 0);
    let year = |(year, [out, back]): (i64, [i64; 2])| Year { year, out, back };
    Ok(known.map(year).filter(|y| y.out + y.back > 0).collect())
}

/// Ways that a visit goes, by their place in a pair of counts, each with its code.
fn ways() -> impl Iterator<Item = (usize, i64)> {
    [Direction::Out, Direction::In]
        .into_iter()
        .enumerate()
        .flat_map(|(at, way)| {
            let codes = presence::codes(&["visit"], Some(way));
            codes.into_iter().map(move |code| (at, code))
        })
}

/// Trips of one way by year: all that the index has, less those that are only planned.
fn trips(tx: &mut dyn Transaction, id: &str, kind: i64) -> Result<BTreeMap<i64, i64>> {
    let place = place_code(id);
    let mut all = presence::years(tx, place, kind)?;
    let told = told_as_planned(tx, place, kind, all.values().sum())?;
    let numbers: Vec<i64> = told.iter().map(|r| r.int(0)).collect();
    // an act that is listed is there in the same transaction
    for (act, row) in views::acts(tx, &numbers)?.iter().zip(&told) {
        if is_planned(act) {
            *all.entry(row.int(1)).or_default() -= 1;
        }
    }
    Ok(all)
}

/// Number and year of the visits of one way of which a report says that they are planned, of `all` that a
/// place has.
fn told_as_planned(tx: &mut dyn Transaction, place: i64, kind: i64, all: i64) -> Result<Vec<Row>> {
    let few = "SELECT count(*) FROM (SELECT t.record FROM statement t \
               WHERE t.property = 'status' AND t.value = 'planned' LIMIT $1) x";
    let planned = tx.number(few, &[all.into()])?.unwrap_or(0);
    // by way of what there is less of: visits there, or reports of what is planned anywhere
    let sql = match planned < all {
        true => format!(
            "SELECT DISTINCT p.act, p.since / 10000 FROM statement t \
             CROSS JOIN standing s CROSS JOIN act a CROSS JOIN presence p \
             WHERE t.property = 'status' AND t.value = 'planned' AND s.record = t.record \
             AND a.n = s.act AND p.place = $1 AND p.kind = $2 AND p.since = {SINCE} AND p.act = a.n"
        ),
        false => format!(
            "SELECT p.act, p.since / 10000 FROM presence p WHERE p.place = $1 AND p.kind = $2 \
             AND EXISTS (SELECT 1 FROM standing s WHERE s.act = p.act AND {PLANNED})"
        ),
    };
    tx.rows(&sql, &[place.into(), kind.into()])
}

fn is_planned(act: &ActView) -> bool {
    act.attributes.get("status").is_some_and(|s| s == "planned")
}

fn balance(tx: &mut dyn Transaction, id: &str) -> Result<Vec<Balance>> {
    let gazetteer = Gazetteer::get();
    let name = gazetteer.by_id(id).map_or(id, |p| gazetteer.place(p).name);
    let mut all: BTreeMap<(String, String), [usize; 2]> = BTreeMap::new();
    for (way, kind) in ways() {
        let roles: &[&str] = match way {
            0 => &["destination"],
            _ => &["visitor", "origin"],
        };
        for (year, country) in whither(tx, id, kind, roles)? {
            all.entry((year, country)).or_default()[way] += 1;
        }
    }
    let row = |((year, country), [out, back]): ((String, String), [usize; 2])| Balance {
        region: name.to_owned(),
        place: id.to_owned(),
        year,
        country,
        out,
        back,
    };
    Ok(all.into_iter().map(row).collect())
}

/// Year and countries of each visit of one way that took place.
fn whither(
    tx: &mut dyn Transaction,
    id: &str,
    kind: i64,
    roles: &[&str],
) -> Result<Vec<(String, String)>> {
    let quoted: Vec<String> = roles.iter().map(|r| format!("'{r}'")).collect();
    let sql = format!(
        "SELECT p.act, p.since / 10000, s.record, m.entity, e.country, \
         CASE WHEN {PLANNED} OR EXISTS (SELECT 1 FROM meaning x WHERE x.entity = e.id) \
         THEN 1 ELSE 0 END FROM presence p JOIN standing s ON s.act = p.act \
         LEFT JOIN mention m ON m.record = s.record AND m.role IN ({}) \
         LEFT JOIN entity e ON e.n = m.entity WHERE p.place = $1 AND p.kind = $2 \
         ORDER BY p.since, p.act, s.record",
        quoted.join(", ")
    );
    let rows = tx.rows(&sql, &[place_code(id).into(), kind.into()])?;
    let (mut out, mut unclear) = (Vec::new(), Vec::new());
    for of_act in rows.chunk_by(|a, b| a.int(0) == b.int(0)) {
        match plain(of_act) {
            Some(lands) => {
                let year = match of_act[0].int(1) {
                    0 => String::new(),
                    year => year.to_string(),
                };
                out.extend(lands.iter().map(|land| (year.clone(), (*land).to_owned())));
            }
            None => unclear.push(of_act[0].int(0)),
        }
    }
    for act in views::acts(tx, &unclear)?.iter().filter(|a| !is_planned(a)) {
        let year = act.when.as_deref().map_or("", |w| &w[..4]);
        let fillers = roles.iter().flat_map(|role| act.fillers(role));
        let lands: BTreeSet<&str> = fillers.filter_map(|f| f.country.as_deref()).collect();
        out.extend(lands.iter().map(|l| (year.to_owned(), (*l).to_owned())));
    }
    Ok(out)
}

/// The countries of a visit as they stand in the tables, where all its reports name the same; nothing
/// where they do not, where one calls it planned, or where people said who is who: then the reports must
/// be weighed. A dossier of a province counts thousands that need not be.
fn plain(rows: &[Row]) -> Option<BTreeSet<&str>> {
    if rows.iter().any(|row| row.int(5) != 0) {
        return None;
    }
    let mut named: BTreeMap<i64, BTreeSet<Option<i64>>> = BTreeMap::new();
    for row in rows {
        named.entry(row.int(2)).or_default().insert(row.number(3));
    }
    let first = named.values().next()?;
    let one = named.values().all(|of_report| of_report == first);
    one.then(|| rows.iter().filter_map(|row| row.maybe(4)).collect())
}
