//! Pages out of archives of any size: WARC and WET, WACZ, Parquet, JSON lines; from files, standard
//! input and stores (`s3://`, `https://`).
//!
//! An archive is cut into pieces  near where records begin; pieces are read by several
//! threads, each record within bounds, and put together in order ([`pages`]). A record that a cut
//! went through is read anew with what follows, so that what comes out depends on neither the cuts nor
//! the threads. Every record stands at an offset, from which reading can begin again.
//!
//! What is damaged is named with its offset and skipped: reading goes on where the next record
//! begins. Lengths that an archive claims are held against what there is of it.
//!
//! It knows nothing of what a page says.

mod body;
mod detect;
mod error;
mod form;
mod item;
mod join;
mod line;
mod member;
mod memory;
mod open;
mod pieces;
mod rows;
mod scan;
mod seek;
mod skip;
mod source;
mod store;
mod warc;

pub use body::{unchunked, unpack, within};
pub use detect::{is_warc, list};
pub use error::Error;
pub use item::{Item, Page, Skipped, Why};
pub use memory::records;
pub use open::Archive;
pub use scan::{Done, pages};
pub use source::Source;

/// How much of an archive is held at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a record or page, unpacked: larger ones are skipped.
    pub record: u64,
    /// Bytes of a piece, as they lie in the archive.
    pub piece: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record: 8 << 20,
            piece: 1 << 20,
        }
    }
}
