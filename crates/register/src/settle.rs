//! Acts where something changed: all reports that handles lead to, clustered anew.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::act::{self, Report, Traits, Verdicts};
use crate::decision;
use crate::error::Result;
use crate::presence;
use crate::reach::Reach;
use crate::store::{Row, Transaction, Value};
use crate::time::Period;

/// Which records share a handle, looked up for many records ahead: in the order of the handles, so
/// that the leaves of a large index are gone through once instead of each at random.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    of_record: HashMap<i64, Vec<i64>>,
    by_handle: HashMap<i64, Vec<Held>>,
}

/// A record that a handle leads to, and the days it may be of.
#[derive(Clone, Copy, Debug)]
struct Held {
    record: i64,
    reach: Reach,
}

impl Shared {
    /// Looks ahead for records that are to be settled in this transaction.
    pub fn ahead(tx: &mut dyn Transaction, records: &[i64]) -> Result<Self> {
        let mut shared = Self::default();
        let mut handles = BTreeSet::new();
        for record in records {
            handles.extend(shared.handles(tx, *record)?);
        }
        for handle in handles {
            shared.held(tx, handle)?;
        }
        Ok(shared)
    }

    fn handles(&mut self, tx: &mut dyn Transaction, record: i64) -> Result<&[i64]> {
        Ok(match self.of_record.entry(record) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(room) => {
                let sql = "SELECT handle FROM handle WHERE record = $1";
                let rows = tx.rows(sql, &[record.into()])?;
                room.insert(rows.iter().map(|r| r.int(0)).collect())
            }
        })
    }

    fn held(&mut self, tx: &mut dyn Transaction, handle: i64) -> Result<&[Held]> {
        Ok(match self.by_handle.entry(handle) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(room) => {
                let sql = "SELECT record, first, last FROM handle WHERE handle = $1";
                let held = |r: &Row| Held {
                    record: r.int(0),
                    reach: Reach {
                        first: r.int(1),
                        last: r.int(2),
                    },
                };
                let rows = tx.rows(sql, &[handle.into()])?;
                room.insert(rows.iter().map(held).collect())
            }
        })
    }
}

/// Settles the acts around a record.
pub(crate) fn acts(tx: &mut dyn Transaction, shared: &mut Shared, record: i64) -> Result<()> {
    let marked = "SELECT thing FROM unsettled WHERE sort = 'act' AND thing = $1";
    if tx.rows(marked, &[record.into()])?.is_empty() {
        // settled together with a neighbour
        return Ok(());
    }
    let decided = decision::any(tx)?;
    let around = neighbourhood(tx, shared, record, decided)?;
    let mut reports = Vec::with_capacity(around.len());
    let mut marked = BTreeSet::new();
    let mut were: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (n, handles) in around {
        let (report, act) = report(tx, n, handles)?;
        if let Some(act) = act {
            were.entry(act).or_default().insert(n);
        }
        reports.extend(report);
        let done = "DELETE FROM unsettled WHERE sort = 'act' AND thing = $1";
        if tx.run(done, &[n.into()])? > 0 {
            marked.insert(n);
        }
    }
    let mut verdicts = Verdicts::default();
    if decided {
        let ids = reports.iter().map(|r| r.record.clone()).collect();
        for (same, a, b) in decision::pairs(tx, &ids)? {
            verdicts.add(same, &a, &b);
        }
    }
    let mut new = Vec::new();
    for members in act::acts(&reports, &verdicts) {
        let members: Vec<&Report> = members.iter().map(|n| &reports[*n]).collect();
        let are: BTreeSet<i64> = members.iter().map(|r| r.n).collect();
        // most of a large neighbourhood is as it was: only what is new in it is written
        let same = were.get(&members[0].n) == Some(&are) && are.is_disjoint(&marked);
        if same {
            were.remove(&members[0].n);
        } else {
            new.push(members);
        }
    }
    for act in were.into_keys() {
        presence::withdraw(tx, act)?;
        // a record that was ranked down, and leads here by nothing else, is of no act any more
        let sql = "UPDATE standing SET act = NULL WHERE act = $1";
        tx.run(sql, &[act.into()])?;
        tx.run("DELETE FROM act WHERE n = $1", &[act.into()])?;
    }
    for members in new {
        put(tx, &members)?;
    }
    Ok(())
}

