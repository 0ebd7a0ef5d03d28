//! Whose figure it is.
//!
//! The place the clause is about, else an earlier clause of the sentence, else what the sentences
//! before were about, and only then the page's own region. Countries and continents are nobody's
//! subject here: a figure of two countries is national and not read.

use super::{Counted, Figures};
use crate::mention::{Kind, Mention, abroad};
use crate::parse::{Group, Mark};
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;

/// The places a sentence names.
pub(super) fn places<'r>(
    reader: &'r Reader<'_, '_>,
    s: usize,
) -> impl Iterator<Item = &'r Mention> {
    let p = &reader.parsed[s];
    p.groups
        .iter()
        .flat_map(|g| g.members.iter())
        .map(|&i| &reader.mentions[i])
        .flat_map(|m| std::iter::once(m).chain(m.parts.iter()))
        .filter(|m| m.kind == Kind::Place)
}

impl Figures {
    /// The subjects of a figure, and whether its own sentence names them.
    pub(super) fn subject(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        c: &Counted,
    ) -> Option<(Vec<Fill>, bool)> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let at = c.number.span.start;
        let clause = p.clause_at(at);
        let start = p.clauses[clause].start.min(at);
        if let Some(f) = self.area(text, start, at) {
            return Some((vec![f], true));
        }
        let compound = self.compound(text, start, &c.measure, at);
        // a share is of the states' trade, but somebody else's
        if c.unit != "%" && matches!(compound, Some(Compound::States)) {
            return None;
        }
        for k in (0..=clause).rev() {
            let found = own(reader, s, k, at);
            if !found.is_empty() {
                return Some((found, true));
            }
            if let (true, Some(Compound::Regions(f))) = (k == clause, &compound) {
                return Some((vec![f.clone()], true));
            }
        }
        let carried = reader
            .carried
            .subject
            .as_ref()
            .filter(|(_, para)| p.paragraph <= para + 1)
            .and_then(|(g, _)| {
                g.members
                    .iter()
                    .find_map(|&i| regional(reader, &reader.mentions[i]))
            });
        carried.or_else(|| reader.own()).map(|f| (vec![f], false))
    }

    /// 领区, 瑞丽口岸: districts that are no places of the gazetteer.
    fn area(&self, text: &str, start: usize, at: usize) -> Option<Fill> {
        let clause = &text[start..at];
        let word = self
            .words
            .areas
            .iter()
            .find_map(|w| clause.find(w.as_str()).map(|i| (i, w.len())));
        if let Some((i, len)) = word {
            return Some(named(text, Span::new(start + i, start + i + len)));
        }
        let end = clause.find("口岸")? + "口岸".len();
        let name = clause[..end].rsplit([' ', '年', '月', '，', '的']).next()?;
        let count = name.chars().count();
        ((4..=12).contains(&count)
            && !clause[end..].starts_with("城市")
            && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        .then(|| named(text, Span::new(start + end - name.len(), start + end)))
    }

    /// 中非新增…: regions of China and of others taken together; 中德两国…: the states themselves.
    fn compound(&self, text: &str, start: usize, measure: &str, at: usize) -> Option<Compound> {
        let clause = &text[start..at];
        let both = |w: &String| [format!("中{w}"), format!("{w}中")];
        let ours = ["友", "结好", "姐妹"].iter().any(|w| measure.contains(w));
        if !ours {
            let states = self.words.partners.iter().flat_map(both).any(|c| {
                clause.match_indices(&c).any(|(i, _)| {
                    let rest = &clause[i + c.len()..];
                    ["两国", "双边", "贸易", "进出口", "经贸"]
                        .iter()
                        .any(|w| rest.starts_with(w))
                })
            });
            return (states || clause.ends_with("两国") || clause.contains("两国贸易"))
                .then_some(Compound::States);
        }
        self.words.partners.iter().find_map(|w| {
            let c = format!("中{w}");
            let i = clause.rfind(&c).map(|i| start + i);
            let behind = || {
                measure
                    .starts_with(&c)
                    .then(|| text[at..].find(&c).map(|i| at + i))
                    .flatten()
            };
            let i = i.filter(|i| at - i <= 24).or_else(behind)?;
            Some(Compound::Regions(named(text, Span::new(i, i + c.len()))))
        })
    }
}

