//! An act as a row: what `csv`, `parquet` and the properties of `geojson` have in common.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, SchemaRef};
use jiehao_events::Type;
use jiehao_readings::{Cell, schema};

use crate::query::{ActView, FillerView};

/// The columns: name, what they hold, and what that means.
const COLUMNS: [(&str, DataType, &str); 25] = [
    ("id", DataType::Utf8, "Id of the act"),
    (
        "type",
        DataType::Utf8,
        "visit, meeting, agreement, tie, conference, commitment, statistic, policy, project or mechanism",
    ),
    (
        "since",
        DataType::Date32,
        "First day that the time may mean",
    ),
    ("until", DataType::Date32, "Last day that the time may mean"),
    (
        "precision",
        DataType::Utf8,
        "How precisely the time was told: day, month or year",
    ),
    (
        "actor",
        DataType::Utf8,
        "Names on the acting side, parted by semicolons",
    ),
    (
        "actor_id",
        DataType::Utf8,
        "Ids of places of the actors, in their order, empty where not known",
    ),
    (
        "actor_country",
        DataType::Utf8,
        "Countries of the actors, ISO 3166-1 alpha-2, in their order",
    ),
    (
        "counterpart",
        DataType::Utf8,
        "Names on the other side, parted by semicolons",
    ),
    (
        "counterpart_id",
        DataType::Utf8,
        "Ids of places of the counterparts, in their order",
    ),
    (
        "counterpart_country",
        DataType::Utf8,
        "Countries of the counterparts, in their order",
    ),
    (
        "what",
        DataType::Utf8,
        "Title, event, content, measure or name",
    ),
    ("value", DataType::Utf8, "Figure of a statistic, as worded"),
    ("unit", DataType::Utf8, "Unit of the figure"),
    (
        "kind",
        DataType::Utf8,
        "Kind of tie or document, a word of the codebook",
    ),
    ("mode", DataType::Utf8, "in-person or online"),
    (
        "status",
        DataType::Utf8,
        "planned, under-construction, in-force, done or lapsed",
    ),
    ("level", DataType::Utf8, "Level, as worded"),
    ("reports", DataType::Int64, "Records of the act"),
    (
        "sources",
        DataType::Int64,
        "Captures that tell of it, copies counted once",
    ),
    (
        "conflicts",
        DataType::Utf8,
        "Attributes on which reports contradict each other",
    ),
    (
        "confidence",
        DataType::Float64,
        "Confidence of its surest record, 0 to 1",
    ),
    ("plover", DataType::Utf8, "Class of the PLOVER ontology"),
    ("cameo", DataType::Utf8, "CAMEO code"),
    ("quote", DataType::Utf8, "Words of the first record"),
];

/// Parts names in a cell: names hold 、 but no semicolon.
const BETWEEN: &str = "; ";

/// The table of acts.
pub(super) fn acts() -> SchemaRef {
    static ONCE: LazyLock<SchemaRef> = LazyLock::new(|| schema::table_of("acts", COLUMNS));
    Arc::clone(&ONCE)
}

/// An act as a row of [`acts`].
pub(super) fn row(act: &ActView) -> Vec<Cell> {
    let (one, other) = act.sides();
    let attribute = |name: &str| act.attributes.get(name).cloned();
    let kind = Type::named(&act.kind);
    let days = act.days();
    let conflicts: Vec<&str> = act.conflicts.iter().map(|c| c.attribute.as_str()).collect();
    let surest = act.records.iter().map(|r| r.confidence);
    let texts = |text: Option<String>| Cell::text(text.unwrap_or_default());
    let day = |text: Option<&String>| Cell::Day(text.and_then(|t| t.parse().ok()));
    vec![
        texts(Some(act.id.clone())),
        texts(Some(act.kind.clone())),
        day(days.as_ref().map(|d| &d.0)),
        day(days.as_ref().map(|d| &d.1)),
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
        Cell::Count(Some(act.reports)),
        Cell::Count(Some(act.sources)),
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
