//! Dates of publication as Chinese pages print them.

use std::fmt;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::Stamp;

/// ISO 8601, cut to what is known: `2024-06-09T11:01:54`, `2022-05-19T19:06`, `2023-12`, `2021`.
impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        let Some(month) = self.month else {
            return Ok(());
        };
        write!(f, "-{month:02}")?;
        let Some(day) = self.day else { return Ok(()) };
        write!(f, "-{day:02}")?;
        let Some((t, seconds)) = self.time else {
            return Ok(());
        };
        write!(f, "T{:02}:{:02}", t / 3600, t / 60 % 60)?;
        if seconds {
            write!(f, ":{:02}", t % 60)
        } else {
            Ok(())
        }
    }
}

impl Stamp {
    /// A day, if such a day exists.
    pub fn day(year: u16, month: u8, day: u8) -> Option<Self> {
        let long = match month {
            2 if year.is_multiple_of(4)
                && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1..=long).contains(&day) && (1900..=2099).contains(&year)).then_some(Self {
            year,
            month: Some(month),
            day: Some(day),
            time: None,
        })
    }

    /// Days since a fixed day long past, for comparing stamps; a missing day counts as the first.
    pub fn days(&self) -> i64 {
        let (y, m) = (i64::from(self.year), i64::from(self.month.unwrap_or(1)));
        let (y, m) = if m <= 2 { (y - 1, m + 9) } else { (y, m - 3) };
        y * 365 + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + i64::from(self.day.unwrap_or(1))
    }
}

const TIME: &str = r"(?:\s*(?:T|日|星期[一二三四五六日天])?\s*(?P<H>[01]?\d|2[0-3]):(?P<M>[0-5]\d)(?::(?P<S>[0-5]\d))?)?";

static SHAPES: LazyLock<[Regex; 5]> = LazyLock::new(|| {
    let re = |s: &str| Regex::new(s).expect("a fixed pattern");
    [
        re(&format!(
            r"(?P<y>(?:19|20)\d\d)(?:\s?(?:年|[-/.])\s?(?P<m>1[0-2]|0?[1-9]))(?:\s?(?:月|[-/.])\s?(?P<d>3[01]|[12]\d|0?[1-9])\s?日?{TIME}|月)"
        )),
        re(
            r"(?:^|[^\d])(?P<s>\d\d)-(?P<m>1[0-2]|0[1-9])-(?P<d>3[01]|[12]\d|0[1-9])\s+(?P<H>[01]\d|2[0-3]):(?P<M>[0-5]\d)(?::(?P<S>[0-5]\d))?",
        ),
        re(&format!(
            r"(?:^|[^\d.])(?P<d>3[01]|[12]\d|0?[1-9])[./](?P<m>1[0-2]|0?[1-9])[./](?P<y>(?:19|20)\d\d){TIME}"
        )),
        re(
            r"(?P<Y>[二一][〇零0○oO一二三四五六七八九]{3})年(?P<N>十[一二]?|[一二三四五六七八九])月(?:(?P<D>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日)?",
        ),
        re(
            r"(?:时间|日期)[^\d]{0,6}(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\D|$)",
        ),
    ]
});

/// The first stamp in a line of key text, with the bytes it takes up.
pub(crate) fn find(key: &str) -> Option<(Stamp, usize, usize)> {
    if !key.bytes().any(|b| b.is_ascii_digit()) && !key.contains('年') {
        return None;
    }
    let mut best: Option<(Stamp, usize, usize)> = None;
    for shape in SHAPES.iter() {
        for caps in shape.captures_iter(key) {
            let all = caps.get(0).expect("group 0");
            let Some(stamp) = read(&caps) else { continue };
            if best.is_none_or(|b| all.start() < b.1) {
                let first = caps
                    .name("s")
                    .or(caps.name("d").filter(|d| d.start() < all.start() + 2));
                let start = first.map_or(all.start(), |g| g.start().max(all.start()));
                best = Some((stamp, start, all.end()));
            }
            break;
        }
    }
    best
}

fn read(caps: &Captures<'_>) -> Option<Stamp> {
    let number = |name: &str| caps.name(name).and_then(|g| g.as_str().parse::<u32>().ok());
    let year = match (number("y"), number("s"), caps.name("Y")) {
        (Some(y), _, _) => y,
        (_, Some(s), _) => 2000 + s,
        (_, _, Some(y)) => y
            .as_str()
            .chars()
            .try_fold(0, |n, c| Some(n * 10 + numeral(c)?))?,
        _ => return None,
    };
    let year = u16::try_from(year)
        .ok()
        .filter(|y| (1900..2100).contains(y))?;
    let month = number("m").or(caps.name("N").and_then(|g| tens(g.as_str())));
    let day = number("d").or(caps.name("D").and_then(|g| tens(g.as_str())));
    let mut stamp = match (month, day) {
        (Some(m), Some(d)) => Stamp::day(year, m as u8, d as u8)?,
        (Some(m), None) => Stamp {
            month: Some(m as u8),
            ..Stamp::day(year, 1, 1).map(|s| Stamp { day: None, ..s })?
        },
        _ => return None,
    };
    if let (Some(h), Some(m)) = (number("H"), number("M")) {
        let s = number("S");
        stamp.time = Some((h * 3600 + m * 60 + s.unwrap_or(0), s.is_some()));
    }
    Some(stamp)
}

fn numeral(c: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|n| n == c)
        .map(|n| n as u32)
        .or("零0○oO".contains(c).then_some(0))
}

/// 二十三 and the like, up to 99.
fn tens(s: &str) -> Option<u32> {
    let mut total = 0;
    let mut unit = 0;
    for c in s.chars() {
        if c == '十' {
            total += unit.max(1) * 10;
            unit = 0;
        } else {
            unit = numeral(c)?;
        }
    }
    Some(total + unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, want: &str) {
        let got = find(key).map(|f| f.0.to_string()).unwrap_or_default();
        assert_eq!(got, want, "{key}");
    }

    #[test]
    fn shapes() {
        check("2021-03-04 05:06:07", "2021-03-04T05:06:07");
        check("最后更新:21-03-04 05:06:07", "2021-03-04T05:06:07");
        check("2005年03月04日15:06 某报", "2005-03-04T15:06");
        check("04.03.2014 11:27", "2014-03-04T11:27");
        check("2021/6/25", "2021-06-25");
        check("2021-03-04 05:06:070", "2021-03-04T05:06:07");
        check("二〇二一年十二月二十三日", "2021-12-23");
        check("发布日期:20210304", "2021-03-04");
        check("2021年3月", "2021-03");
        check("2021年04月", "2021-04");
    }

    #[test]
    fn what_is_no_stamp() {
        check("2021-02-30", "");
        check("共35个城市", "");
        check("电话 021-12-34", "");
        check("版本1.2.3", "");
    }
}
