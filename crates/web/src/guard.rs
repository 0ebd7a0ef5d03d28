//! What every request passes: whose host it names, what the answer must say of itself, the log; and
//! the page that a trouble is told on.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use askama::Template;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::api;
use crate::lang::Lang;
use crate::pages::health::is_watch;
use crate::site::Site;
use crate::trouble::{Left, Told, Trouble};
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

/// The same of a card that pages of other sites may frame: it runs and loads nothing at all.
const FRAMED: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

/// A page that says what went wrong and what to do.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    shell: Shell,
    status: u16,
    mend: &'static str,
    detail: String,
}

/// By which a visitor, a server in front and the log name one request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id that a server in front gave a request; otherwise one of ours.
fn request_id(headers: &HeaderMap) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    static SEED: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(std::process::id()));
    let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    // nothing but these reaches the log
    let plain = |id: &&str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        (1..=64).contains(&id.len()) && id.bytes().all(allowed)
    };
    match given.filter(plain) {
        Some(id) => id.to_owned(),
        None => {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            format!("{:08x}-{count:x}", *SEED as u32)
        }
    }
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
    let id = request_id(request.headers());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("none", |r| r.as_str()).to_owned();
    // whoever watches over us may know us by number only, and learns nothing else
    let response = match site.answers_for(&host) || is_watch(uri.path()) {
        true => next.run(request).await,
        false => Trouble::Host.into_response(),
    };
    let framed = response.status().is_success() && api::may_be_framed(uri.path());
    let mut response = told(response, lang, uri.path(), &id);
    let headers = response.headers_mut();
    for (name, value) in &HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if framed {
        headers.remove(header::X_FRAME_OPTIONS);
        let policy = HeaderValue::from_static(FRAMED);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // a register is written to meanwhile
    let fresh = HeaderValue::from_static("no-cache");
    headers.entry(header::CACHE_CONTROL).or_insert(fresh);
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    let took = begun.elapsed();
    site.metrics
        .answered(&route, response.status().as_u16(), took);
    // the path as it was sent: percent-encoded, so that no request writes lines of its own
    tracing::info!(
        %method,
        path = uri.path(),
        status = response.status().as_u16(),
        milliseconds = took.as_millis() as u64,
        id,
        "answered"
    );
    response
}

/// A response as it is, or the page of the trouble in it.
fn told(response: Response, lang: Lang, path: &str, id: &str) -> Response {
    let left = response.extensions().get::<Left>().cloned();
    let trouble = match (left, response.status()) {
        (Some(Left(trouble)), _) => trouble,
        (None, StatusCode::METHOD_NOT_ALLOWED) => Arc::new(Trouble::Method),
        (None, _) => return response,
    };
    let told = trouble.told(lang);
    match told.status.is_server_error() {
        true => tracing::error!(path, id, cause = %trouble, "no page"),
        false => tracing::debug!(path, id, cause = %trouble, "no page"),
    }
    let status = told.status;
    let mut page = match api::is_ours(path) {
        true => api::problem::problem(&trouble, &told, lang),
        false => page(told, lang),
    };
    let headers = page.headers_mut();
    match status {
        StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        StatusCode::UNAUTHORIZED => {
            let how = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, how);
        }
        StatusCode::TOO_MANY_REQUESTS => {
            if let Trouble::Often(wait) = *trouble {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
            }
        }
        _ => {}
    }
    page
}

/// The page of a trouble.
fn page(told: Told, lang: Lang) -> Response {
    let page = ErrorPage {
        shell: Shell::of_error(lang, told.title),
        status: told.status.as_u16(),
        mend: told.mend,
        detail: told.detail,
    };
    let body = page.render().unwrap_or_else(|_| told.mend.to_owned());
    (told.status, Html(body)).into_response()
}
