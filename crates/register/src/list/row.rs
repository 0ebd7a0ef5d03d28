//! A row of a list as a record: a tie whose evidence is the row.

use std::collections::BTreeMap;

use jiehao_events::{Evidence, Filler, Record, Type};
use jiehao_places::{Context, Gazetteer, Level, PlaceId};

use super::columns::{Columns, Field};
use super::table::Line;
use super::{RULE, date};

/// Something in a row that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    pub row: usize,
    pub column: String,
    pub what: String,
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}, column {}: {}", self.row, self.column, self.what)
    }
}

/// Reads rows under their columns.
pub(super) struct Reader<'c> {
    pub columns: &'c Columns,
    pub source: &'c [char],
}

impl Reader<'_> {
    /// A cell, and the span of the row above that it was carried from.
    fn cell<'l>(&self, line: &'l Line, field: Field) -> (&'l str, Option<(usize, usize)>) {
        let Some(at) = self.columns.at(field) else {
            return ("", None);
        };
        match (
            line.cells.get(at).map(String::as_str),
            line.carried.get(&at),
        ) {
            (None | Some(""), Some((value, start, end))) => (value, Some((*start, *end))),
            (cell, _) => (cell.unwrap_or_default(), None),
        }
    }

    fn flaw(&self, line: &Line, field: Field, what: String) -> Flaw {
        let head = self.columns.columns.get(&field);
        Flaw {
            row: line.number,
            column: head.cloned().unwrap_or_else(|| field.name().to_owned()),
            what,
        }
    }

    /// Whether a row says anything of its own: totals and notes below a list do not.
    pub fn is_tie(&self, line: &Line) -> bool {
        let told = |field| !self.cell(line, field).0.is_empty();
        told(Field::B) || (told(Field::A) && told(Field::Since) && told(Field::Country))
    }

    /// The tie of a row, and what is worth saying of it.
    ///
    /// # Errors
    /// What of the row cannot be understood.
    pub fn tie(&self, line: &Line) -> Result<(Record, Vec<Flaw>), Vec<Flaw>> {
        let (mut flaws, mut notes) = (Vec::new(), Vec::new());
        let mut spans = vec![(line.start, line.end)];
        let mut cell = |field| {
            let (value, carried) = self.cell(line, field);
            spans.extend(carried);
            value.to_owned()
        };
        let [a, b, within] = [Field::A, Field::B, Field::Within].map(&mut cell);
        let [country, since, kind] = [Field::Country, Field::Since, Field::Kind].map(&mut cell);
        let [level, status] = [Field::Level, Field::Status].map(&mut cell);
        let a = match (&self.columns.of, a.is_empty()) {
            (Some(of), true) => of.clone(),
            _ => a,
        };
        for (field, value) in [(Field::A, &a), (Field::B, &b)] {
            if value.is_empty() {
                let what = "empty; write a place".to_owned();
                flaws.push(self.flaw(line, field, what));
            }
        }
        let own = side(&a, Some("CN"), &within);
        let land = match country.is_empty() {
            true => None,
            false => match country_code(&country) {
                Some(code) => Some(code),
                None => {
                    let what = format!(
                        "「{country}」 is no country that is known; write its name, as in 日本, or its code JP"
                    );
                    flaws.push(self.flaw(line, Field::Country, what));
                    None
                }
            },
        };
        let other = side(&b, land, "");
        for (field, filler) in [(Field::A, &own), (Field::B, &other)] {
            if filler.id.is_none() && !filler.name.is_empty() {
                let what = format!(
                    "「{}」 is kept by its name: no one place is known by it",
                    filler.name
                );
                notes.push(self.flaw(line, field, what));
            }
        }
        let mut attributes = BTreeMap::new();
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                attributes.insert(name.to_owned(), value);
            }
        };
        let mut coded = |field: Field, value: &str, known: Option<String>, mend: &str| {
            if !value.is_empty() && known.is_none() {
                flaws.push(self.flaw(line, field, format!("「{value}」 {mend}")));
            }
            known
        };
        let dated = date::parse(&since);
        let mend = "is no date; write 1982-08-05, 1982-08 or 1982, the year first";
        put("since", coded(Field::Since, &since, dated, mend));
        let known = kind_of(&kind).map(str::to_owned);
        let mend = "is no kind of tie; write 友好城市, 友好合作关系 or 结对, or leave the column out with --columns kind=";
        let known = coded(Field::Kind, &kind, known, mend);
        put("kind", known.or_else(|| self.columns.kind.clone()));
        let known = status_of(&status).map(str::to_owned);
        let mend = "is no status; write 有效, 计划 or 失效, or leave the column out with --columns status=";
        put("status", coded(Field::Status, &status, known, mend));
        put("level", Some(level).filter(|l| !l.is_empty()));
        if !flaws.is_empty() {
            return Err(flaws);
        }
        spans.sort_unstable();
        spans.dedup();
        let evidence = |(start, end): (usize, usize)| Evidence {
            start,
            end,
            exact: self.source[start..end].iter().collect(),
        };
        Ok((
            Record {
                kind: Type::Tie,
                roles: BTreeMap::from([("a".into(), vec![own]), ("b".into(), vec![other])]),
                attributes,
                evidence: spans.into_iter().map(evidence).collect(),
                // what the office itself put down; it may err, but was not read wrong
                confidence: 1.0,
                grounds: Vec::new(),
                rule: RULE.to_owned(),
                spans: Vec::new(),
            },
            notes,
        ))
    }
}

