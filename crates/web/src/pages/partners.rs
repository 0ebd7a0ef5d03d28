//! Candidate counterparts of a region, each with the reasons that speak for it.

use askama::Template;
use jiehao_places::Gazetteer;
use jiehao_register::{Candidate, Reason};

use super::Page;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Shell, country, place, show, tongue};

/// Candidates of a page.
const MOST: usize = 40;

/// Acts of a reason that are linked to; the rest is counted.
const ACTS: usize = 5;

#[derive(Template)]
#[template(path = "partners.html")]
struct Partners {
    shell: Shell,
    region: String,
    /// Name and address of the region, once one is asked for.
    of: Option<(String, String)>,
    found: Vec<Partner>,
}

/// A candidate in words.
struct Partner {
    name: String,
    /// Its language, as HTML names it; empty for that of the page.
    tongue: &'static str,
    href: String,
    land: String,
    points: i64,
    reasons: Vec<Why>,
}

/// A reason in words.
struct Why {
    points: i64,
    label: &'static str,
    /// As the register words it, in Chinese.
    text: String,
    acts: Vec<String>,
    more: usize,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let (lang, t) = (ask.lang, ask.t());
    let mut page = Partners {
        shell: Shell::new(&ask, t.partners),
        region: ask.get("region").to_owned(),
        of: None,
        found: Vec::new(),
    };
    let Some(id) = ask.place("region")? else {
        return show(&page);
    };
    let gazetteer = Gazetteer::get();
    let name = gazetteer
        .by_id(&id)
        .map_or(id.as_str(), |p| gazetteer.place(p).name);
    page.of = Some((place(&id, name, lang), lang.to_region(&id)));
    let found = ask
        .kept(move |register| register.partners(&id, MOST))
        .await?;
    page.found = found.iter().map(|c| partner(c, lang)).collect();
    show(&page)
}

fn partner(c: &Candidate, lang: Lang) -> Partner {
    let name = place(&c.id, &c.name, lang);
    Partner {
        tongue: tongue(&name),
        name,
        href: match c.id.starts_with("e-") {
            true => lang.to_name(&c.id),
            false => lang.to_region(&c.id),
        },
        land: country(&c.country, lang),
        points: c.points,
        reasons: c.reasons.iter().map(|r| why(r, lang)).collect(),
    }
}

fn why(reason: &Reason, lang: Lang) -> Why {
    let t = lang.words();
    Why {
        points: reason.points,
        label: match reason.reason {
            "exchange" => t.reason_exchange,
            "promise" => t.reason_promise,
            "neighbour" => t.reason_neighbour,
            "country" => t.reason_country,
            "field" => t.reason_field,
            _ => t.reason_level,
        },
        text: reason.text.clone(),
        acts: reason
            .acts
            .iter()
            .take(ACTS)
            .map(|id| lang.to_act(id))
            .collect(),
        more: reason.acts.len().saturating_sub(ACTS),
    }
}
