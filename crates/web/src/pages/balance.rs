//! Visits out and in by year and country.

use askama::Template;
use jiehao_register::Filter;

use super::Page;
use crate::address::segment;
use crate::ask::Ask;
use crate::view::{Picture, Shell, country, place, show};

/// Rows of a page at most.
const MOST: usize = 1000;

#[derive(Template)]
#[template(path = "balance.html")]
struct BalancePage {
    shell: Shell,
    region: String,
    rows: Vec<Count>,
    total: usize,
    picture: Picture,
    /// Whether a region is to be chosen first.
    wide: bool,
}

struct Count {
    region: String,
    year: String,
    land: String,
    out: usize,
    back: usize,
    /// The visits that are counted.
    href: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let region = ask.place("region")?;
    let of = Filter {
        places: region.iter().cloned().collect(),
        ..Filter::default()
    };
    let wide = ask.is_wide(&of, "visit").await?;
    let counts = ask.kept(move |register| match wide {
        true => Ok(Vec::new()),
        false => register.balance(region.as_deref()),
    });
    let (counts, lang) = (counts.await?, ask.lang);
    let mut rows: Vec<Count> = counts
        .iter()
        .map(|b| {
            let (from, until) = (b.year.clone(), b.year.clone());
            let query = format!(
                "region={}&country={}&from={from}&until={until}",
                segment(&b.place),
                segment(&b.country)
            );
            Count {
                region: place(&b.place, &b.region, lang),
                year: b.year.clone(),
                land: country(&b.country, lang),
                out: b.out,
                back: b.back,
                href: match b.year.is_empty() || b.country == "CN" {
                    true => String::new(),
                    false => format!("{}?{query}", lang.to("list/visit")),
                },
            }
        })
        .collect();
    rows.sort_by(|a, b| (&a.region, &b.year).cmp(&(&b.region, &a.year)));
    let total = rows.len();
    rows.truncate(MOST);
    show(&BalancePage {
        shell: Shell::new(&ask, ask.t().balance),
        region: ask.get("region").to_owned(),
        picture: Picture::bars("balance", ask.t().bars_caption),
        rows,
        total,
        wide,
    })
}
