//! What all pages have around them.

use std::sync::LazyLock;

use askama::Template;
use axum::response::Html;
use jiehao_desk::{Role, masked};

use crate::address::stamped;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::pages::asset;
use crate::trouble::Trouble;
use crate::words::Words;

/// The frame of a page.
pub(crate) struct Shell {
    pub lang: Lang,
    pub t: &'static Words,
    pub title: String,
    /// The same page in the other language.
    pub other: String,
    /// What was searched for.
    pub q: String,
    pub style: &'static str,
    /// Who reads it: the account, empty for nobody.
    pub account: String,
    /// What the account may do.
    pub role: Option<Role>,
    /// Whether anybody can log in.
    pub staffed: bool,
    /// The word that forms carry, as this page shows it.
    pub word: String,
    /// Which of the pages of the menu this is.
    pub place: String,
}

/// The address of the style.
static STYLE: LazyLock<String> = LazyLock::new(|| stamped("/style.css", asset::STYLE.as_bytes()));

impl Shell {
    pub fn new(ask: &Ask, title: impl Into<String>) -> Self {
        let account = ask.visitor.account();
        let place = ask.here.split('?').next().unwrap_or_default();
        Self {
            lang: ask.lang,
            t: ask.t(),
            title: title.into(),
            other: ask.lang.other().to(&ask.here),
            q: ask.get("q").to_owned(),
            style: &STYLE,
            place: place.to_owned(),
            account: account.map_or(String::new(), |a| a.name.clone()),
            role: account.map(|a| a.role),
            staffed: ask.site.is_staffed(),
            // without random bytes no form of the page is taken, and the page is there
            word: match ask.visitor.word.as_str() {
                "" => String::new(),
                word => masked(word).unwrap_or_default(),
            },
        }
    }

    /// Of a page that says what went wrong.
    pub fn of_error(lang: Lang, title: &str) -> Self {
        Self {
            lang,
            t: lang.words(),
            title: title.to_owned(),
            other: lang.other().to(""),
            q: String::new(),
            style: &STYLE,
            place: "-".to_owned(),
            account: String::new(),
            role: None,
            staffed: false,
            word: String::new(),
        }
    }

    /// The entries of the menu: path, name.
    pub fn menu(&self) -> Vec<(&'static str, &'static str)> {
        let t = self.t;
        vec![
            ("regions", t.regions),
            ("list/tie", t.ties),
            ("list/visit", t.visits),
            ("list/agreement", t.agreements),
            ("timeline", t.timeline),
            ("calendar", t.calendar),
            ("map", t.map),
            ("network", t.network),
            ("digest", t.digest),
        ]
    }

    /// The entries of those who may write.
    pub fn desk(&self) -> Vec<(&'static str, &'static str)> {
        let d = self.lang.desk();
        match self.role {
            Some(Role::Admin) => vec![
                ("review", d.review),
                ("add", d.add),
                ("accounts", d.accounts),
                ("log", d.log),
            ],
            Some(Role::Reviewer) => vec![("review", d.review), ("add", d.add)],
            Some(Role::Reader) => vec![("review/log", d.decisions)],
            None => Vec::new(),
        }
    }

    /// The entries of the second menu.
    pub fn tools(&self) -> Vec<(&'static str, &'static str)> {
        let t = self.t;
        vec![
            ("due", t.due),
            ("dormant", t.dormant),
            ("audit", t.audit),
            ("balance", t.balance),
            ("compare", t.compare),
            ("conflicts", t.conflicts),
            ("partners", t.partners),
        ]
    }
}

/// A filled template as a page.
///
/// # Errors
/// The template could not be filled.
pub(crate) fn show(template: &impl Template) -> Result<Html<String>, Trouble> {
    Ok(Html(template.render()?))
}
