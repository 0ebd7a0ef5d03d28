//! A region: its ties, visits out and in, agreements, meetings, what it claims, what falls due.

use std::sync::Arc;

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use jiehao_places::Gazetteer;
use jiehao_register::{ActView, Period, Register, Shown};

use super::Page;
use super::audit::{Claim, claims};
use super::due::{self, Line};
use super::timeline;
use super::years::{Year, years};
use crate::address::segment;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{Picture, Row, Shell, country, place as place_name, rows, show};

/// Acts of a part.
const SHOWN: usize = 8;

/// Ties, which such a page is read for.
const TIES: usize = 60;

/// Months ahead in which something falls due.
const MONTHS: i32 = 24;

#[derive(Template)]
#[template(path = "region.html")]
struct RegionPage {
    shell: Shell,
    id: String,
    /// Its Chinese name, on a page in English.
    own: String,
    land: String,
    above: Vec<(String, String)>,
    all_ties: String,
    of: Arc<Dossier>,
    timeline: Option<Picture>,
    bars: Picture,
    links: Vec<(&'static str, String)>,
    /// What is new of it, and what falls due, for programs that follow.
    feed: String,
    calendar: String,
}

/// What the register has of a region, in the language of the page.
struct Dossier {
    name: String,
    counts: Vec<(&'static str, i64, String)>,
    claims: Vec<Claim>,
    ties: Vec<Row>,
    more_ties: bool,
    due: Vec<Line>,
    parts: Vec<Part>,
    years: Vec<Year>,
}

/// Acts of one sort, with the list of all of them.
struct Part {
    title: &'static str,
    acts: Vec<Row>,
    all: String,
    more: bool,
}

/// By a name or id typed into a form: to its page.
pub(crate) async fn named(ask: Ask) -> Result<Response, Trouble> {
    match ask.place("name")? {
        Some(id) => Ok(Redirect::to(&ask.lang.to_region(&id)).into_response()),
        None => Ok(Redirect::to(&ask.lang.to("regions")).into_response()),
    }
}

pub(crate) async fn page(ask: Ask) -> Result<Response, Trouble> {
    let id = jiehao_register::place(&ask.id).map_err(Trouble::Register)?;
    if id != ask.id {
        // one address for one thing: a name, or the code of former years, leads to today's
        return Ok(Redirect::to(&ask.lang.to_region(&id)).into_response());
    }
    Ok(dossier(&ask, id).await?.into_response())
}

impl Dossier {
    fn of(
        register: &mut Register,
        id: &str,
        today: &Period,
        lang: Lang,
    ) -> Result<Self, jiehao_register::Error> {
        let shown = Shown {
            acts: SHOWN,
            ties: TIES,
            months: MONTHS,
        };
        let found = register.dossier(id, &shown, today)?;
        let region = found.region;
        let t = lang.words();
        let all = |kind: &str, way: &str| lang.to_list(kind, &[("region", id), ("way", way)]);
        let part = |title, acts: &[ActView], more, all| Part {
            title,
            acts: rows(acts, lang),
            all,
            more,
        };
        let (own, more) = (&region, found.more);
        let parts = vec![
            part(
                t.visits_out,
                &own.visits_out,
                more.visits_out,
                all("visit", "out"),
            ),
            part(
                t.visits_in,
                &own.visits_in,
                more.visits_in,
                all("visit", "in"),
            ),
            part(
                t.agreements,
                &own.agreements,
                more.agreements,
                all("agreement", ""),
            ),
            part(t.meetings, &own.meetings, more.meetings, all("meeting", "")),
            part(
                t.commitments,
                &own.commitments,
                more.commitments,
                all("commitment", ""),
            ),
            part(t.statistics, &own.claims, more.claims, all("statistic", "")),
        ];
        let count = |(kind, n): &(String, i64)| (lang.kinds(kind), *n, all(kind, ""));
        Ok(Self {
            counts: region.counts.iter().map(count).collect(),
            claims: claims(&found.claims, lang),
            ties: rows(&region.ties, lang),
            more_ties: more.ties,
            due: due::lines(&found.due, lang),
            parts: parts.into_iter().filter(|p| !p.acts.is_empty()).collect(),
            years: years(&found.years, id, lang),
            name: region.name,
        })
    }
}

async fn dossier(ask: &Ask, id: String) -> Page {
    let (lang, t) = (ask.lang, ask.t());
    let today = ask.site.today();
    let asked = id.clone();
    let of = ask.kept(move |register| Dossier::of(register, &asked, &today, lang));
    let of = of.await?;
    let gazetteer = Gazetteer::get();
    let place = gazetteer.by_id(&id);
    let above = place.into_iter().flat_map(|p| gazetteer.above(p));
    let above = above.map(|p| gazetteer.place(p));
    let here = [("region", id.as_str())];
    let land = place
        .map(|p| gazetteer.place(p).country)
        .unwrap_or_default();
    show(&RegionPage {
        shell: Shell::new(ask, place_name(&id, &of.name, lang)),
        own: match lang {
            Lang::Chinese => String::new(),
            Lang::English => of.name.clone(),
        },
        land: match land {
            "" | "CN" => String::new(),
            code => country(code, lang),
        },
        above: above
            .map(|p| (place_name(p.id, p.name, lang), lang.to_region(p.id)))
            .collect(),
        all_ties: lang.to_list("tie", &here),
        timeline: timeline::picture(ask, &format!("region={}", segment(&id)))
            .filter(|_| !of.counts.is_empty()),
        bars: Picture::bars("years", t.bars_caption),
        links: vec![
            (t.timeline, lang.with("timeline", &here)),
            (t.audit, lang.with("audit", &here)),
            (t.due, lang.with("due", &here)),
            (t.dormant, lang.with("dormant", &here)),
            (t.balance, lang.with("balance", &here)),
            (t.digest, lang.with("digest", &here)),
            (t.compare, lang.with("compare", &[("a", &id)])),
            (t.map, lang.with("map", &here)),
            (t.calendar, lang.with("calendar", &here)),
            (t.conflicts, lang.with("conflicts", &here)),
            (t.partners, lang.with("partners", &here)),
        ],
        feed: lang.with("feed.atom", &here),
        calendar: format!("{}/calendar.ics", lang.to_region(&id)),
        of,
        id,
    })
}
