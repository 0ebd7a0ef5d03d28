//! A tie with its history: what was meant, signed, in force, renewed, remembered, ended; and what the
//! two did together.
//!
//! Each step names the act it is read from and quotes its words. Nothing is concluded from silence:
//! a tie without a step `lapsed` is not said to be in force.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::act::act_id;
use crate::error::{Error, ErrorKind, Result};
use crate::query::acts::{self, Filter};
use crate::query::audit::without_pinyin;
use crate::query::region::place;
use crate::query::views::{self, ActView, Quote, RecordView};
use crate::register::Register;
use crate::store::Transaction;
use crate::time::Period;

/// What became of a tie, in the order in which it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// It was planned, or a letter of intent was signed.
    Intent,
    /// An agreement that sets it up was signed.
    Signed,
    /// A page says that it stands, since this time.
    InForce,
    /// An agreement on it was signed again, or renewed by its words.
    Renewed,
    /// A round number of years was marked.
    Anniversary,
    /// It ended.
    Lapsed,
}

impl Stage {
    /// The name it is told by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Signed => "signed",
            Self::InForce => "in-force",
            Self::Renewed => "renewed",
            Self::Anniversary => "anniversary",
            Self::Lapsed => "lapsed",
        }
    }
}

/// A step in the history of a tie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Step {
    /// What happened.
    pub stage: Stage,
    /// When, as far as told.
    pub when: Option<String>,
    /// Of an anniversary, the years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<i16>,
    /// The act that it is read from.
    pub act: String,
    /// Its words.
    pub quote: Quote,
}

/// A tie with all that the register holds on the two.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct History {
    /// The tie.
    pub tie: ActView,
    /// What became of it, by time; steps of no known time last.
    pub steps: Vec<Step>,
    /// Agreements between the two, the latest first.
    pub agreements: Vec<ActView>,
    /// Visits, meetings and conferences of the two, the latest first.
    pub exchanges: Vec<ActView>,
}

/// Kinds of agreement that set a tie up.
const KINDS: &[&str] = &["sister", "friendly-cooperation", "pairing"];

/// Words of a letter of intent, of a renewal, of an end.
const INTENT: &[&str] = &["意向", "拟结", "拟缔结", "商定结", "商定缔结"];
const RENEWED: &[&str] = &["续签", "续约", "重新签署", "再次签署", "延长"];
const LAPSED: &[&str] = &[
    "终止友好",
    "解除友好",
    "中止友好",
    "终止了友好",
    "解除了友好",
];

/// Days between two reports of one step at most.
const DAYS: i32 = 3;

/// Months after which a second agreement of the kind renews the first and does not repeat it.
const APART: i32 = 12;

impl Register {
    /// Ties that a name stands for, with their histories: `one` is the id of a tie, or a region all of
    /// whose ties are meant, or those with `other`.
    ///
    /// # Errors
    /// No such tie, or no place of this name, or several; or the database failed.
    pub fn histories(&mut self, one: &str, other: Option<&str>) -> Result<Vec<History>> {
        self.settle()?;
        if one.starts_with("a-") || one.starts_with("r-") {
            return self.history(one).map(|h| vec![h]);
        }
        let mut places = vec![place(one)?];
        places.extend(other.map(place).transpose()?);
        self.read(|tx| {
            let ties = Filter {
                types: vec!["tie".into()],
                places,
                ..Filter::default()
            };
            let ties = acts::list(tx, &ties)?;
            ties.into_iter().map(|tie| history(tx, tie)).collect()
        })
    }

    fn history(&mut self, id: &str) -> Result<History> {
        let unknown = |what: &str| Error::new(ErrorKind::Unknown, id, what);
        let tie = match self.show(id)? {
            super::Found::Act(act) if act.kind == "tie" => *act,
            super::Found::Record(record, _) if record.kind == "tie" => {
                let act = record
                    .act
                    .as_deref()
                    .ok_or_else(|| unknown("no such tie"))?;
                return self.history(act);
            }
            _ => return Err(unknown("this is no tie")),
        };
        self.read(|tx| history(tx, tie))
    }
}

