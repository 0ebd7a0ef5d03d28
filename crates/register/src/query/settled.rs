//! What was decided, thing by thing: by whom, and whether a second person looked.
//!
//! Whoever decides as another did confirms it; whoever decides otherwise contests it. Both are decisions
//! like any other, so that nothing else need be kept.

use std::collections::BTreeMap;

use jiehao_places::Gazetteer;

use super::queue::{Pending, Question, candidates, id, office, quote};
use crate::decision::{self, Decision, Verdict};
use crate::error::Result;
use crate::meaning;
use crate::register::Register;
use crate::store::Transaction;

/// How far a decision was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// One person decided.
    Once,
    /// Two or more decided alike.
    Twice,
    /// They decided differently; the latest holds.
    Contested,
}

/// Something that was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// How far.
    pub check: Check,
    /// The decisions that hold, the oldest first.
    pub decisions: Vec<Decision>,
    /// What it is about, as it is asked.
    pub about: Pending,
}

impl Register {
    /// What was decided and holds, the latest first: that of one state of checking, or all; of these
    /// what `not_by` has not decided on himself. `skip` are passed over; how many there are in all.
    ///
    /// # Errors
    /// The database failed.
    pub fn settled(
        &mut self,
        check: Option<Check>,
        not_by: Option<&str>,
        skip: usize,
        limit: usize,
    ) -> Result<(Vec<Settled>, usize)> {
        self.settle()?;
        self.read(|tx| {
            let all = decision::all(tx)?;
            let mut things: BTreeMap<(String, String), Vec<(usize, &Decision)>> = BTreeMap::new();
            let holding = (0..).zip(&all).filter(|(_, d)| d.holds);
            for (n, d) in holding.filter(|(_, d)| d.verdict != Verdict::Undo) {
                things.entry(thing(d)).or_default().push((n, d));
            }
            let mut found: Vec<(Check, Vec<(usize, &Decision)>)> = things
                .into_values()
                .map(|decisions| (checked(&decisions), decisions))
                .filter(|(own, _)| check.is_none_or(|check| check == *own))
                .filter(|(_, all)| not_by.is_none_or(|who| all.iter().all(|(_, d)| d.who != who)))
                .collect();
            found.sort_by_key(|(_, all)| std::cmp::Reverse(all.last().map(|(n, _)| *n)));
            let many = found.len();
            let mut out = Vec::new();
            for (check, decisions) in found.into_iter().skip(skip).take(limit) {
                let Some((_, last)) = decisions.last() else {
                    continue;
                };
                let mut about = pending(tx, last)?;
                about.seen = decision::seen(&all, &last.subject, last.object.as_deref());
                out.push(Settled {
                    check,
                    decisions: decisions.into_iter().map(|(_, d)| d.clone()).collect(),
                    about,
                });
            }
            Ok((out, many))
        })
    }
}

/// What a decision is about: the same for all that are about it.
fn thing(d: &Decision) -> (String, String) {
    match &d.object {
        None => (d.subject.clone(), String::new()),
        Some(o) => (
            d.subject.clone().min(o.clone()),
            d.subject.clone().max(o.clone()),
        ),
    }
}

/// The last word of each person counts.
fn checked(decisions: &[(usize, &Decision)]) -> Check {
    let last: BTreeMap<&str, Verdict> = decisions
        .iter()
        .map(|(_, d)| (d.who.as_str(), d.verdict))
        .collect();
    let mut verdicts = last.values();
    let first = verdicts.next();
    match (last.len(), verdicts.all(|v| Some(v) == first)) {
        (_, false) => Check::Contested,
        (1, _) => Check::Once,
        _ => Check::Twice,
    }
}

/// What a decision answered, as it was asked.
fn pending(tx: &mut dyn Transaction, d: &Decision) -> Result<Pending> {
    let mut out = Pending {
        question: Question::LowConfidence,
        subject: d.subject.clone(),
        other: d.object.clone(),
        about: String::new(),
        confidence: None,
        candidates: Vec::new(),
        mentions: 1,
        quote: String::new(),
        records: Vec::new(),
        seen: 0,
    };
    let (mut kind, mut names) = (String::new(), Vec::new());
    for one in [Some(&d.subject), d.object.as_ref()].into_iter().flatten() {
        let (sort, name, record) = match meaning::is_place(one) {
            true => (String::new(), place(one), None),
            false => named(tx, one)?,
        };
        kind = sort;
        names.push(name);
        if let Some(n) = record {
            if out.quote.is_empty() {
                out.quote = quote(tx, n)?;
            }
            out.records.push(id(tx, n)?);
        }
    }
    out.about = format!("{kind} {}", names.join(" / ")).trim().to_owned();
    let entity = meaning::is_entity(&d.subject);
    match d.object.as_deref() {
        None => {
            let sql = "SELECT p.confidence FROM standing s JOIN record r ON r.n = s.record \
                       JOIN report p ON p.record = s.record AND p.reading = s.reading WHERE r.id = $1";
            let rows = tx.rows(sql, &[(&d.subject).into()])?;
            out.confidence = rows.first().map(|r| r.real(0));
        }
        Some(other) if meaning::is_place(other) => {
            out.question = Question::WhichPlace;
            let sql = "SELECT name, country FROM entity WHERE id = $1";
            let rows = tx.rows(sql, &[(&d.subject).into()])?;
            if let Some(row) = rows.first() {
                out.candidates = candidates(row.text(0), row.maybe(1), |_| false);
            }
            let own = (place(other), other.to_owned());
            if !out.candidates.contains(&own) {
                out.candidates.insert(0, own);
            }
            out.other = None;
        }
        Some(_) if entity => out.question = Question::OnePerson,
        Some(_) => out.question = Question::OneAct,
    }
    Ok(out)
}

/// A record or an entity in words, its type before it, and the number of a record that tells of it.
fn named(tx: &mut dyn Transaction, one: &str) -> Result<(String, String, Option<i64>)> {
    if meaning::is_entity(one) {
        let sql = "SELECT e.name, min(m.record) FROM entity e LEFT JOIN mention m ON m.entity = e.n \
                   WHERE e.id = $1 GROUP BY e.name";
        let rows = tx.rows(sql, &[one.into()])?;
        let Some(row) = rows.first() else {
            return Ok((String::new(), one.to_owned(), None));
        };
        let office = match row.number(1) {
            Some(n) => office(tx, n, row.text(0))?,
            None => String::new(),
        };
        let name = format!("{} {office}", row.text(0));
        return Ok((String::new(), name.trim().to_owned(), row.number(1)));
    }
    let sql = "SELECT n, type, name FROM record WHERE id = $1";
    let rows = tx.rows(sql, &[one.into()])?;
    Ok(match rows.first() {
        Some(row) => {
            let name = row.text(2).replace('|', " / ");
            (row.text(1).to_owned(), name, Some(row.int(0)))
        }
        None => (String::new(), one.to_owned(), None),
    })
}

/// A place by its id, in words.
fn place(id: &str) -> String {
    let gazetteer = Gazetteer::get();
    let found = gazetteer.by_id(id);
    found.map_or_else(|| id.to_owned(), |p| gazetteer.place(p).name.to_owned())
}
