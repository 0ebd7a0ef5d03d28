//! The map of the site.

use std::sync::Arc;

use axum::Router;
use axum::http::Uri;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::api;
use crate::guard::guard;
use crate::pages;
use crate::pages::{
    act, asset, audit, balance, compare, digest, document, dormant, due, export, health, list,
    name, region, regions, search, start, timeline,
};
use crate::site::Site;
use crate::trouble::Trouble;

/// All that the site answers. Everything is read; nothing is changed.
pub fn router(site: Arc<Site>) -> Router {
    Router::new()
        // to the language of the reader
        .route("/", get(start::language))
        // for machines
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/style.css", get(asset::style))
        .route("/icon.svg", get(asset::icon))
        .route("/robots.txt", get(asset::robots))
        // where one begins
        .route("/{lang}", get(start::slash))
        .route("/{lang}/", get(start::page))
        .route("/{lang}/search", get(search::page))
        .route("/{lang}/regions", get(regions::page))
        // one thing a page
        .route("/{lang}/region", get(region::named))
        .route("/{lang}/region/{id}", get(region::page))
        .route("/{lang}/act/{id}", get(act::page))
        .route("/{lang}/name/{id}", get(name::page))
        .route("/{lang}/record/{id}", get(document::record))
        // the words: clean, as taken, as bytes
        .route("/{lang}/document/{id}", get(document::page))
        .route("/{lang}/document/{id}/source", get(document::source))
        .route("/{lang}/document/{id}/bytes", get(document::bytes))
        // lists, and what they show as files
        .route("/{lang}/list/{kind}", get(list::page))
        .route("/{lang}/timeline", get(timeline::page))
        .route("/{lang}/export/{form}", get(export::file))
        // what follows from the register
        .route("/{lang}/due", get(due::page))
        .route("/{lang}/dormant", get(dormant::page))
        .route("/{lang}/audit", get(audit::page))
        .route("/{lang}/balance", get(balance::page))
        .route("/{lang}/compare", get(compare::page))
        .route("/{lang}/digest", get(digest::page))
        // for programs
        .merge(api::routes(&site))
        .route("/{lang}/api", get(pages::api::page))
        .route("/{lang}/feed.atom", get(pages::feed::atom))
        .route(
            "/{lang}/region/{id}/calendar.ics",
            get(pages::feed::calendar),
        )
        .fallback(nothing)
        .layer(from_fn_with_state(Arc::clone(&site), guard))
        .with_state(site)
}

async fn nothing(uri: Uri) -> Trouble {
    Trouble::Missing(uri.path().to_owned())
}
