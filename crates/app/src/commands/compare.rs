//! `jiehao compare`: two regions or two trips side by side.

use std::io::Write;

use jiehao_register::{Aspect, Comparison, Item, Register};

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Compare, TableFormat};
use crate::output::grid::{self, Column};
use crate::pipeline::printable;
use crate::vocabulary;

const COLUMNS: [Column; 5] = [
    Column("aspect", ""),
    Column("of", ""),
    Column("item", ""),
    Column("acts", ""),
    Column("id", ""),
];

pub(crate) fn run(args: &Compare) -> anyhow::Result<Outcome> {
    let compared = Register::open(&args.at.register)?.compare(&args.a, &args.b)?;
    match args.format {
        TableFormat::Text => {
            let mut out = output();
            told(&mut out, &compared)?;
            out.flush()?;
        }
        TableFormat::Json => {
            let mut out = plain_output();
            writeln!(out, "{}", serde_json::to_string(&compared)?)?;
            out.flush()?;
        }
        TableFormat::Csv => grid::csv(plain_output(), &COLUMNS, &rows(&compared), args.bom)?,
    }
    Ok(match compared.aspects.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

/// Both in columns of their own, a line an item; what both have stands in both.
fn told(out: &mut impl Write, c: &Comparison) -> anyhow::Result<()> {
    let columns = [Column("aspect", "　"), Column("a", "甲"), Column("b", "乙")];
    let mut rows: Vec<Vec<String>> =
        vec![vec![String::new(), printable(&c.a.0), printable(&c.b.0)]];
    for aspect in &c.aspects {
        let mut name = vocabulary::aspect(aspect.aspect).to_owned();
        for item in &aspect.both {
            let text = format!("＝ {}", item.text);
            rows.push(vec![std::mem::take(&mut name), text.clone(), text]);
        }
        for n in 0..aspect.a.len().max(aspect.b.len()) {
            let cell = |items: &[Item]| items.get(n).map_or(String::new(), |i| i.text.clone());
            rows.push(vec![
                std::mem::take(&mut name),
                cell(&aspect.a),
                cell(&aspect.b),
            ]);
        }
    }
    grid::text(&mut *out, &columns, &rows)?;
    writeln!(out, "甲 {}\n乙 {}", c.a.1, c.b.1)?;
    if let Some(latest) = c.latest {
        writeln!(out, "事项甚多者，每类只看最近 {latest} 件")?;
    }
    Ok(())
}

fn rows(c: &Comparison) -> Vec<Vec<String>> {
    let of = |aspect: &Aspect, of: &str, id: &str, items: &[Item]| -> Vec<Vec<String>> {
        let row = |i: &Item| {
            vec![
                aspect.aspect.to_owned(),
                of.to_owned(),
                i.text.clone(),
                i.acts.join("; "),
                id.to_owned(),
            ]
        };
        items.iter().map(row).collect()
    };
    let mut out = Vec::new();
    for aspect in &c.aspects {
        out.extend(of(aspect, "both", "", &aspect.both));
        out.extend(of(aspect, "a", &c.a.1, &aspect.a));
        out.extend(of(aspect, "b", &c.b.1, &aspect.b));
    }
    out
}
