//! Who and what is named: people, bodies, events and places by their names or parts of them.

use serde::Serialize;

use crate::entity::Sort;
use crate::error::Result;
use crate::grams;
use crate::register::Register;
use crate::store::{Row, Transaction, Value, among};

/// Someone or something that reports name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Name))]
pub struct NameView {
    /// Its id.
    pub id: String,
    /// As it is called.
    pub name: String,
    /// `place`, `person` or `name` (a body, an event, a document, a work).
    pub sort: String,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Of a place, its id; of a body or a person, that of the place it speaks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Acts that name it.
    pub acts: i64,
}

/// Which names are asked for; what is not set lets all through.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// How they begin.
    pub begins: String,
    /// What they hold, wherever it stands: all names on record are gone through for it.
    pub holds: String,
    /// Only names that are just this.
    pub whole: bool,
    /// Only of these sorts.
    pub sorts: Vec<Sort>,
    /// Name and id behind which to begin.
    pub after: Option<(String, String)>,
    /// Names at most.
    pub limit: usize,
}

impl Register {
    /// Names on record, in the order of their characters.
    ///
    /// # Errors
    /// The database failed.
    pub fn names(&mut self, asked: &Naming) -> Result<Vec<NameView>> {
        self.settle()?;
        let mut values: Vec<Value> = Vec::new();
        let mut put = |value: Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut all = vec!["EXISTS (SELECT 1 FROM mention m WHERE m.entity = e.n)".to_owned()];
        match (asked.begins.is_empty(), asked.whole) {
            (true, _) => {}
            (false, true) => all.push(format!("e.name = {}", put((&asked.begins).into()))),
            (false, false) => {
                // so that the index of names is gone by
                let from = put((&asked.begins).into());
                let until = put(format!("{}\u{10FFFF}", asked.begins).into());
                all.push(format!("e.name >= {from} AND e.name < {until}"));
            }
        }
        if !asked.holds.is_empty() {
            let part = put((&asked.holds).into());
            all.push(format!("replace(e.name, {part}, '') <> e.name"));
        }
        if !asked.sorts.is_empty() {
            let sorts: Vec<String> = asked.sorts.iter().map(|s| put(s.name().into())).collect();
            all.push(format!("e.sort IN ({})", sorts.join(", ")));
        }
        if let Some((name, id)) = &asked.after {
            let (name, id) = (put(name.into()), put(id.into()));
            all.push(format!(
                "e.name >= {name} AND (e.name > {name} OR e.id > {id})"
            ));
        }
        let limit = put((asked.limit as i64).into());
        let sql = format!(
            "SELECT {NAMED} FROM entity e WHERE {} ORDER BY e.name, e.id LIMIT {limit}",
            all.join(" AND ")
        );
        let rows = self.read(|tx| tx.rows(&sql, &values))?;
        Ok(rows.iter().map(name).collect())
    }
}

/// The columns of [`name`], of the table `entity` under the name `e`.
const NAMED: &str = "e.id, e.name, e.sort, e.country, e.place, \
                     (SELECT count(DISTINCT s.act) FROM mention m \
                      JOIN standing s ON s.record = m.record WHERE m.entity = e.n)";

fn name(row: &Row) -> NameView {
    NameView {
        id: row.text(0).to_owned(),
        name: row.text(1).to_owned(),
        sort: row.text(2).to_owned(),
        country: row.owned(3),
        place: row.owned(4),
        acts: row.int(5),
    }
}

/// People, bodies, events and documents that these pages name and whose names hold one of these words, those
/// that most acts name first; at most so many.
pub(super) fn on_pages(
    tx: &mut dyn Transaction,
    captures: &[i64],
    words: &[&str],
    most: usize,
) -> Result<Vec<NameView>> {
    let sql = "SELECT DISTINCT e.n, e.name FROM record r JOIN mention m ON m.record = r.n \
               JOIN entity e ON e.n = m.entity WHERE e.sort <> 'place' AND r.capture IN (#)";
    let mut held: Vec<i64> = among(tx, sql, captures)?
        .iter()
        .filter(|row| words.iter().any(|word| grams::holds(row.text(1), word)))
        .map(|row| row.int(0))
        .collect();
    held.sort_unstable();
    held.dedup();
    let sql = format!("SELECT {NAMED} FROM entity e WHERE e.n IN (#)");
    let mut names: Vec<NameView> = among(tx, &sql, &held)?.iter().map(name).collect();
    names.sort_by(|a, b| (b.acts, &a.name, &a.id).cmp(&(a.acts, &b.name, &b.id)));
    names.truncate(most);
    Ok(names)
}
