//! What people decided: appended, never changed, each with who, when and on what ground.
//!
//! A decision is taken back by another that says so. What holds follows from the whole list, so a
//! merge can be undone member by member, and a record that was rejected stays so when its page is
//! read again. Acts are joined and parted by their reports: an act's id stands for the report that
//! founded it.

use std::collections::BTreeSet;

use crate::act::founder;
use crate::error::{Error, ErrorKind, Result};
use crate::id::id;
use crate::meaning;
use crate::register::Register;
use crate::standing;
use crate::store::{Row, Transaction};

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The record is right.
    Accept,
    /// The record is wrong: it counts for nothing.
    Reject,
    /// Two acts or records are of one act, two entities are one, or an entity is a place.
    Same,
    /// They are not; of an entity and a record, that the record names someone else.
    Different,
    /// An earlier decision no longer holds.
    Undo,
}

impl Verdict {
    const ALL: [Self; 5] = [
        Self::Accept,
        Self::Reject,
        Self::Same,
        Self::Different,
        Self::Undo,
    ];

    /// The name it is stored by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Same => "same",
            Self::Different => "different",
            Self::Undo => "undo",
        }
    }

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: String,
    /// What was decided.
    pub verdict: Verdict,
    /// Record, entity or decision concerned.
    pub subject: String,
    /// The other record or entity, or the place, of [`Verdict::Same`] and [`Verdict::Different`].
    pub object: Option<String>,
    /// By whom.
    pub who: String,
    /// When, RFC 3339.
    pub at: String,
    /// On what ground.
    pub ground: String,
    /// Whether it still holds.
    pub holds: bool,
}

impl Register {
    /// Decides. `subject` and `object` are ids of records or acts, or of entities; of an undo, a
    /// decision's. The other of an entity may be a place of the gazetteer, or a record that names it.
    ///
    /// # Errors
    /// An id that the register does not hold, a decision that cannot be taken so, or the database
    /// failed; nothing was written.
    pub fn decide(
        &mut self,
        verdict: Verdict,
        subject: &str,
        object: Option<&str>,
        by: (&str, &str, &str),
    ) -> Result<String> {
        self.decide_having_seen(verdict, subject, object, by, None)
    }

    /// As [`Register::decide`], by someone who saw how things stood ([`crate::Pending::seen`]): where
    /// somebody decided since, nothing is written.
    ///
    /// # Errors
    /// [`ErrorKind::Overtaken`] with who decided what; otherwise as [`Register::decide`].
    pub fn decide_having_seen(
        &mut self,
        verdict: Verdict,
        subject: &str,
        object: Option<&str>,
        (who, at, ground): (&str, &str, &str),
        seen: Option<usize>,
    ) -> Result<String> {
        let refused = |what: &str| Err(Error::new(ErrorKind::Refused, subject, what));
        if who.trim().is_empty() || ground.trim().is_empty() {
            return refused("a decision needs to say who takes it and on what ground");
        }
        let two = matches!(verdict, Verdict::Same | Verdict::Different);
        if two != object.is_some() || object == Some(subject) {
            return refused("`same` and `different` are about two, the others about one");
        }
        let decided = self.write(|tx| {
            let subject = concerned(tx, verdict, subject)?;
            let object = object.map(|o| concerned(tx, verdict, o)).transpose()?;
            if object.as_ref() == Some(&subject) {
                return Err(Error::new(ErrorKind::Refused, &subject, "both are one"));
            }
            if let Some(object) = &object {
                fit(verdict, &subject, object)?;
            }
            if let Some(seen) = seen {
                still(tx, &subject, object.as_deref(), seen)?;
            }
            let n = tx.number("SELECT coalesce(max(n), 0) + 1 FROM decision", &[])?;
            let n = n.unwrap_or(1);
            let number = n.to_string();
            let parts = [
                verdict.name(),
                &subject,
                object.as_deref().unwrap_or(""),
                who,
                at,
                &number,
            ];
            let id = id('d', parts);
            tx.run(
                "INSERT INTO decision (id, n, verdict, subject, object, who, at, ground) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                &[
                    (&id).into(),
                    n.into(),
                    verdict.name().into(),
                    (&subject).into(),
                    object.clone().into(),
                    who.into(),
                    at.into(),
                    ground.into(),
                ],
            )?;
            follow(tx, &id)?;
            Ok(id)
        })?;
        self.settle()?;
        Ok(decided)
    }

    /// All decisions, the oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub fn decisions(&mut self) -> Result<Vec<Decision>> {
        self.read(all)
    }
}

