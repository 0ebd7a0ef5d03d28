//! Acts that one look at the register shows in several places, each put together once.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::query::assembled::{self, Detail};
use crate::query::views::ActView;
use crate::store::Transaction;

/// Acts by their numbers, as they were in one transaction.
pub(super) struct Shelf {
    detail: Detail,
    known: BTreeMap<i64, ActView>,
}

impl Shelf {
    /// An empty one, for acts in so much detail.
    pub fn new(detail: Detail) -> Self {
        Self {
            detail,
            known: BTreeMap::new(),
        }
    }

    /// Acts in the order given; those that are not there left out.
    pub fn acts(&mut self, tx: &mut dyn Transaction, numbers: &[i64]) -> Result<Vec<ActView>> {
        self.fetch(tx, numbers)?;
        let acts = numbers.iter().filter_map(|n| self.known.get(n));
        Ok(acts.cloned().collect())
    }

    /// Puts together those of some acts that were not yet.
    pub fn fetch(&mut self, tx: &mut dyn Transaction, numbers: &[i64]) -> Result<()> {
        let new = |n: &i64| !self.known.contains_key(n);
        let mut new: Vec<i64> = numbers.iter().copied().filter(new).collect();
        // what lies side by side is read together
        new.sort_unstable();
        new.dedup();
        for (n, act) in assembled::numbered(tx, &new, self.detail)? {
            self.known.insert(n, act);
        }
        Ok(())
    }
}
