//! One's own account: the password, where one is logged in, tokens.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiehao_desk::{Role, Scope};

use crate::ask::Ask;
use crate::form::{Sent, on_to};
use crate::gate::{Known, SESSION};
use crate::trouble::Trouble;
use crate::view::{Shell, moment, show};

#[derive(Template)]
#[template(path = "account.html")]
struct Page {
    shell: Shell,
    role: &'static str,
    sessions: i64,
    tokens: Vec<Told>,
    scopes: Vec<(&'static str, &'static str)>,
    /// A token that was just made.
    fresh: String,
    /// What was just done.
    said: &'static str,
}

/// A token in a row.
struct Told {
    n: i64,
    label: String,
    scope: &'static str,
    made: String,
    until: String,
    used: String,
}

pub(crate) async fn page(ask: Ask) -> Result<Response, Trouble> {
    let d = ask.lang.desk();
    let said = match ask.get("done") {
        "password" => d.password_set,
        "revoked" => d.revoked,
        _ => "",
    };
    shown(&ask, String::new(), said).await
}

async fn shown(ask: &Ask, fresh: String, said: &'static str) -> Result<Response, Trouble> {
    let account = ask.visitor.session()?.account.clone();
    let (name, now) = (account.name.clone(), ask.site.now());
    let asked = ask
        .site
        .desk(move |desk| Ok((desk.tokens(&name)?, desk.sessions(&name, now)?)));
    let (tokens, sessions) = asked.await?;
    let lang = ask.lang;
    let told = tokens.into_iter().map(|t| Told {
        n: t.n,
        label: t.label,
        scope: lang.scope(t.scope),
        made: moment(t.made),
        until: moment(t.until),
        used: t.used.map_or_else(|| lang.desk().never.to_owned(), moment),
    });
    let allowed = |s: &Scope| s.needs() <= account.role;
    let scopes = Scope::ALL.into_iter().filter(allowed);
    let page = Page {
        shell: Shell::new(ask, lang.desk().account),
        role: lang.role(account.role),
        sessions,
        tokens: told.collect(),
        scopes: scopes.map(|s| (s.name(), lang.scope(s))).collect(),
        fresh,
        said,
    };
    let keep = (header::CACHE_CONTROL, "no-store");
    Ok(([keep], show(&page)?).into_response())
}

/// Whoever finds a browser open does not know the password, and so cannot change it.
pub(crate) async fn password(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let account = ask.visitor.session()?.account.clone();
    ask.site.limits.login_name.count(&account.name)?;
    let (now_, new) = (sent.raw("now").to_owned(), sent.raw("new").to_owned());
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    let turn = ask.site.hashing.acquire().await;
    let done = ask.site.desk(move |desk| {
        desk.check(&account.name, &now_)?;
        desk.set_password(&account.name, &new, visitor.by(now))?;
        desk.login(&account, visitor.by(now))
    });
    let session = done.await?;
    drop(turn);
    let cookies = [ask.site.set_cookie(SESSION, Some(&session.secret))];
    let to = ask.lang.with("account", &[("done", "password")]);
    Ok(on_to(&to, &cookies))
}

pub(crate) async fn logout_everywhere(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let name = ask.visitor.session()?.account.name.clone();
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    let done = ask
        .site
        .desk(move |desk| desk.logout_everywhere(&name, visitor.by(now)));
    done.await?;
    let cookies = [ask.site.set_cookie(SESSION, None)];
    Ok(on_to(&ask.lang.with("login", &[("out", "1")]), &cookies))
}

pub(crate) async fn token(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let Known::Session(session) = &ask.visitor.known else {
        return Err(ask
            .may(Role::Reader, None)
            .err()
            .unwrap_or(Trouble::Forbidden));
    };
    let missing = || Trouble::Bad(sent.get("scope"), ask.lang.desk().refused_beyond);
    let scope = Scope::named(sent.raw("scope")).ok_or_else(missing)?;
    let days = sent.get("days");
    let days = days.parse().ok().filter(|d| (1..=730).contains(d));
    let days = days.ok_or_else(|| Trouble::Bad(sent.get("days"), ask.t().not_a_number))?;
    let (account, label) = (session.account.clone(), sent.get("label"));
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    let made = ask
        .site
        .desk(move |desk| desk.add_token(&account, &label, scope, days, visitor.by(now)));
    let fresh = made.await?;
    // on the page itself, not in an address, which is kept and logged
    shown(ask, fresh, "").await
}

pub(crate) async fn revoke(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let name = ask.visitor.session()?.account.name.clone();
    let n = sent.get("n").parse();
    let n: i64 = n.map_err(|_| Trouble::Bad(sent.get("n"), ask.t().not_a_number))?;
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    let done = ask
        .site
        .desk(move |desk| desk.revoke(&name, n, visitor.by(now)));
    done.await?;
    Ok(on_to(
        &ask.lang.with("account", &[("done", "revoked")]),
        &[],
    ))
}
