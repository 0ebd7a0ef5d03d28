//! The page's own province by its letter: 来|甘|考察, 在|甘|期间, of a page that says 我省 and names it nowhere.

use jiehao_places::{Gazetteer, Level, PlaceId};

use crate::span::Span;
use crate::words::List;

/// The one province that guests came to by a letter, and where the first letter stands. Letters that
/// stand for a city too, or for two provinces on one page, say nothing.
pub(super) fn come_to(text: &str, behind: &List) -> Option<(PlaceId, Span)> {
    let mut found: Option<(PlaceId, Span)> = None;
    for (i, verb) in text
        .char_indices()
        .filter(|(_, c)| "来访抵莅在".contains(*c))
    {
        let start = i + verb.len_utf8();
        let Some(letter) = text[start..].chars().next() else {
            break;
        };
        let span = Span::new(start, start + letter.len_utf8());
        let rest = &text[span.end..];
        let marked = verb != '在' && rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        if !(marked || behind.begins(rest).is_some()) {
            continue;
        }
        let Some(place) = province(span.of(text)) else {
            continue;
        };
        match found {
            Some((other, _)) if other != place => return None,
            Some(_) => {}
            None => found = Some((place, span)),
        }
    }
    found
}

/// The province that a letter stands for, and nothing else in China.
fn province(letter: &str) -> Option<PlaceId> {
    let gazetteer = Gazetteer::get();
    let own = |p: &PlaceId| gazetteer.country_of(*p) == "CN";
    let senses = gazetteer
        .lookup(letter)
        .iter()
        .map(|s| gazetteer.on(s.place, None));
    let mut senses = senses.filter(own);
    let first = senses
        .next()
        .filter(|p| gazetteer.level(*p) == Level::First)?;
    senses.all(|p| p == first).then_some(first)
}
