//! Signings whose ceremony says what they are about and names no document: 甲省政府与乙市政府战略合作签约仪式, 甲市与乙市
//! 举行友好合作签约仪式; and those that only tie: 甲市与乙市结对仪式.

use super::super::{Draft, Fill, date_at, relation, tie};
use super::{beside, draft, named, undone};
use crate::mention::{Kind, Mention};
use crate::reader::Reader;
use crate::record::Type;

/// The sides where the name has begun with the last of them: 甲省政府与|乙市政府战略合作签约仪式|.
pub(super) fn split<'t>(
    reader: &'t Reader<'_, '_>,
    s: usize,
    m: &Mention,
) -> Option<(Vec<Fill>, &'t str)> {
    let text = reader.text();
    let side =
        |p: &Mention| matches!(p.kind, Kind::Body | Kind::Place) && !reader.mention_is_country(p);
    let begins = m
        .parts
        .iter()
        .filter(|p| p.span.start == m.span.start && side(p));
    let last = begins.max_by_key(|p| p.span.end)?;
    let mut sides = vec![Fill::mention(last)];
    let from = reader.parsed[s].span.start;
    let (mut start, mut joint) = (m.span.start, "");
    loop {
        let lead = &text[from..start];
        let mut marks = ["、", "与", "和", "同", "—", "－"].iter();
        let Some(mark) = marks.find(|w| lead.ends_with(**w)) else {
            break;
        };
        let end = from + lead.len() - mark.len();
        let mut all = reader
            .mentions
            .iter()
            .filter(|x| x.span.end == end && side(x));
        // 甲市、乙市与丙省: who with whom is not told
        let Some(x) = all
            .next()
            .filter(|x| x.span.start >= from && (joint.is_empty() || joint == *mark))
        else {
            break;
        };
        joint = mark;
        sides.insert(0, Fill::mention(x));
        start = x.span.start;
    }
    (sides.len() > 1).then(|| (sides, &text[last.span.end..m.span.end]))
}

/// What a ceremony tells that names no document: an agreement, or a tie alone.
pub(super) fn read(reader: &Reader<'_, '_>, s: usize, event: &Mention) -> Vec<Draft> {
    let text = reader.text();
    let name = event.span.of(text);
    let signs = relation::has("ceremonies", name);
    let ties = relation::ends("tying_ceremonies", name);
    if !(signs || ties) || undone(reader, s, event.span.start) {
        return Vec::new();
    }
    let held = || Some((beside::sides(reader, s, event)?, name));
    let found = named(reader, event)
        .or_else(|| split(reader, s, event))
        .or_else(held);
    let Some((parties, rest)) = found else {
        return Vec::new();
    };
    let about = relation::has("ceremony_about", rest) && !relation::has("ceremony_not", rest);
    if !about
        || !parties.iter().any(|f| reader.is_government(f))
        || reader.all_same_region(&parties)
    {
        return Vec::new();
    }
    let date = date_at(reader, s).and_then(|r| r.moment());
    let mut out = Vec::new();
    if signs {
        let mut d = draft(reader, s, Type::Agreement);
        d.fill("party", parties.clone());
        d.set("kind", relation::kind_of(rest, "").map(str::to_owned));
        d.set("date", date.clone());
        out.push(d);
    }
    let kind = relation::set_up_by("", rest).filter(|_| parties.iter().all(tie::stands));
    if let (Some(kind), [a, b]) = (kind.filter(|k| ties || k.is_some()), &parties[..]) {
        let mut t = draft(reader, s, Type::Tie);
        t.fill("a", [a.clone()]);
        t.fill("b", [b.clone()]);
        t.set("kind", kind.map(str::to_owned));
        t.set("since", date);
        out.push(t);
    }
    out
}
