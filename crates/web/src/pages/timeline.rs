//! Acts of all types in the order of time: a list, and the moments that the picture over it is drawn
//! from.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiehao_register::ActView;
use serde::Serialize;

use super::Page;
use super::filters::Filters;
use super::list::listed;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{Picture, QUOTE, cut, evidence, headline};

/// Acts of a picture: as many can be told apart.
const MOST: usize = 400;

/// The moments of a picture.
#[derive(Serialize)]
struct Moments {
    moments: Vec<Moment>,
}

/// An act with its first and last day.
#[derive(Serialize)]
struct Moment {
    #[serde(rename = "type")]
    type_: String,
    kind: &'static str,
    from: String,
    until: String,
    title: String,
    href: String,
    quote: String,
    evidence: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let filters = Filters::read(&ask, None)?;
    let t = ask.t();
    let picture = picture(&ask, &filters.query(true));
    listed(&ask, filters, t.timeline, t.timeline_note, "", picture).await
}

/// The picture of the acts that pass the filters of a query.
pub(super) fn picture(ask: &Ask, query: &str) -> Option<Picture> {
    let src = format!("{}?{query}", ask.lang.to("timeline/moments"));
    let mut picture = Picture::new("timeline", vec![("src", src)], ask.t().timeline_caption);
    picture.note = ask.t().timeline_latest.replace('%', &MOST.to_string());
    Some(picture)
}

/// The acts of a picture: of those that pass, the latest whose time is known.
pub(crate) async fn moments(ask: Ask) -> Result<Response, Trouble> {
    let filters = Filters::read(&ask, None)?;
    let mut filter = filters.filter;
    filter.limit = Some(MOST);
    filter.order = jiehao_register::Order::Latest;
    let acts = ask.register(move |register| register.acts(&filter)).await?;
    let moments = acts.iter().filter_map(|act| moment(act, ask.lang));
    let answer = Moments {
        moments: moments.collect(),
    };
    let bytes = serde_json::to_vec(&answer).map_err(|e| Trouble::Ours(e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

fn moment(act: &ActView, lang: Lang) -> Option<Moment> {
    let (from, until, _) = act.days()?;
    Some(Moment {
        type_: act.kind.clone(),
        kind: lang.kind(&act.kind),
        from,
        until,
        title: headline(act, lang),
        href: lang.to_act(&act.id),
        quote: cut(&act.quote(), QUOTE),
        evidence: evidence(act, lang),
    })
}
