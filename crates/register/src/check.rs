//! Whether a register can be answered for: every hash, every id, every quote, every decision, and
//! all that follows from them.

use std::collections::BTreeMap;

use xxhash_rust::xxh3::xxh3_128;

use crate::decision;
use crate::error::Result;
use crate::fact::{self, SAID, Statement};
use crate::id::{id, id_within};
use crate::ingest;
use crate::list;
use crate::meaning;
use crate::register::{Register, changed, settle_all};
use crate::standing;
use crate::store::{Purpose, Transaction};
use crate::tables::FOLLOWING;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The id or table concerned.
    pub thing: String,
    /// What is wrong with it.
    pub what: String,
}

/// Numbers of records of one name on a page that an id is looked for among.
const NAMESAKES: usize = 1000;

impl Register {
    /// Checks everything. With `mend`, what follows is made anew where it differs; what was taken,
    /// read and decided is never touched.
    ///
    /// # Errors
    /// The database failed.
    pub fn check(&mut self, mend: bool) -> Result<Vec<Fault>> {
        self.settle()?;
        let mut faults = self.read(kept)?;
        let mut tx = self.store().begin(Purpose::Write)?;
        let found = following(tx.as_mut())?;
        match mend && !found.is_empty() {
            true => {
                changed(tx.as_mut())?;
                tx.commit()?;
            }
            false => drop(tx),
        }
        faults.extend(found);
        Ok(faults)
    }
}

/// What was taken, read and decided.
fn kept(tx: &mut dyn Transaction) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |thing: &str, what: String| {
        faults.push(Fault {
            thing: thing.to_owned(),
            what,
        });
    };
    for capture in captures(tx)? {
        check_capture(tx, capture, &mut fault)?;
    }
    let decisions =
        "SELECT id, n, verdict, subject, coalesce(object, ''), who, at FROM decision ORDER BY n";
    for (at, d) in tx.rows(decisions, &[])?.iter().enumerate() {
        let n = d.int(1).to_string();
        let parts = [d.text(2), d.text(3), d.text(4), d.text(5), d.text(6), &n];
        if id('d', parts) != d.text(0) {
            fault(
                d.text(0),
                "the decision is not the one that its id was made of".into(),
            );
        }
        if d.int(1) != at as i64 + 1 {
            fault(
                d.text(0),
                format!("a decision before number {n} is missing"),
            );
        }
        for about in [d.text(3), d.text(4)].into_iter().filter(|s| !s.is_empty()) {
            let table = match about.as_bytes()[0] {
                _ if meaning::is_place(about) => continue,
                b'd' => "decision",
                b'e' => "entity",
                _ => "record",
            };
            let there = tx.rows(
                &format!("SELECT id FROM {table} WHERE id = $1"),
                &[about.into()],
            )?;
            if there.is_empty() {
                fault(d.text(0), format!("decides on {about}, which is not there"));
            }
        }
    }
    Ok(faults)
}

/// The numbers of all captures.
fn captures(tx: &mut dyn Transaction) -> Result<Vec<i64>> {
    let rows = tx.rows("SELECT n FROM capture ORDER BY n", &[])?;
    Ok(rows.iter().map(|r| r.int(0)).collect())
}

fn check_capture(
    tx: &mut dyn Transaction,
    n: i64,
    fault: &mut dyn FnMut(&str, String),
) -> Result<()> {
    let sql = "SELECT packed, sha256, locator, id FROM capture WHERE n = $1";
    let rows = tx.rows(sql, &[n.into()])?;
    let row = &rows[0];
    let capture = row.text(3);
    let Ok(bytes) = ingest::unpack(capture, row.bytes(0), row.text(1)) else {
        fault(
            capture,
            "the bytes are no longer those that were taken".into(),
        );
        return Ok(());
    };
    if id('c', [row.text(1)]) != capture {
        fault(capture, "the id is not that of the bytes".into());
    }
    let source: Vec<char> = list::source(&bytes, row.text(2)).chars().collect();
    let records = "SELECT id, type, name, n FROM record WHERE capture = $1 ORDER BY id";
    for record in tx.rows(records, &[n.into()])? {
        let (own, kind, name) = (record.text(0), record.text(1), record.text(2));
        let named = (0..NAMESAKES).any(|n| {
            let n = n.to_string();
            let parts: &[&str] = match n.as_str() {
                "0" => &[capture, kind, name],
                n => &[capture, kind, name, n],
            };
            id_within('r', capture, parts.iter().copied()) == own
        });
        if !named {
            fault(
                own,
                "the id is not that of the record's page, type and names".into(),
            );
        }
        check_record(tx, record.int(3), own, &source, fault)?;
    }
    Ok(())
}

