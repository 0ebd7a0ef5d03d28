//! Many pages at a time, their results in order, within bounded memory.
//!
//! Pages are taken in batches: as many are in memory as a batch holds, never more. A page that
//! fails is named on standard error and the others are read on.

use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use jiehao_readings::Made;
use rayon::prelude::*;

use crate::Outcome;
use crate::cli::Reading;
use crate::inputs::{Failure, Input, list};

/// Pages of a batch for each job: enough that a slow page does not leave the other jobs idle.
const BATCH: usize = 16;

/// Fewer pages than this need no progress bar.
const MANY: usize = 32;

/// Stack of a job. Markup nests as deep as a page likes, and what walks it may recurse.
const STACK: usize = 64 << 20;

/// What became of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Pages read.
    pub read: usize,
    /// Pages or folders that could not be.
    pub failed: usize,
}

impl Tally {
    /// The outcome, when reading was all there was to do.
    pub fn outcome(self) -> Outcome {
        match self {
            Tally { read: 0, .. } => Outcome::NothingRun,
            Tally { failed: 0, .. } => Outcome::Done,
            _ => Outcome::Wanting,
        }
    }
}

/// Reads all pages: `work` on each, several at a time; `take` on each result, in order.
///
/// # Errors
/// Those of `take`, which end the run, and a failure to start threads.
pub(crate) fn each<T: Send>(
    pages: &[PathBuf],
    reading: Reading,
    work: impl Fn(&str, Vec<u8>) -> Result<Made<T>, String> + Sync,
    mut take: impl FnMut(&str, T) -> anyhow::Result<()>,
) -> anyhow::Result<Tally> {
    let inputs = list(pages);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(reading.jobs.map_or(0, usize::from))
        .stack_size(STACK)
        .build()
        .context("could not start threads; try --jobs 1")?;
    let bar = bar(inputs.len());
    let say = |doc: &str, what: &str| {
        bar.suspend(|| anstream::eprintln!("jiehao: {}: {}", printable(doc), printable(what)));
    };
    let one = |input: &Result<Input, Failure>| {
        let input = input.as_ref().map_err(Clone::clone)?;
        let failure = |what| Failure {
            doc: input.doc.clone(),
            what,
        };
        let bytes = input.bytes(reading.max_bytes)?;
        // one page that trips a defect must not cost the register the other thousands
        let made = catch_unwind(AssertUnwindSafe(|| work(&input.doc, bytes)))
            .map_err(|_| failure("a defect of jiehao; please report it with this page".into()))?;
        made.map_err(failure)
    };
    let mut tally = Tally::default();
    for batch in inputs.chunks(BATCH * pool.current_num_threads()) {
        let results: Vec<_> = pool.install(|| batch.par_iter().map(one).collect());
        for (input, result) in batch.iter().zip(results) {
            bar.inc(1);
            match (input, result) {
                (Ok(input), Ok(made)) => {
                    tally.read += 1;
                    if !reading.quiet {
                        made.notes
                            .iter()
                            .for_each(|note| say(&input.doc, &format!("note: {note}")));
                    }
                    take(&input.doc, made.value)?;
                }
                (_, Err(failure)) => {
                    tally.failed += 1;
                    say(&failure.doc, &failure.what);
                }
                (Err(_), Ok(_)) => unreachable!("what was not listed was not read"),
            }
        }
    }
    bar.finish_and_clear();
    Ok(tally)
}

fn bar(pages: usize) -> ProgressBar {
    if pages < MANY || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} 页 {per_sec} 余 {eta}");
    ProgressBar::new(pages as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Without control characters: names of files may hold any, and a terminal obeys them.
pub(crate) fn printable(s: &str) -> String {
    s.chars()
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect()
}
