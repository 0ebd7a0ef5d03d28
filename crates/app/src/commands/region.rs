//! `jiehao region`: a region on one page.

use std::io::Write;

use jiehao_register::{Filter, Register};

use super::due::today;
use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Region, RegionFormat};
use crate::output::act;
use crate::output::dossier::{Dossier, page};
use crate::output::file::Whole;

/// Acts of each kind: on a screen, and on a page for print.
const SHOWN: [usize; 2] = [50, 8];

/// Months ahead in which something falls due.
const MONTHS: i32 = 24;

/// Acts of each kind that a page for print counts.
const COUNTED: usize = 500;

pub(crate) fn run(args: &Region) -> anyhow::Result<Outcome> {
    let mut register = Register::open(&args.at.register)?;
    let print = args.format == RegionFormat::Html;
    let limit = args.limit.unwrap_or(SHOWN[usize::from(print)]);
    let region = register.region(&args.name, if print { COUNTED.max(limit) } else { limit })?;
    let text = match args.format {
        RegionFormat::Text => act::region(&region),
        RegionFormat::Json => format!("{}\n", serde_json::to_string(&region)?),
        RegionFormat::Html => {
            let today = today(None)?;
            let places = Filter {
                places: vec![region.place.clone()],
                ..Filter::default()
            };
            page(&Dossier {
                region: &region,
                audits: &register.audit(&args.name)?,
                due: &register.due(&places, &today, MONTHS)?,
                day: &today.from.to_string(),
                limit,
            })
        }
    };
    match &args.output {
        Some(file) => {
            let whole = Whole::begin(file, false)?;
            let mut out = whole.open("")?;
            out.write_all(text.as_bytes())?;
            out.flush()?;
            drop(out);
            whole.finish()?;
        }
        None if args.format == RegionFormat::Text => {
            let mut out = output();
            write!(out, "{text}")?;
            out.flush()?;
        }
        None => {
            let mut out = plain_output();
            write!(out, "{text}")?;
            out.flush()?;
        }
    }
    Ok(match region.counts.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}
