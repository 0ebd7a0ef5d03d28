//! Work on threads of its own, without the interpreter.

use std::io;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, ScopedJoinHandle, scope};

use pyo3::{PyErr, PyResult, Python};

use crate::errors::defect;

/// Stack of a thread: markup nests as deep as a page likes, and what walks it may recurse.
const STACK: usize = 64 << 20;

/// Does one piece of work while Python does other things.
pub(crate) fn alone<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let done = py.detach(|| -> io::Result<_> {
        scope(|scope| {
            Ok(Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)?
                .join())
        })
    });
    done.map_err(PyErr::from)?.map_err(|_| defect())
}

/// Does pieces of work 0 to `count`, several at a time; results in the order of the pieces, those that give
/// nothing left out.
pub(crate) fn each<T: Send>(
    py: Python<'_>,
    jobs: usize,
    count: usize,
    work: impl Fn(usize) -> Option<T> + Sync,
) -> PyResult<Vec<T>> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.extend(work(at).map(|made| (at, made)));
        }
    };
    let mut made = py.detach(|| -> io::Result<Vec<(usize, T)>> {
        scope(|scope| {
            let workers = (0..jobs.clamp(1, count.max(1)))
                .map(|_| Builder::new().stack_size(STACK).spawn_scoped(scope, worker))
                .collect::<io::Result<Vec<ScopedJoinHandle<'_, _>>>>()?;
            let done = workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
            Ok(done.collect())
        })
    })?;
    made.sort_by_key(|(at, _)| *at);
    Ok(made.into_iter().map(|(_, made)| made).collect())
}
