//! Which events a sentence speaks of: those it names, else the one on stage.

use super::{Fill, Part, held};
use crate::engine::Match;
use crate::mention::Kind;
use crate::parse::Mark;
use crate::reader::Reader;
use crate::record::Type;

/// How many sentences after the first speaker the other side answers.
const ANSWER: usize = 10;

/// The events named for the trigger, a list of quoted names to its end: “甲论坛”、“乙洽谈会”.
fn listed_events(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<usize> {
    let mut out = m.fillers("event");
    let Some(&last) = out.last() else { return out };
    let mut end = reader.mentions[last].span.end;
    for g in &reader.parsed[m.sentence].groups {
        if g.span.start < end {
            continue;
        }
        let gap = reader.text()[end..g.span.start].trim_matches(['“', '”', ' ']);
        let event = reader.mentions[g.members[0]].kind == Kind::Event;
        if !event || !matches!(gap, "" | "、" | "和" | "及" | "与" | "以及") {
            break;
        }
        out.extend(&g.members);
        end = g.span.end;
    }
    out
}

/// 在甲博览会期间举行的|乙论坛上发言: what was held within another.
fn within(reader: &Reader<'_, '_>, m: &Match<'_>, part: Part, i: usize) -> Option<usize> {
    let text = reader.text();
    let end = reader.mentions[i].span.end;
    let after = text[end..].trim_start_matches('”').strip_prefix("期间")?;
    let de = after
        .find('的')
        .filter(|d| after[..*d].chars().count() <= 6)?;
    let at = text.len() - after.len() + de + '的'.len_utf8();
    let inner = reader.mentions[i..].iter().position(|e| {
        let near = e.span.start >= at && e.span.start <= at + '“'.len_utf8();
        near && e.kind == Kind::Event && !e.alias && e.span.end <= m.trigger.start
    });
    inner.filter(|_| part != Part::Organises).map(|k| i + k)
}

/// The events a match speaks of, by the mention with the fullest name of each.
pub(super) fn events(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    part: Part,
    who: &[Fill],
) -> Result<Vec<usize>, String> {
    let mut out: Vec<usize> = Vec::new();
    let mut named = listed_events(reader, m);
    if part == Part::Organises && held::relative(reader, m) {
        held::events_of_relative(reader, m, &mut named);
    }
    for i in named {
        let i = within(reader, m, part, i).unwrap_or(i);
        let span = reader.mentions[i].span;
        // 致辞表示,某论坛已成为平台: what the speech is about
        // 宣布:某论坛开幕 names what is opened
        let opens = m.trigger.of(reader.text()) == "宣布";
        let speaks = matches!(part, Part::Speaks | Part::Says);
        if speaks && !opens && span.start >= m.trigger.end {
            let gap = &reader.text()[m.trigger.end..span.start];
            if gap.contains(['，', ',', '：', ':']) || gap.contains("表示") || gap.contains("说")
            {
                continue;
            }
        }
        // 某博览会开幕活动之一: held within it
        let after = &reader.text()[span.end..];
        let end = after.find(['，', ',', '。']).unwrap_or(after.len());
        if part == Part::Organises && after[..end].ends_with("之一") {
            continue;
        }
        // 以甲文化年为契机,乙市举办: why, and nothing that was held
        if part == Part::Organises && is_occasion(reader, m, i) {
            continue;
        }
        // 在甲博览会期间举行的|乙论坛
        if part == Part::Organises && span.end <= m.trigger.start && after.starts_with("期间") {
            continue;
        }
        let meant = reader.event_meant(i, m.sentence);
        out.extend(meant.filter(|e| !out.contains(e)));
    }
    if !out.is_empty() {
        return Ok(out);
    }
    let text = reader.text();
    let p = &reader.parsed[m.sentence];
    let lead = &text[p.span.start..m.trigger.start];
    // 在论坛上,甲说。乙介绍: a sentence of the same paragraph says where
    let place_told = (m.sentence.saturating_sub(2)..m.sentence).any(|s| {
        let b = &reader.parsed[s];
        let said = ["会上", "论坛上", "仪式上", "活动上", "现场"];
        b.paragraph == p.paragraph && said.iter().any(|w| b.span.of(text).contains(w))
    });
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
    .any(|w| lead.contains(w))
        || place_told;
    let stage = reader.gatherings.on_stage(m.sentence);
    // 会见时表示, 接受采访时说, 在某大学演讲
    let elsewhere = ["会见", "会谈", "采访", "拜会", "座谈时", "签约", "签字"]
        .iter()
        .any(|w| lead.contains(w))
        || part != Part::Attends
            && p.groups.iter().any(|g| {
                g.mark == Mark::At
                    && g.clause == m.clause
                    && g.span.end <= m.trigger.start
                    && g.members
                        .iter()
                        .any(|&i| reader.mentions[i].kind == Kind::Body)
            });
    // 在与甲会谈时,乙表示……。甲表示: the sentences before tell of talks
    let begun = reader.parsed[m.sentence.saturating_sub(2)].span.start;
    let talks = reader.rules.lexicon.list("event_other");
    let begun = &text[begun..m.trigger.start];
    let talked = talks.held_in(begun);
    let named_nowhere = || Err("没有自己名称的会议或活动".to_owned());
    // 甲、乙出席。 出席并讲话: what they were at has been told
    let bare = text[m.trigger.end..].starts_with(['。', '，', ',', '；', ';', '并'])
        || text[m.trigger.end..].starts_with("担任")
        || m.trigger.end == text.len();
    // 甲向客人介绍了某某花会: what is told of, not where
    let told_of = part == Part::Says
        && p.groups.iter().any(|g| {
            g.clause == m.clause
                && g.span.start >= m.trigger.end
                && reader.mentions[g.members[0]].kind == Kind::Event
                && !reader.mentions[g.members[0]].alias
        });
    let named = part == Part::Says && !there && elsewhere_named(reader, m);
    if told_of || named {
        return named_nowhere();
    }
    // 甲与乙进行交流,丙等参加: an encounter, and no event
    let met_here = |d: &crate::types::Draft| d.kind == Type::Meeting && d.sentence == m.sentence;
    if part == Part::Attends && reader.drafts.iter().any(met_here) {
        return Err("是在别的场合".into());
    }
    let stage = match (part, stage) {
        (Part::Organises, _) | (_, None) => return named_nowhere(),
        (Part::Attends, _) if !bare => return named_nowhere(),
        _ if elsewhere || part == Part::Attends && talked => {
            return Err("是在别的场合".into());
        }
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
    // an interview is no speech; 认为, 介绍 are said anywhere
    let said = matches!(
        m.trigger.of(text),
        "表示" | "说" | "指出" | "强调" | "介绍说"
    );
    let tells = ["介绍", "分享", "推介"];
    let tells = tells.iter().any(|w| m.trigger.of(text).starts_with(w));
    let asked = reader.parsed[m.sentence.saturating_sub(3)].span.start;
    let interview = text[asked..m.trigger.start].contains("采访");
    // 座谈会上,甲说……。乙说: the other side answers where the first spoke
    let region = |f: &Fill| reader.region_of(f);
    let talks = reader.mentions[stage.name]
        .name
        .ends_with(['会', '议', '坛', '话', '礼', '日']);
    let answers = || {
        let spoke = reader.drafts.iter().rev().find(|d| {
            d.kind == Type::Conference
                && d.sentence <= m.sentence
                && d.sentence + ANSWER >= m.sentence
                && d.role("event")
                    .iter()
                    .any(|e| e.name == reader.mentions[stage.name].name)
        });
        let first = spoke.and_then(|d| d.role("attendee").iter().find_map(region));
        let own = who.iter().find_map(region);
        let sides = first.zip(own);
        sides.is_some_and(|(a, b)| !reader.within(&a, &b) && !reader.within(&b, &a))
            || spoke.is_some() && who.iter().any(|f| is_side(reader, stage.name, f))
    };
    // 甲市市长乙、丙市市长丁、戊市副市长己等介绍当地情况: heads from all sides, one after another
    let panel = (who.len() >= 3 || who.len() == 2 && m.apart)
        && about
        && reader.crosses(who, m)
        && !interview;
    // 某推介会举行。甲介绍投资环境: to present is what such an event is held for
    let promotes = tells
        && about
        && !interview
        && reader
            .rules
            .lexicon
            .ends("event_promotes", &reader.mentions[stage.name].name);
    match part {
        Part::Says if promotes && !who.iter().any(met) => Ok(vec![stage.name]),
        Part::Says if panel => Ok(vec![stage.name]),
        Part::Says if !there && (said || tells) && !interview && talks && answers() => {
            Ok(vec![stage.name])
        }
        Part::Says if !there && (!said || interview || talked) => named_nowhere(),
        Part::Signs if !there => named_nowhere(),
        Part::Says if !there && (!about || who.iter().any(met)) => named_nowhere(),
        _ => Ok(vec![stage.name]),
    }
}

/// Whether a speech names where it was held, and that is not what is on stage: 甲说,很高兴前来参加乙大会. One event
/// that it is only about tells nothing: 甲说,明年将迎来乙论坛十周年.
fn elsewhere_named(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let event = |i: &usize| {
        let e = &reader.mentions[*i];
        e.kind == Kind::Event && !e.alias && e.span.start >= m.trigger.end
    };
    let spoken: Vec<usize> = (p.groups.iter())
        .flat_map(|g| g.members.iter().copied())
        .filter(event)
        .collect();
    let &[only] = &spoken[..] else {
        return !spoken.is_empty();
    };
    let gap = reader
        .text()
        .get(m.trigger.end..reader.mentions[only].span.start);
    let goes = [
        "出席", "参加", "参与", "前来", "来到", "举办", "举行", "主办",
    ];
    let went = gap.is_some_and(|gap| goes.iter().any(|w| gap.contains(w)));
    let stage = reader.gatherings.on_stage(m.sentence).map(|g| g.name);
    went || stage == reader.event_meant(only, m.sentence)
}

/// Whether somebody's region is one of those that the name of an event joins: 甲镇·乙县协作联席会议.
fn is_side(reader: &Reader<'_, '_>, event: usize, f: &Fill) -> bool {
    let e = &reader.mentions[event];
    if !e
        .name
        .contains(['—', '-', '－', '–', '·', '与', '和', '、'])
    {
        return false;
    }
    let office = f.mention.as_deref().and_then(|x| x.of.as_ref());
    // a town is no place of the gazetteer: by the first characters of the office
    let town = office.is_some_and(|o| {
        let first: String = o.name.chars().take(3).collect();
        first.ends_with(['镇', '乡', '县', '区', '市', '旗', '州']) && e.name.contains(&first)
    });
    let region = reader.region_of(f);
    let places = e.parts.iter().filter(|x| x.kind == Kind::Place);
    let mut places = places.filter(|x| !reader.mention_is_country(x));
    town || region.is_some_and(|r| places.any(|x| reader.within(&r, &Fill::place(x))))
}

/// Whether an event is only what others took as their occasion: 以|甲文化年|为契机.
fn is_occasion(reader: &Reader<'_, '_>, m: &Match<'_>, i: usize) -> bool {
    let span = reader.mentions[i].span;
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[p.clause_at(span.start)];
    let text = reader.text();
    let (Some(before), Some(after)) = (
        text.get(clause.start..span.start),
        text.get(span.end..clause.end),
    ) else {
        return false;
    };
    let lead = before.contains(['以', '借']);
    lead && reader.rules.lexicon.list("event_occasion").held_in(after)
}

/// Whether what stands before the trigger makes it a thing agreed on, not a thing held.
pub(super) fn agreed(lead: &str) -> bool {
    ["商定", "约定", "同意", "议定", "确定", "计划"]
        .iter()
        .any(|w| lead.contains(w))
}
