//! Acts: searched by the filters that the pages have, and one by one with all that stands behind them.

use axum::response::Response;
use jiehao_register::{After, Error, ErrorKind, Found, RecordView, StatementView, Step, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Leaf, answer};
use super::call::Call;
use super::params::{self, Of, may, takes};
use super::problem::Problem;
use super::wire::{Act, Capture};
use crate::pages::filters::Filters;
use crate::trouble::Trouble;

takes! {
    /// Filters of acts.
    Listed:
    params::TYPE, params::REGION, params::COUNTRY, params::PERSON, params::FROM, params::UNTIL,
    params::WAY, params::SORT,
    may("words", Of::Text, "Words parted by spaces, all of which a page that reports the act holds."),
    may("count", Of::One(&["true", "false"]), "Whether to count all that pass, as `total`."),
    params::LIMIT, params::CURSOR,
}

takes! {
    /// Of what has nothing to choose.
    Nothing:
}

/// A record, with the act it reports and what was decided about it.
#[derive(Serialize, ToSchema)]
pub(super) struct Reported {
    #[serde(flatten)]
    body: RecordView,
    /// Decisions about it, the oldest first.
    decisions: Vec<Decision>,
    /// Its words in the page.
    page: String,
}

/// What a person decided.
#[derive(Serialize, ToSchema)]
pub(super) struct Decision {
    /// Its id.
    id: String,
    /// `accept`, `reject`, `same`, `different` or `undo`.
    verdict: &'static str,
    /// What it is about.
    subject: String,
    /// The other, where it is about two.
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<String>,
    /// Who decided.
    who: String,
    /// When, RFC 3339.
    at: String,
    /// On what ground.
    ground: String,
    /// Whether it still holds.
    holds: bool,
}

/// An act with the pages that report it.
#[derive(Serialize, ToSchema)]
pub(super) struct Told {
    #[serde(flatten)]
    act: Act,
    /// The pages that its reports were read from.
    captures: Vec<Capture>,
}

/// A tie with what became of it.
#[derive(Serialize, ToSchema)]
pub(super) struct TieHistory {
    /// The tie.
    tie: Act,
    /// What became of it, by time; steps of no known time last.
    steps: Vec<Step>,
    /// Agreements between the two, the latest first.
    agreements: Vec<Act>,
    /// Visits, meetings and conferences of the two, the latest first.
    exchanges: Vec<Act>,
}

/// Acts that pass the filters, with their reports and evidence.
#[utoipa::path(get, path = "/api/v1/acts", operation_id = "acts", tag = "acts", params(Listed), responses(
    (status = 200, description = "A leaf of the list", content(
        (Leaf<Act> = "application/json"), (Leaf<Act> = "application/ld+json"))),
    (status = 400, description = "A filter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn list(call: Call) -> Result<Response, Trouble> {
    call.takes::<Listed>()?;
    let ask = &call.ask;
    let limit = call.limit()?;
    let mut filter = Filters::read(ask, None)?.filter;
    filter.words = ask
        .get("words")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    filter.limit = Some(limit + 1);
    filter.after = match ask.get("cursor") {
        "" => None,
        cursor => match after(cursor) {
            Some(after) => Some(after),
            None => return Err(Trouble::Bad(cursor.to_owned(), ask.lang.api().not_a_cursor)),
        },
    };
    let count = ask.get("count") == "true";
    let asked = ask.register(move |register| {
        let total = count.then(|| register.count(&filter)).transpose()?;
        Ok((register.acts(&filter)?, total))
    });
    let (acts, total) = asked.await?;
    let acts = Act::all(acts, ask);
    let mut leaf = Leaf::of(&call, acts, limit, |act| cursor(&After::act(&act.body)));
    leaf.total = total;
    answer(&call, &leaf)
}

/// Where a list goes on, as an address has it.
fn cursor(after: &After) -> String {
    let since = after.since.as_deref().unwrap_or("-");
    format!("{}~{since}~{}", after.sources, after.act)
}

fn after(cursor: &str) -> Option<After> {
    let mut parts = cursor.splitn(3, '~');
    let sources = parts.next()?.parse().ok()?;
    let since = match parts.next()? {
        "-" => None,
        day => Some(day.parse::<jiff::civil::Date>().ok()?.to_string()),
    };
    let act = parts.next().filter(|id| id.starts_with("a-"))?.to_owned();
    Some(After {
        sources,
        since,
        act,
    })
}

