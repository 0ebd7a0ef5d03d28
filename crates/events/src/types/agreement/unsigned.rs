//! Why a word for signing tells of nothing signed, or of nothing that counts.

use crate::engine::Match;
use crate::reader::Reader;
use crate::types::{bound, relation};

/// Why nothing of ours was signed; `head` and `tail` stand around the word in its clause.
pub(super) fn why(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    titles: &[usize],
    (head, tail): (&str, &str),
) -> Option<String> {
    if relation::is_topic(head, tail) {
        return Some("只是商谈的题目：还没有签".into());
    }
    if let Some(why) = undone(reader, m) {
        return Some(why);
    }
    if unnamed(reader, m) {
        return Some("签的是没有点名的别人".into());
    }
    let untitled = titles.iter().all(|&t| reader.mentions[t].alias);
    if counted(tail) && untitled && m.slot("other").is_empty() {
        return Some("只说签了几份，没有说是哪一份、和谁".into());
    }
    points_back(reader, m, titles).then(|| "是前面说的那一份".into())
}

/// 会上,12个项目签约: others than whoever the sentences before were about.
fn unnamed(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let here = reader.parsed[m.sentence].span;
    let mut named = ["party", "other"].iter().flat_map(|r| m.slot(r));
    let here = named.any(|g| g.clause == m.clause && here.covers(g.span));
    !here && m.carried && bound::others_signed(reader, m)
}

/// Whether a noun phrase only comes back to a document told of before: 此次|意向书|的签署, 随着|备忘录|的签订.
fn points_back(reader: &Reader<'_, '_>, m: &Match<'_>, titles: &[usize]) -> bool {
    let text = reader.text();
    let [title] = titles else { return false };
    let span = reader.mentions[*title].span;
    let before = text[..span.start].trim_end_matches('《');
    let pointed = ["此次", "随着", "本次", "这次", "上述", "该"];
    let gap = text.get(span.end..m.trigger.end).unwrap_or("");
    gap.trim_start_matches('》').starts_with('的')
        && pointed.iter().any(|w| before.ends_with(w))
        && m.rule.roles.iter().all(|r| r.0 != "party")
}

/// Whether what follows is a count of documents: 签订|合同1个,协议、意向5个.
fn counted(tail: &str) -> bool {
    let rest = tail.trim_start_matches(['了', '各', '类', '种', '项']);
    let rest = rest.strip_prefix("合作").unwrap_or(rest);
    ["合同", "协议", "意向", "项目", "备忘录", "订单"]
        .iter()
        .any(|w| {
            let after = rest
                .strip_prefix(w)
                .map(|r| r.trim_start_matches(['书', '共', '达']));
            after.is_some_and(|r| {
                r.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            })
        })
}

/// Why nothing was signed, or nothing that counts: 原定签署的……取消, 签订责任书.
fn undone(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<String> {
    let p = &reader.parsed[m.sentence];
    let next = p.clauses.get(m.clause + 1);
    let end = next.map_or(p.clauses[m.clause].end, |c| c.end);
    let whole = &reader.text()[p.clauses[m.clause].start..end.max(m.trigger.end)];
    if let Some(w) = relation::word_in("undone", whole) {
        return Some(format!("“{w}”：没有签成"));
    }
    let tail = &reader.text()[m.trigger.end..p.clauses[m.clause].end.max(m.trigger.end)];
    relation::word_in("domestic_papers", tail).map(|w| format!("“{w}”：不是对外的文件"))
}
