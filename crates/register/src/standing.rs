//! How the records of a capture stand: which reading holds, what is ranked down and why, whom and
//! what they concern.
//!
//! All of it follows from what was read and decided, and is made anew for a capture whenever either
//! changes. Nothing that was read is touched: a record or statement that the newest version no
//! longer reads, or that a reviewer rejected, is ranked `lowered` with the reason.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_events::Type;

use crate::act::{self, Part, Traits};
use crate::decision::{self, Verdict};
use crate::entity::{self, Entity};
use crate::error::Result;
use crate::fact::{self, SAID, Statement};
use crate::meaning;
use crate::presence;
use crate::reach::Reach;
use crate::store::{Row, Transaction, Value, among};

/// A reading's place among the readings of its capture: the later version, then the later reading.
fn order(row: &Row) -> (Vec<u64>, String, String) {
    let numbers = row.text(1).split(['.', '-', '+']);
    let numbers = numbers.map_while(|n| n.parse().ok()).collect();
    (numbers, row.text(2).to_owned(), row.text(0).to_owned())
}

/// The reading of a capture that holds.
pub(crate) struct Current {
    /// Its number.
    pub n: i64,
    /// The version that made it.
    pub version: String,
    /// How many readings there are.
    pub of: usize,
}

/// The reading of a capture that holds.
pub(crate) fn current(tx: &mut dyn Transaction, capture: i64) -> Result<Option<Current>> {
    let sql = "SELECT id, version, at, n FROM reading WHERE capture = $1";
    let readings = tx.rows(sql, &[capture.into()])?;
    let current = readings.iter().max_by_key(|r| order(r));
    Ok(current.map(|r| Current {
        n: r.int(3),
        version: r.text(1).to_owned(),
        of: readings.len(),
    }))
}

/// Numbers of the readings that hold, by the numbers of their captures.
pub(crate) fn currents(tx: &mut dyn Transaction, captures: &[i64]) -> Result<BTreeMap<i64, i64>> {
    let sql = "SELECT id, version, at, n, capture FROM reading WHERE capture IN (#)";
    let mut readings: BTreeMap<i64, Row> = BTreeMap::new();
    for row in among(tx, sql, captures)? {
        let known = readings.get(&row.int(4));
        if known.is_none_or(|known| order(known) < order(&row)) {
            readings.insert(row.int(4), row);
        }
    }
    Ok(readings
        .into_iter()
        .map(|(n, row)| (n, row.int(3)))
        .collect())
}

/// A record whose standing is made.
#[derive(Clone, Copy)]
struct Of<'a> {
    n: i64,
    id: &'a str,
    kind: &'a str,
    reading: i64,
}

/// Makes the standing of a capture's records anew.
pub(crate) fn stand(tx: &mut dyn Transaction, capture: i64) -> Result<()> {
    let Some(current) = current(tx, capture)? else {
        return Ok(());
    };
    let sql = "SELECT n, id, type FROM record WHERE capture = $1 ORDER BY id";
    for record in tx.rows(sql, &[capture.into()])? {
        let of = Of {
            n: record.int(0),
            id: record.text(1),
            kind: record.text(2),
            reading: current.n,
        };
        let sql = "SELECT record FROM report WHERE record = $1 AND reading = $2";
        let read = !tx.rows(sql, &[of.n.into(), of.reading.into()])?.is_empty();
        let (rank, reason) = match decision::on_record(tx, record.text(1))? {
            Some((Verdict::Reject, ground)) => ("lowered", Some(ground)),
            Some((Verdict::Accept, ground)) => ("preferred", Some(ground)),
            _ if read => ("normal", None),
            _ => ("lowered", Some(format!("not read by {}", current.version))),
        };
        let said = said(tx, of.n, of.reading)?;
        forget(tx, of.n)?;
        stand_record(tx, of, rank, reason, &said)?;
    }
    if current.of > 1 {
        rank_statements(tx, capture, &current)?;
        name_all(tx, capture)?;
    }
    Ok(())
}

/// Makes the standing of records that are new, of a capture that is: number, id, type and what
/// each says. Nobody can have decided on them yet.
pub(crate) fn stand_fresh(
    tx: &mut dyn Transaction,
    reading: i64,
    records: &[(i64, &str, &str, &[Statement])],
) -> Result<()> {
    for (n, id, kind, said) in records {
        let of = Of {
            n: *n,
            id,
            kind,
            reading,
        };
        stand_record(tx, of, "normal", None, said)?;
    }
    Ok(())
}

