//! Lists that an office keeps itself: tables of sister cities, each row a tie, the row its evidence.
//!
//! A table is a capture like a page: its bytes are kept, and every record slices what
//! [`source`] makes of them. A list says which of its columns holds what ([`Columns`]); that is
//! guessed from the heads, can be told, and is kept with the reading, so that the next edition of a
//! list with the same heads is read alike. A table with a row that cannot be understood is refused
//! as a whole, each flaw named by row and column: nothing of it is kept.

mod columns;
mod date;
mod import;
mod row;
mod sheet;
mod table;

pub use columns::{Columns, Field};
pub use import::Ties;
pub(crate) use import::remember_all;
pub use table::{Line, Table};

/// The rule of records that rows of lists make.
pub const RULE: &str = "名录";

/// The characters that spans of a capture count in: of a workbook its rows, a line each; of
/// anything else what the bytes spell.
pub(crate) fn source(bytes: &[u8], locator: &str) -> String {
    match sheet::is_workbook(bytes) {
        true => sheet::text(bytes).unwrap_or_default(),
        false => {
            let hint = jiehao_text::Hint {
                name: Some(locator),
                ..jiehao_text::Hint::default()
            };
            jiehao_text::decode(bytes, &hint).0.into_owned()
        }
    }
}
