//! Counting: which records of gold were found, and what else was predicted.

use std::collections::{BTreeMap, BTreeSet};

use super::gold::{Gold, GoldDoc, GoldRecord};
use super::kappa::{self, Kappa};
use super::matching::{matched, shared, sides};
use super::prediction::Prediction;

/// Right, predicted, and in gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Matched.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// In gold.
    pub gold: usize,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    /// Share of the predicted that is right.
    pub precision: f64,
    /// Share of gold that was found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
}

/// How evidence stood its test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EvidenceCounts {
    /// Spans that slice their source exactly.
    pub exact: usize,
    /// Spans.
    pub spans: usize,
    /// Records whose evidence holds their key fillers.
    pub held: usize,
    /// Records.
    pub records: usize,
}

/// What scoring found.
#[derive(Clone, Debug, Default)]
pub struct Score<'a> {
    /// By name of type.
    pub types: BTreeMap<String, Counts>,
    /// Role fillers and attributes of matched records.
    pub roles: Counts,
    /// Agreement on type.
    pub kappa: Kappa,
    /// By page: records of gold that were not found, and predictions that are not in gold.
    pub pages: BTreeMap<&'a str, PageScore<'a>>,
}

/// What scoring found on a page.
#[derive(Clone, Debug, Default)]
pub struct PageScore<'a> {
    /// Records.
    pub records: Counts,
    /// Role fillers and attributes of matched records.
    pub roles: Counts,
    /// Records of gold not found.
    pub missed: Vec<&'a GoldRecord>,
    /// Predictions that match a required record of gold.
    pub right: Vec<&'a Prediction>,
    /// Predictions not in gold.
    pub wrong: Vec<&'a Prediction>,
}

impl Counts {
    /// As precision, recall and F1; 0 where there is nothing to divide by.
    pub fn ratio(self) -> Ratio {
        let part = |of: usize| {
            if of == 0 {
                0.0
            } else {
                self.right as f64 / of as f64
            }
        };
        let (precision, recall) = (part(self.predicted), part(self.gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Ratio {
            precision,
            recall,
            f1,
        }
    }

    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.gold += other.gold;
    }
}

impl Score<'_> {
    /// All types together.
    pub fn records(&self) -> Counts {
        let mut all = Counts::default();
        self.types.values().for_each(|c| all.add(*c));
        all
    }
}

/// Scores predictions against gold. Where sources are at hand, judge the evidence first.
pub fn score<'a>(gold: &'a Gold, predictions: &'a [Prediction]) -> Score<'a> {
    let mut out = Score::default();
    let mut agreement = kappa::Table::default();
    for (name, doc) in &gold.docs {
        let found: Vec<&Prediction> = predictions
            .iter()
            .filter(|p| p.doc.ends_with(name))
            .collect();
        let page = page(doc, &found, &mut out.types, &mut agreement);
        out.roles.add(page.roles);
        out.pages.insert(name, page);
    }
    out.kappa = agreement.kappa();
    out
}

fn page<'a>(
    doc: &'a GoldDoc,
    found: &[&'a Prediction],
    types: &mut BTreeMap<String, Counts>,
    agreement: &mut kappa::Table,
) -> PageScore<'a> {
    let mut out = PageScore::default();
    let pairs = pairs(&doc.records, found);
    let mut set_aside: BTreeSet<usize> = BTreeSet::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut matched_gold: BTreeSet<usize> = BTreeSet::new();
    for (i, j) in pairs {
        matched_gold.insert(i);
        used.insert(j);
        let (gold, p) = (&doc.records[i], found[j]);
        if gold.optional {
            set_aside.insert(j);
            continue;
        }
        out.records.right += 1;
        out.right.push(p);
        types.entry(gold.kind.name().into()).or_default().right += 1;
        agreement.agreed(gold.kind);
        out.roles.add(roles(gold, p));
    }
    for (i, gold) in doc.records.iter().enumerate().filter(|(_, g)| !g.optional) {
        out.records.gold += 1;
        types.entry(gold.kind.name().into()).or_default().gold += 1;
        if !matched_gold.contains(&i) {
            out.missed.push(gold);
        }
    }
    let mut spare = 2 + doc.records.iter().filter(|g| g.is_national()).count();
    for (j, p) in found
        .iter()
        .enumerate()
        .filter(|(j, _)| !set_aside.contains(j))
    {
        if !used.contains(&j) {
            if p.is_national() && spare > 0 {
                spare -= 1;
                continue;
            }
            if doc
                .records
                .iter()
                .any(|g| g.optional && matched(g, p) != 0.0)
            {
                continue;
            }
            out.wrong.push(p);
        }
        out.records.predicted += 1;
        types.entry(p.kind.clone()).or_default().predicted += 1;
    }
    agreement.align(&out.missed, &out.wrong);
    out
}

/// Records of gold and predictions that match, one to one: required gold first, best first.
fn pairs(gold: &[GoldRecord], found: &[&Prediction]) -> Vec<(usize, usize)> {
    let mut all: Vec<(bool, f64, usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in found.iter().enumerate() {
            all.push((g.optional, matched(g, p), i, j));
        }
    }
    all.sort_by(|a, b| {
        a.0.cmp(&b.0)
            .then(b.1.total_cmp(&a.1))
            .then((a.2, a.3).cmp(&(b.2, b.3)))
    });
    let (mut taken, mut used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut out = Vec::new();
    for (_, fit, i, j) in all {
        if fit > 0.0 && !taken[i] && !used[j] {
            (taken[i], used[j]) = (true, true);
            out.push((i, j));
        }
    }
    out
}

/// Fillers and attributes of a matched record that gold names roles for.
fn roles(gold: &GoldRecord, p: &Prediction) -> Counts {
    let crossed = sides(gold.kind).filter(|(a, b)| {
        let hits = |x: &str, y: &str| shared(gold, p, x, y).hits;
        hits(a, b) + hits(b, a) > hits(a, a) + hits(b, b)
    });
    let names: BTreeSet<&String> = gold.roles.keys().chain(gold.attributes.keys()).collect();
    let mut out = Counts::default();
    for role in names {
        let theirs = match crossed {
            Some((a, b)) if role == a => b,
            Some((a, b)) if role == b => a,
            _ => role,
        };
        let s = shared(gold, p, role, theirs);
        out.add(Counts {
            right: s.hits,
            predicted: s.predicted,
            gold: s.gold,
        });
    }
    out
}
