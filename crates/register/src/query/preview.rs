//! What would become of pages: put into the register, settled, looked at, and taken back. So what is shown
//! before somebody confirms is what comes of it, copies, acts and identities included.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{self, Document};
use super::views::{self, CaptureView};
use crate::error::Result;
use crate::ingest::{Arrival, Reader, arrive, capture_id};
use crate::register::{Register, settle_all};
use crate::store::Transaction;

/// A page as it would be in the register.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// The page with its records and acts.
    pub document: Document,
    /// The captures that those acts are read from, and those that are one report with this.
    pub captures: Vec<CaptureView>,
    /// Whether these very bytes were read before.
    pub known: bool,
    /// Entities that records of other pages name: how many records.
    pub named_elsewhere: BTreeMap<String, i64>,
}

impl Register {
    /// What would become of pages; nothing is kept. Writers wait meanwhile.
    ///
    /// # Errors
    /// The database failed.
    pub fn preview(&mut self, reader: &Reader, pages: &[Arrival<'_>]) -> Result<Vec<Preview>> {
        self.try_out(|tx| {
            let mut known = Vec::new();
            for page in pages {
                let sql =
                    "SELECT g.n FROM capture c JOIN reading g ON g.capture = c.n WHERE c.id = $1";
                let id = capture_id(page.taken.bytes);
                known.push(!tx.rows(sql, &[id.into()])?.is_empty());
            }
            for page in pages {
                arrive(tx, reader, page)?;
            }
            settle_all(tx)?;
            let mut out = Vec::new();
            for (page, known) in pages.iter().zip(known) {
                let document = document::whole(tx, &capture_id(page.taken.bytes))?;
                out.push(Preview {
                    captures: captures(tx, &document)?,
                    named_elsewhere: elsewhere(tx, &document)?,
                    document,
                    known,
                });
            }
            Ok(out)
        })
    }
}

fn captures(tx: &mut dyn Transaction, document: &Document) -> Result<Vec<CaptureView>> {
    let records = document.acts.iter().flat_map(|a| &a.records);
    let mut ids: BTreeSet<String> = records.map(|r| r.capture.clone()).collect();
    ids.insert(document.capture.id.clone());
    let copies = "SELECT c.id FROM capture o JOIN copy m ON m.original = o.n \
                  JOIN capture c ON c.n = m.capture WHERE o.id = $1 ORDER BY c.id";
    if let Some(original) = &document.capture.copy_of {
        let rows = tx.rows(copies, &[original.into()])?;
        ids.extend(rows.iter().map(|r| r.text(0).to_owned()));
    }
    let mut out = Vec::new();
    for id in ids {
        if let Some(n) = tx.number("SELECT n FROM capture WHERE id = $1", &[id.into()])? {
            out.extend(views::capture(tx, n)?);
        }
    }
    Ok(out)
}

fn elsewhere(tx: &mut dyn Transaction, document: &Document) -> Result<BTreeMap<String, i64>> {
    let fillers = document
        .records
        .iter()
        .flat_map(|r| r.roles.values().flatten());
    let entities: BTreeSet<&str> = fillers.map(|f| f.entity.as_str()).collect();
    let mut out = BTreeMap::new();
    for entity in entities {
        let sql = "SELECT count(DISTINCT m.record) FROM entity e JOIN mention m ON m.entity = e.n \
                   JOIN record r ON r.n = m.record JOIN capture c ON c.n = r.capture \
                   WHERE e.id = $1 AND c.id <> $2";
        let many = tx.number(sql, &[entity.into(), (&document.capture.id).into()])?;
        if let Some(many) = many.filter(|n| *n > 0) {
            out.insert(entity.to_owned(), many);
        }
    }
    Ok(out)
}
