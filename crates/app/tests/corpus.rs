//! The corpus: every page has its gold, and every page scores what the committed table says.
//!
//! `make scores` (this test with `UPDATE=1`) writes the table anew after a change that is meant.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use common::{jiehao, objects, root};
use jiehao_app::evaluate::{Cleaned, Counts, Gold, Sources, checks, predictions, score};
use serde_json::Value;

const HEAD: &str =
    "page\tgold\tpredicted\tright\troles_gold\troles_predicted\troles_right\tchecks\tmet\n";

/// Pages of the corpus by name below its folder.
fn pages() -> Vec<String> {
    let base = root().join("corpus");
    let mut out = Vec::new();
    for folder in fs::read_dir(&base)
        .expect("corpus/")
        .map(|e| e.expect("an entry").path())
    {
        for page in folder
            .is_dir()
            .then(|| fs::read_dir(&folder).expect("a folder"))
            .into_iter()
            .flatten()
        {
            let path = page.expect("an entry").path();
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
            if !matches!(ending, "json" | "md") {
                out.push(
                    path.strip_prefix(&base)
                        .expect("below it")
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    out.sort();
    out
}

fn gold() -> Gold {
    Gold::open(&root().join("corpus")).unwrap_or_else(|e| panic!("{e:#}"))
}

#[test]
fn every_page_has_its_gold() {
    let gold = gold();
    let without: Vec<String> = pages()
        .into_iter()
        .filter(|p| !gold.docs.contains_key(p))
        .collect();
    assert!(without.is_empty(), "no JSON beside {without:?}");
}

#[test]
fn every_page_scores_as_committed() {
    let corpus = root().join("corpus").to_string_lossy().into_owned();
    let run = jiehao(&["extract", "--format", "jsonl", &corpus]);
    assert!(!run.err.contains("defect"), "{}", run.err);
    let mut found = predictions(&run.out).expect("records");
    let cleaned = objects(&jiehao(&["clean", &corpus]));
    let mut sources = Sources::default();
    for page in pages() {
        let path = root().join("corpus").join(&page);
        let bytes = fs::read(&path).expect("a page");
        let read = jiehao_text::read(&bytes, &jiehao_text::Hint::default());
        sources.insert(&path.to_string_lossy(), &read.source);
    }
    let evidence = sources.judge(&mut found);
    let wrong: Vec<_> = found
        .iter()
        .filter(|p| !p.held)
        .map(|p| (&p.doc, &p.rule))
        .collect();
    assert_eq!(
        evidence.exact, evidence.spans,
        "every span slices its source"
    );

    let gold = gold();
    let clean = cleaned_pages(&cleaned);
    let table = table(&gold, &score(&gold, &found), &clean);
    let path = root().join("corpus/SCORES.tsv");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &table).expect("the table is written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let changed: String = diff(&committed, &table);
    assert!(
        changed.is_empty(),
        "scores changed; if the change is meant, run `make scores` and commit the table\n{changed}\
         records whose evidence lacks a key filler: {wrong:?}"
    );
}

fn cleaned_pages(lines: &[Value]) -> BTreeMap<String, Cleaned> {
    let word = |v: &Value| v.as_str().map(str::to_owned);
    let page = |v: &Value| Cleaned {
        title: word(&v["title"]),
        outlet: word(&v["outlet"]),
        published: word(&v["published"]),
        author: word(&v["author"]),
        text: word(&v["text"]).unwrap_or_default(),
    };
    lines
        .iter()
        .map(|v| (word(&v["doc"]).expect("a name"), page(v)))
        .collect()
}

fn table(
    gold: &Gold,
    score: &jiehao_app::evaluate::Score<'_>,
    cleaned: &BTreeMap<String, Cleaned>,
) -> String {
    let mut out = HEAD.to_owned();
    let (mut asked, mut met) = (0, 0);
    let mut row = |name: &str, records: Counts, roles: Counts, checks: (usize, usize)| {
        let of = |c: Counts| format!("{}\t{}\t{}", c.gold, c.predicted, c.right);
        let _ = writeln!(
            out,
            "{name}\t{}\t{}\t{}\t{}",
            of(records),
            of(roles),
            checks.0,
            checks.1
        );
    };
    for (name, doc) in &gold.docs {
        let page = &score.pages[name.as_str()];
        let got = cleaned
            .iter()
            .find(|(doc, _)| doc.ends_with(name))
            .map(|(_, c)| c.clone());
        let got = got.unwrap_or_default();
        let all = doc
            .clean
            .as_ref()
            .map(|want| checks(want, &got))
            .unwrap_or_default();
        let good = all.iter().filter(|c| c.met).count();
        (asked, met) = (asked + all.len(), met + good);
        row(name, page.records, page.roles, (all.len(), good));
    }
    row("all", score.records(), score.roles, (asked, met));
    out
}

/// Lines that differ, theirs and ours.
fn diff(committed: &str, now: &str) -> String {
    let name = |line: &&str| line.split('\t').next().unwrap_or("").to_owned();
    let old: BTreeMap<String, &str> = committed.lines().map(|l| (name(&l), l)).collect();
    let new: BTreeMap<String, &str> = now.lines().map(|l| (name(&l), l)).collect();
    let mut out = String::new();
    for page in old
        .keys()
        .chain(new.keys().filter(|k| !old.contains_key(*k)))
    {
        let (was, is) = (old.get(page), new.get(page));
        if was != is {
            let _ = writeln!(
                out,
                "was {}\nis  {}",
                was.unwrap_or(&"-"),
                is.unwrap_or(&"-")
            );
        }
    }
    out
}
