//! 甲市与乙市结好20周年庆祝活动: the name of a celebration tells of a tie and since when.

use crate::mention::{Date, Kind};
use crate::reader::Reader;
use crate::record::Type;
use crate::types::{Draft, Fill};
use crate::types::{relation, tie};

/// The ties that names of events tell of.
pub fn ties(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let mut out = Vec::new();
    for i in p.groups.iter().flat_map(|g| g.members.iter().copied()) {
        let m = &reader.mentions[i];
        if m.kind != Kind::Event {
            continue;
        }
        let bound = [
            "结好", "缔结", "建立", "结为", "友城", "友好", "姐妹", "姊妹", "结对",
        ]
        .iter()
        .any(|w| m.name.contains(w));
        out.extend(paired(reader, s, i));
        if !bound || !m.name.contains("周年") || m.name.contains("建交") {
            continue;
        }
        let mut places: Vec<Fill> = Vec::new();
        for x in m.parts.iter().filter(|x| x.kind == Kind::Place) {
            if !reader.mention_is_country(x) && !places.iter().any(|f| f.name == x.name) {
                places.push(Fill::place(x));
            }
        }
        let [a, b] = &places[..] else { continue };
        if reader.within(a, b) || reader.within(b, a) {
            continue;
        }
        let held = reader
            .gatherings
            .of(i)
            .and_then(|g| g.when)
            .and_then(|w| w.start.year)
            .or(reader.year());
        let since = tie::anniversary(&m.name).zip(held).map(|(n, y)| Date {
            year: Some(y - n as i16),
            ..Date::default()
        });
        let mut d = Draft {
            kind: Type::Tie,
            roles: Default::default(),
            attributes: Default::default(),
            spans: vec![p.span],
            rule: "周年活动".to_owned(),
            sentence: s,
            trust: 0.9,
            told: 1,
            at: None,
        };
        d.fill("a", [a.clone()]);
        d.fill("b", [b.clone()]);
        d.set("kind", relation::kind_in(&m.name).map(str::to_owned));
        d.set("since", since.and_then(|s| s.iso()));
        out.push(d);
    }
    out
}

/// The tie that work meetings of paired places are named after: 甲市对口支援乙县工作座谈会,
/// 甲·乙东西部协作联席会议.
fn paired(reader: &Reader<'_, '_>, s: usize, i: usize) -> Option<Draft> {
    const PAIRS: [&str; 7] = [
        "对口支援",
        "对口帮扶",
        "对口协作",
        "对口合作",
        "结对帮扶",
        "东西部协作",
        "山海协作",
    ];
    let m = &reader.mentions[i];
    let word = PAIRS.iter().find(|w| m.name.contains(*w))?;
    let [a, b] = &m.parts[..] else { return None };
    let places = [a, b]
        .iter()
        .all(|x| x.kind == Kind::Place && !reader.mention_is_country(x));
    let text = reader.text();
    let between = text.get(a.span.end..b.span.start)?;
    let after = text.get(b.span.end..m.span.end)?;
    let joined =
        matches!(between, "·" | "—" | "-" | "－" | "–" | "与" | "和") && after.starts_with(word);
    let (x, y) = (Fill::place(a), Fill::place(b));
    if !places || !(joined || between == *word) || reader.within(&x, &y) || reader.within(&y, &x) {
        return None;
    }
    let mut d = Draft {
        kind: Type::Tie,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![reader.parsed[s].span],
        rule: "结对工作会".to_owned(),
        sentence: s,
        trust: 0.85,
        told: 1,
        at: None,
    };
    d.fill("a", [x]);
    d.fill("b", [y]);
    d.set("kind", Some("pairing".to_owned()));
    Some(d)
}
