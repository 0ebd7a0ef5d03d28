//! A draft: what was read of it, and what becomes of it.

use askama::Template;
use axum::response::{IntoResponse, Response};
use jiehao_desk::{Deed, Draft, DraftPage};
use jiehao_events::{Record, Rules};
use jiehao_register::{Arrival, Reader, Taken, capture_id};
use jiehao_text::Hint;

use super::{LIST, list, worker};
use crate::ask::Ask;
use crate::form::{Sent, on_to};
use crate::trouble::Trouble;
use crate::view::{Shell, Shown, show, shown};

/// Pages that are shown in full; of the others it is said how many there are.
const SHOWN: usize = 40;

#[derive(Template)]
#[template(path = "draft.html")]
struct Drafted {
    shell: Shell,
    id: String,
    name: String,
    notes: Vec<String>,
    pages: Vec<Shown>,
    /// Pages that nothing can be made of.
    unread: Vec<String>,
    many: usize,
    records: usize,
    more: usize,
}

/// A page that was read.
struct Read {
    page: DraftPage,
    read: (jiehao_text::Page, Vec<Record>),
}

pub(crate) async fn page(ask: Ask) -> Result<Response, Trouble> {
    let draft = drafted(&ask, &ask.id).await?;
    if draft.kind == LIST {
        return list::shown(&ask, draft).await;
    }
    let Draft {
        id,
        name,
        notes,
        pages,
        ..
    } = draft;
    let (read, unread) = reading(&ask, pages).await?;
    let many = read.len();
    let records = read.iter().map(|r| r.read.1.len()).sum();
    let lang = ask.lang;
    let previews = ask.site.writer.ask(move |register| {
        let first: Vec<Arrival<'_>> = read.iter().take(SHOWN).map(arrival).collect();
        register.preview(&reader(), &first)
    });
    let previews = previews.await?;
    let page = Drafted {
        shell: Shell::new(&ask, lang.desk().draft),
        id,
        name,
        notes,
        pages: previews.iter().map(|p| shown(p, lang)).collect(),
        unread,
        more: many.saturating_sub(SHOWN),
        many,
        records,
    };
    Ok(show(&page)?.into_response())
}

/// The draft of an account.
pub(super) async fn drafted(ask: &Ask, id: &str) -> Result<Draft, Trouble> {
    let account = worker(ask)?.name.clone();
    let (id, now) = (id.to_owned(), ask.site.now());
    ask.site
        .desk(move |desk| desk.drafted(&account, &id, now))
        .await
}

/// By whom pages are read here: with the rules compiled in.
fn reader() -> Reader {
    Reader {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: String::new(),
    }
}

fn arrival(read: &Read) -> Arrival<'_> {
    Arrival {
        taken: Taken {
            bytes: &read.page.bytes,
            locator: &read.page.locator,
            at: &read.page.taken,
        },
        read: Some(((&read.read.0).into(), &read.read.1)),
    }
}

/// Reads pages, away from the threads that answer others, and not too many at a time. Those that nothing
/// can be made of are named.
async fn reading(ask: &Ask, pages: Vec<DraftPage>) -> Result<(Vec<Read>, Vec<String>), Trouble> {
    ask.site
        .work(move || {
            let (mut done, mut unread) = (Vec::new(), Vec::new());
            for page in pages {
                let hint = Hint {
                    name: Some(&page.locator),
                    ..Hint::default()
                };
                let read = jiehao_text::read(&page.bytes, &hint);
                // PostgreSQL keeps no text with a NUL in it
                if read.source.trim().is_empty() || read.source.contains('\0') {
                    unread.push(page.locator);
                    continue;
                }
                let records = jiehao_events::extract(&read, Rules::built_in()).records;
                done.push(Read {
                    page,
                    read: (read, records),
                });
            }
            (done, unread)
        })
        .await
}

/// `what` is `confirm` or `discard`.
pub(crate) async fn confirm(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let draft = drafted(ask, &ask.id).await?;
    let id = draft.id.clone();
    let to = match (sent.raw("what"), draft.kind.as_str()) {
        ("confirm", LIST) => list::import(&sent, draft).await?,
        ("confirm", _) => ingest(ask, draft).await?,
        ("discard", _) => ask.lang.with("add", &[("done", "discarded")]),
        _ => {
            return Err(Trouble::Bad(
                sent.get("what"),
                ask.lang.desk().not_a_verdict,
            ));
        }
    };
    let account = worker(ask)?.name.clone();
    ask.site
        .desk(move |desk| desk.discard(&account, &id))
        .await?;
    Ok(on_to(&to, &[]))
}

/// Pages into the register; where one goes on to.
async fn ingest(ask: &Ask, draft: Draft) -> Result<String, Trouble> {
    let entered = enter(ask, draft.name, draft.pages).await?;
    let first = entered.pages.first().map_or("", |page| &page.1);
    Ok(ask.lang.to_document(first))
}

/// Pages that entered the register: locator, id and how many records were read from each; and those that
/// nothing can be made of, with whatever else was left out.
pub(crate) struct Entered {
    pub pages: Vec<(String, String, usize)>,
    pub left_out: Vec<String>,
}

/// Reads pages and puts them into the register, all or none; `name` is what the log calls them.
///
/// # Errors
/// Nothing can be made of any of them, or the register cannot be written to.
pub(super) async fn enter(
    ask: &Ask,
    name: String,
    pages: Vec<DraftPage>,
) -> Result<Entered, Trouble> {
    let (read, left_out) = reading(ask, pages).await?;
    let told = |r: &Read| {
        (
            r.page.locator.clone(),
            capture_id(&r.page.bytes),
            r.read.1.len(),
        )
    };
    let pages: Vec<(String, String, usize)> = read.iter().map(told).collect();
    let Some((_, first, _)) = pages.first() else {
        return Err(Trouble::Bad(name, ask.lang.desk().no_page_in_it));
    };
    let line = format!("{first} {} {name}", pages.len());
    let done = ask.site.writer.ask(move |register| {
        let all: Vec<Arrival<'_>> = read.iter().map(arrival).collect();
        register.ingest_all(&reader(), &all)?;
        register.settle()
    });
    done.await?;
    noted(ask, line).await?;
    Ok(Entered { pages, left_out })
}

/// Into the log of the desk.
pub(super) async fn noted(ask: &Ask, thing: String) -> Result<(), Trouble> {
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    ask.site
        .desk(move |desk| desk.note(visitor.by(now), Deed::Added, &thing))
        .await
}
