//! What a request asks: the language, the id in its path, the pairs of its query.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header;
use axum::http::request::Parts;
use jiehao_register::{Error, Filter, Period, Register};

use crate::api;
use crate::gate::Visitor;
use crate::lang::Lang;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::words::Words;

/// Acts of a type that are gone through while somebody waits.
const WIDE: i64 = 20_000;

/// Characters of a value that are taken.
const LONGEST: usize = 200;

/// A request, understood.
pub(crate) struct Ask {
    /// The site it is made to.
    pub site: Arc<Site>,
    /// Who makes it.
    pub visitor: Arc<Visitor>,
    /// The language of the page.
    pub lang: Lang,
    /// The path, as it was sent.
    pub path: String,
    /// What stands after the language, query included: the same page in the other language.
    pub here: String,
    /// The id or name in the path; empty where it has none.
    pub id: String,
    query: Vec<(String, String)>,
}

impl FromRequestParts<Arc<Site>> for Ask {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Trouble> {
        let path = parts.uri.path().to_owned();
        let lang = match Lang::of_path(&path) {
            Some(lang) => lang,
            // programs say by a header in which language they would be told
            None if api::is_ours(&path) => {
                let accepted = parts.headers.get(header::ACCEPT_LANGUAGE);
                Lang::preferred(accepted.and_then(|h| h.to_str().ok()).unwrap_or_default())
            }
            None => return Err(Trouble::Missing(path)),
        };
        let t = lang.words();
        let broken = || Trouble::Bad(String::new(), t.not_utf8);
        let params = RawPathParams::from_request_parts(parts, site).await;
        let params = params.map_err(|_| broken())?;
        let id = params.iter().find(|(name, _)| *name != "lang");
        let id = id.map_or(String::new(), |(_, value)| value.to_owned());
        let raw = parts.uri.query().unwrap_or_default();
        let query = pairs(raw).ok_or_else(broken)?;
        for (_, value) in &query {
            if value.chars().count() > api::longest(&path).unwrap_or(LONGEST) {
                let begins: String = value.chars().take(20).collect();
                return Err(Trouble::Bad(format!("{begins}…"), t.too_long));
            }
        }
        let rest = path.get(4..).unwrap_or_default();
        Ok(Self {
            site: Arc::clone(site),
            visitor: parts.extensions.get().cloned().unwrap_or_default(),
            lang,
            here: match raw.is_empty() {
                true => rest.to_owned(),
                false => format!("{rest}?{raw}"),
            },
            id: plain(&id),
            query,
            path,
        })
    }
}

/// The pairs of a query; nothing where it does not spell UTF-8.
fn pairs(raw: &str) -> Option<Vec<(String, String)>> {
    let spaced = raw.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8()
        .ok()?;
    let pairs = form_urlencoded::parse(raw.as_bytes());
    Some(
        pairs
            .map(|(name, value)| (name.into_owned(), plain(&value)))
            .collect(),
    )
}

/// Without control characters, of which databases know no good.
fn plain(value: &str) -> String {
    let value: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    value.trim().to_owned()
}

impl Ask {
    /// The words of the language.
    pub fn t(&self) -> &'static Words {
        self.lang.words()
    }

    /// The names of the query, as they were given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.query.iter().map(|(name, _)| name.as_str())
    }

    /// A value of the query; empty where it is not given.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// A value of the query; nothing where it is not given.
    pub fn find(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A whole number of the query.
    ///
    /// # Errors
    /// What is given is none, or out of bounds.
    pub fn number(
        &self,
        name: &str,
        otherwise: i32,
        least: i32,
        most: i32,
    ) -> Result<i32, Trouble> {
        match self.get(name) {
            "" => Ok(otherwise),
            text => match text.parse() {
                Ok(n) if (least..=most).contains(&n) => Ok(n),
                _ => Err(Trouble::Bad(text.to_owned(), self.t().not_a_number)),
            },
        }
    }

    /// A time of the query.
    ///
    /// # Errors
    /// What is given is none.
    pub fn time(&self, name: &str) -> Result<Option<Period>, Trouble> {
        match self.get(name) {
            "" => Ok(None),
            text => match Period::parse(text) {
                Some(time) => Ok(Some(time)),
                None => Err(Trouble::Bad(text.to_owned(), self.t().not_a_date)),
            },
        }
    }

    /// A place of the query, by name or id; its id.
    ///
    /// # Errors
    /// It is not known, or not the only one of its name.
    pub fn place(&self, name: &str) -> Result<Option<String>, Trouble> {
        let text = self.get(name);
        if text.is_empty() {
            return Ok(None);
        }
        let code = text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic());
        let named = match code {
            true => format!("iso:{}", text.to_ascii_uppercase()),
            false => text.to_owned(),
        };
        match jiehao_register::place(&named) {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(Trouble::Bad(text.to_owned(), self.t().not_a_place)),
        }
    }

    /// Asks the register.
    ///
    /// # Errors
    /// As the question.
    pub async fn register<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.site.pool.ask(question).await
    }

    /// As [`Ask::register`], of an answer that the path, the query, the language and the day tell from all
    /// others and that takes long to work out: it is kept until the register says something new.
    ///
    /// # Errors
    /// As the question.
    pub async fn kept<T: Send + Sync + 'static>(
        &self,
        question: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
    ) -> Result<Arc<T>, Trouble> {
        let today = self.site.today().from;
        let about = format!("{today} {:?} {}", self.lang, self.here);
        self.site.kept(&about, question).await
    }

    /// Whether so much of a type is on record that all regions cannot be gone through while somebody
    /// waits, and a filter names none.
    ///
    /// # Errors
    /// As [`Ask::register`].
    pub async fn is_wide(&self, filter: &Filter, kind: &str) -> Result<bool, Trouble> {
        if !filter.places.is_empty() || filter.person.is_some() {
            return Ok(false);
        }
        let of = Filter {
            types: vec![kind.to_owned()],
            ..Filter::default()
        };
        let many = self.register(move |register| register.count(&of)).await?;
        Ok(many > WIDE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_that_is_no_utf8_is_refused_and_control_characters_go() {
        assert_eq!(pairs("q=%FF%FE"), None);
        let pairs = pairs("q=%E7%94%B2+%00%0A&q2").expect("UTF-8");
        assert_eq!(pairs[0], ("q".to_owned(), "甲".to_owned()));
        assert_eq!(pairs[1], ("q2".to_owned(), String::new()));
    }
}
