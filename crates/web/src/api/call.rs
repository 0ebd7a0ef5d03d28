//! A call of the API: what is asked, and in which form the answer is wanted.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::linked::ENDING;
use super::params::{self, Takes};
use crate::ask::Ask;
use crate::site::Site;
use crate::trouble::Trouble;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// JSON.
    Plain,
    /// JSON-LD.
    Linked,
}

/// A call, understood.
pub(super) struct Call {
    /// What is asked.
    pub ask: Ask,
    /// The form of the answer.
    pub form: Form,
    /// The tags of answers that the caller has.
    pub known: String,
}

impl FromRequestParts<Arc<Site>> for Call {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Trouble> {
        let mut ask = Ask::from_request_parts(parts, site).await?;
        let header = |name| {
            let value = parts.headers.get(name);
            value.and_then(|v| v.to_str().ok()).unwrap_or_default()
        };
        let named = parts.uri.path().ends_with(ENDING);
        if let Some(id) = ask.id.strip_suffix(ENDING) {
            ask.id = id.to_owned();
        }
        Ok(Self {
            form: match named {
                true => Form::Linked,
                false => wanted(header(header::ACCEPT)),
            },
            known: header(header::IF_NONE_MATCH).to_owned(),
            ask,
        })
    }
}

impl Call {
    /// Checks the query against what the resource takes.
    ///
    /// # Errors
    /// As [`params::check`].
    pub fn takes<T: Takes>(&self) -> Result<(), Trouble> {
        params::check::<T>(&self.ask)
    }

    /// The limit of a leaf.
    ///
    /// # Errors
    /// It is out of bounds.
    pub fn limit(&self) -> Result<usize, Trouble> {
        let params::Of::Number(least, most, otherwise) = params::LIMIT.of else {
            return Ok(0);
        };
        let limit = self.ask.number("limit", otherwise, least, most)?;
        Ok(usize::try_from(limit).unwrap_or(0))
    }
}

/// The form that an `Accept` header asks for: JSON-LD where it is named and JSON is not liked better.
fn wanted(accept: &str) -> Form {
    let weight = |kind: &str| {
        let part = accept.split(',').find(|part| {
            let named = part.split(';').next().unwrap_or_default();
            named.trim().eq_ignore_ascii_case(kind)
        })?;
        let mut weights = part.split(';').skip(1).map(str::trim);
        let weight = weights.find_map(|p| p.strip_prefix("q=")?.parse::<f32>().ok());
        Some(weight.unwrap_or(1.0))
    };
    let plain = weight("application/json").unwrap_or(0.0);
    match weight("application/ld+json") {
        Some(linked) if linked > 0.0 && linked >= plain => Form::Linked,
        _ => Form::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_is_given_where_it_is_asked_for() {
        for (accept, form) in [
            ("", Form::Plain),
            ("*/*", Form::Plain),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Form::Plain),
            ("application/ld+json", Form::Linked),
            ("application/ld+json, application/json;q=0.5", Form::Linked),
            ("application/json, application/ld+json;q=0.5", Form::Plain),
            ("application/ld+json;q=0", Form::Plain),
        ] {
            assert_eq!(wanted(accept), form, "{accept}");
        }
    }
}
