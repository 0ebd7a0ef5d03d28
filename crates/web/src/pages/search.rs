//! Search: regions and people of that name, then pages that hold the words.

use askama::Template;
use jiehao_events::Type;
use jiehao_places::{Context, Gazetteer};
use jiehao_register::{ErrorKind, Filter};

use super::Page;
use super::filters::{Filters, Leaf};
use super::start::{Arrived, arrived};
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Shell, country, show};

/// Pages of a leaf.
const SIZE: usize = 20;

/// Places that are offered where several bear a name.
const PLACES: usize = 6;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    shell: Shell,
    places: Vec<Place>,
    /// How many acts name a person so, and their list.
    person: Option<(i64, String)>,
    /// Whom and what the pages name by names that hold one of the words: name, address, acts.
    names: Vec<(String, String, i64)>,
    hits: Vec<Found>,
    leaf: Leaf,
    types: [(&'static str, &'static str); Type::ALL.len()],
    filters: Filters,
}

/// A page that holds the words.
struct Found {
    page: Arrived,
    /// The words around the first of those asked for: before, the word, after.
    excerpt: (String, String, String),
}

/// A place of the name searched for.
struct Place {
    name: &'static str,
    above: String,
    href: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let q = ask.get("q").to_owned();
    let filters = Filters::read(&ask, None)?;
    let number = usize::try_from(ask.number("page", 1, 1, super::list::LAST)?).unwrap_or(1);
    let words: Vec<String> = q.split_whitespace().map(str::to_owned).collect();
    let first = words.first().cloned().unwrap_or_default();
    let named = q.clone();
    let filter = Filter {
        limit: Some(SIZE),
        skip: (number - 1) * SIZE,
        ..filters.filter.clone()
    };
    let asked = ask.register(move |register| {
        let person = Filter {
            person: Some(named.clone()),
            ..Filter::default()
        };
        let people = match named.is_empty() {
            true => 0,
            false => register.count(&person)?,
        };
        let found = match register.searched(&words, &filter, None) {
            // no letter in it: nothing can hold it
            Err(e) if e.kind == ErrorKind::Refused => None,
            found => Some(found?),
        };
        Ok((people, found))
    });
    let (people, found) = asked.await?;
    let (total, hits, names) = match found {
        Some(found) => (found.total, found.hits, found.names),
        None => (0, Vec::new(), Vec::new()),
    };
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let found = hits.iter().map(|hit| Found {
        page: arrived(hit, ask.lang),
        excerpt: around(&hit.excerpt, &first),
    });
    let query = filters.query(true);
    let mut base = ask.lang.with("search", &[("q", &q)]);
    if !query.is_empty() {
        base.push_str(&format!(
            "{}{query}",
            if base.contains('?') { "&" } else { "?" }
        ));
    }
    let to_person = || ask.lang.with("timeline", &[("person", &q)]);
    show(&Search {
        hits: found.collect(),
        places: places(&q, ask.lang),
        names: names
            .into_iter()
            // who is called just so is told of above
            .filter(|name| people == 0 || name.name != q)
            .map(|name| (name.name, ask.lang.to_name(&name.id), name.acts))
            .collect(),
        person: (people > 0).then(|| (people, to_person())),
        leaf: Leaf::new(number, total, SIZE, &base),
        shell: Shell::new(&ask, ask.t().search_title),
        types: Type::ALL.map(|t| (t.name(), ask.lang.kinds(t.name()))),
        filters,
    })
}

/// An excerpt parted at a word.
fn around(excerpt: &str, word: &str) -> (String, String, String) {
    match excerpt.split_once(word).filter(|_| !word.is_empty()) {
        Some((before, after)) => (before.to_owned(), word.to_owned(), after.to_owned()),
        None => (excerpt.to_owned(), String::new(), String::new()),
    }
}

/// Places that a text may be the name of.
fn places(text: &str, lang: Lang) -> Vec<Place> {
    let gazetteer = Gazetteer::get();
    let simple = jiehao_text::simplified(text);
    let context = Context {
        framed: true,
        by_list: true,
        ..Context::default()
    };
    let found = gazetteer.resolve(&simple, &context);
    let mut out: Vec<Place> = Vec::new();
    for handle in found.place.into_iter().chain(found.candidates).take(PLACES) {
        let place = gazetteer.place(gazetteer.on(handle, None));
        let above = gazetteer.above(place.handle).next();
        let above = above.map(|p| gazetteer.place(p).name);
        let href = lang.to_region(place.id);
        if out.iter().all(|p| p.href != href) {
            let land = || country(place.country, lang);
            out.push(Place {
                name: place.name,
                above: above.map_or_else(land, str::to_owned),
                href,
            });
        }
    }
    out
}
