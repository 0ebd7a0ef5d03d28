//! The map of the site.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Uri;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::api;
use crate::gate::gate;
use crate::guard::guard;
use crate::pages;
use crate::pages::{
    account, accounts, act, add, asset, audit, balance, calendar, compare, conflicts, digest,
    document, dormant, due, export, health, island, list, log, login, map, name, network, partners,
    region, regions, review, search, start, timeline,
};
use crate::site::Site;
use crate::trouble::Trouble;

/// All that the site answers. Without an account everything is read and nothing is changed.
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
        .route("/review.js", get(asset::review))
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
        // those who have an account
        .route("/{lang}/login", get(login::page).post(login::login))
        .route("/{lang}/logout", post(login::logout))
        .route("/{lang}/account", get(account::page))
        .route("/{lang}/account/password", post(account::password))
        .route("/{lang}/account/logout", post(account::logout_everywhere))
        .route("/{lang}/account/tokens", post(account::token))
        .route("/{lang}/account/revoke", post(account::revoke))
        .route("/{lang}/accounts", get(accounts::page).post(accounts::add))
        .route("/{lang}/accounts/change", post(accounts::change))
        .route("/{lang}/log", get(log::page))
        .route("/{lang}/add", get(add::page))
        .route("/{lang}/add/url", post(add::url))
        .route("/{lang}/add/text", post(add::text))
        // a bound of its own, told on a page
        .route(
            "/{lang}/add/files",
            post(add::files).layer(DefaultBodyLimit::disable()),
        )
        .route("/{lang}/add/{id}", get(add::draft).post(add::confirm))
        .route("/{lang}/review", get(review::page).post(review::decide))
        .route("/{lang}/review/undo", post(review::undo))
        .route("/{lang}/review/log", get(review::log))
        // pictures, and what draws them
        .route("/{lang}/map", get(map::page))
        .route("/{lang}/network", get(network::page))
        .route("/{lang}/timeline/moments", get(timeline::moments))
        .route("/island/{name}", get(island::file))
        .route("/base-map.json", get(island::base_map))
        .route("/picture.css", get(asset::picture))
        // days, contradictions, candidates
        .route("/{lang}/calendar", get(calendar::page))
        .route("/{lang}/conflicts", get(conflicts::page))
        .route("/{lang}/partners", get(partners::page))
        .fallback(nothing)
        .layer(from_fn_with_state(Arc::clone(&site), gate))
        .layer(from_fn_with_state(Arc::clone(&site), guard))
        .with_state(site)
}

async fn nothing(uri: Uri) -> Trouble {
    Trouble::Missing(uri.path().to_owned())
}
