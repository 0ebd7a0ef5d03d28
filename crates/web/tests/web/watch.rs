//! What whoever watches over the server sees: that it is up, that its register answers, what it counted,
//! and which line of the log is which request.

use crate::common::{Fixture, ask};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

#[tokio::test]
async fn requests_are_counted_by_route_and_status() {
    let site = Fixture::corpus();
    for to in [
        "/zh/list/tie",
        "/en/list/visit",
        "/zh/act/x",
        "/nowhere/1",
        "/nowhere/2",
    ] {
        site.get(to).await;
    }
    let told = site.get("/metrics").await;
    assert!(
        told.header("content-type")
            .starts_with("application/openmetrics-text")
    );
    for line in [
        "jiehao_requests_total{route=\"/{lang}/list/{kind}\",status=\"200\"} 2",
        "jiehao_requests_total{route=\"/{lang}/act/{id}\",status=\"404\"} 1",
        "jiehao_requests_total{route=\"none\",status=\"404\"} 2",
        "jiehao_request_seconds_count{route=\"/{lang}/list/{kind}\"} 2",
        "jiehao_registers_in_use 0",
        "jiehao_registers_most 4",
    ] {
        assert!(
            told.text().lines().any(|l| l == line),
            "no {line} in\n{}",
            told.text()
        );
    }
    assert!(told.text().ends_with("# EOF\n"));
}

#[tokio::test]
async fn whoever_watches_may_name_any_host() {
    let site = Fixture::of(Vec::new());
    for to in ["/healthz", "/readyz", "/metrics"] {
        let request = Request::get(to).header(header::HOST, "10.0.0.7:8080");
        let answer = ask(&site.app, request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{to}");
    }
}

#[tokio::test]
async fn a_request_is_named_by_one_id() {
    let site = Fixture::of(Vec::new());
    let (one, other) = (site.get("/zh/").await, site.get("/zh/").await);
    let id = "x-request-id";
    assert!(!one.header(id).is_empty());
    assert_ne!(one.header(id), other.header(id));
    for (given, kept) in [("front-1_a", true), ("a b", false), ("", false)] {
        let mut request = crate::common::request("/zh/");
        request
            .headers_mut()
            .insert(id, given.parse().expect("a header"));
        let answer = ask(&site.app, request).await;
        assert_eq!(answer.header(id) == given, kept, "{given}");
    }
}
