//! JSON-LD: the same answers, with ids that mean the same everywhere and a context that says what
//! their words mean.

use axum::http::header;
use axum::response::IntoResponse;
use serde_json::{Map, Value};

use super::ROOT;

/// What an address ends with that asks for JSON-LD.
pub(super) const ENDING: &str = ".jsonld";

/// What the words of answers mean: those of schema.org, the W3C Web Annotation model, ActivityStreams,
/// Dublin Core and FollowTheMoney where they have one, our own otherwise.
static CONTEXT: &str = include_str!("context.jsonld");

/// Names whose values are ids.
const IDS: [&str; 14] = [
    "id", "act", "acts", "capture", "copy_of", "entity", "place", "home", "record", "records",
    "claim", "ties", "subject", "object",
];

/// Beginnings of ids: of things of the register by their letter, of places by who numbers them.
const BEGIN: [&str; 12] = [
    "a-",
    "c-",
    "r-",
    "e-",
    "d-",
    "s-",
    "g-",
    "cn:",
    "iso:",
    "geonames:",
    "m49:",
    "jh:",
];

/// An answer with its context, and every id as an IRI.
pub(super) fn linked(value: Value) -> Value {
    let mut out = Map::new();
    out.insert("@context".into(), format!("{ROOT}/context{ENDING}").into());
    match named(value) {
        Value::Object(members) => out.extend(members),
        other => {
            out.insert("items".into(), other);
        }
    }
    Value::Object(out)
}

/// The same with ids as IRIs.
fn named(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(name, value): (String, Value)| {
                let value = match IDS.contains(&name.as_str()) {
                    true => iris(value),
                    false => value,
                };
                (name, named(value))
            };
            Value::Object(members.into_iter().map(member).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(named).collect()),
        other => other,
    }
}

fn iris(value: Value) -> Value {
    match value {
        Value::String(id) if BEGIN.iter().any(|b| id.starts_with(b)) => {
            format!("urn:jiehao:{id}").into()
        }
        Value::Array(items) => Value::Array(items.into_iter().map(iris).collect()),
        other => other,
    }
}

/// The context.
pub(super) async fn context() -> impl IntoResponse {
    let kind = (header::CONTENT_TYPE, "application/ld+json");
    (
        [kind, (header::CACHE_CONTROL, "public, max-age=3600")],
        CONTEXT,
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_are_iris_and_names_stay() {
        let told = linked(json!({
            "id": "a-1", "acts": ["a-2"], "headline": "a-3",
            "roles": {"b": [{"name": "甘肃省", "place": "cn:620000"}]},
            "records": [{"id": "r-1"}],
        }));
        assert_eq!(told["@context"], "/api/v1/context.jsonld");
        assert_eq!(told["id"], "urn:jiehao:a-1");
        assert_eq!(told["acts"][0], "urn:jiehao:a-2");
        assert_eq!(told["headline"], "a-3");
        assert_eq!(told["roles"]["b"][0]["place"], "urn:jiehao:cn:620000");
        assert_eq!(told["records"][0]["id"], "urn:jiehao:r-1");
    }

    #[test]
    fn the_context_is_json() {
        let context: Value = serde_json::from_str(CONTEXT).expect("JSON");
        assert!(context["@context"]["@vocab"].is_string());
    }
}
