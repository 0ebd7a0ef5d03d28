//! `jiehao scan`.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use jiehao_archive::{Archive, Done, Limits, Source, list, pages};
use jiehao_events::Rules;
use walkdir::WalkDir;

use super::{ingest, rules};
use crate::Outcome;
use crate::cli::{Scan, ScanFormat};
use crate::pipeline::printable;
use crate::scan::{Made, Output, Position, Reader, Settings, Tally, UNNAMED};

/// How many of what was lost are named, each on a line.
const NAMED: u64 = 1000;

/// Endings of the archives of a folder.
const ENDINGS: [&str; 10] = [
    ".warc",
    ".warc.gz",
    ".wet",
    ".wet.gz",
    ".wacz",
    ".parquet",
    ".jsonl",
    ".jsonl.gz",
    ".ndjson",
    ".json.gz",
];

pub(crate) fn run(args: &Scan) -> anyhow::Result<Outcome> {
    if args.format == ScanFormat::Parquet && args.out.is_none() {
        bail!(UNNAMED);
    }
    let own = rules(&args.rules)?;
    let fingerprint = ingest::fingerprint(&args.rules)?;
    let mut scan = Scanning {
        args,
        rules: own.as_ref().unwrap_or_else(|| Rules::built_in()),
        fingerprint: &fingerprint,
        bar: ProgressBar::hidden(),
        named: 0,
    };
    let (mut archives, mut failed) = (Vec::new(), 0);
    for name in names(&args.archives)? {
        match open(&name) {
            Ok(more) => archives.extend(more),
            Err(e) => {
                failed += 1;
                scan.say(&e.to_string());
            }
        }
    }
    if archives.is_empty() {
        return Ok(Outcome::NothingRun);
    }
    let settings = scan.settings(&archives);
    let notes = args.checkpoint.as_deref().map(|path| (path, every(args)));
    let (mut output, mut position) =
        Output::open(args.out.as_deref(), args.format, notes, settings)?;
    scan.bar = bar(&archives);
    let ended = scan.all(&archives, &mut output, &mut position)?;
    scan.bar.finish_and_clear();
    output.finish(&position, ended)?;
    let mut tally = position.tally;
    tally.failed += failed;
    anstream::eprintln!("{}", tally.said());
    Ok(match ended && tally.whole() && tally.records > 0 {
        true => Outcome::Done,
        false => Outcome::Wanting,
    })
}

/// Time between two notes. Each ends a part of a folder of Parquet, which should not be in thousands of them.
fn every(args: &Scan) -> Duration {
    let usual = match args.format {
        ScanFormat::Jsonl | ScanFormat::Csv => 10,
        ScanFormat::Parquet => 60,
    };
    Duration::from_secs(args.every.unwrap_or(usual))
}

/// Files, addresses, and the archives of folders.
fn names(args: &[String]) -> anyhow::Result<Vec<String>> {
    let mut out = Vec::new();
    for arg in args {
        if !Path::new(arg).is_dir() {
            out.push(arg.clone());
            continue;
        }
        for entry in WalkDir::new(arg).follow_links(true).sort_by_file_name() {
            let entry = entry.with_context(|| format!("{arg}: cannot be listed"))?;
            let name = entry.path().to_string_lossy().into_owned();
            let lower = name.to_ascii_lowercase();
            if entry.file_type().is_file() && ENDINGS.iter().any(|e| lower.ends_with(e)) {
                out.push(name);
            }
        }
    }
    Ok(out)
}

fn open(name: &str) -> Result<Vec<Archive>, jiehao_archive::Error> {
    list(&match name {
        "-" => Source::stream("-", std::io::stdin()),
        _ => Source::open(name)?,
    })
}

