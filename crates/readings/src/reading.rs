//! A page with all that was read from it, as one thing that can be carried elsewhere.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiehao_events::{Record, Rules};
use jiehao_text::{Hint, Page};
use sha2::{Digest, Sha256};

use crate::read::{Made, read};

/// A reading: the row of a page.
///
/// Of a page from which something was read, everything is there. Of one that gave problems only, [`source`]
/// and what was read are left out.
///
/// [`source`]: Reading::source
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Path or URL of the page.
    pub doc: String,
    /// When it was taken, RFC 3339, where that is known.
    pub taken: Option<String>,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Its bytes, as they were read: what evidence is held against.
    pub source: Option<Vec<u8>>,
    /// Charset that the bytes were decoded from.
    pub charset: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The named source, else the host.
    pub outlet: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Date of publication, ISO 8601 cut to what is known.
    pub published: Option<String>,
    /// The clean body, in Simplified.
    pub text: Option<String>,
    /// Version of the extractor.
    pub version: String,
    /// SHA-256 of the rules added to its own; empty for none.
    pub rules: String,
    /// Records in the order of the page.
    pub records: Vec<Record>,
    /// What was wrong with the page.
    pub problems: Vec<String>,
}

/// The version that reads.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Reading {
    /// Reads a page by the rules compiled in. Nothing where there is neither a record nor a problem, which
    /// is so of nearly all pages of a crawl.
    ///
    /// Never panics: a page that trips a defect is a problem of that page.
    pub fn of(doc: &str, taken: Option<&str>, bytes: &[u8]) -> Option<Self> {
        let rules = Rules::built_in();
        // one page that trips a defect must not cost a cluster the other millions
        let made = catch_unwind(AssertUnwindSafe(|| read(doc, bytes, rules)))
            .unwrap_or_else(|_| Err(DEFECT.to_owned()));
        let (page, records, problems) = match made {
            Ok(Made { value: None, .. }) => return None,
            Ok(Made {
                value: Some((page, read)),
                notes,
            }) => (Some(page), read.records, notes),
            Err(what) => (None, Vec::new(), vec![what]),
        };
        let mut reading = Self::made(doc, bytes, page, records, problems)?;
        reading.taken = taken.map(str::to_owned);
        Some(reading)
    }

    /// A page as it was read, by whatever rules; when it was taken and the hash of rules added are for the
    /// caller to fill in. Nothing where there is neither a record nor a problem.
    pub fn made(
        doc: &str,
        bytes: &[u8],
        page: Option<Page>,
        records: Vec<Record>,
        problems: Vec<String>,
    ) -> Option<Self> {
        if records.is_empty() && problems.is_empty() {
            return None;
        }
        let mut reading = Self {
            doc: doc.to_owned(),
            sha256: sha256(bytes),
            version: VERSION.to_owned(),
            problems,
            ..Self::default()
        };
        if let Some(page) = page.filter(|_| !records.is_empty()) {
            reading.source = Some(bytes.to_vec());
            reading.charset = Some(page.charset.to_owned());
            reading.title = page.title.map(|t| t.text);
            reading.outlet = page.outlet;
            reading.author = page.author;
            reading.published = page.published.map(|p| p.to_string());
            reading.text = Some(page.body.text);
            reading.records = records;
        }
        Some(reading)
    }
}

impl Reading {
    /// A page of which there is nothing to read.
    pub fn unread(doc: &str, what: String) -> Self {
        Self {
            doc: doc.to_owned(),
            sha256: sha256(b""),
            version: VERSION.to_owned(),
            problems: vec![what],
            ..Self::default()
        }
    }

