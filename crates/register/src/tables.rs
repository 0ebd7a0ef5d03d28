//! The tables of a register, for those who handle it as a whole: backup, check, comparison.

use crate::error::Result;
use crate::register::Register;
use crate::store::{Row, Transaction, Value};

/// A table with its columns, and how many of the first of them are its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    pub key: usize,
}

const fn table(name: &'static str, key: usize, columns: &'static [&'static str]) -> Table {
    Table { name, columns, key }
}

/// What was taken, read and decided, in an order in which it can be put back.
pub(crate) const KEPT: &[Table] = &[
    table(
        "capture",
        1,
        &["id", "sha256", "size", "locator", "taken", "packed"],
    ),
    table("sighting", 2, &["capture", "locator", "taken"]),
    table(
        "reading",
        1,
        &[
            "id",
            "capture",
            "version",
            "rules",
            "at",
            "charset",
            "title",
            "outlet",
            "author",
            "published",
            "text",
        ],
    ),
    table("record", 1, &["id", "capture", "type", "name"]),
    table(
        "report",
        2,
        &["record", "reading", "n", "confidence", "rule", "grounds"],
    ),
    table(
        "evidence",
        3,
        &["record", "reading", "n", "first", "last", "exact"],
    ),
    table(
        "statement",
        1,
        &[
            "id", "record", "role", "property", "value", "identity", "country", "post", "held_in",
            "kind", "level", "since", "until", "precise",
        ],
    ),
    table("attestation", 2, &["statement", "reading", "n"]),
    table(
        "decision",
        1,
        &[
            "id", "n", "verdict", "subject", "object", "who", "at", "ground",
        ],
    ),
];

/// What follows from it.
pub(crate) const FOLLOWING: &[Table] = &[
    table(
        "standing",
        1,
        &[
            "record", "capture", "type", "reading", "rank", "reason", "since", "until", "precise",
            "act",
        ],
    ),
    table("statement_rank", 1, &["statement", "rank", "reason"]),
    table("entity", 1, &["id", "sort", "name", "country", "place"]),
    table("mention", 3, &["record", "role", "n", "entity", "home"]),
    table("concern", 3, &["place", "record", "role", "above"]),
    table("handle", 2, &["handle", "record"]),
    table(
        "act",
        1,
        &[
            "id", "type", "since", "until", "precise", "reports", "sources",
        ],
    ),
    table("presence", 5, &["place", "type", "way", "since", "act"]),
    table("signature", 1, &["capture", "minima"]),
    table("band", 2, &["band", "capture"]),
    table("copy", 1, &["capture", "original"]),
    table("unsettled", 2, &["sort", "thing"]),
];

/// Rows of a table read at a time.
const BATCH: i64 = 1000;

impl Table {
    /// The rows that follow a key, in its order: a batch, none after the last.
    pub fn after(&self, tx: &mut dyn Transaction, last: Option<&Row>) -> Result<Vec<Row>> {
        let key = self.columns[..self.key].join(", ");
        let mut values: Vec<Value> = Vec::new();
        let mut condition = String::new();
        if let Some(row) = last {
            values.extend(row.0[..self.key].iter().cloned());
            let places: Vec<String> = (1..=self.key).map(|n| format!("${n}")).collect();
            condition = format!(" WHERE ({key}) > ({})", places.join(", "));
        }
        values.push(BATCH.into());
        let sql = format!(
            "SELECT {} FROM {}{condition} ORDER BY {key} LIMIT ${}",
            self.columns.join(", "),
            self.name,
            values.len()
        );
        tx.rows(&sql, &values)
    }

    /// Hands on all rows, in the order of the key.
    pub fn each(
        &self,
        tx: &mut dyn Transaction,
        mut take: impl FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        let mut last: Option<Row> = None;
        loop {
            let rows = self.after(tx, last.as_ref())?;
            rows.iter().try_for_each(&mut take)?;
            match rows.into_iter().next_back() {
                Some(row) => last = Some(row),
                None => return Ok(()),
            }
        }
    }
}

impl Register {
    /// The whole register as text, a line a row, for comparing two: equal registers give equal
    /// text, whatever database each is in and in whatever order it was filled.
    ///
    /// # Errors
    /// The database failed.
    pub fn told(&mut self) -> Result<String> {
        self.settle()?;
        self.read(|tx| {
            let mut out = String::new();
            for table in KEPT.iter().chain(FOLLOWING) {
                table.each(tx, |row| {
                    let cells: Vec<String> = row.0.iter().map(cell).collect();
                    out.push_str(&format!("{}\t{}\n", table.name, cells.join("\t")));
                    Ok(())
                })?;
            }
            Ok(out)
        })
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".into(),
        Value::Int(n) => n.to_string(),
        Value::Real(x) => x.to_string(),
        Value::Text(s) => format!("{s:?}"),
        Value::Bytes(b) => crate::id::sha256(b),
    }
}
