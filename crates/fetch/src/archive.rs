//! Web archives (WARC 1.0 and 1.1, ISO 28500; packed by gzip or not): the pages in them.
//!
//! Lengths that an archive claims are held against what there is of it; nothing is set aside for them.

use flate2::read::MultiGzDecoder;

use crate::encoding::{unchunked, unpack, within};
use crate::error::Error;

/// The pages of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// In order.
    pub pages: Vec<Archived>,
    /// Pages that were left out: address and why.
    pub left_out: Vec<(String, LeftOut)>,
}

/// A page out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Its address.
    pub url: String,
    /// When it was taken, as the archive says.
    pub at: String,
    /// The page, unpacked.
    pub bytes: Vec<u8>,
}

/// Why a page was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The answer was no success: its status.
    Status(u16),
    /// No text: what it is.
    Kind(String),
    /// It is broken or too large.
    Broken(Error),
    /// There are more pages than are taken at a time.
    TooMany,
}

/// Headers of a record, or of the answer in it.
const HEADERS: usize = 128;

/// Whether bytes begin as an archive does, packed or not.
pub fn is_archive(bytes: &[u8]) -> bool {
    match bytes.starts_with(&[0x1f, 0x8b]) {
        true => {
            use std::io::Read;
            let mut begins = [0; 5];
            let mut reader = MultiGzDecoder::new(bytes);
            reader.read_exact(&mut begins).is_ok() && &begins == b"WARC/"
        }
        false => bytes.starts_with(b"WARC/"),
    }
}

/// The pages of an archive: `pages` of them at most, each of `each` bytes, unpacked to `whole` in all.
///
/// # Errors
/// It is none, is broken before its first page, or is too large unpacked.
pub fn archive(bytes: &[u8], pages: usize, each: u64, whole: u64) -> Result<Archive, Error> {
    let unpacked;
    let mut rest = match bytes.starts_with(&[0x1f, 0x8b]) {
        true => {
            unpacked = within(MultiGzDecoder::new(bytes), whole)?;
            unpacked.as_slice()
        }
        false => bytes,
    };
    let mut out = Archive::default();
    let mut records = 0;
    while let Some(start) = rest.iter().position(|b| !b.is_ascii_whitespace()) {
        rest = &rest[start..];
        let record = match record(rest) {
            Ok(record) => record,
            // broken off: what stands before it is whole
            Err(e) if records > 0 => {
                out.left_out.push((String::new(), LeftOut::Broken(e)));
                break;
            }
            Err(e) => return Err(e),
        };
        records += 1;
        rest = record.rest;
        let url = record.url.clone();
        match page(record, each) {
            Ok(None) => {}
            Ok(Some(_)) if out.pages.len() >= pages => out.left_out.push((url, LeftOut::TooMany)),
            Ok(Some(page)) => out.pages.push(page),
            Err(why) => out.left_out.push((url, why)),
        }
    }
    match records {
        0 => Err(Error::Archive("it is empty".into())),
        _ => Ok(out),
    }
}

/// A record, and what follows it.
struct Record<'a> {
    sort: String,
    url: String,
    at: String,
    kind: String,
    block: &'a [u8],
    rest: &'a [u8],
}

fn record(bytes: &[u8]) -> Result<Record<'_>, Error> {
    let broken = |what: &str| Error::Archive(what.to_owned());
    let line = bytes.iter().position(|b| *b == b'\n');
    let line = line.filter(|_| bytes.starts_with(b"WARC/1."));
    let after = &bytes[line.ok_or_else(|| broken("a record does not begin with WARC/1"))? + 1..];
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let (end, headers) = match httparse::parse_headers(after, &mut headers) {
        Ok(httparse::Status::Complete(found)) => found,
        _ => return Err(broken("the head of a record")),
    };
    let get = |name: &str| header(headers, name);
    let length: usize = get("content-length")
        .parse()
        .map_err(|_| broken("a record without its length"))?;
    let body = &after[end..];
    let block = body
        .get(..length)
        .ok_or_else(|| broken("a record that is cut short"))?;
    Ok(Record {
        sort: get("warc-type").to_ascii_lowercase(),
        url: get("warc-target-uri").trim_matches(['<', '>']).to_owned(),
        at: get("warc-date"),
        kind: get("content-type").to_ascii_lowercase(),
        block,
        rest: &body[length..],
    })
}

fn header(headers: &[httparse::Header<'_>], name: &str) -> String {
    let found = headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
    found.map_or_else(String::new, |h| {
        String::from_utf8_lossy(h.value).trim().to_owned()
    })
}

/// The page in a record; nothing where it holds none.
fn page(record: Record<'_>, each: u64) -> Result<Option<Archived>, LeftOut> {
    let web = record.url.starts_with("http://") || record.url.starts_with("https://");
    if !web {
        return Ok(None);
    }
    let bytes = match record.sort.as_str() {
        "response" if record.kind.starts_with("application/http") => answered(&record, each)?,
        // the text of a page (WET), or a page without the answer it came in
        "conversion" | "resource" => {
            text(&record.kind)?;
            unpack("", record.block.to_vec(), each).map_err(LeftOut::Broken)?
        }
        _ => return Ok(None),
    };
    Ok(Some(Archived {
        url: record.url,
        at: record.at,
        bytes,
    }))
}

fn answered(record: &Record<'_>, each: u64) -> Result<Vec<u8>, LeftOut> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let end = match answer.parse(record.block) {
        Ok(httparse::Status::Complete(end)) => end,
        _ => {
            return Err(LeftOut::Broken(Error::Archive(
                "an answer without a head".into(),
            )));
        }
    };
    let status = answer.code.unwrap_or(0);
    if !(200..300).contains(&status) {
        return Err(LeftOut::Status(status));
    }
    text(&header(answer.headers, "content-type").to_ascii_lowercase())?;
    let body = &record.block[end..];
    let chunked = header(answer.headers, "transfer-encoding").to_ascii_lowercase();
    let body = match chunked.contains("chunked") {
        true => unchunked(body),
        false => body.to_vec(),
    };
    let encoding = header(answer.headers, "content-encoding");
    // archives that unpacked it and kept the header
    let encoding = match body.starts_with(b"<") {
        true => "",
        false => encoding.as_str(),
    };
    unpack(encoding, body, each).map_err(LeftOut::Broken)
}

