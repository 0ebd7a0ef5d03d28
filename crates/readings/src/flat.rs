//! A record as a row: the main roles of all types in common columns. A problem as a row.

use arrow_array::RecordBatch;
use arrow_schema::DataType;
use jiehao_events::{Filler, Record, Type};

use crate::cell::{Cell, columns};
use crate::error::Result;
use crate::json::hundredths;
use crate::reading::Reading;
use crate::schema;

/// The columns, in order: name, what they hold, and what that means.
pub const COLUMNS: [(&str, DataType, &str); 23] = [
    ("doc", DataType::Utf8, "Path or URL of the page"),
    (
        "type",
        DataType::Utf8,
        "visit, meeting, agreement, tie, conference, commitment, statistic, policy, project or mechanism",
    ),
    (
        "who",
        DataType::Utf8,
        "Visitor, a, party, attendee, by, subject or issuer; names parted by semicolons",
    ),
    (
        "who_id",
        DataType::Utf8,
        "Their ids in the order of the names, empty where not known",
    ),
    ("whom", DataType::Utf8, "Destination or b"),
    (
        "whom_id",
        DataType::Utf8,
        "Their ids in the order of the names",
    ),
    (
        "what",
        DataType::Utf8,
        "Title, event, content, measure or name",
    ),
    ("value", DataType::Utf8, "Figure of a statistic, as worded"),
    ("unit", DataType::Utf8, "Unit of the figure"),
    (
        "from",
        DataType::Utf8,
        "Start, date, since or as_of: ISO 8601, cut to what the page supports; --06-04 without a year",
    ),
    ("until", DataType::Utf8, "End or due, likewise"),
    ("place", DataType::Utf8, "Where it was"),
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
    (
        "level",
        DataType::Utf8,
        "national for acts of national leaders told as background",
    ),
    (
        "more",
        DataType::Utf8,
        "Further roles: origin=… | signatory=…",
    ),
    ("confidence", DataType::Float64, "0 to 1, two digits"),
    ("plover", DataType::Utf8, "Class of the PLOVER ontology"),
    ("cameo", DataType::Utf8, "CAMEO code"),
    ("rule", DataType::Utf8, "The rule that read it"),
    (
        "start",
        DataType::Int64,
        "Where the first evidence begins: code points of the decoded source",
    ),
    ("quote", DataType::Utf8, "All evidence, parted by …"),
];

/// The columns of problems.
pub const PROBLEM_COLUMNS: [(&str, DataType, &str); 3] = [
    ("doc", DataType::Utf8, "Path or URL of the page"),
    (
        "sha256",
        DataType::Utf8,
        "SHA-256 of the page's bytes, in hexadecimal; of none where there was nothing to read",
    ),
    ("problem", DataType::Utf8, "What was wrong with it"),
];

/// Stands between the fillers of a role; names hold 、 but no semicolon.
const BETWEEN: &str = "; ";

/// Roles that fill the columns who, whom and what.
fn main_roles(kind: Type) -> [&'static str; 3] {
    match kind {
        Type::Visit => ["visitor", "destination", ""],
        Type::Meeting | Type::Tie => ["a", "b", ""],
        Type::Agreement => ["party", "", "title"],
        Type::Conference => ["attendee", "", "event"],
        Type::Commitment => ["by", "", "content"],
        Type::Statistic => ["subject", "", "measure"],
        Type::Policy => ["issuer", "", "title"],
        Type::Project | Type::Mechanism => ["party", "", "name"],
    }
}

/// A record under [`COLUMNS`].
pub fn row(doc: &str, r: &Record) -> [Cell; COLUMNS.len()] {
    let fillers = |role: &str| r.roles.get(role).map_or(&[][..], Vec::as_slice);
    let names = |role: &str| join(fillers(role).iter().map(|f: &Filler| f.name.as_str()));
    // as many ids as names, so that both columns can be split alike
    let ids = |role: &str| match fillers(role) {
        all if all.iter().all(|f| f.id.is_none()) => String::new(),
        all => join(all.iter().map(|f| f.id.as_deref().unwrap_or(""))),
    };
    let attribute = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| r.attributes.get(*n))
            .cloned()
            .unwrap_or_default()
    };
    let either = |name: &str| {
        Some(names(name))
            .filter(|n| !n.is_empty())
            .unwrap_or_else(|| attribute(&[name]))
    };
    let [who, whom, what] = main_roles(r.kind);
    let what = if what.is_empty() {
        String::new()
    } else {
        either(what)
    };
    let shown = [
        who, whom, "title", "event", "content", "measure", "name", "value", "place",
    ];
    let more = r
        .roles
        .iter()
        .filter(|(role, _)| !shown.contains(&role.as_str()));
    let text = |words: String| Cell::text(words);
    [
        text(doc.into()),
        text(r.kind.name().into()),
        text(names(who)),
        text(ids(who)),
        text(names(whom)),
        text(ids(whom)),
        text(what),
        text(either("value")),
        text(attribute(&["unit"])),
        text(attribute(&["start", "date", "since", "as_of"])),
        text(attribute(&["end", "due"])),
        text(either("place")),
        text(attribute(&["kind"])),
        text(attribute(&["mode"])),
        text(attribute(&["status"])),
        text(attribute(&["level"])),
        text(
            more.map(|(role, _)| format!("{role}={}", names(role)))
                .collect::<Vec<_>>()
                .join(" | "),
        ),
        Cell::Share(Some(hundredths(r.confidence))),
        text(r.kind.plover().unwrap_or_default().into()),
        text(r.kind.cameo().unwrap_or_default().into()),
        text(r.rule.clone()),
        Cell::Count(r.evidence.first().map(|e| e.start as i64)),
        text(
            r.evidence
                .iter()
                .map(|e| e.exact.as_str())
                .collect::<Vec<_>>()
                .join(" … "),
        ),
    ]
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(BETWEEN)
}

/// The records of readings, a row each, as [`schema::records`] has it; cells without words are null.
///
/// # Errors
/// More text than a table of 2 GiB a column can hold.
pub fn table(readings: &[Reading]) -> Result<RecordBatch> {
    let rows: Vec<_> = readings
        .iter()
        .flat_map(|page| page.records.iter().map(|r| row(&page.doc, r)))
        .collect();
    columns(&schema::records(), &rows)
}

/// What was wrong with the pages of readings, a row each, as [`schema::problems`] has it.
///
/// # Errors
/// As [`table`].
pub fn problems(readings: &[Reading]) -> Result<RecordBatch> {
    let row = |page: &Reading, what: &String| [&page.doc, &page.sha256, what].map(Cell::text);
    let rows: Vec<_> = readings
        .iter()
        .flat_map(|page| page.problems.iter().map(move |what| row(page, what)))
        .collect();
    columns(&schema::problems(), &rows)
}
