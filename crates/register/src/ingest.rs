//! A page into the register: the capture first, then what was read from it, in one transaction.
//!
//! A page that was read by this version already is passed over; a page that was read by another is
//! read again, and what the new reading no longer says is ranked down, not deleted. Ingesting the
//! same pages in any order, any number of times, by any number of processes gives one register.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use jiehao_events::Record;
use jiehao_text::Page;

use crate::error::{Error, ErrorKind, Result};
use crate::fact::{self, Known, Statement};
use crate::id::{id, id_within, sha256};
use crate::register::Register;
use crate::store::{Transaction, Value};
use crate::time::Period;
use crate::{copies, grams, standing};

/// Bytes as they were taken.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'a> {
    /// The page, unpacked.
    pub bytes: &'a [u8],
    /// Path or URL.
    pub locator: &'a str,
    /// When, RFC 3339.
    pub at: &'a str,
}

/// By whom a page was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Version of the extractor: numbers parted by dots.
    pub version: String,
    /// SHA-256 of the rules that were added to its own; empty for none.
    pub rules: String,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ingested {
    /// Read for the first time, or anew: so many records.
    Read(usize),
    /// Nothing that the register did not hold already.
    Known,
}

/// The id that a capture of these bytes has.
pub fn capture_id(bytes: &[u8]) -> String {
    id('c', [sha256(bytes).as_str()])
}

impl Register {
    /// Whether a page was read by this reader before: then it need not be read again.
    ///
    /// # Errors
    /// The database failed.
    pub fn has_read(&mut self, bytes: &[u8], reader: &Reader) -> Result<bool> {
        let capture = capture_id(bytes);
        let sql =
            "SELECT id FROM reading WHERE capture = $1 AND version = $2 AND rules = $3 LIMIT 1";
        let values = [
            capture.into(),
            (&reader.version).into(),
            (&reader.rules).into(),
        ];
        self.read(|tx| Ok(!tx.rows(sql, &values)?.is_empty()))
    }

    /// Keeps a page from which nothing could be read, or which was read before.
    ///
    /// # Errors
    /// The database failed; nothing of the page was kept.
    pub fn capture(&mut self, taken: Taken<'_>) -> Result<String> {
        self.write(|tx| capture(tx, taken))
    }

    /// Keeps a page and what was read from it.
    ///
    /// # Errors
    /// The database failed; nothing of the page was kept.
    pub fn ingest(
        &mut self,
        taken: Taken<'_>,
        reader: &Reader,
        page: &Page,
        records: &[Record],
    ) -> Result<Ingested> {
        self.write(|tx| {
            let capture = capture(tx, taken)?;
            let known = known(tx, &capture)?;
            let ids = fact::ids(&capture, records, &known);
            let said: Vec<Vec<Statement>> = ids
                .iter()
                .zip(records)
                .map(|(id, record)| fact::statements(id, record))
                .collect();
            let reading = reading_id(&capture, reader, page, records, &said);
            if !add_reading(tx, &reading, &capture, reader, taken.at, page)? {
                return Ok(Ingested::Known);
            }
            for (n, ((id, record), said)) in ids.iter().zip(records).zip(&said).enumerate() {
                add_record(tx, id, &capture, record)?;
                add_report(tx, id, &reading, n, record)?;
                for (n, statement) in said.iter().enumerate() {
                    add_statement(tx, id, &reading, n, statement)?;
                }
            }
            sign(tx, &capture)?;
            standing::stand(tx, &capture)?;
            Ok(Ingested::Read(records.len()))
        })
    }

    /// The bytes of a capture, as they were taken.
    ///
    /// # Errors
    /// There is no such capture, or its bytes are no longer those that were taken.
    pub fn bytes(&mut self, capture: &str) -> Result<Vec<u8>> {
        let sql = "SELECT packed, sha256, size FROM capture WHERE id = $1";
        let rows = self.read(|tx| tx.rows(sql, &[capture.into()]))?;
        let row = rows
            .first()
            .ok_or_else(|| Error::new(ErrorKind::Unknown, capture, "no such capture"))?;
        unpack(capture, row.bytes(0), row.text(1))
    }
}

