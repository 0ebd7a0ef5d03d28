//! A register, to be read.

use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatch;
use arrow_pyarrow::{PyArrowType, Table};
use jiehao_events::Type;
use jiehao_register::{Filter, Period};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::errors::{self, RegisterError, TableError};
use crate::work::alone;

/// A register that `jiehao ingest` filled, opened to be read: a file, or `postgres://user@host/database`.
/// Nothing is ever written to it; others may write meanwhile.
#[pyclass(frozen, module = "jiehao")]
pub(crate) struct Register {
    of: Mutex<jiehao_register::Register>,
}

/// What is asked for, as Python says it.
struct Asked {
    types: Vec<String>,
    region: Option<String>,
    country: Option<String>,
    person: Option<String>,
    since: Option<String>,
    until: Option<String>,
    limit: Option<usize>,
}

#[pymethods]
impl Register {
    #[new]
    fn new(py: Python<'_>, place: String) -> PyResult<Self> {
        let open = alone(py, || jiehao_register::Register::open_to_read(&place))?;
        Ok(Self {
            of: Mutex::new(open.map_err(errors::register)?),
        })
    }

    /// Acts (visits, meetings, ties …) that pass all filters, a row each: a `pyarrow.Table` with the columns of
    /// `jiehao export --format parquet`.
    #[expect(
        clippy::too_many_arguments,
        reason = "the package names them, and leaves out those not asked for"
    )]
    fn acts(
        &self,
        py: Python<'_>,
        types: Vec<String>,
        region: Option<String>,
        country: Option<String>,
        person: Option<String>,
        since: Option<String>,
        until: Option<String>,
        limit: Option<usize>,
    ) -> PyResult<PyArrowType<Table>> {
        let asked = Asked {
            types,
            region,
            country,
            person,
            since,
            until,
            limit,
        };
        self.table(py, asked, jiehao_register::Register::acts_in_columns)
    }

    /// The words behind those acts, a row a quote: with the record, the page it stands in and where.
    #[expect(
        clippy::too_many_arguments,
        reason = "the package names them, and leaves out those not asked for"
    )]
    fn evidence(
        &self,
        py: Python<'_>,
        types: Vec<String>,
        region: Option<String>,
        country: Option<String>,
        person: Option<String>,
        since: Option<String>,
        until: Option<String>,
        limit: Option<usize>,
    ) -> PyResult<PyArrowType<Table>> {
        let asked = Asked {
            types,
            region,
            country,
            person,
            since,
            until,
            limit,
        };
        self.table(py, asked, jiehao_register::Register::evidence_in_columns)
    }

    fn __repr__(&self) -> String {
        let of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        format!("jiehao.Register({:?})", of.place())
    }
}

impl Register {
    fn table(
        &self,
        py: Python<'_>,
        asked: Asked,
        of: fn(
            &mut jiehao_register::Register,
            &Filter,
        ) -> jiehao_register::Result<Vec<RecordBatch>>,
    ) -> PyResult<PyArrowType<Table>> {
        let filter = filter(asked)?;
        let batches = alone(py, || {
            let mut register = self.of.lock().unwrap_or_else(PoisonError::into_inner);
            of(&mut register, &filter)
        })?;
        let batches = batches.map_err(errors::register)?;
        let Some(schema) = batches.first().map(RecordBatch::schema) else {
            return Err(RegisterError::new_err("no table was made"));
        };
        let table = Table::try_new(batches, schema);
        table
            .map(PyArrowType)
            .map_err(|e| TableError::new_err(e.to_string()))
    }
}

fn filter(asked: Asked) -> PyResult<Filter> {
    let named = |name: &str| jiehao_register::place(name).map_err(errors::register);
    let mut places = Vec::new();
    if let Some(region) = &asked.region {
        places.push(named(region)?);
    }
    if let Some(country) = &asked.country {
        let code = country.len() == 2 && country.is_ascii();
        let id = format!("iso:{}", country.to_ascii_uppercase());
        places.push(named(if code { &id } else { country })?);
    }
    if let Some(kind) = asked.types.iter().find(|t| Type::named(t).is_none()) {
        let all = Type::ALL.map(Type::name).join(", ");
        let what = format!("there is no type {kind:?}; there are {all}");
        return Err(PyValueError::new_err(what));
    }
    let period = |text: Option<String>| match text {
        None => Ok(None),
        Some(text) => Period::parse(&text).map(Some).ok_or_else(|| {
            PyValueError::new_err(format!(
                "{text:?} is no date; write 2024, 2024-06 or 2024-06-04"
            ))
        }),
    };
    Ok(Filter {
        types: asked.types,
        places,
        person: asked.person,
        from: period(asked.since)?.map(|p| p.from.to_string()),
        until: period(asked.until)?.map(|p| p.to.to_string()),
        limit: asked.limit,
        ..Filter::default()
    })
}
