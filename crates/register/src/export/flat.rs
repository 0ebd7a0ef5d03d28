//! An act as a row: what `csv`, `parquet` and the properties of `geojson` have in common.

use jiehao_events::Type;

use crate::query::{ActView, FillerView};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Day,
    Count,
    Share,
}

/// A cell; nothing where it is not known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(Option<String>),
    Count(i64),
    Share(Option<f64>),
}

/// The columns: name, what they hold, and what that means.
pub(super) const COLUMNS: [(&str, Sort, &str); 25] = [
    ("id", Sort::Text, "Id of the act"),
    (
        "type",
        Sort::Text,
        "visit, meeting, agreement, tie, conference, commitment, statistic, policy, project or mechanism",
    ),
    ("since", Sort::Day, "First day that the time may mean"),
    ("until", Sort::Day, "Last day that the time may mean"),
    (
        "precision",
        Sort::Text,
        "How precisely the time was told: day, month or year",
    ),
    (
        "actor",
        Sort::Text,
        "Names on the acting side, parted by semicolons",
    ),
    (
        "actor_id",
        Sort::Text,
        "Ids of places of the actors, in their order, empty where not known",
    ),
    (
        "actor_country",
        Sort::Text,
        "Countries of the actors, ISO 3166-1 alpha-2, in their order",
    ),
    (
        "counterpart",
        Sort::Text,
        "Names on the other side, parted by semicolons",
    ),
    (
        "counterpart_id",
        Sort::Text,
        "Ids of places of the counterparts, in their order",
    ),
    (
        "counterpart_country",
        Sort::Text,
        "Countries of the counterparts, in their order",
    ),
    ("what", Sort::Text, "Title, event, content, measure or name"),
    ("value", Sort::Text, "Figure of a statistic, as worded"),
    ("unit", Sort::Text, "Unit of the figure"),
    (
        "kind",
        Sort::Text,
        "Kind of tie or document, a word of the codebook",
    ),
    ("mode", Sort::Text, "in-person or online"),
    (
        "status",
        Sort::Text,
        "planned, under-construction, in-force, done or lapsed",
    ),
    ("level", Sort::Text, "Level, as worded"),
    ("reports", Sort::Count, "Records of the act"),
    (
        "sources",
        Sort::Count,
        "Captures that tell of it, copies counted once",
    ),
    (
        "conflicts",
        Sort::Text,
        "Attributes on which reports contradict each other",
    ),
    (
        "confidence",
        Sort::Share,
        "Confidence of its surest record, 0 to 1",
    ),
    ("plover", Sort::Text, "Class of the PLOVER ontology"),
    ("cameo", Sort::Text, "CAMEO code"),
    ("quote", Sort::Text, "Words of the first record"),
];

/// Parts names in a cell: names hold 、 but no semicolon.
const BETWEEN: &str = "; ";

/// An act under [`COLUMNS`].
pub(super) fn row(act: &ActView) -> Vec<Cell> {
    let (one, other) = act.sides();
    let attribute = |name: &str| act.attributes.get(name).cloned();
    let kind = Type::named(&act.kind);
    let days = act.days();
    let conflicts: Vec<&str> = act.conflicts.iter().map(|c| c.attribute.as_str()).collect();
    let surest = act.records.iter().map(|r| r.confidence);
    let texts = |text: Option<String>| Cell::Text(text.filter(|t| !t.is_empty()));
    vec![
        texts(Some(act.id.clone())),
        texts(Some(act.kind.clone())),
        texts(days.as_ref().map(|d| d.0.clone())),
        texts(days.as_ref().map(|d| d.1.clone())),
        texts(days.map(|d| d.2.to_owned())),
        texts(Some(each(one, |f| Some(&f.name)))),
        texts(Some(each(one, |f| f.place.as_ref()))),
        texts(Some(each(one, |f| f.country.as_ref()))),
        texts(Some(each(other, |f| Some(&f.name)))),
        texts(Some(each(other, |f| f.place.as_ref()))),
        texts(Some(each(other, |f| f.country.as_ref()))),
        texts(what(act)),
        texts(Some(act.said("value")).filter(|_| act.kind == "statistic")),
        texts(attribute("unit")),
        texts(attribute("kind")),
        texts(attribute("mode")),
        texts(attribute("status")),
        texts(attribute("level")),
        Cell::Count(act.reports),
        Cell::Count(act.sources),
        texts(Some(conflicts.join(BETWEEN))),
        Cell::Share(surest.fold(None, |best: Option<f64>, c| {
            Some(best.map_or(c, |b| b.max(c)))
        })),
        texts(kind.and_then(Type::plover).map(str::to_owned)),
        texts(kind.and_then(Type::cameo).map(str::to_owned)),
        texts(Some(act.quote())),
    ]
}

/// What an act is about, where it is about something of a name.
fn what(act: &ActView) -> Option<String> {
    let names = ["title", "event", "content", "measure", "name"];
    names.iter().map(|n| act.said(n)).find(|s| !s.is_empty())
}

/// As many parts as fillers, or nothing where none says it.
fn each<'f>(
    fillers: &'f [FillerView],
    part: impl Fn(&'f FillerView) -> Option<&'f String>,
) -> String {
    let parts: Vec<&str> = fillers
        .iter()
        .map(|f| part(f).map_or("", String::as_str))
        .collect();
    match parts.iter().all(|p| p.is_empty()) {
        true => String::new(),
        false => parts.join(BETWEEN),
    }
}
