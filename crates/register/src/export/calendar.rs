//! iCalendar (RFC 5545): anniversaries of ties and promises, a day each.

use std::fmt::Write as _;

use super::{Occasion, Open, failed};
use crate::error::Result;
use crate::query::{Due, Filter};
use crate::time::{Period, Precision};

/// Octets of a line, its break left aside.
const LINE: usize = 75;

pub(super) fn write(
    due: &[Due],
    filter: &Filter,
    occasion: &Occasion,
    open: &mut Open<'_>,
) -> Result<u64> {
    let mut text = String::new();
    let mut put = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    put("BEGIN", "VCALENDAR");
    put("VERSION", "2.0");
    put(
        "PRODID",
        &format!("-//jiehao//{}//ZH", escaped(&occasion.version)),
    );
    put("CALSCALE", "GREGORIAN");
    put("METHOD", "PUBLISH");
    let stamp: String = occasion
        .now
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let mut count = 0;
    for due in due.iter().filter(|d| passes(d, filter)) {
        let Ok(day) = due.day.parse::<jiff::civil::Date>() else {
            continue;
        };
        let next = day.saturating_add(jiff::Span::new().days(1));
        let years = due.years.map_or(String::new(), |y| format!("-{y}"));
        put("BEGIN", "VEVENT");
        put("UID", &format!("{}{years}@jiehao", due.act.id));
        put("DTSTAMP", &stamp);
        put("DTSTART;VALUE=DATE", &day.strftime("%Y%m%d").to_string());
        put("DTEND;VALUE=DATE", &next.strftime("%Y%m%d").to_string());
        put("SUMMARY", &escaped(&summary(due)));
        put("DESCRIPTION", &escaped(&description(due)));
        put(
            "CATEGORIES",
            if due.years.is_some() {
                "结好周年"
            } else {
                "承诺"
            },
        );
        // nobody is busy because a tie turns forty
        put("TRANSP", "TRANSPARENT");
        put("END", "VEVENT");
        count += 1;
    }
    put("END", "VCALENDAR");
    let mut out = open("").map_err(|e| failed(&e))?;
    let done = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    done.map_err(|e| failed(&e))?;
    Ok(count)
}

/// The parts of a filter that `due` does not look at.
fn passes(due: &Due, filter: &Filter) -> bool {
    let kind = filter.types.is_empty() || filter.types.contains(&due.act.kind);
    let named = |person: &String| {
        let mut fillers = due.act.roles.values().flatten();
        fillers.any(|f| f.name == *person)
    };
    let from = filter.from.as_ref().is_none_or(|d| due.day >= *d);
    let until = filter.until.as_ref().is_none_or(|d| due.day <= *d);
    kind && filter.person.as_ref().is_none_or(named) && from && until
}

fn summary(due: &Due) -> String {
    match due.years {
        Some(years) => format!("{} 结好{years}周年", due.act.headline()),
        None => format!("承诺到期：{}", due.act.headline()),
    }
}

fn description(due: &Due) -> String {
    let mut out = String::new();
    let told = if due.years.is_some() { "since" } else { "due" };
    let time = due.act.said(told);
    let vague = Period::parse(&time).is_some_and(|p| p.precision != Precision::Day);
    if vague {
        let _ = writeln!(out, "时间只知到 {time}，此为其最后一日。");
    }
    for (id, words) in &due.kept_by {
        let _ = writeln!(out, "或已履行：{id}（{words}）");
    }
    let _ = write!(out, "「{}」\n{}", due.act.quote(), due.act.id);
    out
}

/// A text value, with what has a meaning of its own escaped.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A line, folded between characters so that none is longer than 75 octets.
fn fold(out: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = String::new();
        fold(&mut out, &"友城".repeat(40));
        assert!(out.ends_with("\r\n"));
        assert!(out.split("\r\n").all(|l| l.len() <= LINE));
        assert_eq!(out.replace("\r\n ", "").trim_end(), "友城".repeat(40));
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
