//! The name that begins at a place where one is due: after an office, or at the head of a sentence.

use super::super::scan::ends_names;
use super::super::{Kind, Scan};
use super::dotted::{dotted_end, latin_end};
use super::ends::{Frame, best_end};
use super::{level_ends, names_country, town_inside};
use crate::lexicon::Class;
use crate::span::Span;

/// The name that begins at a byte, if one does; titles before it aside.
pub fn name_at(scan: &Scan<'_>, at: usize, frame: Frame) -> Option<Span> {
    let rest = scan.text.get(at..)?;
    let names = scan.lexicon.names();
    let title = names.titles.begins(rest);
    let at = at + title.map_or(0, |i| names.titles[i].len());
    let rest = &scan.text[at..];
    let first = rest.chars().next()?;
    if let Some(end) = latin_end(scan, at) {
        return Some(Span::new(at, end));
    }
    // 曾|浩荣 is a name, 曾率 none
    let once = first == '曾'
        && rest
            .chars()
            .nth(1)
            .is_some_and(|c| "率任在于与到赴访多经随对向就".contains(c));
    if ends_names(first)
        && !"于向时曾".contains(first)
        && !(frame.japan && "中上下前后".contains(first))
        || once
        || never(scan, rest)
    {
        return None;
    }
    if let Some(m) = scan.mention(at) {
        match m.kind {
            Kind::Person if m.head.start == at && m.post.is_none() => return Some(m.head),
            Kind::Person => {}
            // 小松|原弘一, 曼托瓦|尼: a town at the beginning of a longer name, or one of the same name
            // 市长|韩国瑜|率团: a surname, and a country by chance
            Kind::Place if frame.held && by_chance(scan, m.span) => {
                let last = scan.after(m.span.end)?;
                return Some(Span::new(at, m.span.end + last.len_utf8()));
            }
            Kind::Place => {
                let town =
                    town_inside(scan, m) || frame.japan && m.span == m.head && !level_ends(&m.name);
                if !town || m.span.start != at || names_country(&m.name) {
                    return None;
                }
                let end = dotted_end(scan, at).or_else(|| best_end(scan, at, frame))?;
                let believed = end > m.span.end || frame.abroad && end == m.head.end;
                return believed.then(|| Span::new(at, end));
            }
            _ => return None,
        }
    }
    // 总书记|有关, 会见|时表示, 官员|代表团: a word of the language, not a name
    if scan.word(at).is_some_and(|w| {
        w.span.start == at
            && w.span.len() > 3
            && !w.classes.has(Class::NationalLeader)
            && !over_office(scan, w.span)
    }) {
        return None;
    }
    dotted_end(scan, at)
        .or_else(|| spaced_end(scan, at))
        .or_else(|| best_end(scan, at, frame))
        .map(|end| Span::new(at, end))
}

/// How sure the end of such a name must be: 将|抵 may go on.
const LIKELY: i32 = 14;

/// Whether a country of two characters is the beginning of a name of three: a surname, one character more
/// that begins no word, and then something else for sure.
fn by_chance(scan: &Scan<'_>, place: Span) -> bool {
    let text = place.of(scan.text);
    let end = place.end + scan.after(place.end).map_or(0, char::len_utf8);
    let fresh = scan.after(place.end).is_some_and(super::is_han) && scan.word(place.end).is_none();
    let name = &scan.text[place.start..end];
    text.chars().count() == 2
        && scan.lexicon.surname(text) == Some(3)
        && fresh
        && super::edge::edge(scan, end) >= LIKELY
        && scan.text.matches(name).count() == scan.text.matches(text).count()
}

/// Whether a text begins with a word no name begins with, or with one that follows names.
fn never(scan: &Scan<'_>, rest: &str) -> bool {
    let names = scan.lexicon.names();
    let surname = scan.lexicon.surname(rest).map(|n| &rest[..n]);
    let firm = surname.is_some_and(|s| !scan.lexicon.weak_surname(s));
    rest.char_indices().take(4).any(|(i, c)| {
        let word = &rest[..i + c.len_utf8()];
        names.never.contains(word) || !firm && names.follow.contains(word)
    })
}

/// 丁 凯: names of two characters are spread over three in lists.
fn spaced_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let surname = at + scan.lexicon.surname(&scan.text[at..])?;
    let given = scan.skip_spaces(surname);
    if given == surname {
        return None;
    }
    let end = given + scan.after(given).filter(|c| super::is_han(*c))?.len_utf8();
    (super::edge::edge(scan, end) >= super::edge::SURE).then_some(end)
}

/// Whether two characters that are an office elsewhere begin a full name here: 市长|王子某|，.
fn over_office(scan: &Scan<'_>, word: Span) -> bool {
    let firm = scan
        .lexicon
        .surname(word.of(scan.text))
        .is_some_and(|n| n == 3 && !scan.lexicon.weak_surname(&word.of(scan.text)[..n]));
    let post = scan.lexicon.classes(word.of(scan.text)).has(Class::Post);
    let end = word.end + scan.after(word.end).map_or(0, char::len_utf8);
    let given = scan.after(word.end).is_some_and(super::is_han);
    post && firm && word.len() == 6 && given && super::edge::edge(scan, end) >= 40
}
