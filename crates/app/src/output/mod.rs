//! How pages, records and acts are printed: JSON lines and CSV for programs, a report for people.

pub(crate) mod act;
pub(crate) mod dossier;
pub(crate) mod file;
pub(crate) mod grid;
pub(crate) mod report;
pub(crate) mod table;

#[cfg(test)]
pub(crate) mod sample;
