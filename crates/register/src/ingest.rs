//! Pages into the register: of each the capture first, then what was read from it. A page is never
//! half there: pages are added in one transaction each, or many in one.
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
    /// SHA-256 of the rules that were added to its own, empty for none; of a list, its columns.
    pub rules: String,
}

/// A page on its way into the register.
#[derive(Clone, Debug)]
pub struct Arrival<'a> {
    /// The bytes.
    pub taken: Taken<'a>,
    /// What was read from them: nothing where the page was read before, or nothing could be read.
    pub read: Option<(Told<'a>, &'a [Record])>,
}

/// What a capture says of itself, and its text.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// Charset that the bytes were decoded from.
    pub charset: &'a str,
    /// Headline.
    pub title: Option<&'a str>,
    /// The named source, else the host.
    pub outlet: Option<&'a str>,
    /// Byline.
    pub author: Option<&'a str>,
    /// Date of publication, ISO 8601 cut to what is known.
    pub published: Option<String>,
    /// The clean body.
    pub text: &'a str,
}

impl<'a> From<&'a Page> for Told<'a> {
    fn from(page: &'a Page) -> Self {
        Self {
            charset: page.charset,
            title: page.title.as_ref().map(|t| t.text.as_str()),
            outlet: page.outlet.as_deref(),
            author: page.author.as_deref(),
            published: page.published.map(|p| p.to_string()),
            text: &page.body.text,
        }
    }
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ingested {
    /// Read for the first time, or anew: so many records.
    Read(usize),
    /// Nothing that the register did not hold already.
    Known,
}

