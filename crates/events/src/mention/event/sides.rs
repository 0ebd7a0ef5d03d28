//! Talks that have no name but their sort, told by whose they are: 甲省与乙省举行|座谈会, |两市座谈会.

use crate::mention::{Kind, Scan};
use crate::span::Span;

/// Sorts of talks that two regions hold with one another.
const TALKS: [&str; 9] = [
    "座谈会",
    "座谈会议",
    "联席会议",
    "联席会",
    "交流会",
    "对接会",
    "恳谈会",
    "见面会",
    "工作会议",
];

/// Words for two regions named before; 两国 are none.
const BOTH: [&str; 11] = [
    "两省区",
    "两省市",
    "两省州",
    "两省",
    "两市县",
    "两市",
    "两州",
    "两县",
    "两区",
    "两地",
    "两盟",
];

/// Who meets where both sides' people do and no government: 两地|企业.
const OTHERS: [&str; 12] = [
    "企业", "商会", "学校", "学生", "大学", "专家", "青年", "媒体", "校友", "侨", "客商", "医院",
];

/// Whether an event is talks between two regions that the words before it, or its own first words, name.
pub(super) fn held_by_two(scan: &Scan<'_>, event: Span, name: &str) -> bool {
    if !TALKS.iter().any(|w| name.ends_with(w)) {
        return false;
    }
    if BOTH.iter().any(|w| name.starts_with(w)) {
        return !of_others(name);
    }
    let before = &scan.text[..event.start];
    let start = before.rfind(['。', '；', ';', '，', ',', '\n', '：']);
    let start = start.map_or(0, |i| {
        i + before[i..].chars().next().map_or(1, char::len_utf8)
    });
    let lead = before[start..].trim_end_matches('了');
    let Some(verb) = ["举行", "召开", "举办"]
        .iter()
        .find_map(|v| lead.strip_suffix(v))
    else {
        return false;
    };
    if of_others(verb) || verb.contains(['将', '拟']) {
        return false;
    }
    BOTH.iter().any(|w| verb.contains(w)) || joined(scan, start, start + verb.len())
}

/// Whether a name that stands for an event of its own is no more than its sort: only talks of two regions
/// are told so.
pub fn no_more_than_talks(name: &str) -> bool {
    bare_talks(name) || BOTH.iter().any(|w| name.starts_with(w))
}

/// Whether a name is a sort of talks alone.
pub fn bare_talks(name: &str) -> bool {
    TALKS.contains(&name)
}

fn of_others(words: &str) -> bool {
    OTHERS.iter().any(|w| words.contains(w))
}

/// Whether two places are joined in a stretch, with what is theirs: 甲省|政府与|乙省政府, |我市与|丙县.
fn joined(scan: &Scan<'_>, from: usize, to: usize) -> bool {
    const OWN: [&str; 8] = [
        "我省", "我市", "我县", "我区", "我州", "我旗", "我镇", "我盟",
    ];
    let mut at = from;
    let mut last = from;
    let mut first = true;
    while at < to {
        let Some(m) = scan.mention(at).filter(|m| m.kind == Kind::Place) else {
            at += scan.after(at).map_or(1, char::len_utf8);
            continue;
        };
        let gap = &scan.text[last.min(m.span.start)..m.span.start];
        let and = gap.strip_suffix(['与', '和', '同', '、']);
        let two = and.is_some_and(|left| match first {
            true => OWN.iter().any(|w| left.ends_with(w)),
            false => theirs(left),
        });
        // 来访的甲县代表团与|我市
        let rest = &scan.text[m.span.end..to];
        let own = rest
            .find(['与', '和', '同'])
            .filter(|i| theirs(&rest[..*i]));
        let own = own.is_some_and(|i| {
            let next = rest[i..].chars().next().map_or(0, char::len_utf8);
            OWN.iter().any(|w| rest[i + next..].starts_with(w))
        });
        if two || own {
            return true;
        }
        (last, first) = (m.span.end, false);
        at = m.span.end.max(at + 1);
    }
    false
}

/// What may stand between a place and the word that joins it to another.
fn theirs(words: &str) -> bool {
    let ends = [
        "政府",
        "委",
        "代表团",
        "考察团",
        "访问团",
        "人大",
        "政协",
        "一行",
        "市委市政府",
    ];
    words.is_empty() || words.chars().count() <= 10 && ends.iter().any(|w| words.ends_with(w))
}
