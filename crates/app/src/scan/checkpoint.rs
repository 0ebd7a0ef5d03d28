//! How far a scan has come: the output's length and the archive's offset, made durable together.
//!
//! The output is on disk before the note of its length is, and the note takes the place of the one before
//! at once. A scan that was broken off cuts the output to the length noted and goes on from the offset noted, so
//! that nothing is lost and nothing stands there twice.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::Tally;

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
    /// Bytes of the output.
    length: u64,
    position: Position,
}

/// The output of a scan.
pub(crate) struct Output {
    to: To,
    notes: Option<Notes>,
}

enum To {
    Standard(BufWriter<io::StdoutLock<'static>>),
    File(BufWriter<File>, PathBuf),
}

struct Notes {
    path: PathBuf,
    settings: Settings,
    every: Duration,
    last: Instant,
}

impl Output {
    /// Opens the output, and says how far it had come; `head` begins a new one.
    ///
    /// # Errors
    /// The file is there and no note says how far it was written; the note is of another scan; either
    /// cannot be read or written.
    pub fn open(
        out: Option<&Path>,
        checkpoint: Option<&Path>,
        every: u64,
        settings: Settings,
        head: &str,
    ) -> anyhow::Result<(Self, Position)> {
        let Some(out) = out else {
            let mut standard = BufWriter::new(io::stdout().lock());
            standard.write_all(head.as_bytes())?;
            let to = To::Standard(standard);
            return Ok((Self { to, notes: None }, Position::default()));
        };
        let noted = match checkpoint {
            Some(path) if path.exists() => Some(read(path, &settings)?),
            _ => None,
        };
        let begins = noted.is_none();
        if begins && out.exists() {
            bail!(
                "{}: is there already; name another file or move it away",
                out.display()
            );
        }
        let notes = checkpoint.map(|path| Notes {
            path: path.to_owned(),
            settings,
            every: Duration::from_secs(every),
            last: Instant::now(),
        });
        let note = noted.unwrap_or_else(|| (0, Position::default()));
        // a note before the output is: whoever is broken off in between finds both
        if begins && let Some(notes) = &notes {
            notes.write(0, &note.1)?;
        }
        let failed = || format!("{}: cannot be written", out.display());
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(out);
        let mut file = file.with_context(failed)?;
        if file.metadata().with_context(failed)?.len() < note.0 {
            bail!(
                "{}: shorter than its checkpoint says; remove both to begin anew",
                out.display()
            );
        }
        file.set_len(note.0).with_context(failed)?;
        file.seek(SeekFrom::Start(note.0)).with_context(failed)?;
        let mut to = BufWriter::new(file);
        if note.0 == 0 {
            to.write_all(head.as_bytes()).with_context(failed)?;
        }
        let to = To::File(to, out.to_owned());
        Ok((Self { to, notes }, note.1))
    }

    /// Adds to it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&mut self, text: &str) -> anyhow::Result<()> {
        match &mut self.to {
            To::Standard(out) => Ok(out.write_all(text.as_bytes())?),
            To::File(out, path) => out
                .write_all(text.as_bytes())
                .with_context(|| format!("{}: cannot be written", path.display())),
        }
    }

    /// Notes how far it has come, if that is due; `now` makes it so.
    ///
    /// # Errors
    /// The output or the note cannot be written.
    pub fn note(&mut self, position: &Position, now: bool) -> anyhow::Result<()> {
        let due = |notes: &Notes| now || notes.last.elapsed() >= notes.every;
        let (To::File(out, path), Some(notes)) = (&mut self.to, &mut self.notes) else {
            return Ok(());
        };
        if !due(notes) {
            return Ok(());
        }
        let failed = || format!("{}: cannot be written", path.display());
        out.flush().with_context(failed)?;
        out.get_ref().sync_data().with_context(failed)?;
        let length = out.stream_position().with_context(failed)?;
        notes.write(length, position)?;
        notes.last = Instant::now();
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(&mut self, position: &Position) -> anyhow::Result<()> {
        self.note(position, true)?;
        match &mut self.to {
            To::Standard(out) => Ok(out.flush()?),
            To::File(out, path) => out
                .flush()
                .and_then(|()| out.get_ref().sync_all())
                .with_context(|| format!("{}: cannot be written", path.display())),
        }
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
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = self.path.with_file_name(name);
        let mut file = File::create(&part).with_context(failed)?;
        serde_json::to_writer(&mut file, &note).with_context(failed)?;
        file.sync_all().with_context(failed)?;
        fs::rename(&part, &self.path).with_context(failed)?;
        // the name is in the folder, which has a cache of its own
        let folder = self.path.parent().filter(|p| !p.as_os_str().is_empty());
        if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
            folder.sync_all().with_context(failed)?;
        }
        Ok(())
    }
}

/// What a note says: the output's length, and how far the scan had come.
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
        let open = |option| Output::open(Some(&out), Some(&note), 0, settings(option), "head\n");
        let (mut output, begin) = open("x").unwrap();
        assert_eq!(begin, Position::default());
        output.write("one\n").unwrap();
        let one = Position {
            offset: 7,
            ..Position::default()
        };
        output.note(&one, false).unwrap();
        output.write("lost\n").unwrap();
        drop(output);
        assert!(open("y").is_err(), "another scan");
        let (mut output, position) = open("x").unwrap();
        assert_eq!(position, one);
        output.write("two\n").unwrap();
        output.finish(&position).unwrap();
        assert_eq!(fs::read_to_string(&out).unwrap(), "head\none\ntwo\n");
        fs::write(&out, "h").unwrap();
        assert!(open("x").is_err(), "cut");
        fs::remove_file(&note).unwrap();
        assert!(open("x").is_err(), "nothing is overwritten");
    }
}
