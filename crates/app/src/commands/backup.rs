//! `jiehao backup` and `jiehao restore`: a register as one file.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, bail};
use jiehao_register::Register;

use super::output;
use crate::Outcome;
use crate::cli::Backup;

pub(crate) fn run(args: &Backup) -> anyhow::Result<Outcome> {
    let mut register = Register::open(&args.at.register)?;
    let name = args.file.display().to_string();
    if args.file == Path::new("-") {
        register.backup(&mut io::stdout().lock(), "standard output")?;
        return Ok(Outcome::Done);
    }
    if args.file.exists() {
        bail!("{name}: is there already; name another file or move it away");
    }
    // a backup that failed half-way must not lie there under the name of a whole one
    let part = args.file.with_extension("part");
    let failed = || format!("{}: cannot be written", part.display());
    let file = File::create(&part).with_context(failed)?;
    let mut out = BufWriter::new(file);
    let written = register.backup(&mut out, &name);
    let rows = match written {
        Ok(rows) => rows,
        Err(error) => {
            let _ = std::fs::remove_file(&part);
            return Err(error.into());
        }
    };
    out.into_inner()
        .map_err(io::IntoInnerError::into_error)
        .and_then(|f| f.sync_all())
        .with_context(failed)?;
    std::fs::rename(&part, &args.file).with_context(failed)?;
    say(rows)
}

pub(crate) fn restore(args: &Backup) -> anyhow::Result<Outcome> {
    let name = args.file.display().to_string();
    let mut from: Box<dyn Read> = match args.file == Path::new("-") {
        true => Box::new(io::stdin().lock()),
        false => {
            let file = File::open(&args.file);
            Box::new(BufReader::new(
                file.with_context(|| format!("{name}: cannot be read"))?,
            ))
        }
    };
    let mut register = Register::open_or_make(&args.at.register)?;
    say(register.restore(&mut from, &name)?)
}

fn say(rows: u64) -> anyhow::Result<Outcome> {
    let mut out = output();
    writeln!(out, "{rows} 行。")?;
    out.flush()?;
    Ok(Outcome::Done)
}
