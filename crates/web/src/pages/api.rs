//! The API explained to people, with examples.

use askama::Template;
use axum::http::HeaderMap;

use super::Page;
use crate::api;
use crate::ask::Ask;
use crate::view::{Shell, show};
use crate::words::api::Api;

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    shell: Shell,
    a: &'static Api,
    /// The address of the API, as the reader knows the site.
    root: String,
    resources: Vec<(&'static str, &'static str)>,
    problems: [(&'static str, &'static str); 10],
    feed: String,
    calendar: String,
}

pub(crate) async fn page(headers: HeaderMap, ask: Ask) -> Page {
    let a = ask.lang.api();
    let root = format!("{}{}", api::base(&headers), api::ROOT);
    show(&ApiPage {
        shell: Shell::new(&ask, a.title),
        a,
        root,
        resources: vec![
            ("/acts", a.of_acts),
            ("/acts/{id}", a.of_act),
            ("/acts/{id}/statements", a.of_statements),
            ("/acts/{id}/history", a.of_history),
            ("/acts/{id}/itinerary", a.of_itinerary),
            ("/records/{id}", a.of_records),
            ("/regions, /regions/{id}", a.of_regions),
            ("/names?q=, /names/{id}", a.of_names),
            ("/documents?q=, /documents/{id}", a.of_documents),
            ("/documents/{id}/text", a.of_text),
            ("POST /documents?from=, ?url=", a.of_add),
            ("POST /decisions", a.of_decide),
            ("/documents/{id}/annotations", a.of_annotations),
            ("/statistics", a.of_statistics),
            ("/due", a.of_due),
            ("/dormant", a.of_dormant),
            ("/audit", a.of_audit),
            ("/balance", a.of_balance),
            ("/conflicts?region=", a.of_conflicts),
            ("/compare?a=&b=", a.of_compare),
            ("/digest?week=", a.of_digest),
            ("/partners?region=", a.of_partners),
        ],
        problems: [
            ("refused", a.problem_refused),
            ("forbidden", a.problem_forbidden),
            ("missing", a.problem_missing),
            ("method", a.problem_method),
            ("overtaken", a.problem_overtaken),
            ("large", a.problem_large),
            ("host", a.problem_host),
            ("often", a.problem_often),
            ("failed", a.problem_failed),
            ("unavailable", a.problem_unavailable),
        ],
        feed: ask.lang.to("feed.atom"),
        calendar: format!("{}/calendar.ics", ask.lang.to_region("cn:620000")),
    })
}