/// Takes back what [`relate`] noted, and marks all whose acts may change by that.
fn forget(tx: &mut dyn Transaction, record: i64) -> Result<()> {
    tx.carry_out()?;
    let act = "SELECT act FROM standing WHERE record = $1";
    if let Some(act) = tx.number(act, &[record.into()])? {
        presence::withdraw(tx, act)?;
    }
    tx.run(
        "INSERT INTO unsettled (sort, thing) \
         SELECT DISTINCT 'act', o.record FROM handle h JOIN handle o ON o.handle = h.handle \
         WHERE h.record = $1 ON CONFLICT DO NOTHING",
        &[record.into()],
    )?;
    tx.run(
        "INSERT INTO unsettled (sort, thing) \
         SELECT 'act', o.record FROM standing s JOIN standing o ON o.act = s.act \
         WHERE s.record = $1 ON CONFLICT DO NOTHING",
        &[record.into()],
    )?;
    for table in ["mention", "concern", "handle"] {
        let sql = format!("DELETE FROM {table} WHERE record = $1");
        tx.run(&sql, &[record.into()])?;
    }
    Ok(())
}

fn stand_record(
    tx: &mut dyn Transaction,
    of: Of<'_>,
    rank: &str,
    reason: Option<String>,
    said: &[Statement],
) -> Result<()> {
    let attributes: BTreeMap<String, String> = said
        .iter()
        .filter(|s| !s.role)
        .map(|s| (s.property.clone(), s.value.clone()))
        .collect();
    let period = Type::named(of.kind).and_then(|kind| fact::period(kind, &attributes));
    let decided = decision::any(tx)?;
    let entities = entities(tx, of.id, said, decided)?;
    let parts = parts(said, &entities);
    let values: [Value; 9] = [
        of.n.into(),
        of.reading.into(),
        of.kind.into(),
        rank.into(),
        reason.into(),
        period.map(|p| p.from.to_string()).into(),
        period.map(|p| p.to.to_string()).into(),
        period.map(|p| p.precision.name()).into(),
        Traits::of(of.kind, &parts).told().into(),
    ];
    tx.run(
        "INSERT INTO standing (record, reading, type, rank, reason, since, until, precise, traits) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (record) DO UPDATE SET reading = excluded.reading, rank = excluded.rank, \
         reason = excluded.reason, since = excluded.since, until = excluded.until, \
         precise = excluded.precise, traits = excluded.traits",
        &values,
    )?;
    // what was marked is settled after what is ranked down has lost its handles
    let mark = "INSERT INTO unsettled (sort, thing) VALUES ('act', $1) ON CONFLICT DO NOTHING";
    tx.run(mark, &[of.n.into()])?;
    let mut numbers = Vec::with_capacity(entities.len());
    for (said, meant) in said.iter().zip(&entities) {
        let Some(meant) = meant else {
            numbers.push(None);
            continue;
        };
        // what nobody decided on is what the rule says, which is not worked out twice
        let own = match meant.one.is_some() || meant.apart {
            true => said.entity(),
            false => Some(meant.clone()),
        };
        let Some(mut own) = own else { continue };
        let mut number = add_entity(tx, &own)?;
        if meant.apart {
            own.id.clone_from(&meant.id);
            number = add_entity(tx, &own)?;
        }
        numbers.push(Some(number));
    }
    if rank == "lowered" {
        return Ok(());
    }
    for handle in act::handles(of.kind, &parts) {
        let reach = Reach::of(period, act::slack(of.kind));
        let sql = "INSERT INTO handle (handle, record, first, last) VALUES ($1, $2, $3, $4)";
        tx.run_late(sql, vec![handle, of.n, reach.first, reach.last])?;
    }
    relate(tx, of, said, &entities, &numbers)
}

/// What a record says by the reading that holds; all it ever said where that one is silent.
pub(crate) fn said(tx: &mut dyn Transaction, record: i64, reading: i64) -> Result<Vec<Statement>> {
    let mut of = said_by(tx, &[(record, reading)])?;
    Ok(of.remove(&record).unwrap_or_default())
}

/// As [`said`], of many records, each with the reading that holds.
pub(crate) fn said_by(
    tx: &mut dyn Transaction,
    read: &[(i64, i64)],
) -> Result<BTreeMap<i64, Vec<Statement>>> {
    let sql = format!(
        "SELECT {SAID}, s.record, a.reading, a.at FROM statement s \
         LEFT JOIN attestation a ON a.statement = s.n WHERE s.record IN (#)"
    );
    let records: Vec<i64> = read.iter().map(|r| r.0).collect();
    let mut all: BTreeMap<i64, Vec<Row>> = BTreeMap::new();
    for row in among(tx, &sql, &records)? {
        all.entry(row.int(13)).or_default().push(row);
    }
    let mut out = BTreeMap::new();
    for (record, reading) in read {
        let mut rows = all.remove(record).unwrap_or_default();
        if rows.iter().any(|row| row.int(14) == *reading) {
            rows.retain(|row| row.int(14) == *reading);
            rows.sort_by_key(|row| row.int(15));
        } else {
            rows.sort_by(|a, b| a.text(0).cmp(b.text(0)));
            rows.dedup_by(|a, b| a.text(0) == b.text(0));
        }
        out.insert(*record, rows.iter().map(Statement::read).collect());
    }
    Ok(out)
}

