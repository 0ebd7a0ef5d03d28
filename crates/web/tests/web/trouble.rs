//! What goes wrong is a page that says what happened and what to do, with the right status; and the
//! server goes on.

use crate::common::{Answer, Fixture, ask};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

fn told(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert!(answer.text().contains("<h1>"), "a page says so");
    assert!(
        answer
            .header("content-security-policy")
            .starts_with("default-src 'self'")
    );
}

#[tokio::test]
async fn what_is_not_there_is_said_so() {
    let site = Fixture::corpus();
    for to in [
        "/zh/nothing",
        "/nothing",
        "/fr/",
        "/zh/act/a-000000000000000000",
        "/zh/act/",
        "/zh/act/x",
        "/zh/act/c-0123456789",
        "/zh/document/c-00000000000",
        "/zh/document/a-00000000000/source",
        "/zh/record/r-000000000000",
        "/zh/name/e-00000000000",
        "/zh/region/%E4%B9%8C%E6%9C%89%E4%B9%8B%E5%B8%82",
        "/zh/list/nothing",
        "/zh/act/..%2F..%2Fetc%2Fpasswd",
        "/zh/../../etc/passwd",
    ] {
        told(&site.get(to).await, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused() {
    let site = Fixture::corpus();
    let long = format!("/zh/search?q={}", "a".repeat(500));
    for to in [
        "/zh/search?q=%FF%FE",
        "/zh/act/%FF",
        "/zh/region/%C3%28",
        "/zh/list/tie?from=yesterday",
        "/zh/list/tie?page=0",
        "/zh/list/tie?page=-1",
        "/zh/list/tie?page=99999999999",
        "/zh/list/tie?region=nowhere",
        "/zh/timeline?type=nothing",
        "/zh/due?months=0",
        "/zh/compare?a=cn:620000&b=nobody",
        "/zh/digest?week=x",
        long.as_str(),
    ] {
        let answer = site.get(to).await;
        assert!(
            matches!(answer.status.as_u16(), 400 | 404),
            "{to}: {}",
            answer.status
        );
        told(&answer, answer.status);
    }
}

#[tokio::test]
async fn hostile_searches_find_nothing_and_break_nothing() {
    let site = Fixture::corpus();
    for q in [
        "'%20OR%201=1--",
        "%22%20NEAR%20%22",
        "*",
        "%00",
        "%E5%8F%8B*%20AND%20%22",
        "a:b%20(c)%20%5E%20%7B",
        "%F0%9F%98%80",
        "%E2%80%AE%E2%80%8B",
        "&q=%20",
        "%25_%25",
        "%27;DROP%20TABLE%20capture;--",
    ] {
        let answer = site.get(&format!("/en/search?q={q}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{q}");
    }
    assert!(site.get("/zh/list/tie").await.text().contains("/zh/act/"));
}

#[tokio::test]
async fn nothing_can_be_changed() {
    let site = Fixture::corpus();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let request = Request::builder().method(method).uri("/zh/list/tie");
        let request = request.header(header::HOST, "localhost:8080");
        let answer = ask(&site.app, request.body(Body::from("x")).expect("a request")).await;
        told(&answer, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "GET,HEAD");
    }
}

#[tokio::test]
async fn other_hosts_are_refused() {
    let site = Fixture::corpus();
    for host in [
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "",
    ] {
        let request = Request::get("/zh/").header(header::HOST, host);
        let answer = ask(&site.app, request.body(Body::empty()).expect("a request")).await;
        told(&answer, StatusCode::MISDIRECTED_REQUEST);
    }
}

#[tokio::test]
async fn every_answer_says_what_browsers_may_do_with_it() {
    let site = Fixture::corpus();
    for to in [
        "/",
        "/zh/",
        "/style.css",
        "/icon.svg",
        "/healthz",
        "/en/export/csv",
        "/x",
        "/robots.txt",
    ] {
        let answer = site.get(to).await;
        for (name, value) in [
            ("content-security-policy", "default-src 'self'"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert!(answer.header(name).starts_with(value), "{to}: {name}");
        }
    }
}

#[tokio::test]
async fn a_register_that_goes_and_comes_back_needs_no_restart() {
    let site = Fixture::corpus();
    let (path, away) = (site.path(), site.folder.path().join("away.db"));
    assert_eq!(site.get("/zh/list/tie").await.status, StatusCode::OK);
    std::fs::rename(&path, &away).expect("moved away");
    for to in ["/zh/", "/zh/list/tie", "/en/search?q=ab", "/en/export/xlsx"] {
        let answer = site.get(to).await;
        told(&answer, StatusCode::SERVICE_UNAVAILABLE);
        let folder = site.folder.path().to_string_lossy().into_owned();
        assert!(
            !answer.text().contains(&folder),
            "it does not say where the register is"
        );
    }
    assert_eq!(
        site.get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.get("/style.css").await.status, StatusCode::OK);
    std::fs::write(&path, b"something else altogether").expect("written");
    told(
        &site.get("/zh/list/tie").await,
        StatusCode::SERVICE_UNAVAILABLE,
    );
    std::fs::rename(&away, &path).expect("moved back");
    assert_eq!(site.get("/zh/list/tie").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_register_that_is_cut_short_in_place_and_mended_needs_no_restart() {
    let site = Fixture::corpus();
    assert_eq!(site.get("/zh/list/tie").await.status, StatusCode::OK);
    let whole = std::fs::read(site.path()).expect("the register");
    for part in [0, 4096, whole.len() / 2] {
        std::fs::write(site.path(), &whole[..part]).expect("cut short");
        for to in ["/zh/list/tie", "/zh/timeline", "/en/search?q=ab", "/readyz"] {
            let answer = site.get(to).await;
            assert_eq!(
                answer.status,
                StatusCode::SERVICE_UNAVAILABLE,
                "{to} of {part}"
            );
        }
        std::fs::write(site.path(), &whole).expect("mended");
        assert_eq!(site.get("/zh/timeline").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_register_that_is_written_to_is_served_meanwhile() {
    let site = Fixture::of(Vec::new());
    assert!(!site.get("/zh/list/tie").await.text().contains("/zh/act/"));
    crate::common::fill(&site.path(), &crate::common::pages()[..8]);
    assert!(site.get("/zh/timeline").await.text().contains("/zh/act/"));
}
