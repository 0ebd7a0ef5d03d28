//! Pieces put together in order: what was read of each by itself, and records that a cut went through.

use crate::Limits;
use crate::form::{Form, Place, read};
use crate::item::{Item, Skipped, Why};
use crate::skip::{Passed, Skip};

/// Puts pieces of an archive together.
pub(crate) struct Join {
    form: Form,
    limits: Limits,
    place: Place,
    /// Bytes from the place on.
    held: Vec<u8>,
    /// Not before so many bytes are held is it tried to read them again.
    enough: usize,
    skip: Option<Skip>,
}

/// What of a piece was read by itself, as if a record began with it.
pub(crate) struct Alone<T> {
    pub results: Vec<T>,
    pub end: Place,
}

impl Join {
    /// Begins at an offset, where a record begins.
    pub fn new(form: Form, at: u64, limits: Limits) -> Self {
        Self {
            form,
            limits,
            place: Place { at, seeking: false },
            held: Vec::new(),
            enough: 0,
            skip: None,
        }
    }

    /// Where reading can begin again, and whether it can: all that stands before is read, and a
    /// record begins there.
    pub fn resting(&self) -> Option<u64> {
        (self.skip.is_none() && !self.place.seeking).then_some(self.place.at)
    }

    /// Adds the next piece. The answer is where reading is to begin again, when a record that was passed
    /// through turned out to be none.
    pub fn add<T>(
        &mut self,
        bytes: &[u8],
        last: bool,
        alone: Alone<T>,
        results: &mut Vec<T>,
        work: &dyn Fn(Item<'_>) -> T,
    ) -> Option<u64> {
        if self.skip.is_none() && self.held.is_empty() && !self.place.seeking {
            results.extend(alone.results);
            let read = (alone.end.at - self.place.at) as usize;
            self.place = alone.end;
            self.held.extend_from_slice(&bytes[read..]);
            self.enough = 0;
            return self.settle(last, results, work);
        }
        if self.skip.is_some() {
            return self.pass(bytes, last, results, work);
        }
        self.held.extend_from_slice(bytes);
        if self.held.len() < self.enough && !last {
            return None;
        }
        self.read(last, results, work);
        self.settle(last, results, work)
    }

    /// Reads what is held.
    fn read<T>(&mut self, last: bool, results: &mut Vec<T>, work: &dyn Fn(Item<'_>) -> T) {
        let mut each = |item: Item<'_>| results.push(work(item));
        let most = self.limits.record;
        let end = read(self.form, &self.held, self.place, last, most, &mut each);
        self.held.drain(..(end.at - self.place.at) as usize);
        self.place = end;
        self.enough = 2 * self.held.len();
    }

    /// Passes through a record of which more is held than one may be large.
    fn settle<T>(
        &mut self,
        last: bool,
        results: &mut Vec<T>,
        work: &dyn Fn(Item<'_>) -> T,
    ) -> Option<u64> {
        let most = usize::try_from(self.limits.record).unwrap_or(usize::MAX);
        if last || self.held.len() <= most.saturating_add(crate::warc::HEAD) || self.place.seeking {
            return None;
        }
        let held = std::mem::take(&mut self.held);
        self.skip = Some(Skip::new(self.form, self.place.at, &held));
        self.pass(&held, last, results, work)
    }

    fn pass<T>(
        &mut self,
        bytes: &[u8],
        last: bool,
        results: &mut Vec<T>,
        work: &dyn Fn(Item<'_>) -> T,
    ) -> Option<u64> {
        let skip = self.skip.as_mut()?;
        let skipped = |offset, why| {
            work(Item::Skipped(Skipped {
                offset,
                url: String::new(),
                why,
            }))
        };
        match skip.feed(bytes, last, self.limits) {
            Passed::Through => None,
            Passed::Ended(why, place, rest) => {
                results.push(skipped(self.place.at, why));
                (self.skip, self.place, self.held) = (None, place, rest);
                self.read(last, results, work);
                self.settle(last, results, work)
            }
            Passed::Broken(how, back) => {
                results.push(skipped(self.place.at, Why::Damaged(how)));
                let end = skip.end();
                (self.skip, self.held) = (None, Vec::new());
                self.place = Place {
                    at: end,
                    seeking: true,
                };
                back
            }
        }
    }
}
