//! `jiehao balance`: visits out and in by year and country.

use jiehao_register::{Balance, Register};

use crate::Outcome;
use crate::cli::OneOrAll;
use crate::output::grid::{self, Column};

const COLUMNS: [Column; 5] = [
    Column("region", "地区"),
    Column("year", "年"),
    Column("country", "国别"),
    Column("out", "出访"),
    Column("in", "来访"),
];

pub(crate) fn run(args: &OneOrAll) -> anyhow::Result<Outcome> {
    let rows = Register::open(&args.at.register)?.balance(args.name.as_deref())?;
    grid::put(args.format, args.bom, &COLUMNS, &rows, row)
}

fn row(b: &Balance) -> Vec<String> {
    vec![
        b.region.clone(),
        b.year.clone(),
        b.country.clone(),
        b.out.to_string(),
        b.back.to_string(),
    ]
}
