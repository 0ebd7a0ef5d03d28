//! What went wrong, as programs are told it: `application/problem+json` (RFC 9457).

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::lang::Lang;
use crate::trouble::{Told, Trouble};

/// What went wrong and what to do.
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    /// What sort of problem: an address of the page that explains them.
    pub r#type: String,
    /// In a few words.
    pub title: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// What exactly, and what to do.
    pub detail: String,
}

impl Trouble {
    /// The word that stands for it in the type of a problem.
    fn word(&self, told: &Told) -> &'static str {
        match told.status.as_u16() {
            400 | 422 => "refused",
            401 | 403 => "forbidden",
            404 => "missing",
            405 => "method",
            409 => "overtaken",
            413 => "large",
            421 => "host",
            429 => "often",
            503 => "unavailable",
            _ => "failed",
        }
    }
}

/// The problem of a trouble.
pub(crate) fn problem(trouble: &Trouble, told: &Told, lang: Lang) -> Response {
    let parts = [told.detail.as_str(), told.mend];
    let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    let problem = Problem {
        r#type: format!("{}#{}", lang.to("api"), trouble.word(told)),
        title: told.title,
        status: told.status.as_u16(),
        detail: parts.join(lang.words().semicolon),
    };
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let kind = (header::CONTENT_TYPE, "application/problem+json");
    let vary = (header::VARY, "Accept, Accept-Language");
    (told.status, [kind, vary], body).into_response()
}
