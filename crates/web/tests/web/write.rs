//! What programs change by a token: pages added, decisions taken; each within the token's scope, and seen
//! by the next who reads.

use crate::common::desk::{Browser, staffed};
use crate::common::{Answer, Fixture};
use axum::body::Body;
use axum::http::StatusCode;
use jiehao_register::Filter;
use serde_json::Value;

const PAGE: &str = "俄罗斯客人来访\n2023年6月12日，俄罗斯特维尔州代表团访问聊城市。\n";

/// A program with a token of this scope.
async fn program(site: &Fixture, scope: &str) -> Browser {
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let fields = [("label", "程序"), ("scope", scope), ("days", "30")];
    let answer = browser.send("/en/account/tokens", &fields).await;
    let token = answer.text().split("class=\"token\">").nth(1);
    let token = token.and_then(|t| t.split('<').next()).expect("a token");
    let mut program = Browser::new(&site.app);
    program.headers = vec![("authorization".into(), format!("Bearer {token}"))];
    program
}

async fn post(by: &mut Browser, to: &str, body: impl Into<Body>) -> Answer {
    let request = by.request("POST", to).body(body.into());
    by.asked(request.expect("a request")).await
}

fn json(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[tokio::test]
async fn a_page_that_a_program_adds_is_read_and_seen_at_once() {
    let site = staffed(Vec::new());
    let before = site.get("/zh/region/cn:371500").await;
    assert!(!before.text().contains("特维尔州"));
    let mut program = program(&site, "add").await;
    let to = "/api/v1/documents?from=https://news.example/1";
    let answer = post(&mut program, to, PAGE).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let told = json(&answer);
    let page = &told["pages"][0];
    assert_eq!(page["locator"], "https://news.example/1");
    assert_eq!(page["records"], 1);
    // what was kept of the page before is void
    for address in ["/zh/region/cn:371500", "/en/", "/zh/regions"] {
        let after = program.get(address).await;
        assert_eq!(after.status, StatusCode::OK);
    }
    let after = site.get("/zh/region/cn:371500").await;
    assert!(after.text().contains("特维尔州"), "{}", after.text());
    let id = page["id"].as_str().expect("an id");
    let document = program.get(&format!("/api/v1/documents/{id}")).await;
    assert!(
        json(&document)["text"]
            .as_str()
            .expect("a text")
            .contains("特维尔州")
    );
    let mut admin = Browser::logged_in(&site.app, "admin").await;
    assert!(
        admin.get("/en/log").await.text().contains(id),
        "the log says so"
    );
}

#[tokio::test]
async fn a_decision_of_a_program_is_its_accounts() {
    let pages = vec![("a.txt".to_owned(), PAGE.as_bytes().to_vec())];
    let site = staffed(pages);
    let mut program = program(&site, "review").await;
    let acts = site.register().acts(&Filter::default()).expect("acts");
    let record = acts[0].records[0].id.clone();
    let reject = serde_json::json!({
        "verdict": "reject", "subject": record, "ground": "转述", "seen": 0
    });
    let answer = post(&mut program, "/api/v1/decisions", reject.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let taken = json(&answer);
    assert_eq!(taken["seen"], 1);
    let decisions = site.register().decisions().expect("decisions");
    assert_eq!(
        (decisions[0].who.as_str(), decisions[0].ground.as_str()),
        ("reviewer", "转述")
    );
    let list = site.get("/zh/list/visit").await;
    assert!(
        !list.text().contains("特维尔州"),
        "a rejected record is of no act"
    );
    // who has not seen it is told
    let answer = post(&mut program, "/api/v1/decisions", reject.to_string()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    let undo = serde_json::json!({
        "verdict": "undo", "subject": taken["id"], "ground": "核对过"
    });
    let answer = post(&mut program, "/api/v1/decisions", undo.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert!(site.get("/zh/list/visit").await.text().contains("特维尔州"));
}

#[tokio::test]
async fn who_has_no_token_of_the_scope_changes_nothing() {
    let site = staffed(Vec::new());
    let to = "/api/v1/documents?from=x";
    let mut nobody = Browser::new(&site.app);
    let answer = post(&mut nobody, to, PAGE).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    // a session is sent along by a browser whatever page has it ask
    let mut session = Browser::logged_in(&site.app, "admin").await;
    assert_eq!(
        post(&mut session, to, PAGE).await.status,
        StatusCode::FORBIDDEN
    );
    for (scope, to, body) in [
        ("read", to, PAGE),
        ("review", to, PAGE),
        ("add", "/api/v1/decisions", "{}"),
        ("read", "/api/v1/decisions", "{}"),
    ] {
        let mut program = program(&site, scope).await;
        let answer = post(&mut program, to, body).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{scope} {to}");
    }
    assert_eq!(site.register().totals().expect("totals").captures, 0);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_and_said_so() {
    let site = staffed(Vec::new());
    let mut add = program(&site, "add").await;
    for (query, body, status) in [
        ("", PAGE.to_owned(), StatusCode::BAD_REQUEST),
        (
            "?from=a&url=https://news.example/",
            String::new(),
            StatusCode::BAD_REQUEST,
        ),
        ("?from=a", String::new(), StatusCode::BAD_REQUEST),
        ("?form=a", PAGE.to_owned(), StatusCode::BAD_REQUEST),
        (
            "?url=http://127.0.0.1/",
            String::new(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            "?from=a",
            "甲".repeat(8 << 20),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ] {
        let answer = post(&mut add, &format!("/api/v1/documents{query}"), body).await;
        assert_eq!(answer.status, status, "{query} {}", answer.text());
    }
    let mut review = program(&site, "review").await;
    for (body, status) in [
        ("", StatusCode::BAD_REQUEST),
        ("{\"verdict\": \"accept\"}", StatusCode::BAD_REQUEST),
        (
            "{\"verdict\": \"accept\", \"subject\": \"r-1\", \"ground\": \"g\"}",
            StatusCode::NOT_FOUND,
        ),
        (
            "{\"verdict\": \"maybe\", \"subject\": \"r-1\", \"ground\": \"g\"}",
            StatusCode::BAD_REQUEST,
        ),
        (
            "{\"verdict\": \"accept\", \"subject\": \"r-1\", \"ground\": \"\"}",
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let answer = post(&mut review, "/api/v1/decisions", body).await;
        assert_eq!(answer.status, status, "{body} {}", answer.text());
    }
    assert_eq!(site.register().totals().expect("totals").captures, 0);
}
