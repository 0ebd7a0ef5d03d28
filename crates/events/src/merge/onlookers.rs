//! Who spoke at an event and who only sat there.

use super::alike;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::types::{Draft, Fill};

/// Leaves out who was only there, where the page tells in another sentence that their side spoke (codebook,
/// rule 6).
pub(super) fn left_out(reader: &Reader<'_, '_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let speaker = |d: &&Draft| {
        let plain = !d.attributes.contains_key("as") && !d.attributes.contains_key("only");
        d.kind == Type::Conference && plain
    };
    let event = |d: &Draft| d.role("event").first().map(|f| f.name.clone());
    let who = |d: &Draft| d.role("attendee").first().map(|f| f.name.clone());
    let home = |d: &Draft| {
        let f = d.role("attendee").first()?;
        reader.region_of(f)
    };
    let spoke: Vec<_> = drafts
        .iter()
        .filter(speaker)
        .map(|d| (d.sentence, event(d), who(d), home(d)))
        .collect();
    drafts.retain(|d| {
        let same = |e: &Option<String>| {
            let pair = e.as_ref().zip(event(d));
            pair.is_some_and(|(x, y)| alike(x, &y))
        };
        let own = home(d);
        let side = |r: &Option<Fill>| match (&own, r) {
            (Some(a), Some(b)) => reader.within(a, b) || reader.within(b, a),
            (None, _) => true,
            _ => false,
        };
        let others = spoke
            .iter()
            .any(|s| s.0 != d.sentence && same(&s.1) && side(&s.3));
        let too = spoke.iter().any(|s| same(&s.1) && s.2 == who(d));
        let person = d.role("attendee").iter().any(|f| f.is(Kind::Person));
        !d.attributes.contains_key("only") || !person || !others || too
    });
    for d in &mut drafts {
        d.attributes.remove("only");
    }
    drafts
}
