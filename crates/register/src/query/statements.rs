//! What was said, one thing at a time: the statements of an act's reports, with how they stand and
//! which readings attest them.

use serde::Serialize;

use crate::decision;
use crate::error::{Error, ErrorKind, Result};
use crate::fact::{SAID, Statement};
use crate::query::show::whole;
use crate::register::Register;
use crate::standing;
use crate::store::Transaction;

/// One thing that a record says: a filler of a role, or the value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Statement))]
pub struct StatementView {
    /// Its id.
    pub id: String,
    /// The record that says it.
    pub record: String,
    /// Role or attribute.
    pub property: String,
    /// Name or value, as worded.
    pub value: String,
    /// Of a filler, whom or what it means: an id of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Of a filler that is a place, the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Office of a person, as worded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Where the office is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// First day of the time it holds for, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Last day of that time, ISO.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// How precisely the time was told: `day`, `month` or `year`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// `normal`, or `lowered` where it no longer holds.
    pub rank: String,
    /// Why it is lowered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Versions of the extractor that read it.
    pub readers: Vec<String>,
}

impl Register {
    /// The statements of an act's reports, or of one record, by the id of either; those that no
    /// longer hold included.
    ///
    /// # Errors
    /// There is no such act or record; or the database failed.
    pub fn statements(&mut self, id: &str) -> Result<Vec<StatementView>> {
        self.settle()?;
        self.read(|tx| {
            let (n, id) = whole(tx, id)?;
            let (sql, n) = match id.as_bytes().first() {
                Some(b'a') => (
                    "SELECT r.n, r.id FROM standing s JOIN record r ON r.n = s.record \
                     WHERE s.act = $1 ORDER BY r.id",
                    n,
                ),
                Some(b'r') => ("SELECT n, id FROM record WHERE n = $1", n),
                _ => {
                    let what = "only acts and records say something";
                    return Err(Error::new(ErrorKind::Unknown, id, what));
                }
            };
            let mut out = Vec::new();
            for row in tx.rows(sql, &[n.into()])? {
                out.extend(of_record(tx, row.int(0), row.text(1))?);
            }
            Ok(out)
        })
    }
}

fn of_record(tx: &mut dyn Transaction, n: i64, id: &str) -> Result<Vec<StatementView>> {
    let sql = format!(
        "SELECT {SAID}, s.n, k.rank, k.reason FROM statement s \
         LEFT JOIN statement_rank k ON k.statement = s.n WHERE s.record = $1 \
         ORDER BY s.role DESC, s.property, s.id"
    );
    let rows = tx.rows(&sql, &[n.into()])?;
    let said: Vec<Statement> = rows.iter().map(Statement::read).collect();
    let decided = decision::any(tx)?;
    let meant = standing::entities(tx, id, &said, decided)?;
    let mut out = Vec::new();
    for ((row, said), entity) in rows.iter().zip(said).zip(meant) {
        let readers = "SELECT DISTINCT g.version FROM attestation a \
                       JOIN reading g ON g.n = a.reading WHERE a.statement = $1 ORDER BY 1";
        let readers = tx.rows(readers, &[row.int(13).into()])?;
        out.push(StatementView {
            id: said.id,
            record: id.to_owned(),
            property: said.property,
            value: said.value,
            place: entity.as_ref().and_then(|e| e.place.clone()),
            entity: entity.map(|e| e.meant().to_owned()),
            country: said.country,
            post: said.post,
            of: said.held_in,
            since: said.period.map(|p| p.from.to_string()),
            until: said.period.map(|p| p.to.to_string()),
            precision: said.period.map(|p| p.precision.name().to_owned()),
            rank: row.maybe(14).unwrap_or("normal").to_owned(),
            reason: row.owned(15),
            readers: readers.iter().map(|r| r.text(0).to_owned()).collect(),
        });
    }
    Ok(out)
}
