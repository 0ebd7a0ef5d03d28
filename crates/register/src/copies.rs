//! Which captures are copies of one report: re-hosts, mirrors, wire copy with another headline.
//!
//! MinHash over runs of five characters. Captures that agree in one of [`BANDS`] bands of their
//! signature are compared; those that share four fifths of their runs, by estimate, are copies.
//! Short texts share their runs by chance, so only captures of some length have a signature.
//! Copies of copies are copies: a group has one original, and counts as one source.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

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

/// What captures to be compared have one of in common: 32 bits each, as many as a database keeps in
/// four bytes. Captures that share one by chance are compared for nothing, once in a thousand.
fn bands(signature: &[u8]) -> impl Iterator<Item = i64> + '_ {
    let rows = signature.chunks(ROWS * 4).enumerate().take(BANDS);
    rows.map(|(n, rows)| i64::from(xxh3_64_with_seed(rows, n as u64) as i32))
}

fn are_copies(a: &[u8], b: &[u8]) -> bool {
    let same = a.chunks(4).zip(b.chunks(4)).filter(|(a, b)| a == b);
    a.len() == b.len() && same.count() >= SHARED
}

/// Notes what a capture of this text may be found to be a copy by.
pub(crate) fn sign(tx: &mut dyn Transaction, capture: i64, text: &str) -> Result<()> {
    let Some(signature) = signature(text) else {
        return Ok(());
    };
    for band in bands(&signature) {
        let sql = "INSERT INTO band (band, capture) VALUES ($1, $2)";
        tx.run_late(sql, vec![band, capture])?;
    }
    let sql = "INSERT INTO signature (capture, minima) VALUES ($1, $2)";
    tx.run(sql, &[capture.into(), signature.into()])?;
    let sql = "INSERT INTO unsettled (sort, thing) VALUES ('copy', $1) ON CONFLICT DO NOTHING";
    tx.run(sql, &[capture.into()])?;
    Ok(())
}

/// Takes back what [`sign`] noted, and marks the captures that this was held to be a copy of.
pub(crate) fn forget(tx: &mut dyn Transaction, capture: i64) -> Result<()> {
    tx.run(
        "INSERT INTO unsettled (sort, thing) \
         SELECT 'copy', o.capture FROM copy m JOIN copy o ON o.original = m.original \
         WHERE m.capture = $1 ON CONFLICT DO NOTHING",
        &[capture.into()],
    )?;
    if let Some(signature) = minima(tx, capture)? {
        tx.carry_out()?;
        for band in bands(&signature) {
            let sql = "DELETE FROM band WHERE band = $1 AND capture = $2";
            tx.run(sql, &[band.into(), capture.into()])?;
        }
        let sql = "DELETE FROM signature WHERE capture = $1";
        tx.run(sql, &[capture.into()])?;
    }
    Ok(())
}

fn minima(tx: &mut dyn Transaction, capture: i64) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT minima FROM signature WHERE capture = $1";
    let rows = tx.rows(sql, &[capture.into()])?;
    Ok(rows.first().map(|r| r.bytes(0).to_vec()))
}

/// Signatures, and which captures share a band, looked up for many captures ahead: in the order of the
/// bands, so that the leaves of the index are gone through once instead of each at random.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    minima: HashMap<i64, Option<Vec<u8>>>,
    by_band: HashMap<i64, Vec<i64>>,
}

impl Alike {
    /// Looks ahead for captures that are to be settled in this transaction.
    pub fn ahead(tx: &mut dyn Transaction, captures: &[i64]) -> Result<Self> {
        let mut alike = Self::default();
        let mut all = BTreeSet::new();
        for capture in captures {
            all.extend(
                alike
                    .minima(tx, *capture)?
                    .iter()
                    .flat_map(|own| bands(own)),
            );
        }
        for band in all {
            alike.of_band(tx, band)?;
        }
        Ok(alike)
    }

