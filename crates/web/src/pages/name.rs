//! A person, body or event: the offices it is attested in, and the acts that name it.

use std::collections::BTreeMap;

use askama::Template;
use jiehao_register::{ActView, Error, ErrorKind, Found};

use super::Page;
use crate::ask::Ask;
use crate::view::{Row, Shell, rows, show};

#[derive(Template)]
#[template(path = "name.html")]
struct Name {
    shell: Shell,
    id: String,
    offices: Vec<Office>,
    acts: Vec<Row>,
}

/// An office with the first and last time that a report names it.
#[derive(serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Office {
    /// The office, as worded.
    pub office: String,
    /// The first day on which a report names it.
    pub first: String,
    /// The last day.
    pub last: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let id = ask.id.clone();
    let found = ask.register(move |register| match register.show(&id)? {
        Found::Entity(name, acts) => Ok((name, acts)),
        _ => Err(Error::new(ErrorKind::Unknown, id, "this is no name")),
    });
    let (name, acts) = found.await?;
    show(&Name {
        shell: Shell::new(&ask, name),
        offices: offices(&acts, &ask.id),
        acts: rows(&acts, ask.lang),
        id: ask.id,
    })
}

/// The offices that acts attest an entity in.
pub(crate) fn offices(acts: &[ActView], entity: &str) -> Vec<Office> {
    let mut out: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for act in acts {
        let mut fillers = act.roles.values().flatten();
        let own = fillers.find(|f| f.entity == entity);
        let office = own.map(|f| f.office()).filter(|o| !o.is_empty());
        if let Some(office) = office {
            let days = out.entry(office).or_default();
            days.extend(act.when.as_deref());
        }
    }
    let told = |(office, days): (String, Vec<&str>)| Office {
        office,
        first: days.iter().min().copied().unwrap_or_default().to_owned(),
        last: days.iter().max().copied().unwrap_or_default().to_owned(),
    };
    out.into_iter().map(told).collect()
}
