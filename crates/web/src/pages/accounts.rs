//! The accounts, for administrators: made, given a role or a password, closed.

use askama::Template;
use jiehao_desk::{Account, Error, Role};

use super::Page;
use crate::ask::Ask;
use crate::form::{Sent, on_to};
use crate::trouble::Trouble;
use crate::view::{Shell, moment, show};

#[derive(Template)]
#[template(path = "accounts.html")]
struct Accounts {
    shell: Shell,
    accounts: Vec<Told>,
    roles: Vec<(&'static str, &'static str)>,
    said: &'static str,
}

/// An account in a row.
struct Told {
    name: String,
    role: &'static str,
    made: String,
    closed: bool,
}

pub(crate) async fn page(ask: Ask) -> Page {
    administrator(&ask)?;
    let d = ask.lang.desk();
    let said = match ask.get("done") {
        "made" => d.account_made,
        "changed" => d.changed,
        _ => "",
    };
    let accounts = ask.site.desk(|desk| desk.accounts()).await?;
    let told = |a: Account| Told {
        role: a.role.name(),
        made: moment(a.made),
        closed: a.closed.is_some(),
        name: a.name,
    };
    let roles = Role::ALL.map(|r| (r.name(), ask.lang.role(r)));
    show(&Accounts {
        shell: Shell::new(&ask, d.accounts),
        accounts: accounts.into_iter().map(told).collect(),
        roles: roles.to_vec(),
        said,
    })
}

/// An administrator who is logged in; tokens make no accounts.
fn administrator(ask: &Ask) -> Result<(), Trouble> {
    ask.visitor.session()?;
    ask.may(Role::Admin, None).map(|_| ())
}

fn role(sent: &Sent) -> Result<Role, Trouble> {
    let none = || Trouble::Bad(sent.get("role"), sent.ask.lang.desk().role);
    Role::named(sent.raw("role")).ok_or_else(none)
}

pub(crate) async fn add(sent: Sent) -> Result<axum::response::Response, Trouble> {
    let ask = &sent.ask;
    administrator(ask)?;
    let (name, password) = (sent.get("name"), sent.raw("password").to_owned());
    let (role, visitor, now) = (role(&sent)?, ask.visitor.clone(), ask.site.now());
    let turn = ask.site.hashing.acquire().await;
    let done = ask
        .site
        .desk(move |desk| desk.add(&name, &password, role, visitor.by(now)));
    done.await?;
    drop(turn);
    Ok(on_to(&ask.lang.with("accounts", &[("done", "made")]), &[]))
}

/// `what` is `role`, `password`, `close` or `open`.
pub(crate) async fn change(sent: Sent) -> Result<axum::response::Response, Trouble> {
    let ask = &sent.ask;
    administrator(ask)?;
    let (name, what) = (sent.get("name"), sent.get("what"));
    let given = match what.as_str() {
        "role" => Some(role(&sent)?),
        _ => None,
    };
    let password = sent.raw("password").to_owned();
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    let turn = ask.site.hashing.acquire().await;
    let done = ask.site.desk(move |desk| {
        let by = visitor.by(now);
        match (what.as_str(), given) {
            ("role", Some(role)) => desk.set_role(&name, role, by),
            ("password", _) => desk.set_password(&name, &password, by),
            ("close", _) => desk.close(&name, true, by),
            ("open", _) => desk.close(&name, false, by),
            _ => Err(Error::Unknown(what)),
        }
    });
    done.await?;
    drop(turn);
    let to = ask.lang.with("accounts", &[("done", "changed")]);
    Ok(on_to(&to, &[]))
}
