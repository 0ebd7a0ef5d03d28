//! What the name of an event tells: whether it is one's own, which sort of event it is of.

use crate::lexicon::Lexicon;
use crate::mention::{Kind, Mention};

/// Whether a name holds nothing of its own: no place, number or quotation, and only general words.
pub fn general(name: &str, parts: &[Mention], lexicon: &Lexicon) -> bool {
    let proper = parts.iter().any(|p| p.kind == Kind::Place)
        || name.contains(['届', '“', '《', '—', '·'])
        || name.contains(|c: char| c.is_ascii_digit())
        || name.contains("周年");
    if proper || lexicon.list("event_proper").iter().any(|w| w == name) {
        return false;
    }
    let words = lexicon.list("event_general");
    let mut rest = name.strip_suffix(sort(name, lexicon)).unwrap_or(name);
    while let Some(i) = words.begins(rest) {
        rest = &rest[words[i].len()..];
    }
    rest.is_empty() || rest == "会"
}

/// The sort of event a name says it is.
pub fn sort<'n>(name: &'n str, lexicon: &Lexicon) -> &'n str {
    let ends = |list: &str| {
        let words = lexicon.list(list);
        let word = &words[words.ends(name)?];
        Some(&name[name.len() - word.len()..])
    };
    ends("event_sort")
        .or_else(|| ends("event_any"))
        .unwrap_or(name)
}

/// What is opened, of the name of an opening: 友好活动周|开幕式.
pub fn without_opening(name: &str) -> Option<&str> {
    let parts = ["开幕式", "闭幕式", "启动仪式", "开幕仪式", "开幕典礼"];
    parts.iter().find_map(|w| name.strip_suffix(w))
}

/// Whether a word may stand for an event of any sort.
pub fn any_sort(sort: &str, lexicon: &Lexicon) -> bool {
    lexicon.list("event_any").iter().any(|w| w == sort)
}

/// Whether two names are of one event: one holds the other, countries before places aside.
pub fn same(a: &Mention, b: &Mention, text: &str) -> bool {
    let holds = |a: &str, b: &str| {
        let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
        short.chars().count() >= 4 && long.contains(short)
    };
    // 甲省与乙、丙省会议, 甲省与乙丙省会议 of the headline, which leaves marks out
    const MARKS: [char; 6] = ['、', '“', '”', ' ', '·', '—'];
    if a.name.contains(MARKS) != b.name.contains(MARKS) {
        let plain = |s: &str| s.replace(MARKS, "");
        if holds(&plain(&a.name), &plain(&b.name)) {
            return true;
        }
    }
    // 世界客属恳亲大会, 世界客属第29届恳亲大会: told without its number once
    let numbered = |s: &str| s.contains('届');
    if numbered(&a.name) != numbered(&b.name) && holds(&unnumbered(&a.name), &unnumbered(&b.name)) {
        return true;
    }
    // 中日韩（威海）健康产业论坛, 第二届中日韩健康产业论坛
    let bracketed = |s: &str| s.contains(['（', '(']);
    if bracketed(&a.name) != bracketed(&b.name)
        && holds(
            &unnumbered(&unbracketed(&a.name)),
            &unnumbered(&unbracketed(&b.name)),
        )
    {
        return true;
    }
    holds(&a.name, &b.name)
        || a.parts.len() > 1 && b.parts.len() > 1 && {
            let (x, y) = (bare(a, text), bare(b, text));
            holds(&x, &y)
        }
}

/// A name without the place in brackets in it.
fn unbracketed(name: &str) -> String {
    let open = name.find(['（', '(']);
    let close = name.find(['）', ')']);
    match open.zip(close).filter(|(a, b)| a < b) {
        Some((from, to)) => {
            let end = to + name[to..].chars().next().map_or(0, char::len_utf8);
            format!("{}{}", &name[..from], &name[end..])
        }
        None => name.to_owned(),
    }
}

/// A name without 第几届 in it.
fn unnumbered(name: &str) -> String {
    let cut = name.find('第').zip(name.find('届'));
    match cut.filter(|(from, to)| from < to && name[*from..*to].chars().count() <= 6) {
        Some((from, to)) => format!("{}{}", &name[..from], &name[to + '届'.len_utf8()..]),
        None => name.replacen("首届", "", 1),
    }
}

/// A name with each place as short as it is named: 甲市与日本乙市摄影展, 甲市与乙市摄影展.
fn bare(m: &Mention, text: &str) -> String {
    let mut out = String::new();
    let mut at = m.span.start;
    for p in m.parts.iter().filter(|p| p.kind == Kind::Place) {
        if let Some(before) = text.get(at..p.span.start) {
            out.push_str(before);
            out.push_str(&p.name);
            at = p.span.end;
        }
    }
    out.push_str(text.get(at..m.span.end).unwrap_or(""));
    out
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

/// Whether two names of one sort are of the same anniversary: 国庆15周年招待会, 庆祝某国成立15周年招待会.
pub fn same_years(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let years = |s: &str| -> Option<String> {
        let before = &s[..s.find("周年")?];
        let digits = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(*c);
        let tail: String = before.chars().rev().take_while(digits).collect();
        let figure: String = tail.chars().rev().collect();
        (!figure.is_empty()).then(|| crate::number::read(&figure).map_or(figure, |n| n.to_string()))
    };
    sort(a, lexicon) == sort(b, lexicon) && years(a).is_some() && years(a) == years(b)
}

/// A place without the ending of its level.
fn stem(name: &str) -> &str {
    match name.chars().count() {
        0..=2 => name,
        _ => name.trim_end_matches(['省', '市', '州', '县', '区', '郡', '道', '府']),
    }
}
