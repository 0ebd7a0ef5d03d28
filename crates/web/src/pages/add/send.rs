//! What is sent: an address to fetch, a text, files. It becomes a draft, which only its account sees.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;
use jiehao_archive::{Item, Limits, Why};
use jiehao_desk::DraftPage;

use super::draft::{Entered, enter};
use super::{LIST, PAGES, worker};
use crate::ask::Ask;
use crate::form::{Sent, WORD, from_here, on_to};
use crate::site::Site;
use crate::trouble::Trouble;

/// Bytes that may be sent at a time.
pub(crate) const LARGEST: usize = 20 << 20;

/// Bytes that are read and thrown away of what is larger, so that a browser comes to see why it was refused.
const THROWN_AWAY: usize = 200 << 20;

/// How long files may take to come.
const PATIENCE: Duration = Duration::from_secs(120);

/// Pages of a draft, bytes of one of them, and of an archive unpacked.
const PAGES_AT_ONCE: usize = 200;
const PAGE: u64 = 4 << 20;
const UNPACKED: u64 = 100 << 20;

/// What is about to be kept.
struct Draft {
    kind: &'static str,
    name: String,
    notes: Vec<String>,
    pages: Vec<DraftPage>,
}

impl Draft {
    /// Of pages that are still to come.
    fn of_pages(name: String) -> Self {
        Self {
            kind: PAGES,
            name,
            notes: Vec::new(),
            pages: Vec::new(),
        }
    }
}

pub(crate) async fn url(sent: Sent) -> Result<Response, Trouble> {
    let draft = from_elsewhere(&sent.ask, &sent.get("url")).await?;
    keep(&sent.ask, draft).await
}

/// What is at an address.
async fn from_elsewhere(ask: &Ask, url: &str) -> Result<Draft, Trouble> {
    let account = worker(ask)?;
    ask.site.limits.pages.count(&account.name)?;
    let fetched = ask.site.fetcher()?.fetch(url).await;
    let fetched = fetched.map_err(|e| {
        // who tries addresses that he should not is seen in the log
        tracing::warn!(who = account.name, cause = %e, "not fetched");
        Trouble::Fetch(e)
    })?;
    let mut draft = Draft::of_pages(fetched.url.clone());
    take(ask, &mut draft, fetched.url, fetched.bytes)?;
    Ok(draft)
}

/// The pages at an address into the register, for a program.
///
/// # Errors
/// It cannot be fetched, no page is in it, or the register cannot be written to.
pub(crate) async fn fetched(ask: &Ask, url: &str) -> Result<Entered, Trouble> {
    let draft = from_elsewhere(ask, url).await?;
    entered(ask, draft).await
}

/// A page that a program sends, or the pages of an archive, into the register.
///
/// # Errors
/// No page is in it, or the register cannot be written to.
pub(crate) async fn sent(ask: &Ask, from: String, bytes: Vec<u8>) -> Result<Entered, Trouble> {
    let account = worker(ask)?;
    ask.site.limits.pages.count(&account.name)?;
    let mut draft = Draft::of_pages(from.clone());
    take(ask, &mut draft, from, bytes)?;
    entered(ask, draft).await
}

async fn entered(ask: &Ask, mut draft: Draft) -> Result<Entered, Trouble> {
    draft.notes.truncate(NOTES);
    let mut entered = enter(ask, draft.name, draft.pages).await?;
    entered.left_out.extend(draft.notes);
    Ok(entered)
}

pub(crate) async fn text(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let account = worker(ask)?;
    ask.site.limits.pages.count(&account.name)?;
    let (text, title, from) = (sent.raw("text"), sent.get("title"), sent.get("from"));
    if text.trim().is_empty() {
        return Err(Trouble::Bad(String::new(), ask.lang.desk().nothing_sent));
    }
    let web = from.starts_with("http://") || from.starts_with("https://");
    let locator = match web {
        true => from,
        false => format!("{} {} {from}", ask.lang.desk().pasted, ask.site.moment()),
    };
    let text = match title.is_empty() {
        true => text.to_owned(),
        false => format!("{title}\n{text}"),
    };
    let locator = locator.trim().to_owned();
    let page = DraftPage {
        taken: ask.site.moment(),
        bytes: text.replace("\r\n", "\n").into_bytes(),
        locator: locator.clone(),
    };
    let draft = Draft {
        kind: PAGES,
        name: match title.is_empty() {
            true => locator,
            false => title,
        },
        notes: Vec::new(),
        pages: vec![page],
    };
    keep(ask, draft).await
}

