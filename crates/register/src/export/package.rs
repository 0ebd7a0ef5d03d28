//! CSV with a `datapackage.json` (Data Package 1): `acts.csv`, and `evidence.csv` with the words of
//! each of their records.

use serde_json::{Value, json};

use super::flat::{COLUMNS, Cell, Sort, row};
use super::{Acts, Occasion, Open, failed};
use crate::error::{Error, Result};

/// Columns of `evidence.csv`.
const EVIDENCE: [(&str, &str, &str); 10] = [
    ("act", "string", "Id of the act"),
    ("record", "string", "Id of the record"),
    (
        "n",
        "integer",
        "Number of the quote within the record, from 0",
    ),
    ("capture", "string", "Id of the capture"),
    (
        "locator",
        "string",
        "Path or URL that the capture was taken from",
    ),
    ("start", "integer", "First code point of the decoded source"),
    ("end", "integer", "One past the last"),
    ("exact", "string", "The words, character for character"),
    (
        "rule",
        "string",
        "The rule that read them; 名录 for a row of a list",
    ),
    ("confidence", "number", "0 to 1"),
];

fn wrong(e: &csv::Error) -> Error {
    failed(&std::io::Error::other(e.to_string()))
}

pub(super) fn write(acts: &mut Acts<'_>, occasion: &Occasion, open: &mut Open<'_>) -> Result<u64> {
    let mut file = |name: &str| open(name).map_err(|e| failed(&e));
    let mut table = csv::Writer::from_writer(file("acts.csv")?);
    let mut quotes = csv::Writer::from_writer(file("evidence.csv")?);
    let heads = table.write_record(COLUMNS.map(|c| c.0));
    let heads = heads.and_then(|()| quotes.write_record(EVIDENCE.map(|c| c.0)));
    heads.map_err(|e| wrong(&e))?;
    let count = acts.each(|acts, act| {
        let cells = row(act).into_iter().map(|cell| match cell {
            Cell::Text(text) => text.unwrap_or_default(),
            Cell::Count(n) => n.to_string(),
            Cell::Share(x) => x.map_or_else(String::new, |x| x.to_string()),
        });
        table.write_record(cells).map_err(|e| wrong(&e))?;
        for record in &act.records {
            for (n, quote) in record.evidence.iter().enumerate() {
                let capture = acts.capture(&quote.capture)?;
                let row = [
                    act.id.as_str(),
                    &record.id,
                    &n.to_string(),
                    &quote.capture,
                    &capture.locator,
                    &quote.start.to_string(),
                    &quote.end.to_string(),
                    &quote.exact,
                    &record.rule,
                    &record.confidence.to_string(),
                ];
                quotes.write_record(row).map_err(|e| wrong(&e))?;
            }
        }
        Ok(())
    })?;
    table.flush().map_err(|e| failed(&e))?;
    quotes.flush().map_err(|e| failed(&e))?;
    let mut out = file("datapackage.json")?;
    let text = serde_json::to_string_pretty(&described(occasion)).map_err(|e| failed(&e.into()))?;
    let done = writeln!(out, "{text}").and_then(|()| out.flush());
    done.map_err(|e| failed(&e))?;
    Ok(count)
}

fn described(occasion: &Occasion) -> Value {
    let field = |name: &str, sort: &str, about: &str| {
        let mut field = json!({"name": name, "type": sort, "description": about});
        if matches!(name, "id" | "type" | "act" | "record" | "capture") {
            field["constraints"] = json!({"required": true});
        }
        field
    };
    let acts: Vec<Value> = COLUMNS
        .iter()
        .map(|(name, sort, about)| {
            let sort = match sort {
                Sort::Text => "string",
                Sort::Day => "date",
                Sort::Count => "integer",
                Sort::Share => "number",
            };
            field(name, sort, about)
        })
        .collect();
    let evidence: Vec<Value> = EVIDENCE.iter().map(|(n, s, a)| field(n, s, a)).collect();
    let resource = |name: &str, schema: Value| {
        json!({
            "name": name, "path": format!("{name}.csv"), "profile": "tabular-data-resource",
            "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
        })
    };
    json!({
        "profile": "tabular-data-package",
        "name": "jiehao-register",
        "title": "Acts of subnational diplomacy with the words they were read from",
        "created": occasion.now,
        "version": occasion.version,
        "resources": [
            resource("acts", json!({"fields": acts, "primaryKey": "id"})),
            resource("evidence", json!({
                "fields": evidence, "primaryKey": ["record", "n"],
                "foreignKeys": [{"fields": "act", "reference": {"resource": "acts", "fields": "id"}}],
            })),
        ],
    })
}
