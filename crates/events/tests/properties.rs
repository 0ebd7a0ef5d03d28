//! What holds for any page: no panic, evidence that slices the source, the same page read the
//! same whenever and beside whatever it is read.

mod common;

use std::fs;
use std::sync::LazyLock;

use common::{crooked, here, lines, page};
use jiehao_events::{Record, Rules};
use jiehao_text::{Hint, Page};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// The corpus: name and decoded source of every page, plain text and markup.
static CORPUS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let base = here("../../corpus");
    let folders = fs::read_dir(&base).expect("corpus/");
    let mut out = Vec::new();
    for folder in folders.map(|e| e.expect("an entry").path()) {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
            if matches!(ending, "txt" | "html") {
                let name = path.to_string_lossy().into_owned();
                out.push((name, page(&fs::read(&path).expect("a page")).source));
            }
        }
    }
    out.sort();
    assert!(out.len() >= 40, "only {} pages in the corpus", out.len());
    out
});

/// Its pages of plain text.
static PLAIN: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let plain = CORPUS.iter().filter(|(name, _)| name.ends_with(".txt"));
    plain.map(|(_, text)| text.as_str()).collect()
});

/// What a mutation writes into a page.
const FILTH: &[&str] = &[
    "\0",
    "\u{feff}",
    "\u{200b}",
    "\u{fffd}",
    "\u{301}",
    "\u{202e}",
    "\r",
    "\n\n",
    "　",
    "，",
    "、",
    "。",
    "《",
    "》",
    "“",
    "·",
    "—",
    "(guójì)",
    "ß",
    "Ж",
    "ص",
    "한",
    "の",
    "繁體",
    "𠮷",
    "👩‍👩‍👧",
    "１２",
    "99999999999999999999",
    "2024年13月45日",
    "第",
    "的",
    "与",
    "和",
    "双方",
    "一行",
    "该市",
    "会见",
    "签署",
    "<p>",
    "</div>",
    "&#0;",
    "&amp;",
];

/// One change to a page: where (in thousandths of its length), how many characters, and what.
#[derive(Clone, Debug)]
enum Change {
    Delete(usize, usize),
    Insert(usize, &'static str),
    Duplicate(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..1000usize, 1..60usize).prop_map(|(at, n)| Change::Delete(at, n)),
        (0..1000usize, prop::sample::select(FILTH)).prop_map(|(at, s)| Change::Insert(at, s)),
        (0..1000usize, 1..60usize).prop_map(|(at, n)| Change::Duplicate(at, n)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for c in changes {
        let place = |at: usize| at * chars.len() / 1000;
        match *c {
            Change::Delete(at, n) => {
                let from = place(at);
                chars.drain(from..(from + n).min(chars.len()));
            }
            Change::Insert(at, s) => {
                let from = place(at);
                chars.splice(from..from, s.chars());
            }
            Change::Duplicate(at, n) => {
                let from = place(at);
                let again = chars[from..(from + n).min(chars.len())].to_vec();
                chars.splice(from..from, again);
            }
        }
    }
    chars.into_iter().collect()
}

fn read(text: &str) -> (Page, Vec<Record>) {
    let page = page(text.as_bytes());
    let records = jiehao_events::extract(&page, Rules::built_in()).records;
    (page, records)
}

/// Reads a page and holds its evidence against its source.
fn straight(text: &str) -> Result<Vec<Record>, String> {
    let (page, records) = read(text);
    match crooked(&page, &records) {
        Some(why) => Err(why),
        None => Ok(records),
    }
}

/// So many cases; failures are kept beside this file.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..ProptestConfig::with_cases(cases)
    }
}

