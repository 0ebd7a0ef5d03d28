//! Which captures are copies of one report: re-hosts, mirrors, wire copy with another headline.
//!
//! MinHash over runs of five characters. Captures that agree in one of [`BANDS`] bands of their
//! signature are compared; those that share four fifths of their runs, by estimate, are copies.
//! Short texts share their runs by chance, so only captures of some length have a signature.
//! Copies of copies are copies: a group has one original, and counts as one source.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::error::Result;
use crate::grams::plain;
use crate::standing;
use crate::store::Transaction;

/// Minima of a signature.
const MINIMA: usize = 64;

/// Minima of a band: with 16 bands of 4, captures that share half of their runs are compared
/// more often than not, and those that share four fifths as good as always (0.9998).
const ROWS: usize = 4;

/// Bands of a signature.
const BANDS: usize = MINIMA / ROWS;

/// Characters of a run.
const RUN: usize = 5;

/// Runs that a text needs at least.
const LEAST: usize = 60;

/// Minima that copies share: four fifths.
const SHARED: usize = MINIMA * 4 / 5;

/// The signature of a text; `None` for one that is too short to have any.
pub(crate) fn signature(text: &str) -> Option<Vec<u8>> {
    let chars: Vec<char> = plain(text).chars().collect();
    let mut runs = BTreeSet::new();
    let mut bytes = String::new();
    for run in chars.windows(RUN) {
        bytes.clear();
        bytes.extend(run);
        runs.insert(xxh3_64(bytes.as_bytes()));
    }
    if runs.len() < LEAST {
        return None;
    }
    let runs: Vec<u64> = runs.into_iter().collect();
    let mut minima = [u32::MAX; MINIMA];
    for (n, least) in minima.iter_mut().enumerate() {
        let (odd, mask) = (
            xxh3_64_with_seed(b"factor", n as u64) | 1,
            xxh3_64_with_seed(b"mask", n as u64),
        );
        let permuted = |run: &u64| ((run ^ mask).wrapping_mul(odd) >> 32) as u32;
        *least = runs.iter().map(permuted).min().unwrap_or(u32::MAX);
    }
    Some(minima.iter().flat_map(|m| m.to_le_bytes()).collect())
}

/// What captures to be compared have one of in common.
pub(crate) fn bands(signature: &[u8]) -> Vec<String> {
    let band = |(n, rows): (usize, &[u8])| format!("{n:02}{:014x}", xxh3_64(rows) >> 8);
    signature
        .chunks(ROWS * 4)
        .enumerate()
        .map(band)
        .take(BANDS)
        .collect()
}

fn are_copies(a: &[u8], b: &[u8]) -> bool {
    let same = a.chunks(4).zip(b.chunks(4)).filter(|(a, b)| a == b);
    a.len() == b.len() && same.count() >= SHARED
}

/// Settles which captures are copies of which, for each capture marked; acts whose sources change
/// are marked in turn.
pub(crate) fn settle(tx: &mut dyn Transaction, capture: &str) -> Result<()> {
    let group = group(tx, capture)?;
    let original = original(tx, &group)?;
    for member in &group {
        let was = tx.rows(
            "SELECT original FROM copy WHERE capture = $1",
            &[member.into()],
        )?;
        let was = was.first().and_then(|r| r.owned(0));
        let is = (group.len() > 1).then(|| original.clone());
        if was == is {
            continue;
        }
        match is {
            Some(is) => tx.run(
                "INSERT INTO copy (capture, original) VALUES ($1, $2) \
                 ON CONFLICT (capture) DO UPDATE SET original = excluded.original",
                &[member.into(), is.into()],
            )?,
            None => tx.run("DELETE FROM copy WHERE capture = $1", &[member.into()])?,
        };
        tx.run(
            "INSERT INTO unsettled (sort, thing) \
             SELECT DISTINCT 'act', h.handle FROM record r JOIN handle h ON h.record = r.id \
             WHERE r.capture = $1 ON CONFLICT DO NOTHING",
            &[member.into()],
        )?;
    }
    for member in &group {
        let done = "DELETE FROM unsettled WHERE sort = 'copy' AND thing = $1";
        tx.run(done, &[member.into()])?;
    }
    Ok(())
}

/// All that are copies of a capture, by way of any number of others, itself included.
fn group(tx: &mut dyn Transaction, capture: &str) -> Result<BTreeSet<String>> {
    let mut group = BTreeSet::from([capture.to_owned()]);
    let mut open = vec![capture.to_owned()];
    while let Some(next) = open.pop() {
        let own = tx.rows(
            "SELECT minima FROM signature WHERE capture = $1",
            &[(&next).into()],
        )?;
        let Some(own) = own.first().map(|r| r.bytes(0).to_vec()) else {
            continue;
        };
        let others = tx.rows(
            "SELECT s.capture, s.minima FROM signature s WHERE s.capture IN \
             (SELECT o.capture FROM band m JOIN band o ON o.band = m.band WHERE m.capture = $1)",
            &[(&next).into()],
        )?;
        for other in others {
            let id = other.text(0).to_owned();
            if are_copies(&own, other.bytes(1)) && group.insert(id.clone()) {
                open.push(id);
            }
        }
    }
    Ok(group)
}

/// The capture that the others are copies of: the one published first, so far as is known.
fn original(tx: &mut dyn Transaction, group: &BTreeSet<String>) -> Result<String> {
    let mut dated: BTreeMap<String, String> = BTreeMap::new();
    for member in group {
        let reading = standing::current(tx, member)?.map(|r| r.0);
        let sql = "SELECT published FROM reading WHERE id = $1";
        let published = tx.rows(sql, &[reading.into()])?;
        let published = published.first().and_then(|r| r.owned(0));
        // a page without a date comes after those with one
        dated.insert(member.clone(), published.unwrap_or_else(|| "9999".into()));
    }
    let first = dated
        .into_iter()
        .min_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    Ok(first.map(|(id, _)| id).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seed: u64) -> String {
        let han = |n: u64| char::from_u32(0x4E00 + (xxh3_64_with_seed(b"x", n) % 3000) as u32);
        (0..400).filter_map(|n| han(seed * 1000 + n)).collect()
    }

    #[test]
    fn a_copy_with_another_head_and_tail_is_one() {
        let (one, other) = (text(1), format!("转载：{}（编辑：某某）", text(1)));
        let (a, b) = (signature(&one).unwrap(), signature(&other).unwrap());
        assert!(are_copies(&a, &b));
        assert!(bands(&a).iter().any(|band| bands(&b).contains(band)));
    }

    #[test]
    fn other_texts_are_none() {
        let (a, b) = (signature(&text(1)).unwrap(), signature(&text(2)).unwrap());
        assert!(!are_copies(&a, &b));
        assert_eq!(signature("结好。"), None);
    }
}
