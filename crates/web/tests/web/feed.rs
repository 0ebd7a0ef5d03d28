//! What programs follow: the feed of new acts and the calendar of a region.

use crate::common::Fixture;
use axum::http::StatusCode;

#[tokio::test]
async fn the_feed_holds_what_came_last_and_passes_the_filters() {
    let site = Fixture::corpus();
    let feed = site.get("/zh/feed.atom").await;
    assert_eq!(
        feed.header("content-type"),
        "application/atom+xml; charset=utf-8"
    );
    assert!(feed.text().starts_with("<?xml"));
    assert!(
        feed.text()
            .contains("<id>http://127.0.0.1:8080/zh/feed.atom</id>")
    );
    assert!(
        feed.text()
            .contains("<updated>2026-01-02T03:04:05Z</updated>")
    );
    let entries = |text: &str| text.matches("<entry>").count();
    assert!(entries(feed.text()) > 10);
    let ties = site.get("/en/feed.atom?type=tie&region=cn:620000").await;
    assert!(entries(ties.text()) > 0 && entries(ties.text()) < entries(feed.text()));
    assert!(!ties.text().contains("term=\"visit\""));
    assert!(
        ties.text().contains("type=tie&#38;region=cn:620000"),
        "{}",
        ties.text()
    );
    assert_eq!(
        site.get("/zh/feed.atom?type=x").await.status,
        StatusCode::BAD_REQUEST
    );
    let mut request = crate::common::request("/zh/feed.atom");
    let tag = feed.header("etag").parse().expect("a header");
    request.headers_mut().insert("if-none-match", tag);
    assert_eq!(
        crate::common::ask(&site.app, request).await.status,
        StatusCode::NOT_MODIFIED
    );
    let empty = Fixture::of(Vec::new());
    assert_eq!(entries(empty.get("/zh/feed.atom").await.text()), 0);
}

#[tokio::test]
async fn the_calendar_of_a_region_holds_what_falls_due_there() {
    let site = Fixture::corpus();
    let to = "/zh/region/cn:620000/calendar.ics?months=240";
    let calendar = site.get(to).await;
    assert_eq!(
        calendar.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    assert!(calendar.text().starts_with("BEGIN:VCALENDAR"));
    let due = site.register().due(
        &jiehao_register::Filter {
            places: vec!["cn:620000".into()],
            ..Default::default()
        },
        &jiehao_register::Period::parse("2024-06-05").expect("a day"),
        240,
    );
    let due = due.expect("due");
    assert!(!due.is_empty());
    assert_eq!(calendar.text().matches("BEGIN:VEVENT").count(), due.len());
    let named = site
        .follow("/zh/region/%E7%94%98%E8%82%83/calendar.ics")
        .await;
    assert_eq!(named.status, StatusCode::OK);
    assert_eq!(
        site.get("/zh/region/x/calendar.ics").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn pages_say_what_can_be_followed() {
    let site = Fixture::corpus();
    for (page, follow) in [
        (
            "/zh/",
            "type=\"application/atom+xml\" href=\"/zh/feed.atom\"",
        ),
        (
            "/en/list/tie?region=cn:620000",
            "href=\"/en/feed.atom?type=tie&#38;region=cn:620000\"",
        ),
        (
            "/zh/region/cn:620000",
            "type=\"text/calendar\" href=\"/zh/region/cn:620000/calendar.ics\"",
        ),
        (
            "/zh/region/cn:620000",
            "href=\"/zh/feed.atom?region=cn:620000\"",
        ),
    ] {
        let html = site.get(page).await;
        assert!(html.text().contains(follow), "{page} has no {follow}");
    }
}
