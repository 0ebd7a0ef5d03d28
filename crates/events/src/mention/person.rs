//! Persons: a name after an office, before one, or known from elsewhere on the page.
//!
//! [`name`] says where a name ends, [`office`] finds names beside offices, [`elsewhere`] finds the
//! same names again where nothing but the page vouches for them.

mod elsewhere;
mod name;
mod office;
#[cfg(test)]
pub(super) mod tests;
mod words;

use super::Scan;
use crate::lexicon::Word;
use crate::span::Span;

pub(super) use elsewhere::finder;
pub use name::dotted;

/// Finds the persons of a page.
pub fn find(scan: &mut Scan<'_>) {
    let counts = name::Counts::default();
    office::after(scan, &counts);
    office::before(scan);
    // names known already come first, so that 阮成发|表示 is not read as 阮成|发表
    elsewhere::everywhere(scan);
    elsewhere::at_sentence_start(scan, &counts);
    elsewhere::everywhere(scan);
}

/// Marks between the parts of a transliterated name.
fn is_dot(c: char) -> bool {
    // U+FFFD: the dot is what charsets lose first
    matches!(
        c,
        '·' | '•' | '・' | '‧' | '．' | '▪' | '∙' | '●' | '\u{fffd}'
    )
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '〇'
}

/// The words that lie wholly within a stretch; words are in order, so no others are looked at.
pub(super) fn words_in<'s>(
    scan: &'s Scan<'_>,
    span: Span,
) -> impl DoubleEndedIterator<Item = &'s Word> {
    let first = scan.words.partition_point(|w| w.span.start < span.start);
    let last = scan.words.partition_point(|w| w.span.start < span.end);
    scan.words[first..last.max(first)]
        .iter()
        .filter(move |w| w.span.end <= span.end)
}

/// Whether a word of two characters or more lies within a stretch.
fn holds_word(scan: &Scan<'_>, span: Span) -> bool {
    words_in(scan, span).any(|w| w.span.len() > 3)
}
