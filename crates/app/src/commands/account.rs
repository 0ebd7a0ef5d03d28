//! `jiehao account`: who may write in the browser.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, bail};
use jiehao_desk::{By, Desk};

use super::output;
use crate::Outcome;
use crate::cli::{Account, Change, Role};
use crate::output::grid;
use crate::pipeline::printable;

const COLUMNS: [grid::Column; 4] = [
    grid::Column("name", "账号"),
    grid::Column("role", "角色"),
    grid::Column("made", "开设"),
    grid::Column("closed", "停用"),
];

pub(crate) fn run(args: &Account) -> anyhow::Result<Outcome> {
    let path = args.desk.path(&args.at.register);
    let by = By {
        who: "",
        address: "",
        now: jiff::Timestamp::now().as_second(),
    };
    let done = match &args.what {
        Change::Add { name, role } => {
            let password = password(name)?;
            let desk = Desk::open_or_make(&path)?;
            desk.add(name, &password, (*role).into(), by)?;
            "已开设"
        }
        Change::List => return list(&there(&path)?),
        Change::Password { name } => {
            let desk = there(&path)?;
            desk.set_password(name, &password(name)?, by)?;
            "密码已更改，其登录均已失效"
        }
        Change::Role { name, role } => {
            there(&path)?.set_role(name, (*role).into(), by)?;
            "角色已更改"
        }
        Change::Close { name } => {
            there(&path)?.close(name, true, by)?;
            "已停用"
        }
        Change::Open { name } => {
            there(&path)?.close(name, false, by)?;
            "已恢复"
        }
    };
    let name = match &args.what {
        Change::Add { name, .. }
        | Change::Password { name }
        | Change::Role { name, .. }
        | Change::Close { name }
        | Change::Open { name } => name,
        Change::List => return Ok(Outcome::Done),
    };
    let mut out = output();
    let place = printable(&path.display().to_string());
    writeln!(out, "{} {done}；账号文件 {place}。", printable(name))?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The desk, which must be there.
fn there(path: &Path) -> anyhow::Result<Desk> {
    let desk = Desk::open(path)?;
    desk.with_context(|| {
        format!(
            "{}: there are no accounts here; `jiehao account add NAME --role admin` makes the first, --desk names another file",
            path.display()
        )
    })
}

/// A password: asked for twice where somebody sits before us, otherwise the first line that comes.
fn password(name: &str) -> anyhow::Result<String> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        read.context("the password cannot be read from standard input")?;
        return Ok(line.trim_end_matches(['\n', '\r']).to_owned());
    }
    let ask = |what: &str| {
        let asked = rpassword::prompt_password(what);
        asked.context("the password cannot be asked for here; give it on standard input")
    };
    let first = ask(&format!("{name} 的密码（至少 10 个字符）："))?;
    if first != ask("再输入一次：")? {
        bail!("the two differ; nothing was written");
    }
    Ok(first)
}

fn list(desk: &Desk) -> anyhow::Result<Outcome> {
    let moment = |seconds: i64| {
        let at = jiff::Timestamp::from_second(seconds);
        at.map_or_else(|_| String::new(), |at| at.to_string())
    };
    let accounts = desk.accounts()?;
    let rows = accounts.iter().map(|a| {
        vec![
            a.name.clone(),
            a.role.name().to_owned(),
            moment(a.made),
            a.closed.map_or_else(String::new, moment),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let mut out = output();
    grid::text(&mut out, &COLUMNS, &rows)?;
    out.flush()?;
    Ok(match accounts.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

impl From<Role> for jiehao_desk::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Reader => Self::Reader,
            Role::Reviewer => Self::Reviewer,
            Role::Admin => Self::Admin,
        }
    }
}
