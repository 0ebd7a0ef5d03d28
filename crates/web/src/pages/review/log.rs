//! All decisions: who decided what, when, on what ground; whether a second person looked.

use askama::Template;
use jiehao_desk::{Role, Scope};
use jiehao_register::{Check, Settled};

use super::super::Page;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Shell, cut, show};

/// Things of a page.
const SIZE: usize = 40;

#[derive(Template)]
#[template(path = "decisions.html")]
struct Decisions {
    shell: Shell,
    state: String,
    states: Vec<(&'static str, &'static str)>,
    total: usize,
    rows: Vec<Row>,
    may: bool,
    here: String,
    did: String,
    previous: String,
    next: String,
}

/// Something that was decided.
struct Row {
    question: &'static str,
    about: String,
    quote: String,
    href: String,
    check: &'static str,
    code: &'static str,
    decisions: Vec<Said>,
}

/// A decision.
struct Said {
    id: String,
    who: String,
    at: String,
    verdict: &'static str,
    ground: String,
}

/// The states by their names in addresses.
const STATES: [(&str, Check); 3] = [
    ("once", Check::Once),
    ("twice", Check::Twice),
    ("contested", Check::Contested),
];

pub(crate) async fn page(ask: Ask) -> Page {
    let account = ask.may(Role::Reader, Some(Scope::Review))?.clone();
    let number = ask.number("page", 1, 1, 10_000)?;
    let skip = usize::try_from(number - 1).unwrap_or(0) * SIZE;
    let (lang, d) = (ask.lang, ask.lang.desk());
    let state = ask.get("state").to_owned();
    let check = STATES.iter().find(|(name, _)| *name == state);
    let check = check.map(|(_, check)| *check);
    let asked = ask.register(move |register| register.settled(check, None, skip, SIZE));
    let (settled, total) = asked.await?;
    let to = |page: i32| {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        lang.with("review/log", &[("state", &state), ("page", &page)])
    };
    let more = skip + SIZE < total;
    show(&Decisions {
        shell: Shell::new(&ask, d.decisions),
        states: STATES
            .map(|(code, check)| (code, named(check, lang)))
            .to_vec(),
        total,
        rows: settled.into_iter().map(|s| row(s, lang)).collect(),
        may: account.role >= Role::Reviewer,
        here: to(number),
        did: ask.get("did").to_owned(),
        previous: if number > 1 {
            to(number - 1)
        } else {
            String::new()
        },
        next: if more { to(number + 1) } else { String::new() },
        state,
    })
}

fn named(check: Check, lang: Lang) -> &'static str {
    let d = lang.desk();
    match check {
        Check::Once => d.check_once,
        Check::Twice => d.check_twice,
        Check::Contested => d.check_contested,
    }
}

/// What a decision is about, its type in the language of the page.
fn worded(about: &str, lang: Lang) -> String {
    match about.split_once(' ') {
        Some((kind, rest)) if !lang.kind(kind).is_empty() => format!("{} {rest}", lang.kind(kind)),
        _ => about.to_owned(),
    }
}

fn row(settled: Settled, lang: Lang) -> Row {
    let state = STATES.iter().find(|(_, check)| *check == settled.check);
    let about = settled.about;
    let said = settled.decisions.into_iter().map(|d| Said {
        id: d.id,
        who: d.who,
        at: d.at.get(..16).unwrap_or_default().replace('T', " "),
        verdict: lang.verdict(d.verdict),
        ground: d.ground,
    });
    let words: Vec<&str> = about.quote.split_whitespace().collect();
    Row {
        question: lang.question(about.question),
        href: match about.records.first() {
            Some(id) => lang.to(&format!("record/{id}")),
            None => String::new(),
        },
        quote: cut(&words.join(" "), 120),
        about: worded(&about.about, lang),
        check: named(settled.check, lang),
        code: state.map_or("", |(code, _)| *code),
        decisions: said.collect(),
    }
}
