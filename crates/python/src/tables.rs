//! Pages by the table: Arrow in, Arrow out.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_pyarrow::PyArrowType;
use arrow_schema::{DataType, Schema};
use jiehao_readings::package::{Form, of_readings, resource};
use jiehao_readings::{Reading, decode, encode, flat, schema};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::errors::{TableError, table};
use crate::work::{alone, each};

/// A batch of readings: a row for each page of the batch that has a record or a problem.
#[pyfunction]
pub(crate) fn extract_batch(
    py: Python<'_>,
    batch: PyArrowType<RecordBatch>,
    page: &str,
    doc: &str,
    taken: Option<&str>,
    jobs: usize,
) -> PyResult<PyArrowType<RecordBatch>> {
    let batch = batch.0;
    let pages = Column::of(&batch, page)?;
    let docs = Column::of(&batch, doc)?;
    let takens = taken.map(|name| Column::of(&batch, name)).transpose()?;
    let readings = each(py, jobs, batch.num_rows(), |row| {
        let words = |column: &Column<'_>| {
            let bytes = column.at(row)?;
            Some(String::from_utf8_lossy(bytes).into_owned())
        };
        let doc = words(&docs).unwrap_or_default();
        let taken = takens.as_ref().and_then(words);
        match pages.at(row) {
            Some(bytes) => Reading::of(&doc, taken.as_deref(), bytes),
            None => Some(Reading::unread(&doc, format!("column {page} is null here"))),
        }
    })?;
    let made = alone(py, || encode(&readings))?;
    made.map(PyArrowType).map_err(table)
}

/// The records of a batch of readings, a row each.
#[pyfunction]
pub(crate) fn records(
    py: Python<'_>,
    batch: PyArrowType<RecordBatch>,
) -> PyResult<PyArrowType<RecordBatch>> {
    let made = alone(py, || {
        let readings = decode(&batch.0)?;
        flat::table(&readings)
    })?;
    made.map(PyArrowType).map_err(table)
}

/// The schema of readings.
#[pyfunction]
pub(crate) fn readings_schema() -> PyArrowType<Schema> {
    PyArrowType(schema::readings().as_ref().clone())
}

/// The schema of records.
#[pyfunction]
pub(crate) fn records_schema() -> PyArrowType<Schema> {
    PyArrowType(schema::records().as_ref().clone())
}

/// A `datapackage.json` for tables: (name, path, "csv" or "parquet") each.
#[pyfunction]
pub(crate) fn package(tables: Vec<(String, String, String)>) -> PyResult<String> {
    let mut resources = Vec::new();
    for (name, path, form) in &tables {
        let schema = match name.as_str() {
            "readings" => schema::readings(),
            "records" => schema::records(),
            other => {
                let what = format!("there are 'readings' and 'records', and no {other:?}");
                return Err(PyValueError::new_err(what));
            }
        };
        let form = match form.as_str() {
            "csv" => Form::Csv,
            "parquet" => Form::Parquet,
            other => {
                let what = format!("a table is kept as 'csv' or 'parquet', not {other:?}");
                return Err(PyValueError::new_err(what));
            }
        };
        resources.push(resource(name, path, form, &schema));
    }
    Ok(of_readings(resources).to_string())
}

/// A column of text or bytes, whoever laid it out.
struct Column<'a>(&'a ArrayRef);

impl<'a> Column<'a> {
    fn of(batch: &'a RecordBatch, name: &str) -> PyResult<Self> {
        let Some(column) = batch.column_by_name(name) else {
            let schema = batch.schema();
            let there: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
            let what = format!("there is no column {name:?} among {there:?}; say which one it is");
            return Err(TableError::new_err(what));
        };
        match column.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {}
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView => {}
            other => {
                let what = format!("column {name:?} is {other}; make it text or bytes");
                return Err(TableError::new_err(what));
            }
        }
        Ok(Self(column))
    }

    fn at(&self, row: usize) -> Option<&'a [u8]> {
        let column: &'a ArrayRef = self.0;
        column.is_valid(row).then(|| match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().value(row).as_bytes(),
            DataType::LargeUtf8 => column.as_string::<i64>().value(row).as_bytes(),
            DataType::Utf8View => column.as_string_view().value(row).as_bytes(),
            DataType::Binary => column.as_binary::<i32>().value(row),
            DataType::LargeBinary => column.as_binary::<i64>().value(row),
            // the last that Column::of lets through
            _ => column.as_binary_view().value(row),
        })
    }
}
