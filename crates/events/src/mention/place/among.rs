//! Places that nothing but the list they stand in gives away: 新增|图尔达、济州、瓦卡姆|等友好城市.
//!
//! A list holds things of one kind. Where one entry of it is a place abroad, an entry beside it that is written in the
//! letters of translated names is one too.

use super::super::scan::ends_names;
use super::super::{Kind, Scan};
use super::abroad;
use super::unknown::take;
use crate::lexicon::Class;
use crate::span::Span;

/// Takes the entries of lists of places abroad that are not taken yet, from each known one outwards.
pub fn find(scan: &mut Scan<'_>) {
    let mut known = 0;
    while let Some(m) = scan.mentions.get(known) {
        known += 1;
        if m.kind != Kind::Place || !abroad(m) {
            continue;
        }
        let span = m.span;
        // 下议长乙、丙|市长丁: the place only begins an entry
        let verb = scan.word(span.end).is_some_and(|w| {
            let office = [Class::Post, Class::PostModifier, Class::PostBody];
            w.span.len() > 3 && Scan::is_wall(w.classes) && !w.classes.any(&office)
        });
        if !verb && !closes(&scan.text[span.end..]) {
            continue;
        }
        for entry in [after(scan, span.end), before(scan, span.start)] {
            if let Some(entry) = entry.filter(|e| scan.free(*e)) {
                take(scan, entry, None);
            }
        }
    }
}

/// The entry behind a place that ends at a byte.
fn after(scan: &Scan<'_>, end: usize) -> Option<Span> {
    let start = end
        + scan.text[end..]
            .starts_with('、')
            .then_some('、'.len_utf8())?;
    let mut at = start;
    while let Some(c) = scan.after(at).filter(|c| syllable(scan, at, *c)) {
        at += c.len_utf8();
    }
    let closed = closes(&scan.text[at..]);
    named(scan, Span::new(start, at)).filter(|_| closed)
}

/// The entry before a place that begins at a byte.
fn before(scan: &Scan<'_>, start: usize) -> Option<Span> {
    let end = scan.text[..start].strip_suffix('、')?.len();
    let mut at = end;
    while let Some(c) = scan
        .before(at)
        .filter(|c| syllable(scan, at - c.len_utf8(), *c))
    {
        at -= c.len_utf8();
    }
    // a word or a mark stands before it, and no name it might be the rest of
    let bounded = scan.before(at).is_none_or(|c| !Scan::name_char(c))
        || scan.word(at - 1).is_some_and(|w| {
            let joins = "与和同及".contains(w.span.of(scan.text));
            let office = w.classes.any(&[Class::Post, Class::PostModifier]);
            w.span.end == at && (w.span.len() > 3 || joins) && !office
        });
    named(scan, Span::new(at, end)).filter(|_| bounded)
}

/// Whether an entry may end where this follows.
fn closes(rest: &str) -> bool {
    ["、", "等", "和", "与", "及"]
        .iter()
        .any(|w| rest.starts_with(w))
}

/// Whether a character at a byte may be one of a translated name.
fn syllable(scan: &Scan<'_>, at: usize, c: char) -> bool {
    let word = scan.word(at).is_some_and(|w| w.span.len() > 3);
    (scan.lexicon.transliterates(c) || c == '·')
        && !ends_names(c)
        && scan.mention(at).is_none()
        && !word
}

/// Such a name, where it is as long as names are.
fn named(scan: &Scan<'_>, name: Span) -> Option<Span> {
    let count = name.of(scan.text).chars().count();
    (2..=8).contains(&count).then_some(name)
}
