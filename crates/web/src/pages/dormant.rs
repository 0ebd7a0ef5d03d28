//! Ties without an exchange on record for some years.

use askama::Template;
use jiehao_register::Dormant;

use super::Page;
use super::filters::Filters;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Row, Shell, rows, show};

/// Rows of a page at most.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "dormant.html")]
struct DormantPage {
    shell: Shell,
    region: String,
    country: String,
    years: i32,
    ties: Vec<Sleeping>,
    total: usize,
    /// Whether a region is to be chosen first.
    wide: bool,
}

struct Sleeping {
    tie: Row,
    /// Day and page of the latest exchange.
    last: Option<(String, String)>,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let filters = Filters::read(&ask, None)?;
    let years = ask.number("years", 3, 1, 200)?;
    let today = ask.site.today();
    let filter = filters.filter;
    let wide = ask.is_wide(&filter, "tie").await?;
    let ties = ask.register(move |register| match wide {
        true => Ok(Vec::new()),
        false => register.dormant(&filter, &today, years),
    });
    let ties = ties.await?;
    show(&DormantPage {
        shell: Shell::new(&ask, ask.t().dormant),
        region: filters.region,
        country: filters.country,
        years,
        total: ties.len(),
        wide,
        ties: ties
            .iter()
            .take(MOST)
            .map(|d| sleeping(d, ask.lang))
            .collect(),
    })
}

fn sleeping(dormant: &Dormant, lang: Lang) -> Sleeping {
    let mut tie = rows(std::slice::from_ref(&dormant.tie), lang);
    Sleeping {
        tie: tie.remove(0),
        last: dormant
            .last
            .as_ref()
            .map(|(id, day)| (day.clone(), lang.to_act(id))),
    }
}
