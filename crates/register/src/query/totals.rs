//! How much a register holds.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::register::Register;

/// What a register holds, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Pages and lists taken.
    pub captures: i64,
    /// Records, those that no longer hold included.
    pub records: i64,
    /// Acts by type.
    pub acts: BTreeMap<String, i64>,
    /// Decisions of people, undone ones included.
    pub decisions: i64,
    /// When the first page was taken, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// When the last page was taken, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

impl Register {
    /// What the register has come to, in a word that changes with every transaction that changes
    /// anything: what was worked out under one word holds as long as it stays.
    ///
    /// # Errors
    /// The database failed.
    pub fn state(&mut self) -> Result<String> {
        // versions that count no changes may write too
        let sql = "SELECT (SELECT max(n) FROM capture), (SELECT max(n) FROM reading), \
                   (SELECT max(n) FROM record), (SELECT max(n) FROM decision), \
                   (SELECT value FROM register WHERE name = 'changes')";
        let rows = self.read(|tx| tx.rows(sql, &[]))?;
        let none = crate::store::Row(Vec::new());
        let row = rows.first().unwrap_or(&none);
        let counts = [0, 1, 2, 3].map(|at| row.int(at).to_string());
        Ok(format!("{}.{}", counts.join("."), row.text(4)))
    }

    /// Counts what the register holds.
    ///
    /// # Errors
    /// The database failed.
    pub fn totals(&mut self) -> Result<Totals> {
        self.settle()?;
        self.read(|tx| {
            let mut count = |table: &str| -> Result<i64> {
                let sql = format!("SELECT count(*) FROM {table}");
                Ok(tx.number(&sql, &[])?.unwrap_or(0))
            };
            let (captures, records) = (count("capture")?, count("record")?);
            let decisions = count("decision")?;
            let acts = tx.rows("SELECT type, count(*) FROM act GROUP BY type", &[])?;
            let ends = tx.rows("SELECT min(taken), max(taken) FROM capture", &[])?;
            let end = |at| ends.first().and_then(|r| r.owned(at));
            Ok(Totals {
                captures,
                records,
                acts: acts
                    .iter()
                    .map(|r| (r.text(0).to_owned(), r.int(1)))
                    .collect(),
                decisions,
                first: end(0),
                last: end(1),
            })
        })
    }
}
