//! Two regions or two trips side by side, as a writer of round-ups needs them.
//!
//! An aspect a row: who, where, whom they met, what they signed, in which fields; each item with the
//! acts that it stands on, and what both have in common apart.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::query::acts::{self, Direction, Filter};
use crate::query::fields::fields;
use crate::query::region::place;
use crate::query::show::Found;
use crate::query::trip::with_trip;
use crate::query::views::{ActView, FillerView};
use crate::register::Register;
use jiehao_places::Gazetteer;

/// Two things of one sort side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// `trips` or `regions`.
    pub sort: &'static str,
    /// Name and id of each.
    pub a: (String, String),
    /// The other.
    pub b: (String, String),
    /// What is compared.
    pub aspects: Vec<Aspect>,
    /// Where a region has more acts of a sort than are gone through while somebody waits: how many of it
    /// were looked at, the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<usize>,
}

/// One respect in which two are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Aspect {
    /// A stable word: `who`, `where`, `when`, `met`, `signed` …
    pub aspect: &'static str,
    /// Of the first alone.
    pub a: Vec<Item>,
    /// Of the second alone.
    pub b: Vec<Item>,
    /// Of both.
    pub both: Vec<Item>,
}

/// Something that an aspect holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Item {
    /// In words.
    pub text: String,
    /// Of a place, its id and its name in these words.
    #[serde(skip)]
    pub place: Option<(String, String)>,
    /// The acts that say so.
    pub acts: Vec<String>,
}

/// Items by what they are known by, so that both sides' can be held against each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Items(BTreeMap<String, Item>, Vec<String>);

impl Items {
    pub(super) fn add(&mut self, key: impl Into<String>, text: impl Into<String>, act: &str) {
        let key = key.into();
        if !self.0.contains_key(&key) {
            self.1.push(key.clone());
        }
        let item = self.0.entry(key).or_insert_with(|| Item {
            text: text.into(),
            place: None,
            acts: Vec::new(),
        });
        if !item.acts.iter().any(|a| a == act) {
            item.acts.push(act.to_owned());
        }
    }

    fn filler(&mut self, filler: &FillerView, act: &str) {
        let key = filler
            .place
            .clone()
            .unwrap_or_else(|| filler.entity.clone());
        self.add(key, titled(filler), act);
        if let Some(id) = &filler.place {
            self.of_place(id, id, &filler.name);
        }
    }

    /// A country, by its code and its name.
    fn country(&mut self, code: &str, act: &str) {
        let gazetteer = Gazetteer::get();
        let known = gazetteer.country(code).map(|p| gazetteer.place(p));
        let name = known.map_or(code, |place| place.name);
        self.add(code, name, act);
        if let Some(place) = known {
            self.of_place(code, place.id, name);
        }
    }

    /// Says of what is known so that it is a place.
    fn of_place(&mut self, key: &str, id: &str, name: &str) {
        if let Some(item) = self.0.get_mut(key) {
            item.place
                .get_or_insert_with(|| (id.to_owned(), name.to_owned()));
        }
    }
}

/// A person with the office, anything else by its name.
pub(super) fn titled(filler: &FillerView) -> String {
    let office = filler.office();
    match office.is_empty() {
        true => filler.name.clone(),
        false => format!("{}（{office}）", filler.name),
    }
}

