//! What waits for a reviewer: records of low confidence, acts and people that may be one, names that may
//! be places.
//!
//! The queue proposes; whatever was decided on leaves it.

use std::collections::BTreeSet;

use jiehao_places::{Context, Gazetteer, PlaceId};
use serde::Serialize;

use crate::act::slack;
use crate::decision::{self, Decision, Verdict};
use crate::error::Result;
use crate::register::Register;
use crate::store::Transaction;
use crate::time::Period;

/// What is asked of a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Is the record right? `accept` or `reject`.
    LowConfidence,
    /// Are two reports of one act? `same` or `different`.
    OneAct,
    /// Are two people of one name one? `same` or `different`.
    OnePerson,
    /// Which place is this? `same` with the id of a place.
    WhichPlace,
}

impl Question {
    /// All, in the order they are asked in.
    pub const ALL: [Self; 4] = [
        Self::LowConfidence,
        Self::OneAct,
        Self::OnePerson,
        Self::WhichPlace,
    ];

    /// The name it is told by.
    pub fn name(self) -> &'static str {
        match self {
            Self::LowConfidence => "low-confidence",
            Self::OneAct => "one-act",
            Self::OnePerson => "one-person",
            Self::WhichPlace => "which-place",
        }
    }
}

/// Something to be decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pending {
    /// What is asked.
    pub question: Question,
    /// The record or entity it is about.
    pub subject: String,
    /// The other, where it is about two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<String>,
    /// What it is, in words: names, offices, type and time.
    pub about: String,
    /// Confidence of a record, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Places that may be meant: name and id, the likeliest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<(String, String)>,
    /// Records or acts that name it.
    pub mentions: i64,
    /// The words that it was first read from.
    pub quote: String,
    /// The records whose words tell: of two that may be one, one of each.
    pub records: Vec<String>,
    /// How many decisions there were up to the last about it: what
    /// [`Register::decide_having_seen`] is told.
    pub seen: usize,
}

/// Candidates shown.
const CANDIDATES: usize = 5;

/// Reports of one handle that are compared with one another at most: more than that are no question
/// for a person.
const COMPARED: usize = 50;

/// Roles whose fillers ought to be places, or speak for one.
const PLACES: &str = "('a', 'b', 'destination', 'origin', 'party')";

impl Register {
    /// What waits for a reviewer: records below `confidence`, then what may be one, then names that
    /// may be places; of each question at most `limit`.
    ///
    /// # Errors
    /// The database failed.
    pub fn queue(
        &mut self,
        questions: &[Question],
        confidence: f64,
        limit: usize,
    ) -> Result<Vec<Pending>> {
        self.settle()?;
        self.read(|tx| {
            let decided = decided(tx)?;
            let mut out = Vec::new();
            for question in Question::ALL {
                if !questions.is_empty() && !questions.contains(&question) {
                    continue;
                }
                let mut found = match question {
                    Question::LowConfidence => low(tx, confidence, limit)?,
                    Question::OneAct => one_act(tx, &decided)?,
                    Question::OnePerson => one_person(tx, &decided)?,
                    Question::WhichPlace => which_place(tx, &decided)?,
                };
                found.truncate(limit);
                for p in &mut found {
                    p.seen = decision::seen(&decided.all, &p.subject, p.other.as_deref());
                }
                out.extend(found);
            }
            Ok(out)
        })
    }
}

/// Pairs, and things, on which a decision holds.
struct Decided {
    all: Vec<Decision>,
    pairs: BTreeSet<(String, String)>,
    things: BTreeSet<String>,
}

impl Decided {
    fn on(&self, a: &str, b: &str) -> bool {
        let pair = (a.min(b).to_owned(), a.max(b).to_owned());
        self.pairs.contains(&pair)
    }
}

fn decided(tx: &mut dyn Transaction) -> Result<Decided> {
    let (mut pairs, mut things) = (BTreeSet::new(), BTreeSet::new());
    let all = decision::all(tx)?;
    for d in all.iter().filter(|d| d.holds) {
        let Some(object) = &d.object else { continue };
        if d.verdict == Verdict::Same && object.contains(':') {
            things.insert(d.subject.clone());
        }
        let (a, b) = (d.subject.clone(), object.clone());
        pairs.insert((a.clone().min(b.clone()), a.max(b)));
    }
    Ok(Decided { all, pairs, things })
}

