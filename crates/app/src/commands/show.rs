//! `jiehao show`: all that a register knows of an id.

use std::io::Write;

use jiehao_register::{Decision, Found, Register};
use serde_json::{Value, json};

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{ReportFormat, Show};
use crate::output::act;
use crate::pipeline::printable;

pub(crate) fn run(args: &Show) -> anyhow::Result<Outcome> {
    let found = Register::open(&args.at.register)?.show(&args.id)?;
    match args.format {
        ReportFormat::Text => {
            let mut out = output();
            write!(out, "{}", told(&found))?;
            out.flush()?;
        }
        ReportFormat::Json => {
            let mut out = plain_output();
            writeln!(out, "{}", object(&found)?)?;
            out.flush()?;
        }
    }
    Ok(Outcome::Done)
}

fn told(found: &Found) -> String {
    match found {
        Found::Act(view) => act::told(view),
        Found::Record(view, decisions) => act::record(view, decisions),
        Found::Capture(view) => act::capture(view),
        Found::Decision(decision) => format!("{}\n", act::decision(decision)),
        Found::Entity(name, acts) => {
            let lines = acts
                .iter()
                .map(|a| format!("  {} {}\n", act::kind(&a.kind), act::line(a)));
            format!("{}\n{}", printable(name), lines.collect::<String>())
        }
    }
}

fn object(found: &Found) -> anyhow::Result<Value> {
    Ok(match found {
        Found::Act(view) => serde_json::to_value(view)?,
        Found::Record(view, about) => {
            let mut value = serde_json::to_value(view)?;
            value["decisions"] = about.iter().map(decision).collect();
            value
        }
        Found::Capture(view) => serde_json::to_value(view)?,
        Found::Decision(d) => decision(d),
        Found::Entity(name, acts) => json!({"name": name, "acts": acts}),
    })
}

/// A decision as JSON.
pub(super) fn decision(d: &Decision) -> Value {
    json!({
        "id": d.id, "verdict": d.verdict.name(), "subject": d.subject, "object": d.object,
        "who": d.who, "at": d.at, "ground": d.ground, "holds": d.holds,
    })
}
