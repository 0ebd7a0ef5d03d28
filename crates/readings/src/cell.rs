//! Cells of a table that is written row by row and handed on in columns.

use std::fmt;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, SchemaRef};
use jiff::civil::Date;

use crate::error::Result;

/// What a cell holds; nothing where it is not known.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(Option<String>),
    /// A day.
    Day(Option<Date>),
    /// A number of things.
    Count(Option<i64>),
    /// A share, 0 to 1.
    Share(Option<f64>),
}

impl Cell {
    /// Words; none where they are empty.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(Some(words.into()).filter(|words| !words.is_empty()))
    }
}

/// As CSV has it: nothing is the empty cell.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(Some(text)) => f.write_str(text),
            Self::Day(Some(day)) => day.fmt(f),
            Self::Count(Some(n)) => n.fmt(f),
            Self::Share(Some(x)) => x.fmt(f),
            Self::Text(None) | Self::Day(None) | Self::Count(None) | Self::Share(None) => Ok(()),
        }
    }
}

/// Days from year 1 to 1970, as dates of Arrow count from then.
fn since_1970(day: Date) -> Option<i32> {
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(day).ok().map(|span| span.get_days())
}

/// Rows as columns. A cell that holds something else than its column does is null there.
///
/// # Errors
/// More text than a column holds, which is 2 GiB; a row of fewer cells than there are columns.
pub fn columns<R: AsRef<[Cell]>>(schema: &SchemaRef, rows: &[R]) -> Result<RecordBatch> {
    let column = |(at, kind): (usize, &DataType)| -> ArrayRef {
        let cells = rows.iter().map(|row| row.as_ref().get(at));
        match kind {
            DataType::Date32 => Arc::new(Date32Array::from_iter(cells.map(|c| match c {
                Some(Cell::Day(day)) => day.and_then(since_1970),
                _ => None,
            }))),
            DataType::Int64 => Arc::new(Int64Array::from_iter(cells.map(|c| match c {
                Some(Cell::Count(n)) => *n,
                _ => None,
            }))),
            DataType::Float64 => Arc::new(Float64Array::from_iter(cells.map(|c| match c {
                Some(Cell::Share(x)) => *x,
                _ => None,
            }))),
            _ => Arc::new(StringArray::from_iter(cells.map(|c| match c {
                Some(Cell::Text(text)) => text.as_deref(),
                _ => None,
            }))),
        }
    };
    let kinds = schema.fields().iter().map(|f| f.data_type());
    let columns = kinds.enumerate().map(column).collect();
    Ok(RecordBatch::try_new(Arc::clone(schema), columns)?)
}
