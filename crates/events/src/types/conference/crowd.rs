//! People without names at an event: those who came from several places, those a list goes on to.

use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;

/// The places that people without names come from: 来自甲国乙市、丙国丁省的代表出席.
pub(super) fn from_places(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    let p = &reader.parsed[m.sentence];
    let text = reader.text();
    let until = before_topic(reader, m);
    let start = begins(reader, m);
    let left = &text[start..until];
    let Some(at) = left.find("来自") else {
        return Vec::new();
    };
    let from = start + at + "来自".len();
    // 来自甲市、乙市等友城|代表
    let people = || {
        let left = text[from..until].trim_end_matches(HOW);
        let words = reader.rules.lexicon.list("event_crowd");
        let i = words.ends(left)?;
        Some(from + left.len() - words[i].len())
    };
    let de = text[from..until].rfind('的').map(|d| from + d);
    let Some(de) = de.or_else(people) else {
        return Vec::new();
    };
    // 的|市长、市长代表, not 的高校的代表
    if text[de..until].chars().count() > 14 {
        return Vec::new();
    }
    let mut out: Vec<Fill> = Vec::new();
    let mut end = from;
    for g in p
        .groups
        .iter()
        .filter(|g| from <= g.span.start && g.span.end <= de)
    {
        // 素叻他尼|府、吉打州: the level after a name that is known without it
        let gap = text[end..g.span.start].trim();
        let gap = match out.is_empty() {
            true => gap,
            false => gap.trim_start_matches(['府', '省', '市', '州', '县', '郡', '道']),
        };
        if !matches!(gap, "" | "、" | "和" | "及" | "与" | "以及" | "," | "，") {
            break;
        }
        end = g.span.end;
        out.extend(
            g.members
                .iter()
                .map(|&i| Fill::mention(&reader.mentions[i])),
        );
    }
    let place = |f: &Fill| f.is(Kind::Place) && !reader.is_country(f) && !reader.is_continent(f);
    if out.is_empty() || !out.iter().all(place) {
        return Vec::new();
    }
    // 来自甲省的企业的代表: whoever stands between is of the place, no head of it
    let tail = text[end..de].trim_start_matches(['等', '地', '市', '个', '城', '国', '际', '友']);
    if tail.is_empty() { out } else { Vec::new() }
}

/// Where the list of places that the trigger's clause closes begins, which may stand in clauses before:
/// |来自甲省乙州,丙国丁省、戊省的代表出席.
fn begins(reader: &Reader<'_, '_>, m: &Match<'_>) -> usize {
    let p = &reader.parsed[m.sentence];
    let own = p.clauses[m.clause].start;
    let text = reader.text();
    if text[own..m.trigger.start].contains("来自") {
        return own;
    }
    let opens = |c: &&Span| c.of(text).trim_start().starts_with("来自");
    let verbs = [Class::Trigger, Class::Say, Class::Hope, Class::Plan];
    let quiet = |from: usize| {
        let mut words = p
            .words
            .iter()
            .filter(|w| w.span.start >= from && w.span.end <= m.trigger.start);
        !words.any(|w| w.classes.any(&verbs) && !w.classes.has(Class::Soft))
    };
    let list = p.clauses[..m.clause].iter().rfind(opens);
    list.map(|c| c.start).filter(|&at| quiet(at)).unwrap_or(own)
}

/// Whether people without names stand right before the trigger: 甲、乙以及企业界代表|出席.
pub(super) fn crowd(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let until = before_topic(reader, m);
    let left = reader.text()[clause.start..until].trim_end_matches(HOW);
    let words = reader.rules.lexicon.list("event_crowd");
    words.ends(left).is_some_and(|i| {
        // 甲代表来宾|致辞: for whom he speaks
        let lead = left[..left.len() - words[i].len()].trim_end_matches(OF_THEM);
        // 甲作为友城代表|发言
        let as_one = left
            .rfind("作为")
            .is_some_and(|at| left[at..].chars().count() <= 12);
        !as_one && (words[i] == "代表" || !lead.ends_with("代表"))
    })
}

/// Where what stands before a trigger ends, but for what was spoken of: 甲、乙|围绕数字经济|开展对话.
pub(super) fn before_topic(reader: &Reader<'_, '_>, m: &Match<'_>) -> usize {
    let text = reader.text();
    let start = reader.parsed[m.sentence].clauses[m.clause].start;
    let left = &text[start..m.trigger.start];
    let word = m.trigger.of(text);
    let talk = ["对话", "讨", "交流"].iter().any(|w| word.ends_with(w));
    let topic = left.rfind("围绕").or_else(|| left.rfind('就'));
    let Some(at) = topic.filter(|_| talk) else {
        return m.trigger.start;
    };
    let how = ["共同", "分别", "一起", "还", "也"];
    let lead = &left[..at];
    let lead = how
        .iter()
        .find_map(|w| lead.strip_suffix(w))
        .unwrap_or(lead);
    start + lead.len()
}

/// What may stand between people and what they do: 代表|则|介绍.
const HOW: [char; 5] = ['等', ' ', '则', '也', '还'];

/// What may stand before people without names: 代表|与会|嘉宾.
const OF_THEM: [char; 12] = [
    '与', '会', '全', '体', '各', '位', '中', '外', '方', '国', '参', '等',
];