    /// Holds a reading against the bytes it brings: a table may have passed through anybody's hands, and
    /// evidence that does not slice its page is none.
    ///
    /// # Errors
    /// What does not hold, and the mend.
    pub fn hold(&self) -> Result<(), String> {
        let Some(bytes) = &self.source else {
            return Err(
                "the bytes of the page are not there (column source); without them no quote \
                        can be proven"
                    .into(),
            );
        };
        if sha256(bytes) != self.sha256 {
            return Err("the bytes are not those that were read: their SHA-256 differs".into());
        }
        let hint = Hint {
            name: Some(&self.doc),
            ..Hint::default()
        };
        let (source, charset) = jiehao_text::decode(bytes, &hint);
        if source.contains('\0') {
            // PostgreSQL keeps no such text; a register must not depend on the database it is in
            return Err("holds a NUL character; remove it and read the page again".into());
        }
        if self.charset.as_deref() != Some(charset) {
            return Err(format!(
                "the bytes are {charset}, the reading says otherwise"
            ));
        }
        let moment = |taken: &String| taken.parse::<jiff::Timestamp>().is_ok();
        if !self.taken.iter().all(moment) {
            return Err("the time it was taken is none; write 2024-06-04T08:30:00Z".into());
        }
        if self.text.is_none() {
            return Err("the clean text is not there (column text)".into());
        }
        let dotted = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !self.version.split('.').all(dotted) {
            return Err(format!("{:?} is no version of an extractor", self.version));
        }
        let source: Vec<char> = source.chars().collect();
        for record in &self.records {
            if !(0.0..=1.0).contains(&record.confidence) {
                return Err(format!(
                    "a confidence of {}; it lies between 0 and 1",
                    record.confidence
                ));
            }
            if record.evidence.is_empty() {
                return Err(format!("a {} has no evidence", record.kind.name()));
            }
            for quote in &record.evidence {
                let slice = source.get(quote.start..quote.end);
                if !slice.is_some_and(|s| s.iter().copied().eq(quote.exact.chars())) {
                    return Err(format!(
                        "the words at {}–{} are not those of the page",
                        quote.start, quote.end
                    ));
                }
            }
        }
        Ok(())
    }
}

/// Said of a page that trips a defect.
const DEFECT: &str = "a defect of jiehao; please report it with this page";

/// SHA-256 of bytes, lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "江西省副省长鲁安会见德国黑森州州长韦伯\n6月4日，江西省副省长鲁安在南昌会见德国黑森州州长韦伯一行。";

    #[test]
    fn a_page_with_records_is_carried_whole() {
        let reading = Reading::of("a.txt", Some("2024-06-04T00:00:00Z"), PAGE.as_bytes()).unwrap();
        assert!(!reading.records.is_empty());
        assert_eq!(reading.source.as_deref(), Some(PAGE.as_bytes()));
        assert_eq!(reading.sha256, sha256(PAGE.as_bytes()));
        assert!(reading.text.unwrap().contains("韦伯"));
    }

    #[test]
    fn what_was_tampered_with_does_not_hold() {
        let whole = Reading::of("a.txt", None, PAGE.as_bytes()).unwrap();
        assert_eq!(whole.hold(), Ok(()));
        let tampered: [fn(&mut Reading); 6] = [
            |r| r.source = None,
            |r| r.source.as_mut().unwrap()[0] ^= 1,
            |r| r.records[0].evidence[0].exact.push('。'),
            |r| r.records[0].evidence[0].end = usize::MAX,
            |r| r.records[0].evidence.clear(),
            |r| r.version = "latest".into(),
        ];
        for tamper in tampered {
            let mut reading = whole.clone();
            tamper(&mut reading);
            assert!(reading.hold().is_err(), "{reading:?}");
        }
    }

    #[test]
    fn a_page_of_other_matters_is_no_row() {
        assert_eq!(Reading::of("a.txt", None, b"The weather in Paris."), None);
    }

    #[test]
    fn what_is_no_page_is_a_problem_without_bytes() {
        let reading = Reading::of("a.pdf", None, b"%PDF-1.7 \x00\x01").unwrap();
        assert!(reading.problems[0].contains("PDF"), "{reading:?}");
        assert_eq!((reading.source, reading.text), (None, None));
    }
}
