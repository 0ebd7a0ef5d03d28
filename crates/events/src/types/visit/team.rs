//! Whose trip it is: whoever is named, the head of a delegation, whoever was welcomed or travelled before.

use super::told::{causes, counts};
use super::who;
use crate::engine::Match;
use crate::reader::Reader;
use crate::types::Fill;

/// Whoever travels.
pub(super) struct Team {
    /// Heads; the delegation where none is named.
    pub visitors: Vec<Fill>,
    /// Whether they are a list of delegations, each on its own trip.
    pub listed: bool,
}

/// Who travels by a match. `Err` says why nobody does.
pub(super) fn read(reader: &Reader<'_, '_>, m: &Match<'_>) -> Result<Team, String> {
    let list = m.fillers("visitor").into_iter().find_map(|i| {
        let team = reader.listed_team(i, m.sentence);
        team.or_else(|| reader.counted_teams(i, false))
    });
    let listed = list.is_some();
    let mut visitors = list.unwrap_or_else(|| who::visitors(reader, m));
    if let Some(w) = causes(reader, m) {
        return Err(format!("“{w}”：是叫别人去"));
    }
    if m.carried && who::led_by_state(reader, m) {
        return Err("国家领导人的出访".into());
    }
    // 甲省政府重视往来,去年|省领导|率团访问: the subject of a clause before does not travel
    let slot = m.slot("visitor");
    let begins = reader.parsed[m.sentence].clauses[m.clause].start;
    let before = !slot.is_empty() && slot.iter().all(|g| g.span.end <= begins);
    // 市长甲会见了|率领代表团访问某市的|乙: the guest travels, and another rule reads it
    let left = &reader.text()[..m.trigger.start];
    let met = [
        "会见",
        "会见了",
        "接见",
        "接见了",
        "会晤",
        "会晤了",
        "接待",
        "接待了",
    ];
    let own = !slot.is_empty() && slot.iter().all(|g| g.span.end <= m.trigger.start);
    if own && !m.carried && met.iter().any(|w| left.ends_with(w)) {
        return Err("说的是客人的行程".into());
    }
    if (m.carried || before || slot.is_empty()) && who::unread_subject(reader, m) {
        return Err("分句有自己的主语，名称没有认出".into());
    }
    if let Some(own) = who::own_subject(reader, m).filter(|_| m.carried || before) {
        return Ok(Team {
            visitors: vec![own],
            listed: false,
        });
    }
    let mut told = false;
    if visitors.is_empty() || m.carried || before {
        // 某自治区党委书记率团访台: whose head it is, where nobody is named
        let named = |i: &usize| !reader.mentions[*i].alias;
        let team = m.fillers("led").into_iter().find(named);
        let head = who::unnamed_head(reader, m);
        let stands = head.map(|f| team.map_or(f, |i| Fill::mention(&reader.mentions[i])));
        told = stands.is_some();
        visitors = stands.map_or(visitors, |f| vec![f]);
    }
    if visitors.is_empty() {
        return Err("没有找到出访的人或团".into());
    }
    if visitors.iter().all(|v| counts(reader, v)) {
        return Err("只是数有多少团".into());
    }
    // 由甲率领的乙团来丙市: who leads it is told
    let led = !m.slot("leader").is_empty();
    // 访问期间还到了丙地: a trip goes on with whoever it is the trip of, not with whoever spoke last
    let visitors = match reader.last_travellers(m.sentence) {
        heads if m.carried && !told && !led && !heads.is_empty() => heads,
        _ => visitors,
    };
    // 甲对乙访问丙地表示欢迎: the guest travels, not whoever welcomes
    let visitors = match reader.thanked(m) {
        Some(guests) if guests.is_empty() => return Err("“表示欢迎”：没有认出客人".into()),
        Some(guests) => guests,
        None => visitors,
    };
    if m.carried && m.rule.set.get("toward").is_some_and(|t| t == "met") {
        return Err("没有说是谁的访问".into());
    }
    // 市长甲等陪同乙团考察: the hosts go with whoever visits
    let goes_along = |v: &Fill| {
        v.span.is_some_and(|at| {
            let between = reader.text().get(at.end..m.trigger.start).unwrap_or("");
            let along = between.find("陪同").is_some_and(|i| {
                let list = between[..i]
                    .chars()
                    .all(|c| !matches!(c, ',' | '，' | '。'));
                list && !between[i..].contains('下')
            });
            along || between.trim_start_matches(['等', '人']).starts_with("陪同")
        })
    };
    let escorted = reader.text()[..m.trigger.start].ends_with("陪同");
    if escorted || visitors.iter().any(goes_along) {
        return Err("陪同的人不是来访的人".into());
    }
    let visitors = if m.welcomed {
        who::welcomed(reader, m).unwrap_or(visitors)
    } else {
        visitors
    };
    if m.welcomed && !visitors.iter().any(|v| reader.met(&v.name)) {
        return Err("“欢迎”：没有说客人已经到了".into());
    }
    Ok(Team { visitors, listed })
}
