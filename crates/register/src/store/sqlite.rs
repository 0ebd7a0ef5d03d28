//! A register in one file, by SQLite.
//!
//! Write-ahead logging: readers go on while a page is written, and a process killed at any byte
//! leaves either the whole page or none of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql, TransactionBehavior};

use super::{Purpose, Row, Store, Transaction, Value};
use crate::error::{Error, ErrorKind, Result};
use crate::grams;

/// `JIEH`, at byte 68 of the file: what tells a register from any other SQLite file.
const APPLICATION: i64 = 0x4A49_4548;

/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);

/// KiB of the file held in memory at most: the indexes of a large register, and all that a
/// transaction of many pages changes.
const CACHE: i64 = 540 * 1024;

/// Bytes of a page of a new file: twice the usual, so that the trees of a large register are lower and
/// their leaves fewer to look for.
const PAGE: i64 = 8192;

/// As [`CACHE`], of one who only reads, of whom there are several in one process: what is in the log. The
/// file itself they have in common, see [`MAPPED`].
const READER_CACHE: i64 = 16 * 1024;

/// Bytes of the file that a reader maps at most, which is what SQLite was built to map: pages of the system's
/// cache are read where they lie. A third of what a region's page costs was copying them. Who keeps a reader
/// open must let go of it when the file is cut short by another program: looking behind the end of a mapped file
/// ends the process.
const MAPPED: i64 = 0x7fff_0000;

/// As [`PATIENCE`], of one who only reads: somebody waits for the answer.
const READER_PATIENCE: Duration = Duration::from_secs(5);

/// Pages of the log that are carried into the file at a time: a page that many transactions change
/// is written into the file once.
const CHECKPOINT: i64 = 128 * 1024;

/// Bytes of full text that wait for their index at most.
const TEXTS: usize = 8 << 20;

/// Rows of a statement that wait for each other at most.
const LATE: usize = 1 << 18;

const MIGRATIONS: &[&str] = &[
    concat!(
        include_str!("../../migrations/1.sql"),
        include_str!("../../migrations/1.sqlite.sql")
    ),
    include_str!("../../migrations/2.sql"),
];

/// A register in one file.
pub(crate) struct Sqlite {
    connection: Connection,
    place: String,
}

impl Sqlite {
    /// Opens a file, or makes one where there is none.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_within(path, PATIENCE)
    }

    /// As [`Sqlite::open`], for one who only looks: changes are refused, and neither time nor memory is
    /// taken as a writer takes them.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        let store = Self::open_within(path, READER_PATIENCE)?;
        let db = &store.connection;
        let set = || -> rusqlite::Result<()> {
            db.pragma_update(None, "cache_size", -READER_CACHE)?;
            db.pragma_update(None, "mmap_size", MAPPED)?;
            db.pragma_update(None, "query_only", true)
        };
        set().map_err(|e| told(&store.place, e))?;
        Ok(store)
    }

    /// As [`Sqlite::open`], and waits no longer than this for another writer.
    pub fn open_within(path: &Path, patience: Duration) -> Result<Self> {
        let place = path.display().to_string();
        // a process killed while it carried its log into the file leaves the file shorter than it says
        // it is, and the rest in the log: nothing is lost, and opening it carries on
        let logged = has_log(path);
        whole(path, &place, !logged)?;
        let connection = Connection::open(path).map_err(|e| told(&place, e))?;
        let store = Self { connection, place };
        store.claim(patience)?;
        store.prepare().map_err(|e| told(&store.place, e))?;
        if logged && store.carry().map_err(|e| told(&store.place, e))? {
            whole(path, &store.place, true)?;
        }
        Ok(store)
    }

    /// Carries the log into the file; whether all of it was, which others may be in the way of.
    fn carry(&self) -> rusqlite::Result<bool> {
        let sql = "PRAGMA wal_checkpoint(PASSIVE)";
        let done = |row: &rusqlite::Row<'_>| -> rusqlite::Result<(i64, i64, i64)> {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        };
        let (busy, logged, carried) = self.connection.query_row(sql, [], done)?;
        Ok(busy == 0 && logged == carried)
    }

    /// Makes sure that the file is a register or empty, before anything in it changes.
    fn claim(&self, patience: Duration) -> Result<()> {
        let db = &self.connection;
        let claimed = || -> rusqlite::Result<bool> {
            db.busy_timeout(patience)?;
            let application: i64 = db.pragma_query_value(None, "application_id", |r| r.get(0))?;
            let tables = "SELECT count(*) FROM sqlite_master";
            let tables: i64 = db.query_row(tables, [], |row| row.get(0))?;
            match (application, tables) {
                (APPLICATION, _) => {}
                (0, 0) => {
                    db.pragma_update(None, "page_size", PAGE)?;
                    db.pragma_update(None, "application_id", APPLICATION)?;
                }
                _ => return Ok(false),
            }
            Ok(true)
        };
        match claimed().map_err(|e| told(&self.place, e))? {
            true => Ok(()),
            false => Err(foreign(&self.place)),
        }
    }

    fn prepare(&self) -> rusqlite::Result<()> {
        let db = &self.connection;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.pragma_update(None, "cache_size", -CACHE)?;
        db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
        db.pragma_update(None, "foreign_keys", true)?;
        // a plan must not depend on the values asked for: SQLite would make it anew at every asking
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        db.set_prepared_statement_cache_capacity(256);
        Ok(())
    }
}

