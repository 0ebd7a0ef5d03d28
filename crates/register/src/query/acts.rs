//! Acts by type, place, person and time.

use crate::act::founder;
use crate::error::Result;
use crate::presence::{self, in_codes, place_code};
use crate::query::search;
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

/// What follows `FROM` and `WHERE` for acts that pass, as `a`, with the values, and whether each is
/// given once. Places lead: few acts concern one.
pub(super) struct Condition {
    pub from: String,
    pub all: Vec<String>,
    pub values: Vec<Value>,
    once: bool,
}

impl Condition {
    /// The place of a value in the SQL.
    pub fn put(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    /// `… WHERE …`
    pub fn sql(&self) -> String {
        match self.all.is_empty() {
            true => self.from.clone(),
            false => format!("{} WHERE {}", self.from, self.all.join(" AND ")),
        }
    }
}

/// Numbers of the people of a name, and of all who were said to be one with them.
pub(super) fn persons(name: &str) -> String {
    let own = format!("FROM entity e WHERE e.sort = 'person' AND e.name = {name}");
    format!(
        "SELECT e.n {own} UNION SELECT o.n FROM entity e \
         JOIN meaning x ON x.entity = e.id AND x.record = '' \
         JOIN meaning y ON y.leader = x.leader AND y.record = '' \
         JOIN entity o ON o.id = y.entity WHERE e.sort = 'person' AND e.name = {name}"
    )
}

/// The condition of a filter.
pub(super) fn condition(tx: &mut dyn Transaction, filter: &Filter) -> Result<Condition> {
    let mut values: Vec<Value> = Vec::new();
    let mut put = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let (mut from, mut conditions) = (String::from("act a"), Vec::new());
    let mut once = filter.places.len() <= 1;
    for (n, place) in filter.places.iter().enumerate() {
        let direction = filter.direction.filter(|_| n == 0);
        let codes = presence::codes(&filter.types, direction);
        from = match n {
            0 => "presence p0 JOIN act a ON a.n = p0.act".to_owned(),
            // all that the index holds is named, so that each is looked up and not searched for
            n => {
                format!("{from} JOIN presence p{n} ON p{n}.since = p0.since AND p{n}.act = p0.act")
            }
        };
        conditions.push(format!("p{n}.place = {}", put(place_code(place).into())));
        conditions.push(match codes.as_slice() {
            // of one code, what is asked for lies in the order of the index
            [one] => format!("p{n}.kind = {one}"),
            more => format!("p{n}.kind IN {}", in_codes(more)),
        });
        // of visits to itself a place has two rows
        once &= codes.len() == 1;
    }
    if filter.places.is_empty() && !filter.types.is_empty() {
        let types: Vec<String> = filter.types.iter().map(|t| put(t.into())).collect();
        conditions.push(format!("a.type IN ({})", types.join(", ")));
    }
    if let Some(person) = &filter.person {
        conditions.push(format!(
            "a.n IN (SELECT st.act FROM mention m JOIN standing st ON st.record = m.record \
             WHERE m.entity IN ({}))",
            persons(&put(person.into()))
        ));
    }
    if let Some(day) = &filter.from {
        conditions.push(format!("a.until >= {}", put(day.into())));
    }
    if let Some(day) = &filter.until {
        conditions.push(format!("a.since <= {}", put(day.into())));
    }
    if !filter.words.is_empty() {
        let pages = search::holding(tx, &filter.words)?;
        let pages: Vec<String> = pages.iter().map(i64::to_string).collect();
        conditions.push(format!(
            "a.n IN (SELECT st.act FROM record r JOIN standing st ON st.record = r.n \
             WHERE st.rank <> 'lowered' AND r.capture IN ({}))",
            pages.join(", ")
        ));
    }
    Ok(Condition {
        from,
        all: conditions,
        values,
        once,
    })
}

/// Numbers of acts that pass, in the order asked for.
pub(crate) fn numbers(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<i64>> {
    let rows = match kind_by_kind(filter) {
        Some(kinds) => merged(tx, filter, &kinds)?,
        None => rows(tx, filter)?,
    };
    Ok(rows.iter().map(|r| r.int(0)).collect())
}

/// Where the first few acts of several kinds are asked for in a place: a filter a kind. Of one kind
/// they lie in the order of the index, of several all of them would have to be sorted.
fn kind_by_kind(filter: &Filter) -> Option<Vec<Filter>> {
    let limit = filter.limit?;
    let index = filter.places.len() == 1 && filter.order == Order::Latest;
    let several = presence::codes(&filter.types, filter.direction).len() > 1;
    if !index || !several || filter.person.is_some() || !filter.words.is_empty() {
        return None;
    }
    let all = jiehao_events::Type::ALL.map(jiehao_events::Type::name);
    let asked = |kind: &&str| filter.types.is_empty() || filter.types.iter().any(|t| t == kind);
    let ways = |kind: &'static str| match (kind, filter.direction) {
        ("visit", None) => vec![(kind, Some(Direction::Out)), (kind, Some(Direction::In))],
        (_, direction) => vec![(kind, direction)],
    };
    let one = |(kind, direction): (&str, Option<Direction>)| Filter {
        types: vec![kind.to_owned()],
        direction,
        limit: Some(limit + filter.skip),
        skip: 0,
        ..filter.clone()
    };
    let kinds = all.into_iter().filter(asked).flat_map(ways);
    Some(kinds.map(one).collect())
}

/// The first of several lists, each once.
fn merged(tx: &mut dyn Transaction, filter: &Filter, kinds: &[Filter]) -> Result<Vec<Row>> {
    let mut out: Vec<Row> = Vec::new();
    for kind in kinds {
        out.extend(rows(tx, kind)?);
    }
    // as `rows` orders them: the latest day first, of a day by id
    out.sort_by(|a, b| (b.int(1), a.text(2)).cmp(&(a.int(1), b.text(2))));
    // a visit to itself a place has both ways
    out.dedup_by_key(|row| row.int(0));
    let limit = filter.limit.unwrap_or(usize::MAX);
    Ok(out.into_iter().skip(filter.skip).take(limit).collect())
}

/// Number, day, id and rank of acts that pass, in the order asked for.
fn rows(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<Row>> {
    let mut condition = condition(tx, filter)?;
    // in the order of the index, so that the first few need no look at the rest
    // the day, and the same with what has none behind all others
    let (since, since_or_last) = match filter.places.is_empty() {
        true => ("coalesce(a.since, '')", "coalesce(a.since, '9')"),
        false => ("p0.since", "coalesce(nullif(p0.since, 0), 99999999)"),
    };
    let distinct = if condition.once { "" } else { "DISTINCT" };
    let id = "(SELECT f.id FROM record f WHERE f.n = a.n)";
    let (rank, day, by) = match filter.order {
        Order::Latest => ("0", since, "day DESC, id"),
        Order::Earliest => ("0", since_or_last, "day, id"),
        Order::Sources => ("a.sources", since, "rank DESC, day DESC, id"),
    };
    if let Some(after) = &filter.after {
        let last = filter.order == Order::Earliest;
        let seen = condition.put(day_of(after, !filter.places.is_empty(), last));
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
    let from = condition.sql();
    let mut values = condition.values;
    let mut sql = format!(
        "SELECT {distinct} a.n, {day} AS day, {id} AS id, {rank} AS rank FROM {from} ORDER BY {by}"
    );
    if let Some(limit) = filter.limit {
        values.push((limit as i64).into());
        sql.push_str(&format!(" LIMIT ${}", values.len()));
        values.push((filter.skip as i64).into());
        sql.push_str(&format!(" OFFSET ${}", values.len()));
    }
    tx.rows(&sql, &values)
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

/// Acts that pass, in the same order.
pub(super) fn list(tx: &mut dyn Transaction, filter: &Filter) -> Result<Vec<ActView>> {
    let mut out = Vec::new();
    for n in numbers(tx, filter)? {
        out.extend(views::act(tx, n)?);
    }
    Ok(out)
}

/// How many acts pass.
pub(super) fn count(tx: &mut dyn Transaction, filter: &Filter) -> Result<i64> {
    let plain = filter.person.is_none()
        && filter.words.is_empty()
        && filter.from.is_none()
        && filter.until.is_none();
    if let ([place], true) = (filter.places.as_slice(), plain) {
        return Ok(counted(tx, place, &filter.types, filter.direction)?
            .into_iter()
            .map(|c| c.1)
            .sum());
    }
    let condition = condition(tx, filter)?;
    let what = if condition.once { "*" } else { "DISTINCT a.n" };
    let sql = format!("SELECT count({what}) FROM {}", condition.sql());
    Ok(tx.number(&sql, &condition.values)?.unwrap_or(0))
}

/// How many acts concern a place, by type.
pub(super) fn counts(tx: &mut dyn Transaction, place: &str) -> Result<Vec<(String, i64)>> {
    counted(tx, place, &[], None)
}

/// How many acts of these types, or of any where none is named, concern a place, by type: by the index
/// alone.
fn counted(
    tx: &mut dyn Transaction,
    place: &str,
    types: &[String],
    direction: Option<Direction>,
) -> Result<Vec<(String, i64)>> {
    let mut out = Vec::new();
    for kind in jiehao_events::Type::ALL.map(jiehao_events::Type::name) {
        if !types.is_empty() && types.iter().all(|t| t != kind) {
            continue;
        }
        let codes = presence::codes(&[kind], direction);
        let what = if codes.len() > 1 { "DISTINCT act" } else { "*" };
        let sql = format!(
            "SELECT count({what}) FROM presence WHERE place = $1 AND kind IN {}",
            in_codes(&codes)
        );
        let n = tx.number(&sql, &[place_code(place).into()])?.unwrap_or(0);
        if n > 0 {
            out.push((kind.to_owned(), n));
        }
    }
    Ok(out)
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

    /// How many acts pass a filter, its limit left aside.
    ///
    /// # Errors
    /// The database failed.
    pub fn count(&mut self, filter: &Filter) -> Result<i64> {
        self.settle()?;
        self.read(|tx| count(tx, filter))
    }
}
