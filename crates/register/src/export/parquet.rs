//! Parquet: the table of acts, a column of its own type each.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::flat::{COLUMNS, Cell, Sort, row};
use super::{Acts, Open, failed};
use crate::error::{Error, Result};

/// Rows of a group: as many as are held in memory.
const GROUP: usize = 10_000;

/// Days from year 1 to 1970, as dates of Parquet count from then.
fn day(text: &str) -> Option<i32> {
    let day: jiff::civil::Date = text.parse().ok()?;
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    epoch.until(day).ok().map(|span| span.get_days())
}

fn wrong(e: &ParquetError) -> Error {
    failed(&std::io::Error::other(e.to_string()))
}

pub(super) fn write(acts: &mut Acts<'_>, open: &mut Open<'_>) -> Result<u64> {
    let columns: String = COLUMNS
        .iter()
        .map(|(name, sort, _)| match sort {
            Sort::Text => format!("OPTIONAL BYTE_ARRAY {name} (UTF8);\n"),
            Sort::Day => format!("OPTIONAL INT32 {name} (DATE);\n"),
            Sort::Count => format!("REQUIRED INT64 {name};\n"),
            Sort::Share => format!("OPTIONAL DOUBLE {name};\n"),
        })
        .collect();
    let schema = parse_message_type(&format!("message acts {{\n{columns}}}"));
    let schema = Arc::new(schema.map_err(|e| wrong(&e))?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::GZIP(parquet::basic::GzipLevel::default()))
        .build();
    let out = open("").map_err(|e| failed(&e))?;
    let mut file =
        SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(|e| wrong(&e))?;
    let mut rows = Vec::new();
    let count = acts.each(|_, act| {
        rows.push(row(act));
        if rows.len() == GROUP {
            group(&mut file, &rows).map_err(|e| wrong(&e))?;
            rows.clear();
        }
        Ok(())
    })?;
    if !rows.is_empty() {
        group(&mut file, &rows).map_err(|e| wrong(&e))?;
    }
    file.close().map_err(|e| wrong(&e))?;
    Ok(count)
}

fn group<W: std::io::Write + Send>(
    file: &mut SerializedFileWriter<W>,
    rows: &[Vec<Cell>],
) -> std::result::Result<(), ParquetError> {
    let mut group = file.next_row_group()?;
    for (at, (_, sort, _)) in COLUMNS.iter().enumerate() {
        let cells = || rows.iter().map(|r| &r[at]);
        let texts = || {
            cells().map(|c| match c {
                Cell::Text(text) => text.as_deref(),
                _ => None,
            })
        };
        match sort {
            Sort::Text => {
                let values = texts().map(|t| t.map(ByteArray::from));
                column::<ByteArrayType, _>(&mut group, values)?;
            }
            Sort::Day => {
                column::<Int32Type, _>(&mut group, texts().map(|t| t.and_then(day)))?;
            }
            Sort::Share => {
                let values = cells().map(|c| match c {
                    Cell::Share(x) => *x,
                    _ => None,
                });
                column::<DoubleType, _>(&mut group, values)?;
            }
            Sort::Count => {
                let values: Vec<i64> = cells()
                    .map(|c| match c {
                        Cell::Count(n) => *n,
                        _ => 0,
                    })
                    .collect();
                if let Some(mut column) = group.next_column()? {
                    column
                        .typed::<Int64Type>()
                        .write_batch(&values, None, None)?;
                    column.close()?;
                }
            }
        }
    }
    group.close()?;
    Ok(())
}

/// Writes a column in which values may be missing.
fn column<T: parquet::data_type::DataType, W: std::io::Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: impl Iterator<Item = Option<T::T>>,
) -> std::result::Result<(), ParquetError> {
    let (mut there, mut levels) = (Vec::new(), Vec::new());
    for value in values {
        levels.push(i16::from(value.is_some()));
        there.extend(value);
    }
    if let Some(mut column) = group.next_column()? {
        column
            .typed::<T>()
            .write_batch(&there, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}