/// Whether a log with something in it lies beside a file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(Path::new(&log)).is_ok_and(|m| m.len() > 0)
}

/// SQLite reads a file that was cut short until it meets the gap; a register is refused at the door.
/// With `to_the_end`, the file must be as long as it says.
fn whole(path: &Path, place: &str, to_the_end: bool) -> Result<()> {
    use std::io::Read;
    let Ok(mut file) = std::fs::File::open(path) else {
        return Ok(());
    };
    let world = |e: std::io::Error| Error::new(ErrorKind::World, place, e.to_string());
    let length = file.metadata().map_err(world)?.len();
    let mut head = [0; 100];
    if length == 0 {
        return Ok(());
    }
    let read = file.read(&mut head).map_err(world)?;
    if read < 16 || !head.starts_with(b"SQLite format 3\0") {
        return Err(foreign(place));
    }
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        n => u64::from(n),
    };
    let pages = u64::from(u32::from_be_bytes([head[28], head[29], head[30], head[31]]));
    if read < 100 || to_the_end && length < pages * page {
        let what = format!("the file is cut short: {length} of {} bytes", pages * page);
        return Err(Error::new(ErrorKind::Damaged, place, what));
    }
    Ok(())
}

fn foreign(place: &str) -> Error {
    Error::new(ErrorKind::Foreign, place, "this file is no register")
}

/// What SQLite says, in the register's words.
fn told(place: &str, error: rusqlite::Error) -> Error {
    let (kind, what) = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            (ErrorKind::Locked, "another process is writing to it".into())
        }
        Some(ErrorCode::DiskFull) => (ErrorKind::Full, "the disk is full".into()),
        Some(ErrorCode::DatabaseCorrupt) => (ErrorKind::Damaged, format!("damaged ({error})")),
        Some(ErrorCode::NotADatabase) => return foreign(place),
        Some(ErrorCode::ReadOnly) => (ErrorKind::World, "may not be written to".into()),
        Some(ErrorCode::CannotOpen) => (
            ErrorKind::World,
            "cannot be opened; is the folder there?".into(),
        ),
        _ => (ErrorKind::World, error.to_string()),
    };
    Error::new(kind, place, what)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Real(x) => ValueRef::Real(*x),
            Self::Text(s) => ValueRef::Text(s.as_bytes()),
            Self::Bytes(b) => ValueRef::Blob(b),
        }))
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(n) => Self::Int(n),
            ValueRef::Real(x) => Self::Real(x),
            ValueRef::Text(t) => Self::Text(String::from_utf8_lossy(t).into_owned()),
            ValueRef::Blob(b) => Self::Bytes(b.to_vec()),
        }
    }
}

impl Store for Sqlite {
    fn begin(&mut self, purpose: Purpose) -> Result<Box<dyn Transaction + '_>> {
        let behavior = match purpose {
            Purpose::Read => TransactionBehavior::Deferred,
            Purpose::Write => TransactionBehavior::Immediate,
        };
        let place = &self.place;
        let begun = self.connection.transaction_with_behavior(behavior);
        let db = begun.map_err(|e| told(place, e))?;
        Ok(Box::new(Begun {
            db,
            place,
            late: BTreeMap::new(),
            texts: Vec::new(),
        }))
    }

    fn migration(&self, version: usize) -> Option<String> {
        let sql = MIGRATIONS.get(version.checked_sub(1)?)?;
        Some(sql.replace("/* keyed */", "WITHOUT ROWID"))
    }

    fn settled_at_once(&self) -> usize {
        128_000
    }

    fn seal(&mut self) -> Result<()> {
        self.carry().map(|_| ()).map_err(|e| told(&self.place, e))
    }

    fn place(&self) -> &str {
        &self.place
    }
}

