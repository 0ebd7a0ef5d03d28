//! The report for people: records by page, each over the words it was read from.

use std::fmt::{Display, Write};

use anstyle::{AnsiColor, Style};
use jiehao_events::{Extraction, Filler, Record, Span, Type};
use jiehao_readings::json::{hundredths, ordered};
use jiehao_text::Page;

use crate::pipeline::printable;
use crate::vocabulary;

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// Attributes that the headline of a record already tells.
const TOLD: &[&str] = &["unit"];

/// A page and those of its records that are shown.
pub(crate) fn page(doc: &str, page: &Page, read: &Extraction, records: &[&Record]) -> String {
    let mut out = String::new();
    head(&mut out, doc, page);
    for record in records {
        put(
            &mut out,
            format_args!("\n{}", self::record(&read.text, record)),
        );
    }
    put(&mut out, '\n');
    out
}

/// Title, outlet, date and path.
pub(crate) fn head(out: &mut String, doc: &str, page: &Page) {
    let title = page
        .title
        .as_ref()
        .map_or("（无标题）", |t| t.text.as_str());
    put(out, format_args!("{BOLD}{}{BOLD:#}\n", printable(title)));
    let published = page.published.map(|s| s.to_string().replace('T', " "));
    let about = [page.outlet.clone(), published, Some(doc.to_owned())];
    let about: Vec<String> = about.into_iter().flatten().map(|s| printable(&s)).collect();
    put(out, format_args!("{DIM}{}{DIM:#}\n", about.join(" · ")));
}

fn record(text: &str, r: &Record) -> String {
    let mut out = String::new();
    let colour = colour(r.kind);
    let kind = vocabulary::kind(r.kind);
    put(
        &mut out,
        format_args!("  {colour}{kind}{colour:#}  {}\n", headline(r)),
    );
    let details = details(r);
    if !details.is_empty() {
        put(&mut out, format_args!("        {details}\n"));
    }
    for quote in quotes(text, r) {
        put(&mut out, format_args!("        「{quote}」\n"));
    }
    let sure = (hundredths(r.confidence) * 100.0).round();
    put(
        &mut out,
        format_args!(
            "        {DIM}把握 {sure}% · 规则 {}{DIM:#}\n",
            printable(&r.rule)
        ),
    );
    out
}

fn colour(kind: Type) -> Style {
    let colour = match kind {
        Type::Visit | Type::Meeting | Type::Conference => AnsiColor::Cyan,
        Type::Agreement | Type::Tie => AnsiColor::Green,
        Type::Commitment | Type::Policy => AnsiColor::Yellow,
        Type::Statistic => AnsiColor::Blue,
        Type::Project | Type::Mechanism => AnsiColor::Magenta,
    };
    Style::new().bold().fg_color(Some(colour.into()))
}

/// The fact in one line.
fn headline(r: &Record) -> String {
    // what is a role in one type is an attribute in another
    let said = |name: &str| match r.roles.get(name).filter(|f| !f.is_empty()) {
        Some(fillers) => Some(names(fillers)),
        None => r.attributes.get(name).map(|value| printable(value)),
    };
    let all = |name: &str| said(name).unwrap_or_else(|| "?".into());
    match r.kind {
        Type::Visit => {
            let visitor = said("visitor")
                .or(said("origin"))
                .unwrap_or_else(|| "?".into());
            format!("{visitor} → {}", all("destination"))
        }
        Type::Meeting => format!("{} 与 {}", all("a"), all("b")),
        Type::Tie => format!("{} — {}", all("a"), all("b")),
        Type::Agreement => format!("{}{}", all("party"), titled(r)),
        Type::Conference => format!("{} · {}", all("attendee"), all("event")),
        Type::Commitment => format!("{}：{}", all("by"), all("content")),
        Type::Statistic => {
            let (value, unit) = (all("value"), said("unit").unwrap_or_default());
            // 35个 with unit 个 needs no second one
            let unit = if value.ends_with(&unit) { "" } else { &unit };
            format!("{} · {} {value}{unit}", all("subject"), all("measure"))
        }
        Type::Policy => titled(r),
        Type::Project | Type::Mechanism => all("name"),
    }
}

