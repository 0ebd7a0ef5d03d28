//! Answers: in the form asked for, with a tag by which a caller knows whether anything changed.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use xxhash_rust::xxh3::xxh3_128;

use super::call::{Call, Form};
use super::linked;
use crate::address::segment;
use crate::trouble::Trouble;

/// Some of many, and where the rest is.
#[derive(Serialize, ToSchema)]
pub(super) struct Leaf<T> {
    /// These.
    pub items: Vec<T>,
    /// Address of the next leaf; missing on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many there are in all, where `count` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl<T> Leaf<T> {
    /// Of all there are.
    pub fn whole(items: Vec<T>) -> Self {
        Self {
            items,
            next: None,
            total: None,
        }
    }

    /// Of one more than `limit`, if there are as many: the last one says only that more follow.
    /// `cursor` says where, from the last that is shown.
    pub fn of(call: &Call, mut items: Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        Self {
            next: last.map(|item| next(call, &cursor(item))),
            total: None,
            items,
        }
    }
}

/// The address of the same list from a cursor on.
fn next(call: &Call, cursor: &str) -> String {
    let mut out = format!("{}?", call.ask.path);
    for name in call.ask.names().filter(|n| *n != "cursor") {
        out.push_str(&format!(
            "{}={}&",
            segment(name),
            segment(call.ask.get(name))
        ));
    }
    out.push_str(&format!("cursor={}", segment(cursor)));
    out
}

/// An answer in the form that is asked for.
///
/// # Errors
/// It cannot be written, which is a fault of ours.
pub(super) fn answer<T: Serialize>(call: &Call, value: &T) -> Result<Response, Trouble> {
    let failed = |e: serde_json::Error| Trouble::Ours(format!("an answer cannot be written: {e}"));
    let (kind, body) = match call.form {
        Form::Plain => (
            "application/json",
            serde_json::to_vec(value).map_err(failed)?,
        ),
        Form::Linked => {
            let value = serde_json::to_value(value).map_err(failed)?;
            let linked = linked::linked(value);
            (
                "application/ld+json",
                serde_json::to_vec(&linked).map_err(failed)?,
            )
        }
    };
    Ok(tagged(&call.known, kind, body))
}

/// A body with its tag; nothing but the tag where the caller has it already, as `If-None-Match` says.
pub(crate) fn tagged(known: &str, kind: &'static str, body: Vec<u8>) -> Response {
    let tag = format!("\"{:032x}\"", xxh3_128(&body));
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Accept, Accept-Language"),
    );
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    match has(known, &tag) {
        true => {
            headers.remove(header::CONTENT_TYPE);
            (StatusCode::NOT_MODIFIED, headers).into_response()
        }
        false => (headers, body).into_response(),
    }
}

/// Whether `If-None-Match` names a tag.
fn has(known: &str, tag: &str) -> bool {
    let mut tags = known.split(',').map(str::trim);
    tags.any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_among_others_weak_or_not() {
        assert!(has("\"a\", W/\"b\"", "\"b\""));
        assert!(has("*", "\"b\""));
        assert!(!has("", "\"b\""));
        assert!(!has("\"bb\"", "\"b\""));
    }
}
