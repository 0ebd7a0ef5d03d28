//! Records, acts and captures as they are shown: what was said, by how many, in which words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::entity::Entity;
use crate::error::Result;
use crate::fact::Statement;
pub(crate) use crate::query::assembled::{act, acts, record};
use crate::standing;
use crate::store::{Row, Transaction};

/// A filler of a role, over all reports that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Filler))]
pub struct FillerView {
    /// As it is called.
    pub name: String,
    /// Its id in the register.
    pub entity: String,
    /// Id of the place it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Of a person or body, id of the place that it speaks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Office, as worded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Where the office is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// By people's word, not the one that others of this name are.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub apart: bool,
}

/// Words that something was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Quote {
    /// The capture.
    pub capture: String,
    /// First code point of the decoded source.
    pub start: i64,
    /// One past the last.
    pub end: i64,
    /// The words, character for character.
    pub exact: String,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Record))]
pub struct RecordView {
    /// Its id.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The act it reports.
    pub act: Option<String>,
    /// The capture it was read from.
    pub capture: String,
    /// `preferred`, `normal` or `lowered`.
    pub rank: String,
    /// Why it is not `normal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When, as far as told.
    pub when: Option<String>,
    /// Role → fillers.
    pub roles: BTreeMap<String, Vec<FillerView>>,
    /// Attribute → value.
    pub attributes: BTreeMap<String, String>,
    /// 0 to 1.
    pub confidence: f64,
    /// The rule that read it.
    pub rule: String,
    /// Version of the extractor that read it.
    pub reader: String,
    /// The words.
    pub evidence: Vec<Quote>,
}

/// Values that reports of one act give for what can have only one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Conflict {
    /// The attribute.
    pub attribute: String,
    /// Each value with the records that give it.
    pub values: BTreeMap<String, Vec<String>>,
}

/// An act: what its reports say together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = ActBody))]
pub struct ActView {
    /// Its id.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// When, as told most precisely.
    pub when: Option<String>,
    /// Role → fillers, each once.
    pub roles: BTreeMap<String, Vec<FillerView>>,
    /// Attribute → the value that most sources give, the most precise of dates.
    pub attributes: BTreeMap<String, String>,
    /// Values that contradict each other.
    pub conflicts: Vec<Conflict>,
    /// Reports of it.
    pub reports: i64,
    /// Sources: captures, copies of one report counted once.
    pub sources: i64,
    /// The reports.
    pub records: Vec<RecordView>,
}

/// A capture with how it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaptureView {
    /// Its id.
    pub id: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Where and when it was seen: path or URL, RFC 3339.
    pub seen: Vec<(String, String)>,
    /// Headline.
    pub title: Option<String>,
    /// The named source.
    pub outlet: Option<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// The capture that it is a copy of; itself where it is the original of copies.
    pub copy_of: Option<String>,
    /// Its records.
    pub records: Vec<String>,
}

impl FillerView {
    /// What a record says of a filler, and whom it means by it.
    pub(super) fn new(said: &Statement, entity: &Entity) -> Self {
        Self {
            name: said.value.clone(),
            entity: entity.meant().to_owned(),
            place: entity.place.clone(),
            home: entity.home.clone().filter(|_| entity.place.is_none()),
            country: entity.country.clone(),
            post: said.post.clone(),
            of: said.held_in.clone(),
            apart: entity.apart,
        }
    }
}

/// A capture by its number.
pub(super) fn capture(tx: &mut dyn Transaction, n: i64) -> Result<Option<CaptureView>> {
    let rows = tx.rows(
        "SELECT sha256, size, id FROM capture WHERE n = $1",
        &[n.into()],
    )?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let seen = "SELECT locator, taken FROM sighting WHERE capture = $1 ORDER BY taken, locator";
    let seen = tx.rows(seen, &[n.into()])?;
    let page = page(tx, n)?;
    let copy = "SELECT o.id FROM copy c JOIN capture o ON o.n = c.original WHERE c.capture = $1";
    let copy = tx.rows(copy, &[n.into()])?;
    let records = "SELECT id FROM record WHERE capture = $1 ORDER BY id";
    let records = tx.rows(records, &[n.into()])?;
    Ok(Some(CaptureView {
        id: row.text(2).to_owned(),
        sha256: row.text(0).to_owned(),
        size: row.int(1),
        seen: seen
            .iter()
            .map(|r| (r.text(0).to_owned(), r.text(1).to_owned()))
            .collect(),
        title: page.owned(0),
        outlet: page.owned(1),
        published: page.owned(2),
        copy_of: copy.first().and_then(|r| r.owned(0)),
        records: records.iter().map(|r| r.text(0).to_owned()).collect(),
    }))
}

/// Title, outlet, date and text of a capture by the reading that holds; nothing where it has none.
pub(super) fn page(tx: &mut dyn Transaction, capture: i64) -> Result<Row> {
    let Some(reading) = standing::current(tx, capture)? else {
        return Ok(Row(Vec::new()));
    };
    let sql = "SELECT title, outlet, published, text FROM reading WHERE n = $1";
    let rows = tx.rows(sql, &[reading.n.into()])?;
    Ok(rows.into_iter().next().unwrap_or(Row(Vec::new())))
}
