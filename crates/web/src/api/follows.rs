//! What follows from the register: what is due, asleep, claimed, at odds, balanced, compared.

use axum::response::Response;
use jiehao_register::{Aspect, Audit, Balance, Candidate, Contradiction, Filter, Register, Totals};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Leaf, answer};
use super::call::Call;
use super::params::{self, Of, Param, may, must, takes};
use super::problem::Problem;
use super::wire::Act;
use crate::ask::Ask;
use crate::pages::filters::Filters;
use crate::trouble::Trouble;

/// Items at most of an answer that has no leaves.
const MOST: usize = 500;

/// The region that must be named.
const ONE: Param = must(
    "region",
    Of::Place,
    "The region: an id (`cn:371500`) or a name of one place only.",
);

takes! {
    /// Of what counts everything.
    Nothing:
}
takes! {
    /// Of what falls due.
    Ahead:
    params::REGION, params::COUNTRY, may("months", Of::Number(1, 600, 24), "Months ahead."),
}
takes! {
    /// Of ties that sleep.
    Asleep:
    params::REGION, params::COUNTRY,
    may("years", Of::Number(1, 200, 3), "Years without an exchange on record."),
}
takes! {
    /// Of answers about one region or all.
    Within: params::REGION,
}
takes! {
    /// Of answers about one region.
    OfOne: ONE,
}
takes! {
    /// Of contradictions.
    AtOdds: ONE, params::COUNTRY, params::TYPE, params::FROM, params::UNTIL, params::PERSON,
}
takes! {
    /// Of two side by side.
    Two:
    must("a", Of::Text, "A region by id or name, or the id of a visit."),
    must("b", Of::Text, "The other, of the same sort."),
}
takes! {
    /// Of a week.
    Week:
    may("week", Of::Time, "A day of the week; today's where none is given."),
    params::REGION, params::COUNTRY, params::PERSON,
}

/// Something that falls due.
#[derive(Serialize, ToSchema)]
pub(super) struct Due {
    /// The day, or the last day of the time, that it is due: ISO.
    day: String,
    /// `anniversary` or `commitment`.
    sort: &'static str,
    /// Of an anniversary, the years.
    #[serde(skip_serializing_if = "Option::is_none")]
    years: Option<i16>,
    /// Whether the day is past.
    overdue: bool,
    /// The act that it follows from.
    act: Act,
    /// Later acts of the same parties that may have kept the promise.
    kept_by: Vec<Kept>,
}

/// An act that may have kept a promise.
#[derive(Serialize, ToSchema)]
pub(super) struct Kept {
    /// The act.
    act: String,
    /// What it shares with the promise.
    words: String,
}

impl Due {
    fn all(due: Vec<jiehao_register::Due>, ask: &Ask) -> Vec<Self> {
        let one = |due: jiehao_register::Due| Self {
            day: due.day,
            sort: due.sort,
            years: due.years,
            overdue: due.overdue,
            act: Act::of(due.act, ask.lang),
            kept_by: due
                .kept_by
                .into_iter()
                .map(|(act, words)| Kept { act, words })
                .collect(),
        };
        due.into_iter().map(one).collect()
    }
}

/// A tie without an exchange on record for some time.
#[derive(Serialize, ToSchema)]
pub(super) struct Dormant {
    /// The tie.
    tie: Act,
    /// The latest exchange on record; missing where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<Exchange>,
}

/// An exchange.
#[derive(Serialize, ToSchema)]
pub(super) struct Exchange {
    /// The act.
    act: String,
    /// Its day.
    day: String,
}

/// Two regions or two trips side by side.
#[derive(Serialize, ToSchema)]
pub(super) struct Comparison {
    /// `trips` or `regions`.
    sort: &'static str,
    /// The first.
    a: Side,
    /// The other.
    b: Side,
    /// What is compared.
    aspects: Vec<Aspect>,
    /// Where a region has more acts of a sort than are gone through while somebody waits: how many of
    /// it were looked at, the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<usize>,
}

/// One of two that are compared.
#[derive(Serialize, ToSchema)]
pub(super) struct Side {
    /// Its name.
    name: String,
    /// Its id: of a place or of a visit.
    id: String,
}

