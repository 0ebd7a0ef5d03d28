//! How many things of each question wait. Counting goes through the whole register, so what was counted a
//! short while ago is told again; the question that one looks at is always asked anew.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiehao_register::Question;

/// How long a count is told.
const KEPT: Duration = Duration::from_secs(300);

/// The counts of a site, by question and the confidence below which records are asked about.
#[derive(Default)]
pub(crate) struct Counts {
    known: Mutex<BTreeMap<(Question, i32), (Instant, usize)>>,
}

impl Counts {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<(Question, i32), (Instant, usize)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known.
    pub fn known(&self, below: i32) -> BTreeMap<Question, usize> {
        let mut known = self.lock();
        known.retain(|_, (at, _)| at.elapsed() < KEPT);
        let of = Question::ALL.into_iter();
        of.filter_map(|q| Some((q, known.get(&(q, below))?.1)))
            .collect()
    }

    /// Takes down a count.
    pub fn learn(&self, question: Question, below: i32, many: usize) {
        self.lock()
            .insert((question, below), (Instant::now(), many));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_told_again_for_its_own_bound() {
        let counts = Counts::default();
        counts.learn(Question::OneAct, 60, 3);
        counts.learn(Question::OneAct, 60, 2);
        assert_eq!(counts.known(60), BTreeMap::from([(Question::OneAct, 2)]));
        assert!(counts.known(80).is_empty());
    }
}
