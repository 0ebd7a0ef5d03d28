//! A month day by day: acts, anniversaries of ties, promises that fall due.

use std::collections::BTreeMap;

use askama::Template;
use jiehao_events::Type;
use jiehao_register::{ActView, Filter, Period};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Page;
use super::due::{self, Line};
use super::filters::Filters;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{Shell, cut, headline, show, tongue};

/// Acts of a month at most.
const MOST: usize = 600;

/// Entries of a day; the rest is counted.
const DAILY: usize = 6;

/// Characters of an entry.
const TITLE: usize = 34;

#[derive(Template)]
#[template(path = "calendar.html")]
struct Calendar {
    shell: Shell,
    region: String,
    country: String,
    type_: String,
    types: Vec<(&'static str, &'static str)>,
    /// The month, as it stands in addresses and as it is read.
    month: String,
    title: String,
    before: String,
    after: String,
    today: String,
    ics: String,
    names: [&'static str; 7],
    weeks: Vec<[Option<Day>; 7]>,
    vague: Vec<Entry>,
    short: bool,
}

/// A day of the month.
struct Day {
    number: i8,
    date: String,
    /// The name of the day of the week, for pages too narrow for columns.
    name: &'static str,
    today: bool,
    entries: Vec<Entry>,
    /// Entries that find no room, and the list that has them.
    more: usize,
    all: String,
}

/// Something on a day.
#[derive(Clone)]
struct Entry {
    code: String,
    kind: String,
    title: String,
    /// Its language, as HTML names it; empty for that of the page.
    tongue: &'static str,
    href: String,
    /// Whether it began on a day before.
    goes_on: bool,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let filters = Filters::read(&ask, None)?;
    let now = ask.site.today().from;
    let month = ask.time("month")?.map_or(now, |p| p.from).first_of_month();
    let last = month.last_of_month();
    let within = Filter {
        from: Some(month.to_string()),
        until: Some(last.to_string()),
        limit: Some(MOST),
        order: jiehao_register::Order::Earliest,
        ..filters.filter.clone()
    };
    let places = Filter {
        places: filters.filter.places.clone(),
        ..Filter::default()
    };
    let first = Period::parse(&month.to_string())
        .ok_or_else(|| Trouble::Bad(month.to_string(), ask.t().not_a_date))?;
    let answers = ask.register(move |register| {
        let due = register.ahead(&places, &first, 1)?;
        Ok((register.acts(&within)?, due))
    });
    let (acts, mut due) = answers.await?;
    due.retain(|d| (month.to_string()..=last.to_string()).contains(&d.day));
    due.retain(|d| filters.type_.is_empty() || d.act.kind == filters.type_);
    let (lang, t) = (ask.lang, ask.t());
    let (days, vague) = by_day(&acts, &due::lines(&due, lang), month, lang);
    let to = |other: Date| {
        let other = other.strftime("%Y-%m").to_string();
        lang.with(
            "calendar",
            &[
                ("month", &other),
                ("region", &filters.region),
                ("country", &filters.country),
                ("type", &filters.type_),
            ],
        )
    };
    let all = |day: Date| {
        let day = day.to_string();
        let pairs = [
            ("type", filters.type_.as_str()),
            ("region", filters.region.as_str()),
            ("country", filters.country.as_str()),
            ("from", day.as_str()),
            ("until", day.as_str()),
        ];
        lang.with("timeline", &pairs)
    };
    show(&Calendar {
        shell: Shell::new(&ask, t.calendar),
        title: match lang {
            Lang::Chinese => format!("{}年{}月", month.year(), month.month()),
            Lang::English => month.strftime("%B %Y").to_string(),
        },
        month: month.strftime("%Y-%m").to_string(),
        before: to(month.saturating_sub(1.month())),
        after: to(month.saturating_add(1.month())),
        today: match month == now.first_of_month() {
            true => String::new(),
            false => to(now),
        },
        ics: lang.with(
            "export/ics",
            &[
                ("region", &filters.region),
                ("country", &filters.country),
                ("months", "24"),
            ],
        ),
        names: names(lang),
        weeks: weeks(month, now, days, lang, all),
        vague,
        short: acts.len() == MOST,
        types: Type::ALL.map(|t| (t.name(), lang.kinds(t.name()))).to_vec(),
        region: filters.region.clone(),
        country: filters.country.clone(),
        type_: filters.type_.clone(),
    })
}

fn names(lang: Lang) -> [&'static str; 7] {
    let t = lang.words();
    [
        t.monday,
        t.tuesday,
        t.wednesday,
        t.thursday,
        t.friday,
        t.saturday,
        t.sunday,
    ]
}

/// Entries by the day of the month, and those of which only the month is known.
fn by_day(
    acts: &[ActView],
    due: &[Line],
    month: Date,
    lang: Lang,
) -> (BTreeMap<i8, Vec<Entry>>, Vec<Entry>) {
    let mut days: BTreeMap<i8, Vec<Entry>> = BTreeMap::new();
    let mut vague = Vec::new();
    // what falls due stands before what was
    for line in due {
        if let Some(day) = line.day.parse::<Date>().ok().map(Date::day) {
            days.entry(day).or_default().push(Entry {
                code: "due".to_owned(),
                kind: line.what.clone(),
                tongue: line.tongue,
                title: cut(&line.headline, TITLE),
                href: line.href.clone(),
                goes_on: false,
            });
        }
    }
    for act in acts {
        let title = cut(&headline(act, lang), TITLE);
        let entry = Entry {
            code: act.kind.clone(),
            kind: lang.kind(&act.kind).to_owned(),
            tongue: tongue(&title),
            title,
            href: lang.to_act(&act.id),
            goes_on: false,
        };
        let stretch = act.days().and_then(|(from, until, precise)| {
            let stretch: (Date, Date) = (from.parse().ok()?, until.parse().ok()?);
            (precise == "day").then_some(stretch)
        });
        match stretch {
            Some((from, until)) => {
                let (first, last) = (from.max(month), until.min(month.last_of_month()));
                for day in first.day()..=last.day() {
                    days.entry(day).or_default().push(Entry {
                        goes_on: day > first.day() || from < first,
                        ..entry.clone()
                    });
                }
            }
            // what is known by its year alone is in each of its months, and says nothing of this one
            None if act.days().is_some_and(|d| d.2 == "month") => vague.push(entry),
            None => {}
        }
    }
    (days, vague)
}

/// The weeks of a month from Monday to Sunday; days of other months stay empty.
fn weeks(
    month: Date,
    now: Date,
    mut entries: BTreeMap<i8, Vec<Entry>>,
    lang: Lang,
    all: impl Fn(Date) -> String,
) -> Vec<[Option<Day>; 7]> {
    let mut weeks: Vec<[Option<Day>; 7]> = Vec::new();
    for number in 1..=month.days_in_month() {
        let date = month.saturating_add(i32::from(number - 1).days());
        let column = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        if column == 0 || weeks.is_empty() {
            weeks.push(Default::default());
        }
        let mut of = entries.remove(&number).unwrap_or_default();
        let more = of.len().saturating_sub(DAILY);
        of.truncate(DAILY);
        let day = Day {
            number,
            date: date.to_string(),
            name: names(lang)[column],
            today: date == now,
            entries: of,
            more,
            all: all(date),
        };
        if let Some(week) = weeks.last_mut() {
            week[column] = Some(day);
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_has_all_its_days_each_on_its_weekday() {
        for (month, first, rows) in [
            (date(2024, 6, 1), 5, 5),
            (date(2021, 2, 1), 0, 4),
            (date(2023, 10, 1), 6, 6),
        ] {
            let none = BTreeMap::new();
            let weeks = weeks(month, month, none, Lang::English, |d| d.to_string());
            assert_eq!(weeks.len(), rows, "{month}");
            assert!(
                weeks[0][first]
                    .as_ref()
                    .is_some_and(|d| d.number == 1 && d.today)
            );
            assert!(weeks[0][..first].iter().all(Option::is_none));
            let days: Vec<i8> = weeks.iter().flatten().flatten().map(|d| d.number).collect();
            assert!(days.iter().copied().eq(1..=month.days_in_month()));
        }
    }
}
