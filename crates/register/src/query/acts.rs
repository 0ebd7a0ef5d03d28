//! Acts by type, place, person and time.

use crate::act::founder;
use crate::error::Result;
use crate::presence::{self, EVERYWHERE, place_code};
use crate::query::assembled::{Detail, numbered};
use crate::query::condition::{Stretch, condition, leads, stretches};
use crate::query::shelf::Shelf;
use crate::query::views::{self, ActView};
use crate::register::Register;
use crate::store::{Row, Transaction, Value};

/// Which way a visit goes, seen from the region of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The region's own people travel.
    Out,
    /// Others come to the region.
    In,
}

/// In which order acts are listed; those of one rank by their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest first, those without a time last.
    #[default]
    Latest,
    /// The earliest first, those without a time last.
    Earliest,
    /// Those that most sources tell of first; of as many, the latest.
    Sources,
}

/// Where a list goes on: behind an act that was seen. What comes in meanwhile shifts nothing, and a
/// list is gone through to its end without looking at its beginning again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// Its sources.
    pub sources: i64,
    /// Its first day, ISO; none where its time is not known.
    pub since: Option<String>,
    /// Its id.
    pub act: String,
}

impl After {
    /// Behind this act.
    pub fn act(act: &ActView) -> Self {
        Self {
            sources: act.sources,
            since: act.days().map(|days| days.0),
            act: act.id.clone(),
        }
    }
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
    /// Words, all of which a page that reports the act holds.
    pub words: Vec<String>,
    /// ISO date: acts that end before it are left out, and those without a time.
    pub from: Option<String>,
    /// ISO date: acts that begin after it are left out, and those without a time.
    pub until: Option<String>,
    /// Of visits, seen from the first of the places.
    pub direction: Option<Direction>,
    /// Acts at most.
    pub limit: Option<usize>,
    /// With a limit: how many of the first to pass over, as a list of many pages does.
    pub skip: usize,
    /// Behind which act of this order to begin.
    pub after: Option<After>,
    /// In which order.
    pub order: Order,
}

