//! Who held an event.

use crate::engine::Match;
use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;
use crate::types::unread::{extended, is_whole};

/// Whether a relative clause says who held what follows it: 甲局主办的|“乙论坛”.
pub(super) fn relative(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    reader.text()[m.trigger.end..].starts_with('的')
}

/// Whether what follows tells that somebody would like it: 举办文化周|都很感兴趣.
pub(super) fn is_wished(rest: &str) -> bool {
    let wishes = ["感兴趣", "充满期待", "表示期待", "十分期待"];
    wishes.iter().any(|w| rest.contains(w))
}

/// Where the names of those who held what a relative clause speaks of begin: after what others held,
/// 甲局主办的“乙论坛”、|丙局与丁局主办的“戊展”.
fn hosts_begin(reader: &Reader<'_, '_>, m: &Match<'_>) -> usize {
    let p = &reader.parsed[m.sentence];
    if !relative(reader, m) {
        return p.span.start;
    }
    let text = reader.text();
    let lead = &text[p.span.start..m.trigger.start];
    let quoted = ["”、", "”，", "”和", "”及", "”以及"];
    let quoted = quoted.iter().filter_map(|w| Some(lead.rfind(w)? + w.len()));
    let quoted = quoted.max().map_or(p.span.start, |i| p.span.start + i);
    let held = p.groups.iter().flat_map(|g| &g.members);
    let held = held
        .map(|&i| &reader.mentions[i])
        .filter(|x| x.kind == Kind::Event && x.span.end <= m.trigger.start);
    held.map(|x| x.span.end).max().unwrap_or(0).max(quoted)
}

/// Whether an event is said to hold another: 甲论坛|主办的展览. No region does.
pub(super) fn by_event(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    relative(reader, m)
        && reader.parsed[m.sentence].groups.iter().any(|g| {
            g.span.end == m.trigger.start
                && (g.members.iter()).all(|&i| reader.mentions[i].kind == Kind::Event)
        })
}

/// The events among mentions that a relative clause speaks of: what stands right after it.
pub(super) fn events_of_relative(reader: &Reader<'_, '_>, m: &Match<'_>, events: &mut Vec<usize>) {
    let text = reader.text();
    // “甲”联合展、|乙论坛主办的: what is held may have a name that was not read
    let near = |i: &usize| {
        let gap = text.get(m.trigger.end..reader.mentions[*i].span.start);
        gap.is_some_and(|g| !g.contains(['、', '”', '，', ',']))
    };
    let first = events.iter().copied().filter(near);
    let Some(first) = first.min_by_key(|&i| reader.mentions[i].span.start) else {
        events.clear();
        return;
    };
    events.retain(|&i| {
        let at = reader.mentions[i].span.start;
        let between = text.get(reader.mentions[first].span.end..at);
        i == first || between.is_some_and(|b| !b.contains('的'))
    });
}

/// The names a mention stands for; a body that no list knows by its whole name: 甲市|网信办.
fn whole(reader: &Reader<'_, '_>, m: &Match<'_>, i: usize) -> Vec<Fill> {
    let x = &reader.mentions[i];
    let cut = x.kind == Kind::Place && x.span.end <= m.trigger.start && !is_whole(reader, i);
    let body = cut.then(|| extended(reader, m.sentence, i)).flatten();
    match body {
        Some(body) => vec![body],
        None => reader.resolve(i, m.sentence),
    }
}

/// Who held it: bodies and regions, not the place it was held in, nor persons or countries.
pub(super) fn organisers(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    let carried = m.carried;
    let begin = hosts_begin(reader, m);
    m.fillers("attendee")
        .into_iter()
        .filter(|&i| {
            let x = &reader.mentions[i];
            let here = reader.document.sentence_at(x.span.start) == m.sentence;
            // a subject of sentences ago holds no events
            let before = &reader.text()[..x.span.start];
            // 在某馆举办, 齐聚某市举办: the venue
            let venue = before.ends_with(['在', '聚', '于']);
            (here || !carried)
                && !venue
                && x.span.start >= begin
                && !gone_through(reader, m, i)
                && !ground(reader, m, x.span)
                && !dateline(reader.text(), x.span.end)
        })
        .flat_map(|i| whole(reader, m, i))
        .filter(|f| !f.is(Kind::Person) && !reader.is_country(f) && !reader.is_continent(f))
        .filter(|f| {
            // 高规格代表团: nobody's
            f.mention
                .as_deref()
                .is_none_or(|x| x.kind != Kind::Delegation || x.of.is_some() && !x.alias)
        })
        .collect()
}