    fn minima(&mut self, tx: &mut dyn Transaction, capture: i64) -> Result<Option<&[u8]>> {
        let minima = match self.minima.entry(capture) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(room) => room.insert(minima(tx, capture)?),
        };
        Ok(minima.as_deref())
    }

    fn of_band(&mut self, tx: &mut dyn Transaction, band: i64) -> Result<&[i64]> {
        Ok(match self.by_band.entry(band) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(room) => {
                let sql = "SELECT capture FROM band WHERE band = $1";
                let rows = tx.rows(sql, &[band.into()])?;
                room.insert(rows.iter().map(|r| r.int(0)).collect())
            }
        })
    }
}

/// Settles which captures are copies of which, for each capture marked; acts whose sources change
/// are marked in turn.
pub(crate) fn settle(tx: &mut dyn Transaction, alike: &mut Alike, capture: i64) -> Result<()> {
    let group = group(tx, alike, capture)?;
    let original = original(tx, &group)?;
    for member in &group {
        let was = "SELECT original FROM copy WHERE capture = $1";
        let was = tx.number(was, &[(*member).into()])?;
        let is = (group.len() > 1).then_some(original);
        if was == is {
            continue;
        }
        match is {
            Some(is) => tx.run(
                "INSERT INTO copy (capture, original) VALUES ($1, $2) \
                 ON CONFLICT (capture) DO UPDATE SET original = excluded.original",
                &[(*member).into(), is.into()],
            )?,
            None => tx.run("DELETE FROM copy WHERE capture = $1", &[(*member).into()])?,
        };
        tx.run(
            "INSERT INTO unsettled (sort, thing) SELECT 'act', n FROM record \
             WHERE capture = $1 ON CONFLICT DO NOTHING",
            &[(*member).into()],
        )?;
    }
    for member in &group {
        let done = "DELETE FROM unsettled WHERE sort = 'copy' AND thing = $1";
        tx.run(done, &[(*member).into()])?;
    }
    Ok(())
}

/// All that are copies of a capture, by way of any number of others, itself included.
fn group(tx: &mut dyn Transaction, alike: &mut Alike, capture: i64) -> Result<BTreeSet<i64>> {
    let mut group = BTreeSet::from([capture]);
    let mut open = vec![capture];
    while let Some(next) = open.pop() {
        let Some(own) = alike.minima(tx, next)?.map(<[u8]>::to_vec) else {
            continue;
        };
        let mut near = BTreeSet::new();
        for band in bands(&own) {
            near.extend(alike.of_band(tx, band)?);
        }
        for other in near {
            if group.contains(&other) {
                continue;
            }
            let theirs = alike.minima(tx, other)?;
            if theirs.is_some_and(|theirs| are_copies(&own, theirs)) {
                group.insert(other);
                open.push(other);
            }
        }
    }
    Ok(group)
}

/// The capture that the others are copies of: the one published first, so far as is known.
fn original(tx: &mut dyn Transaction, group: &BTreeSet<i64>) -> Result<i64> {
    let mut first: Option<(String, String, i64)> = None;
    for member in group.iter().filter(|_| group.len() > 1) {
        let id = tx.rows("SELECT id FROM capture WHERE n = $1", &[(*member).into()])?;
        let reading = standing::current(tx, *member)?.map(|r| r.n);
        let published = "SELECT published FROM reading WHERE n = $1";
        let published = tx.rows(published, &[reading.into()])?;
        let published = published.first().and_then(|r| r.owned(0));
        // a page without a date comes after those with one
        let published = published.unwrap_or_else(|| "9999".into());
        let own = (published, id[0].text(0).to_owned(), *member);
        if first.as_ref().is_none_or(|first| own < *first) {
            first = Some(own);
        }
    }
    Ok(first.map(|(_, _, n)| n).unwrap_or_default())
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
        assert!(bands(&a).any(|band| bands(&b).any(|other| other == band)));
    }

    #[test]
    fn other_texts_are_none() {
        let (a, b) = (signature(&text(1)).unwrap(), signature(&text(2)).unwrap());
        assert!(!are_copies(&a, &b));
        assert_eq!(signature("结好。"), None);
    }
}
