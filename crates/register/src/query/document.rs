//! A capture as it is read by people: its characters, its records, and what else tells of their acts.

use std::collections::BTreeSet;

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::unpack;
use crate::list;
use crate::query::show;
use crate::query::views::{self, ActView, CaptureView, RecordView};
use crate::register::Register;
use crate::store::Transaction;

/// A capture with all that was read from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The capture.
    pub capture: CaptureView,
    /// Its bytes, as they were taken.
    pub bytes: Vec<u8>,
    /// The characters that quotes count in.
    pub source: String,
    /// Whether it is a list of an office's own, and no page.
    pub list: bool,
    /// What was read from it, those that no longer hold included.
    pub records: Vec<RecordView>,
    /// The acts that its records report, each once, with all their reports.
    pub acts: Vec<ActView>,
}

impl Register {
    /// A capture by its id, or the beginning of one.
    ///
    /// # Errors
    /// There is no such capture, or its bytes are no longer those that were taken; or the database
    /// failed.
    pub fn document(&mut self, id: &str) -> Result<Document> {
        self.settle()?;
        self.read(|tx| whole(tx, id))
    }

    /// The captures that acts were read from, each once; what they say of themselves.
    ///
    /// # Errors
    /// The database failed.
    pub fn sources(&mut self, acts: &[ActView]) -> Result<Vec<CaptureView>> {
        let records = acts.iter().flat_map(|a| &a.records);
        let ids: BTreeSet<&str> = records.map(|r| r.capture.as_str()).collect();
        self.read(|tx| {
            let mut out = Vec::new();
            for id in ids {
                let sql = "SELECT n FROM capture WHERE id = $1";
                if let Some(n) = tx.number(sql, &[id.into()])? {
                    out.extend(views::capture(tx, n)?);
                }
            }
            Ok(out)
        })
    }
}

/// A capture with all that was read from it.
pub(super) fn whole(tx: &mut dyn Transaction, id: &str) -> Result<Document> {
    let unknown = || Error::new(ErrorKind::Unknown, id, "no such page");
    if !id.starts_with("c-") {
        return Err(unknown());
    }
    let (n, _) = show::whole(tx, id)?;
    let capture = views::capture(tx, n)?.ok_or_else(unknown)?;
    let sql = "SELECT packed, sha256, locator FROM capture WHERE n = $1";
    let rows = tx.rows(sql, &[n.into()])?;
    let row = rows.first().ok_or_else(unknown)?;
    let bytes = unpack(&capture.id, row.bytes(0), row.text(1))?;
    let source = list::source(&bytes, row.text(2));
    let sql = "SELECT n FROM record WHERE capture = $1 ORDER BY n";
    let mut records = Vec::new();
    for row in tx.rows(sql, &[n.into()])? {
        records.extend(views::record(tx, row.int(0))?);
    }
    let sql = "SELECT DISTINCT s.act FROM record r JOIN standing s ON s.record = r.n \
               WHERE r.capture = $1 AND s.act IS NOT NULL ORDER BY s.act";
    let mut acts = Vec::new();
    for row in tx.rows(sql, &[n.into()])? {
        acts.extend(views::act(tx, row.int(0))?);
    }
    Ok(Document {
        list: !records.is_empty() && records.iter().all(|r| r.rule == list::RULE),
        capture,
        bytes,
        source,
        records,
        acts,
    })
}
