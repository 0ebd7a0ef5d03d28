//! FollowTheMoney: entities, one JSON object a line, each before whatever refers to it.
//!
//! A region that acts is a public body, whoever holds an office a person, any other body an
//! organization. A tie is a link, a trip whose ends are known a trip, any other act an event. The
//! capture is the document that proves it.

use std::collections::HashSet;

use jiehao_places::Gazetteer;
use serde_json::{Map, Value, json};

use super::geojson::at;
use super::{Acts, Open, failed, line};
use crate::error::Result;
use crate::query::{ActView, FillerView};

/// Entities already written.
type Written = HashSet<String>;

pub(super) fn write(acts: &mut Acts<'_>, open: &mut Open<'_>) -> Result<u64> {
    let mut out = open("").map_err(|e| failed(&e))?;
    let mut written = Written::new();
    let count = acts.each(|acts, act| {
        let mut proof = Vec::new();
        for record in &act.records {
            if !proof.contains(&record.capture) {
                proof.push(record.capture.clone());
            }
        }
        for capture in &proof {
            if written.insert(capture.clone()) {
                let known = acts.capture(capture)?;
                let name = known.locator.rsplit('/').find(|p| !p.is_empty());
                let mut about = properties([
                    ("fileName", name.unwrap_or(&known.locator).to_owned()),
                    ("retrievedAt", known.taken.clone()),
                ]);
                put(&mut about, "sourceUrl", known.url().map(str::to_owned));
                line(&mut out, &entity(capture, "Document", about))?;
            }
        }
        for filler in act.roles.values().flatten() {
            if written.insert(filler.entity.clone()) {
                line(&mut out, &party(filler))?;
            }
        }
        let (schema, mut about, places) = happening(act);
        for place in places {
            let id = address_id(place);
            if written.insert(id.clone()) {
                line(&mut out, &address(&id, place))?;
            }
        }
        about.insert("proof".into(), json!(proof));
        put(&mut about, "recordId", Some(act.id.clone()));
        put(&mut about, "summary", Some(act.quote()));
        line(&mut out, &entity(&act.id, schema, about))
    })?;
    out.flush().map_err(|e| failed(&e))?;
    Ok(count)
}

fn entity(id: &str, schema: &str, properties: Map<String, Value>) -> Value {
    json!({"id": id, "schema": schema, "properties": properties})
}

fn properties<const N: usize>(pairs: [(&str, String); N]) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, value) in pairs {
        put(&mut out, name, Some(value));
    }
    out
}

fn put(properties: &mut Map<String, Value>, name: &str, value: Option<String>) {
    if let Some(value) = value.filter(|v| !v.is_empty()) {
        properties.insert(name.to_owned(), json!([value]));
    }
}

/// Countries are lower case there.
fn country(filler: &FillerView) -> Option<String> {
    filler.country.as_ref().map(|c| c.to_ascii_lowercase())
}

fn party(filler: &FillerView) -> Value {
    let mut about = properties([("name", filler.name.clone())]);
    put(&mut about, "country", country(filler));
    let person = filler.post.is_some() || filler.of.is_some();
    let schema = match (person, &filler.place) {
        (true, _) => {
            put(&mut about, "position", Some(filler.office()));
            "Person"
        }
        (false, Some(_)) => "PublicBody",
        (false, None) => "Organization",
    };
    entity(&filler.entity, schema, about)
}

fn address_id(filler: &FillerView) -> String {
    format!("l-{}", filler.entity.trim_start_matches("e-"))
}

fn address(id: &str, filler: &FillerView) -> Value {
    let gazetteer = Gazetteer::get();
    let code = filler.place.as_deref().or(filler.home.as_deref());
    let known = code.and_then(|c| gazetteer.by_id(c));
    let name = known.map_or(filler.name.as_str(), |p| gazetteer.place(p).name);
    let mut about = properties([("full", name.to_owned())]);
    put(&mut about, "country", country(filler));
    if let Some((longitude, latitude)) = at(filler) {
        put(&mut about, "latitude", Some(latitude.to_string()));
        put(&mut about, "longitude", Some(longitude.to_string()));
    }
    entity(id, "Address", about)
}

/// An act as an entity: schema, properties, and the fillers whose addresses it refers to.
fn happening(act: &ActView) -> (&'static str, Map<String, Value>, Vec<&FillerView>) {
    let ids =
        |fillers: &[FillerView]| -> Value { fillers.iter().map(|f| f.entity.clone()).collect() };
    let mut about = Map::new();
    if let Some((from, until, precision)) = act.days() {
        // cut to what is known
        let length = ["day", "month", "year"]
            .iter()
            .position(|p| *p == precision);
        let length = [10, 7, 4][length.unwrap_or(0)];
        put(&mut about, "startDate", Some(from[..length].to_owned()));
        if act.kind != "tie" {
            put(&mut about, "endDate", Some(until[..length].to_owned()));
        }
    }
    put(&mut about, "status", act.attributes.get("status").cloned());
    let (one, other) = act.sides();
    if act.kind == "tie" && !one.is_empty() && !other.is_empty() {
        about.insert("subject".into(), ids(one));
        about.insert("object".into(), ids(other));
        let kind = act.attributes.get("kind").cloned();
        put(
            &mut about,
            "role",
            Some(kind.unwrap_or_else(|| "tie".into())),
        );
        return ("UnknownLink", about, Vec::new());
    }
    about.remove("status");
    put(&mut about, "name", Some(act.headline()));
    put(&mut about, "keywords", Some(act.kind.clone()));
    // a place gone to takes no part in the trip
    let goes = |role: &str| act.kind == "visit" && role != "visitor";
    let involved = act.roles.iter().filter(|(role, _)| !goes(role));
    let involved: Vec<&str> = involved
        .flat_map(|(_, fillers)| fillers.iter().map(|f| f.entity.as_str()))
        .collect();
    if !involved.is_empty() {
        about.insert("involved".into(), json!(involved));
    }
    let (from, to) = (act.fillers("origin"), act.fillers("destination"));
    if from.is_empty() || to.is_empty() {
        return ("Event", about, Vec::new());
    }
    let addresses = |fillers: &[FillerView]| -> Value { fillers.iter().map(address_id).collect() };
    about.insert("startLocation".into(), addresses(from));
    about.insert("endLocation".into(), addresses(to));
    ("Trip", about, from.iter().chain(to).collect())
}
