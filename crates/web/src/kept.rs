//! Answers that take long to work out, kept for as long as the register says nothing new.
//!
//! An answer is told again only under the word that the register had come to when it was worked out
//! ([`jiehao_register::Register::state`]): whatever is written meanwhile, by whomever, makes it void. Who
//! asks for what another is already waiting for waits with him, and takes no turn of the pool for it.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::Mutex as Turn;

/// Answers that are kept at most, each of a page: some hundred kilobytes.
const MOST: usize = 256;

/// An answer, and what the register had come to when it was worked out.
pub(crate) struct Entry {
    state: String,
    answer: Arc<dyn Any + Send + Sync>,
}

impl Entry {
    /// An answer worked out under a word or a later one.
    pub fn new<T: Any + Send + Sync>(state: &str, answer: &Arc<T>) -> Self {
        Self {
            state: state.to_owned(),
            answer: Arc::clone(answer) as Arc<dyn Any + Send + Sync>,
        }
    }

    /// The answer, as long as the word holds.
    pub fn told<T: Any + Send + Sync>(&self, state: &str) -> Option<Arc<T>> {
        let answer = (self.state == state).then(|| Arc::clone(&self.answer))?;
        answer.downcast().ok()
    }
}

/// What is kept of one question: whoever works the answer out holds it meanwhile.
pub(crate) type Slot = Arc<Turn<Option<Entry>>>;

/// Answers by what was asked.
#[derive(Default)]
pub(crate) struct Kept(Mutex<HashMap<String, (Instant, Slot)>>);

impl Kept {
    /// Where the answer to a question is kept; of too many, those that nobody asked for longest go.
    pub fn slot(&self, question: &str) -> Slot {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !slots.contains_key(question) && slots.len() >= MOST {
            let mut asked: Vec<Instant> = slots.values().map(|(at, _)| *at).collect();
            asked.sort_unstable();
            let middle = asked[asked.len() / 2];
            slots.retain(|_, (at, _)| *at > middle);
        }
        let (at, slot) = slots
            .entry(question.to_owned())
            .or_insert_with(|| (Instant::now(), Slot::default()));
        *at = Instant::now();
        Arc::clone(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_void_once_the_register_says_something_new() {
        let kept = Kept::default();
        let slot = kept.slot("a");
        *slot.try_lock().expect("free") = Some(Entry::new("1", &Arc::new(7_u8)));
        let again = kept.slot("a");
        let told = |state| again.try_lock().expect("free").as_ref()?.told::<u8>(state);
        assert_eq!(told("1").as_deref(), Some(&7));
        assert_eq!(told("2"), None);
        assert!(kept.slot("b").try_lock().expect("free").is_none());
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let kept = Kept::default();
        for n in 0..MOST * 3 {
            kept.slot(&n.to_string());
        }
        assert!(kept.0.lock().expect("sound").len() <= MOST);
        let last = kept.slot(&(MOST * 3 - 1).to_string());
        assert_eq!(
            Arc::strong_count(&last),
            2,
            "what was asked for last is there"
        );
    }
}
