//! Envoys told by their countries: 拜会甲国、乙国、丙国驻华大使, 走访甲、乙等5国驻某地总领事馆.
//!
//! No name stands there, and only the last country stands beside the office: each country is somebody the
//! host met, and none of them a place gone to.

use super::Fill;
use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;

/// Offices and bodies that a country keeps abroad.
const SEATS: [&str; 8] = [
    "大使",
    "总领事",
    "领事",
    "使节",
    "代办",
    "使馆",
    "领馆",
    "参赞",
];

/// Whether a place is a country in a list whose last is followed by the office of its envoys.
pub(super) fn sends(reader: &Reader<'_, '_>, i: usize) -> bool {
    let text = reader.text();
    let m = &reader.mentions[i];
    if m.kind != Kind::Place || !reader.mention_is_country(m) {
        return false;
    }
    let mut end = m.span.end;
    loop {
        let rest = &text[end..];
        let list = ["、", "以及", "和", "与", "及"];
        let gap = list.iter().find(|w| rest.starts_with(**w));
        let at = end + gap.map_or(0, |w| w.len());
        let k = reader.mentions.partition_point(|x| x.span.start < at);
        let next = reader
            .mentions
            .get(k)
            .filter(|x| x.span.start == at && gap.is_some());
        match next {
            Some(x) if x.kind == Kind::Place && reader.mention_is_country(x) => end = x.span.end,
            Some(x) => return at > m.span.end && posted(&x.name),
            None => return gap.is_none() && (end > m.span.end || last(reader, i)) && of_all(rest),
        }
    }
}

/// Whether a country stands last in a list of countries.
fn last(reader: &Reader<'_, '_>, i: usize) -> bool {
    let before = &reader.text()[..reader.mentions[i].span.start];
    let list = ["、", "以及", "和", "与", "及"];
    let at = list
        .iter()
        .find_map(|w| before.strip_suffix(w))
        .map(str::len);
    at.is_some_and(|at| {
        let m = reader.mentions[..i].iter().rfind(|m| m.span.end == at);
        m.is_some_and(|m| m.kind == Kind::Place && reader.mention_is_country(m))
    })
}

/// Whether a name is of a mission or of somebody of one.
fn posted(name: &str) -> bool {
    name.contains('驻') && SEATS.iter().any(|w| name.contains(w))
}

/// Whether what follows a list of countries is their envoys' office: 等5国|驻华大使.
fn of_all(rest: &str) -> bool {
    let rest = rest.strip_prefix('等').unwrap_or(rest);
    let rest = rest
        .trim_start_matches(|c: char| c.is_ascii_digit() || "两三四五六七八九十多余".contains(c));
    let counted = ["个国家的", "个国家", "国的", "国"];
    let rest = counted
        .iter()
        .find_map(|w| rest.strip_prefix(w))
        .unwrap_or(rest);
    let near: String = rest.chars().take(10).collect();
    rest.starts_with('驻') && SEATS.iter().any(|w| near.contains(w))
}

/// The countries whose envoys the object of a verb of meeting is.
pub(super) fn met(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    let p = &reader.parsed[m.sentence];
    let near = p.groups.iter().find(|g| g.span.start >= m.trigger.end);
    let from = near.map(|g| g.span.start);
    let close = from.is_some_and(|at| {
        let gap = &reader.text()[m.trigger.end..at];
        matches!(gap, "" | "了" | "来访的" | "来华的")
    });
    // 走访甲国、乙国总领事馆: a house, and nobody met
    let bodies = |w: &crate::rule::Source| w.kinds.contains(&Kind::Body);
    let meets = m
        .rule
        .roles
        .iter()
        .any(|(r, ways)| r == "b" && ways.iter().any(bodies));
    if !close || !meets {
        return Vec::new();
    }
    let clause = p.clauses[m.clause];
    let listed = (0..reader.mentions.len()).filter(|&i| {
        let x = &reader.mentions[i];
        x.span.start >= m.trigger.end && clause.covers(x.span) && sends(reader, i)
    });
    // 会见甲国总统、乙国驻华大使: a list from its beginning
    let mut out: Vec<Fill> = Vec::new();
    for i in listed {
        let x = &reader.mentions[i];
        if out.is_empty() && Some(x.span.start) != from {
            return Vec::new();
        }
        out.push(Fill::place(x));
    }
    out
}
