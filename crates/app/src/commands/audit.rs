//! `jiehao audit`: what a region claims of its ties against what is on record.

use jiehao_register::{Audit, Register};

use crate::Outcome;
use crate::cli::OneOrAll;
use crate::output::grid::{self, Column};
use crate::vocabulary;

const COLUMNS: [Column; 10] = [
    Column("region", "地区"),
    Column("as_of", "截至"),
    Column("measure", "所计"),
    Column("claimed", "自称"),
    Column("on_record", "在册"),
    Column("kinds", "计入类别"),
    Column("which", "在册名单"),
    Column("unplaced", "国别未明"),
    Column("claim", "编号"),
    Column("quote", ""),
];

pub(crate) fn run(args: &OneOrAll) -> anyhow::Result<Outcome> {
    let mut register = Register::open(&args.at.register)?;
    let regions = match &args.name {
        Some(name) => vec![name.clone()],
        None => register.claimants()?,
    };
    let mut audits = Vec::new();
    for region in regions {
        audits.extend(register.audit(&region)?);
    }
    grid::put(args.format, args.bom, &COLUMNS, &audits, row)
}

fn row(a: &Audit) -> Vec<String> {
    let kinds: Vec<&str> = a
        .kinds
        .iter()
        .map(|k| vocabulary::value("kind", k))
        .collect();
    vec![
        a.region.clone(),
        a.as_of.clone().unwrap_or_default(),
        a.measure.clone(),
        a.claimed.clone(),
        a.on_record.to_string(),
        kinds.join("、"),
        a.which.join("、"),
        a.unplaced.join("、"),
        a.claim.clone(),
        a.quote.clone(),
    ]
}
