//! How the records of a capture stand: which reading holds, what is ranked down and why, whom and
//! what they concern.
//!
//! All of it follows from what was read and decided, and is made anew for a capture whenever either
//! changes. Nothing that was read is touched: a record or statement that the newest version no
//! longer reads, or that a reviewer rejected, is ranked `lowered` with the reason.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_events::Type;

use crate::act::{self, Part};
use crate::decision::{self, Verdict};
use crate::entity::{self, Entity};
use crate::error::Result;
use crate::fact::{self, SAID, Statement};
use crate::store::{Row, Transaction, Value};

/// A reading's place among the readings of its capture: the later version, then the later reading.
fn order(row: &Row) -> (Vec<u64>, String, String) {
    let numbers = row.text(1).split(['.', '-', '+']);
    let numbers = numbers.map_while(|n| n.parse().ok()).collect();
    (numbers, row.text(2).to_owned(), row.text(0).to_owned())
}

/// The reading of a capture that holds, its version, and how many there are.
pub(crate) fn current(
    tx: &mut dyn Transaction,
    capture: &str,
) -> Result<Option<(String, String, usize)>> {
    let sql = "SELECT id, version, at FROM reading WHERE capture = $1";
    let readings = tx.rows(sql, &[capture.into()])?;
    let current = readings.iter().max_by_key(|r| order(r));
    Ok(current.map(|r| (r.text(0).to_owned(), r.text(1).to_owned(), readings.len())))
}

/// Makes the standing of a capture's records anew.
pub(crate) fn stand(tx: &mut dyn Transaction, capture: &str) -> Result<()> {
    let Some((reading, version, readings)) = current(tx, capture)? else {
        return Ok(());
    };
    let (reading, version) = (reading.as_str(), version.as_str());
    mark(tx, capture)?;
    let sql = "SELECT id, type FROM record WHERE capture = $1 ORDER BY id";
    for record in tx.rows(sql, &[capture.into()])? {
        let (id, kind) = (record.text(0), record.text(1));
        stand_record(tx, capture, id, kind, reading, version)?;
    }
    if readings > 1 {
        rank_statements(tx, capture, reading, version)?;
        name_all(tx, capture)?;
    }
    mark(tx, capture)
}

/// Marks the acts that records of a capture may be of.
fn mark(tx: &mut dyn Transaction, capture: &str) -> Result<()> {
    tx.run(
        "INSERT INTO unsettled (sort, thing) \
         SELECT DISTINCT 'act', h.handle FROM record r JOIN handle h ON h.record = r.id \
         WHERE r.capture = $1 ON CONFLICT DO NOTHING",
        &[capture.into()],
    )?;
    Ok(())
}

fn stand_record(
    tx: &mut dyn Transaction,
    capture: &str,
    id: &str,
    kind: &str,
    reading: &str,
    version: &str,
) -> Result<()> {
    let sql = "SELECT record FROM report WHERE record = $1 AND reading = $2";
    let read = !tx.rows(sql, &[id.into(), reading.into()])?.is_empty();
    let (rank, reason) = match decision::on_record(tx, id)? {
        Some((Verdict::Reject, ground)) => ("lowered", Some(ground)),
        Some((Verdict::Accept, ground)) => ("preferred", Some(ground)),
        _ if read => ("normal", None),
        _ => ("lowered", Some(format!("not read by {version}"))),
    };
    let said = said(tx, id, reading)?;
    let attributes: BTreeMap<String, String> = said
        .iter()
        .filter(|s| !s.role)
        .map(|s| (s.property.clone(), s.value.clone()))
        .collect();
    let period = Type::named(kind).and_then(|kind| fact::period(kind, &attributes));
    let values: [Value; 9] = [
        id.into(),
        capture.into(),
        kind.into(),
        reading.into(),
        rank.into(),
        reason.into(),
        period.map(|p| p.from.to_string()).into(),
        period.map(|p| p.to.to_string()).into(),
        period.map(|p| p.precision.name()).into(),
    ];
    tx.run(
        "INSERT INTO standing (record, capture, type, reading, rank, reason, since, until, precise) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (record) DO UPDATE SET reading = excluded.reading, rank = excluded.rank, \
         reason = excluded.reason, since = excluded.since, until = excluded.until, \
         precise = excluded.precise",
        &values,
    )?;
    relate(tx, id, kind, rank != "lowered", &said)
}

