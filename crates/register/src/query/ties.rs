//! What follows from ties: anniversaries and promises that come due, ties that sleep.
//!
//! The register knows what pages told it. Where nothing is on record, that is all that is said:
//! "no exchange on record", never "no exchange".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::act::act_id;
use crate::error::Result;
use crate::presence::{self, in_codes, place_code};
use crate::query::acts::{self, Filter};
use crate::query::assembled::Detail;
use crate::query::audit::without_pinyin;
use crate::query::condition::{Stretch, condition};
use crate::query::shelf::Shelf;
use crate::query::views::ActView;
use crate::register::Register;
use crate::store::Transaction;
use crate::time::Period;

/// Something that falls due.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Due {
    /// The day, or the last day of the time, that it is due: ISO.
    pub day: String,
    /// `anniversary` or `commitment`.
    pub sort: &'static str,
    /// The act that it follows from.
    pub act: ActView,
    /// Of an anniversary, the years.
    pub years: Option<i16>,
    /// Whether the day is past.
    pub overdue: bool,
    /// Later acts of the same parties that may have kept the promise, with what they share.
    pub kept_by: Vec<(String, String)>,
}

/// A tie and its latest exchange.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dormant {
    /// The tie.
    pub tie: ActView,
    /// The latest act between the two on record, and its day.
    pub last: Option<(String, String)>,
}

/// Which part of what falls due is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Both of these.
    All,
    /// What is not yet past.
    Ahead,
    /// Promises that are.
    Overdue,
}

/// The part of the months ahead that is looked through first.
const SOON: i32 = 12;

/// Acts that are looked at together, at most.
const AT_ONCE: usize = 32;

/// Acts that are an exchange between two places.
const EXCHANGES: &[&str] = &["visit", "meeting", "agreement", "conference"];

/// Anniversaries that are kept: of five years and their multiples.
const ROUND: i16 = 5;

/// Characters in a row that a promise and the act that keeps it share.
const SHARED: usize = 3;

impl Register {
    /// Anniversaries of ties within `months` after `day`, and promises that were due before it or
    /// fall due within that time; the earliest first, at most as many as the filter's limit.
    ///
    /// # Errors
    /// The database failed.
    pub fn due(&mut self, filter: &Filter, day: &Period, months: i32) -> Result<Vec<Due>> {
        self.fall_due(filter, day, months, Part::All)
    }

    /// As [`Register::due`], of what is not yet past.
    ///
    /// # Errors
    /// The database failed.
    pub fn ahead(&mut self, filter: &Filter, day: &Period, months: i32) -> Result<Vec<Due>> {
        self.fall_due(filter, day, months, Part::Ahead)
    }

    /// Promises that were due before `day`; the latest first, at most as many as the filter's limit.
    ///
    /// # Errors
    /// The database failed.
    pub fn overdue(&mut self, filter: &Filter, day: &Period) -> Result<Vec<Due>> {
        self.fall_due(filter, day, 0, Part::Overdue)
    }

    fn fall_due(
        &mut self,
        filter: &Filter,
        day: &Period,
        months: i32,
        part: Part,
    ) -> Result<Vec<Due>> {
        self.settle()?;
        let today = day.from;
        self.read(|tx| {
            let mut shelf = Shelf::new(Detail::Whole);
            soonest(tx, &mut shelf, filter, today, months, part)
        })
    }

    /// Ties without an exchange on record in the `years` before `day`; those that sleep longest
    /// first.
    ///
    /// # Errors
    /// The database failed.
    pub fn dormant(&mut self, filter: &Filter, day: &Period, years: i32) -> Result<Vec<Dormant>> {
        self.settle()?;
        let limit = day
            .from
            .saturating_sub(jiff::Span::new().years(years))
            .to_string();
        self.read(|tx| {
            let ties = Filter {
                types: vec!["tie".into()],
                places: filter.places.clone(),
                ..Filter::default()
            };
            let mut out = Vec::new();
            for tie in acts::list(tx, &ties)? {
                // a tie of that time is no older itself
                if tie.when.as_deref().is_some_and(|w| *w >= *limit) {
                    continue;
                }
                let last = last_exchange(tx, &tie)?;
                if last.as_ref().is_none_or(|(_, day)| *day < limit) {
                    out.push(Dormant { tie, last });
                }
            }
            let day = |d: &Dormant| d.last.clone().map(|l| l.1).unwrap_or_default();
            out.sort_by(|a, b| (day(a), &a.tie.id).cmp(&(day(b), &b.tie.id)));
            Ok(out)
        })
    }
}

