//! What every request passes: whose host it names, what the answer must say of itself, the log; and
//! the page that a trouble is told on.

use std::sync::Arc;
use std::time::Instant;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::lang::Lang;
use crate::site::Site;
use crate::trouble::{Left, Trouble};
use crate::view::Shell;

/// Said of every answer. Nothing is loaded from elsewhere, nothing runs that is not ours, nobody
/// frames us, and pages of the web that we link to do not learn where from.
const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// A page that says what went wrong and what to do.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    shell: Shell,
    status: u16,
    mend: &'static str,
    detail: String,
}

/// Stands before the router.
pub(crate) async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let uri = request.uri().clone();
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|h| h.to_str().ok());
    let host = host.or(uri.host()).unwrap_or_default().to_owned();
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|h| h.to_str().ok()).unwrap_or_default();
    let lang = Lang::of_path(uri.path()).unwrap_or_else(|| Lang::preferred(accepted));
    // whoever watches over us may know us by number only, and learns nothing else
    let response = match site.answers_for(&host) || uri.path() == "/healthz" {
        true => next.run(request).await,
        false => Trouble::Host.into_response(),
    };
    let mut response = told(response, lang, uri.path());
    let headers = response.headers_mut();
    for (name, value) in &HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // a register is written to meanwhile
    let fresh = HeaderValue::from_static("no-cache");
    headers.entry(header::CACHE_CONTROL).or_insert(fresh);
    // the path as it was sent: percent-encoded, so that no request writes lines of its own
    tracing::info!(
        %method,
        path = uri.path(),
        status = response.status().as_u16(),
        milliseconds = begun.elapsed().as_millis() as u64,
        "answered"
    );
    response
}

/// A response as it is, or the page of the trouble in it.
fn told(response: Response, lang: Lang, path: &str) -> Response {
    let left = response.extensions().get::<Left>().cloned();
    let trouble = match (left, response.status()) {
        (Some(Left(trouble)), _) => trouble,
        (None, StatusCode::METHOD_NOT_ALLOWED) => Arc::new(Trouble::Method),
        (None, _) => return response,
    };
    let told = trouble.told(lang);
    match told.status.is_server_error() {
        true => tracing::error!(path, cause = %trouble, "no page"),
        false => tracing::debug!(path, cause = %trouble, "no page"),
    }
    let page = ErrorPage {
        shell: Shell::of_error(lang, told.title),
        status: told.status.as_u16(),
        mend: told.mend,
        detail: told.detail,
    };
    let body = page.render().unwrap_or_else(|_| told.mend.to_owned());
    let mut page = (told.status, Html(body)).into_response();
    let headers = page.headers_mut();
    match told.status {
        StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        _ => {}
    }
    page
}
