//! The kinds of figures and the words they share, as the rules use them.

use super::{Figures, file};
use crate::words::{List, longest_first};

/// One kind of figure.
pub(super) struct Figure {
    pub(super) name: String,
    pub(super) share: bool,
    pub(super) nouns: List,
    pub(super) units: List,
    pub(super) marks: List,
    pub(super) topic: List,
    pub(super) about: List,
    /// Units that are what is counted, with its name: 13国, 国家.
    pub(super) alone: Vec<(String, String)>,
    pub(super) topic_only: bool,
    pub(super) clause: List,
    pub(super) not: List,
    /// The number below which numerals written as characters are no total.
    pub(super) least: u8,
    pub(super) across: bool,
    pub(super) foreign: bool,
    pub(super) regions: bool,
    pub(super) national: bool,
    pub(super) strict: bool,
    pub(super) named: bool,
    pub(super) summed: bool,
    pub(super) firms: bool,
    pub(super) goods: bool,
    /// Whether a deed told in a row of figures may be done to anything.
    pub(super) open: bool,
    /// Whether a number in 万 or 亿 may go without a unit.
    pub(super) bare: bool,
}

/// Words all kinds of figures share.
#[derive(Default)]
pub(super) struct Words {
    pub(super) link: List,
    /// What a region at home goes by in one letter.
    pub(super) letters: List,
    pub(super) modifiers: List,
    pub(super) tails: List,
    pub(super) attendance: List,
    pub(super) hosting: List,
    pub(super) ordinal: List,
    pub(super) partners: List,
    pub(super) areas: List,
    pub(super) now: List,
    pub(super) aims: List,
    pub(super) joiners: List,
    pub(super) several: List,
    pub(super) edges: List,
    pub(super) behind: List,
    pub(super) standing: List,
    pub(super) totals: List,
    pub(super) sums: List,
    pub(super) reached: List,
    pub(super) growth: List,
    pub(super) against: List,
    pub(super) parts: List,
    pub(super) associations: List,
    pub(super) nominal: List,
    pub(super) soft: List,
    pub(super) outward: List,
    pub(super) founding: List,
    pub(super) first: List,
    pub(super) money: List,
    /// What stands before a region that is only compared with.
    pub(super) compared: List,
    /// Verbs of what is done for others: 新建, 培训.
    pub(super) deeds: List,
    /// What may follow a figure that is told in full.
    pub(super) closing: List,
    /// What is no thing done: income, area.
    pub(super) vague: List,
}

impl Figures {
    /// Reads a figures file.
    ///
    /// # Errors
    /// The TOML error.
    pub fn load(text: &str) -> Result<Self, toml::de::Error> {
        let file: file::File = toml::from_str(text)?;
        let w = &file.words;
        let words = Words {
            link: longest_first(&w.link),
            letters: longest_first(&w.letters),
            modifiers: longest_first(&w.modifiers),
            tails: longest_first(&w.tails),
            attendance: longest_first(&w.attendance),
            hosting: longest_first(&w.hosting),
            ordinal: longest_first(&w.ordinal),
            partners: longest_first(&w.partners),
            areas: longest_first(&w.areas),
            now: longest_first(&w.now),
            aims: longest_first(&w.aims),
            joiners: longest_first(&w.joiners),
            several: longest_first(&w.several),
            edges: longest_first(&w.edges),
            behind: longest_first(&w.behind),
            standing: longest_first(&w.standing),
            totals: longest_first(&w.totals),
            sums: longest_first(&w.sums),
            reached: longest_first(&w.reached),
            growth: longest_first(&w.growth),
            against: longest_first(&w.against),
            parts: longest_first(&w.parts),
            associations: longest_first(&w.associations),
            nominal: longest_first(&w.nominal),
            soft: longest_first(&w.soft),
            outward: longest_first(&w.outward),
            founding: longest_first(&w.founding),
            first: longest_first(&w.first),
            money: longest_first(&w.money),
            compared: longest_first(&w.compared),
            deeds: longest_first(&w.deeds),
            closing: longest_first(&w.closing),
            vague: longest_first(&w.vague),
        };
        let kinds = file.figure.into_iter().map(|e| Figure {
            name: e.name,
            share: e.shape == "share",
            nouns: longest_first(&e.nouns),
            units: longest_first(&e.units),
            marks: longest_first(&e.marks),
            topic: longest_first(&e.topic),
            about: longest_first(&e.about),
            alone: e
                .alone
                .split_whitespace()
                .filter_map(|w| w.split_once(':'))
                .map(|(unit, noun)| (unit.to_owned(), noun.to_owned()))
                .collect(),
            topic_only: e.topic_only == "yes",
            clause: longest_first(&e.clause),
            not: longest_first(&e.not),
            least: match e.small.as_str() {
                "no" => 3,
                "ten" => 10,
                _ => 0,
            },
            across: e.across == "yes",
            foreign: e.foreign == "yes",
            regions: e.regions == "yes",
            national: e.national == "yes",
            strict: e.strict == "yes",
            named: e.named == "yes",
            summed: e.summed == "yes",
            firms: e.firms == "yes",
            goods: e.goods == "yes",
            open: e.open == "yes",
            bare: e.bare == "yes",
        });
        let kinds: Vec<Figure> = kinds.collect();
        let mut units: Vec<String> = kinds.iter().flat_map(|f| f.units.to_vec()).collect();
        units.sort_unstable();
        units.dedup();
        Ok(Self {
            kinds,
            words,
            units: List::new(units),
        })
    }
}
