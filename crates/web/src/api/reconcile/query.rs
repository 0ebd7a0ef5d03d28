//! Batches of queries: names, with what is known beside them, to what they may be.

use std::collections::BTreeMap;

use jiehao_places::Gazetteer;
use jiehao_register::{Error, Register};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::candidate::{Beside, Candidate, Sort, names, places};
use crate::api::call::Call;
use crate::lang::Lang;
use crate::trouble::Trouble;

/// Candidates of a query, where it does not say how many.
const USUAL: usize = 5;

/// Candidates of a query at most.
const MOST: usize = 25;

/// Characters of a name that are looked at.
const LONGEST: usize = 100;

/// A query. How strictly several types are taken (`type_strict`) makes no difference: ours do not
/// overlap.
#[derive(Debug, Deserialize)]
pub(super) struct Query {
    /// The name.
    #[serde(default)]
    query: String,
    /// A type or several.
    #[serde(default)]
    r#type: Option<Several<String>>,
    /// Candidates at most.
    #[serde(default)]
    limit: Option<f64>,
    /// What is known beside the name.
    #[serde(default)]
    properties: Vec<Known>,
}

/// One or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Several<T> {
    One(T),
    Many(Vec<T>),
}

/// Something known beside a name.
#[derive(Debug, Deserialize)]
struct Known {
    pid: String,
    v: Value,
}

/// What a query found.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Found {
    /// Candidates, likeliest first.
    result: Vec<Candidate>,
}

/// Answers a batch.
///
/// # Errors
/// The register failed.
pub(super) async fn answered(
    call: &Call,
    queries: BTreeMap<String, Query>,
) -> Result<BTreeMap<String, Found>, Trouble> {
    let lang = call.ask.lang;
    let asked = call.ask.register(move |register| {
        let mut out = BTreeMap::new();
        for (name, query) in queries {
            let result = candidates(register, &query, lang)?;
            out.insert(name, Found { result });
        }
        Ok(out)
    });
    asked.await
}

fn candidates(register: &mut Register, query: &Query, lang: Lang) -> Result<Vec<Candidate>, Error> {
    let name: String = query.query.trim().chars().take(LONGEST).collect();
    if name.is_empty() {
        return Ok(Vec::new());
    }
    let most = match query.limit {
        Some(limit) if limit >= 1.0 => (limit as usize).min(MOST),
        Some(_) => return Ok(Vec::new()),
        None => USUAL,
    };
    let sorts: Vec<Sort> = match &query.r#type {
        None => Sort::ALL.to_vec(),
        Some(Several::One(one)) => sorts(std::slice::from_ref(one)),
        Some(Several::Many(many)) if many.is_empty() => Sort::ALL.to_vec(),
        Some(Several::Many(many)) => sorts(many),
    };
    let beside = beside(&query.properties);
    let mut out = Vec::new();
    if sorts.contains(&Sort::Place) {
        out.extend(places(&name, &beside, most, lang));
    }
    out.extend(names(register, &name, &sorts, &beside, most, lang)?);
    // a name that is a place's and a body's is neither for sure
    if out.iter().filter(|c| c.r#match).count() > 1 {
        out.iter_mut().for_each(|c| c.r#match = false);
    }
    out.sort_by(|a, b| b.score.total_cmp(&a.score));
    out.truncate(most);
    Ok(out)
}

fn sorts(ids: &[String]) -> Vec<Sort> {
    let known = Sort::ALL.into_iter();
    known
        .filter(|s| ids.iter().any(|id| id == s.id()))
        .collect()
}

/// What properties say: the country and the division that a place lies in, or whose a body is.
fn beside(properties: &[Known]) -> Beside {
    let gazetteer = Gazetteer::get();
    let mut out = Beside::default();
    for known in properties {
        let value = match &known.v {
            Value::Array(values) => values.first(),
            value => Some(value),
        };
        let Some(text) = value.and_then(text) else {
            continue;
        };
        let place = || {
            let code = text.len() == 2 && text.is_ascii();
            let id = match code {
                true => format!("iso:{}", text.to_ascii_uppercase()),
                false => text.clone(),
            };
            gazetteer.by_id(&jiehao_register::place(&id).ok()?)
        };
        match known.pid.as_str() {
            "country" => {
                let code = place().map(|p| gazetteer.place(p).country.to_owned());
                out.country = code.filter(|c| !c.is_empty());
            }
            "parent" => out.parent = place(),
            _ => {}
        }
    }
    out
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(entity) => Some(entity.get("id")?.as_str()?.to_owned()),
        _ => None,
    }
}
