//! Pages from elsewhere, within bounds: fetched from the public web.
//!
//! A server that fetches what visitors name can be made to fetch what only it can reach. So a name is
//! resolved first, each address it has must be a public one, and the connection is made to the very
//! address that was checked; each redirect goes through the same. Bytes are counted before and after
//! unpacking, and the whole has a deadline. There are no cookies, no credentials, no proxies and no
//! schemes but `http` and `https`.
//!
//! It knows nothing of what a page says.

mod address;
mod error;
mod fetch;

pub use address::{is_metadata, is_public};
pub use error::Error;
pub use fetch::{Fetched, Fetcher, Limits};
