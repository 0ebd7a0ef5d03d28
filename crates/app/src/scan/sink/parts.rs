//! Tables: a folder of Parquet, laid out as a cluster lays it out, in parts.
//!
//! A Parquet file cannot be cut back to where a note says, nor gone on with. So the output grows by parts, each of
//! them a file of the same name in the folder of each table. A part is written under a name that readers of
//! such folders pass over, and gets its own when it is whole and on disk. What a note says is how many parts
//! hold; those beyond are removed when a scan goes on.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiehao_readings::package::{Form, of_readings, resource};
use jiehao_readings::{Reading, encode, flat, parquet, schema};

use super::Sink;
use crate::output::file::{put_in_place, replace};
use crate::scan::page::named;
use crate::scan::{Given, Made};

/// The tables, a folder each. What is in the first is whole; the others are made of it.
const TABLES: [&str; 3] = ["readings", "records", "problems"];

/// How much is in memory and in a file at most.
#[derive(Clone, Copy)]
struct Most {
    /// Readings that wait to be made columns, and about how many bytes they are.
    waiting: (usize, usize),
    /// Readings of a part, and bytes of its files.
    part: (u64, usize),
}

const MOST: Most = Most {
    waiting: (256, 4 << 20),
    part: (1 << 20, 256 << 20),
};

/// A folder of tables.
pub(super) struct Parts {
    folder: PathBuf,
    /// How many parts are whole.
    whole: u64,
    waiting: Vec<Reading>,
    bytes: usize,
    part: Option<Part>,
    most: Most,
}

/// Looks whether a folder can begin there, and makes it: it may be where the note is to go.
pub(super) fn vacant(folder: &Path) -> anyhow::Result<()> {
    be_folder(folder)?;
    let listed = || format!("{}: cannot be listed", folder.display());
    if !folder.exists() {
        return fs::create_dir(folder)
            .with_context(|| format!("{}: cannot be made", folder.display()));
    }
    if fs::read_dir(folder).with_context(listed)?.next().is_some() {
        bail!(
            "{}: there is something in this folder already; name another or move it away",
            folder.display()
        );
    }
    Ok(())
}

fn be_folder(path: &Path) -> anyhow::Result<()> {
    if path.exists() && !path.is_dir() {
        bail!(
            "{}: is a file, and --format parquet writes a folder; name another or move it away",
            path.display()
        );
    }
    Ok(())
}

impl Parts {
    /// Opens a folder of which so many parts hold.
    pub fn open(folder: &Path, held: u64) -> anyhow::Result<Self> {
        be_folder(folder)?;
        let failed = || format!("{}: cannot be written", folder.display());
        for part in 0..held {
            if !folder.join(TABLES[0]).join(name(part)).is_file() {
                bail!(
                    "{}: {}/{} is not there, which its checkpoint counts on; remove both to begin anew",
                    folder.display(),
                    TABLES[0],
                    name(part)
                );
            }
        }
        for table in TABLES {
            let table = folder.join(table);
            fs::create_dir_all(&table).with_context(failed)?;
            drop_beyond(&table, held).with_context(failed)?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            whole: held,
            waiting: Vec::new(),
            bytes: 0,
            part: None,
            most: MOST,
        })
    }

    fn failed(&self) -> String {
        format!("{}: cannot be written", self.folder.display())
    }

    fn add(&mut self, reading: Reading) -> anyhow::Result<()> {
        let long = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        self.bytes += reading.source.as_ref().map_or(0, Vec::len) + long(&reading.text);
        self.waiting.push(reading);
        let (rows, bytes) = self.most.waiting;
        match self.waiting.len() >= rows || self.bytes >= bytes {
            true => self.flush(),
            false => Ok(()),
        }
    }

    /// Puts what waits into the part under way, and ends it where it is large enough.
    fn flush(&mut self) -> anyhow::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        let readings = std::mem::take(&mut self.waiting);
        let mut part = match self.part.take() {
            Some(part) => part,
            None => Part::begin(&self.folder, self.whole).with_context(|| self.failed())?,
        };
        part.add(&readings).with_context(|| self.failed())?;
        let (rows, bytes) = self.most.part;
        let full = part.rows >= rows || part.size() >= bytes;
        self.part = Some(part);
        match full {
            true => self.close(),
            false => Ok(()),
        }
    }

    fn close(&mut self) -> anyhow::Result<()> {
        if let Some(part) = self.part.take() {
            part.end().with_context(|| self.failed())?;
            self.whole += 1;
        }
        Ok(())
    }

    fn describe(&self) -> io::Result<()> {
        let schemas = [schema::readings(), schema::records(), schema::problems()];
        let tables = TABLES.iter().zip(&schemas);
        let resources = tables.map(|(name, schema)| resource(name, name, Form::Parquet, schema));
        let text = format!("{:#}\n", of_readings(resources.collect()));
        replace(&self.folder.join("datapackage.json"), text.as_bytes())
    }
}

impl Sink for Parts {
    fn put(&mut self, archive: &str, made: Made) -> anyhow::Result<()> {
        match made {
            Made::Read(_, Given::Row(Some(reading))) => self.add(*reading),
            Made::Skipped(skipped) if skipped.why.is_loss() => {
                let (at, why) = (skipped.offset, &skipped.why);
                let doc = named(archive, &skipped.url, at);
                self.add(Reading::unread(&doc, format!("{archive} at {at}: {why}")))
            }
            Made::Read(..) | Made::Refused | Made::Skipped(_) => Ok(()),
        }
    }

    fn hold(&mut self) -> anyhow::Result<u64> {
        self.flush()?;
        self.close()?;
        Ok(self.whole)
    }

