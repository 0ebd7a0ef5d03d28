//! What the reports of an act say together: each filler once, of each attribute the best value, and
//! what contradicts it.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::Gazetteer;

use crate::entity::{Entity, Sort, aliases};
use crate::query::views::{Conflict, FillerView, RecordView};
use crate::time::Period;

/// Fillers of all reports, each once: by its id, or by a name it shares.
pub(super) fn together(records: &[RecordView]) -> BTreeMap<String, Vec<FillerView>> {
    let mut out: BTreeMap<String, Vec<Known<'_>>> = BTreeMap::new();
    for record in records {
        for (role, fillers) in &record.roles {
            // a tie or meeting told the other way round must not name both sides twice
            let role = match role.as_str() {
                "a" | "b" if records.len() > 1 && told_about(&mut out, record) => other_side(role),
                role => role,
            };
            let known = out.entry(role.to_owned()).or_default();
            for filler in fillers {
                // whoever is alone in a role need not be told from others
                let own = match known.is_empty() {
                    true => Known::new(filler),
                    false => Known::named(filler),
                };
                match known.iter_mut().position(|known| known.is(&own)) {
                    Some(at) => known[at].join(own),
                    None => known.push(own),
                }
            }
        }
    }
    let shown = |(role, known): (String, Vec<Known<'_>>)| {
        let shown = known.into_iter().map(|known| full(known.shown.clone()));
        (role, shown.collect())
    };
    out.into_iter().map(shown).collect()
}

/// A filler with all that it is called, which is made out where others are held against it.
struct Known<'r> {
    shown: &'r FillerView,
    names: Option<BTreeSet<String>>,
}

impl<'r> Known<'r> {
    fn new(shown: &'r FillerView) -> Self {
        Self { shown, names: None }
    }

    fn named(shown: &'r FillerView) -> Self {
        let names = Some(names(shown));
        Self { shown, names }
    }

    fn names(&mut self) -> &mut BTreeSet<String> {
        let shown = self.shown;
        self.names.get_or_insert_with(|| names(shown))
    }

    /// Whether both are one.
    fn is(&mut self, other: &Self) -> bool {
        let other = other.names.as_ref();
        other.is_some_and(|other| !self.names().is_disjoint(other))
    }

    /// Takes in another that is the same.
    fn join(&mut self, other: Self) {
        self.names().extend(other.names.into_iter().flatten());
        if richness(other.shown) > richness(self.shown) {
            self.shown = other.shown;
        }
    }
}

/// Of a division of China, its full name: pages leave the kind of division off. Names abroad stay
/// as they are worded, since not all of the gazetteer's are Chinese.
fn full(mut filler: FillerView) -> FillerView {
    let gazetteer = Gazetteer::get();
    let code = filler.place.as_deref().filter(|p| p.starts_with("cn:"));
    if let Some(place) = code.and_then(|code| gazetteer.by_id(code)) {
        filler.name = gazetteer.place(place).name.to_owned();
    }
    filler
}

/// Whether a record tells the sides the other way round than they are known.
fn told_about(known: &mut BTreeMap<String, Vec<Known<'_>>>, record: &RecordView) -> bool {
    let mut on = |side: &str, role: &str| {
        let fillers = record.roles.get(role).into_iter().flatten();
        let own: BTreeSet<String> = fillers.flat_map(names).collect();
        let known = known.get_mut(side).into_iter().flatten();
        known.into_iter().any(|k| !k.names().is_disjoint(&own))
    };
    (on("a", "b") || on("b", "a")) && !on("a", "a") && !on("b", "b")
}

fn other_side(role: &str) -> &'static str {
    if role == "a" { "b" } else { "a" }
}

fn names(filler: &FillerView) -> BTreeSet<String> {
    let entity = Entity {
        id: filler.entity.clone(),
        sort: match filler.post.is_some() || filler.of.is_some() {
            true => Sort::Person,
            false => Sort::Name,
        },
        name: filler.name.clone(),
        country: filler.country.clone(),
        place: filler.place.clone(),
        home: None,
        one: None,
        apart: filler.apart,
    };
    aliases(&entity).into_iter().chain([entity.id]).collect()
}

fn richness(filler: &FillerView) -> usize {
    usize::from(filler.place.is_some()) * 2
        + usize::from(filler.post.is_some())
        + usize::from(filler.of.is_some())
}

/// For each attribute the value that most captures give (of dates, a more precise one first), and
/// the values that contradict it.
pub(super) fn weighed(records: &[RecordView]) -> (BTreeMap<String, String>, Vec<Conflict>) {
    if let [one] = records {
        return (one.attributes.clone(), Vec::new());
    }
    let mut said: BTreeMap<&str, BTreeMap<&str, Vec<&RecordView>>> = BTreeMap::new();
    for record in records {
        for (name, value) in &record.attributes {
            said.entry(name)
                .or_default()
                .entry(value)
                .or_default()
                .push(record);
        }
    }
    let (mut best, mut conflicts) = (BTreeMap::new(), Vec::new());
    for (name, values) in said {
        let captures = |by: &[&RecordView]| {
            by.iter()
                .map(|r| r.capture.as_str())
                .collect::<BTreeSet<_>>()
                .len()
        };
        let precise = |value: &str| Period::parse(value).map(|p| p.precision);
        let first = values.iter().min_by(|a, b| {
            let rank = |v: &(&&str, &Vec<&RecordView>)| {
                let preferred = v.1.iter().any(|r| r.rank == "preferred");
                let vague = precise(v.0).map_or(9, |p| p as u8);
                (!preferred, vague, usize::MAX - captures(v.1))
            };
            rank(a).cmp(&rank(b)).then(a.0.cmp(b.0))
        });
        if let Some((value, _)) = first {
            best.insert(name.to_owned(), (*value).to_owned());
            let at_odds = |other: &&&str| at_odds(name, value, other);
            if values.keys().any(|other| at_odds(&other)) {
                let by = |r: &Vec<&RecordView>| r.iter().map(|r| r.id.clone()).collect();
                conflicts.push(Conflict {
                    attribute: name.to_owned(),
                    values: values
                        .iter()
                        .map(|(v, r)| ((*v).to_owned(), by(r)))
                        .collect(),
                });
            }
        }
    }
    (best, conflicts)
}

/// Whether two values of what has only one contradict each other. A year and a day of it do not.
pub(super) fn at_odds(name: &str, a: &str, b: &str) -> bool {
    if a == b || matches!(name, "title" | "content" | "place" | "level") {
        return false;
    }
    match (Period::parse(a), Period::parse(b)) {
        (Some(a), Some(b)) => !a.near(&b, 0),
        // a date without a year says too little to contradict
        (None, Some(_)) | (Some(_), None) => false,
        (None, None) => !(a.starts_with("--") || b.starts_with("--")),
    }
}
