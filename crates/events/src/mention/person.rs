//! Persons: a name after an office, before one, or known from elsewhere on the page.
//!
//! [`office`] finds names beside offices, [`name`] what begins at a place where a name is due, [`ends`]
//! where it ends, [`dotted`] names whose make gives them away; [`elsewhere`] finds the same names
//! again where nothing but the page vouches for them.

mod before;
mod dotted;
mod edge;
mod elsewhere;
mod ends;
mod name;
mod office;
mod phrase;
#[cfg(test)]
pub(super) mod tests;
mod unnamed;

use super::{Kind, Mention, Scan};
use crate::lexicon::Word;
use crate::span::Span;

pub use dotted::dotted;
pub use unnamed::find as unnamed;

/// Finds the persons of a page.
pub fn find(scan: &mut Scan<'_>) {
    office::after(scan);
    before::before(scan);
    // names known already come first, so that 阮成发|表示 is not read as 阮成|发表
    elsewhere::everywhere(scan);
    elsewhere::at_sentence_start(scan);
    elsewhere::everywhere(scan);
}

/// Marks between the parts of a transliterated name.
fn is_dot(c: char) -> bool {
    // U+FFFD: the dot is what charsets lose first
    matches!(
        c,
        '·' | '•' | '・' | '‧' | '．' | '▪' | '∙' | '●' | '×' | '﹒' | '\u{fffd}'
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

/// Whether a place is only syllables of a longer name: 加|西亚.
fn town_inside(scan: &Scan<'_>, m: &Mention) -> bool {
    m.kind == Kind::Place
        && m.span == m.head
        && m.name.chars().count() >= 2
        && m.name.chars().all(|c| scan.lexicon.transliterates(c))
        && !level_ends(&m.name)
}

/// Whether a name ends with a level word, so that it is a place and no person.
fn level_ends(name: &str) -> bool {
    name.ends_with(['省', '市', '州', '县', '区', '郡', '国', '道', '府'])
}

/// Whether a text ends in the name of a country.
fn names_country(text: &str) -> bool {
    let gazetteer = jiehao_places::Gazetteer::get();
    let last = text.chars().next_back();
    if !last.is_some_and(|c| gazetteer.ends_country(c)) {
        return false;
    }
    let starts = text.char_indices().rev().map(|(i, _)| i).take(6).skip(1);
    starts.into_iter().any(|i| {
        gazetteer
            .lookup(&text[i..])
            .iter()
            .any(|s| gazetteer.level(s.place) == jiehao_places::Level::Country)
    })
}

/// Whether a text is the name of a division of China and of nothing else.
fn names_home(text: &str) -> bool {
    let gazetteer = jiehao_places::Gazetteer::get();
    let senses = gazetteer.lookup(text);
    !senses.is_empty() && senses.iter().all(|s| gazetteer.country_of(s.place) == "CN")
}
