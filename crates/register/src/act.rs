//! Which reports tell of one act.
//!
//! A pure function of the reports: the order in which pages came, and who ingested them, change
//! nothing. Reports may be of one act when they are of one type and share a *handle*: a way to
//! name the act by its principals. Of what may happen again (a visit, a meeting, a signing), the
//! times must agree too, and reports that tell the time more precisely go first: one that says
//! `2023` joins the only visit of 2023 that it can mean, and where there are two it stays by
//! itself, for it does not say which. Reports that contradict each other (other titles, other
//! places) are not joined, nor are two trips that one page tells apart, and a reviewer's word stands above all of this.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::entity::{Entity, Sort, aliases};
use crate::grams::plain;
use crate::time::{Period, Precision};

/// A report as acts see it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    /// Id of its record.
    pub record: String,
    /// Its number.
    pub n: i64,
    /// Its type.
    pub kind: String,
    /// Names of the act, without time, hashed.
    pub handles: BTreeSet<i64>,
    /// Days between two reports of one act, at most; `None` for what happens only once.
    pub slack: Option<i32>,
    pub period: Option<Period>,
    /// Its capture, for types of which a page tells each act in one record: two records of a page
    /// are then two acts.
    pub page: Option<i64>,
    /// Capture that its capture is a copy of, or its own: copies are one source.
    pub source: i64,
    /// What may speak against one act.
    pub traits: Traits,
}

/// What may speak against two reports being of one act; kept with the report, so that a cluster can
/// be made anew without reading all its pages again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Traits {
    /// Titles of the document signed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub titles: BTreeSet<String>,
    /// Places by role: two reports that both know them must have one in common.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, BTreeSet<String>>,
}

