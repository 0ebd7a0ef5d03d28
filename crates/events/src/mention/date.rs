//! Dates: found, anchored to the page, and never made fuller than the page supports.
//!
//! Codebook, "Dates" and rule 13: a bare `8日` or `去年11月` is anchored to the date of publication
//! or to the nearest fuller date before it; a year that cannot be known is left out (`--06-15`).

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Kind, Mention, Scan};
use crate::span::Span;

/// A date as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// Year of the common era.
    pub year: Option<i16>,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day, 1 to 31.
    pub day: Option<u8>,
}

impl Date {
    /// ISO 8601, cut to what is known; nothing when neither year nor month is.
    pub fn iso(&self) -> Option<String> {
        match (self.year, self.month, self.day) {
            (Some(y), Some(m), Some(d)) => Some(format!("{y:04}-{m:02}-{d:02}")),
            (Some(y), Some(m), None) => Some(format!("{y:04}-{m:02}")),
            (Some(y), None, _) => Some(format!("{y:04}")),
            (None, Some(m), Some(d)) => Some(format!("--{m:02}-{d:02}")),
            (None, Some(m), None) => Some(format!("--{m:02}")),
            (None, None, _) => None,
        }
    }

    fn civil(self) -> Option<jiff::civil::Date> {
        jiff::civil::Date::new(self.year?, self.month? as i8, self.day? as i8).ok()
    }

    /// The date some days later, when it is known to the day.
    pub fn plus(self, days: i32) -> Option<Date> {
        let d = self
            .civil()?
            .checked_add(jiff::Span::new().days(days))
            .ok()?;
        Some(Date {
            year: Some(d.year()),
            month: Some(d.month() as u8),
            day: Some(d.day() as u8),
        })
    }

    fn valid(self) -> bool {
        let month = self.month.is_none_or(|m| (1..=12).contains(&m));
        let day = self.day.is_none_or(|d| (1..=31).contains(&d));
        month && day && self.year.is_none_or(|y| (1900..=2100).contains(&y))
    }
}

/// One date, or a first and a last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateRange {
    /// The date, or the first day.
    pub start: Date,
    /// The last day, of a range.
    pub end: Option<Date>,
}

impl DateRange {
    /// When an act of one moment took place, ISO 8601: of several days only what the first and the last share, for
    /// on which of them it was is not said (18日至21日访问甲国,会见了乙).
    pub fn moment(self) -> Option<String> {
        let (first, last) = (self.start, self.end.unwrap_or(self.start));
        let year = first.year.filter(|_| first.year == last.year);
        let month = first
            .month
            .filter(|_| first.year == last.year && first.month == last.month);
        let day = first.day.filter(|_| first == last);
        Date { year, month, day }.iso()
    }
}

const NUMBER: &str = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let n = NUMBER;
    let spaces = r"[ \u{3000}]*";
    Regex::new(&format!(
        concat!(
            r"(?P<iso>(?P<iy>(?:19|20)\d\d)[-/.](?P<im>\d{{1,2}})(?:[-/.](?P<id>\d{{1,2}}))?)",
            r"|(?:(?P<wy>(?:19|20)\d\d){s}年)?{s}(?P<wm>\d{{1,2}}){s}月{s}(?P<wd>\d{{1,2}}){s}(?:至|到|—|-|–|~|～|－){{1,2}}{s}(?P<wd2>\d{{1,2}}){s}[日号]",
            r"|(?:(?P<y>(?:19|20)\d\d|[一二][零〇○一二三四五六七八九]{{3}}){s}年(?:的)?|(?P<ry>去年|今年|明年|前年|当年|同年|本年)(?:的)?)?{s}",
            r"(?:(?P<m>{n}){s}月(?:份)?|(?P<rm>本月|上月|当月|同月|下月|上个月|下个月))(?:{s}(?P<d>{n}){s}[日号](?:上午|下午|晚|中午|凌晨)?)?",
            r"(?:{s}(?:至|到|—|-|–|~|～|－){{1,2}}{s}(?:(?P<y2>(?:19|20)\d\d){s}年{s})?(?:(?P<m2>{n}){s}月{s})?(?P<d2>{n}){s}[日号])?",
            r"|(?P<oy>(?:19|20)\d\d|[一二][零〇○一二三四五六七八九]{{3}}){s}年(?P<yk>[度代底初末])?",
            r"|(?P<od>\d{{1,2}})(?:日|号)?{s}(?:至|到|—|-|–|~|～|－){{1,2}}{s}(?P<od2>\d{{1,2}})日",
            r"|(?P<sd>\d{{1,2}})日(?:上午|下午|晚|中午|凌晨)?",
            r"|(?P<ory>去年|今年|前年|明年|同年|当年)",
            r"|(?P<rd>次日|翌日|隔天|隔日|第二天|当天|当日|同日|同一天|昨日|昨天|今天|今日|明天|前天)",
        ),
        n = n,
        s = spaces
    ))
    .expect("the pattern is fixed")
});

