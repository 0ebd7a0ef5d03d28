//! Reports of an act: what each page says, by which rule, in which words, and where it was taken.

use jiehao_register::{CaptureView, RecordView};

use super::{country, time};
use crate::address;
use crate::lang::Lang;

/// A report with its page.
pub(crate) struct Report {
    pub record: String,
    pub kind: &'static str,
    pub title: String,
    pub outlet: String,
    pub published: String,
    /// The page at the words of the report.
    pub href: String,
    /// Words, each with where they stand.
    pub quotes: Vec<(String, String)>,
    pub rule: String,
    pub confidence: i64,
    pub reader: String,
    pub accepted: bool,
    /// Why it does not count; empty where it does.
    pub lowered: String,
    /// Where it was taken: an address that may be followed, or none; as it is called.
    pub web: String,
    pub locator: String,
    pub captured: String,
    /// Whether it is a copy of another page.
    pub copy: bool,
    /// What this report says, in a line.
    pub says: String,
}

/// Records as reports; captures are those that they were read from.
pub(crate) fn reports(records: &[RecordView], captures: &[CaptureView], lang: Lang) -> Vec<Report> {
    let of = |record: &RecordView| {
        let capture = captures.iter().find(|c| c.id == record.capture);
        report(record, capture, lang)
    };
    records.iter().map(of).collect()
}

fn report(record: &RecordView, capture: Option<&CaptureView>, lang: Lang) -> Report {
    let t = lang.words();
    let about =
        |of: fn(&CaptureView) -> Option<&String>| capture.and_then(of).cloned().unwrap_or_default();
    let seen = capture.and_then(|c| c.seen.first()).cloned();
    let (locator, captured) = seen.unwrap_or_default();
    let title = about(|c| c.title.as_ref());
    let quotes = record.evidence.iter().enumerate().map(|(n, quote)| {
        let words: Vec<&str> = quote.exact.split_whitespace().collect();
        let href = lang.to_quote(&record.capture, &record.id, n);
        (words.join(" "), href)
    });
    let lowered = record.rank == "lowered";
    Report {
        record: record.id.clone(),
        kind: lang.kind(&record.kind),
        title: if title.is_empty() {
            t.untitled.to_owned()
        } else {
            title
        },
        outlet: about(|c| c.outlet.as_ref()),
        published: time(Some(&about(|c| c.published.as_ref()))),
        href: lang.to_quote(&record.capture, &record.id, 0),
        quotes: quotes.collect(),
        rule: record.rule.clone(),
        confidence: (record.confidence * 100.0).round() as i64,
        reader: record.reader.clone(),
        accepted: record.rank == "preferred",
        lowered: match lowered {
            true => record
                .reason
                .clone()
                .unwrap_or_else(|| t.lowered.to_owned()),
            false => String::new(),
        },
        web: address::web(&locator).unwrap_or_default().to_owned(),
        locator,
        captured: captured.get(..10).unwrap_or_default().to_owned(),
        copy: capture.is_some_and(|c| c.copy_of.as_ref().is_some_and(|o| *o != c.id)),
        says: says(record, lang),
    }
}

/// What a record says, in a line: names with their offices and countries, then values.
fn says(record: &RecordView, lang: Lang) -> String {
    let mut parts = Vec::new();
    for (role, fillers) in &record.roles {
        let names = fillers.iter().map(|f| {
            let land = f.country.as_deref().filter(|c| *c != "CN");
            match (f.office(), land) {
                (office, _) if !office.is_empty() => format!("{}（{office}）", f.name),
                (_, Some(land)) => format!("{}（{}）", f.name, country(land, lang)),
                _ => f.name.clone(),
            }
        });
        let names: Vec<String> = names.collect();
        parts.push(format!(
            "{} {}",
            lang.label(role),
            names.join(lang.between())
        ));
    }
    for (name, value) in &record.attributes {
        parts.push(format!("{} {}", lang.label(name), lang.value(name, value)));
    }
    parts.join(" · ")
}
