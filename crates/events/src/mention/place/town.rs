//! Towns and townships, which no list holds: 东莞市|横沥镇, 嘉义县|竹崎乡, 横沥镇与|炉房乡|签订.

use super::super::{Kind, Mention, PlaceName, Scan};
use crate::lexicon::Class;
use crate::span::Span;
use crate::words::List;

/// Endings of towns and of what is below them, that a county or a city stands before.
const LEVELS: [&str; 5] = ["镇", "乡", "街道", "村", "社区"];

/// Last characters of what may hold a town or a village.
const HOLDERS: [char; 7] = ['市', '县', '区', '旗', '州', '镇', '乡'];

/// Characters of common nouns that end like towns: 乡|镇, 特色小|镇, 各|镇, 家|乡.
const COMMON: &str = "各全该本我每某两几多等个的了和与及小古名特城乡镇村集市家故老同水下山重示范此";

/// Numbers, which count towns where they stand alone: 三|镇, but 九如|乡.
const NUMBERS: &str = "一二三四五六七八九十百";

/// Where the endings of towns stand, one ending after the other.
fn levels(text: &str) -> Vec<Span> {
    let mut found = List::new(LEVELS.to_vec()).all_in(text);
    found.sort_by_key(|(at, level)| (*level, *at));
    let span = |(at, level): (usize, usize)| Span::new(at, at + LEVELS[level].len());
    found.into_iter().map(span).collect()
}

/// Takes towns after the county or city that holds them, and partners of such a town.
pub fn towns(scan: &mut Scan<'_>) {
    for level in levels(scan.text) {
        if !ends(scan, level.end) {
            continue;
        }
        if let Some((start, holder)) = held(scan, level.start) {
            take(scan, Span::new(start, level.end), holder);
        }
    }
}

/// Takes the partners of towns: 甲县乙镇与|丙乡|签订, whose county is told elsewhere.
pub fn partners(scan: &mut Scan<'_>) {
    for level in levels(scan.text) {
        if let Some(start) = partner(scan, level.start).filter(|_| ends(scan, level.end)) {
            let mut m = Mention::new(Kind::Place, Span::new(start, level.end), scan.text);
            m.place = Some(PlaceName::default());
            scan.take(m);
        }
    }
}

/// Whether no other word goes on with a level: 乡|亲, 镇|静, 街道|办事处 is the town's office.
fn ends(scan: &Scan<'_>, at: usize) -> bool {
    let next = scan.after(at).unwrap_or(' ');
    let office = [Class::Post, Class::PostBody, Class::BodyEnd];
    let over = scan
        .word(at - 1)
        .is_some_and(|w| w.span.end > at && !w.classes.any(&office));
    !"亲村土愁情间级域江海宁长静定守痛压远平南北东西民委落庄里口支两企党组干".contains(next)
        && !over
}

/// Where a town's name begins right after the place that holds it, and that place.
fn held(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let mut start = at;
    for _ in 0..4 {
        let before = start.checked_sub(1)?;
        if let Some(i) = scan.mention_index(before) {
            let m = &scan.mentions[i];
            // 花莲县|吉安|乡: a town of another place's name
            let whole = m.span.end == at && start == at && m.span == m.head;
            if whole {
                start = m.span.start;
                continue;
            }
            let county = m.kind == Kind::Place && m.span.end == start && m.name.ends_with(HOLDERS);
            let stem = &scan.text[start..at];
            return (county && named(scan, Span::new(start, at), stem)).then_some((start, i));
        }
        start -= scan.before(start).map_or(1, char::len_utf8);
    }
    let i = scan.mention_index(start.checked_sub(1)?)?;
    let m = &scan.mentions[i];
    let county = m.kind == Kind::Place && m.span.end == start && m.name.ends_with(HOLDERS);
    (county && named(scan, Span::new(start, at), &scan.text[start..at])).then_some((start, i))
}

/// Whether a stem may be a town's name: two to four characters, none of a common noun, no word inside.
fn named(scan: &Scan<'_>, span: Span, stem: &str) -> bool {
    let count = stem.chars().count();
    let plain = stem.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let common = stem.chars().any(|c| COMMON.contains(c)) && count <= 2
        || stem.ends_with(|c| "小古名各特乡城村集等个的".contains(c));
    let counted = stem.ends_with(|c| NUMBERS.contains(c));
    // 鸡西市农业农村|局: a word, or the beginning of one
    let words = (span.start..span.end).any(|b| {
        scan.word(b).is_some_and(|w| {
            let joint = [Class::With, Class::List, Class::To, Class::Trigger];
            w.span.len() > 3 || w.classes.any(&joint)
        })
    });
    (1..=4).contains(&count) && plain && !common && !counted && !words
}

/// Where the name of a town begins that stands with another in 甲镇与|乙乡|.
fn partner(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let before = &scan.text[..at];
    if scan.mention(at).is_some() {
        return None;
    }
    let (joint, stem) = ["与", "和", "同", "、"].iter().find_map(|w| {
        let i = before.rfind(w)?;
        let stem = &before[i + w.len()..];
        (stem.chars().count() <= 4).then_some((i, stem))
    })?;
    let start = at - stem.len();
    let town = scan.mention(joint.checked_sub(1)?)?;
    let beside = town.kind == Kind::Place
        && town.span.end == joint
        && town.name.ends_with(['镇', '乡', '道', '村']);
    let free = stem.chars().count() >= 2 && scan.free(Span::new(start, at));
    (beside && free && named(scan, Span::new(start, at), stem)).then_some(start)
}

fn take(scan: &mut Scan<'_>, head: Span, holder: usize) {
    let outer = &scan.mentions[holder];
    let mut m = Mention::new(Kind::Place, head, scan.text);
    let known = outer.place.as_ref().map(|p| p.within.clone());
    let mut place = PlaceName {
        form: None,
        within: known.unwrap_or_default(),
    };
    let form = outer.place.as_ref().and_then(|p| p.form);
    place.within.push((outer.name.clone(), outer.head, form));
    m.span = Span::new(outer.span.start, head.end);
    m.place = Some(place);
    scan.take(m);
}
