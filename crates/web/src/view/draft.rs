//! What was read of pages that are not yet in the register.

use jiehao_register::{ActView, CaptureView, Preview, RecordView};

use super::{Report, headline, reports};
use crate::lang::Lang;

/// A page as it would be in the register.
pub(crate) struct Shown {
    pub locator: String,
    pub title: String,
    pub outlet: String,
    pub published: String,
    /// Characters of its text.
    pub characters: usize,
    /// Whether the register holds these very bytes.
    pub known: bool,
    /// Pages on record that are one report with it: title and address.
    pub copies: Vec<(String, String)>,
    pub records: Vec<ShownRecord>,
}

/// A record with what it would join.
pub(crate) struct ShownRecord {
    pub report: Report,
    /// Whom it names: the name, the id of the place, how many records of other pages name it.
    pub names: Vec<(String, String, i64)>,
    /// Reports of the same act that are on record: what it is, an address, how many.
    pub joins: Option<(String, String, usize)>,
}

pub(crate) fn shown(preview: &Preview, lang: Lang) -> Shown {
    let document = &preview.document;
    let capture = &document.capture;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let title = |c: &CaptureView| match text(&c.title) {
        title if title.is_empty() => lang.words().untitled.to_owned(),
        title => title,
    };
    let same = |c: &&CaptureView| {
        c.id != capture.id && c.copy_of.is_some() && c.copy_of == capture.copy_of
    };
    let copies = preview.captures.iter().filter(same);
    let all = reports(&document.records, &preview.captures, lang);
    let records = all.into_iter().zip(&document.records);
    Shown {
        locator: capture
            .seen
            .last()
            .map_or_else(String::new, |s| s.0.clone()),
        title: title(capture),
        outlet: text(&capture.outlet),
        published: text(&capture.published),
        characters: document.source.chars().count(),
        known: preview.known,
        copies: copies
            .map(|c| (title(c), lang.to_document(&c.id)))
            .collect(),
        records: records
            .map(|(report, record)| ShownRecord {
                names: names(record, preview),
                joins: joins(record, &document.acts, lang),
                report,
            })
            .collect(),
    }
}

fn names(record: &RecordView, preview: &Preview) -> Vec<(String, String, i64)> {
    let fillers = record.roles.values().flatten();
    let named = fillers.map(|f| {
        let elsewhere = preview.named_elsewhere.get(&f.entity);
        let place = f.place.clone().unwrap_or_default();
        (f.name.clone(), place, elsewhere.copied().unwrap_or(0))
    });
    let mut out: Vec<(String, String, i64)> = Vec::new();
    for one in named {
        if !out.contains(&one) {
            out.push(one);
        }
    }
    out
}

/// The reports of its act that the register has already.
fn joins(record: &RecordView, acts: &[ActView], lang: Lang) -> Option<(String, String, usize)> {
    let act = acts.iter().find(|a| Some(&a.id) == record.act.as_ref())?;
    let others: Vec<&RecordView> = act
        .records
        .iter()
        .filter(|r| r.capture != record.capture)
        .collect();
    // by another report: the act may not be there yet under this id
    let to = lang.to(&format!("record/{}", others.first()?.id));
    Some((headline(act, lang), to, others.len()))
}