/// One act: what its reports say together, each report with its evidence, the pages.
#[utoipa::path(get, path = "/api/v1/acts/{id}", operation_id = "act", tag = "acts",
    params(("id" = String, Path, description = "Id of an act, or how one begins (8 characters)", example = "a-…")), responses(
    (status = 200, description = "The act", content(
        (Told = "application/json"), (Told = "application/ld+json"))),
    (status = 304, description = "Nothing changed since the tag that `If-None-Match` names"),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such act", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn one(call: Call) -> Result<Response, Trouble> {
    call.takes::<Nothing>()?;
    let id = call.ask.id.clone();
    let asked = call
        .ask
        .register(move |register| match register.show(&id)? {
            Found::Act(act) => Ok((register.sources(std::slice::from_ref(&act))?, *act)),
            _ => Err(Error::new(ErrorKind::Unknown, id, "this is no act")),
        });
    let (captures, act) = asked.await?;
    let lang = call.ask.lang;
    let captures = captures.into_iter().map(|c| Capture::of(c, lang));
    let told = Told {
        captures: captures.collect(),
        act: Act::of(act, lang),
    };
    answer(&call, &told)
}

/// The statements of an act, one thing said each, with how they stand and which readings attest them.
#[utoipa::path(get, path = "/api/v1/acts/{id}/statements", operation_id = "statements", tag = "acts",
    params(("id" = String, Path, description = "Id of an act or a record")), responses(
    (status = 200, description = "The statements", content(
        (Leaf<StatementView> = "application/json"), (Leaf<StatementView> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such act", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn statements(call: Call) -> Result<Response, Trouble> {
    call.takes::<Nothing>()?;
    let id = call.ask.id.clone();
    let items = call
        .ask
        .register(move |register| register.statements(&id))
        .await?;
    answer(&call, &Leaf::whole(items))
}

/// The history of a tie: what was meant, signed, in force, renewed, remembered, ended, and what the
/// two did together.
#[utoipa::path(get, path = "/api/v1/acts/{id}/history", operation_id = "history", tag = "acts",
    params(("id" = String, Path, description = "Id of a tie")), responses(
    (status = 200, description = "The history", content(
        (TieHistory = "application/json"), (TieHistory = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such tie", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn history(call: Call) -> Result<Response, Trouble> {
    call.takes::<Nothing>()?;
    let id = call.ask.id.clone();
    let asked = call.ask.register(move |register| {
        let none = || Error::new(ErrorKind::Unknown, &id, "this is no tie");
        // a region has histories too, which are not one act's
        let tie = id.starts_with("a-").then(|| register.histories(&id, None));
        tie.ok_or_else(none)??.into_iter().next().ok_or_else(none)
    });
    let history = asked.await?;
    let told = TieHistory {
        tie: Act::of(history.tie, call.ask.lang),
        steps: history.steps,
        agreements: Act::all(history.agreements, &call.ask),
        exchanges: Act::all(history.exchanges, &call.ask),
    };
    answer(&call, &told)
}

/// The meetings, signings and events that the travellers of a visit had a part in.
#[utoipa::path(get, path = "/api/v1/acts/{id}/itinerary", operation_id = "itinerary", tag = "acts",
    params(("id" = String, Path, description = "Id of a visit")), responses(
    (status = 200, description = "Acts of the trip", content(
        (Leaf<Act> = "application/json"), (Leaf<Act> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such visit", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn itinerary(call: Call) -> Result<Response, Trouble> {
    call.takes::<Nothing>()?;
    let id = call.ask.id.clone();
    let asked = call
        .ask
        .register(move |register| match register.show(&id)? {
            Found::Act(act) if act.kind == "visit" => register.trip(&act),
            _ => Err(Error::new(ErrorKind::Unknown, id, "this is no visit")),
        });
    let items = Act::all(asked.await?, &call.ask);
    answer(&call, &Leaf::whole(items))
}

/// One record: what a page says of an act, in which words, and what people decided about it.
#[utoipa::path(get, path = "/api/v1/records/{id}", operation_id = "record", tag = "acts",
    params(("id" = String, Path, description = "Id of a record")), responses(
    (status = 200, description = "The record", content(
        (Reported = "application/json"), (Reported = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "There is no such record", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn record(call: Call) -> Result<Response, Trouble> {
    call.takes::<Nothing>()?;
    let id = call.ask.id.clone();
    let asked = call
        .ask
        .register(move |register| match register.show(&id)? {
            Found::Record(record, decisions) => Ok((*record, decisions)),
            _ => Err(Error::new(ErrorKind::Unknown, id, "this is no record")),
        });
    let (record, decisions) = asked.await?;
    let decision = |d: jiehao_register::Decision| Decision {
        id: d.id,
        verdict: Verdict::name(d.verdict),
        subject: d.subject,
        object: d.object,
        who: d.who,
        at: d.at,
        ground: d.ground,
        holds: d.holds,
    };
    let told = Reported {
        page: call.ask.lang.to_quote(&record.capture, &record.id, 0),
        body: record,
        decisions: decisions.into_iter().map(decision).collect(),
    };
    answer(&call, &told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        for since in [Some("2024-06-04".to_owned()), None] {
            let place = After {
                sources: 3,
                since,
                act: "a-0123456789".into(),
            };
            assert_eq!(after(&cursor(&place)), Some(place));
        }
        for wrong in ["", "x", "1~2", "1~2024-13-01~a-x", "1~-~r-x", "~~"] {
            assert_eq!(after(wrong), None, "{wrong}");
        }
    }
}
