//! Where a trip went: the places named, those that bodies and events stand for, and the host's own.

use super::told::{came_here, goes_on, leads_on, past_continent, returned_to, then_at};
use super::who;
use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::unread::thing;
use crate::types::{Fill, envoys};

/// The places a match says were gone to. `Err` says why there is none.
pub(super) fn read(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    visitors: &[Fill],
) -> Result<Vec<Fill>, String> {
    let toward_host = m.rule.set.get("toward").is_some_and(|t| t == "host");
    let mut destinations = named(reader, m);
    if destinations.is_empty() && m.rule.set.get("toward").is_some_and(|t| t == "met") {
        destinations.extend(
            reader
                .region_met(visitors)
                .or_else(|| then_at(reader, m, visitors)),
        );
    }
    // 访华, 来华: to the country, which the page must name
    if m.trigger.of(reader.text()).contains('华') && destinations.is_empty() {
        let china = reader
            .mentions
            .iter()
            .find(|x| x.kind == Kind::Place && x.name == "中国");
        destinations.push(china.map(Fill::place).ok_or("“华”：没有写到哪里")?);
    }
    if m.rule.set.contains_key("near") {
        destinations = came_here(reader, m, destinations)?;
    }
    if m.rule.set.contains_key("letter") || toward_host && destinations.is_empty() {
        destinations.extend(reader.by_letter(m.trigger.of(reader.text())));
    }
    // 松山|机场 is where one lands; 拉美 says too little
    destinations.retain(|d: &Fill| {
        let after = d.span.map_or("", |s| &reader.text()[s.end..]);
        !["机场", "火车站", "高铁站", "码头"]
            .iter()
            .any(|w| after.starts_with(w))
            && !reader.is_continent(d)
    });
    if destinations.is_empty() {
        destinations.extend(who::came_with(reader, m));
    }
    if destinations.is_empty() && toward_host {
        // 来我县考察
        let own = m.trigger.of(reader.text()).rsplit_once('我');
        destinations.extend(own.and_then(|(_, w)| reader.own_county(w)));
    }
    if destinations.is_empty() && m.trigger.of(reader.text()).starts_with("回访") {
        destinations.extend(returned_to(reader, visitors));
    }
    // 到访当地工厂: what they went to is told, only not known
    let body = |&i: &usize| {
        let x = &reader.mentions[i];
        x.kind == Kind::Body && x.span.start == m.trigger.end
    };
    let told = goes_on(reader, m) || m.fillers("destination").iter().any(body);
    if destinations.is_empty() && toward_host && !told {
        destinations.extend(reader.host_of(m));
    }
    if destinations.is_empty() {
        return Err("没有找到去的地方".into());
    }
    Ok(destinations)
}

/// The places that stand in the slot of a trip's destination; else where the bodies in it sit, else what holds a stop.
fn named(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    let mut destinations: Vec<Fill> = Vec::new();
    // 来聊出席“……”: what is named after it is what they came for
    let came_for = ["出席", "参加", "开展", "进行", "交流"]
        .iter()
        .any(|w| m.trigger.of(reader.text()).ends_with(w))
        && m.rule.set.contains_key("toward");
    let mut outer: Vec<Fill> = Vec::new();
    let gone_to = m.fillers("destination").into_iter().filter(|&i| {
        let x = &reader.mentions[i];
        // 此次访问旨在深化两市合作: not where they went
        let far = x.kind == Kind::Deictic
            && x.span.start > m.trigger.end
            && x.name.starts_with(['两', '双']);
        // 会见到访的丙国外长甲: the country is of whoever came
        let own = m.slot("visitor").first().is_some_and(|g| {
            let here = x.span.start >= m.trigger.end && x.span.end <= g.span.start;
            here && reader.text()[m.trigger.end..x.span.start].starts_with('的')
        });
        // 参访甲地|港: a stop, no place gone to
        let stop = x.kind == Kind::Place && (thing(reader, i).is_some() || leads_on(reader, i));
        // 率领甲湾区各界人士组成的代表团|访问|乙市: gone to only after the word that says so
        let between = reader.text().get(m.trigger.end..x.span.start).unwrap_or("");
        let goes = &m.rule.needs_after;
        let early = m.rule.set.contains_key("leads")
            && x.span.start >= m.trigger.end
            && !goes.iter().any(|w| between.contains(w.as_str()));
        // 赴大城府会见了正在|参加会议的甲: the place of another verb
        let apart = m.rule.set.contains_key("close")
            && reader
                .text()
                .get(x.span.end..m.trigger.start)
                .is_some_and(|gap| gap.chars().count() > 4);
        // 赴甲国乙口岸: to what holds it
        if stop && x.span.start >= m.trigger.end {
            let mut chain = who::chain(Fill::mention(x));
            chain.pop();
            outer.extend(chain);
        }
        // 走访甲国、乙国驻某地总领事馆: whose missions
        let missions = envoys::sends(reader, i);
        !came_for && !far && !own && !stop && !early && !apart && !missions
    });
    let mut seats: Vec<Fill> = Vec::new();
    let gone_to: Vec<usize> = gone_to.flat_map(|i| past_continent(reader, m, i)).collect();
    for i in gone_to {
        for f in reader.resolve(i, m.sentence) {
            if f.mention.as_ref().is_some_and(|x| x.kind == Kind::Place) {
                destinations.extend(who::chain(f));
            } else if f.mention.is_none() && f.place.is_some() {
                // 我市 of a page that tells where it is only by whose paper it is
                destinations.push(f);
            } else if f.is(Kind::Body) && !f.posted() && who::seat_of_power(reader, &f) {
                // 率团访问甲市议会: to where it sits
                destinations.extend(reader.region_of(&f));
            } else if f.is(Kind::Event) {
                seats.extend(who::held_in(&f));
            } else if let Some(region) = who::department_gone_to(reader, m, &f) {
                seats.push(region);
            } else if let Some(place) = who::sits_in(reader, m, &f) {
                seats.push(place);
            }
        }
    }
    match (destinations.is_empty(), seats.is_empty()) {
        (false, _) => destinations,
        (true, false) => seats,
        (true, true) => outer,
    }
}
