//! `jiehao check`: whether a register can be answered for.

use std::io::Write;

use jiehao_register::Register;

use super::output;
use crate::Outcome;
use crate::cli::Check;
use crate::pipeline::printable;

pub(crate) fn run(args: &Check) -> anyhow::Result<Outcome> {
    let faults = Register::open(&args.at.register)?.check(args.mend)?;
    let mut out = output();
    for fault in &faults {
        writeln!(
            out,
            "{}: {}",
            printable(&fault.thing),
            printable(&fault.what)
        )?;
    }
    match faults.len() {
        0 => writeln!(out, "无误。")?,
        n if args.mend => writeln!(out, "{n} 处有误；可重算者已重算。")?,
        n => writeln!(out, "{n} 处有误。")?,
    }
    out.flush()?;
    Ok(match faults.is_empty() {
        true => Outcome::Done,
        false => Outcome::Wanting,
    })
}
