//! Acts by the places they concern, by type and time: what lists and dossiers are read from.
//!
//! An act has a row for each place that it concerns, those that a place lies in included, and one for
//! everywhere, so this is the largest index of a register, and each new act falls into a handful of its
//! leaves. It is of numbers only: a place is a hash of its id, and a type and the way of a visit are one
//! code.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_events::Type;
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

/// The code under which a place has those visits that it has both ways, to itself: what it has of both,
/// less these, is how many visits concern it. Nothing is listed by it.
const BOTH_WAYS: i64 = 12;

/// Bits of the hash of a place: as many as a database keeps in six bytes. No two places of the
/// gazetteer share one.
const BITS: u32 = 47;

/// The code of everywhere, where each act has a row, that of a visit with the first code of its type:
/// what is asked of no place in particular is found by the index too.
pub(crate) const EVERYWHERE: i64 = 0;

/// The code under which acts of any place are listed that took longer than a year ([`YEAR`]): whoever
/// asks what was within some days looks at those that began in the year before, and at these.
pub(crate) const LONG: i64 = -1;

/// A year in days as they are kept: 20240604 is as far from 20230604.
pub(crate) const YEAR: i64 = 10_000;

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

/// The codes that acts of these types, or of all where none is named, have everywhere.
pub(crate) fn codes_everywhere<S: AsRef<str>>(types: &[S]) -> Vec<i64> {
    let asked = |kind: &str| types.is_empty() || types.iter().any(|t| t.as_ref() == kind);
    let kinds = KINDS.iter().filter(|(_, kind, _)| asked(kind));
    let all = kinds.map(|(_, kind, _)| code(kind, Direction::Out));
    all.collect::<BTreeSet<i64>>().into_iter().collect()
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
    let sql = "SELECT DISTINCT a.type, a.since, a.until, k.place, k.role FROM act a \
               LEFT JOIN standing s ON s.act = a.n LEFT JOIN concern k ON k.record = s.record \
               WHERE a.n = $1";
    let mut out = BTreeSet::new();
    for row in tx.rows(sql, &[act.into()])? {
        let since = day(row.text(1));
        let kind = code(row.text(0), Direction::Out);
        out.insert((EVERYWHERE, kind, since));
        if day(row.text(2)) - since > YEAR {
            out.insert((LONG, kind, since));
        }
        if let Some(place) = row.maybe(3) {
            let way = match row.text(4) {
                "destination" => Direction::In,
                _ => Direction::Out,
            };
            out.insert((place_code(place), code(row.text(0), way), since));
        }
    }
    let [there, back] = [Direction::Out, Direction::In].map(|way| code("visit", way));
    let both = |(place, kind, since): &(i64, i64, i64)| {
        *kind == there && out.contains(&(*place, back, *since))
    };
    let to_itself: Vec<_> = out.iter().copied().filter(both).collect();
    out.extend(
        to_itself
            .iter()
            .map(|(place, _, since)| (*place, BOTH_WAYS, *since)),
    );
    Ok(out)
}

/// The code of a type; of visits, that of the way.
fn code(kind: &str, way: Direction) -> i64 {
    let fits = |of: &Option<Direction>| of.is_none_or(|of| of == way);
    let mut kinds = KINDS.iter();
    kinds
        .find(|(_, name, of)| *name == kind && fits(of))
        .map_or(0, |(code, ..)| *code)
}

/// `2024-06-04` as 20240604; 0 for no day.
pub(crate) fn day(iso: &str) -> i64 {
    iso.replace('-', "").parse().unwrap_or(0)
}

/// How many acts of each of these types, or of any where none is named, concern a place, by the index alone;
/// those of which there are none left out.
pub(crate) fn counts_of<S: AsRef<str>>(
    tx: &mut dyn Transaction,
    place: i64,
    types: &[S],
    direction: Option<Direction>,
) -> Result<Vec<(String, i64)>> {
    let asked: Vec<(i64, i64)> = counted(&codes(types, direction)).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    // each code is counted where it lies: the rows of one are not told apart from those of another
    let all: Vec<String> = asked.iter().map(|(c, _)| format!("({c})")).collect();
    let sql = format!(
        "WITH k (code) AS (VALUES {}) SELECT k.code, \
         (SELECT count(*) FROM presence p WHERE p.place = $1 AND p.kind = k.code) FROM k",
        all.join(", ")
    );
    let rows = tx.rows(&sql, &[place.into()])?;
    let there: BTreeMap<i64, i64> = rows.iter().map(|r| (r.int(0), r.int(1))).collect();
    let mut out = Vec::new();
    for kind in Type::ALL.map(Type::name) {
        let own = codes(&[kind], direction);
        let own = counted(&own).filter(|own| asked.contains(own));
        let n: i64 = own
            .map(|(code, sign)| sign * there.get(&code).copied().unwrap_or(0))
            .sum();
        if n > 0 {
            out.push((kind.to_owned(), n));
        }
    }
    Ok(out)
}

