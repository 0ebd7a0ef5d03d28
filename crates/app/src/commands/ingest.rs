//! `jiehao ingest`: pages into a register.

use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use jiehao_events::{Extraction, Rules};
use jiehao_readings::{Made, read};
use jiehao_register::{AT_ONCE, Arrival, Ingested, Reader, Register, Taken};
use jiehao_text::Page;
use sha2::{Digest, Sha256};

use super::{now, output, records, rules};
use crate::Outcome;
use crate::cli::{Ingest, RuleFiles};
use crate::pipeline::{each, printable};

/// A page on its way into the register: its bytes, and what was read unless it was read before.
struct Step {
    bytes: Vec<u8>,
    read: Option<(Page, Extraction)>,
}

/// How long pages wait at most: who kills a run loses the work of this time, and no more.
const WAIT: Duration = Duration::from_secs(5);

/// Bytes of pages that wait at most.
const BYTES: usize = 64 << 20;

/// Pages that were read and wait to be put into the register together.
struct Waiting {
    pages: Vec<(String, Step)>,
    /// As many are waited for: few at first, so that who looks on sees them come, more in a long run.
    wanted: usize,
    last: Instant,
    new: usize,
    records: usize,
}

impl Default for Waiting {
    fn default() -> Self {
        Self {
            pages: Vec::new(),
            wanted: 1,
            last: Instant::now(),
            new: 0,
            records: 0,
        }
    }
}

impl Waiting {
    fn is_full(&self) -> bool {
        let bytes: usize = self.pages.iter().map(|(_, step)| step.bytes.len()).sum();
        self.pages.len() >= self.wanted || bytes >= BYTES || self.last.elapsed() >= WAIT
    }

    fn put(&mut self, register: &mut Register, reader: &Reader, at: &str) -> anyhow::Result<()> {
        let arrivals: Vec<Arrival<'_>> = self
            .pages
            .iter()
            .map(|(doc, step)| Arrival {
                taken: Taken {
                    bytes: &step.bytes,
                    locator: doc,
                    at,
                },
                read: step
                    .read
                    .as_ref()
                    .map(|(page, read)| (page.into(), read.records.as_slice())),
            })
            .collect();
        for done in register.ingest_all(reader, &arrivals)? {
            if let Ingested::Read(n) = done {
                self.new += 1;
                self.records += n;
            }
        }
        self.pages.clear();
        self.wanted = (self.wanted * 2).min(AT_ONCE);
        self.last = Instant::now();
        Ok(())
    }
}

pub(crate) fn run(args: &Ingest) -> anyhow::Result<Outcome> {
    if !args.records.is_empty() {
        return records::run(args);
    }
    let own = rules(&args.rules)?;
    let rules = own.as_ref().unwrap_or_else(|| Rules::built_in());
    let at = args.taken.as_deref().map_or_else(|| Ok(now()), time)?;
    let reader = Reader {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: fingerprint(&args.rules)?,
    };
    let register = Mutex::new(Register::open_or_make(&args.at.register)?);
    let register = || register.lock().unwrap_or_else(PoisonError::into_inner);
    let work = |doc: &str, bytes: Vec<u8>| {
        let known = !args.again
            && register()
                .has_read(&bytes, &reader)
                .map_err(|e| e.to_string())?;
        if known {
            let (read, notes) = (None, Vec::new());
            return Ok(Made {
                value: Step { bytes, read },
                notes,
            });
        }
        let made = read(doc, &bytes, rules)?;
        // PostgreSQL keeps no such text; a register must not depend on the database it is in
        if made
            .value
            .as_ref()
            .is_some_and(|(page, _)| page.source.contains('\0'))
        {
            return Err("holds a NUL character; remove it and ingest the page again".into());
        }
        Ok(Made {
            value: Step {
                bytes,
                read: made.value,
            },
            notes: made.notes,
        })
    };
    let mut waiting = Waiting::default();
    let pages = &args.pages;
    let tally = each(&pages.pages, pages.reading, work, |doc, step| {
        waiting.pages.push((doc.to_owned(), step));
        match waiting.is_full() {
            true => waiting.put(&mut register(), &reader, &at),
            false => Ok(()),
        }
    })?;
    waiting.put(&mut register(), &reader, &at)?;
    let Waiting { new, records, .. } = waiting;
    register().settle()?;
    let mut out = output();
    let place = printable(register().place());
    writeln!(
        out,
        "共 {} 页，新读 {new} 页，记录 {records} 条；登记册 {place}。",
        tally.read
    )?;
    out.flush()?;
    Ok(tally.outcome())
}

/// A day, or a moment in RFC 3339.
pub(super) fn time(text: &str) -> anyhow::Result<String> {
    if text.parse::<jiff::Timestamp>().is_ok() {
        return Ok(text.to_owned());
    }
    match text.parse::<jiff::civil::Date>() {
        Ok(day) => Ok(format!("{day}T00:00:00Z")),
        Err(_) => bail!("--taken {text}: no time; write 2024-06-04 or 2024-06-04T08:30:00Z"),
    }
}

/// Of the rules that were added to those compiled in; empty for none.
pub(super) fn fingerprint(args: &RuleFiles) -> anyhow::Result<String> {
    let Some(folder) = &args.rules else {
        return Ok(String::new());
    };
    let unread = || format!("--rules {}: the folder cannot be read", folder.display());
    let entries = std::fs::read_dir(folder).with_context(unread)?;
    let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let mut hash = Sha256::new();
    for path in paths {
        let bytes = std::fs::read(&path).with_context(unread)?;
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
}
