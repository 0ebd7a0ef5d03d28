//! Anniversaries of ties and promises that fall due, and promises overdue.

use askama::Template;
use jiehao_register::{Due, Filter};

use super::Page;
use super::filters::Filters;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Shell, cut, headline, show, tongue};

/// Rows of a page at most.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "due.html")]
struct DuePage {
    shell: Shell,
    region: String,
    country: String,
    months: i32,
    ahead: Vec<Line>,
    overdue: Vec<Line>,
    calendar: String,
}

/// Something that falls due.
pub(super) struct Line {
    pub day: String,
    pub what: String,
    pub headline: String,
    /// The language of the headline, as HTML names it; empty for that of the page.
    pub tongue: &'static str,
    pub href: String,
    pub quote: String,
    pub evidence: String,
    /// Acts that may have kept a promise, with the words they share.
    pub kept: Vec<(String, String)>,
    pub overdue: bool,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let filters = Filters::read(&ask, None)?;
    let months = ask.number("months", 24, 1, 600)?;
    let today = ask.site.today();
    let filter = Filter {
        limit: Some(MOST),
        ..filters.filter.clone()
    };
    let due = ask.register(move |register| {
        let ahead = register.ahead(&filter, &today, months)?;
        Ok((ahead, register.overdue(&filter, &today)?))
    });
    let (ahead, overdue) = due.await?;
    let calendar = ask.lang.with(
        "export/ics",
        &[
            ("region", &filters.region),
            ("country", &filters.country),
            ("months", &months.to_string()),
        ],
    );
    show(&DuePage {
        shell: Shell::new(&ask, ask.t().due),
        months,
        ahead: lines(&ahead, ask.lang),
        overdue: lines(&overdue, ask.lang),
        calendar,
        region: filters.region,
        country: filters.country,
    })
}

/// What falls due, as lines.
pub(super) fn lines(due: &[Due], lang: Lang) -> Vec<Line> {
    let t = lang.words();
    let line = |due: &Due, headline: String| Line {
        tongue: tongue(&headline),
        headline,
        day: due.day.clone(),
        what: match due.years {
            Some(years) => t.anniversary.replace('%', &years.to_string()),
            None => t.promise.to_owned(),
        },
        href: lang.to_act(&due.act.id),
        quote: cut(&due.act.quote(), 80),
        evidence: due
            .act
            .records
            .first()
            .map_or_else(String::new, |r| lang.to_quote(&r.capture, &r.id, 0)),
        kept: due
            .kept_by
            .iter()
            .map(|(id, words)| (lang.to_act(id), words.clone()))
            .collect(),
        overdue: due.overdue,
    };
    due.iter()
        .map(|due| line(due, cut(&headline(&due.act, lang), 60)))
        .collect()
}
