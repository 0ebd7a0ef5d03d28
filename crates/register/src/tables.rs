//! The tables of a register, for those who handle it as a whole: backup, check, comparison.
//!
//! Outside of a register a row names others by their ids, never by their numbers, which depend on
//! what came first.

use crate::error::Result;
use crate::register::Register;
use crate::store::{Row, Transaction, Value};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub name: &'static str,
    /// The table whose rows it names by number.
    pub of: Option<&'static str>,
}

/// A table with the columns that are told of it, and those that a row is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub name: &'static str,
    pub key: &'static [&'static str],
    pub columns: &'static [Column],
}

const fn plain(name: &'static str) -> Column {
    Column { name, of: None }
}

const fn number(name: &'static str, of: &'static str) -> Column {
    Column { name, of: Some(of) }
}

const fn table(
    name: &'static str,
    key: &'static [&'static str],
    columns: &'static [Column],
) -> Table {
    Table { name, key, columns }
}

/// What was taken, read and decided, in an order in which it can be put back.
pub(crate) const KEPT: &[Table] = &[
    table(
        "capture",
        &["n"],
        &[
            plain("id"),
            plain("sha256"),
            plain("size"),
            plain("locator"),
            plain("taken"),
            plain("packed"),
        ],
    ),
    table(
        "sighting",
        &["capture", "locator"],
        &[
            number("capture", "capture"),
            plain("locator"),
            plain("taken"),
        ],
    ),
    table(
        "reading",
        &["n"],
        &[
            plain("id"),
            number("capture", "capture"),
            plain("version"),
            plain("rules"),
            plain("at"),
            plain("charset"),
            plain("title"),
            plain("outlet"),
            plain("author"),
            plain("published"),
            plain("text"),
        ],
    ),
    table(
        "record",
        &["n"],
        &[
            plain("id"),
            number("capture", "capture"),
            plain("type"),
            plain("name"),
        ],
    ),
    table(
        "report",
        &["record", "reading"],
        &[
            number("record", "record"),
            number("reading", "reading"),
            plain("at"),
            plain("confidence"),
            plain("rule"),
            plain("grounds"),
        ],
    ),
    table(
        "evidence",
        &["record", "reading", "at"],
        &[
            number("record", "record"),
            number("reading", "reading"),
            plain("at"),
            plain("first"),
            plain("last"),
            plain("exact"),
        ],
    ),
    table(
        "statement",
        &["n"],
        &[
            plain("id"),
            number("record", "record"),
            plain("role"),
            plain("property"),
            plain("value"),
            plain("identity"),
            plain("country"),
            plain("post"),
            plain("held_in"),
            plain("kind"),
            plain("level"),
            plain("since"),
            plain("until"),
            plain("precise"),
        ],
    ),
    table(
        "attestation",
        &["statement", "reading"],
        &[
            number("statement", "statement"),
            number("reading", "reading"),
            plain("at"),
        ],
    ),
    table(
        "decision",
        &["n"],
        &[
            plain("n"),
            plain("id"),
            plain("verdict"),
            plain("subject"),
            plain("object"),
            plain("who"),
            plain("at"),
            plain("ground"),
        ],
    ),
];

/// What follows from it.
pub(crate) const FOLLOWING: &[Table] = &[
    table(
        "standing",
        &["record"],
        &[
            number("record", "record"),
            number("reading", "reading"),
            plain("type"),
            plain("rank"),
            plain("reason"),
            plain("since"),
            plain("until"),
            plain("precise"),
            plain("traits"),
            number("act", "record"),
        ],
    ),
    table(
        "statement_rank",
        &["statement"],
        &[
            number("statement", "statement"),
            plain("rank"),
            plain("reason"),
        ],
    ),
    table(
        "entity",
        &["n"],
        &[
            plain("id"),
            plain("sort"),
            plain("name"),
            plain("country"),
            plain("place"),
        ],
    ),
    table(
        "meaning",
        &["entity", "record"],
        &[plain("entity"), plain("record"), plain("leader")],
    ),
    table(
        "mention",
        &["record", "role", "at"],
        &[
            number("record", "record"),
            plain("role"),
            plain("at"),
            number("entity", "entity"),
        ],
    ),
    table(
        "concern",
        &["record", "place", "role"],
        &[
            number("record", "record"),
            plain("place"),
            plain("role"),
            plain("above"),
        ],
    ),
    table(
        "handle",
        &["handle", "record"],
        &[
            plain("handle"),
            number("record", "record"),
            plain("first"),
            plain("last"),
        ],
    ),
    table(
        "act",
        &["n"],
        &[
            number("n", "record"),
            plain("type"),
            plain("since"),
            plain("until"),
            plain("precise"),
            plain("reports"),
            plain("sources"),
        ],
    ),
    table(
        "presence",
        &["place", "kind", "since", "act"],
        &[
            plain("place"),
            plain("kind"),
            plain("since"),
            number("act", "record"),
        ],
    ),
    table(
        "signature",
        &["capture"],
        &[number("capture", "capture"), plain("minima")],
    ),
    table(
        "band",
        &["band", "capture"],
        &[plain("band"), number("capture", "capture")],
    ),
    table(
        "copy",
        &["capture"],
        &[number("capture", "capture"), number("original", "capture")],
    ),
    table(
        "unsettled",
        &["sort", "thing"],
        &[plain("sort"), plain("thing")],
    ),
];

