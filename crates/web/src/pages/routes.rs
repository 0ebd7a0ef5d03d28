//! What the map and the network share: routes that pass the filters of the address, in a table.

use jiehao_register::Routes;

use super::filters::Filters;
use crate::ask::Ask;
use crate::trouble::Trouble;
use crate::view::{RouteRow, routes};

/// Rows of a page at most: as many can be told apart in a picture.
const MOST: usize = 400;

/// Routes with the filters they passed.
pub(super) struct Shown {
    pub filters: Filters,
    /// Whether cities stand for themselves; otherwise their provinces stand for them.
    pub cities: bool,
    pub rows: Vec<RouteRow>,
    /// How many there are, of how many regions and places.
    pub total: usize,
    pub homes: usize,
    pub others: usize,
    /// How many of those shown have an end that lies nowhere.
    pub nowhere: usize,
    /// Acts that pass, and how many of them were looked at.
    pub passing: i64,
    pub seen: usize,
}

/// Reads the filters and asks; `kind` is the type where the address names none.
pub(super) async fn asked(ask: &Ask, kind: &str) -> Result<Shown, Trouble> {
    let mut filters = Filters::read(ask, None)?;
    match filters.type_.as_str() {
        "" if !kind.is_empty() => {
            filters.filter.types = vec![kind.to_owned()];
            filters.type_ = kind.to_owned();
        }
        "" | "tie" | "visit" => {}
        other => return Err(Trouble::Bad(other.to_owned(), ask.t().not_a_type)),
    }
    let cities = ask.get("by") == "city";
    let filter = filters.filter.clone();
    let found = ask
        .register(move |register| register.routes(&filter, !cities))
        .await?;
    let Routes { all, passing, seen } = found;
    let mut homes: Vec<&str> = all.iter().map(|r| r.home.id.as_str()).collect();
    let mut others: Vec<&str> = all.iter().map(|r| r.other.id.as_str()).collect();
    for ids in [&mut homes, &mut others] {
        ids.sort_unstable();
        ids.dedup();
    }
    let shown = &all[..all.len().min(MOST)];
    let time = [
        ("from", filters.from.as_str()),
        ("until", filters.until.as_str()),
    ];
    let nowhere = |r: &&jiehao_register::Route| r.home.at.is_none() || r.other.at.is_none();
    Ok(Shown {
        rows: routes(shown, time, ask.lang),
        total: all.len(),
        homes: homes.len(),
        others: others.len(),
        nowhere: shown.iter().filter(nowhere).count(),
        passing,
        seen,
        cities,
        filters,
    })
}

impl Shown {
    /// What is to be seen, in words: the text alternative of a picture.
    pub fn caption(&self, words: &str) -> String {
        let most = self.rows.first();
        let most = most.map(|r| format!("{} — {}", r.home.name, r.other.name));
        words
            .replace("{homes}", &self.homes.to_string())
            .replace("{others}", &self.others.to_string())
            .replace("{pairs}", &self.rows.len().to_string())
            .replace("{most}", most.as_deref().unwrap_or("—"))
    }
}