/// Whether a kind of content may be a page.
fn text(kind: &str) -> Result<(), LeftOut> {
    let page = kind.is_empty() || kind.starts_with("text/") && !kind.starts_with("text/css");
    match page || kind.contains("html") || kind.contains("xml") {
        true => Ok(()),
        false => Err(LeftOut::Kind(kind.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn record(sort: &str, kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-04T01:02:03Z\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn sample() -> Vec<Vec<u8>> {
        let http = "application/http; msgtype=response";
        let answer = |head: &str, body: &[u8]| {
            [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
        };
        let chunks = b"5\r\n<p>ab\r\n1\r\nc\r\n0\r\n\r\n";
        vec![
            record(
                "warcinfo",
                "application/warc-fields",
                "",
                b"software: x\r\n",
            ),
            record(
                "request",
                "application/http",
                "http://a.example/",
                b"GET / HTTP/1.1\r\n\r\n",
            ),
            record(
                "response",
                http,
                "http://a.example/1",
                &answer("200 OK\r\nContent-Type: text/html", b"<p>one"),
            ),
            record(
                "response",
                http,
                "https://a.example/2",
                &answer(
                    "200 OK\r\nContent-Encoding: gzip",
                    &gzip("<p>二".as_bytes()),
                ),
            ),
            record(
                "response",
                http,
                "https://a.example/3",
                &answer("200 OK\r\nTransfer-Encoding: chunked", chunks),
            ),
            record(
                "response",
                http,
                "https://a.example/4",
                &answer("404 Not Found", b"<p>none"),
            ),
            record(
                "response",
                http,
                "https://a.example/5",
                &answer("200 OK\r\nContent-Type: image/png", b"\x89PNG"),
            ),
            record(
                "conversion",
                "text/plain",
                "https://a.example/6",
                "六".as_bytes(),
            ),
            record(
                "response",
                http,
                "https://a.example/7",
                &answer("200 OK\r\nContent-Encoding: gzip", &gzip(&[b'a'; 5000])),
            ),
        ]
    }

    #[test]
    fn pages_are_taken_out_packed_or_not() {
        let plain = sample().concat();
        let packed: Vec<u8> = sample().iter().flat_map(|r| gzip(r)).collect();
        for bytes in [plain, packed] {
            assert!(is_archive(&bytes));
            let found = archive(&bytes, 9, 4096, 1 << 20).unwrap();
            let pages: Vec<(&str, &str)> = found
                .pages
                .iter()
                .map(|p| (p.url.as_str(), std::str::from_utf8(&p.bytes).unwrap()))
                .collect();
            assert_eq!(
                pages,
                [
                    ("http://a.example/1", "<p>one"),
                    ("https://a.example/2", "<p>二"),
                    ("https://a.example/3", "<p>abc"),
                    ("https://a.example/6", "六"),
                ]
            );
            assert_eq!(found.pages[0].at, "2024-06-04T01:02:03Z");
            let why: Vec<&LeftOut> = found.left_out.iter().map(|(_, why)| why).collect();
            assert_eq!(
                why,
                [
                    &LeftOut::Status(404),
                    &LeftOut::Kind("image/png".into()),
                    &LeftOut::Broken(Error::TooLarge(4096)),
                ]
            );
            assert_eq!(archive(&bytes, 2, 4096, 1 << 20).unwrap().pages.len(), 2);
        }
    }

    #[test]
    fn bombs_and_lies_are_refused() {
        let bomb = gzip(&[b"WARC/1.0\r\n".as_slice(), &vec![b'a'; 1 << 20]].concat());
        assert_eq!(
            archive(&bomb, 9, 4096, 1 << 16),
            Err(Error::TooLarge(1 << 16))
        );
        let lie = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nx";
        assert!(matches!(
            archive(lie, 9, 4096, 1 << 16),
            Err(Error::Archive(_))
        ));
        for none in [
            b"".as_slice(),
            b"  \r\n",
            b"PK\x03\x04",
            b"WARC/1.0",
            b"WARC/1.0\n\n",
        ] {
            assert!(archive(none, 9, 4096, 1 << 16).is_err());
        }
        let mut cut = sample()[..3].concat();
        cut.truncate(cut.len() - 8);
        let found = archive(&cut, 9, 4096, 1 << 16).unwrap();
        assert!(found.pages.is_empty() && found.left_out.len() == 1);
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(mut bytes: Vec<u8>, at: prop::sample::Index, by: u8) {
            let _ = archive(&bytes, 9, 4096, 1 << 16);
            let mut broken = sample().concat();
            let at = at.index(broken.len());
            broken[at] = broken[at].wrapping_add(by);
            let _ = archive(&broken, 9, 4096, 1 << 16);
            bytes.splice(0..0, *b"WARC/1.0\r\n");
            let _ = archive(&bytes, 9, 4096, 1 << 16);
        }
    }
}
