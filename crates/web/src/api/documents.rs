//! Pages as they were taken: found by their words, with their clean text, records and annotations.

use axum::response::Response;
use jiehao_register::{Hit, RecordView};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Leaf, answer, tagged};
use super::call::Call;
use super::params::{self, Of, must, takes};
use super::problem::Problem;
use super::wire::Capture;
use crate::lang::Lang;
use crate::pages::document::Text;
use crate::pages::export::occasion;
use crate::pages::filters::Filters;
use crate::trouble::Trouble;

takes! {
    /// Filters of pages.
    Listed:
    must("q", Of::Text, "Words parted by spaces, all of which the page holds."),
    params::TYPE, params::REGION, params::COUNTRY, params::PERSON, params::FROM, params::UNTIL,
    params::LIMIT, params::CURSOR,
}
takes! {
    /// Of one page.
    One:
}

/// A page that was found.
#[derive(Serialize, ToSchema)]
pub(super) struct Page {
    /// The capture.
    id: String,
    /// Path or URL where it was first taken.
    locator: String,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The named source.
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    /// Date of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    /// The words around the first of those asked for.
    excerpt: String,
    /// Records of it that pass the filters.
    records: Vec<ReadFrom>,
    /// Its page.
    page: String,
}

/// A record by its id.
#[derive(Serialize, ToSchema)]
pub(super) struct ReadFrom {
    /// Its id.
    id: String,
    /// Its type.
    r#type: String,
    /// The act it reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<String>,
}

impl Page {
    fn of(hit: Hit, lang: Lang) -> Self {
        let records = hit.records.into_iter();
        Self {
            page: lang.to_document(&hit.capture),
            id: hit.capture,
            locator: hit.locator,
            title: hit.title,
            outlet: hit.outlet,
            published: hit.published,
            excerpt: hit.excerpt,
            records: records
                .map(|(id, r#type, act)| ReadFrom { id, r#type, act })
                .collect(),
        }
    }
}

/// A page with what was read from it.
#[derive(Serialize, ToSchema)]
pub(super) struct Document {
    #[serde(flatten)]
    capture: Capture,
    /// Whether it is a list of an office's own, and no page.
    list: bool,
    /// Its clean text in its own script, the headline first.
    text: String,
    /// What was read from it, those that no longer hold included. Evidence counts code points of
    /// the decoded source.
    records: Vec<RecordView>,
}

/// Pages that hold all words, the latest first.
#[utoipa::path(get, path = "/api/v1/documents", operation_id = "documents", tag = "documents", params(Listed), responses(
    (status = 200, description = "A leaf of the list", content(
        (Leaf<Page> = "application/json"), (Leaf<Page> = "application/ld+json"))),
    (status = 400, description = "A filter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(call: Call) -> Result<Response, Trouble> {
    call.takes::<Listed>()?;
    let ask = &call.ask;
    let limit = call.limit()?;
    let mut filter = Filters::read(ask, None)?.filter;
    filter.limit = Some(limit + 1);
    let words: Vec<String> = ask.get("q").split_whitespace().map(str::to_owned).collect();
    let seen = match ask.get("cursor") {
        "" => None,
        cursor => {
            let bad = || Trouble::Bad(cursor.to_owned(), ask.lang.api().not_a_cursor);
            let (published, id) = cursor.split_once('~').ok_or_else(bad)?;
            let published = Some(published.to_owned()).filter(|p| !p.is_empty());
            Some((published, id.to_owned()))
        }
    };
    let asked = ask.register(move |register| register.searched(&words, &filter, seen.as_ref()));
    let pages = asked.await?.hits.into_iter();
    let pages = pages.map(|hit| Page::of(hit, ask.lang)).collect();
    let leaf = Leaf::of(&call, pages, limit, |page: &Page| {
        format!(
            "{}~{}",
            page.published.as_deref().unwrap_or_default(),
            page.id
        )
    });
    answer(&call, &leaf)
}

/// One page: where and when it was taken, its clean text, the records read from it.
#[utoipa::path(get, path = "/api/v1/documents/{id}", operation_id = "document", tag = "documents",
    params(("id" = String, Path, description = "Id of a page")), responses(
    (status = 200, description = "The page", content(
        (Document = "application/json"), (Document = "application/ld+json"))),
    (status = 304, description = "Nothing changed since the tag that `If-None-Match` names"),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such page", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn one(call: Call) -> Result<Response, Trouble> {
    let document = document(&call).await?;
    let text = words(&document);
    let told = Document {
        list: document.list,
        text,
        records: document.records,
        capture: Capture::of(document.capture, call.ask.lang),
    };
    answer(&call, &told)
}

/// The clean text of a page alone.
#[utoipa::path(get, path = "/api/v1/documents/{id}/text", operation_id = "text", tag = "documents",
    params(("id" = String, Path, description = "Id of a page")), responses(
    (status = 200, description = "The text", body = String, content_type = "text/plain; charset=utf-8"),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such page", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn text(call: Call) -> Result<Response, Trouble> {
    let document = document(&call).await?;
    Ok(tagged(
        &call.known,
        "text/plain; charset=utf-8",
        words(&document).into_bytes(),
    ))
}

/// The words that records were read from, as W3C Web Annotations.
#[utoipa::path(get, path = "/api/v1/documents/{id}/annotations", operation_id = "annotations", tag = "documents",
    params(("id" = String, Path, description = "Id of a page")), responses(
    (status = 200, description = "An AnnotationPage of the W3C Web Annotation Data Model", body = serde_json::Value, content_type = "application/ld+json"),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such page", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn annotations(call: Call) -> Result<Response, Trouble> {
    call.takes::<One>()?;
    let id = call.ask.id.clone();
    let occasion = occasion(&call.ask)?;
    let asked = call
        .ask
        .register(move |register| register.annotations(&id, &occasion));
    let body = asked.await?.to_string();
    let kind = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
    Ok(tagged(&call.known, kind, body.into_bytes()))
}

async fn document(call: &Call) -> Result<jiehao_register::Document, Trouble> {
    call.takes::<One>()?;
    let id = call.ask.id.clone();
    call.ask
        .register(move |register| register.document(&id))
        .await
}

/// The clean text of a page, the headline first.
fn words(document: &jiehao_register::Document) -> String {
    let text = Text::of(document);
    let title = text.title.as_ref().map(|t| t.text.as_str());
    let parts: Vec<&str> = title.into_iter().chain([text.body.text.as_str()]).collect();
    parts.join("\n")
}
