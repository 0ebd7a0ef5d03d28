//! Who shares a named work or arrangement, by the places its sentence names.

use crate::mention::{Kind, abroad};
use crate::reader::Reader;
use crate::span::Span;
use crate::types::{Fill, unread};

/// The regions a sentence names outside a name, or only before it: those who share the work or arrangement.
pub(super) fn parties(reader: &Reader<'_, '_>, s: usize, name: Span, before: bool) -> Vec<Fill> {
    let outside = |g: &&crate::parse::Group| {
        g.span.end <= name.start || (!before && g.span.start >= name.end)
    };
    let groups = reader.parsed[s]
        .groups
        .iter()
        .filter(outside)
        .filter(|g| g.mark != crate::parse::Mark::At);
    let mut out: Vec<Fill> = Vec::new();
    for f in groups
        .flat_map(|g| g.members.iter())
        .flat_map(|&i| match reader.mentions[i].kind {
            // 新城区|客运站: the beginning of another name
            Kind::Place if !unread::is_whole(reader, i) => Vec::new(),
            Kind::Place | Kind::Deictic => reader.resolve(i, s),
            _ => Vec::new(),
        })
    {
        let known = out.iter().any(|o| o.name == f.name);
        if !known && f.is(Kind::Place) && !reader.is_country(&f) && !reader.is_continent(&f) {
            out.push(f);
        }
    }
    out
}

/// Whether a sentence names a place abroad, or two regions neither of which holds the other.
pub(super) fn crossed(reader: &Reader<'_, '_>, s: usize) -> bool {
    let p = &reader.parsed[s];
    let members = p
        .groups
        .iter()
        .flat_map(|g| g.members.iter())
        .map(|&i| &reader.mentions[i]);
    let places: Vec<Fill> = members
        .flat_map(|m| {
            std::iter::once(m)
                .chain(m.parts.iter())
                .chain(m.of.as_ref().and_then(|o| o.place.as_deref()))
        })
        .filter(|m| m.kind == Kind::Place)
        .map(Fill::place)
        .collect();
    places
        .iter()
        .any(|f| f.mention.as_deref().is_some_and(abroad))
        || places.iter().enumerate().any(|(i, a)| {
            places[i + 1..]
                .iter()
                .any(|b| !reader.within(a, b) && !reader.within(b, a))
        })
}
