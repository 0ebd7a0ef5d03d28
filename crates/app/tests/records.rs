//! `jiehao ingest --records`: pages read elsewhere make the register that reading them here makes; whatever does
//! not hold is named and left out.

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Run, at, corpus, objects};
use jiehao_readings::{Reading, encode, parquet};
use tempfile::TempDir;

const TAKEN: &str = "2024-06-04T08:30:00Z";

/// Readings of the corpus, as a cluster hands them on, and the pages they are of.
fn readings() -> (Vec<Reading>, Vec<PathBuf>) {
    let folder = fs::read_dir(corpus("a")).expect("corpus/a");
    let mut paths: Vec<PathBuf> = folder.map(|e| e.expect("an entry").path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e != "json"));
    paths.sort();
    let read = |path: &PathBuf| {
        let bytes = fs::read(path).expect("a page");
        let reading = Reading::of(&path.to_string_lossy(), Some(TAKEN), &bytes)?;
        (!reading.records.is_empty()).then(|| (reading, path.clone()))
    };
    paths.iter().filter_map(read).unzip()
}

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder"))
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_string_lossy().into_owned()
    }

    fn write(&self, name: &str, readings: &[Reading]) -> String {
        let bytes = parquet::bytes(&encode(readings).expect("a table")).expect("a file");
        let path = self.path(name);
        fs::create_dir_all(PathBuf::from(&path).parent().expect("a folder")).expect("made");
        fs::write(&path, bytes).expect("written");
        path
    }

    fn ask(&self, register: &str, args: &[&str]) -> Run {
        at(&self.path(register), args)
    }
}

#[test]
fn a_register_is_the_same_wherever_its_pages_were_read() {
    let place = Place::new();
    let (all, pages) = readings();
    assert!(all.len() > 20, "the corpus is there");
    // the parts of a cluster, in any order, some pages told twice, and what it left unfinished
    let half = all.len() / 2;
    place.write("out/part-0002.snappy.parquet", &all[..half + 3]);
    place.write("out/part-0001.snappy.parquet", &all[half..]);
    fs::create_dir_all(place.path("out/_temporary")).expect("made");
    fs::write(place.path("out/_temporary/part-0003.parquet"), b"half").expect("written");
    let run = place.ask("far.db", &["ingest", "--records", &place.path("out")]);
    assert_eq!(run.status, 0, "{}", run.err);
    let mut args = vec!["ingest", "-q", "--taken", TAKEN];
    let pages: Vec<String> = pages.iter().map(|p| p.to_string_lossy().into()).collect();
    args.extend(pages.iter().map(String::as_str));
    assert_eq!(place.ask("near.db", &args).status, 0);
    for question in [
        vec!["export", "--format", "jsonl"],
        vec!["timeline", "--format", "json"],
        vec!["search", "--format", "json", "友好"],
    ] {
        let (far, near) = (
            place.ask("far.db", &question),
            place.ask("near.db", &question),
        );
        assert!(objects(&near).len() > 1, "{question:?}: {}", near.err);
        let [far, near] = [far.out, near.out].map(|out| {
            let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        });
        assert_eq!(far, near, "{question:?}");
    }
    let check = place.ask("far.db", &["check"]);
    assert_eq!(check.status, 0, "{}{}", check.out, check.err);
    // taken up again, nothing is new
    let again = place.ask("far.db", &["ingest", "--records", &place.path("out")]);
    assert!(again.out.contains("新读 0 页"), "{}", again.out);
}

#[test]
fn what_does_not_hold_is_named_and_the_rest_is_taken() {
    let place = Place::new();
    let (mut all, _) = readings();
    all.truncate(4);
    all[0].records[0].evidence[0].exact.push('伪');
    all[1].source = None;
    all[2].sha256 = "0".repeat(64);
    let file = place.write("some.parquet", &all);
    let run = place.ask("r.db", &["ingest", "--records", &file]);
    assert_eq!(run.status, 1);
    for (reading, what) in all
        .iter()
        .zip(["are not those of the page", "column source", "SHA-256"])
    {
        let said = |line: &str| line.contains(&reading.doc) && line.contains(what);
        assert!(run.err.lines().any(said), "{what}: {}", run.err);
    }
    assert!(run.out.contains("共 1 页"), "{}", run.out);
    assert_eq!(place.ask("r.db", &["check"]).status, 0);
}

#[test]
fn what_is_no_table_of_readings_is_named() {
    let place = Place::new();
    let (all, _) = readings();
    let whole = place.write("whole.parquet", &all[..2]);
    let bytes = fs::read(&whole).expect("there");
    let cut = place.path("cut.parquet");
    fs::write(&cut, &bytes[..bytes.len() / 2]).expect("written");
    let run = place.ask("r.db", &["ingest", "--records", &cut, "--records", &whole]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("cut.parquet"), "{}", run.err);
    assert!(run.out.contains("共 2 页"), "{}", run.out);
    // another table
    let acts = place.path("acts.parquet");
    let export = ["export", "--format", "parquet", "--output", &acts];
    assert_eq!(place.ask("r.db", &export).status, 0);
    let run = place.ask("s.db", &["ingest", "--records", &acts]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("column") && run.err.contains("is not there"),
        "{}",
        run.err
    );
    // nothing there, nothing in it, and pages beside it
    let none = place.ask(
        "s.db",
        &["ingest", "--records", &place.path("none.parquet")],
    );
    assert!(
        none.status == 2 && none.err.contains("none.parquet"),
        "{}",
        none.err
    );
    fs::create_dir(place.path("empty")).expect("made");
    let empty = place.ask("s.db", &["ingest", "--records", &place.path("empty")]);
    assert!(
        empty.status == 2 && empty.err.contains("no *.parquet"),
        "{}",
        empty.err
    );
    assert_eq!(
        place
            .ask("s.db", &["ingest", "--records", &whole, "page.txt"])
            .status,
        2
    );
    assert_eq!(place.ask("s.db", &["ingest"]).status, 2);
}