/// Acts of all types between the sides of a tie, the latest first.
fn between(tx: &mut dyn Transaction, tie: &ActView) -> Result<Vec<ActView>> {
    let side = |role: &str| tie.roles.get(role).and_then(|all| all.first());
    let (Some(a), Some(b)) = (side("a"), side("b")) else {
        return Ok(Vec::new());
    };
    if let (Some(a), Some(b)) = (&a.place, &b.place) {
        let both = Filter {
            places: vec![a.clone(), b.clone()],
            ..Filter::default()
        };
        return acts::list(tx, &both);
    }
    // a side that is no place in any list is known by its name
    let naming = "SELECT DISTINCT f.id, f.n FROM entity e JOIN mention m ON m.entity = e.n \
                  JOIN standing s ON s.record = m.record JOIN record f ON f.n = s.act \
                  WHERE e.name = $1 OR e.id = $2";
    let mut found: Option<BTreeSet<(String, i64)>> = None;
    for side in [a, b] {
        let rows = tx.rows(naming, &[(&side.name).into(), (&side.entity).into()])?;
        let own = rows.iter().map(|r| (act_id(r.text(0)), r.int(1))).collect();
        found = Some(match found {
            None => own,
            Some(other) => other.intersection(&own).cloned().collect(),
        });
    }
    let mut out = Vec::new();
    for (_, n) in found.unwrap_or_default() {
        out.extend(views::act(tx, n)?);
    }
    out.sort_by(|x, y| (&y.when, &x.id).cmp(&(&x.when, &y.id)));
    Ok(out)
}

fn history(tx: &mut dyn Transaction, tie: ActView) -> Result<History> {
    let mut steps = Vec::new();
    let (mut agreements, mut exchanges) = (Vec::new(), Vec::new());
    of_tie(&tie, &mut steps);
    let between = between(tx, &tie)?;
    of_agreements(&between, &mut steps);
    for act in between {
        let told = matches!(act.kind.as_str(), "conference" | "visit" | "meeting");
        if told || act.kind == "commitment" {
            for record in &act.records {
                of_words(&act, record, since(&tie), &mut steps);
            }
        }
        match act.kind.as_str() {
            "agreement" => agreements.push(act),
            _ if told => exchanges.push(act),
            _ => {}
        }
    }
    let steps = once(steps);
    Ok(History {
        tie,
        steps,
        agreements,
        exchanges,
    })
}

fn since(tie: &ActView) -> Option<Period> {
    Period::parse(tie.attributes.get("since")?)
}

/// Steps by time, each once: of reports of one step the one that tells the time best.
fn once(mut all: Vec<Step>) -> Vec<Step> {
    let time = |s: &Step| s.when.as_deref().and_then(Period::parse);
    all.sort_by_key(|s| (time(s).map_or(9, |p| p.precision as u8), s.act.clone()));
    let mut out: Vec<Step> = Vec::new();
    for step in all {
        let one = |known: &Step| {
            let apart = match (time(known), time(&step)) {
                (Some(a), Some(b)) => !a.near(&b, DAYS),
                _ => false,
            };
            known.stage == step.stage && known.years == step.years && !apart
        };
        if !out.iter().any(one) {
            out.push(step);
        }
    }
    out.sort_by(|a, b| {
        let key = |s: &Step| (s.when.is_none(), s.when.clone(), s.stage, s.act.clone());
        key(a).cmp(&key(b))
    });
    out
}

/// What reports of the tie itself say.
fn of_tie(tie: &ActView, steps: &mut Vec<Step>) {
    for record in &tie.records {
        let status = record.attributes.get("status").map(String::as_str);
        let stage = match status {
            Some("planned") => Stage::Intent,
            Some("lapsed") => Stage::Lapsed,
            _ => Stage::InForce,
        };
        let when = record.attributes.get("since").cloned();
        let when = match stage {
            // the day it began is not the day it ended
            Stage::Lapsed => None,
            _ => when,
        };
        push(steps, stage, when, None, tie, record);
        of_words(tie, record, since(tie), steps);
    }
}

