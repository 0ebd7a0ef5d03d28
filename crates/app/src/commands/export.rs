//! `jiehao export`: what a register holds in forms that other programs read.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::bail;
use jiehao_register::{Format, Occasion, Register};

use super::acts::filter;
use super::due::today;
use super::{now, plain_output};
use crate::Outcome;
use crate::cli::{Export, ExportFormat};
use crate::output::file::{Watched, Whole};

pub(crate) fn run(args: &Export) -> anyhow::Result<Outcome> {
    let format = format(args);
    let filter = filter(&args.filters, &args.types)?;
    let occasion = Occasion {
        now: now(),
        today: today(args.today.as_deref())?,
        months: i32::from(args.months),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let mut register = Register::open(&args.at.register)?;
    let written = if args.output == Path::new("-") {
        if format.is_folder() {
            bail!(
                "--format: this one writes a folder with a datapackage.json; name it with --output"
            );
        }
        if format.is_binary() && io::stdout().is_terminal() {
            bail!("--output: these are bytes that no terminal shows; name a file");
        }
        let broken = Arc::new(Mutex::new(None));
        let done = register.export(format, &filter, &occasion, &mut |_| {
            Ok(Box::new(Watched {
                // a lock cannot be sent, and nobody else writes
                out: io::LineWriter::new(io::stdout()),
                broken: Arc::clone(&broken),
            }))
        });
        // what became of the pipe says more than the register can
        let broken = broken.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (done, broken) {
            (Err(_), Some(e)) => return Err(e.into()),
            (done, _) => done?,
        }
    } else {
        let whole = Whole::begin(&args.output, format.is_folder())?;
        let done = register.export(format, &filter, &occasion, &mut |name| whole.open(name));
        match (done, whole.broken()) {
            (Err(e), Some(io)) => {
                let name = args.output.display();
                return Err(anyhow::Error::from(io).context(format!("{name}: {e}")));
            }
            (done, _) => {
                let written = done?;
                whole.finish()?;
                let mut out = plain_output();
                writeln!(out, "{written} 项，已写入 {}。", args.output.display())?;
                out.flush()?;
                written
            }
        }
    };
    Ok(match written {
        0 => Outcome::Wanting,
        _ => Outcome::Done,
    })
}

fn format(args: &Export) -> Format {
    let is_file = args.output == Path::new("-") || args.output.extension().is_some();
    match args.format {
        // a name without an ending is that of a folder
        ExportFormat::Parquet if !is_file => Format::ParquetFolder,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
        ExportFormat::Jsonl => Format::Jsonl,
        ExportFormat::Parquet => Format::Parquet,
        ExportFormat::Ics => Format::Ics,
        ExportFormat::Geojson => Format::Geojson,
        ExportFormat::Ftm => Format::Ftm,
        ExportFormat::Annotations => Format::Annotations,
        ExportFormat::Plover => Format::Plover,
    }
}
