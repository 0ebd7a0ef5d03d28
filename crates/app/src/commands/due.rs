//! `jiehao due`: anniversaries and promises ahead, and promises overdue.

use anyhow::bail;
use jiehao_register::{Due as Item, Period, Register};

use super::acts::filter;
use super::now;
use crate::Outcome;
use crate::cli::Due;
use crate::output::act;
use crate::output::grid::{self, Column};

const COLUMNS: [Column; 6] = [
    Column("day", "期限"),
    Column("sort", "种类"),
    Column("what", "内容"),
    Column("kept_by", "或已履行"),
    Column("id", "编号"),
    Column("quote", ""),
];

pub(crate) fn run(args: &Due) -> anyhow::Result<Outcome> {
    let filter = filter(&args.acts.filters, &[])?;
    let today = today(args.today.as_deref())?;
    let mut register = Register::open(&args.acts.at.register)?;
    let due = register.due(&filter, &today, i32::from(args.months))?;
    grid::put(args.acts.format, args.acts.bom, &COLUMNS, &due, row)
}

/// The day that a user names, or today.
///
/// # Errors
/// What is named is no date.
pub(super) fn today(named: Option<&str>) -> anyhow::Result<Period> {
    let text = named.map_or_else(now, str::to_owned);
    match Period::parse(&text) {
        Some(day) => Ok(day),
        None => bail!("--today {text}: no date; write 2024-06-04"),
    }
}

fn row(due: &Item) -> Vec<String> {
    let sort = match (due.years, due.overdue) {
        (Some(years), _) => format!("结好{years}周年"),
        (None, true) => "承诺（已过期）".to_owned(),
        (None, false) => "承诺".to_owned(),
    };
    let kept = due
        .kept_by
        .iter()
        .map(|(id, shared)| format!("{id}（{shared}）"));
    vec![
        due.day.clone(),
        sort,
        act::headline(&due.act),
        kept.collect::<Vec<_>>().join("、"),
        due.act.id.clone(),
        act::quote(&due.act),
    ]
}