/// Files, in the form of browsers: the word of the form stands before them, so that nothing is taken in
/// for who is not let.
pub(crate) async fn files(
    State(site): State<std::sync::Arc<Site>>,
    request: Request,
) -> Result<Response, Trouble> {
    let (mut parts, body) = request.into_parts();
    let ask = {
        use axum::extract::FromRequestParts;
        Ask::from_request_parts(&mut parts, &site).await?
    };
    from_here(&parts.headers)?;
    let account = worker(&ask)?;
    ask.not_too_often()?;
    ask.site.limits.pages.count(&account.name)?;
    let length = parts.headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|l| l.to_str().ok()?.parse::<usize>().ok());
    let read = async {
        if length.is_some_and(|length| length > LARGEST) {
            throw_away(body).await;
            return Err(Trouble::TooLarge(LARGEST));
        }
        let limited = Body::new(http_body_util::Limited::new(body, LARGEST));
        let request = Request::from_parts(parts, limited);
        let form = Multipart::from_request(request, &site).await;
        received(&ask, form.map_err(|_| unread(&ask))?).await
    };
    let files = tokio::time::timeout(PATIENCE, read).await;
    let files = files.map_err(|_| Trouble::Slow)??;
    keep(&ask, drafted(&ask, files)?).await
}

fn unread(ask: &Ask) -> Trouble {
    Trouble::Bad(String::new(), ask.lang.desk().nothing_sent)
}

async fn throw_away(mut body: Body) {
    let mut seen = 0;
    while let Some(Ok(frame)) = body.frame().await {
        seen += frame.data_ref().map_or(0, |data| data.len());
        if seen > THROWN_AWAY {
            return;
        }
    }
}

/// What a form brings.
struct Received {
    /// Name and bytes.
    files: Vec<(String, Vec<u8>)>,
    /// Where they were taken, as far as the visitor says.
    from: String,
}

async fn received(ask: &Ask, mut form: Multipart) -> Result<Received, Trouble> {
    // too much is told by how the reading ends
    let broken =
        |e: axum::extract::multipart::MultipartError| match e.into_response().status().as_u16() {
            413 | 500 => Trouble::TooLarge(LARGEST),
            _ => unread(ask),
        };
    let (mut files, mut from, mut word) = (Vec::new(), String::new(), false);
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == WORD {
            ask.has_word(&field.text().await.map_err(broken)?)?;
            word = true;
            continue;
        }
        if !word {
            ask.has_word("")?;
            word = true;
        }
        if name == "from" {
            from = plain_address(&field.text().await.map_err(broken)?);
            continue;
        }
        let file = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        if name == "file" && !bytes.is_empty() {
            files.push((plain(&file), bytes.to_vec()));
        }
    }
    match files.is_empty() {
        true => Err(unread(ask)),
        false => Ok(Received { files, from }),
    }
}

/// An address of the web; nothing where it is none.
fn plain_address(text: &str) -> String {
    let text = text.trim();
    let web = text.starts_with("http://") || text.starts_with("https://");
    let plain = text.chars().all(|c| !c.is_control() && !c.is_whitespace());
    match web && plain && text.chars().count() <= 2000 {
        true => text.to_owned(),
        false => String::new(),
    }
}

/// Where a page that a browser saved (MHTML) was taken, as its head says.
fn saved_from(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let line = head
        .lines()
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix("Snapshot-Content-Location:"))?;
    Some(plain_address(line)).filter(|address| !address.is_empty())
}

/// The name of a file without its folders and what no name has.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    match name.trim() {
        "" => "file".to_owned(),
        name => name.to_owned(),
    }
}

