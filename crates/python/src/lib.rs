//! What the Python package `jiehao` is made of: `jiehao._jiehao`.
//!
//! Thin: each function takes Python's values, lets go of the interpreter (GIL) while it works, and gives back
//! lines of JSON, which the package unpacks, or Arrow tables, which pass without a copy. Work is done on a
//! thread of its own, for markup nests as deep as a page likes and Python's stacks are small; threads live as
//! long as the call, so a process that forks, as the workers of Spark do, has none that went missing.

mod errors;
mod pages;
mod register;
mod tables;
mod work;

use pyo3::prelude::*;

/// The part of `jiehao` that is in Rust; use the package `jiehao`.
#[pymodule]
mod _jiehao {
    #[pymodule_export]
    use crate::errors::{JiehaoError, PageError, RegisterError, TableError};
    #[pymodule_export]
    use crate::pages::{clean, extract};
    #[pymodule_export]
    use crate::register::Register;
    #[pymodule_export]
    use crate::tables::{extract_batch, package, readings_schema, records, records_schema};

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", jiehao_readings::VERSION)
    }
}
