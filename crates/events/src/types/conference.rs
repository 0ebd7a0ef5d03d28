//! Principals at named events: whoever spoke, signed or took part, else who held it.

use super::{Draft, Fill, date_of, start_end};
use crate::engine::Match;
use crate::gathering::Gathering;
use crate::mention::Kind;
use crate::parse::{Group, Mark};
use crate::reader::Reader;
use crate::record::Type;

/// How a rule's words put somebody at an event, from its `set`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// 出席, 参加: the event is named or pointed at in the clause.
    Attends,
    /// 致辞, 发言: at the event on stage, where the clause names none.
    Speaks,
    /// 说, 表示: as above, but only where the page says that it was there or is about nothing else.
    Says,
    /// 签署: at the event only where the clause says so (会上).
    Signs,
    /// 参加活动: principals when both sides are named.
    Joins,
    /// 举办, 主办.
    Organises,
}

impl Part {
    fn of(m: &Match<'_>) -> Self {
        match m.rule.set.get("part").map(String::as_str) {
            Some("speaks") => Part::Speaks,
            Some("says") => Part::Says,
            Some("signs") => Part::Signs,
            Some("joins") => Part::Joins,
            Some("organises") => Part::Organises,
            _ => Part::Attends,
        }
    }
}

/// Builds conferences from `attendee` and `event`: one for each attendee.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let part = Part::of(m);
    let begins = reader.parsed[m.sentence].span.start;
    if part == Part::Organises && agreed(&reader.text()[begins..m.trigger.start]) {
        return Err("是商定的事".into());
    }
    let who = match part {
        Part::Organises => organisers(reader, m),
        _ => attendees(reader, m, part),
    };
    let events = events(reader, m, part, &who)?;
    let mut out = Vec::new();
    for e in events {
        let who = match who.is_empty() && part == Part::Organises {
            true => held_by_name(reader, e),
            false => who.clone(),
        };
        if who.is_empty() {
            return Err("没有找到与会的主角".into());
        }
        if !reader.external_event(e, &who, m) {
            continue;
        }
        let told = reader.gatherings.of(e).cloned();
        if told.as_ref().is_some_and(|g| g.general) && !reader.crosses(&who, m) {
            continue;
        }
        for f in &who {
            out.push(draft(reader, m, part, e, told.as_ref(), f));
        }
    }
    if out.is_empty() {
        Err("看不出与外地有关".into())
    } else {
        Ok(out)
    }
}

fn draft(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    part: Part,
    event: usize,
    told: Option<&Gathering>,
    who: &Fill,
) -> Draft {
    let mut d = Draft::new(m, &reader.parsed[m.sentence]);
    d.attributes.remove("part");
    if part == Part::Organises {
        d.trust *= 0.9;
        d.attributes.insert("as".into(), "organiser".into());
    }
    if m.planned {
        d.set("status", Some("planned".into()));
    }
    let national = |f: &Fill| {
        reader.is_national(&f.name)
            || f.mention
                .as_deref()
                .is_some_and(|x| reader.is_national_post(x))
    };
    if national(who) {
        d.set("level", Some("national".into()));
    }
    d.fill("attendee", [who.clone()]);
    d.fill("event", [Fill::mention(&reader.mentions[event])]);
    // the day the event was held, which its own sentence tells best
    let day = told.and_then(|g| g.when).filter(|w| w.start.day.is_some());
    let (start, end) = start_end(
        day.or_else(|| date_of(reader, m))
            .or(told.and_then(|g| g.when)),
    );
    d.set("start", start);
    d.set("end", end);
    let place = match told.and_then(|g| g.place) {
        Some(i) => vec![Fill::place(&reader.mentions[i])],
        None => reader.place_at(m),
    };
    d.fill("place", place);
    d
}

/// The events a match speaks of, by the mention with the fullest name of each.
fn events(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    part: Part,
    who: &[Fill],
) -> Result<Vec<usize>, String> {
    let mut out: Vec<usize> = Vec::new();
    for i in m.fillers("event") {
        out.extend(
            reader
                .event_meant(i, m.sentence)
                .filter(|e| !out.contains(e)),
        );
    }
    if !out.is_empty() {
        return Ok(out);
    }
    let text = reader.text();
    let p = &reader.parsed[m.sentence];
    let lead = &text[p.span.start..m.trigger.start];
    let there = [
        "会上",
        "会议上",
        "致辞",
        "致词",
        "讲话",
        "发言",
        "演讲",
        "仪式上",
        "现场",
        "论坛上",
        "大会上",
        "活动中",
    ]
    .iter()
    .any(|w| lead.contains(w));
    let stage = reader.gatherings.on_stage(m.sentence);
    // 会见时表示, 接受采访时说, 在某大学演讲
    let elsewhere = ["会见", "会谈", "采访", "拜会", "座谈时", "签约", "签字"]
        .iter()
        .any(|w| lead.contains(w))
        || p.groups.iter().any(|g| {
            g.mark == Mark::At
                && g.span.end <= m.trigger.start
                && g.members
                    .iter()
                    .any(|&i| reader.mentions[i].kind == Kind::Body)
        });
    let named_nowhere = || Err("没有自己名称的会议或活动".to_owned());
    let stage = match (part, stage) {
        (Part::Attends | Part::Organises, _) | (_, None) => return named_nowhere(),
        _ if elsewhere => return Err("是在别的场合".into()),
        (_, Some(g)) => g,
    };
    let about = reader
        .gatherings
        .main()
        .is_some_and(|g| g.name == stage.name);
    let met = |f: &Fill| {
        reader
            .drafts
            .iter()
            .filter(|d| matches!(d.kind, Type::Meeting | Type::Visit))
            .flat_map(|d| d.roles.values().flatten())
            .any(|o| o.name == f.name)
    };
    match part {
        Part::Signs if !there => named_nowhere(),
        Part::Says if !there && (!about || who.iter().any(met)) => named_nowhere(),
        _ => Ok(vec![stage.name]),
    }
}

