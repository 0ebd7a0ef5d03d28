//! An act: what is said of it, by which reports, in which words. Of a tie its history, of a visit its
//! itinerary besides.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use jiehao_register::{
    ActView, CaptureView, Error, ErrorKind, Found, History, Period, Register, Stage, Step, fields,
};

use crate::ask::Ask;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{
    Fact, Picture, Report, Row, Shell, cut, facts, headline, reports, rows, show, time,
};

/// Characters of a step's words.
const WORDS: usize = 120;

#[derive(Template)]
#[template(path = "act.html")]
struct Act {
    shell: Shell,
    id: String,
    kind: &'static str,
    code: String,
    when: String,
    sources: i64,
    conflict: bool,
    facts: Vec<Fact>,
    fields: Vec<String>,
    reports: Vec<Report>,
    steps: Vec<Told>,
    agreements: Vec<Row>,
    exchanges: Vec<Row>,
    itinerary: Vec<Row>,
    /// Of a tie, over the years.
    picture: Option<Picture>,
}

/// A step in the history of a tie.
struct Told {
    when: String,
    stage: String,
    quote: String,
    href: String,
    /// First and last day, where known: ISO.
    days: Option<(String, String)>,
}

/// An act with what its page shows besides.
struct Answer {
    act: ActView,
    captures: Vec<CaptureView>,
    history: Option<History>,
    trip: Vec<ActView>,
}

pub(crate) async fn page(ask: Ask) -> Result<Response, Trouble> {
    let id = ask.id.clone();
    let answer = ask.register(move |register| asked(register, &id)).await?;
    if answer.act.id != ask.id {
        // the beginning of an id, or that of an act that was joined to another
        return Ok(Redirect::to(&ask.lang.to_act(&answer.act.id)).into_response());
    }
    let (lang, act) = (ask.lang, &answer.act);
    let history = answer.history.as_ref();
    let page = Act {
        shell: Shell::new(&ask, headline(act, lang)),
        id: act.id.clone(),
        kind: lang.kind(&act.kind),
        code: act.kind.clone(),
        when: time(act.when.as_deref()),
        sources: act.sources,
        conflict: !act.conflicts.is_empty(),
        facts: facts(act, lang),
        fields: match lang {
            Lang::Chinese => fields(act).iter().map(|(f, _)| f.name.to_owned()).collect(),
            Lang::English => fields(act).iter().map(|(f, _)| f.code.to_owned()).collect(),
        },
        reports: reports(&act.records, &answer.captures, lang),
        steps: history.map_or_else(Vec::new, |h| {
            h.steps.iter().map(|step| told(step, h, lang)).collect()
        }),
        agreements: history.map_or_else(Vec::new, |h| rows(&h.agreements, lang)),
        exchanges: history.map_or_else(Vec::new, |h| rows(&h.exchanges, lang)),
        itinerary: rows(&answer.trip, lang),
        picture: history.map(|_| Picture::new("timeline", Vec::new(), ask.t().timeline_caption)),
    };
    Ok(show(&page)?.into_response())
}

fn asked(register: &mut Register, id: &str) -> Result<Answer, Error> {
    let act = match register.show(id)? {
        Found::Act(act) => *act,
        _ => return Err(Error::new(ErrorKind::Unknown, id, "this is no act")),
    };
    let history = match act.kind.as_str() {
        "tie" => register.histories(&act.id, None)?.into_iter().next(),
        _ => None,
    };
    let trip = match act.kind.as_str() {
        "visit" => register.trip(&act)?,
        _ => Vec::new(),
    };
    Ok(Answer {
        captures: register.sources(std::slice::from_ref(&act))?,
        history,
        trip,
        act,
    })
}

fn told(step: &Step, history: &History, lang: Lang) -> Told {
    let stage = lang.stage(step.stage.name());
    let words: Vec<&str> = step.quote.exact.split_whitespace().collect();
    Told {
        when: time(step.when.as_deref()),
        stage: match (step.stage, step.years, lang) {
            (Stage::Anniversary, Some(years), Lang::Chinese) => format!("{years}{stage}"),
            (Stage::Anniversary, Some(years), Lang::English) => format!("{years} years"),
            _ => stage.to_owned(),
        },
        quote: cut(&words.join(" "), WORDS),
        href: source(step, history, lang),
        days: step.when.as_deref().and_then(days),
    }
}

/// First and last day of a time or of a stretch of it.
fn days(when: &str) -> Option<(String, String)> {
    let (from, until) = when.split_once('/').unwrap_or((when, when));
    let period = Period::between(from, until)?;
    Some((period.from.to_string(), period.to.to_string()))
}

/// The words of a step on their page; where its record is not at hand, the act.
fn source(step: &Step, history: &History, lang: Lang) -> String {
    let acts = history.agreements.iter().chain(&history.exchanges);
    let acts = std::iter::once(&history.tie).chain(acts);
    for record in acts.filter(|a| a.id == step.act).flat_map(|a| &a.records) {
        if let Some(n) = record.evidence.iter().position(|q| *q == step.quote) {
            return lang.to_quote(&record.capture, &record.id, n);
        }
    }
    lang.to_act(&step.act)
}
