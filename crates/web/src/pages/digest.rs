//! A week: who is abroad, who came, what was signed, what falls due.

use askama::Template;
use jiff::ToSpan;

use super::Page;
use super::due::{self, Line};
use super::filters::Filters;
use crate::ask::Ask;
use crate::view::{Row, Shell, rows, show};

#[derive(Template)]
#[template(path = "digest.html")]
struct DigestPage {
    shell: Shell,
    region: String,
    from: String,
    until: String,
    parts: Vec<(&'static str, Vec<Row>)>,
    due: Vec<Line>,
    vague: usize,
    before: String,
    after: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let filters = Filters::read(&ask, None)?;
    let day = ask.time("week")?.unwrap_or_else(|| ask.site.today());
    let week = day.week();
    let filter = filters.filter;
    let digest = ask
        .register(move |register| register.digest(&filter, &week))
        .await?;
    let (lang, t) = (ask.lang, ask.t());
    let parts = [
        (t.visits_out, &digest.abroad),
        (t.visits_in, &digest.came),
        (t.inland, &digest.other_visits),
        (t.meetings, &digest.met),
        (t.agreements, &digest.signed),
        (t.new_ties, &digest.ties),
        (t.conferences, &digest.events),
    ];
    let parts = parts.into_iter().filter(|p| !p.1.is_empty());
    let week_of = |days: i32| {
        let day = week.from.saturating_add(days.days()).to_string();
        lang.with("digest", &[("week", &day), ("region", &filters.region)])
    };
    show(&DigestPage {
        shell: Shell::new(&ask, t.digest),
        from: digest.from.clone(),
        until: digest.until.clone(),
        parts: parts
            .map(|(title, acts)| (title, rows(acts, lang)))
            .collect(),
        due: due::lines(&digest.due, lang),
        vague: digest.vague,
        before: week_of(-7),
        after: week_of(7),
        region: filters.region,
    })
}