/// What one of two shows, by aspect.
type Shown = Vec<(&'static str, Items)>;

/// Acts of a sort that are looked at of each region, the latest.
const LATEST: usize = 1000;

impl Register {
    /// Compares two regions (by name or id) or two trips (by the id of the visit, or by the name of
    /// someone of whom one visit is on record).
    ///
    /// # Errors
    /// A name that is neither, or both; or the database failed.
    pub fn compare(&mut self, a: &str, b: &str) -> Result<Comparison> {
        self.settle()?;
        let (one, other) = (self.side(a)?, self.side(b)?);
        let sort = match (&one, &other) {
            (Side::Trip(_), Side::Trip(_)) => "trips",
            (Side::Region(..), Side::Region(..)) => "regions",
            _ => {
                let what = "one is a trip and the other a region; name two of a sort";
                return Err(Error::new(ErrorKind::Refused, format!("{a}, {b}"), what));
            }
        };
        let named = |side: &Side| match side {
            Side::Trip(act) => (act.headline(), act.id.clone()),
            Side::Region(name, id) => (name.clone(), id.clone()),
        };
        let mut short = false;
        let (left, right) = (
            self.shown(&one, &mut short)?,
            self.shown(&other, &mut short)?,
        );
        let aspects = left.into_iter().zip(right);
        Ok(Comparison {
            sort,
            a: named(&one),
            b: named(&other),
            aspects: aspects
                .map(|((aspect, one), (_, other))| beside(aspect, one, other))
                .filter(|a| !(a.a.is_empty() && a.b.is_empty() && a.both.is_empty()))
                .collect(),
            latest: short.then_some(LATEST),
        })
    }

    fn side(&mut self, named: &str) -> Result<Side> {
        let region = place(named);
        if let Ok(id) = region {
            let gazetteer = Gazetteer::get();
            let known = gazetteer.by_id(&id);
            let name = known.map_or(named, |p| gazetteer.place(p).name);
            return Ok(Side::Region(name.to_owned(), id));
        }
        let id = named
            .split_once('-')
            .is_some_and(|(kind, _)| kind == "a" || kind == "r");
        let visits = match id {
            true => match self.show(named)? {
                Found::Act(act) => vec![*act],
                Found::Record(record, _) => match &record.act {
                    Some(act) => self.show(act).map(|f| match f {
                        Found::Act(act) => vec![*act],
                        _ => Vec::new(),
                    })?,
                    None => Vec::new(),
                },
                _ => Vec::new(),
            },
            false => self.acts(&Filter {
                types: vec!["visit".into()],
                person: Some(named.to_owned()),
                ..Filter::default()
            })?,
        };
        let unknown = |what: String| Err(Error::new(ErrorKind::Unknown, named, what));
        match visits.as_slice() {
            [one] if one.kind == "visit" => Ok(Side::Trip(Box::new(one.clone()))),
            [_] => unknown("this act is no visit".into()),
            [] => unknown("no region, and nobody of whom a visit is on record".into()),
            more => {
                let ids = more.iter().take(9).map(|v| {
                    let when = v.when.as_deref().unwrap_or("?");
                    format!("{} ({when} {})", v.id, v.headline())
                });
                let ids: Vec<String> = ids.collect();
                let what = format!(
                    "{} visits are on record; name one: {}",
                    more.len(),
                    ids.join(", ")
                );
                unknown(what)
            }
        }
    }

    fn shown(&mut self, side: &Side, short: &mut bool) -> Result<Shown> {
        match side {
            Side::Trip(trip) => self.of_trip(trip),
            Side::Region(_, id) => self.of_region(id, short),
        }
    }

    fn of_trip(&mut self, trip: &ActView) -> Result<Shown> {
        let with = self.read(|tx| with_trip(tx, trip))?;
        let mut who = Items::default();
        let mut from = Items::default();
        let mut to = Items::default();
        let mut when = Items::default();
        for (items, role) in [
            (&mut who, "visitor"),
            (&mut from, "origin"),
            (&mut to, "destination"),
        ] {
            for filler in trip.fillers(role) {
                items.filler(filler, &trip.id);
            }
        }
        if let Some(time) = &trip.when {
            when.add(time.clone(), time.clone(), &trip.id);
        }
        let mut met = Items::default();
        let mut signed = Items::default();
        let mut promised = Items::default();
        let mut events = Items::default();
        let mut ties = Items::default();
        let mut within = Items::default();
        for (field, word) in fields(trip) {
            within.add(field.code, format!("{}（{word}）", field.name), &trip.id);
        }
        for act in &with {
            match act.kind.as_str() {
                "meeting" => {
                    let own = |f: &&FillerView| home(f) == trip_home(trip);
                    let all = act.roles.values().flatten();
                    for guest in all.filter(|f| !own(f) && !is_of(trip, f)) {
                        met.filler(guest, &act.id);
                    }
                }
                "agreement" => signed.add(act.headline(), act.headline(), &act.id),
                "tie" => ties.add(act.headline(), act.headline(), &act.id),
                "commitment" => promised.add(act.said("content"), act.said("content"), &act.id),
                "conference" => events.add(act.said("event"), act.said("event"), &act.id),
                _ => {}
            }
            for (field, word) in fields(act) {
                within.add(field.code, format!("{}（{word}）", field.name), &act.id);
            }
        }
        Ok(vec![
            ("who", who),
            ("from", from),
            ("where", to),
            ("when", when),
            ("met", met),
            ("signed", signed),
            ("ties", ties),
            ("promised", promised),
            ("events", events),
            ("fields", within),
        ])
    }

    /// What a region shows; `short` where not all of it was looked at.
    fn of_region(&mut self, id: &str, short: &mut bool) -> Result<Shown> {
        self.read(|tx| {
            let mut of = |kind: &str, direction| {
                let filter = Filter {
                    types: vec![kind.to_owned()],
                    places: vec![id.to_owned()],
                    direction,
                    limit: Some(LATEST + 1),
                    ..Filter::default()
                };
                let mut acts = acts::brief(tx, &filter)?;
                *short |= acts.len() > LATEST;
                acts.truncate(LATEST);
                Ok::<_, Error>(acts)
            };
            let mut out: Shown = Vec::new();
            let (mut ties, mut lands, mut within) =
                (Items::default(), Items::default(), Items::default());
            for act in of("tie", None)? {
                for filler in act.roles.values().flatten().filter(|f| foreign(f)) {
                    ties.filler(filler, &act.id);
                    if let Some(code) = &filler.country {
                        lands.country(code, &act.id);
                    }
                }
                fields(&act)
                    .iter()
                    .for_each(|(f, _)| within.add(f.code, f.name, &act.id));
            }
            out.extend([("ties", ties), ("countries", lands)]);
            for (aspect, direction, roles) in [
                ("visits-out", Direction::Out, &["destination"][..]),
                ("visits-in", Direction::In, &["visitor", "origin"]),
            ] {
                let mut trips = Items::default();
                for act in of("visit", Some(direction))? {
                    for role in roles {
                        for code in act.fillers(role).iter().filter_map(|f| f.country.as_ref()) {
                            trips.country(code, &act.id);
                        }
                    }
                    fields(&act)
                        .iter()
                        .for_each(|(f, _)| within.add(f.code, f.name, &act.id));
                }
                trips.count();
                out.push((aspect, trips));
            }
            let mut met = Items::default();
            for act in of("meeting", None)? {
                for filler in act.roles.values().flatten().filter(|f| foreign(f)) {
                    met.filler(filler, &act.id);
                }
                fields(&act)
                    .iter()
                    .for_each(|(f, _)| within.add(f.code, f.name, &act.id));
            }
            out.push(("met", met));
            for (aspect, kind, name) in [
                ("signed", "agreement", ""),
                ("promised", "commitment", "content"),
                ("events", "conference", "event"),
            ] {
                let mut items = Items::default();
                for act in of(kind, None)? {
                    let text = Some(act.said(name)).filter(|t| !t.is_empty());
                    let text = text.unwrap_or_else(|| act.headline());
                    items.add(text.clone(), text, &act.id);
                    fields(&act)
                        .iter()
                        .for_each(|(f, _)| within.add(f.code, f.name, &act.id));
                }
                out.push((aspect, items));
            }
            within.count();
            out.push(("fields", within));
            Ok(out)
        })
    }
}

impl Items {
    /// Says of each item how many acts it stands on.
    fn count(&mut self) {
        for item in self.0.values_mut() {
            item.text = format!("{} {}", item.text, item.acts.len());
        }
    }
}

enum Side {
    Trip(Box<ActView>),
    Region(String, String),
}

fn foreign(filler: &FillerView) -> bool {
    filler.country.as_deref().is_some_and(|c| c != "CN")
}

fn home(filler: &FillerView) -> Option<&str> {
    filler.place.as_deref().or(filler.home.as_deref())
}

fn trip_home(trip: &ActView) -> Option<&str> {
    let all = trip.fillers("visitor").iter().chain(trip.fillers("origin"));
    all.filter_map(home).next()
}

/// Whether someone is of the delegation.
fn is_of(trip: &ActView, filler: &FillerView) -> bool {
    trip.fillers("visitor")
        .iter()
        .any(|v| v.name == filler.name)
}

fn beside(aspect: &'static str, one: Items, mut other: Items) -> Aspect {
    let (mut a, mut both) = (Vec::new(), Vec::new());
    let Items(mut items, order) = one;
    for key in order {
        let Some(mut item) = items.remove(&key) else {
            continue;
        };
        match other.0.remove(&key) {
            Some(same) => {
                if same.text != item.text {
                    item.text = format!("{} / {}", item.text, same.text);
                }
                item.acts.extend(same.acts);
                item.acts.dedup();
                both.push(item);
            }
            None => a.push(item),
        }
    }
    let b = other
        .1
        .iter()
        .filter_map(|key| other.0.remove(key))
        .collect();
    Aspect { aspect, a, b, both }
}
