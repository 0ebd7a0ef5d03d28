//! What pages load: one style, one icon, both compiled in.

use axum::http::header;
use axum::response::IntoResponse;

pub(crate) static STYLE: &str = include_str!("../../static/style.css");
static ICON: &str = include_str!("../../static/icon.svg");

/// Its address changes with it, so a browser may keep it.
const KEPT: &str = "public, max-age=31536000, immutable";

pub(crate) async fn style() -> impl IntoResponse {
    let kind = (header::CONTENT_TYPE, "text/css; charset=utf-8");
    ([kind, (header::CACHE_CONTROL, KEPT)], STYLE)
}

pub(crate) async fn icon() -> impl IntoResponse {
    let kind = (header::CONTENT_TYPE, "image/svg+xml");
    (
        [kind, (header::CACHE_CONTROL, "public, max-age=86400")],
        ICON,
    )
}

/// Lists by filters are without number; machines that gather pages are asked to leave them.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /zh/list/\nDisallow: /en/list/\nDisallow: /zh/export/\nDisallow: /en/export/\n\
     Disallow: /zh/search\nDisallow: /en/search\n"
}
