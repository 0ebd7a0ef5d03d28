//! What answers are made of: what the register gives, with a headline, days, and the address of the
//! page for people.

use jiehao_places::{Gazetteer, Place as Known};
use jiehao_register::{ActView, CaptureView, fields};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::headline;

/// An act: what its reports say together, and the reports.
#[derive(Serialize, ToSchema)]
pub(super) struct Act {
    /// What it is, in one line.
    pub headline: String,
    /// First day of its time, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day of its time, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How precisely the time was told: `day`, `month` or `year`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<&'static str>,
    /// Fields of cooperation that its words name.
    pub fields: Vec<&'static str>,
    /// Its page.
    pub page: String,
    /// What the register gives.
    #[serde(flatten)]
    pub body: ActView,
}

impl Act {
    /// An act, for a reader of a language.
    pub fn of(act: ActView, lang: Lang) -> Self {
        let days = act.days();
        Self {
            headline: headline(&act, lang),
            from: days.as_ref().map(|d| d.0.clone()),
            until: days.as_ref().map(|d| d.1.clone()),
            precision: days.map(|d| d.2),
            fields: fields(&act).iter().map(|(field, _)| field.code).collect(),
            page: lang.to_act(&act.id),
            body: act,
        }
    }

    /// Acts, for whoever calls.
    pub fn all(acts: Vec<ActView>, ask: &Ask) -> Vec<Self> {
        acts.into_iter()
            .map(|act| Self::of(act, ask.lang))
            .collect()
    }
}

/// A place of the gazetteer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Place {
    /// Its id: a code of China (`cn:371500`), of ISO 3166 (`iso:RU-TVE`), of GeoNames.
    pub id: String,
    /// Its name in Chinese; in Latin letters where no Chinese one is known.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Latitude and longitude in degrees, to about a kilometre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[f32; 2]>,
}

impl Place {
    /// A place as it is told.
    pub fn of(place: &Known<'_>) -> Self {
        Self {
            id: place.id.to_owned(),
            name: place.name.to_owned(),
            country: Some(place.country.to_owned()).filter(|c| !c.is_empty()),
            at: place.at.map(|(latitude, longitude)| [latitude, longitude]),
        }
    }

    /// The place of an id, and those it lies in, the nearest first.
    pub fn with_wholes(id: &str) -> Option<(Self, Vec<Self>)> {
        let gazetteer = Gazetteer::get();
        let handle = gazetteer.by_id(id)?;
        let above = gazetteer.above(handle);
        let above = above.map(|p| Self::of(&gazetteer.place(p))).collect();
        Some((Self::of(&gazetteer.place(handle)), above))
    }
}

/// Where and when a page was seen.
#[derive(Serialize, ToSchema)]
pub(super) struct Sighting {
    /// Path or URL.
    pub locator: String,
    /// When it was taken, RFC 3339.
    pub taken: String,
}

/// A page or list, as it was taken.
#[derive(Serialize, ToSchema)]
pub(super) struct Capture {
    /// Its id.
    pub id: String,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The named source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Date of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Where and when it was seen.
    pub seen: Vec<Sighting>,
    /// The capture that it is a copy of; itself where it is the original of copies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<String>,
    /// Its page.
    pub page: String,
}

impl Capture {
    /// A capture, for a reader of a language.
    pub fn of(capture: CaptureView, lang: Lang) -> Self {
        let seen = capture.seen.into_iter();
        Self {
            page: lang.to_document(&capture.id),
            id: capture.id,
            title: capture.title,
            outlet: capture.outlet,
            published: capture.published,
            sha256: capture.sha256,
            size: capture.size,
            seen: seen
                .map(|(locator, taken)| Sighting { locator, taken })
                .collect(),
            copy_of: capture.copy_of,
        }
    }
}
