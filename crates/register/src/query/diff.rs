//! Where an office's own list and the news differ.
//!
//! Nothing is decided here: each difference names the records on both sides, and a tie that only
//! one side knows is shown with those of the other that may be meant by another spelling.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::list::RULE;
use crate::query::acts::{self, Filter};
use crate::query::together::at_odds;
use crate::query::views::{ActView, FillerView, RecordView};
use crate::register::Register;
use crate::store::Transaction;

/// A difference between a list and the news.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// `differs`: both give a value, and not the same. `list-silent`: only the news give one.
    /// `only-list` and `only-news`: the tie is in one of them alone.
    pub sort: &'static str,
    /// The tie.
    pub tie: ActView,
    /// Of a value, the attribute.
    pub attribute: Option<String>,
    /// What the list says, and its records.
    pub list: BTreeMap<String, Vec<String>>,
    /// What the news say, and their records.
    pub news: BTreeMap<String, Vec<String>>,
    /// Of a tie in one of them alone, ties in the other that may be the same: id, line, why.
    pub perhaps: Vec<(String, String, String)>,
}

/// Attributes of a tie that are compared.
const COMPARED: [&str; 3] = ["since", "kind", "status"];

impl Register {
    /// Differences between lists and news among the ties that pass a filter; `list` is the locator
    /// or id of one list, otherwise all are taken together. Of ties that only the news know, those
    /// of places that the list keeps.
    ///
    /// # Errors
    /// There is no such list, or none at all; or the database failed.
    pub fn diff(&mut self, filter: &Filter, list: Option<&str>) -> Result<Vec<Difference>> {
        self.settle()?;
        self.read(|tx| {
            let list = list.map(|l| capture(tx, l)).transpose()?;
            let filter = Filter {
                types: vec!["tie".into()],
                limit: None,
                ..filter.clone()
            };
            let ties = acts::list(tx, &filter)?;
            let listed =
                |r: &&RecordView| r.rule == RULE && list.as_ref().is_none_or(|c| r.capture == *c);
            let told = |r: &&RecordView| r.rule != RULE;
            let mut keepers: BTreeSet<String> = BTreeSet::new();
            for record in ties.iter().flat_map(|t| &t.records).filter(listed) {
                let sides = record.roles.get("a").into_iter().flatten();
                keepers.extend(sides.map(key));
            }
            if keepers.is_empty() && list.is_none() {
                let what = "there is no list among these ties; `jiehao import` takes one";
                return Err(Error::new(ErrorKind::Unknown, "diff", what));
            }
            let (mut out, mut only_list, mut only_news) = (Vec::new(), Vec::new(), Vec::new());
            for tie in ties {
                let in_list = tie.records.iter().any(|r| listed(&r));
                let in_news = tie.records.iter().any(|r| told(&r));
                let kept = tie
                    .roles
                    .values()
                    .flatten()
                    .any(|f| keepers.contains(&key(f)));
                match (in_list, in_news) {
                    (true, true) => {
                        let [list, news] = [
                            values(tie.records.iter().filter(listed)),
                            values(tie.records.iter().filter(told)),
                        ];
                        out.extend(
                            COMPARED
                                .iter()
                                .filter_map(|a| differs(&tie, a, &list, &news)),
                        );
                    }
                    (true, false) => only_list.push(tie),
                    (false, true) if kept => only_news.push(tie),
                    _ => {}
                }
            }
            let alone = |sort, own: &[ActView], others: &[ActView]| -> Vec<Difference> {
                let one = |tie: &ActView| Difference {
                    sort,
                    tie: tie.clone(),
                    attribute: None,
                    list: BTreeMap::new(),
                    news: BTreeMap::new(),
                    perhaps: others.iter().filter_map(|o| alike(tie, o)).collect(),
                };
                own.iter().map(one).collect()
            };
            out.extend(alone("only-list", &only_list, &only_news));
            out.extend(alone("only-news", &only_news, &only_list));
            Ok(out)
        })
    }
}

/// The capture of a list by its id or locator; of several editions, the latest.
fn capture(tx: &mut dyn Transaction, named: &str) -> Result<String> {
    let sql = "SELECT c.id FROM sighting s JOIN capture c ON c.n = s.capture \
               JOIN reading g ON g.capture = c.n \
               WHERE (c.id = $1 OR s.locator = $1) AND g.rules LIKE '{%' \
               ORDER BY s.taken DESC, c.id LIMIT 1";
    let rows = tx.rows(sql, &[named.into()])?;
    let found = rows.first().map(|r| r.text(0).to_owned());
    found.ok_or_else(|| {
        let what = "no list of this path or id was imported";
        Error::new(ErrorKind::Unknown, named, what)
    })
}

/// What a filler is known by: the place it is, else its id.
fn key(filler: &FillerView) -> String {
    filler
        .place
        .clone()
        .unwrap_or_else(|| filler.entity.clone())
}

type Values = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Attribute → value → records.
fn values<'r>(records: impl Iterator<Item = &'r RecordView>) -> Values {
    let mut out = Values::new();
    for record in records {
        for (name, value) in &record.attributes {
            let by = out.entry(name.clone()).or_default();
            by.entry(value.clone()).or_default().push(record.id.clone());
        }
    }
    out
}

fn differs(tie: &ActView, attribute: &str, list: &Values, news: &Values) -> Option<Difference> {
    let of = |side: &Values| side.get(attribute).cloned().unwrap_or_default();
    let (list, news) = (of(list), of(news));
    let odd = |l: &String| news.keys().any(|n| at_odds(attribute, l, n));
    let sort = match (list.is_empty(), news.is_empty()) {
        (false, false) if list.keys().any(odd) => "differs",
        (true, false) => "list-silent",
        _ => return None,
    };
    Some(Difference {
        sort,
        tie: tie.clone(),
        attribute: Some(attribute.to_owned()),
        list,
        news,
        perhaps: Vec::new(),
    })
}

/// Whether another tie may be the same: one side the same, the others of one country at most, and
/// alike in name or date.
fn alike(tie: &ActView, other: &ActView) -> Option<(String, String, String)> {
    let sides =
        |t: &'_ ActView| -> Vec<FillerView> { t.roles.values().flatten().cloned().collect() };
    let (own, their) = (sides(tie), sides(other));
    let shared = |f: &&FillerView| their.iter().any(|o| key(o) == key(f));
    own.iter().find(shared)?;
    let rest = |all: &[FillerView], of: &[FillerView]| {
        let not = |f: &&FillerView| of.iter().all(|o| key(o) != key(f));
        all.iter().find(not).cloned()
    };
    let (mine, theirs) = (rest(&own, &their)?, rest(&their, &own)?);
    let lands = mine.country.as_ref().zip(theirs.country.as_ref());
    if lands.is_some_and(|(one, other)| one != other) {
        return None;
    }
    let common: String = mine
        .name
        .chars()
        .filter(|c| theirs.name.contains(*c))
        .collect();
    let common = common.trim_end_matches(['市', '州', '省', '县', '区', '郡', '府', '道']);
    let (a, b) = (tie.attributes.get("since"), other.attributes.get("since"));
    let dated = a.zip(b).filter(|(a, b)| !at_odds("since", a, b));
    let why = match (common.chars().count() >= 2, dated) {
        (true, Some((day, _))) => format!("字同「{common}」，同自 {day}"),
        (true, None) => format!("字同「{common}」"),
        (false, Some((day, _))) if mine.country.is_some() => format!("同国，同自 {day}"),
        _ => return None,
    };
    Some((other.id.clone(), other.headline(), why))
}
