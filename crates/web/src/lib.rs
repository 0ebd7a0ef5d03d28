//! The register in the browser: pages that work without script, can be linked and printed, in Chinese
//! and English; from every fact one click to the words it was read from.
//!
//! Who has no account only reads. Whoever has one (`gate`) reviews and adds pages, by forms that must
//! come from a page of ours (`form`); the register is read through several that cannot change it, and
//! written through one. `router` is the map of the site; a page is a file in `pages`, which asks the
//! register, makes a view of the answer and fills a template of `templates/`. What goes wrong is a
//! [`Trouble`], which `guard` makes a page of; the server goes on. It loads nothing from elsewhere and
//! sends nothing anywhere.

mod address;
mod api;
mod ask;
mod base_map;
mod form;
mod gate;
mod guard;
mod kept;
mod lang;
mod limits;
mod metrics;
mod pages;
mod pool;
mod router;
mod serve;
mod site;
mod trouble;
mod view;
mod words;

pub use base_map::BaseMap;
pub use lang::Lang;
pub use router::router;
pub use serve::{Address, serve};
pub use site::{Options, Site};
pub use trouble::Trouble;
