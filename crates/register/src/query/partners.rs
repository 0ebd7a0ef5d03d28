//! Candidate counterparts of a region, each with the reasons that speak for it.
//!
//! No weight is hidden: a candidate's rank is the sum of the points of its reasons, each reason says
//! its points, its words and the acts it stands on, and the points are constants of this file. It
//! ranks what is on record, not what is true, and says nothing of places that the register has not
//! met.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use jiehao_places::{Gazetteer, Level, Place, PlaceId};
use serde::Serialize;

use crate::error::Result;
use crate::points;
use crate::presence;
use crate::query::acts::{self, Filter};
use crate::query::fields::fields;
use crate::query::region::place;
use crate::query::views::{ActView, FillerView};
use crate::register::Register;
use crate::store::Transaction;

/// A place that a region might make a partner.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Candidate {
    /// Id of the place, or of the name in the register where the gazetteer does not know it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Sum of the points of the reasons.
    pub points: i64,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Why a place is a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reason {
    /// `exchange`, `promise`, `neighbour`, `country`, `field` or `level`.
    pub reason: &'static str,
    /// What it adds.
    pub points: i64,
    /// In words.
    pub text: String,
    /// The acts that it stands on.
    pub acts: Vec<String>,
}

/// For each visit, meeting, document or event of both on record; at most [`MOST`] times.
const EXCHANGE: i64 = 3;
/// Exchanges that count.
const MOST: usize = 5;
/// For a promise of both.
const PROMISE: i64 = 4;
/// For a tie of a neighbour with the candidate.
const NEIGHBOUR: i64 = 3;
/// Neighbours that count.
const NEIGHBOURS: usize = 3;
/// For each field in which both cooperate with whomever; at most [`FIELDS`] times.
const FIELD: i64 = 1;
/// Fields that count.
const FIELDS: usize = 4;
/// What fields add at most.
const MOST_FIELDS: i64 = FIELD * FIELDS as i64;
/// For the region's having a tie in the country already.
const COUNTRY: i64 = 1;
/// For the same rank among divisions: ties are made between equals.
const LEVEL: i64 = 2;

/// Acts that are looked at of each kind and place, the latest.
const LATEST: usize = 2000;

/// What counts as an exchange.
const EXCHANGES: [&str; 4] = ["visit", "meeting", "agreement", "conference"];

/// What is gathered of a candidate.
#[derive(Default)]
struct Gathered {
    name: String,
    country: String,
    exchanges: BTreeSet<String>,
    promises: BTreeSet<String>,
    neighbours: BTreeMap<String, String>,
}

impl Register {
    /// Candidate counterparts of a region, those with most points first; places it has a tie with
    /// are none.
    ///
    /// # Errors
    /// No place of this name is known, or several; or the database failed.
    pub fn partners(&mut self, named: &str, limit: usize) -> Result<Vec<Candidate>> {
        let id = place(named)?;
        self.settle()?;
        self.read(|tx| {
            let own = of(tx, &id, &["tie"])?;
            let mut partners: BTreeSet<String> = BTreeSet::new();
            let mut lands: BTreeMap<String, Vec<String>> = BTreeMap::new();
            // those of the places in it count as its own
            for tie in &own {
                for filler in abroad(tie) {
                    partners.insert(key(filler));
                    let acts = lands.entry(filler.country.clone().unwrap_or_default());
                    acts.or_default().push(tie.id.clone());
                }
            }
            let mut all: BTreeMap<String, Gathered> = BTreeMap::new();
            let exchanges = of(tx, &id, &EXCHANGES)?;
            for act in &exchanges {
                for filler in abroad(act) {
                    gathered(&mut all, filler).exchanges.insert(act.id.clone());
                }
            }
            for act in of(tx, &id, &["commitment"])? {
                for filler in abroad(&act) {
                    gathered(&mut all, filler).promises.insert(act.id.clone());
                }
            }
            for (neighbour, name) in neighbours(tx, &id)? {
                for tie in of(tx, &neighbour, &["tie"])? {
                    if speaks(&tie, &neighbour) {
                        for filler in abroad(&tie) {
                            let known = &mut gathered(&mut all, filler).neighbours;
                            known.insert(tie.id.clone(), name.clone());
                        }
                    }
                }
            }
            all.retain(|key, _| !partners.contains(key));
            let mut mine: BTreeMap<&str, &str> = BTreeMap::new();
            for act in own.iter().chain(&exchanges) {
                mine.extend(fields(act).iter().map(|(f, _)| (f.code, f.name)));
            }
            let candidate = |(id_of, candidate): (String, Gathered)| {
                let reasons = reasons(&id, &id_of, &candidate, &lands);
                Candidate {
                    id: id_of,
                    name: candidate.name,
                    country: candidate.country,
                    points: reasons.iter().map(|r| r.points).sum(),
                    reasons,
                }
            };
            let mut out: Vec<Candidate> = all.into_iter().map(candidate).collect();
            // fields are looked for in the acts of a candidate, which is done only for those whom they may
            // bring among the first
            out.sort_by(|a, b| (b.points, &a.id).cmp(&(a.points, &b.id)));
            let mut first: BinaryHeap<Reverse<i64>> = BinaryHeap::new();
            let mut looked_at = 0;
            for candidate in &mut out {
                let last = first.peek().filter(|_| first.len() >= limit);
                if last.is_some_and(|Reverse(last)| candidate.points + MOST_FIELDS < *last) {
                    break;
                }
                if let Some(reason) = shared(tx, &candidate.id, &mine)? {
                    candidate.points += reason.points;
                    candidate.reasons.push(reason);
                }
                first.push(Reverse(candidate.points));
                if first.len() > limit {
                    first.pop();
                }
                looked_at += 1;
            }
            out.truncate(looked_at);
            out.sort_by(|a, b| (b.points, &a.id).cmp(&(a.points, &b.id)));
            out.truncate(limit);
            Ok(out)
        })
    }
}