/// All records that handles and reviewers' words lead to, by way of any number of others, each with
/// its handles. A handle leads to those alone whose times allow one act: no other could be joined, and
/// what is not reached would cluster by itself in any case (`act::acts`).
fn neighbourhood(
    tx: &mut dyn Transaction,
    shared: &mut Shared,
    record: i64,
    decided: bool,
) -> Result<BTreeMap<i64, BTreeSet<i64>>> {
    let mut around = BTreeMap::from([(record, BTreeSet::new())]);
    let mut passed = BTreeSet::new();
    let mut open = vec![record];
    while let Some(record) = open.pop() {
        let handles: BTreeSet<i64> = shared.handles(tx, record)?.iter().copied().collect();
        let mut met = Vec::new();
        for handle in &handles {
            let held = shared.held(tx, *handle)?;
            let Some(own) = held.iter().find(|h| h.record == record).map(|h| h.reach) else {
                continue;
            };
            if passed.insert((*handle, own)) {
                let near = held.iter().filter(|h| h.reach.meets(own));
                met.extend(near.map(|h| h.record));
            }
        }
        if decided {
            for other in decision::joined(tx, record)? {
                let holds = "SELECT s.record FROM record r JOIN standing s ON s.record = r.n \
                             WHERE r.id = $1 AND s.rank <> 'lowered'";
                let held = tx.rows(holds, &[other.into()])?;
                met.extend(held.iter().map(|r| r.int(0)));
            }
        }
        for other in met {
            around.entry(other).or_insert_with(|| {
                open.push(other);
                BTreeSet::new()
            });
        }
        around.insert(record, handles);
    }
    Ok(around)
}

/// A record as a report, where it holds, and the act that it was of.
fn report(
    tx: &mut dyn Transaction,
    n: i64,
    handles: BTreeSet<i64>,
) -> Result<(Option<Report>, Option<i64>)> {
    let sql = "SELECT r.id, s.type, s.rank, s.since, s.until, s.precise, s.traits, r.capture, s.act, \
               coalesce(c.original, r.capture) \
               FROM standing s JOIN record r ON r.n = s.record \
               LEFT JOIN copy c ON c.capture = r.capture WHERE s.record = $1";
    let rows = tx.rows(sql, &[n.into()])?;
    let Some(row) = rows.first() else {
        return Ok((None, None));
    };
    let (kind, capture) = (row.text(1), row.int(7));
    let report = Report {
        record: row.text(0).to_owned(),
        n,
        kind: kind.to_owned(),
        handles,
        slack: act::slack(kind),
        page: act::is_one_record(kind).then_some(capture),
        source: row.int(9),
        period: Period::stored(row.maybe(3), row.maybe(4), row.text(5)),
        traits: Traits::understood(row.text(6)),
    };
    Ok(((row.text(2) != "lowered").then_some(report), row.number(8)))
}

/// Writes an act down: its time as told most precisely, by most reports, and earliest.
fn put(tx: &mut dyn Transaction, members: &[&Report]) -> Result<()> {
    let founder = members[0];
    let mut times: BTreeMap<Period, usize> = BTreeMap::new();
    for period in members.iter().filter_map(|r| r.period) {
        *times.entry(period).or_default() += 1;
    }
    let most = times
        .iter()
        .min_by_key(|(p, n)| (p.precision, usize::MAX - **n, p.from, p.to));
    let period = most.map(|(p, _)| *p);
    let sources: BTreeSet<i64> = members.iter().map(|r| r.source).collect();
    let values: [Value; 7] = [
        founder.n.into(),
        (&founder.kind).into(),
        period.map(|p| p.from.to_string()).into(),
        period.map(|p| p.to.to_string()).into(),
        period.map(|p| p.precision.name()).into(),
        (members.len() as i64).into(),
        (sources.len() as i64).into(),
    ];
    tx.run(
        "INSERT INTO act (n, type, since, until, precise, reports, sources) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &values,
    )?;
    for member in members {
        tx.run(
            "UPDATE standing SET act = $2 WHERE record = $1",
            &[member.n.into(), founder.n.into()],
        )?;
    }
    presence::show(tx, founder.n)
}
