//! Reconciliation after the W3C community group's 0.2: what the manifest promises is there, names in
//! Chinese and English are matched, and what is not understood is refused.

use crate::common::{Answer, Fixture, ask};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

const SERVICE: &str = "/api/v1/reconcile";

/// Names as offices have them in their lists, what stands beside them, and what they mean.
const NAMES: [(&str, &str, &str); 20] = [
    ("甘肃省", "", "cn:620000"),
    ("甘肃", "", "cn:620000"),
    ("Gansu", "", "cn:620000"),
    ("Shandong Province", "", "cn:370000"),
    ("聊城市", "", "cn:371500"),
    ("Liaocheng", "CN", "cn:371500"),
    ("Shaanxi", "", "cn:610000"),
    ("Shanxi", "CN", "cn:140000"),
    ("秋田县", "", "iso:JP-05"),
    ("Akita Prefecture", "", "iso:JP-05"),
    ("秋田縣", "JP", "iso:JP-05"),
    ("特维尔州", "", "iso:RU-TVE"),
    ("Tver Oblast", "RU", "iso:RU-TVE"),
    ("新南威尔士州", "", "iso:AU-NSW"),
    ("New South Wales", "", "iso:AU-NSW"),
    ("加利福尼亚州", "US", "iso:US-CA"),
    ("California", "US", "iso:US-CA"),
    ("日本", "", "iso:JP"),
    ("Rostov Oblast", "RU", "iso:RU-ROS"),
    ("内蒙古自治区", "", "cn:150000"),
];

async fn send(site: &Fixture, fields: &[(&str, String)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        form.append_pair(name, value);
    }
    let request = Request::post(SERVICE)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.finish()));
    ask(&site.app, request.expect("a request")).await
}

fn json_of(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    serde_json::from_slice(&answer.body).expect("JSON")
}

