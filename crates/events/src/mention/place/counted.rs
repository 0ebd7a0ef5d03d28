//! Names told by the count of divisions after them: 甲与|乙|两市, where the level is said once for all.

use jiehao_places::Gazetteer;

use super::super::{Kind, Mention, PlaceName, Scan};
use super::counted;
use crate::span::Span;

/// What joins two names before a count.
const JOINTS: [&str; 6] = ["与", "和", "同", "跟", "及", "、"];

/// Takes the name that stands before such a count where its neighbour is a place: 甲|与乙两市, 甲与|乙|两市.
pub fn before_counts(scan: &mut Scan<'_>) {
    let text = scan.text;
    let levels = text.match_indices(['市', '省', '县', '地', '州', '区', '府', '镇']);
    let ends: Vec<usize> = levels
        .filter_map(|(i, _)| Some(i - text[..i].chars().next_back()?.len_utf8()))
        .filter(|&at| counted(&text[at..]))
        .collect();
    for end in ends {
        if let Some(span) = joined(scan, end).or_else(|| first(scan, end)) {
            let mut m = Mention::new(Kind::Place, span, text);
            m.place = Some(PlaceName {
                form: Gazetteer::get().find(span.of(text)),
                within: Vec::new(),
            });
            scan.take(m);
        }
    }
}

/// The unknown name right before a count, joined to a place before it.
fn joined(scan: &Scan<'_>, end: usize) -> Option<Span> {
    let start = run(scan, end)?;
    let name = Span::new(start, end);
    let place = scan.listed_before(start, &JOINTS)?;
    (place.kind == Kind::Place && named(scan, name)).then_some(name)
}

/// The unknown name that a place right before a count is joined to.
fn first(scan: &Scan<'_>, end: usize) -> Option<Span> {
    let i = scan.mention_index(end.checked_sub(1)?)?;
    let place = &scan.mentions[i];
    if place.kind != Kind::Place || place.span.end != end {
        return None;
    }
    let before = &scan.text[..place.span.start];
    let end = JOINTS.iter().find_map(|w| before.strip_suffix(w))?.len();
    let start = run(scan, end)?;
    let name = Span::new(start, end);
    let fresh = super::starts_fresh(scan, start);
    (fresh && named(scan, name)).then_some(name)
}

/// Where the characters of names begin that run up to a byte, none of them in a word of two or a mention.
fn run(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let mut start = end;
    for _ in 0..6 {
        let Some(c) = scan.before(start) else { break };
        let at = start - c.len_utf8();
        let joint = JOINTS.iter().any(|w| scan.text[at..].starts_with(w)) && at + 3 <= start;
        let stop = !('\u{4e00}'..='\u{9fff}').contains(&c)
            || joint
            || scan.mention(at).is_some()
            || scan
                .word(at)
                .is_some_and(|w| Scan::is_wall(w.classes) && w.span.len() > 3);
        if stop {
            break;
        }
        start = at;
    }
    (start < end).then_some(start)
}

/// Whether a stretch may be the name of a place: two to five characters, and letters of translated names
/// where no list knows it.
fn named(scan: &Scan<'_>, name: Span) -> bool {
    let text = name.of(scan.text);
    let count = text.chars().count();
    let sounds = || text.chars().all(|c| scan.lexicon.transliterates(c));
    let known = Gazetteer::get().find(text).is_some();
    let words = scan.words_within(name).any(|w| w.span.len() > 3);
    (2..=5).contains(&count) && scan.free(name) && (known || sounds() && !words)
}
