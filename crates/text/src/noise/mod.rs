//! What is cut from a page, one filter a file.
//!
//! A filter takes lines, or characters out of lines, and says why with the stable word that
//! stands in [`crate::Cut::reason`]. To add one, write its file and name it in [`FILTERS`]; the
//! order matters and is said there. Each is judged by what it leaves alone as much as by what it
//! takes: facts that are lost here are lost for good.

mod after;
mod byline;
mod comma;
mod copyright;
mod foreign;
mod headline;
mod injected;
mod jammer;
mod links;
mod navigation;
mod pinyin;
mod repeat;
mod spam;
mod table;
mod tail;

use crate::line::{Draft, Line};
use crate::meta::Facts;
use crate::mojibake;

/// A filter: its name for debugging, and what it does to the draft.
pub(crate) struct Filter {
    #[cfg_attr(not(test), allow(dead_code))]
    pub name: &'static str,
    pub run: fn(&mut Draft),
}

/// All filters in the order they run.
pub(crate) const FILTERS: &[Filter] = &[
    // Within words first: no pattern below could match through readings and bars.
    pinyin::FILTER,
    comma::FILTER,
    jammer::FILTER,
    table::FILTER,
    injected::FILTER,
    // While the notes still stand that end the body.
    after::FILTER,
    foreign::FILTER,
    // Whole lines that are noise wherever they stand, so that the headline is easily seen.
    spam::FILTER,
    navigation::FILTER,
    // The second copy of a body would make its tail look small, so it goes before the tail.
    repeat::FILTER,
    headline::FILTER,
    links::FILTER,
    copyright::FILTER,
    tail::FILTER,
    byline::FILTER,
];

/// Runs all filters until they find nothing more, so that cleaning twice equals cleaning once.
pub(crate) fn run(draft: &mut Draft) {
    // A page needs two rounds, garble a few more; the bound keeps hostile input from many.
    for round in 0..12 {
        let before = draft.cuts.len();
        // A second reading of the clean text would know nothing of what this one has read, so
        // later rounds must not either; what they read only fills gaps.
        let known = if round == 0 {
            Facts::default()
        } else {
            std::mem::take(&mut draft.facts)
        };
        for filter in FILTERS {
            (filter.run)(draft);
        }
        let read = std::mem::take(&mut draft.facts);
        draft.facts = known.or(read);
        // A cut may bring together what only now shows as garble.
        if draft.cuts.len() == before && !mend(draft) {
            break;
        }
    }
}

/// Whether mending changed a line.
fn mend(draft: &mut Draft) -> bool {
    let texts = |lines: &[Line]| -> usize { lines.iter().map(Line::len).sum() };
    let before = texts(&draft.lines);
    let mut problems = mojibake::mend(&mut draft.lines);
    problems.retain(|p| !draft.problems.contains(p));
    draft.problems.append(&mut problems);
    draft.lines.retain(|l| l.len() > 0);
    // Two characters, or a reading, make one: a mended line is a shorter one.
    texts(&draft.lines) != before
}

/// A fixed pattern, compiled on first use.
macro_rules! pattern {
    ($name:ident, $($re:expr),+ $(,)?) => {
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new(concat!($($re),+)).expect("a fixed pattern"));
    };
}
pub(crate) use pattern;

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// Runs one filter over plain text: the lines left, and the reasons given.
    pub fn run_one(filter: &Filter, text: &str) -> (Vec<String>, Vec<&'static str>) {
        let mut draft = Draft {
            lines: crate::plain::lines(text),
            ..Draft::default()
        };
        (filter.run)(&mut draft);
        let lines = draft
            .lines
            .iter()
            .map(|l| l.chars.iter().map(|c| c.c).collect())
            .collect();
        (lines, draft.cuts.iter().map(|c| c.reason).collect())
    }

    /// Runs one filter and compares the lines left.
    pub fn check(filter: &Filter, text: &str, want: &[&str]) {
        let (lines, _) = run_one(filter, text);
        assert_eq!(lines, want, "{} on {text:?}", filter.name);
    }
}
