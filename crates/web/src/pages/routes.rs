//! What the map and the network share: routes that pass the filters of the address, in a table.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiehao_register::{Route, Routes};

use super::filters::Filters;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{RouteRow, routes};

/// Rows of a page at most: as many can be told apart in a picture.
const MOST: usize = 400;

/// Routes with the filters they passed.
pub(super) struct Shown {
    pub filters: Filters,
    /// Whether cities stand for themselves; otherwise their provinces stand for them.
    pub cities: bool,
    pub seen: Arc<Seen>,
}

/// Routes in the language of the page.
pub(super) struct Seen {
    pub rows: Vec<RouteRow>,
    /// How many there are, of how many regions and places.
    pub total: usize,
    pub homes: usize,
    pub others: usize,
    /// How many of those shown have an end that lies nowhere.
    pub nowhere: usize,
    /// Acts that pass, and how many of them were looked at.
    pub passing: i64,
    pub looked_at: usize,
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
    let lang = ask.lang;
    let time = [
        ("from", filters.from.clone()),
        ("until", filters.until.clone()),
    ];
    let seen = ask.kept(move |register| {
        let time = time.each_ref().map(|(name, day)| (*name, day.as_str()));
        Ok(Seen::of(&register.routes(&filter, !cities)?, time, lang))
    });
    Ok(Shown {
        seen: seen.await?,
        cities,
        filters,
    })
}

impl Seen {
    fn of(found: &Routes, time: [(&'static str, &str); 2], lang: Lang) -> Self {
        let distinct = |id: fn(&Route) -> &str| {
            let all: BTreeSet<&str> = found.all.iter().map(id).collect();
            all.len()
        };
        let shown = &found.all[..found.all.len().min(MOST)];
        let nowhere = |r: &&Route| r.home.at.is_none() || r.other.at.is_none();
        Self {
            rows: routes(shown, time, lang),
            total: found.all.len(),
            homes: distinct(|r| &r.home.id),
            others: distinct(|r| &r.other.id),
            nowhere: shown.iter().filter(nowhere).count(),
            passing: found.passing,
            looked_at: found.seen,
        }
    }
}

impl Shown {
    /// What is to be seen, in words: the text alternative of a picture.
    pub fn caption(&self, words: &str) -> String {
        let most = self.seen.rows.first();
        let most = most.map(|r| format!("{} — {}", r.home.name, r.other.name));
        words
            .replace("{homes}", &self.seen.homes.to_string())
            .replace("{others}", &self.seen.others.to_string())
            .replace("{pairs}", &self.seen.rows.len().to_string())
            .replace("{most}", most.as_deref().unwrap_or("—"))
    }
}
