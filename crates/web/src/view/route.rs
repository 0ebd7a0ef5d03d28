//! Routes between regions of China and places abroad, as rows of a table that pictures are drawn from.

use jiehao_register::{End, Route};

use super::{country, place, tongue};
use crate::lang::Lang;

/// A route in a table.
pub(crate) struct RouteRow {
    pub home: EndCell,
    pub other: EndCell,
    /// The other's country, in words.
    pub land: String,
    /// Each figure with the list of what is counted.
    pub ties: (usize, String),
    pub out: (usize, String),
    pub back: (usize, String),
    pub last: String,
}

/// An end of a route in a table.
pub(crate) struct EndCell {
    pub id: String,
    pub name: String,
    /// Its language, as HTML names it; empty for that of the page.
    pub tongue: &'static str,
    pub href: String,
    /// Longitude and latitude as the islands read them; empty where not known.
    pub at: String,
}

/// Routes as rows; `time` is the span of the filter, as it stands in addresses.
pub(crate) fn routes(all: &[Route], time: [(&str, &str); 2], lang: Lang) -> Vec<RouteRow> {
    all.iter().map(|route| row(route, time, lang)).collect()
}

fn row(route: &Route, time: [(&str, &str); 2], lang: Lang) -> RouteRow {
    let (home, other) = (&route.home, &route.other);
    let list = |kind: &str, way: &str| {
        // what no list of places holds is not to be filtered by
        let listed = match other.id.starts_with("e-") {
            true => other.country.as_str(),
            false => other.id.as_str(),
        };
        let pairs = [("region", home.id.as_str()), ("country", listed)];
        let pairs: Vec<(&str, &str)> = pairs
            .into_iter()
            .chain(time)
            .chain([("way", way)])
            .collect();
        lang.to_list(kind, &pairs)
    };
    RouteRow {
        ties: (route.ties, list("tie", "")),
        out: (route.out, list("visit", "out")),
        back: (route.back, list("visit", "in")),
        last: route.last.clone().unwrap_or_default(),
        land: country(&other.country, lang),
        home: cell(home, lang),
        other: cell(other, lang),
    }
}

fn cell(end: &End, lang: Lang) -> EndCell {
    let name = place(&end.id, &end.name, lang);
    EndCell {
        id: end.id.clone(),
        tongue: tongue(&name),
        name,
        href: match end.id.starts_with("e-") {
            true => lang.to_name(&end.id),
            false => lang.to_region(&end.id),
        },
        at: end
            .at
            .map_or_else(String::new, |(lat, lon)| format!("{lon},{lat}")),
    }
}
