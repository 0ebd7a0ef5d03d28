//! What programs change: pages added and decisions taken, each by an account's token of that scope, within
//! the same bounds as forms, and in the same log. A browser's session is no token: what it sends by itself
//! must change nothing.

use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiehao_desk::{Role, Scope};
use jiehao_register::Verdict;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::Call;
use super::params::{Of, may, takes};
use super::problem::Problem;
use crate::form;
use crate::gate::Known;
use crate::pages::add::{self, Entered};
use crate::pages::review::{self, Decided};
use crate::site::Site;
use crate::trouble::Trouble;

/// Bytes of a decision.
const SMALL: usize = 64 << 10;

takes! {
    /// Where a page is from.
    Where:
    may("url", Of::Text, "An address to fetch it from; then nothing is sent."),
    may("from", Of::Text, "Where the bytes that are sent were taken: an address, or a name of the file."),
}

takes! {
    /// Of what has nothing to choose.
    Nothing:
}

/// A page that entered the register, or was there already.
#[derive(Serialize, ToSchema)]
pub(super) struct EnteredPage {
    /// Its id.
    id: String,
    /// Where it was taken.
    locator: String,
    /// Records read from it.
    records: usize,
    /// Its page.
    page: String,
}

/// What came of the pages that were sent.
#[derive(Serialize, ToSchema)]
pub(super) struct Pages {
    /// Those that entered the register.
    pages: Vec<EnteredPage>,
    /// What was left out, and why.
    left_out: Vec<String>,
}

/// What is decided.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// `accept`, `reject`, `same`, `different`, or `undo` of a decision.
    verdict: String,
    /// A record, an act, a name or, of an undo, a decision: its id.
    subject: String,
    /// The other, of `same` and `different`: an id, or that of a place.
    #[serde(default)]
    other: Option<String>,
    /// On what ground.
    ground: String,
    /// How many decisions there were when this was looked at: where somebody decided on it since, nothing
    /// is written.
    #[serde(default)]
    seen: Option<usize>,
}

/// A decision that was taken.
#[derive(Serialize, ToSchema)]
pub(super) struct Taken {
    /// Its id.
    id: String,
    /// How many decisions there are by now.
    seen: usize,
}

/// Adds pages: HTML, MHTML or text as it is sent, an archive (WARC), or what is at an address. They enter the
/// register at once; a list of an office's own is added in the browser, where its columns are looked at.
#[utoipa::path(post, path = "/api/v1/documents", operation_id = "addDocuments", tag = "documents", params(Where),
    request_body(content = String, content_type = "application/octet-stream", description = "The bytes of the page, as they were taken"),
    security(("token" = ["add"])), responses(
    (status = 201, description = "They are in the register", body = Pages),
    (status = 400, description = "No page is in it, or a parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "Not with this token, or without one", body = Problem, content_type = "application/problem+json"),
    (status = 408, description = "It took too long to come", body = Problem, content_type = "application/problem+json"),
    (status = 413, description = "More than 20 MB", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "It cannot be fetched", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "Too often: `Retry-After` says how long to wait", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be written to now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn documents(
    State(site): State<std::sync::Arc<Site>>,
    request: Request,
) -> Result<Response, Trouble> {
    let (call, body) = by_token(request, &site, Scope::Add).await?;
    call.takes::<Where>()?;
    let ask = &call.ask;
    let (url, from) = (ask.get("url").to_owned(), ask.get("from").to_owned());
    let Entered { pages, left_out } = match (url.is_empty(), from.is_empty()) {
        (false, true) => add::fetched(ask, &url).await?,
        (true, false) => {
            let bytes = form::within(body, add::LARGEST).await?;
            add::sent(ask, from, bytes).await?
        }
        _ => {
            let why = ask.lang.api().url_or_from;
            return Err(Trouble::Bad("url, from".into(), why));
        }
    };
    let page = |(locator, id, records): (String, String, usize)| EnteredPage {
        page: ask.lang.to_document(&id),
        id,
        locator,
        records,
    };
    let pages = Pages {
        pages: pages.into_iter().map(page).collect(),
        left_out,
    };
    created(&pages)
}

/// Takes a decision, in the name of the account whose token it is.
#[utoipa::path(post, path = "/api/v1/decisions", operation_id = "decide", tag = "acts",
    request_body(content = Wanted, content_type = "application/json"),
    security(("token" = ["review"])), responses(
    (status = 201, description = "It is taken", body = Taken),
    (status = 400, description = "It makes no sense", body = Problem, content_type = "application/problem+json"),
    (status = 403, description = "Not with this token, or without one", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is nothing of such an id", body = Problem, content_type = "application/problem+json"),
    (status = 408, description = "It took too long to come", body = Problem, content_type = "application/problem+json"),
    (status = 409, description = "Somebody decided on it since", body = Problem, content_type = "application/problem+json"),
    (status = 413, description = "More than 64 KB", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "Too often: `Retry-After` says how long to wait", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be written to now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn decisions(
    State(site): State<std::sync::Arc<Site>>,
    request: Request,
) -> Result<Response, Trouble> {
    let (call, body) = by_token(request, &site, Scope::Review).await?;
    call.takes::<Nothing>()?;
    let ask = &call.ask;
    let bytes = form::within(body, SMALL).await?;
    let bad = |what: String| Trouble::Bad(what, ask.lang.api().not_a_decision);
    let wanted: Wanted = serde_json::from_slice(&bytes).map_err(|e| bad(e.to_string()))?;
    let verdict = Verdict::named(&wanted.verdict).ok_or_else(|| bad(wanted.verdict.clone()))?;
    let decided = Decided {
        verdict,
        subject: wanted.subject,
        other: wanted.other,
        ground: wanted.ground,
        seen: wanted.seen,
    };
    let (id, seen) = review::take(ask, decided).await?;
    created(&Taken { id, seen })
}

/// A call by a token of a scope, counted against what its account may send; its body is not read yet.
async fn by_token(
    request: Request,
    site: &std::sync::Arc<Site>,
    scope: Scope,
) -> Result<(Call, Body), Trouble> {
    let (mut parts, body) = request.into_parts();
    let call = Call::from_request_parts(&mut parts, site).await?;
    match call.ask.visitor.known {
        Known::Token(..) => call.ask.may(Role::Reviewer, Some(scope))?,
        Known::Session(_) => return Err(Trouble::Forbidden),
        Known::Nobody => return Err(Trouble::Login),
    };
    call.ask.not_too_often()?;
    Ok((call, body))
}

fn created<T: Serialize>(what: &T) -> Result<Response, Trouble> {
    let failed = |e: serde_json::Error| Trouble::Ours(format!("an answer cannot be written: {e}"));
    let body = serde_json::to_vec(what).map_err(failed)?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((StatusCode::CREATED, kind, body).into_response())
}
