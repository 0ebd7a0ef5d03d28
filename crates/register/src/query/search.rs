//! Full text: pages that hold all words, with the records read from them.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::act::act_id;
use crate::error::{Error, ErrorKind, Result};
use crate::grams;
use crate::query::acts::Filter;
use crate::query::condition::persons;
use crate::query::names::{self, NameView};
use crate::query::views;
use crate::register::Register;
use crate::standing;
use crate::store::{Row, Transaction, Value, among};

/// Characters shown on each side of the first word found.
const AROUND: usize = 24;

/// Pages whose names are looked through, the first ones.
const NAMING: usize = 16;

/// Names that are told of a search.
const NAMES: usize = 12;

/// A page that holds all the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The capture.
    pub capture: String,
    /// Path or URL where it was first taken.
    pub locator: String,
    /// Headline.
    pub title: Option<String>,
    /// The named source.
    pub outlet: Option<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// The words around the first of those asked for.
    pub excerpt: String,
    /// Records that pass the filter: id, type, act.
    pub records: Vec<(String, String, Option<String>)>,
}

/// Pages found, of which some are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// How many there are.
    pub total: usize,
    /// Those asked for.
    pub hits: Vec<Hit>,
    /// Of the first of them: whom and what they name by names that hold one of the words.
    pub names: Vec<NameView>,
}

/// Date of publication and id of a page, by which pages are listed.
pub type Seen = (Option<String>, String);

impl Register {
    /// Pages whose title or text hold every word; of a filter that asks for something, only pages
    /// with a record that passes. Pages of the latest date first.
    ///
    /// # Errors
    /// No word has a letter or digit; or the database failed.
    pub fn search(&mut self, words: &[String], filter: &Filter) -> Result<Vec<Hit>> {
        Ok(self.searched(words, filter, None)?.hits)
    }

    /// As [`Register::search`], with how many there are; as many as the filter passes over left out, or
    /// those up to one that was seen.
    ///
    /// # Errors
    /// As [`Register::search`].
    pub fn searched(
        &mut self,
        words: &[String],
        filter: &Filter,
        seen: Option<&Seen>,
    ) -> Result<Searched> {
        self.settle()?;
        let words = parts(words)?;
        self.read(|tx| {
            let found = held(tx, &words)?;
            let passing = passing(tx, &found, filter)?;
            let mut pages = pages(tx, &passing)?;
            pages.sort_by(|a, b| (&b.published, &a.id).cmp(&(&a.published, &b.id)));
            let behind = seen.map_or(0, |(published, id)| {
                let upto = |p: &Found| (&p.published, id) >= (published, &p.id);
                pages.partition_point(upto)
            });
            let most = filter.limit.unwrap_or(usize::MAX);
            let mut hits = Vec::new();
            for page in pages.iter().skip(behind + filter.skip).take(most) {
                hits.extend(hit(tx, page, &words, filter)?);
            }
            let names = match (behind, filter.skip) {
                (0, 0) => {
                    let first: Vec<i64> = pages.iter().take(NAMING).map(|p| p.n).collect();
                    names::on_pages(tx, &first, &words, NAMES)?
                }
                _ => Vec::new(),
            };
            let total = pages.len();
            Ok(Searched { total, hits, names })
        })
    }
}

impl Register {
    /// The pages that came last and have a record; at most `limit`. The excerpt is how they begin.
    ///
    /// # Errors
    /// The database failed.
    pub fn latest(&mut self, limit: usize) -> Result<Vec<Hit>> {
        self.settle()?;
        let sql = "SELECT c.n, c.id, c.locator FROM capture c WHERE EXISTS (SELECT 1 FROM record r \
                   JOIN standing st ON st.record = r.n \
                   WHERE r.capture = c.n AND st.rank <> 'lowered') ORDER BY c.n DESC LIMIT $1";
        self.read(|tx| {
            let mut hits = Vec::new();
            for row in tx.rows(sql, &[(limit as i64).into()])? {
                let page = views::page(tx, row.int(0))?;
                let begins: String = page.text(3).chars().take(AROUND * 3).collect();
                hits.push(Hit {
                    capture: row.text(1).to_owned(),
                    locator: row.text(2).to_owned(),
                    title: page.owned(0),
                    outlet: page.owned(1),
                    published: page.owned(2),
                    excerpt: begins.replace('\n', " "),
                    records: records(tx, row.int(0), &Filter::default())?,
                });
            }
            Ok(hits)
        })
    }
}