/// Rows of a table read at a time.
const BATCH: i64 = 1000;

impl Table {
    /// Whether its rows have numbers of their own by which others name them.
    fn is_numbered(&self) -> bool {
        self.key == ["n"] && self.columns[0].of.is_none()
    }

    /// The rows that follow a key, in its order, each led by its key: a batch, none after the last.
    fn after(&self, tx: &mut dyn Transaction, last: Option<&Row>) -> Result<Vec<Row>> {
        let keys: Vec<String> = self.key.iter().map(|k| format!("t.{k}")).collect();
        let keys = keys.join(", ");
        let (mut told, mut from) = (Vec::new(), format!("{} t", self.name));
        for (at, column) in self.columns.iter().enumerate() {
            told.push(match column.of {
                None => format!("t.{}", column.name),
                Some(of) => {
                    from.push_str(&format!(
                        " LEFT JOIN {of} o{at} ON o{at}.n = t.{}",
                        column.name
                    ));
                    format!("o{at}.id")
                }
            });
        }
        let mut values: Vec<Value> = Vec::new();
        let mut condition = String::new();
        if let Some(row) = last {
            values.extend(row.0[..self.key.len()].iter().cloned());
            let places: Vec<String> = (1..=self.key.len()).map(|n| format!("${n}")).collect();
            condition = format!(" WHERE ({keys}) > ({})", places.join(", "));
        }
        values.push(BATCH.into());
        let sql = format!(
            "SELECT {keys}, {} FROM {from}{condition} ORDER BY {keys} LIMIT ${}",
            told.join(", "),
            values.len()
        );
        tx.rows(&sql, &values)
    }

    /// Hands on the cells of all rows, in the order of the key in this register.
    pub fn each(
        &self,
        tx: &mut dyn Transaction,
        mut take: impl FnMut(&[Value]) -> Result<()>,
    ) -> Result<()> {
        let mut last: Option<Row> = None;
        loop {
            let rows = self.after(tx, last.as_ref())?;
            for row in &rows {
                take(&row.0[self.key.len()..])?;
            }
            match rows.into_iter().next_back() {
                Some(row) => last = Some(row),
                None => return Ok(()),
            }
        }
    }

    /// Puts a row back, as it was handed on.
    pub fn put(&self, tx: &mut dyn Transaction, cells: &[Value]) -> Result<()> {
        let (mut columns, mut places) = (Vec::new(), Vec::new());
        if self.is_numbered() && self.columns[0].name != "n" {
            columns.push("n");
            places.push(format!(
                "(SELECT coalesce(max(n), 0) + 1 FROM {})",
                self.name
            ));
        }
        for (at, column) in (1..).zip(self.columns) {
            columns.push(column.name);
            places.push(match column.of {
                None => format!("${at}"),
                Some(of) => format!("(SELECT n FROM {of} WHERE id = ${at})"),
            });
        }
        let (columns, places) = (columns.join(", "), places.join(", "));
        let sql = format!("INSERT INTO {} ({columns}) VALUES ({places})", self.name);
        tx.run(&sql, cells)?;
        Ok(())
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
                let mut lines = Vec::new();
                table.each(tx, |cells| {
                    let cells: Vec<String> = cells.iter().map(cell).collect();
                    lines.push(format!("{}\t{}\n", table.name, cells.join("\t")));
                    Ok(())
                })?;
                lines.sort_unstable();
                out.extend(lines);
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
