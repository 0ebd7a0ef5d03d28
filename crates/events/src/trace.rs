//! What the rules did, sentence by sentence, for `jiehao explain`.

use crate::span::Span;

/// Why a rule that was set off read nothing, or what it read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It made this many records.
    Read(usize),
    /// It did not, for this reason (in Chinese, for the writer of rules).
    Refused(String),
}

/// A rule set off by a word.
#[derive(Clone, Debug)]
pub struct Firing {
    /// The rule's name.
    pub rule: String,
    /// The word, in the clean text.
    pub word: Span,
    /// What came of it.
    pub verdict: Verdict,
}

/// A sentence as the rules saw it.
#[derive(Clone, Debug)]
pub struct SentenceTrace {
    /// Where it stands in [`crate::Extraction::text`].
    pub span: Span,
    /// Names found: where, what kind (in Chinese), and the name.
    pub names: Vec<(Span, &'static str, String)>,
    /// Rules set off, in order.
    pub firings: Vec<Firing>,
}