fn drafted(ask: &Ask, received: Received) -> Result<Draft, Trouble> {
    let Received { files, from } = received;
    let name = match files.as_slice() {
        [(name, _)] => name.clone(),
        [(name, _), ..] => format!("{name} +{}", files.len() - 1),
        [] => String::new(),
    };
    let is_list = |(name, bytes): &(String, Vec<u8>)| {
        let name = name.to_ascii_lowercase();
        let table = [".csv", ".tsv", ".xlsx", ".json"]
            .iter()
            .any(|e| name.ends_with(e));
        table || bytes.starts_with(b"PK\x03\x04")
    };
    let mut draft = Draft::of_pages(name);
    if files.iter().any(is_list) {
        if files.len() > 1 {
            return Err(Trouble::Bad(draft.name, ask.lang.desk().one_list));
        }
        draft.kind = LIST;
        draft.pages = files
            .into_iter()
            .map(|(locator, bytes)| DraftPage {
                locator,
                taken: ask.site.moment(),
                bytes,
            })
            .collect();
        return Ok(draft);
    }
    let alone = files.len() == 1 && !from.is_empty();
    for (name, bytes) in files {
        let locator = match saved_from(&bytes) {
            _ if alone => from.clone(),
            Some(address) => address,
            None => name,
        };
        take(ask, &mut draft, locator, bytes)?;
    }
    Ok(draft)
}

/// A page, or the pages of an archive.
fn take(ask: &Ask, draft: &mut Draft, locator: String, bytes: Vec<u8>) -> Result<(), Trouble> {
    let d = ask.lang.desk();
    if jiehao_archive::is_warc(&bytes) {
        let limits = Limits {
            record: PAGE,
            ..Limits::default()
        };
        let each = |item: Item<'_>| {
            let (url, why) = match item {
                Item::Page(page) if draft.pages.len() < PAGES_AT_ONCE => {
                    draft.pages.push(DraftPage {
                        taken: match page.taken.parse::<jiff::Timestamp>() {
                            Ok(_) => page.taken.into_owned(),
                            Err(_) => ask.site.moment(),
                        },
                        locator: page.url.into_owned(),
                        bytes: page.bytes.into_owned(),
                    });
                    return;
                }
                Item::Page(page) => (page.url.into_owned(), d.left_many.to_owned()),
                Item::Skipped(skipped) => {
                    let why = match skipped.why {
                        Why::Status(status) => format!("{} {status}", d.left_status),
                        Why::Kind(kind) => format!("{} {kind}", d.left_kind),
                        other => ask.lang.unfetched(&other.into()),
                    };
                    (skipped.url, why)
                }
            };
            draft.notes.push(format!("{url} {why}").trim().to_owned());
        };
        let read = jiehao_archive::records(&bytes, limits, UNPACKED, each);
        return read.map_err(|e| Trouble::Fetch(e.into()));
    }
    match bytes.len() as u64 > PAGE || draft.pages.len() >= PAGES_AT_ONCE {
        true => draft.notes.push(format!("{locator} {}", d.left_many)),
        false => draft.pages.push(DraftPage {
            taken: ask.site.moment(),
            locator,
            bytes,
        }),
    }
    Ok(())
}

/// Notes that are kept: an archive may leave out thousands.
const NOTES: usize = 50;

async fn keep(ask: &Ask, mut draft: Draft) -> Result<Response, Trouble> {
    if draft.pages.is_empty() {
        let why = draft.notes.first().cloned().unwrap_or_default();
        return Err(Trouble::Bad(why, ask.lang.desk().no_page_in_it));
    }
    draft.notes.truncate(NOTES);
    let (account, now) = (worker(ask)?.name.clone(), ask.site.now());
    let kept = ask.site.desk(move |desk| {
        let about = (draft.kind, draft.name.as_str());
        desk.draft(&account, about, &draft.notes, &draft.pages, now)
    });
    let id = kept.await?;
    Ok(on_to(&ask.lang.to(&format!("add/{id}")), &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_and_no_folder() {
        assert_eq!(plain("../../etc/passwd"), "passwd");
        assert_eq!(plain("C:\\x\\页面.html"), "页面.html");
        assert_eq!(plain("\n"), "file");
    }

    #[test]
    fn a_saved_page_tells_where_it_was_taken() {
        let of = |line: &str| {
            saved_from(format!("From: <Saved by Blink>\r\n{line}\r\n\r\n--x").as_bytes())
        };
        let address = "https://news.example/1";
        assert_eq!(
            of(&format!("Snapshot-Content-Location: {address}")).as_deref(),
            Some(address)
        );
        assert_eq!(of("Snapshot-Content-Location: file:///C:/x"), None);
        assert_eq!(
            of("\r\nSnapshot-Content-Location: https://in.the/body"),
            None
        );
        assert_eq!(saved_from(b""), None);
    }
}