/// What a record says by the reading that holds; all it ever said where that one is silent.
pub(crate) fn said(
    tx: &mut dyn Transaction,
    record: &str,
    reading: &str,
) -> Result<Vec<Statement>> {
    let rows = tx.rows(
        &format!(
            "SELECT {SAID} FROM statement s JOIN attestation a ON a.statement = s.id \
             WHERE s.record = $1 AND a.reading = $2 ORDER BY a.n"
        ),
        &[record.into(), reading.into()],
    )?;
    let rows = match rows.is_empty() {
        false => rows,
        true => tx.rows(
            &format!("SELECT {SAID} FROM statement s WHERE s.record = $1 ORDER BY s.id"),
            &[record.into()],
        )?,
    };
    Ok(rows.iter().map(Statement::read).collect())
}

/// Whom a record mentions, which places it concerns, and by which handles its act is found.
fn relate(
    tx: &mut dyn Transaction,
    id: &str,
    kind: &str,
    holds: bool,
    said: &[Statement],
) -> Result<()> {
    for table in ["mention", "concern", "handle"] {
        tx.run(
            &format!("DELETE FROM {table} WHERE record = $1"),
            &[id.into()],
        )?;
    }
    let entities: Vec<Option<Entity>> = said.iter().map(Statement::entity).collect();
    for entity in entities.iter().flatten() {
        add_entity(tx, entity)?;
    }
    let parts = parts(said, &entities);
    for handle in act::handles(kind, &parts) {
        // what is ranked down is marked by its handles a last time, and has none
        let sql = match holds {
            true => "INSERT INTO handle (handle, record) VALUES ($1, $2)",
            false => {
                "INSERT INTO unsettled (sort, thing) SELECT 'act', $1 FROM record \
                      WHERE id = $2 ON CONFLICT DO NOTHING"
            }
        };
        tx.run(sql, &[handle.into(), id.into()])?;
    }
    if !holds {
        let sql = "INSERT INTO unsettled (sort, thing) SELECT 'act', act FROM standing \
                   WHERE record = $1 AND act IS NOT NULL ON CONFLICT DO NOTHING";
        tx.run(sql, &[id.into()])?;
        return Ok(());
    }
    let mut concerns: BTreeSet<(String, String, i64)> = BTreeSet::new();
    for (n, (said, entity)) in said.iter().zip(&entities).enumerate() {
        let Some(entity) = entity else { continue };
        tx.run(
            "INSERT INTO mention (record, role, n, entity, home) VALUES ($1, $2, $3, $4, $5)",
            &[
                id.into(),
                (&said.property).into(),
                (n as i64).into(),
                (&entity.id).into(),
                entity.home.clone().into(),
            ],
        )?;
        let country = entity.country.as_deref().filter(|c| *c != "CN");
        let home = entity
            .home
            .clone()
            .or_else(|| country.map(|c| format!("iso:{c}")));
        for (above, place) in home.iter().flat_map(|p| entity::with_wholes(p)).enumerate() {
            let above = i64::from(above > 0);
            concerns.insert((place, said.property.clone(), above));
        }
    }
    for (place, role, above) in concerns {
        tx.run(
            "INSERT INTO concern (place, record, role, above) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
            &[place.into(), id.into(), role.into(), above.into()],
        )?;
    }
    Ok(())
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
fn name_all(tx: &mut dyn Transaction, capture: &str) -> Result<()> {
    let sql = format!(
        "SELECT {SAID} FROM record r JOIN statement s ON s.record = r.id \
         WHERE r.capture = $1 AND s.role = 1"
    );
    for row in tx.rows(&sql, &[capture.into()])? {
        if let Some(entity) = Statement::read(&row).entity() {
            add_entity(tx, &entity)?;
        }
    }
    Ok(())
}

fn add_entity(tx: &mut dyn Transaction, entity: &Entity) -> Result<()> {
    tx.run(
        // of several wordings the least is kept, whichever came first
        "INSERT INTO entity (id, sort, name, country, place) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE excluded.name < entity.name",
        &[
            (&entity.id).into(),
            entity.sort.name().into(),
            (&entity.name).into(),
            entity.country.clone().into(),
            entity.place.clone().into(),
        ],
    )?;
    Ok(())
}

/// Statements that the reading that holds does not make.
fn rank_statements(
    tx: &mut dyn Transaction,
    capture: &str,
    reading: &str,
    version: &str,
) -> Result<()> {
    tx.run(
        "DELETE FROM statement_rank WHERE statement IN (SELECT s.id FROM statement s \
         JOIN record r ON r.id = s.record WHERE r.capture = $1)",
        &[capture.into()],
    )?;
    tx.run(
        "INSERT INTO statement_rank (statement, rank, reason) \
         SELECT s.id, 'lowered', $3 FROM record r JOIN statement s ON s.record = r.id \
         WHERE r.capture = $1 AND NOT EXISTS (SELECT 1 FROM attestation a \
         WHERE a.statement = s.id AND a.reading = $2)",
        &[
            capture.into(),
            reading.into(),
            format!("not read by {version}").into(),
        ],
    )?;
    Ok(())
}