struct Begun<'s> {
    db: rusqlite::Transaction<'s>,
    place: &'s str,
    /// Rows that wait for each other, by their statement.
    late: BTreeMap<&'static str, Vec<Vec<i64>>>,
    /// Full texts that wait for their index: whatever statement comes between two of them has it
    /// written to disk, so they are put there together.
    texts: Vec<Indexed>,
}

/// The grams of a capture, and whether it may have others already.
struct Indexed {
    capture: i64,
    grams: String,
    anew: bool,
}

impl Begun<'_> {
    /// `$1` is a name to SQLite; `?1` is the number it is to PostgreSQL.
    fn numbered(sql: &str) -> String {
        sql.replace('$', "?")
    }

    /// Puts what waits into the index of the full text.
    fn put_texts(&mut self) -> Result<()> {
        for Indexed {
            capture,
            grams,
            anew,
        } in std::mem::take(&mut self.texts)
        {
            if anew {
                let old = "DELETE FROM text_gram WHERE rowid = $1";
                self.run(old, &[capture.into()])?;
            }
            let add = "INSERT INTO text_gram (rowid, grams) VALUES ($1, $2)";
            self.run(add, &[capture.into(), grams.into()])?;
        }
        Ok(())
    }
}

impl Transaction for Begun<'_> {
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64> {
        let mut statement = self
            .db
            .prepare_cached(&Self::numbered(sql))
            .map_err(|e| told(self.place, e))?;
        let changed = statement.execute(rusqlite::params_from_iter(values));
        changed.map(|n| n as u64).map_err(|e| told(self.place, e))
    }

    fn run_late(&mut self, sql: &'static str, row: Vec<i64>) -> Result<()> {
        let rows = self.late.entry(sql).or_default();
        rows.push(row);
        match rows.len() < LATE {
            true => Ok(()),
            false => self.carry_out(),
        }
    }

    fn carry_out(&mut self) -> Result<()> {
        for (sql, mut rows) in std::mem::take(&mut self.late) {
            rows.sort_unstable();
            for row in rows {
                let row: Vec<Value> = row.into_iter().map(Value::Int).collect();
                self.run(sql, &row)?;
            }
        }
        Ok(())
    }

    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>> {
        let read = || -> rusqlite::Result<Vec<Row>> {
            let mut statement = self.db.prepare_cached(&Self::numbered(sql))?;
            let columns = statement.column_count();
            let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
                let value = |at| row.get_ref(at).map(Value::from);
                let values: rusqlite::Result<_> = (0..columns).map(value).collect();
                values.map(Row)
            })?;
            rows.collect()
        };
        read().map_err(|e| told(self.place, e))
    }

    fn script(&mut self, sql: &str) -> Result<()> {
        self.db.execute_batch(sql).map_err(|e| told(self.place, e))
    }

    fn has_table(&mut self, name: &str) -> Result<bool> {
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = $1";
        Ok(!self.rows(sql, &[name.into()])?.is_empty())
    }

    fn index(&mut self, capture: i64, grams: &[String], anew: bool) -> Result<()> {
        self.texts.push(Indexed {
            capture,
            grams: grams.join(" "),
            anew,
        });
        let waiting: usize = self.texts.iter().map(|w| w.grams.len()).sum();
        match waiting > TEXTS {
            true => self.put_texts(),
            false => Ok(()),
        }
    }

    fn holding(&mut self, grams: &[String]) -> Result<Vec<i64>> {
        let term = |gram: &String| match grams::is_single(gram) {
            true => format!("\"{gram}\"*"),
            false => format!("\"{gram}\""),
        };
        self.put_texts()?;
        let all = grams.iter().map(term).collect::<Vec<_>>().join(" AND ");
        let sql = "SELECT rowid FROM text_gram WHERE text_gram MATCH $1";
        let rows = self.rows(sql, &[all.into()])?;
        Ok(rows.iter().map(|r| r.int(0)).collect())
    }

    fn commit(mut self: Box<Self>) -> Result<()> {
        self.carry_out()?;
        self.put_texts()?;
        self.db.commit().map_err(|e| told(self.place, e))
    }
}
