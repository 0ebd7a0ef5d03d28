//! `jiehao evaluate`.

use std::io::Write;

use anyhow::Context;
use jiehao_events::Rules;
use jiehao_readings::{Made, json as lines, page, read};
use jiehao_text::Hint;
use serde_json::json;

use super::{output, rules};
use crate::Outcome;
use crate::cli::{Evaluate, ReportFormat};
use crate::evaluate::{self, Cleaned, Gold, Prediction, Sources};
use crate::pipeline::{Tally, each};

pub(crate) fn run(args: &Evaluate) -> anyhow::Result<Outcome> {
    let gold = Gold::open(&args.gold)?;
    if args.clean {
        return cleaning(args, &gold);
    }
    let mut sources = Sources::default();
    let (tally, mut found) = match &args.predictions {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| {
                format!("--predictions {}: cannot be read as UTF-8", path.display())
            })?;
            let found = evaluate::predictions(&text)
                .with_context(|| format!("--predictions {}", path.display()))?;
            (read_sources(args, &mut sources)?, found)
        }
        None => extract(args, &mut sources)?,
    };
    let judged = !args.pages.is_empty();
    if judged && tally.outcome() == Outcome::NothingRun {
        return Ok(Outcome::NothingRun);
    }
    let evidence = judged.then(|| sources.judge(&mut found));
    let score = evaluate::score(&gold, &found);
    if let Some(path) = &args.grounds {
        std::fs::write(path, evaluate::judged(&score))
            .with_context(|| format!("--grounds {}: cannot be written", path.display()))?;
    }
    let mut out = output();
    match args.format {
        ReportFormat::Text => write!(out, "{}", evaluate::text(&score, evidence))?,
        ReportFormat::Json => writeln!(out, "{}", evaluate::json(&score, evidence))?,
    }
    out.flush()?;
    Ok(ended(tally, score.records().ratio().f1, args.min_f1))
}

/// Status 1 for a score below its bound, as for pages that could not be read.
fn ended(tally: Tally, score: f64, least: Option<f64>) -> Outcome {
    match tally.failed > 0 || least.is_some_and(|least| score < least) {
        true => Outcome::Wanting,
        false => Outcome::Done,
    }
}

fn read_sources(args: &Evaluate, sources: &mut Sources) -> anyhow::Result<Tally> {
    if args.pages.is_empty() {
        return Ok(Tally::default());
    }
    let work = |doc: &str, bytes: Vec<u8>| {
        let Made { value: page, notes } = page(
            &bytes,
            &Hint {
                name: Some(doc),
                ..Hint::default()
            },
        )?;
        Ok(Made {
            value: page.source,
            notes,
        })
    };
    each(&args.pages, args.reading, work, |doc, source| {
        sources.insert(doc, &source);
        Ok(())
    })
}

/// Records of the pages, in the form they are printed in: what is scored is what users get.
fn extract(args: &Evaluate, sources: &mut Sources) -> anyhow::Result<(Tally, Vec<Prediction>)> {
    let own = rules(&args.rules)?;
    let rules = own.as_ref().unwrap_or_else(|| Rules::built_in());
    let mut found = Vec::new();
    let work = |doc: &str, bytes: Vec<u8>| read(doc, &bytes, rules);
    let tally = each(&args.pages, args.reading, work, |doc, read| {
        if let Some((page, read)) = read {
            sources.insert(doc, &page.source);
            let mut records = read.records;
            if args.grounds.is_some() {
                // what confidence is learnt from: what is told of and what is not
                records.extend(read.doubted);
            }
            let lines: Vec<String> = records.iter().map(|r| lines::record(doc, r)).collect();
            let mut printed = evaluate::predictions(&lines.join("\n"))?;
            for (p, r) in printed.iter_mut().zip(records) {
                p.grounds = r.grounds.into_iter().map(|g| g.name).collect();
            }
            found.extend(printed);
        }
        Ok(())
    })?;
    Ok((tally, found))
}

fn cleaning(args: &Evaluate, gold: &Gold) -> anyhow::Result<Outcome> {
    let mut cleaned: Vec<(String, Cleaned)> = Vec::new();
    let work = |doc: &str, bytes: Vec<u8>| {
        let Made { value: page, notes } = page(
            &bytes,
            &Hint {
                name: Some(doc),
                ..Hint::default()
            },
        )?;
        let value = Cleaned {
            title: page.title.map(|t| t.text),
            outlet: page.outlet,
            published: page.published.map(|s| s.to_string()),
            author: page.author,
            text: page.body.text,
        };
        Ok(Made { value, notes })
    };
    let tally = each(&args.pages, args.reading, work, |doc, page| {
        cleaned.push((doc.to_owned(), page));
        Ok(())
    })?;
    if tally.outcome() == Outcome::NothingRun {
        return Ok(Outcome::NothingRun);
    }
    let (mut met, mut asked, mut failed) = (0, 0, Vec::new());
    let nothing = Cleaned::default();
    for (name, doc) in &gold.docs {
        let Some(want) = &doc.clean else { continue };
        let got = cleaned
            .iter()
            .find(|(doc, _)| doc.ends_with(name))
            .map_or(&nothing, |(_, page)| page);
        for check in evaluate::checks(want, got) {
            asked += 1;
            met += usize::from(check.met);
            if !check.met {
                failed.push((name, check));
            }
        }
    }
    let share = if asked == 0 {
        0.0
    } else {
        met as f64 / f64::from(asked)
    };
    let mut out = output();
    match args.format {
        ReportFormat::Text => {
            for (name, check) in &failed {
                writeln!(out, "{name}  {} {}", check.name, check.want)?;
            }
            writeln!(out, "clean {met}/{asked} checks met: {share:.4}")?;
        }
        ReportFormat::Json => {
            let failed: Vec<_> = failed
                .iter()
                .map(|(name, c)| json!({"doc": name, "check": c.name, "want": c.want}))
                .collect();
            writeln!(
                out,
                "{}",
                json!({"met": met, "checks": asked, "share": share, "failed": failed})
            )?;
        }
    }
    out.flush()?;
    Ok(ended(tally, share, args.min_f1))
}
