//! `jiehao scan`: what it reads is what `extract` reads, whatever the archive is packed in; it can be killed at
//! any moment and goes on as if it had not been.

mod common;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Run, at, jiehao, root, with_input};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiehao_readings::{decode, json, parquet};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

fn record(url: &str, text: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-04T01:02:03Z\r\n\
         Content-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
        text.len()
    );
    [head.as_bytes(), text, b"\r\n\r\n"].concat()
}

/// Some pages of the corpus that are UTF-8 text, by name.
fn texts() -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<PathBuf> = fs::read_dir(root().join("corpus/a"))
        .expect("the corpus")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    names.sort();
    let pages = names.into_iter().filter_map(|p| {
        let bytes = fs::read(&p).expect("a page");
        let url = format!("http://a.example/{}", p.file_name()?.to_str()?);
        std::str::from_utf8(&bytes).is_ok().then_some((url, bytes))
    });
    let pages: Vec<_> = pages.take(12).collect();
    assert_eq!(pages.len(), 12);
    pages
}

fn strings(paths: &[PathBuf]) -> Vec<&str> {
    paths.iter().map(|p| p.to_str().expect("a path")).collect()
}

/// An archive of each kind, of the same pages.
fn archives(dir: &Path) -> Vec<PathBuf> {
    let pages = texts();
    let records: Vec<Vec<u8>> = pages.iter().map(|(url, text)| record(url, text)).collect();
    let members: Vec<u8> = records.iter().flat_map(|r| gzip(r)).collect();
    let lines: String = pages
        .iter()
        .map(|(url, text)| {
            let text = std::str::from_utf8(text).expect("text");
            format!("{}\n", serde_json::json!({"url": url, "text": text}))
        })
        .collect();
    let files = [
        ("a.wet", records.concat()),
        ("b.wet.gz", members),
        ("c.jsonl", lines.clone().into_bytes()),
        ("d.jsonl.gz", gzip(lines.as_bytes())),
    ];
    let write = |(name, bytes): (&str, Vec<u8>)| {
        let path = dir.join(name);
        fs::write(&path, bytes).expect("written");
        path
    };
    files.into_iter().map(write).collect()
}

/// Lines without what tells of the archive.
fn facts(out: &str) -> Vec<String> {
    let fact = |line: &str| {
        let mut value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let fields = value.as_object_mut().expect("an object");
        for field in ["archive", "offset", "taken"] {
            fields.remove(field);
        }
        value.to_string()
    };
    out.lines().map(fact).collect()
}