#[tokio::test]
async fn names_in_chinese_and_english_are_matched() {
    let site = Fixture::corpus();
    let queries: serde_json::Map<String, Value> = NAMES
        .iter()
        .enumerate()
        .map(|(n, (name, country, _))| {
            let beside = match country.is_empty() {
                true => json!([]),
                false => json!([{"pid": "country", "v": country}]),
            };
            let query = json!({"query": name, "type": "place", "limit": 5, "properties": beside});
            (format!("q{n}"), query)
        })
        .collect();
    let answer = send(&site, &[("queries", Value::Object(queries).to_string())]).await;
    let results = json_of(&answer);
    let mut wrong = Vec::new();
    for (n, (name, _, want)) in NAMES.iter().enumerate() {
        let first = &results[format!("q{n}")]["result"][0];
        if first["id"] != *want || first["match"] != true {
            wrong.push(format!("{name}: {first}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn people_and_bodies_on_record_are_found_and_told() {
    let site = Fixture::corpus();
    let people = site.get("/api/v1/names?sort=person&limit=1").await;
    let person = json_of(&people)["items"][0].clone();
    let query = json!({"q": {"query": person["name"], "type": ["person", "body"]}});
    let to = format!("{SERVICE}?queries={}", percent(&query.to_string()));
    let found = json_of(&site.get(&to).await);
    let first = &found["q"]["result"][0];
    assert_eq!(first["id"], person["id"]);
    assert_eq!(first["type"][0]["id"], "person");
    let id = person["id"].as_str().expect("an id");
    let asked = json!({
        "ids": [id, "cn:620000", "nobody"],
        "properties": [{"id": "acts"}, {"id": "country"}, {"id": "ties"}, {"id": "level"}, {"id": "?"}],
    });
    let rows = json_of(&send(&site, &[("extend", asked.to_string())]).await);
    assert!(
        rows["rows"][id]["acts"][0]["int"]
            .as_i64()
            .expect("a number")
            > 0
    );
    assert_eq!(rows["rows"]["cn:620000"]["country"][0]["id"], "iso:CN");
    assert!(rows["rows"]["cn:620000"]["ties"][0]["int"].as_i64() > Some(0));
    assert_eq!(rows["rows"]["nobody"]["acts"], json!([]));
    assert_eq!(rows["meta"].as_array().expect("meta").len(), 5);
    // what the manifest says of each
    let manifest = json_of(&site.get(SERVICE).await);
    assert_eq!(manifest["versions"], json!(["0.2"]));
    for id in [id, "cn:620000"] {
        let path = |template: &Value| {
            let url = template["url"]
                .as_str()
                .expect("an address")
                .replace("{{id}}", id);
            url.strip_prefix("http://127.0.0.1:8080")
                .expect("ours")
                .to_owned()
        };
        let card = site.get(&path(&manifest["preview"])).await;
        assert_eq!(card.status, StatusCode::OK);
        assert_eq!(card.header("x-frame-options"), "", "OpenRefine frames it");
        assert!(
            card.header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        let page = site.follow(&path(&manifest["view"])).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    for sort in ["entity", "type", "property"] {
        let service = &manifest["suggest"][sort];
        let path = service["service_path"].as_str().expect("a path");
        let offered = json_of(&site.get(&format!("{path}?prefix=p")).await);
        assert!(offered["result"].is_array(), "{sort}");
    }
    let offered = site
        .get(&format!(
            "{SERVICE}/suggest/entity?prefix=%E7%94%98%E8%82%83"
        ))
        .await;
    assert_eq!(json_of(&offered)["result"][0]["id"], "cn:620000");
    let proposed = site.get(&format!("{SERVICE}/propose?type=place")).await;
    assert!(
        json_of(&proposed)["properties"]
            .as_array()
            .expect("properties")
            .len()
            > 4
    );
}

#[tokio::test]
async fn what_is_not_understood_is_refused() {
    let site = Fixture::of(Vec::new());
    let many: serde_json::Map<String, Value> = (0..101)
        .map(|n| (n.to_string(), json!({"query": "x"})))
        .collect();
    for fields in [
        [("queries", "{".to_owned())],
        [("queries", "[]".to_owned())],
        [("queries", "{\"q\": {\"query\": 1}}".to_owned())],
        [("queries", Value::Object(many).to_string())],
        [("extend", "{}".to_owned())],
    ] {
        let answer = send(&site, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{fields:?}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let empty = json!({"q": {"query": "  "}, "none": {"query": "甘肃", "limit": 0}});
    let found = json_of(&send(&site, &[("queries", empty.to_string())]).await);
    assert_eq!(found["q"]["result"], json!([]));
    assert_eq!(found["none"]["result"], json!([]));
    let huge = send(&site, &[("queries", "x".repeat(3 << 20))]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn pages_of_other_sites_read_only_where_they_are_let() {
    use std::sync::Arc;
    let site = Fixture::of(Vec::new());
    let asked = |app: axum::Router, method: &'static str| async move {
        let request = Request::builder()
            .method(method)
            .uri(SERVICE)
            .header(header::HOST, "127.0.0.1")
            .header(header::ORIGIN, "http://127.0.0.1:3333")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .body(Body::empty());
        ask(&app, request.expect("a request")).await
    };
    let name = "access-control-allow-origin";
    assert_eq!(asked(site.app.clone(), "GET").await.header(name), "");
    for (origins, want) in [
        (vec!["http://127.0.0.1:3333"], "http://127.0.0.1:3333"),
        (vec!["https://other.example"], ""),
        (vec!["*"], "*"),
    ] {
        let app = jiehao_web::router(Arc::new(jiehao_web::Site::new(jiehao_web::Options {
            register: site.path().to_string_lossy().into_owned(),
            origins: origins.into_iter().map(str::to_owned).collect(),
            ..Default::default()
        })));
        for method in ["GET", "OPTIONS"] {
            let answer = asked(app.clone(), method).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.header(name), want, "{method}");
        }
        let request = Request::get("/zh/").header(header::HOST, "127.0.0.1");
        let request = request.header(header::ORIGIN, "http://127.0.0.1:3333");
        let page = ask(&app, request.body(Body::empty()).expect("a request")).await;
        assert_eq!(page.header(name), "", "pages are not shared");
    }
}

fn percent(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
