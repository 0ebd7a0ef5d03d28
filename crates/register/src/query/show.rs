//! Everything known of an id.

use crate::decision::Decision;
use crate::error::{Error, ErrorKind, Result};
use crate::query::acts::{self, Filter};
use crate::query::views::{self, ActView, CaptureView, RecordView};
use crate::register::Register;
use crate::store::Transaction;

/// Characters of an id that may stand for the whole, at least.
const LEAST: usize = 8;

/// What an id is of.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// An act with all its reports.
    Act(Box<ActView>),
    /// A record, and the decisions about it.
    Record(Box<RecordView>, Vec<Decision>),
    /// A capture.
    Capture(Box<CaptureView>),
    /// An entity by name, and the acts it is named in.
    Entity(String, Vec<ActView>),
    /// A decision.
    Decision(Decision),
}

impl Register {
    /// What an id, or its beginning, is of.
    ///
    /// # Errors
    /// The register holds no such id, or several that begin so; or the database failed.
    pub fn show(&mut self, id: &str) -> Result<Found> {
        self.settle()?;
        let decisions = self.decisions()?;
        self.read(|tx| {
            let id = whole(tx, id)?;
            let none = || Error::new(ErrorKind::Unknown, &id, "no such id");
            Ok(match id.as_bytes().first() {
                Some(b'a') => Found::Act(Box::new(views::act(tx, &id)?.ok_or_else(none)?)),
                Some(b'r') => {
                    let record = views::record(tx, &id)?.ok_or_else(none)?;
                    let about = |d: &&Decision| d.subject == id || d.object.as_deref() == Some(&id);
                    let about = decisions.iter().filter(about).cloned().collect();
                    Found::Record(Box::new(record), about)
                }
                Some(b'c') => Found::Capture(Box::new(views::capture(tx, &id)?.ok_or_else(none)?)),
                Some(b'd') => {
                    let found = decisions.iter().find(|d| d.id == id);
                    Found::Decision(found.cloned().ok_or_else(none)?)
                }
                _ => {
                    let name = tx.rows("SELECT name FROM entity WHERE id = $1", &[(&id).into()])?;
                    let name = name.first().ok_or_else(none)?.text(0).to_owned();
                    Found::Entity(name, acts_naming(tx, &id)?)
                }
            })
        })
    }
}

fn acts_naming(tx: &mut dyn Transaction, entity: &str) -> Result<Vec<ActView>> {
    let rows = tx.rows(
        "SELECT DISTINCT a.id, a.since FROM mention m JOIN standing st ON st.record = m.record \
         JOIN act a ON a.id = st.act WHERE m.entity = $1 ORDER BY a.since DESC NULLS LAST, a.id",
        &[entity.into()],
    )?;
    let mut out = Vec::new();
    for row in rows {
        out.extend(views::act(tx, row.text(0))?);
    }
    Ok(out)
}

/// The id that a beginning stands for. An act's id stands for the act that holds its record now.
fn whole(tx: &mut dyn Transaction, given: &str) -> Result<String> {
    let unknown = |what: &str| Error::new(ErrorKind::Unknown, given, what);
    let of_act = given.starts_with("a-");
    let (table, given) = match given.split_once('-') {
        Some(("a", _)) => ("record", crate::act::founder(given)),
        Some(("r", _)) => ("record", given.to_owned()),
        Some(("c", _)) => ("capture", given.to_owned()),
        Some(("e", _)) => ("entity", given.to_owned()),
        Some(("d", _)) => ("decision", given.to_owned()),
        _ => return Err(unknown("ids begin with a-, r-, c-, e- or d-")),
    };
    let exact = tx.rows(
        &format!("SELECT id FROM {table} WHERE id = $1"),
        &[(&given).into()],
    )?;
    let mut ids: Vec<String> = exact.iter().map(|r| r.text(0).to_owned()).collect();
    if ids.is_empty() && given.len() >= LEAST {
        // characters of ids end with z
        let sql = format!("SELECT id FROM {table} WHERE id >= $1 AND id < $2 ORDER BY id LIMIT 9");
        let rows = tx.rows(&sql, &[(&given).into(), format!("{given}~").into()])?;
        ids = rows.iter().map(|r| r.text(0).to_owned()).collect();
    }
    let act = |tx: &mut dyn Transaction, record: &str| -> Result<Option<String>> {
        let sql = "SELECT act FROM standing WHERE record = $1";
        Ok(tx
            .rows(sql, &[record.into()])?
            .first()
            .and_then(|r| r.owned(0)))
    };
    if of_act {
        let mut acts = Vec::new();
        for record in &ids {
            acts.extend(act(tx, record)?);
        }
        acts.sort();
        acts.dedup();
        // an act is known by one of its records; of those that begin so, the founders
        let founders: Vec<String> = ids.iter().map(|r| crate::act::act_id(r)).collect();
        if acts.len() > 1 {
            acts.retain(|a| founders.contains(a));
        }
        ids = acts;
    }
    match ids.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(unknown("no such id")),
        more => Err(unknown(&format!(
            "{} ids begin so: {}",
            more.len(),
            more.join(", ")
        ))),
    }
}

impl Register {
    /// Acts that name a person.
    ///
    /// # Errors
    /// The database failed.
    pub fn person(&mut self, name: &str) -> Result<Vec<ActView>> {
        self.settle()?;
        let filter = Filter {
            person: Some(name.to_owned()),
            ..Filter::default()
        };
        self.read(|tx| acts::list(tx, &filter))
    }
}
