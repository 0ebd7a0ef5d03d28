//! `jiehao region`: a region on one page.

use std::io::Write;

use jiehao_register::Register;

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Region, ReportFormat};
use crate::output::act;

pub(crate) fn run(args: &Region) -> anyhow::Result<Outcome> {
    let region = Register::open(&args.at.register)?.region(&args.name, args.limit)?;
    match args.format {
        ReportFormat::Text => {
            let mut out = output();
            write!(out, "{}", act::region(&region))?;
            out.flush()?;
        }
        ReportFormat::Json => {
            let mut out = plain_output();
            writeln!(out, "{}", serde_json::to_string(&region)?)?;
            out.flush()?;
        }
    }
    Ok(match region.counts.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}
