//! Adding pages: nothing enters the register before somebody confirms; what is too large, strange or from
//! where nobody should fetch is refused on a page that says so.

use std::io::{Read, Write};
use std::net::TcpListener;

use crate::common::desk::{Browser, staffed, with};
use crate::common::{Answer, Fixture, pages, plain};
use axum::body::Body;
use axum::http::StatusCode;
use jiehao_register::{Filter, ListField};

const TEXT: &str = "2019年3月4日，聊城市市长李长萍率团访问德国黑森州，并会见黑森州州长。";

/// A form with files as browsers send it, its word first.
async fn upload(browser: &mut Browser, files: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    let word = browser.word.clone();
    let _ = write!(
        body,
        "--x\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n{word}\r\n"
    );
    if let [(_, _)] = files {
        let from = "https://news.example/alone";
        let _ = write!(
            body,
            "--x\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\n{from}\r\n"
        );
    }
    for (name, bytes) in files {
        let _ = write!(
            body,
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let request = browser
        .request("POST", "/en/add/files")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("content-length", body.len())
        .body(Body::from(body));
    browser.asked(request.expect("a request")).await
}

/// Follows to the draft that was made.
async fn draft(browser: &mut Browser, answer: &Answer) -> (String, Answer) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let to = answer.header("location").to_owned();
    let page = browser.get(&to).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    (to, page)
}

fn acts(site: &Fixture) -> usize {
    site.register()
        .acts(&Filter::default())
        .expect("acts")
        .len()
}

#[tokio::test]
async fn a_text_is_shown_before_it_enters() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let fields = [
        ("title", "李长萍访德"),
        ("from", "https://news.example/1"),
        ("text", TEXT),
    ];
    let answer = browser.send("/en/add/text", &fields).await;
    let (to, page) = draft(&mut browser, &answer).await;
    let html = plain(page.text());
    for words in ["李长萍", "黑森州", "https://news.example/1", "new", "visit"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(html.contains("<blockquote"), "the words it was read from");
    assert_eq!(acts(&site), 0, "nothing entered");
    // nobody else sees it
    let mut other = Browser::logged_in(&site.app, "second").await;
    assert_eq!(other.get(&to).await.status, StatusCode::NOT_FOUND);
    let kept = browser.send(&to, &[("what", "confirm")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let document = kept.header("location").to_owned();
    assert!(document.starts_with("/en/document/c-"), "{document}");
    assert!(acts(&site) > 0);
    let shown = site.get(&document).await;
    assert!(shown.text().contains("https://news.example/1"));
    assert_eq!(
        browser.get(&to).await.status,
        StatusCode::NOT_FOUND,
        "no draft is left"
    );
    let mut admin = Browser::logged_in(&site.app, "admin").await;
    assert!(
        admin
            .get("/en/log?who=reviewer")
            .await
            .text()
            .contains("added pages")
    );
}

#[tokio::test]
async fn what_is_discarded_leaves_no_trace() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let answer = browser.send("/en/add/text", &[("text", TEXT)]).await;
    let (to, _) = draft(&mut browser, &answer).await;
    let answer = browser.send(&to, &[("what", "discard")]).await;
    assert_eq!(answer.header("location"), "/en/add?done=discarded");
    assert_eq!(acts(&site), 0);
    assert_eq!(browser.get(&to).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_copy_and_an_act_on_record_are_told() {
    let named = |(locator, _): &(String, Vec<u8>)| locator.contains("/a/005");
    let (locator, bytes) = pages().into_iter().find(named).expect("a page");
    let site = staffed(vec![(locator, bytes.clone())]);
    let before = acts(&site);
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let answer = upload(&mut browser, &[("same.txt", &bytes)]).await;
    let (_, page) = draft(&mut browser, &answer).await;
    assert!(page.text().contains("on record already"));
    assert!(page.text().contains("https://news.example/alone"));
    let copy = [bytes.as_slice(), "\n（编辑：某某）\n".as_bytes()].concat();
    let answer = upload(&mut browser, &[("copy.txt", &copy)]).await;
    let (to, page) = draft(&mut browser, &answer).await;
    assert!(page.text().contains("one report with"), "{}", page.text());
    assert!(page.text().contains("the same act as on record"));
    assert!(page.text().contains("in other records:"));
    browser.send(&to, &[("what", "confirm")]).await;
    assert_eq!(acts(&site), before, "the same acts, told once more");
}

#[tokio::test]
async fn archives_and_saved_pages_are_taken_apart() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<h1>访德</h1><p>{TEXT}</p>"
    );
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/w\r\n\
         WARC-Date: 2024-06-04T01:02:03Z\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    );
    let html = format!("<!DOCTYPE html><title>访德</title><p>{TEXT}</p>");
    let files: [(&str, &[u8]); 3] = [
        ("a.warc", warc.as_bytes()),
        ("../../page.html", html.as_bytes()),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ];
    let answer = upload(&mut browser, &files).await;
    let (to, page) = draft(&mut browser, &answer).await;
    for words in [
        "https://news.example/w",
        "page.html",
        "passed over",
        "picture.png",
    ] {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(!page.text().contains("../"));
    assert_eq!(
        browser.send(&to, &[("what", "confirm")]).await.status,
        StatusCode::SEE_OTHER
    );
    let words = ["李长萍".to_owned()];
    let hits = site.register().search(&words, &Filter::default());
    assert_eq!(hits.expect("hits").len(), 2);
    let document = site.register().acts(&Filter::default()).expect("acts");
    let sources = site.register().sources(&document).expect("captures");
    assert!(
        sources
            .iter()
            .any(|c| c.seen[0].1 == "2024-06-04T01:02:03Z")
    );
}

#[tokio::test]
async fn a_list_asks_which_column_is_what() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let table =
        "我方,对方,国家,年份\n甘肃省,秋田县,日本,1982-08-05\n兰州市,秋田市,日本,1982-08-05\n";
    let answer = upload(&mut browser, &[("名录.csv", table.as_bytes())]).await;
    let (to, page) = draft(&mut browser, &answer).await;
    assert!(
        page.text().contains("choose them and read again"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("value=\"confirm\""));
    let columns = [
        (ListField::A, "我方"),
        (ListField::B, "对方"),
        (ListField::Country, "国家"),
        (ListField::Since, "年份"),
    ];
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (field, head) in columns {
        query.append_pair(&format!("column-{}", field.name()), head);
    }
    let page = browser.get(&format!("{to}?{}", query.finish())).await;
    assert!(
        page.text().contains("秋田") && page.text().contains("cn:620000"),
        "{}",
        page.text()
    );
    assert_eq!(acts(&site), 0);
    let fields: Vec<(String, &str)> = columns
        .iter()
        .map(|(field, head)| (format!("column-{}", field.name()), *head))
        .collect();
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), *v)).collect();
    fields.push(("what", "confirm"));
    let answer = browser.send(&to, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(acts(&site), 2);
}

