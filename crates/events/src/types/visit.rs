//! Trips: who went where, whence and when.

mod apart;
pub mod here;
mod mutual;
mod told;
mod who;

use super::unread::thing;
use super::{Draft, Fill, date_of, is_online, start_end};
use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;
use told::{
    came_here, causes, counts, during, goes_on, is_over, leads_on, past_continent, refers,
    returned_to, then_at,
};

/// Builds a visit from `visitor`, `led`, `destination`, `host`.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let toward_host = m.rule.set.get("toward").is_some_and(|t| t == "host");
    let person = |&i: &usize| reader.mentions[i].kind == Kind::Person;
    if m.rule.set.contains_key("mutual") {
        return mutual::read(reader, m);
    }
    if m.rule.set.contains_key("each") && m.fillers("host").iter().any(person) {
        return Err("是会见".into());
    }
    let list = m.fillers("visitor").into_iter().find_map(|i| {
        let listed = reader.listed_team(i, m.sentence);
        listed.or_else(|| reader.counted_teams(i, false))
    });
    let hosted = list.is_some();
    let mut visitors = list.unwrap_or_else(|| who::visitors(reader, m));
    if let Some(w) = causes(reader, m) {
        return Err(format!("“{w}”：是叫别人去"));
    }
    if m.carried && who::led_by_state(reader, m) {
        return Err("国家领导人的出访".into());
    }
    if m.carried && who::unread_subject(reader, m) {
        return Err("分句有自己的主语，名称没有认出".into());
    }
    // 甲省政府重视往来,去年|省领导|率团访问: the subject of a clause before does not travel
    let slot = m.slot("visitor");
    let begins = reader.parsed[m.sentence].clauses[m.clause].start;
    let before = !slot.is_empty() && slot.iter().all(|g| g.span.end <= begins);
    if visitors.is_empty() || m.carried || before {
        // 某自治区党委书记率团访台: whose head it is, where nobody is named
        let named = |i: &usize| !reader.mentions[*i].alias;
        let team = m.fillers("led").into_iter().find(named);
        let head = who::unnamed_head(reader, m);
        let stands = head.map(|f| team.map_or(f, |i| Fill::mention(&reader.mentions[i])));
        visitors = stands.map_or(visitors, |f| vec![f]);
    }
    if visitors.is_empty() {
        return Err("没有找到出访的人或团".into());
    }
    if visitors.iter().all(|v| counts(reader, v)) {
        return Err("只是数有多少团".into());
    }
    // 访问期间还到了丙地: a trip goes on with whoever it is the trip of, not with whoever spoke last
    let visitors = match reader.last_travellers(m.sentence) {
        heads if m.carried && !heads.is_empty() => heads,
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
            between.trim_start_matches(['等', '人']).starts_with("陪同")
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
    let origin = who::origin(reader, m, &visitors);
    let mut destinations = Vec::new();
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
        let missions = super::envoys::sends(reader, i);
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
    if destinations.is_empty() {
        destinations = match seats.is_empty() {
            true => outer,
            false => seats,
        };
    }
    if destinations.is_empty() && m.rule.set.get("toward").is_some_and(|t| t == "met") {
        destinations.extend(
            reader
                .region_met(&visitors)
                .or_else(|| then_at(reader, m, &visitors)),
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
        destinations.extend(returned_to(reader, &visitors));
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
    if m.rule.set.contains_key("each") && destinations.iter().any(|d| reader.is_country(d)) {
        return Err("没有说是哪里接待的".into());
    }
    let team = m.fillers("led").iter().any(|&i| {
        let x = &reader.mentions[i];
        x.of.is_some() || !x.alias
    });
    if !team && visitors.iter().all(|v| reader.is_business(v)) {
        return Err("企业自己的出行".into());
    }
    let unknown = |v: &Fill| v.is(Kind::Person) && !reader.known_office(v);
    let leads = m.trigger.of(reader.text()).contains('率') || !m.slot("led").is_empty();
    if !leads && visitors.iter().all(unknown) {
        return Err("看不出来访的人是哪里的什么人".into());
    }
    // whoever is posted abroad travels in the country that sends too
    let posted = visitors.iter().all(Fill::posted);
    let origin = origin.filter(|o| !posted || !destinations.iter().all(|d| reader.within(d, o)));
    // 省长甲率团赴某省, of a page that does not say whose paper it is: the guess at his province is wrong
    let to_ours = m.trigger.of(reader.text()).contains('我')
        || m.slot("host").iter().chain(m.slot("destination")).any(|g| {
            g.members
                .iter()
                .any(|&i| reader.mentions[i].name.starts_with('我'))
        });
    let guessed = !reader.home.told
        && leads
        && !to_ours
        && visitors.iter().all(|v| {
            let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
            v.is(Kind::Person) && of.is_none_or(|o| o.place.is_none())
        });
    let inner = |o: &Fill| destinations.iter().all(|d| reader.within(d, o));
    let origin = origin.filter(|o| !guessed || !inner(o));
    if let Some(o) = &origin {
        if destinations.iter().all(|d| reader.within(d, o)) {
            return Err("去的地方在来的地方之内：本地调研".into());
        }
        destinations.retain(|d| d.name != o.name && !(reader.within(d, o) && reader.within(o, d)));
        // 甲县副县长前往乙省甲县馆: what holds one's own county is no place gone to
        let holds = |d: &Fill| reader.within(o, d) && !reader.is_country(d);
        let told = reader.home.told
            || visitors.iter().any(|v| {
                let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
                of.is_some_and(|o| o.place.is_some())
            });
        if told && destinations.iter().all(holds) {
            return Err("去的地方包含来的地方".into());
        }
    }
    // 甲在乙地考察: only of whoever is known to be from elsewhere
    let guest = m.rule.set.contains_key("guest");
    if guest && origin.is_none() {
        return Err("看不出来访的人是哪里的什么人".into());
    }
    // 在甲国访问期间,甲国乙省省长会见: a host
    let met = m.rule.set.get("toward").is_some_and(|t| t == "met");
    let at_home = |v: &Fill| {
        let home = reader.region_of(v);
        home.is_some_and(|h| destinations.iter().any(|d| reader.within(&h, d)))
    };
    if met && visitors.iter().any(at_home) {
        return Err("是主人".into());
    }
    // a society's trip to a country: no region of either side
    let society = |v: &Fill| {
        let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
        let told = of.is_some_and(|o| !o.name.is_empty() && o.place.is_none());
        v.is(Kind::Person) && told && !reader.is_government(v)
    };
    if destinations.iter().all(|d| reader.is_country(d)) && visitors.iter().all(society) {
        return Err("没有一方是地方政府或其官员".into());
    }
    // 富山县企业来到中国, 那霸市派团访问那霸: a place does not go to itself, nor to what it lies in
    let stays = |v: &Fill| {
        v.is(Kind::Place)
            && destinations
                .iter()
                .any(|d| v.name == d.name || reader.within(v, d))
    };
    if visitors.iter().any(stays) {
        return Err("去的地方就是来的地方".into());
    }
    // 从甲国来台: a country only says where somebody came from
    let country = |v: &Fill| v.is(Kind::Place) && reader.is_country(v);
    if visitors.iter().all(country) {
        return Err("只说从哪国来，没说是谁".into());
    }
    let each = m.rule.set.contains_key("each");
    let apart = visitors.len() > 1
        && (hosted
            || each
            || visitors.iter().all(|v| v.is(Kind::Place))
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
