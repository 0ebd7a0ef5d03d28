//! `jiehao import`: a list of ties of one's own into a register.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Context, bail};
use jiehao_register::{Columns, ErrorKind, ListField, Register, Table, Taken};

use super::ingest::time;
use super::{now, output};
use crate::Outcome;
use crate::cli::{Import, TieKind};
use crate::pipeline::printable;

/// Bytes of a list that are read.
const MOST: u64 = 64 << 20;

pub(crate) fn run(args: &Import) -> anyhow::Result<Outcome> {
    let name = args.table.display().to_string();
    let unread = || format!("{name}: cannot be read");
    let size = std::fs::metadata(&args.table).with_context(unread)?.len();
    if size > MOST {
        bail!("{name}: larger than {MOST} bytes; part it into several tables");
    }
    let bytes = std::fs::read(&args.table).with_context(unread)?;
    let table = Table::read(&bytes, &name, args.sheet.as_deref())?;
    let at = args.taken.as_deref().map_or_else(|| Ok(now()), time)?;
    // a register that is there may remember the columns; one is made only for rows that are understood
    let mut there = match Register::open(&args.at.register) {
        Ok(register) => Some(register),
        Err(e) if e.kind == ErrorKind::Unknown => None,
        Err(e) => return Err(e.into()),
    };
    let columns = columns(args, &table, there.as_mut())?;
    let read = table.ties(&columns, &name)?;
    if !args.quiet {
        for note in &read.notes {
            anstream::eprintln!("jiehao: {}: {}", printable(&name), printable(note));
        }
    }
    let mut out = output();
    writeln!(out, "{}", printable(&told(&columns)))?;
    let others = match read.others {
        0 => String::new(),
        n => format!("，另 {n} 行无外方，未计"),
    };
    if args.dry_run {
        writeln!(out, "可录 {} 条{others}；未写入。", read.records.len())?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let mut register = match there {
        Some(register) => register,
        None => Register::open_or_make(&args.at.register)?,
    };
    let taken = Taken {
        bytes: &bytes,
        locator: &name,
        at: &at,
    };
    let version = env!("CARGO_PKG_VERSION");
    let new = register.import(taken, version, &table, &columns, &read)?;
    let known = if new { "" } else { "，早已录入" };
    let place = printable(register.place());
    writeln!(
        out,
        "录入 {} 条{known}{others}；登记册 {place}。",
        read.records.len()
    )?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The columns: as remembered or guessed, then as told, then as asked for.
fn columns(
    args: &Import,
    table: &Table,
    register: Option<&mut Register>,
) -> anyhow::Result<Columns> {
    let remembered = match register {
        Some(register) => register.columns(table)?,
        None => None,
    };
    let mut columns = remembered.unwrap_or_else(|| Columns::guess(table));
    if let Some(said) = &args.columns {
        columns = columns.told(said, table)?;
    }
    if let Some(of) = &args.of {
        columns.of = Some(of.clone());
    }
    if let Some(kind) = args.kind {
        let code = match kind {
            TieKind::Sister => "sister",
            TieKind::FriendlyCooperation => "friendly-cooperation",
            TieKind::Pairing => "pairing",
        };
        columns.kind = Some(code.to_owned());
    }
    let wanting = columns.wanting();
    if wanting.is_empty() {
        return Ok(columns);
    }
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let names: Vec<&str> = wanting.iter().map(|f| f.name()).collect();
        let heads: Vec<&str> = columns.head.iter().map(String::as_str).collect();
        bail!(
            "{}: which column holds {} cannot be told from the heads ({}); say it with --columns {}=HEAD{}; nothing was written",
            args.table.display(),
            names.join(" and "),
            printable(&heads.join(", ")),
            names.join("=HEAD,"),
            if wanting.contains(&ListField::A) {
                ", or name the side that keeps the list with --of"
            } else {
                ""
            },
        );
    }
    for field in wanting {
        let head = ask(field, &columns.head)?;
        columns = columns.told(&format!("{}={head}", field.name()), table)?;
    }
    Ok(columns)
}

/// Asks for the column of a field.
fn ask(field: ListField, head: &[String]) -> anyhow::Result<String> {
    for (n, title) in head.iter().enumerate() {
        anstream::eprintln!("  {} {}", n + 1, printable(title));
    }
    loop {
        anstream::eprint!("{} 在哪一列？（{}）", label(field), field.name());
        io::stderr().flush()?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            bail!(
                "which column holds {} was not said; nothing was written",
                field.name()
            );
        }
        let line = line.trim();
        let by_number = line
            .parse::<usize>()
            .ok()
            .and_then(|n| head.get(n.checked_sub(1)?));
        let found = by_number.or_else(|| head.iter().find(|h| *h == line));
        if let Some(found) = found.filter(|h| !h.is_empty()) {
            return Ok(found.clone());
        }
    }
}

/// The columns in a line.
fn told(columns: &Columns) -> String {
    let mut parts: Vec<String> = Vec::new();
    for field in ListField::ALL {
        if let Some(head) = columns.columns.get(&field) {
            parts.push(format!("{}＝{head}", label(field)));
        }
    }
    if let Some(of) = &columns.of {
        parts.push(format!("中方皆为 {of}"));
    }
    if let Some(kind) = &columns.kind {
        parts.push(format!(
            "类别皆为 {}",
            crate::vocabulary::value("kind", kind)
        ));
    }
    format!("列：{}", parts.join("，"))
}

fn label(field: ListField) -> &'static str {
    match field {
        ListField::A => "中方",
        ListField::B => "外方",
        ListField::Country => "国别",
        ListField::Since => "结好日期",
        ListField::Kind => "类别",
        ListField::Level => "级别",
        ListField::Status => "状态",
        ListField::Within => "省份",
    }
}
