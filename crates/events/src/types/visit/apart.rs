//! Whether guests told of together came each by themselves.

use crate::engine::Match;
use crate::mention::Kind;
use crate::parse::Mark;
use crate::reader::Reader;
use crate::types::Fill;

/// Whether each visitor leads a delegation, not all of them one: 甲、乙率团来访, no 由甲,乙率领的代表团.
pub(super) fn each_leads(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let led = |g: &crate::parse::Group| g.mark == Mark::Leader;
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let here = &reader.text()[clause.start..m.trigger.end];
    let leads = ["率团", "率队", "率代表团", "分别", "先后"];
    m.slot("leader").is_empty()
        && !m.slot("visitor").iter().any(led)
        && leads.iter().any(|w| here.contains(w))
}

/// Whether guests are said to have come one after the other: 先后接待了甲、乙来访, 甲、乙|先后|率团来访.
pub(super) fn one_by_one(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    const TURNS: [&str; 4] = ["先后", "相继", "陆续", "分别"];
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let (Some(first), Some(last)) = (m.slot("visitor").first(), m.slot("visitor").last()) else {
        return false;
    };
    let text = reader.text();
    let left = text.get(clause.start..first.span.start).unwrap_or("");
    let between = text.get(last.span.end..m.trigger.start).unwrap_or("");
    let received = ["接待", "接待了", "迎来", "迎来了"];
    let hosted = received.iter().any(|w| left.ends_with(w));
    let turns = |s: &str| TURNS.iter().any(|w| s.contains(w));
    // 甲、乙|先后率团|来丙市: to one place; 甲、乙先后访问丙、丁 may have gone to both together
    let leads = ["率团", "率队", "带队", "来"]
        .iter()
        .any(|w| between.contains(w));
    let comes = m.rule.set.get("toward").is_some_and(|t| t == "host");
    let came = comes || leads && m.fillers("destination").len() == 1;
    m.slot("leader").is_empty() && (comes && hosted && turns(left) || came && turns(between))
}

/// Whether guests come each from a place of their own: 对甲、乙、丙率团来访表示欢迎.
pub(super) fn all_apart(reader: &Reader<'_, '_>, visitors: &[Fill]) -> bool {
    let homes: Vec<Fill> = visitors
        .iter()
        .filter_map(|v| reader.region_of(v))
        .collect();
    let one = |a: &Fill, b: &Fill| reader.within(a, b) || reader.within(b, a);
    homes.len() == visitors.len()
        && (1..homes.len()).all(|k| homes[..k].iter().all(|h| !one(h, &homes[k])))
}

/// Whether the guests are called one after the other, each a visit: 去年来访的有:甲、乙.
pub(super) fn called(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    m.slot("visitor").first().is_some_and(|g| {
        let between = reader.text().get(m.trigger.end..g.span.start).unwrap_or("");
        between.contains('的') && between.contains(['有', '括', '是', '为'])
    })
}

/// Guests by where they come from: governor and vice governor of one province came together.
pub(super) fn by_home(reader: &Reader<'_, '_>, visitors: Vec<Fill>) -> Vec<Vec<Fill>> {
    let mut out: Vec<(Option<String>, Vec<Fill>)> = Vec::new();
    for v in visitors {
        // 甲市市长 and 甲市议长 may have come apart; next to each other and of one body they came together
        let home = reader.region_of(&v).filter(|h| !reader.is_country(h));
        let home = home.map(|h| h.name);
        match out.last_mut() {
            Some((last, list)) if home.is_some() && *last == home => list.push(v),
            _ => out.push((home, vec![v])),
        }
    }
    out.into_iter().map(|(_, list)| list).collect()
}

/// The list of places of each visitor where 和 divides lists in which 、 joins: 甲、乙分别访问|丙、丁|和|戊、己.
pub(super) fn shares(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    visitors: &[Fill],
) -> Option<Vec<Vec<Fill>>> {
    let text = reader.text();
    let places = m.fillers("destination");
    if !m.apart || visitors.len() < 2 || places.len() <= visitors.len() {
        return None;
    }
    let mut out: Vec<Vec<Fill>> = Vec::new();
    for (k, &i) in places.iter().enumerate() {
        let x = &reader.mentions[i];
        if x.kind != Kind::Place {
            return None;
        }
        let last = k
            .checked_sub(1)
            .map(|b| reader.mentions[places[b]].span.end);
        let gap = last.map(|end| text.get(end..x.span.start).unwrap_or(""));
        match (gap, out.last_mut()) {
            (Some("、"), Some(list)) => list.push(Fill::place(x)),
            (None | Some("和" | "与" | "及" | "以及"), _) => out.push(vec![Fill::place(x)]),
            _ => return None,
        }
    }
    (out.len() == visitors.len()).then_some(out)
}
