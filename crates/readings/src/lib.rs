//! What was read from pages, in the shapes it is handed on in: JSON lines, rows, columns.
//!
//! The command line, the archives, the wheel and the register all take what is here, so that a record is
//! the same wherever it was read. Three tables, each described in [`schema`]:
//!
//! - **readings**, a row a page ([`Reading`]): the page's bytes with their SHA-256, what the page says of
//!   itself, its clean text, all records with their evidence, and what went wrong. It is whole: a register
//!   takes it up as if it had read the page, and holds every quote against the bytes;
//! - **records**, a row a record ([`flat`]): names, dates and the words, for those who count and compare.
//!   The columns are those of `jiehao extract --format csv`;
//! - **problems**, a row a problem: the page and what was wrong with it.
//!
//! Knows nothing of files, the clock or the network.

mod cell;
mod decode;
mod encode;
mod error;
pub mod flat;
pub mod json;
pub mod package;
pub mod parquet;
mod read;
mod reading;
pub mod schema;
#[cfg(test)]
mod tests;

pub use cell::{Cell, columns};
pub use decode::decode;
pub use encode::encode;
pub use error::{Error, Result};
pub use read::{Made, page, read};
pub use reading::{Reading, VERSION};