#[test]
fn every_kind_of_archive_gives_what_its_pages_give() {
    let dir = tempfile::tempdir().expect("a folder");
    let archives = archives(dir.path());
    let pages = dir.path().join("pages");
    fs::create_dir(&pages).expect("a folder");
    for (url, text) in texts() {
        let name = url.rsplit('/').next().expect("a name");
        fs::write(pages.join(name), text).expect("written");
    }
    let folder = pages.to_str().expect("a path");
    let run = jiehao(&["extract", "--format", "jsonl", "--quiet", folder]);
    let wanted = facts(&run.out.replace(folder, "http://a.example"));
    assert!(wanted.len() > 20);
    for archive in strings(&archives) {
        let run = jiehao(&["scan", archive, "--jobs", "2"]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(facts(&run.out), wanted, "{archive}");
        assert!(run.err.contains("12 pages"), "{}", run.err);
    }
    let piped = with_input(&["scan", "-"], &fs::read(&archives[1]).expect("read"));
    assert_eq!(facts(&piped.out), wanted);
    let rows = jiehao(&[
        "scan",
        "--format",
        "csv",
        archives[0].to_str().expect("a path"),
    ]);
    let rows = csv::Reader::from_reader(rows.out.as_bytes())
        .records()
        .count();
    assert_eq!(rows, wanted.len());
}

#[test]
fn what_is_skipped_is_named_and_counted() {
    let dir = tempfile::tempdir().expect("a folder");
    let pages = texts();
    let mut members: Vec<Vec<u8>> = pages
        .iter()
        .map(|(url, text)| gzip(&record(url, text)))
        .collect();
    let half = members[1].len() / 2;
    members[1].truncate(half);
    let path = dir.path().join("a.wet.gz");
    fs::write(&path, members.concat()).expect("written");
    let path = path.to_str().expect("a path");
    let run = jiehao(&["scan", path, "--max-bytes", "100000"]);
    assert_eq!(run.status, 1);
    let at = format!("a.wet.gz at {}: damaged", members[0].len());
    assert!(
        run.err.contains(&at) && run.err.contains("skipped: damaged 1."),
        "{}",
        run.err
    );
    assert!(run.err.contains("11 pages"), "{}", run.err);
    let none = jiehao(&[
        "scan",
        dir.path().join("none.warc").to_str().expect("a path"),
    ]);
    assert_eq!(none.status, 2);
    assert!(none.err.contains("not there"), "{}", none.err);
    let mixed = jiehao(&["scan", "none.warc", path, "--quiet"]);
    assert_eq!(mixed.status, 1);
    assert!(
        mixed.err.contains("not read to the end: 1"),
        "{}",
        mixed.err
    );
}

/// How often a scan is killed: KILLS of them, which a longer test sets.
fn kills() -> usize {
    let set = std::env::var("KILLS").ok();
    set.map_or(8, |n| n.parse().expect("KILLS is a number"))
}

/// More archives than a scan is killed, so that there is something left to be killed in; where so said, a record
/// of every fourth is broken.
fn many(dir: &Path, broken: bool) -> Vec<PathBuf> {
    let pages = texts();
    let archive = |i: usize| {
        let mut members: Vec<Vec<u8>> = (0..3)
            .map(|k| {
                let (url, text) = &pages[(i + 4 * k) % pages.len()];
                gzip(&record(&format!("{url}?{i}"), text))
            })
            .collect();
        if broken && i % 4 == 1 {
            let half = members[1].len() / 2;
            members[1].truncate(half);
        }
        let path = dir.join(format!("{i:03}.wet.gz"));
        fs::write(&path, members.concat()).expect("written");
        path
    };
    (0..3 * kills()).map(archive).collect()
}

/// A scan into `out` that is killed again and again, and then comes to its end.
fn killed(form: &[&str], out: &Path, archives: &[PathBuf]) -> Run {
    let note = out.with_extension("note");
    let files = [out.to_owned(), note.clone()];
    let [to, at] = strings(&files)[..] else {
        panic!("two")
    };
    let args = ["scan", "--quiet", "--every", "0"];
    let files = ["--out", to, "--checkpoint", at];
    let args = [&args, form, &files, &strings(archives)].concat();
    let noted = || fs::read(&note).unwrap_or_default();
    for kill in 0..kills() {
        let before = noted();
        let mut child = Command::new(env!("CARGO_BIN_EXE_jiehao"))
            .args(&args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        // in the midst of something: not before it came further, and a little later each time
        while noted() == before && child.try_wait().expect("a child").is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(kill as u64 * 7 % 11));
        child.kill().expect("killed");
        child.wait().expect("gone");
    }
    jiehao(&args)
}

#[test]
fn a_scan_that_is_killed_goes_on_as_if_it_had_not_been() {
    let dir = tempfile::tempdir().expect("a folder");
    let archives = many(dir.path(), false);
    let whole = jiehao(&[&["scan", "--quiet"], &strings(&archives)[..]].concat());
    assert_eq!(whole.status, 0, "{}", whole.err);
    let out = dir.path().join("out.jsonl");
    let last = killed(&[], &out, &archives);
    assert_eq!(last.status, 0, "{}", last.err);
    assert_eq!(fs::read_to_string(&out).expect("the output"), whole.out);
    assert_eq!(last.err, whole.err);
}

const PARQUET: [&str; 2] = ["--format", "parquet"];

/// The rows of a table, part by part, and how many parts it is in.
fn rows(table: &Path) -> (usize, Vec<String>) {
    let mut parts: Vec<PathBuf> = fs::read_dir(table)
        .expect("a table")
        .map(|e| e.expect("an entry").path())
        .collect();
    parts.sort();
    let mut rows = Vec::new();
    for part in &parts {
        let file = fs::File::open(part).expect("a part");
        for group in parquet::rows(file).expect("Parquet") {
            let group = group.expect("rows");
            let row = |at| format!("{:?}", group.slice(at, 1).columns());
            rows.extend((0..group.num_rows()).map(row));
        }
    }
    (parts.len(), rows)
}

#[test]
fn tables_of_a_scan_that_is_killed_are_those_of_one_that_was_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let archives = many(dir.path(), true);
    let (once, out) = (dir.path().join("once"), dir.path().join("out"));
    let args = ["scan", "--quiet", "--out", once.to_str().expect("a path")];
    let whole = jiehao(&[&args, &PARQUET[..], &strings(&archives)].concat());
    assert_eq!(whole.status, 1, "{}", whole.err);
    let last = killed(&PARQUET, &out, &archives);
    assert_eq!((last.status, &last.err), (1, &whole.err));
    for table in ["readings", "records", "problems"] {
        let (one, wanted) = rows(&once.join(table));
        let (many, got) = rows(&out.join(table));
        assert!(one == 1 && many > 1, "{table}: {one} and {many} parts");
        assert!(!wanted.is_empty());
        assert_eq!(got, wanted, "{table}");
    }
    let broken = archives.len() / 4;
    assert_eq!(rows(&out.join("problems")).1.len(), broken);
    let described = |folder: &Path| fs::read(folder.join("datapackage.json")).expect("described");
    assert_eq!(described(&out), described(&once));
}

