//! The commands, one file each.

mod account;
mod acts;
mod audit;
mod backup;
mod balance;
mod check;
mod clean;
mod compare;
mod conflicts;
mod diff;
mod digest;
mod dormant;
mod due;
mod evaluate;
mod explain;
mod export;
mod extract;
mod import;
mod ingest;
mod partners;
mod person;
mod places;
mod records;
mod region;
mod review;
mod scan;
mod search;
mod serve;
mod show;
mod tie;
mod timeline;
mod version;

use std::io;

use anstream::AutoStream;
use anyhow::Context;
use jiehao_events::Rules;

use crate::Outcome;
use crate::cli::{Cli, Command, RuleFiles};

pub(crate) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let Some(command) = cli.command else {
        return version::run(cli.verbose);
    };
    match command {
        Command::Clean(args) => clean::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Scan(args) => scan::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Places(args) => places::run(&args),
        Command::Ingest(args) => ingest::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Ties(args) => acts::run(&args, "tie"),
        Command::Tie(args) => tie::run(&args),
        Command::Visits(args) => acts::run(&args, "visit"),
        Command::Agreements(args) => acts::run(&args, "agreement"),
        Command::Timeline(args) => timeline::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Region(args) => region::run(&args),
        Command::Person(args) => person::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Due(args) => due::run(&args),
        Command::Dormant(args) => dormant::run(&args),
        Command::Balance(args) => balance::run(&args),
        Command::Conflicts(args) => conflicts::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Digest(args) => digest::run(&args),
        Command::Partners(args) => partners::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Review(args) => review::run(&args),
        Command::Serve(args) => serve::run(args),
        Command::Account(args) => account::run(&args),
    }
}

/// Standard output, buffered; colours only where they are wanted.
pub(crate) fn output() -> io::BufWriter<impl io::Write> {
    io::BufWriter::new(AutoStream::auto(io::stdout()).lock())
}

/// Standard output, buffered, for what programs read: never touched.
pub(crate) fn plain_output() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::new(io::stdout().lock())
}

/// The rules of the user's folder, if one was named; otherwise those compiled in hold.
///
/// # Errors
/// The folder cannot be read, or a rule cannot be used: file, line, what and the mend.
fn rules(args: &RuleFiles) -> anyhow::Result<Option<Rules>> {
    let Some(folder) = &args.rules else {
        return Ok(None);
    };
    let entries = std::fs::read_dir(folder)
        .and_then(|entries| entries.collect::<Result<Vec<_>, _>>())
        .with_context(|| format!("--rules {}: the folder cannot be read", folder.display()))?;
    let mut paths: Vec<_> = entries.into_iter().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    if paths.is_empty() {
        anyhow::bail!(
            "--rules {}: no *.toml in this folder; see docs/rules.md",
            folder.display()
        );
    }
    let mut files = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{}: cannot be read as UTF-8", path.display()))?;
        files.push((path.display().to_string(), text));
    }
    Rules::with_files(&files)
        .map(Some)
        .map_err(|e| anyhow::anyhow!("{}:{}: {}; {}", e.file, e.line, e.what, e.mend))
}

/// Now, to the second, as a register keeps it.
fn now() -> String {
    let now = jiff::Timestamp::now().as_second();
    jiff::Timestamp::from_second(now).map_or_else(|_| String::new(), |t| t.to_string())
}