fn of(tx: &mut dyn Transaction, place: &str, types: &[&str]) -> Result<Vec<ActView>> {
    acts::brief(
        tx,
        &Filter {
            types: types.iter().map(|t| (*t).to_owned()).collect(),
            places: vec![place.to_owned()],
            limit: Some(LATEST),
            ..Filter::default()
        },
    )
}

/// What a filler is known by: the place it is, else its id.
fn key(filler: &FillerView) -> String {
    filler
        .place
        .clone()
        .unwrap_or_else(|| filler.entity.clone())
}

/// Whether a place itself takes part in an act.
fn speaks(act: &ActView, place: &str) -> bool {
    let mut all = act.roles.values().flatten();
    all.any(|f| f.place.as_deref() == Some(place))
}

/// Places abroad that take part; countries are no counterparts of a region, nor are persons.
fn abroad(act: &ActView) -> impl Iterator<Item = &FillerView> {
    act.roles.values().flatten().filter(|f| {
        let place = match &f.place {
            Some(id) => level(id).is_some_and(|l| l != Level::Country && l != Level::Other),
            // what the gazetteer does not know is a place by its suffix
            None => f.post.is_none() && f.of.is_none() && f.name.ends_with(SUFFIXES),
        };
        place && f.country.as_deref().is_some_and(|c| c != "CN")
    })
}

/// Ends of names of divisions.
const SUFFIXES: [char; 9] = ['市', '州', '省', '县', '区', '郡', '府', '道', '镇'];

fn handle(id: &str) -> Option<PlaceId> {
    Gazetteer::get().by_id(id)
}

fn level(id: &str) -> Option<Level> {
    handle(id).map(|p| Gazetteer::get().place(p).level)
}

fn gathered<'a>(all: &'a mut BTreeMap<String, Gathered>, filler: &FillerView) -> &'a mut Gathered {
    let known = all.entry(key(filler)).or_default();
    if known.name.is_empty() {
        known.name.clone_from(&filler.name);
        known.country = filler.country.clone().unwrap_or_default();
    }
    known
}

/// Provinces that count as neighbours of a province.
const NEAREST: usize = 5;

/// Neighbours of a region that have ties: the division that it lies in and the places beside it
/// there; of a province, the provinces nearest to it.
fn neighbours(tx: &mut dyn Transaction, id: &str) -> Result<Vec<(String, String)>> {
    let gazetteer = Gazetteer::get();
    let Some(own) = handle(id).map(|p| gazetteer.place(p)) else {
        return Ok(Vec::new());
    };
    let parent = |p: Place<'static>| p.parent.map(|p| gazetteer.place(gazetteer.on(p, None)).id);
    let near = match own.level {
        Level::First => nearest(own),
        _ => Vec::new(),
    };
    let beside = |place: &Place<'static>| match own.level {
        Level::First => near.iter().any(|n| n == place.id),
        _ => parent(*place) == parent(own) || parent(own) == Some(place.id),
    };
    let mut out: BTreeMap<&str, &str> = BTreeMap::new();
    for place in gazetteer.places().filter(|p| p.id != id).filter(beside) {
        if presence::any(tx, place.id, "tie")? {
            out.insert(place.id, place.name);
        }
    }
    let owned = |(id, name): (&str, &str)| (id.to_owned(), name.to_owned());
    Ok(out.into_iter().map(owned).collect())
}

