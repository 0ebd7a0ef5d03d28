//! Bad input: the message names the file and the mend, the others are still read, nothing panics.

mod common;

use std::fs;
use std::io::Write;

use common::{Run, corpus, jiehao, with_input};

const GOOD: &str = "a/001-jiangxi-hesse.txt";

/// Reads a bad page beside a good one: the good one is read, the bad one named.
fn beside_a_good_one(name: &str, bytes: &[u8]) -> Run {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let (bad, good) = (path.to_string_lossy().into_owned(), corpus(GOOD));
    let run = jiehao(&["clean", &bad, &good]);
    assert!(run.out.contains(GOOD), "the good page is read: {}", run.err);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    let alone = jiehao(&["extract", &bad]);
    assert!(!alone.err.contains("panicked"), "{}", alone.err);
    if run.status == 1 {
        assert!(run.err.contains(&bad), "the page is named: {}", run.err);
        assert_eq!(alone.status, 2, "nothing could be read: {}", alone.err);
    }
    run
}

fn refused(name: &str, bytes: &[u8], words: &str) {
    let run = beside_a_good_one(name, bytes);
    assert_eq!(run.status, 1, "{name}: {}", run.err);
    assert!(run.err.contains(words), "{name}: {}", run.err);
}

fn read_all_the_same(name: &str, bytes: &[u8]) -> Run {
    let run = beside_a_good_one(name, bytes);
    assert_eq!(run.status, 0, "{name}: {}", run.err);
    run
}

#[test]
fn empty() {
    refused("empty.html", b"", "empty");
    refused("blank.txt", b" \r\n\t\n", "empty");
    assert_eq!(with_input(&["clean", "-"], b"").status, 2);
}

#[test]
fn binary() {
    refused("page.pdf", b"%PDF-1.7\n1 0 obj", "PDF");
    refused(
        "page.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "office document",
    );
    refused(
        "noise",
        &(0..4096u32).map(|i| (i * 7 % 29) as u8).collect::<Vec<_>>(),
        "binary",
    );
}

#[test]
fn larger_than_allowed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("line.txt");
    let file = fs::File::create(&path).unwrap();
    file.set_len(200 << 20).unwrap();
    let (bad, good) = (path.to_string_lossy().into_owned(), corpus(GOOD));
    let run = jiehao(&["clean", &bad, &good]);
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains("line.txt") && run.err.contains("--max-bytes"),
        "{}",
        run.err
    );
}

#[test]
fn two_hundred_megabytes_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("line.txt");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    for i in 0..5_000_000 {
        write!(file, "第{i}日省长会见州长，双方座谈。").unwrap();
    }
    let length = file.into_inner().unwrap().metadata().unwrap().len();
    assert!(length >= 200_000_000, "{length}");
    let (long, good) = (path.to_string_lossy().into_owned(), corpus(GOOD));
    let run = jiehao(&["extract", "--max-bytes", "300000000", &long, &good]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.err.contains("line.txt: note: only the first"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("not UTF-8"), "{}", run.err);
}

#[test]
fn all_in_one_line() {
    let line: String = (0..2_000)
        .map(|i| format!("第{i}日省长会见州长。"))
        .collect();
    read_all_the_same("line.txt", line.as_bytes());
    read_all_the_same("again.txt", "省长会见州长。".repeat(1000).as_bytes());
}

#[test]
fn nested_without_end() {
    let mut page = b"<html><body>".to_vec();
    page.extend(b"<div>".repeat(1_000_000));
    page.extend("省长会见州长。".as_bytes());
    read_all_the_same("deep.html", &page);
}

#[test]
fn lone_surrogates_and_nuls() {
    // U+D800 and U+DFFF as UTF-8 would have them, did it allow them
    let mut page = "省长会见州长。\n".repeat(20).into_bytes();
    page.extend(b"\xed\xa0\x80\xed\xbf\xbf");
    page.extend("签署备忘录。".as_bytes());
    let run = read_all_the_same("surrogates.txt", &page);
    assert!(run.err.contains("note:"), "{}", run.err);
    read_all_the_same("nuls.txt", "省长\0会见\0\0州长。".as_bytes());
}

