//! A register filled from the corpus, and a site that shows it, asked without a socket.

pub mod desk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use jiehao_events::Rules;
use jiehao_register::{Reader, Register, Taken};
use jiehao_text::Hint;
use jiehao_web::{Options, Site, router};
use tempfile::TempDir;
use tower::ServiceExt;

/// A site with a register of its own.
pub struct Fixture {
    pub folder: TempDir,
    pub app: Router,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.and_then(|v| v.to_str().ok()).unwrap_or_default()
    }
}

impl Fixture {
    /// Of all pages of the corpus.
    pub fn all() -> Self {
        Self::of(pages())
    }

    /// Of a few pages of the corpus: a register of all of them takes half a minute to fill.
    pub fn corpus() -> Self {
        Self::some(&[
            "/a/005", "/a/019", "/a/027", "/b/009", "/b/017", "/b/025", "/b/027",
        ])
    }

    /// Of the pages of the corpus whose names hold one of these.
    pub fn some(names: &[&str]) -> Self {
        let named = |(locator, _): &(String, Vec<u8>)| names.iter().any(|n| locator.contains(n));
        Self::of(pages().into_iter().filter(named).collect())
    }

    /// Of these pages: locator and bytes.
    pub fn of(pages: Vec<(String, Vec<u8>)>) -> Self {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("r.db");
        fill(&path, &pages);
        let app = site(&path);
        Self { folder, app }
    }

    /// Where the register is.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("r.db")
    }

    /// The register, to be asked directly.
    pub fn register(&self) -> Register {
        Register::open_to_read(&self.path().to_string_lossy()).expect("a register")
    }

    /// Asks for an address.
    pub async fn get(&self, to: &str) -> Answer {
        ask(&self.app, request(to)).await
    }

    /// Asks for an address and whatever it leads to.
    pub async fn follow(&self, to: &str) -> Answer {
        let mut answer = self.get(to).await;
        for _ in 0..4 {
            if !answer.status.is_redirection() {
                break;
            }
            let to = answer.header("location").to_owned();
            answer = self.get(to.split('#').next().unwrap_or_default()).await;
        }
        answer
    }
}

/// A request as a browser on this machine makes it.
pub fn request(to: &str) -> Request<Body> {
    let request = Request::get(to).header(header::HOST, "127.0.0.1:8080");
    request.body(Body::empty()).expect("a request")
}

pub async fn ask(app: &Router, request: Request<Body>) -> Answer {
    let response: Response = app.clone().oneshot(request).await.expect("an answer");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a body").to_bytes().to_vec();
    Answer {
        status: head.status,
        headers: head.headers,
        body,
    }
}

/// A site of the register at a path.
pub fn site(path: &Path) -> Router {
    router(Arc::new(Site::new(Options {
        register: path.to_string_lossy().into_owned(),
        today: Some(jiff::civil::date(2024, 6, 5)),
        ..Options::default()
    })))
}

/// Puts pages into the register at a path.
pub fn fill(path: &Path, pages: &[(String, Vec<u8>)]) {
    let mut register = Register::open_or_make(&path.to_string_lossy()).expect("a register");
    let reader = Reader {
        version: "1.0.0".into(),
        rules: String::new(),
    };
    for (locator, bytes) in pages {
        let hint = Hint {
            name: Some(locator),
            ..Hint::default()
        };
        let page = jiehao_text::read(bytes, &hint);
        let records = jiehao_events::extract(&page, Rules::built_in()).records;
        let taken = Taken {
            bytes,
            locator,
            at: "2026-01-02T03:04:05Z",
        };
        let done = register.ingest(taken, &reader, &page, &records);
        done.expect("ingested");
    }
    register.settle().expect("settled");
}

/// The pages of the corpus, as if they had been taken from the web.
pub fn pages() -> Vec<(String, Vec<u8>)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus");
    let mut pages = Vec::new();
    for part in ["a", "b"] {
        for entry in std::fs::read_dir(format!("{root}/{part}")).expect("the corpus") {
            let path = entry.expect("an entry").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            if name.ends_with(".html") || name.ends_with(".txt") {
                let bytes = std::fs::read(&path).expect("a page");
                pages.push((format!("https://news.example/{part}/{name}"), bytes));
            }
        }
    }
    pages.sort();
    assert!(pages.len() > 30, "the corpus is there");
    pages
}

/// Addresses that a page links to, entities resolved.
pub fn links(html: &str) -> Vec<String> {
    let parts = html.split("href=\"").skip(1);
    let links = parts.filter_map(|p| p.split('"').next());
    links.map(plain).collect()
}

/// Text of HTML as it is read.
pub fn plain(html: &str) -> String {
    html.replace("&#13;", "\r")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

/// The text that a page marks as a quote, `record.n`.
pub fn marked(html: &str, name: &str) -> String {
    let mut out = String::new();
    for part in html.split("<mark data-quote=\"").skip(1) {
        let (names, rest) = part.split_once('"').expect("names");
        if names.split(' ').any(|n| n == name) {
            let text = rest.split_once('>').expect("a mark").1;
            out.push_str(&plain(text.split("</mark>").next().expect("its end")));
        }
    }
    out
}
