//! WARC 1.0 and 1.1 (ISO 28500): a record's head, and the page in its block.

use std::borrow::Cow;

use crate::body::{unchunked, unpack};
use crate::item::{Page, Why};

/// Headers of a record, or of the answer in it.
const HEADERS: usize = 128;

/// No head of a record is longer.
pub(crate) const HEAD: usize = 64 << 10;

/// The head of a record.
pub(crate) struct Record<'a> {
    sort: Cow<'a, str>,
    /// The address it is about.
    pub url: Cow<'a, str>,
    taken: Cow<'a, str>,
    kind: Cow<'a, str>,
    /// Bytes of the head.
    pub head: usize,
    /// Bytes of the block, as it says.
    pub length: u64,
}

/// What bytes begin with.
pub(crate) enum Parsed<'a> {
    /// A record.
    Record(Record<'a>),
    /// The head goes on after the bytes at hand.
    Unfinished,
    /// No record: how.
    Broken(&'static str),
}

/// The head of the record that bytes begin with.
pub(crate) fn head(bytes: &[u8]) -> Parsed<'_> {
    const BEGINS: &[u8] = b"WARC/1.";
    if !bytes.starts_with(&BEGINS[..bytes.len().min(BEGINS.len())]) {
        return Parsed::Broken("no record begins here");
    }
    let short = match bytes.len() < HEAD {
        true => Parsed::Unfinished,
        false => Parsed::Broken("the head of a record"),
    };
    let Some(line) = memchr::memchr(b'\n', &bytes[..bytes.len().min(HEAD)]) else {
        return short;
    };
    let after = &bytes[line + 1..];
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let within = &after[..after.len().min(HEAD)];
    let (end, headers) = match httparse::parse_headers(within, &mut headers) {
        Ok(httparse::Status::Complete(found)) => found,
        Ok(httparse::Status::Partial) => return short,
        Err(_) => return Parsed::Broken("the head of a record"),
    };
    let get = |name: &str| header(headers, name);
    let Ok(length) = get("content-length").parse() else {
        return Parsed::Broken("a record without its length");
    };
    let url = match get("warc-target-uri") {
        Cow::Borrowed(url) => Cow::Borrowed(url.trim_matches(['<', '>'])),
        Cow::Owned(url) => Cow::Owned(url.trim_matches(['<', '>']).to_owned()),
    };
    Parsed::Record(Record {
        sort: get("warc-type"),
        url,
        taken: get("warc-date"),
        kind: get("content-type"),
        head: line + 1 + end,
        length,
    })
}

fn header<'a>(headers: &[httparse::Header<'a>], name: &str) -> Cow<'a, str> {
    let found = headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
    found.map_or(Cow::Borrowed(""), |h| match std::str::from_utf8(h.value) {
        Ok(value) => Cow::Borrowed(value.trim()),
        Err(_) => Cow::Owned(String::from_utf8_lossy(h.value).trim().to_owned()),
    })
}

/// Whether what stands after a block is the end of the archive or another record; nothing when
/// there are too few bytes to tell.
pub(crate) fn goes_on(after: &[u8], last: bool) -> Option<bool> {
    let rest = &after[after.len().min(blank(after))..];
    let begins = b"WARC/";
    match rest.len() < begins.len() {
        true if !last => begins
            .starts_with(rest)
            .then_some(())
            .map_or(Some(false), |()| None),
        true => Some(rest.is_empty()),
        false => Some(rest.starts_with(begins)),
    }
}

/// How many line breaks bytes begin with.
pub(crate) fn blank(bytes: &[u8]) -> usize {
    let other = |b: &u8| !matches!(b, b'\r' | b'\n');
    bytes.iter().position(other).unwrap_or(bytes.len())
}

/// The page in a record; nothing where it holds none.
pub(crate) fn page<'a>(
    record: Record<'a>,
    block: &'a [u8],
    offset: u64,
    most: u64,
) -> Result<Option<Page<'a>>, (Cow<'a, str>, Why)> {
    let web = record.url.starts_with("http://") || record.url.starts_with("https://");
    let is = |sort: &str| record.sort.eq_ignore_ascii_case(sort);
    let taken = match web {
        false => return Ok(None),
        true if is("response") => answered(&record, block, most),
        // the text of a page (WET), or a page without the answer it came in
        true if is("conversion") || is("resource") => text(&record.kind)
            .and_then(|()| unpack("", Cow::Borrowed(block), most))
            .map(|bytes| (record.kind.clone(), bytes)),
        true => return Ok(None),
    };
    match taken {
        Ok((kind, bytes)) => Ok(Some(Page {
            offset,
            url: record.url,
            taken: record.taken,
            kind,
            bytes,
        })),
        Err(why) => Err((record.url, why)),
    }
}

type Answer<'a> = (Cow<'a, str>, Cow<'a, [u8]>);

fn answered<'a>(record: &Record<'a>, block: &'a [u8], most: u64) -> Result<Answer<'a>, Why> {
    let http = record.kind.len() >= 16 && record.kind.is_char_boundary(16);
    if !(http && record.kind[..16].eq_ignore_ascii_case("application/http")) {
        return Err(Why::Payload(record.kind.clone().into_owned()));
    }
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let end = match answer.parse(block) {
        Ok(httparse::Status::Complete(end)) => end,
        _ => return Err(Why::Payload("without a head".into())),
    };
    let status = answer.code.unwrap_or(0);
    if !(200..300).contains(&status) {
        return Err(Why::Status(status));
    }
    let kind = header(answer.headers, "content-type");
    text(&kind)?;
    let body = &block[end..];
    let chunked = header(answer.headers, "transfer-encoding").to_ascii_lowercase();
    let body = match chunked.contains("chunked") {
        true => unchunked(body),
        false => Cow::Borrowed(body),
    };
    let encoding = header(answer.headers, "content-encoding");
    // archives that unpacked it and kept the header
    let encoding = match body.starts_with(b"<") {
        true => "",
        false => &encoding,
    };
    Ok((kind, unpack(encoding, body, most)?))
}

/// Whether a kind of content may be a page.
fn text(kind: &str) -> Result<(), Why> {
    let lower = kind.to_ascii_lowercase();
    let page = lower.is_empty() || lower.starts_with("text/") && !lower.starts_with("text/css");
    match page || lower.contains("html") || lower.contains("xml") {
        true => Ok(()),
        false => Err(Why::Kind(kind.to_owned())),
    }
}