/// How many acts of a code a place has, by year: 0 for those of no known day.
pub(crate) fn years(tx: &mut dyn Transaction, place: i64, code: i64) -> Result<BTreeMap<i64, i64>> {
    // from year to year, and those of each counted where they lie: to group them all takes five times as long
    let sql = "WITH RECURSIVE y (year) AS (\
               SELECT (SELECT min(f.since) FROM presence f WHERE f.place = $1 AND f.kind = $2) / 10000 \
               UNION ALL SELECT (SELECT min(n.since) FROM presence n WHERE n.place = $1 AND n.kind = $2 \
               AND n.since >= (y.year + 1) * 10000) / 10000 FROM y WHERE y.year IS NOT NULL) \
               SELECT y.year, (SELECT count(*) FROM presence p WHERE p.place = $1 AND p.kind = $2 \
               AND p.since >= y.year * 10000 AND p.since < (y.year + 1) * 10000) \
               FROM y WHERE y.year IS NOT NULL";
    let rows = tx.rows(sql, &[place.into(), code.into()])?;
    Ok(rows.iter().map(|r| (r.int(0), r.int(1))).collect())
}

/// Codes whose counts make the count of acts, each added or taken off.
fn counted(codes: &[i64]) -> impl Iterator<Item = (i64, i64)> {
    let ways = [Direction::Out, Direction::In].map(|way| code("visit", way));
    let both = ways.iter().all(|way| codes.contains(way));
    let twice = both.then_some((BOTH_WAYS, -1));
    let codes: Vec<i64> = codes.to_vec();
    codes.into_iter().map(|code| (code, 1)).chain(twice)
}

/// Ids of the places that acts concern, in their order, each with how many.
pub(crate) fn counts(tx: &mut dyn Transaction) -> Result<Vec<(String, i64)>> {
    let signs: BTreeMap<i64, i64> = counted(&codes::<&str>(&[], None)).collect();
    // in the order of the index, which is gone through once
    let sql = "SELECT place, kind, count(*) FROM presence GROUP BY place, kind";
    let mut there: BTreeMap<i64, i64> = BTreeMap::new();
    for row in tx.rows(sql, &[])? {
        if let Some(sign) = signs.get(&row.int(1)) {
            *there.entry(row.int(0)).or_default() += sign * row.int(2);
        }
    }
    let all = Gazetteer::get().places().map(|p| p.id);
    let counted: BTreeMap<&str, i64> = all
        .filter_map(|id| there.get(&place_code(id)).map(|n| (id, *n)))
        .collect();
    let owned = |(id, n): (&str, i64)| (id.to_owned(), n);
    Ok(counted.into_iter().map(owned).collect())
}

/// Whether any act of a type concerns a place.
pub(crate) fn any(tx: &mut dyn Transaction, id: &str, kind: &str) -> Result<bool> {
    let sql = format!(
        "SELECT act FROM presence WHERE place = $1 AND kind IN {} LIMIT 1",
        in_codes(&codes(&[kind], None))
    );
    Ok(!tx.rows(&sql, &[place_code(id).into()])?.is_empty())
}

/// Ids of the regions of China that acts of a type concern, in their order.
pub(crate) fn regions(tx: &mut dyn Transaction, kind: &str) -> Result<Vec<String>> {
    let all = Gazetteer::get().places().map(|p| p.id);
    let own: BTreeSet<&str> = all.filter(|id| id.starts_with("cn:")).collect();
    let mut out = Vec::new();
    for id in own {
        if any(tx, id, kind)? {
            out.push(id.to_owned());
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_places_share_a_code() {
        let mut of = BTreeMap::from([(EVERYWHERE, "everywhere"), (LONG, "long")]);
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
        assert_eq!(codes_everywhere(&["visit"]), [1]);
        assert_eq!(codes_everywhere::<&str>(&[]).len(), Type::ALL.len());
    }
}
