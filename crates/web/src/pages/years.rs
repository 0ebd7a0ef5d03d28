//! Trips out of a region and into it, year by year: what the bars are drawn from.

use jiehao_register::Year as Counted;

use crate::lang::Lang;

/// A year of a region.
pub(super) struct Year {
    pub year: i64,
    pub out: i64,
    pub back: i64,
    /// The visits of the year.
    pub href: String,
}

/// The years of a region by its trips abroad and within China, the latest first.
pub(super) fn years(counted: &[Counted], region: &str, lang: Lang) -> Vec<Year> {
    let year = |of: &Counted| {
        let year = of.year.to_string();
        Year {
            year: of.year,
            out: of.out,
            back: of.back,
            href: lang.to_list(
                "visit",
                &[("region", region), ("from", &year), ("until", &year)],
            ),
        }
    };
    counted.iter().rev().map(year).collect()
}
