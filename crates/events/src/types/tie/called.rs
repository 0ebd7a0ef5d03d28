//! Relations that are only called so: 是深化双方友好关系的举措, 成为邻国友好关系的典范.

use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::Fill;

/// Words that call something a relation and set none up.
const COPULAS: [&str; 4] = ["是", "为", "成为", "系"];

/// Whether the relation is only part of what something is said to be: a noun follows, and no verb of
/// setting up stands before.
pub(super) fn only_called(m: &Match<'_>, word: &str, head: &str, tail: &str) -> bool {
    let sets_up = |w: &String| !COPULAS.contains(&w.as_str()) && head.contains(w.as_str());
    word.ends_with("关系")
        && tail.starts_with('的')
        && !m.rule.needs_before.is_empty()
        && !m.rule.needs_before.iter().any(sets_up)
}

/// Whether a list is only said to be of somebody's partners: 甲和乙|是丙的|友好城市, a tie of each with 丙 and none of
/// 甲 with 乙, which another rule reads.
pub(super) fn partners_of(m: &Match<'_>, head: &str) -> bool {
    let sets_up = |w: &String| !COPULAS.contains(&w.as_str()) && head.contains(w.as_str());
    let said = head
        .strip_suffix('的')
        .is_some_and(|h| COPULAS.iter().any(|w| h.contains(w)));
    said && !m.rule.needs_before.is_empty() && !m.rule.needs_before.iter().any(sets_up)
}

/// Whose partner a name is called right before the word: |甲市|的友好城市|乙市|.
pub(super) fn owner(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    let text = reader.text();
    let before = &text[..m.trigger.start];
    let before = before.strip_suffix('的').unwrap_or(before);
    let i = reader
        .mentions
        .partition_point(|x| x.span.end < before.len());
    let Some(x) = reader.mentions.get(i) else {
        return Vec::new();
    };
    let names = matches!(x.kind, Kind::Place | Kind::Deictic) && x.span.end == before.len();
    let here = x.span.start >= reader.parsed[m.sentence].span.start;
    if !names || !here || reader.mention_is_country(x) {
        return Vec::new();
    }
    let mut found = reader.resolve(i, m.sentence);
    found.retain(|f| f.is(Kind::Place) || f.place.is_some());
    if found.len() == 1 { found } else { Vec::new() }
}
