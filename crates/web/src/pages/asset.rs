//! What pages load: styles, one icon, the script of the review page, all compiled in.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::IntoResponse;

use crate::address::stamped;

pub(crate) static STYLE: &str = include_str!("../../static/style.css");
pub(crate) static PICTURE: &str = include_str!("../../static/picture.css");
static ICON: &str = include_str!("../../static/icon.svg");

/// Its address changes with it, so a browser may keep it.
pub(super) const KEPT: &str = "public, max-age=31536000, immutable";

pub(crate) async fn style() -> impl IntoResponse {
    css(STYLE)
}

/// The style of pages with pictures, beside that of all.
pub(crate) async fn picture() -> impl IntoResponse {
    css(PICTURE)
}

fn css(text: &'static str) -> impl IntoResponse {
    let kind = (header::CONTENT_TYPE, "text/css; charset=utf-8");
    ([kind, (header::CACHE_CONTROL, KEPT)], text)
}

static REVIEW: &str = include_str!("../../static/review.js");

/// The address of the script of the review page, which changes with it.
pub(crate) static REVIEW_AT: LazyLock<String> =
    LazyLock::new(|| stamped("/review.js", REVIEW.as_bytes()));

pub(crate) async fn review() -> impl IntoResponse {
    let kind = (header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    ([kind, (header::CACHE_CONTROL, KEPT)], REVIEW)
}

pub(crate) async fn icon() -> impl IntoResponse {
    let kind = (header::CONTENT_TYPE, "image/svg+xml");
    (
        [kind, (header::CACHE_CONTROL, "public, max-age=86400")],
        ICON,
    )
}

/// Lists by filters and months are without number; machines that gather pages are asked to leave them.
pub(crate) async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /zh/list/\nDisallow: /en/list/\nDisallow: /zh/export/\nDisallow: /en/export/\n\
     Disallow: /zh/calendar\nDisallow: /en/calendar\nDisallow: /zh/search\nDisallow: /en/search\nDisallow: /api/\n"
}
