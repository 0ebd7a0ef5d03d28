//! From what the extractor read to what the register keeps: statements, and the ids of records.
//!
//! A record's id is a hash of its capture, its type and its key fillers by name. Identities,
//! dates and confidence stay out of it: a better version of the extractor finds more of these, and
//! the id must not change when it does.

use std::collections::BTreeMap;

use jiehao_events::{Record, Type};

use crate::entity::{self, Entity, Named};
use crate::grams::plain;
use crate::id::id_within;
use crate::store::Row;
use crate::time::Period;

/// Roles, or attributes where a type has no such role, whose names identify a record of a type.
/// What stands before a bar counts, and what stands behind it where the page names none.
fn key(kind: Type) -> &'static [&'static str] {
    match kind {
        Type::Visit => &["visitor|origin", "destination"],
        Type::Meeting | Type::Tie => &["a", "b"],
        Type::Agreement => &["party", "title"],
        Type::Conference => &["attendee", "event"],
        Type::Commitment => &["by", "content"],
        Type::Statistic => &["subject", "measure", "value"],
        Type::Policy => &["title"],
        Type::Project | Type::Mechanism => &["name"],
    }
}

/// Attributes that say when a thing of a type was: its first and its last day.
fn times(kind: Type) -> (&'static str, &'static str) {
    match kind {
        Type::Visit | Type::Conference => ("start", "end"),
        Type::Meeting | Type::Agreement | Type::Policy => ("date", "date"),
        Type::Tie => ("since", "since"),
        Type::Commitment => ("due", "due"),
        Type::Statistic => ("as_of", "as_of"),
        Type::Project | Type::Mechanism => ("start", "end"),
    }
}

/// Attributes that are times.
const DATES: &[&str] = &["start", "end", "date", "since", "due", "as_of"];

/// One thing that a record says: a filler of a role, or the value of an attribute.
///
/// Of a person, the office and where it is held belong to what is said: the same name in another
/// office is another statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    /// Stable id.
    pub id: String,
    /// Whether `property` is a role; an attribute otherwise.
    pub role: bool,
    /// Role or attribute.
    pub property: String,
    /// Name or value.
    pub value: String,
    /// Identity as the extractor found it: of a place, or of a body or person.
    pub identity: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Office of a person, as worded.
    pub post: Option<String>,
    /// Place or body that it is held in.
    pub held_in: Option<String>,
    /// Of a body, or of the office of a person: government, party, mission, enterprise …
    pub kind: Option<String>,
    /// Of the region of the body or office.
    pub level: Option<String>,
    /// When it holds.
    pub period: Option<Period>,
}

/// The columns of [`Statement::read`], of the table `statement` under the name `s`.
pub(crate) const SAID: &str = "s.id, s.role, s.property, s.value, s.identity, s.country, s.post, \
                               s.held_in, s.kind, s.level, s.since, s.until, s.precise";

impl Statement {
    /// Reads a row of [`SAID`].
    pub fn read(row: &Row) -> Self {
        Self {
            id: row.text(0).to_owned(),
            role: row.int(1) != 0,
            property: row.text(2).to_owned(),
            value: row.text(3).to_owned(),
            identity: row.owned(4),
            country: row.owned(5),
            post: row.owned(6),
            held_in: row.owned(7),
            kind: row.owned(8),
            level: row.owned(9),
            period: Period::stored(row.maybe(10), row.maybe(11), row.text(12)),
        }
    }

    /// What it means, if it is a filler.
    pub fn entity(&self) -> Option<Entity> {
        self.role.then(|| {
            entity::entity(Named {
                name: &self.value,
                identity: self.identity.as_deref(),
                country: self.country.as_deref(),
                post: self.post.as_deref(),
                held_in: self.held_in.as_deref(),
            })
        })
    }
}

