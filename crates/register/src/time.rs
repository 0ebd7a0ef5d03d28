//! Stretches of time as far as a page supports them.
//!
//! A date of the codebook is cut to what is known (`2024-06`); a [`Period`] is the days it may mean
//! and how precisely it was told. A date without a year (`--06-04`) has no period: it is kept as
//! worded, and nothing is made of it.

use jiff::ToSpan;
use jiff::civil::Date;

/// How precisely a time was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

impl Precision {
    /// The name it is stored by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Day, Self::Month, Self::Year]
            .into_iter()
            .find(|p| p.name() == name)
    }
}

/// The days a time may mean, first and last, and how precisely it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day, not before the first.
    pub to: Date,
    /// How precisely it was told.
    pub precision: Precision,
}

impl Period {
    /// `2024`, `2024-06`, `2024-06-04`, or one of these with a time of day behind a `T`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('T').next()?.split('-');
        let year: i16 = digits(parts.next()?, 4)?;
        let Some(month) = parts.next() else {
            return Some(Self {
                from: Date::new(year, 1, 1).ok()?,
                to: Date::new(year, 12, 31).ok()?,
                precision: Precision::Year,
            });
        };
        let first = Date::new(year, digits(month, 2)?, 1).ok()?;
        let Some(day) = parts.next() else {
            return Some(Self {
                from: first,
                to: first.last_of_month(),
                precision: Precision::Month,
            });
        };
        let day = Date::new(year, first.month(), digits(day, 2)?).ok()?;
        parts.next().is_none().then_some(Self {
            from: day,
            to: day,
            precision: Precision::Day,
        })
    }

    /// From the first of one time to the last of another; the first alone where they are the wrong
    /// way round.
    pub fn between(start: &str, end: &str) -> Option<Self> {
        let (start, end) = match (Self::parse(start), Self::parse(end)) {
            (Some(start), Some(end)) => (start, end),
            (one, other) => return one.or(other),
        };
        if end.to < start.from {
            return Some(start);
        }
        Some(Self {
            from: start.from,
            to: end.to,
            precision: start.precision.max(end.precision),
        })
    }

    /// The week, Monday to Sunday, that holds its first day.
    pub fn week(&self) -> Self {
        let after = self.from.weekday().to_monday_zero_offset();
        let monday = self.from.saturating_sub(i32::from(after).days());
        Self {
            from: monday,
            to: monday.saturating_add(6.days()),
            precision: Precision::Day,
        }
    }

    /// As stored: first day, last day, precision.
    pub(crate) fn stored(from: Option<&str>, to: Option<&str>, precision: &str) -> Option<Self> {
        Some(Self {
            from: from?.parse().ok()?,
            to: to?.parse().ok()?,
            precision: Precision::named(precision)?,
        })
    }

    /// Whether both may mean one day, or days no further apart than `slack`.
    pub fn near(&self, other: &Self, slack: i32) -> bool {
        let late = |day: Date| day.saturating_add(slack.days());
        self.from <= late(other.to) && other.from <= late(self.to)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cut = |day: Date| match self.precision {
            Precision::Day => format!("{day}"),
            Precision::Month => day.strftime("%Y-%m").to_string(),
            Precision::Year => day.strftime("%Y").to_string(),
        };
        let (from, to) = (cut(self.from), cut(self.to));
        match from == to {
            true => write!(f, "{from}"),
            false => write!(f, "{from}/{to}"),
        }
    }
}

fn digits<N: std::str::FromStr>(text: &str, length: usize) -> Option<N> {
    let fits = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_time_is_cut_to_what_is_known() {
        for (text, want) in [
            ("2024-06-04", Some("2024-06-04")),
            ("2024-06-09T11:01:54", Some("2024-06-09")),
            ("2024-02", Some("2024-02")),
            ("2024", Some("2024")),
            ("--06-04", None),
            ("2024-13", None),
            ("2023-02-29", None),
            ("去年", None),
            ("", None),
        ] {
            assert_eq!(
                Period::parse(text).map(|p| p.to_string()).as_deref(),
                want,
                "{text}"
            );
        }
    }

    #[test]
    fn a_time_the_wrong_way_round_is_its_start() {
        let got = Period::between("2024-06-04", "2024-06-01").unwrap();
        assert_eq!(got.to_string(), "2024-06-04");
        let got = Period::between("2024-06-04", "2024-06-08").unwrap();
        assert_eq!(got.to_string(), "2024-06-04/2024-06-08");
    }

    proptest! {
        #[test]
        fn nearness_is_mutual_and_of_itself(a in 0i32..4000, b in 0i32..4000, n in 0i32..9, slack in 0i32..5) {
            let start = Date::constant(2015, 1, 1);
            let period = |at: i32| Period {
                from: start.saturating_add(at.days()),
                to: start.saturating_add((at + n).days()),
                precision: Precision::Day,
            };
            let (a, b) = (period(a), period(b));
            prop_assert!(a.near(&a, slack));
            prop_assert_eq!(a.near(&b, slack), b.near(&a, slack));
        }

        #[test]
        fn no_text_is_too_odd(text in ".{0,12}") {
            if let Some(period) = Period::parse(&text) {
                prop_assert!(period.from <= period.to);
            }
        }
    }
}
