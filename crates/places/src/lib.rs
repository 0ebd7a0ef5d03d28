//! Places: names, codes, and what a name means beside other names.
//!
//! A [`Gazetteer`] holds the divisions of China by year, the countries, their divisions and towns, each with the
//! Chinese names it goes by. It finds every such name in a text ([`Gazetteer::hits`]), says what a name may mean
//! ([`Gazetteer::senses`], [`Gazetteer::lookup`]) and what it means beside others ([`Gazetteer::resolve`]).
//!
//! Text and names are Simplified Chinese. This crate knows nothing of events or storage, and it never links a name
//! it is unsure of: it then gives the country and the candidates.

mod body;
mod context;
mod foreign;
mod format;
mod gazetteer;
mod latin;
mod outlet;
mod page;
mod place;
mod rank;
mod resolve;
mod sound;
mod suffix;
mod trie;
mod who;

pub use body::{BodyKind, Mission};
pub use context::{Context, Resolution, Why};
pub use gazetteer::{Form, FormId, Gazetteer, Hit};
pub use page::{Named, Page, PageNames};
pub use place::{How, Level, Place, PlaceId, Sense};
pub use rank::Likeness;
pub use suffix::Suffix;
