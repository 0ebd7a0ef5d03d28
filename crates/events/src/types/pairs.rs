//! Many pairs at once: 甲市与A国a市、乙市与B国b市、丙县与c县……结为友好城市.
//!
//! A place that 与 follows begins a pair; the places after it, up to the next such place, are its
//! partners. Read where a sentence names two pairs or more and says what joins them.

use super::{Draft, Fill, agreement, date_at, tie};
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;

const SIGNED: [&str; 8] = [
    "签署", "签订", "签约", "签字", "签定", "签下", "签了", "续签",
];
const TIED: [&str; 8] = [
    "结为",
    "缔结",
    "结成",
    "建立",
    "结好",
    "友好城市",
    "友城",
    "结对",
];

/// The pairs of a sentence: one left side each, with its partners.
pub fn find(reader: &Reader<'_, '_>, s: usize) -> Vec<(usize, Vec<usize>)> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let places: Vec<usize> = p
        .groups
        .iter()
        .flat_map(|g| g.members.iter().copied())
        .filter(|&i| matches!(reader.mentions[i].kind, Kind::Place))
        .collect();
    let mut out: Vec<(usize, Vec<usize>)> = Vec::new();
    for (k, &i) in places.iter().enumerate() {
        let end = reader.mentions[i].span.end;
        let rest = &text[end..p.span.end.max(end)];
        let left = ["与", "和", "同", "—", "－", "–", "分别与", "先后与"]
            .iter()
            .find(|w| rest.starts_with(**w))
            .map(|w| end + w.len());
        let next = places.get(k + 1).map(|&j| reader.mentions[j].span.start);
        let begins =
            left.is_some() && left == next && !reader.mention_is_country(&reader.mentions[i]);
        if begins {
            // in 与A和B the second 和 only goes on with the list: a pair begins after a mark, not after 与
            let before = text[..reader.mentions[i].span.start].trim_end();
            let goes_on = ["与", "和", "同", "—"].iter().any(|w| before.ends_with(w));
            if !goes_on {
                out.push((i, Vec::new()));
                continue;
            }
        }
        if let Some((_, partners)) = out.last_mut() {
            let from = partners
                .last()
                .copied()
                .map_or(0, |l: usize| reader.mentions[l].span.end);
            let listed = from == 0
                || matches!(
                    text[from..reader.mentions[i].span.start].trim(),
                    "、" | "和" | "及" | "以及" | "与"
                );
            if listed && !reader.mention_is_country(&reader.mentions[i]) {
                partners.push(i);
            }
        }
    }
    out.retain(|(_, partners)| !partners.is_empty());
    out
}

/// The agreements and ties of a sentence that names several pairs.
pub fn read(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let text = p.span.of(reader.text());
    let signed = SIGNED.iter().any(|w| text.contains(w));
    let tied = TIED.iter().any(|w| text.contains(w));
    if !(signed || tied)
        || p.words.iter().any(|w| {
            w.classes.has(Class::Hope)
                && matches!(
                    w.span.of(reader.text()),
                    "希望" | "愿" | "期待" | "争取" | "力争" | "有意" | "意向" | "拟" | "计划"
                )
        })
    {
        return Vec::new();
    }
    let pairs = find(reader, s);
    if pairs.len() < 2 {
        return Vec::new();
    }
    let all = tie::kind_in(text);
    let date = date_at(reader, s).and_then(|r| r.start.iso());
    let mut out = Vec::new();
    let starts: Vec<usize> = pairs
        .iter()
        .map(|(left, _)| reader.mentions[*left].span.start)
        .collect();
    for (n, (left, partners)) in pairs.into_iter().enumerate() {
        // what is said of this pair, up to the next; a list with one verb at its end says it there
        let until = starts.get(n + 1).copied().unwrap_or(p.span.end);
        let own = &reader.text()[starts[n]..until.max(starts[n])];
        let own = if SIGNED.iter().chain(&TIED).any(|w| own.contains(w)) {
            own
        } else {
            text
        };
        let kind = tie::kind_in(own).or(all);
        let relation = agreement::relation("", own);
        for right in partners {
            let (a, b) = (
                Fill::place(&reader.mentions[left]),
                Fill::place(&reader.mentions[right]),
            );
            if reader.is_country(&a)
                || reader.is_country(&b)
                || reader.within(&a, &b)
                || reader.within(&b, &a)
            {
                continue;
            }
            let base = Draft {
                kind: Type::Tie,
                roles: Default::default(),
                attributes: Default::default(),
                spans: vec![p.span],
                rule: "成对列举".into(),
                sentence: s,
                trust: 0.95,
                told: 1,
            };
            if signed {
                let mut d = base.clone();
                d.kind = Type::Agreement;
                d.fill("party", [a.clone(), b.clone()]);
                d.set(
                    "kind",
                    kind.or_else(|| agreement::kind_of("", text, None))
                        .map(str::to_owned),
                );
                d.set("date", date.clone());
                out.push(d);
            }
            if tied && (relation.is_some() || !signed) {
                let mut d = base;
                d.fill("a", [a]);
                d.fill("b", [b]);
                d.set("kind", kind.map(str::to_owned));
                d.set("since", date.clone());
                out.push(d);
            }
        }
    }
    out
}
