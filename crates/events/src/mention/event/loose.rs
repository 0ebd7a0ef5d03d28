//! Events whose last word is too common to tell one by itself: 某国日, 某节, 某活动.

use super::{begin, led, take};
use crate::mention::{Kind, Scan};
use crate::span::Span;

/// Events whose last word is too common to tell one by itself (节, 周, 活动): a name of their own and
/// what is said of them behind must vouch for them.
pub fn find(scan: &mut Scan<'_>) {
    let heads = scan.lexicon.list("event_loose");
    let mut found: Vec<Span> = heads
        .all_in(scan.text)
        .into_iter()
        .map(|(i, w)| Span::new(i, i + heads[w].len()))
        .collect();
    found.sort();
    for head in found {
        let end = tail(scan, head);
        let after = scan.text[end.end..].trim_start_matches(['”', '"']);
        // 甲国日|16日在乙市举行
        let numbered_only = head.of(scan.text) == "会";
        if numbered_only && !show(scan, head) {
            continue;
        }
        // 协作工作|开展|以来: a verb, and when it was
        let verb = head.of(scan.text) == "展"
            && scan
                .before(head.start)
                .is_some_and(|c| "开发进拓扩施".contains(c));
        if verb && !after.starts_with("开幕") || after.starts_with("以来") {
            continue;
        }
        let after =
            after.trim_start_matches(|c: char| c.is_ascii_digit() || "月日上下午晚".contains(c));
        let closes = after.is_empty() || after.starts_with('\n');
        // 对接会|8日: the day after a name
        let day = head.of(scan.text) == "日"
            && scan
                .before(head.start)
                .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        if day
            || !scan.free(end)
            || !closes
                && !numbered_only
                && !attended(scan, end)
                && scan
                    .lexicon
                    .list("event_loose_after")
                    .begins(after)
                    .is_none()
        {
            continue;
        }
        let start = begin(scan, end.start);
        let start = led(scan, start, end.start);
        let name = &scan.text[start..end.end];
        let numbered = name.contains("周年")
            || name.contains(['届', '第'])
            || name.contains('“')
            || scan.text[..start].ends_with('“') && scan.text[end.end..].starts_with('”')
            || name.contains(|c: char| c.is_ascii_digit());
        let placed = !scan.text[end.end..].starts_with(['在', '于', '上'])
            && scan.mention(start).is_some_and(|m| m.kind == Kind::Place);
        if name.chars().count() >= 5 && end.start - start >= 6 && (numbered || placed) {
            take(scan, end, true);
        }
    }
}

/// Whether somebody attends what ends here, which tells its years: 出席甲·乙结好25周年纪念植树|活动。
fn attended(scan: &Scan<'_>, end: Span) -> bool {
    let before = &scan.text[..end.start];
    let from = before.char_indices().rev().nth(39).map_or(0, |(i, _)| i);
    let lead = &before[from..];
    let lead = &lead[lead.rfind(['。', '，', ',', '\n']).unwrap_or(0)..];
    let attends = lead.find("出席").or_else(|| lead.find("参加"));
    let close = scan
        .after(end.end)
        .is_none_or(|c| matches!(c, '。' | '，' | ',' | '；'));
    close && attends.is_some_and(|at| lead[at..].contains("周年"))
}

/// Whether 会 closes the name of a fair or feast told by its number: 第33届赏花|会, no 第三届理事|会.
fn show(scan: &Scan<'_>, head: Span) -> bool {
    let free = |byte: usize| scan.word(byte).is_none_or(|w| w.span.len() <= 3);
    let last = head.start.checked_sub(1);
    if !last.is_some_and(free) || !free(head.start) {
        return false;
    }
    let before: String = scan.text[..head.start].chars().rev().take(12).collect();
    let before: String = before.chars().rev().collect();
    let Some(at) = before.find('届') else {
        return false;
    };
    let (number, own) = (&before[..at], &before[at + '届'.len_utf8()..]);
    let bodies = [
        "员", "理事", "董事", "常", "议", "商", "协", "学", "大", "全", "组委", "执", "代表",
        "人大", "党",
    ];
    (2..=8).contains(&own.chars().count())
        && own.chars().all(Scan::name_char)
        && number.contains('第')
        && !bodies.iter().any(|w| own.ends_with(w))
}

/// An ending with the year or the place that a name may close with: 中某对话|2031, 世界市长对话|·南宁.
fn tail(scan: &Scan<'_>, head: Span) -> Span {
    let rest = &scan.text[head.end..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 && !rest[4..].starts_with('年') {
        return Span::new(head.start, head.end + digits);
    }
    let place = rest
        .starts_with('·')
        .then(|| scan.mention(head.end + '·'.len_utf8()))
        .flatten();
    match place.filter(|m| m.kind == Kind::Place) {
        Some(m) => Span::new(head.start, m.span.end),
        None => head,
    }
}
