//! `jiehao diff`: where an office's own list and the news differ.

use std::collections::BTreeMap;

use jiehao_register::{Difference, Register};

use super::acts::filter;
use crate::Outcome;
use crate::cli::Diff;
use crate::output::act;
use crate::output::grid::{self, Column};
use crate::vocabulary;

const COLUMNS: [Column; 8] = [
    Column("sort", ""),
    Column("difference", "差异"),
    Column("tie", "关系"),
    Column("list", "名录"),
    Column("news", "报道"),
    Column("perhaps", "或即"),
    Column("id", "编号"),
    Column("quote", ""),
];

pub(crate) fn run(args: &Diff) -> anyhow::Result<Outcome> {
    let filter = filter(&args.acts.filters, &[])?;
    let mut register = Register::open(&args.acts.at.register)?;
    let mut found = register.diff(&filter, args.list.as_deref())?;
    found.truncate(args.acts.filters.limit.unwrap_or(usize::MAX));
    grid::put(args.acts.format, args.acts.bom, &COLUMNS, &found, row)
}

fn row(d: &Difference) -> Vec<String> {
    let attribute = d.attribute.as_deref().unwrap_or_default();
    let label = vocabulary::label(attribute);
    let difference = match d.sort {
        "differs" => format!("{label}不同"),
        "list-silent" => format!("名录无{label}"),
        "only-list" => "仅见于名录".to_owned(),
        _ => "仅见于报道".to_owned(),
    };
    let values = |side: &BTreeMap<String, Vec<String>>| {
        let one = |(value, by): (&String, &Vec<String>)| {
            format!(
                "{}（{}）",
                vocabulary::value(attribute, value),
                by.join("、")
            )
        };
        side.iter().map(one).collect::<Vec<_>>().join(" / ")
    };
    let perhaps = d
        .perhaps
        .iter()
        .map(|(id, line, why)| format!("{line}（{why}，{id}）"));
    vec![
        d.sort.to_owned(),
        difference,
        act::headline(&d.tie),
        values(&d.list),
        values(&d.news),
        perhaps.collect::<Vec<_>>().join("；"),
        d.tie.id.clone(),
        act::quote(&d.tie),
    ]
}