/// Who took part: the persons of the list that ends at the trigger, over commas too.
fn attendees(reader: &Reader<'_, '_>, m: &Match<'_>, part: Part) -> Vec<Fill> {
    let mut members: Vec<usize> = m.fillers("attendee");
    if let Some(first) = m.slot("attendee").first()
        && matches!(part, Part::Attends | Part::Speaks | Part::Joins)
    {
        let mut before = listed_before(reader, m.sentence, first);
        before.append(&mut members);
        members = before;
    }
    let mut who: Vec<Fill> = Vec::new();
    for i in members {
        let x = &reader.mentions[i];
        // 两市均派出代表团出席: those who send it
        let unnamed = x.kind == Kind::Delegation && (x.alias || x.of.is_none());
        let found = match unnamed {
            true => senders(reader, m, i),
            false => reader.resolve(i, m.sentence),
        };
        for f in found {
            if !who.iter().any(|o| o.name == f.name) {
                who.push(f);
            }
        }
    }
    if who.iter().any(|f| f.is(Kind::Person)) {
        who.retain(|f| f.is(Kind::Person));
    }
    if part == Part::Joins {
        let regions: Vec<Fill> = who.iter().filter_map(|f| reader.region_of(f)).collect();
        let two = regions.iter().any(|a| {
            regions
                .iter()
                .any(|b| !reader.within(a, b) && !reader.within(b, a))
        });
        if !two {
            who.clear();
        }
    }
    who
}

/// Persons listed before a group, over commas and a semicolon: 甲,乙、丙;丁出席.
fn listed_before(reader: &Reader<'_, '_>, s: usize, first: &Group) -> Vec<usize> {
    let text = reader.text();
    let person = |g: &&Group| {
        g.members
            .iter()
            .any(|&i| reader.mentions[i].kind == Kind::Person)
            && g.mark != Mark::At
    };
    let mut out: Vec<usize> = Vec::new();
    let mut until = first.span.start;
    let mut sentence = s;
    loop {
        let p = &reader.parsed[sentence];
        let limit = until;
        for g in p.groups.iter().rev().filter(|g| g.span.end <= limit) {
            let gap = text[g.span.end..until].trim();
            let close = matches!(
                gap,
                "" | "," | "，" | "、" | "和" | "及" | "与" | "以及" | "；" | ";"
            );
            if !close || !person(&g) {
                return out;
            }
            let mut members: Vec<usize> = (g.members.iter().copied())
                .filter(|&i| reader.mentions[i].kind == Kind::Person)
                .collect();
            members.append(&mut out);
            out = members;
            until = g.span.start;
        }
        // the list may go on in the sentence before a semicolon
        let whole = until == p.span.start;
        let before = sentence
            .checked_sub(1)
            .filter(|b| whole && reader.parsed[*b].span.of(text).ends_with(['；', ';']));
        let Some(b) = before else { return out };
        sentence = b;
    }
}

/// Those a delegation without a name of its own is of: the places that stand before it in the sentence.
fn senders(reader: &Reader<'_, '_>, m: &Match<'_>, delegation: usize) -> Vec<Fill> {
    let p = &reader.parsed[m.sentence];
    let at = reader.mentions[delegation].span.start;
    if at < p.span.start {
        return reader.resolve(delegation, m.sentence);
    }
    let sends = ["派", "组织", "组成", "组建", "率"]
        .iter()
        .any(|w| reader.text()[p.span.start..at].contains(w));
    if !sends {
        return reader.resolve(delegation, m.sentence);
    }
    p.groups
        .iter()
        .filter(|g| g.span.end <= at && g.mark == Mark::Bare)
        .flat_map(|g| g.members.iter())
        .flat_map(|&i| match reader.mentions[i].kind {
            Kind::Place | Kind::Deictic => reader.resolve(i, m.sentence),
            _ => Vec::new(),
        })
        .collect()
}

/// Whether what stands before the trigger makes it a thing agreed on, not a thing held.
fn agreed(lead: &str) -> bool {
    ["商定", "约定", "同意", "议定", "确定", "计划"]
        .iter()
        .any(|w| lead.contains(w))
}

/// Who held it: bodies and regions, not the place it was held in, nor persons or countries.
fn organisers(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    let carried = m.carried;
    m.fillers("attendee")
        .into_iter()
        .filter(|&i| {
            let x = &reader.mentions[i];
            let here = reader.document.sentence_at(x.span.start) == m.sentence;
            // a subject of sentences ago holds no events
            !(carried && !here) && !dateline(reader.text(), x.span.end)
        })
        .flat_map(|i| reader.resolve(i, m.sentence))
        .filter(|f| !f.is(Kind::Person) && !reader.is_country(f) && !reader.is_continent(f))
        .collect()
}

/// 某社甲市1月1日电: where a report was filed.
fn dateline(text: &str, end: usize) -> bool {
    let rest: String = text[end..].chars().take(12).collect();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日上下午".contains(c));
    ["电", "讯", "消息"].iter().any(|w| rest.starts_with(w))
}

/// An event nobody is named for is held by the regions in its name.
fn held_by_name(reader: &Reader<'_, '_>, event: usize) -> Vec<Fill> {
    let mut out: Vec<Fill> = Vec::new();
    for p in &reader.mentions[event].parts {
        if p.kind == Kind::Place
            && !reader.mention_is_country(p)
            && !out.iter().any(|f| f.name == p.name)
        {
            out.push(Fill::place(p));
        }
    }
    out.retain(|f| !reader.is_continent(f));
    out
}
