//! The description of the API, made of the code: OpenAPI 3.1.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Content, OpenApi as Description, Ref, ResponseBuilder};
use utoipa::{Modify, OpenApi, ToSchema};

use super::answer::answer;
use super::call::Call;
use super::params::takes;
use super::problem::Problem;
use super::{ROOT, acts, documents, follows, linked, names, reconcile, regions, write};
use crate::trouble::Trouble;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Jiehao",
        description = "A register of subnational diplomacy: who went where and met whom, what was signed, which tie \
                       stands since when, each with the words it was read from. Everything is read; pages are added and \
                       decisions taken by an account's token of that scope alone. \
                       Answers are JSON, or JSON-LD where `Accept` asks for `application/ld+json` or an address ends with \
                       `.jsonld`. What goes wrong is told as `application/problem+json` (RFC 9457). Names, quotes and \
                       headlines are Chinese, as pages have them.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    paths(
        index,
        acts::list, acts::one, acts::statements, acts::history, acts::itinerary, acts::record,
        regions::list, regions::one,
        names::list, names::one,
        documents::list, documents::one, documents::text, documents::annotations,
        write::documents, write::decisions,
        follows::statistics, follows::due, follows::dormant, follows::audit, follows::balance,
        follows::conflicts, follows::compare, follows::digest, follows::partners,
        reconcile::service, reconcile::batch, reconcile::suggest::entity, reconcile::suggest::kind,
        reconcile::suggest::property, reconcile::suggest::propose,
    ),
    modifiers(&Tokens),
    tags(
        (name = "acts", description = "Visits, meetings, ties, agreements …: what reports say together, and each report"),
        (name = "regions", description = "Places and what is on record of them"),
        (name = "names", description = "People, bodies and events"),
        (name = "documents", description = "Pages as they were taken"),
        (name = "reconciliation", description = "Names to ids, after the Reconciliation API 0.2"),
        (name = "what follows", description = "Due, asleep, claimed, at odds, compared"),
    ),
)]
struct Api;

/// How a program says who it acts for, and what it is told where that does not hold: of anything, since a
/// token is looked at before what is asked, and since a register may be closed to all others.
struct Tokens;

impl Modify for Tokens {
    fn modify(&self, openapi: &mut Description) {
        let mut token = Http::new(HttpAuthScheme::Bearer);
        token.description =
            Some("A token of an account, made on its page in the browser".to_owned());
        let schemes = openapi.components.get_or_insert_default();
        schemes.add_security_scheme("token", SecurityScheme::Http(token));
        let refused = || {
            let problem = Content::new(Some(Ref::from_schema_name("Problem")));
            ResponseBuilder::new()
                .description("The register is open to tokens only, or this one does not hold")
                .content("application/problem+json", problem)
                .build()
        };
        for path in openapi.paths.paths.values_mut() {
            for operation in [&mut path.get, &mut path.post].into_iter().flatten() {
                let known = &mut operation.responses.responses;
                known.insert("401".to_owned(), refused().into());
            }
        }
    }
}

takes! {
    /// Of what has nothing to choose.
    Nothing:
}

/// The description, written once.
static OPENAPI: LazyLock<String> =
    LazyLock::new(|| Api::openapi().to_pretty_json().unwrap_or_default() + "\n");

/// Where one begins.
#[derive(Serialize, ToSchema)]
pub(super) struct Index {
    /// What this is.
    name: &'static str,
    /// Version of the program.
    version: &'static str,
    /// The description of the API.
    openapi: String,
    /// The context of JSON-LD.
    context: String,
    /// The description for people.
    documentation: String,
    /// Addresses of lists.
    lists: Vec<String>,
}

/// What there is, and where.
#[utoipa::path(get, path = "/api/v1", tag = "acts", responses(
    (status = 200, description = "Addresses", content(
        (Index = "application/json"), (Index = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn index(call: Call) -> Result<Response, Trouble> {
    call.takes::<Nothing>()?;
    let lists = [
        "acts",
        "regions",
        "names",
        "documents",
        "statistics",
        "due",
        "dormant",
        "audit",
        "balance",
        "conflicts",
        "compare",
        "digest",
        "partners",
    ];
    let index = Index {
        name: "jiehao",
        version: env!("CARGO_PKG_VERSION"),
        openapi: format!("{ROOT}/openapi.json"),
        context: format!("{ROOT}/context{}", linked::ENDING),
        documentation: call.ask.lang.to("api"),
        lists: lists.iter().map(|list| format!("{ROOT}/{list}")).collect(),
    };
    answer(&call, &index)
}

/// The description.
pub(super) async fn openapi() -> impl IntoResponse {
    let kind = (
        header::CONTENT_TYPE,
        "application/vnd.oai.openapi+json;version=3.1",
    );
    ([kind], OPENAPI.as_str())
}
