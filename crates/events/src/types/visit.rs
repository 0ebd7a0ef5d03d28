//! Trips: who went where, whence and when.

mod apart;
mod mutual;
mod who;

use super::unread::thing;
use super::{Draft, Fill, date_of, is_online, start_end};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::reader::Reader;

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
    if visitors.is_empty() || m.carried {
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
    if visitors.iter().any(goes_along) {
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
        !came_for && !far && !own && !stop && !early && !apart
    });
    let mut seats: Vec<Fill> = Vec::new();
    let gone_to: Vec<usize> = gone_to.flat_map(|i| past_continent(reader, m, i)).collect();
    for i in gone_to {
        for f in reader.resolve(i, m.sentence) {
            if f.mention.as_ref().is_some_and(|x| x.kind == Kind::Place) {
                destinations.extend(who::chain(f));
            } else if f.is(Kind::Body) && !f.posted() && who::seat_of_power(reader, &f) {
                // 率团访问甲市议会: to where it sits
                destinations.extend(reader.region_of(&f));
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
        destinations.extend(reader.region_met(&visitors));
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
    // 到访当地工厂: what they went to is told, only not known
    if destinations.is_empty() && toward_host && !goes_on(reader, m) {
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
    let guessed = !reader.home.told
        && leads
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
            || toward_host && apart::each_leads(reader, m) && apart::all_apart(reader, &visitors));
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
    let paired = apart && visitors.len() == destinations.len() && m.apart;
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
        if stop {
            d.set("stop", Some(String::new()));
        }
        // a foreign head of state whom a region hosts is no background
        let hosted = origin
            .as_ref()
            .is_some_and(|o| reader.is_country(o) && o.name != "中国")
            && !destinations.iter().any(|x| reader.is_country(x));
        if !hosted && who.iter().all(|v| reader.is_national(&v.name)) {
            d.set("level", Some("national".into()));
        }
        // a president who comes to the country, not to a place in it
        if origin.as_ref().is_some_and(|o| reader.is_country(o))
            && destinations.iter().all(|x| reader.is_country(x))
        {
            d.set("level", Some("national".into()));
        }
        d.fill("visitor", who);
        if paired {
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
        if m.planned {
            d.set("status", Some("planned".into()));
        }
        out.push(d);
    }
    Ok(out)
}

/// The word by which whoever stands before it makes others travel: 发动企业家到甲市考察.
fn causes(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<&'static str> {
    const CAUSES: [&str; 7] = ["发动", "动员", "引导", "带动", "吸引", "鼓励", "发动更多"];
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let left = &reader.text()[clause.start..m.trigger.start.max(clause.start)];
    CAUSES.into_iter().find(|w| left.contains(w))
}

/// Where guests came to by the words right before the trigger: 来|某县|考察, 来|秀|考察 with one character of
/// a place the page names.
fn came_here(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    named: Vec<Fill>,
) -> Result<Vec<Fill>, String> {
    let text = reader.text();
    let left = text[..m.trigger.start].trim_end();
    let came = |rest: &str| ["来", "抵", "莅", "莅临"].iter().any(|w| rest.ends_with(w));
    let whole = named.last().and_then(|d| d.mention.as_deref());
    let beside = whole.is_some_and(|x| x.span.end == left.len() && came(&text[..x.span.start]));
    if beside {
        return Ok(named);
    }
    let letter = left.chars().next_back().filter(|_| named.is_empty());
    let before = letter.map_or("", |c| &left[..left.len() - c.len_utf8()]);
    // 近年来|我考察: 来 of another word
    let verb = reader.parsed[m.sentence].words.iter().any(|w| {
        let last = w.span.of(text).chars().next_back();
        w.span.end == before.len()
            && (w.classes.has(Class::To) || w.classes.has(Class::Trigger))
            && last.is_some_and(|c| "来抵莅".contains(c))
    });
    let place = letter
        .filter(|_| verb)
        .and_then(|c| reader.by_one_letter(c));
    place
        .map(|p| vec![p])
        .ok_or_else(|| "没有写来哪里".to_owned())
}

/// Whether words after 到访 tell what was visited.
fn goes_on(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let rest = &reader.text()[m.trigger.end..];
    let next = rest.chars().next().unwrap_or(' ');
    let word = reader.parsed[m.sentence]
        .words
        .iter()
        .find(|w| w.span.start == m.trigger.end);
    // whoever is known to come from elsewhere went to the host all the same
    let homes = m.fillers("visitor").into_iter();
    let mut known = homes.map(|i| reader.region_of(&Fill::mention(&reader.mentions[i])));
    m.trigger.of(reader.text()).ends_with("到访")
        && !known.any(|h| h.is_some())
        && ('\u{4e00}'..='\u{9fff}').contains(&next)
        && word.is_none_or(|w| w.classes.any(&[Class::Solid, Class::BodyEnd, Class::Soft]))
}

/// Whether the clause says that the trip was ended: 结束了对乙国的访问.
fn is_over(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let before = reader.text().get(clause.start..m.trigger.start);
    before.is_some_and(|b| {
        // 客人17日|结束|访问并离开甲市
        let ends = b.ends_with("结束") || b.ends_with("结束了");
        ends || b.contains("结束对") || b.contains("结束了对")
    })
}

/// 赴南亚近邻丙国: the country after a part of the world, which says too little.
fn past_continent(reader: &Reader<'_, '_>, m: &Match<'_>, i: usize) -> Vec<usize> {
    let continent = |i: usize| reader.is_continent(&Fill::mention(&reader.mentions[i]));
    if reader.mentions[i].kind != Kind::Place || !continent(i) {
        return vec![i];
    }
    let p = &reader.parsed[m.sentence];
    let from = reader.mentions[i].span.end;
    let next = p.groups.iter().find(|g| {
        g.clause == m.clause
            && g.span.start >= from
            && g.span.start <= from + 18
            && g.members
                .iter()
                .all(|&k| reader.mentions[k].kind == Kind::Place && !continent(k))
    });
    next.map_or(vec![i], |g| g.members.clone())
}

/// Whether a place only begins the name of a sight or says who built what is gone to: 甲县|木塔景区,
/// 乙国|援建的医院.
fn leads_on(reader: &Reader<'_, '_>, i: usize) -> bool {
    let m = &reader.mentions[i];
    let s = reader.document.sentence_at(m.span.start);
    let rest = &reader.text()[m.span.end..reader.parsed[s].span.end.max(m.span.end)];
    let lexicon = &reader.rules.lexicon;
    let begins = |w: &String| rest.starts_with(w.as_str());
    if lexicon.list("built_by").iter().any(begins) {
        let near: String = rest.chars().take(10).collect();
        return near.contains('的');
    }
    let run = rest
        .char_indices()
        .take(14)
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or("", |(at, _)| &rest[..at]);
    let run = run.split(['等', '和', '的']).next().unwrap_or("");
    let sight = lexicon.ends("stops", run);
    // 赴甲市|参观博物馆: a verb between
    sight
        && !reader.parsed[s].words.iter().any(|w| {
            w.span.start >= m.span.end
                && w.span.end <= m.span.end + run.len()
                && w.classes.any(&[Class::Trigger, Class::To, Class::At])
                && !w.classes.any(&[Class::Soft, Class::BodyEnd])
        })
}

/// Whether a clause is no more than the time of a stay: 访问甲国期间,.
fn during(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let rest = &reader.text()[m.trigger.end..clause.end.max(m.trigger.end)];
    rest.trim_end_matches(['，', ',', ' ']).ends_with("期间")
}

/// Whether the words only refer to a trip told of elsewhere.
fn refers(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let rest = &reader.text()[m.trigger.end..clause.end.max(m.trigger.end)];
    let left = &reader.text()[clause.start..m.trigger.start.max(clause.start)];
    let dated = p
        .dates
        .iter()
        .any(|&i| clause.covers(reader.mentions[i].span));
    !dated
        && (["期间", "之际", "时", "之行"]
            .iter()
            .any(|w| rest.starts_with(w))
            || ["此次", "此行", "这次", "是次", "此访", "本次"]
                .iter()
                .any(|w| left.contains(w)))
}
