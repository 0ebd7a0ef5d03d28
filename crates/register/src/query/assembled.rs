//! Acts and records, put together from the tables they lie in: many at a time, since a list of forty acts
//! would otherwise ask several hundred questions.

use std::collections::BTreeMap;

use crate::act::act_id;
use crate::decision;
use crate::error::Result;
use crate::fact::Statement;
use crate::query::together::{together, weighed};
use crate::query::views::{ActView, FillerView, Quote, RecordView};
use crate::standing;
use crate::store::{Row, Transaction, among};
use crate::time::Period;

/// Acts put together at a time.
const AT_ONCE: usize = 256;

/// How much of an act is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All that is on record.
    Whole,
    /// What a line of a list shows: not by which rule and how surely a report was read, which lies
    /// elsewhere and would have to be read for each line.
    Line,
}

/// An act with its reports, by the number of the record that founds it.
pub(crate) fn act(tx: &mut dyn Transaction, n: i64) -> Result<Option<ActView>> {
    Ok(acts(tx, &[n])?.pop())
}

/// Acts with their reports, by the numbers of the records that found them, in the order given; those
/// that are not there left out.
pub(crate) fn acts(tx: &mut dyn Transaction, numbers: &[i64]) -> Result<Vec<ActView>> {
    let acts = numbered(tx, numbers, Detail::Whole)?.into_iter();
    Ok(acts.map(|(_, act)| act).collect())
}

/// As [`acts`], each with its number.
pub(crate) fn numbered(
    tx: &mut dyn Transaction,
    numbers: &[i64],
    detail: Detail,
) -> Result<Vec<(i64, ActView)>> {
    let mut out = Vec::with_capacity(numbers.len());
    for some in numbers.chunks(AT_ONCE) {
        let mut heads: BTreeMap<i64, Row> = BTreeMap::new();
        let sql = "SELECT a.n, a.type, a.since, a.until, a.precise, a.reports, a.sources, r.id \
                   FROM act a JOIN record r ON r.n = a.n WHERE a.n IN (#)";
        for row in among(tx, sql, some)? {
            heads.insert(row.int(0), row);
        }
        // an act of one report is known by the number of that one
        let (alone, several): (Vec<&Row>, Vec<&Row>) =
            heads.values().partition(|head| head.int(5) == 1);
        let mut members: BTreeMap<i64, Vec<RecordView>> = BTreeMap::new();
        for (column, heads) in [("s.record", alone), ("s.act", several)] {
            let there: Vec<i64> = heads.iter().map(|head| head.int(0)).collect();
            for (act, record) in records(tx, column, &there, detail)? {
                members.entry(act).or_default().push(record);
            }
        }
        for n in some {
            if let Some(head) = heads.remove(n) {
                let members = members.remove(n).unwrap_or_default();
                out.push((*n, assemble(&head, members)));
            }
        }
    }
    Ok(out)
}

/// An act of its row and its reports.
fn assemble(head: &Row, records: Vec<RecordView>) -> ActView {
    let period = Period::stored(head.maybe(2), head.maybe(3), head.text(4));
    let (attributes, conflicts) = weighed(&records);
    ActView {
        id: act_id(head.text(7)),
        kind: head.text(1).to_owned(),
        when: period.map(|p| p.to_string()),
        roles: together(&records),
        attributes,
        conflicts,
        reports: head.int(5),
        sources: head.int(6),
        records,
    }
}

/// A record by its number.
pub(crate) fn record(tx: &mut dyn Transaction, n: i64) -> Result<Option<RecordView>> {
    let mut found = records(tx, "s.record", &[n], Detail::Whole)?;
    Ok(found.pop().map(|(_, record)| record))
}

