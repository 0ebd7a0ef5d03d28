//! Columns: the table of acts as one Parquet file, and tables for programs that hold them in memory.

use arrow_array::RecordBatch;
use jiehao_readings::columns;
use jiehao_readings::package::Form;

use super::sheet::{GROUP, Sheet};
use super::{Acts, Open, failed, flat, quotes};
use crate::error::{Error, ErrorKind, Result};
use crate::query::{Filter, act_numbers};
use crate::register::Register;

pub(super) fn write(acts: &mut Acts<'_>, open: &mut Open<'_>) -> Result<u64> {
    let out = open("").map_err(|e| failed(&e))?;
    let mut sheet = Sheet::begin(Form::Parquet, flat::acts(), out)?;
    let count = acts.each(|_, act| sheet.put(flat::row(act)))?;
    sheet.end()?;
    Ok(count)
}

impl Register {
    /// The acts that pass a filter as columns, those of `acts.parquet`; one batch at least.
    ///
    /// # Errors
    /// The database failed.
    pub fn acts_in_columns(&mut self, filter: &Filter) -> Result<Vec<RecordBatch>> {
        self.in_columns(filter, &flat::acts(), |_, act| Ok(vec![flat::row(act)]))
    }

    /// The words behind the acts that pass a filter as columns, those of `evidence.parquet`; one batch
    /// at least.
    ///
    /// # Errors
    /// The database failed.
    pub fn evidence_in_columns(&mut self, filter: &Filter) -> Result<Vec<RecordBatch>> {
        self.in_columns(filter, &quotes::evidence(), quotes::rows)
    }

    fn in_columns(
        &mut self,
        filter: &Filter,
        schema: &arrow_schema::SchemaRef,
        of: impl Fn(&mut Acts<'_>, &crate::query::ActView) -> Result<Vec<Vec<jiehao_readings::Cell>>>,
    ) -> Result<Vec<RecordBatch>> {
        self.settle()?;
        self.read(|tx| {
            let numbers = act_numbers(tx, filter)?;
            let mut acts = Acts::new(tx, numbers);
            let (mut out, mut rows) = (Vec::new(), Vec::new());
            let group = |rows: &mut Vec<_>| {
                let full = std::mem::take(rows);
                columns(schema, &full)
                    .map_err(|e| Error::new(ErrorKind::World, "export", e.to_string()))
            };
            acts.each(|acts, act| {
                rows.extend(of(acts, act)?);
                if rows.len() >= GROUP {
                    out.push(group(&mut rows)?);
                }
                Ok(())
            })?;
            if out.is_empty() || !rows.is_empty() {
                out.push(group(&mut rows)?);
            }
            Ok(out)
        })
    }
}
