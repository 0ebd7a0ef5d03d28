//! Decisions: taken and taken back, each by the account that is logged in.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiehao_desk::{Deed, Role, Scope};
use jiehao_register::{Error, ErrorKind, Found, Register, Verdict};

use crate::address::segment;
use crate::ask::Ask;
use crate::form::{Sent, on_to};
use crate::trouble::Trouble;

/// Characters of a ground.
const LONGEST: usize = 500;

pub(crate) async fn decide(sent: Sent) -> Result<Response, Trouble> {
    sent.ask.may(Role::Reviewer, Some(Scope::Review))?;
    let verdict = Verdict::named(&sent.get("verdict")).filter(|v| *v != Verdict::Undo);
    let verdict = verdict.ok_or_else(|| unknown(&sent, "verdict"))?;
    let other = match sent.get("other") {
        other if other.is_empty() => place(&sent, verdict)?,
        other => Some(other),
    };
    let seen = sent
        .get("seen")
        .parse()
        .map_err(|_| unknown(&sent, "seen"))?;
    taken(sent, verdict, other, Some(seen)).await
}

/// A place is named by its id, or by a name that only one place has.
fn place(sent: &Sent, verdict: Verdict) -> Result<Option<String>, Trouble> {
    if !matches!(verdict, Verdict::Same | Verdict::Different) {
        return Ok(None);
    }
    let named = match sent.get("named") {
        named if named.is_empty() => sent.get("place"),
        named => named,
    };
    if named.is_empty() {
        return Err(Trouble::Bad(
            String::new(),
            sent.ask.lang.desk().which_first,
        ));
    }
    match jiehao_register::place(&named) {
        Ok(id) => Ok(Some(id)),
        Err(_) => Err(Trouble::Bad(named, sent.ask.t().not_a_place)),
    }
}

fn unknown(sent: &Sent, field: &str) -> Trouble {
    Trouble::Bad(sent.get(field), sent.ask.lang.desk().not_a_verdict)
}

pub(crate) async fn undo(sent: Sent) -> Result<Response, Trouble> {
    sent.ask.may(Role::Reviewer, Some(Scope::Review))?;
    let id = sent.get("subject");
    let found = sent
        .ask
        .register(move |register| register.show(&id))
        .await?;
    match found {
        Found::Decision(d) if d.holds => taken(sent, Verdict::Undo, None, None).await,
        _ => Err(Trouble::Bad(
            sent.get("subject"),
            sent.ask.lang.desk().undone_already,
        )),
    }
}

/// What is decided, and on what ground.
pub(crate) struct Decided {
    pub verdict: Verdict,
    pub subject: String,
    pub other: Option<String>,
    pub ground: String,
    /// How many decisions its author has seen, where that matters.
    pub seen: Option<usize>,
}

/// Takes a decision and notes it in the log; its id, and how many there are by then.
///
/// # Errors
/// The account may not, or the register refuses.
pub(crate) async fn take(ask: &Ask, decided: Decided) -> Result<(String, usize), Trouble> {
    let who = ask.may(Role::Reviewer, Some(Scope::Review))?.name.clone();
    let Decided {
        verdict,
        subject,
        other,
        ground,
        seen,
    } = decided;
    if ground.chars().count() > LONGEST || subject.chars().count() > LONGEST {
        return Err(Trouble::Bad(String::new(), ask.t().too_long));
    }
    let at = ask.site.moment();
    let thing = format!(
        "{} {subject} {}",
        verdict.name(),
        other.as_deref().unwrap_or_default()
    );
    let taken = ask.site.writer.ask(move |register| {
        let by = (who.as_str(), at.as_str(), ground.as_str());
        if verdict == Verdict::Undo {
            // the id that was looked at, or the beginning of it
            let Found::Decision(d) = register.show(&subject)? else {
                return Err(Error::new(ErrorKind::Unknown, subject, "no such decision"));
            };
            let id = register.decide(verdict, &d.id, None, by)?;
            return numbered(register, id);
        }
        let other = other.as_deref();
        let id = register.decide_having_seen(verdict, &subject, other, by, seen)?;
        numbered(register, id)
    });
    let (id, n) = taken.await?;
    let (visitor, now) = (ask.visitor.clone(), ask.site.now());
    let line = format!("{id} {}", thing.trim());
    let noted = ask
        .site
        .desk(move |desk| desk.note(visitor.by(now), Deed::Decided, &line));
    noted.await?;
    Ok((id, n))
}

/// As [`take`], of what a form sent; where one goes on to.
async fn taken(
    sent: Sent,
    verdict: Verdict,
    other: Option<String>,
    seen: Option<usize>,
) -> Result<Response, Trouble> {
    let ask = &sent.ask;
    let mut ground = sent.get("ground");
    if ground.is_empty() {
        ask.lang.desk().ground_usual.clone_into(&mut ground);
    }
    let decided = Decided {
        verdict,
        subject: sent.get("subject"),
        other,
        ground,
        seen,
    };
    let (id, n) = take(ask, decided).await?;
    if sent.by_script {
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        return Ok((kind, format!("{id}\n{}\n{n}", ask.lang.verdict(verdict))).into_response());
    }
    let back = back(&sent);
    let sign = if back.contains('?') { '&' } else { '?' };
    Ok(on_to(&format!("{back}{sign}did={}", segment(&id)), &[]))
}

/// A decision with its number: what its author has seen by now.
fn numbered(register: &mut Register, id: String) -> Result<(String, usize), Error> {
    let all = register.decisions()?;
    let at = all.iter().position(|d| d.id == id);
    Ok((id, at.map_or(0, |at| at + 1)))
}

/// The page one came from, of those of review.
fn back(sent: &Sent) -> String {
    let back = sent.get("back");
    let review = sent.ask.lang.to("review");
    let plain = back.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    match back.starts_with(&review) && plain && back.len() < 500 {
        true => back,
        false => review,
    }
}
