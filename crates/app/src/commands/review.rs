//! `jiehao review`: decisions about records and acts.

use std::io::Write;

use jiehao_register::{Decision, Pending, Question, Register, Verdict};

use super::show::decision;
use super::{now, output, plain_output};
use crate::Outcome;
use crate::cli::{Decide, Review, TableFormat};
use crate::output::{act, grid};

const COLUMNS: [grid::Column; 8] = [
    grid::Column("at", "时间"),
    grid::Column("who", "谁"),
    grid::Column("verdict", "决定"),
    grid::Column("subject", "对象"),
    grid::Column("object", "另一对象"),
    grid::Column("ground", "理由"),
    grid::Column("holds", "有效"),
    grid::Column("id", "编号"),
];

const QUEUE: [grid::Column; 8] = [
    grid::Column("question", "问题"),
    grid::Column("about", "内容"),
    grid::Column("confidence", "把握"),
    grid::Column("candidates", "或为"),
    grid::Column("mentions", "处数"),
    grid::Column("subject", "对象"),
    grid::Column("other", "另一对象"),
    grid::Column("quote", ""),
];

fn pending(p: &Pending) -> Vec<String> {
    let question = match p.question {
        Question::LowConfidence => "记录可靠否",
        Question::OneAct => "同一事否",
        Question::OnePerson => "同一人否",
        Question::WhichPlace => "何地",
    };
    let candidates = p.candidates.iter().map(|(name, id)| format!("{name} {id}"));
    vec![
        question.to_owned(),
        p.about.clone(),
        p.confidence.map_or(String::new(), |c| format!("{c:.2}")),
        candidates.collect::<Vec<_>>().join("、"),
        p.mentions.to_string(),
        p.subject.clone(),
        p.other.clone().unwrap_or_default(),
        p.quote.clone(),
    ]
}

pub(crate) fn run(args: &Review) -> anyhow::Result<Outcome> {
    let mut register = Register::open(&args.at.register)?;
    let (verdict, id, other, by) = match &args.what {
        Decide::List { format } => return list(&register.decisions()?, *format),
        Decide::Queue {
            questions,
            below,
            limit,
            format,
        } => {
            let asked = |q: &Question| questions.iter().any(|name| name == q.name());
            let questions: Vec<Question> = Question::ALL.into_iter().filter(asked).collect();
            let queue = register.queue(&questions, *below, *limit)?;
            return grid::put(*format, false, &QUEUE, &queue, pending);
        }
        Decide::Accept { id, by } => (Verdict::Accept, id, None, by),
        Decide::Reject { id, by } => (Verdict::Reject, id, None, by),
        Decide::Same { id, other, by } => (Verdict::Same, id, Some(other), by),
        Decide::Different { id, other, by } => (Verdict::Different, id, Some(other), by),
        Decide::Undo { id, by } => (Verdict::Undo, id, None, by),
    };
    let by = (by.who.as_str(), &*now(), by.ground.as_str());
    let decided = register.decide(verdict, id, other.map(String::as_str), by)?;
    let mut out = output();
    writeln!(out, "{decided}")?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn list(all: &[Decision], format: TableFormat) -> anyhow::Result<Outcome> {
    match format {
        TableFormat::Json => {
            let mut out = plain_output();
            for d in all {
                writeln!(out, "{}", decision(d))?;
            }
            out.flush()?;
        }
        TableFormat::Csv => {
            let rows: Vec<Vec<String>> = all
                .iter()
                .map(|d| row(d, d.verdict.name(), ["no", "yes"]))
                .collect();
            grid::csv(plain_output(), &COLUMNS, &rows, false)?;
        }
        TableFormat::Text => {
            let named = |d: &Decision| row(d, act::verdict(d.verdict.name()), ["否", "是"]);
            let rows: Vec<Vec<String>> = all.iter().map(named).collect();
            let mut out = output();
            grid::text(&mut out, &COLUMNS, &rows)?;
            out.flush()?;
        }
    }
    Ok(match all.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

fn row(d: &Decision, verdict: &str, holds: [&str; 2]) -> Vec<String> {
    vec![
        d.at.clone(),
        d.who.clone(),
        verdict.to_owned(),
        d.subject.clone(),
        d.object.clone().unwrap_or_default(),
        d.ground.clone(),
        holds[usize::from(d.holds)].to_owned(),
        d.id.clone(),
    ]
}