/// All decisions, the oldest first, each with whether it holds.
pub(crate) fn all(tx: &mut dyn Transaction) -> Result<Vec<Decision>> {
    let rows = tx.rows(&format!("{SELECT} ORDER BY n"), &[])?;
    let mut all: Vec<Decision> = rows.iter().filter_map(decision).collect();
    let undone = undone(&all);
    all.iter_mut()
        .for_each(|d| d.holds = !undone.contains(&d.id));
    Ok(all)
}

/// How many decisions there were, of a list in order, up to the last about something, its undoings
/// included: what somebody has seen who is about to decide on it.
pub(crate) fn seen(all: &[Decision], subject: &str, object: Option<&str>) -> usize {
    about_it(all, subject, object).last().copied().unwrap_or(0)
}

/// The numbers of decisions about something, from 1. On which place an entity is, is one question,
/// whichever place was named.
fn about_it(all: &[Decision], subject: &str, object: Option<&str>) -> Vec<usize> {
    let alone = object.is_none_or(meaning::is_place);
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut out = Vec::new();
    for (n, d) in (1..).zip(all) {
        let other = d.object.as_deref();
        let same = match alone {
            true => d.subject == subject && other.is_none_or(meaning::is_place),
            false => {
                let turned = other == Some(subject) && Some(d.subject.as_str()) == object;
                turned || d.subject == subject && other == object
            }
        };
        let undone = d.verdict == Verdict::Undo && ids.contains(d.subject.as_str());
        if undone || same && d.verdict != Verdict::Undo {
            ids.insert(&d.id);
            out.push(n);
        }
    }
    out
}

/// Whether nobody decided on something since so many decisions.
fn still(tx: &mut dyn Transaction, subject: &str, object: Option<&str>, seen: usize) -> Result<()> {
    let all = all(tx)?;
    let since = about_it(&all, subject, object);
    match since.last().filter(|last| **last > seen) {
        None => Ok(()),
        Some(last) => {
            let d = &all[last - 1];
            let what = format!("{} {} {}: {}", d.at, d.who, d.verdict.name(), d.ground);
            Err(Error::new(ErrorKind::Overtaken, subject, what))
        }
    }
}

/// Makes anew who is who by all decisions that hold.
pub(crate) fn mean(tx: &mut dyn Transaction) -> Result<Vec<Decision>> {
    let all = all(tx)?;
    let holding: Vec<Decision> = all.iter().filter(|d| d.holds).cloned().collect();
    meaning::make(tx, &holding)?;
    Ok(all)
}

/// Whether two things may be decided on together.
fn fit(verdict: Verdict, subject: &str, object: &str) -> Result<()> {
    let letter = |id: &str| id.as_bytes()[0];
    let fits = match (letter(subject), letter(object)) {
        (b'e', b'r') => verdict == Verdict::Different,
        (b'e', b'e') | (b'r', b'r') => true,
        (b'e', _) => true,
        _ => false,
    };
    match fits {
        true => Ok(()),
        false => {
            let what = format!("cannot be decided on together with {object}");
            Err(Error::new(ErrorKind::Refused, subject, what))
        }
    }
}

const SELECT: &str = "SELECT id, verdict, subject, object, who, at, ground FROM decision";

fn decision(row: &Row) -> Option<Decision> {
    Some(Decision {
        id: row.text(0).to_owned(),
        verdict: Verdict::named(row.text(1))?,
        subject: row.text(2).to_owned(),
        object: row.owned(3),
        who: row.text(4).to_owned(),
        at: row.text(5).to_owned(),
        ground: row.text(6).to_owned(),
        holds: true,
    })
}

/// Decisions taken back, of a list in order: an undo that is itself taken back undoes nothing.
fn undone(all: &[Decision]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for d in all.iter().rev().filter(|d| d.verdict == Verdict::Undo) {
        if !out.contains(&d.id) {
            out.insert(d.subject.clone());
        }
    }
    out
}

/// The record, entity, place or decision that an id given by a user stands for.
fn concerned(tx: &mut dyn Transaction, verdict: Verdict, given: &str) -> Result<String> {
    let two = matches!(verdict, Verdict::Same | Verdict::Different);
    let (id, table) = match (verdict, given.as_bytes().first()) {
        (Verdict::Undo, _) => (given.to_owned(), "decision"),
        (_, Some(b'a')) if two => (founder(given), "record"),
        (_, Some(b'e')) if two => (given.to_owned(), "entity"),
        _ if two && meaning::is_place(given) => return Ok(given.to_owned()),
        _ => (given.to_owned(), "record"),
    };
    let sql = format!("SELECT id FROM {table} WHERE id = $1");
    match tx.rows(&sql, &[(&id).into()])?.is_empty() {
        false => Ok(id),
        true => Err(Error::new(
            ErrorKind::Unknown,
            given,
            format!("no such {table}"),
        )),
    }
}

