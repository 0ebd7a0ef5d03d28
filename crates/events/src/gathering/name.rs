//! What the name of an event tells: whether it is one's own, which sort of event it is of.

use crate::lexicon::Lexicon;
use crate::mention::{Kind, Mention};

/// Whether a name holds nothing of its own: no place, number or quotation, and only general words.
pub fn general(name: &str, parts: &[Mention], lexicon: &Lexicon) -> bool {
    let proper = parts.iter().any(|p| p.kind == Kind::Place)
        || name.contains(['届', '“', '《', '—', '·'])
        || name.contains(|c: char| c.is_ascii_digit())
        || name.contains("周年");
    if proper {
        return false;
    }
    let words = lexicon.list("event_general");
    let mut rest = name.strip_suffix(sort(name, lexicon)).unwrap_or(name);
    while let Some(w) = words.iter().find(|w| rest.starts_with(w.as_str())) {
        rest = &rest[w.len()..];
    }
    rest.is_empty() || rest == "会"
}

/// The sort of event a name says it is.
pub fn sort<'n>(name: &'n str, lexicon: &Lexicon) -> &'n str {
    let ends = |list: &str| {
        let word = lexicon
            .list(list)
            .iter()
            .find(|w| name.ends_with(w.as_str()))?;
        Some(&name[name.len() - word.len()..])
    };
    ends("event_sort")
        .or_else(|| ends("event_any"))
        .unwrap_or(name)
}

/// Whether a word may stand for an event of any sort.
pub fn any_sort(sort: &str, lexicon: &Lexicon) -> bool {
    lexicon.list("event_any").iter().any(|w| w == sort)
}

/// Whether two names are of one event: one holds the other, or they differ in a year or an ordinal only.
pub fn same(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= 4 && long.contains(short)
}

/// Whether two names of one sort speak of the same places, and mostly in the same words:
/// 甲与乙结好十五周年庆祝活动, 中国甲市与丙国乙市缔结友好城市15周年庆祝活动.
pub fn reworded(a: &Mention, b: &Mention, lexicon: &Lexicon) -> bool {
    let places = |m: &Mention| {
        let named = m.parts.iter().filter(|p| p.kind == Kind::Place);
        let mut stems: Vec<String> = named.map(|p| stem(&p.name).to_owned()).collect();
        stems.sort();
        stems.dedup();
        stems
    };
    let (x, y) = (places(a), places(b));
    let shared = x.iter().filter(|p| y.contains(p)).count();
    sort(&a.name, lexicon) == sort(&b.name, lexicon)
        && shared > 0
        && (shared == x.len() || shared == y.len())
}

/// A place without the ending of its level.
fn stem(name: &str) -> &str {
    match name.chars().count() {
        0..=2 => name,
        _ => name.trim_end_matches(['省', '市', '州', '县', '区', '郡', '道', '府']),
    }
}