/// What identifies a record on its page.
pub(crate) fn name(record: &Record) -> String {
    let said = |name: &str| -> Option<String> {
        if let Some(fillers) = record.roles.get(name).filter(|f| !f.is_empty()) {
            let mut names: Vec<String> = fillers.iter().map(|f| plain(&f.name)).collect();
            names.sort();
            names.dedup();
            return Some(names.join("+"));
        }
        record.attributes.get(name).map(|value| plain(value))
    };
    let part = |names: &&str| names.split('|').find_map(said).unwrap_or_default();
    let mut parts: Vec<String> = key(record.kind).iter().map(part).collect();
    if matches!(record.kind, Type::Tie | Type::Meeting) {
        // which side is told first is the page's choice
        parts.sort();
    }
    parts.join("|")
}

/// When a record's fact was, as far as it says.
pub(crate) fn period(kind: Type, attributes: &BTreeMap<String, String>) -> Option<Period> {
    let (start, end) = times(kind);
    let said = |name| attributes.get(name).map_or("", String::as_str);
    Period::between(said(start), said(end))
}

/// The id of a statement of a record: what it says, whole.
pub(crate) fn statement_id(record: &str, s: &Statement) -> String {
    let worded = |s: &Option<String>| s.clone().unwrap_or_default();
    let parts = [
        record.to_owned(),
        if s.role { "role" } else { "attribute" }.to_owned(),
        s.property.clone(),
        s.value.clone(),
        worded(&s.identity),
        worded(&s.country),
        worded(&s.post),
        worded(&s.held_in),
        worded(&s.kind),
        worded(&s.level),
        s.period.map_or(String::new(), |p| p.to_string()),
    ];
    id_within('s', record, parts.iter().map(String::as_str))
}

/// What a record says, in order: roles, then attributes; nothing twice.
pub(crate) fn statements(id: &str, record: &Record) -> Vec<Statement> {
    let of_all = period(record.kind, &record.attributes);
    let mut out: Vec<Statement> = Vec::new();
    let mut add = |mut statement: Statement| {
        statement.id = statement_id(id, &statement);
        if out.iter().all(|s| s.id != statement.id) {
            out.push(statement);
        }
    };
    for (role, fillers) in &record.roles {
        for f in fillers {
            add(Statement {
                id: String::new(),
                role: true,
                property: role.clone(),
                value: f.name.clone(),
                identity: f.id.clone(),
                country: f.country.clone(),
                post: f.post.clone(),
                held_in: f.of.clone(),
                kind: f.kind.map(str::to_owned),
                level: f.level.map(str::to_owned),
                period: of_all,
            });
        }
    }
    for (name, value) in &record.attributes {
        let own = DATES.contains(&name.as_str());
        add(Statement {
            id: String::new(),
            role: false,
            property: name.clone(),
            value: value.clone(),
            identity: None,
            country: None,
            post: None,
            held_in: None,
            kind: None,
            level: None,
            period: if own { Period::parse(value) } else { of_all },
        });
    }
    out
}

/// A record of a capture as an earlier reading had it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Its id.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// What identifies it, by [`name`].
    pub name: String,
    /// First and one past the last code point of its evidence when it was last read.
    pub spans: Vec<(i64, i64)>,
}

/// Ids for the records of a page, in their order.
///
/// Where a page tells two facts of one type and the same names (a delegation that came in 2019 and
/// again in 2023), they are numbered in the order of their evidence; when the page is read again,
/// each takes the id of the earlier record whose words it shares most of.
pub(crate) fn ids(capture: &str, records: &[Record], known: &[Known]) -> Vec<String> {
    let mut groups: BTreeMap<(&str, String), Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        groups
            .entry((record.kind.name(), name(record)))
            .or_default()
            .push(at);
    }
    let mut out = vec![String::new(); records.len()];
    for ((kind, name), mut group) in groups {
        let first = |at: &usize| records[*at].evidence.iter().map(|e| e.start).min();
        group.sort_by_key(|at| (first(at), *at));
        let mut earlier: Vec<&Known> = known
            .iter()
            .filter(|k| k.kind == kind && k.name == name)
            .collect();
        let taken: Vec<&str> = earlier.iter().map(|k| k.id.as_str()).collect();
        if let ([one], [other]) = (group.as_slice(), earlier.as_slice()) {
            out[*one] = other.id.clone();
            continue;
        }
        for at in &group {
            let shared = |k: &&Known| shared(&records[*at], &k.spans);
            let best = earlier.iter().map(shared).max().unwrap_or(0);
            if let Some(found) = earlier.iter().position(|k| best > 0 && shared(k) == best) {
                out[*at] = earlier.remove(found).id.clone();
            }
        }
        let mut free = (0..).map(|n: usize| match n {
            0 => id_within('r', capture, [capture, kind, &name]),
            n => id_within('r', capture, [capture, kind, &name, &n.to_string()]),
        });
        for at in group {
            if out[at].is_empty() {
                out[at] = free
                    .find(|id| !taken.contains(&id.as_str()))
                    .expect("numbers do not end");
            }
        }
    }
    out
}