/// What is on record of a week.
#[derive(Serialize, ToSchema)]
pub(super) struct Digest {
    /// First day.
    from: String,
    /// Last day.
    until: String,
    /// Trips from China abroad.
    abroad: Vec<Act>,
    /// Guests from abroad.
    came: Vec<Act>,
    /// Trips within China, and those of which a side's country is not known.
    other_visits: Vec<Act>,
    /// Meetings.
    met: Vec<Act>,
    /// Documents signed.
    signed: Vec<Act>,
    /// Ties that began.
    ties: Vec<Act>,
    /// Forums and the like.
    events: Vec<Act>,
    /// Anniversaries and promises of these days.
    due: Vec<Due>,
    /// Acts of these days that are only known by their month or year, and so left out.
    vague: usize,
}

/// All of these, as a list of one leaf; of more than fit, the first, and how many there are.
fn all<T>(mut items: Vec<T>) -> Leaf<T> {
    let total = (items.len() > MOST).then(|| i64::try_from(items.len()).unwrap_or(i64::MAX));
    items.truncate(MOST);
    Leaf {
        items,
        next: None,
        total,
    }
}

/// Places of a query, as a filter.
fn places(ask: &Ask) -> Result<Filter, Trouble> {
    Ok(Filters::read(ask, None)?.filter)
}

/// As a filter, a region or none.
fn of(region: Option<&str>) -> Filter {
    Filter {
        places: region.iter().map(|r| (*r).to_owned()).collect(),
        ..Filter::default()
    }
}

/// Refuses what names no region where too much is on record to go through all.
async fn bounded(ask: &Ask, filter: &Filter, kinds: &[&str]) -> Result<(), Trouble> {
    for kind in kinds {
        if ask.is_wide(filter, kind).await? {
            return Err(Trouble::Bad("region".into(), ask.t().choose_region));
        }
    }
    Ok(())
}