/// Whom a record mentions, and which places it concerns.
fn relate(
    tx: &mut dyn Transaction,
    of: Of<'_>,
    said: &[Statement],
    entities: &[Option<Entity>],
    numbers: &[Option<i64>],
) -> Result<()> {
    let mut concerns: BTreeSet<(String, &str, i64)> = BTreeSet::new();
    for (at, ((said, entity), number)) in said.iter().zip(entities).zip(numbers).enumerate() {
        let (Some(entity), Some(number)) = (entity, number) else {
            continue;
        };
        tx.run(
            "INSERT INTO mention (record, role, at, entity) VALUES ($1, $2, $3, $4)",
            &[
                of.n.into(),
                (&said.property).into(),
                (at as i64).into(),
                (*number).into(),
            ],
        )?;
        let country = entity.country.as_deref().filter(|c| *c != "CN");
        let home = entity
            .home
            .clone()
            .or_else(|| country.map(|c| format!("iso:{c}")));
        for (above, place) in home.iter().flat_map(|p| entity::with_wholes(p)).enumerate() {
            let above = i64::from(above > 0);
            concerns.insert((place, &said.property, above));
        }
    }
    for (place, role, above) in concerns {
        tx.run(
            "INSERT INTO concern (record, place, role, above) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
            &[of.n.into(), place.into(), role.into(), above.into()],
        )?;
    }
    Ok(())
}

/// What each statement of a record means, by the rule and, where anything was decided, by what people
/// decided.
pub(crate) fn entities(
    tx: &mut dyn Transaction,
    record: &str,
    said: &[Statement],
    decided: bool,
) -> Result<Vec<Option<Entity>>> {
    let mut out = Vec::with_capacity(said.len());
    for own in said.iter().map(Statement::entity) {
        out.push(match own {
            Some(own) if decided => Some(meaning::meant(tx, record, own)?),
            own => own,
        });
    }
    Ok(out)
}

/// Statements as [`act`] sees them.
pub(crate) fn parts<'a>(said: &'a [Statement], entities: &'a [Option<Entity>]) -> Vec<Part<'a>> {
    let all = said.iter().zip(entities);
    all.map(|(said, entity)| Part {
        name: &said.property,
        entity: entity.as_ref(),
        value: &said.value,
    })
    .collect()
}

/// Whoever was ever named stays known, though the reading that holds names him no more.
fn name_all(tx: &mut dyn Transaction, capture: i64) -> Result<()> {
    let sql = format!(
        "SELECT {SAID} FROM record r JOIN statement s ON s.record = r.n \
         WHERE r.capture = $1 AND s.role = 1"
    );
    for row in tx.rows(&sql, &[capture.into()])? {
        if let Some(entity) = Statement::read(&row).entity() {
            add_entity(tx, &entity)?;
        }
    }
    Ok(())
}

/// The number of an entity, which is made where there is none. Of several wordings the least is
/// kept, whichever came first.
pub(crate) fn add_entity(tx: &mut dyn Transaction, entity: &Entity) -> Result<i64> {
    let there = "SELECT n, name FROM entity WHERE id = $1";
    if let Some(row) = tx.rows(there, &[(&entity.id).into()])?.first() {
        if *entity.name < *row.text(1) {
            let sql = "UPDATE entity SET name = $2 WHERE n = $1";
            tx.run(sql, &[row.int(0).into(), (&entity.name).into()])?;
        }
        return Ok(row.int(0));
    }
    let added = tx.number(
        "INSERT INTO entity (n, id, sort, name, country, place) \
         VALUES ((SELECT coalesce(max(n), 0) + 1 FROM entity), $1, $2, $3, $4, $5) RETURNING n",
        &[
            (&entity.id).into(),
            entity.sort.name().into(),
            (&entity.name).into(),
            entity.country.clone().into(),
            entity.place.clone().into(),
        ],
    )?;
    Ok(added.unwrap_or_default())
}

/// Statements that the reading that holds does not make.
fn rank_statements(tx: &mut dyn Transaction, capture: i64, current: &Current) -> Result<()> {
    tx.run(
        "DELETE FROM statement_rank WHERE statement IN (SELECT s.n FROM statement s \
         JOIN record r ON r.n = s.record WHERE r.capture = $1)",
        &[capture.into()],
    )?;
    tx.run(
        "INSERT INTO statement_rank (statement, rank, reason) \
         SELECT s.n, 'lowered', $3 FROM record r JOIN statement s ON s.record = r.n \
         WHERE r.capture = $1 AND NOT EXISTS (SELECT 1 FROM attestation a \
         WHERE a.statement = s.n AND a.reading = $2)",
        &[
            capture.into(),
            current.n.into(),
            format!("not read by {}", current.version).into(),
        ],
    )?;
    Ok(())
}
