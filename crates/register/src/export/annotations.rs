//! W3C Web Annotations: a quote each, with a TextQuoteSelector and a TextPositionSelector, so that
//! any reader of annotations finds the words again in the page.
//!
//! Positions count code points of the decoded source, which is what the model asks for; for HTML
//! that is the markup as it came, not the text a browser shows.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Acts, Occasion, Open, failed};
use crate::error::Result;
use crate::ingest::unpack;
use crate::list;
use crate::query::{ActView, Quote, RecordView};
use crate::register::Register;

/// Characters before and after a quote.
const AROUND: usize = 32;

/// The source last looked at: records of one page follow each other.
struct Source {
    capture: String,
    text: Vec<char>,
}

pub(super) fn write(acts: &mut Acts<'_>, occasion: &Occasion, open: &mut Open<'_>) -> Result<u64> {
    let mut out = open("").map_err(|e| failed(&e))?;
    let mut source = Source {
        capture: String::new(),
        text: Vec::new(),
    };
    let head = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[";
    out.write_all(head.as_bytes()).map_err(|e| failed(&e))?;
    let mut first = true;
    let count = acts.each(|acts, act| {
        for record in &act.records {
            for (n, quote) in record.evidence.iter().enumerate() {
                if source.capture != quote.capture {
                    source = decoded(acts, &quote.capture)?;
                }
                let item = annotation(acts, occasion, act, record, (n, quote), &source.text)?;
                let comma = if first { "\n" } else { ",\n" };
                first = false;
                write!(out, "{comma}{item}").map_err(|e| failed(&e))?;
            }
        }
        Ok(())
    })?;
    let done = writeln!(out, "\n]}}").and_then(|()| out.flush());
    done.map_err(|e| failed(&e))?;
    Ok(count)
}

impl Register {
    /// The quotes of one page, by the id of its capture; of records that still hold.
    ///
    /// # Errors
    /// There is no such page; or the database failed.
    pub fn annotations(&mut self, capture: &str, occasion: &Occasion) -> Result<Value> {
        let document = self.document(capture)?;
        let source = document.source.chars().collect::<Vec<char>>();
        self.read(|tx| {
            let mut acts = Acts {
                tx,
                numbers: Vec::new(),
                captures: HashMap::new(),
            };
            let mut items = Vec::new();
            for act in &document.acts {
                let own = |r: &&RecordView| r.capture == document.capture.id;
                for record in act.records.iter().filter(own) {
                    for found in record.evidence.iter().enumerate() {
                        items.push(annotation(
                            &mut acts, occasion, act, record, found, &source,
                        )?);
                    }
                }
            }
            Ok(json!({
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "type": "AnnotationPage",
                "items": items,
            }))
        })
    }
}

fn decoded(acts: &mut Acts<'_>, capture: &str) -> Result<Source> {
    let sql = "SELECT packed, sha256, locator FROM capture WHERE id = $1";
    let rows = acts.tx.rows(sql, &[capture.into()])?;
    let text = match rows.first() {
        Some(row) => {
            let bytes = unpack(capture, row.bytes(0), row.text(1))?;
            list::source(&bytes, row.text(2)).chars().collect()
        }
        None => Vec::new(),
    };
    Ok(Source {
        capture: capture.to_owned(),
        text,
    })
}

fn annotation(
    acts: &mut Acts<'_>,
    occasion: &Occasion,
    act: &ActView,
    record: &RecordView,
    (n, quote): (usize, &Quote),
    source: &[char],
) -> Result<Value> {
    let capture = acts.capture(&quote.capture)?;
    let urn = |id: &str| format!("urn:jiehao:{id}");
    let (start, end) = (quote.start.max(0) as usize, quote.end.max(0) as usize);
    let slice = |from: usize, until: usize| -> String {
        let until = until.min(source.len());
        source[from.min(until)..until].iter().collect()
    };
    Ok(json!({
        "id": urn(&format!("{}/{n}", record.id)),
        "type": "Annotation",
        "motivation": "identifying",
        "created": capture.taken,
        "generator": {"type": "Software", "name": format!("jiehao {}", occasion.version)},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": act.kind},
            {
                "type": "TextualBody", "purpose": "describing", "format": "text/plain",
                "language": "zh", "value": act.headline(),
            },
            {"type": "SpecificResource", "purpose": "identifying", "source": urn(&act.id)},
        ],
        "target": {
            "source": capture.url().map_or_else(|| urn(&quote.capture), str::to_owned),
            "state": {"type": "TimeState", "sourceDate": capture.taken},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": quote.exact,
                    "prefix": slice(start.saturating_sub(AROUND), start),
                    "suffix": slice(end, end + AROUND),
                },
                {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
            ],
        },
    }))
}
