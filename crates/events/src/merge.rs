//! One act, one record: the same act told twice on a page becomes one.

mod alike;
mod onlookers;
mod trip;

use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::types::{Draft, Fill};
use alike::{
    abbreviates, body_met, conflict, places_met, same_day, same_place, same_title, share, team_met,
};

/// Merges drafts of one act, the fuller one leading.
pub fn merge(reader: &Reader<'_, '_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    for d in onlookers::left_out(reader, drafts) {
        match out.iter_mut().find(|o| same(reader, o, &d)) {
            Some(o) => absorb(o, d),
            None => out.push(d),
        }
    }
    // what two tellings had not in common a third may join
    for k in (1..out.len()).rev() {
        // 甲与乙、丙签署协议 of a headline, and one document of all three
        let joint = |d: &Draft| d.role("party").len() > 2;
        let again = out[k].kind == Type::Visit
            || out[k].kind == Type::Agreement && !out[k].attributes.contains_key("title");
        let one = (0..k).find(|&i| {
            again
                && (out[k].kind == Type::Visit || joint(&out[i]) || joint(&out[k]))
                && same(reader, &out[i], &out[k])
        });
        if let Some(i) = one {
            let d = out.remove(k);
            absorb(&mut out[i], d);
        }
    }
    let told: Vec<bool> = (0..out.len())
        .map(|i| out.iter().any(|o| cities(reader, &out[i], o)))
        .collect();
    let mut told = told.into_iter();
    out.retain(|_| !told.next().unwrap_or(false));
    // an organiser stands in only where nobody is named for the event
    let named: Vec<String> = out
        .iter()
        .filter(|d| d.kind == Type::Conference && !d.attributes.contains_key("as"))
        .flat_map(|d| d.role("event"))
        .map(|f| f.name.clone())
        .collect();
    out.retain(|d| {
        !(d.kind == Type::Conference
            && d.attributes.contains_key("as")
            && d.role("event")
                .iter()
                .any(|f| named.iter().any(|n| one_event(n, &f.name))))
    });
    for d in &mut out {
        d.attributes.remove("as");
        d.attributes.remove("met");
        d.attributes.remove("stop");
    }
    out
}

/// Whether one trip is told by a country's delegation and the other by the cities that sent it:
/// 乙国友好城市代表团 of the headline.
fn cities(reader: &Reader<'_, '_>, team: &Draft, of: &Draft) -> bool {
    let all = |d: &Draft, kind: Kind| d.role("visitor").iter().all(|f| f.is(kind));
    let within = |f: &Fill| {
        let outer = |o: &Fill| reader.is_country(o) && reader.within(f, o);
        team.role("origin").iter().any(outer)
    };
    team.kind == Type::Visit
        && of.kind == Type::Visit
        && all(team, Kind::Delegation)
        && all(of, Kind::Place)
        && of.role("visitor").iter().all(within)
        && same_place(reader, team.role("destination"), of.role("destination"))
}

fn alike(a: &str, b: &str) -> bool {
    a == b || a.contains(b) || b.contains(a)
}

