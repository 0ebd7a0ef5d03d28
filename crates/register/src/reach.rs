//! The days that an act may have been on, by what a report says.
//!
//! Kept beside each handle, so that what is found by a name that many acts share is found by its time
//! too, without a look at each of them.

use jiff::civil::Date;

use crate::time::Period;

/// Days since 1970, first and last. As many days as reports of one act may be apart are put before the
/// first: then two reports may be of one act where their days overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reach {
    pub first: i64,
    pub last: i64,
}

impl Reach {
    /// All days: of what happens only once, and where no time is told.
    pub const ALWAYS: Self = Self {
        first: i32::MIN as i64,
        last: i32::MAX as i64,
    };

    /// Of a report whose act may be told of with so many days between (`act::slack`).
    pub fn of(period: Option<Period>, slack: Option<i32>) -> Self {
        match (period, slack) {
            (Some(period), Some(slack)) => Self {
                first: day(period.from) - i64::from(slack),
                last: day(period.to),
            },
            _ => Self::ALWAYS,
        }
    }

    /// Whether two reports may be of one act.
    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

fn day(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;
    use crate::time::Precision;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day(Date::constant(1970, 1, 1)), 0);
        assert_eq!(day(Date::constant(1969, 12, 31)), -1);
        assert_eq!(day(Date::constant(2000, 3, 1)), 11_017);
    }

    proptest! {
        #[test]
        fn reaches_meet_where_periods_are_near(a in 0i32..60, b in 0i32..60, n in 0i32..9, m in 0i32..9, slack in 0i32..16) {
            let start = Date::constant(1969, 12, 1);
            let period = |at: i32, n: i32| Period {
                from: start.saturating_add(at.days()),
                to: start.saturating_add((at + n).days()),
                precision: Precision::Day,
            };
            let (a, b) = (period(a, n), period(b, m));
            let reach = |p| Reach::of(Some(p), Some(slack));
            prop_assert_eq!(reach(a).meets(reach(b)), a.near(&b, slack));
            prop_assert!(reach(a).meets(Reach::ALWAYS) && Reach::ALWAYS.meets(reach(b)));
        }
    }
}
