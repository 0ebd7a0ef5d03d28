//! A page of the web as it was taken: its clean text with the words that records were read from, its
//! source with what was left out and why, its bytes.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use jiehao_register::{CaptureView, Document, Error, ErrorKind, Found, RecordView};
use jiehao_text::{Cut, Hint, Passage, Script};

use super::Page;
use crate::address;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{
    Cleaned, Marked, Paragraph, Piece, Report, Shell, clean, headline, reports, show, taken, time,
};

#[derive(Template)]
#[template(path = "document.html")]
struct Clean {
    shell: Shell,
    about: About,
    title: Vec<Paragraph>,
    body: Vec<Paragraph>,
    /// Quotes that stand elsewhere on the page.
    outside: Vec<Piece>,
    reasons: Vec<(String, usize, usize)>,
    read: Vec<Read>,
    /// Whether one record's words stand out.
    one: bool,
}

#[derive(Template)]
#[template(path = "source.html")]
struct Source {
    shell: Shell,
    about: About,
    pieces: Vec<Stretch>,
    reasons: Vec<(String, usize, usize)>,
    short: bool,
}

/// What is known of the page itself.
struct About {
    id: String,
    href: String,
    source: String,
    bytes: String,
    outlet: String,
    published: String,
    /// An address that may be followed, or none; where it was taken; when.
    seen: Vec<(String, String, String)>,
    sha256: String,
    size: i64,
    copy_of: Option<String>,
    list: bool,
}

/// A record of the page, and what else tells of its act.
struct Read {
    report: Report,
    act: Option<(String, String)>,
    others: Vec<Report>,
    now: bool,
}

/// A stretch of the source with the reason that it was left out for, in words.
struct Stretch {
    html: String,
    quotes: String,
    anchors: Vec<String>,
    now: bool,
    cut: Option<String>,
    markup: bool,
    /// Whether the reason stands behind it: it does once for stretches of one reason in a row.
    said: bool,
}

pub(crate) async fn page(ask: Ask) -> Result<Response, Trouble> {
    let (document, captures) = asked(&ask).await?;
    if document.capture.id != ask.id {
        return Ok(Redirect::to(&ask.lang.to_document(&document.capture.id)).into_response());
    }
    let (lang, now) = (ask.lang, ask.get("record"));
    let read = Text::of(&document);
    let Cleaned {
        passages: mut text,
        outside,
    } = clean(&read.passages(), &document.source, &document.records, now);
    let body = text.pop().unwrap_or_default();
    let reasons = taken(&document.source, &read.passages(), &read.removed, &[], "").reasons;
    let title = document.capture.title.as_deref();
    let page = Clean {
        shell: Shell::new(&ask, title.unwrap_or(ask.t().untitled)),
        about: about(&document, lang),
        title: text.pop().unwrap_or_default(),
        body,
        outside,
        reasons: in_words(reasons, lang),
        read: records(&document, &captures, now, lang),
        one: !now.is_empty(),
    };
    Ok(show(&page)?.into_response())
}

pub(crate) async fn source(ask: Ask) -> Page {
    let (document, _) = asked(&ask).await?;
    let lang = ask.lang;
    let read = Text::of(&document);
    let marked = taken(
        &document.source,
        &read.passages(),
        &read.removed,
        &document.records,
        ask.get("record"),
    );
    let Marked {
        pieces,
        short,
        reasons,
    } = marked;
    let mut last = None;
    let stretches = pieces.into_iter().map(|p| Stretch {
        markup: p.cut == Some("markup"),
        said: p
            .cut
            .is_some_and(|reason| reason != "markup" && last.replace(reason) != Some(reason)),
        cut: p.cut.map(|reason| match reason {
            "markup" => ask.t().markup.to_owned(),
            reason => lang.removal(reason).to_owned(),
        }),
        html: p.html,
        quotes: p.quotes,
        anchors: p.anchors,
        now: p.now,
    });
    let title = document.capture.title.as_deref();
    show(&Source {
        shell: Shell::new(&ask, title.unwrap_or(ask.t().untitled)),
        about: about(&document, lang),
        pieces: stretches.collect(),
        reasons: in_words(reasons, lang),
        short,
    })
}