    fn end(&mut self, whole: bool) -> anyhow::Result<()> {
        self.hold()?;
        if !whole {
            return Ok(());
        }
        if self.whole == 0 {
            // a folder without files has no columns, and readers fail
            let empty = Part::begin(&self.folder, 0).and_then(Part::end);
            empty.with_context(|| self.failed())?;
        }
        self.describe().with_context(|| self.failed())
    }
}

/// What a part is called in the folder of each table: in the order of names.
fn name(part: u64) -> String {
    format!("part-{part:06}.parquet")
}

/// What it is called until it is whole.
fn unfinished(part: u64) -> String {
    format!(".part-{part:06}.unfinished")
}

/// Removes parts from a number on, and unfinished ones; what is not ours stays.
fn drop_beyond(table: &Path, held: u64) -> io::Result<()> {
    let number = |name: &str, before: &str, after: &str| {
        let digits = name.strip_prefix(before)?.strip_suffix(after)?;
        digits.parse::<u64>().ok()
    };
    for entry in fs::read_dir(table)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let beyond = number(&name, "part-", ".parquet").is_some_and(|n| n >= held);
        if beyond || number(&name, ".part-", ".unfinished").is_some() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A part under way: a file in each table that it has rows of.
struct Part {
    folder: PathBuf,
    number: u64,
    rows: u64,
    files: [Option<parquet::Writer<File>>; TABLES.len()],
}

impl Part {
    /// Begins a part. The first has a file in each table, so that each can be read, empty or not.
    fn begin(folder: &Path, number: u64) -> anyhow::Result<Self> {
        let mut part = Self {
            folder: folder.to_owned(),
            number,
            rows: 0,
            files: [None, None, None],
        };
        if number == 0 {
            part.add(&[])?;
        }
        Ok(part)
    }

    fn add(&mut self, readings: &[Reading]) -> anyhow::Result<()> {
        self.rows += readings.len() as u64;
        let tables = [
            encode(readings)?,
            flat::table(readings)?,
            flat::problems(readings)?,
        ];
        for (at, rows) in tables.iter().enumerate() {
            if rows.num_rows() == 0 && self.number > 0 {
                continue;
            }
            let file = match &mut self.files[at] {
                Some(file) => file,
                none => {
                    let path = self.folder.join(TABLES[at]).join(unfinished(self.number));
                    none.insert(parquet::Writer::new(File::create(path)?, rows.schema())?)
                }
            };
            file.write(rows)?;
        }
        Ok(())
    }

    fn size(&self) -> usize {
        self.files.iter().flatten().map(parquet::Writer::size).sum()
    }

    fn end(self) -> anyhow::Result<()> {
        for (table, file) in TABLES.iter().zip(self.files) {
            let Some(file) = file else { continue };
            let table = self.folder.join(table);
            let (under, own) = (unfinished(self.number), name(self.number));
            put_in_place(&file.into_inner()?, &table.join(under), &table.join(own))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "6月4日，江西省副省长鲁安在南昌会见德国黑森州州长韦伯一行。";

    fn page(doc: &str) -> Made {
        let reading = Reading::of(doc, None, PAGE.as_bytes()).expect("a record");
        Made::Read(1, Given::Row(Some(Box::new(reading))))
    }

    /// The pages of the readings of a folder, by part.
    fn docs(folder: &Path) -> Vec<Vec<String>> {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder.join(TABLES[0]))
            .expect("listed")
            .map(|e| e.expect("an entry").path())
            .collect();
        paths.sort();
        let read = |path: &PathBuf| {
            let rows = parquet::rows(File::open(path).expect("open")).expect("Parquet");
            let readings =
                rows.flat_map(|r| jiehao_readings::decode(&r.expect("rows")).expect("readings"));
            readings.map(|r| r.doc).collect()
        };
        paths.iter().map(read).collect()
    }

    #[test]
    fn parts_that_nobody_noted_are_written_anew() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path().join("out");
        vacant(&folder).expect("nothing is there");
        let mut parts = Parts::open(&folder, 0).expect("begun");
        parts.put("a", page("1")).expect("put");
        assert_eq!(parts.hold().expect("held"), 1);
        assert_eq!(parts.hold().expect("held"), 1, "no part without rows");
        parts.put("a", page("lost")).expect("put");
        assert_eq!(parts.hold().expect("held"), 2, "and no note of it");
        parts.put("a", page("lost too")).expect("put");
        parts.flush().expect("written");
        drop(parts);
        assert_eq!(
            fs::read_dir(folder.join(TABLES[0]))
                .expect("listed")
                .count(),
            3
        );
        assert!(vacant(&folder).is_err(), "nothing is mixed");
        let mut parts = Parts::open(&folder, 1).expect("goes on");
        parts.put("a", page("2")).expect("put");
        parts.end(true).expect("ended");
        assert_eq!(docs(&folder), [["1"], ["2"]]);
        assert!(folder.join("datapackage.json").is_file());
        assert!(Parts::open(&folder, 3).is_err(), "a part is gone");
    }

    #[test]
    fn parts_end_where_they_are_large() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut parts = Parts::open(dir.path(), 0).expect("begun");
        parts.most = Most {
            waiting: (2, 1 << 20),
            part: (4, 1 << 20),
        };
        for n in 0..9 {
            parts.put("a", page(&n.to_string())).expect("put");
        }
        parts.end(true).expect("ended");
        let (docs, all) = (docs(dir.path()), (0..9).map(|n| n.to_string()));
        assert_eq!(docs.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 1]);
        assert_eq!(docs.concat(), all.collect::<Vec<_>>());
        parts.most.part = (99, 1);
        for n in 0..4 {
            parts.put("a", page(&n.to_string())).expect("put");
        }
        assert_eq!(parts.hold().expect("held"), 5, "by bytes");
    }
}
