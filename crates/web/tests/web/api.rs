//! The API: the same acts as the pages, whole lists leaf by leaf, problems as RFC 9457 has them, and a
//! description that says what is there.

use std::collections::BTreeSet;

use crate::common::{Answer, Fixture, ask};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::Value;

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    serde_json::from_slice(&answer.body).expect("JSON")
}

/// Items of all leaves, and how many leaves there were.
async fn all(site: &Fixture, to: &str) -> (Vec<Value>, usize) {
    let (mut items, mut leaves, mut to) = (Vec::new(), 0, to.to_owned());
    loop {
        let leaf = json(&site.get(&to).await);
        items.extend(leaf["items"].as_array().expect("items").clone());
        leaves += 1;
        match leaf["next"].as_str() {
            Some(next) => to = next.to_owned(),
            None => return (items, leaves),
        }
    }
}

fn ids(items: &[Value]) -> Vec<String> {
    let ids = items.iter().map(|i| i["id"].as_str().expect("an id"));
    ids.map(str::to_owned).collect()
}

#[tokio::test]
async fn lists_are_gone_through_leaf_by_leaf_and_lose_nothing() {
    let site = Fixture::corpus();
    let register = |filter: jiehao_register::Filter| {
        let acts = site.register().acts(&filter).expect("acts");
        acts.into_iter().map(|a| a.id).collect::<Vec<_>>()
    };
    use jiehao_register::{Filter, Order};
    for (query, filter) in [
        ("limit=3", Filter::default()),
        (
            "limit=3&sort=earliest",
            Filter {
                order: Order::Earliest,
                ..Filter::default()
            },
        ),
        (
            "limit=2&sort=sources",
            Filter {
                order: Order::Sources,
                ..Filter::default()
            },
        ),
        (
            "limit=2&region=cn:620000",
            Filter {
                places: vec!["cn:620000".into()],
                ..Filter::default()
            },
        ),
        (
            "limit=2&region=cn:620000&country=JP&sort=earliest",
            Filter {
                places: vec!["cn:620000".into(), "iso:JP".into()],
                order: Order::Earliest,
                ..Filter::default()
            },
        ),
    ] {
        let want = register(filter);
        let (items, leaves) = all(&site, &format!("/api/v1/acts?{query}")).await;
        assert_eq!(ids(&items), want, "{query}");
        assert!(want.len() > 2 && leaves > 1, "{query}: {leaves}");
    }
    let (names, _) = all(&site, "/api/v1/names?limit=7").await;
    let distinct: BTreeSet<String> = ids(&names).into_iter().collect();
    assert!(
        distinct.len() == names.len() && names.len() > 20,
        "{}",
        names.len()
    );
}