/// Bytes of a capture, held against their hash.
pub(crate) fn unpack(capture: &str, packed: &[u8], hash: &str) -> Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    let read = flate2::read::ZlibDecoder::new(packed).read_to_end(&mut bytes);
    match read {
        Ok(_) if sha256(&bytes) == hash => Ok(bytes),
        _ => Err(Error::new(
            ErrorKind::Damaged,
            capture,
            "the bytes are no longer those that were taken",
        )),
    }
}

fn capture(tx: &mut dyn Transaction, taken: Taken<'_>) -> Result<String> {
    let hash = sha256(taken.bytes);
    let id = id('c', [hash.as_str()]);
    if tx
        .rows("SELECT id FROM capture WHERE id = $1", &[(&id).into()])?
        .is_empty()
    {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
        let packed = packer.write_all(taken.bytes).and_then(|()| packer.finish());
        let packed = packed.map_err(|e| Error::new(ErrorKind::World, &id, e.to_string()))?;
        tx.run(
            "INSERT INTO capture (id, sha256, size, locator, taken, packed) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                (&id).into(),
                hash.into(),
                (taken.bytes.len() as i64).into(),
                taken.locator.into(),
                taken.at.into(),
                packed.into(),
            ],
        )?;
    }
    tx.run(
        "INSERT INTO sighting (capture, locator, taken) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[(&id).into(), taken.locator.into(), taken.at.into()],
    )?;
    Ok(id)
}

/// The records of a capture with the evidence of their latest reading.
fn known(tx: &mut dyn Transaction, capture: &str) -> Result<Vec<Known>> {
    let sql = "SELECT r.id, r.type, r.name FROM record r WHERE r.capture = $1 ORDER BY r.id";
    let mut out = Vec::new();
    for row in tx.rows(sql, &[capture.into()])? {
        let last = "SELECT p.reading FROM report p JOIN reading g ON g.id = p.reading \
                    WHERE p.record = $1 ORDER BY g.at DESC, g.id DESC LIMIT 1";
        let last = tx.rows(last, &[row.text(0).into()])?;
        let reading = last.first().map_or("", |r| r.text(0));
        let spans = "SELECT first, last FROM evidence WHERE record = $1 AND reading = $2";
        let spans = tx.rows(spans, &[row.text(0).into(), reading.into()])?;
        out.push(Known {
            id: row.text(0).to_owned(),
            kind: row.text(1).to_owned(),
            name: row.text(2).to_owned(),
            spans: spans.iter().map(|s| (s.int(0), s.int(1))).collect(),
        });
    }
    Ok(out)
}

/// A reading is what it says: the same reader finding something else (its rules were being worked
/// on) is another reading.
fn reading_id(
    capture: &str,
    reader: &Reader,
    page: &Page,
    records: &[Record],
    said: &[Vec<Statement>],
) -> String {
    let mut parts: Vec<String> = vec![
        capture.into(),
        reader.version.clone(),
        reader.rules.clone(),
        page.body.text.clone(),
    ];
    for (record, said) in records.iter().zip(said) {
        parts.extend(said.iter().map(|s| s.id.clone()));
        parts.push(format!("{:.4} {}", record.confidence, record.rule));
        let spans = record.evidence.iter();
        parts.extend(spans.map(|e| format!("{} {}", e.start, e.end)));
    }
    id_within('g', capture, parts.iter().map(String::as_str))
}

fn add_reading(
    tx: &mut dyn Transaction,
    id: &str,
    capture: &str,
    reader: &Reader,
    at: &str,
    page: &Page,
) -> Result<bool> {
    let title = page.title.as_ref().map(|t| t.text.as_str());
    let values: [Value; 11] = [
        id.into(),
        capture.into(),
        (&reader.version).into(),
        (&reader.rules).into(),
        at.into(),
        page.charset.into(),
        title.into(),
        page.outlet.as_deref().into(),
        page.author.as_deref().into(),
        page.published.map(|p| p.to_string()).into(),
        (&page.body.text).into(),
    ];
    let added = tx.run(
        "INSERT INTO reading (id, capture, version, rules, at, charset, title, outlet, author, \
         published, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT DO NOTHING",
        &values,
    )?;
    Ok(added > 0)
}

