//! What contradicts itself: side by side, undecided.

use askama::Template;
use jiehao_events::Type;
use jiehao_register::{Contradiction, Found, Register};

use super::Page;
use super::filters::Filters;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Shell, cut, headline, show, tongue};

/// Acts that are looked at: the latest.
const LATEST: usize = 2000;

/// Rows of a page at most.
const MOST: usize = 200;

/// Records of a value that are named; the rest is counted.
const NAMED: usize = 5;

#[derive(Template)]
#[template(path = "conflicts.html")]
struct Conflicts {
    shell: Shell,
    filters: Filters,
    types: Vec<(&'static str, &'static str)>,
    rows: Vec<Odd>,
    total: usize,
    short: bool,
}

/// A contradiction in words.
struct Odd {
    about: String,
    of: String,
    /// Its language, as HTML names it; empty for that of the page.
    tongue: &'static str,
    href: String,
    values: Vec<Value>,
}

/// What is said, and where.
struct Value {
    value: String,
    by: Vec<String>,
    more: usize,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let filters = Filters::read(&ask, None)?;
    let lang = ask.lang;
    let mut filter = filters.filter.clone();
    filter.limit = Some(LATEST);
    let answers = ask.register(move |register| {
        let passing = register.count(&filter)?;
        let mut found = register.conflicts(&filter)?;
        let total = found.len();
        found.truncate(MOST);
        let mut rows = Vec::with_capacity(found.len());
        for one in found {
            let of = called(register, &one.of, lang);
            rows.push(odd(one, of, lang));
        }
        Ok((rows, total, passing > LATEST as i64))
    });
    let (rows, total, short) = answers.await?;
    show(&Conflicts {
        shell: Shell::new(&ask, ask.t().conflicts),
        types: Type::ALL.map(|t| (t.name(), lang.kinds(t.name()))).to_vec(),
        filters,
        rows,
        total,
        short,
    })
}

/// What an act is called, or what else contradictions are told of: words and address.
fn called(register: &mut Register, of: &str, lang: Lang) -> (String, String) {
    if of.starts_with("a-")
        && let Ok(Found::Act(act)) = register.show(of)
    {
        return (cut(&headline(&act, lang), 60), lang.to_act(of));
    }
    match of.split_once(' ') {
        // a person by id, name and day
        Some((id, rest)) if id.starts_with("e-") => (rest.to_owned(), lang.to_name(id)),
        _ => (of.to_owned(), String::new()),
    }
}

fn odd(one: Contradiction, (of, href): (String, String), lang: Lang) -> Odd {
    let t = lang.words();
    let about = one.about.as_str();
    let to = |id: &String| match id.starts_with("a-") {
        true => lang.to_act(id),
        false => lang.to(&format!("record/{}", crate::address::segment(id))),
    };
    Odd {
        values: one
            .values
            .iter()
            .map(|(value, by)| Value {
                value: lang.value(about, value).to_owned(),
                by: by.iter().take(NAMED).map(to).collect(),
                more: by.len().saturating_sub(NAMED),
            })
            .collect(),
        about: match about {
            "whereabouts" => t.whereabouts,
            "post" => t.post_twice,
            attribute => lang.label(attribute),
        }
        .to_owned(),
        tongue: tongue(&of),
        of,
        href,
    }
}
