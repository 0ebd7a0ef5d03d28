//! One page at a time.

use jiehao_events::Rules;
use jiehao_readings::{Made, json, page, read};
use jiehao_text::{Hint, Script};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::errors::PageError;
use crate::work::alone;

/// A page cleaned, as a line of JSON, and what was wrong with it.
#[pyfunction]
pub(crate) fn clean(
    py: Python<'_>,
    bytes: &[u8],
    name: Option<&str>,
    script: &str,
) -> PyResult<(String, Vec<String>)> {
    let script = match script {
        "simplified" => Script::Simplified,
        "source" => Script::Source,
        other => {
            let what = format!("script is 'simplified' or 'source', not {other:?}");
            return Err(PyValueError::new_err(what));
        }
    };
    let made = alone(py, || {
        let hint = Hint {
            name,
            script,
            ..Hint::default()
        };
        page(bytes, &hint)
            .map(|Made { value, notes }| (json::page(name.unwrap_or_default(), &value), notes))
    })?;
    made.map_err(PageError::new_err)
}

/// The records of a page, a line of JSON each.
#[pyfunction]
pub(crate) fn extract(
    py: Python<'_>,
    bytes: &[u8],
    name: Option<&str>,
    least: f32,
) -> PyResult<Vec<String>> {
    let name = name.unwrap_or_default();
    let made = alone(py, || {
        let made = read(name, bytes, Rules::built_in())?;
        let records = made.value.map_or_else(Vec::new, |(_, read)| read.records);
        let sure = records.iter().filter(|r| r.confidence >= least);
        Ok(sure.map(|r| json::record(name, r)).collect())
    })?;
    made.map_err(|what: String| PageError::new_err(what))
}