/// Words as they are looked for: letters and digits.
fn parts(words: &[String]) -> Result<Vec<&str>> {
    let parts: Vec<&str> = words
        .iter()
        .flat_map(|w| w.split(|c: char| !c.is_alphanumeric()))
        .filter(|w| !w.is_empty())
        .collect();
    match parts.is_empty() {
        true => {
            let what = "no word to look for";
            Err(Error::new(ErrorKind::Refused, "search", what))
        }
        false => Ok(parts),
    }
}

/// Pairs of characters of words, by which pages are found.
fn pairs(words: &[&str]) -> Vec<String> {
    let mut grams: Vec<String> = words.iter().flat_map(|w| grams::of_word(w)).collect();
    grams.sort();
    grams.dedup();
    grams
}

/// Numbers of the captures whose title or text hold every word.
pub(super) fn holding(tx: &mut dyn Transaction, words: &[String]) -> Result<Vec<i64>> {
    let words = parts(words)?;
    held(tx, &words)
}

/// As [`holding`], of words that have a letter or digit.
fn held(tx: &mut dyn Transaction, words: &[&str]) -> Result<Vec<i64>> {
    let mut found = tx.holding(&pairs(words))?;
    // what stands in the index as a whole is found by it; of longer words a page may hold the pairs apart
    let pairs_tell = words.iter().all(|word| grams::of_word(word).len() <= 1);
    if !pairs_tell {
        let readings = standing::currents(tx, &found)?;
        let mut holds: BTreeSet<i64> = BTreeSet::new();
        let numbers: Vec<i64> = readings.values().copied().collect();
        for some in numbers.chunks(AT_ONCE) {
            let sql = "SELECT capture, title, text FROM reading WHERE n IN (#)";
            for page in among(tx, sql, some)? {
                let text = format!("{}\n{}", page.text(1), page.text(2));
                if words.iter().all(|word| grams::holds(&text, word)) {
                    holds.insert(page.int(0));
                }
            }
        }
        found.retain(|capture| holds.contains(capture));
    }
    Ok(found)
}

/// Pages that are looked at together.
const AT_ONCE: usize = 256;

/// A page that was found.
struct Found {
    n: i64,
    id: String,
    reading: i64,
    published: Option<String>,
}

/// What pages are listed by.
fn pages(tx: &mut dyn Transaction, captures: &[i64]) -> Result<Vec<Found>> {
    let readings = standing::currents(tx, captures)?;
    let numbers: Vec<i64> = readings.values().copied().collect();
    let sql = "SELECT c.n, c.id, g.n, g.published FROM reading g JOIN capture c ON c.n = g.capture \
               WHERE g.n IN (#)";
    let page = |row: &Row| Found {
        n: row.int(0),
        id: row.text(1).to_owned(),
        reading: row.int(2),
        published: row.owned(3),
    };
    Ok(among(tx, sql, &numbers)?.iter().map(page).collect())
}

/// Those of some captures with a record that passes a filter; all, where it asks for nothing.
fn passing(tx: &mut dyn Transaction, captures: &[i64], filter: &Filter) -> Result<Vec<i64>> {
    let asks = !filter.types.is_empty()
        || !filter.places.is_empty()
        || filter.person.is_some()
        || filter.from.is_some()
        || filter.until.is_some();
    if !asks {
        return Ok(captures.to_vec());
    }
    let (passes, values) = passes(filter, SIZE);
    let mut out = Vec::new();
    for some in captures.chunks(SIZE) {
        let places: Vec<String> = (1..=SIZE).map(|n| format!("${n}")).collect();
        let named = some
            .iter()
            .chain(some.last().into_iter().cycle())
            .take(SIZE);
        let numbers: Vec<Value> = named.map(|n| (*n).into()).collect();
        let sql = format!(
            "SELECT DISTINCT r.capture FROM record r JOIN standing st ON st.record = r.n \
             WHERE r.capture IN ({}) AND st.rank <> 'lowered'{passes}",
            places.join(", ")
        );
        let all: Vec<Value> = numbers.into_iter().chain(values.iter().cloned()).collect();
        out.extend(tx.rows(&sql, &all)?.iter().map(|row| row.int(0)));
    }
    Ok(out)
}

