//! Acts of all types in the order of time.

use super::Page;
use super::filters::Filters;
use super::list::listed;
use crate::ask::Ask;

pub(crate) async fn page(ask: Ask) -> Page {
    let filters = Filters::read(&ask, None)?;
    let t = ask.t();
    listed(&ask, filters, t.timeline, t.timeline_note, "").await
}
