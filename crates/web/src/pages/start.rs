//! Where one begins: search, what is new, what is due, who is abroad.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiehao_register::{Error, Filter, Hit, Period, Register};

use super::Page;
use super::due::{self, Line};
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Row, Shell, cut, rows, show};

/// Of each part, so many.
const SHOWN: usize = 6;

/// Trips of the week, out and in: the rest is in its digest.
const WEEK: usize = 12;

/// Months ahead that are looked at.
const MONTHS: i32 = 12;

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    shell: Shell,
    of: Arc<Front>,
}

/// What the register has to show first, in the language of the page.
struct Front {
    counts: Vec<(&'static str, i64, String)>,
    latest: Vec<Arrived>,
    due: Vec<Line>,
    abroad: Vec<Row>,
    /// Trips of late, where nobody is abroad.
    trips: Vec<Row>,
    came: Vec<Row>,
}

/// A page that came lately.
pub(super) struct Arrived {
    pub title: String,
    pub href: String,
    pub about: String,
    pub kinds: Vec<&'static str>,
}

/// To the language that the browser asks for.
pub(crate) async fn language(headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|h| h.to_str().ok()).unwrap_or_default();
    let to = Lang::preferred(accepted).to("");
    let headers = [
        (header::LOCATION, to),
        (header::VARY, "Accept-Language".into()),
    ];
    (axum::http::StatusCode::FOUND, headers).into_response()
}

/// To the start page of a language that was typed without its slash.
pub(crate) async fn slash(ask: Ask) -> Redirect {
    Redirect::to(&ask.lang.to(""))
}

pub(crate) async fn page(ask: Ask) -> Page {
    let (lang, today) = (ask.lang, ask.site.today());
    let of = ask.kept(move |register| Front::of(register, &today, lang));
    show(&Start {
        of: of.await?,
        shell: Shell::new(&ask, ""),
    })
}

impl Front {
    fn of(register: &mut Register, today: &Period, lang: Lang) -> Result<Self, Error> {
        let few = Filter {
            limit: Some(SHOWN),
            ..Filter::default()
        };
        let visits = Filter {
            types: vec!["visit".into()],
            until: Some(today.to.to_string()),
            ..few.clone()
        };
        let (abroad, came) = register.trips(&today.week())?;
        let abroad = rows(&abroad[..abroad.len().min(WEEK)], lang);
        let count = |(kind, n): &(String, i64)| (lang.kinds(kind), *n, lang.to_list(kind, &[]));
        Ok(Self {
            counts: register.counts()?.iter().map(count).collect(),
            latest: register
                .latest(SHOWN)?
                .iter()
                .map(|hit| arrived(hit, lang))
                .collect(),
            due: due::lines(&register.ahead(&few, today, MONTHS)?, lang),
            trips: match abroad.is_empty() {
                true => rows(&register.acts(&visits)?, lang),
                false => Vec::new(),
            },
            abroad,
            came: rows(&came[..came.len().min(WEEK)], lang),
        })
    }
}

/// A page with what was read from it.
pub(super) fn arrived(hit: &Hit, lang: Lang) -> Arrived {
    let mut kinds = Vec::new();
    for (_, kind, _) in &hit.records {
        let kind = lang.kind(kind);
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let day = hit.published.as_deref().map(|p| &p[..p.len().min(10)]);
    let about: Vec<&str> = hit.outlet.as_deref().into_iter().chain(day).collect();
    Arrived {
        title: cut(hit.title.as_deref().unwrap_or(lang.words().untitled), 60),
        href: lang.to_document(&hit.capture),
        about: about.join(" · "),
        kinds,
    }
}
