//! Everything known of an id.

use crate::act::{act_id, founder};
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
            let (n, id) = whole(tx, id)?;
            let none = || Error::new(ErrorKind::Unknown, &id, "no such id");
            Ok(match id.as_bytes().first() {
                Some(b'a') => Found::Act(Box::new(views::act(tx, n)?.ok_or_else(none)?)),
                Some(b'r') => {
                    let record = views::record(tx, n)?.ok_or_else(none)?;
                    let about = |d: &&Decision| d.subject == id || d.object.as_deref() == Some(&id);
                    let about = decisions.iter().filter(about).cloned().collect();
                    Found::Record(Box::new(record), about)
                }
                Some(b'c') => Found::Capture(Box::new(views::capture(tx, n)?.ok_or_else(none)?)),
                Some(b'd') => {
                    let found = decisions.iter().find(|d| d.id == id);
                    Found::Decision(found.cloned().ok_or_else(none)?)
                }
                _ => {
                    let name = tx.rows("SELECT name FROM entity WHERE n = $1", &[n.into()])?;
                    let name = name.first().ok_or_else(none)?.text(0).to_owned();
                    Found::Entity(name, acts_naming(tx, n)?)
                }
            })
        })
    }
}

fn acts_naming(tx: &mut dyn Transaction, entity: i64) -> Result<Vec<ActView>> {
    let rows = tx.rows(
        "SELECT DISTINCT a.n, a.since, f.id FROM mention m \
         JOIN standing st ON st.record = m.record JOIN act a ON a.n = st.act \
         JOIN record f ON f.n = a.n WHERE m.entity IN (SELECT e.n FROM entity e \
         WHERE e.n = $1 UNION SELECT o.n FROM entity e \
         JOIN meaning x ON x.entity = e.id AND x.record = '' \
         JOIN meaning y ON y.leader = x.leader AND y.record = '' \
         JOIN entity o ON o.id = y.entity WHERE e.n = $1) \
         ORDER BY a.since DESC NULLS LAST, f.id",
        &[entity.into()],
    )?;
    let mut out = Vec::new();
    for row in rows {
        out.extend(views::act(tx, row.int(0))?);
    }
    Ok(out)
}

/// Number and id of what an id, or the beginning of one, stands for. An act's id stands for the act
/// that holds its record now.
pub(super) fn whole(tx: &mut dyn Transaction, given: &str) -> Result<(i64, String)> {
    let unknown = |what: &str| Error::new(ErrorKind::Unknown, given, what);
    let of_act = given.starts_with("a-");
    let (table, given) = match given.split_once('-') {
        Some(("a", _)) => ("record", founder(given)),
        Some(("r", _)) => ("record", given.to_owned()),
        Some(("c", _)) => ("capture", given.to_owned()),
        Some(("e", _)) => ("entity", given.to_owned()),
        Some(("d", _)) => ("decision", given.to_owned()),
        _ => return Err(unknown("ids begin with a-, r-, c-, e- or d-")),
    };
    let sql = format!("SELECT n, id FROM {table} WHERE id = $1");
    let mut rows = tx.rows(&sql, &[(&given).into()])?;
    if rows.is_empty() && given.len() >= LEAST {
        // characters of ids end with z
        let sql =
            format!("SELECT n, id FROM {table} WHERE id >= $1 AND id < $2 ORDER BY id LIMIT 9");
        rows = tx.rows(&sql, &[(&given).into(), format!("{given}~").into()])?;
    }
    let mut found: Vec<(i64, String)> = rows.iter().map(|r| (r.int(0), r.text(1).into())).collect();
    if of_act {
        // an act is known by one of its records; of those that begin so, the founders
        let founders: Vec<i64> = found.iter().map(|f| f.0).collect();
        let mut acts = Vec::new();
        for record in &founders {
            let sql = "SELECT a.n, f.id FROM standing st JOIN act a ON a.n = st.act \
                       JOIN record f ON f.n = a.n WHERE st.record = $1";
            let act = tx.rows(sql, &[(*record).into()])?;
            acts.extend(act.iter().map(|r| (r.int(0), act_id(r.text(1)))));
        }
        acts.sort();
        acts.dedup();
        if acts.len() > 1 {
            acts.retain(|a| founders.contains(&a.0));
        }
        found = acts;
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(unknown("no such id")),
        more => {
            let ids: Vec<&str> = more.iter().map(|m| m.1.as_str()).collect();
            let what = format!("{} ids begin so: {}", ids.len(), ids.join(", "));
            Err(unknown(&what))
        }
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
