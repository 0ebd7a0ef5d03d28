//! Reads an archive by several threads: what is made of its pages, in order.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::Limits;
use crate::error::Error;
use crate::form::{Place, read};
use crate::item::{Item, Skipped, Why};
use crate::join::{Alone, Join};
use crate::open::{Archive, PieceReader};
use crate::pieces::{Load, Piece};

/// Stack of a thread. Markup nests as deep as a page likes, and what walks it may recurse.
const STACK: usize = 64 << 20;

/// How often reading begins again where a record that was passed through turned out to be none. Each time costs
/// as much as was passed through, so there must be an end to it.
const AGAIN: usize = 64;

/// What was made of a stretch of an archive.
pub struct Done<T> {
    /// What the work gave for each item, in order.
    pub results: Vec<T>,
    /// Where reading can begin again: all before is in this result and those before it. Nothing when
    /// it cannot begin here.
    pub next: Option<u64>,
}

/// Reads an archive from an offset on: `work` on each item, by so many threads; `take` on the results, in
/// order.
///
/// # Errors
/// The archive cannot be read on, or those of `take`; either ends it.
pub fn pages<T: Send, E: From<Error>>(
    archive: &Archive,
    from: u64,
    jobs: usize,
    limits: Limits,
    work: &(impl Fn(Item<'_>) -> T + Sync),
    mut take: impl FnMut(Done<T>) -> Result<(), E>,
) -> Result<(), E> {
    let mut run = Run {
        archive,
        jobs: jobs.max(1),
        limits,
        work,
        again: 0,
    };
    let mut from = Some(from);
    while let Some(at) = from {
        from = run.through(at, &mut take)?;
    }
    Ok(())
}

struct Run<'a, W> {
    archive: &'a Archive,
    jobs: usize,
    limits: Limits,
    work: &'a W,
    again: usize,
}

/// A piece on its way: what it is, and where what was read of it by itself will come.
type Ordered<T> = io::Result<(Arc<Piece>, Receiver<Alone<T>>)>;
type Task<T> = (Arc<Piece>, SyncSender<Alone<T>>);

impl<W> Run<'_, W> {
    /// To the end, or to where reading is to begin again.
    fn through<T: Send, E: From<Error>>(
        &mut self,
        from: u64,
        take: &mut impl FnMut(Done<T>) -> Result<(), E>,
    ) -> Result<Option<u64>, E>
    where
        W: Fn(Item<'_>) -> T + Sync,
    {
        let broken = Arc::new(AtomicBool::new(false));
        let pieces = self.archive.pieces(from, self.limits, &broken)?;
        let (jobs, limits, work) = (self.jobs, self.limits, self.work);
        let (ordered, in_order) = sync_channel::<Ordered<T>>(2 * jobs + 2);
        let (tasks, to_do) = sync_channel::<Task<T>>(jobs);
        let to_do = Mutex::new(to_do);
        thread::scope(|scope| {
            let failed = |e| Error::Read("threads".into(), e);
            thread::Builder::new()
                .spawn_scoped(scope, move || cut(pieces, &ordered, &tasks))
                .map_err(failed)?;
            for _ in 0..jobs {
                let to_do = &to_do;
                thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, move || each(to_do, limits, work))
                    .map_err(failed)?;
            }
            self.join(from, in_order, &broken, take)
        })
    }

    fn join<T, E: From<Error>>(
        &mut self,
        from: u64,
        in_order: Receiver<Ordered<T>>,
        broken: &AtomicBool,
        take: &mut impl FnMut(Done<T>) -> Result<(), E>,
    ) -> Result<Option<u64>, E>
    where
        W: Fn(Item<'_>) -> T + Sync,
    {
        let mut join = self
            .archive
            .form()
            .map(|form| Join::new(form, from, self.limits));
        for piece in in_order {
            let (piece, alone) =
                piece.map_err(|e| Error::Read(self.archive.name().to_owned(), e))?;
            // a worker that is gone has panicked, which the end of the scope tells
            let Ok(alone) = alone.recv() else { break };
            let (bytes, join) = match (&piece.load, &mut join) {
                (Load::Bytes(_, bytes), Some(join)) => (bytes, join),
                _ => {
                    let next = Some(alone.end.at);
                    let results = alone.results;
                    take(Done { results, next })?;
                    continue;
                }
            };
            let mut results = Vec::new();
            let mut again = join.add(bytes, piece.last, alone, &mut results, self.work);
            if let Some(at) = again {
                self.again += 1;
                if !self.archive.source().seeks() || self.again > AGAIN {
                    results.push(lost(self.work, at, "what follows was passed over"));
                    again = None;
                }
            }
            if piece.last && broken.load(Ordering::Relaxed) {
                let at = piece.at + bytes.len() as u64;
                results.push(lost(self.work, at, "its packed bytes, from here on"));
            }
            let next = again.or(join.resting());
            take(Done { results, next })?;
            if again.is_some() {
                return Ok(again);
            }
        }
        Ok(None)
    }
}

fn lost<T>(work: &impl Fn(Item<'_>) -> T, offset: u64, how: &'static str) -> T {
    work(Item::Skipped(Skipped {
        offset,
        url: String::new(),
        why: Why::Damaged(how),
    }))
}

/// Cuts pieces, and gives each to whoever is free and to whoever puts them in order.
fn cut<T>(pieces: PieceReader, ordered: &SyncSender<Ordered<T>>, tasks: &SyncSender<Task<T>>) {
    for piece in pieces {
        let (done, result) = sync_channel(1);
        let sent = match piece {
            Ok(piece) => {
                let piece = Arc::new(piece);
                let first = ordered.send(Ok((Arc::clone(&piece), result)));
                first.is_ok() && tasks.send((piece, done)).is_ok()
            }
            Err(e) => {
                // nobody listens any more, or it was the last
                let _ = ordered.send(Err(e));
                false
            }
        };
        if !sent {
            return;
        }
    }
}

/// Reads pieces by themselves until there are no more.
fn each<T>(to_do: &Mutex<Receiver<Task<T>>>, limits: Limits, work: &impl Fn(Item<'_>) -> T) {
    loop {
        let task = to_do.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((piece, done)) = task else { return };
        // whoever waited for it may be gone
        let _ = done.send(alone(&piece, limits, work));
    }
}

fn alone<T>(piece: &Piece, limits: Limits, work: &impl Fn(Item<'_>) -> T) -> Alone<T> {
    let mut results = Vec::new();
    let mut place = Place {
        at: piece.at,
        seeking: false,
    };
    match &piece.load {
        Load::Bytes(form, bytes) => {
            let mut each = |item: Item<'_>| results.push(work(item));
            place = read(*form, bytes, place, piece.last, limits.record, &mut each);
        }
        Load::Rows(next, rows) => {
            results.extend(rows.iter().map(|row| work(row.item(limits.record))));
            place.at = *next;
        }
    }
    Alone {
        results,
        end: place,
    }
}
