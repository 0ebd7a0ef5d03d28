//! What templates are filled with: answers of the register in the language of the page, each with its
//! address.

mod act;
mod country;
mod marked;
mod quote;
mod shell;

pub(crate) use act::{Fact, Row, facts, headline, rows};
pub(crate) use country::country;
pub(crate) use marked::{Marked, Paragraph, clean, taken};
pub(crate) use quote::{Report, reports};
pub(crate) use shell::{Shell, show};

/// Characters of a quote in a row.
const QUOTE: usize = 90;

/// The beginning of a text, with a sign where it was cut.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
