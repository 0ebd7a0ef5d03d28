//! Where one begins: search, what is new, what is due, who is abroad.

use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiehao_events::Type;
use jiehao_register::{Filter, Hit};

use super::Page;
use super::due::{self, Line};
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Row, Shell, cut, rows, show};

/// Of each part, so many.
const SHOWN: usize = 6;

/// Months ahead that are looked at.
const MONTHS: i32 = 12;

#[derive(Template)]
#[template(path = "start.html")]
struct Start {
    shell: Shell,
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
    let lang = ask.lang;
    let today = ask.site.today();
    let asked = ask.register(move |register| {
        let mut counts = Vec::new();
        for kind in Type::ALL.map(Type::name) {
            let of = Filter {
                types: vec![kind.to_owned()],
                ..Filter::default()
            };
            counts.push((kind, register.count(&of)?));
        }
        let visits = Filter {
            types: vec!["visit".into()],
            until: Some(today.to.to_string()),
            limit: Some(SHOWN),
            ..Filter::default()
        };
        Ok((
            counts,
            register.latest(SHOWN)?,
            register.due(&Filter::default(), &today, MONTHS)?,
            register.digest(&Filter::default(), &today.week())?,
            register.acts(&visits)?,
        ))
    });
    let (counts, latest, due, week, visits) = asked.await?;
    let ahead: Vec<_> = due.into_iter().filter(|d| !d.overdue).take(SHOWN).collect();
    let count = |(kind, n): (&'static str, i64)| (lang.kinds(kind), n, lang.to_list(kind, &[]));
    let abroad = rows(&week.abroad, lang);
    show(&Start {
        shell: Shell::new(&ask, ""),
        counts: counts.into_iter().filter(|c| c.1 > 0).map(count).collect(),
        latest: latest.iter().map(|hit| arrived(hit, lang)).collect(),
        due: due::lines(&ahead, lang),
        trips: match abroad.is_empty() {
            true => rows(&visits, lang),
            false => Vec::new(),
        },
        abroad,
        came: rows(&week.came, lang),
    })
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
