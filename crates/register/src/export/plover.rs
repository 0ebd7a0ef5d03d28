//! One dyadic event a row, in the terms of PLOVER, for those who join event data.
//!
//! A row a pair of an actor and a recipient. What has one side only (a figure, a plan, a forum's
//! guest) is no dyad and left out. Unlike the older coders' rows, each says its quote.

use jiehao_events::Type;

use super::{Acts, Open, failed};
use crate::error::Result;
use crate::export::geojson::at;
use crate::query::{ActView, FillerView, fields};

/// The columns, named as those of POLECAT where they mean the same.
const COLUMNS: [&str; 22] = [
    "event_id",
    "event_date",
    "event_date_end",
    "date_precision",
    "event_type",
    "event_mode",
    "quad_code",
    "cameo",
    "contexts",
    "actor_name",
    "actor_id",
    "actor_country",
    "actor_title",
    "recipient_name",
    "recipient_id",
    "recipient_country",
    "recipient_title",
    "latitude",
    "longitude",
    "sources",
    "act",
    "quote",
];

pub(super) fn write(acts: &mut Acts<'_>, open: &mut Open<'_>) -> Result<u64> {
    let mut table = csv::Writer::from_writer(open("").map_err(|e| failed(&e))?);
    let wrong = |e: csv::Error| failed(&std::io::Error::other(e.to_string()));
    table.write_record(COLUMNS).map_err(wrong)?;
    let count = acts.each(|_, act| {
        rows(act)
            .into_iter()
            .try_for_each(|row| table.write_record(row).map_err(wrong))
    })?;
    table.flush().map_err(|e| failed(&e))?;
    Ok(count)
}

fn rows(act: &ActView) -> Vec<[String; COLUMNS.len()]> {
    let Some((class, kind)) = Type::named(&act.kind).and_then(|k| Some((k.plover()?, k))) else {
        return Vec::new();
    };
    let days = act.days().unwrap_or_default();
    let contexts: Vec<&str> = fields(act).iter().map(|(field, _)| field.code).collect();
    let row = |n: usize, actor: &FillerView, recipient: &FillerView| {
        let text = |s: &Option<String>| s.clone().unwrap_or_default();
        let (longitude, latitude) =
            at(recipient).map_or_else(Default::default, |(x, y)| (x.to_string(), y.to_string()));
        [
            format!("{}.{n}", act.id),
            days.0.clone(),
            days.1.clone(),
            days.2.to_owned(),
            class.to_owned(),
            mode(kind, act).to_owned(),
            quad(class).to_owned(),
            kind.cameo().unwrap_or_default().to_owned(),
            contexts.join(";"),
            actor.name.clone(),
            text(&actor.place.clone().or(actor.home.clone())),
            text(&actor.country),
            text(&actor.post),
            recipient.name.clone(),
            text(&recipient.place.clone().or(recipient.home.clone())),
            text(&recipient.country),
            text(&recipient.post),
            latitude,
            longitude,
            act.sources.to_string(),
            act.id.clone(),
            act.quote(),
        ]
    };
    let pairs = pairs(act);
    let pairs = pairs.iter().enumerate();
    pairs
        .map(|(n, (actor, recipient))| row(n, actor, recipient))
        .collect()
}

/// Actors with their recipients: each of one side with each of the other, or of those who act
/// together each two.
fn pairs(act: &ActView) -> Vec<(&FillerView, &FillerView)> {
    let (one, other) = act.sides();
    if act.kind == "conference" {
        return Vec::new();
    }
    if !other.is_empty() {
        let each = one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
        return each.collect();
    }
    let rest = |n: usize| one[n + 1..].iter().map(move |b| (&one[n], b));
    (0..one.len()).flat_map(rest).collect()
}

/// Modes of CONSULT; the other classes have none of their own here.
fn mode(kind: Type, act: &ActView) -> &'static str {
    let online = act.attributes.get("mode").is_some_and(|m| m == "online");
    match kind {
        Type::Visit | Type::Meeting if online => "phone",
        Type::Visit => "visit",
        Type::Conference => "multilateral",
        _ => "",
    }
}

/// Cooperation in words or in deeds.
fn quad(class: &str) -> &'static str {
    match class {
        "COOPERATE" | "AID" => "MATERIAL COOPERATION",
        _ => "VERBAL COOPERATION",
    }
}
