//! What programs follow: new acts as an Atom feed (RFC 4287), and the calendar of a region (RFC 5545).

use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiehao_register::{Filter, Format, Recent};

use super::export::written;
use super::filters::Filters;
use crate::address::web;
use crate::api;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{cut, headline};

/// Entries of a feed.
const ENTRIES: usize = 40;

/// Characters of an entry's words.
const WORDS: usize = 300;

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    lang: Lang,
    title: String,
    /// Where it is, and the list of which it tells.
    here: String,
    list: String,
    updated: String,
    entries: Vec<Entry>,
}

/// An act that came.
struct Entry {
    id: String,
    title: String,
    href: String,
    updated: String,
    kind: &'static str,
    code: String,
    words: String,
    /// The address of the page that told of it.
    via: String,
}

/// New acts that pass the filters of lists, those that a page told of last first.
pub(crate) async fn atom(headers: HeaderMap, ask: Ask) -> Result<Response, Trouble> {
    let filters = Filters::read(&ask, None)?;
    let filter = Filter {
        limit: Some(ENTRIES),
        ..filters.filter.clone()
    };
    let asked = ask.register(move |register| {
        let recent = register.recent(&filter)?;
        let acts: Vec<_> = recent.iter().map(|r| r.act.clone()).collect();
        Ok((recent, register.sources(&acts)?))
    });
    let (recent, captures) = asked.await?;
    let (lang, base) = (ask.lang, api::base(&headers));
    let entry = |recent: &Recent| {
        let act = &recent.act;
        let record = act.records.first();
        let capture = record.and_then(|r| captures.iter().find(|c| c.id == r.capture));
        let seen = capture.and_then(|c| c.seen.iter().find_map(|(at, _)| web(at)));
        Entry {
            id: format!("urn:jiehao:{}", act.id),
            title: readable(&cut(&headline(act, lang), 120)),
            href: format!("{base}{}", lang.to_act(&act.id)),
            updated: recent.at.clone(),
            kind: lang.kind(&act.kind),
            code: act.kind.clone(),
            words: readable(&cut(&act.quote(), WORDS)),
            via: seen.unwrap_or_default().to_owned(),
        }
    };
    let query = filters.query(true);
    let with_query = |path: &str| match query.is_empty() {
        true => format!("{base}{}", lang.to(path)),
        false => format!("{base}{}?{query}", lang.to(path)),
    };
    let about = [
        lang.kinds(&filters.type_),
        &filters.region,
        &filters.country,
        &filters.person,
    ];
    let about: Vec<&str> = about.into_iter().filter(|a| !a.is_empty()).collect();
    let feed = Feed {
        lang,
        title: [lang.words().site, lang.api().feed_of]
            .into_iter()
            .chain(about)
            .collect::<Vec<_>>()
            .join(" · "),
        here: with_query("feed.atom"),
        list: with_query("timeline"),
        // of no entry, the day from which there was nothing
        updated: recent
            .first()
            .map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |r| r.at.clone()),
        entries: recent.iter().map(entry).collect(),
    };
    let known = headers.get(header::IF_NONE_MATCH);
    let known = known.and_then(|h| h.to_str().ok()).unwrap_or_default();
    let kind = "application/atom+xml; charset=utf-8";
    Ok(api::answer::tagged(
        known,
        kind,
        feed.render()?.into_bytes(),
    ))
}

/// Without the characters that XML 1.0 has no way to write.
fn readable(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.chars().filter(allowed).collect()
}

/// Anniversaries of a region's ties and promises that fall due.
pub(crate) async fn calendar(ask: Ask) -> Result<Response, Trouble> {
    let id = jiehao_register::place(&ask.id).map_err(Trouble::Register)?;
    if id != ask.id {
        let to = format!("{}/calendar.ics", ask.lang.to_region(&id));
        return Ok(Redirect::to(&to).into_response());
    }
    let within = Filter {
        places: vec![id],
        ..Filter::default()
    };
    let body = written(&ask, Format::Ics, "", within).await?;
    let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
    Ok(([kind], body).into_response())
}
