//! `jiehao search`: pages by their words, records by filters.

use std::io::Write;

use jiehao_register::{Hit, Register};

use super::acts::filter;
use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Search, TableFormat};
use crate::output::{act, grid};
use crate::pipeline::printable;

const COLUMNS: [grid::Column; 7] = [
    grid::Column("published", "日期"),
    grid::Column("outlet", "来源"),
    grid::Column("title", "标题"),
    grid::Column("excerpt", "文字"),
    grid::Column("locator", "网页"),
    grid::Column("records", "记录"),
    grid::Column("id", "编号"),
];

pub(crate) fn run(args: &Search) -> anyhow::Result<Outcome> {
    let filter = filter(&args.filters, &args.types)?;
    let hits = Register::open(&args.at.register)?.search(&args.words, &filter)?;
    match args.format {
        TableFormat::Text => {
            let mut out = output();
            hits.iter()
                .try_for_each(|hit| write!(out, "{}", told(hit)))?;
            writeln!(out, "计 {} 页。", hits.len())?;
            out.flush()?;
        }
        TableFormat::Json => {
            let mut out = plain_output();
            for hit in &hits {
                writeln!(out, "{}", serde_json::to_string(hit)?)?;
            }
            out.flush()?;
        }
        TableFormat::Csv => {
            let rows: Vec<Vec<String>> = hits.iter().map(row).collect();
            grid::csv(plain_output(), &COLUMNS, &rows, args.bom)?;
        }
    }
    Ok(match hits.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

fn told(hit: &Hit) -> String {
    let title = printable(hit.title.as_deref().unwrap_or("（无标题）"));
    let about: Vec<String> = [&hit.outlet, &hit.published, &Some(hit.locator.clone())]
        .into_iter()
        .flatten()
        .map(|s| printable(s))
        .collect();
    let kinds = hit
        .records
        .iter()
        .map(|(id, kind, _)| format!("{} {id}", act::kind(kind)));
    let mut out = format!(
        "{title}\n  {}\n  「{}」\n",
        about.join(" · "),
        printable(&hit.excerpt)
    );
    for record in kinds {
        out.push_str(&format!("  {record}\n"));
    }
    out.push('\n');
    out
}

fn row(hit: &Hit) -> Vec<String> {
    let ids: Vec<&str> = hit.records.iter().map(|r| r.0.as_str()).collect();
    vec![
        hit.published.clone().unwrap_or_default(),
        hit.outlet.clone().unwrap_or_default(),
        hit.title.clone().unwrap_or_default(),
        hit.excerpt.clone(),
        hit.locator.clone(),
        ids.join("; "),
        hit.capture.clone(),
    ]
}
