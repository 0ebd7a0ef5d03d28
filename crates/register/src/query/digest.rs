//! A week: who is abroad, who came, what was signed, what falls due.

use serde::Serialize;

use crate::error::Result;
use crate::query::acts::{self, Filter};
use crate::query::ties::Due;
use crate::query::views::{ActView, FillerView};
use crate::register::Register;
use crate::time::Period;

/// What is on record of some days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Digest {
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Trips from China abroad.
    pub abroad: Vec<ActView>,
    /// Guests from abroad.
    pub came: Vec<ActView>,
    /// Trips within China, and those of which a side's country is not known.
    pub other_visits: Vec<ActView>,
    /// Meetings.
    pub met: Vec<ActView>,
    /// Documents signed.
    pub signed: Vec<ActView>,
    /// Ties that began.
    pub ties: Vec<ActView>,
    /// Forums and the like.
    pub events: Vec<ActView>,
    /// Anniversaries and promises of these days.
    pub due: Vec<Due>,
    /// Acts of these days that are only known by their month or year, and so left out.
    pub vague: usize,
}

impl Register {
    /// What is on record of the days from the first to the last of a time; of a filter, places and
    /// person.
    ///
    /// # Errors
    /// The database failed.
    pub fn digest(&mut self, filter: &Filter, days: &Period) -> Result<Digest> {
        let (from, until) = (days.from.to_string(), days.to.to_string());
        let within = Filter {
            from: Some(from.clone()),
            until: Some(until.clone()),
            limit: None,
            ..filter.clone()
        };
        let today = Period {
            to: days.from,
            ..*days
        };
        let due = self.ahead(filter, &today, 1)?;
        let acts = self.read(|tx| acts::list(tx, &within))?;
        let mut out = Digest {
            from: from.clone(),
            until: until.clone(),
            abroad: Vec::new(),
            came: Vec::new(),
            other_visits: Vec::new(),
            met: Vec::new(),
            signed: Vec::new(),
            ties: Vec::new(),
            events: Vec::new(),
            due: due
                .into_iter()
                .filter(|d| d.day >= from && d.day <= until)
                .collect(),
            vague: 0,
        };
        for act in acts {
            // a month is in each of its weeks, which says nothing of this one
            if act.days().is_none_or(|d| d.2 != "day") {
                let told = !matches!(act.kind.as_str(), "commitment" | "statistic" | "policy");
                out.vague += usize::from(told);
                continue;
            }
            match act.kind.as_str() {
                "visit" => match way(&act) {
                    Some(true) => out.abroad.push(act),
                    Some(false) => out.came.push(act),
                    None => out.other_visits.push(act),
                },
                "meeting" => out.met.push(act),
                "agreement" => out.signed.push(act),
                "tie" => out.ties.push(act),
                "conference" => out.events.push(act),
                _ => {}
            }
        }
        Ok(out)
    }
}

impl Register {
    /// Trips from China abroad that are on record of some days, and guests from abroad; those of which only
    /// the month or year is known left out.
    ///
    /// # Errors
    /// The database failed.
    pub fn trips(&mut self, days: &Period) -> Result<(Vec<ActView>, Vec<ActView>)> {
        let visits = Filter {
            types: vec!["visit".into()],
            from: Some(days.from.to_string()),
            until: Some(days.to.to_string()),
            ..Filter::default()
        };
        let (mut abroad, mut came) = (Vec::new(), Vec::new());
        for act in self.acts(&visits)? {
            let known = act.days().is_some_and(|d| d.2 == "day");
            match way(&act).filter(|_| known) {
                Some(true) => abroad.push(act),
                Some(false) => came.push(act),
                None => {}
            }
        }
        Ok((abroad, came))
    }
}

/// Whether a visit leads abroad from China, or to China from abroad.
fn way(visit: &ActView) -> Option<bool> {
    let travellers = visit
        .fillers("visitor")
        .iter()
        .chain(visit.fillers("origin"));
    let land = |f: &FillerView| f.country.as_deref().map(|c| c == "CN");
    let own = travellers.filter_map(land).next()?;
    let mut there = visit.fillers("destination").iter().filter_map(land);
    match own {
        true if there.any(|home| !home) => Some(true),
        false if there.any(|home| home) => Some(false),
        _ => None,
    }
}
