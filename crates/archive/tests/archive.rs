//! What comes out of an archive depends on neither how it is cut nor how many threads read it; and
//! what is damaged costs itself only.

mod common;

use common::{Found, gzip, http, listed, sample, scanned, warc};
use jiehao_archive::{Limits, Source, Why, list};
use proptest::prelude::*;

fn urls(found: &[Found]) -> Vec<&str> {
    found
        .iter()
        .filter(|f| f.why.is_none())
        .map(|f| f.url.as_str())
        .collect()
}

#[test]
fn pages_are_taken_out_however_they_are_packed() {
    let records = sample();
    let plain = records.concat();
    let members: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    let whole = gzip(&plain);
    for bytes in [&plain, &members, &whole] {
        let found = listed(
            bytes,
            Limits {
                record: 4096,
                ..Limits::default()
            },
        );
        let pages: Vec<(&str, &str)> = found
            .iter()
            .filter(|f| f.why.is_none())
            .map(|f| (f.url.as_str(), std::str::from_utf8(&f.bytes).unwrap()))
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
        assert_eq!(found[0].taken, "2024-06-04T01:02:03Z");
        let why: Vec<&Why> = found.iter().filter_map(|f| f.why.as_ref()).collect();
        assert_eq!(
            why,
            [
                &Why::Status(404),
                &Why::Kind("image/png".into()),
                &Why::TooLarge(4096),
                &Why::Payload("text/dns".into()),
                &Why::Encoding("packed by br".into()),
            ]
        );
    }
}

#[test]
fn every_offset_is_one_to_begin_again_at() {
    let records = sample();
    let members: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    for bytes in [records.concat(), members, gzip(&records.concat())] {
        let all = listed(&bytes, Limits::default());
        for (i, first) in all.iter().enumerate() {
            let rest = scanned(&bytes, first.offset, 1, Limits::default());
            assert_eq!(rest, all[i..], "from {}", first.offset);
        }
    }
}

/// What is wrong with an archive, and where.
#[derive(Clone, Debug)]
enum Fault {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index, u16),
    Insert(prop::sample::Index, Vec<u8>),
}