impl Traits {
    /// Those of a record of a type.
    pub fn of(kind: &str, parts: &[Part<'_>]) -> Self {
        let titles = parts
            .iter()
            .filter(|p| kind == "agreement" && p.name == "title");
        Self {
            titles: titles.map(|p| plain(p.value)).collect(),
            places: places(parts),
        }
    }

    /// As stored.
    pub fn told(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As read back; none where the text is not of this kind.
    pub fn understood(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// What reviewers said of pairs of records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdicts {
    /// Of one act.
    pub same: BTreeSet<(String, String)>,
    /// Of two.
    pub different: BTreeSet<(String, String)>,
}

impl Verdicts {
    /// Adds a pair, in either order.
    pub fn add(&mut self, same: bool, a: &str, b: &str) {
        let pair = (a.min(b).to_owned(), a.max(b).to_owned());
        match same {
            true => self.same.insert(pair),
            false => self.different.insert(pair),
        };
    }

    fn parted(&self, a: &str, b: &str) -> bool {
        let pair = (a.min(b).to_owned(), a.max(b).to_owned());
        !self.different.is_empty() && self.different.contains(&pair)
    }
}

/// Days that reports of one act of a type may be apart.
pub(crate) fn slack(kind: &str) -> Option<i32> {
    match kind {
        "visit" | "meeting" => Some(1),
        "agreement" => Some(3),
        "conference" => Some(15),
        _ => None,
    }
}

/// Whether a page tells each act of a type in one record. A conference has a record an attendee, and
/// a tie may be told of at several times of its history.
pub(crate) fn is_one_record(kind: &str) -> bool {
    matches!(kind, "visit" | "meeting" | "agreement")
}

/// A filler or attribute that a handle is made of.
pub(crate) struct Part<'a> {
    /// Role or attribute.
    pub name: &'a str,
    /// The filler, for a role.
    pub entity: Option<&'a Entity>,
    /// The words.
    pub value: &'a str,
}

/// The hash of a handle: the bits of it, whatever their sign.
fn hashed(handle: &str) -> i64 {
    i64::from_ne_bytes(xxh3_64(handle.as_bytes()).to_ne_bytes())
}

/// The handles of a record of a type.
pub(crate) fn handles(kind: &str, parts: &[Part<'_>]) -> BTreeSet<i64> {
    let named = |name: &str| -> Vec<Vec<String>> {
        let of = parts.iter().filter(|p| p.name == name);
        of.map(|p| match p.entity {
            Some(entity) => aliases(entity),
            None => vec![plain(p.value)],
        })
        .collect()
    };
    let flat = |name: &str| -> Vec<String> { named(name).into_iter().flatten().collect() };
    let or = |a: Vec<String>, b: Vec<String>| if a.is_empty() { b } else { a };
    let mut out = BTreeSet::new();
    let mut pairs = |left: &[String], right: &[String]| {
        for l in left {
            for r in right {
                out.insert(hashed(&format!("{kind}|{l}|{r}")));
            }
        }
    };
    match kind {
        "visit" => pairs(&or(flat("visitor"), flat("origin")), &flat("destination")),
        "meeting" | "tie" => {
            let (a, b) = (flat("a"), flat("b"));
            for l in &a {
                for r in &b {
                    pairs(
                        std::slice::from_ref(l.min(r)),
                        std::slice::from_ref(l.max(r)),
                    );
                }
            }
        }
        "agreement" => {
            let parties = named("party");
            for (n, one) in parties.iter().enumerate() {
                for other in &parties[n + 1..] {
                    for l in one {
                        for r in other {
                            pairs(
                                std::slice::from_ref(l.min(r)),
                                std::slice::from_ref(l.max(r)),
                            );
                        }
                    }
                }
            }
            if let [one] = parties.as_slice() {
                pairs(one, &flat("title"));
            }
        }
        "conference" => pairs(&flat("event"), &["".into()]),
        "commitment" => pairs(&flat("by"), &flat("content")),
        "statistic" => {
            let [measure, value, as_of] = ["measure", "value", "as_of"].map(flat);
            let what = [measure.concat(), value.concat(), as_of.concat()].join("|");
            pairs(&flat("subject"), &[what]);
        }
        "policy" => pairs(&flat("title"), &["".into()]),
        _ => pairs(&flat("name"), &["".into()]),
    }
    out
}

/// Places by role, where all fillers of the role are known places.
fn places(parts: &[Part<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for part in parts {
        let Some(entity) = part.entity else { continue };
        match (&entity.place, entity.sort) {
            (Some(place), Sort::Place) => {
                out.entry(part.name.to_owned())
                    .or_default()
                    .insert(place.clone());
            }
            _ => {
                unknown.insert(part.name);
            }
        }
    }
    out.retain(|role, _| !unknown.contains(role.as_str()));
    if let (Some(a), Some(b)) = (out.get("a").cloned(), out.get("b").cloned()) {
        // which side is told first is the page's choice: both sides together, in order
        let pair: Vec<String> = a.union(&b).cloned().collect();
        out.retain(|role, _| role != "a" && role != "b");
        out.insert("a+b".into(), BTreeSet::from([pair.join("+")]));
    } else {
        out.retain(|role, _| role != "a" && role != "b");
    }
    out
}

/// The acts that reports tell of, each as the places of its reports in `reports`, by least record.
pub(crate) fn acts(reports: &[Report], verdicts: &Verdicts) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|a, b| reports[*a].record.cmp(&reports[*b].record));
    let mut groups = Groups::new(reports, verdicts);
    let at: BTreeMap<&str, usize> = reports
        .iter()
        .enumerate()
        .map(|(n, r)| (r.record.as_str(), n))
        .collect();
    for (a, b) in &verdicts.same {
        if let (Some(a), Some(b)) = (at.get(a.as_str()), at.get(b.as_str())) {
            groups.join_by_word(*a, *b);
        }
    }
    let mut by_handle: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for n in &order {
        for handle in &reports[*n].handles {
            by_handle.entry(*handle).or_default().push(*n);
        }
    }
    let mut placed: BTreeSet<usize> = BTreeSet::new();
    for tier in [
        Some(Precision::Day),
        Some(Precision::Month),
        Some(Precision::Year),
        None,
    ] {
        let of_tier = |n: &usize| match reports[*n].slack {
            // what happens only once needs no time to be known
            None => tier == Some(Precision::Day),
            Some(_) => reports[*n].period.map(|p| p.precision) == tier,
        };
        let mut left = Vec::new();
        let mut joining = Vec::new();
        for n in order.iter().copied().filter(|n| of_tier(n)) {
            let near = reports[n].handles.iter().flat_map(|h| &by_handle[h]);
            let near: BTreeSet<usize> = near
                .filter(|o| placed.contains(o) && agree(&reports[n], &reports[**o]))
                .map(|o| groups.root(*o))
                .filter(|root| groups.may_hold(*root, n))
                .collect();
            match near.len() {
                1 => joining.extend(near.first().map(|root| (n, *root))),
                _ => left.push(n),
            }
        }
        for (n, root) in &joining {
            groups.join(*n, *root);
        }
        // the rest of a tier are joined among themselves
        for n in &left {
            for handle in &reports[*n].handles {
                for other in by_handle[handle].iter().filter(|o| *o != n) {
                    let peer =
                        left.binary_search_by(|l| reports[*l].record.cmp(&reports[*other].record));
                    if peer.is_ok() && agree(&reports[*n], &reports[*other]) {
                        groups.join(*n, *other);
                    }
                }
            }
        }
        placed.extend(order.iter().copied().filter(|n| of_tier(n)));
    }
    groups.all(&order)
}

/// Whether the times of two reports allow one act.
fn agree(a: &Report, b: &Report) -> bool {
    match (a.slack, a.period, b.period) {
        (Some(slack), Some(one), Some(other)) => one.near(&other, slack),
        _ => true,
    }
}

/// Whether two reports cannot be of one act.
fn contrary(a: &Report, b: &Report) -> bool {
    let other_title = |t: &String| {
        b.traits
            .titles
            .iter()
            .all(|u| !t.contains(u) && !u.contains(t))
    };
    let other_document = !a.traits.titles.is_empty()
        && !b.traits.titles.is_empty()
        && a.traits.titles.iter().all(other_title);
    let one_page = a.page.is_some() && a.page == b.page && a.record != b.record;
    one_page
        || other_document
        || a.traits.places.iter().any(|(role, places)| {
            b.traits
                .places
                .get(role)
                .is_some_and(|other| places.is_disjoint(other))
        })
}

/// Disjoint groups of reports, none of which holds two that cannot be of one act.
struct Groups<'r> {
    reports: &'r [Report],
    verdicts: &'r Verdicts,
    root: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl<'r> Groups<'r> {
    fn new(reports: &'r [Report], verdicts: &'r Verdicts) -> Self {
        Self {
            reports,
            verdicts,
            root: (0..reports.len()).collect(),
            members: (0..reports.len()).map(|n| vec![n]).collect(),
        }
    }

    fn root(&self, n: usize) -> usize {
        self.root[n]
    }

    fn opposed(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.reports[a], &self.reports[b]);
        self.verdicts.parted(&a.record, &b.record) || contrary(a, b)
    }

    /// Whether nothing in a group speaks against a report.
    fn may_hold(&self, root: usize, n: usize) -> bool {
        let own = self.root[n];
        own == root
            || self.members[own]
                .iter()
                .all(|a| self.members[root].iter().all(|b| !self.opposed(*a, *b)))
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root[a], self.root[b]);
        if a != b && self.may_hold(a, b) {
            self.unite(a, b);
        }
    }

