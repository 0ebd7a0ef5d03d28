//! Lists of sister cities: one line a tie, under a heading that says what the list is of.
//!
//! `日本 长野市(1981年4月19日缔结)` under `正式国际友好城市(共9个):`.

use super::{Draft, Fill, tie};
use crate::mention::{self, Kind};
use crate::reader::Reader;
use crate::record::Type;

/// Words of a heading of such a list.
const HEADS: [&str; 10] = [
    "友好城市",
    "友城",
    "友好关系城市",
    "友好合作",
    "友好交流",
    "姐妹城市",
    "姊妹城市",
    "友好省",
    "结好",
    "友好县",
];
/// Lines longer than this tell a story.
const LINE: usize = 60;

/// The ties of a page's lists.
pub fn read(reader: &Reader<'_, '_>) -> Vec<Draft> {
    let text = reader.text();
    let mut out = Vec::new();
    let mut heading: Option<(usize, Option<&'static str>)> = None;
    let mut found: Vec<Draft> = Vec::new();
    for (s, p) in reader.parsed.iter().enumerate() {
        let line = p.span.of(text);
        let short = line.chars().count() <= LINE;
        let foreign: Vec<usize> = p
            .groups
            .iter()
            .flat_map(|g| g.members.iter().copied())
            .filter(|&i| {
                reader.mentions[i].kind == Kind::Place
                    && mention::abroad(&reader.mentions[i])
                    && !reader.mention_is_country(&reader.mentions[i])
            })
            .collect();
        let date = p
            .dates
            .iter()
            .find_map(|&i| reader.mentions[i].date)
            .filter(|d| d.start.year.is_some());
        if foreign.is_empty() && HEADS.iter().any(|w| line.contains(w)) && short {
            heading = Some((s, tie::kind_in(line)));
            continue;
        }
        let Some((at, kind)) = heading else { continue };
        let (Some(date), [place], true) = (date, &foreign[..], short) else {
            // a list may be broken by a line of noise or two
            if s - at > 3 && found.last().is_none_or(|d| s - d.sentence > 2) {
                heading = None;
            }
            continue;
        };
        let Some(own) = reader.own() else { continue };
        let other = Fill::place(&reader.mentions[*place]);
        let mut d = Draft {
            kind: Type::Tie,
            roles: Default::default(),
            attributes: Default::default(),
            spans: vec![p.span],
            rule: "友城名录".into(),
            sentence: s,
            trust: 0.9,
            told: 1,
        };
        d.fill("a", [own.clone()]);
        d.fill("b", [other.clone()]);
        d.set("kind", kind.map(str::to_owned));
        d.set("since", date.start.iso());
        if ["协议", "备忘录", "签"].iter().any(|w| line.contains(w)) {
            let mut signed = d.clone();
            signed.kind = Type::Agreement;
            signed.roles.clear();
            signed.attributes.clear();
            signed.fill("party", [own, other]);
            signed.set("date", date.start.iso());
            signed.set(
                "kind",
                if line.contains("备忘录") {
                    Some("mou".into())
                } else {
                    kind.map(str::to_owned)
                },
            );
            found.push(signed);
        }
        found.push(d);
    }
    // one line is a sentence, not a list
    if found.iter().filter(|d| d.kind == Type::Tie).count() >= 3 {
        out.append(&mut found);
    }
    out
}
