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

/// `FROM … WHERE …` for acts that pass, as `a`, with the values. Places lead: few acts concern one.
fn condition(filter: &Filter) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = Vec::new();
    let mut put = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let types: Vec<String> = filter.types.iter().map(|t| put(t.into())).collect();
    let types = types.join(", ");
    let (mut from, mut conditions) = (String::from("act a"), Vec::new());
    for (n, place) in filter.places.iter().enumerate() {
        from = match n {
            0 => "presence p0 JOIN act a ON a.id = p0.act".to_owned(),
            n => format!("{from} JOIN presence p{n} ON p{n}.act = a.id"),
        };
        conditions.push(format!("p{n}.place = {}", put(place.into())));
        if !types.is_empty() {
            conditions.push(format!("p{n}.type IN ({types})"));
        }
        match filter.direction.filter(|_| n == 0) {
            Some(Direction::Out) => conditions.push(format!("p{n}.way = 'out'")),
            Some(Direction::In) => conditions.push(format!("p{n}.way = 'in'")),
            None => {}
        }
    }
    if !types.is_empty() {
        conditions.push(format!("a.type IN ({types})"));
    }
    if let Some(person) = &filter.person {
        conditions.push(format!(
            "a.id IN (SELECT st.act FROM entity e JOIN mention m ON m.entity = e.id \
             JOIN standing st ON st.record = m.record WHERE e.sort = 'person' AND e.name = {})",
            put(person.into())
        ));
    }
    if let Some(day) = &filter.from {
        conditions.push(format!("a.until >= {}", put(day.into())));
    }
    if let Some(day) = &filter.until {
        conditions.push(format!("a.since <= {}", put(day.into())));
    }
    if conditions.is_empty() {
        return (from, values);
    }
    (format!("{from} WHERE {}", conditions.join(" AND ")), values)
}

/// Acts that pass, the latest first, those without a time last.
pub(super) fn list(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<ActView>> {
    let (from, mut values) = condition(filter);
    // in the order of the index, so that the first few need no look at the rest
    let since = match filter.places.is_empty() {
        true => "coalesce(a.since, '')",
        false => "p0.since",
    };
    let distinct = if filter.places.is_empty() {
        ""
    } else {
        "DISTINCT"
    };
    let mut sql =
        format!("SELECT {distinct} a.id, {since} FROM {from} ORDER BY {since} DESC, a.id");
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
    let rows = tx.rows(&format!("SELECT count(DISTINCT a.id) FROM {from}"), &values)?;
    Ok(rows.first().map_or(0, |r| r.int(0)))
}

/// How many acts concern a place, by type.
pub(super) fn counts(tx: &mut dyn Transaction, place: &str) -> Result<Vec<(String, i64)>> {
    let sql = "SELECT type, count(DISTINCT act) FROM presence WHERE place = $1 GROUP BY type";
    let rows = tx.rows(sql, &[place.into()])?;
    let of = |kind: &str| rows.iter().find(|r| r.text(0) == kind).map(|r| r.int(1));
    let all = jiehao_events::Type::ALL.map(jiehao_events::Type::name);
    Ok(all
        .iter()
        .filter_map(|kind| Some(((*kind).to_owned(), of(kind)?)))
        .collect())
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