/// The first agreement that sets a tie up, and those that do so again.
fn of_agreements(between: &[ActView], steps: &mut Vec<Step>) {
    let mut setting_up: Vec<&ActView> = between
        .iter()
        .filter(|a| a.kind == "agreement")
        .filter(|a| {
            let kind = a.attributes.get("kind").map_or("", String::as_str);
            let said = words(a);
            let meant = holds(&said, INTENT) && holds(&said, &["友好", "结好", "友城"]);
            KINDS.contains(&kind) || meant || holds(&said, &["友好城市", "友好关系", "结好"])
        })
        .collect();
    setting_up.sort_by(|a, b| (a.when.is_none(), &a.when).cmp(&(b.when.is_none(), &b.when)));
    let mut signed: Option<Period> = None;
    for act in setting_up {
        let Some(record) = act.records.first() else {
            continue;
        };
        let planned = act.attributes.get("status").is_some_and(|s| s == "planned");
        let time = act
            .when
            .as_deref()
            .and_then(|w| Period::parse(w.split('/').next()?));
        let stage = if planned || holds(&words(act), INTENT) {
            Stage::Intent
        } else if holds(&words(act), RENEWED) {
            Stage::Renewed
        } else {
            match (signed, time) {
                (Some(first), Some(time)) => {
                    let year = jiff::Span::new().months(APART);
                    match time.from > first.to.saturating_add(year) {
                        true => Stage::Renewed,
                        false => Stage::Signed,
                    }
                }
                _ => Stage::Signed,
            }
        };
        if stage == Stage::Signed {
            signed = signed.or(time);
        }
        push(steps, stage, act.when.clone(), None, act, record);
    }
}

/// What the words of a report say of an anniversary, an intent or an end.
fn of_words(act: &ActView, record: &RecordView, since: Option<Period>, steps: &mut Vec<Step>) {
    let said: String = record
        .evidence
        .iter()
        .map(|q| without_pinyin(&q.exact))
        .chain(
            record
                .roles
                .get("event")
                .into_iter()
                .flatten()
                .map(|f| f.name.clone()),
        )
        .collect();
    if let Some(years) = anniversary(&said) {
        let own = act.when.clone().filter(|_| act.kind != "tie");
        let counted = since.map(|s| (s.from.year() + years).to_string());
        push(
            steps,
            Stage::Anniversary,
            own.or(counted),
            Some(years),
            act,
            record,
        );
    }
    if holds(&said, LAPSED) && act.kind == "tie" {
        push(steps, Stage::Lapsed, None, None, act, record);
    }
    if act.kind == "commitment" && holds(&said, INTENT) {
        push(steps, Stage::Intent, act.when.clone(), None, act, record);
    }
}

fn push(
    steps: &mut Vec<Step>,
    stage: Stage,
    when: Option<String>,
    years: Option<i16>,
    act: &ActView,
    record: &RecordView,
) {
    let Some(quote) = record.evidence.first() else {
        return;
    };
    steps.push(Step {
        stage,
        when,
        years,
        act: act.id.clone(),
        quote: quote.clone(),
    });
}

fn words(act: &ActView) -> String {
    let quotes = act.records.iter().flat_map(|r| &r.evidence);
    quotes.map(|q| without_pinyin(&q.exact)).collect()
}

fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.contains(w))
}

/// The years of 结好30周年 or 建立友好关系三十周年: a number right before 周年, with a word of the tie
/// not far before it.
fn anniversary(text: &str) -> Option<i16> {
    let mut from = 0;
    while let Some(at) = text[from..].find("周年") {
        let at = from + at;
        let before: Vec<char> = text[..at].chars().rev().take(24).collect();
        let digits: String = before.iter().take_while(|c| is_digit(**c)).collect();
        let digits: String = digits.chars().rev().collect();
        let rest: String = before.iter().rev().collect();
        let years = number(&digits).filter(|n| *n > 0);
        let of_tie = holds(&rest, &["结好", "友好", "缔结", "友城", "结为"]);
        if let Some(years) = years.filter(|_| of_tie) {
            return Some(years);
        }
        from = at + "周年".len();
    }
    None
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
}

/// 30, 三十, 二十五.
fn number(text: &str) -> Option<i16> {
    if let Ok(n) = text.parse() {
        return Some(n);
    }
    let (mut all, mut last) = (0, 0);
    for c in text.chars() {
        match c {
            '十' => (all, last) = (all + last.max(1) * 10, 0),
            '百' => (all, last) = (all + last.max(1) * 100, 0),
            c => last = "零一二三四五六七八九".chars().position(|d| d == c)? as i16,
        }
    }
    (!text.is_empty()).then_some(all + last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_figures_and_words() {
        assert_eq!(anniversary("两市结好30周年纪念活动"), Some(30));
        assert_eq!(anniversary("庆祝建立友好省道关系二十五周年"), Some(25));
        assert_eq!(anniversary("中日邦交正常化50周年"), None);
        assert_eq!(anniversary("结好周年"), None);
        assert_eq!(number("一百一十"), Some(110));
    }
}
