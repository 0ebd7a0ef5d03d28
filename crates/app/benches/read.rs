//! Bytes per second of each stage, on inputs small and large, clean and filthy, made of the corpus.
//!
//! `tools/bench.sh` runs this and writes `docs/performance.md`.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jiehao_app::evaluate::Gold;
use jiehao_events::{Extraction, Rules, detect, explain, extract};
use jiehao_places::{Gazetteer, Named, Page};
use jiehao_text::{Hint, decode, read};

/// About as large as the largest pages met: a front page with all its navigation.
const LARGE: usize = 256 << 10;

/// Pages of the corpus, those that hold records and those that hold none, by ending.
fn pages(holding: bool, ending: &str) -> Vec<Vec<u8>> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let gold = Gold::open(&corpus).expect("the corpus has its gold");
    let wanted = gold
        .docs
        .iter()
        .filter(|(name, doc)| name.ends_with(ending) && doc.records.is_empty() != holding);
    let pages = wanted.map(|(name, _)| fs::read(corpus.join(name)).expect("a page"));
    pages
        .filter(|page| std::str::from_utf8(page).is_ok())
        .collect()
}

/// One page of median size, and pages strung together until they are large.
fn sizes(mut pages: Vec<Vec<u8>>) -> [(&'static str, Vec<u8>); 2] {
    assert!(!pages.is_empty(), "the corpus holds such pages");
    pages.sort_by_key(Vec::len);
    let small = pages[pages.len() / 2].clone();
    let mut large = Vec::new();
    for (i, page) in pages.iter().cycle().enumerate() {
        if large.len() >= LARGE {
            break;
        }
        large.extend_from_slice(page);
        // a page strung in twice would be cut as a repetition, which real pages are not
        large.extend_from_slice(format!("\n第{i}篇\n").as_bytes());
    }
    [("small", small), ("large", large)]
}

/// A place name, what stands before it and holds it, and whether a list goes on with it.
type Place = (String, String, bool);

/// The places that a page names.
fn places(page: &Extraction) -> Vec<Place> {
    let names = page.trace.iter().flat_map(|s| &s.names);
    let mut before = 0;
    let mut places = Vec::new();
    for (span, _, name) in names.filter(|(_, kind, _)| *kind == "地") {
        let whole = span.of(&page.text);
        let outer = whole.strip_suffix(name.as_str()).unwrap_or_default();
        let gap = page.text.get(before..span.start);
        before = span.end;
        places.push((outer.to_owned(), name.clone(), gap == Some("、")));
    }
    places
}

/// What all of them mean, as extraction asks once a page.
fn resolve(names: &[Place]) -> usize {
    let named: Vec<Named<'_>> = names
        .iter()
        .map(|(outer, name, listed)| Named {
            name,
            within: Some(outer.as_str())
                .filter(|o| !o.is_empty())
                .into_iter()
                .collect(),
            listed: *listed,
        })
        .collect();
    let found = Gazetteer::get().resolve_page(&named, Page::default());
    found.iter().filter(|f| f.place.is_some()).count()
}

fn stages(c: &mut Criterion) {
    let rules = Rules::built_in();
    let inputs = [
        ("clean", pages(true, ".txt")),
        ("filthy", pages(true, ".html")),
    ];
    for (kind, pages) in inputs {
        for (size, bytes) in sizes(pages) {
            let name = format!("{kind}-{size}");
            let length = Throughput::Bytes(bytes.len() as u64);
            let mut group = c.benchmark_group("decode");
            group.throughput(length.clone());
            group.bench_with_input(BenchmarkId::from_parameter(&name), &bytes, |b, bytes| {
                b.iter(|| decode(black_box(bytes), &Hint::default()));
            });
            group.finish();
            let mut group = c.benchmark_group("clean");
            group.throughput(length.clone());
            group.bench_with_input(BenchmarkId::from_parameter(&name), &bytes, |b, bytes| {
                b.iter(|| read(black_box(bytes), &Hint::default()));
            });
            group.finish();
            let page = read(&bytes, &Hint::default());
            let mut group = c.benchmark_group("records of clean text");
            group.throughput(Throughput::Bytes(page.body.text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(&name), &page, |b, page| {
                b.iter(|| extract(black_box(page), rules));
            });
            group.finish();
            let names = places(&explain(&page, rules));
            let mut group = c.benchmark_group("identities of its places");
            group.throughput(Throughput::Bytes(page.body.text.len() as u64));
            group.bench_with_input(BenchmarkId::from_parameter(&name), &names, |b, names| {
                b.iter(|| resolve(black_box(names)));
            });
            group.finish();
            let mut group = c.benchmark_group("extract");
            group.throughput(length);
            group.bench_with_input(BenchmarkId::from_parameter(&name), &bytes, |b, bytes| {
                b.iter(|| extract(&read(black_box(bytes), &Hint::default()), rules));
            });
            group.finish();
        }
    }
    let refused = [
        ("clean", pages(false, ".txt")),
        ("filthy", pages(false, ".html")),
    ];
    for (kind, pages) in refused {
        for (size, bytes) in sizes(pages) {
            let mut group = c.benchmark_group("detect on pages that hold nothing");
            group.throughput(Throughput::Bytes(bytes.len() as u64));
            let name = format!("{kind}-{size}");
            group.bench_with_input(BenchmarkId::from_parameter(&name), &bytes, |b, bytes| {
                b.iter(|| detect(black_box(bytes), &Hint::default()));
            });
            group.finish();
        }
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(std::time::Duration::from_secs(3));
    targets = stages
}
criterion_main!(benches);
