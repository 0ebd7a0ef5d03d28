//! The card of a candidate, and the way to its page.

use askama::Template;
use axum::response::{Html, Redirect};
use jiehao_places::Gazetteer;
use jiehao_register::{ErrorKind, Found};

use super::candidate::whereabouts;
use crate::api::call::Call;
use crate::lang::Lang;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "card.html")]
struct Card {
    lang: Lang,
    name: String,
    about: String,
    id: String,
    counts: Vec<(String, i64)>,
}

/// A card of 420 by 220 pixels.
pub(super) async fn page(call: Call) -> Result<Html<String>, Trouble> {
    let lang = call.ask.lang;
    let id = call.ask.id.clone();
    let gazetteer = Gazetteer::get();
    let card = match gazetteer.by_id(&id) {
        Some(place) => {
            let asked = id.clone();
            let region = call
                .ask
                .register(move |register| register.region(&asked, 0));
            let counts = region.await?.counts.into_iter();
            Card {
                lang,
                name: gazetteer.place(place).name.to_owned(),
                about: whereabouts(place, lang),
                counts: counts
                    .map(|(kind, n)| (lang.kinds(&kind).to_owned(), n))
                    .collect(),
                id,
            }
        }
        None => {
            let asked = id.clone();
            let found = call
                .ask
                .register(move |register| register.show(&asked))
                .await?;
            let Found::Entity(name, acts) = found else {
                return Err(Trouble::Missing(id));
            };
            let offices = crate::pages::name::offices(&acts, &id);
            Card {
                lang,
                name,
                about: offices
                    .into_iter()
                    .next()
                    .map_or(String::new(), |o| o.office),
                counts: vec![(lang.words().acts_naming.to_owned(), acts.len() as i64)],
                id,
            }
        }
    };
    Ok(Html(card.render()?))
}

/// To the page of a place or name.
pub(super) async fn view(call: Call) -> Result<Redirect, Trouble> {
    let (lang, id) = (call.ask.lang, call.ask.id.clone());
    if Gazetteer::get().by_id(&id).is_some() {
        return Ok(Redirect::to(&lang.to_region(&id)));
    }
    let asked = id.clone();
    match call
        .ask
        .register(move |register| register.show(&asked))
        .await
    {
        Ok(Found::Entity(..)) => Ok(Redirect::to(&lang.to_name(&id))),
        Err(Trouble::Register(e)) if e.kind != ErrorKind::Unknown => Err(Trouble::Register(e)),
        _ => Err(Trouble::Missing(id)),
    }
}
