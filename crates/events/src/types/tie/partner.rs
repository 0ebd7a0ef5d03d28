//! Partners told by the way, after the country they lie in: 会见|日本友好城市大分市|市长, 与|法国友城甲市、乙市|开展交流.
//!
//! The word stands inside the name of a person or a place there, where no rule is set off by it. Whose partner it is the
//! sentence says by the one region at home it names before, or else the page does.

use super::super::{Draft, Fill};
use super::relation;
use crate::mention::{Kind, Mention, abroad};
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;

/// The ties that a sentence tells by calling places abroad partners.
pub fn read(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let span = reader.parsed[s].span;
    let here = || named(reader, span);
    let mut out = Vec::new();
    let mut called: Option<(Span, &str)> = None;
    for m in here() {
        let Some(place) = place_of(m).filter(|p| abroad(p)) else {
            called = None;
            continue;
        };
        let listed = called.filter(|c| {
            let gap = reader.text().get(c.0.end..m.span.start);
            m.kind == Kind::Place
                && place.span == place.head
                && gap.is_some_and(|g| matches!(g, "、" | "和" | "及" | "与"))
        });
        let word = word_before(reader, m, place).or(listed.map(|c| c.1));
        called = word.map(|w| (m.span, w));
        let Some(word) = word else { continue };
        let partner = Fill::place(place);
        if reader.is_country(&partner) {
            continue;
        }
        let before = here().take_while(|o| o.span.end <= m.span.start);
        let Some(owner) = called_after(reader, m, place).unwrap_or_else(|| owner(reader, before))
        else {
            continue;
        };
        // 江苏省……日本友城大分市: a province has provinces for partners, a city cities
        if owner.name.ends_with(['省', '区']) && partner.name.ends_with('市') {
            continue;
        }
        out.push(tie(s, span, owner, partner, word));
    }
    out
}

/// The ties told by a list of partners and how many they are: 已有包括日本甲市、柬埔寨乙省等|8个正式友好城市.
pub fn counted(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let partners = reader.rules.lexicon.list("partner");
    let foreign = |&i: &usize| {
        let m = &reader.mentions[i];
        m.kind == Kind::Place && abroad(m) && !reader.mention_is_country(m)
    };
    let mut out = Vec::new();
    for k in 0..p.groups.len() {
        let Some(rest) = text[p.groups[k].span.end..p.span.end].strip_prefix('等') else {
            continue;
        };
        let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百两余多几".contains(c);
        let after = rest.trim_start_matches(number);
        let unit = after.strip_prefix(['个', '对', '座']);
        let called = unit.filter(|_| after.len() < rest.len()).and_then(|u| {
            let u = ["正式", "国际", "省级", "市级", "外国", "海外"]
                .iter()
                .fold(u, |u, w| u.strip_prefix(w).unwrap_or(u));
            partners.begins(u).map(|i| partners[i].as_str())
        });
        let Some(word) = called else { continue };
        // the groups of the list, back over its joints
        let mut first = k;
        while first > 0 && p.groups[first].joined && p.groups[first - 1].members.iter().all(foreign)
        {
            first -= 1;
        }
        let list: Vec<&Mention> = p.groups[first..=k]
            .iter()
            .flat_map(|g| &g.members)
            .map(|&i| &reader.mentions[i])
            .collect();
        let start = p.groups[first].span.start;
        let lead = &text[p.span.start..start];
        let hoped = ["希望", "计划", "拟", "将", "争取", "力争"]
            .iter()
            .any(|w| lead.contains(w));
        let stands = ["有", "包括", "与", "同", "和"]
            .iter()
            .any(|w| lead.ends_with(w));
        let all = p.groups[first..=k]
            .iter()
            .flat_map(|g| &g.members)
            .all(foreign);
        let before = named(reader, Span::new(p.span.start, start));
        let Some(owner) = owner(reader, before).filter(|_| all && stands && !hoped) else {
            continue;
        };
        out.extend(
            list.into_iter()
                .map(|m| tie(s, p.span, owner.clone(), Fill::place(m), word)),
        );
    }
    out
}