#[test]
fn every_quote_of_the_corpus_slices_its_page() {
    for (name, text) in CORPUS.iter() {
        straight(text).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn a_headline_without_a_place_gives_no_empty_quote() {
    // the quote left open takes the heading into an attribute
    let text = "<head><s=\"><h1>宁夏党政代表团赴福建学习考察</h1>";
    straight(text).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn explaining_reads_what_extracting_reads() {
    for (name, text) in CORPUS.iter() {
        let (page, records) = read(text);
        let told = jiehao_events::explain(&page, Rules::built_in()).records;
        assert_eq!(told, records, "{name}");
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn a_page_read_twice_reads_the_same(which in 0..CORPUS.len(), changes in prop::collection::vec(change(), 0..4)) {
        let text = changed(&CORPUS[which].1, &changes);
        let (first, second) = (read(&text).1, read(&text).1);
        prop_assert!(first == second, "first\n{}second\n{}", lines(&first), lines(&second));
    }

    #[test]
    fn two_pages_in_one_are_read(first in 0..PLAIN.len(), second in 0..PLAIN.len()) {
        let text = format!("{}\n\n\n{}", PLAIN[first], PLAIN[second]);
        if let Err(why) = straight(&text) {
            prop_assert!(false, "{}", why);
        }
    }

    #[test]
    fn order_of_pages_changes_nothing(order in Just((0..CORPUS.len()).collect::<Vec<_>>()).prop_shuffle()) {
        static ALONE: LazyLock<Vec<Vec<Record>>> =
            LazyLock::new(|| CORPUS.iter().map(|(_, text)| read(text).1).collect());
        for &i in order.iter().take(6) {
            prop_assert!(read(&CORPUS[i].1).1 == ALONE[i], "{}", CORPUS[i].0);
        }
    }
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn a_page_mutilated_is_read(which in 0..CORPUS.len(), changes in prop::collection::vec(change(), 1..24)) {
        let text = changed(&CORPUS[which].1, &changes);
        if let Err(why) = straight(&text) {
            prop_assert!(false, "{}", why);
        }
    }

    #[test]
    fn filth_alone_is_read(pieces in prop::collection::vec(prop::sample::select(FILTH), 0..80)) {
        if let Err(why) = straight(&pieces.concat()) {
            prop_assert!(false, "{}", why);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let page = page(&bytes);
        let records = jiehao_events::extract(&page, Rules::built_in()).records;
        prop_assert!(crooked(&page, &records).is_none());
    }
}

/// A page in each of the ways that its characters may be written.
fn written(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let references: String = text
        .chars()
        .map(|c| match c.is_ascii() {
            true => c.to_string(),
            false => format!("&#{};", c as u32),
        })
        .collect();
    let wide = |unit: u16| unit.to_le_bytes();
    let mut out = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("references", format!("<p>{references}").into_bytes()),
        ("UTF-16", text.encode_utf16().flat_map(wide).collect()),
    ];
    for charset in [encoding_rs::GB18030, encoding_rs::BIG5] {
        let (bytes, _, unknown) = charset.encode(text);
        if !unknown {
            out.push((charset.name(), bytes.into_owned()));
        }
    }
    out
}

/// Whatever a record is read from is let through, however small a part of a page it is and
/// however its characters are written.
#[test]
fn nothing_that_is_read_is_refused() {
    let rules = Rules::built_in();
    let mut held = 0;
    for (name, source) in CORPUS.iter() {
        let parts = source.split(['\n', '。']).map(str::to_owned);
        let pairs = source.lines().zip(source.lines().skip(1));
        let pairs = pairs.map(|(a, b)| format!("{a}\n{b}"));
        for part in parts.chain(pairs).chain([source.clone()]) {
            for (how, bytes) in written(&part) {
                let read = jiehao_events::extract(&page(&bytes), rules).records;
                held += read.len();
                assert!(
                    read.is_empty() || rules.detect(&bytes, &Hint::default()),
                    "{name}, as {how}, is refused: {part}"
                );
            }
        }
    }
    assert!(held > 1000, "only {held} records were read");
}

/// Passages on other matters, written to weigh words by.
fn others() -> Vec<String> {
    let text = fs::read_to_string(here("../../tools/refuse/other.txt")).expect("a file");
    text.split("\n\n").map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(config(96))]

    /// Nor where it stands in a long page on other matters, which is weighed.
    #[test]
    fn nothing_that_is_read_among_other_matters_is_refused(
        which in 0..CORPUS.len(),
        changes in prop::collection::vec(change(), 0..8),
        around in prop::collection::vec(0..1000_usize, 1..6),
    ) {
        let others = others();
        let text = changed(&CORPUS[which].1, &changes);
        let parts: Vec<&str> = text.split_inclusive('。').collect();
        let part: String = parts.iter().skip(around[0] % parts.len().max(1)).take(3).copied().collect();
        let long = around.iter().fold(part, |text, i| format!("{text}\n{}", others[*i % others.len()]));
        for (how, bytes) in written(&long) {
            let read = jiehao_events::extract(&page(&bytes), Rules::built_in());
            let kept = Rules::built_in().detect(&bytes, &Hint::default());
            prop_assert!(read.records.is_empty() || kept, "as {} is refused: {}", how, long);
            prop_assert!(!read.refused || read.records.is_empty());
        }
    }
}

#[test]
fn other_matters_are_refused() {
    let others = others();
    let long = |text: &String| text.repeat(200_usize.div_ceil(text.chars().count() / 2));
    let refused = |text: &&String| !jiehao_events::detect(long(text).as_bytes(), &Hint::default());
    let count = others.iter().filter(refused).count();
    assert!(count * 2 > others.len(), "{count} of {}", others.len());
}

#[test]
fn pages_of_other_languages_are_refused() {
    for text in [
        "<title>Η επίσκεψη</title><p>Καλημέρα, 35 πόλεις!",
        "<p>Делегация города встретилась с губернатором области.",
        "<p>Le maire a été reçu à l'hôtel de ville: «très bien»",
        "<p>시장은 대표단을 만났다.</p><a>中文</a> <a>日本語</a>",
        "<p>The mayor met a delegation. &#8220;Welcome&#8221;",
    ] {
        assert!(
            !jiehao_events::detect(text.as_bytes(), &Hint::default()),
            "{text}"
        );
    }
    let cyrillic = encoding_rs::WINDOWS_1251
        .encode("<p>Делегация города встретилась с губернатором")
        .0;
    assert!(!jiehao_events::detect(&cyrillic, &Hint::default()));
}