fn bar(archives: &[Archive]) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let sizes = archives.iter().map(|a| a.source().size());
    let (bar, template) = match sizes.sum::<Option<u64>>() {
        Some(size) => (
            ProgressBar::new(size),
            "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {msg} 余 {eta}",
        ),
        None => (ProgressBar::no_length(), "{bytes} {bytes_per_sec} {msg}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

struct Scanning<'a> {
    args: &'a Scan,
    rules: &'a Rules,
    /// Of the rules that were added.
    fingerprint: &'a str,
    bar: ProgressBar,
    named: u64,
}

impl Scanning<'_> {
    fn say(&self, what: &str) {
        self.bar
            .suspend(|| anstream::eprintln!("jiehao: {}", printable(what)));
    }

    /// What decides what comes out.
    fn settings(&self, archives: &[Archive]) -> Settings {
        let args = self.args;
        let options = vec![
            format!("{:?}", args.format),
            args.min_confidence.to_string(),
            args.max_bytes.to_string(),
            self.fingerprint.to_owned(),
        ];
        let about = |a: &Archive| (a.name().to_owned(), a.source().size());
        Settings {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            archives: archives.iter().map(about).collect(),
            options,
        }
    }

    /// Scans archives from a position on; whether all of them were come to.
    fn all(
        &mut self,
        archives: &[Archive],
        output: &mut Output,
        position: &mut Position,
    ) -> anyhow::Result<bool> {
        let mut before: u64 = archives[..position.archive.min(archives.len())]
            .iter()
            .filter_map(|a| a.source().size())
            .sum();
        while let Some(archive) = archives.get(position.archive) {
            if let Err(e) = self.one(archive, before, output, position) {
                // only what is wrong with the archive is its own
                let e = e.downcast::<jiehao_archive::Error>()?;
                self.say(&e.to_string());
                if self.args.checkpoint.is_some() {
                    self.say("the checkpoint says how far this came; run it again to go on");
                    return Ok(false);
                }
                position.tally.failed += 1;
            }
            before += archive.source().size().unwrap_or(0);
            position.archive += 1;
            position.offset = 0;
            output.note(position, false)?;
        }
        Ok(true)
    }

    fn one(
        &mut self,
        archive: &Archive,
        before: u64,
        output: &mut Output,
        position: &mut Position,
    ) -> anyhow::Result<()> {
        let jobs = match self.args.jobs {
            Some(jobs) => usize::from(jobs),
            None => std::thread::available_parallelism().map_or(1, usize::from),
        };
        let limits = Limits {
            record: self.args.max_bytes,
            ..Limits::default()
        };
        let reader = Reader {
            archive: archive.name(),
            rules: self.rules,
            fingerprint: self.fingerprint,
            format: self.args.format,
            least: self.args.min_confidence,
        };
        let begin = position.offset;
        let work = |item: jiehao_archive::Item<'_>| reader.read(item);
        // what cannot be noted yet is not written yet
        let mut waiting: Vec<Made> = Vec::new();
        pages(archive, begin, jobs, limits, &work, |done: Done<Made>| {
            waiting.extend(done.results);
            if let Some(next) = done.next {
                self.take(archive, waiting.drain(..), output, &mut position.tally)?;
                position.offset = next;
                output.note(position, false)?;
            }
            self.bar
                .set_position(before + archive.source().bytes_read());
            self.bar.set_message(shown(&position.tally));
            anyhow::Ok(())
        })?;
        self.take(archive, waiting.drain(..), output, &mut position.tally)
    }

    fn take(
        &mut self,
        archive: &Archive,
        all: impl Iterator<Item = Made>,
        output: &mut Output,
        tally: &mut Tally,
    ) -> anyhow::Result<()> {
        for made in all {
            tally.count(&made);
            if let Made::Skipped(skipped) = &made
                && skipped.why.is_loss()
            {
                self.lost(archive.name(), skipped);
            }
            output.put(archive.name(), made)?;
        }
        Ok(())
    }

    /// Names what was lost, unless there is too much of it.
    fn lost(&mut self, archive: &str, skipped: &jiehao_archive::Skipped) {
        if self.args.quiet {
            return;
        }
        self.named += 1;
        if self.named <= NAMED {
            let (offset, why) = (skipped.offset, &skipped.why);
            let url = format!("{} ", skipped.url);
            self.say(&format!("{archive} at {offset}: {}{why}", url.trim_start()));
        } else if self.named == NAMED + 1 {
            self.say("what else is skipped is counted only");
        }
    }
}

fn shown(tally: &Tally) -> String {
    let Tally {
        pages,
        relevant,
        records,
        ..
    } = tally;
    format!("{pages} 页 {relevant} 相关 {records} 条")
}
