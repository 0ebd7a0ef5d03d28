//! Delegations: names known by their ending, that begin with the place they are of or with what they are for.

use super::body::begins;
use super::ending::{name_of, pointed};
use super::{Kind, Mention, Of, Scan, squeeze};
use crate::lexicon::Class;
use crate::span::Span;

/// Of a place.
fn of_place(place: Mention) -> Of {
    Of {
        name: place.name.clone(),
        place: Some(Box::new(place)),
        seat: None,
    }
}

/// Whether a word says where a delegation is bound, as part of its name: 大学生|访日|交流团, 甲市|赴韩|考察团.
fn bound_for(word: &str) -> bool {
    let mut chars = word.chars();
    let verb = chars
        .next()
        .is_some_and(|c| matches!(c, '访' | '赴' | '旅'));
    verb && chars.next().is_some() && chars.next().is_none()
}

/// Whether an ending names those who travel all by itself: the envoys posted to the country, 驻华使节代表团.
fn whole(ending: &str) -> bool {
    ending.starts_with("驻华") || ending.starts_with("外国")
}

/// Whether a name only says how many there are of them: 五人代表团, 500人参访团.
fn by_heads(name: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千余多".contains(c);
    let rest = name.trim_start_matches(number);
    rest.len() < name.len() && rest.starts_with(['人', '名'])
}

/// An ending that another follows at once: 驻华外交官|参访团.
fn run_on(scan: &Scan<'_>, end: Span) -> Span {
    let next = scan.word(end.end).filter(|w| {
        w.span.start == end.end && w.classes.has(Class::DelegationEnd) && scan.free(w.span)
    });
    next.map_or(end, |w| Span::new(end.start, w.span.end))
}

/// Where the name of a society begins whose last syllable is a word elsewhere: 香港侨界社团联|会|访问团.
/// Only where a place begins the name, so that no 甲市将会|代表团 is one.
fn society(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let lead = scan.text[..start].strip_suffix('会')?;
    let at = begins(scan, Span::new(lead.len(), lead.len()), 20);
    let place = scan
        .mention(at)
        .filter(|p| p.kind == Kind::Place && p.span.start == at)?;
    let words = &scan.text[place.span.end..lead.len()];
    (words.chars().count() >= 2 && !words.ends_with(['将', '也', '还', '都', '不', '就', '大']))
        .then_some(at)
}

/// Where a name begins behind the body that brings its members together: 外交部欧洲司|组织|欧洲国家驻华使节.
/// An 组织 that ends the name of a body itself (上海合作组织) is none.
fn gathered(scan: &Scan<'_>, start: usize, end: Span) -> Option<usize> {
    const BODIES: [char; 11] = [
        '司', '局', '办', '部', '会', '厅', '委', '府', '处', '协', '院',
    ];
    let lead = &scan.text[start..end.start];
    let at = lead.rfind("组织")?;
    lead[..at]
        .ends_with(BODIES)
        .then_some(start + at + "组织".len())
}

pub(super) fn delegation(scan: &mut Scan<'_>, end: Span) {
    let end = run_on(scan, end);
    let mut start = begins(scan, end, 24);
    // 甲省|友好交流|访问团, 乙县|党政|考察|代表团: verbs that say what it is for
    for _ in 0..2 {
        let verb = start.checked_sub(1).and_then(|b| scan.word(b));
        let Some(w) = verb.filter(|w| {
            let errand = scan
                .lexicon
                .list("errand")
                .iter()
                .any(|e| e == w.span.of(scan.text));
            let named = errand || bound_for(w.span.of(scan.text));
            w.span.end == start && (named || super::event::made_of_soft(scan, w))
        }) else {
            break;
        };
        start = begins(scan, w.span, 24);
    }
    start = society(scan, start).unwrap_or(start);
    // 村干部|组成|考察组, 连续八年|派出|代表团: who forms or sends it is no part of its name
    let formed = ["组成", "组成的", "派出", "派出的", "派遣"]
        .iter()
        .filter_map(|w| {
            let lead = &scan.text[start..end.start];
            lead.rfind(w).map(|i| start + i + w.len())
        })
        .max();
    let formed = formed.max(gathered(scan, start, end));
    start = formed.unwrap_or(start);
    let mut m = name_of(scan, Kind::Delegation, start, end.end);
    let made = formed.is_some() || scan.text[..start].ends_with("组成的");
    let members = (made && m.of.is_none()).then(|| members_from(scan, start));
    // 文某一行|五人代表团: how many they are
    let counted = by_heads(scan.text[..end.end].get(m.span.start..).unwrap_or(""));
    let bare = counted || m.span.start >= end.start && !whole(end.of(scan.text));
    m.alias = bare || pointed(scan, m.span).is_some();
    if let Some(of) = members.flatten() {
        m.name = format!("{}{}", of.name, m.name);
        m.alias = false;
        m.of = Some(of);
    }
    // 甲市的|代表团, 甲市组织的|青少年球队
    let sent = ["组织", "派出", "派遣", "选派", "组建"];
    let led = scan.text[..m.span.start].strip_suffix('的');
    let sender = led.and_then(|b| sent.iter().find_map(|w| b.strip_suffix(w)));
    let sender = sender
        .and_then(|b| {
            scan.mention(b.len().checked_sub(1)?)
                .filter(|p| p.span.end == b.len())
        })
        .filter(|p| p.kind == Kind::Place && m.of.is_none())
        .cloned();
    if let Some(place) = sender {
        m.of = Some(of_place(place));
        m.alias = false;
    }
    let owner = led
        .and_then(|b| scan.mention(b.len().checked_sub(1)?))
        .filter(|p| {
            p.kind == Kind::Place && p.span.end + '的'.len_utf8() == m.span.start && m.of.is_none()
        })
        .cloned();
    // 来自|日本甲县|的|青少年访华团: where they are from
    let from = |p: &Mention| {
        let lead = &scan.text[..p.span.start];
        ["来自", "来自于"].iter().any(|w| lead.ends_with(w))
    };
    if !m.alias && owner.as_ref().is_some_and(from) {
        m.of = owner.map(of_place);
    } else if let Some(place) = owner
        && m.alias
    {
        m.name = format!("{}{}", squeeze(place.span.of(scan.text)), m.name);
        m.span.start = place.span.start;
        m.head = m.span;
        m.alias = false;
        m.of = Some(of_place(place));
    }
    scan.take(m);
}

/// Where those come from who form a delegation: 来自|日本熊本县|青少年组成的|交流团, 由|乙市|议员组成的|代表团.
fn members_from(scan: &Scan<'_>, start: usize) -> Option<Of> {
    let from = scan.text[..start]
        .rfind(['，', ',', '。', '；', '\n'])
        .unwrap_or(0);
    let lead = &scan.text[from..start];
    let begun = |w: &str| lead.rfind(w).map(|at| from + at + w.len());
    let at = begun("来自").or_else(|| begun("由"))?;
    let place = scan
        .mention(at)
        .filter(|m| m.kind == Kind::Place && m.span.start == at)?;
    Some(of_place(place.clone()))
}
