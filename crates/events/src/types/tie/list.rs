//! Lists of partners behind 与: where they run on over a comma, and whose they are where the clause does not say.

use super::super::Fill;
use super::super::unread::behind_with;
use super::stands;
use crate::engine::Match;
use crate::mention::{Kind, abroad};
use crate::parse::{Group, Mark};
use crate::reader::Reader;

/// Whose ties they are where the clause begins with 与 and what was carried into it is no side of a tie with places
/// abroad: a body (我市加入某委员会,先后与A国a市……), or another city abroad that the page only spoke of.
pub(super) fn carried_wrong(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    a: &[Fill],
    b: &[Fill],
) -> Option<Fill> {
    let away = |f: &Fill| f.mention.as_deref().is_some_and(abroad);
    let body = |f: &Fill| f.is(Kind::Body) && !stands(f);
    let wrong = a.iter().all(|f| body(f) || away(f));
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let here = |f: &Fill| f.span.is_some_and(|s| clause.covers(s));
    let opens = behind_with(reader, m).is_some();
    if a.is_empty() || b.is_empty() || !wrong || !opens || a.iter().any(here) || !b.iter().all(away)
    {
        return None;
    }
    // the last of the page's own side that the sentence names before
    let own = |&&i: &&usize| {
        let x = &reader.mentions[i];
        let ours = x.kind == Kind::Deictic && x.name.starts_with(['我', '本']);
        ours || x.kind == Kind::Place && !abroad(x) && !reader.mention_is_country(x)
    };
    let groups = p.groups.iter().filter(|g| g.span.end <= clause.start);
    let named = groups.flat_map(|g| g.members.iter()).filter(own).last();
    let named = named.and_then(|&i| reader.resolve(i, m.sentence).into_iter().next());
    named.or_else(|| reader.own())
}

/// Who a relative clause that names the other side alone is of: 已与甲市结为友城的|乙市|派团来访.
pub(super) fn qualified(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Vec<Fill>> {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let rest = reader.text().get(m.trigger.end..clause.end)?;
    let from = clause.end - rest.strip_prefix('的')?.len();
    let head = p.groups.iter().find(|g| g.span.start == from)?;
    let mut before = p
        .groups
        .iter()
        .filter(|g| g.clause == m.clause && g.span.end <= m.trigger.start);
    let sides = before.clone().any(|g| g.mark == Mark::With);
    let alone = before.all(|g| g.mark == Mark::With || g.joined);
    let places: Vec<Fill> = head
        .members
        .iter()
        .flat_map(|&i| reader.resolve(i, m.sentence))
        .filter_map(|f| reader.region_of(&f).or_else(|| stands(&f).then_some(f)))
        .collect();
    (sides && alone && !places.is_empty()).then_some(places)
}

/// Whether no date stands in a relative clause that tells of the tie.
pub(super) fn undated(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let told = crate::span::Span::new(clause.start, m.trigger.start);
    let mut dates = reader.parsed[m.sentence].dates.iter();
    !dates.any(|&i| told.covers(reader.mentions[i].span)) && qualified(reader, m).is_some()
}

/// The sides where the list behind 与 runs on over a comma: 甲市与A国a市、b市,|C国c市和d市等结为友城.
pub(super) fn runs_on(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<(Vec<Fill>, Vec<Fill>)> {
    let p = &reader.parsed[m.sentence];
    let abroad = |g: &&Group| {
        let mut members = g.members.iter().map(|&i| &reader.mentions[i]);
        members.all(abroad)
    };
    let clause = p.clauses[m.clause];
    let here = |g: &&Group| g.clause == m.clause && g.span.end <= m.trigger.start;
    let opens = |g: &Group| here(&g) && g.span.start == clause.start;
    let first = p.groups.iter().position(opens)?;
    let rest: Vec<&Group> = p.groups[first..].iter().filter(here).collect();
    let list = p.groups[..first].last().filter(|g| {
        let gap = &reader.text()[g.span.end..clause.start];
        g.mark == Mark::With && gap.trim_end_matches([',', '，']).is_empty() && abroad(g)
    })?;
    // what closes the list is one list too
    let closed = rest.iter().all(abroad) && rest.windows(2).all(|w| w[1].joined);
    let listed = rest.len() > 1 || rest[0].members.len() > 1 || rest[0].and_others;
    let before = &p.groups[..first];
    let subject = before.iter().rfind(|g| g.span.end <= list.span.start)?;
    let resolved = |g: &Group| -> Vec<Fill> {
        let members = g.members.iter();
        members
            .flat_map(|&i| reader.resolve(i, m.sentence))
            .collect()
    };
    let own = resolved(subject);
    let own = own
        .iter()
        .filter_map(|f| reader.region_of(f).or_else(|| stands(f).then(|| f.clone())));
    let a: Vec<Fill> = own.collect();
    let b: Vec<Fill> = std::iter::once(list)
        .chain(rest)
        .flat_map(resolved)
        .collect();
    (closed && listed && a.len() == 1 && b.iter().all(stands)).then_some((a, b))
}
