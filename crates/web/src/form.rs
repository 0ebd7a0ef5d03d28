//! What a form sends: read within bounds, and only from a page of ours.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiehao_desk::{Account, Role, Scope, same, unmasked};

use crate::ask::Ask;
use crate::gate::Known;
use crate::site::Site;
use crate::trouble::Trouble;

/// Bytes of a form without files: a pasted page fits.
pub(crate) const LARGEST: usize = 2 << 20;

/// How long a form may take to come.
const PATIENCE: Duration = Duration::from_secs(30);

/// The field that holds the word of the form.
pub(crate) const WORD: &str = "form";

/// A form that was sent.
pub(crate) struct Sent {
    /// Who sent it, and where to.
    pub ask: Ask,
    fields: Vec<(String, String)>,
    /// Whether a script sent it, which wants no page.
    pub by_script: bool,
}

impl FromRequest<Arc<Site>> for Sent {
    type Rejection = Trouble;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let ask = Ask::from_request_parts(&mut parts, site).await?;
        from_here(&parts.headers)?;
        let bytes = within(body, LARGEST).await?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&bytes)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let accepted = parts.headers.get(header::ACCEPT);
        let accepted = accepted.and_then(|h| h.to_str().ok()).unwrap_or_default();
        let sent = Self {
            ask,
            fields,
            by_script: accepted.starts_with("text/plain"),
        };
        sent.ask.has_word(sent.raw(WORD))?;
        sent.ask.not_too_often()?;
        Ok(sent)
    }
}

/// Refuses what a page elsewhere has a browser send: browsers say where from.
///
/// # Errors
/// It comes from elsewhere.
pub(crate) fn from_here(headers: &HeaderMap) -> Result<(), Trouble> {
    let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(Trouble::Form);
    }
    // where a page hides its address, browsers send "null"; ours are sent with no-referrer and do too
    let Some(origin) = text("origin").filter(|o| *o != "null") else {
        return Ok(());
    };
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    match text("host").is_some_and(|own| own.eq_ignore_ascii_case(host)) {
        true => Ok(()),
        false => Err(Trouble::Form),
    }
}

/// A body of so many bytes at most, in time.
///
/// # Errors
/// It is larger, or takes too long to come.
pub(crate) async fn within(body: Body, most: usize) -> Result<Vec<u8>, Trouble> {
    let read = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, most)).await;
    match read {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(_)) => Err(Trouble::TooLarge(most)),
        Err(_) => Err(Trouble::Slow),
    }
}

impl Ask {
    /// Whether a form carries the word of its visitor. Who comes with a token needs none: no browser
    /// sends that by itself.
    ///
    /// # Errors
    /// It carries another, or none.
    pub fn has_word(&self, sent: &str) -> Result<(), Trouble> {
        let word = &self.visitor.word;
        match &self.visitor.known {
            Known::Token(..) => Ok(()),
            _ => match unmasked(sent) {
                Some(sent) if !word.is_empty() && same(word, &sent) => Ok(()),
                _ => Err(Trouble::Form),
            },
        }
    }

    /// Counts a form against what its account and its address may send.
    ///
    /// # Errors
    /// They send too many.
    pub fn not_too_often(&self) -> Result<(), Trouble> {
        let visitor = &self.visitor;
        let limits = &self.site.limits;
        limits.address.count(&visitor.address)?;
        match visitor.account() {
            Some(account) => limits.account.count(&account.name),
            None => Ok(()),
        }
    }

    /// The account, where it may.
    ///
    /// # Errors
    /// As [`crate::gate::Visitor::may`].
    pub fn may(&self, role: Role, scope: Option<Scope>) -> Result<&Account, Trouble> {
        self.visitor.may(role, scope)
    }
}

impl Sent {
    /// A field as it was sent; empty where it was not.
    pub fn raw(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(n, _)| n == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// A field of one line, trimmed.
    pub fn get(&self, name: &str) -> String {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        let value: String = self.raw(name).chars().map(plain).collect();
        value.trim().to_owned()
    }

    /// All fields whose names begin so, with what follows in the name.
    pub fn all<'s>(&'s self, begins: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let of = move |(name, value): &'s (String, String)| {
            Some((name.strip_prefix(begins)?, value.as_str()))
        };
        self.fields.iter().filter_map(of)
    }
}

/// On to a page after something was done, with what is to be kept.
pub(crate) fn on_to(path: &str, cookies: &[HeaderValue]) -> Response {
    let mut response = Redirect::to(path).into_response();
    for cookie in cookies {
        let headers = response.headers_mut();
        headers.append(header::SET_COOKIE, cookie.clone());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_pages_elsewhere_are_told_apart() {
        let of = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, HeaderValue::from_static(value));
            }
            from_here(&headers).is_ok()
        };
        assert!(of(&[("host", "a:1")]));
        assert!(of(&[
            ("host", "a:1"),
            ("origin", "http://a:1"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(of(&[
            ("host", "a:1"),
            ("origin", "null"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!of(&[("host", "a:1"), ("origin", "http://b:1")]));
        assert!(!of(&[("host", "a:1"), ("origin", "http://a:2")]));
        assert!(!of(&[("host", "a:1"), ("sec-fetch-site", "cross-site")]));
        assert!(!of(&[("host", "a:1"), ("sec-fetch-site", "same-site")]));
    }
}
