//! Trips: who went where, whence and when. In `team` and `who`, whose trip it is; in `gone`, where it went; in `scope`,
//! which trips are none of a region with the outside; in `told`, what the words beside the verb say.

mod apart;
mod gone;
pub mod here;
mod mutual;
mod scope;
mod team;
mod told;
mod who;

use super::{Draft, Fill, date_of, is_online, start_end};
use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;
use told::{during, is_over, refers};

/// Builds a visit from `visitor`, `led`, `destination`, `host`.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let person = |&i: &usize| reader.mentions[i].kind == Kind::Person;
    if m.rule.set.contains_key("mutual") {
        return mutual::read(reader, m);
    }
    if m.rule.set.contains_key("each") && m.fillers("host").iter().any(person) {
        return Err("是会见".into());
    }
    let team = team::read(reader, m)?;
    let visitors = team.visitors;
    let origin = who::origin(reader, m, &visitors);
    let mut destinations = gone::read(reader, m, &visitors)?;
    let origin = scope::origin(reader, m, &visitors, origin, &mut destinations)?;
    let each = m.rule.set.contains_key("each");
    let apart = visitors.len() > 1
        && (team.listed
            || each
            || visitors.iter().all(|v| v.is(Kind::Place))
            || apart::one_by_one(reader, m)
            || apart::each_leads(reader, m) && apart::all_apart(reader, &visitors));
    // 访问期间, 此次来访: the trip told of elsewhere; 会见来访的甲: the day they met, not the day of arrival
    let known = refers(reader, m);
    let range = date_of(reader, m).filter(|_| !known);
    let guest = m.trigger.end <= m.slot("visitor").first().map_or(0, |g| g.span.start)
        || m.rule.set.contains_key("received");
    // 访问甲国期间,: one stop of a trip that may hold more
    let stop = range.is_none() && during(reader, m);
    let (start, end) = match start_end(range) {
        // 8日,甲结束对乙国的访问: the day it was over
        (day, None) if is_over(reader, m) => (None, day),
        days => days,
    };
    let online = is_online(reader, m);
    let mut out = Vec::new();
    // 甲、乙分别派团赴丙、丁考察: each to its own
    let nested = destinations.iter().enumerate().any(|(k, d)| {
        let other = &destinations[..k];
        other
            .iter()
            .any(|o| reader.within(d, o) || reader.within(o, d))
    });
    let paired = apart && visitors.len() == destinations.len() && m.apart && !nested;
    // 甲、乙分别率团访问丙、丁和戊、己: a list of places for each
    let shares = apart::shares(reader, m, &visitors);
    let apart = apart || shares.is_some();
    let roll = guest && apart::called(reader, m);
    let apart = apart || roll;
    let each: Vec<Vec<Fill>> = if roll {
        apart::by_home(reader, visitors)
    } else if apart {
        visitors.into_iter().map(|v| vec![v]).collect()
    } else {
        vec![visitors]
    };
    for (k, who) in each.into_iter().enumerate() {
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        d.attributes.remove("toward");
        d.attributes.remove("letter");
        d.attributes.remove("each");
        d.attributes.remove("near");
        d.attributes.remove("received");
        d.attributes.remove("leads");
        d.attributes.remove("close");
        d.attributes.remove("guest");
        d.attributes.remove("notice");
        d.attributes.remove("sentence");
        if stop {
            d.set("stop", Some(String::new()));
        }
        // a foreign head of state whom a region hosts is no background
        let hosted = origin
            .as_ref()
            .is_some_and(|o| reader.is_country(o) && o.name != "中国")
            && !destinations.iter().any(|x| reader.is_country(x));
        let national = |v: &Fill| {
            let post = v
                .mention
                .as_deref()
                .is_some_and(|x| reader.is_national_post(x));
            reader.is_national(&v.name) || post && destinations.iter().all(|x| reader.is_country(x))
        };
        if !hosted && who.iter().all(national) {
            d.set("level", Some("national".into()));
        }
        // a president who comes to the country, not to a place in it
        if origin.as_ref().is_some_and(|o| reader.is_country(o))
            && destinations.iter().all(|x| reader.is_country(x))
        {
            d.set("level", Some("national".into()));
        }
        d.fill("visitor", who);
        if let Some(shares) = &shares {
            d.fill("destination", shares[k].clone());
        } else if paired {
            d.fill("destination", [destinations[k].clone()]);
        } else {
            d.fill("destination", destinations.clone());
        }
        // guests listed apart come each from their own place
        d.fill(
            "origin",
            if apart {
                d.role("visitor")
                    .first()
                    .and_then(|v| reader.region_of(v))
                    .filter(|o| !d.role("visitor").iter().any(|v| v.name == o.name))
            } else {
                origin.clone()
            },
        );
        d.set("start", start.clone());
        d.set("end", end.clone());
        d.set(
            "mode",
            Some(if online { "online" } else { "in-person" }.into()),
        );
        if guest {
            d.set("met", Some(String::new()));
        }
        if m.planned || m.rule.set.contains_key("notice") {
            d.set("status", Some("planned".into()));
        }
        out.push(d);
    }
    Ok(out)
}
