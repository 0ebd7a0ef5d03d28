//! `jiehao ties`, `visits`, `agreements`: acts of one type, filtered.

use std::io::Write;

use anyhow::bail;
use jiehao_register::{Filter, Period, Register};

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Acts, Filters, TableFormat};
use crate::output::{act, grid};

pub(crate) fn run(args: &Acts, kind: &str) -> anyhow::Result<Outcome> {
    let filter = filter(&args.filters, &[kind.to_owned()])?;
    let mut register = Register::open(&args.at.register)?;
    let acts = register.acts(&filter)?;
    let rows: Vec<Vec<String>> = acts.iter().map(|a| act::row(kind, a)).collect();
    let columns = act::columns(kind);
    match args.format {
        TableFormat::Text => {
            let mut out = output();
            if !acts.is_empty() {
                grid::text(&mut out, &columns, &rows)?;
            }
            let all = register.count(&filter)?;
            writeln!(out, "计 {} 项，共 {all} 项。", acts.len())?;
            out.flush()?;
        }
        TableFormat::Json => {
            let mut out = plain_output();
            for act in &acts {
                writeln!(out, "{}", serde_json::to_string(act)?)?;
            }
            out.flush()?;
        }
        TableFormat::Csv => grid::csv(plain_output(), &columns, &rows, args.bom)?,
    }
    Ok(match acts.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

/// What the register is asked for.
///
/// # Errors
/// A place that is not known or not the only one of its name, or a date that is none.
pub(crate) fn filter(args: &Filters, types: &[String]) -> anyhow::Result<Filter> {
    let mut places = Vec::new();
    for named in args.region.iter() {
        places.push(jiehao_register::place(named)?);
    }
    for country in args.country.iter() {
        let code = country.len() == 2 && country.is_ascii();
        let id = format!("iso:{}", country.to_ascii_uppercase());
        places.push(jiehao_register::place(if code { &id } else { country })?);
    }
    let day = |option: &str, text: &Option<String>| -> anyhow::Result<Option<Period>> {
        let Some(text) = text else { return Ok(None) };
        match Period::parse(text) {
            Some(period) => Ok(Some(period)),
            None => bail!("{option} {text}: no date; write 2024, 2024-06 or 2024-06-04"),
        }
    };
    for kind in types {
        if jiehao_events::Type::named(kind).is_none() {
            let all = jiehao_events::Type::ALL
                .map(jiehao_events::Type::name)
                .join(", ");
            bail!("--type {kind}: no such type; there are {all}");
        }
    }
    Ok(Filter {
        types: types.to_vec(),
        places,
        person: args.person.clone(),
        from: day("--from", &args.from)?.map(|p| p.from.to_string()),
        until: day("--until", &args.until)?.map(|p| p.to.to_string()),
        direction: None,
        limit: args.limit,
    })
}
