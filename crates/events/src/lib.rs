//! Records with evidence, read out of clean text.
//!
//! Knows nothing of files, the clock, the network or SQL. [`extract`] reads a cleaned page by
//! [`Rules`]; every [`Record`] names the rule that read it and slices its evidence from the source.

mod confidence;
mod document;
mod engine;
mod figures;
mod finish;
mod gathering;
mod genre;
mod home;
mod lexicon;
mod mention;
mod merge;
mod named;
mod number;
mod parse;
mod reader;
mod record;
mod rule;
mod rules;
mod scale;
mod sieve;
mod span;
mod trace;
mod types;
pub mod vocabulary;
mod words;

pub use confidence::LEAST as LEAST_CONFIDENCE;
pub use record::{Evidence, Filler, Ground, Record, Type};
pub use rule::RuleError;
pub use rules::Rules;
pub use span::Span;
pub use trace::{Firing, SentenceTrace, Verdict};

/// What was read from a page.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// The text the spans of records and traces point into: headline, line feed, body.
    pub text: String,
    /// Records in the order of the page, each more likely right than wrong.
    pub records: Vec<Record>,
    /// Records that are as likely wrong: read, and told to nobody who does not ask for them.
    pub doubted: Vec<Record>,
    /// One a sentence; empty unless asked for.
    pub trace: Vec<SentenceTrace>,
    /// Whether the page was taken for one of other matters and nothing read from it: [`Rules::detect`].
    pub refused: bool,
}

/// Reads the records of a page.
pub fn extract(page: &jiehao_text::Page, rules: &Rules) -> Extraction {
    run(page, rules, false)
}

/// As [`extract`], keeping what each rule did with each sentence.
pub fn explain(page: &jiehao_text::Page, rules: &Rules) -> Extraction {
    run(page, rules, true)
}

fn run(page: &jiehao_text::Page, rules: &Rules, explain: bool) -> Extraction {
    let refused = !rules.worth(&page.source);
    let document = document::Document::new(page);
    if refused && !explain {
        return Extraction {
            text: document.text,
            refused,
            ..Extraction::default()
        };
    }
    if genre::is_fiction(&document.text) || genre::is_fiction(&page.source) {
        return Extraction {
            text: document.text,
            refused,
            ..Extraction::default()
        };
    }
    let mut reader = reader::Reader::new(&document, rules);
    let trace = reader.read(explain);
    if refused {
        reader.drafts.clear();
    }
    let drafts = {
        let drafts = std::mem::take(&mut reader.drafts);
        merge::merge(&reader, drafts)
    };
    let whole = confidence::Page::of(&drafts);
    let (records, doubted) = drafts
        .into_iter()
        .filter_map(|d| finish::finish(&reader, &whole, d))
        .partition(|r| r.confidence >= confidence::LEAST);
    drop(reader);
    Extraction {
        text: document.text,
        records,
        doubted,
        trace,
        refused,
    }
}

/// Whether a page may hold a record, by the rules compiled in: [`Rules::detect`].
pub fn detect(bytes: &[u8], hint: &jiehao_text::Hint<'_>) -> bool {
    Rules::built_in().detect(bytes, hint)
}
