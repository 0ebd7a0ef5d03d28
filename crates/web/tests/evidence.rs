//! From every fact to its words: what is marked is the stored quote, and nothing of a page becomes
//! markup.

mod common;

use axum::http::StatusCode;
use common::{Fixture, marked};
use jiehao_register::Filter;

/// Whether all characters of `part` are in `whole`, in their order.
fn within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|w| w == c))
}

#[tokio::test]
async fn the_words_marked_are_the_stored_quote() {
    let site = Fixture::corpus();
    let acts = site.register().acts(&Filter::default()).expect("acts");
    let (mut quotes, mut whole) = (0, 0);
    for record in acts.iter().flat_map(|a| &a.records) {
        let page = format!("/zh/document/{}", record.capture);
        let clean = site.get(&format!("{page}?record={}", record.id)).await;
        let source = site
            .get(&format!("{page}/source?record={}", record.id))
            .await;
        assert_eq!(
            (clean.status, source.status),
            (StatusCode::OK, StatusCode::OK)
        );
        for (n, quote) in record.evidence.iter().enumerate() {
            let name = format!("{}.{n}", record.id);
            assert_eq!(
                marked(source.text(), &name),
                quote.exact,
                "{name} on {page}"
            );
            let words = marked(clean.text(), &name);
            // what was cut within a quote is not in the clean text
            assert!(
                !words.is_empty() && within(&words, &quote.exact),
                "{name}: {words}"
            );
            let anchor = format!("id=\"q-{}-{n}\"", record.id);
            assert_eq!(clean.text().matches(&anchor).count(), 1, "{anchor}");
            quotes += 1;
            whole += usize::from(words == quote.exact);
        }
    }
    assert!(quotes > 300, "{quotes} quotes");
    assert!(
        whole * 10 > quotes * 8,
        "{whole} of {quotes} stand whole in the clean text"
    );
}

#[tokio::test]
async fn a_page_that_holds_markup_stays_text() {
    let evil = "<script>alert(1)</script>";
    let text = format!(
        "甘肃省与{evil}日本秋田县举行会晤\n\n甘肃省与日本秋田县于1982年8月缔结友好省县关系。\n\
         11月15日，甘肃省省长任建军<img src=x onerror=alert(2)>访问日本秋田县，会见知事佐藤久志。{evil}"
    );
    let pages = vec![(
        "https://news.example/\"><script>alert(3)</script>".to_owned(),
        text.into_bytes(),
    )];
    let site = Fixture::of(pages);
    let acts = site.register().acts(&Filter::default()).expect("acts");
    assert!(!acts.is_empty());
    let capture = &acts[0].records[0].capture;
    let mut addresses = vec![
        "/zh/".to_owned(),
        "/zh/timeline".to_owned(),
        format!("/zh/document/{capture}"),
        format!("/zh/document/{capture}/source"),
        "/zh/search?q=%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
        "/zh/search?q=%22%3E%3Cscript%3E".to_owned(),
        "/zh/region/%3Cscript%3E".to_owned(),
        "/zh/list/tie?region=%3Cscript%3E".to_owned(),
        "/zh/%3Cscript%3E".to_owned(),
    ];
    addresses.extend(acts.iter().map(|a| format!("/en/act/{}", a.id)));
    for to in addresses {
        let answer = site.get(&to).await;
        let html = answer.text();
        for tag in ["<script", "<img", "onerror=alert(2)>"] {
            assert!(!html.contains(tag), "{to} holds {tag}");
        }
    }
    let source = site.get(&format!("/zh/document/{capture}/source")).await;
    assert!(source.text().contains("&lt;script&gt;alert(1)"));
    let bytes = site.get(&format!("/zh/document/{capture}/bytes")).await;
    assert_eq!(bytes.header("content-type"), "application/octet-stream");
    assert!(
        bytes
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert_eq!(bytes.header("x-content-type-options"), "nosniff");
}