/// Records that hold, on which nobody decided, the least sure first.
fn low(tx: &mut dyn Transaction, confidence: f64, limit: usize) -> Result<Vec<Pending>> {
    let rows = tx.rows(
        "SELECT r.id, s.type, r.name, s.since, p.confidence, s.record, s.reading \
         FROM standing s JOIN record r ON r.n = s.record \
         JOIN report p ON p.record = s.record AND p.reading = s.reading \
         WHERE s.rank = 'normal' AND p.confidence < $1 ORDER BY p.confidence, r.id LIMIT $2",
        &[confidence.into(), (limit as i64).into()],
    )?;
    let mut out = Vec::new();
    for row in rows {
        let about = format!(
            "{} {} {}",
            row.text(1),
            row.text(2).replace('|', " / "),
            row.text(3)
        );
        out.push(Pending {
            question: Question::LowConfidence,
            records: vec![row.text(0).to_owned()],
            seen: 0,
            subject: row.text(0).to_owned(),
            other: None,
            about: about.trim().to_owned(),
            confidence: Some(row.real(4)),
            candidates: Vec::new(),
            mentions: 1,
            quote: quote(tx, row.int(5))?,
        });
    }
    Ok(out)
}

/// The id of a record by its number.
pub(super) fn id(tx: &mut dyn Transaction, record: i64) -> Result<String> {
    let rows = tx.rows("SELECT id FROM record WHERE n = $1", &[record.into()])?;
    Ok(rows.first().map_or(String::new(), |r| r.text(0).to_owned()))
}

/// The words of a record by the reading that holds.
pub(super) fn quote(tx: &mut dyn Transaction, record: i64) -> Result<String> {
    let sql = "SELECT e.exact FROM standing s JOIN evidence e ON e.record = s.record \
               AND e.reading = s.reading WHERE s.record = $1 ORDER BY e.at";
    let rows = tx.rows(sql, &[record.into()])?;
    let words: Vec<&str> = rows.iter().map(|r| r.text(0)).collect();
    Ok(words.join(" … "))
}

/// Pairs of reports that name their act alike, at times that may be one, and are of two acts.
fn one_act(tx: &mut dyn Transaction, decided: &Decided) -> Result<Vec<Pending>> {
    let shared = "SELECT h.handle FROM handle h JOIN standing s ON s.record = h.record \
                  GROUP BY h.handle HAVING count(DISTINCT s.act) > 1 ORDER BY h.handle";
    let mut pairs: BTreeSet<(String, String, i64, String)> = BTreeSet::new();
    for row in tx.rows(shared, &[])? {
        let reports = tx.rows(
            "SELECT r.id, s.type, s.since, s.until, s.precise, s.act, s.record, r.capture, r.name \
             FROM handle h JOIN standing s ON s.record = h.record JOIN record r ON r.n = s.record \
             WHERE h.handle = $1 ORDER BY r.id LIMIT $2",
            &[row.int(0).into(), (COMPARED as i64).into()],
        )?;
        for (n, a) in reports.iter().enumerate() {
            for b in &reports[n + 1..] {
                let time =
                    |r: &crate::store::Row| Period::stored(r.maybe(2), r.maybe(3), r.text(4));
                let near = match (slack(a.text(1)), time(a), time(b)) {
                    (Some(slack), Some(a), Some(b)) => a.near(&b, slack),
                    _ => true,
                };
                // a page tells apart what it tells twice
                let open = a.int(5) != b.int(5) && a.int(7) != b.int(7);
                if near && open && !decided.on(a.text(0), b.text(0)) {
                    let about = format!("{} {}", a.text(1), a.text(8).replace('|', " / "));
                    let own = (a.text(0).to_owned(), b.text(0).to_owned(), a.int(6), about);
                    pairs.insert(own);
                }
            }
        }
    }
    let mut out = Vec::new();
    for (a, b, n, about) in pairs {
        out.push(Pending {
            question: Question::OneAct,
            quote: quote(tx, n)?,
            records: vec![a.clone(), b.clone()],
            seen: 0,
            subject: a,
            other: Some(b),
            about,
            confidence: None,
            candidates: Vec::new(),
            mentions: 2,
        });
    }
    Ok(out)
}

/// Pairs of people of one name in two offices.
fn one_person(tx: &mut dyn Transaction, decided: &Decided) -> Result<Vec<Pending>> {
    let names = "SELECT e.name FROM entity e WHERE e.sort = 'person' \
                 AND EXISTS (SELECT 1 FROM mention m WHERE m.entity = e.n) \
                 GROUP BY e.name HAVING count(*) > 1 ORDER BY e.name";
    let mut out = Vec::new();
    for name in tx.rows(names, &[])? {
        let people = tx.rows(
            "SELECT e.id, min(m.record), count(*) FROM entity e JOIN mention m ON m.entity = e.n \
             WHERE e.sort = 'person' AND e.name = $1 GROUP BY e.id ORDER BY e.id",
            &[name.text(0).into()],
        )?;
        for (n, a) in people.iter().enumerate() {
            for b in &people[n + 1..] {
                if decided.on(a.text(0), b.text(0)) {
                    continue;
                }
                let offices = [
                    office(tx, a.int(1), name.text(0))?,
                    office(tx, b.int(1), name.text(0))?,
                ];
                out.push(Pending {
                    question: Question::OnePerson,
                    subject: a.text(0).to_owned(),
                    other: Some(b.text(0).to_owned()),
                    about: format!("{}：{}", name.text(0), offices.join(" / ")),
                    confidence: None,
                    candidates: Vec::new(),
                    mentions: a.int(2) + b.int(2),
                    quote: quote(tx, a.int(1))?,
                    records: vec![id(tx, a.int(1))?, id(tx, b.int(1))?],
                    seen: 0,
                });
            }
        }
    }
    Ok(out)
}

