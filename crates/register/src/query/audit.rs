//! What a region claims of its ties, counted again by the claim's own rule.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_places::Gazetteer;
use serde::Serialize;

use crate::error::Result;
use crate::presence::{self, in_codes, place_code};
use crate::query::acts::{self, Filter};
use crate::query::region::place;
use crate::query::views::{self, ActView, FillerView};
use crate::register::Register;
use crate::store::Transaction;
use crate::time::Period;

/// A claim of a region about its ties, held against the register.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Audit {
    /// Name of the region.
    pub region: String,
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

/// Characters before a figure in which a claim says what it counts.
const CLAIM: usize = 40;

impl Register {
    /// Ids of the regions of China of which a figure is on record.
    ///
    /// # Errors
    /// The database failed.
    pub fn claimants(&mut self) -> Result<Vec<String>> {
        self.settle()?;
        self.read(|tx| presence::regions(tx, "statistic"))
    }

    /// Claims of a region about its ties, each counted by its own rule.
    ///
    /// # Errors
    /// No place of this name is known, or several; or the database failed.
    pub fn audit(&mut self, named: &str) -> Result<Vec<Audit>> {
        let id = place(named)?;
        self.settle()?;
        self.read(|tx| audits(tx, &id))
    }
}

/// Claims of a region about its ties, each counted by its own rule.
pub(super) fn audits(tx: &mut dyn Transaction, id: &str) -> Result<Vec<Audit>> {
    let own_figures = own_figures(tx, id)?;
    let mut claims = views::acts(tx, &own_figures)?;
    let own = |a: &ActView| {
        let subject = a.roles.get("subject").into_iter().flatten();
        subject.into_iter().any(|f| f.place.as_deref() == Some(id))
    };
    claims.retain(|claim| own(claim) && counted(claim).is_some());
    // all ties are looked at only where something counts them
    let ties = match claims.is_empty() {
        true => Vec::new(),
        false => acts::list(
            tx,
            &Filter {
                types: vec!["tie".into()],
                places: vec![id.to_owned()],
                ..Filter::default()
            },
        )?,
    };
    let audits = claims.iter().filter_map(|c| audit(id, c, &ties));
    Ok(audits.collect())
}

/// Numbers of the figures that a region gives of itself, the latest first: of a province few are its own,
/// and most are those of what lies in it.
fn own_figures(tx: &mut dyn Transaction, id: &str) -> Result<Vec<i64>> {
    let sql = format!(
        "SELECT p.act, (SELECT f.id FROM record f WHERE f.n = p.act) AS id FROM presence p \
         WHERE p.place = $1 AND p.kind IN {} AND EXISTS (SELECT 1 FROM standing s \
         JOIN concern k ON k.record = s.record WHERE s.act = p.act AND k.place = $2 \
         AND k.role = 'subject' AND k.above = 0) ORDER BY p.since DESC, id",
        in_codes(&presence::codes(&["statistic"], None))
    );
    let rows = tx.rows(&sql, &[place_code(id).into(), id.into()])?;
    Ok(rows.iter().map(|r| r.int(0)).collect())
}

/// What a claim counts, if it counts ties: its measure and value, whether it counts countries, the
/// kinds of tie, and its words.
struct Counted<'c> {
    measure: &'c String,
    value: &'c String,
    countries: bool,
    kinds: BTreeSet<String>,
    quote: String,
}

fn counted(claim: &ActView) -> Option<Counted<'_>> {
    let (measure, value) = (
        claim.attributes.get("measure")?,
        claim.attributes.get("value")?,
    );
    // what came to be within some time is no standing total
    if measure.starts_with("新增") {
        return None;
    }
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
    Some(Counted {
        kinds: kinds(&quote, value)?,
        measure,
        value,
        countries,
        quote,
    })
}

/// A claim that counts ties, counted again.
fn audit(region: &str, claim: &ActView, ties: &[ActView]) -> Option<Audit> {
    let Counted {
        measure,
        value,
        countries,
        kinds,
        quote,
    } = counted(claim)?;
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
        let fits = fits && of_level(measure, region, tie);
        let Some(other) = counterpart(region, tie).filter(|_| fits && !later) else {
            continue;
        };
        counted.push(tie.id.clone());
        match (countries, &other.country) {
            (true, Some(country)) => {
                let name = gazetteer
                    .country(country)
                    .map_or("", |p| gazetteer.place(p).name);
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
    let own = gazetteer.by_id(region);
    Some(Audit {
        region: own.map_or(region, |p| gazetteer.place(p).name).to_owned(),
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

/// Whether a tie is of the level that a claim counts: 市级 are the region's own, 县级 those of what
/// lies in it.
fn of_level(measure: &str, region: &str, tie: &ActView) -> bool {
    let mut sides = ["a", "b"]
        .iter()
        .flat_map(|r| tie.roles.get(*r).into_iter().flatten());
    let own = sides.any(|f| f.place.as_deref() == Some(region));
    let lower = ["县级", "区级", "县区", "县市"];
    if lower.iter().any(|w| measure.contains(w)) {
        return !own;
    }
    own || !["市级", "省级", "州级"].iter().any(|w| measure.contains(w))
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
pub(super) fn without_pinyin(quote: &str) -> String {
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