/// Pages that [`Register::ingest_all`] is given at a time at most, by those who have many: a large register
/// takes many at a time several times as quickly, since each of its indexes is written once for all of them.
pub const AT_ONCE: usize = 16_384;

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
        let sql = "SELECT g.n FROM capture c JOIN reading g ON g.capture = c.n \
                   WHERE c.id = $1 AND g.version = $2 AND g.rules = $3 LIMIT 1";
        let values = [
            capture_id(bytes).into(),
            (&reader.version).into(),
            (&reader.rules).into(),
        ];
        self.read(|tx| Ok(!tx.rows(sql, &values)?.is_empty()))
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
        let read = Some((page.into(), records));
        let one = self.ingest_all(reader, &[Arrival { taken, read }])?;
        Ok(one[0])
    }

    /// Keeps pages and what was read from them, all of them or none: one transaction for many
    /// pages is several times as quick as one for each.
    ///
    /// # Errors
    /// The database failed; nothing of any of the pages was kept.
    pub fn ingest_all(&mut self, reader: &Reader, pages: &[Arrival<'_>]) -> Result<Vec<Ingested>> {
        self.write(|tx| pages.iter().map(|page| arrive(tx, reader, page)).collect())
    }

    /// Keeps anything that has a text and what was read from it; `besides` is done in the same
    /// transaction.
    pub(crate) fn keep(
        &mut self,
        taken: Taken<'_>,
        reader: &Reader,
        told: &Told<'_>,
        records: &[Record],
        besides: impl FnOnce(&mut dyn Transaction) -> Result<()>,
    ) -> Result<Ingested> {
        self.write(|tx| {
            besides(tx)?;
            take_in(tx, reader, taken, Some((told, records)))
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

pub(crate) fn arrive(
    tx: &mut dyn Transaction,
    reader: &Reader,
    arrival: &Arrival<'_>,
) -> Result<Ingested> {
    let read = arrival.read.as_ref();
    let read = read.map(|(told, records)| (told, *records));
    take_in(tx, reader, arrival.taken, read)
}

fn take_in(
    tx: &mut dyn Transaction,
    reader: &Reader,
    taken: Taken<'_>,
    read: Option<(&Told<'_>, &[Record])>,
) -> Result<Ingested> {
    let (capture, id, new) = capture(tx, taken)?;
    let Some((page, records)) = read else {
        return Ok(Ingested::Known);
    };
    // of a page that is new there is nothing to look up
    let known = if new { Vec::new() } else { known(tx, capture)? };
    let ids = fact::ids(&id, records, &known);
    let all = ids.iter().zip(records);
    let said: Vec<Vec<Statement>> = all
        .map(|(id, record)| fact::statements(id, record))
        .collect();
    let reading = reading_id(&id, reader, page, records, &said);
    let Some(reading) = add_reading(tx, &reading, capture, reader, taken.at, page)? else {
        return Ok(Ingested::Known);
    };
    let mut fresh = Vec::with_capacity(records.len());
    for (at, ((id, record), said)) in ids.iter().zip(records).zip(&said).enumerate() {
        let n = add_record(tx, id, capture, record)?;
        add_report(tx, n, reading, at, record)?;
        for (at, statement) in said.iter().enumerate() {
            add_statement(tx, n, reading, at, statement)?;
        }
        fresh.push((n, id.as_str(), record.kind.name(), said.as_slice()));
    }
    if new {
        add_signature(
            tx,
            capture,
            page.title.unwrap_or_default(),
            page.text,
            false,
        )?;
        standing::stand_fresh(tx, reading, &fresh)?;
    } else {
        sign(tx, capture)?;
        standing::stand(tx, capture)?;
    }
    Ok(Ingested::Read(records.len()))
}

/// Number and id of a capture, and whether nothing was read from it yet.
fn capture(tx: &mut dyn Transaction, taken: Taken<'_>) -> Result<(i64, String, bool)> {
    let hash = sha256(taken.bytes);
    let id = id('c', [hash.as_str()]);
    let there = "SELECT c.n, (SELECT count(*) FROM reading g WHERE g.capture = c.n) \
                 FROM capture c WHERE c.id = $1";
    let there = tx.rows(there, &[(&id).into()])?;
    let (n, new) = match there.first() {
        Some(row) => (row.int(0), row.int(1) == 0),
        None => (add_capture(tx, &id, hash, taken)?, true),
    };
    tx.run(
        "INSERT INTO sighting (capture, locator, taken) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[n.into(), taken.locator.into(), taken.at.into()],
    )?;
    Ok((n, id, new))
}

fn add_capture(tx: &mut dyn Transaction, id: &str, hash: String, taken: Taken<'_>) -> Result<i64> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = packer.write_all(taken.bytes).and_then(|()| packer.finish());
    let packed = packed.map_err(|e| Error::new(ErrorKind::World, id, e.to_string()))?;
    let n = tx.number(
        "INSERT INTO capture (n, id, sha256, size, locator, taken, packed) \
         VALUES ((SELECT coalesce(max(n), 0) + 1 FROM capture), $1, $2, $3, $4, $5, $6) \
         RETURNING n",
        &[
            id.into(),
            hash.into(),
            (taken.bytes.len() as i64).into(),
            taken.locator.into(),
            taken.at.into(),
            packed.into(),
        ],
    )?;
    Ok(n.unwrap_or_default())
}

/// The records of a capture with the evidence of their latest reading.
fn known(tx: &mut dyn Transaction, capture: i64) -> Result<Vec<Known>> {
    let sql = "SELECT n, id, type, name FROM record WHERE capture = $1 ORDER BY id";
    let mut out = Vec::new();
    for row in tx.rows(sql, &[capture.into()])? {
        let last = "SELECT p.reading FROM report p JOIN reading g ON g.n = p.reading \
                    WHERE p.record = $1 ORDER BY g.at DESC, g.id DESC LIMIT 1";
        let reading = tx.number(last, &[row.int(0).into()])?;
        let spans = "SELECT first, last FROM evidence WHERE record = $1 AND reading = $2";
        let spans = tx.rows(spans, &[row.int(0).into(), reading.into()])?;
        out.push(Known {
            id: row.text(1).to_owned(),
            kind: row.text(2).to_owned(),
            name: row.text(3).to_owned(),
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
    page: &Told<'_>,
    records: &[Record],
    said: &[Vec<Statement>],
) -> String {
    let mut parts: Vec<String> = vec![
        capture.into(),
        reader.version.clone(),
        reader.rules.clone(),
        page.text.to_owned(),
    ];
    for (record, said) in records.iter().zip(said) {
        parts.extend(said.iter().map(|s| s.id.clone()));
        parts.push(format!("{:.4} {}", record.confidence, record.rule));
        let spans = record.evidence.iter();
        parts.extend(spans.map(|e| format!("{} {}", e.start, e.end)));
    }
    id_within('g', capture, parts.iter().map(String::as_str))
}

/// The number of a reading; nothing where it is there already.
fn add_reading(
    tx: &mut dyn Transaction,
    id: &str,
    capture: i64,
    reader: &Reader,
    at: &str,
    page: &Told<'_>,
) -> Result<Option<i64>> {
    let values: [Value; 11] = [
        id.into(),
        capture.into(),
        (&reader.version).into(),
        (&reader.rules).into(),
        at.into(),
        page.charset.into(),
        page.title.into(),
        page.outlet.into(),
        page.author.into(),
        page.published.clone().into(),
        page.text.into(),
    ];
    tx.number(
        "INSERT INTO reading (n, id, capture, version, rules, at, charset, title, outlet, author, \
         published, text) VALUES ((SELECT coalesce(max(n), 0) + 1 FROM reading), \
         $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING n",
        &values,
    )
}

fn add_record(tx: &mut dyn Transaction, id: &str, capture: i64, record: &Record) -> Result<i64> {
    let added = tx.number(
        "INSERT INTO record (n, id, capture, type, name) \
         VALUES ((SELECT coalesce(max(n), 0) + 1 FROM record), $1, $2, $3, $4) \
         ON CONFLICT DO NOTHING RETURNING n",
        &[
            id.into(),
            capture.into(),
            record.kind.name().into(),
            fact::name(record).into(),
        ],
    )?;
    match added {
        Some(n) => Ok(n),
        None => {
            let there = tx.number("SELECT n FROM record WHERE id = $1", &[id.into()])?;
            Ok(there.unwrap_or_default())
        }
    }
}

fn add_report(
    tx: &mut dyn Transaction,
    record: i64,
    reading: i64,
    at: usize,
    of: &Record,
) -> Result<()> {
    let grounds: Vec<_> = of.grounds.iter().map(|g| (&g.name, g.weight)).collect();
    let grounds = serde_json::to_string(&grounds).unwrap_or_default();
    tx.run(
        "INSERT INTO report (record, reading, at, confidence, rule, grounds) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            record.into(),
            reading.into(),
            (at as i64).into(),
            // four digits are more than a confidence is worth, and equal on every machine
            ((f64::from(of.confidence) * 1e4).round() / 1e4).into(),
            (&of.rule).into(),
            grounds.into(),
        ],
    )?;
    for (at, e) in of.evidence.iter().enumerate() {
        tx.run(
            "INSERT INTO evidence (record, reading, at, first, last, exact) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                record.into(),
                reading.into(),
                (at as i64).into(),
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
    record: i64,
    reading: i64,
    at: usize,
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
    let added = tx.number(
        "INSERT INTO statement (n, id, record, role, property, value, identity, country, post, \
         held_in, kind, level, since, until, precise) \
         VALUES ((SELECT coalesce(max(n), 0) + 1 FROM statement), \
         $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT DO NOTHING RETURNING n",
        &values,
    )?;
    let n = match added {
        Some(n) => Some(n),
        None => {
            let there = "SELECT n FROM statement WHERE record = $1 AND id = $2";
            tx.number(there, &[record.into(), (&s.id).into()])?
        }
    };
    tx.run(
        "INSERT INTO attestation (statement, reading, at) VALUES ($1, $2, $3)",
        &[n.into(), reading.into(), (at as i64).into()],
    )?;
    Ok(())
}

/// What copies are found by, and the full text, of the reading that holds.
pub(crate) fn sign(tx: &mut dyn Transaction, capture: i64) -> Result<()> {
    let Some(reading) = standing::current(tx, capture)? else {
        return Ok(());
    };
    let sql = "SELECT title, text FROM reading WHERE n = $1";
    let rows = tx.rows(sql, &[reading.n.into()])?;
    // read anew, a text may no longer be like those it was a copy of
    copies::forget(tx, capture)?;
    add_signature(tx, capture, rows[0].text(0), rows[0].text(1), true)
}

fn add_signature(
    tx: &mut dyn Transaction,
    capture: i64,
    title: &str,
    text: &str,
    anew: bool,
) -> Result<()> {
    copies::sign(tx, capture, text)?;
    let grams: Vec<String> = grams::of_text(&format!("{title}\n{text}"))
        .into_iter()
        .collect();
    tx.index(capture, &grams, anew)
}
