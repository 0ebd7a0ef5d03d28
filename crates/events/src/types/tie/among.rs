//! Partners pointed out among those of a place: 在甲市的友好城市中,乙市……; 作为甲市的第一个友城,乙市……; 甲市的友城之一、乙市;
//! 乙市——甲市的友好城市——…….
//!
//! The name stands right beside the words, over a mark, so that no verb joins the two.

use super::super::{Draft, Fill};
use super::partner::tie;
use crate::mention::{Kind, Mention, abroad};
use crate::reader::Reader;
use crate::span::Span;

/// The ties that a sentence tells by pointing a partner out.
pub fn read(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let first = reader
        .mentions
        .partition_point(|m| m.span.start < p.span.start);
    let here = reader.mentions[first..].iter().enumerate();
    let here = here.take_while(|(_, m)| m.span.end <= p.span.end);
    let mut out = Vec::new();
    for (k, m) in here {
        let Some((end, word)) = called(reader, m, p.span.end) else {
            continue;
        };
        let partners = pointed(reader, s, m, end);
        let Some(owner) = owner(reader, first + k, s).filter(|_| !partners.is_empty()) else {
            continue;
        };
        let side = |f: &Fill| f.mention.as_deref().is_some_and(abroad);
        let far = |f: &Fill| !reader.is_country(f) && side(&owner) != side(f);
        if !partners.iter().all(far) {
            continue;
        }
        let each = partners.into_iter();
        out.extend(each.map(|f| tie(s, p.span, owner.clone(), f, word)));
    }
    out
}

/// Where the words end that call somebody a partner of a place: 甲市|的众多国际友城|, and the word itself.
fn called<'r>(reader: &'r Reader<'_, '_>, m: &Mention, until: usize) -> Option<(usize, &'r str)> {
    const BEFORE: [&str; 16] = [
        "的",
        "众多",
        "诸多",
        "所有",
        "首个",
        "第一个",
        "唯一",
        "最早",
        "最好",
        "重要",
        "国际",
        "海外",
        "外国",
        "境外",
        "正式",
        "现有",
    ];
    if !matches!(m.kind, Kind::Place | Kind::Deictic) {
        return None;
    }
    let words = reader.rules.lexicon.list("partner");
    let mut rest = reader.text().get(m.span.end..until)?;
    loop {
        if let Some(i) = words.begins(rest) {
            let word = words[i].as_str();
            return Some((until - rest.len() + word.len(), word));
        }
        let next = BEFORE.iter().find_map(|w| rest.strip_prefix(w));
        rest = next.or_else(|| past_count(rest))?;
    }
}

/// What follows a count: 17个|, 第二座|.
fn past_count(text: &str) -> Option<&str> {
    let ordinal = text.strip_prefix('第').unwrap_or(text);
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百几多两余".contains(c);
    let rest = ordinal.trim_start_matches(number);
    (rest.len() < ordinal.len())
        .then(|| rest.strip_prefix(['个', '对', '座', '家']))
        .flatten()
}

/// The places pointed out right behind the words, or the one right before the place whose partner it is.
fn pointed(reader: &Reader<'_, '_>, s: usize, m: &Mention, end: usize) -> Vec<Fill> {
    let text = reader.text();
    let p = &reader.parsed[s];
    let clause = p.clauses[p.clause_at(m.span.start)];
    let lead = &text[clause.start.min(m.span.start)..m.span.start];
    let rest = &text[end..p.span.end];
    let (tail, one) = match rest.strip_prefix("之一") {
        Some(tail) => (tail, true),
        None => (rest, false),
    };
    let comma = |t: &'_ str| t.starts_with([',', '，']);
    let among = ["之中", "当中", "中", "里"]
        .iter()
        .find_map(|w| rest.strip_prefix(w));
    let among = among.filter(|t| comma(t) && (lead.ends_with('在') || lead.trim().is_empty()));
    let told = among
        .or_else(|| Some(tail).filter(|t| comma(t) && lead.ends_with("作为")))
        .or_else(|| Some(tail).filter(|t| one && t.starts_with(['、', '—', '的', '-'])));
    if let Some(t) = told {
        let t = t.trim_start_matches([',', '，', '、', '—', '的', '-', '“']);
        return places_at(reader, p.span.end - t.len());
    }
    let before = text[p.span.start..m.span.start].trim_end_matches([',', '，', '—']);
    let gap = &text[p.span.start + before.len()..m.span.start];
    let closed = comma(tail) || tail.starts_with('—') || tail.is_empty() && gap.starts_with('—');
    let beside = (gap.starts_with('—') || comma(gap)) && closed;
    let found = place_until(reader, Span::new(p.span.start, p.span.start + before.len()));
    found.filter(|_| beside).into_iter().collect()
}

/// The places of a list that begins at a byte.
fn places_at(reader: &Reader<'_, '_>, at: usize) -> Vec<Fill> {
    let mut out: Vec<Fill> = Vec::new();
    let mut next = Some(at);
    while let Some(at) = next.take() {
        let Some((place, end)) = place_at(reader, at) else {
            break;
        };
        out.push(place);
        let rest = &reader.text()[end..];
        next = ["、", "和", "及", "以及", "与"]
            .iter()
            .find_map(|w| rest.strip_prefix(w))
            .map(|r| reader.text().len() - r.len());
    }
    out
}

/// The place named from a byte on, or the place of who is named there, and where the name ends.
fn place_at(reader: &Reader<'_, '_>, at: usize) -> Option<(Fill, usize)> {
    let k = reader.mentions.partition_point(|x| x.span.start < at);
    let found = reader.mentions.get(k).filter(|x| x.span.start == at)?;
    let place = match found.kind {
        Kind::Place => found,
        _ => found.of.as_ref()?.place.as_deref()?,
    };
    Some((Fill::place(place), found.span.end))
}

/// The place whose name ends a stretch, and is all that its clause says.
fn place_until(reader: &Reader<'_, '_>, within: Span) -> Option<Fill> {
    let mut all = reader.mentions.iter().rev();
    let found = all.find(|x| x.kind == Kind::Place && x.span.end == within.end)?;
    let lead = reader
        .text()
        .get(within.start..found.span.start)?
        .trim_end_matches(['“', '"']);
    let alone = lead.is_empty() || lead.ends_with([',', '，', '、', '的', '来', '自']);
    alone.then(|| Fill::place(found))
}

/// Whose partners they are.
fn owner(reader: &Reader<'_, '_>, i: usize, s: usize) -> Option<Fill> {
    let found = reader.resolve(i, s);
    let [one] = &found[..] else { return None };
    let region = reader.region_of(one)?;
    (!reader.is_country(&region)).then_some(region)
}
