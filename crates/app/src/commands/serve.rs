//! `jiehao serve`: the register in the browser.

use std::io::Write;

use anyhow::{Context, anyhow};
use jiehao_register::Register;
use jiehao_web::{Address, Options};

use super::due::today;
use super::output;
use crate::Outcome;
use crate::cli::Serve;
use crate::pipeline::printable;

pub(crate) fn run(args: Serve) -> anyhow::Result<Outcome> {
    let address = Address::parse(&args.listen).map_err(|e| anyhow!("--listen {e}"))?;
    let day = args.today.as_deref().map(|day| today(Some(day)));
    let today = day.transpose()?.map(|day| day.from);
    // what a run that was killed left unsettled is settled now: the server itself changes nothing
    let mut register = Register::open(&args.at.register)?;
    register.settle()?;
    let place = printable(register.place());
    drop(register);
    let options = Options {
        register: args.at.register,
        hosts: args.hosts,
        any_host: false,
        today,
        origins: args.origins,
        json_log: args.json_log,
    };
    let ready = |at: std::net::SocketAddr| {
        let mut out = output();
        let told = writeln!(out, "登记册 {place}：http://{at} （Ctrl-C 停止）");
        // who does not listen to us can still be served
        let _ = told.and_then(|()| out.flush());
    };
    jiehao_web::serve(options, address, ready)
        .with_context(|| format!("--listen {}: cannot be listened at", args.listen))?;
    Ok(Outcome::Done)
}