/// Why characters were left out, in words, markup aside: stretches and characters for each reason.
fn in_words(reasons: Vec<(&'static str, usize, usize)>, lang: Lang) -> Vec<(String, usize, usize)> {
    let text = reasons
        .into_iter()
        .filter(|(reason, ..)| *reason != "markup");
    text.map(|(reason, n, chars)| (lang.removal(reason).to_owned(), n, chars))
        .collect()
}

/// As they were taken, to be kept and not to be opened: they are someone else's page.
pub(crate) async fn bytes(ask: Ask) -> Result<Response, Trouble> {
    let (document, _) = asked(&ask).await?;
    let name = format!("attachment; filename=\"{}.bin\"", document.capture.id);
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, document.bytes).into_response())
}

/// A record: to its words.
pub(crate) async fn record(ask: Ask) -> Result<Redirect, Trouble> {
    let id = ask.id.clone();
    let found = ask.register(move |register| match register.show(&id)? {
        Found::Record(record, _) => Ok((record.capture, record.id)),
        _ => Err(Error::new(ErrorKind::Unknown, id, "this is no record")),
    });
    let (capture, record) = found.await?;
    Ok(Redirect::to(&ask.lang.to_quote(&capture, &record, 0)))
}

async fn asked(ask: &Ask) -> Result<(Document, Vec<CaptureView>), Trouble> {
    let id = ask.id.clone();
    ask.register(move |register| {
        let document = register.document(&id)?;
        let mut captures = register.sources(&document.acts)?;
        captures.push(document.capture.clone());
        Ok((document, captures))
    })
    .await
}

/// What is read of a page, in its own script: what is shown are the words that it has.
pub(crate) struct Text {
    pub title: Option<Passage>,
    pub body: Passage,
    removed: Vec<Cut>,
}

impl Text {
    pub fn of(document: &Document) -> Self {
        if document.list {
            // of a list nothing is left out
            return Self {
                title: None,
                body: Passage::verbatim(&document.source),
                removed: Vec::new(),
            };
        }
        let hint = Hint {
            name: document.capture.seen.first().map(|s| s.0.as_str()),
            script: Script::Source,
            ..Hint::default()
        };
        let page = jiehao_text::read(&document.bytes, &hint);
        Self {
            title: page.title,
            body: page.body,
            removed: page.removed,
        }
    }

    pub(crate) fn passages(&self) -> Vec<&Passage> {
        self.title.iter().chain([&self.body]).collect()
    }
}

fn about(document: &Document, lang: Lang) -> About {
    let capture = &document.capture;
    let href = lang.to_document(&capture.id);
    let seen = capture.seen.iter().map(|(locator, at)| {
        let web = address::web(locator).unwrap_or_default();
        (
            web.to_owned(),
            locator.clone(),
            at.replace('T', " ").replace('Z', ""),
        )
    });
    let original = capture.copy_of.as_ref().filter(|o| **o != capture.id);
    About {
        id: capture.id.clone(),
        source: format!("{href}/source"),
        bytes: format!("{href}/bytes"),
        href,
        outlet: capture.outlet.clone().unwrap_or_default(),
        published: time(capture.published.as_deref()),
        seen: seen.collect(),
        sha256: capture.sha256.clone(),
        size: capture.size,
        copy_of: original.map(|o| lang.to_document(o)),
        list: document.list,
    }
}

fn records(document: &Document, captures: &[CaptureView], now: &str, lang: Lang) -> Vec<Read> {
    let own = reports(&document.records, captures, lang);
    let each = own.into_iter().zip(&document.records);
    let mut out: Vec<Read> = each
        .map(|(report, record)| {
            let act = document
                .acts
                .iter()
                .find(|a| Some(&a.id) == record.act.as_ref());
            let others = act.map_or_else(Vec::new, |act| {
                let elsewhere = |r: &&RecordView| r.capture != record.capture;
                let others: Vec<_> = act.records.iter().filter(elsewhere).cloned().collect();
                reports(&others, captures, lang)
            });
            Read {
                now: report.record == now,
                act: act.map(|a| (headline(a, lang), lang.to_act(&a.id))),
                report,
                others,
            }
        })
        .collect();
    // the record that one came for stands first
    out.sort_by_key(|r| !r.now);
    out
}
