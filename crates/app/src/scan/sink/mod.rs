//! Where what a scan makes goes: a form of output a file.
//!
//! A sink says how much of it holds, a number that is noted; one that goes on is given the number back and drops
//! what lies beyond. What that counts is the sink's own: bytes of lines, parts of tables.

mod lines;
mod parts;

use std::path::Path;

use super::Made;
use crate::cli::ScanFormat;

/// Said where tables have no folder to go to.
pub(crate) const UNNAMED: &str =
    "--format parquet: this one writes a folder with a datapackage.json; name it with --out";

/// Takes what is made of pages, in order.
pub(super) trait Sink {
    /// Adds what was made of something in an archive.
    ///
    /// # Errors
    /// It cannot be written.
    fn put(&mut self, archive: &str, made: Made) -> anyhow::Result<()>;

    /// Makes durable what was put, and says how much of the output that is.
    ///
    /// # Errors
    /// It cannot be written.
    fn hold(&mut self) -> anyhow::Result<u64>;

    /// Ends it; `whole` where the scan came to the end of all archives.
    ///
    /// # Errors
    /// It cannot be written.
    fn end(&mut self, whole: bool) -> anyhow::Result<()>;
}

/// Looks whether an output can begin there.
///
/// # Errors
/// Something is there that it would overwrite or mix with.
pub(super) fn vacant(out: &Path, format: ScanFormat) -> anyhow::Result<()> {
    match format {
        ScanFormat::Jsonl | ScanFormat::Csv => lines::vacant(out),
        ScanFormat::Parquet => parts::vacant(out),
    }
}

/// Opens an output of which so much holds; standard output where none is named.
///
/// # Errors
/// Less of it is there, or it cannot be written.
pub(super) fn open(
    out: Option<&Path>,
    format: ScanFormat,
    held: u64,
) -> anyhow::Result<Box<dyn Sink>> {
    Ok(match (format, out) {
        (ScanFormat::Parquet, Some(out)) => Box::new(parts::Parts::open(out, held)?),
        (ScanFormat::Parquet, None) => anyhow::bail!(UNNAMED),
        (ScanFormat::Jsonl | ScanFormat::Csv, Some(out)) => {
            Box::new(lines::Lines::open(out, format, held)?)
        }
        (ScanFormat::Jsonl | ScanFormat::Csv, None) => Box::new(lines::Standard::begin(format)?),
    })
}
