//! Backup and restore: what was taken, read and decided, as one file that any register can be made
//! from again, in SQLite or PostgreSQL.
//!
//! A backup is gzip over lines of JSON: a head with its version, a line a row, and an end with the
//! number of rows and a hash of all lines, so that a backup that was cut short is known for one.
//! What follows from the rest is not in it; it is made anew.

use std::io::{BufRead, BufReader, Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::decision;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest;
use crate::list;
use crate::meaning;
use crate::register::{Register, settle_all};
use crate::standing;
use crate::store::{Transaction, Value};
use crate::tables::KEPT;

/// The version of the file.
const VERSION: i64 = 1;

impl Register {
    /// Writes a backup; `name` is what failures call it. Gives the rows written.
    ///
    /// # Errors
    /// The database failed, or what is written to.
    pub fn backup(&mut self, out: &mut dyn Write, name: &str) -> Result<u64> {
        let mut lines = Lines::new(GzEncoder::new(out, Compression::default()), name);
        self.read(|tx| {
            lines.line(&json!({"jiehao-register": VERSION}))?;
            for table in KEPT {
                table.each(tx, |cells| {
                    let cells: Vec<Json> = cells.iter().map(told).collect();
                    lines.rows += 1;
                    lines.line(&json!([table.name, cells]))
                })?;
            }
            Ok(())
        })?;
        lines.end()
    }

    /// Fills an empty register from a backup: all of it or nothing. Gives the rows read.
    ///
    /// # Errors
    /// The register is not empty; the backup is cut short, garbled or of a later version; or the
    /// database failed.
    pub fn restore(&mut self, from: &mut dyn Read, name: &str) -> Result<u64> {
        self.write(|tx| {
            let any = "SELECT n FROM capture LIMIT 1";
            if !tx.rows(any, &[])?.is_empty() {
                let what = "a backup is restored into a new register, and this one holds pages";
                return Err(Error::new(ErrorKind::Refused, name, what));
            }
            // in a backup rows name statements and readings by id, which nothing else does
            for table in ["statement", "reading"] {
                tx.script(&format!("CREATE INDEX restored_{table} ON {table} (id)"))?;
            }
            let rows = put_back(tx, from, name)?;
            for table in ["statement", "reading"] {
                tx.script(&format!("DROP INDEX restored_{table}"))?;
            }
            let decisions = decision::mean(tx)?;
            list::remember_all(tx)?;
            let captures = tx.rows("SELECT n FROM capture ORDER BY n", &[])?;
            for capture in captures.iter().map(|r| r.int(0)) {
                ingest::sign(tx, capture)?;
                standing::stand(tx, capture)?;
            }
            meaning::know(tx, &decisions)?;
            settle_all(tx)?;
            Ok(rows)
        })
    }
}

fn put_back(tx: &mut dyn Transaction, from: &mut dyn Read, name: &str) -> Result<u64> {
    let damaged = |what: &str| Error::new(ErrorKind::Damaged, name, what);
    let cut = || damaged("the backup is cut short or garbled");
    let mut lines = BufReader::new(GzDecoder::new(from)).lines();
    let mut next = || -> Result<String> {
        let line = lines.next().ok_or_else(cut)?;
        line.map_err(|_| cut())
    };
    let mut hash = Sha256::new();
    let head = next()?;
    hash.update(head.as_bytes());
    let version = serde_json::from_str::<Json>(&head).ok();
    match version.as_ref().and_then(|h| h["jiehao-register"].as_i64()) {
        Some(VERSION) => {}
        Some(later) => {
            let what = format!("a backup of version {later}; this program knows {VERSION}");
            return Err(Error::new(ErrorKind::Newer, name, what));
        }
        None => {
            return Err(Error::new(
                ErrorKind::Foreign,
                name,
                "this file is no backup",
            ));
        }
    }
    let mut rows = 0;
    loop {
        let line = next()?;
        let value: Json = serde_json::from_str(&line).map_err(|_| cut())?;
        if let Some(end) = value.get("rows") {
            let sum = hex(&hash.finalize());
            return match end.as_u64() == Some(rows) && value["sha256"] == sum.as_str() {
                true => Ok(rows),
                false => Err(cut()),
            };
        }
        hash.update(line.as_bytes());
        rows += 1;
        let table = KEPT.iter().find(|t| value[0] == t.name).ok_or_else(cut)?;
        let cells = value[1]
            .as_array()
            .filter(|c| c.len() == table.columns.len());
        let cells = cells
            .ok_or_else(cut)?
            .iter()
            .map(understood)
            .collect::<Option<Vec<_>>>();
        table.put(tx, &cells.ok_or_else(cut)?)?;
    }
}

fn told(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Int(n) => json!(n),
        // a whole number of a column of fractions stays a fraction
        Value::Real(x) => json!({ "real": x }),
        Value::Text(s) => json!(s),
        Value::Bytes(b) => json!({ "hex": hex(b) }),
    }
}

fn understood(value: &Json) -> Option<Value> {
    Some(match value {
        Json::Null => Value::Null,
        Json::Number(n) => Value::Int(n.as_i64()?),
        Json::String(s) => Value::Text(s.clone()),
        Json::Object(o) => match (o.get("real"), o.get("hex")) {
            (Some(x), _) => Value::Real(x.as_f64()?),
            (_, Some(h)) => Value::Bytes(unhex(h.as_str()?)?),
            _ => return None,
        },
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16);
    let pairs = text.as_bytes().chunks_exact(2);
    text.len().is_multiple_of(2).then_some(())?;
    pairs
        .map(|p| u8::try_from(digit(p[0])? * 16 + digit(p[1])?).ok())
        .collect()
}

/// Lines on their way into a file, with a hash of them.
struct Lines<'n, W: Write> {
    out: W,
    name: &'n str,
    hash: Sha256,
    rows: u64,
}

impl<'n, W: Write> Lines<'n, GzEncoder<W>> {
    fn new(out: GzEncoder<W>, name: &'n str) -> Self {
        Self {
            out,
            name,
            hash: Sha256::new(),
            rows: 0,
        }
    }

    fn line(&mut self, value: &Json) -> Result<()> {
        let line = value.to_string();
        self.hash.update(line.as_bytes());
        writeln!(self.out, "{line}").map_err(|e| failed(self.name, &e))
    }

    fn end(mut self) -> Result<u64> {
        let end = json!({"rows": self.rows, "sha256": hex(&self.hash.finalize())});
        let ended = writeln!(self.out, "{end}").and_then(|()| self.out.finish()?.flush());
        ended.map_err(|e| failed(self.name, &e))?;
        Ok(self.rows)
    }
}

fn failed(name: &str, e: &std::io::Error) -> Error {
    match e.kind() {
        std::io::ErrorKind::StorageFull => Error::new(ErrorKind::Full, name, "the disk is full"),
        _ => Error::new(ErrorKind::World, name, e.to_string()),
    }
}
