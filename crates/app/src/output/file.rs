//! Files that are whole or not there: written under another name, and named at the end.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, bail};

/// A file or folder on its way; dropped unfinished, it leaves no trace.
#[derive(Debug)]
pub(crate) struct Whole {
    part: PathBuf,
    target: PathBuf,
    folder: bool,
    done: bool,
    /// What went wrong in writing, if anything did: who writes may know errors of its own only.
    broken: Arc<Mutex<Option<io::Error>>>,
}

impl Whole {
    /// Begins a file, or a folder of files.
    ///
    /// # Errors
    /// Something of this name is there, or it cannot be made.
    pub fn begin(target: &Path, folder: bool) -> anyhow::Result<Self> {
        if target.exists() {
            bail!(
                "{}: is there already; name another file or move it away",
                target.display()
            );
        }
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = target.with_file_name(name);
        if folder {
            std::fs::create_dir(&part)
                .with_context(|| format!("{}: cannot be made", part.display()))?;
        }
        Ok(Self {
            part,
            target: target.to_owned(),
            folder,
            done: false,
            broken: Arc::default(),
        })
    }

    /// Opens a file of the folder, or the file itself.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn open(&self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        let path = match self.folder {
            true => self.part.join(name),
            false => self.part.clone(),
        };
        Ok(Box::new(Watched {
            out: BufWriter::new(File::create(path)?),
            broken: Arc::clone(&self.broken),
        }))
    }

    /// What went wrong in writing.
    pub fn broken(&self) -> Option<io::Error> {
        self.broken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// It cannot be named so.
    pub fn finish(mut self) -> anyhow::Result<()> {
        let failed = || format!("{}: cannot be written", self.target.display());
        if !self.folder {
            File::open(&self.part)
                .and_then(|f| f.sync_all())
                .with_context(failed)?;
        }
        std::fs::rename(&self.part, &self.target).with_context(failed)?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.done {
            let _ = match self.folder {
                true => std::fs::remove_dir_all(&self.part),
                false => std::fs::remove_file(&self.part),
            };
        }
    }
}

/// Puts a file in the place of the one of that name, at once: whoever looks finds the one or the other whole.
/// It is durable afterwards.
///
/// # Errors
/// It cannot be written.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let mut file = File::create(&part)?;
    file.write_all(bytes)?;
    put_in_place(&file, &part, path)
}

/// Gives a file that was written under another name its own, durably: the bytes first, then the name.
///
/// # Errors
/// It cannot be written, or not be named so.
pub(crate) fn put_in_place(file: &File, part: &Path, path: &Path) -> io::Result<()> {
    file.sync_all()?;
    std::fs::rename(part, path)?;
    // the name is in the folder, which has a cache of its own; some systems open no folders
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    match File::open(folder.unwrap_or(Path::new("."))) {
        Ok(folder) => folder.sync_all(),
        Err(_) => Ok(()),
    }
}

/// Remembers what went wrong in writing, whoever is told of it.
pub(crate) struct Watched<W> {
    pub out: W,
    pub broken: Arc<Mutex<Option<io::Error>>>,
}

impl<W> Watched<W> {
    fn seen<T>(&self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|e| {
            let kind = e.kind();
            let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
            broken.get_or_insert(e);
            kind.into()
        })
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write(bytes);
        self.seen(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.seen(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_leaves_no_trace() {
        let dir = tempfile::TempDir::new().expect("a folder");
        let (target, folder) = (dir.path().join("x.txt"), dir.path().join("x"));
        for (path, is_folder) in [(&target, false), (&folder, true)] {
            let whole = Whole::begin(path, is_folder).expect("begun");
            whole
                .open("a")
                .expect("open")
                .write_all(b"a")
                .expect("written");
            drop(whole);
        }
        assert_eq!(std::fs::read_dir(dir.path()).expect("listed").count(), 0);
        let whole = Whole::begin(&target, false).expect("begun");
        whole
            .open("")
            .expect("open")
            .write_all(b"a")
            .expect("written");
        whole.finish().expect("named");
        assert_eq!(std::fs::read(&target).expect("read"), b"a");
        assert!(
            Whole::begin(&target, false).is_err(),
            "nothing is overwritten"
        );
    }
}
