//! From every fact to its words: what is marked is the stored quote, and nothing of a page becomes
//! markup.

use std::collections::BTreeSet;

use crate::common::{Fixture, marked};
use axum::http::StatusCode;
use jiehao_register::{Columns, Filter, Register, Table, Taken};

/// Whether all characters of `part` are in `whole`, in their order; a clean text has one sort of space.
fn within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    let mut part = part.chars().filter(|c| !c.is_whitespace());
    part.all(|c| rest.any(|w| w == c))
}

#[tokio::test]
async fn the_words_marked_are_the_stored_quote() {
    let site = Fixture::all();
    let acts = site.register().acts(&Filter::default()).expect("acts");
    let records: Vec<_> = acts.iter().flat_map(|a| &a.records).collect();
    let captures: BTreeSet<&str> = records.iter().map(|r| r.capture.as_str()).collect();
    let (mut quotes, mut whole) = (0, 0);
    for capture in captures {
        let page = format!("/zh/document/{capture}");
        let clean = site.get(&page).await;
        let source = site.get(&format!("{page}/source")).await;
        assert_eq!(clean.status, StatusCode::OK);
        assert_eq!(source.status, StatusCode::OK);
        for record in records.iter().filter(|r| r.capture == capture) {
            for (n, quote) in record.evidence.iter().enumerate() {
                let name = format!("{}.{n}", record.id);
                let words = marked(source.text(), &name);
                assert_eq!(words, quote.exact, "{name} on {page}");
                let words = marked(clean.text(), &name);
                // what was cut within a quote is not in the clean text
                let fits = !words.is_empty() && within(&words, &quote.exact);
                assert!(fits, "{name} on {page}: {words}, not {}", quote.exact);
                let anchor = format!("id=\"q-{}-{n}\"", record.id);
                assert_eq!(clean.text().matches(&anchor).count(), 1, "{anchor}");
                quotes += 1;
                whole += usize::from(words == quote.exact);
            }
        }
    }
    assert!(quotes > 300, "{quotes} quotes");
    let most = whole * 10 > quotes * 8;
    assert!(most, "{whole} of {quotes} stand whole in the clean text");
}

#[tokio::test]
async fn the_words_that_one_came_for_stand_out() {
    let site = Fixture::corpus();
    let acts = site.register().acts(&Filter::default()).expect("acts");
    let record = &acts[0].records[0];
    let to = format!("/en/document/{}?record={}", record.capture, record.id);
    let answer = site.get(&to).await;
    let out = answer.text().split("<mark ").skip(1);
    let out: Vec<&str> = out.filter_map(|m| m.split_once('>').map(|m| m.0)).collect();
    assert!(out.iter().any(|m| m.contains("class=\"now\"")));
    for mark in out {
        assert_eq!(
            mark.contains("class=\"now\""),
            mark.contains(&record.id),
            "{mark}"
        );
    }
}

#[tokio::test]
async fn a_row_of_a_list_of_ones_own_is_marked() {
    let site = Fixture::of(Vec::new());
    let list = "中方,外方,国别,结好日期\n聊城市,新波洛茨克市,白俄罗斯,2023-02\n聊城市,<b>乙市</b>,日本,1999\n";
    let table = Table::read(list.as_bytes(), "list.csv", None).expect("a table");
    let columns = Columns::guess(&table);
    let ties = table.ties(&columns, "list.csv").expect("ties");
    let taken = Taken {
        bytes: list.as_bytes(),
        locator: "list.csv",
        at: "2026-01-02T03:04:05Z",
    };
    let mut register = Register::open(&site.path().to_string_lossy()).expect("a register");
    let kept = register.import(taken, "1.0.0", &table, &columns, &ties);
    assert!(kept.expect("kept"));
    let acts = register.acts(&Filter::default()).expect("acts");
    assert_eq!(acts.len(), 2);
    for record in acts.iter().flat_map(|a| &a.records) {
        for page in ["", "/source"] {
            let to = format!("/zh/document/{}{page}?record={}", record.capture, record.id);
            let answer = site.get(&to).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert!(!answer.text().contains("<b>乙市"));
            for (n, quote) in record.evidence.iter().enumerate() {
                let words = marked(answer.text(), &format!("{}.{n}", record.id));
                assert_eq!(words, quote.exact, "{to}");
            }
        }
    }
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
        // our own modules, whose addresses nothing but their names make
        let html = answer
            .text()
            .replace("<script type=\"module\" src=\"/island/", "");
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
