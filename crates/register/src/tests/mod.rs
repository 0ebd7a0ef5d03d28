//! What a register must do, whatever database it is in.
//!
//! Each case runs on SQLite, and on the PostgreSQL that `JIEHAO_TEST_POSTGRES` names, which
//! `make test` starts; where both run, both registers must be the same row for row.

mod answers;
mod care;
mod cases;
mod damage;
mod desk;
mod dossier;
mod history;
mod kept;
mod lists;
mod pages;
mod people;
mod programs;
mod reports;
mod routes;
mod wide;

use std::sync::atomic::{AtomicUsize, Ordering};

use jiehao_events::{Record, Rules};
use jiehao_text::{Hint, Page};
use tempfile::TempDir;

use crate::register::Register;
use crate::store::{Postgres, Purpose, Sqlite, Store, Transaction};
use crate::{Ingested, Reader, Taken};

/// A time for all that tests do: registers must not differ by it.
const AT: &str = "2026-01-02T03:04:05Z";

/// A place for registers of tests, emptied when it is dropped.
enum Ground {
    File(TempDir),
    Schema(String, String),
}

impl Ground {
    fn file() -> Self {
        Self::File(TempDir::new().expect("a folder"))
    }

    /// A schema of its own on the server of the tests, where there is one.
    fn schema() -> Option<Self> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let server = std::env::var("JIEHAO_TEST_POSTGRES").ok()?;
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("test_{}_{n}", std::process::id());
        script(&server, &format!("CREATE SCHEMA {schema}"));
        Some(Self::Schema(server, schema))
    }

    fn store(&self) -> Box<dyn Store> {
        match self {
            Self::File(dir) => Box::new(Sqlite::open(&dir.path().join("r.db")).expect("a file")),
            Self::Schema(server, schema) => {
                Box::new(Postgres::open(server, Some(schema)).expect("a server"))
            }
        }
    }

    fn register(&self) -> Register {
        Register::with(self.store()).expect("a register")
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Self::Schema(server, schema) = self {
            script(server, &format!("DROP SCHEMA {schema} CASCADE"));
        }
    }
}

fn script(server: &str, sql: &str) {
    let mut store = Postgres::open(server, None).expect("a server");
    let mut tx: Box<dyn Transaction + '_> = store.begin(Purpose::Write).expect("a transaction");
    tx.script(sql).expect("done");
    tx.commit().expect("kept");
}

/// Runs a case on each database; what it gives must be the same.
fn on_each<T: PartialEq + std::fmt::Debug>(case: impl Fn(&Ground) -> T) -> T {
    let own = case(&Ground::file());
    if let Some(schema) = Ground::schema() {
        assert_eq!(case(&schema), own, "PostgreSQL and SQLite differ");
    }
    own
}

fn reader(version: &str) -> Reader {
    Reader {
        version: version.into(),
        rules: String::new(),
    }
}

fn read(locator: &str, text: &str) -> (Page, Vec<Record>) {
    let hint = Hint {
        name: Some(locator),
        ..Hint::default()
    };
    let page = jiehao_text::read(text.as_bytes(), &hint);
    let records = jiehao_events::extract(&page, Rules::built_in()).records;
    (page, records)
}

/// Ingests a page as the program does.
fn ingest(register: &mut Register, locator: &str, text: &str) -> Ingested {
    let (page, records) = read(locator, text);
    take(register, locator, text, "1.0.0", &page, &records)
}

fn take(
    register: &mut Register,
    locator: &str,
    text: &str,
    version: &str,
    page: &Page,
    records: &[Record],
) -> Ingested {
    let taken = Taken {
        bytes: text.as_bytes(),
        locator,
        at: AT,
    };
    let done = register.ingest(taken, &reader(version), page, records);
    done.expect("ingested")
}

/// Pages of the project's own corpus: name and bytes as text.
fn corpus() -> Vec<(String, String)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/a");
    let mut pages: Vec<(String, String)> = std::fs::read_dir(root)
        .expect("corpus/a")
        .filter_map(|e| {
            let path = e.ok()?.path();
            let name = path.file_name()?.to_str()?.to_owned();
            (!name.ends_with(".json")).then_some(())?;
            Some((name, std::fs::read_to_string(&path).ok()?))
        })
        .collect();
    pages.sort();
    assert!(pages.len() > 10, "the corpus is there");
    pages
}
