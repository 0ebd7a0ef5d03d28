//! A table on its way into a file, a row at a time: CSV, or Parquet.

use std::io::Write;
use std::sync::Arc;

use arrow_schema::SchemaRef;
use jiehao_readings::package::Form;
use jiehao_readings::parquet::Writer;
use jiehao_readings::{Cell, columns};

use super::failed;
use crate::error::{Error, Result};

/// Rows that wait in memory until they are written as columns.
pub(super) const GROUP: usize = 10_000;

type Out = Box<dyn Write + Send>;

enum File {
    Csv(csv::Writer<Out>),
    Parquet(Writer<Out>, Vec<Vec<Cell>>),
}

/// A table, open to be written.
pub(super) struct Sheet {
    schema: SchemaRef,
    file: File,
}

fn wrong(e: impl std::error::Error) -> Error {
    failed(&std::io::Error::other(e.to_string()))
}

impl Sheet {
    pub fn begin(form: Form, schema: SchemaRef, out: Out) -> Result<Self> {
        let file = match form {
            Form::Csv => {
                let mut rows = csv::Writer::from_writer(out);
                let heads = schema.fields().iter().map(|f| f.name());
                rows.write_record(heads).map_err(wrong)?;
                File::Csv(rows)
            }
            Form::Parquet => {
                let writer = Writer::new(out, Arc::clone(&schema)).map_err(wrong)?;
                File::Parquet(writer, Vec::new())
            }
        };
        Ok(Self { schema, file })
    }

    pub fn put(&mut self, row: Vec<Cell>) -> Result<()> {
        match &mut self.file {
            File::Csv(rows) => {
                let cells = row.iter().map(ToString::to_string);
                rows.write_record(cells).map_err(wrong)
            }
            File::Parquet(writer, rows) => {
                rows.push(row);
                if rows.len() == GROUP {
                    let full = std::mem::take(rows);
                    let group = columns(&self.schema, &full).map_err(wrong)?;
                    writer.write(&group).map_err(wrong)?;
                }
                Ok(())
            }
        }
    }

    pub fn end(self) -> Result<()> {
        match self.file {
            File::Csv(mut rows) => rows.flush().map_err(|e| failed(&e)),
            File::Parquet(mut writer, rows) => {
                let last = columns(&self.schema, &rows).map_err(wrong)?;
                writer.write(&last).map_err(wrong)?;
                writer.end().map_err(wrong)
            }
        }
    }
}
