//! `jiehao ties`, `visits`, `agreements`: acts of one type, filtered.

use std::io::Write;

use anyhow::bail;
use jiehao_register::{Filter, Period, Register};

use super::output;
use crate::Outcome;
use crate::cli::{Acts, Filters, TableFormat};
use crate::output::{act, grid};

pub(crate) fn run(args: &Acts, kind: &str) -> anyhow::Result<Outcome> {
    let filter = filter(&args.filters, &[kind.to_owned()])?;
    let mut register = Register::open(&args.at.register)?;
    let acts = register.acts(&filter)?;
    let columns = act::columns(kind);
    let done = grid::put(args.format, args.bom, &columns, &acts, |a| {
        act::row(kind, a)
    })?;
    if args.format == TableFormat::Text && args.filters.limit.is_some() {
        let mut out = output();
        writeln!(out, "共 {} 项。", register.count(&filter)?)?;
        out.flush()?;
    }
    Ok(done)
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
        limit: args.limit,
        ..Filter::default()
    })
}