/// What falls due within some months, in its order; as many as the filter asks for.
pub(super) fn soonest(
    tx: &mut dyn Transaction,
    shelf: &mut Shelf,
    filter: &Filter,
    today: Date,
    months: i32,
    part: Part,
) -> Result<Vec<Due>> {
    let until = |months: i32| today.saturating_add(jiff::Span::new().months(months));
    // where a few are asked for, those of the next months are most often enough
    if let (Some(most), Part::All | Part::Ahead) = (filter.limit, part) {
        let near = until(months / SOON);
        let out = falling_due(tx, shelf, filter, today, near, part)?;
        let day = near.to_string();
        if out.iter().filter(|due| due.day <= day).count() >= most {
            return Ok(out);
        }
    }
    falling_due(tx, shelf, filter, today, until(months), part)
}

/// What falls due by a day, in its order; as many as the filter asks for.
fn falling_due(
    tx: &mut dyn Transaction,
    shelf: &mut Shelf,
    filter: &Filter,
    today: Date,
    last: Date,
    part: Part,
) -> Result<Vec<Due>> {
    let mut days = candidates(tx, filter, today, last, part)?;
    days.sort();
    if part == Part::Overdue {
        days.reverse();
    }
    let most = filter.limit.unwrap_or(usize::MAX);
    let mut out: Vec<Due> = Vec::new();
    for some in days.chunks(most.saturating_add(2).min(AT_ONCE)) {
        // an act falls due on the day that it was noted by or behind it in this order
        let before = |due: &&Due| match part {
            Part::Overdue => due.day > some[0].0,
            _ => due.day < some[0].0,
        };
        if out.iter().filter(before).count() >= most {
            break;
        }
        let numbers: Vec<i64> = some.iter().map(|c| c.1).collect();
        for act in shelf.acts(tx, &numbers)? {
            match act.kind.as_str() {
                "tie" => out.extend(of_tie(&act, today, last)),
                _ => out.extend(of_promise(tx, act, today, last, part)?),
            }
        }
    }
    out.sort_by(|a, b| (&a.day, &a.act.id).cmp(&(&b.day, &b.act.id)));
    if part == Part::Overdue {
        out.reverse();
    }
    out.truncate(most);
    Ok(out)
}

/// Acts that may fall due, each with the first day that it can be on, of what is overdue with the last. By
/// the days of its reports it is known of most that nothing falls due, which spares looking at them.
fn candidates(
    tx: &mut dyn Transaction,
    filter: &Filter,
    today: Date,
    last: Date,
    part: Part,
) -> Result<Vec<(String, i64)>> {
    let mut out: BTreeMap<i64, Date> = BTreeMap::new();
    for kind in ["tie", "commitment"] {
        if kind == "tie" && part == Part::Overdue {
            continue;
        }
        let of = Filter {
            types: vec![kind.to_owned()],
            places: filter.places.clone(),
            ..Filter::default()
        };
        let mut condition = condition(tx, &of, &Stretch::of(&of))?;
        // what one report tells alone is the act's, and is not looked for again
        let of_reports = " LEFT JOIN standing s ON s.act = a.n AND a.reports > 1";
        condition.from.push_str(of_reports);
        if kind == "tie" {
            condition.all.push(may_be_marked(today, last));
        }
        let sql = format!(
            "SELECT a.n, a.since, a.until, a.precise, a.reports, s.since, s.until, s.precise FROM {}",
            condition.sql()
        );
        for row in tx.rows(&sql, &condition.values)? {
            let at = if row.int(4) > 1 { 5 } else { 1 };
            let told = Period::stored(row.maybe(at), row.maybe(at + 1), row.text(at + 2));
            let Some(told) = told else { continue };
            let day = match (kind, part) {
                ("tie", _) => anniversaries(&told, today, last).map(|(_, day)| day).min(),
                (_, Part::All) => (told.from <= last).then_some(told.to),
                (_, Part::Ahead) => (told.from <= last && told.to >= today).then_some(told.to),
                (_, Part::Overdue) => (told.to < today).then_some(told.to),
            };
            let Some(day) = day else { continue };
            let known = out.entry(row.int(0)).or_insert(day);
            *known = match part {
                Part::Overdue => day.max(*known),
                _ => day.min(*known),
            };
        }
    }
    let told = |(n, day): (i64, Date)| (day.to_string(), n);
    Ok(out.into_iter().map(told).collect())
}

