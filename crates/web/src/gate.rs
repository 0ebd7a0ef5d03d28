//! Who comes: by a session's cookie, by a token, or nobody known; and whether he may read at all.
//!
//! The word that forms carry follows from the secret in the visitor's cookie, which pages elsewhere
//! neither read nor set; a form without it is refused (`form.rs`).

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use cookie::{Cookie, SameSite};
use jiehao_desk::{Account, By, Role, Scope, Secret, Session};

use crate::lang::Lang;
use crate::pages::health::is_watch;
use crate::site::Site;
use crate::trouble::{Left, Trouble};

/// Who makes a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visitor {
    /// By what he is known.
    pub known: Known,
    /// The word that his forms carry; empty where he has none.
    pub word: String,
    /// From which address of the network.
    pub address: String,
}

/// By what a visitor is known.
#[derive(Clone, Debug, Default)]
pub(crate) enum Known {
    /// By nothing.
    #[default]
    Nobody,
    /// By a cookie.
    Session(Session),
    /// By a token: what he may do with it.
    Token(Account, Scope),
}

impl Visitor {
    /// The account; none where he is not known.
    pub fn account(&self) -> Option<&Account> {
        match &self.known {
            Known::Nobody => None,
            Known::Session(session) => Some(&session.account),
            Known::Token(account, _) => Some(account),
        }
    }

    /// The account, where it has a role, and where a token was made for this.
    ///
    /// # Errors
    /// He is not known, or may not.
    pub fn may(&self, role: Role, scope: Option<Scope>) -> Result<&Account, Trouble> {
        let account = self.account().ok_or(Trouble::Login)?;
        let fits = match &self.known {
            Known::Token(_, own) => Some(*own) == scope,
            _ => true,
        };
        match fits && account.role >= role {
            true => Ok(account),
            false => Err(Trouble::Forbidden),
        }
    }

    /// The session he is in.
    ///
    /// # Errors
    /// He is in none: tokens neither make accounts nor change passwords.
    pub fn session(&self) -> Result<&Session, Trouble> {
        match &self.known {
            Known::Session(session) => Ok(session),
            Known::Token(..) => Err(Trouble::Forbidden),
            Known::Nobody => Err(Trouble::Login),
        }
    }

    /// As the log of the desk names him.
    pub fn by(&self, now: i64) -> By<'_> {
        By {
            who: self.account().map_or("", |a| a.name.as_str()),
            address: &self.address,
            now,
        }
    }
}

/// Stands before the router, behind the guard.
pub(crate) async fn gate(
    State(site): State<Arc<Site>>,
    mut request: Request,
    next: Next,
) -> Response {
    let visitor = match visitor(&site, request.headers(), address(&site, &request)).await {
        Ok(visitor) => visitor,
        Err(trouble) => return trouble.into_response(),
    };
    let path = request.uri().path().to_owned();
    let here = request
        .uri()
        .path_and_query()
        .map_or(String::new(), ToString::to_string);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = visitor.account().is_some();
    let mut response = match site.is_closed() && !known && !always_open(&path) {
        true => Trouble::Login.into_response(),
        false => {
            request.extensions_mut().insert(Arc::new(visitor));
            next.run(request).await
        }
    };
    let left = response.extensions().get::<Left>();
    let login = left.is_some_and(|left| matches!(*left.0, Trouble::Login));
    if let (true, true, Some(lang)) = (login, reads, Lang::of_path(&path)) {
        return Redirect::to(&lang.with("login", &[("to", &here)])).into_response();
    }
    if known {
        // what one reader sees is not kept for the next
        let own = HeaderValue::from_static("private, no-cache");
        let headers = response.headers_mut();
        headers.entry(header::CACHE_CONTROL).or_insert(own);
    }
    response
}

/// What is answered to everybody where reading is closed: what the page to log in on needs, and whether
/// the server is up.
fn always_open(path: &str) -> bool {
    let rest = path.strip_prefix("/zh/").or(path.strip_prefix("/en/"));
    let bare = ["/", "/style.css", "/review.js", "/icon.svg", "/robots.txt"];
    rest == Some("login") || bare.contains(&path) || is_watch(path)
}

async fn visitor(
    site: &Arc<Site>,
    headers: &HeaderMap,
    address: String,
) -> Result<Visitor, Trouble> {
    let mut visitor = Visitor {
        address,
        ..Visitor::default()
    };
    if let Some(sent) = headers.get(header::AUTHORIZATION) {
        let sent = sent.to_str().unwrap_or_default();
        let token = sent.strip_prefix("Bearer ").unwrap_or_default().to_owned();
        let now = site.now();
        let pass = site.desk(move |desk| desk.pass(&token, now)).await?;
        let pass = pass.ok_or(Trouble::Token)?;
        visitor.known = Known::Token(pass.account, pass.scope);
        return Ok(visitor);
    }
    if let Some(secret) = cookie(headers, &site.cookie(SESSION)).and_then(|s| Secret::sent(&s)) {
        let now = site.now();
        let session = site.desk(move |desk| desk.session(&secret, now)).await;
        // a desk that fails must not keep anybody from reading what is open to all
        if let Some(session) = session.unwrap_or_default() {
            visitor.word = session.secret.derived(FORM);
            visitor.known = Known::Session(session);
            return Ok(visitor);
        }
    }
    if let Some(secret) = cookie(headers, &site.cookie(FORM)).and_then(|s| Secret::sent(&s)) {
        visitor.word = secret.derived(FORM);
    }
    Ok(visitor)
}

/// Where a request comes from: who connects to us, or, where a server with TLS stands in front, whom that
/// one names. It writes itself behind what a visitor may have invented.
fn address(site: &Site, request: &Request) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|peer| peer.0.ip());
    let named = || -> Option<IpAddr> {
        let all = request.headers().get_all("x-forwarded-for");
        let last = all.iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse().ok()
    };
    let address = match site.behind_tls() {
        true => named().or(peer),
        false => peer,
    };
    address.map_or_else(|| "-".to_owned(), |a| a.to_canonical().to_string())
}

/// The cookie of a session.
pub(crate) const SESSION: &str = "jiehao";

/// The cookie that the form to log in is known by; and what the words of forms are for.
pub(crate) const FORM: &str = "jiehao-form";

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let sent = headers.get_all(header::COOKIE);
    let sent = sent.iter().filter_map(|h| h.to_str().ok());
    let mut all = sent.flat_map(|h| Cookie::split_parse(h.to_owned()).flatten());
    all.find(|c| c.name() == name).map(|c| c.value().to_owned())
}

impl Site {
    /// The name of a cookie: behind TLS one that browsers take from us alone.
    pub(crate) fn cookie(&self, name: &str) -> String {
        match self.behind_tls() {
            true => format!("__Host-{name}"),
            false => name.to_owned(),
        }
    }

    /// A header that sets a cookie, or takes it away where there is no secret.
    pub(crate) fn set_cookie(&self, name: &str, secret: Option<&Secret>) -> HeaderValue {
        let value = secret.map_or("", Secret::reveal).to_owned();
        let mut cookie = Cookie::build((self.cookie(name), value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.behind_tls())
            .build();
        if secret.is_none() {
            cookie.make_removal();
        }
        // letters, digits and attributes of ours
        HeaderValue::from_str(&cookie.to_string()).unwrap_or(HeaderValue::from_static(""))
    }
}