/// The nearest divisions of China of the same rank.
fn nearest(own: Place<'static>) -> Vec<String> {
    let gazetteer = Gazetteer::get();
    let Some((latitude, longitude)) = points::point(own.id) else {
        return Vec::new();
    };
    // near enough to a plane for telling which is nearer
    let narrow = latitude.to_radians().cos();
    let mut all: Vec<(f64, String)> = points::divisions()
        .filter(|id| id != own.id)
        .filter(|id| {
            level(id) == Some(own.level)
                && !gazetteer
                    .by_id(id)
                    .is_some_and(|p| gazetteer.place(p).is_former())
        })
        .filter_map(|id| {
            let (other, along) = points::point(&id)?;
            let (up, across) = (other - latitude, (along - longitude) * narrow);
            Some((up.hypot(across), id))
        })
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    all.into_iter().take(NEAREST).map(|(_, id)| id).collect()
}

fn reasons(
    region: &str,
    id: &str,
    of: &Gathered,
    lands: &BTreeMap<String, Vec<String>>,
) -> Vec<Reason> {
    let mut out = Vec::new();
    let mut put = |reason, points, text: String, acts: Vec<String>| {
        if points > 0 {
            out.push(Reason {
                reason,
                points,
                text,
                acts,
            });
        }
    };
    let n = of.exchanges.len();
    put(
        "exchange",
        EXCHANGE * n.min(MOST) as i64,
        format!("已有往来 {n} 次"),
        of.exchanges.iter().cloned().collect(),
    );
    put(
        "promise",
        PROMISE * i64::from(!of.promises.is_empty()),
        format!("共同承诺 {} 项", of.promises.len()),
        of.promises.iter().cloned().collect(),
    );
    let names: BTreeSet<&str> = of.neighbours.values().map(String::as_str).collect();
    put(
        "neighbour",
        NEIGHBOUR * names.len().min(NEIGHBOURS) as i64,
        format!(
            "{} 与其结好",
            names.iter().copied().collect::<Vec<_>>().join("、")
        ),
        of.neighbours.keys().cloned().collect(),
    );
    if let Some(acts) = lands.get(&of.country).filter(|_| !of.country.is_empty()) {
        let text = format!("在该国已有友城 {} 个", acts.len());
        put("country", COUNTRY, text, acts.clone());
    }
    if let (Some(own), Some(other)) = (level(region), level(id)) {
        let text = "行政层级相同".to_owned();
        put("level", LEVEL * i64::from(own == other), text, Vec::new());
    }
    out
}

/// Fields in which a candidate cooperates with whomever, of those of the region.
fn shared(
    tx: &mut dyn Transaction,
    candidate: &str,
    mine: &BTreeMap<&str, &str>,
) -> Result<Option<Reason>> {
    if handle(candidate).is_none() || mine.is_empty() {
        return Ok(None);
    }
    let filter = Filter {
        places: vec![candidate.to_owned()],
        limit: Some(50),
        ..Filter::default()
    };
    let (mut names, mut acts) = (BTreeSet::new(), Vec::new());
    for act in acts::brief(tx, &filter)? {
        let known = fields(&act);
        let found: Vec<&str> = known
            .iter()
            .filter_map(|(f, _)| mine.get(f.code).copied())
            .collect();
        if !found.is_empty() {
            acts.push(act.id.clone());
            names.extend(found);
        }
    }
    if names.is_empty() {
        return Ok(None);
    }
    Ok(Some(Reason {
        reason: "field",
        points: FIELD * names.len().min(FIELDS) as i64,
        text: format!(
            "领域相同：{}",
            names.into_iter().collect::<Vec<_>>().join("、")
        ),
        acts,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neighbours_of_a_province_are_the_nearest() {
        let gazetteer = Gazetteer::get();
        let own = gazetteer.place(gazetteer.by_id("cn:360000").expect("江西省"));
        let near: Vec<String> = nearest(own);
        let name = |id: &String| gazetteer.place(gazetteer.by_id(id).expect("known")).name;
        let names: Vec<&str> = near.iter().map(name).collect();
        assert_eq!(names.len(), NEAREST);
        assert!(
            names.contains(&"湖北省") && names.contains(&"湖南省"),
            "{names:?}"
        );
        assert!(!names.contains(&"黑龙江省"));
    }
}
