//! Who and what is named: people, bodies, events and places by how their names begin.

use serde::Serialize;

use crate::entity::Sort;
use crate::error::Result;
use crate::register::Register;
use crate::store::Value;

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
            "SELECT e.id, e.name, e.sort, e.country, e.place, \
             (SELECT count(DISTINCT s.act) FROM mention m JOIN standing s ON s.record = m.record \
              WHERE m.entity = e.n) FROM entity e WHERE {} ORDER BY e.name, e.id LIMIT {limit}",
            all.join(" AND ")
        );
        let rows = self.read(|tx| tx.rows(&sql, &values))?;
        let name = |row: &crate::store::Row| NameView {
            id: row.text(0).to_owned(),
            name: row.text(1).to_owned(),
            sort: row.text(2).to_owned(),
            country: row.owned(3),
            place: row.owned(4),
            acts: row.int(5),
        };
        Ok(rows.iter().map(name).collect())
    }
}