enum Compound {
    Regions(Fill),
    States,
}

fn named(text: &str, span: Span) -> Fill {
    Fill {
        name: span.of(text).to_owned(),
        span: Some(span),
        ..Fill::default()
    }
}

/// The region a name belongs to at home: of a delegation or an officer, the place they are of.
fn regional(reader: &Reader<'_, '_>, m: &Mention) -> Option<Fill> {
    let f = reader.region_of(&Fill::mention(m))?;
    let foreign = f.mention.as_deref().is_some_and(abroad);
    (!foreign && !is_state(reader, &f)).then_some(f)
}

/// Countries, continents, oceans: what has no subnational side.
fn is_state(reader: &Reader<'_, '_>, f: &Fill) -> bool {
    let gazetteer = jiehao_places::Gazetteer::get();
    let form = f
        .mention
        .as_deref()
        .and_then(|m| m.place.as_ref())
        .and_then(|p| p.form);
    let vast = form.is_some_and(|form| {
        gazetteer
            .senses(form)
            .iter()
            .any(|s| gazetteer.place(s.place).country.is_empty())
    });
    vast || reader.is_country(f) || reader.is_continent(f)
}

/// The regions a clause is about, before a byte.
fn own(reader: &Reader<'_, '_>, s: usize, clause: usize, at: usize) -> Vec<Fill> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let groups: Vec<&Group> = p
        .groups
        .iter()
        .filter(|g| g.clause == clause && g.span.end <= at)
        .collect();
    // a region abroad has figures of its own only where its clause begins with it
    let begins = |g: &Group| {
        let lead = &text[p.clauses[clause].start..g.span.start];
        p.clause_at(at) == clause && lead.chars().count() <= 2
    };
    for mark in [Mark::Bare, Mark::At] {
        let mut found: Vec<Fill> = Vec::new();
        let mut open = false;
        for g in groups
            .iter()
            .filter(|g| g.mark == mark || g.mark == Mark::By && mark == Mark::Bare)
        {
            // 在甲市增资的项目: a place inside the clause is where something is, not whose figure it is
            if mark == Mark::At && text[p.clauses[clause].start..g.span.start].chars().count() > 8 {
                continue;
            }
            let first = begins(g) && mark == Mark::Bare;
            let fills = g
                .members
                .iter()
                .flat_map(|&i| meant(reader, s, i, first || open && g.joined));
            let fills: Vec<Fill> = fills.filter(|f| !is_state(reader, f)).collect();
            if found.is_empty() || open && g.joined {
                open = !fills.is_empty();
                for f in fills {
                    if !found.iter().any(|o| o.name == f.name) {
                        found.push(f);
                    }
                }
            } else {
                open = false;
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The regions a name stands for as the subject of a figure; places abroad only where they may be one.
fn meant(reader: &Reader<'_, '_>, s: usize, i: usize, foreign: bool) -> Vec<Fill> {
    let m = &reader.mentions[i];
    let inner = |m: &Mention| -> Vec<Fill> {
        m.parts
            .iter()
            .filter(|x| x.kind == Kind::Place)
            .map(Fill::place)
            .collect()
    };
    match m.kind {
        Kind::Place if abroad(m) && !foreign => Vec::new(),
        Kind::Place => vec![Fill::place(m)],
        // 《甲市与乙区友好交流协议书》: the figure is of those it binds
        Kind::Document => inner(m),
        Kind::Delegation | Kind::Person => regional(reader, m).into_iter().collect(),
        Kind::Deictic if ["双", "两"].iter().any(|w| m.name.starts_with(w)) => {
            let p = &reader.parsed[s];
            let before = p.groups.iter().filter(|g| g.span.end <= m.span.start);
            let named = before
                .flat_map(|g| g.members.iter())
                .map(|&k| &reader.mentions[k]);
            let near: Vec<Fill> = named
                .flat_map(|x| {
                    if x.kind == Kind::Place {
                        vec![Fill::place(x)]
                    } else if x.kind == Kind::Document {
                        inner(x)
                    } else {
                        Vec::new()
                    }
                })
                .filter(|f| !is_state(reader, f))
                .collect();
            if near.is_empty() {
                reader.resolve(i, s)
            } else {
                near
            }
        }
        Kind::Deictic => reader.resolve(i, s),
        _ => Vec::new(),
    }
}
