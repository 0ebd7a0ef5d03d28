//! What a scan makes of what stands in an archive.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiehao_archive::{Item, Page, Skipped, Why};
use jiehao_events::Rules;
use jiehao_readings::json::{self, Origin};
use jiehao_text::Hint;

use crate::cli::ScanFormat;
use crate::output::table;

/// What was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    /// A page that holds nothing by the look of its bytes.
    Refused,
    /// A page that was read: how many records, and their lines.
    Read(u64, String),
    /// What was skipped.
    Skipped(Skipped),
}

/// Reads the pages of an archive.
pub(crate) struct Reader<'a> {
    /// Name of the archive.
    pub archive: &'a str,
    /// The rules.
    pub rules: &'a Rules,
    /// The form of the lines.
    pub format: ScanFormat,
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
        let own_name;
        let doc = match page.url.is_empty() {
            false => &*page.url,
            true => {
                own_name = format!("{}#{}", self.archive, page.offset);
                &own_name
            }
        };
        let hint = Hint {
            name: Some(doc),
            content_type: Some(&*page.kind).filter(|kind| !kind.is_empty()),
            ..Hint::default()
        };
        if !self.rules.detect(&page.bytes, &hint) {
            return Made::Refused;
        }
        if let Some(kind) = jiehao_text::binary(&page.bytes) {
            return skipped(page, Why::Kind(kind.to_owned()));
        }
        let read = jiehao_events::extract(&jiehao_text::read(&page.bytes, &hint), self.rules);
        let records = read.records.iter().filter(|r| r.confidence >= self.least);
        let origin = Origin {
            taken: &page.taken,
            archive: self.archive,
            offset: page.offset,
        };
        let (mut count, mut lines) = (0, String::new());
        for record in records {
            count += 1;
            match self.format {
                ScanFormat::Jsonl => {
                    lines += &json::scanned(doc, record, &origin);
                    lines.push('\n');
                }
                ScanFormat::Csv => lines += &table::scanned(doc, record, &origin),
            }
        }
        Made::Read(count, lines)
    }
}

fn skipped(page: &Page<'_>, why: Why) -> Made {
    Made::Skipped(Skipped {
        offset: page.offset,
        url: page.url.to_string(),
        why,
    })
}
