//! People, bodies, events and places that reports name.

use axum::response::Response;
use jiehao_register::{Error, ErrorKind, Found, NameView, Naming, Sort};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Leaf, answer};
use super::call::Call;
use super::params::{self, Of, may, takes};
use super::problem::Problem;
use super::wire::Act;
use crate::pages::name::{Office, offices};
use crate::trouble::Trouble;

takes! {
    /// Of a list of names.
    Listed:
    may("q", Of::Text, "How a name begins."),
    may("holds", Of::Text, "What a name holds, wherever it stands in it: all names are gone through."),
    may("sort", Of::One(&["person", "name", "place"]), "Only people; bodies, events, documents and works; or places."),
    params::LIMIT, params::CURSOR,
}
takes! {
    /// Of one name.
    One:
}

/// A person, body or event.
#[derive(Serialize, ToSchema)]
pub(super) struct Named {
    /// Its id.
    id: String,
    /// As it is called.
    name: String,
    /// Offices that reports attest, with the first and last day on which they do.
    offices: Vec<Office>,
    /// Acts that name it, the latest first.
    acts: Vec<Act>,
    /// Its page.
    page: String,
}

/// Names on record, in the order of their characters.
#[utoipa::path(get, path = "/api/v1/names", operation_id = "names", tag = "names", params(Listed), responses(
    (status = 200, description = "A leaf of the list", content(
        (Leaf<NameView> = "application/json"), (Leaf<NameView> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(call: Call) -> Result<Response, Trouble> {
    call.takes::<Listed>()?;
    let ask = &call.ask;
    let limit = call.limit()?;
    let sorts = [Sort::Place, Sort::Person, Sort::Name];
    let asked = Naming {
        begins: ask.get("q").to_owned(),
        holds: ask.get("holds").to_owned(),
        sorts: sorts
            .into_iter()
            .filter(|s| s.name() == ask.get("sort"))
            .collect(),
        after: match ask.get("cursor") {
            "" => None,
            cursor => match cursor.split_once('~') {
                Some((id, name)) => Some((name.to_owned(), id.to_owned())),
                None => return Err(Trouble::Bad(cursor.to_owned(), ask.lang.api().not_a_cursor)),
            },
        },
        limit: limit + 1,
        ..Naming::default()
    };
    let names = ask.register(move |register| register.names(&asked)).await?;
    let leaf = Leaf::of(&call, names, limit, |name| {
        // a name may be longer than a value of a query
        let begins: String = name.name.chars().take(120).collect();
        format!("{}~{begins}", name.id)
    });
    answer(&call, &leaf)
}

/// One person, body or event: offices attested, acts that name it.
#[utoipa::path(get, path = "/api/v1/names/{id}", operation_id = "name", tag = "names",
    params(("id" = String, Path, description = "Id of a name")), responses(
    (status = 200, description = "What is on record", content(
        (Named = "application/json"), (Named = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such name", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn one(call: Call) -> Result<Response, Trouble> {
    call.takes::<One>()?;
    let id = call.ask.id.clone();
    let asked = call
        .ask
        .register(move |register| match register.show(&id)? {
            Found::Entity(name, acts) => Ok((name, acts)),
            _ => Err(Error::new(ErrorKind::Unknown, id, "this is no name")),
        });
    let (name, acts) = asked.await?;
    let named = Named {
        name,
        offices: offices(&acts, &call.ask.id),
        acts: Act::all(acts, &call.ask),
        page: call.ask.lang.to_name(&call.ask.id),
        id: call.ask.id.clone(),
    };
    answer(&call, &named)
}