/// The records whose column is one of these numbers, by their ids, each with the number of its act.
fn records(
    tx: &mut dyn Transaction,
    column: &str,
    numbers: &[i64],
    detail: Detail,
) -> Result<Vec<(i64, RecordView)>> {
    let sql = format!(
        "SELECT s.record, s.act, s.type, f.id, c.id, s.rank, s.reason, s.since, s.until, s.precise, \
         s.reading, r.id FROM standing s JOIN record r ON r.n = s.record \
         JOIN capture c ON c.n = r.capture LEFT JOIN record f ON f.n = s.act \
         WHERE {column} IN (#)"
    );
    let mut rows = among(tx, &sql, numbers)?;
    rows.sort_by(|a, b| a.text(11).cmp(b.text(11)));
    let all: Vec<i64> = rows.iter().map(|r| r.int(0)).collect();
    let mut words = evidence(tx, &all)?;
    let reports = match detail {
        Detail::Whole => reports(tx, &rows, &all)?,
        // the reading that holds is silent on few: then it is the last that was not
        Detail::Line => {
            let silent = |row: &&Row| {
                let words = words.get(&row.int(0)).into_iter().flatten();
                words.into_iter().all(|word| word.int(1) != row.int(10))
            };
            let silent = rows.iter().filter(silent).map(|r| r.int(0));
            reports(tx, &rows, &silent.collect::<Vec<i64>>())?
        }
    };
    let read = |row: &Row| {
        let reading = reports.get(&row.int(0)).map_or(row.int(10), |r| r.int(1));
        (row.int(0), reading)
    };
    let read: Vec<(i64, i64)> = rows.iter().map(read).collect();
    for (record, reading) in &read {
        if let Some(words) = words.get_mut(record) {
            words.retain(|word| word.int(1) == *reading);
        }
    }
    let mut said = standing::said_by(tx, &read)?;
    let decided = decision::any(tx)?;
    let none = Row(Vec::new());
    let mut out = Vec::with_capacity(rows.len());
    for row in &rows {
        let n = row.int(0);
        let last = reports.get(&n).unwrap_or(&none);
        let said = said.remove(&n).unwrap_or_default();
        let (roles, attributes) = told(tx, row.text(11), &said, decided)?;
        let capture = row.text(4);
        let quotes = words.remove(&n).unwrap_or_default();
        let period = Period::stored(row.maybe(7), row.maybe(8), row.text(9));
        let view = RecordView {
            id: row.text(11).to_owned(),
            kind: row.text(2).to_owned(),
            act: row.maybe(3).map(act_id),
            capture: capture.to_owned(),
            rank: row.text(5).to_owned(),
            reason: row.owned(6),
            when: period.map(|p| p.to_string()),
            roles,
            attributes,
            confidence: last.real(2),
            rule: last.text(3).to_owned(),
            reader: last.text(4).to_owned(),
            evidence: quotes.iter().map(|q| quote(capture, q)).collect(),
        };
        out.push((row.int(1), view));
    }
    Ok(out)
}

/// Of each record the report of the reading that holds, or of the last that had it.
fn reports(
    tx: &mut dyn Transaction,
    standing: &[Row],
    records: &[i64],
) -> Result<BTreeMap<i64, Row>> {
    let holds: BTreeMap<i64, i64> = standing.iter().map(|r| (r.int(0), r.int(10))).collect();
    let sql = "SELECT p.record, p.reading, p.confidence, p.rule, g.version, g.at, g.id \
               FROM report p JOIN reading g ON g.n = p.reading WHERE p.record IN (#)";
    let mut out: BTreeMap<i64, Row> = BTreeMap::new();
    for row in among(tx, sql, records)? {
        let holding = |r: &Row| holds.get(&r.int(0)) == Some(&r.int(1));
        let better = |known: &Row| {
            let (one, other) = (holding(&row), holding(known));
            let later = row.text(5).cmp(known.text(5));
            let later = later.then_with(|| known.text(6).cmp(row.text(6)));
            one && !other || one == other && later.is_gt()
        };
        if out.get(&row.int(0)).is_none_or(better) {
            out.insert(row.int(0), row);
        }
    }
    Ok(out)
}

/// The words of records in all readings, in their order.
fn evidence(tx: &mut dyn Transaction, records: &[i64]) -> Result<BTreeMap<i64, Vec<Row>>> {
    let sql = "SELECT record, reading, at, first, last, exact FROM evidence WHERE record IN (#)";
    let mut rows = among(tx, sql, records)?;
    rows.sort_by_key(|row| row.int(2));
    let mut out: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
    for row in rows {
        out.entry(row.int(0)).or_default().push(row);
    }
    Ok(out)
}

fn quote(capture: &str, row: &Row) -> Quote {
    Quote {
        capture: capture.to_owned(),
        start: row.int(3),
        end: row.int(4),
        exact: row.text(5).to_owned(),
    }
}

/// What a record says, by role and by attribute.
#[allow(clippy::type_complexity)]
fn told(
    tx: &mut dyn Transaction,
    record: &str,
    said: &[Statement],
    decided: bool,
) -> Result<(BTreeMap<String, Vec<FillerView>>, BTreeMap<String, String>)> {
    let mut roles: BTreeMap<String, Vec<FillerView>> = BTreeMap::new();
    let mut attributes = BTreeMap::new();
    let meant = standing::entities(tx, record, said, decided)?;
    for (said, entity) in said.iter().zip(meant) {
        match entity {
            Some(entity) => roles
                .entry(said.property.clone())
                .or_default()
                .push(FillerView::new(said, &entity)),
            None => {
                attributes.insert(said.property.clone(), said.value.clone());
            }
        }
    }
    Ok((roles, attributes))
}