    /// As a reviewer said, whatever the reports say.
    fn join_by_word(&mut self, a: usize, b: usize) {
        let parted = self
            .verdicts
            .parted(&self.reports[a].record, &self.reports[b].record);
        let (a, b) = (self.root[a], self.root[b]);
        if a != b && !parted {
            self.unite(a, b);
        }
    }

    fn unite(&mut self, a: usize, b: usize) {
        let moved = std::mem::take(&mut self.members[b]);
        for n in &moved {
            self.root[*n] = a;
        }
        self.members[a].extend(moved);
    }

    fn all(self, order: &[usize]) -> Vec<Vec<usize>> {
        let mut by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for n in order {
            by_root.entry(self.root[*n]).or_default().push(*n);
        }
        let mut all: Vec<Vec<usize>> = by_root.into_values().collect();
        all.sort_by(|a, b| self.reports[a[0]].record.cmp(&self.reports[b[0]].record));
        all
    }
}

/// The id of the act that a record founds. Its act may come to be known by another record's id
/// when more reports are found; every id that was ever given leads to the act that holds its
/// record now.
pub(crate) fn act_id(record: &str) -> String {
    format!("a{}", record.strip_prefix('r').unwrap_or(record))
}

/// The record that an act's id was made of.
pub(crate) fn founder(act: &str) -> String {
    format!("r{}", act.strip_prefix('a').unwrap_or(act))
}

#[cfg(test)]
mod tests;
