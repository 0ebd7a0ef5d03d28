//! `jiehao clean`.

use std::io::Write;

use jiehao_readings::{Made, json, page};
use jiehao_text::Hint;

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Clean, CleanFormat, Script};
use crate::output::report;
use crate::pipeline::each;

pub(crate) fn run(args: &Clean) -> anyhow::Result<Outcome> {
    let script = match args.script {
        Script::Source => jiehao_text::Script::Source,
        Script::Simplified => jiehao_text::Script::Simplified,
    };
    let mut out: Box<dyn Write> = match args.format {
        CleanFormat::Jsonl => Box::new(plain_output()),
        CleanFormat::Text => Box::new(output()),
    };
    let work = |doc: &str, bytes: Vec<u8>| {
        let hint = Hint {
            name: Some(doc),
            script,
            ..Hint::default()
        };
        let Made { value: page, notes } = page(&bytes, &hint)?;
        let value = match args.format {
            CleanFormat::Jsonl => format!("{}\n", json::page(doc, &page)),
            CleanFormat::Text => {
                let mut text = String::new();
                report::head(&mut text, doc, &page);
                format!("{text}\n{}\n\n", page.body.text)
            }
        };
        Ok(Made { value, notes })
    };
    let pages = &args.pages;
    let tally = each(&pages.pages, pages.reading, work, |_, text| {
        Ok(out.write_all(text.as_bytes())?)
    })?;
    out.flush()?;
    Ok(tally.outcome())
}
