//! The side of a signing that its own clause does not name.

use super::{Bound, bound};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::types::unread::behind_with;
use crate::types::{Fill, relation};

/// Whether others signed, whom the page does not name: 见证有关企业签署, 双方企业达成.
pub fn others_signed(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let start = p.clauses[m.clause].start;
    let actors = p
        .groups
        .iter()
        .filter(|g| g.span.end <= m.trigger.start && g.clause == m.clause);
    let own = actors.map(|g| g.span.end).max().unwrap_or(start);
    let rest = &reader.text()[own..m.trigger.start];
    relation::has("unnamed", rest) && !(both(reader, m).is_some() && departments(rest))
}

/// Whether what follows 两市 is their departments, who sign for them: 两市|教育、商务等部门|签订.
fn departments(rest: &str) -> bool {
    let rest = rest.trim_end_matches(['分', '别', '共', '同', '正', '式', '还', '也']);
    let Some(whose) = rest.strip_suffix("部门") else {
        return false;
    };
    !relation::has("unnamed", whose) && !whose.contains([',', '，', '与'])
}

/// The word for the two sides in the clause of a signing: 两市, 双方.
fn both<'r>(reader: &'r Reader<'_, '_>, m: &Match<'_>) -> Option<&'r str> {
    let groups = reader.parsed[m.sentence].groups.iter();
    let here = groups.filter(|g| g.clause == m.clause);
    let mut named = here.flat_map(|g| &g.members).map(|&i| &reader.mentions[i]);
    let word = named.find(|d| d.kind == Kind::Deictic && d.name.starts_with(['两', '双']));
    word.map(|d| d.name.as_str())
}

/// The side that a signing leaves to the words before it: 甲会见乙并签署, 甲赴丙考察并签订, 签署两市……计划.
pub fn with_other_side(reader: &Reader<'_, '_>, m: &Match<'_>, have: Bound) -> Bound {
    let p = &reader.parsed[m.sentence];
    let text = reader.text();
    let clause = p.clauses[m.clause];
    if others_signed(reader, m) {
        return have;
    }
    if unread_partner(reader, m) {
        return have;
    }
    let word = both(reader, m);
    let deictic = word.is_some();
    if let (true, true, Some(both)) = (deictic, have.parties.is_empty(), named_together(reader, m))
    {
        return both;
    }
    let afterwards = relation::begins("afterwards", clause.of(text).trim_start());
    let since = m.sentence - usize::from(m.sentence > 0 && afterwards);
    let met = || encounter(reader, since);
    let Some(sides) = met().or_else(|| {
        let called = word.filter(|w| w.starts_with('两')).unwrap_or("");
        let pair = reader.pair_at(m.sentence, m.trigger.start, called);
        <[Fill; 2]>::try_from(pair).ok().filter(|_| deictic)
    }) else {
        return have;
    };
    let same = |f: &Fill, s: &Fill| reader.within(f, s) || reader.within(s, f);
    if !have
        .parties
        .iter()
        .all(|f| sides.iter().any(|s| same(f, s)))
    {
        return have;
    }
    let other = sides
        .into_iter()
        .filter(|s| !have.parties.iter().any(|f| same(f, s)));
    let other = Bound {
        parties: other.collect(),
        signers: Vec::new(),
    };
    have.and(other)
}

/// The two that an earlier clause names with each other, bodies among them: 甲省政府与乙公司达成合作,双方签署协议.
fn named_together(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Bound> {
    let p = &reader.parsed[m.sentence];
    let actor = |g: &crate::parse::Group| {
        g.clause < m.clause
            && g.members.len() == 1
            && matches!(
                reader.mentions[g.members[0]].kind,
                Kind::Body | Kind::Person | Kind::Place
            )
    };
    let two = p.groups.windows(2).rfind(|w| {
        let company = |g: &crate::parse::Group| reader.mentions[g.members[0]].kind == Kind::Body;
        actor(&w[0]) && actor(&w[1]) && w[1].joined && (company(&w[0]) || company(&w[1]))
    })?;
    let both: Vec<usize> = two.iter().flat_map(|g| g.members.iter().copied()).collect();
    let both = bound(reader, m, &both);
    (both.parties.len() == 2).then_some(both)
}

/// Whether a name that could not be read stands after 与: 甲镇与|某某社区|签订.
pub fn unread_partner(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let with = p.words.iter().rfind(|w| {
        w.span.start >= clause.start
            && w.span.end <= m.trigger.start
            && w.classes.has(Class::With)
            && matches!(w.span.of(reader.text()), "与" | "同")
    });
    let Some(with) = with else { return false };
    let read = p
        .groups
        .iter()
        .any(|g| g.span.start >= with.span.end && g.span.end <= m.trigger.start);
    let rest = &reader.text()[with.span.end..m.trigger.start];
    let ends = [
        "村", "社区", "学校", "公司", "集团", "商会", "协会", "中心", "街道", "乡", "镇",
    ];
    !read && ends.iter().any(|w| rest.ends_with(w))
}

/// The two sides of the last meeting or trip told from a sentence on.
fn encounter(reader: &Reader<'_, '_>, since: usize) -> Option<[Fill; 2]> {
    let drafts = reader.drafts.iter().rev();
    drafts.take_while(|d| d.sentence >= since).find_map(|d| {
        let (x, y) = match d.kind {
            Type::Meeting => (d.role("a"), d.role("b")),
            Type::Visit if d.role("origin").is_empty() => {
                (d.role("visitor"), d.role("destination"))
            }
            Type::Visit => (d.role("origin"), d.role("destination")),
            _ => return None,
        };
        let region = |side: &[Fill]| {
            side.iter()
                .rev()
                .find_map(|f| reader.party_of(f).filter(|r| !reader.is_country(r)))
        };
        Some([region(x)?, region(y)?])
    })
}

/// The page's own side with each of a list abroad, where the clause begins with 与 and its subject is not named:
/// 先后|与A国a市、B国b市签署, whose parties are none of each other's.
pub fn ours_with_each(reader: &Reader<'_, '_>, m: &Match<'_>, have: Bound) -> Vec<Bound> {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let text = reader.text();
    let behind = behind_with(reader, m);
    let away =
        |f: &Fill| f.mention.as_deref().is_some_and(crate::mention::abroad) && f.is(Kind::Place);
    // all of them stand behind 与, in one list
    let listed = |f: &Fill| {
        let at = f
            .span
            .filter(|s| clause.covers(*s) && s.end <= m.trigger.start);
        at.zip(behind)
            .is_some_and(|(s, from)| s.start >= from && !text[from..s.start].contains(['与', '同']))
    };
    let all = have.parties.len() > 1 && have.parties.iter().all(|f| away(f) && listed(f));
    match reader.own().filter(|_| all && have.signers.is_empty()) {
        Some(own) => have
            .parties
            .into_iter()
            .map(|f| Bound {
                parties: vec![own.clone(), f],
                signers: Vec::new(),
            })
            .collect(),
        None => vec![have],
    }
}
