//! Lines: JSON or CSV, to standard output or a file, which is cut back to the length noted.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::Sink;
use crate::cli::ScanFormat;
use crate::output::table;
use crate::scan::{Given, Made};

/// What stands before the first line.
fn head(format: ScanFormat) -> String {
    match format {
        ScanFormat::Csv => table::scanned_head(),
        ScanFormat::Jsonl | ScanFormat::Parquet => String::new(),
    }
}

/// The lines of what was made, which is written here by their form only.
fn lines(made: &Made) -> &[u8] {
    match made {
        Made::Read(_, Given::Lines(lines)) => lines.as_bytes(),
        Made::Read(..) | Made::Refused | Made::Skipped(_) => b"",
    }
}

/// Standard output. Its errors are passed on as they are: that its reader has gone is none.
pub(super) struct Standard(BufWriter<io::StdoutLock<'static>>);

impl Standard {
    pub fn begin(format: ScanFormat) -> anyhow::Result<Self> {
        let mut out = BufWriter::new(io::stdout().lock());
        out.write_all(head(format).as_bytes())?;
        Ok(Self(out))
    }
}

impl Sink for Standard {
    fn put(&mut self, _archive: &str, made: Made) -> anyhow::Result<()> {
        Ok(self.0.write_all(lines(&made))?)
    }

    fn hold(&mut self) -> anyhow::Result<u64> {
        self.0.flush()?;
        Ok(0)
    }

    fn end(&mut self, _whole: bool) -> anyhow::Result<()> {
        Ok(self.0.flush()?)
    }
}

/// Looks whether a file can begin there.
pub(super) fn vacant(out: &Path) -> anyhow::Result<()> {
    if out.exists() {
        bail!(
            "{}: is there already; name another file or move it away",
            out.display()
        );
    }
    Ok(())
}

/// A file.
pub(super) struct Lines {
    out: BufWriter<File>,
    path: PathBuf,
}

impl Lines {
    /// Opens a file of which so many bytes hold.
    pub fn open(path: &Path, format: ScanFormat, held: u64) -> anyhow::Result<Self> {
        let failed = || format!("{}: cannot be written", path.display());
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path);
        let mut file = file.with_context(failed)?;
        if file.metadata().with_context(failed)?.len() < held {
            bail!(
                "{}: shorter than its checkpoint says; remove both to begin anew",
                path.display()
            );
        }
        file.set_len(held).with_context(failed)?;
        file.seek(SeekFrom::Start(held)).with_context(failed)?;
        let mut out = BufWriter::new(file);
        if held == 0 {
            out.write_all(head(format).as_bytes())
                .with_context(failed)?;
        }
        let path = path.to_owned();
        Ok(Self { out, path })
    }
}

impl Sink for Lines {
    fn put(&mut self, _archive: &str, made: Made) -> anyhow::Result<()> {
        let written = self.out.write_all(lines(&made));
        written.with_context(|| format!("{}: cannot be written", self.path.display()))
    }

    fn hold(&mut self) -> anyhow::Result<u64> {
        let flushed = self.out.flush();
        flushed
            .and_then(|()| self.out.get_ref().sync_data())
            .and_then(|()| self.out.stream_position())
            .with_context(|| format!("{}: cannot be written", self.path.display()))
    }

    fn end(&mut self, _whole: bool) -> anyhow::Result<()> {
        let flushed = self.out.flush();
        flushed
            .and_then(|()| self.out.get_ref().sync_all())
            .with_context(|| format!("{}: cannot be written", self.path.display()))
    }
}
