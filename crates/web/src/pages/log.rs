//! The log of the desk, for administrators.

use askama::Template;
use jiehao_desk::Role;

use super::Page;
use crate::ask::Ask;
use crate::view::{Shell, moment, show};

/// Lines of a page.
const SIZE: usize = 100;

#[derive(Template)]
#[template(path = "log.html")]
struct Log {
    shell: Shell,
    who: String,
    entries: Vec<Line>,
    previous: String,
    next: String,
}

/// A line.
struct Line {
    at: String,
    who: String,
    address: String,
    deed: String,
    thing: String,
    /// A page of the thing.
    href: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    ask.may(Role::Admin, None)?;
    let number = ask.number("page", 1, 1, 100_000)?;
    let skip = usize::try_from(number - 1).unwrap_or(0) * SIZE;
    let who = ask.get("who").to_owned();
    let by = (!who.is_empty()).then(|| who.clone());
    let asked = ask
        .site
        .desk(move |desk| desk.log(by.as_deref(), skip, SIZE + 1));
    let mut entries = asked.await?;
    let more = entries.len() > SIZE;
    entries.truncate(SIZE);
    let lang = ask.lang;
    let lines = entries.into_iter().map(|e| Line {
        at: moment(e.at),
        deed: lang.deed(&e.deed).to_owned(),
        href: match e.thing.split(' ').next() {
            Some(id) if id.starts_with("c-") => lang.to_document(id),
            _ => String::new(),
        },
        who: e.who,
        address: e.address,
        thing: e.thing,
    });
    let leaf = |to: bool, n: i32| match to {
        true => lang.with("log", &[("who", &who), ("page", &n.to_string())]),
        false => String::new(),
    };
    show(&Log {
        shell: Shell::new(&ask, lang.desk().log),
        entries: lines.collect(),
        previous: leaf(number > 1, number - 1),
        next: leaf(more, number + 1),
        who,
    })
}
