//! What belongs to a trip: the meetings, signings, promises and events of those who travelled.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::presence::{self, in_codes, place_code};
use crate::query::views::{self, ActView, FillerView};
use crate::register::Register;
use crate::store::{Transaction, Value};
use crate::time::Period;

/// What may happen on a trip.
const ON_IT: [&str; 7] = [
    "meeting",
    "agreement",
    "tie",
    "commitment",
    "conference",
    "project",
    "mechanism",
];

/// Days from the one end of a trip that is told to what may have happened on it.
const LONGEST: i32 = 14;

impl Register {
    /// What belongs to a visit, by time: meetings, signings, promises and events of those who
    /// travelled.
    ///
    /// # Errors
    /// The database failed.
    pub fn trip(&mut self, visit: &ActView) -> Result<Vec<ActView>> {
        self.settle()?;
        self.read(|tx| with_trip(tx, visit))
    }
}

/// Acts of a trip. An act belongs to it when whoever travelled has a part in it (by the place he
/// speaks for), it does not lie in another time or in countries that were not gone to, and either a
/// page tells both or its day and country are the trip's.
pub(super) fn with_trip(tx: &mut dyn Transaction, trip: &ActView) -> Result<Vec<ActView>> {
    let travellers = trip.fillers("visitor").iter().chain(trip.fillers("origin"));
    let homes: BTreeSet<&str> = travellers.filter_map(home).collect();
    let countries: BTreeSet<&str> = countries(trip.fillers("destination")).collect();
    let captures: BTreeSet<&str> = trip.records.iter().map(|r| r.capture.as_str()).collect();
    let time = trip
        .days()
        .and_then(|(from, until, _)| Period::between(&from, &until));
    // of a trip told by the day it ended or began alone, the rest lies on one side of that day
    let told = |end: &str| trip.attributes.contains_key(end);
    let slack = if told("start") && told("end") {
        1
    } else {
        LONGEST
    };
    let mut numbers: BTreeSet<i64> = BTreeSet::new();
    for home in &homes {
        let mut values: Vec<Value> = vec![place_code(home).into(), (*home).into()];
        let mut near = Vec::new();
        for capture in &captures {
            values.push((*capture).into());
            near.push(format!("c.id = ${}", values.len()));
        }
        if let Some((from, until, _)) = trip.days() {
            values.extend([from.into(), until.into()]);
            let n = values.len();
            near.push(format!("(st.since >= ${} AND st.until <= ${n})", n - 1));
        }
        let sql = format!(
            "SELECT DISTINCT st.act FROM presence p JOIN standing st ON st.act = p.act \
             JOIN record r ON r.n = st.record JOIN capture c ON c.n = r.capture \
             JOIN concern k ON k.record = r.n AND k.place = $2 AND k.above = 0 \
             WHERE p.place = $1 AND p.kind IN {} AND ({})",
            in_codes(&presence::codes(&ON_IT, None)),
            near.join(" OR ")
        );
        numbers.extend(tx.rows(&sql, &values)?.iter().map(|r| r.int(0)));
    }
    let mut out = Vec::new();
    for n in numbers {
        let Some(act) = views::act(tx, n)? else {
            continue;
        };
        let told = act
            .records
            .iter()
            .any(|r| captures.contains(r.capture.as_str()));
        let lands: BTreeSet<&str> = act
            .roles
            .values()
            .flat_map(|f| self::countries(f))
            .collect();
        let abroad = lands.is_empty() || countries.is_empty() || !lands.is_disjoint(&countries);
        let there = !lands.is_disjoint(&countries);
        // a promise is for a time to come, and a tie may begin with the signature
        let timed = !matches!(act.kind.as_str(), "commitment" | "tie");
        let own = act
            .days()
            .and_then(|(from, until, _)| Period::between(&from, &until));
        let in_time = match (time, own) {
            (Some(time), Some(own)) if timed => time.near(&own, slack),
            _ => true,
        };
        if abroad && in_time && (told || there) && !is_of_others(&act, trip, &homes) {
            out.push(act);
        }
    }
    out.sort_by(|a, b| (&a.when, &a.id).cmp(&(&b.when, &b.id)));
    Ok(out)
}

/// Whether an act names people of elsewhere in China and none of those who travelled: a page that
/// tells of two trips tells of both their signings.
fn is_of_others(act: &ActView, trip: &ActView, homes: &BTreeSet<&str>) -> bool {
    let people = act.roles.values().flatten();
    let people = people.filter(|f| f.post.is_some() && f.country.as_deref() == Some("CN"));
    let travelled = |f: &FillerView| trip.fillers("visitor").iter().any(|v| v.name == f.name);
    let (mut own, mut others) = (false, false);
    for person in people {
        own |= travelled(person) || home(person).is_some_and(|h| homes.contains(h));
        others |= home(person).is_some_and(|h| !homes.contains(h));
    }
    others && !own
}

fn home(filler: &FillerView) -> Option<&str> {
    filler.place.as_deref().or(filler.home.as_deref())
}

/// Countries abroad.
fn countries(fillers: &[FillerView]) -> impl Iterator<Item = &str> {
    let all = fillers.iter().filter_map(|f| f.country.as_deref());
    all.filter(|c| *c != "CN")
}
