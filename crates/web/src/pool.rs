//! A few registers held open, each asked by one request at a time and away from the threads that
//! answer others.
//!
//! A register whose database failed is not kept; the next question opens another. So a database that
//! went and came back needs no restart, and a file that was replaced is noticed.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiehao_register::{Error, ErrorKind, Register};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::trouble::Trouble;

/// Registers open at most: as many questions are answered at a time, two for each processor, since some
/// wait for the disk.
fn most() -> usize {
    let processors = std::thread::available_parallelism();
    processors.map_or(4, |n| n.get() * 2).clamp(4, 32)
}

/// How long a question waits for its turn.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Which file a register is in, as far as the system tells files apart; nothing for a database.
type Identity = Option<File>;

/// A file, and its length in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct File {
    name: (u64, u64),
    length: u64,
}

struct Idle {
    register: Register,
    identity: Identity,
}

struct Shared {
    place: String,
    to_write: bool,
    idle: Mutex<Vec<Idle>>,
}

/// The registers of a server.
pub(crate) struct Pool {
    shared: Arc<Shared>,
    turns: Arc<Semaphore>,
    most: usize,
}

impl Pool {
    /// Of the register at a path or address, which need not be there yet.
    pub fn new(place: &str) -> Self {
        Self::of(place, false, most())
    }

    /// As [`Pool::new`], of one register that is asked what it has come to, which takes no time and
    /// should not wait for what does.
    pub fn to_watch(place: &str) -> Self {
        Self::of(place, false, 1)
    }

    /// As [`Pool::new`], of one register that may be changed: writers take turns in any case.
    pub fn to_write(place: &str) -> Self {
        Self::of(place, true, 1)
    }

    fn of(place: &str, to_write: bool, most: usize) -> Self {
        let idle = Mutex::new(Vec::new());
        Self {
            shared: Arc::new(Shared {
                place: place.to_owned(),
                to_write,
                idle,
            }),
            turns: Arc::new(Semaphore::new(most)),
            most,
        }
    }

    /// A word for what the register has come to; another where there is another in its place.
    ///
    /// # Errors
    /// As [`Pool::ask`].
    pub async fn state(&self) -> Result<String, Trouble> {
        let identity = identity(&self.shared.place);
        let state = self.ask(Register::state).await?;
        Ok(format!("{identity:?} {state}"))
    }

    /// Asks a register.
    ///
    /// # Errors
    /// It cannot be opened or read, or all are busy for too long.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Trouble> {
        let turn = self.turn().await?;
        let shared = Arc::clone(&self.shared);
        let answer = tokio::task::spawn_blocking(move || {
            let answer = shared.answer(question);
            drop(turn);
            answer
        });
        match answer.await {
            Ok(answer) => answer.map_err(Trouble::Register),
            Err(_) => Err(Trouble::Ours("a question to the register panicked".into())),
        }
    }

    /// As [`Pool::ask`] for long answers, whose parts the question hands on itself; it goes on after
    /// this has returned.
    ///
    /// # Errors
    /// All registers are busy for too long.
    pub async fn start(
        &self,
        question: impl FnOnce(&mut Register) -> Result<(), Error> + Send + 'static,
        failed: impl FnOnce(Error) + Send + 'static,
    ) -> Result<(), Trouble> {
        let turn = self.turn().await?;
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || {
            if let Err(e) = shared.answer(question) {
                failed(e);
            }
            drop(turn);
        });
        Ok(())
    }

    /// How many questions are being answered, of how many at most.
    pub fn in_use(&self) -> (usize, usize) {
        let used = self.most.saturating_sub(self.turns.available_permits());
        (used, self.most)
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, Trouble> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        match tokio::time::timeout(PATIENCE, turn).await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Trouble::Busy),
        }
    }
}

impl Shared {
    fn answer<T>(
        &self,
        question: impl FnOnce(&mut Register) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let identity = identity(&self.place);
        // a reader has the file mapped, and must not look behind the end of one that was cut short
        let known = |idle: &Idle| match (idle.identity, identity) {
            (Some(then), Some(now)) => then.name == now.name && then.length <= now.length,
            (then, now) => then.is_none() && now.is_none(),
        };
        let idle = self.lock().pop().filter(known);
        let mut register = match idle {
            Some(idle) => idle.register,
            None => {
                // what is left was opened before the file changed
                self.lock().retain(known);
                let opened = match self.to_write {
                    true => Register::open(&self.place),
                    false => Register::open_to_read(&self.place),
                };
                opened.map_err(not_there)?
            }
        };
        let answer = question(&mut register);
        let sound = match &answer {
            Ok(_) => true,
            Err(e) => matches!(
                e.kind,
                ErrorKind::Unknown | ErrorKind::Refused | ErrorKind::Overtaken
            ),
        };
        if sound {
            self.lock().push(Idle { register, identity });
        }
        answer
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // a connection to a database has a runtime of its own, which must not end within another
        let idle = std::mem::take(&mut *self.lock());
        if !idle.is_empty() {
            let _ = std::thread::spawn(move || drop(idle)).join();
        }
    }
}

/// A register that is not there is no thing that a reader named wrongly.
fn not_there(e: Error) -> Error {
    match e.kind {
        ErrorKind::Unknown => Error::new(ErrorKind::Lost, e.thing, e.what),
        _ => e,
    }
}

/// Which file is at a path now: a register that is open goes on with a file that was removed.
fn identity(place: &str) -> Identity {
    let about = std::fs::metadata(place).ok()?;
    let length = about.len();
    name(&about).map(|name| File { name, length })
}

#[cfg(unix)]
fn name(about: &std::fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn name(about: &std::fs::Metadata) -> Option<(u64, u64)> {
    let made = about.created().ok()?.elapsed().ok()?;
    Some((made.as_secs(), 0))
}
