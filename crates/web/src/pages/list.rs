//! Acts of one type: filters in the address, sorted, in pages, each exporting what it shows.

use askama::Template;
use jiehao_events::Type;

use super::Page;
use super::filters::{Filters, Leaf};
use crate::ask::Ask;
use crate::trouble::Trouble;
use crate::view::{Picture, Row, Shell, rows, show};

/// Acts of a page.
pub(super) const SIZE: usize = 40;

/// Pages that one may turn to: a list is narrowed by its filters sooner.
pub(super) const LAST: i32 = 100_000;

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    shell: Shell,
    note: &'static str,
    kind: String,
    filters: Filters,
    /// Types to choose from, of a list that has none of its own.
    types: Vec<(&'static str, &'static str)>,
    action: String,
    acts: Vec<Row>,
    leaf: Leaf,
    exports: Vec<(&'static str, String)>,
    /// What is new of it.
    feed: String,
    picture: Option<Picture>,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let kind = Type::named(&ask.id).ok_or_else(|| Trouble::Missing(ask.here.clone()))?;
    let filters = Filters::read(&ask, Some(kind.name()))?;
    let title = ask.lang.kinds(kind.name());
    listed(&ask, filters, title, "", kind.name(), None).await
}

/// A list of acts that pass filters; `kind` is the type in its path, empty for none.
pub(super) async fn listed(
    ask: &Ask,
    filters: Filters,
    title: &'static str,
    note: &'static str,
    kind: &str,
    picture: Option<Picture>,
) -> Page {
    let number = ask.number("page", 1, 1, LAST)?;
    let number = usize::try_from(number).unwrap_or(1);
    let mut filter = filters.filter.clone();
    filter.limit = Some(SIZE);
    filter.skip = (number - 1) * SIZE;
    let (acts, total) = ask
        .register(move |register| Ok((register.acts(&filter)?, register.count(&filter)?)))
        .await?;
    let path = ask.here.split('?').next().unwrap_or_default();
    let action = ask.lang.to(path);
    let base = match filters.query(kind.is_empty()) {
        query if query.is_empty() => action.clone(),
        query => format!("{action}?{query}"),
    };
    let types = Type::ALL.map(|t| (t.name(), ask.lang.kinds(t.name())));
    show(&List {
        shell: Shell::new(ask, title),
        note,
        kind: kind.to_owned(),
        types: match kind.is_empty() {
            true => types.to_vec(),
            false => Vec::new(),
        },
        action,
        acts: rows(&acts, ask.lang),
        leaf: Leaf::new(number, total, SIZE, &base),
        exports: exports(ask, &filters),
        feed: match filters.query(true) {
            query if query.is_empty() => ask.lang.to("feed.atom"),
            query => format!("{}?{query}", ask.lang.to("feed.atom")),
        },
        picture: picture.filter(|_| !acts.is_empty()),
        filters,
    })
}

/// What a list shows, in each form: name and address.
fn exports(ask: &Ask, filters: &Filters) -> Vec<(&'static str, String)> {
    let query = filters.query(true);
    let forms = [
        ("Excel", "xlsx"),
        ("CSV", "csv"),
        ("JSON", "jsonl"),
        (ask.t().export_ics, "ics"),
    ];
    let to = |(name, form)| {
        let base = ask.lang.to(&format!("export/{form}"));
        match query.is_empty() {
            true => (name, base),
            false => (name, format!("{base}?{query}")),
        }
    };
    forms.into_iter().map(to).collect()
}