/// Code points of evidence that a record shares with spans.
fn shared(record: &Record, spans: &[(i64, i64)]) -> i64 {
    let overlap = |e: &jiehao_events::Evidence, s: &(i64, i64)| {
        ((e.end as i64).min(s.1) - (e.start as i64).max(s.0)).max(0)
    };
    let all = record.evidence.iter();
    all.flat_map(|e| spans.iter().map(move |s| overlap(e, s)))
        .sum()
}

#[cfg(test)]
mod tests {
    use jiehao_events::{Evidence, Filler};

    use super::*;

    fn visit(who: &str, start: usize, year: &str) -> Record {
        let filler = |name: &str| Filler {
            name: name.into(),
            ..Filler::default()
        };
        Record {
            kind: Type::Visit,
            roles: BTreeMap::from([
                ("visitor".into(), vec![filler(who)]),
                ("destination".into(), vec![filler("聊城市")]),
            ]),
            attributes: BTreeMap::from([("start".into(), year.into())]),
            evidence: vec![Evidence {
                start,
                end: start + 10,
                exact: "0123456789".into(),
            }],
            confidence: 0.9,
            grounds: Vec::new(),
            rule: "visit".into(),
            spans: Vec::new(),
        }
    }

    fn known(id: &str, record: &Record) -> Known {
        Known {
            id: id.into(),
            kind: record.kind.name().into(),
            name: name(record),
            spans: record
                .evidence
                .iter()
                .map(|e| (e.start as i64, e.end as i64))
                .collect(),
        }
    }

    #[test]
    fn an_id_does_not_depend_on_what_a_better_reader_adds() {
        let (one, mut other) = (visit("鲁安", 5, "2019"), visit("鲁安", 9, "2019-03"));
        other.confidence = 0.5;
        other.roles.get_mut("visitor").unwrap()[0].country = Some("CN".into());
        assert_eq!(
            ids("c-0123456789ab", &[one], &[]),
            ids("c-0123456789ab", &[other], &[])
        );
    }

    #[test]
    fn two_trips_of_one_delegation_stay_two() {
        let both = [visit("鲁安", 50, "2023"), visit("鲁安", 5, "2019")];
        let got = ids("c-0123456789ab", &both, &[]);
        assert_ne!(got[0], got[1]);
    }

    #[test]
    fn a_trip_found_later_does_not_take_the_id_of_another() {
        let second = visit("鲁安", 50, "2023");
        let first_run = ids("c-0123456789ab", std::slice::from_ref(&second), &[]);
        let earlier = [known(&first_run[0], &second)];
        let both = [visit("鲁安", 5, "2019"), second];
        let got = ids("c-0123456789ab", &both, &earlier);
        assert_eq!(got[1], first_run[0]);
        assert_ne!(got[0], got[1]);
    }

    #[test]
    fn sides_may_be_told_either_way_round() {
        let mut one = visit("鲁安", 5, "2019");
        one.kind = Type::Tie;
        let filler = |name: &str| {
            vec![Filler {
                name: name.into(),
                ..Filler::default()
            }]
        };
        one.roles = BTreeMap::from([("a".into(), filler("甲市")), ("b".into(), filler("乙市"))]);
        let mut other = one.clone();
        other.roles = BTreeMap::from([("a".into(), filler("乙市")), ("b".into(), filler("甲市"))]);
        assert_eq!(name(&one), name(&other));
    }
}
