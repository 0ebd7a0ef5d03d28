//! `jiehao partners`: candidate counterparts of a region, each with the reasons for it.

use std::io::Write;

use jiehao_register::{Candidate, Register};

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Partners, TableFormat};
use crate::output::grid::{self, Column};
use crate::pipeline::printable;

const COLUMNS: [Column; 8] = [
    Column("place", ""),
    Column("name", ""),
    Column("country", ""),
    Column("total", ""),
    Column("reason", ""),
    Column("points", ""),
    Column("text", ""),
    Column("acts", ""),
];

pub(crate) fn run(args: &Partners) -> anyhow::Result<Outcome> {
    let found = Register::open(&args.at.register)?.partners(&args.name, args.limit)?;
    match args.format {
        TableFormat::Text => {
            let mut out = output();
            for (n, candidate) in found.iter().enumerate() {
                write!(out, "{}", told(n + 1, candidate))?;
            }
            writeln!(out, "计 {} 处。分值之和定序，各项理由如上。", found.len())?;
            out.flush()?;
        }
        TableFormat::Json => {
            let mut out = plain_output();
            for candidate in &found {
                writeln!(out, "{}", serde_json::to_string(candidate)?)?;
            }
            out.flush()?;
        }
        TableFormat::Csv => {
            let rows: Vec<Vec<String>> = found.iter().flat_map(rows).collect();
            grid::csv(plain_output(), &COLUMNS, &rows, args.bom)?;
        }
    }
    Ok(match found.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

fn told(n: usize, c: &Candidate) -> String {
    let gazetteer = jiehao_places::Gazetteer::get();
    let land = gazetteer
        .country(&c.country)
        .map_or("", |p| gazetteer.place(p).name);
    let mut out = format!(
        "{n}. {}（{land}） {} 分 〔{}〕\n",
        printable(&c.name),
        c.points,
        c.id
    );
    for reason in &c.reasons {
        let acts = match reason.acts.as_slice() {
            [] => String::new(),
            some => format!(
                "〔{}〕",
                some.iter().take(3).cloned().collect::<Vec<_>>().join("、")
            ),
        };
        out.push_str(&format!(
            "   +{} {}{acts}\n",
            reason.points,
            printable(&reason.text)
        ));
    }
    out
}

fn rows(c: &Candidate) -> Vec<Vec<String>> {
    let row = |r: &jiehao_register::Reason| {
        vec![
            c.id.clone(),
            c.name.clone(),
            c.country.clone(),
            c.points.to_string(),
            r.reason.to_owned(),
            r.points.to_string(),
            r.text.clone(),
            r.acts.join("; "),
        ]
    };
    c.reasons.iter().map(row).collect()
}
