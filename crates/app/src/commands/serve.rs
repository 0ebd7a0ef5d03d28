//! `jiehao serve`: the register in the browser.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use jiehao_register::Register;
use jiehao_web::{Address, BaseMap, Options};

use super::due::today;
use super::output;
use crate::Outcome;
use crate::cli::Serve;
use crate::pipeline::printable;

pub(crate) fn run(args: Serve) -> anyhow::Result<Outcome> {
    let address = Address::parse(&args.listen).map_err(|e| anyhow!("--listen {e}"))?;
    let day = args.today.as_deref().map(|day| today(Some(day)));
    let today = day.transpose()?.map(|day| day.from);
    let base_map = base_map(&args)?;
    // what a run that was killed left unsettled is settled now: the server itself changes nothing
    let mut register = Register::open(&args.at.register)?;
    register.settle()?;
    let place = printable(register.place());
    drop(register);
    let desk = args.desk.path(&args.at.register);
    let staffed = match jiehao_desk::Desk::open(&desk)? {
        Some(desk) => desk.is_staffed()?,
        None => false,
    };
    if args.closed && !staffed {
        bail!("--closed: {}", first(&desk));
    }
    let hint = (!staffed).then(|| first(&desk));
    let options = Options {
        desk: Some(desk),
        fetch: jiehao_fetch::Limits::default(),
        closed: args.closed,
        behind_tls: args.behind_tls,
        register: args.at.register,
        hosts: args.hosts,
        any_host: false,
        today,
        origins: args.origins,
        json_log: args.json_log,
        base_map,
    };
    let ready = |at: std::net::SocketAddr| {
        let mut out = output();
        let told = writeln!(out, "登记册 {place}：http://{at} （Ctrl-C 停止）");
        let told = told.and_then(|()| match &hint {
            Some(hint) => writeln!(out, "{hint}"),
            None => Ok(()),
        });
        // who does not listen to us can still be served
        let _ = told.and_then(|()| out.flush());
    };
    jiehao_web::serve(options, address, ready)
        .with_context(|| format!("--listen {}: cannot be listened at", args.listen))?;
    Ok(Outcome::Done)
}

/// How the first account is made.
fn first(desk: &Path) -> String {
    let desk = printable(&desk.display().to_string());
    format!(
        "尚无账号，只可读取。要审核与录入，先开设管理员：jiehao account add 账号名 --role admin --desk {desk}"
    )
}

/// The base map of the operator, read once.
fn base_map(args: &Serve) -> anyhow::Result<Option<BaseMap>> {
    let (Some(path), Some(number)) = (&args.base_map, &args.base_map_number) else {
        return Ok(None);
    };
    let named = || format!("--base-map {}", path.display());
    let bytes = std::fs::read(path).with_context(named)?;
    let map = BaseMap::new(bytes, number);
    map.map(Some).map_err(|e| anyhow!("{}: {e}", named()))
}