/// Captures whose records are held against a filter at a time.
const SIZE: usize = 64;

/// A page as it is told.
fn hit(
    tx: &mut dyn Transaction,
    page: &Found,
    words: &[&str],
    filter: &Filter,
) -> Result<Option<Hit>> {
    let sql = "SELECT g.title, g.outlet, g.text, c.locator FROM reading g \
               JOIN capture c ON c.n = g.capture WHERE g.n = $1";
    let rows = tx.rows(sql, &[page.reading.into()])?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let text = format!("{}\n{}", row.text(0), row.text(2));
    Ok(Some(Hit {
        capture: page.id.clone(),
        locator: row.text(3).to_owned(),
        title: row.owned(0),
        outlet: row.owned(1),
        published: page.published.clone(),
        excerpt: excerpt(&text, words[0]),
        records: records(tx, page.n, filter)?,
    }))
}

/// Records of a page that pass a filter.
fn records(
    tx: &mut dyn Transaction,
    capture: i64,
    filter: &Filter,
) -> Result<Vec<(String, String, Option<String>)>> {
    let (passes, values) = passes(filter, 1);
    let sql = format!(
        "SELECT r.id, st.type, f.id FROM record r JOIN standing st ON st.record = r.n \
         LEFT JOIN record f ON f.n = st.act WHERE r.capture = $1 AND st.rank <> 'lowered'{passes} \
         ORDER BY r.id"
    );
    let values: Vec<Value> = [capture.into()].into_iter().chain(values).collect();
    let rows = tx.rows(&sql, &values)?;
    let row = |r: &Row| {
        let act = r.maybe(2).map(act_id);
        (r.text(0).to_owned(), r.text(1).to_owned(), act)
    };
    Ok(rows.iter().map(row).collect())
}

/// What else holds of a record `st` that passes a filter, as SQL that follows other conditions with so
/// many values, and its own values.
fn passes(filter: &Filter, before: usize) -> (String, Vec<Value>) {
    let (mut sql, mut values) = (String::new(), Vec::new());
    let mut put = |value: Value| {
        values.push(value);
        format!("${}", before + values.len())
    };
    for place in &filter.places {
        let place = put(place.into());
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM concern c WHERE c.place = {place} AND c.record = st.record)"
        ));
    }
    if let Some(person) = &filter.person {
        let person = put(person.into());
        sql.push_str(&format!(
            " AND EXISTS (SELECT 1 FROM mention m WHERE m.record = st.record AND m.entity IN ({}))",
            persons(&person)
        ));
    }
    if !filter.types.is_empty() {
        let types: Vec<String> = filter.types.iter().map(|t| put(t.into())).collect();
        sql.push_str(&format!(" AND st.type IN ({})", types.join(", ")));
    }
    if let Some(day) = &filter.from {
        sql.push_str(&format!(" AND st.until >= {}", put(day.into())));
    }
    if let Some(day) = &filter.until {
        sql.push_str(&format!(" AND st.since <= {}", put(day.into())));
    }
    (sql, values)
}

fn excerpt(text: &str, word: &str) -> String {
    let Some((start, end)) = grams::find(text, word) else {
        return String::new();
    };
    let before: Vec<char> = text[..start].chars().rev().take(AROUND).collect();
    let after = text[end..].chars().take(AROUND);
    let around = before
        .into_iter()
        .rev()
        .chain(text[start..end].chars())
        .chain(after);
    around
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}
