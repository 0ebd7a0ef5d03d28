//! A roll of partners called after 包括, 分别是.

use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;

/// The places called after 包括, 分别是: 有7个姐妹城市,包括甲国的a市、乙国的b市.
pub(super) fn rolled(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<usize> {
    let text = reader.text();
    let p = &reader.parsed[m.sentence];
    let rest = &text[m.trigger.end..p.span.end.max(m.trigger.end)];
    let opens = ["包括", "分别是", "分别为", "依次是", "依次为"];
    let colon = [":", "："].iter().find(|w| rest.starts_with(**w));
    let named: &[&str] = match m.rule.set.get("roll").map(String::as_str) {
        Some("colon") => &[],
        _ => &opens,
    };
    let open = named
        .iter()
        .chain(colon)
        .filter_map(|w| rest.find(w).map(|i| (i, i + w.len())))
        .min();
    let Some((before, at)) = open.filter(|o| rest[..o.0].chars().count() <= 8) else {
        return Vec::new();
    };
    if rest[..before].contains(['。', '的']) {
        return Vec::new();
    }
    let mut next = m.trigger.end + at;
    let mut out: Vec<usize> = Vec::new();
    let from = next;
    for g in p.groups.iter().filter(|g| g.span.start >= from) {
        let gap = past_bracket(text[next.min(g.span.start)..g.span.start].trim());
        // 日本|的|仓敷市: the country only says where
        let of = gap == "的"
            && out
                .last()
                .is_some_and(|&i| reader.mention_is_country(&reader.mentions[i]));
        if of {
            out.pop();
        }
        let place = |i: &usize| reader.mentions[*i].kind == Kind::Place;
        let joined = matches!(
            gap,
            "" | "、" | "，" | "," | "和" | "及" | "以及" | ":" | "："
        );
        if !of && !joined || !g.members.iter().all(place) {
            break;
        }
        out.extend(g.members.iter().copied());
        next = g.span.end;
    }
    out
}

/// What follows a short bracket: (1980年10月结好)|、.
fn past_bracket(gap: &str) -> &str {
    let inner = gap.strip_prefix(['(', '（']);
    let rest = inner.and_then(|r| r.split_once([')', '）']));
    rest.filter(|r| r.0.chars().count() <= 16)
        .map_or(gap, |r| r.1.trim())
}
