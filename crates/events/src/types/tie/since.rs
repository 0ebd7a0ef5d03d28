//! Since when: the day a tie began, told beside its names, before its verb, or by an anniversary.

use crate::engine::Match;
use crate::mention::Date;
use crate::reader::Reader;
use crate::span::Span;

/// What leads in the day a relation began.
const BEGUN: [&str; 8] = [
    "始于",
    "建立于",
    "缔结于",
    "确立于",
    "开始于",
    "起于",
    "追溯到",
    "追溯至",
];

/// The date in brackets right after a name: 布拉柴维尔市(1982年8月).
pub fn date_beside(reader: &Reader<'_, '_>, name: Span) -> Option<Date> {
    let rest = &reader.text()[name.end..];
    let inner = rest.trim_start_matches([' ', '(', '（']);
    let at = name.end + (rest.len() - inner.len());
    (at > name.end).then_some(())?;
    let k = reader.mentions.partition_point(|m| m.span.start < at);
    let m = reader.mentions.get(k).filter(|m| m.span.start == at)?;
    m.date.map(|d| d.start).filter(|d| d.year.is_some())
}

/// When the tie began: a date before the trigger in its clause or the one before, or an anniversary counted back.
pub(super) fn since(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Date> {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    // 友好城市关系|纪念碑揭碑仪式: the day of the ceremony
    let rest = &reader.text()[m.trigger.end..clause.end.max(m.trigger.end)];
    if ["纪念", "揭碑", "庆祝", "展"]
        .iter()
        .any(|w| rest.starts_with(w))
    {
        return None;
    }
    if let Some(years) = anniversary(clause.of(reader.text())) {
        let now = p
            .dates
            .iter()
            .filter_map(|&i| reader.mentions[i].date)
            .find(|d| d.start.year.is_some())
            .and_then(|d| d.start.year);
        let year = if clause.of(reader.text()).contains("今年") || now.is_none() {
            reader.year()
        } else {
            now
        };
        return year.map(|y| Date {
            year: Some(y - years as i16),
            ..Date::default()
        });
    }
    // 友好关系|始于1986年
    let begun = p.dates.iter().map(|&i| &reader.mentions[i]).find(|d| {
        let lead = reader.text().get(m.trigger.end..d.span.start);
        lead.is_some_and(|l| BEGUN.iter().any(|w| l.trim_end_matches('了').ends_with(w)))
            && clause.covers(d.span)
    });
    if let Some(d) = begun {
        return d.date.map(|d| d.start);
    }
    let mut before = p.dates.iter().copied().filter(|&i| {
        let s = reader.mentions[i].span;
        s.end <= m.trigger.start
            && (p.clause_at(s.start) == m.clause || p.clause_at(s.start) + 1 == m.clause)
    });
    if let Some(i) = before.next_back() {
        return reader.mentions[i].date.map(|d| d.start);
    }
    crate::types::date_of(reader, m).map(|d| d.start)
}

/// N of 结好N周年.
pub fn anniversary(text: &str) -> Option<u32> {
    let Some(at) = text.find("周年") else {
        return ordinal(text);
    };
    let digits: String = text[..at]
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    crate::number::read(&digits)
        .map(|n| n as u32)
        .filter(|n| (1..=100).contains(n))
}

/// Years that 进入第N个年头 leaves behind: the first year is the one it began in.
fn ordinal(text: &str) -> Option<u32> {
    let at = text.find("年头")?;
    let lead = text[..at].trim_end_matches('个');
    let from = lead.rfind('第')? + '第'.len_utf8();
    let n = crate::number::read(&lead[from..])? as u32;
    (2..=100).contains(&n).then(|| n - 1)
}

/// Whether an anniversary of what was just said follows: 缔结友好城市|45周年.
pub(super) fn follows(tail: &str) -> bool {
    let word = ["周年", "年头"].iter().filter_map(|w| tail.find(w)).min();
    word.is_some_and(|at| tail[..at].chars().count() <= 8 && anniversary(tail).is_some())
}
