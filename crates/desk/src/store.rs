//! The file of the desk: opened, made, brought to the newest schema.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::error::{Error, Result};

/// `JIED`, at byte 68 of the file.
const APPLICATION: i64 = 0x4A49_4544;

/// Migrations, each to the schema of its number.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/1.sql")];

/// How long to wait for another process.
const PATIENCE: Duration = Duration::from_secs(10);

/// A desk, open. It may be shared by threads, which take turns.
pub struct Desk {
    db: Mutex<Connection>,
    pub(crate) place: String,
}

/// Where the desk of a register is unless it is told: `jiehao.db.desk` beside `jiehao.db`; of a database,
/// `jiehao.desk` in the working folder.
pub fn beside(register: &str) -> PathBuf {
    let address = ["postgres://", "postgresql://"];
    match address.iter().any(|scheme| register.starts_with(scheme)) {
        true => PathBuf::from("jiehao.desk"),
        false => PathBuf::from(format!("{register}.desk")),
    }
}

impl Desk {
    /// Opens the file at a path; nothing where there is none.
    ///
    /// # Errors
    /// It is something else, damaged, of a later version, or cannot be opened.
    pub fn open(path: &Path) -> Result<Option<Self>> {
        match path.exists() {
            true => Self::open_or_make(path).map(Some),
            false => Ok(None),
        }
    }

    /// As [`Desk::open`], and makes one where there is none, which only its owner may read.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_or_make(path: &Path) -> Result<Self> {
        let place = path.display().to_string();
        make(path).map_err(|e| Error::World {
            place: place.clone(),
            what: e.to_string(),
            mend: "name another file with --desk, or mend the folder",
        })?;
        let db = Connection::open(path).map_err(|e| told(&place, &e))?;
        let desk = Self {
            db: Mutex::new(db),
            place,
        };
        desk.prepare()?;
        Ok(desk)
    }

    /// Where it is.
    pub fn place(&self) -> &str {
        &self.place
    }

    fn prepare(&self) -> Result<()> {
        let mut db = self.db();
        let fail = |e: rusqlite::Error| told(&self.place, &e);
        db.busy_timeout(PATIENCE).map_err(fail)?;
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = tx.map_err(fail)?;
        let application: i64 = tx
            .pragma_query_value(None, "application_id", |r| r.get(0))
            .map_err(fail)?;
        let tables = "SELECT count(*) FROM sqlite_master";
        let tables: i64 = tx.query_row(tables, [], |r| r.get(0)).map_err(fail)?;
        if application != APPLICATION && (application != 0 || tables > 0) {
            return Err(self.foreign());
        }
        let version: i64 = tx
            .pragma_query_value(None, "user_version", |r| r.get(0))
            .map_err(fail)?;
        let newest = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
        if version > newest {
            return Err(Error::World {
                place: self.place.clone(),
                what: format!(
                    "a desk of schema {version}, and this program knows up to {}",
                    newest
                ),
                mend: "use the version of jiehao that wrote it, or a later one",
            });
        }
        for (next, sql) in (1..).zip(MIGRATIONS).filter(|(next, _)| *next > version) {
            tx.execute_batch(sql).map_err(fail)?;
            tx.pragma_update(None, "user_version", next).map_err(fail)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION)
            .map_err(fail)?;
        tx.commit().map_err(fail)?;
        db.pragma_update(None, "journal_mode", "WAL")
            .map_err(fail)?;
        db.pragma_update(None, "foreign_keys", true).map_err(fail)?;
        // what was deleted is gone: hashes of sessions, pages that were not wanted
        db.pragma_update(None, "secure_delete", true)
            .map_err(fail)?;
        Ok(())
    }

    fn foreign(&self) -> Error {
        Error::World {
            place: self.place.clone(),
            what: "this file is no desk".into(),
            mend: "name another file with --desk; nothing was written",
        }
    }

    pub(crate) fn db(&self) -> MutexGuard<'_, Connection> {
        self.db.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks, or changes a row.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        work(&self.db()).map_err(|e| told(&self.place, &e))
    }

    /// Changes several rows: all or none.
    pub(crate) fn change<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut db = self.db();
        let fail = |e: rusqlite::Error| told(&self.place, &e);
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = tx.map_err(fail)?;
        let done = work(&tx)?;
        tx.commit().map_err(fail)?;
        Ok(done)
    }

    /// What SQLite says, in our words.
    pub(crate) fn fail(&self, e: rusqlite::Error) -> Error {
        told(&self.place, &e)
    }
}

/// An empty file that only its owner may read, where there is none.
fn make(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}

fn told(place: &str, e: &rusqlite::Error) -> Error {
    let (what, mend) = match e.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            "another process is writing to it".to_owned(),
            "wait and try again",
        ),
        Some(ErrorCode::DiskFull) => ("the disk is full".to_owned(), "make room on the disk"),
        Some(ErrorCode::NotADatabase) => (
            "this file is no desk".to_owned(),
            "name another file with --desk; nothing was written",
        ),
        _ => (e.to_string(), "mend the file or restore it from a copy"),
    };
    Error::World {
        place: place.to_owned(),
        what,
        mend,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_made_once_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.db.desk");
        assert!(Desk::open(&path).unwrap().is_none());
        Desk::open_or_make(&path).unwrap();
        assert!(Desk::open(&path).unwrap().is_some());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn other_files_and_later_desks_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x");
        std::fs::write(
            &path,
            "something else, and long enough to be read as a head of one",
        )
        .unwrap();
        assert!(
            Desk::open(&path)
                .err()
                .unwrap()
                .to_string()
                .contains("no desk")
        );
        let path = dir.path().join("other.db");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(
            Desk::open(&path)
                .err()
                .unwrap()
                .to_string()
                .contains("no desk")
        );
        let path = dir.path().join("later");
        let desk = Desk::open_or_make(&path).unwrap();
        desk.db().pragma_update(None, "user_version", 99).unwrap();
        drop(desk);
        let error = Desk::open(&path).err().unwrap().to_string();
        assert!(error.contains("schema 99"), "{error}");
    }

    #[test]
    fn a_desk_lies_beside_its_register() {
        assert_eq!(beside("a/jiehao.db"), PathBuf::from("a/jiehao.db.desk"));
        assert_eq!(beside("postgres://u@h/d"), PathBuf::from("jiehao.desk"));
    }
}
