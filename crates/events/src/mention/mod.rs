//! Who, where, when and what: the names a sentence speaks of.
//!
//! Finders run in an order of trust: what a list knows (places, titles in 《》), then what its
//! frame gives away (a name after an office), then what only its ending gives away (a body, an event).

mod body;
mod date;
mod delegation;
mod ending;
pub mod event;
mod listed;
mod person;
mod place;
mod scan;

use jiehao_places::FormId;

use crate::document::Document;
use crate::lexicon::{Lexicon, Word};
use crate::span::Span;

pub use date::{Date, DateRange};
pub use place::{abroad, siblings};
pub use scan::Scan;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A person, by name.
    Person,
    /// A place, by name.
    Place,
    /// A government, company, school, mission …
    Body,
    /// A delegation.
    Delegation,
    /// A date or a range of dates.
    Date,
    /// A document, in 《》 or by its ending.
    Document,
    /// A forum, fair, ceremony …
    Event,
    /// 双方 一行 该市 我省: resolved by what stands before.
    Deictic,
}

/// A place as worded, with the places that stand before it and hold it.
#[derive(Clone, Debug, Default)]
pub struct PlaceName {
    /// The form in the gazetteer, when it is known there.
    pub form: Option<FormId>,
    /// Names before it that hold it: 俄罗斯 of 俄罗斯特维尔州, with their spans.
    pub within: Vec<(String, Span, Option<FormId>)>,
}

/// A name in the text.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The whole phrase: offices, region and name.
    pub span: Span,
    /// The name proper.
    pub head: Span,
    /// What it names.
    pub kind: Kind,
    /// The name, free of white space.
    pub name: String,
    /// Persons: the office as worded.
    pub post: Option<Span>,
    /// Persons: the place or body the office is held in. Bodies and delegations: the place they are of.
    pub of: Option<Of>,
    /// Places.
    pub place: Option<PlaceName>,
    /// Dates.
    pub date: Option<DateRange>,
    /// Titles, events, bodies: the places and persons named inside the name.
    pub parts: Vec<Mention>,
    /// Known from elsewhere on the page, or a bare common noun: a short name, `代表团`, `协议`;
    /// a newspaper's title in 《》.
    pub alias: bool,
}

/// What an office is held in, or a body or delegation is of.
#[derive(Clone, Debug)]
pub struct Of {
    /// Its name as worded: all that stands before the office.
    pub name: String,
    /// The place named in it; of a mission, the place that sends.
    pub place: Option<Box<Mention>>,
    /// Where a mission sits: what follows 驻.
    pub seat: Option<Box<Mention>>,
}

impl Mention {
    fn new(kind: Kind, span: Span, text: &str) -> Self {
        Self {
            span,
            head: span,
            kind,
            name: squeeze(span.of(text)),
            post: None,
            of: None,
            place: None,
            date: None,
            parts: Vec::new(),
            alias: false,
        }
    }
}

/// A name without the white space and stray marks pages put into it.
pub fn squeeze(s: &str) -> String {
    s.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .collect()
}

/// Finds every mention of a document.
pub fn find(
    document: &Document<'_>,
    lexicon: &Lexicon,
    published: Option<Date>,
) -> (Vec<Mention>, Vec<Word>) {
    let mut scan = Scan::new(&document.text, lexicon);
    person::dotted(&mut scan);
    place::known(&mut scan);
    date::find(&mut scan, published);
    place::unknown(&mut scan);
    place::towns(&mut scan);
    place::before_counts(&mut scan);
    place::again(&mut scan);
    place::partners(&mut scan);
    scan.retokenize();
    body::missions(&mut scan);
    ending::titles(&mut scan);
    person::find(&mut scan);
    ending::find(&mut scan);
    listed::find(&mut scan);
    person::unnamed(&mut scan);
    scan.finish()
}

impl Mention {
    /// A name that no list knows, taken by where it stands.
    pub fn unlisted(kind: Kind, name: &str, span: Span) -> Self {
        let mut m = Self::place(squeeze(name), span, None);
        m.kind = kind;
        if kind != Kind::Place {
            m.place = None;
        }
        m
    }

    /// A place by its name alone.
    pub fn place(name: String, span: Span, form: Option<jiehao_places::FormId>) -> Self {
        Self {
            span,
            head: span,
            kind: Kind::Place,
            name,
            post: None,
            of: None,
            place: Some(PlaceName {
                form,
                within: Vec::new(),
            }),
            date: None,
            parts: Vec::new(),
            alias: false,
        }
    }
}
