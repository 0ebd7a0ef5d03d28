//! Full text: pages that hold all words, with the records read from them.

use serde::Serialize;

use crate::act::act_id;
use crate::error::{Error, ErrorKind, Result};
use crate::grams;
use crate::query::acts::{Filter, persons};
use crate::query::views;
use crate::register::Register;
use crate::store::{Transaction, Value};

/// Characters shown on each side of the first word found.
const AROUND: usize = 24;

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

impl Register {
    /// Pages whose title or text hold every word; of a filter that asks for something, only pages
    /// with a record that passes. Pages of the latest date first.
    ///
    /// # Errors
    /// No word has a letter or digit; or the database failed.
    pub fn search(&mut self, words: &[String], filter: &Filter) -> Result<Vec<Hit>> {
        self.settle()?;
        let words = parts(words)?;
        self.read(|tx| {
            let mut hits = Vec::new();
            for capture in tx.holding(&pairs(&words))? {
                hits.extend(hit(tx, capture, &words, filter)?);
            }
            hits.sort_by(|a, b| (&b.published, &a.capture).cmp(&(&a.published, &b.capture)));
            hits.truncate(filter.limit.unwrap_or(usize::MAX));
            Ok(hits)
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
    let mut out = Vec::new();
    for capture in tx.holding(&pairs(&words))? {
        let page = views::page(tx, capture)?;
        let text = format!("{}\n{}", page.text(0), page.text(3));
        if words.iter().all(|word| grams::holds(&text, word)) {
            out.push(capture);
        }
    }
    Ok(out)
}

/// A page that holds the words as they stand, not only their pairs of characters.
fn hit(
    tx: &mut dyn Transaction,
    capture: i64,
    words: &[&str],
    filter: &Filter,
) -> Result<Option<Hit>> {
    let page = views::page(tx, capture)?;
    let text = format!("{}\n{}", page.text(0), page.text(3));
    if !words.iter().all(|word| grams::holds(&text, word)) {
        return Ok(None);
    }
    let records = records(tx, capture, filter)?;
    let asks = !filter.types.is_empty()
        || !filter.places.is_empty()
        || filter.person.is_some()
        || filter.from.is_some()
        || filter.until.is_some();
    if asks && records.is_empty() {
        return Ok(None);
    }
    let locator = tx.rows(
        "SELECT locator, id FROM capture WHERE n = $1",
        &[capture.into()],
    )?;
    Ok(Some(Hit {
        capture: locator[0].text(1).to_owned(),
        locator: locator[0].text(0).to_owned(),
        title: page.owned(0),
        outlet: page.owned(1),
        published: page.owned(2),
        excerpt: excerpt(&text, words[0]),
        records,
    }))
}

fn records(
    tx: &mut dyn Transaction,
    capture: i64,
    filter: &Filter,
) -> Result<Vec<(String, String, Option<String>)>> {
    let mut sql = String::from(
        "SELECT r.id, st.type, f.id FROM record r JOIN standing st ON st.record = r.n \
         LEFT JOIN record f ON f.n = st.act WHERE r.capture = $1 AND st.rank <> 'lowered'",
    );
    let mut values: Vec<Value> = vec![capture.into()];
    let mut put = |value: Value| {
        values.push(value);
        format!("${}", values.len())
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
    sql.push_str(" ORDER BY r.id");
    let rows = tx.rows(&sql, &values)?;
    let row = |r: &crate::store::Row| {
        let act = r.maybe(2).map(act_id);
        (r.text(0).to_owned(), r.text(1).to_owned(), act)
    };
    Ok(rows.iter().map(row).collect())
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
