//! Answers that take long to work out, kept for as long as the register says nothing new.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiehao_register::{Error, Register};

/// Answers that are kept at most: as many as China has counties, and some.
const MOST: usize = 4096;

/// How long an answer is kept: what is mended by hand shows after that time at the latest.
const LONGEST: Duration = Duration::from_secs(600);

/// An answer, and what the register had come to when it was worked out.
struct Entry<T> {
    state: String,
    at: Instant,
    answer: Arc<T>,
}

/// Answers by what they are about.
pub(crate) struct Kept<T>(Mutex<HashMap<String, Entry<T>>>);

impl<T> Kept<T> {
    /// None yet.
    pub fn new() -> Self {
        Self(Mutex::default())
    }

    /// The answer about something, worked out where none is kept that still holds.
    ///
    /// # Errors
    /// As the question.
    pub fn get(
        &self,
        register: &mut Register,
        about: &str,
        question: impl FnOnce(&mut Register) -> Result<T, Error>,
    ) -> Result<Arc<T>, Error> {
        let state = register.state()?;
        let holds = |entry: &&Entry<T>| entry.state == state && entry.at.elapsed() < LONGEST;
        if let Some(entry) = self.lock().get(about).filter(holds) {
            return Ok(Arc::clone(&entry.answer));
        }
        // before the question: what comes in meanwhile is another state
        let at = Instant::now();
        let answer = Arc::new(question(register)?);
        let mut kept = self.lock();
        if kept.len() >= MOST {
            kept.clear();
        }
        let entry = Entry {
            state,
            at,
            answer: Arc::clone(&answer),
        };
        kept.insert(about.to_owned(), entry);
        Ok(answer)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Entry<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
