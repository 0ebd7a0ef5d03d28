//! Lists of those at an event, over commas, semicolons and what is left of offices.

use super::who::{is_person, quiet, takes_part};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::span::Span;

/// Persons listed before a byte, over commas and a semicolon: 甲,乙、丙;丁出席. Between two there may be what
/// is left of an office that was not known as one.
pub(super) fn listed_before(reader: &Reader<'_, '_>, s: usize, first: usize) -> Vec<usize> {
    let text = reader.text();
    let mut out: Vec<usize> = Vec::new();
    let mut until = first;
    let mut sentence = s;
    loop {
        let p = &reader.parsed[sentence];
        let limit = until;
        for g in p.groups.iter().rev().filter(|g| g.span.end <= limit) {
            if !takes_part(reader, g) {
                if g.members.iter().any(|&i| is_person(reader, i)) {
                    return out;
                }
                continue;
            }
            let gap = Span::new(g.span.end, until);
            // 某省省长甲（视频）、乙新区（某高新区）党工委委员丙
            let words = without_aside(gap.of(text).trim());
            // 甲博士,乙
            let words = crate::parse::past_honorific(&words);
            // 甲副知事、乙副市长: the office after the name
            let post = reader.parsed[sentence].words.iter().find(|w| {
                w.span.start >= g.span.end
                    && w.span.start < g.span.end + 7
                    && w.classes.has(Class::Post)
            });
            let words = match post {
                Some(w) if w.span.end <= until => {
                    let tail = text[w.span.end..until].trim();
                    let titled = !text[g.span.end..w.span.start].contains(['、', '，', ',', ' ']);
                    if titled { tail } else { words.trim() }
                }
                _ => words.trim(),
            };
            let marks = ["、", "，", ",", "以及", "和", "及", "与", "；", ";"];
            // 丙商会|甲、乙商会|工业分会会长丁: what is left of an office after the body it is held in
            let body = g.members.last().map(|&i| &reader.mentions[i]);
            let rest = body.is_some_and(|b| b.kind == Kind::Body);
            let office = marks.iter().find_map(|w| words.strip_prefix(w));
            let office = office.or(Some(words).filter(|_| rest));
            let short = office.is_some_and(|o| {
                o.chars().count() <= 24 && !o.contains(['，', ',', '。', '（', '('])
            });
            if !(words.is_empty() || short && quiet(reader, sentence, gap)) {
                return out;
            }
            let mut members = g.members.clone();
            members.retain(|&i| is_person(reader, i));
            members.append(&mut out);
            out = members;
            until = g.span.start;
        }
        // the list may go on in the sentence before a semicolon
        let whole = text[p.span.start..until].chars().count() <= 20;
        let before = sentence
            .checked_sub(1)
            .filter(|b| whole && reader.parsed[*b].span.of(text).ends_with(['；', ';']));
        let Some(b) = before else { return out };
        sentence = b;
        until = until.min(p.span.start);
    }
}

/// All persons of a list that stands after the trigger, over commas, up to a verb.
pub(super) fn listed_after(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    first: Vec<usize>,
) -> Vec<usize> {
    let p = &reader.parsed[m.sentence];
    let verbs = [Class::Trigger, Class::Say, Class::Hope];
    let verb = p
        .words
        .iter()
        .find(|w| {
            w.span.start >= m.trigger.end && w.classes.any(&verbs) && !w.classes.has(Class::Soft)
        })
        .map_or(p.span.end, |w| w.span.start);
    let groups = p
        .groups
        .iter()
        .filter(|g| g.span.start >= m.trigger.end && g.span.end <= verb);
    let all: Vec<usize> = groups.flat_map(|g| g.members.iter().copied()).collect();
    if all.is_empty() { first } else { all }
}

/// A stretch without what it has in brackets, when that is short.
pub(super) fn without_aside(words: &str) -> std::borrow::Cow<'_, str> {
    let Some(open) = words.find(['（', '(']) else {
        return words.into();
    };
    let from = open + words[open..].chars().next().map_or(0, char::len_utf8);
    match words[from..].split_once(['）', ')']) {
        // 韦恩(Anna Wayne)
        Some((aside, rest)) if aside.chars().count() <= 8 || aside.is_ascii() => {
            format!("{}{rest}", &words[..open]).into()
        }
        _ => words.into(),
    }
}
