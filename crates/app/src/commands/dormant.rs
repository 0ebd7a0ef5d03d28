//! `jiehao dormant`: ties without an exchange on record for some years.

use jiehao_register::{Dormant as Item, Register};

use super::acts::filter;
use super::due::today;
use crate::Outcome;
use crate::cli::Dormant;
use crate::output::act;
use crate::output::grid::{self, Column};

const COLUMNS: [Column; 5] = [
    Column("tie", "关系"),
    Column("since", "起始"),
    Column("last", "最近交往"),
    Column("exchange", "交往编号"),
    Column("id", "编号"),
];

pub(crate) fn run(args: &Dormant) -> anyhow::Result<Outcome> {
    let filter = filter(&args.acts.filters, &[])?;
    let today = today(args.today.as_deref())?;
    let mut register = Register::open(&args.acts.at.register)?;
    let ties = register.dormant(&filter, &today, i32::from(args.years))?;
    grid::put(args.acts.format, args.acts.bom, &COLUMNS, &ties, row)
}

fn row(tie: &Item) -> Vec<String> {
    let (exchange, last) = tie.last.clone().unwrap_or((String::new(), "无记录".into()));
    let since = tie.tie.when.clone().unwrap_or_default();
    vec![
        act::headline(&tie.tie),
        since,
        last,
        exchange,
        tie.tie.id.clone(),
    ]
}