/// The office that a record gives a name.
pub(super) fn office(tx: &mut dyn Transaction, record: i64, name: &str) -> Result<String> {
    let sql = "SELECT held_in, post FROM statement WHERE record = $1 AND role = 1 AND value = $2 \
               ORDER BY id LIMIT 1";
    let rows = tx.rows(sql, &[record.into(), name.into()])?;
    Ok(rows.first().map_or(String::new(), |r| {
        let (of, post) = (r.text(0), r.text(1));
        match post.starts_with(of) {
            true => post.to_owned(),
            false => format!("{of}{post}"),
        }
    }))
}

/// Names without an id where a place is due, those named most often first.
fn which_place(tx: &mut dyn Transaction, decided: &Decided) -> Result<Vec<Pending>> {
    let sql = format!(
        "SELECT e.id, e.name, e.country, count(*), min(m.record) FROM entity e \
         JOIN mention m ON m.entity = e.n WHERE e.sort = 'name' AND e.place IS NULL \
         AND m.role IN {PLACES} GROUP BY e.id, e.name, e.country ORDER BY count(*) DESC, e.id"
    );
    let mut out = Vec::new();
    for row in tx.rows(&sql, &[])? {
        let (name, country) = (row.text(1), row.maybe(2));
        if decided.things.contains(row.text(0)) || !may_be_place(name, country) {
            continue;
        }
        out.push(Pending {
            question: Question::WhichPlace,
            subject: row.text(0).to_owned(),
            other: None,
            about: format!("{name} {}", country.unwrap_or_default())
                .trim()
                .to_owned(),
            confidence: None,
            candidates: candidates(name, country, |place| decided.on(row.text(0), place)),
            mentions: row.int(3),
            quote: quote(tx, row.int(4))?,
            records: vec![id(tx, row.int(4))?],
            seen: 0,
        });
    }
    Ok(out)
}

/// Places of the gazetteer that a name may be of, by its letters, else by its sound.
/// Those that were ruled out are left out.
pub(super) fn candidates(
    name: &str,
    country: Option<&str>,
    out_of_question: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let gazetteer = Gazetteer::get();
    let context = Context {
        country,
        framed: true,
        ..Context::default()
    };
    let found = gazetteer.resolve(name, &context);
    let mut all: Vec<PlaceId> = found.place.into_iter().chain(found.candidates).collect();
    if let (true, Some(country)) = (all.is_empty(), country.filter(|c| *c != "CN")) {
        let stem = name.strip_suffix(DIVISIONS).filter(|s| !s.is_empty());
        let ranked = gazetteer.rank(stem.unwrap_or(name), country, None, CANDIDATES);
        all.extend(ranked.iter().map(|l| l.place));
    }
    let mut out: Vec<(String, String)> = Vec::new();
    for place in all
        .into_iter()
        .map(|p| gazetteer.place(gazetteer.on(p, None)))
    {
        let own = (place.name.to_owned(), place.id.to_owned());
        if !out.contains(&own) && out.len() < CANDIDATES && !out_of_question(&own.1) {
            out.push(own);
        }
    }
    out
}

/// Last characters of the names of divisions.
const DIVISIONS: [char; 15] = [
    '省', '市', '州', '县', '区', '郡', '道', '府', '邦', '旗', '盟', '镇', '国', '城', '村',
];

/// Last characters of the names of bodies.
const BODIES: [char; 12] = [
    '团', '会', '局', '馆', '院', '处', '部', '司', '学', '办', '府', '心',
];

/// Whether a name without an id looks like that of a place: it ends as divisions do, or it is one
/// abroad that does not end as bodies do.
fn may_be_place(name: &str, country: Option<&str>) -> bool {
    let abroad = country.is_some_and(|c| c != "CN");
    let short = name.chars().count() <= 10;
    short
        && !name.ends_with("政府")
        && (name.ends_with(DIVISIONS) || abroad && !name.ends_with(BODIES))
}
