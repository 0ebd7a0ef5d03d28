//! `jiehao extract`.

use std::io::Write;

use jiehao_events::{Extraction, Record, Rules};
use jiehao_readings::{json, read};
use jiehao_text::Page;

use super::{output, plain_output, rules};
use crate::Outcome;
use crate::cli::{Extract, ExtractFormat, Reading};
use crate::output::report;
use crate::output::table::Table;
use crate::pipeline::{Tally, each};

pub(crate) fn run(args: &Extract) -> anyhow::Result<Outcome> {
    let (mut records, mut pages) = (0, 0);
    let least = args.min_confidence;
    let mut count = |n: usize| {
        records += n;
        pages += usize::from(n > 0);
    };
    let tally = match args.format {
        ExtractFormat::Jsonl => {
            let mut out = plain_output();
            let tally = each_page(args, |doc, (_, read)| {
                let records = sure(&read, least);
                count(records.len());
                for record in records {
                    writeln!(out, "{}", json::record(doc, record))?;
                }
                Ok(())
            })?;
            out.flush()?;
            tally
        }
        ExtractFormat::Csv => {
            let mut table = Table::new(plain_output(), args.bom)?;
            let tally = each_page(args, |doc, (_, read)| {
                let records = sure(&read, least);
                count(records.len());
                records.iter().try_for_each(|r| table.row(doc, r))
            })?;
            table.flush()?;
            tally
        }
        ExtractFormat::Text => {
            let mut out = output();
            let tally = each_page(args, |doc, (page, read)| {
                let records = sure(&read, least);
                count(records.len());
                if !records.is_empty() {
                    out.write_all(report::page(doc, &page, &read, &records).as_bytes())?;
                }
                Ok(())
            })?;
            writeln!(
                out,
                "共读 {} 页，{pages} 页有记录，计 {records} 条。",
                tally.read
            )?;
            out.flush()?;
            tally
        }
    };
    Ok(match tally.outcome() {
        Outcome::Done if records == 0 => Outcome::Wanting,
        outcome => outcome,
    })
}

fn each_page(
    args: &Extract,
    mut take: impl FnMut(&str, (Page, Extraction)) -> anyhow::Result<()>,
) -> anyhow::Result<Tally> {
    let own = rules(&args.rules)?;
    let rules = own.as_ref().unwrap_or_else(|| Rules::built_in());
    let reading: Reading = args.pages.reading;
    let work = |doc: &str, bytes: Vec<u8>| read(doc, &bytes, rules);
    each(&args.pages.pages, reading, work, |doc, read| {
        read.map_or(Ok(()), |read| take(doc, read))
    })
}

fn sure(read: &Extraction, least: f32) -> Vec<&Record> {
    read.records
        .iter()
        .chain(&read.doubted)
        .filter(|r| r.confidence >= least)
        .collect()
}
