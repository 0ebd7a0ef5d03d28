//! Whether what was held reaches beyond one region: codebook, rule 1.

use super::{Draft, Fill, Part};
use crate::engine::Match;
use crate::gathering::Gathering;
use crate::mention::event;
use crate::reader::Reader;
use crate::record::Type;

/// Whether an event is one of several regions, by its name, who was there or where it was held.
pub(super) fn reaches(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    part: Part,
    e: usize,
    who: &[Fill],
) -> bool {
    let name = &reader.mentions[e].name;
    // 甲县与乙市举行座谈会: both hold it
    if event::no_more_than_talks(name) {
        // who sat there, where somebody is named, else it is an encounter of the two
        return part != Part::Organises || !event::bare_talks(name);
    }
    let told = reader.gatherings.of(e);
    let crosses = reader.crosses(who, m);
    let across = part != Part::Organises && !reader.inside(name) && crosses;
    let held = told.and_then(|g| g.place);
    let held = held.map(|i| Fill::place(&reader.mentions[i]));
    let sides = || part != Part::Organises && told.is_some_and(|g| two_regions(reader, g));
    if !across && !reader.external_event(e, who, m, held) && !sides() {
        return false;
    }
    let general = told.filter(|g| g.general);
    general.is_none_or(|g| crosses || two_sided(reader, g))
}

/// Whether the sentences that name an event tell of a trip, or of two sides at it: 甲率团赴某地,召开座谈会.
fn two_sided(reader: &Reader<'_, '_>, g: &Gathering) -> bool {
    let here = |d: &&Draft| reader.gatherings.named_at(g, d.sentence);
    let mut trips = reader.drafts.iter().filter(here);
    trips.any(|d| d.kind == Type::Visit) || two_regions(reader, g)
}

/// Whether those told of at an event so far are from regions apart.
fn two_regions(reader: &Reader<'_, '_>, g: &Gathering) -> bool {
    let name = &reader.mentions[g.name].name;
    let at =
        |d: &&Draft| d.kind == Type::Conference && d.role("event").iter().any(|e| e.name == *name);
    let there = reader
        .drafts
        .iter()
        .filter(at)
        .flat_map(|d| d.role("attendee"));
    let regions: Vec<Fill> = there.filter_map(|f| reader.region_of(f)).collect();
    regions.iter().any(|a| {
        let apart = |b: &Fill| !reader.within(a, b) && !reader.within(b, a);
        regions.iter().any(apart)
    })
}
