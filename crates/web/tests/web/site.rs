//! The whole site on a register of the corpus: every page in both languages, every link.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::common::{Fixture, links};
use axum::http::StatusCode;

/// The page of an address, and where on it one is led.
fn parts(to: &str) -> (&str, &str) {
    to.split_once('#').unwrap_or((to, ""))
}

#[tokio::test]
async fn every_link_of_the_site_leads_somewhere() {
    let site = Fixture::some(&["/a/005", "/a/019", "/b/025", "/b/027"]);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut anchors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut led_to: BTreeSet<(String, String, String)> = BTreeSet::new();
    let mut queue = VecDeque::from(["/zh/".to_owned(), "/en/".to_owned()]);
    let mut documents = 0;
    while let Some(to) = queue.pop_front() {
        // exports and further weeks are without end
        if to.contains("/bytes") || to.contains("/export/") || !seen.insert(to.clone()) {
            continue;
        }
        let answer = site.follow(&to).await;
        assert_eq!(answer.status, StatusCode::OK, "{to}");
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        documents += usize::from(to.contains("/document/"));
        let html = answer.text();
        let ids = html.split(" id=\"").skip(1);
        let ids = ids.filter_map(|p| p.split('"').next()).map(str::to_owned);
        anchors.insert(to.clone(), ids.collect());
        for link in links(html) {
            if link.starts_with("https://news.example/") {
                continue;
            }
            assert!(
                link.starts_with('/') || link.starts_with('#'),
                "{to} leads to {link}"
            );
            let (page, anchor) = parts(&link);
            let page = if page.is_empty() { to.as_str() } else { page };
            if !anchor.is_empty() {
                led_to.insert((to.clone(), page.to_owned(), anchor.to_owned()));
            }
            let weeks = page.contains("/digest?week=") && to.contains("/digest?");
            let months = page.contains("/calendar?month=") && to.contains("/calendar?");
            if !weeks && !months {
                queue.push_back(page.to_owned());
            }
        }
    }
    for (from, page, anchor) in &led_to {
        let known = anchors.get(page).is_some_and(|a| a.contains(anchor));
        assert!(known, "{from} leads to {page}#{anchor}, which is not there");
    }
    assert!(seen.len() > 200, "{} pages", seen.len());
    assert!(documents > 50 && led_to.len() > 50);
}

