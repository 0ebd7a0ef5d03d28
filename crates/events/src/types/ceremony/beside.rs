//! The two that hold a ceremony named after their document: 甲市与乙市在丙市举行《……备忘录》签字仪式.

use crate::mention::{Kind, Mention};
use crate::parse::{Group, Mark};
use crate::reader::Reader;
use crate::types::Fill;

/// The sides that stand before the verb of holding, where the document's own name tells none.
pub(super) fn sides(reader: &Reader<'_, '_>, s: usize, document: &Mention) -> Option<Vec<Fill>> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let acts = |g: &&Group| {
        let m = &reader.mentions[g.members[0]];
        let kind = matches!(
            m.kind,
            Kind::Place | Kind::Body | Kind::Person | Kind::Delegation | Kind::Deictic
        );
        let aside = [
            Mark::At,
            Mark::To,
            Mark::Escort,
            Mark::Witness,
            Mark::Invite,
        ];
        kind && g.span.end <= document.span.start && !aside.contains(&g.mark)
    };
    let groups: Vec<&Group> = p.groups.iter().filter(acts).collect();
    let last = groups.last()?;
    let held = &text[last.span.end..document.span.start];
    let holds = ["举行", "举办"].iter().any(|w| held.contains(w));
    if !holds || held.contains(['的', '。', '；', ';']) || held.chars().count() > 24 {
        return None;
    }
    let of = |g: &Group| -> Option<Fill> {
        let [i] = g.members[..] else { return None };
        let f = Fill::mention(&reader.mentions[i]);
        match f.is(Kind::Person) || f.is(Kind::Delegation) {
            true => reader.party_of(&f),
            false => Some(f),
        }
    };
    if let [i] = last.members[..]
        && reader.mentions[i].kind == Kind::Deictic
    {
        let both = reader.resolve(i, s);
        return (both.len() == 2).then_some(both);
    }
    let before = groups.len().checked_sub(2).map(|k| groups[k])?;
    let joined = last.joined || last.mark == Mark::With;
    let both = [of(before)?, of(last)?];
    let apart = joined && before.clause == last.clause && both[0].name != both[1].name;
    apart.then(|| both.to_vec())
}
