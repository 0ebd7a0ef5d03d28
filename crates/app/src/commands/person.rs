//! `jiehao person`: all acts that name a person.

use jiehao_register::Register;

use crate::Outcome;
use crate::cli::Named;
use crate::output::{act, grid};

pub(crate) fn run(args: &Named) -> anyhow::Result<Outcome> {
    let acts = Register::open(&args.at.register)?.person(&args.name)?;
    let columns = act::columns("");
    grid::put(args.format, args.bom, &columns, &acts, |a| act::row("", a))
}
