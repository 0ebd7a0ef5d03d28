//! What can go wrong with tables of others' making.

use std::fmt;

/// An error with its mend.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A column is not there, or holds something else.
    Column {
        /// Its name, with those it lies in: `records.evidence.start`.
        name: String,
        /// What is wrong and the mend.
        what: String,
    },
    /// Arrow or Parquet refuses.
    Table(String),
}

/// What goes well or fails with an [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column { name, what } => write!(f, "column {name}: {what}"),
            Self::Table(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {}

impl From<arrow_schema::ArrowError> for Error {
    fn from(e: arrow_schema::ArrowError) -> Self {
        Self::Table(e.to_string())
    }
}

impl From<::parquet::errors::ParquetError> for Error {
    fn from(e: ::parquet::errors::ParquetError) -> Self {
        let mut what = e.to_string();
        if what.contains("feature flag") || what.contains("Disabled feature") {
            what.push_str("; write the table again packed by snappy or gzip");
        }
        Self::Table(what)
    }
}