/// The mentions of a stretch.
fn named<'r>(reader: &'r Reader<'_, '_>, within: Span) -> impl Iterator<Item = &'r Mention> {
    let first = reader
        .mentions
        .partition_point(|m| m.span.start < within.start);
    reader.mentions[first..]
        .iter()
        .take_while(move |m| m.span.end <= within.end)
}

/// A tie told in a sentence.
pub(super) fn tie(s: usize, span: Span, owner: Fill, partner: Fill, word: &str) -> Draft {
    let mut d = Draft {
        kind: Type::Tie,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![span],
        rule: "某国友城".into(),
        sentence: s,
        trust: 0.9,
        told: 1,
        at: None,
    };
    d.fill("a", [owner]);
    d.fill("b", [partner]);
    d.set("kind", relation::kind_in(word).map(str::to_owned));
    d
}

/// The place a mention names, or is of.
fn place_of(m: &Mention) -> Option<&Mention> {
    match m.kind {
        Kind::Place => Some(m),
        _ => m.of.as_ref()?.place.as_deref(),
    }
}

/// The word for a partner right before a place, where the country of the place stands before the word.
fn word_before<'r>(reader: &'r Reader<'_, '_>, m: &Mention, place: &Mention) -> Option<&'r str> {
    let text = reader.text();
    let words = reader.rules.lexicon.list("partner");
    // 武汉友城|日本大分市|市长: the word inside the name of a person, before the country
    let led = words.ends(&text[..place.span.start]);
    if let Some(i) = led.filter(|_| m.span.start < place.span.start) {
        return Some(words[i].as_str());
    }
    // 日本友城|大分市 is one name, or the country is one of its own
    let before = &text[..place.head.start];
    let word = &words[words.ends(before)?];
    let at = before.len() - word.len();
    let inside = place
        .place
        .as_ref()
        .is_some_and(|p| p.within.iter().any(|w| w.1.end == at));
    let beside = || {
        let i = reader.mentions.partition_point(|x| x.span.end < at);
        let country = reader
            .mentions
            .get(i)
            .filter(|x| x.span.end == at && x.kind == Kind::Place);
        country.is_some_and(|x| reader.mention_is_country(x)) && m.span.start >= at
    };
    (inside || beside()).then_some(word.as_str())
}

/// Whose partner it is where the name of a person says so before the word: |东营市|友好合作城市韩国杨州市市长. Nobody's that is
/// known where those words name no place of the page.
fn called_after(reader: &Reader<'_, '_>, m: &Mention, place: &Mention) -> Option<Option<Fill>> {
    let text = reader.text();
    let words = reader.rules.lexicon.list("partner");
    let before = &text[..place.span.start];
    let word = &words[words.ends(before)?];
    let lead = text.get(m.span.start..before.len() - word.len())?;
    let lead = lead.strip_suffix('的').unwrap_or(lead);
    // 日本|友好城市大分市: only the country it lies in
    let country = place
        .place
        .as_ref()
        .is_some_and(|p| p.within.iter().any(|w| w.0 == lead));
    if country || lead.is_empty() || lead.starts_with(['我', '本']) {
        return None;
    }
    let named = |x: &&Mention| x.kind == Kind::Place && x.name == lead && !abroad(x);
    Some(
        reader
            .mentions
            .iter()
            .find(named)
            .map(Fill::place)
            .or_else(|| reader.own().filter(|o| o.name.starts_with(lead))),
    )
}

/// Whose partner it is: the one region at home named before, else the page's own.
fn owner<'m>(reader: &Reader<'_, '_>, before: impl Iterator<Item = &'m Mention>) -> Option<Fill> {
    let mut home: Vec<Fill> = Vec::new();
    for m in before {
        let region = reader.region_of(&Fill::mention(m));
        let region = region
            .filter(|r| r.mention.as_deref().is_some_and(|p| !abroad(p)) && !reader.is_country(r));
        let Some(r) = region else { continue };
        match home
            .iter()
            .position(|h| reader.within(&r, h) || reader.within(h, &r))
        {
            // 山东省|青岛市: the nearer of the two
            Some(k) if reader.within(&r, &home[k]) => home[k] = r,
            Some(_) => {}
            None => home.push(r),
        }
    }
    match home.len() {
        0 => reader.own(),
        1 => home.pop(),
        _ => None,
    }
}
