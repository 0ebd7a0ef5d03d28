//! Where heads hold office whom a traveller meets and whom the page tells by their office alone:
//! 率团访问甲市,与|市长乙|会谈. An office without a place is otherwise one of the page's own.

use super::super::Fill;
use super::sides::Sides;
use crate::engine::Match;
use crate::mention::{Kind, Of};
use crate::reader::Reader;
use crate::record::Type;

/// How many sentences a trip is gone on with.
const REACH: usize = 2;

/// Gives the heads of one side the place that the other side has travelled to.
pub fn seat(reader: &Reader<'_, '_>, m: &Match<'_>, sides: &mut Sides) {
    let (a, b) = (sides.a.clone(), sides.b.clone());
    if let Some(place) = gone_to(reader, m, &a) {
        for f in sides.b.iter_mut().chain(sides.units.iter_mut().flatten()) {
            settle(reader, f, &a, &place);
        }
    } else if let Some(place) = gone_to(reader, m, &b) {
        for f in &mut sides.a {
            settle(reader, f, &b, &place);
        }
    }
}

/// The place that somebody of a side has come to, when the sentence or one just before it says so.
fn gone_to(reader: &Reader<'_, '_>, m: &Match<'_>, side: &[Fill]) -> Option<Fill> {
    let goes = |f: &Fill| side.iter().any(|s| s.name == f.name);
    let trip = reader.drafts.iter().rev().find(|d| {
        d.kind == Type::Visit
            && d.sentence + REACH >= m.sentence
            && (d.sentence < m.sentence || d.at.is_some_and(|at| at.start < m.trigger.start))
            && d.role("visitor").iter().any(goes)
    })?;
    let home: Vec<Fill> = side.iter().filter_map(|f| reader.region_of(f)).collect();
    let apart = |p: &&Fill| {
        (home.iter()).all(|h| !reader.within(h, p) && !reader.within(p, h))
            && !reader.is_continent(p)
    };
    // 访问乙国甲市: the city says more
    let places = trip.role("destination").iter().filter(apart);
    let whole = |p: &&Fill| reader.is_country(p);
    let city = places.clone().rfind(|p| !whole(p));
    city.or_else(|| places.clone().next_back()).cloned()
}

/// Seats a head without a place of his own, who would else be of the traveller's home.
fn settle(reader: &Reader<'_, '_>, f: &mut Fill, travellers: &[Fill], place: &Fill) {
    let homes = travellers.iter().filter_map(|t| reader.region_of(t));
    let taken = reader.region_of(f);
    let own = |h: Fill| {
        let same = |r: &Fill| reader.within(r, &h) || reader.within(&h, r);
        taken.as_ref().map_or(!reader.is_country(place), same)
    };
    let clash = homes.into_iter().all(own);
    let (Some(x), Some(there)) = (f.mention.as_mut(), place.mention.as_ref()) else {
        return;
    };
    let told =
        x.of.as_ref()
            .is_some_and(|o| o.place.is_some() || o.seat.is_some());
    if x.kind == Kind::Person && x.post.is_some() && !told && clash && there.kind == Kind::Place {
        x.of = Some(Of {
            name: there.name.clone(),
            place: Some(there.clone()),
            seat: None,
        });
    }
}
