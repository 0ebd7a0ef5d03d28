//! Principals at named events: whoever spoke, signed or took part, else who held it.

mod across;
mod crowd;
mod held;
mod listed;
mod occasion;
mod who;

use super::{Draft, Fill, date_of, start_end};
use crate::engine::Match;
use crate::gathering::Gathering;
use crate::mention::Kind;
use crate::reader::Reader;
use across::reaches;
use held::{held_by_name, organisers};
use listed::listed_after;
use occasion::{agreed, events};
use who::{attendees, persons};

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
    /// 与会嘉宾有: the list stands after the words.
    Listed,
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
            Some("listed") => Part::Listed,
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
    // 两地签订了协议: who signed is not told, whoever the sentences before were about
    if part == Part::Signs && m.carried {
        return Err("没有说是谁签的".into());
    }
    if part == Part::Organises && held::by_event(reader, m) {
        return Err("办它的是另一个会".into());
    }
    // 他对在这里举办文化周很感兴趣: not held yet
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let wished = reader.text()[clause.start..m.trigger.start].contains('对')
        && held::is_wished(&reader.text()[m.trigger.end..clause.end.max(m.trigger.end)]);
    if part == Part::Organises && wished {
        return Err("只是感兴趣的事".into());
    }
    let mut who = match part {
        Part::Organises => organisers(reader, m),
        _ => attendees(reader, m, part),
    };
    let named_after = m
        .fillers("event")
        .iter()
        .any(|&i| reader.mentions[i].span.start >= m.trigger.end);
    // 甲在某博览会期间举行的|论坛上发言: where he was, not what he held
    let relative_held = held::relative(reader, m);
    if part == Part::Organises && who.is_empty() && !m.carried && named_after && !relative_held {
        // 某市长率团在某地举办推介会: whoever leads takes part
        who = attendees(reader, m, Part::Attends);
        who.retain(|f| f.is(Kind::Person));
        // 代表团在某地召开甲省·乙省合作座谈会: held by both
        let person = |&i: &usize| reader.mentions[i].kind == Kind::Person;
        let both = |&e: &usize| {
            let meant = reader.event_meant(e, m.sentence);
            meant.is_some_and(|e| held_by_name(reader, e).len() > 1)
        };
        if !m.fillers("attendee").iter().any(person) && m.fillers("event").iter().any(both) {
            who.clear();
        }
    }
    if part == Part::Attends
        && let Some(guest) = relative(reader, m)
    {
        who = guest;
    }
    // 甲对乙率团参加论坛表示欢迎: the guest was there
    if part == Part::Attends
        && let Some(guests) = reader.thanked(m)
    {
        who = guests;
        who.retain(|f| f.is(Kind::Person) || f.is(Kind::Delegation));
    }
    let firm = |f: &Fill| f.is(Kind::Body) && reader.rules.lexicon.holds("business", &f.name);
    // 在甲论坛上,乙市与丙市签署协议: the sides stand for whoever signed, at an event the sentence names
    let sides = part == Part::Signs && !who.is_empty() && !who.iter().any(|f| f.is(Kind::Person));
    if sides && (m.fillers("event").is_empty() || who.iter().any(firm)) {
        return Err("没有说是谁签的".into());
    }
    if m.welcomed && !(who.iter().any(|f| reader.met(&f.name))) {
        return Err("“欢迎”：没有说客人已经到了".into());
    }
    if part == Part::Organises && !who.is_empty() && who.iter().all(firm) {
        return Err("企业自己办的活动".into());
    }
    // 由甲大学与乙大学主办: no region among those who hold it
    let civil = |f: &Fill| f.is(Kind::Body) && reader.is_civil(f);
    if part == Part::Organises && !who.is_empty() && who.iter().all(civil) {
        return Err("没有一方是地方政府或其官员".into());
    }
    let events = events(reader, m, part, &who)?;
    let mut out = Vec::new();
    for e in events {
        let name = &reader.mentions[e].name;
        if part == Part::Organises
            && reader.rules.lexicon.ends("event_rites", name)
            && !reader.mentions[e].name.contains('暨')
        {
            continue;
        }
        let who = match who.is_empty() && part == Part::Organises {
            true => held_by_name(reader, e),
            false => who.clone(),
        };
        if who.is_empty() {
            return Err("没有找到与会的主角".into());
        }
        let told = reader.gatherings.of(e).cloned();
        if !reaches(reader, m, part, e, &who) {
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
    if part == Part::Organises || part == Part::Signs && !who.is(Kind::Person) {
        d.trust *= 0.9;
        d.attributes.insert("as".into(), "organiser".into());
    }
    let acts = ["致", "讲", "主持", "发言", "演讲", "宣布", "推介", "率"];
    let acts = acts.iter().any(|w| m.trigger.of(reader.text()).contains(w));
    if part == Part::Attends && !acts && !acts_too(reader, m) {
        d.attributes.insert("only".into(), "there".into());
    }
    // 将在论坛上讲话: 将在 is one word, and no word of a plan
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let coming = reader.text()[clause.start..m.trigger.start].contains("将在");
    if m.planned || coming {
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

/// 出席开幕式并剪彩: whoever does something there is a principal.
fn acts_too(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let mut end = p.clauses[m.clause].end;
    // 相继出席,|并在致辞中表示
    let next = p.clauses.get(m.clause + 1);
    if let Some(next) = next.filter(|c| c.of(reader.text()).trim_start().starts_with('并')) {
        end = next.end;
    }
    let rest = &reader.text()[m.trigger.end..end.max(m.trigger.end)];
    let Some((_, act)) = rest.rsplit_once(['并', '为']) else {
        return false;
    };
    let acts = reader.rules.lexicon.list("event_acts");
    acts.held_in(act)
}

/// 来出席论坛的|某公司董事长甲: whom a relative clause is about; nobody where it is about no person.
fn relative(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Vec<Fill>> {
    let p = &reader.parsed[m.sentence];
    let events = m.fillers("event");
    let last = events.iter().map(|&i| reader.mentions[i].span.end).max()?;
    let rest = &reader.text()[last..p.span.end.max(last)];
    let rest = rest.trim_start_matches('”');
    if !rest.starts_with('的') {
        return None;
    }
    // 出席论坛的有:甲,乙,丙; 出席会议的外方代表包括甲、乙
    let opens = |r: &str| {
        let words = ["还有", "有", "包括"];
        let at = words.iter().filter_map(|w| r.find(w)).min();
        let people = at.map_or("。", |at| &r[..at]);
        let crowd = reader.rules.lexicon.ends("event_crowd", people);
        people.is_empty() || crowd && people.chars().count() <= 8
    };
    if rest.strip_prefix('的').is_some_and(opens) {
        return Some(persons(reader, listed_after(reader, m, Vec::new())));
    }
    let guest = p.groups.iter().find(|g| g.span.start >= last)?;
    let near = guest.span.start - last <= 40;
    let persons = guest.members.iter().map(|&i| &reader.mentions[i]);
    Some(
        persons
            .filter(|x| near && x.kind == Kind::Person)
            .take(1)
            .map(Fill::mention)
            .collect(),
    )
}
