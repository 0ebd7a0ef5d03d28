//! Records with evidence, read out of clean text.
//!
//! Knows nothing of files, the clock, the network or SQL. [`extract`] reads a cleaned page by
//! [`Rules`]; every [`Record`] names the rule that read it and slices its evidence from the source.

mod record;
mod span;
mod trace;

pub use record::{Evidence, Filler, Record, Type};
pub use span::Span;
pub use trace::{Firing, SentenceTrace, Verdict};

/// The rules of a run.
#[derive(Default)]
pub struct Rules {}

impl Rules {
    /// The rules compiled in.
    pub fn built_in() -> Self {
        Self {}
    }

    /// The rules compiled in, and those of further files, given as (name, text). A rule of the
    /// same name replaces one compiled in.
    ///
    /// # Errors
    /// The first rule that cannot be used: file, line, what is wrong and how to mend it.
    pub fn with_files(_files: &[(String, String)]) -> Result<Self, RuleError> {
        Ok(Self {})
    }
}

/// A rule file that cannot be used: where, what is wrong, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// What was read from a page.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// The text the spans of records and traces point into: headline, line feed, body.
    pub text: String,
    /// Records in the order of the page.
    pub records: Vec<Record>,
    /// One a sentence; empty unless asked for.
    pub trace: Vec<SentenceTrace>,
}

/// Reads the records of a page.
pub fn extract(_page: &jiehao_text::Page, _rules: &Rules) -> Extraction {
    Extraction::default()
}

/// As [`extract`], keeping what each rule did with each sentence.
pub fn explain(_page: &jiehao_text::Page, _rules: &Rules) -> Extraction {
    Extraction::default()
}

/// Whether a text can hold a record at all; cheap, before any cleaning. Never false for a page
/// that [`extract`] would read something from.
pub fn detect(_bytes: &[u8]) -> bool {
    true
}
