//! A region: what stands, who went, who came, what was signed, what it claims.

use jiehao_places::{Context, Gazetteer};
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::presence;
use crate::query::acts::{self, Direction, Filter};
use crate::query::views::ActView;
use crate::register::Register;

/// A dossier.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Region {
    /// Id of the place.
    pub place: String,
    /// Its name.
    pub name: String,
    /// Acts by type, all of them counted.
    pub counts: Vec<(String, i64)>,
    /// Standing relations.
    pub ties: Vec<ActView>,
    /// Trips of its own people.
    pub visits_out: Vec<ActView>,
    /// Guests.
    pub visits_in: Vec<ActView>,
    /// Meetings.
    pub meetings: Vec<ActView>,
    /// Documents signed.
    pub agreements: Vec<ActView>,
    /// Promises.
    pub commitments: Vec<ActView>,
    /// Figures it gives of itself.
    pub claims: Vec<ActView>,
}

/// The id of the place that a user means by a name or an id.
///
/// # Errors
/// No place of this name is known, or several.
pub fn place(named: &str) -> Result<String> {
    let gazetteer = Gazetteer::get();
    if let Some(place) = gazetteer.by_id(named) {
        return Ok(gazetteer.place(gazetteer.on(place, None)).id.to_owned());
    }
    let context = Context {
        framed: true,
        ..Context::default()
    };
    let found = gazetteer.resolve(named, &context);
    if let Some(place) = found.place {
        return Ok(gazetteer.place(gazetteer.on(place, None)).id.to_owned());
    }
    let about = |p: &jiehao_places::PlaceId| {
        let place = gazetteer.place(*p);
        let above = gazetteer
            .above(*p)
            .next()
            .map_or("", |p| gazetteer.place(p).name);
        format!("{above}{} {}", place.name, place.id)
    };
    let candidates: Vec<String> = found.candidates.iter().take(5).map(about).collect();
    let what = match candidates.is_empty() {
        true => "no place of this name is known".to_owned(),
        false => format!("may be {}; say which by its id", candidates.join(", ")),
    };
    Err(Error::new(ErrorKind::Unknown, named, what))
}

impl Register {
    /// Regions of China that acts concern, by id, with how many; those with most first.
    ///
    /// # Errors
    /// The database failed.
    pub fn regions(&mut self) -> Result<Vec<(String, i64)>> {
        self.settle()?;
        let mut all = self.read(presence::counts)?;
        all.retain(|(id, _)| id.starts_with("cn:"));
        all.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        Ok(all)
    }

    /// The dossier of a region, by name or id; at most `limit` acts of a kind.
    ///
    /// # Errors
    /// No place of this name is known, or several; or the database failed.
    pub fn region(&mut self, named: &str, limit: usize) -> Result<Region> {
        let id = place(named)?;
        self.settle()?;
        let gazetteer = Gazetteer::get();
        let name = gazetteer
            .by_id(&id)
            .map_or(named, |p| gazetteer.place(p).name);
        let of = |types: &[&str], direction| Filter {
            types: types.iter().map(|t| (*t).to_owned()).collect(),
            places: vec![id.clone()],
            direction,
            limit: Some(limit),
            ..Filter::default()
        };
        self.read(|tx| {
            Ok(Region {
                place: id.clone(),
                name: name.to_owned(),
                counts: acts::counts(tx, Some(&id))?,
                ties: acts::list(tx, &of(&["tie"], None))?,
                visits_out: acts::list(tx, &of(&["visit"], Some(Direction::Out)))?,
                visits_in: acts::list(tx, &of(&["visit"], Some(Direction::In)))?,
                meetings: acts::list(tx, &of(&["meeting"], None))?,
                agreements: acts::list(tx, &of(&["agreement"], None))?,
                commitments: acts::list(tx, &of(&["commitment"], None))?,
                claims: acts::list(tx, &of(&["statistic"], None))?,
            })
        })
    }
}
