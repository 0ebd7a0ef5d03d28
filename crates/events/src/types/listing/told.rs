//! Lists told in prose: 分别是:甲市与A国a市、乙市与B国b市, and the partners of one place.

use super::couples::coupled;
use super::{Row, drafts};
use crate::mention;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::span::Span;
use crate::types::{Draft, Fill, date_at, pairs, relation, tie};

/// Counts that go on with a list one after the other; a page that has more is no list of ties.
const COUNTS: usize = 12;

/// Where a list begins that a sentence says it holds, and the words that say of what.
fn led<'t>(reader: &'t Reader<'_, '_>, s: usize) -> Option<(&'t str, usize)> {
    const LEADS: [&str; 6] = ["分别是", "分别为", "包括", "如下", "即", "有"];
    let lead = |s: usize| {
        let p = &reader.parsed[s];
        let line = p.span.of(reader.text());
        let (at, word) = LEADS.iter().find_map(|w| Some((line.find(w)?, w)))?;
        Some((&line[..at], p.span.start + at + word.len()))
    };
    if let Some(found) = lead(s) {
        return Some(found);
    }
    // …友城6对,市级5对,分别是……;县级1对,甲县与丙国乙市: the count leads in, a sentence before says of what
    let from = counted(reader, s)?;
    let paragraph = reader.parsed[s].paragraph;
    let mut before = (s.saturating_sub(COUNTS)..s).rev();
    let head = before.find_map(|b| {
        if reader.parsed[b].paragraph != paragraph {
            return Some(None);
        }
        match lead(b) {
            Some((head, _)) => Some(Some(head)),
            None if counted(reader, b).is_none() => Some(None),
            None => None,
        }
    });
    Some((head??, from))
}

/// Where a sentence goes on after the count it begins with: 县级1对,|……
fn counted(reader: &Reader<'_, '_>, s: usize) -> Option<usize> {
    let p = &reader.parsed[s];
    let line = p.span.of(reader.text());
    let comma = line.find([',', '，', ':', '：'])?;
    let mark = line[comma..].chars().next().map_or(1, char::len_utf8);
    line[..comma]
        .ends_with(['对', '个'])
        .then_some(p.span.start + comma + mark)
}

/// Pairs told within one sentence: 市级友城6对,分别是:甲市与a市(1982年8月)、乙市与b市(2002年5月).
pub(super) fn enumerated(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let Some((head, from)) = led(reader, s) else {
        return Vec::new();
    };
    if !relation::has("heads", head) {
        return Vec::new();
    }
    // 新缔结的5对……: the ceremony told just before was their signing
    let ceremony = || {
        let near = reader.parsed[s.saturating_sub(2)..s].iter();
        relation::has("new", head)
            && near
                .clone()
                .any(|q| relation::has("signed", q.span.of(reader.text())))
    };
    let signed = relation::has("signed", head) || ceremony();
    let told = date_at(reader, s).filter(|_| signed).map(|d| d.start);
    let mut out = Vec::new();
    for (a, b) in coupled(reader, s, from) {
        let kind = relation::kind_in(head);
        let since = told.and_then(|d| d.iso());
        let row = Row { a, b, since: told };
        out.extend(drafts(reader, s, "友城列举", kind, row, since, signed));
    }
    if !out.is_empty() {
        return out;
    }
    let pairs = pairs::listed(reader, s, Span::new(from, p.span.end));
    // one pair is a list only where it is counted: 县级1对,甲县与丙国乙市
    let single = || {
        let opened = text_before(reader, from);
        opened.ends_with('即')
            && ["1对", "一对", "1个", "一个"]
                .iter()
                .any(|w| head.contains(w))
    };
    let several = pairs.len() > 1 || counted(reader, s).is_some() || single();
    for (a, b) in pairs.into_iter().filter(|_| several) {
        for (&a, &b) in a.members.iter().zip(&b.members) {
            let place = |i: usize| {
                let m = &reader.mentions[i];
                (m.kind == Kind::Place && !reader.mention_is_country(m)).then(|| Fill::place(m))
            };
            let (Some(a), Some(b)) = (place(a), place(b)) else {
                continue;
            };
            // A国a市和B国b市: the last two of a list of partners
            let abroad = |f: &Fill| f.mention.as_deref().is_some_and(mention::abroad);
            if abroad(&a) && abroad(&b) {
                continue;
            }
            let since = b
                .span
                .and_then(|span| tie::date_beside(reader, span))
                .or(told);
            let kind = relation::kind_in(head);
            let row = Row { a, b, since };
            let since = since.and_then(|d| d.iso());
            out.extend(drafts(reader, s, "友城列举", kind, row, since, signed));
        }
    }
    if out.is_empty() {
        out = partners(reader, s, head, from);
    }
    out
}

/// The text up to a byte.
fn text_before<'t>(reader: &'t Reader<'_, '_>, at: usize) -> &'t str {
    &reader.text()[..at]
}

/// The partners of one place: 甲市与6个城市建立了友城关系,分别是:A国a市、B国b市.
fn partners(reader: &Reader<'_, '_>, s: usize, head: &str, from: usize) -> Vec<Draft> {
    if !relation::has("tied", head) || relation::has("not_yet_before", head) {
        return Vec::new();
    }
    let p = &reader.parsed[s];
    let text = reader.text();
    let place = |i: usize| {
        let m = &reader.mentions[i];
        (m.kind == Kind::Place && !reader.mention_is_country(m)).then(|| Fill::place(m))
    };
    let named = p
        .groups
        .iter()
        .filter(|g| g.span.end <= from)
        .flat_map(|g| g.members.iter())
        .flat_map(|&i| reader.resolve(i, s))
        .find(|f| f.is(Kind::Place) && !reader.is_country(f));
    let Some(a) = named.or_else(|| reader.own()) else {
        return Vec::new();
    };
    let listed: Vec<usize> = p
        .groups
        .iter()
        .filter(|g| g.span.start >= from)
        .flat_map(|g| g.members.iter().copied())
        .filter(|&i| !text[reader.mentions[i].span.end..].starts_with('的'))
        .collect();
    let first = listed.first().map(|&i| reader.mentions[i].span);
    let (Some(first), Some(&last)) = (first, listed.last()) else {
        return Vec::new();
    };
    // a list and nothing else: names, marks and dates
    let begins = text[from..first.start]
        .trim_matches([':', '：', ' '])
        .is_empty();
    let ends = text[reader.mentions[last].span.end..p.span.end]
        .chars()
        .count()
        <= 14;
    let joined = text[first.start..p.span.end].contains(['与', '同']);
    let places: Vec<Fill> = listed.iter().filter_map(|&i| place(i)).collect();
    let abroad = |f: &Fill| f.mention.as_deref().is_some_and(mention::abroad);
    if !begins || !ends || joined || places.len() < listed.len() || !places.iter().all(abroad) {
        return Vec::new();
    }
    let kind = relation::kind_in(head);
    let mut out = Vec::new();
    for b in places {
        let since = b.span.and_then(|span| tie::date_beside(reader, span));
        let a = a.clone();
        let row = Row { a, b, since };
        let since = since.and_then(|d| d.iso());
        out.extend(drafts(reader, s, "友城列举", kind, row, since, false));
    }
    out
}