#[test]
fn tables_hold_what_lines_do_and_a_register_takes_them_up() {
    let dir = tempfile::tempdir().expect("a folder");
    let archive = archives(dir.path()).swap_remove(1);
    let pages = dir.path().join("pages");
    fs::create_dir(&pages).expect("a folder");
    for (url, text) in texts() {
        let name = url.rsplit('/').next().expect("a name");
        fs::write(pages.join(name), text).expect("written");
    }
    let paths = [archive, pages, dir.path().join("out")];
    let [archive, pages, out] = strings(&paths)[..] else {
        panic!("three")
    };
    let run = jiehao(&[&["scan", archive, "--out", out], &PARQUET[..]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    let lines = facts(&jiehao(&["scan", archive]).out);
    assert_eq!(rows(&paths[2].join("records")).1.len(), lines.len());
    let file = fs::File::open(paths[2].join("readings/part-000000.parquet")).expect("a part");
    let mut told = Vec::new();
    for group in parquet::rows(file).expect("Parquet") {
        for page in decode(&group.expect("rows")).expect("readings") {
            assert_eq!(page.taken.as_deref(), Some("2024-06-04T01:02:03Z"));
            told.extend(page.records.iter().map(|r| json::record(&page.doc, r)));
        }
    }
    assert_eq!(facts(&told.join("\n")), lines);
    let register = |name: &str, args: &[&str]| {
        let register = dir.path().join(name).to_string_lossy().into_owned();
        let run = at(&register, &[&["ingest"], args].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        let counted = format!("记录 {} 条", lines.len());
        assert!(run.out.contains(&counted), "{name}: {}", run.out);
        assert_eq!(at(&register, &["check"]).status, 0);
        let acts = at(&register, &["export", "--format", "jsonl"]).out;
        acts.lines().count()
    };
    // the folder of all tables, or that of readings
    let wanted = register("pages.db", &[pages]);
    let readings = format!("{out}/readings");
    assert_eq!(register("all.db", &["--records", out]), wanted);
    assert_eq!(register("one.db", &["--records", &readings]), wanted);
}

#[test]
fn a_scan_goes_on_by_the_same_rules_only() {
    let dir = tempfile::tempdir().expect("a folder");
    let (url, text) = &texts()[0];
    let archive = dir.path().join("a.wet");
    fs::write(&archive, record(url, text)).expect("written");
    let rules = dir.path().join("rules");
    fs::create_dir(&rules).expect("a folder");
    let post = |word: &str| {
        let text = format!("[post]\nnote = \"职务\"\nwords = \"{word}\"\n");
        fs::write(rules.join("own.toml"), text).expect("written");
    };
    let (out, note) = (dir.path().join("out.jsonl"), dir.path().join("note"));
    let paths = [archive, rules.clone(), out, note];
    let [archive, folder, out, note] = strings(&paths)[..] else {
        panic!("four")
    };
    let scan = || {
        let args = ["scan", archive, "--rules", folder];
        jiehao(&[&args[..], &["--out", out, "--checkpoint", note]].concat())
    };
    post("港务总监");
    let first = scan();
    assert_eq!(first.status, 0, "{}", first.err);
    assert_eq!(scan().status, 0, "the same");
    post("市政专员");
    let changed = scan();
    assert_eq!(changed.status, 2);
    assert!(changed.err.contains("another scan"), "{}", changed.err);
}
