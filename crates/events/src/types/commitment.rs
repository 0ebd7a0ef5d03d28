//! Promises: a specific act, body, frequency or date, agreed by the parties and still to come.

use super::{Draft, Fill};
use crate::engine::Match;
use crate::mention::{Date, Kind};
use crate::reader::Reader;

/// What makes a promise concrete besides a date.
const CONCRETE: [&str; 34] = [
    "机制", "每年", "每两年", "每半年", "每季度", "每月", "定期", "互派", "互换", "轮流", "设立", "开通", "开设", "成立", "建立联络", "联络员", "举办", "举行", "派遣", "派出",
    "选派", "签署", "签订", "共建", "建设", "捐赠", "互访", "工作组", "代表处", "办事处", "直航", "航线", "培训", "奖学金",
];

/// Builds a commitment: who binds themselves, to what, by when.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let p = &reader.parsed[m.sentence];
    let text = reader.text();
    let rest = &text[m.trigger.end..p.span.end];
    let content = rest.trim_start_matches([',', '，', ':', '：', '在', ' ']).trim_end_matches(['。', '；', ';', '!', '！', '”']);
    let dated = m.rule.set.contains_key("dated");
    let content = if dated { format!("{}{}", m.trigger.of(text).trim_start_matches('将'), content) } else { content.to_owned() };
    // several clauses: the promise is told in the first that is concrete
    let first = content.split(['，', ',']).find(|c| CONCRETE.iter().any(|w| c.contains(w))).unwrap_or("").to_owned();
    if first.chars().count() < 6 {
        return Err("没有具体的事、机构、频次或日期".into());
    }
    let due = p.dates.iter().filter(|&&i| reader.mentions[i].span.start >= m.trigger.start).find_map(|&i| reader.mentions[i].date);
    let frequent = ["每年", "每两年", "定期", "机制", "每季度", "每半年", "轮流"].iter().any(|w| first.contains(w));
    if due.is_none() && !frequent && (dated || !["设立", "开通", "互派", "共建", "成立", "举办", "捐赠", "航线"].iter().any(|w| first.contains(w))) {
        return Err("没有日期，也不是定期的安排".into());
    }
    let mut by: Vec<Fill> = Vec::new();
    for i in m.fillers("by").into_iter().chain(m.fillers("other")) {
        for f in reader.resolve(i, m.sentence) {
            match f.mention.as_ref().map(|x| x.kind) {
                Some(Kind::Person | Kind::Delegation) => by.extend(reader.region_of(&f)),
                _ => by.push(f),
            }
        }
    }
    if by.is_empty() {
        by = reader.pair_before(m.sentence);
    }
    if by.is_empty() || by.iter().all(|f| reader.is_country(f)) {
        return Err("看不出谁作的承诺".into());
    }
    let mut d = Draft::new(m, p);
    d.attributes.remove("dated");
    d.fill("by", by);
    d.set("content", Some(first));
    d.set("due", due.and_then(|r: crate::mention::DateRange| Date::iso(&r.end.unwrap_or(r.start))));
    d.trust *= 0.8;
    Ok(vec![d])
}