fn add_record(tx: &mut dyn Transaction, id: &str, capture: &str, record: &Record) -> Result<()> {
    tx.run(
        "INSERT INTO record (id, capture, type, name) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        &[id.into(), capture.into(), record.kind.name().into(), fact::name(record).into()],
    )?;
    Ok(())
}

fn add_report(
    tx: &mut dyn Transaction,
    id: &str,
    reading: &str,
    n: usize,
    record: &Record,
) -> Result<()> {
    let grounds: Vec<_> = record.grounds.iter().map(|g| (&g.name, g.weight)).collect();
    let grounds = serde_json::to_string(&grounds).unwrap_or_default();
    tx.run(
        "INSERT INTO report (record, reading, n, confidence, rule, grounds) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            id.into(),
            reading.into(),
            (n as i64).into(),
            // four digits are more than a confidence is worth, and equal on every machine
            ((f64::from(record.confidence) * 1e4).round() / 1e4).into(),
            (&record.rule).into(),
            grounds.into(),
        ],
    )?;
    for (n, e) in record.evidence.iter().enumerate() {
        tx.run(
            "INSERT INTO evidence (record, reading, n, first, last, exact) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                id.into(),
                reading.into(),
                (n as i64).into(),
                (e.start as i64).into(),
                (e.end as i64).into(),
                (&e.exact).into(),
            ],
        )?;
    }
    Ok(())
}

fn add_statement(
    tx: &mut dyn Transaction,
    record: &str,
    reading: &str,
    n: usize,
    s: &Statement,
) -> Result<()> {
    let day = |pick: fn(&Period) -> String| s.period.as_ref().map(pick);
    let values: [Value; 14] = [
        (&s.id).into(),
        record.into(),
        i64::from(s.role).into(),
        (&s.property).into(),
        (&s.value).into(),
        s.identity.as_deref().into(),
        s.country.as_deref().into(),
        s.post.as_deref().into(),
        s.held_in.as_deref().into(),
        s.kind.as_deref().into(),
        s.level.as_deref().into(),
        day(|p| p.from.to_string()).into(),
        day(|p| p.to.to_string()).into(),
        s.period.map(|p| p.precision.name()).into(),
    ];
    tx.run(
        "INSERT INTO statement (id, record, role, property, value, identity, country, post, held_in, \
         kind, level, since, until, precise) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT DO NOTHING",
        &values,
    )?;
    tx.run(
        "INSERT INTO attestation (statement, reading, n) VALUES ($1, $2, $3)",
        &[(&s.id).into(), reading.into(), (n as i64).into()],
    )?;
    Ok(())
}

/// What copies are found by, and the full text, of the reading that holds.
pub(crate) fn sign(tx: &mut dyn Transaction, capture: &str) -> Result<()> {
    let Some(reading) = standing::current(tx, capture)? else {
        return Ok(());
    };
    let sql = "SELECT title, text FROM reading WHERE id = $1";
    let rows = tx.rows(sql, &[reading.0.into()])?;
    let (title, text) = (rows[0].text(0), rows[0].text(1));
    // read anew, a text may no longer be like those it was a copy of
    tx.run(
        "INSERT INTO unsettled (sort, thing) \
         SELECT 'copy', o.capture FROM copy m JOIN copy o ON o.original = m.original \
         WHERE m.capture = $1 ON CONFLICT DO NOTHING",
        &[capture.into()],
    )?;
    tx.run("DELETE FROM band WHERE capture = $1", &[capture.into()])?;
    tx.run(
        "DELETE FROM signature WHERE capture = $1",
        &[capture.into()],
    )?;
    if let Some(signature) = copies::signature(text) {
        for band in copies::bands(&signature) {
            let sql = "INSERT INTO band (band, capture) VALUES ($1, $2)";
            tx.run(sql, &[band.into(), capture.into()])?;
        }
        let sql = "INSERT INTO signature (capture, minima) VALUES ($1, $2)";
        tx.run(sql, &[capture.into(), signature.into()])?;
        let sql = "INSERT INTO unsettled (sort, thing) VALUES ('copy', $1) ON CONFLICT DO NOTHING";
        tx.run(sql, &[capture.into()])?;
    }
    let grams: Vec<String> = grams::of_text(&format!("{title}\n{text}"))
        .into_iter()
        .collect();
    tx.index(capture, &grams)
}