/// A side of a tie with its identity, where one place is clearly meant.
fn side(name: &str, country: Option<&str>, within: &str) -> Filler {
    let gazetteer = Gazetteer::get();
    let place = |name: &str, country: Option<&str>, parent: Option<PlaceId>| {
        let context = Context {
            country,
            parent,
            framed: true,
            ..Context::default()
        };
        let found = gazetteer.resolve(name, &context);
        (found.place, found.country.map(str::to_owned))
    };
    let parent = match within.is_empty() {
        true => None,
        false => place(within, country, None).0,
    };
    let (found, land) = match name.is_empty() {
        true => (None, None),
        false => place(name, country, parent),
    };
    Filler {
        name: name.to_owned(),
        id: found.map(|p| gazetteer.place(p).id.to_owned()),
        country: found
            .map(|p| gazetteer.place(p).country.to_owned())
            .filter(|c| !c.is_empty())
            .or(country.map(str::to_owned))
            .or(land),
        ..Filler::default()
    }
}

/// The code of a country by its name or code.
fn country_code(named: &str) -> Option<&'static str> {
    let gazetteer = Gazetteer::get();
    let code = named.to_ascii_uppercase();
    if let Some(place) = gazetteer.country(&code) {
        return Some(gazetteer.place(place).country);
    }
    let context = Context {
        framed: true,
        ..Context::default()
    };
    let place = gazetteer.resolve(named, &context).place?;
    let place = gazetteer.place(place);
    (place.level == Level::Country).then_some(place.country)
}

/// A kind of tie of the codebook.
fn kind_of(worded: &str) -> Option<&'static str> {
    let holds = |words: &[&str]| words.iter().any(|w| worded.contains(w));
    match worded {
        "sister" | "friendly-cooperation" | "pairing" => {
            let all = ["sister", "friendly-cooperation", "pairing"];
            all.into_iter().find(|k| *k == worded)
        }
        _ if holds(&["合作", "交流", "友好关系"]) => Some("friendly-cooperation"),
        _ if holds(&["友好", "友城", "姐妹", "省州"]) => Some("sister"),
        _ if holds(&["结对", "对口"]) => Some("pairing"),
        _ => None,
    }
}

/// A status of the codebook.
fn status_of(worded: &str) -> Option<&'static str> {
    let holds = |words: &[&str]| words.iter().any(|w| worded.contains(w));
    match worded {
        "planned" | "in-force" | "lapsed" => {
            let all = ["planned", "in-force", "lapsed"];
            all.into_iter().find(|s| *s == worded)
        }
        // 无效 and 失效 before 有效
        _ if holds(&["失效", "无效", "终止", "中止", "暂停", "解除", "注销"]) => {
            Some("lapsed")
        }
        _ if holds(&["计划", "意向", "拟", "在谈", "待签"]) => Some("planned"),
        _ if holds(&["有效", "存续", "正常", "活跃", "生效", "是"]) => Some("in-force"),
        _ => None,
    }
}
