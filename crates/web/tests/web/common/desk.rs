//! A site with accounts, and a browser that keeps cookies and sends forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use jiehao_desk::{By, Desk, Role};
use jiehao_web::{Options, Site, router};
use tempfile::TempDir;

use super::{Answer, Fixture, ask, fill};

/// The password of all accounts of tests.
pub const PASSWORD: &str = "a long password";

/// A site with these pages and an account of each role: `admin`, `reviewer`, `second`, `reader`.
pub fn staffed(pages: Vec<(String, Vec<u8>)>) -> Fixture {
    with(pages, |_| ())
}

/// As [`staffed`], with other options.
pub fn with(pages: Vec<(String, Vec<u8>)>, change: impl FnOnce(&mut Options)) -> Fixture {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("r.db");
    fill(&path, &pages);
    let desk = folder.path().join("r.db.desk");
    let staff = Desk::open_or_make(&desk).expect("a desk");
    let by = By {
        who: "",
        address: "",
        now: 0,
    };
    for (name, role) in [
        ("admin", Role::Admin),
        ("reviewer", Role::Reviewer),
        ("second", Role::Reviewer),
        ("reader", Role::Reader),
    ] {
        staff.add(name, PASSWORD, role, by).expect("an account");
    }
    let mut options = Options {
        register: path.to_string_lossy().into_owned(),
        today: Some(jiff::civil::date(2024, 6, 5)),
        desk: Some(desk),
        ..Options::default()
    };
    change(&mut options);
    Fixture {
        app: router(Arc::new(Site::new(options))),
        folder,
    }
}

/// A site that only those with an account read, behind TLS.
pub fn closed() -> Fixture {
    with(Vec::new(), |options| {
        options.closed = true;
        options.behind_tls = true;
    })
}

/// A browser: keeps cookies, sends forms with the word of the last page that had one.
pub struct Browser {
    app: Router,
    pub cookies: BTreeMap<String, String>,
    pub word: String,
    pub headers: Vec<(String, String)>,
}

impl Browser {
    pub fn new(app: &Router) -> Self {
        Self {
            app: app.clone(),
            cookies: BTreeMap::new(),
            word: String::new(),
            headers: Vec::new(),
        }
    }

    /// One in which somebody is logged in.
    pub async fn logged_in(app: &Router, name: &str) -> Self {
        let mut browser = Self::new(app);
        browser.login(name).await;
        browser
    }

    pub async fn login(&mut self, name: &str) {
        self.get("/en/login").await;
        let fields = [
            ("name", name),
            ("password", PASSWORD),
            ("to", "/en/account"),
        ];
        let answer = self.send("/en/login", &fields).await;
        assert!(answer.status.is_redirection(), "{}", answer.text());
        self.get("/en/account").await;
    }

    pub async fn get(&mut self, to: &str) -> Answer {
        let request = self.request("GET", to).body(Body::empty());
        self.asked(request.expect("a request")).await
    }

    /// Sends a form.
    pub async fn send(&mut self, to: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.append_pair("form", &self.word);
        body.extend_pairs(fields);
        let kind = "application/x-www-form-urlencoded";
        let request = self.request("POST", to).header(header::CONTENT_TYPE, kind);
        let request = request.body(Body::from(body.finish()));
        self.asked(request.expect("a request")).await
    }

    /// A request with what the browser has.
    pub fn request(&self, method: &str, to: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let mut request = Request::builder().method(method).uri(to);
        request = request.header(header::HOST, "127.0.0.1:8080");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request
    }

    pub async fn asked(&mut self, request: Request<Body>) -> Answer {
        let answer = ask(&self.app, request).await;
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().expect("text");
            let (name, rest) = set.split_once('=').expect("a cookie");
            match rest.split(';').next().unwrap_or_default() {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        if let Some(word) = text.split("name=\"form\" value=\"").nth(1) {
            self.word = word.split('"').next().unwrap_or_default().to_owned();
        }
        answer
    }
}
