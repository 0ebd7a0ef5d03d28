//! Who is who by people's word: which people, bodies and places of different names are one, and which
//! of one name are not.
//!
//! The rule of [`crate::entity`] is cautious; a person may go further. `same` of two entities says
//! that they are one, or of an entity and a place of the gazetteer, that it is that place.
//! `different` of two keeps them apart, whatever joined them before. `different` of an entity and a
//! record says that this record names someone else of that name, who then has an id of his own.
//! What follows is the table `meaning`, made anew from all decisions whenever one is taken; no
//! mention is rewritten, so each decision can be taken back by itself.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::Gazetteer;

use crate::decision::{Decision, Verdict};
use crate::entity::{self, Entity, Named};
use crate::error::Result;
use crate::fact::{SAID, Statement};
use crate::id::id;
use crate::standing;
use crate::store::Transaction;

/// Whether an id is that of an entity.
pub(crate) fn is_entity(id: &str) -> bool {
    id.starts_with("e-")
}

/// Whether an id is that of a place of the gazetteer.
pub(crate) fn is_place(id: &str) -> bool {
    id.contains(':') && Gazetteer::get().by_id(id).is_some()
}

/// The id of whom a record means by the name of an entity that it does not mean.
fn apart(entity: &str, record: &str) -> String {
    id('e', ["apart", entity, record])
}

/// The entities whose records a decision may change: those it names, and all joined to them by any
/// decision, whether it holds or not.
pub(crate) fn touched(all: &[Decision], of: &Decision) -> BTreeSet<String> {
    let mut out = BTreeSet::from([of.subject.clone()]);
    out.extend(of.object.clone());
    loop {
        let before = out.len();
        for d in all {
            let Some(object) = &d.object else { continue };
            if out.contains(&d.subject) || out.contains(object) {
                out.extend([d.subject.clone(), object.clone()]);
                out.extend(is_entity(&d.subject).then(|| apart(&d.subject, object)));
            }
        }
        if out.len() == before {
            return out.into_iter().filter(|id| is_entity(id)).collect();
        }
    }
}

/// Makes the table anew from decisions that hold, in their order.
pub(crate) fn make(tx: &mut dyn Transaction, holding: &[Decision]) -> Result<()> {
    tx.run("DELETE FROM meaning", &[])?;
    for ((entity, record), leader) in meanings(holding) {
        tx.run(
            "INSERT INTO meaning (entity, record, leader) VALUES ($1, $2, $3)",
            &[entity.into(), record.into(), leader.into()],
        )?;
    }
    Ok(())
}

/// Keeps whoever was ever parted from a namesake, though the decision was taken back: others may
/// speak of him.
pub(crate) fn know(tx: &mut dyn Transaction, all: &[Decision]) -> Result<()> {
    for d in all.iter().filter(|d| is_entity(&d.subject)) {
        let Some(record) = d.object.as_ref().filter(|o| o.starts_with("r-")) else {
            continue;
        };
        let sql = format!(
            "SELECT {SAID} FROM record r JOIN statement s ON s.record = r.n WHERE r.id = $1"
        );
        for row in tx.rows(&sql, &[record.into()])? {
            let own = Statement::read(&row).entity();
            if let Some(mut own) = own.filter(|e| e.id == d.subject) {
                own.id = apart(&d.subject, record);
                standing::add_entity(tx, &own)?;
            }
        }
    }
    Ok(())
}

