//! Acts by type, place, person and time.

use crate::error::Result;
use crate::query::views::{self, ActView};
use crate::register::Register;
use crate::store::{Transaction, Value};

/// Which way a visit goes, seen from the region of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The region's own people travel.
    Out,
    /// Others come to the region.
    In,
}

/// What acts are asked for; what is not set lets all through.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Types by name; empty for all.
    pub types: Vec<String>,
    /// Ids of places, all of which a report of the act concerns, itself or by a place within.
    pub places: Vec<String>,
    /// Name of a person whom a report names.
    pub person: Option<String>,
    /// ISO date: acts that end before it are left out, and those without a time.
    pub from: Option<String>,
    /// ISO date: acts that begin after it are left out, and those without a time.
    pub until: Option<String>,
    /// Of visits, seen from the first of the places.
    pub direction: Option<Direction>,
    /// Acts at most.
    pub limit: Option<usize>,
}

/// `FROM … WHERE …` for acts that pass, as `a`, with the values.
pub(super) fn condition(filter: &Filter) -> (String, Vec<Value>) {
    let (mut from, mut values) = (String::from("FROM act a"), Vec::<Value>::new());
    let mut conditions: Vec<String> = Vec::new();
    let mut put = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if !filter.places.is_empty() || filter.person.is_some() {
        from.push_str(" JOIN standing st ON st.act = a.id");
    }
    for (n, place) in filter.places.iter().enumerate() {
        from.push_str(&format!(" JOIN concern c{n} ON c{n}.record = st.record"));
        conditions.push(format!("c{n}.place = {}", put(place.into())));
        conditions.push(match filter.direction.filter(|_| n == 0) {
            Some(Direction::Out) => format!("c{n}.role IN ('visitor', 'origin')"),
            Some(Direction::In) => format!("c{n}.role = 'destination'"),
            // a party and its signatory's home are one place named twice
            None => "1 = 1".into(),
        });
    }
    if let Some(person) = &filter.person {
        from.push_str(" JOIN mention m ON m.record = st.record JOIN entity e ON e.id = m.entity");
        conditions.push(format!(
            "e.name = {} AND e.sort = 'person'",
            put(person.into())
        ));
    }
    if !filter.types.is_empty() {
        let types: Vec<String> = filter.types.iter().map(|t| put(t.into())).collect();
        conditions.push(format!("a.type IN ({})", types.join(", ")));
    }
    if let Some(day) = &filter.from {
        conditions.push(format!("a.until >= {}", put(day.into())));
    }
    if let Some(day) = &filter.until {
        conditions.push(format!("a.since <= {}", put(day.into())));
    }
    conditions.retain(|c| c != "1 = 1");
    if !conditions.is_empty() {
        from.push_str(" WHERE ");
        from.push_str(&conditions.join(" AND "));
    }
    (from, values)
}

/// Acts that pass, the latest first, those without a time last.
pub(super) fn list(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<ActView>> {
    let (from, mut values) = condition(filter);
    let mut sql =
        format!("SELECT DISTINCT a.id, a.since {from} ORDER BY a.since DESC NULLS LAST, a.id");
    if let Some(limit) = filter.limit {
        values.push((limit as i64).into());
        sql.push_str(&format!(" LIMIT ${}", values.len()));
    }
    let mut out = Vec::new();
    for row in tx.rows(&sql, &values)? {
        out.extend(views::act(tx, row.text(0))?);
    }
    Ok(out)
}

/// How many acts pass.
pub(super) fn count(tx: &mut dyn Transaction, filter: &Filter) -> Result<i64> {
    let (from, values) = condition(filter);
    let rows = tx.rows(&format!("SELECT count(DISTINCT a.id) {from}"), &values)?;
    Ok(rows.first().map_or(0, |r| r.int(0)))
}

impl Register {
    /// Acts that pass a filter, the latest first, those without a time last.
    ///
    /// # Errors
    /// The database failed.
    pub fn acts(&mut self, filter: &Filter) -> Result<Vec<ActView>> {
        self.settle()?;
        self.read(|tx| list(tx, filter))
    }

    /// How many acts pass a filter, its limit left aside.
    ///
    /// # Errors
    /// The database failed.
    pub fn count(&mut self, filter: &Filter) -> Result<i64> {
        self.settle()?;
        self.read(|tx| count(tx, filter))
    }
}