fn check_record(
    tx: &mut dyn Transaction,
    n: i64,
    record: &str,
    source: &[char],
    fault: &mut dyn FnMut(&str, String),
) -> Result<()> {
    let reports = "SELECT g.id, (SELECT count(*) FROM evidence e WHERE e.record = p.record \
                   AND e.reading = p.reading) FROM report p JOIN reading g ON g.n = p.reading \
                   WHERE p.record = $1";
    let reports = tx.rows(reports, &[n.into()])?;
    if reports.is_empty() {
        fault(record, "no reading has it".into());
    }
    for report in reports.iter().filter(|r| r.int(1) == 0) {
        fault(
            record,
            format!("has no evidence in reading {}", report.text(0)),
        );
    }
    let evidence = "SELECT first, last, exact FROM evidence WHERE record = $1";
    for quote in tx.rows(evidence, &[n.into()])? {
        let at = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
        let slice = source.get(at(quote.int(0))..at(quote.int(1)));
        let same = slice.is_some_and(|s| s.iter().copied().eq(quote.text(2).chars()));
        if !same {
            let (first, last) = (quote.int(0), quote.int(1));
            fault(
                record,
                format!("its words at {first}–{last} are not those of the page"),
            );
        }
    }
    let statements = format!(
        "SELECT {SAID}, (SELECT count(*) FROM attestation a WHERE a.statement = s.n) \
         FROM statement s WHERE s.record = $1"
    );
    for row in tx.rows(&statements, &[n.into()])? {
        let said = Statement::read(&row);
        if said.id != fact::statement_id(record, &said) {
            fault(
                &said.id,
                "the statement is not the one that its id was made of".into(),
            );
        }
        if row.int(13) == 0 {
            fault(&said.id, "no reading attests it".into());
        }
    }
    Ok(())
}

/// Makes all that follows anew, and says which tables it changed.
fn following(tx: &mut dyn Transaction) -> Result<Vec<Fault>> {
    let before = digests(tx)?;
    // what refers to entities goes before them
    for table in FOLLOWING.iter().rev() {
        tx.run(&format!("DELETE FROM {}", table.name), &[])?;
    }
    let decisions = decision::mean(tx)?;
    for capture in captures(tx)? {
        ingest::sign(tx, capture)?;
        standing::stand(tx, capture)?;
    }
    meaning::know(tx, &decisions)?;
    settle_all(tx)?;
    let after = digests(tx)?;
    let differs = |(table, was): (&&str, &(u64, u64))| {
        (after.get(table) != Some(was)).then(|| (*table).to_owned())
    };
    let faults = before.iter().filter_map(differs).map(|table| Fault {
        what: format!("table {table} does not follow from what was read and decided"),
        thing: table,
    });
    Ok(faults.collect())
}

/// A sum of each table that follows: of the hashes of its rows, in whatever order they are.
fn digests(tx: &mut dyn Transaction) -> Result<BTreeMap<&'static str, (u64, u64)>> {
    let mut out = BTreeMap::new();
    for table in FOLLOWING {
        let mut sum = (0u64, 0u64);
        table.each(tx, |cells| {
            let cells: Vec<String> = cells.iter().map(|v| format!("{v:?}")).collect();
            let hash = xxh3_128(cells.join("\t").as_bytes());
            sum = (
                sum.0.wrapping_add(hash as u64),
                sum.1.wrapping_add((hash >> 64) as u64),
            );
            Ok(())
        })?;
        out.insert(table.name, sum);
    }
    Ok(out)
}
