//! Trips out of a region and into it, year by year: what the bars are drawn from.

use std::collections::BTreeMap;

use jiehao_register::Balance;

use crate::lang::Lang;

/// A year of a region.
pub(super) struct Year {
    pub year: String,
    pub out: usize,
    pub back: usize,
    /// The visits of the year.
    pub href: String,
}

/// The years of a region by its trips abroad and within China, the latest first.
pub(super) fn years(balance: &[Balance], region: &str, lang: Lang) -> Vec<Year> {
    let mut years: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for b in balance {
        let counts = years.entry(&b.year).or_default();
        counts.0 += b.out;
        counts.1 += b.back;
    }
    let known = years.into_iter().rev().filter(|(year, _)| !year.is_empty());
    known
        .map(|(year, (out, back))| Year {
            year: year.to_owned(),
            out,
            back,
            href: lang.to_list(
                "visit",
                &[("region", region), ("from", year), ("until", year)],
            ),
        })
        .collect()
}
