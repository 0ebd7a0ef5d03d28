//! `jiehao tie`: a standing relation with its history.

use std::fmt::Write as _;
use std::io::Write;

use jiehao_register::{History, Register, Stage, Step};

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{ReportFormat, Tie};
use crate::output::act;
use crate::pipeline::printable;
use crate::vocabulary;

pub(crate) fn run(args: &Tie) -> anyhow::Result<Outcome> {
    let mut register = Register::open(&args.at.register)?;
    let all = register.histories(&args.one, args.other.as_deref())?;
    match args.format {
        ReportFormat::Text => {
            let mut out = output();
            let told: Vec<String> = all.iter().map(told).collect();
            write!(out, "{}", told.join("\n"))?;
            out.flush()?;
        }
        ReportFormat::Json => {
            let mut out = plain_output();
            for history in &all {
                writeln!(out, "{}", serde_json::to_string(history)?)?;
            }
            out.flush()?;
        }
    }
    Ok(match all.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

fn told(history: &History) -> String {
    let mut out = format!("{}\n", act::line(&history.tie));
    for step in &history.steps {
        let words: String = step.quote.exact.split_whitespace().collect();
        let words: String = words.chars().take(80).collect();
        let when = step.when.as_deref().unwrap_or("时间不详");
        let _ = writeln!(out, "  {when}  {}〔{}〕", stage(step), step.act);
        let _ = writeln!(out, "    「{}」", printable(&words));
    }
    for (title, acts) in [("协议", &history.agreements), ("往来", &history.exchanges)] {
        if acts.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  {title}");
        for one in acts {
            let _ = writeln!(out, "    {} {}", act::kind(&one.kind), act::line(one));
        }
    }
    out
}

fn stage(step: &Step) -> String {
    let stage = vocabulary::stage(step.stage.name());
    match (step.stage, step.years) {
        (Stage::Anniversary, Some(years)) => format!("{years}{stage}"),
        _ => stage.to_owned(),
    }
}