/// Whether a name only tells of what an event was held for, in a clause before: 为落实甲乙两省的部署,座谈会召开.
fn ground(reader: &Reader<'_, '_>, m: &Match<'_>, at: Span) -> bool {
    let p = &reader.parsed[m.sentence];
    let clause = p.clause_at(at.start);
    let leads = reader.rules.lexicon.list("grounds");
    let told = p.clauses[clause].of(reader.text()).trim_start();
    p.span.covers(at) && clause < m.clause && leads.begins(told).is_some()
}

/// Whether a place is where an event went to, the event being what the clause is about: 某论坛首次走出|甲省.
fn gone_through(reader: &Reader<'_, '_>, m: &Match<'_>, i: usize) -> bool {
    let p = &reader.parsed[m.sentence];
    let at = reader.mentions[i].span;
    let of = |i: &usize| &reader.mentions[*i];
    let mut groups = p
        .groups
        .iter()
        .filter(|g| g.clause == p.clause_at(at.start));
    let event = groups.find(|g| g.members.iter().any(|i| of(i).kind == Kind::Event));
    event.is_some_and(|e| {
        let gap = reader.text().get(e.span.end..at.start);
        let verb = gap.is_some_and(|g| g.ends_with(['出', '到', '入', '进', '向', '往']));
        e.mark == Mark::Bare && verb && p.span.covers(at)
    })
}

/// 某社甲市1月1日电: where a report was filed.
fn dateline(text: &str, end: usize) -> bool {
    let rest: String = text[end..].chars().take(12).collect();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日上下午".contains(c));
    ["电", "讯", "消息"].iter().any(|w| rest.starts_with(w))
}

/// An event nobody is named for is held by the regions in its name.
pub(super) fn held_by_name(reader: &Reader<'_, '_>, event: usize) -> Vec<Fill> {
    let e = &reader.mentions[event];
    let mut out: Vec<Fill> = Vec::new();
    for p in &e.parts {
        if p.kind == Kind::Place
            && !reader.mention_is_country(p)
            && !out.iter().any(|f| f.name == p.name)
        {
            out.push(Fill::place(p));
        }
    }
    out.retain(|f| !reader.is_continent(f));
    named_first(reader, e, &mut out);
    // 甲省商品(日本乙市)展览会: where it is held stands in brackets
    let aside = |f: &Fill| f.span.is_some_and(|s| e.span.is_aside(reader.text(), s));
    if out.iter().any(|f| !aside(f)) {
        out.retain(|f| !aside(f));
    }
    out
}

/// Keeps the regions that a name says hold the event: those it begins with, and those joined to them (甲市—乙县经贸交流会),
/// not what it is about: “上海孩子看三峡”夏令营, 天津之路图片展, 欧洲福建侨团年会.
fn named_first(reader: &Reader<'_, '_>, event: &Mention, out: &mut Vec<Fill>) {
    const JOINTS: [&str; 21] = [
        "", "与", "和", "及", "暨", "—", "－", "–", "-", "·", "、", "&", "——", "(", "（", ")-",
        "）-", ")—", "）—", ")与", "）与",
    ];
    let text = reader.text();
    let counted = |c: char| c.is_ascii_digit() || "年第届次首一二三四五六七八九十".contains(c);
    let name = event.span.of(text);
    let begin = event.span.end - name.trim_start_matches(counted).len();
    let places = event.parts.iter().filter(|p| p.kind == Kind::Place);
    let mut until = begin;
    for p in places.filter(|p| p.span.start >= begin) {
        let gap = &text[until.min(p.span.start)..p.span.start];
        if !JOINTS.contains(&gap) || text[p.span.end..].starts_with('之') {
            break;
        }
        until = p.span.end;
    }
    out.retain(|f| f.span.is_some_and(|s| s.end <= until));
}
