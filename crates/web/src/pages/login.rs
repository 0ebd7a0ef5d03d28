//! Logging in and out.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiehao_desk::{By, Deed, Error, Refusal, Secret, masked};

use crate::ask::Ask;
use crate::form::{Sent, on_to};
use crate::gate::{FORM, SESSION};
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::{Shell, show};

#[derive(Template)]
#[template(path = "login.html")]
struct Login {
    shell: Shell,
    /// Where one goes then.
    to: String,
    name: String,
    wrong: bool,
    out: bool,
}

pub(crate) async fn page(ask: Ask) -> Result<Response, Trouble> {
    if !ask.site.is_staffed() {
        return Err(Trouble::NoAccounts);
    }
    let to = ask.get("to").to_owned();
    let out = ask.get("out") == "1";
    form(&ask, to, String::new(), false, out)
}

/// The form, with the cookie that it is known by.
fn form(ask: &Ask, to: String, name: String, wrong: bool, out: bool) -> Result<Response, Trouble> {
    let mut shell = Shell::new(ask, ask.lang.desk().login);
    let fresh = match shell.word.is_empty() {
        true => Some(Secret::new().map_err(Trouble::Desk)?),
        false => None,
    };
    if let Some(secret) = &fresh {
        shell.word = masked(&secret.derived(FORM)).map_err(Trouble::Desk)?;
    }
    let page = Login {
        shell,
        to,
        name,
        wrong,
        out,
    };
    let mut response = show(&page)?.into_response();
    if let Some(secret) = &fresh {
        let cookie = ask.site.set_cookie(FORM, Some(secret));
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(crate) async fn login(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let (site, name) = (&ask.site, sent.get("name"));
    // before anything is looked up, and alike whether there is such an account or not
    site.limits.login_address.count(&ask.visitor.address)?;
    site.limits.login_name.count(&name)?;
    let turn = site.hashing.acquire().await;
    let (account, password) = (name.clone(), sent.raw("password").to_owned());
    let (address, now) = (ask.visitor.address.clone(), site.now());
    let session = site.desk(move |desk| {
        let by = |who| By {
            who,
            address: &address,
            now,
        };
        match desk.check(&account, &password) {
            Ok(account) => desk.login(&account, by(&account.name)),
            Err(e) => {
                if matches!(e, Error::Refused(Refusal::Wrong)) {
                    // a password typed in the wrong field must not end up in the log
                    let known = desk.accounts()?.into_iter().map(|a| a.name);
                    let known = known.into_iter().find(|n| n.eq_ignore_ascii_case(&account));
                    let thing = known.unwrap_or_default();
                    desk.note(by(""), Deed::Refused, &thing)?;
                }
                Err(e)
            }
        }
    });
    let session = session.await;
    drop(turn);
    match session {
        Ok(session) => {
            let to = within(sent.raw("to"), ask.lang);
            let cookies = [
                site.set_cookie(SESSION, Some(&session.secret)),
                site.set_cookie(FORM, None),
            ];
            Ok(on_to(&to, &cookies))
        }
        Err(Trouble::Desk(Error::Refused(Refusal::Wrong))) => {
            let mut page = form(ask, sent.get("to"), name, true, false)?;
            *page.status_mut() = axum::http::StatusCode::UNAUTHORIZED;
            Ok(page)
        }
        Err(other) => Err(other),
    }
}

/// A page of ours to go on to; nothing that leads elsewhere.
fn within(to: &str, lang: Lang) -> String {
    let ours = to.starts_with("/zh/") || to.starts_with("/en/");
    let plain = to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    match ours && plain && to.len() < 2000 {
        true => to.to_owned(),
        false => lang.to(""),
    }
}

pub(crate) async fn logout(sent: Sent) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let session = ask.visitor.session()?.clone();
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    let done = ask
        .site
        .desk(move |desk| desk.logout(&session, visitor.by(now)));
    done.await?;
    let cookies = [ask.site.set_cookie(SESSION, None)];
    Ok(on_to(&ask.lang.with("login", &[("out", "1")]), &cookies))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        for to in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/zh/\\x",
            "",
            "/zh/a\r\nx: y",
        ] {
            assert_eq!(within(to, Lang::English), "/en/", "{to}");
        }
        assert_eq!(
            within("/zh/review?question=one-act", Lang::English),
            "/zh/review?question=one-act"
        );
    }
}
