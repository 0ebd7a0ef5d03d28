//! What follows from ties: claims held against the register, anniversaries and promises that come
//! due, ties that sleep.
//!
//! The register knows what pages told it. Where nothing is on record, that is all that is said:
//! "no exchange on record", never "no exchange".

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::Gazetteer;
use serde::Serialize;

use crate::error::Result;
use crate::query::acts::{self, Filter};
use crate::query::region::place;
use crate::query::views::{ActView, FillerView};
use crate::register::Register;
use crate::store::Transaction;
use crate::time::Period;

/// A claim of a region about its ties, held against the register.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Audit {
    /// The act of the claim.
    pub claim: String,
    /// What it counts, as worded: 国家, 城市.
    pub measure: String,
    /// How many it claims, as worded.
    pub claimed: String,
    /// As of when.
    pub as_of: Option<String>,
    /// Kinds of tie that the claim counts; ties of no stated kind always count.
    pub kinds: Vec<String>,
    /// How many the register holds, counted so.
    pub on_record: usize,
    /// Which: names of countries, or of counterparts.
    pub which: Vec<String>,
    /// Ties that were counted.
    pub ties: Vec<String>,
    /// Of a count of countries: counterparts whose country is not known, by name.
    pub unplaced: Vec<String>,
    /// The words of the claim.
    pub quote: String,
}

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

/// Acts that are an exchange between two places.
const EXCHANGES: &[&str] = &["visit", "meeting", "agreement", "conference"];

/// Characters before a figure in which a claim says what it counts.
const CLAIM: usize = 40;

/// Anniversaries that are kept: of five years and their multiples.
const ROUND: i16 = 5;

/// Characters in a row that a promise and the act that keeps it share.
const SHARED: usize = 3;

impl Register {
    /// Claims of a region about its ties, each counted by its own rule.
    ///
    /// # Errors
    /// No place of this name is known, or several; or the database failed.
    pub fn audit(&mut self, named: &str) -> Result<Vec<Audit>> {
        let id = place(named)?;
        self.settle()?;
        self.read(|tx| {
            let of = |kind: &str| Filter {
                types: vec![kind.to_owned()],
                places: vec![id.clone()],
                ..Filter::default()
            };
            let ties = acts::list(tx, &of("tie"))?;
            let claims = acts::list(tx, &of("statistic"))?;
            let own = |a: &&ActView| {
                let subject = a.roles.get("subject").into_iter().flatten();
                subject.into_iter().any(|f| f.place.as_deref() == Some(&id))
            };
            Ok(claims
                .iter()
                .filter(own)
                .filter_map(|c| audit(&id, c, &ties))
                .collect())
        })
    }

