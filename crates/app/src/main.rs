//! The `jiehao` command: parse, run, one match.

use std::process::ExitCode;

use clap::Parser;
use jiehao_app::{Cli, Outcome, run};

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
