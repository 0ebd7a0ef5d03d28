//! Scanning archives of the web: what is made of each page, how far a scan has come, what it came to.

mod checkpoint;
mod page;
mod tally;

pub(crate) use checkpoint::{Output, Position, Settings};
pub(crate) use page::{Made, Reader};
pub(crate) use tally::Tally;
