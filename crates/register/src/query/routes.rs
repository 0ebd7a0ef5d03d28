//! What there is between regions of China and places abroad: ties and trips, pair by pair, for maps and
//! networks.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::{Gazetteer, Level, PlaceId};
use serde::Serialize;

use crate::error::Result;
use crate::points;
use crate::query::acts::{self, Filter};
use crate::register::Register;
use crate::store::Transaction;

/// An end of a route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct End {
    /// Id of the place, or of the name in the register where the gazetteer does not know it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Latitude and longitude in degrees, where known: a country lies nowhere.
    pub at: Option<(f64, f64)>,
}

/// A region of China, a place abroad, and what there is between them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// The region of China.
    pub home: End,
    /// The place abroad: a country where nothing closer is named.
    pub other: End,
    /// Ties.
    pub ties: usize,
    /// Trips of the region's people there.
    pub out: usize,
    /// Trips from there.
    #[serde(rename = "in")]
    pub back: usize,
    /// First day of the latest of them that has one.
    pub last: Option<String>,
}

/// The routes of the acts that were looked at.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Routes {
    /// Pair by pair, those with most first.
    pub all: Vec<Route>,
    /// Ties and visits that pass the filter.
    pub passing: i64,
    /// How many of them were looked at: the latest.
    pub seen: usize,
}

/// Ties and visits that are looked at, the latest.
const MOST: usize = 20_000;

/// Acts that the database is asked for at once.
const AT_ONCE: usize = 400;

/// An act as far as it matters here.
#[derive(Default)]
struct Act {
    tie: bool,
    since: Option<String>,
    /// Places named, apart those that a visit led to.
    places: BTreeMap<bool, BTreeSet<String>>,
    /// Sides of a tie that no list of places holds: id, name, country.
    named: BTreeSet<(String, String, String)>,
    statuses: BTreeSet<String>,
}

impl Register {
    /// Routes of the ties and visits that pass a filter; `whole` counts for the provinces what is
    /// theirs and what is their cities'. Trips and ties that are only planned do not count, nor does
    /// what is within China.
    ///
    /// # Errors
    /// The database failed.
    pub fn routes(&mut self, filter: &Filter, whole: bool) -> Result<Routes> {
        self.settle()?;
        let kinds = ["tie", "visit"].map(str::to_owned);
        let asked = |kind: &String| filter.types.is_empty() || filter.types.contains(kind);
        let types: Vec<String> = kinds.into_iter().filter(asked).collect();
        if types.is_empty() {
            return Ok(Routes::default());
        }
        let filter = Filter {
            types,
            limit: Some(MOST),
            skip: 0,
            ..filter.clone()
        };
        self.read(|tx| {
            let numbers = acts::numbers(tx, &filter)?;
            let mut all: BTreeMap<(String, String), Route> = BTreeMap::new();
            for some in numbers.chunks(AT_ONCE) {
                for act in looked_at(tx, some)?.values() {
                    count(act, whole, &mut all);
                }
            }
            let mut all: Vec<Route> = all.into_values().collect();
            let weight = |r: &Route| r.ties + r.out + r.back;
            all.sort_by(|a, b| {
                let key = |r: &Route| (r.home.id.clone(), r.other.id.clone());
                weight(b).cmp(&weight(a)).then_with(|| key(a).cmp(&key(b)))
            });
            Ok(Routes {
                all,
                passing: acts::count(tx, &filter)?,
                seen: numbers.len(),
            })
        })
    }
}

/// What is known of acts, by their numbers.
fn looked_at(tx: &mut dyn Transaction, numbers: &[i64]) -> Result<BTreeMap<i64, Act>> {
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    let numbers = numbers.join(", ");
    let mut out: BTreeMap<i64, Act> = BTreeMap::new();
    let sql = format!("SELECT n, type, since FROM act WHERE n IN ({numbers})");
    for row in tx.rows(&sql, &[])? {
        let act = out.entry(row.int(0)).or_default();
        act.tie = row.text(1) == "tie";
        act.since = row.owned(2);
    }
    let sql = format!(
        "SELECT DISTINCT s.act, k.place, k.role FROM standing s JOIN concern k ON k.record = s.record \
         WHERE s.act IN ({numbers}) AND k.above = 0"
    );
    for row in tx.rows(&sql, &[])? {
        let act = out.entry(row.int(0)).or_default();
        let there = !act.tie && row.text(2) == "destination";
        let places = act.places.entry(there).or_default();
        places.insert(row.text(1).to_owned());
    }
    let sql = format!(
        "SELECT DISTINCT s.act, e.id, e.name, e.country FROM standing s \
         JOIN mention m ON m.record = s.record JOIN entity e ON e.n = m.entity \
         WHERE s.act IN ({numbers}) AND s.type = 'tie' AND m.role IN ('a', 'b') \
         AND e.place IS NULL AND e.sort = 'name' AND e.country IS NOT NULL"
    );
    for row in tx.rows(&sql, &[])? {
        let [id, name, country] = [1, 2, 3].map(|n| row.text(n).to_owned());
        let act = out.entry(row.int(0)).or_default();
        act.named.insert((id, name, country));
    }
    let sql = format!(
        "SELECT DISTINCT s.act, t.value FROM standing s JOIN statement t ON t.record = s.record \
         JOIN attestation y ON y.statement = t.n AND y.reading = s.reading \
         WHERE s.act IN ({numbers}) AND t.property = 'status'"
    );
    for row in tx.rows(&sql, &[])? {
        let act = out.entry(row.int(0)).or_default();
        act.statuses.insert(row.text(1).to_owned());
    }
    Ok(out)
}

