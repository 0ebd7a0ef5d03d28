//! Acts where something changed: all reports that handles lead to, clustered anew.

use std::collections::{BTreeMap, BTreeSet};

use crate::act::{self, Report, Verdicts};
use crate::decision;
use crate::entity::Entity;
use crate::error::Result;
use crate::fact::Statement;
use crate::standing;
use crate::store::{Transaction, Value};
use crate::time::Period;

/// Settles the acts around a handle, or around an act that lost a report.
pub(crate) fn acts(tx: &mut dyn Transaction, thing: &str) -> Result<()> {
    let sql = "SELECT thing FROM unsettled WHERE sort = 'act' AND thing = $1";
    if tx.rows(sql, &[thing.into()])?.is_empty() {
        // settled together with a neighbour
        return Ok(());
    }
    let (records, handles) = neighbourhood(tx, thing)?;
    let mut reports = Vec::with_capacity(records.len());
    for record in &records {
        reports.extend(report(tx, record)?);
    }
    let mut verdicts = Verdicts::default();
    for (same, a, b) in decision::pairs(tx, &records)? {
        verdicts.add(same, &a, &b);
    }
    let found = act::acts(&reports, &verdicts);
    let mut gone: BTreeSet<String> = BTreeSet::new();
    gone.extend(thing.starts_with("a-").then(|| thing.to_owned()));
    for record in &records {
        let was = tx.rows(
            "SELECT act FROM standing WHERE record = $1",
            &[record.into()],
        )?;
        gone.extend(was.first().and_then(|r| r.owned(0)));
    }
    for act in &gone {
        // a record that was ranked down, and leads here by nothing else, is of no act any more
        tx.run(
            "UPDATE standing SET act = NULL WHERE act = $1",
            &[act.into()],
        )?;
        tx.run("DELETE FROM presence WHERE act = $1", &[act.into()])?;
        tx.run("DELETE FROM act WHERE id = $1", &[act.into()])?;
    }
    for members in found {
        put(
            tx,
            &members.iter().map(|n| &reports[*n]).collect::<Vec<_>>(),
        )?;
    }
    for handle in handles.iter().chain([&thing.to_owned()]) {
        let sql = "DELETE FROM unsettled WHERE sort = 'act' AND thing = $1";
        tx.run(sql, &[handle.into()])?;
    }
    Ok(())
}

/// All records that handles and reviewers' words lead to, and the handles passed.
fn neighbourhood(
    tx: &mut dyn Transaction,
    thing: &str,
) -> Result<(BTreeSet<String>, BTreeSet<String>)> {
    let (mut records, mut handles) = (BTreeSet::new(), BTreeSet::new());
    let mut open: Vec<String> = Vec::new();
    if thing.starts_with("a-") {
        let of_act = "SELECT record FROM standing WHERE act = $1 AND rank <> 'lowered'";
        for row in tx.rows(of_act, &[thing.into()])? {
            if records.insert(row.text(0).to_owned()) {
                open.push(row.text(0).to_owned());
            }
        }
    } else {
        handles.insert(thing.to_owned());
        enter(tx, thing, &mut records, &mut open)?;
    }
    while let Some(record) = open.pop() {
        let of_record = "SELECT handle FROM handle WHERE record = $1";
        for row in tx.rows(of_record, &[(&record).into()])? {
            if handles.insert(row.text(0).to_owned()) {
                enter(tx, row.text(0), &mut records, &mut open)?;
            }
        }
        for other in decision::joined(tx, &record)? {
            let holds = "SELECT record FROM standing WHERE record = $1 AND rank <> 'lowered'";
            if !tx.rows(holds, &[(&other).into()])?.is_empty() && records.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    Ok((records, handles))
}

fn enter(
    tx: &mut dyn Transaction,
    handle: &str,
    records: &mut BTreeSet<String>,
    open: &mut Vec<String>,
) -> Result<()> {
    for row in tx.rows(
        "SELECT record FROM handle WHERE handle = $1",
        &[handle.into()],
    )? {
        if records.insert(row.text(0).to_owned()) {
            open.push(row.text(0).to_owned());
        }
    }
    Ok(())
}

fn report(tx: &mut dyn Transaction, record: &str) -> Result<Option<Report>> {
    let sql = "SELECT type, reading, since, until, precise, capture FROM standing \
               WHERE record = $1";
    let rows = tx.rows(sql, &[record.into()])?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let said = standing::said(tx, record, row.text(1))?;
    let entities: Vec<Option<Entity>> = said.iter().map(Statement::entity).collect();
    let parts = standing::parts(&said, &entities);
    let kind = row.text(0);
    let title = |p: &&act::Part<'_>| kind == "agreement" && p.name == "title";
    Ok(Some(Report {
        record: record.to_owned(),
        handles: act::handles(kind, &parts),
        slack: act::slack(kind),
        page: act::is_one_record(kind).then(|| row.text(5).to_owned()),
        period: Period::stored(row.maybe(2), row.maybe(3), row.text(4)),
        titles: parts
            .iter()
            .filter(title)
            .map(|p| crate::grams::plain(p.value))
            .collect(),
        places: act::places(&parts),
    }))
}

/// Writes an act down: its time as told most precisely, by most reports, and earliest.
fn put(tx: &mut dyn Transaction, members: &[&Report]) -> Result<()> {
    let id = act::act_id(&members[0].record);
    let mut times: BTreeMap<Period, usize> = BTreeMap::new();
    for period in members.iter().filter_map(|r| r.period) {
        *times.entry(period).or_default() += 1;
    }
    let most = times
        .iter()
        .min_by_key(|(p, n)| (p.precision, usize::MAX - **n, p.from, p.to));
    let period = most.map(|(p, _)| *p);
    let mut sources = BTreeSet::new();
    let mut kind = String::new();
    for member in members {
        let rows = tx.rows(
            "SELECT s.type, s.capture, c.original FROM standing s \
             LEFT JOIN copy c ON c.capture = s.capture WHERE s.record = $1",
            &[(&member.record).into()],
        )?;
        if let Some(row) = rows.first() {
            kind = row.text(0).to_owned();
            sources.insert(row.maybe(2).unwrap_or(row.text(1)).to_owned());
        }
    }
    let values: [Value; 7] = [
        (&id).into(),
        kind.into(),
        period.map(|p| p.from.to_string()).into(),
        period.map(|p| p.to.to_string()).into(),
        period.map(|p| p.precision.name()).into(),
        (members.len() as i64).into(),
        (sources.len() as i64).into(),
    ];
    tx.run(
        "INSERT INTO act (id, type, since, until, precise, reports, sources) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &values,
    )?;
    for member in members {
        tx.run(
            "UPDATE standing SET act = $2 WHERE record = $1",
            &[(&member.record).into(), (&id).into()],
        )?;
        tx.run(
            "INSERT INTO presence (place, type, way, since, act) \
             SELECT DISTINCT c.place, a.type, CASE WHEN a.type <> 'visit' THEN '' \
             WHEN c.role = 'destination' THEN 'in' ELSE 'out' END, coalesce(a.since, ''), a.id \
             FROM concern c JOIN act a ON a.id = $2 WHERE c.record = $1 ON CONFLICT DO NOTHING",
            &[(&member.record).into(), (&id).into()],
        )?;
    }
    Ok(())
}
