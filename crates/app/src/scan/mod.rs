//! Scanning archives of the web: what is made of each page, where it goes, how far a scan has come, what it
//! came to.

mod checkpoint;
mod page;
mod sink;
mod tally;

pub(crate) use checkpoint::{Output, Position, Settings};
pub(crate) use page::{Given, Made, Reader};
pub(crate) use sink::UNNAMED;
pub(crate) use tally::Tally;