/// Makes anew what a decision changes, through any number of undoings.
fn follow(tx: &mut dyn Transaction, taken: &str) -> Result<()> {
    let mut id = taken.to_owned();
    let concerned = loop {
        let rows = tx.rows(&format!("{SELECT} WHERE id = $1"), &[(&id).into()])?;
        match rows.first().and_then(decision) {
            Some(d) if d.verdict == Verdict::Undo => id = d.subject,
            Some(d) => break d,
            None => return Ok(()),
        }
    };
    let mut captures = BTreeSet::new();
    if meaning::is_entity(&concerned.subject) {
        let all = mean(tx)?;
        for entity in meaning::touched(&all, &concerned) {
            let naming = "SELECT DISTINCT r.capture FROM entity e JOIN mention m ON m.entity = e.n \
                          JOIN record r ON r.n = m.record WHERE e.id = $1";
            let rows = tx.rows(naming, &[entity.into()])?;
            captures.extend(rows.iter().map(|r| r.int(0)));
        }
    }
    for record in [Some(concerned.subject), concerned.object]
        .into_iter()
        .flatten()
    {
        let capture = "SELECT capture FROM record WHERE id = $1";
        captures.extend(tx.number(capture, &[record.into()])?);
    }
    for capture in captures {
        standing::stand(tx, capture)?;
    }
    let all = all(tx)?;
    meaning::know(tx, &all)
}

/// Whether anything was ever decided: mostly nothing was, and nothing need be looked up.
pub(crate) fn any(tx: &mut dyn Transaction) -> Result<bool> {
    Ok(!tx.rows("SELECT n FROM decision LIMIT 1", &[])?.is_empty())
}

/// Decisions about a record that hold, in order.
fn about(tx: &mut dyn Transaction, record: &str) -> Result<Vec<Decision>> {
    let sql = format!("{SELECT} WHERE subject = $1 OR object = $1 ORDER BY n");
    let mut all: Vec<Decision> = tx
        .rows(&sql, &[record.into()])?
        .iter()
        .filter_map(decision)
        .collect();
    if all.is_empty() {
        return Ok(all);
    }
    let sql = format!("{SELECT} WHERE verdict = 'undo' ORDER BY n");
    let undos: Vec<Decision> = tx.rows(&sql, &[])?.iter().filter_map(decision).collect();
    let undone = undone(&undos);
    all.retain(|d| !undone.contains(&d.id));
    Ok(all)
}

/// The latest verdict on a record itself, and its ground.
pub(crate) fn on_record(
    tx: &mut dyn Transaction,
    record: &str,
) -> Result<Option<(Verdict, String)>> {
    let all = about(tx, record)?;
    let own = |d: &&Decision| matches!(d.verdict, Verdict::Accept | Verdict::Reject);
    Ok(all.iter().rfind(own).map(|d| {
        (
            d.verdict,
            format!("{}: {} ({})", d.verdict.name(), d.ground, d.who),
        )
    }))
}

/// The records that a reviewer said are of one act with this.
pub(crate) fn joined(tx: &mut dyn Transaction, record: i64) -> Result<Vec<String>> {
    let id = tx.rows("SELECT id FROM record WHERE n = $1", &[record.into()])?;
    let Some(id) = id.first().map(|r| r.text(0).to_owned()) else {
        return Ok(Vec::new());
    };
    let all = about(tx, &id)?;
    let same = all.into_iter().filter(|d| d.verdict == Verdict::Same);
    Ok(same
        .filter_map(|d| match d.subject == id {
            true => d.object,
            false => Some(d.subject),
        })
        .collect())
}

/// What holds of pairs of these records: whether they are the same. The later word on a pair wins.
pub(crate) fn pairs(
    tx: &mut dyn Transaction,
    records: &BTreeSet<String>,
) -> Result<Vec<(bool, String, String)>> {
    let mut out: std::collections::BTreeMap<(String, String), (Verdict, String)> =
        std::collections::BTreeMap::new();
    for record in records {
        for d in about(tx, record)? {
            let Some(object) = d.object else { continue };
            let pair = (d.subject.clone().min(object.clone()), d.subject.max(object));
            out.insert(pair, (d.verdict, d.id));
        }
    }
    Ok(out
        .into_iter()
        .map(|((a, b), (verdict, _))| (verdict == Verdict::Same, a, b))
        .collect())
}
