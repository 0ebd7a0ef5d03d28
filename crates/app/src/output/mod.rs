//! How pages and records are printed: JSON lines and CSV for programs, a report for people.

pub(crate) mod json;
pub(crate) mod report;
pub(crate) mod table;

#[cfg(test)]
pub(crate) mod sample;
