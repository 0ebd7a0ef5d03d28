//! What the `jiehao` command does: its arguments, the pages it reads, what it prints, and how it
//! scores itself. Parsing of Chinese is the matter of the crates below.

mod cli;
mod commands;
pub mod evaluate;
mod inputs;
mod output;
mod pipeline;
mod scan;

use std::io;

pub use cli::Cli;
use jiehao_events::vocabulary;

/// How a run ended when it could be made at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All was read. Status 0.
    Done,
    /// Nothing was found, some pages failed, or a score lies below its bound. Status 1.
    Wanting,
    /// No page could be read. Status 2.
    NothingRun,
}

/// Runs a command.
///
/// # Errors
/// The world or the configuration failed: rules that cannot be used, output that cannot be
/// written. Pages that cannot be read are named on standard error and counted in the [`Outcome`].
pub fn run(cli: Cli) -> anyhow::Result<Outcome> {
    commands::run(cli)
}

/// Whether the reader of our output went away, as `head` does: no failure of ours.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        if let Some(e) = cause.downcast_ref::<io::Error>() {
            return broken(e);
        }
        match cause.downcast_ref::<csv::Error>().map(csv::Error::kind) {
            Some(csv::ErrorKind::Io(e)) => broken(e),
            _ => false,
        }
    })
}