/// Numbers of acts that pass, in the order asked for.
pub(crate) fn numbers(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<i64>> {
    let stretches = stretches(filter);
    if let [one] = stretches.as_slice() {
        let rows = rows(tx, filter, one, filter.skip)?;
        return Ok(rows.iter().map(|r| r.int(0)).collect());
    }
    // the first of each, of which the first of all are some
    let each = Filter {
        limit: filter.limit.map(|limit| limit + filter.skip),
        ..filter.clone()
    };
    let mut all: Vec<Row> = Vec::new();
    for stretch in &stretches {
        all.extend(rows(tx, &each, stretch, 0)?);
    }
    // as `rows` orders them
    all.sort_by(|a, b| {
        let (day, id) = (a.int(1).cmp(&b.int(1)), a.text(2).cmp(b.text(2)));
        match filter.order {
            Order::Earliest => day.then(id),
            _ => b.int(3).cmp(&a.int(3)).then(day.reverse()).then(id),
        }
    });
    // a visit to itself a place has both ways
    all.dedup_by_key(|row| row.int(0));
    let limit = filter.limit.unwrap_or(usize::MAX);
    let shown = all.iter().skip(filter.skip).take(limit);
    Ok(shown.map(|row| row.int(0)).collect())
}

/// Number, day, id and rank of acts of a stretch that pass, in the order asked for.
fn rows(
    tx: &mut dyn Transaction,
    filter: &Filter,
    stretch: &Stretch,
    skip: usize,
) -> Result<Vec<Row>> {
    let mut condition = condition(tx, filter, stretch)?;
    // in the order of the index, so that the first few need no look at the rest
    // the day, and the same with what has none behind all others
    let (since, since_or_last) = match stretch.leads() {
        false => ("coalesce(a.since, '')", "coalesce(a.since, '9')"),
        true => ("p0.since", "coalesce(nullif(p0.since, 0), 99999999)"),
    };
    let distinct = if condition.once { "" } else { "DISTINCT" };
    let act = if stretch.leads() { "p0.act" } else { "a.n" };
    let id = format!("(SELECT f.id FROM record f WHERE f.n = {act})");
    let (rank, day, by) = match filter.order {
        Order::Latest => ("0", since, "day DESC, id"),
        Order::Earliest => ("0", since_or_last, "day, id"),
        Order::Sources => ("a.sources", since, "rank DESC, day DESC, id"),
    };
    if let Some(after) = &filter.after {
        let last = filter.order == Order::Earliest;
        let seen = condition.put(day_of(after, stretch.leads(), last));
        let seen_id = condition.put(founder(&after.act).into());
        let (beyond, from_here) = if last { (">", ">=") } else { ("<", "<=") };
        // the first half alone is what an index goes by
        let behind =
            format!("{day} {from_here} {seen} AND ({day} {beyond} {seen} OR {id} > {seen_id})");
        let behind = match filter.order {
            Order::Sources => {
                let sources = condition.put(after.sources.into());
                format!("(a.sources < {sources} OR (a.sources = {sources} AND {behind}))")
            }
            _ => behind,
        };
        condition.all.push(behind);
    }
    if stretch.leads() && !asks_of_acts(filter) {
        condition.by_index_alone();
    }
    let from = condition.sql();
    let mut values = condition.values;
    let mut sql = format!(
        "SELECT {distinct} {act}, {day} AS day, {id} AS id, {rank} AS rank FROM {from} ORDER BY {by}"
    );
    if let Some(limit) = filter.limit {
        values.push((limit as i64).into());
        sql.push_str(&format!(" LIMIT ${}", values.len()));
        values.push((skip as i64).into());
        sql.push_str(&format!(" OFFSET ${}", values.len()));
    }
    tx.rows(&sql, &values)
}

/// Whether a filter asks for what stands with the acts themselves and not in the index of places.
fn asks_of_acts(filter: &Filter) -> bool {
    let timeless = filter.from.is_none() && filter.until.is_none();
    let of_anybody = filter.person.is_none() && filter.words.is_empty();
    !timeless || !of_anybody || filter.order == Order::Sources
}

/// The day that an act is sorted by: a number where places lead, text otherwise; without one it is
/// the last of all.
fn day_of(after: &After, by_place: bool, last: bool) -> Value {
    match (&after.since, by_place) {
        (Some(day), true) => day.replace('-', "").parse::<i64>().unwrap_or(0).into(),
        (Some(day), false) => day.into(),
        (None, true) => (if last { 99_999_999_i64 } else { 0 }).into(),
        (None, false) => String::from(if last { "9" } else { "" }).into(),
    }
}

/// Acts that pass each of several filters, and whether more do than its limit: those of all lists are put
/// together at once.
pub(super) fn lists(
    tx: &mut dyn Transaction,
    shelf: &mut Shelf,
    filters: &[Filter],
) -> Result<Vec<(Vec<ActView>, bool)>> {
    let mut found = Vec::with_capacity(filters.len());
    for filter in filters {
        let and_one = Filter {
            limit: filter.limit.map(|limit| limit + 1),
            ..filter.clone()
        };
        let mut some = numbers(tx, &and_one)?;
        let most = filter.limit.unwrap_or(usize::MAX);
        let more = some.len() > most;
        some.truncate(most);
        found.push((some, more));
    }
    let all: Vec<i64> = found.iter().flat_map(|(some, _)| some).copied().collect();
    shelf.fetch(tx, &all)?;
    let list = |(some, more): &(Vec<i64>, bool)| Ok((shelf.acts(tx, some)?, *more));
    found.iter().map(list).collect()
}

/// Acts that pass, in the same order.
pub(super) fn list(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<ActView>> {
    let numbers = numbers(tx, filter)?;
    views::acts(tx, &numbers)
}

/// As [`list`], of acts as lines of lists: not by which rule and how surely their reports were read.
pub(super) fn brief(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<ActView>> {
    let numbers = numbers(tx, filter)?;
    let acts = numbered(tx, &numbers, Detail::Line)?.into_iter();
    Ok(acts.map(|(_, act)| act).collect())
}

/// How many acts pass.
pub(super) fn count(tx: &mut dyn Transaction, filter: &Filter) -> Result<i64> {
    let timeless = filter.from.is_none() && filter.until.is_none();
    if timeless && filter.places.len() <= 1 && leads(filter) {
        let place = filter.places.first().map(String::as_str);
        // which way a visit goes is seen from a place
        let direction = filter.direction.filter(|_| place.is_some());
        let counted = counted(tx, place, &filter.types, direction)?;
        return Ok(counted.into_iter().map(|c| c.1).sum());
    }
    let all = Filter {
        limit: None,
        ..filter.clone()
    };
    let mut total = 0;
    for stretch in stretches(&all) {
        let condition = condition(tx, filter, &stretch)?;
        let what = if condition.once { "*" } else { "DISTINCT a.n" };
        let sql = format!("SELECT count({what}) FROM {}", condition.sql());
        total += tx.number(&sql, &condition.values)?.unwrap_or(0);
    }
    Ok(total)
}

/// How many acts concern a place, by type; all there are, where none is named.
pub(super) fn counts(tx: &mut dyn Transaction, place: Option<&str>) -> Result<Vec<(String, i64)>> {
    counted(tx, place, &[], None)
}

/// How many acts of these types, or of any where none is named, concern a place or anything, by type.
fn counted(
    tx: &mut dyn Transaction,
    place: Option<&str>,
    types: &[String],
    direction: Option<Direction>,
) -> Result<Vec<(String, i64)>> {
    let place = place.map_or(EVERYWHERE, place_code);
    presence::counts_of(tx, place, types, direction)
}

impl Register {
    /// Acts that pass a filter, in its order.
    ///
    /// # Errors
    /// The database failed.
    pub fn acts(&mut self, filter: &Filter) -> Result<Vec<ActView>> {
        self.settle()?;
        self.read(|tx| list(tx, filter))
    }

    /// How many acts there are of each type of which there are any.
    ///
    /// # Errors
    /// The database failed.
    pub fn counts(&mut self) -> Result<Vec<(String, i64)>> {
        self.settle()?;
        self.read(|tx| counts(tx, None))
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
