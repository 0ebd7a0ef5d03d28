//! Regions of China by how much is on record of them, and the dossier of any place.

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Leaf, answer};
use super::call::Call;
use super::params::{Of, Param, may, takes};
use super::problem::Problem;
use super::wire::{Act, Place};
use crate::trouble::Trouble;

/// How many acts of a sort a dossier shows.
const EACH: Param = may(
    "limit",
    Of::Number(1, 100, 10),
    "Acts of each sort, the latest.",
);

takes! {
    /// Of a list without filters.
    All:
}
takes! {
    /// Of a dossier.
    One: EACH,
}

/// A region with how many acts concern it.
#[derive(Serialize, ToSchema)]
pub(super) struct Counted {
    #[serde(flatten)]
    place: Place,
    /// Acts that concern it or what lies in it.
    acts: i64,
    /// Its page.
    page: String,
}

/// What is on record of a place.
#[derive(Serialize, ToSchema)]
pub(super) struct Dossier {
    #[serde(flatten)]
    place: Place,
    /// The divisions and the country it lies in, the nearest first.
    above: Vec<Place>,
    /// Acts by type, all of them counted.
    counts: BTreeMap<String, i64>,
    /// Standing relations.
    ties: Vec<Act>,
    /// Trips of its own people.
    visits_out: Vec<Act>,
    /// Guests.
    visits_in: Vec<Act>,
    /// Meetings.
    meetings: Vec<Act>,
    /// Documents signed.
    agreements: Vec<Act>,
    /// Promises.
    commitments: Vec<Act>,
    /// Figures it gives of itself.
    claims: Vec<Act>,
    /// Its page.
    page: String,
}

/// Regions of China that acts concern, those with most first.
#[utoipa::path(get, path = "/api/v1/regions", operation_id = "regions", tag = "regions", responses(
    (status = 200, description = "The regions", content(
        (Leaf<Counted> = "application/json"), (Leaf<Counted> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(call: Call) -> Result<Response, Trouble> {
    call.takes::<All>()?;
    let counted = call
        .ask
        .register(jiehao_register::Register::regions)
        .await?;
    let region = |(id, acts): (String, i64)| {
        Some(Counted {
            place: Place::with_wholes(&id)?.0,
            acts,
            page: call.ask.lang.to_region(&id),
        })
    };
    let items: Vec<Counted> = counted.into_iter().filter_map(region).collect();
    answer(&call, &Leaf::whole(items))
}

/// The dossier of a region: ties, visits out and in, meetings, documents, promises, claims.
#[utoipa::path(get, path = "/api/v1/regions/{id}", operation_id = "region", tag = "regions",
    params(("id" = String, Path, description = "Id or name of a place", example = "cn:620000"), One), responses(
    (status = 200, description = "The dossier", content(
        (Dossier = "application/json"), (Dossier = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "No place of this name is known, or several", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn one(call: Call) -> Result<Response, Trouble> {
    call.takes::<One>()?;
    let ask = &call.ask;
    let limit = ask.number("limit", 10, 1, 100)?;
    let limit = usize::try_from(limit).unwrap_or(1);
    let id = jiehao_register::place(&ask.id).map_err(Trouble::Register)?;
    let (place, above) = Place::with_wholes(&id).ok_or_else(|| Trouble::Missing(ask.id.clone()))?;
    let asked = id.clone();
    let region = ask
        .register(move |register| register.region(&asked, limit))
        .await?;
    let acts = |acts| Act::all(acts, ask);
    let dossier = Dossier {
        page: ask.lang.to_region(&id),
        place,
        above,
        counts: region.counts.into_iter().collect(),
        ties: acts(region.ties),
        visits_out: acts(region.visits_out),
        visits_in: acts(region.visits_in),
        meetings: acts(region.meetings),
        agreements: acts(region.agreements),
        commitments: acts(region.commitments),
        claims: acts(region.claims),
    };
    answer(&call, &dossier)
}
