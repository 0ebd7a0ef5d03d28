//! Principals at named events.

use super::{Draft, Fill, date_of, start_end};
use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;

/// Builds conferences from `attendee` and `event`: one for each attendee.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let organiser = m.rule.set.contains_key("organiser");
    let mut events: Vec<usize> = Vec::new();
    for i in m.fillers("event") {
        if !reader.mentions[i].alias {
            events.push(i);
        } else if !organiser {
            // 出席开幕式, 在会上: the event last named
            events.extend(reader.event_before(i, m.sentence));
        }
    }
    if events.is_empty() && m.rule.set.contains_key("speaker") {
        // 甲、乙先后致辞: at the event named just before
        events.extend(reader.event_near(m));
    }
    if events.is_empty() {
        return Err("没有自己名称的会议或活动".into());
    }
    let mut who: Vec<Fill> = m
        .fillers("attendee")
        .into_iter()
        .flat_map(|i| reader.resolve(i, m.sentence))
        .collect();
    if organiser {
        who.retain(|f| !f.is(Kind::Person) && !reader.is_country(f) && !reader.is_continent(f));
        // an event is held by those it is named for, not by the place it stands in
        let named = events.iter().any(|&i| {
            reader.mentions[i]
                .parts
                .iter()
                .any(|p| p.kind == Kind::Place && !reader.mention_is_country(p))
        });
        if named && who.iter().all(|f| f.is(Kind::Place)) {
            who.clear();
        }
        if who.is_empty() {
            who = events
                .iter()
                .flat_map(|&i| reader.mentions[i].parts.iter())
                .filter(|p| p.kind == Kind::Place && !reader.mention_is_country(p))
                .map(Fill::place)
                .collect();
        }
    }
    let is = |f: &Fill, k: Kind| f.mention.as_ref().is_some_and(|x| x.kind == k);
    if who.iter().any(|f| is(f, Kind::Person)) {
        who.retain(|f| is(f, Kind::Person));
    }
    if who.is_empty() {
        return Err("没有找到与会的主角".into());
    }
    let (start, end) = start_end(date_of(reader, m));
    let place = reader.place_at(m);
    let mut out = Vec::new();
    for &e in &events {
        if !reader.external_event(e, &who, m) {
            continue;
        }
        for f in &who {
            let mut d = Draft::new(m, &reader.parsed[m.sentence]);
            d.attributes.remove("organiser");
            d.attributes.remove("speaker");
            if organiser {
                d.trust *= 0.9;
                d.attributes.insert("as".into(), "organiser".into());
            }
            if reader.is_national(&f.name) {
                d.set("level", Some("national".into()));
            }
            d.fill("attendee", [f.clone()]);
            d.fill("event", [Fill::mention(&reader.mentions[e])]);
            d.set("start", start.clone());
            d.set("end", end.clone());
            d.fill("place", place.clone());
            out.push(d);
        }
    }
    if out.is_empty() {
        Err("看不出与外地有关".into())
    } else {
        Ok(out)
    }
}
