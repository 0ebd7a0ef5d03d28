//! Two regions or two trips side by side.

use askama::Template;
use jiehao_register::Item;

use super::Page;
use super::years::{Year, years};
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Picture, Shell, place, show};

/// Items of a cell; the rest is counted.
const MOST: usize = 30;

#[derive(Template)]
#[template(path = "compare.html")]
struct Compare {
    shell: Shell,
    a: String,
    b: String,
    /// Names and addresses of the two, once there are two.
    heads: Option<[(String, String); 2]>,
    aspects: Vec<Beside>,
    /// How many acts of a sort were looked at, where there are more.
    latest: Option<usize>,
    /// Of regions, the visits of each by year.
    years: Vec<(String, Year)>,
    picture: Picture,
}

/// A respect in which two are compared.
struct Beside {
    label: String,
    a: Cell,
    b: Cell,
    both: Cell,
}

/// What one of two has in a respect.
struct Cell {
    /// In words, with the acts that say so.
    items: Vec<(String, Vec<String>)>,
    more: usize,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let (a, b) = (ask.get("a").to_owned(), ask.get("b").to_owned());
    let mut page = Compare {
        shell: Shell::new(&ask, ask.t().compare),
        heads: None,
        aspects: Vec::new(),
        latest: None,
        years: Vec::new(),
        picture: Picture::bars("years", ask.t().bars_caption),
        a: a.clone(),
        b: b.clone(),
    };
    if a.is_empty() || b.is_empty() {
        return show(&page);
    }
    let answer = ask
        .kept(move |register| {
            let found = register.compare(&a, &b)?;
            let mut balances = Vec::new();
            if found.sort == "regions" {
                for (name, id) in [&found.a, &found.b] {
                    let counts = register.years(id)?;
                    balances.push((name.clone(), id.clone(), counts));
                }
            }
            Ok((found, balances))
        })
        .await?;
    let (found, balances) = &*answer;
    let lang = ask.lang;
    let to = |id: &str| match found.sort {
        "trips" => lang.to_act(id),
        _ => lang.to_region(id),
    };
    let called = |name: &str, id: &str| place(id, name, lang);
    page.heads = Some([&found.a, &found.b].map(|(name, id)| (called(name, id), to(id))));
    page.latest = found.latest;
    page.aspects = found
        .aspects
        .iter()
        .map(|aspect| Beside {
            label: lang.aspect(aspect.aspect).to_owned(),
            a: cell(&aspect.a, lang),
            b: cell(&aspect.b, lang),
            both: cell(&aspect.both, lang),
        })
        .collect();
    for (name, id, counts) in balances {
        let of = years(counts, id, lang).into_iter();
        page.years.extend(of.map(|year| (called(name, id), year)));
    }
    show(&page)
}

fn cell(items: &[Item], lang: Lang) -> Cell {
    let item = |item: &Item| {
        let acts = item.acts.iter().take(3).map(|id| lang.to_act(id));
        let text = match &item.place {
            Some((id, name)) => item.text.replace(name, &place(id, name, lang)),
            None => item.text.clone(),
        };
        (text, acts.collect())
    };
    Cell {
        items: items.iter().take(MOST).map(item).collect(),
        more: items.len().saturating_sub(MOST),
    }
}
