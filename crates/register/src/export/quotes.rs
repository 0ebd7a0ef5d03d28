//! The words behind acts as rows: a quote of a record each.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, SchemaRef};
use jiehao_readings::{Cell, schema};

use super::Acts;
use crate::error::Result;
use crate::query::ActView;

/// The columns: name, what they hold, and what that means.
const COLUMNS: [(&str, DataType, &str); 10] = [
    ("act", DataType::Utf8, "Id of the act"),
    ("record", DataType::Utf8, "Id of the record"),
    (
        "n",
        DataType::Int64,
        "Number of the quote within the record, from 0",
    ),
    ("capture", DataType::Utf8, "Id of the capture"),
    (
        "locator",
        DataType::Utf8,
        "Path or URL that the capture was taken from",
    ),
    (
        "start",
        DataType::Int64,
        "First code point of the decoded source",
    ),
    ("end", DataType::Int64, "One past the last"),
    (
        "exact",
        DataType::Utf8,
        "The words, character for character",
    ),
    (
        "rule",
        DataType::Utf8,
        "The rule that read them; 名录 for a row of a list",
    ),
    ("confidence", DataType::Float64, "0 to 1"),
];

/// The table of quotes.
pub(super) fn evidence() -> SchemaRef {
    static ONCE: LazyLock<SchemaRef> = LazyLock::new(|| schema::table_of("evidence", COLUMNS));
    Arc::clone(&ONCE)
}

/// The quotes of an act, a row of [`evidence`] each.
pub(super) fn rows(acts: &mut Acts<'_>, act: &ActView) -> Result<Vec<Vec<Cell>>> {
    let mut out = Vec::new();
    for record in &act.records {
        for (n, quote) in record.evidence.iter().enumerate() {
            let capture = acts.capture(&quote.capture)?;
            out.push(vec![
                Cell::text(&act.id),
                Cell::text(&record.id),
                Cell::Count(i64::try_from(n).ok()),
                Cell::text(&quote.capture),
                Cell::text(capture.locator),
                Cell::Count(Some(quote.start)),
                Cell::Count(Some(quote.end)),
                Cell::text(&quote.exact),
                Cell::text(&record.rule),
                Cell::Share(Some(record.confidence)),
            ]);
        }
    }
    Ok(out)
}