    /// Anniversaries of ties within `months` after `day`, and promises that were due before it or
    /// fall due within that time; the earliest first.
    ///
    /// # Errors
    /// The database failed.
    pub fn due(&mut self, filter: &Filter, day: &Period, months: i32) -> Result<Vec<Due>> {
        self.settle()?;
        let today = day.from;
        let last = today.saturating_add(jiff::Span::new().months(months));
        self.read(|tx| {
            let of = |kind: &str| Filter {
                types: vec![kind.to_owned()],
                places: filter.places.clone(),
                ..Filter::default()
            };
            let mut out = Vec::new();
            for tie in acts::list(tx, &of("tie"))? {
                let lapsed = tie.attributes.get("status").is_some_and(|s| s == "lapsed");
                let since = tie.attributes.get("since").and_then(|s| Period::parse(s));
                let Some(since) = since.filter(|_| !lapsed) else {
                    continue;
                };
                for years in (ROUND..200).step_by(ROUND as usize) {
                    let day = since
                        .to
                        .saturating_add(jiff::Span::new().years(i32::from(years)));
                    if day >= today && day <= last {
                        out.push(Due {
                            day: day.to_string(),
                            sort: "anniversary",
                            act: tie.clone(),
                            years: Some(years),
                            overdue: false,
                            kept_by: Vec::new(),
                        });
                    }
                }
            }
            for promise in acts::list(tx, &of("commitment"))? {
                let due = promise.attributes.get("due").and_then(|d| Period::parse(d));
                let Some(due) = due.filter(|d| d.from <= last) else {
                    continue;
                };
                out.push(Due {
                    day: due.to.to_string(),
                    sort: "commitment",
                    kept_by: kept_by(tx, &promise, &due)?,
                    act: promise,
                    years: None,
                    overdue: due.to < today,
                });
            }
            out.sort_by(|a, b| (&a.day, &a.act.id).cmp(&(&b.day, &b.act.id)));
            Ok(out)
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

/// Ids of the places on the sides of a tie; nothing where one is not known.
fn sides(tie: &ActView) -> Option<(String, String)> {
    let side = |role: &str| tie.roles.get(role)?.first()?.place.clone();
    Some((side("a")?, side("b")?))
}

fn last_exchange(tx: &mut dyn Transaction, tie: &ActView) -> Result<Option<(String, String)>> {
    let Some((a, b)) = sides(tie) else {
        return Ok(None);
    };
    let places = EXCHANGES
        .iter()
        .map(|t| format!("'{t}'"))
        .collect::<Vec<_>>()
        .join(", ");
    let sql = format!(
        "SELECT p.act, act.until FROM presence p JOIN presence q ON q.act = p.act \
         JOIN act ON act.id = p.act WHERE p.place = $1 AND q.place = $2 AND p.since <> '' \
         AND p.type IN ({types}) ORDER BY act.until DESC, p.act LIMIT 1"
    );
    let rows = tx.rows(&sql, &[a.into(), b.into()])?;
    Ok(rows
        .first()
        .map(|r| (r.text(0).to_owned(), r.text(1).to_owned())))
}

/// A claim that counts ties, counted again.
fn audit(region: &str, claim: &ActView, ties: &[ActView]) -> Option<Audit> {
    let (measure, value) = (
        claim.attributes.get("measure")?,
        claim.attributes.get("value")?,
    );
    let countries = measure.ends_with("国家") || measure == "国";
    let counted = ["城市", "友城", "省州", "省", "州", "关系", "对"];
    if !countries && !counted.iter().any(|w| measure.ends_with(w)) {
        return None;
    }
    let record = claim.records.first()?;
    let quote: String = record
        .evidence
        .iter()
        .map(|q| without_pinyin(&q.exact))
        .collect();
    let kinds = kinds(&quote, value)?;
    let as_of = claim.attributes.get("as_of").cloned();
    let last = as_of
        .as_deref()
        .and_then(Period::parse)
        .map(|p| p.to.to_string());
    let mut which: BTreeMap<String, String> = BTreeMap::new();
    let gazetteer = Gazetteer::get();
    let (mut counted, mut unplaced) = (Vec::new(), BTreeSet::new());
    for tie in ties {
        let kind = tie.attributes.get("kind");
        let fits = kind.is_none_or(|k| kinds.contains(k));
        let later = tie
            .when
            .as_deref()
            .zip(last.as_deref())
            .is_some_and(|(w, l)| w > l);
        let Some(other) = counterpart(region, tie).filter(|_| fits && !later) else {
            continue;
        };
        counted.push(tie.id.clone());
        match (countries, &other.country) {
            (true, Some(country)) => {
                let name = gazetteer.country(country).map_or("", |p| gazetteer.place(p).name);
                which.insert(country.clone(), name.to_owned());
            }
            (true, None) => {
                unplaced.insert(other.name.clone());
            }
            (false, _) => {
                let key = other.place.clone().unwrap_or_else(|| other.entity.clone());
                which.insert(key, other.name.clone());
            }
        }
    }
    Some(Audit {
        claim: claim.id.clone(),
        measure: measure.clone(),
        claimed: value.clone(),
        as_of,
        kinds: kinds.into_iter().collect(),
        on_record: which.len(),
        which: which.into_values().collect(),
        ties: counted,
        unplaced: unplaced.into_iter().collect(),
        quote,
    })
}

/// The side of a tie that does not lie in the region.
fn counterpart<'t>(region: &str, tie: &'t ActView) -> Option<&'t FillerView> {
    let gazetteer = Gazetteer::get();
    let whole = gazetteer.by_id(region);
    let inside = |f: &&FillerView| {
        let place = f.place.as_deref();
        let handle = place.and_then(|p| gazetteer.by_id(p));
        place == Some(region)
            || handle
                .zip(whole)
                .is_some_and(|(place, whole)| gazetteer.within(place, whole))
    };
    let mut sides = ["a", "b"]
        .iter()
        .flat_map(|r| tie.roles.get(*r).into_iter().flatten());
    let mut outside = sides.clone().filter(|f| !inside(f));
    sides.any(|f| inside(&f)).then(|| outside.next()).flatten()
}

/// The kinds of tie that a claim counts, by the words before its figure; nothing for a figure that
/// counts no ties.
fn kinds(quote: &str, value: &str) -> Option<BTreeSet<String>> {
    let at = quote.find(value)?;
    let before: Vec<char> = quote[..at].chars().rev().take(CLAIM).collect();
    let before: String = before.into_iter().rev().collect();
    // a new sentence counts something else
    let before = before
        .rsplit(['。', '；', ';', '！'])
        .next()
        .unwrap_or_default();
    let holds = |words: &[&str]| words.iter().any(|w| before.contains(w));
    let mut kinds = BTreeSet::new();
    if holds(&["友好城市", "友好省", "友好州", "姐妹城市"]) {
        kinds.insert("sister".to_owned());
    }
    if holds(&["友好合作", "友好交流"]) {
        kinds.insert("friendly-cooperation".to_owned());
    }
    if kinds.is_empty() && holds(&["友城", "结好"]) {
        kinds.extend(["sister", "friendly-cooperation"].map(str::to_owned));
    }
    (!kinds.is_empty()).then_some(kinds)
}

/// Without what pages write in brackets after a word: its sound.
fn without_pinyin(quote: &str) -> String {
    let mut out = String::new();
    let mut rest = quote;
    while let Some(open) = rest.find(['(', '（']) {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let close = after.find([')', '）']);
        let inside = close.map(|c| &after[after.chars().next().map_or(0, char::len_utf8)..c]);
        match inside {
            Some(word)
                if word
                    .chars()
                    .all(|c| c.is_alphabetic() && (c as u32) < 0x2E80) =>
            {
                let close = close.unwrap_or(0);
                rest = &after[close + after[close..].chars().next().map_or(0, char::len_utf8)..];
            }
            _ => {
                let width = after.chars().next().map_or(0, char::len_utf8);
                out.push_str(&after[..width]);
                rest = &after[width..];
            }
        }
    }
    out + rest
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_says_what_it_counts() {
        let of = |quote: &str| kinds(&without_pinyin(quote), "35").map(|k| k.into_iter().collect());
        let both: Vec<String> = vec!["friendly-cooperation".into(), "sister".into()];
        assert_eq!(
            of("友好(yǒuhǎo)城市、友好合作关系城市已拓展至19个国家的35个城市"),
            Some(both)
        );
        assert_eq!(of("缔结友好城市35对"), Some(vec!["sister".into()]));
        assert_eq!(of("缔结友好城市5对。全市有35个乡镇"), None);
    }

    #[test]
    fn sounds_in_brackets_go_and_words_stay() {
        assert_eq!(
            without_pinyin("国际(guójì)友城（2023年）"),
            "国际友城（2023年）"
        );
        assert_eq!(without_pinyin("友城(guójì"), "友城(guójì");
    }
}
