//! Completion: names, types and properties by how they begin.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::candidate::{Beside, Kind, Sort, names, places};
use super::extend::{PROPERTIES, label};
use crate::api::answer::answer;
use crate::api::call::{Call, Form};
use crate::api::params::{Of, may, must, takes};
use crate::api::problem::Problem;
use crate::trouble::Trouble;

/// Names that are offered.
const MOST: usize = 10;

takes! {
    /// Of completion.
    Typed:
    must("prefix", Of::Text, "What was typed."),
    may("cursor", Of::Number(0, 1000, 0), "How many to pass over."),
}
takes! {
    /// Of a proposal.
    OfType:
    must("type", Of::Text, "A type."),
    may("limit", Of::Number(1, 100, 100), "Properties at most."),
}

/// What is offered.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Offered<T> {
    /// These.
    result: Vec<T>,
}

/// A name that is offered.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Entity {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Where it lies, or how many acts name it.
    description: String,
    /// Its type.
    notable: Vec<Kind>,
}

/// Properties of a type.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Proposed {
    /// The type.
    r#type: String,
    /// Its properties.
    properties: Vec<Kind>,
}

/// Places, people and bodies whose names begin so.
#[utoipa::path(get, path = "/api/v1/reconcile/suggest/entity", operation_id = "suggestEntity", tag = "reconciliation", params(Typed), responses(
    (status = 200, description = "Names", body = Offered<Entity>),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn entity(mut call: Call) -> Result<Response, Trouble> {
    call.form = Form::Plain;
    call.takes::<Typed>()?;
    let lang = call.ask.lang;
    let skip = usize::try_from(call.ask.number("cursor", 0, 0, 1000)?).unwrap_or(0);
    let prefix = call.ask.get("prefix").to_owned();
    let found = call.ask.register(move |register| {
        let beside = Beside::default();
        let most = skip + MOST;
        let mut found = places(&prefix, &beside, most, lang);
        found.extend(names(register, &prefix, &Sort::ALL, &beside, most, lang)?);
        Ok(found)
    });
    let found = found.await?.into_iter().skip(skip).take(MOST);
    let result = found.map(|c| Entity {
        id: c.id,
        name: c.name,
        description: c.description,
        notable: c.r#type,
    });
    answer(
        &call,
        &Offered {
            result: result.collect(),
        },
    )
}

/// Types whose names begin so.
#[utoipa::path(get, path = "/api/v1/reconcile/suggest/type", operation_id = "suggestType", tag = "reconciliation", params(Typed), responses(
    (status = 200, description = "Types", body = Offered<Kind>),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn kind(mut call: Call) -> Result<Response, Trouble> {
    call.form = Form::Plain;
    call.takes::<Typed>()?;
    let kinds = Sort::ALL.map(|s| s.kind(call.ask.lang));
    answer(&call, &beginning(&call, kinds.to_vec()))
}

/// Properties whose names begin so.
#[utoipa::path(get, path = "/api/v1/reconcile/suggest/property", operation_id = "suggestProperty", tag = "reconciliation", params(Typed), responses(
    (status = 200, description = "Properties", body = Offered<Kind>),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn property(mut call: Call) -> Result<Response, Trouble> {
    call.form = Form::Plain;
    call.takes::<Typed>()?;
    let property = |(id, _): (&'static str, Sort)| Kind {
        id,
        name: label(id, call.ask.lang),
    };
    answer(&call, &beginning(&call, PROPERTIES.map(property).to_vec()))
}

/// Properties that a type has.
#[utoipa::path(get, path = "/api/v1/reconcile/propose", operation_id = "proposeProperties", tag = "reconciliation", params(OfType), responses(
    (status = 200, description = "Properties", body = Proposed),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn propose(mut call: Call) -> Result<Response, Trouble> {
    call.form = Form::Plain;
    call.takes::<OfType>()?;
    let limit = usize::try_from(call.ask.number("limit", 100, 1, 100)?).unwrap_or(1);
    let asked = call.ask.get("type");
    // what people have, bodies have
    let own = |sort: Sort| sort.id() == asked || (sort == Sort::Person && asked == Sort::Body.id());
    let of_type = PROPERTIES.into_iter().filter(|(_, sort)| own(*sort));
    let property = |(id, _): (&'static str, Sort)| Kind {
        id,
        name: label(id, call.ask.lang),
    };
    let proposed = Proposed {
        r#type: asked.to_owned(),
        properties: of_type.map(property).take(limit).collect(),
    };
    answer(&call, &proposed)
}

/// Those whose name or id begins as was typed.
fn beginning(call: &Call, all: Vec<Kind>) -> Offered<Kind> {
    let typed = call.ask.get("prefix").to_lowercase();
    let skip = call.ask.get("cursor").parse().unwrap_or(0);
    let begins = |k: &Kind| k.id.starts_with(&typed) || k.name.to_lowercase().starts_with(&typed);
    Offered {
        result: all.into_iter().filter(begins).skip(skip).collect(),
    }
}
