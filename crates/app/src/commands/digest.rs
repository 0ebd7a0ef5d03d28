//! `jiehao digest`: a week in the register.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::bail;
use jiehao_register::{ActView, Digest as Week, Period, Precision, Register};
use jiff::civil::{ISOWeekDate, Weekday};

use super::acts::filter;
use super::due::today;
use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Digest, TableFormat};
use crate::output::act;
use crate::output::grid::{self, Column};

const COLUMNS: [Column; 6] = [
    Column("section", ""),
    Column("when", ""),
    Column("what", ""),
    Column("sources", ""),
    Column("id", ""),
    Column("quote", ""),
];

pub(crate) fn run(args: &Digest) -> anyhow::Result<Outcome> {
    let filter = filter(&args.filters, &[])?;
    let mut days = week(args.week.as_deref().unwrap_or_default())?;
    if let (Some(from), Some(until)) = (&filter.from, &filter.until) {
        days = Period {
            from: from.parse()?,
            to: until.parse()?,
            precision: Precision::Day,
        };
    } else if filter.from.is_some() || filter.until.is_some() {
        bail!("--from and --until: give both, or --week");
    }
    let week = Register::open(&args.at.register)?.digest(&filter, &days)?;
    let sections = sections(&week);
    match args.format {
        TableFormat::Text => {
            let mut out = output();
            write!(out, "{}", told(&week, &sections))?;
            out.flush()?;
        }
        TableFormat::Json => {
            let mut out = plain_output();
            writeln!(out, "{}", serde_json::to_string(&week)?)?;
            out.flush()?;
        }
        TableFormat::Csv => {
            let rows = sections.iter().flat_map(|(code, _, acts)| {
                acts.iter().map(|(when, what, act)| {
                    vec![
                        (*code).to_owned(),
                        when.clone(),
                        what.clone(),
                        act.sources.to_string(),
                        act.id.clone(),
                        act::quote(act),
                    ]
                })
            });
            let rows: Vec<Vec<String>> = rows.collect();
            grid::csv(plain_output(), &COLUMNS, &rows, args.bom)?;
        }
    }
    Ok(match sections.is_empty() {
        true => Outcome::Wanting,
        false => Outcome::Done,
    })
}

/// Monday to Sunday of the week that a user names by a day of it or by its number.
fn week(named: &str) -> anyhow::Result<Period> {
    let day = match named.split_once("-W") {
        Some((year, week)) => {
            let (year, week) = (year.parse(), week.parse());
            year.ok().zip(week.ok()).and_then(|(year, week)| {
                let day = ISOWeekDate::new(year, week, Weekday::Monday).ok()?;
                Period::parse(&day.date().to_string())
            })
        }
        None => {
            let day = today(Some(named).filter(|n| !n.is_empty())).ok();
            day.filter(|d| d.precision == Precision::Day)
        }
    };
    match day {
        Some(day) => Ok(day.week()),
        None => bail!("--week {named}: no week; write a day of it as in 2024-06-04, or 2024-W23"),
    }
}

/// Word, title and lines (time, what, act) of each part that is not empty.
type Section<'w> = (
    &'static str,
    &'static str,
    Vec<(String, String, &'w ActView)>,
);

fn sections(week: &Week) -> Vec<Section<'_>> {
    let parts = [
        ("abroad", "出访", &week.abroad),
        ("came", "来访", &week.came),
        ("other-visits", "国内往来", &week.other_visits),
        ("met", "会见会谈", &week.met),
        ("signed", "签署文件", &week.signed),
        ("ties", "新结好", &week.ties),
        ("events", "活动", &week.events),
    ];
    let line = |a| {
        let act: &ActView = a;
        (
            act.when.clone().unwrap_or_default(),
            act::headline(act),
            act,
        )
    };
    let mut out: Vec<Section<'_>> = parts
        .into_iter()
        .map(|(code, title, acts)| (code, title, acts.iter().map(line).collect()))
        .collect();
    let due = week.due.iter().map(|d| {
        let what = match d.years {
            Some(years) => format!("{} 结好{years}周年", act::headline(&d.act)),
            None => act::headline(&d.act),
        };
        (d.day.clone(), what, &d.act)
    });
    out.push(("due", "到期与周年", due.collect()));
    out.retain(|(_, _, lines)| !lines.is_empty());
    out
}

fn told(week: &Week, sections: &[Section<'_>]) -> String {
    let mut out = format!("{} 至 {}\n", week.from, week.until);
    for (_, title, lines) in sections {
        let _ = writeln!(out, "\n{title}");
        for (when, what, act) in lines {
            let _ = writeln!(
                out,
                "  {when}  {what}（{} 个来源）〔{}〕",
                act.sources, act.id
            );
            let words: String = act::quote(act).chars().take(80).collect();
            let _ = writeln!(out, "    「{}」", crate::pipeline::printable(&words));
        }
    }
    if sections.is_empty() {
        out.push_str("无记录。\n");
    }
    if week.vague > 0 {
        let _ = writeln!(out, "\n另有 {} 项只知年月，未列。", week.vague);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_named_by_a_day_or_a_number() {
        for named in ["2024-06-03", "2024-06-09", "2024-W23"] {
            let week = week(named).expect("a week");
            assert_eq!(
                (week.from.to_string(), week.to.to_string()),
                ("2024-06-03".into(), "2024-06-09".into()),
                "{named}"
            );
        }
        for none in ["2024-06", "2024-W60", "W1", "上周"] {
            assert!(week(none).is_err(), "{none}");
        }
        assert!(week("").is_ok());
    }
}
