//! The one narrow door to a database: begin, run, read rows, commit.
//!
//! All that the register knows is in the SQL and the Rust above this trait, which both databases
//! share word for word; a store only carries it. What the two cannot share is here: how a
//! transaction is begun so that writers come one after another, and the index of the full text.
//! A store knows nothing of records.

mod postgres;
mod sqlite;

use crate::error::Result;

pub(crate) use postgres::{Postgres, without_secrets};
pub(crate) use sqlite::Sqlite;

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Int(i64),
    /// A fraction.
    Real(f64),
    /// Characters.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<&str> for Value {
    fn from(s: &str) -> Self {
        Self::Text(s.into())
    }
}

impl From<&String> for Value {
    fn from(s: &String) -> Self {
        Self::Text(s.clone())
    }
}

impl From<String> for Value {
    fn from(s: String) -> Self {
        Self::Text(s)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Real(x)
    }
}

impl From<Vec<u8>> for Value {
    fn from(b: Vec<u8>) -> Self {
        Self::Bytes(b)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// A column of characters; empty where there is nothing.
    pub fn text(&self, at: usize) -> &str {
        self.maybe(at).unwrap_or_default()
    }

    /// A column of characters, or nothing.
    pub fn maybe(&self, at: usize) -> Option<&str> {
        match self.0.get(at) {
            Some(Value::Text(s)) => Some(s),
            _ => None,
        }
    }

    /// As [`Row::maybe`], owned.
    pub fn owned(&self, at: usize) -> Option<String> {
        self.maybe(at).map(str::to_owned)
    }

    /// A whole number; 0 where there is nothing.
    pub fn int(&self, at: usize) -> i64 {
        match self.0.get(at) {
            Some(Value::Int(n)) => *n,
            _ => 0,
        }
    }

    /// A whole number, or nothing.
    pub fn number(&self, at: usize) -> Option<i64> {
        match self.0.get(at) {
            Some(Value::Int(n)) => Some(*n),
            _ => None,
        }
    }

    /// A fraction; 0 where there is nothing.
    pub fn real(&self, at: usize) -> f64 {
        match self.0.get(at) {
            Some(Value::Real(x)) => *x,
            Some(Value::Int(n)) => *n as f64,
            _ => 0.0,
        }
    }

    /// Bytes; empty where there is nothing.
    pub fn bytes(&self, at: usize) -> &[u8] {
        match self.0.get(at) {
            Some(Value::Bytes(b)) => b,
            _ => &[],
        }
    }
}

/// What a transaction is begun for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To look: sees the register as it was when it began.
    Read,
    /// To change: waits for its turn, one writer at a time.
    Write,
}

/// A database.
pub trait Store: Send {
    /// Begins a transaction.
    ///
    /// # Errors
    /// The database is gone, or held by another process for too long.
    fn begin(&mut self, purpose: Purpose) -> Result<Box<dyn Transaction + '_>>;

    /// The migration to a version of the schema, in this database's words; `None` beyond the last.
    fn migration(&self, version: usize) -> Option<String>;

    /// Things settled in one transaction: few enough that other writers get their turn within
    /// seconds, and enough that the leaves of the indexes that they share are written once for many
    /// of them.
    fn settled_at_once(&self) -> usize {
        4000
    }

    /// Makes sure that what was committed outlasts a loss of power.
    ///
    /// # Errors
    /// The disk did not take it.
    fn seal(&mut self) -> Result<()>;

    /// Where the register is, without secrets.
    fn place(&self) -> &str;
}

/// A transaction; dropped without a commit, it leaves no trace.
pub trait Transaction {
    /// Runs a statement; parameters are `$1`, `$2`, … Gives the rows changed.
    ///
    /// # Errors
    /// The database refuses or is gone.
    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64>;

    /// As [`Transaction::run`] with whole numbers, now or by the end of the transaction: all that is
    /// given for one statement is put in its own order, which an index that is larger than the
    /// processor's caches takes several times as quickly. Whoever has to find it in the same
    /// transaction calls [`Transaction::carry_out`] before.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn run_late(&mut self, sql: &'static str, row: Vec<i64>) -> Result<()> {
        let values: Vec<Value> = row.into_iter().map(Value::Int).collect();
        self.run(sql, &values).map(|_| ())
    }

    /// Runs whatever waits for the end of the transaction.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn carry_out(&mut self) -> Result<()> {
        Ok(())
    }

    /// Reads rows.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn rows(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>>;

    /// Runs several statements without parameters.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn script(&mut self, sql: &str) -> Result<()>;

    /// Whether the database has a table of this name.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn has_table(&mut self, name: &str) -> Result<bool>;

    /// The number that a statement gives back; `None` where it gives no row.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn number(&mut self, sql: &str, values: &[Value]) -> Result<Option<i64>> {
        Ok(self.rows(sql, values)?.first().map(|r| r.int(0)))
    }

    /// Puts the grams of a capture's text into the index; `anew` in place of what may be there.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn index(&mut self, capture: i64, grams: &[String], anew: bool) -> Result<()>;

    /// The captures whose text holds all of these grams; a gram of one character stands for all
    /// that begin with it. In no order.
    ///
    /// # Errors
    /// As [`Transaction::run`].
    fn holding(&mut self, grams: &[String]) -> Result<Vec<i64>>;

    /// Makes it lasting.
    ///
    /// # Errors
    /// As [`Transaction::run`]; then nothing of it is kept.
    fn commit(self: Box<Self>) -> Result<()>;
}

/// How many numbers a statement names of which some are asked for at once: a few sizes, so that the
/// database need not understand it anew for each number of them.
const SIZES: [usize; 5] = [1, 4, 16, 64, 256];

/// Rows of a statement with `IN (#)` for numbers; as many statements as it takes.
///
/// # Errors
/// As [`Transaction::rows`].
pub(crate) fn among(tx: &mut dyn Transaction, sql: &str, numbers: &[i64]) -> Result<Vec<Row>> {
    let mut out = Vec::new();
    for some in numbers.chunks(SIZES[SIZES.len() - 1]) {
        let size = SIZES.iter().find(|size| **size >= some.len());
        let size = size.copied().unwrap_or(some.len());
        let places: Vec<String> = (1..=size).map(|n| format!("${n}")).collect();
        // the last stands for those that are not there: a number is found once however often it is named
        let named = some.iter().chain(some.last().into_iter().cycle());
        let values: Vec<Value> = named.take(size).map(|n| (*n).into()).collect();
        out.extend(tx.rows(&sql.replace('#', &places.join(", ")), &values)?);
    }
    Ok(out)
}