/// Entity, and the record it is said of or nothing for all, → the id of what is meant.
fn meanings(holding: &[Decision]) -> BTreeMap<(String, String), String> {
    let mut words: BTreeMap<(&str, &str), Verdict> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for d in holding.iter().filter(|d| is_entity(&d.subject)) {
        let Some(object) = d.object.as_deref() else {
            continue;
        };
        if object.starts_with("r-") {
            // the later word wins here too
            match d.verdict {
                Verdict::Different => {
                    let other = apart(&d.subject, object);
                    out.insert((d.subject.clone(), object.to_owned()), other);
                }
                _ => {
                    out.remove(&(d.subject.clone(), object.to_owned()));
                }
            }
        } else {
            let pair = (
                d.subject.as_str().min(object),
                d.subject.as_str().max(object),
            );
            words.insert(pair, d.verdict);
        }
    }
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    let parted = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| {
        let said = |x: &&str, y: &&str| words.get(&((*x).min(*y), (*x).max(*y))).copied();
        a.iter()
            .any(|x| b.iter().any(|y| said(x, y) == Some(Verdict::Different)))
    };
    for ((a, b), _) in words.iter().filter(|w| *w.1 == Verdict::Same) {
        let of = |id: &str| groups.iter().position(|g| g.contains(id));
        let (at, other) = (of(a), of(b));
        let one = at.map_or_else(|| BTreeSet::from([*a]), |n| groups[n].clone());
        let two = other.map_or_else(|| BTreeSet::from([*b]), |n| groups[n].clone());
        // a third who was said to be another keeps two groups apart
        if (at.is_some() && at == other) || parted(&one, &two) {
            continue;
        }
        groups = groups
            .into_iter()
            .enumerate()
            .filter(|(n, _)| Some(*n) != at && Some(*n) != other)
            .map(|(_, g)| g)
            .collect();
        groups.push(one.union(&two).copied().collect());
    }
    for group in &groups {
        let place = group.iter().find(|id| !is_entity(id));
        let leader = place.or(group.first()).copied().unwrap_or_default();
        for member in group.iter().filter(|id| is_entity(id)) {
            out.insert(((*member).to_owned(), String::new()), leader.to_owned());
        }
    }
    out
}

/// What an entity that a record names means, by all that was decided.
pub(crate) fn meant(tx: &mut dyn Transaction, record: &str, own: Entity) -> Result<Entity> {
    let mut entity = own;
    let of_record = "SELECT leader FROM meaning WHERE entity = $1 AND record = $2";
    let rows = tx.rows(of_record, &[(&entity.id).into(), record.into()])?;
    if let Some(row) = rows.first() {
        entity.id = row.text(0).to_owned();
        entity.apart = true;
    }
    let rows = tx.rows(of_record, &[(&entity.id).into(), "".into()])?;
    if let Some(row) = rows.first() {
        let leader = row.text(0);
        match is_entity(leader) {
            true => entity.one = Some(leader.to_owned()),
            false => {
                let named = Named {
                    name: &entity.name,
                    identity: Some(leader),
                    country: entity.country.as_deref(),
                    ..Named::default()
                };
                let place = entity::entity(named);
                entity.one = Some(place.id);
                entity.country = place.country;
                entity.place = place.place;
                entity.home = place.home;
                entity.name = place.name;
                entity.sort = place.sort;
            }
        }
    }
    Ok(entity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(verdict: Verdict, subject: &str, object: &str) -> Decision {
        Decision {
            id: String::new(),
            verdict,
            subject: subject.into(),
            object: Some(object.into()),
            who: "王某".into(),
            at: "2026-01-02T03:04:05Z".into(),
            ground: "同一人".into(),
            holds: true,
        }
    }

    fn leaders(decisions: &[Decision]) -> Vec<(String, String)> {
        let all = meanings(decisions).into_iter();
        all.map(|((entity, _), leader)| (entity, leader)).collect()
    }

    #[test]
    fn groups_are_joined_and_a_later_word_parts_them() {
        let mut decisions = vec![
            said(Verdict::Same, "e-2", "e-1"),
            said(Verdict::Same, "e-2", "e-3"),
        ];
        let want: Vec<(String, String)> = ["e-1", "e-2", "e-3"]
            .map(|e| (e.to_owned(), "e-1".to_owned()))
            .to_vec();
        assert_eq!(leaders(&decisions), want);
        decisions.push(said(Verdict::Different, "e-3", "e-2"));
        assert_eq!(leaders(&decisions), want[..2]);
    }

    #[test]
    fn who_was_said_to_be_another_is_not_joined_by_way_of_a_third() {
        let decisions = [
            said(Verdict::Different, "e-1", "e-3"),
            said(Verdict::Same, "e-1", "e-2"),
            said(Verdict::Same, "e-2", "e-3"),
        ];
        assert_eq!(leaders(&decisions).len(), 2);
    }

    #[test]
    fn a_name_may_be_said_to_be_a_place() {
        let decisions = [said(Verdict::Same, "e-1", "cn:371500")];
        assert_eq!(leaders(&decisions), [("e-1".into(), "cn:371500".into())]);
        let split = [said(Verdict::Different, "e-1", "r-1")];
        assert_eq!(leaders(&split)[0].1, apart("e-1", "r-1"));
    }
}
