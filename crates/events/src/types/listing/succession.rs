//! Ties that a newer one comes after: 继A国a市、B国b市之后与甲市结好的第三个友城 tells of three.

use super::{Row, drafts};
use crate::mention::{self, Kind};
use crate::reader::Reader;
use crate::span::Span;
use crate::types::{Draft, Fill, relation};

/// Characters between the last of the list and 后: 等城市之后.
const TAIL: usize = 10;

/// The ties of those named after 继, each with whoever counts them all.
pub(super) fn succeeded(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let line = p.span.of(text);
    let mut out = Vec::new();
    for (at, _) in line.match_indices('继') {
        let rest = &line[at + '继'.len_utf8()..];
        let rest = rest.strip_prefix(['与', '和', '同']).unwrap_or(rest);
        let from = p.span.end - rest.len();
        let Some((listed, end)) = listed(reader, s, from) else {
            continue;
        };
        // 继甲州、乙市之后的第三个友城: counted with them
        let told = &text[end..p.span.end];
        let counted = ["第", "又一", "又与", "再次", "再与"];
        if !relation::has("heads", told) || !counted.iter().any(|w| told.contains(w)) {
            continue;
        }
        let abroad = |f: &Fill| f.mention.as_deref().is_some_and(mention::abroad);
        let foreign = listed.iter().all(abroad);
        let Some(home) = counting(reader, s, (from, end), foreign) else {
            continue;
        };
        let kind = relation::kind_in(told);
        for b in listed {
            if reader.within(&b, &home) || reader.within(&home, &b) {
                continue;
            }
            let a = home.clone();
            let row = Row { a, b, since: None };
            out.extend(drafts(reader, s, "友城列举", kind, row, None, false));
        }
    }
    out
}

/// Whether a name stands in such a list: it is no side of what the sentence goes on to tell.
pub fn is_before(reader: &Reader<'_, '_>, s: usize, name: Span) -> bool {
    let span = reader.parsed[s].span;
    let until = name.start.clamp(span.start, span.end);
    let Some(at) = reader.text()[span.start..until].rfind('继') else {
        return false;
    };
    let from = span.start + at + '继'.len_utf8();
    let rest = &reader.text()[from..span.end];
    let with = rest.starts_with(['与', '和', '同']);
    let from = from + if with { '与'.len_utf8() } else { 0 };
    listed(reader, s, from).is_some_and(|(_, end)| name.end <= end)
}

/// The places listed from a byte on up to 之后, and where that ends.
fn listed(reader: &Reader<'_, '_>, s: usize, from: usize) -> Option<(Vec<Fill>, usize)> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let mut out: Vec<Fill> = Vec::new();
    let mut end = from;
    for g in p.groups.iter().filter(|g| g.span.start >= from) {
        let gap = text[end..g.span.start].trim();
        if !matches!(gap, "" | "、" | "和" | "与" | "及" | "以及") {
            break;
        }
        for &i in &g.members {
            let m = &reader.mentions[i];
            if m.kind != Kind::Place || reader.mention_is_country(m) {
                return None;
            }
            out.push(Fill::place(m));
        }
        end = g.span.end;
    }
    let tail = &text[end..p.span.end];
    let (at, _) = tail.char_indices().take(TAIL).find(|c| c.1 == '后')?;
    let plain = !tail[..at].contains([',', '，', '。']);
    (plain && !out.is_empty()).then_some((out, end + at + '后'.len_utf8()))
}

/// Whoever counts the listed among its own: named behind the list, else before it, else the page's own region.
fn counting(
    reader: &Reader<'_, '_>,
    s: usize,
    list: (usize, usize),
    foreign: bool,
) -> Option<Fill> {
    let p = &reader.parsed[s];
    let behind = p.groups.iter().filter(|g| g.span.start >= list.1);
    let before = p.groups.iter().rev().filter(|g| g.span.end <= list.0);
    let mut named = behind
        .chain(before)
        .flat_map(|g| g.members.iter())
        .filter(|&&i| matches!(reader.mentions[i].kind, Kind::Place | Kind::Deictic))
        .flat_map(|&i| reader.resolve(i, s));
    let fits = |f: &Fill| {
        let abroad = f.mention.as_deref().is_some_and(mention::abroad);
        !(reader.is_country(f) || reader.is_continent(f) || foreign && abroad)
    };
    named
        .find(fits)
        .or_else(|| reader.own().filter(|_| foreign))
}