/// Arabic or Chinese numeral, up to 99 or four digits of a year.
fn numeral(s: &str) -> Option<u32> {
    if let Ok(n) = s.parse() {
        return Some(n);
    }
    let digit = |c| {
        "〇一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .map(|p| p as u32)
    };
    let digit = |c| {
        if matches!(c, '零' | '○') {
            Some(0)
        } else {
            digit(c)
        }
    };
    let chars: Vec<char> = s.chars().collect();
    if let Some(ten) = chars.iter().position(|&c| c == '十') {
        let tens = if ten == 0 { 1 } else { digit(chars[0])? };
        let ones = chars.get(ten + 1).map_or(Some(0), |&c| digit(c))?;
        return Some(tens * 10 + ones);
    }
    chars
        .into_iter()
        .try_fold(0, |n, c| Some(n * 10 + digit(c)?))
}

/// What dates without a year, a month or a day lean on.
struct Anchor {
    published: Option<Date>,
    last: Option<Date>,
}

impl Anchor {
    /// The year a month and day fall in, seen from publication: the latest that is not well ahead of it.
    fn year_of(&self, month: u8, day: Option<u8>) -> Option<i16> {
        if let Some(p) = self.published {
            let year = p.year?;
            let ahead = match (p.month, p.day) {
                (Some(pm), _) => {
                    month > pm + 2
                        || (month == pm && day.zip(p.day).is_some_and(|(d, pd)| d > pd + 20))
                }
                _ => false,
            };
            return Some(if ahead { year - 1 } else { year });
        }
        self.last.and_then(|l| l.year)
    }

    fn relative_year(&self, word: &str) -> Option<i16> {
        let now = self.published.and_then(|p| p.year);
        match word {
            "今年" | "本年" => now,
            "去年" => now.map(|y| y - 1),
            "前年" => now.map(|y| y - 2),
            "明年" => now.map(|y| y + 1),
            _ => self.last.and_then(|l| l.year),
        }
    }

    fn relative_day(&self, word: &str) -> Option<Date> {
        match word {
            "次日" | "翌日" | "隔天" | "隔日" | "第二天" => self.last?.plus(1),
            "当天" | "当日" | "同日" | "同一天" => self.last.filter(|l| l.day.is_some()),
            "今天" | "今日" => self.published,
            "昨天" | "昨日" => self.published?.plus(-1),
            "前天" => self.published?.plus(-2),
            "明天" => self.published?.plus(1),
            _ => None,
        }
    }
}

