//! A score as printed: a table with the misses and false records below it, or one JSON object.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::gold::GoldRecord;
use super::prediction::Prediction;
use super::score::{Counts, EvidenceCounts, Score};

/// The score for people.
pub fn text(score: &Score<'_>, evidence: Option<EvidenceCounts>) -> String {
    let mut out = String::new();
    for (kind, counts) in &score.types {
        let Counts {
            gold, predicted, ..
        } = *counts;
        let _ = writeln!(
            out,
            "{}  gold {gold:>3} predicted {predicted:>3}",
            row(kind, *counts)
        );
    }
    if let Some(e) = evidence {
        let _ = writeln!(
            out,
            "evidence exact {:.4} of {} spans; holds the key fillers {:.4} of records",
            share(e.exact, e.spans),
            e.spans,
            share(e.held, e.records)
        );
    }
    let k = score.kappa;
    let _ = writeln!(
        out,
        "kappa       {:.3} on type over {} facts; {:.3} over the {} that both sides saw",
        k.kappa, k.units, k.where_both, k.both
    );
    let _ = writeln!(out, "{}", row("roles", score.roles));
    let all = score.records();
    let Counts {
        right,
        predicted,
        gold,
    } = all;
    let _ = writeln!(
        out,
        "{}  ({right} right, {predicted} predicted, {gold} gold)",
        row("records", all)
    );
    for (name, page) in &score.pages {
        if page.missed.is_empty() && page.wrong.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{name}");
        for gold in &page.missed {
            let _ = writeln!(out, "  missed {}", of_gold(gold));
        }
        for found in &page.wrong {
            let _ = writeln!(out, "  false  {}", predicted_one(found));
        }
    }
    out
}

fn row(name: &str, counts: Counts) -> String {
    let r = counts.ratio();
    format!(
        "{name:<11} P {:.3} R {:.3} F1 {:.3}",
        r.precision, r.recall, r.f1
    )
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Type, roles and attributes of a record of gold, each filler by its first wording.
fn of_gold(g: &GoldRecord) -> String {
    let firsts = |f: &Vec<Vec<String>>| -> Vec<String> {
        f.iter().filter_map(|v| v.first().cloned()).collect()
    };
    let roles = g
        .roles
        .iter()
        .map(|(role, f)| (role.as_str(), firsts(f).join("、")));
    let attributes = g
        .attributes
        .iter()
        .map(|(name, v)| (name.as_str(), v.join("|")));
    line(g.kind.name(), roles.chain(attributes))
}

fn predicted_one(p: &Prediction) -> String {
    let roles = p
        .roles
        .iter()
        .map(|(role, names)| (role.as_str(), names.join("、")));
    let attributes = p
        .attributes
        .iter()
        .map(|(name, v)| (name.as_str(), v.join("|")));
    let mut out = line(&p.kind, roles.chain(attributes));
    if let Some(rule) = &p.rule {
        let _ = write!(out, " by {rule}");
    }
    if !p.held {
        out.push_str(" (evidence lacks a key filler)");
    }
    out
}

fn line<'a>(kind: &str, parts: impl Iterator<Item = (&'a str, String)>) -> String {
    let parts: Vec<String> = parts
        .map(|(name, words)| format!("{name}={words}"))
        .collect();
    format!("{kind} {}", parts.join(" "))
}

/// The score for programs.
pub fn json(score: &Score<'_>, evidence: Option<EvidenceCounts>) -> Value {
    let types = score
        .types
        .iter()
        .map(|(kind, c)| (kind.clone(), counted(*c)))
        .collect::<Map<_, _>>();
    let pages = score.pages.iter().map(|(name, page)| {
        let missed: Vec<String> = page.missed.iter().map(|g| of_gold(g)).collect();
        let wrong: Vec<String> = page.wrong.iter().map(|p| predicted_one(p)).collect();
        let value = json!({"records": counted(page.records), "missed": missed, "false": wrong});
        ((*name).to_owned(), value)
    });
    let k = score.kappa;
    let mut out = json!({
        "records": counted(score.records()),
        "roles": counted(score.roles),
        "types": types,
        "kappa": {"kappa": k.kappa, "units": k.units, "where_both": k.where_both, "both": k.both},
        "pages": pages.collect::<Map<_, _>>(),
    });
    if let Some(e) = evidence {
        out["evidence"] = json!({
            "exact": share(e.exact, e.spans), "spans": e.spans, "held": share(e.held, e.records),
        });
    }
    out
}

fn counted(c: Counts) -> Value {
    let r = c.ratio();
    json!({
        "p": r.precision, "r": r.recall, "f1": r.f1,
        "right": c.right, "predicted": c.predicted, "gold": c.gold,
    })
}