/// What the register holds, counted.
#[utoipa::path(get, path = "/api/v1/statistics", tag = "what follows", responses(
    (status = 200, description = "Counts", content(
        (Totals = "application/json"), (Totals = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn statistics(call: Call) -> Result<Response, Trouble> {
    call.takes::<Nothing>()?;
    answer(&call, &call.ask.register(Register::totals).await?)
}

/// Anniversaries of ties and promises that fall due, and promises overdue; the earliest first.
#[utoipa::path(get, path = "/api/v1/due", tag = "what follows", params(Ahead), responses(
    (status = 200, description = "What falls due", content(
        (Leaf<Due> = "application/json"), (Leaf<Due> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn due(call: Call) -> Result<Response, Trouble> {
    call.takes::<Ahead>()?;
    let ask = &call.ask;
    let (filter, today) = (places(ask)?, ask.site.today());
    let months = ask.number("months", 24, 1, 600)?;
    let due = ask
        .register(move |register| register.due(&filter, &today, months))
        .await?;
    answer(&call, &all(Due::all(due, ask)))
}

/// Ties without an exchange on record for some years. No record does not mean no exchange.
#[utoipa::path(get, path = "/api/v1/dormant", tag = "what follows", params(Asleep), responses(
    (status = 200, description = "Ties", content(
        (Leaf<Dormant> = "application/json"), (Leaf<Dormant> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn dormant(call: Call) -> Result<Response, Trouble> {
    call.takes::<Asleep>()?;
    let ask = &call.ask;
    let (filter, today) = (places(ask)?, ask.site.today());
    let years = ask.number("years", 3, 1, 200)?;
    bounded(ask, &filter, &["tie"]).await?;
    let ties = ask
        .register(move |register| register.dormant(&filter, &today, years))
        .await?;
    let dormant = |d: jiehao_register::Dormant| Dormant {
        tie: Act::of(d.tie, ask.lang),
        last: d.last.map(|(act, day)| Exchange { act, day }),
    };
    answer(&call, &all(ties.into_iter().map(dormant).collect()))
}

/// Figures that regions claim of their ties, each counted again by its own rule.
#[utoipa::path(get, path = "/api/v1/audit", tag = "what follows", params(Within), responses(
    (status = 200, description = "Claims beside the record", content(
        (Leaf<Audit> = "application/json"), (Leaf<Audit> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn audit(call: Call) -> Result<Response, Trouble> {
    call.takes::<Within>()?;
    let region = call.ask.place("region")?;
    bounded(&call.ask, &of(region.as_deref()), &["statistic", "tie"]).await?;
    let audits = call.ask.register(move |register| {
        let regions = match region {
            Some(id) => vec![id],
            None => register.claimants()?,
        };
        let mut audits = Vec::new();
        for region in regions {
            audits.extend(register.audit(&region)?);
        }
        Ok(audits)
    });
    answer(&call, &all(audits.await?))
}

/// Visits out and in by region, year and country; planned ones do not count.
#[utoipa::path(get, path = "/api/v1/balance", tag = "what follows", params(Within), responses(
    (status = 200, description = "Counts of visits", content(
        (Leaf<Balance> = "application/json"), (Leaf<Balance> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn balance(call: Call) -> Result<Response, Trouble> {
    call.takes::<Within>()?;
    let region = call.ask.place("region")?;
    bounded(&call.ask, &of(region.as_deref()), &["visit"]).await?;
    let counts = call
        .ask
        .register(move |register| register.balance(region.as_deref()))
        .await?;
    answer(&call, &all(counts))
}

/// What reports of a region say against each other: values, whereabouts, offices.
#[utoipa::path(get, path = "/api/v1/conflicts", tag = "what follows", params(AtOdds), responses(
    (status = 200, description = "Contradictions", content(
        (Leaf<Contradiction> = "application/json"), (Leaf<Contradiction> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn conflicts(call: Call) -> Result<Response, Trouble> {
    call.takes::<AtOdds>()?;
    let filter = places(&call.ask)?;
    let found = call
        .ask
        .register(move |register| register.conflicts(&filter))
        .await?;
    answer(&call, &all(found))
}

/// Two regions or two trips side by side, aspect by aspect, with the acts that each item stands on.
#[utoipa::path(get, path = "/api/v1/compare", tag = "what follows", params(Two), responses(
    (status = 200, description = "The comparison", content(
        (Comparison = "application/json"), (Comparison = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood, or the two are not of one sort", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "One of the two is not known", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn compare(call: Call) -> Result<Response, Trouble> {
    call.takes::<Two>()?;
    let (a, b) = (call.ask.get("a").to_owned(), call.ask.get("b").to_owned());
    let found = call
        .ask
        .register(move |register| register.compare(&a, &b))
        .await?;
    let side = |(name, id)| Side { name, id };
    let told = Comparison {
        sort: found.sort,
        a: side(found.a),
        b: side(found.b),
        aspects: found.aspects,
        latest: found.latest,
    };
    answer(&call, &told)
}

/// A week: who is abroad, who came, what was signed, what falls due.
#[utoipa::path(get, path = "/api/v1/digest", tag = "what follows", params(Week), responses(
    (status = 200, description = "The week, Monday to Sunday", content(
        (Digest = "application/json"), (Digest = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn digest(call: Call) -> Result<Response, Trouble> {
    call.takes::<Week>()?;
    let ask = &call.ask;
    let filter = places(ask)?;
    let week = ask.time("week")?.unwrap_or_else(|| ask.site.today()).week();
    let found = ask
        .register(move |register| register.digest(&filter, &week))
        .await?;
    let acts = |acts| Act::all(acts, ask);
    let told = Digest {
        from: found.from,
        until: found.until,
        abroad: acts(found.abroad),
        came: acts(found.came),
        other_visits: acts(found.other_visits),
        met: acts(found.met),
        signed: acts(found.signed),
        ties: acts(found.ties),
        events: acts(found.events),
        due: Due::all(found.due, ask),
        vague: found.vague,
    };
    answer(&call, &told)
}

/// Candidate counterparts of a region, each with the reasons that speak for it.
#[utoipa::path(get, path = "/api/v1/partners", tag = "what follows", params(OfOne), responses(
    (status = 200, description = "Candidates, those with most points first", content(
        (Leaf<Candidate> = "application/json"), (Leaf<Candidate> = "application/ld+json"))),
    (status = 400, description = "A parameter is not understood", body = Problem, content_type = "application/problem+json"),
    (status = 503, description = "The register cannot be read now", body = Problem, content_type = "application/problem+json"),
))]
pub(super) async fn partners(call: Call) -> Result<Response, Trouble> {
    call.takes::<OfOne>()?;
    let region = call.ask.place("region")?.unwrap_or_default();
    let found = call
        .ask
        .register(move |register| register.partners(&region, 50))
        .await?;
    answer(&call, &all(found))
}
