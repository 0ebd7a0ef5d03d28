//! How far a scan has come: how much of the output holds and the archive's offset, made durable together.
//!
//! The output is on disk before the note of it is, and the note takes the place of the one before at once. A scan
//! that was broken off drops of the output what the note does not hold and goes on from the offset noted, so that
//! nothing is lost and nothing stands there twice.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::sink::{self, Sink};
use super::{Made, Tally};
use crate::cli::ScanFormat;
use crate::output::file::replace;

/// Version of the form of notes.
const VERSION: u32 = 1;

/// What decides what a scan gives: another run may go on only with the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// Version of jiehao.
    pub program: String,
    /// Archives: name and bytes, where they are known.
    pub archives: Vec<(String, Option<u64>)>,
    /// Form of the output, bounds and rules, as given.
    pub options: Vec<String>,
}

/// How far a scan has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Which archive.
    pub archive: usize,
    /// Where in it reading goes on.
    pub offset: u64,
    /// What it has come to.
    pub tally: Tally,
}

#[derive(Serialize, Deserialize)]
struct Note {
    version: u32,
    settings: Settings,
    /// How much of the output holds, as its [`Sink`] counts.
    length: u64,
    position: Position,
}

/// The output of a scan.
pub(crate) struct Output {
    sink: Box<dyn Sink>,
    notes: Option<Notes>,
}

struct Notes {
    path: PathBuf,
    settings: Settings,
    every: Duration,
    last: Instant,
}

impl Output {
    /// Opens the output, and says how far it had come.
    ///
    /// # Errors
    /// The output is there and no note says how far it was written; the note is of another scan; either
    /// cannot be read or written.
    pub fn open(
        out: Option<&Path>,
        format: ScanFormat,
        checkpoint: Option<(&Path, Duration)>,
        settings: Settings,
    ) -> anyhow::Result<(Self, Position)> {
        let noted = match checkpoint {
            Some((path, _)) if path.exists() => Some(read(path, &settings)?),
            _ => None,
        };
        let begins = noted.is_none();
        if let (true, Some(out)) = (begins, out) {
            sink::vacant(out, format)?;
        }
        let notes = checkpoint.map(|(path, every)| Notes {
            path: path.to_owned(),
            settings,
            every,
            last: Instant::now(),
        });
        let (held, position) = noted.unwrap_or_default();
        // a note before the output is: whoever is broken off in between finds both
        if let (true, Some(notes)) = (begins, &notes) {
            notes.write(held, &position)?;
        }
        let sink = sink::open(out, format, held)?;
        Ok((Self { sink, notes }, position))
    }

    /// Adds what was made of something in an archive.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn put(&mut self, archive: &str, made: Made) -> anyhow::Result<()> {
        self.sink.put(archive, made)
    }

    /// Notes how far it has come, if that is due; `now` makes it so.
    ///
    /// # Errors
    /// The output or the note cannot be written.
    pub fn note(&mut self, position: &Position, now: bool) -> anyhow::Result<()> {
        let Some(notes) = &mut self.notes else {
            return Ok(());
        };
        if now || notes.last.elapsed() >= notes.every {
            notes.write(self.sink.hold()?, position)?;
            notes.last = Instant::now();
        }
        Ok(())
    }

    /// Ends it; `whole` where the scan came to the end of all archives.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(&mut self, position: &Position, whole: bool) -> anyhow::Result<()> {
        self.note(position, true)?;
        self.sink.end(whole)
    }
}

impl Notes {
    fn write(&self, length: u64, position: &Position) -> anyhow::Result<()> {
        let note = Note {
            version: VERSION,
            settings: self.settings.clone(),
            length,
            position: position.clone(),
        };
        let failed = || format!("{}: cannot be written", self.path.display());
        let text = serde_json::to_vec(&note).with_context(failed)?;
        replace(&self.path, &text).with_context(failed)
    }
}

/// What a note says: how much of the output holds, and how far the scan had come.
fn read(path: &Path, settings: &Settings) -> anyhow::Result<(u64, Position)> {
    let about = || {
        format!(
            "{}: no checkpoint that can be read; remove it and the output to begin anew",
            path.display()
        )
    };
    let text = fs::read(path).with_context(about)?;
    let note: Note = serde_json::from_slice(&text).with_context(about)?;
    if note.version != VERSION || note.settings != *settings {
        bail!(
            "{}: the checkpoint of another scan (other archives, options or version); give the same \
             arguments, or other files to --out and --checkpoint",
            path.display()
        );
    }
    Ok((note.length, note.position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Given;

    fn settings(option: &str) -> Settings {
        Settings {
            program: "1".into(),
            archives: vec![("a.warc".into(), Some(9))],
            options: vec![option.into()],
        }
    }

    #[test]
    fn what_was_written_after_the_last_note_is_written_anew() {
        let dir = tempfile::tempdir().unwrap();
        let (out, note) = (dir.path().join("out"), dir.path().join("note"));
        let open = |option| {
            let at = Some((note.as_path(), Duration::ZERO));
            Output::open(Some(&out), ScanFormat::Jsonl, at, settings(option))
        };
        let lines = |text: &str| Made::Read(1, Given::Lines(text.into()));
        let (mut output, begin) = open("x").unwrap();
        assert_eq!(begin, Position::default());
        output.put("a", lines("one\n")).unwrap();
        let one = Position {
            offset: 7,
            ..Position::default()
        };
        output.note(&one, false).unwrap();
        output.put("a", lines("lost\n")).unwrap();
        drop(output);
        assert!(open("y").is_err(), "another scan");
        let (mut output, position) = open("x").unwrap();
        assert_eq!(position, one);
        output.put("a", lines("two\n")).unwrap();
        output.finish(&position, true).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), "one\ntwo\n");
        fs::write(&out, "h").unwrap();
        assert!(open("x").is_err(), "cut");
        fs::remove_file(&note).unwrap();
        assert!(open("x").is_err(), "nothing is overwritten");
    }
}
