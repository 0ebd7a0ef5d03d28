//! A region: what stands, who went, who came, what was signed, what it claims.

use jiehao_places::{Context, Gazetteer};
use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::presence;
use crate::query::acts::{self, Direction, Filter};
use crate::query::assembled::Detail;
use crate::query::audit::{self, Audit};
use crate::query::balance::{self, Year};
use crate::query::shelf::Shelf;
use crate::query::ties::{self, Due, Part};
use crate::query::views::ActView;
use crate::register::Register;
use crate::store::Transaction;
use crate::time::Period;

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

/// How much of a region a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Acts of a kind, and of what falls due, at most.
    pub acts: usize,
    /// Ties at most.
    pub ties: usize,
    /// Months ahead in which something falls due.
    pub months: i32,
}

/// Which lists of a region go on behind what is shown of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct More {
    pub ties: bool,
    pub visits_out: bool,
    pub visits_in: bool,
    pub meetings: bool,
    pub agreements: bool,
    pub commitments: bool,
    pub claims: bool,
}

/// All that a page about a region shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// What is on record, counted, and the latest of it.
    pub region: Region,
    /// What there is more of.
    pub more: More,
    /// What falls due, and promises overdue; the earliest first.
    pub due: Vec<Due>,
    /// What it claims of its ties, counted again.
    pub claims: Vec<Audit>,
    /// Trips out of it and into it, year by year.
    pub years: Vec<Year>,
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
        self.read(|tx| {
            let mut shelf = Shelf::new(Detail::Whole);
            Ok(region(tx, &mut shelf, &id, limit, limit)?.0)
        })
    }

    /// All that a page about a region shows, at one look. Its acts are lines of lists: they do not say by which
    /// rule and how surely their reports were read.
    ///
    /// # Errors
    /// As [`Register::region`].
    pub fn dossier(&mut self, named: &str, shown: &Shown, day: &Period) -> Result<Dossier> {
        let id = place(named)?;
        self.settle()?;
        self.read(|tx| {
            let mut shelf = Shelf::new(Detail::Line);
            let soon = Filter {
                places: vec![id.clone()],
                limit: Some(shown.acts),
                ..Filter::default()
            };
            let (today, months) = (day.from, shown.months);
            let (region, more) = region(tx, &mut shelf, &id, shown.acts, shown.ties)?;
            Ok(Dossier {
                region,
                more,
                due: ties::soonest(tx, &mut shelf, &soon, today, months, Part::All)?,
                claims: audit::audits(tx, &id)?,
                years: balance::years(tx, &id)?,
            })
        })
    }
}

/// The dossier of a region: at most so many acts of a kind, and so many ties; and which there are more of.
fn region(
    tx: &mut dyn Transaction,
    shelf: &mut Shelf,
    id: &str,
    limit: usize,
    ties: usize,
) -> Result<(Region, More)> {
    let gazetteer = Gazetteer::get();
    let name = gazetteer.by_id(id).map_or(id, |p| gazetteer.place(p).name);
    let of = |kind: &str, direction| Filter {
        types: vec![kind.to_owned()],
        places: vec![id.to_owned()],
        direction,
        limit: Some(limit),
        ..Filter::default()
    };
    let ties = Filter {
        limit: Some(ties),
        ..of("tie", None)
    };
    let lists = [
        ties,
        of("visit", Some(Direction::Out)),
        of("visit", Some(Direction::In)),
        of("meeting", None),
        of("agreement", None),
        of("commitment", None),
        of("statistic", None),
    ];
    let mut lists = acts::lists(tx, shelf, &lists)?.into_iter();
    let mut next = || lists.next().unwrap_or_default();
    let (ties, visits_out, visits_in) = (next(), next(), next());
    let (meetings, agreements, commitments, claims) = (next(), next(), next(), next());
    let more = More {
        ties: ties.1,
        visits_out: visits_out.1,
        visits_in: visits_in.1,
        meetings: meetings.1,
        agreements: agreements.1,
        commitments: commitments.1,
        claims: claims.1,
    };
    let region = Region {
        place: id.to_owned(),
        name: name.to_owned(),
        counts: acts::counts(tx, Some(id))?,
        ties: ties.0,
        visits_out: visits_out.0,
        visits_in: visits_in.0,
        meetings: meetings.0,
        agreements: agreements.0,
        commitments: commitments.0,
        claims: claims.0,
    };
    Ok((region, more))
}
