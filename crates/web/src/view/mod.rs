//! What templates are filled with: answers of the register in the language of the page, each with its
//! address.

mod act;
mod context;
mod country;
mod desk;
mod draft;
mod marked;
mod picture;
mod place;
mod quote;
mod route;
mod shell;

pub(crate) use act::{Fact, Row, evidence, facts, headline, rows};
pub(crate) use context::{Side, side};
pub(crate) use country::country;
pub(crate) use desk::moment;
pub(crate) use draft::{Shown, shown};
pub(crate) use marked::{Cleaned, Marked, Paragraph, Piece, clean, taken};
pub(crate) use picture::Picture;
pub(crate) use place::{place, tongue};
pub(crate) use quote::{Report, reports};
pub(crate) use route::{RouteRow, routes};
pub(crate) use shell::{Shell, show};

/// Characters of a quote in a row.
pub(crate) const QUOTE: usize = 90;

/// A time as it is read: of a stretch, the second day without what it shares with the first.
pub(crate) fn time(when: Option<&str>) -> String {
    let when = when.unwrap_or_default();
    let Some((from, until)) = when.split_once('/') else {
        return when.replace('T', " ");
    };
    let shared = [8, 5].into_iter().find(|n| {
        let same = from.get(..*n).is_some_and(|f| until.starts_with(f));
        same && from.len() == until.len() && until.len() > *n
    });
    format!("{from} – {}", &until[shared.unwrap_or(0)..])
}

/// The beginning of a text, with a sign where it was cut.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_time_says_nothing_twice() {
        for (when, want) in [
            ("2024-06-04/2024-06-09", "2024-06-04 – 09"),
            ("2024-06-04/2024-07-01", "2024-06-04 – 07-01"),
            ("2024-12/2025-01", "2024-12 – 2025-01"),
            ("2024-11/2024-12", "2024-11 – 12"),
            ("2024-06-09T11:01", "2024-06-09 11:01"),
            ("2024", "2024"),
        ] {
            assert_eq!(time(Some(when)), want);
        }
        assert_eq!(time(None), "");
    }
}
