//! Errors as Python's exceptions: the one place where they are translated.

use pyo3::PyErr;
use pyo3::create_exception;
use pyo3::exceptions::PyException;

create_exception!(
    jiehao,
    JiehaoError,
    PyException,
    "Whatever jiehao refuses; the others below are of this kind."
);
create_exception!(
    jiehao,
    PageError,
    JiehaoError,
    "The bytes are no page: PDF, a picture, nothing. The message says what they are and what to do."
);
create_exception!(
    jiehao,
    TableError,
    JiehaoError,
    "A table lacks a column, has one of another type, or is too large; the message names it."
);
create_exception!(
    jiehao,
    RegisterError,
    JiehaoError,
    "A register is not there, cannot be read, or is asked for what it does not know."
);

/// What a worker that panicked is told as.
pub(crate) fn defect() -> PyErr {
    JiehaoError::new_err("a defect of jiehao; please report it with the page")
}

pub(crate) fn table(e: jiehao_readings::Error) -> PyErr {
    TableError::new_err(e.to_string())
}

pub(crate) fn register(e: jiehao_register::Error) -> PyErr {
    RegisterError::new_err(e.to_string())
}
