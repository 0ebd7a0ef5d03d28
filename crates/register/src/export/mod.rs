//! What a register holds, in the forms that other programs read.
//!
//! One file a form. All take the acts that pass a filter, one at a time, so that a large register
//! needs no more memory than a small one (a workbook excepted). What a form cannot hold is left
//! out, never bent; `docs/export.md` says what.

mod annotations;
mod calendar;
mod flat;
mod ftm;
mod geojson;
mod package;
mod parquet;
mod plover;
mod quotes;
mod sheet;
mod workbook;

use std::collections::HashMap;
use std::io::{self, Write};

use jiehao_readings::package::Form;

use crate::error::{Error, ErrorKind, Result};
use crate::query::{ActView, Filter, act_numbers, act_view};
use crate::register::Register;
use crate::store::Transaction;
use crate::time::Period;

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Tables of acts and of their evidence, described by a `datapackage.json`.
    Csv,
    /// A list of sister cities as offices keep it.
    Xlsx,
    /// An act a line, whole.
    Jsonl,
    /// The table of acts, in columns.
    Parquet,
    /// As [`Format::Csv`], in columns.
    ParquetFolder,
    /// Anniversaries and promises, RFC 5545.
    Ics,
    /// Acts between places, RFC 7946.
    Geojson,
    /// Entities of FollowTheMoney, one a line.
    Ftm,
    /// Quotes as W3C Web Annotations.
    Annotations,
    /// One dyadic event a row, in the terms of PLOVER.
    Plover,
}

impl Format {
    /// Whether it is several files in a folder.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::ParquetFolder)
    }

    /// Whether it is bytes that no terminal should be shown.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Parquet)
    }
}

/// What an export needs to know that the register does not.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// Now, RFC 3339.
    pub now: String,
    /// The day that anniversaries are looked for from.
    pub today: Period,
    /// How many months ahead.
    pub months: i32,
    /// Version of the program.
    pub version: String,
}

/// Opens a file of an export by its name; the name is empty for forms of a single file.
pub type Open<'o> = dyn FnMut(&str) -> io::Result<Box<dyn Write + Send>> + 'o;

impl Register {
    /// Writes what passes a filter. Gives the number of acts (of a calendar, events) written.
    ///
    /// # Errors
    /// The database failed, or what is written to.
    pub fn export(
        &mut self,
        format: Format,
        filter: &Filter,
        occasion: &Occasion,
        open: &mut Open<'_>,
    ) -> Result<u64> {
        self.settle()?;
        if format == Format::Ics {
            let due = self.due(filter, &occasion.today, occasion.months)?;
            return calendar::write(&due, filter, occasion, open);
        }
        self.read(|tx| {
            let numbers = act_numbers(tx, filter)?;
            let mut acts = Acts::new(tx, numbers);
            match format {
                Format::Csv => package::write(&mut acts, Form::Csv, occasion, open),
                Format::ParquetFolder => package::write(&mut acts, Form::Parquet, occasion, open),
                Format::Xlsx => workbook::write(&mut acts, open),
                Format::Jsonl => jsonl(&mut acts, open),
                Format::Parquet => parquet::write(&mut acts, open),
                Format::Geojson => geojson::write(&mut acts, open),
                Format::Ftm => ftm::write(&mut acts, open),
                Format::Annotations => annotations::write(&mut acts, occasion, open),
                Format::Plover | Format::Ics => plover::write(&mut acts, open),
            }
        })
    }
}

/// The acts of an export, seen one at a time.
struct Acts<'t> {
    tx: &'t mut dyn Transaction,
    numbers: Vec<i64>,
    captures: HashMap<String, Capture>,
}

/// Where a capture was taken.
#[derive(Clone, Debug, Default)]
struct Capture {
    locator: String,
    taken: String,
}

impl Capture {
    /// Its address, if it has one.
    fn url(&self) -> Option<&str> {
        let web = ["http://", "https://"]
            .iter()
            .any(|s| self.locator.starts_with(s));
        web.then_some(self.locator.as_str())
    }
}

/// Captures remembered while acts are gone through.
const REMEMBERED: usize = 10_000;

impl<'t> Acts<'t> {
    fn new(tx: &'t mut dyn Transaction, numbers: Vec<i64>) -> Self {
        Self {
            tx,
            numbers,
            captures: HashMap::new(),
        }
    }

    /// Hands on each act.
    fn each(&mut self, mut take: impl FnMut(&mut Self, &ActView) -> Result<()>) -> Result<u64> {
        let numbers = std::mem::take(&mut self.numbers);
        let mut count = 0;
        for n in &numbers {
            if let Some(act) = act_view(self.tx, *n)? {
                take(self, &act)?;
                count += 1;
            }
        }
        self.numbers = numbers;
        Ok(count)
    }

    fn capture(&mut self, id: &str) -> Result<Capture> {
        if let Some(known) = self.captures.get(id) {
            return Ok(known.clone());
        }
        let sql = "SELECT locator, taken FROM capture WHERE id = $1";
        let rows = self.tx.rows(sql, &[id.into()])?;
        let found = rows.first().map_or_else(Capture::default, |r| Capture {
            locator: r.text(0).to_owned(),
            taken: r.text(1).to_owned(),
        });
        if self.captures.len() >= REMEMBERED {
            self.captures.clear();
        }
        self.captures.insert(id.to_owned(), found.clone());
        Ok(found)
    }
}

/// A failure of what is written to.
fn failed(e: &io::Error) -> Error {
    match e.kind() {
        io::ErrorKind::StorageFull => Error::new(ErrorKind::Full, "export", "the disk is full"),
        // who reads us went away: the command knows how to end
        _ => Error::new(ErrorKind::World, "export", e.to_string()),
    }
}

/// A line of JSON.
fn line(out: &mut dyn Write, value: &impl serde::Serialize) -> Result<()> {
    let text = serde_json::to_string(value).map_err(|e| failed(&e.into()))?;
    writeln!(out, "{text}").map_err(|e| failed(&e))
}

fn jsonl(acts: &mut Acts<'_>, open: &mut Open<'_>) -> Result<u64> {
    let mut out = open("").map_err(|e| failed(&e))?;
    let count = acts.each(|_, act| line(&mut out, act))?;
    out.flush().map_err(|e| failed(&e))?;
    Ok(count)
}
