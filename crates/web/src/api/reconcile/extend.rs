//! Values of what was matched: columns for whoever matched a list.

use std::collections::BTreeMap;

use jiehao_places::{Gazetteer, Level, PlaceId};
use jiehao_register::{Error, ErrorKind, Filter, Found, Register};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::candidate::{Kind, Sort};
use crate::api::call::Call;
use crate::lang::Lang;
use crate::trouble::Trouble;
use crate::view::country;

/// What is to be fetched.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// Of these.
    pub ids: Vec<String>,
    /// These properties.
    properties: Vec<Wanted>,
}

/// A property that is wanted.
#[derive(Debug, Deserialize)]
struct Wanted {
    id: String,
}

/// Properties, the type each belongs to, and whether its values are themselves something to match.
pub(super) const PROPERTIES: [(&str, Sort); 8] = [
    ("country", Sort::Place),
    ("parent", Sort::Place),
    ("level", Sort::Place),
    ("latitude", Sort::Place),
    ("longitude", Sort::Place),
    ("ties", Sort::Place),
    ("acts", Sort::Person),
    ("offices", Sort::Person),
];

/// The name of a property.
pub(super) fn label(property: &str, lang: Lang) -> &'static str {
    let (t, a) = (lang.words(), lang.api());
    match property {
        "country" => t.country,
        "parent" => a.parent,
        "level" => a.level,
        "latitude" => a.latitude,
        "longitude" => a.longitude,
        "ties" => t.ties,
        "acts" => t.acts_naming,
        _ => t.offices,
    }
}

/// Values by id and property.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Rows {
    /// The properties.
    meta: Vec<Meta>,
    /// By id, by property.
    rows: BTreeMap<String, BTreeMap<String, Vec<Cell>>>,
}

/// A property.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Meta {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Of values that are something to match, their type.
    #[serde(skip_serializing_if = "Option::is_none")]
    r#type: Option<Kind>,
}

/// A value.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub(in crate::api) enum Cell {
    /// Something to match.
    Entity {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// A text.
    Text {
        /// The text.
        str: String,
    },
    /// A number.
    Whole {
        /// The number.
        int: i64,
    },
    /// A number with a fraction.
    Number {
        /// The number.
        float: f64,
    },
}

/// Fetches values.
///
/// # Errors
/// The register failed.
pub(super) async fn extended(call: &Call, asked: Asked) -> Result<Rows, Trouble> {
    let lang = call.ask.lang;
    let known = |id: &str| PROPERTIES.iter().any(|(p, _)| *p == id);
    let wanted: Vec<String> = asked.properties.into_iter().map(|p| p.id).collect();
    let meta = wanted.iter().map(|id| Meta {
        name: match known(id) {
            true => label(id, lang).to_owned(),
            false => id.clone(),
        },
        r#type: matches!(id.as_str(), "country" | "parent").then(|| Sort::Place.kind(lang)),
        id: id.clone(),
    });
    let meta = meta.collect();
    let rows = call.ask.register(move |register| {
        let mut rows = BTreeMap::new();
        for id in asked.ids {
            let mut row = BTreeMap::new();
            for property in &wanted {
                row.insert(property.clone(), cells(register, &id, property, lang)?);
            }
            rows.insert(id, row);
        }
        Ok(rows)
    });
    Ok(Rows {
        meta,
        rows: rows.await?,
    })
}

/// The values of one property of one thing; none where it has none.
fn cells(
    register: &mut Register,
    id: &str,
    property: &str,
    lang: Lang,
) -> Result<Vec<Cell>, Error> {
    let gazetteer = Gazetteer::get();
    let cell = match (gazetteer.by_id(id), property) {
        (Some(place), "ties") => {
            let ties = Filter {
                types: vec!["tie".into()],
                places: vec![gazetteer.place(gazetteer.on(place, None)).id.to_owned()],
                ..Filter::default()
            };
            Some(Cell::Whole {
                int: register.count(&ties)?,
            })
        }
        (Some(place), _) => of_place(place, property, lang),
        (None, "acts" | "offices") => return of_name(register, id, property),
        (None, _) => None,
    };
    Ok(cell.into_iter().collect())
}

fn of_place(place: PlaceId, property: &str, lang: Lang) -> Option<Cell> {
    let gazetteer = Gazetteer::get();
    let about = gazetteer.place(place);
    let (t, a) = (lang.words(), lang.api());
    let degrees = |d: f32| Cell::Number {
        // to the hundredth, as it is known
        float: (f64::from(d) * 100.0).round() / 100.0,
    };
    match property {
        "country" => gazetteer.country(about.country).map(|land| Cell::Entity {
            id: gazetteer.place(land).id.to_owned(),
            name: country(about.country, lang),
        }),
        "parent" => about.parent.map(|parent| Cell::Entity {
            id: gazetteer.place(parent).id.to_owned(),
            name: gazetteer.place(parent).name.to_owned(),
        }),
        "level" => Some(Cell::Text {
            str: match about.level {
                Level::Country => t.country,
                Level::First => a.first,
                Level::Second => a.second,
                Level::Third => a.third,
                Level::Other => return None,
            }
            .to_owned(),
        }),
        "latitude" => about.at.map(|at| degrees(at.0)),
        "longitude" => about.at.map(|at| degrees(at.1)),
        _ => None,
    }
}

fn of_name(register: &mut Register, id: &str, property: &str) -> Result<Vec<Cell>, Error> {
    let acts = match register.show(id) {
        Ok(Found::Entity(_, acts)) => acts,
        Ok(_) => return Ok(Vec::new()),
        Err(e) if e.kind == ErrorKind::Unknown => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let text = |o: crate::pages::name::Office| Cell::Text { str: o.office };
    Ok(match property {
        "acts" => vec![Cell::Whole {
            int: i64::try_from(acts.len()).unwrap_or(i64::MAX),
        }],
        _ => crate::pages::name::offices(&acts, id)
            .into_iter()
            .map(text)
            .collect(),
    })
}