/// The title of a document in title marks.
fn titled(r: &Record) -> String {
    let role = r
        .roles
        .get("title")
        .and_then(|f| f.first())
        .map(|f| f.name.as_str());
    match role.or(r.attributes.get("title").map(String::as_str)) {
        Some(title) => format!("《{}》", printable(title.trim_matches(['《', '》']))),
        None => String::new(),
    }
}

/// Roles and attributes that the headline leaves out.
fn details(r: &Record) -> String {
    let told: &[&str] = match r.kind {
        Type::Visit if r.roles.contains_key("visitor") => &["visitor", "destination"],
        Type::Visit => &["origin", "destination"],
        Type::Meeting | Type::Tie => &["a", "b"],
        Type::Agreement => &["party", "title"],
        Type::Conference => &["attendee", "event"],
        Type::Commitment => &["by", "content"],
        Type::Statistic => &["subject", "measure", "value"],
        Type::Policy => &["title"],
        Type::Project | Type::Mechanism => &["name"],
    };
    let mut parts: Vec<String> = Vec::new();
    for (role, fillers) in ordered(r) {
        if !told.contains(&role) {
            parts.push(format!("{} {}", vocabulary::label(role), names(fillers)));
        }
    }
    let (start, end) = (r.attributes.get("start"), r.attributes.get("end"));
    if let (Some(start), Some(end)) = (start, end) {
        parts.push(match start == end {
            true => printable(start),
            false => printable(&format!("{start} 至 {end}")),
        });
    }
    let span = start.is_some() && end.is_some();
    for (name, value) in &r.attributes {
        let said = told.contains(&name.as_str()) || TOLD.contains(&name.as_str());
        if said || span && (name == "start" || name == "end") {
            continue;
        }
        let value = printable(vocabulary::value(name, value));
        parts.push(match name.as_str() {
            "date" => value,
            _ => format!("{} {value}", vocabulary::label(name)),
        });
    }
    parts.join(" · ")
}

fn names(fillers: &[Filler]) -> String {
    let one = |f: &Filler| {
        let office = match (f.of.as_deref(), f.post.as_deref()) {
            (Some(of), Some(post)) if !post.starts_with(of) => format!("{of}{post}"),
            (_, Some(post)) => post.to_owned(),
            (Some(of), None) => of.to_owned(),
            (None, None) => return printable(&f.name),
        };
        printable(&format!("{}（{office}）", f.name))
    };
    fillers.iter().map(one).collect::<Vec<_>>().join("、")
}

/// The clean words behind the evidence, in the order of the page; the source's own words where
/// the record does not say which clean ones they became.
fn quotes(text: &str, r: &Record) -> Vec<String> {
    let clean = |span: &Span| text.get(span.start..span.end);
    let words: Vec<&str> = match r.spans.iter().map(clean).collect::<Option<Vec<_>>>() {
        Some(words) if !words.is_empty() => words,
        _ => r.evidence.iter().map(|e| e.exact.as_str()).collect(),
    };
    words
        .into_iter()
        .map(|w| printable(&w.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect()
}

/// Adds to a string, which cannot fail.
fn put(out: &mut String, what: impl Display) {
    let _ = write!(out, "{what}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    fn plain((text, r): (String, Record)) -> String {
        anstream::adapter::strip_str(&record(&text, &r)).to_string()
    }

    #[test]
    fn a_meeting_reads_as_a_sentence_over_its_quote() {
        let want = concat!(
            "  会见  鲁安（江西省副省长） 与 韦伯\n",
            "        --06-04 · 方式 线上\n",
            "        「鲁安 会见韦伯。」\n",
            "        把握 93% · 规则 meeting.receive\n",
        );
        assert_eq!(plain(sample::meeting()), want);
    }

    #[test]
    fn a_tie_names_both_sides() {
        let want = concat!(
            "  结好  =新市 — 甲、乙市\n",
            "        类别 友好城市（省州） · 起始 2023-02\n",
            "        「=新市与\"甲\"、乙市结好」\n",
            "        把握 50% · 规则 tie.form\n",
        );
        assert_eq!(plain(sample::tie()), want);
    }

    #[test]
    fn a_page_cannot_speak_to_the_terminal() {
        let (text, mut r) = sample::tie();
        r.roles.get_mut("a").unwrap()[0].name = "\u{1b}[31m红市".into();
        assert!(plain((text, r)).contains("\u{FFFD}[31m红市"));
    }
}