/// Whether two names are of one event: 甲省与新南威尔士州植树仪式, 甲省与新州植树仪式.
fn one_event(a: &str, b: &str) -> bool {
    // 中国(甲)—乙国(丙)交流会
    let plain = |s: &str| s.replace(['(', ')', '（', '）', '“', '”'], "");
    let (a, b) = (&*plain(a), &*plain(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let tail = |s: &str| s.chars().rev().take(4).collect::<String>();
    let cut = short.chars().count() >= 8 && tail(short) == tail(long);
    alike(a, b) || cut && !has_number(a) && !has_number(b) && abbreviates(short, long)
}

/// Whether a headline only says what sort of document was signed: 合作协议.
fn short_of_headline(reader: &Reader<'_, '_>, d: &Draft, title: &str) -> bool {
    let headline = reader.document.in_headline(reader.parsed[d.sentence].span);
    headline && title.chars().count() <= 6
}

/// Whether a name tells one of a series from another: 第三届, 2035.
fn has_number(name: &str) -> bool {
    name.contains(['第', '届', '首']) || name.contains(|c: char| c.is_ascii_digit())
}

fn same(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    if a.kind != b.kind {
        return false;
    }
    let one =
        |x: &[Fill], y: &[Fill]| share(x, y) || a.kind == Type::Tie && same_place(reader, x, y);
    let sides = |x: &str, y: &str| one(a.role(x), b.role(x)) && one(a.role(y), b.role(y));
    match a.kind {
        Type::Meeting | Type::Tie => {
            let straight = sides("a", "b");
            let crossed = one(a.role("a"), b.role("b")) && one(a.role("b"), b.role("a"));
            let talks = a.kind == Type::Meeting;
            let body = talks && (body_met(reader, a, b) || body_met(reader, b, a));
            let body = body || talks && (team_met(reader, a, b) || team_met(reader, b, a));
            (straight || crossed || body || talks && places_met(reader, a, b))
                && !(talks && conflict(a, b, "date") && !same_day(a, b))
        }
        Type::Visit => trip::one(reader, a, b),
        Type::Agreement => {
            let titles = (a.attributes.get("title"), b.attributes.get("title"));
            let parties = a.role("party").len() >= 2
                && b.role("party").len() >= 2
                && a.role("party")
                    .iter()
                    .filter(|x| share(std::slice::from_ref(x), b.role("party")))
                    .count()
                    >= 2;
            match titles {
                // 友城意向书, 结好意向书; 签署合作协议 of a headline
                (Some(x), Some(y))
                    if parties
                        && !conflict(a, b, "date")
                        && (x.contains("意向") && y.contains("意向")
                            || short_of_headline(reader, a, x)
                            || short_of_headline(reader, b, y)) =>
                {
                    true
                }
                (Some(x), Some(y)) => {
                    let one = a.role("party").len() < 2 || b.role("party").len() < 2;
                    // 成都市与某集团战略合作协议, 集团战略合作协议
                    let long = x != y
                        && (x.ends_with(y.as_str()) || y.ends_with(x.as_str()))
                        && x.chars().count().min(y.chars().count()) >= 8
                        && share(a.role("party"), b.role("party"));
                    alike(x, y) && (parties || one || long) && !conflict(a, b, "date")
                        || parties && same_title(x, y) && !conflict(a, b, "date")
                }
                _ => parties && !conflict(a, b, "date"),
            }
        }
        Type::Conference => {
            share(a.role("attendee"), b.role("attendee"))
                && a.role("event")
                    .iter()
                    .any(|x| b.role("event").iter().any(|y| one_event(&x.name, &y.name)))
        }
        Type::Statistic => {
            ["measure", "value"]
                .iter()
                .all(|k| a.attributes.get(*k) == b.attributes.get(*k))
                && share(a.role("subject"), b.role("subject"))
        }
        Type::Policy => a
            .attributes
            .get("title")
            .zip(b.attributes.get("title"))
            .is_some_and(|(x, y)| alike(x, y)),
        Type::Project | Type::Mechanism => a
            .role("name")
            .iter()
            .any(|x| b.role("name").iter().any(|y| alike(&x.name, &y.name))),
        Type::Commitment => a
            .attributes
            .get("content")
            .zip(b.attributes.get("content"))
            .is_some_and(|(x, y)| alike(x, y)),
    }
}

fn absorb(into: &mut Draft, from: Draft) {
    let heads = |d: &Draft| {
        let named = |r: &str| d.role(r).iter().any(|f| f.is(Kind::Person));
        d.kind == Type::Visit && named("visitor")
            || d.kind == Type::Meeting && named("a") && named("b")
    };
    let facts = |d: &Draft| d.attributes.len() + d.roles.values().map(Vec::len).sum::<usize>();
    let richer = match (heads(into), heads(&from)) {
        (false, true) => true,
        (true, false) => false,
        _ => facts(&from) > facts(into),
    };
    let (mut lead, mut rest) = if richer && from.trust >= into.trust {
        (from, std::mem::replace(into, placeholder()))
    } else {
        (std::mem::replace(into, placeholder()), from)
    };
    // what has happened is no longer planned
    if lead.attributes.contains_key("status") != rest.attributes.contains_key("status") {
        let planned = |d: &Draft| d.attributes.get("status").is_some_and(|s| s == "planned");
        // a headline has no tense: only a date of its own makes the other mention a past one
        let dated = |d: &Draft| {
            ["start", "date"]
                .iter()
                .any(|k| d.attributes.contains_key(*k))
        };
        let past = |d: &Draft, o: &Draft| planned(d) && (dated(o) || !dated(d));
        if past(&lead, &rest) || past(&rest, &lead) {
            lead.attributes.remove("status");
            rest.attributes.remove("status");
        }
    }
    if lead.attributes.contains_key("met")
        && !rest.attributes.contains_key("met")
        && rest.attributes.contains_key("start")
    {
        for k in ["met", "start", "end"] {
            lead.attributes.remove(k);
        }
    }
    if rest.attributes.remove("met").is_some() && lead.attributes.contains_key("start") {
        rest.attributes.remove("start");
        rest.attributes.remove("end");
    }
    let mut used = false;
    for (k, v) in rest.attributes {
        // a fuller date of the same day is no new fact, but a better one
        match lead.attributes.get_mut(&k) {
            Some(have) if v.len() > have.len() && v.starts_with(have.as_str()) => {
                *have = v;
                used = true;
            }
            Some(_) => {}
            None if k == "as" => {}
            None => {
                lead.attributes.insert(k, v);
                used = true;
            }
        }
    }
    if !lead.attributes.contains_key("as") || lead.kind != Type::Conference {
        lead.attributes.remove("as");
    }
    for (role, fills) in rest.roles {
        // one event under two names
        if lead.kind == Type::Conference && role == "event" {
            continue;
        }
        let side = matches!(lead.kind, Type::Meeting | Type::Tie) && matches!(role, "a" | "b");
        let heads = lead.kind == Type::Visit && role == "visitor";
        if side || heads {
            continue;
        }
        let have = lead.roles.entry(role).or_default();
        // both sides are told already, maybe by other names
        if lead.kind == Type::Agreement
            && role == "party"
            && have.len() >= 2
            && fills.len() <= have.len()
        {
            continue;
        }
        for f in fills {
            if !share(have, std::slice::from_ref(&f)) {
                have.push(f);
                used = true;
            }
        }
    }
    if used {
        lead.spans.extend(rest.spans);
        lead.spans.sort();
        lead.spans.dedup();
    }
    lead.trust = lead.trust.max(rest.trust);
    lead.told += rest.told;
    *into = lead;
}

fn placeholder() -> Draft {
    Draft {
        kind: Type::Visit,
        roles: Default::default(),
        attributes: Default::default(),
        spans: Vec::new(),
        rule: String::new(),
        sentence: 0,
        trust: 0.0,
        told: 0,
        at: None,
    }
}