#[tokio::test]
async fn each_page_is_there_in_both_languages_and_says_so() {
    let site = Fixture::corpus();
    for lang in ["zh", "en"] {
        for page in [
            "",
            "regions",
            "search?q=%E5%8F%8B%E5%A5%BD",
            "region/cn:620000",
            "list/tie",
            "list/visit?region=cn:620000&way=out&sort=earliest",
            "list/agreement?country=JP&sort=sources",
            "timeline?from=2022&until=2022-12",
            "due?months=60",
            "dormant?years=1",
            "audit",
            "balance",
            "compare",
            "compare?a=cn:620000&b=cn:370000",
            "map",
            "map?type=visit&by=city",
            "network",
            "calendar?month=2022-11",
            "conflicts",
            "partners?region=cn:620000",
            "digest?week=2022-11-15",
        ] {
            let answer = site.get(&format!("/{lang}/{page}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{lang} {page}");
            let html = answer.text();
            let tag = if lang == "zh" { "zh-CN" } else { "en" };
            assert!(html.contains(&format!("<html lang=\"{tag}\">")), "{page}");
            // the one sort of script: a module of ours, which draws what is in a table
            let ours = |s: &str| s.starts_with(" type=\"module\" src=\"/island/");
            let scripts = html.split("<script").skip(1);
            assert!(scripts.clone().all(ours), "{page}");
            let figures = html.matches("<figure").count();
            assert_eq!(scripts.count(), figures, "{page}");
            assert!(!html.contains(" style="), "{page}");
        }
    }
}

#[tokio::test]
async fn the_first_visit_goes_to_the_language_of_the_browser() {
    let site = Fixture::of(Vec::new());
    for (accepted, to) in [("en-GB,en;q=0.9", "/en/"), ("zh-CN", "/zh/"), ("", "/zh/")] {
        let mut request = crate::common::request("/");
        let accepted = accepted.parse().expect("a header");
        request.headers_mut().insert("accept-language", accepted);
        let answer = crate::common::ask(&site.app, request).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        assert_eq!(answer.header("location"), to);
        assert_eq!(answer.header("vary"), "Accept-Language");
    }
}

#[tokio::test]
async fn one_thing_has_one_address() {
    let site = Fixture::corpus();
    let acts = site.register().acts(&jiehao_register::Filter::default());
    let act = acts.expect("acts").remove(0);
    let record = &act.records[0];
    for (to, leads) in [
        ("/zh".to_owned(), "/zh/".to_owned()),
        (
            "/zh/region/%E7%94%98%E8%82%83".to_owned(),
            "/zh/region/cn:620000".to_owned(),
        ),
        (
            "/en/region?name=%E7%94%98%E8%82%83%E7%9C%81".to_owned(),
            "/en/region/cn:620000".to_owned(),
        ),
        (
            format!("/en/act/{}", &act.id[..20]),
            format!("/en/act/{}", act.id),
        ),
        (
            format!("/en/record/{}", record.id),
            format!(
                "/en/document/{}?record={}#q-{}-0",
                record.capture, record.id, record.id
            ),
        ),
        (
            format!("/zh/document/{}", &record.capture[..16]),
            format!("/zh/document/{}", record.capture),
        ),
    ] {
        let answer = site.get(&to).await;
        assert!(answer.status.is_redirection(), "{to}: {}", answer.status);
        assert_eq!(answer.header("location"), leads);
    }
}

#[tokio::test]
async fn an_empty_register_has_pages_too() {
    let site = Fixture::of(Vec::new());
    for page in [
        "", "regions", "list/tie", "timeline", "due", "dormant", "audit", "balance", "digest",
    ] {
        let answer = site.get(&format!("/zh/{page}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
    }
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn lists_are_turned_leaf_by_leaf_and_lose_nothing() {
    let site = Fixture::corpus();
    let all = site.register().acts(&jiehao_register::Filter::default());
    let all = all.expect("acts");
    let mut shown = BTreeSet::new();
    let mut to = "/zh/timeline?sort=earliest".to_owned();
    loop {
        let answer = site.get(&to).await;
        let html = answer.text();
        shown.extend(
            links(html)
                .into_iter()
                .filter(|l| l.starts_with("/zh/act/")),
        );
        let next = html.split("rel=\"next\" href=\"").nth(1);
        match next.and_then(|n| n.split('"').next()) {
            Some(next) => to = crate::common::plain(next),
            None => break,
        }
    }
    assert_eq!(shown.len(), all.len());
}

#[tokio::test]
async fn what_a_list_shows_is_exported() {
    let site = Fixture::corpus();
    let filter = "type=tie&country=JP";
    let csv = site.get(&format!("/zh/export/csv?{filter}")).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    assert!(csv.text().starts_with("id,type,since,"), "{}", csv.text());
    let lines = site.get(&format!("/zh/export/jsonl?{filter}")).await;
    let acts = site.register().acts(&jiehao_register::Filter {
        types: vec!["tie".into()],
        places: vec!["iso:JP".into()],
        ..jiehao_register::Filter::default()
    });
    let acts = acts.expect("acts");
    assert!(!acts.is_empty());
    assert_eq!(lines.text().lines().count(), acts.len());
    assert!(acts.iter().all(|a| csv.text().contains(&a.id)));
    let book = site.get(&format!("/zh/export/xlsx?{filter}")).await;
    assert!(book.body.starts_with(b"PK"));
    assert_eq!(
        book.header("content-disposition"),
        "attachment; filename=\"jiehao-ties.xlsx\""
    );
    let calendar = site.get("/en/export/ics").await;
    assert!(calendar.text().starts_with("BEGIN:VCALENDAR"));
    assert_eq!(
        site.get("/en/export/exe").await.status,
        StatusCode::NOT_FOUND
    );
}
