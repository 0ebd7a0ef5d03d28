//! Short names of China's that only end a longer one abroad: 老挝|勐新县, 釜山市|海云台区.

use jiehao_places::{Gazetteer, Hit, Level};

use super::super::Scan;
use super::divides_abroad;
use crate::span::Span;

/// Whether a short name is only the end of a longer one after a country: 老挝|勐新县 holds no 新县. A
/// country's short name may begin its long one: 吉尔吉斯斯坦|奥什州 is 奥什州.
pub(super) fn in_foreign_name(scan: &Scan<'_>, span: Span) -> bool {
    let foreign = |at: usize| ends_country(scan.text, at) || ends_city_abroad(scan.text, at);
    if span.of(scan.text).chars().count() > 3 || foreign(span.start) {
        return false;
    }
    let mut start = span.start;
    for _ in 0..2 {
        let Some(c) = scan.before(start) else {
            return false;
        };
        start -= c.len_utf8();
        if !('\u{4e00}'..='\u{9fff}').contains(&c) || scan.word(start).is_some() {
            return false;
        }
        if foreign(start) {
            return true;
        }
    }
    false
}

/// Whether the name of a city or division abroad ends at `at` with its level: 釜山市|.
fn ends_city_abroad(text: &str, at: usize) -> bool {
    let gazetteer = Gazetteer::get();
    let Some(stem) = text[..at].strip_suffix(['市', '省', '州', '道', '县', '郡', '府'])
    else {
        return false;
    };
    let mut starts = stem.char_indices().rev().take(8).skip(1);
    starts.any(|(i, _)| {
        let whole = gazetteer.find(&text[i..at]);
        let form = whole.or_else(|| gazetteer.find(&stem[i..]));
        form.is_some_and(divides_abroad)
    })
}

/// Whether the name of a country other than China ends at `at`.
fn ends_country(text: &str, at: usize) -> bool {
    let gazetteer = Gazetteer::get();
    let last = text[..at].chars().next_back();
    if !last.is_some_and(|c| gazetteer.ends_country(c)) {
        return false;
    }
    let mut starts = text[..at].char_indices().rev().take(8).skip(1);
    starts.any(|(i, _)| {
        let form = gazetteer.find(&text[i..at]);
        let sense = form.and_then(|f| gazetteer.senses(f).first());
        sense.is_some_and(|s| {
            let place = gazetteer.place(s.place);
            place.level == Level::Country && place.country != "CN"
        })
    })
}

/// Whether a name abroad is only what follows the dash of a longer one: 苏斯-|马赛大区, not 北京-|巴黎.
pub(super) fn second_half(scan: &Scan<'_>, hit: &Hit) -> bool {
    let before = scan.text[..hit.start].trim_end_matches(['-', '－', '—', '–']);
    let Some(last) = before
        .chars()
        .next_back()
        .filter(|_| before.len() < hit.start)
    else {
        return false;
    };
    let sounds = scan.lexicon.transliterates(last) && scan.word(before.len() - 1).is_none();
    let gazetteer = Gazetteer::get();
    let known = before
        .char_indices()
        .rev()
        .take(8)
        .any(|(i, _)| gazetteer.find(&before[i..]).is_some());
    sounds && !known && divides_abroad(hit.form)
}
