//! The `jiehao` command: parse, run, one match.

use std::process::ExitCode;

use clap::Parser;
use jiehao_app::{Cli, Outcome, run};
use mimalloc::MiMalloc;

/// Many small things that live briefly: the system's allocator slows down as a large register fills.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Wanting) => ExitCode::from(1),
        Ok(Outcome::NothingRun) => ExitCode::from(2),
        Err(error) if jiehao_app::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("jiehao: {error:#}");
            ExitCode::from(2)
        }
    }
}
