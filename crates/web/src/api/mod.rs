//! The register for programs: `/api/v1`, JSON or JSON-LD; with a token, pages added and decisions taken.
//!
//! What a resource takes is a table in [`params`], by which requests are checked and the description
//! in [`doc`] is made; so both say the same. Answers are what the register gives, with a headline and
//! the address of the page for people. What goes wrong is a [`problem`] (RFC 9457).

mod acts;
pub(crate) mod answer;
mod call;
mod doc;
mod documents;
mod follows;
mod linked;
mod names;
mod params;
pub(crate) mod problem;
mod reconcile;
mod regions;
mod wire;
mod write;

use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::routing::{get, post};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

use crate::site::Site;

/// Where it stands.
pub(crate) const ROOT: &str = "/api/v1";

/// Whether an address is one of the API, so that programs and not people are told.
pub(crate) fn is_ours(path: &str) -> bool {
    path.starts_with("/api/")
}

/// How many characters a value may have, where that is more than elsewhere.
pub(crate) fn longest(path: &str) -> Option<usize> {
    (path == reconcile::SERVICE).then_some(reconcile::LONGEST)
}

/// Whether pages of other sites may show it in a frame, as OpenRefine does with cards: there is
/// nothing on it that does anything.
pub(crate) fn may_be_framed(path: &str) -> bool {
    path.strip_prefix(reconcile::SERVICE)
        .is_some_and(|rest| rest.starts_with("/preview/"))
}

/// The address of the site, as the caller knows it: clients want whole ones. The guard has seen to it
/// that the host is ours; with TLS in front, what stands there says so.
pub(crate) fn base(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    format!("{scheme}://{host}")
}

/// The map of the API.
pub(crate) fn routes(site: &Site) -> Router<Arc<Site>> {
    let api = Router::new()
        .merge(reconcile::routes())
        .route("/api/v1/", get(doc::index))
        .route("/api/v1/openapi.json", get(doc::openapi))
        .route("/api/v1/context.jsonld", get(linked::context))
        .route("/api/v1/documents/{id}/text", get(documents::text))
        .route(
            "/api/v1/documents/{id}/annotations",
            get(documents::annotations),
        );
    // what is there in both forms; of one thing, the ending is a part of its name
    let api = both(api, "", doc::index);
    let api = both(api, "/acts", acts::list);
    let api = api.route("/api/v1/acts/{id}", get(acts::one));
    let api = both(api, "/acts/{id}/statements", acts::statements);
    let api = both(api, "/acts/{id}/history", acts::history);
    let api = both(api, "/acts/{id}/itinerary", acts::itinerary);
    let api = api.route("/api/v1/records/{id}", get(acts::record));
    let api = both(api, "/regions", regions::list);
    let api = api.route("/api/v1/regions/{id}", get(regions::one));
    let api = both(api, "/names", names::list);
    let api = api.route("/api/v1/names/{id}", get(names::one));
    let api = both(api, "/documents", documents::list)
        .route("/api/v1/documents", post(write::documents))
        .route("/api/v1/decisions", post(write::decisions));
    let api = api.route("/api/v1/documents/{id}", get(documents::one));
    let api = both(api, "/statistics", follows::statistics);
    let api = both(api, "/due", follows::due);
    let api = both(api, "/dormant", follows::dormant);
    let api = both(api, "/audit", follows::audit);
    let api = both(api, "/balance", follows::balance);
    let api = both(api, "/conflicts", follows::conflicts);
    let api = both(api, "/compare", follows::compare);
    let api = both(api, "/digest", follows::digest);
    let api = both(api, "/partners", follows::partners);
    match shared_with(site.origins()) {
        Some(layer) => api.layer(layer),
        None => api,
    }
}

/// Lets pages of other sites read it from a browser, where the operator says so. Nobody is let unasked:
/// a register that only this machine serves would be read by any page that is open here.
fn shared_with(origins: &[String]) -> Option<CorsLayer> {
    let layer = CorsLayer::new()
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([
            header::ACCEPT,
            header::ACCEPT_LANGUAGE,
            header::IF_NONE_MATCH,
        ])
        .expose_headers([header::ETAG, header::RETRY_AFTER]);
    let named = |origin: &String| HeaderValue::from_str(origin).ok();
    match origins {
        [] => None,
        all if all.iter().any(|o| o == "*") => Some(layer.allow_origin(Any)),
        some => Some(layer.allow_origin(AllowOrigin::list(some.iter().filter_map(named)))),
    }
}

/// A resource at its address, and as JSON-LD at the same with the ending.
fn both<H, T>(api: Router<Arc<Site>>, path: &str, handler: H) -> Router<Arc<Site>>
where
    H: Handler<T, Arc<Site>>,
    T: 'static,
{
    let address = format!("{ROOT}{path}");
    api.route(
        &format!("{address}{}", linked::ENDING),
        get(handler.clone()),
    )
    .route(&address, get(handler))
}
