//! Who was at an event: lists over commas, delegations and those who send them, those who held it.

use super::Part;
use super::crowd::{before_topic, crowd, from_places};
use super::listed::{listed_after, listed_before, without_aside};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::parse::{Group, Mark};
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;
use crate::types::Fill;

/// Who took part: the persons of the list that ends at the trigger, over commas too; else whom the rule found.
pub(super) fn attendees(reader: &Reader<'_, '_>, m: &Match<'_>, part: Part) -> Vec<Fill> {
    if part == Part::Joins {
        let who = joined(reader, m);
        return match who.is_empty() && crowd(reader, m) {
            true => from_places(reader, m),
            false => who,
        };
    }
    if m.carried
        && let Some(guests) = guests_named(reader, m)
    {
        return guests;
    }
    let mut members: Vec<usize> = m.fillers("attendee");
    if part == Part::Says && !members.iter().any(|&i| is_person(reader, i)) {
        return pronoun(reader, m, &members);
    }
    if part == Part::Listed {
        let all = listed_after(reader, m, members);
        let who = persons(reader, all.clone());
        let sides = m.trigger.of(reader.text()).contains('方');
        if !who.is_empty() || !sides {
            return who;
        }
        // 参加方为甲县人民政府、乙管委会
        let bodies = all.into_iter().flat_map(|i| reader.resolve(i, m.sentence));
        return bodies.filter(|f| reader.is_government(f)).collect();
    }
    if crowd(reader, m) && last_before(reader, m).is_none() {
        return from_places(reader, m);
    }
    if part == Part::Says && m.carried {
        return Vec::new();
    }
    // 甲、乙围坐一桌,轮流发言: the list stands in an earlier clause
    let own = last_before(reader, m)
        .or_else(|| m.slot("attendee").first().filter(|_| !m.carried))
        .map(|g| (g.span, g.members.clone()));
    let listed = own.map(|(span, last)| {
        let mut all = match part {
            Part::Says => Vec::new(),
            _ => listed_before(reader, m.sentence, span.start),
        };
        all.extend(last.into_iter().filter(|&i| is_person(reader, i)));
        all
    });
    let found = members.iter().any(|&i| is_person(reader, i));
    // 甲还和|乙共同出席: beside the subject
    let beside = last_before(reader, m).is_some_and(|g| {
        let mut before = m.slot("attendee").iter();
        let before = before.rfind(|s| s.span.end <= g.span.start);
        let subject = before.map_or(0, |s| s.span.end);
        let text = reader.text();
        (g.mark == Mark::With || g.joined && subject > 0)
            && !m.carried
            && subject <= g.span.start
            && stands_beside(&text[subject..g.span.start])
    });
    match listed {
        Some(l) if beside && found => members.extend(l),
        // the list holds whom the rule found, and more
        // 甲与乙分别介绍: both, of whom only the last stands right before the verb
        Some(l) if part == Part::Says && l.iter().all(|i| members.contains(i)) => {}
        Some(l) if !l.is_empty() && (!found || members.iter().any(|i| l.contains(i))) => {
            members = l;
        }
        _ => {}
    }
    let mut who: Vec<Fill> = Vec::new();
    for i in members {
        let x = &reader.mentions[i];
        // 两市均派出代表团出席: those who send it
        let unnamed = x.kind == Kind::Delegation && (x.alias || x.of.is_none());
        let listed = reader
            .listed_team(i, m.sentence)
            .or_else(|| reader.counted_teams(i, false));
        let found = match listed.filter(|_| !unnamed) {
            Some(teams) => teams,
            None if unnamed => senders(reader, m, i),
            None => reader.resolve(i, m.sentence),
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
    if who.len() > 1 {
        who.retain(|f| !stood_for(reader, f));
    }
    who
}

/// Whether somebody came in another's place: 由副市长甲代表|市长乙|参加; not the 友城代表|甲、乙 who came themselves.
fn stood_for(reader: &Reader<'_, '_>, f: &Fill) -> bool {
    let Some(lead) = f
        .span
        .and_then(|s| reader.text()[..s.start].strip_suffix("代表"))
    else {
        return false;
    };
    let last = reader.mentions.partition_point(|x| x.span.end < lead.len());
    let mut near = reader.mentions[last..].iter().take(4);
    near.any(|x| x.kind == Kind::Person && x.span.end == lead.len())
}

/// The one person whom 他, 她 stands for: 甲对客人表示欢迎。|他说,…….
fn pronoun(reader: &Reader<'_, '_>, m: &Match<'_>, members: &[usize]) -> Vec<Fill> {
    let one = |i: &&usize| matches!(reader.mentions[**i].name.as_str(), "他" | "她");
    let Some(&i) = members.iter().find(one).filter(|_| !m.carried) else {
        return Vec::new();
    };
    let mut who = reader.resolve(i, m.sentence);
    who.retain(|f| f.is(Kind::Person));
    if who.len() == 1 { who } else { Vec::new() }
}

/// Whether what parts two names leaves them side by side: 甲|还和|乙, 甲|代表本市与|乙.
fn stands_beside(between: &str) -> bool {
    let count = between.chars().count();
    let speaks = between.starts_with("代表") && !between.contains([',', '，']);
    count <= 4 || speaks && count <= 12
}

/// The guests that the sentence calls so: 使节们参观了甲市,并出席论坛.
fn guests_named(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Vec<Fill>> {
    let words = reader.rules.lexicon.list("guests");
    let groups = reader.parsed[m.sentence].groups.iter();
    let here = groups.filter(|g| g.span.end <= m.trigger.start && g.mark == Mark::Bare);
    let i = here
        .map(|g| g.members[0])
        .rfind(|&i| words.contains(&reader.mentions[i].name))?;
    let mut who = reader.resolve(i, m.sentence);
    who.retain(|f| f.is(Kind::Person) || f.is(Kind::Delegation));
    Some(who)
}

/// The persons among mentions, each name once.
pub(super) fn persons(reader: &Reader<'_, '_>, members: Vec<usize>) -> Vec<Fill> {
    let mut who: Vec<Fill> = Vec::new();
    for i in members.into_iter().filter(|&i| is_person(reader, i)) {
        let f = Fill::mention(&reader.mentions[i]);
        if !who.iter().any(|o| o.name == f.name) {
            who.push(f);
        }
    }
    who
}

pub(super) fn is_person(reader: &Reader<'_, '_>, i: usize) -> bool {
    reader.mentions[i].kind == Kind::Person
}

/// Whether a group may be of those who take part: persons, not whom they went to or were led by.
pub(super) fn takes_part(reader: &Reader<'_, '_>, g: &Group) -> bool {
    let elsewhere = matches!(
        g.mark,
        Mark::At | Mark::To | Mark::Invite | Mark::Witness | Mark::Lead | Mark::For
    );
    !elsewhere && g.members.iter().any(|&i| is_person(reader, i))
}

/// The last persons before the trigger, with nothing between but adverbs.
fn last_before<'r>(reader: &'r Reader<'_, '_>, m: &Match<'_>) -> Option<&'r Group> {
    let p = &reader.parsed[m.sentence];
    let until = before_topic(reader, m);
    let before = |g: &&Group| g.clause == m.clause && g.span.end <= until;
    let last = p
        .groups
        .iter()
        .rfind(|g| before(g) && takes_part(reader, g))?;
    let gap = Span::new(last.span.end, until);
    let text = without_aside(gap.of(reader.text()).trim_start_matches('等'));
    let text = &*text;
    // 甲和乙分别|在大会开幕式上|致辞: where they spoke does not part them from the verb
    let place = p
        .groups
        .iter()
        .filter(|g| g.mark == Mark::At && gap.covers(g.span));
    let where_: usize = place
        .map(|g| g.span.of(reader.text()).chars().count())
        .sum();
    if crowd(reader, m) {
        // 甲、乙和各界代表出席, 甲率有关人员参会: the list goes on to them
        let goes_on = ["、", "和", "及", "与", "以及", "率", "带领", "携"];
        let on = goes_on.iter().any(|w| text.starts_with(w)) || text.is_empty();
        // 甲、乙、各友好团|体、华侨代表: what was taken for a name in the list
        let apposed = gap.of(reader.text()).starts_with('等');
        let on = on || apposed || text.contains('、');
        let short = text.chars().count() <= 40 && !text.contains(['，', ',']);
        let verbs = [Class::Trigger, Class::Say, Class::Plan, Class::Hope];
        let verb = reader.parsed[m.sentence]
            .words
            .iter()
            .any(|w| gap.covers(w.span) && w.classes.any(&verbs) && !w.classes.has(Class::Lead));
        return (on && short && !verb).then_some(last);
    }
    // 甲出席活动开幕式|并致辞: one act after another of the same persons
    let further = m.trigger.of(reader.text()).starts_with('并') && text.chars().count() <= 20;
    let near = text.chars().count().saturating_sub(where_) <= 8;
    // 甲、乙分别在会上|发表了热情洋溢的|致辞
    let light = ["发表", "作", "做", "致", "进行"]
        .iter()
        .any(|w| text.contains(w));
    let how = light && text.ends_with('的') && !text.contains(['，', ',']);
    if how && text.chars().count().saturating_sub(where_) <= 14 {
        return Some(last);
    }
    // 甲、乙等分别代表两国地方政府|发言
    let plain = text.trim_start_matches(['分', '别', '先', '后']);
    let stands_for =
        plain.starts_with("代表") || plain.starts_with("作为") && text.ends_with("代表");
    let near = near || stands_for && text.chars().count() <= 24 && !text.contains(['，', ',']);
    (further || near && quiet(reader, m.sentence, gap)).then_some(last)
}

/// Whether a stretch holds no verb.
pub(super) fn quiet(reader: &Reader<'_, '_>, s: usize, gap: Span) -> bool {
    let verbs = [
        Class::Trigger,
        Class::Say,
        Class::Lead,
        Class::To,
        Class::Plan,
        Class::Hope,
    ];
    !reader.parsed[s]
        .words
        .iter()
        .any(|w| gap.covers(w.span) && w.classes.any(&verbs))
}

/// Who 参加活动: the list right before it, when both sides are named; of one side they only escort.
fn joined(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    let text = reader.text();
    let last = reader.parsed[m.sentence].groups.iter().rfind(|g| {
        g.span.end <= m.trigger.start && g.members.iter().any(|&i| is_person(reader, i))
    });
    let Some(last) = last else { return Vec::new() };
    let gap = text[last.span.end..m.trigger.start].trim();
    let close = matches!(
        gap.trim_start_matches(['等', '一', '行']),
        "" | "同" | "一同" | "共同" | "一起" | "分别" | "领导" | "两市领导"
    );
    // 甲、乙等两地政府、企业……代表参加活动
    let others = gap.starts_with('等') && !gap.contains(['，', ',', '。']);
    if !close && !others {
        return Vec::new();
    }
    let mut members = listed_before(reader, m.sentence, last.span.start);
    members.extend(&last.members);
    let who = persons(reader, members);
    // with those the page has named there before
    let known = reader.drafts.iter().filter(|d| d.kind == Type::Conference);
    let known = known.flat_map(|d| d.role("attendee"));
    let regions: Vec<Fill> = who
        .iter()
        .chain(known)
        .filter_map(|f| reader.region_of(f))
        .collect();
    let two = regions.iter().any(|a| {
        let apart = |b: &Fill| !reader.within(a, b) && !reader.within(b, a);
        regions.iter().any(apart)
    });
    if two { who } else { Vec::new() }
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
    // 两市皆为我市友城,均派出代表团: the subject, not what it is said to be to us
    let own = |g: &&Group| {
        let x = &reader.mentions[g.members[0]];
        x.kind == Kind::Deictic && x.name.starts_with(['我', '本', '全'])
    };
    let bare = |g: &&Group| g.span.end <= at && g.mark == Mark::Bare;
    let first = p.groups.iter().find(bare).map(|g| g.span.start);
    p.groups
        .iter()
        .filter(bare)
        .filter(|g| !own(g) || Some(g.span.start) == first)
        .flat_map(|g| g.members.iter())
        .flat_map(|&i| match reader.mentions[i].kind {
            Kind::Place | Kind::Deictic => reader.resolve(i, m.sentence),
            _ => Vec::new(),
        })
        .collect()
}
