//! `jiehao timeline`: acts of all types in the order of time.

use std::io::Write;

use jiehao_register::Register;

use super::acts::filter;
use super::output;
use crate::Outcome;
use crate::cli::{TableFormat, Timeline};
use crate::output::act;
use crate::output::grid::{self, Column};

const COLUMNS: [Column; 7] = [
    Column("when", "时间"),
    Column("type", ""),
    Column("sort", "种类"),
    Column("what", "内容"),
    Column("sources", "来源"),
    Column("id", "编号"),
    Column("quote", ""),
];

pub(crate) fn run(args: &Timeline) -> anyhow::Result<Outcome> {
    let filter = filter(&args.acts.filters, &args.types)?;
    let mut register = Register::open(&args.acts.at.register)?;
    let mut acts = register.acts(&filter)?;
    let all = acts.len();
    acts.retain(|a| a.when.is_some());
    acts.sort_by(|a, b| (&a.when, &a.id).cmp(&(&b.when, &b.id)));
    let done = grid::put(args.acts.format, args.acts.bom, &COLUMNS, &acts, |a| {
        vec![
            a.when.clone().unwrap_or_default(),
            a.kind.clone(),
            act::kind(&a.kind).to_owned(),
            act::headline(a),
            a.sources.to_string(),
            a.id.clone(),
            act::quote(a),
        ]
    })?;
    if args.acts.format == TableFormat::Text && acts.len() < all {
        let mut out = output();
        writeln!(out, "另有 {} 项时间不详。", all - acts.len())?;
        out.flush()?;
    }
    Ok(done)
}