#[test]
fn a_gzip_bomb() {
    use flate2::write::GzEncoder;
    let mut bomb = GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..40 {
        bomb.write_all(&[b' '; 1 << 20]).unwrap();
    }
    refused(
        "bomb.html.gz",
        &bomb.finish().unwrap(),
        "unpacks to more than",
    );
    refused("torn.gz", b"\x1f\x8b\x08\x00", "cannot be unpacked");
}

#[test]
fn what_is_not_there() {
    let run = jiehao(&["clean", "/no/such/page.html", &corpus(GOOD)]);
    assert_eq!(run.status, 1);
    assert!(
        run.err.contains("/no/such/page.html: no such file"),
        "{}",
        run.err
    );
    assert_eq!(jiehao(&["extract", "/no/such/page.html"]).status, 2);
    let dir = tempfile::tempdir().unwrap();
    let run = jiehao(&["extract", &dir.path().to_string_lossy()]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no pages in this folder"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = tempfile::tempdir().unwrap();
    fs::copy(corpus(GOOD), dir.path().join("good.txt")).unwrap();
    let (locked, gone) = (dir.path().join("locked"), dir.path().join("vanished.txt"));
    fs::create_dir(&locked).unwrap();
    symlink(dir.path().join("nowhere"), &gone).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let folder = dir.path().to_string_lossy().into_owned();
    let run = jiehao(&["clean", &folder]);
    let readable = fs::read_dir(&locked).is_ok();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("good.txt"));
    assert!(run.err.contains("vanished.txt"), "{}", run.err);
    // the superuser may read anything
    if !readable {
        assert!(run.err.contains("locked: may not be read"), "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_within_itself_ends() {
    let dir = tempfile::tempdir().unwrap();
    fs::copy(corpus(GOOD), dir.path().join("good.txt")).unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("again")).unwrap();
    let run = jiehao(&["clean", &dir.path().to_string_lossy()]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("a link back to"), "{}", run.err);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn names_cannot_speak_to_the_terminal() {
    let run = jiehao(&["clean", "/no/\u{1b}[31mred"]);
    assert!(!run.err.contains('\u{1b}'), "{}", run.err);
}

#[test]
fn a_scan_writes_tables_into_a_folder_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let archive = path("a.jsonl");
    fs::write(
        &archive,
        "{\"text\":\"6月4日，副省长鲁安在南昌会见德国黑森州州长韦伯。\"}\n",
    )
    .unwrap();
    let scan = |more: &[&str]| jiehao(&[&["scan", &archive, "--format", "parquet"], more].concat());
    let refused = |more: &[&str], words: [&str; 2]| {
        let run = scan(more);
        assert_eq!(run.status, 2, "{more:?}: {}", run.err);
        let said = words.iter().all(|word| run.err.contains(word));
        assert!(said, "{more:?}: {}", run.err);
    };
    refused(&[], ["--format parquet", "--out"]);
    // a file of that name, and a folder with something in it, noted or not
    let (file, full, note) = (path("file"), path("full"), path("note"));
    fs::write(&file, "mine").unwrap();
    refused(&["--out", &file], [&file, "name another"]);
    fs::create_dir(&full).unwrap();
    fs::write(path("full/mine.txt"), "mine").unwrap();
    refused(&["--out", &full], [&full, "name another"]);
    let noted = ["--out", &full, "--checkpoint", &note];
    refused(&noted, [&full, "name another"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(fs::read_dir(&full).unwrap().count(), 1);
    // an empty folder does, and may hold the note; of a part that is gone there is no going on
    let (empty, inside) = (path("empty"), path("empty/note"));
    fs::create_dir(&empty).unwrap();
    let noted = ["--out", &empty, "--checkpoint", &inside];
    for _ in 0..2 {
        let run = scan(&noted);
        assert_eq!(run.status, 0, "{}", run.err);
    }
    fs::remove_file(path("empty/readings/part-000000.parquet")).unwrap();
    refused(&noted, ["part-000000.parquet", "remove both"]);
}
