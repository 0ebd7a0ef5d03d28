//! Archives to read, and what comes out of them.
#![allow(dead_code)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiehao_archive::{Archive, Error, Item, Limits, Source, Why, list, pages};

/// What came out of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub offset: u64,
    pub url: String,
    pub taken: String,
    pub bytes: Vec<u8>,
    pub why: Option<Why>,
}

fn found(item: Item<'_>) -> Found {
    match item {
        Item::Page(page) => Found {
            offset: page.offset,
            url: page.url.into_owned(),
            taken: page.taken.into_owned(),
            bytes: page.bytes.into_owned(),
            why: None,
        },
        Item::Skipped(skipped) => Found {
            offset: skipped.offset,
            url: skipped.url,
            taken: String::new(),
            bytes: Vec::new(),
            why: Some(skipped.why),
        },
    }
}

/// All that an archive gives from an offset on.
pub fn of(archive: &Archive, from: u64, jobs: usize, limits: Limits) -> Vec<Found> {
    let mut all = Vec::new();
    pages::<_, Error>(archive, from, jobs, limits, &found, |done| {
        all.extend(done.results);
        Ok(())
    })
    .expect("an archive that can be read on");
    all
}

/// The same of the bytes of a file; nothing where they are no archive.
pub fn scanned(bytes: &[u8], from: u64, jobs: usize, limits: Limits) -> Vec<Found> {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    let source = Source::open(file.path().to_str().expect("a path")).expect("opened");
    match list(&source) {
        Ok(archives) => archives
            .iter()
            .flat_map(|a| of(a, from, jobs, limits))
            .collect(),
        Err(_) => Vec::new(),
    }
}

/// The same from the beginning, by one thread.
pub fn listed(bytes: &[u8], limits: Limits) -> Vec<Found> {
    scanned(bytes, 0, 1, limits)
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

/// A record of WARC.
pub fn warc(sort: &str, kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {sort}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-04T01:02:03Z\r\n\
         Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

pub mod http {
    pub const ANSWER: &str = "application/http; msgtype=response";

    pub fn answer(head: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat()
    }

    pub fn page(body: &str) -> Vec<u8> {
        answer("200 OK\r\nContent-Type: text/html", body.as_bytes())
    }
}

/// A record of each sort.
pub fn sample() -> Vec<Vec<u8>> {
    use http::{ANSWER, answer};
    let chunks = b"5\r\n<p>ab\r\n1\r\nc\r\n0\r\n\r\n";
    let response = |url: &str, block: &[u8]| warc("response", ANSWER, url, block);
    let packed = |body: &[u8]| answer("200 OK\r\nContent-Encoding: gzip", &gzip(body));
    vec![
        warc(
            "warcinfo",
            "application/warc-fields",
            "",
            b"software: x\r\n",
        ),
        warc(
            "request",
            "application/http",
            "http://a.example/",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        response(
            "http://a.example/1",
            &answer("200 OK\r\nContent-Type: text/html", b"<p>one"),
        ),
        response("https://a.example/2", &packed("<p>二".as_bytes())),
        response(
            "https://a.example/3",
            &answer("200 OK\r\nTransfer-Encoding: chunked", chunks),
        ),
        response("https://a.example/4", &answer("404 Not Found", b"<p>none")),
        response(
            "https://a.example/5",
            &answer("200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        ),
        warc(
            "conversion",
            "text/plain",
            "https://a.example/6",
            "六".as_bytes(),
        ),
        response("https://a.example/7", &packed(&[b'a'; 5000])),
        warc(
            "response",
            "text/dns",
            "http://a.example/8",
            b"a.example. 1 IN A 1.2.3.4",
        ),
        response(
            "https://a.example/9",
            &answer("200 OK\r\nContent-Encoding: br", b"\x0b\x02\x80"),
        ),
    ]
}