#[tokio::test]
async fn an_act_stands_with_its_statements_evidence_and_pages() {
    let site = Fixture::corpus();
    let ties = json(&site.get("/api/v1/acts?type=tie&count=true").await);
    assert!(ties["total"].as_i64().expect("a count") > 0);
    let id = ties["items"][0]["id"].as_str().expect("an id");
    let act = json(&site.get(&format!("/api/v1/acts/{id}")).await);
    assert_eq!(act["type"], "tie");
    let record = &act["records"][0];
    assert!(
        !record["evidence"][0]["exact"]
            .as_str()
            .expect("words")
            .is_empty()
    );
    assert_eq!(act["captures"][0]["id"], record["capture"]);
    let said = json(&site.get(&format!("/api/v1/acts/{id}/statements")).await);
    let said = said["items"].as_array().expect("statements");
    assert!(
        said.iter()
            .any(|s| s["property"] == "a" && s["readers"][0] == "1.0.0")
    );
    let record = record["id"].as_str().expect("an id");
    let record = json(&site.get(&format!("/api/v1/records/{record}")).await);
    assert_eq!(record["act"], id);
    let history = json(&site.get(&format!("/api/v1/acts/{id}/history")).await);
    assert_eq!(history["tie"]["id"], id);
    let visits = json(&site.get("/api/v1/acts?type=visit").await);
    let visit = visits["items"][0]["id"].as_str().expect("an id");
    json(&site.get(&format!("/api/v1/acts/{visit}/itinerary")).await);
    let missing = site.get(&format!("/api/v1/acts/{visit}/history")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn words_find_the_acts_of_the_pages_that_hold_them() {
    let site = Fixture::corpus();
    let (pages, _) = all(&site, "/api/v1/documents?q=%E7%A7%8B%E7%94%B0&limit=1").await;
    assert!(!pages.is_empty());
    let told: BTreeSet<String> = pages
        .iter()
        .flat_map(|p| p["records"].as_array().expect("records"))
        .filter_map(|r| r["act"].as_str().map(str::to_owned))
        .collect();
    let (acts, _) = all(&site, "/api/v1/acts?words=%E7%A7%8B%E7%94%B0").await;
    let acts: BTreeSet<String> = ids(&acts).into_iter().collect();
    assert_eq!(acts, told);
    let none = json(
        &site
            .get("/api/v1/acts?words=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7")
            .await,
    );
    assert_eq!(none["items"], Value::Array(Vec::new()));
    let page = pages[0]["id"].as_str().expect("an id");
    let document = json(&site.get(&format!("/api/v1/documents/{page}")).await);
    assert!(document["text"].as_str().expect("a text").contains("秋田"));
    let text = site.get(&format!("/api/v1/documents/{page}/text")).await;
    assert_eq!(document["text"], text.text());
    let notes = json(
        &site
            .get(&format!("/api/v1/documents/{page}/annotations"))
            .await,
    );
    let quotes: usize = document["records"]
        .as_array()
        .expect("records")
        .iter()
        .filter(|r| r["rank"] != "lowered")
        .map(|r| r["evidence"].as_array().expect("evidence").len())
        .sum();
    assert_eq!(notes["items"].as_array().expect("items").len(), quotes);
    assert_eq!(
        notes["items"][0]["target"]["selector"][0]["type"],
        "TextQuoteSelector"
    );
}

#[tokio::test]
async fn all_that_follows_is_there() {
    let site = Fixture::corpus();
    let regions = json(&site.get("/api/v1/regions").await);
    assert!(regions["items"].as_array().expect("items").len() > 3);
    let dossier = json(&site.get("/api/v1/regions/cn:620000?limit=2").await);
    assert_eq!(dossier["name"], "甘肃省");
    assert!(dossier["counts"]["tie"].as_i64().expect("a count") > 0);
    let person = json(&site.get("/api/v1/names?sort=person&limit=1").await);
    let person = person["items"][0]["id"].as_str().expect("an id").to_owned();
    let person = json(&site.get(&format!("/api/v1/names/{person}")).await);
    assert!(!person["acts"].as_array().expect("acts").is_empty());
    for to in [
        "statistics",
        "due?months=120",
        "dormant?years=1",
        "audit",
        "balance",
        "conflicts?region=cn:620000",
        "compare?a=cn:620000&b=cn:370000",
        "digest?week=2022-11-15",
        "partners?region=cn:620000",
        "",
    ] {
        let answer = site.get(&format!("/api/v1/{to}")).await;
        assert_eq!(
            answer.header("content-type"),
            "application/json",
            "{to}: {}",
            answer.text()
        );
        json(&answer);
    }
}

#[tokio::test]
async fn linked_data_is_asked_for_by_header_or_ending() {
    let site = Fixture::corpus();
    let id = json(&site.get("/api/v1/acts?limit=1").await)["items"][0]["id"].clone();
    let id = id.as_str().expect("an id");
    for to in [
        format!("/api/v1/acts/{id}.jsonld"),
        "/api/v1/acts.jsonld".into(),
        "/api/v1/regions/cn:620000.jsonld".into(),
    ] {
        let answer = site.get(&to).await;
        assert_eq!(answer.header("content-type"), "application/ld+json", "{to}");
        assert_eq!(json(&answer)["@context"], "/api/v1/context.jsonld");
    }
    let mut request = crate::common::request(&format!("/api/v1/acts/{id}"));
    request
        .headers_mut()
        .insert("accept", "application/ld+json".parse().expect("a header"));
    let answer = ask(&site.app, request).await;
    assert_eq!(json(&answer)["id"], format!("urn:jiehao:{id}"));
    let context = site.get("/api/v1/context.jsonld").await;
    assert!(json(&context)["@context"]["visit"].is_string());
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let site = Fixture::corpus();
    let first = site.get("/api/v1/statistics").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'));
    let again = |tag: String| {
        let mut request = crate::common::request("/api/v1/statistics");
        let tag = tag.parse().expect("a header");
        request.headers_mut().insert("if-none-match", tag);
        ask(&site.app, request)
    };
    let answer = again(tag.clone()).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert!(answer.body.is_empty());
    assert_eq!(again("\"other\"".into()).await.status, StatusCode::OK);
    crate::common::fill(&site.path(), &crate::common::pages()[..2]);
    assert_eq!(
        again(tag).await.status,
        StatusCode::OK,
        "the register changed"
    );
}

#[tokio::test]
async fn problems_are_told_to_programs() {
    let site = Fixture::corpus();
    for (to, status) in [
        ("/api/v1/nothing", 404),
        ("/api/v2/acts", 404),
        ("/api/v1/acts/a-00000000000", 404),
        ("/api/v1/acts/e-00000000000", 404),
        ("/api/v1/regions/nowhere", 404),
        ("/api/v1/acts?type=nothing", 400),
        ("/api/v1/acts?regoin=cn:620000", 400),
        ("/api/v1/acts?limit=0", 400),
        ("/api/v1/acts?limit=101", 400),
        ("/api/v1/acts?cursor=x", 400),
        ("/api/v1/acts?from=yesterday", 400),
        ("/api/v1/acts?words=%FF", 400),
        ("/api/v1/acts?way=up", 400),
        ("/api/v1/documents", 400),
        ("/api/v1/conflicts", 400),
        ("/api/v1/compare?a=cn:620000", 400),
    ] {
        let answer = site.get(to).await;
        assert_eq!(answer.status.as_u16(), status, "{to}");
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{to}"
        );
        let problem: Value = serde_json::from_slice(&answer.body).expect("JSON");
        assert_eq!(problem["status"], status);
        assert!(!problem["detail"].as_str().expect("a detail").is_empty());
    }
    let request = Request::post("/api/v1/acts").header(header::HOST, "localhost");
    let answer = ask(&site.app, request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    std::fs::rename(site.path(), site.folder.path().join("away.db")).expect("moved");
    let gone = site.get("/api/v1/acts").await;
    assert_eq!(gone.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(gone.header("retry-after"), "5");
}

#[tokio::test]
async fn where_reading_is_closed_programs_are_told_so() {
    let site = crate::common::desk::closed();
    for to in ["/api/v1/acts", "/api/v1/reconcile", "/api/v1/openapi.json"] {
        let answer = site.get(to).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{to}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
}

/// `docs/openapi.json` is what programs are written against: a change of it is meant or a mistake.
#[tokio::test]
async fn the_description_is_the_one_that_is_kept() {
    let site = Fixture::of(Vec::new());
    let now = site.get("/api/v1/openapi.json").await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, now.text()).expect("written");
    }
    let kept = std::fs::read_to_string(path).expect("docs/openapi.json; UPDATE=1 writes it");
    let (kept, now) = (leaves(&kept), leaves(now.text()));
    let gone: Vec<&String> = kept.difference(&now).collect();
    let came: Vec<&String> = now.difference(&kept).collect();
    assert!(
        gone.is_empty() && came.is_empty(),
        "the API changed; if that is meant, UPDATE=1 renews docs/openapi.json\ngone: {gone:#?}\ncame: {came:#?}"
    );
}

/// Every value of a description with the way to it.
fn leaves(text: &str) -> BTreeSet<String> {
    fn walk(value: &Value, way: &str, out: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    walk(value, &format!("{way}/{name}"), out);
                }
            }
            Value::Array(items) => {
                for (n, value) in items.iter().enumerate() {
                    walk(value, &format!("{way}/{n}"), out);
                }
            }
            value => {
                out.insert(format!("{way} = {value}"));
            }
        }
    }
    let mut out = BTreeSet::new();
    walk(&serde_json::from_str(text).expect("JSON"), "", &mut out);
    out
}

