//! Acts by the places they concern, by type and time: what lists and dossiers are read from.
//!
//! An act has a row for each place that it concerns, those that a place lies in included, so this is
//! the largest index of a register, and each new act falls into a handful of its leaves. It is of
//! numbers only: a place is a hash of its id, and a type and the way of a visit are one code.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::Gazetteer;
use xxhash_rust::xxh3::xxh3_64;

use crate::error::Result;
use crate::query::Direction;
use crate::store::Transaction;

/// Codes of types, and of visits by their way. A code is never given to anything else.
const KINDS: &[(i64, &str, Option<Direction>)] = &[
    (1, "visit", Some(Direction::Out)),
    (2, "visit", Some(Direction::In)),
    (3, "meeting", None),
    (4, "agreement", None),
    (5, "tie", None),
    (6, "conference", None),
    (7, "project", None),
    (8, "mechanism", None),
    (9, "commitment", None),
    (10, "statistic", None),
    (11, "policy", None),
];

/// Bits of the hash of a place: as many as a database keeps in six bytes. No two places of the
/// gazetteer share one.
const BITS: u32 = 47;

/// The code of a place.
pub(crate) fn place_code(id: &str) -> i64 {
    (xxh3_64(id.as_bytes()) & ((1 << BITS) - 1)) as i64
}

/// The codes of types, or of all where none is named; of visits, of one way alone where it is.
pub(crate) fn codes<S: AsRef<str>>(types: &[S], direction: Option<Direction>) -> Vec<i64> {
    let asked = |kind: &str| types.is_empty() || types.iter().any(|t| t.as_ref() == kind);
    let kinds = KINDS.iter().filter(|(_, kind, way)| {
        asked(kind) && direction.is_none_or(|direction| *way == Some(direction))
    });
    kinds.map(|(code, ..)| *code).collect()
}

/// The same as SQL has it, behind `IN`; of no code, what nothing is in.
pub(crate) fn in_codes(codes: &[i64]) -> String {
    let codes: Vec<String> = codes.iter().map(i64::to_string).collect();
    format!(
        "({})",
        if codes.is_empty() {
            "0".into()
        } else {
            codes.join(", ")
        }
    )
}

/// Puts an act into the lists of the places that its members concern.
pub(crate) fn show(tx: &mut dyn Transaction, act: i64) -> Result<()> {
    for (place, kind, since) in rows(tx, act)? {
        let sql = "INSERT INTO presence (place, kind, since, act) VALUES ($1, $2, $3, $4)";
        tx.run_late(sql, vec![place, kind, since, act])?;
    }
    Ok(())
}

/// Takes an act out of them, as long as its members concern what they did when it was put there.
pub(crate) fn withdraw(tx: &mut dyn Transaction, act: i64) -> Result<()> {
    for (place, kind, since) in rows(tx, act)? {
        let sql = "DELETE FROM presence WHERE place = $1 AND kind = $2 AND since = $3 AND act = $4";
        tx.run(sql, &[place.into(), kind.into(), since.into(), act.into()])?;
    }
    Ok(())
}

/// Place, kind and day of an act's rows, which follow from its time and from what its members concern. They are worked
/// out and not looked up: an index by act would take as much room again.
fn rows(tx: &mut dyn Transaction, act: i64) -> Result<BTreeSet<(i64, i64, i64)>> {
    let sql = "SELECT DISTINCT k.place, k.role, a.type, a.since FROM act a \
               JOIN standing s ON s.act = a.n JOIN concern k ON k.record = s.record \
               WHERE a.n = $1";
    let mut out = BTreeSet::new();
    for row in tx.rows(sql, &[act.into()])? {
        let way = match row.text(1) {
            "destination" => Direction::In,
            _ => Direction::Out,
        };
        let kind = KINDS
            .iter()
            .find(|(_, kind, of)| *kind == row.text(2) && of.is_none_or(|of| of == way));
        let code = kind.map_or(0, |(code, ..)| *code);
        out.insert((place_code(row.text(0)), code, day(row.text(3))));
    }
    Ok(out)
}

/// `2024-06-04` as 20240604; 0 for no day.
fn day(iso: &str) -> i64 {
    iso.replace('-', "").parse().unwrap_or(0)
}

/// Ids of the places that acts of these types concern, or of any where none is named, in their order,
/// each with how many.
pub(crate) fn counts(tx: &mut dyn Transaction, types: &[&str]) -> Result<Vec<(String, i64)>> {
    let kinds = in_codes(&codes(types, None));
    let sql = format!(
        "SELECT place, count(DISTINCT act) FROM presence WHERE kind IN {kinds} GROUP BY place"
    );
    let there = tx.rows(&sql, &[])?;
    let there: BTreeMap<i64, i64> = there.iter().map(|r| (r.int(0), r.int(1))).collect();
    let all = Gazetteer::get().places().map(|p| p.id);
    let counted: BTreeMap<&str, i64> = all
        .filter_map(|id| there.get(&place_code(id)).map(|n| (id, *n)))
        .collect();
    let owned = |(id, n): (&str, i64)| (id.to_owned(), n);
    Ok(counted.into_iter().map(owned).collect())
}

/// Ids of the places that acts of these types concern, in their order.
pub(crate) fn places(tx: &mut dyn Transaction, types: &[&str]) -> Result<Vec<String>> {
    let counted = counts(tx, types)?;
    Ok(counted.into_iter().map(|(id, _)| id).collect())
}

#[cfg(test)]
mod tests {
    use jiehao_events::Type;

    use super::*;

    #[test]
    fn no_two_places_share_a_code() {
        let mut of = BTreeMap::new();
        for place in Gazetteer::get().places() {
            let other = of.insert(place_code(place.id), place.id);
            assert!(
                other.is_none_or(|o| o == place.id),
                "{other:?} {}",
                place.id
            );
        }
    }

    #[test]
    fn each_type_has_a_code_and_visits_have_two() {
        for kind in Type::ALL.map(Type::name) {
            let of = codes(&[kind], None);
            assert_eq!(of.len(), if kind == "visit" { 2 } else { 1 }, "{kind}");
        }
        let distinct: BTreeSet<i64> = KINDS.iter().map(|(code, ..)| *code).collect();
        assert_eq!(distinct.len(), KINDS.len());
        assert_eq!(codes::<&str>(&[], Some(Direction::In)), [2]);
    }
}