fn faults() -> impl Strategy<Value = Vec<Fault>> {
    let at = any::<prop::sample::Index>;
    let fault = prop_oneof![
        (at(), 1..=255_u8).prop_map(|(i, by)| Fault::Flip(i, by)),
        (at(), 1..300_u16).prop_map(|(i, n)| Fault::Cut(i, n)),
        (at(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(i, b)| Fault::Insert(i, b)),
    ];
    prop::collection::vec(fault, 0..4)
}

fn broken(mut bytes: Vec<u8>, faults: &[Fault]) -> Vec<u8> {
    for fault in faults {
        match fault {
            _ if bytes.len() < 1000 => {}
            Fault::Flip(at, by) => {
                let at = at.index(bytes.len());
                bytes[at] ^= by;
            }
            Fault::Cut(at, n) => {
                let at = at.index(bytes.len());
                let end = (at + usize::from(*n)).min(bytes.len());
                bytes.drain(at..end);
            }
            Fault::Insert(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more.iter().copied());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// However it is cut, by however many threads, sound or broken.
    #[test]
    fn cuts_and_threads_change_nothing(
        faults in faults(), piece in 1..3000_usize, jobs in 1..4_usize, record in 40..3000_u64, packed: bool,
    ) {
        let records = [sample(), sample()].concat();
        let bytes = match packed {
            true => records.iter().flat_map(|r| gzip(r)).collect(),
            false => records.concat(),
        };
        let bytes = broken(bytes, &faults);
        let whole = Limits { record, piece: 1 << 20 };
        let once = scanned(&bytes, 0, 1, whole);
        let again = scanned(&bytes, 0, jobs, Limits { piece, ..whole });
        prop_assert_eq!(once, again);
    }
}

/// Each fault costs the record that it is in; the others are read.
#[test]
fn a_fault_costs_one_record() {
    let records: Vec<Vec<u8>> = (0..20)
        .map(|i| {
            let url = format!("http://a.example/{i}");
            warc(
                "response",
                http::ANSWER,
                &url,
                &http::page(&"<p>page ".repeat(20 + i)),
            )
        })
        .collect();
    let wanted = |left_out: usize| -> Vec<String> {
        let kept = (0..20).filter(|i| *i != left_out);
        kept.map(|i| format!("http://a.example/{i}")).collect()
    };
    for i in 0..19 {
        let mut packed: Vec<Vec<u8>> = records.iter().map(|r| gzip(r)).collect();
        let half = packed[i].len() / 2;
        packed[i].truncate(half);
        let found = listed(&packed.concat(), Limits::default());
        assert_eq!(urls(&found), wanted(i), "gzip cut short");
        let lost: Vec<&Found> = found.iter().filter(|f| f.why.is_some()).collect();
        let offset: usize = packed[..i].iter().map(Vec::len).sum();
        assert_eq!((lost.len(), lost[0].offset), (1, offset as u64));

        for length in ["3", "90000", "4294967296"] {
            let mut lying = records.clone();
            let text = String::from_utf8(lying[i].clone()).unwrap();
            let (head, rest) = text.split_once("Content-Length: ").unwrap();
            let rest = rest.split_once('\r').unwrap().1;
            lying[i] = format!("{head}Content-Length: {length}\r{rest}").into_bytes();
            let small = Limits {
                record: 60_000,
                piece: 700,
            };
            for limits in [Limits::default(), small] {
                let found = scanned(&lying.concat(), 0, 2, limits);
                assert_eq!(urls(&found), wanted(i), "length {length}");
                let lost: Vec<&Found> = found.iter().filter(|f| f.why.is_some()).collect();
                assert_eq!(lost.len(), 1, "{lost:?}");
                let offset: usize = lying[..i].iter().map(Vec::len).sum();
                assert_eq!(lost[0].offset, offset as u64);
            }
        }
    }
}

#[test]
fn a_record_too_large_to_hold_is_passed_through() {
    let large = warc(
        "response",
        http::ANSWER,
        "http://a.example/large",
        &http::page(&"<p>".repeat(1 << 20)),
    );
    let small = |n: u8| {
        let url = format!("http://a.example/{n}");
        warc("response", http::ANSWER, &url, &http::page("<p>small"))
    };
    let limits = Limits {
        record: 100_000,
        piece: 4096,
    };
    let records = [small(1), large, small(2)];
    let packed = records.iter().flat_map(|r| gzip(r)).collect();
    for bytes in [records.concat(), packed] {
        let found = scanned(&bytes, 0, 2, limits);
        assert_eq!(urls(&found), ["http://a.example/1", "http://a.example/2"]);
        let why: Vec<_> = found.iter().filter_map(|f| f.why.clone()).collect();
        assert_eq!(why, [Why::TooLarge(100_000)]);
    }
}

#[test]
fn a_stream_is_read_as_a_file_is() {
    let members: Vec<u8> = sample().iter().flat_map(|r| gzip(r)).collect();
    let source = Source::stream("-", std::io::Cursor::new(members.clone()));
    let archives = list(&source).unwrap();
    let found = common::of(&archives[0], 0, 2, Limits::default());
    assert_eq!(found, listed(&members, Limits::default()));
    assert_eq!(source.bytes_read(), members.len() as u64);
}

#[test]
fn what_is_no_archive_is_refused() {
    for none in [
        b"".as_slice(),
        b"  \n",
        b"<p>",
        b"WARC/0.9\r\n",
        b"\x1f\x8b\x08rubbish",
        b"PK\x03\x04x",
        b"PAR1x",
    ] {
        let source = Source::stream("x", std::io::Cursor::new(none));
        assert!(list(&source).is_err(), "{none:?}");
    }
}

#[test]
fn lines_of_json_are_pages() {
    let text = "{\"text\":\"甲\",\"url\":\"http://a.example\"}\n\n{\"text\":1}\nno json\n{\"content\":\"乙\"}";
    for bytes in [text.as_bytes().to_vec(), gzip(text.as_bytes())] {
        let found = scanned(
            &bytes,
            0,
            2,
            Limits {
                piece: 7,
                ..Limits::default()
            },
        );
        let kept: Vec<&[u8]> = found
            .iter()
            .filter(|f| f.why.is_none())
            .map(|f| &f.bytes[..])
            .collect();
        assert_eq!(kept, ["甲".as_bytes(), "乙".as_bytes()]);
        assert_eq!(found.len(), 4);
    }
}
