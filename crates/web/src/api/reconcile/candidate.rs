//! What a name may be: a place, a person, a body or whatever else has a name.

use jiehao_places::{Context, Gazetteer, PlaceId};
use jiehao_register::{Error, NameView, Naming, Register, Sort as Named};
use serde::Serialize;
use utoipa::ToSchema;

use super::pinyin;
use crate::lang::Lang;
use crate::view::country;

/// What there is to match with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A place of the gazetteer.
    Place,
    /// A person whom reports name.
    Person,
    /// A body, event, document or work that reports name.
    Body,
}

impl Sort {
    /// All.
    pub const ALL: [Self; 3] = [Self::Place, Self::Person, Self::Body];

    /// The id of the type.
    pub fn id(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Person => "person",
            Self::Body => "body",
        }
    }

    /// The type, named in a language.
    pub fn kind(self, lang: Lang) -> Kind {
        let (t, a) = (lang.words(), lang.api());
        let name = match self {
            Self::Place => a.place,
            Self::Person => t.person,
            Self::Body => a.body,
        };
        Kind {
            id: self.id(),
            name,
        }
    }

    /// The same in the register; places are the gazetteer's.
    fn named(self) -> Option<Named> {
        match self {
            Self::Place => None,
            Self::Person => Some(Named::Person),
            Self::Body => Some(Named::Name),
        }
    }

    fn of(name: &NameView) -> Self {
        match name.sort.as_str() {
            "person" => Self::Person,
            "place" => Self::Place,
            _ => Self::Body,
        }
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(in crate::api) struct Kind {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
}

/// What a name may be.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Match)]
pub(in crate::api) struct Candidate {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it lies, or how many acts name it.
    pub description: String,
    /// Its type.
    pub r#type: Vec<Kind>,
    /// 0 to 100.
    pub score: f64,
    /// Whether nothing else may be meant.
    pub r#match: bool,
}

/// What is known beside a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The division it lies in.
    pub parent: Option<PlaceId>,
}

/// Places that a name may mean, likeliest first.
pub(super) fn places(name: &str, beside: &Beside, most: usize, lang: Lang) -> Vec<Candidate> {
    let gazetteer = Gazetteer::get();
    let simple = jiehao_text::simplified(name);
    let context = Context {
        country: beside.country.as_deref(),
        parent: beside.parent,
        framed: true,
        ..Context::default()
    };
    let found = gazetteer.resolve(&simple, &context);
    let mut handles: Vec<PlaceId> = found.place.into_iter().collect();
    let sure = !handles.is_empty();
    handles.extend(found.candidates);
    // how divisions of China are written in English is in no list
    let spelt = pinyin::places(name, beside);
    let alone = handles.is_empty() && spelt.len() == 1;
    handles.extend(spelt);
    let mut out: Vec<Candidate> = Vec::new();
    for handle in handles {
        let place = gazetteer.place(gazetteer.on(handle, None));
        if out.iter().any(|c| c.id == place.id) {
            continue;
        }
        // a likeness of sound falls off from one to the next
        let (first, n) = (out.is_empty(), out.len() as f64);
        out.push(Candidate {
            score: match (first, sure || alone) {
                (true, true) => 100.0,
                _ => (70.0 - 10.0 * n).max(5.0),
            },
            r#match: first && (sure || alone),
            id: place.id.to_owned(),
            name: place.name.to_owned(),
            description: whereabouts(handle, lang),
            r#type: vec![Sort::Place.kind(lang)],
        });
        if out.len() == most {
            break;
        }
    }
    out
}

/// What a place lies in, from the country down.
pub(super) fn whereabouts(place: PlaceId, lang: Lang) -> String {
    let gazetteer = Gazetteer::get();
    let code = gazetteer.place(place).country;
    let above: Vec<_> = gazetteer.above(place).map(|p| gazetteer.place(p)).collect();
    let divisions = above.iter().rev().map(|p| p.name);
    let divisions = divisions.filter(|name| *name != country(code, Lang::Chinese));
    let mut parts = vec![country(code, lang)];
    parts.extend(divisions.map(str::to_owned));
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}

/// People and bodies of a name, or of names that begin so.
///
/// # Errors
/// The database failed.
pub(super) fn names(
    register: &mut Register,
    name: &str,
    sorts: &[Sort],
    beside: &Beside,
    most: usize,
    lang: Lang,
) -> Result<Vec<Candidate>, Error> {
    let sorts: Vec<Named> = sorts.iter().filter_map(|s| s.named()).collect();
    if sorts.is_empty() || name.is_empty() {
        return Ok(Vec::new());
    }
    let mut asked = Naming {
        begins: name.to_owned(),
        whole: true,
        sorts,
        limit: 2 * most,
        ..Naming::default()
    };
    let mut found = register.names(&asked)?;
    asked.whole = false;
    for other in register.names(&asked)? {
        if found.iter().all(|f| f.id != other.id) {
            found.push(other);
        }
    }
    let land = beside.country.as_ref();
    found.retain(|f| land.is_none_or(|land| f.country.as_ref().is_none_or(|c| c == land)));
    let same = found.iter().filter(|f| f.name == name).count();
    let length = name.chars().count() as f64;
    let mut out: Vec<Candidate> = found
        .iter()
        .map(|found| Candidate {
            r#match: same == 1 && found.name == name,
            score: (100.0 * length / found.name.chars().count() as f64).round(),
            ..told(found, lang)
        })
        .collect();
    // of as like ones, those that more acts name
    out.sort_by(|a, b| b.score.total_cmp(&a.score));
    out.truncate(most);
    Ok(out)
}

/// A name as it is told.
pub(super) fn told(name: &NameView, lang: Lang) -> Candidate {
    let a = lang.api();
    let land = name.country.as_deref().map(|code| country(code, lang));
    let acts = format!("{} {}", name.acts, a.acts);
    Candidate {
        id: name.id.clone(),
        name: name.name.clone(),
        description: land
            .into_iter()
            .chain([acts])
            .collect::<Vec<_>>()
            .join(" · "),
        r#type: vec![Sort::of(name).kind(lang)],
        score: 0.0,
        r#match: false,
    }
}