/// Adds an act to the routes that it went.
fn count(act: &Act, whole: bool, all: &mut BTreeMap<(String, String), Route>) {
    if act.statuses.iter().eq(["planned"]) {
        return;
    }
    let none = BTreeSet::new();
    let side = |there: bool| act.places.get(&there).unwrap_or(&none);
    let ways: &[(bool, bool)] = match act.tie {
        true => &[(false, false)],
        false => &[(false, true), (true, false)],
    };
    for (here, there) in ways {
        let homes: Vec<End> = homes(side(*here), whole).into_iter().map(End::of).collect();
        let mut ends: Vec<End> = Vec::new();
        for id in others(side(*there)) {
            // a name that no list holds is closer than its country
            let unlisted = act
                .named
                .iter()
                .filter(|n| id.strip_prefix("iso:") == Some(&n.2));
            let before = ends.len();
            ends.extend(unlisted.map(|(id, name, country)| End {
                id: id.clone(),
                name: name.clone(),
                country: country.clone(),
                at: None,
            }));
            if ends.len() == before {
                ends.push(End::of(id));
            }
        }
        for home in &homes {
            for other in &ends {
                let route = all
                    .entry((home.id.clone(), other.id.clone()))
                    .or_insert_with(|| Route::new(home, other));
                match (act.tie, here) {
                    (true, _) => route.ties += 1,
                    (false, false) => route.out += 1,
                    (false, true) => route.back += 1,
                }
                route.last = route.last.take().max(act.since.clone());
            }
        }
    }
}

/// Regions of China among places, or the provinces that they lie in.
fn homes(places: &BTreeSet<String>, whole: bool) -> BTreeSet<&'static str> {
    let gazetteer = Gazetteer::get();
    let up = |place| {
        let above = gazetteer.above(place);
        let first = |p: &_| gazetteer.place(*p).level == Level::First;
        std::iter::once(place).chain(above).find(first)
    };
    let inland = closest(places, |country| country == "CN");
    let counted = inland.filter_map(|p| if whole { up(p) } else { Some(p) });
    let known = counted.map(|p| gazetteer.place(p));
    let regions = known.filter(|p| p.level != Level::Country);
    regions.map(|p| p.id).collect()
}

/// Places abroad.
fn others(places: &BTreeSet<String>) -> BTreeSet<&'static str> {
    let abroad = closest(places, |country| !country.is_empty() && country != "CN");
    abroad.map(|p| Gazetteer::get().place(p).id).collect()
}

/// Places of some countries, those left out within which another lies: a city is named with its
/// province, a province with its country.
fn closest(places: &BTreeSet<String>, of: impl Fn(&str) -> bool) -> impl Iterator<Item = PlaceId> {
    let gazetteer = Gazetteer::get();
    let known = places.iter().filter_map(|id| gazetteer.by_id(id));
    let known: Vec<PlaceId> = known.filter(|p| of(gazetteer.place(*p).country)).collect();
    let holds = |whole: PlaceId| {
        let mut all = known.iter();
        all.any(|p| *p != whole && gazetteer.within(*p, whole))
    };
    let out: Vec<PlaceId> = known.iter().copied().filter(|p| !holds(*p)).collect();
    out.into_iter()
}

impl End {
    fn of(id: &str) -> Self {
        let gazetteer = Gazetteer::get();
        let place = gazetteer.by_id(id).map(|p| gazetteer.place(p));
        Self {
            id: id.to_owned(),
            name: place.map_or(id, |p| p.name).to_owned(),
            country: place.map_or("", |p| p.country).to_owned(),
            at: points::point(id),
        }
    }
}

impl Route {
    fn new(home: &End, other: &End) -> Self {
        Self {
            home: home.clone(),
            other: other.clone(),
            ties: 0,
            out: 0,
            back: 0,
            last: None,
        }
    }
}