#[tokio::test]
async fn too_much_is_told_on_a_page_and_nothing_is_kept() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let large = vec![b'a'; 50 << 20];
    let answer = upload(&mut browser, &[("large.html", &large)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text().contains("20 MB") && answer.text().contains("jiehao ingest"));
    // a length that is not told does not help
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n{}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n",
        browser.word
    );
    let body = [head.as_bytes(), &large].concat();
    let request = browser
        .request("POST", "/zh/add/files")
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body));
    let answer = browser.asked(request.expect("a request")).await;
    assert_eq!(
        answer.status,
        StatusCode::PAYLOAD_TOO_LARGE,
        "{}",
        answer.text()
    );
    assert!(answer.text().contains("内容过大"));
    let text = "甲".repeat(1 << 20);
    let answer = browser.send("/en/add/text", &[("text", &text)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        browser.get("/en/add").await.status == StatusCode::OK,
        "the server is up"
    );
    let page = browser.get("/en/add").await;
    assert!(!page.text().contains("Removed after a day"), "no draft");
}

#[tokio::test]
async fn files_from_elsewhere_or_of_nobody_are_refused() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    browser.word = "0".repeat(64);
    let answer = upload(&mut browser, &[("a.html", b"<p>x")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut reader = Browser::logged_in(&site.app, "reader").await;
    let answer = upload(&mut reader, &[("a.html", b"<p>x")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut nobody = Browser::new(&site.app);
    let answer = upload(&mut nobody, &[("a.html", b"<p>x")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    for files in [
        vec![],
        vec![("empty", b"".as_slice())],
        vec![("a.warc.gz", b"\x1f\x8bnonsense".as_slice())],
        vec![("a.xlsx", b"PK\x03\x04nonsense".as_slice())],
        vec![
            ("a.csv", b"x,y\n".as_slice()),
            ("b.csv", b"x,y\n".as_slice()),
        ],
    ] {
        let mut answer = upload(&mut browser, &files).await;
        if answer.status.is_redirection() {
            let to = answer.header("location").to_owned();
            answer = browser.get(&to).await;
        }
        let nothing =
            answer.status == StatusCode::OK && !answer.text().contains("value=\"confirm\"");
        assert!(
            answer.status.is_client_error() || nothing,
            "{files:?}: {}",
            answer.status
        );
    }
}

/// A server on this machine that answers every request alike.
fn server(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{at}")
}

#[tokio::test]
async fn a_page_is_fetched_and_private_addresses_are_not() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n\
                <title>访德</title><p>2019年3月4日，聊城市市长李长萍率团访问德国黑森州。</p>";
    let at = server(page);
    let usual = staffed(Vec::new());
    let mut browser = Browser::logged_in(&usual.app, "reviewer").await;
    let own = format!("{at}/");
    for url in [
        own.as_str(),
        "http://localhost:8080/zh/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "file:///etc/passwd",
        "gopher://x/",
        "",
    ] {
        let answer = browser.send("/en/add/url", &[("url", url)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{url}");
        assert!(answer.text().contains("save the page"), "{url}");
    }
    let open = with(Vec::new(), |options| options.fetch.loopback = true);
    let mut browser = Browser::logged_in(&open.app, "reviewer").await;
    let answer = browser
        .send("/en/add/url", &[("url", &format!("{at}/news"))])
        .await;
    let (to, page) = draft(&mut browser, &answer).await;
    assert!(page.text().contains("李长萍"));
    browser.send(&to, &[("what", "confirm")]).await;
    assert!(acts(&open) > 0);
}

#[tokio::test]
async fn a_token_adds_pages_without_a_form() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let mut token = async |scope: &str| {
        let fields = [("label", "导入"), ("scope", scope), ("days", "1")];
        let answer = browser.send("/en/account/tokens", &fields).await;
        let token = answer
            .text()
            .split("class=\"token\">")
            .nth(1)
            .expect("a token");
        token.split('<').next().expect("its end").to_owned()
    };
    for (scope, status) in [
        ("review", StatusCode::FORBIDDEN),
        ("add", StatusCode::SEE_OTHER),
    ] {
        let mut program = Browser::new(&site.app);
        let bearer = format!("Bearer {}", token(scope).await);
        program.headers = vec![("authorization".into(), bearer)];
        let answer = program.send("/en/add/text", &[("text", TEXT)]).await;
        assert_eq!(answer.status, status, "{scope}");
        if status == StatusCode::SEE_OTHER {
            let to = answer.header("location").to_owned();
            program.send(&to, &[("what", "confirm")]).await;
        }
    }
    assert!(acts(&site) > 0);
}