fn read(c: &Captures<'_>, anchor: &Anchor) -> Option<DateRange> {
    let n = |name: &str| c.name(name).and_then(|m| numeral(m.as_str()));
    let small = |name: &str| n(name).and_then(|v| u8::try_from(v).ok());
    let one = |start: Date| Some(DateRange { start, end: None });
    if c.name("iso").is_some() {
        return one(Date {
            year: n("iy").map(|y| y as i16),
            month: small("im"),
            day: small("id"),
        });
    }
    if let (Some(month), Some(day), Some(last)) = (small("wm"), small("wd"), small("wd2")) {
        // 5月20至22日
        let year = n("wy")
            .map(|y| y as i16)
            .or_else(|| anchor.year_of(month, Some(day)));
        let start = Date {
            year,
            month: Some(month),
            day: Some(day),
        };
        return Some(DateRange {
            start,
            end: Some(Date {
                day: Some(last),
                ..start
            }),
        });
    }
    if c.name("m").is_some() || c.name("rm").is_some() {
        let day = small("d");
        let mut month = small("m");
        let mut year = n("y").map(|y| y as i16);
        if let Some(word) = c.name("rm") {
            let base = match word.as_str() {
                "当月" | "同月" => anchor.last?,
                _ => anchor.published.or(anchor.last)?,
            };
            let step = match word.as_str() {
                "上月" | "上个月" => 11,
                "下月" | "下个月" => 1,
                _ => 0,
            };
            let m = (u32::from(base.month?) - 1 + step) % 12 + 1;
            month = Some(m as u8);
            year = base.year.map(|y| match step {
                11 if m == 12 => y - 1,
                1 if m == 1 => y + 1,
                _ => y,
            });
        } else if let Some(word) = c.name("ry") {
            year = anchor.relative_year(word.as_str());
        } else if year.is_none() {
            year = anchor.year_of(month?, day);
        }
        let start = Date { year, month, day };
        let end = small("d2").map(|d2| Date {
            year: n("y2").map(|y| y as i16).or(year),
            month: small("m2").or(month),
            day: Some(d2),
        });
        return Some(DateRange { start, end });
    }
    if let Some(y) = n("oy") {
        if c.name("yk").is_some_and(|k| k.as_str() == "代") {
            return None;
        }
        return one(Date {
            year: Some(y as i16),
            ..Date::default()
        });
    }
    let bare = |d: u8| -> Option<Date> {
        let base = anchor.last.filter(|l| l.month.is_some() && l.day.is_some());
        if let Some(b) = base {
            return Some(Date { day: Some(d), ..b });
        }
        let p = anchor.published?;
        let (month, year) = (p.month?, p.year?);
        let (month, year) = match p.day {
            Some(pd) if d > pd + 1 && month == 1 => (12, year - 1),
            Some(pd) if d > pd + 1 => (month - 1, year),
            _ => (month, year),
        };
        Some(Date {
            year: Some(year),
            month: Some(month),
            day: Some(d),
        })
    };
    if let (Some(a), Some(b)) = (small("od"), small("od2")) {
        let start = bare(a)?;
        return Some(DateRange {
            start,
            end: Some(Date {
                day: Some(b),
                ..start
            }),
        });
    }
    if let Some(d) = small("sd") {
        return one(bare(d)?);
    }
    if let Some(word) = c.name("ory") {
        return one(Date {
            year: Some(anchor.relative_year(word.as_str())?),
            ..Date::default()
        });
    }
    one(anchor.relative_day(c.name("rd")?.as_str())?)
}

/// Finds and anchors the dates of a text, in order.
pub fn find(scan: &mut Scan<'_>, published: Option<Date>) {
    let mut anchor = Anchor {
        published,
        last: None,
    };
    let text = scan.text;
    for c in DATE.captures_iter(text) {
        let m = c.get(0).expect("group 0 is the match");
        let lead = m.as_str().len() - m.as_str().trim_start().len();
        let span = Span::new(m.start() + lead, m.end());
        // 35个日 or 102日: digits running on to the left are another number
        if scan
            .before(span.start)
            .is_some_and(|b| b.is_ascii_digit() || b == '第')
            || span.is_empty()
        {
            continue;
        }
        // 2014.9亿元 is a sum
        let sum = |r: &str| r.starts_with(['亿', '万', '元', '%', '％', '吨', '美']);
        if c.name("iso").is_some() && sum(&text[m.end()..]) {
            continue;
        }
        let Some(range) = read(&c, &anchor) else {
            continue;
        };
        if !range.start.valid() || range.end.is_some_and(|e| !e.valid()) {
            continue;
        }
        // a year alone is background more often than a step of the story
        if range.start.month.is_some() || anchor.last.is_none() {
            anchor.last = Some(range.end.unwrap_or(range.start));
        } else if let Some(l) = anchor.last
            && anchor.published.is_none()
            && c.name("oy").is_some()
        {
            anchor.last = Some(Date {
                year: range.start.year,
                ..l
            });
        }
        if scan.free(span) {
            let mut mention = Mention::new(Kind::Date, span, text);
            mention.date = Some(range);
            scan.take(mention);
        }
    }
}
