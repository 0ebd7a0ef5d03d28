//! `jiehao ingest --records`: pages that were read elsewhere, as Parquet, into a register.
//!
//! A row brings the bytes of its page, so a register holds the same capture, reading and records as if it had
//! read the page itself, and `check` has the words to hold them against. Rows that do not hold are named and
//! left out.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiehao_readings::{Reading, decode, parquet};
use jiehao_register::{Arrival, Ingested, Reader, Register, Taken, Told};
use walkdir::WalkDir;

use super::ingest::time;
use super::{now, output};
use crate::Outcome;
use crate::cli::Ingest;
use crate::pipeline::printable;

/// What came of the rows.
#[derive(Default)]
struct Count {
    pages: usize,
    new: usize,
    records: usize,
    failed: usize,
}

pub(crate) fn run(args: &Ingest) -> anyhow::Result<Outcome> {
    let at = args.taken.as_deref().map_or_else(|| Ok(now()), time)?;
    let quiet = args.pages.reading.quiet;
    let files = files(&args.records)?;
    let mut register = Register::open_or_make(&args.at.register)?;
    let mut count = Count::default();
    for file in &files {
        if let Err(e) = take(&mut register, file, &at, quiet, &mut count)? {
            say(&file.to_string_lossy(), &e.to_string());
            count.failed += 1;
        }
    }
    register.settle()?;
    let mut out = output();
    let place = printable(register.place());
    let Count {
        pages,
        new,
        records,
        failed,
    } = count;
    writeln!(
        out,
        "共 {pages} 页，新读 {new} 页，记录 {records} 条；登记册 {place}。"
    )?;
    out.flush()?;
    Ok(match (pages, failed) {
        (0, 0) => Outcome::Wanting,
        (0, _) => Outcome::NothingRun,
        (_, 0) => Outcome::Done,
        _ => Outcome::Wanting,
    })
}

/// The Parquet files that are meant; of a folder, those that a cluster or a scan finished, by name. Where the
/// folder of all tables is named, readings are meant, of which the others are made.
fn files(named: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for path in named {
        if !path.is_dir() {
            out.push(path.clone());
            continue;
        }
        let readings = path.join("readings");
        let path = match readings.is_dir() {
            true => &readings,
            false => path,
        };
        let before = out.len();
        // what begins with _ or . is unfinished work of a cluster, or its notes
        let own = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b"_");
        let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
        let walk = WalkDir::new(path).sort_by_file_name().into_iter();
        for entry in
            walk.filter_entry(|e| e.depth() == 0 || !own(e.file_name()) && !hidden(e.file_name()))
        {
            let entry = entry.with_context(|| format!("{}: cannot be listed", path.display()))?;
            let ending = entry.path().extension();
            if entry.file_type().is_file() && ending.is_some_and(|e| e == "parquet") {
                out.push(entry.into_path());
            }
        }
        if out.len() == before {
            anyhow::bail!(
                "--records {}: no *.parquet in this folder; name the folder that the cluster or the scan wrote",
                path.display()
            );
        }
    }
    Ok(out)
}

/// Takes up the rows of a file. The inner error is one of this file, with which the others are none the worse.
fn take(
    register: &mut Register,
    path: &Path,
    at: &str,
    quiet: bool,
    count: &mut Count,
) -> anyhow::Result<Result<(), jiehao_readings::Error>> {
    let file = File::open(path)
        .with_context(|| format!("--records {}: cannot be read", path.display()))?;
    let rows = match parquet::rows(file) {
        Ok(rows) => rows,
        Err(e) => return Ok(Err(e)),
    };
    for rows in rows {
        let readings = match rows.and_then(|rows| decode(&rows)) {
            Ok(readings) => readings,
            Err(e) => return Ok(Err(e)),
        };
        let held: Vec<&Reading> = readings
            .iter()
            .filter(|reading| {
                if !quiet {
                    let problems = reading.problems.iter();
                    problems.for_each(|what| say(&reading.doc, &format!("note: {what}")));
                }
                // a page that gave problems only: there is nothing to take up
                if reading.records.is_empty() {
                    return false;
                }
                let held = reading.hold();
                if let Err(what) = &held {
                    say(&reading.doc, what);
                    count.failed += 1;
                }
                held.is_ok()
            })
            .collect();
        put(register, &held, at, count)?;
    }
    Ok(Ok(()))
}

/// Puts rows into the register: those of one reader together.
fn put(
    register: &mut Register,
    held: &[&Reading],
    at: &str,
    count: &mut Count,
) -> anyhow::Result<()> {
    let alike = |a: &&Reading, b: &&Reading| (&a.version, &a.rules) == (&b.version, &b.rules);
    for group in held.chunk_by(alike) {
        let reader = Reader {
            version: group[0].version.clone(),
            rules: group[0].rules.clone(),
        };
        let arrivals: Vec<Arrival<'_>> = group.iter().map(|r| arrival(r, at)).collect();
        for done in register.ingest_all(&reader, &arrivals)? {
            count.pages += 1;
            if let Ingested::Read(records) = done {
                count.new += 1;
                count.records += records;
            }
        }
    }
    Ok(())
}

fn arrival<'a>(reading: &'a Reading, at: &'a str) -> Arrival<'a> {
    let told = Told {
        charset: reading.charset.as_deref().unwrap_or_default(),
        title: reading.title.as_deref(),
        outlet: reading.outlet.as_deref(),
        author: reading.author.as_deref(),
        published: reading.published.clone(),
        text: reading.text.as_deref().unwrap_or_default(),
    };
    Arrival {
        taken: Taken {
            bytes: reading.source.as_deref().unwrap_or_default(),
            locator: &reading.doc,
            at: reading.taken.as_deref().unwrap_or(at),
        },
        read: Some((told, &reading.records)),
    }
}

fn say(doc: &str, what: &str) {
    anstream::eprintln!("jiehao: {}: {}", printable(doc), printable(what));
}