/// A day as `20240604`.
fn numbered(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// What holds of each tie `a` of one report that has a round anniversary between two days, and of those
/// of several, as SQL: of most ties nothing else need be read. As numbers days lie in their order, and a
/// round number of years apart.
fn may_be_marked(today: Date, last: Date) -> String {
    let (first, last) = (numbered(today), numbered(last));
    let round = i64::from(ROUND) * 10_000;
    // of the 29th of February it is marked a day before
    let (end, width) = (last + 1, last - first + 1);
    let ago = format!("({end} - CAST(replace(a.until, '-', '') AS BIGINT))");
    format!("(a.reports > 1 OR ({ago} >= {round} AND {ago} % {round} <= {width}))")
}

/// Round anniversaries between two days: years and day.
fn anniversaries(since: &Period, today: Date, last: Date) -> impl Iterator<Item = (i16, Date)> {
    let began = since.to;
    // the last that may be past, so that none before it need be looked at
    let past = (today.year() - began.year()) / ROUND * ROUND;
    (past.max(ROUND)..200)
        .step_by(ROUND as usize)
        .map(move |years| {
            let day = began.saturating_add(jiff::Span::new().years(i32::from(years)));
            (years, day)
        })
        .take_while(move |(_, day)| *day <= last)
        .filter(move |(_, day)| *day >= today)
}

/// Anniversaries of a tie between two days.
fn of_tie(tie: &ActView, today: Date, last: Date) -> Vec<Due> {
    let lapsed = tie.attributes.get("status").is_some_and(|s| s == "lapsed");
    let since = tie.attributes.get("since").and_then(|s| Period::parse(s));
    let Some(since) = since.filter(|_| !lapsed) else {
        return Vec::new();
    };
    let due = |(years, day): (i16, Date)| Due {
        day: day.to_string(),
        sort: "anniversary",
        act: tie.clone(),
        years: Some(years),
        overdue: false,
        kept_by: Vec::new(),
    };
    anniversaries(&since, today, last).map(due).collect()
}

/// A promise that is due by a day.
fn of_promise(
    tx: &mut dyn Transaction,
    promise: ActView,
    today: Date,
    last: Date,
    part: Part,
) -> Result<Option<Due>> {
    let due = promise.attributes.get("due").and_then(|d| Period::parse(d));
    let asked = |due: &Period| match part {
        Part::All => due.from <= last,
        Part::Ahead => due.from <= last && due.to >= today,
        Part::Overdue => due.to < today,
    };
    let Some(due) = due.filter(asked) else {
        return Ok(None);
    };
    Ok(Some(Due {
        day: due.to.to_string(),
        sort: "commitment",
        kept_by: kept_by(tx, &promise, &due)?,
        act: promise,
        years: None,
        overdue: due.to < today,
    }))
}

/// The sides of a tie: of each the id of its place, or else of its name.
fn sides(tie: &ActView) -> Option<[(bool, String); 2]> {
    let side = |role: &str| {
        let filler = tie.roles.get(role)?.first()?;
        Some(match &filler.place {
            Some(place) => (true, place.clone()),
            None => (false, filler.entity.clone()),
        })
    };
    let mut sides = [side("a")?, side("b")?];
    // what is known as a place leads: the index is by place; and of two places that abroad, of which
    // less is on record
    sides.sort_by_key(|(known, place)| (!known, place.starts_with("cn:")));
    Some(sides)
}

/// The latest act of both sides: of a side that no place is known for, one that names it so.
fn last_exchange(tx: &mut dyn Transaction, tie: &ActView) -> Result<Option<(String, String)>> {
    let Some([(true, one), (known, other)]) = sides(tie) else {
        return Ok(None);
    };
    let kinds = in_codes(&presence::codes(EXCHANGES, None));
    let both = match known {
        true => {
            format!(
                "EXISTS (SELECT 1 FROM presence q WHERE q.place = $2 AND q.kind IN {kinds} \
                 AND q.since = p.since AND q.act = p.act)"
            )
        }
        false => "EXISTS (SELECT 1 FROM standing s JOIN mention m ON m.record = s.record \
             JOIN entity e ON e.n = m.entity WHERE s.act = p.act AND e.id = $2)"
            .to_owned(),
    };
    let sql = format!(
        "SELECT f.id, act.until FROM presence p JOIN act ON act.n = p.act \
         JOIN record f ON f.n = p.act WHERE p.place = $1 AND p.since > 0 \
         AND p.kind IN {kinds} AND {both} ORDER BY act.until DESC, f.id LIMIT 1"
    );
    let other = match known {
        true => place_code(&other).into(),
        false => other.into(),
    };
    let rows = tx.rows(&sql, &[place_code(&one).into(), other])?;
    Ok(rows
        .first()
        .map(|r| (act_id(r.text(0)), r.text(1).to_owned())))
}

/// Acts of all who made a promise, in the time it was for, that share words with it.
fn kept_by(
    tx: &mut dyn Transaction,
    promise: &ActView,
    due: &Period,
) -> Result<Vec<(String, String)>> {
    let by = promise.roles.get("by").into_iter().flatten();
    let places: BTreeSet<String> = by.filter_map(|f| f.place.clone()).collect();
    let content = promise
        .attributes
        .get("content")
        .cloned()
        .unwrap_or_default();
    if places.is_empty() || content.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter {
        types: EXCHANGES
            .iter()
            .chain(&["project"])
            .map(|t| (*t).to_owned())
            .collect(),
        places: places.into_iter().collect(),
        from: Some(due.from.to_string()),
        until: Some(
            due.to
                .saturating_add(jiff::Span::new().months(6))
                .to_string(),
        ),
        ..Filter::default()
    };
    let mut out = Vec::new();
    for act in acts::list(tx, &filter)? {
        let quotes = act.records.iter().flat_map(|r| &r.evidence);
        let words: String = quotes.map(|q| without_pinyin(&q.exact)).collect();
        // the page of the promise proves nothing of its being kept
        let own = act
            .records
            .iter()
            .all(|r| promise.records.iter().any(|p| p.capture == r.capture));
        if let Some(shared) = shared(&content, &words, promise).filter(|_| !own) {
            out.push((act.id.clone(), shared));
        }
    }
    Ok(out)
}

/// The longest run of characters that two texts share, names of the parties left aside.
fn shared(content: &str, words: &str, promise: &ActView) -> Option<String> {
    let chars: Vec<char> = content.chars().collect();
    let names: Vec<&str> = promise
        .roles
        .values()
        .flatten()
        .map(|f| f.name.as_str())
        .collect();
    for length in (SHARED..=chars.len().min(12)).rev() {
        for run in chars.windows(length) {
            let run: String = run.iter().collect();
            let telling = run.chars().all(|c| c.is_alphabetic())
                && names.iter().all(|n| !n.contains(&run) && !run.contains(*n));
            if telling && words.contains(&run) {
                return Some(run);
            }
        }
    }
    None
}
