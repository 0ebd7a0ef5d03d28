//! What a scan makes of what stands in an archive.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiehao_archive::{Item, Page, Skipped, Why};
use jiehao_events::{Record, Rules};
use jiehao_readings::Reading;
use jiehao_readings::json::{self, Origin};
use jiehao_text::Hint;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::cli::ScanFormat;
use crate::output::table;

/// What was made of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Made {
    /// A page that holds nothing by the look of its bytes.
    Refused,
    /// A page that was read: how many records, and what goes into the output.
    Read(u64, Given),
    /// What was skipped.
    Skipped(Skipped),
}

/// What a page gives the output, by the form of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    /// Its records, a line each.
    Lines(String),
    /// The page with its records; nothing where there is neither a record nor a problem.
    Row(Option<Box<Reading>>),
}

/// Reads the pages of an archive.
pub(crate) struct Reader<'a> {
    /// Name of the archive.
    pub archive: &'a str,
    /// The rules.
    pub rules: &'a Rules,
    /// The form of the output.
    pub format: ScanFormat,
    /// SHA-256 of the rules added to those compiled in; empty for none.
    pub fingerprint: &'a str,
    /// Records of less confidence are left out.
    pub least: f32,
}

impl Reader<'_> {
    /// Reads a page; what was skipped stays so.
    pub fn read(&self, item: Item<'_>) -> Made {
        let page = match item {
            Item::Skipped(skipped) => return Made::Skipped(skipped),
            Item::Page(page) => page,
        };
        // one page that trips a defect must not cost the others
        let made = catch_unwind(AssertUnwindSafe(|| self.page(&page)));
        made.unwrap_or_else(|_| {
            let why = Why::Damaged("a defect of jiehao; please report it with this page");
            skipped(&page, why)
        })
    }

    fn page(&self, page: &Page<'_>) -> Made {
        let doc = &*named(self.archive, &page.url, page.offset);
        // a reading is held against its bytes by whoever takes it up, who knows nothing of the server
        let told = self.format != ScanFormat::Parquet && !page.kind.is_empty();
        let hint = Hint {
            name: Some(doc),
            content_type: told.then_some(&*page.kind),
            ..Hint::default()
        };
        if !self.rules.detect(&page.bytes, &hint) {
            return Made::Refused;
        }
        if let Some(kind) = jiehao_text::binary(&page.bytes) {
            return skipped(page, Why::Kind(kind.to_owned()));
        }
        let clean = jiehao_text::read(&page.bytes, &hint);
        let mut records = jiehao_events::extract(&clean, self.rules).records;
        records.retain(|r| r.confidence >= self.least);
        let count = records.len() as u64;
        Made::Read(
            count,
            match self.format {
                ScanFormat::Parquet => Given::Row(self.row(doc, page, clean, records)),
                ScanFormat::Jsonl | ScanFormat::Csv => {
                    Given::Lines(self.lines(doc, page, &records))
                }
            },
        )
    }

    fn row(
        &self,
        doc: &str,
        page: &Page<'_>,
        clean: jiehao_text::Page,
        records: Vec<Record>,
    ) -> Option<Box<Reading>> {
        let problems = clean.problems.iter().map(|p| p.what.clone()).collect();
        let mut reading = Reading::made(doc, &page.bytes, Some(clean), records, problems)?;
        reading.taken = moment(&page.taken);
        self.fingerprint.clone_into(&mut reading.rules);
        Some(Box::new(reading))
    }

    fn lines(&self, doc: &str, page: &Page<'_>, records: &[Record]) -> String {
        let origin = Origin {
            taken: &page.taken,
            archive: self.archive,
            offset: page.offset,
        };
        let line = |record: &Record| match self.format {
            ScanFormat::Csv => table::scanned(doc, record, &origin),
            _ => json::scanned(doc, record, &origin) + "\n",
        };
        records.iter().map(line).collect()
    }
}

/// What a page is called: its address, or where it stands.
pub(crate) fn named<'a>(archive: &str, url: &'a str, offset: u64) -> Cow<'a, str> {
    match url.is_empty() {
        false => Cow::Borrowed(url),
        true => Cow::Owned(format!("{archive}#{offset}")),
    }
}

/// A time as readings have it, RFC 3339, whose zone is UTC where an archive names none; nothing where it says
/// what is no time.
fn moment(said: &str) -> Option<String> {
    if said.parse::<Timestamp>().is_ok() {
        return Some(said.to_owned());
    }
    let local: DateTime = said.parse().ok()?;
    let at = local.to_zoned(TimeZone::UTC).ok()?;
    Some(at.timestamp().to_string())
}

fn skipped(page: &Page<'_>, why: Why) -> Made {
    Made::Skipped(Skipped {
        offset: page.offset,
        url: page.url.to_string(),
        why,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_what_a_register_takes() {
        for (said, wanted) in [
            ("2024-06-04T01:02:03Z", Some("2024-06-04T01:02:03Z")),
            ("2024-06-04T01:02:03", Some("2024-06-04T01:02:03Z")),
            ("2024-06-04 01:02:03", Some("2024-06-04T01:02:03Z")),
            ("2024-06-04", Some("2024-06-04T00:00:00Z")),
            ("2024", None),
            ("", None),
        ] {
            assert_eq!(moment(said).as_deref(), wanted, "{said}");
        }
    }
}
