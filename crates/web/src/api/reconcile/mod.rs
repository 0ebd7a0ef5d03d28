//! The Reconciliation API 0.2 of the W3C community group: by it OpenRefine and others match the names
//! of their lists with places, people and bodies.
//!
//! Places are those of the gazetteer, found as names on pages are; people and bodies those that the
//! register's reports name. A candidate is called a match only where nothing else may be meant.

mod candidate;
mod extend;
mod manifest;
mod pinyin;
mod preview;
mod query;
pub(super) mod suggest;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::RawForm;
use axum::extract::rejection::RawFormRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::answer::answer;
use super::base;
use super::call::{self, Call};
use super::problem::Problem;
use crate::site::Site;
use crate::trouble::Trouble;

use manifest::Manifest;

/// Where it stands.
pub(super) const SERVICE: &str = "/api/v1/reconcile";

/// Characters of a field of an address that are taken: a batch of queries is one.
pub(super) const LONGEST: usize = 60_000;

/// Queries of a batch at most.
const MOST: usize = 100;

/// What it answers.
pub(super) fn routes() -> Router<std::sync::Arc<Site>> {
    let suggest = |rest: &str| format!("{SERVICE}/suggest/{rest}");
    Router::new()
        .route(SERVICE, get(service).post(batch))
        .route(&suggest("entity"), get(suggest::entity))
        .route(&suggest("type"), get(suggest::kind))
        .route(&suggest("property"), get(suggest::property))
        .route(&format!("{SERVICE}/propose"), get(suggest::propose))
        .route(&format!("{SERVICE}/preview/{{id}}"), get(preview::page))
        .route(&format!("{SERVICE}/view/{{id}}"), get(preview::view))
}

/// What a call asks, as a form or in the address.
#[derive(Default, ToSchema)]
#[schema(as = ReconciliationForm)]
struct Fields {
    /// A batch of queries, JSON: `{"q0": {"query": "秋田县", "type": "place"}}`.
    queries: Option<String>,
    /// Ids and properties to be fetched, JSON:
    /// `{"ids": ["iso:JP-05"], "properties": [{"id": "country"}]}`.
    extend: Option<String>,
}

impl Fields {
    fn of(form: &[u8]) -> Self {
        let mut fields = Self::default();
        for (name, value) in form_urlencoded::parse(form).into_owned() {
            match name.as_str() {
                "queries" => fields.queries = Some(value),
                "extend" => fields.extend = Some(value),
                _ => {}
            }
        }
        fields
    }
}

/// What a call is answered.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Served {
    /// Where nothing is asked, what the service is.
    Manifest(Box<Manifest>),
    /// Results by the names of the queries.
    Results(BTreeMap<String, query::Found>),
    /// Values.
    Rows(extend::Rows),
}

/// The service: what it is, a batch of queries, or values of what was matched.
#[utoipa::path(get, path = "/api/v1/reconcile", operation_id = "reconcile", tag = "reconciliation", params(
    ("queries" = Option<String>, Query, description = "A batch of queries, JSON: `{\"q0\": {\"query\": \"秋田县\", \"type\": \"place\"}}`"),
    ("extend" = Option<String>, Query, description = "Ids and properties to be fetched, JSON: `{\"ids\": [\"iso:JP-05\"], \"properties\": [{\"id\": \"country\"}]}`"),
), responses(
    (status = 200, description = "The manifest, results or rows", body = Served),
    (status = 400, description = "What is asked is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn service(
    call: Call,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Trouble> {
    served(call, &headers, form).await
}

/// The same by a form, for batches that no address holds. It changes nothing.
#[utoipa::path(post, path = "/api/v1/reconcile", operation_id = "reconcileBatch", tag = "reconciliation",
    request_body(content = Fields, content_type = "application/x-www-form-urlencoded"), responses(
    (status = 200, description = "The manifest, results or rows", body = Served),
    (status = 400, description = "What is asked is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 413, description = "More than 2 MB", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn batch(call: Call, headers: HeaderMap, form: Form) -> Result<Response, Trouble> {
    served(call, &headers, form).await
}

/// The fields of a call.
type Form = Result<RawForm, RawFormRejection>;

async fn served(mut call: Call, headers: &HeaderMap, form: Form) -> Result<Response, Trouble> {
    // the protocol has one form
    call.form = call::Form::Plain;
    let a = call.ask.lang.api();
    let form = form.map_err(|rejected| match rejected.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge(2 << 20),
        _ => Trouble::Bad("POST".into(), a.not_a_form),
    })?;
    let fields = Fields::of(&form.0);
    let served = match (fields.queries, fields.extend) {
        (Some(queries), _) => {
            let queries: BTreeMap<String, query::Query> = read(&call, &queries)?;
            bounded(&call, queries.len())?;
            Served::Results(query::answered(&call, queries).await?)
        }
        (None, Some(asked)) => {
            let asked: extend::Asked = read(&call, &asked)?;
            bounded(&call, asked.ids.len())?;
            Served::Rows(extend::extended(&call, asked).await?)
        }
        (None, None) => {
            let manifest = manifest::manifest(&call, &base(headers));
            Served::Manifest(Box::new(manifest))
        }
    };
    answer(&call, &served)
}

/// The JSON of a field.
fn read<T: DeserializeOwned>(call: &Call, field: &str) -> Result<T, Trouble> {
    serde_json::from_str(field)
        .map_err(|e| Trouble::Bad(e.to_string(), call.ask.lang.api().not_a_batch))
}

fn bounded(call: &Call, queries: usize) -> Result<(), Trouble> {
    match queries <= MOST {
        true => Ok(()),
        false => Err(Trouble::Bad(
            queries.to_string(),
            call.ask.lang.api().too_many,
        )),
    }
}
