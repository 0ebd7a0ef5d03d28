//! What acts are asked for, as SQL: which stretches of the index are gone through, and what else holds of
//! the acts found there.

use crate::error::Result;
use crate::presence::{self, EVERYWHERE, LONG, YEAR, day, in_codes, place_code};
use crate::query::acts::{Filter, Order};
use crate::query::search;
use crate::store::{Transaction, Value};

/// A part of what is asked for that lies together in the index of places.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Codes of what is asked for; none where the index does not lead.
    codes: Vec<i64>,
    span: Span,
}

/// Which acts there are, by how long they took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    /// All.
    Any,
    /// Those that began within a year before the time asked for, or in it.
    Near,
    /// Those that began before and may have gone on: only what took longer than a year.
    Long,
}

impl Stretch {
    /// All acts, as they lie.
    pub fn whole() -> Self {
        Self {
            codes: Vec::new(),
            span: Span::Any,
        }
    }

    /// All that a filter asks for, as one stretch.
    pub fn of(filter: &Filter) -> Self {
        let codes = codes(filter);
        let span = Span::Any;
        Self { codes, span }
    }

    /// Whether the index of places leads.
    pub fn leads(&self) -> bool {
        !self.codes.is_empty()
    }
}

/// Whether the index of places leads to what a filter asks for: in places, and everywhere unless a person
/// or words lead to fewer.
pub(super) fn leads(filter: &Filter) -> bool {
    !filter.places.is_empty() || filter.person.is_none() && filter.words.is_empty()
}

/// The stretches that hold what a filter asks for; each act is in one of them, but for visits of a place
/// to itself, which are in two of different codes.
pub(super) fn stretches(filter: &Filter) -> Vec<Stretch> {
    let codes = codes(filter);
    if codes.is_empty() {
        return vec![Stretch::whole()];
    }
    // of one code, the first few lie in the order of the index; of several all would have to be sorted
    let few = filter.limit.is_some() && filter.order == Order::Latest;
    let alone = filter.places.len() <= 1 && filter.person.is_none() && filter.words.is_empty();
    let parts: Vec<Vec<i64>> = match few && alone && codes.len() > 1 {
        true => codes.into_iter().map(|code| vec![code]).collect(),
        false => vec![codes],
    };
    let spans: &[Span] = match filter.from {
        Some(_) => &[Span::Near, Span::Long],
        None => &[Span::Any],
    };
    let with = |codes: Vec<i64>| {
        let one = move |span: &Span| Stretch {
            codes: codes.clone(),
            span: *span,
        };
        spans.iter().map(one)
    };
    parts.into_iter().flat_map(with).collect()
}

/// The codes of what a filter asks for in the place that leads; none where none does.
fn codes(filter: &Filter) -> Vec<i64> {
    let codes = match (leads(filter), filter.places.is_empty()) {
        (false, _) => return Vec::new(),
        (_, true) => presence::codes_everywhere(&filter.types),
        (_, false) => presence::codes(&filter.types, filter.direction),
    };
    match codes.is_empty() {
        // of a type that is none there is nothing, and not all
        true => vec![NOTHING],
        false => codes,
    }
}

/// The acts that the index of places leads to.
const ACTS: &str = " JOIN act a ON a.n = p0.act";

/// A code that nothing has.
const NOTHING: i64 = 0;

/// What follows `FROM` and `WHERE` for acts that pass, as `a`, with the values, and whether each is
/// given once. Places lead: few acts concern one.
pub(super) struct Condition {
    pub from: String,
    pub all: Vec<String>,
    pub values: Vec<Value>,
    pub once: bool,
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

    /// Leaves out the table of acts, where the index of places leads and nothing else is asked of them: to
    /// look each up would take longer than all the rest.
    pub fn by_index_alone(&mut self) {
        self.from = self.from.replace(ACTS, "");
    }

    /// Goes by the index of places.
    fn lead(&mut self, filter: &Filter, stretch: &Stretch) {
        self.from = format!("presence p0{ACTS}");
        let own = filter.places.first().map_or(EVERYWHERE, |p| place_code(p));
        let own = self.put(own.into());
        self.all.push(format!("p0.place = {own}"));
        self.kinds(0, &stretch.codes);
        for (n, place) in filter.places.iter().enumerate().skip(1) {
            // all that the index holds is named, so that each is looked up and not searched for
            let joined =
                format!(" JOIN presence p{n} ON p{n}.since = p0.since AND p{n}.act = p0.act");
            self.from.push_str(&joined);
            let place = self.put(place_code(place).into());
            self.all.push(format!("p{n}.place = {place}"));
            self.kinds(n, &presence::codes(&filter.types, None));
        }
        if let Some(until) = whole_day(filter.until.as_deref()) {
            let until = self.put(until.into());
            self.all.push(format!("p0.since BETWEEN 1 AND {until}"));
        }
        let first = filter.from.as_deref().map_or(0, day) - YEAR;
        match stretch.span {
            Span::Any => {}
            Span::Near => {
                let first = self.put(first.into());
                self.all.push(format!("p0.since >= {first}"));
            }
            Span::Long => {
                // few took so long, and each is looked up: neither database may turn that round
                self.from = format!("presence l CROSS JOIN {}", self.from);
                let first = self.put(first.into());
                self.all.push(format!(
                    "l.place = {LONG} AND l.since < {first} AND p0.since = l.since AND p0.act = l.act"
                ));
            }
        }
    }

    fn kinds(&mut self, n: usize, codes: &[i64]) {
        self.all.push(match codes {
            // of one code, what is asked for lies in the order of the index
            [one] => format!("p{n}.kind = {one}"),
            more => format!("p{n}.kind IN {}", in_codes(more)),
        });
        // of visits to itself a place has two rows
        let ways = presence::codes(&["visit"], None);
        self.once &= !ways.iter().all(|way| codes.contains(way));
    }
}

/// The number of a day that is one, and no month or year.
fn whole_day(iso: Option<&str>) -> Option<i64> {
    iso.filter(|iso| iso.len() == 10).map(day)
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

/// The condition of a filter, for a stretch of what it asks for.
pub(super) fn condition(
    tx: &mut dyn Transaction,
    filter: &Filter,
    stretch: &Stretch,
) -> Result<Condition> {
    let mut out = Condition {
        from: String::from("act a"),
        all: Vec::new(),
        values: Vec::new(),
        once: true,
    };
    if stretch.leads() {
        out.lead(filter, stretch);
    } else if !filter.types.is_empty() {
        let types: Vec<String> = filter.types.iter().map(|t| out.put(t.into())).collect();
        out.all.push(format!("a.type IN ({})", types.join(", ")));
    }
    if let Some(person) = &filter.person {
        let person = out.put(person.into());
        out.all.push(format!(
            "a.n IN (SELECT st.act FROM mention m JOIN standing st ON st.record = m.record \
             WHERE m.entity IN ({}))",
            persons(&person)
        ));
    }
    if let Some(day) = &filter.from {
        let day = out.put(day.into());
        out.all.push(format!("a.until >= {day}"));
    }
    if let Some(day) = &filter.until {
        let day = out.put(day.into());
        out.all.push(format!("a.since <= {day}"));
    }
    if !filter.words.is_empty() {
        let pages = search::holding(tx, &filter.words)?;
        let pages: Vec<String> = pages.iter().map(i64::to_string).collect();
        out.all.push(format!(
            "a.n IN (SELECT st.act FROM record r JOIN standing st ON st.record = r.n \
             WHERE st.rank <> 'lowered' AND r.capture IN ({}))",
            pages.join(", ")
        ));
    }
    Ok(out)
}