#[tokio::test]
async fn everything_described_is_there() {
    let site = Fixture::corpus();
    let description = json(&site.get("/api/v1/openapi.json").await);
    assert_eq!(description["openapi"], "3.1.0");
    let acts = json(&site.get("/api/v1/acts?limit=100").await);
    let act = |kind: &str| {
        let acts = acts["items"].as_array().expect("acts").iter();
        let found = acts.clone().find(|a| kind.is_empty() || a["type"] == kind);
        found.unwrap_or_else(|| panic!("no {kind}"))["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    };
    let record = acts["items"][0]["records"][0].clone();
    let name = json(&site.get("/api/v1/names?limit=1").await)["items"][0]["id"].clone();
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() > 20);
    for (path, about) in paths {
        if about["get"].is_null() {
            continue;
        }
        let id = match path.split('/').nth(3).unwrap_or_default() {
            "acts" if path.ends_with("history") => act("tie"),
            "acts" if path.ends_with("itinerary") => act("visit"),
            "acts" => act(""),
            "records" => record["id"].as_str().expect("an id").to_owned(),
            "documents" => record["capture"].as_str().expect("an id").to_owned(),
            "names" => name.as_str().expect("an id").to_owned(),
            _ => "cn:620000".to_owned(),
        };
        let needed = about["get"]["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let query: Vec<String> = needed
            .iter()
            .filter(|p| p["in"] == "query" && p["required"] == true)
            .map(|p| match p["name"].as_str().expect("a name") {
                "q" => "q=ab".to_owned(),
                name => format!("{name}=cn:620000"),
            })
            .collect();
        let to = format!("{}?{}", path.replace("{id}", &id), query.join("&"));
        let answer = site.get(&to).await;
        assert_eq!(answer.status, StatusCode::OK, "{to}: {}", answer.text());
    }
}
