//! Whose figure it is.
//!
//! The place the clause is about, else an earlier clause of the sentence, else what the sentences
//! before were about, and only then the page's own region. Countries and continents are nobody's
//! subject here: a figure of two countries is national and not read.

use super::{Counted, Figure, Figures};
use crate::mention::{Kind, Mention, abroad};
use crate::parse::{Group, Mark};
use crate::reader::Reader;
use crate::record::Type;
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

/// Whether a sentence names two regions or more, at home or abroad.
pub(super) fn several(reader: &Reader<'_, '_>, s: usize) -> bool {
    let mut first: Option<&str> = None;
    let deictic = |m: &&Mention| m.kind == Kind::Deictic && m.name.starts_with(['我', '本', '全']);
    let p = &reader.parsed[s];
    let members = p.groups.iter().flat_map(|g| g.members.iter());
    let own = members.map(|&i| &reader.mentions[i]).filter(deictic);
    places(reader, s).chain(own).any(|m| match first {
        None => {
            first = Some(m.name.as_str());
            false
        }
        Some(f) => f != m.name && !m.name.starts_with(f) && !f.starts_with(m.name.as_str()),
    })
}

/// Whose a figure is.
pub(super) struct Whose {
    pub(super) fills: Vec<Fill>,
    /// Whether the figure's own sentence names them.
    pub(super) named: bool,
    /// Whether it is the whole country's.
    pub(super) national: bool,
}

impl Whose {
    fn of(fills: Vec<Fill>, named: bool) -> Option<Self> {
        Some(Self {
            fills,
            named,
            national: false,
        })
    }
}

impl Figures {
    /// The subjects of a figure.
    pub(super) fn subject(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        c: &Counted,
    ) -> Option<Whose> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let at = c.number.span.start;
        let clause = p.clause_at(at);
        let start = p.clauses[clause].start.min(at);
        if let Some(f) = self.area(text, start, at) {
            return Whose::of(vec![f], true);
        }
        let compound = self.compound(text, start, &c.measure, at);
        // a share is of the states' trade, but somebody else's
        if c.unit != "%" && matches!(compound, Some(Compound::States)) {
            return None;
        }
        // 其中: of what the clauses before were about
        let last = if text[start..at].trim_start().starts_with("其中") {
            clause.saturating_sub(1)
        } else {
            clause
        };
        for k in (0..=last).rev() {
            if let Some(body) = self.association(reader, s, k, at) {
                return Whose::of(vec![body], true);
            }
            let found = own(reader, s, k, at);
            if !found.is_empty() {
                return Whose::of(found, true);
            }
            if let (true, Some(Compound::Regions(f))) = (k == clause, &compound) {
                return Whose::of(vec![f.clone()], true);
            }
            if let Some(m) = self.country(reader, s, k, at) {
                return national(f, reader, m);
            }
        }
        if let Some(f) = after(reader, s, clause, at) {
            return Whose::of(vec![f], true);
        }
        if f.named {
            return None;
        }
        // whose the figures just before were
        let told = reader.drafts.iter().rev();
        let told = told
            .take_while(|d| d.sentence + 2 >= s)
            .find(|d| d.kind == Type::Statistic && d.sentence < s)
            .filter(|d| reader.parsed[d.sentence].paragraph + 1 >= p.paragraph);
        if let Some(d) = told {
            return Some(Whose {
                fills: d.role("subject").to_vec(),
                named: false,
                national: d.attributes.contains_key("level"),
            })
            .filter(|w| !w.national || f.national);
        }
        let carried = reader
            .carried
            .subject
            .as_ref()
            .filter(|(_, para)| p.paragraph <= para + 1);
        if let Some((g, para)) = carried
            && *para == p.paragraph
            && let Some(&i) = g.members.first()
            && self.opens_with(reader, &reader.mentions[i])
        {
            return national(f, reader, &reader.mentions[i]);
        }
        let carried = carried.and_then(|(g, _)| {
            let event = |i: &&usize| reader.mentions[**i].kind == Kind::Event;
            let sides: Vec<Fill> = g
                .members
                .iter()
                .filter(event)
                .flat_map(|&i| meant(reader, s, i, false))
                .collect();
            if !sides.is_empty() {
                return Some(sides);
            }
            let own = |&i: &usize| regional(reader, &reader.mentions[i]);
            g.members.iter().find_map(own).map(|f| vec![f])
        });
        let fills = carried.or_else(|| reader.own().map(|f| vec![f]))?;
        Whose::of(fills, false)
    }

    /// China as what a clause begins with.
    fn country<'r>(
        &self,
        reader: &'r Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
    ) -> Option<&'r Mention> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let first = p.groups.iter().find(|g| g.clause == clause)?;
        let m = &reader.mentions[*first.members.first()?];
        let dates = p.dates.iter().map(|&i| reader.mentions[i].span.end);
        let date = dates.filter(|e| *e <= m.span.start).max().unwrap_or(0);
        let lead = text[p.clauses[clause].start.max(date)..m.span.start].trim();
        // 今年前三季度|我国
        let time = |w: &&String| lead.contains(w.as_str());
        let known = self
            .words
            .now
            .iter()
            .chain(self.words.link.iter())
            .filter(time);
        let opens = known.map(String::len).sum::<usize>() >= lead.len();
        let alone = !text[m.span.end..].starts_with(['—', '-', '－', '–', '(', '（']);
        (opens && alone && m.span.end <= at && is_china(m)).then_some(m)
    }

    /// Whether a mention is China as what its clause begins with.
    fn opens_with(&self, reader: &Reader<'_, '_>, m: &Mention) -> bool {
        let s = reader.document.sentence_at(m.span.start);
        let clause = reader.parsed[s].clause_at(m.span.start);
        self.country(reader, s, clause, m.span.end)
            .is_some_and(|c| c.span == m.span)
    }

    /// 省友协已同31个国家的民间组织…: the association itself, where its clause begins with it.
    fn association(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
    ) -> Option<Fill> {
        let p = &reader.parsed[s];
        let first = p.groups.iter().find(|g| g.clause == clause)?;
        let m = &reader.mentions[*first.members.first()?];
        let ends = self
            .words
            .associations
            .iter()
            .any(|w| m.name.ends_with(w.as_str()));
        (m.kind == Kind::Body && first.mark == Mark::Bare && m.span.end <= at && ends)
            .then(|| Fill::mention(m))
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

/// Whether a place is China by whatever name.
fn is_china(m: &Mention) -> bool {
    m.kind == Kind::Place && matches!(m.name.as_str(), "中国" | "我国" | "全国" | "中华人民共和国")
}

/// The region that a clause names only behind its figure: 300家企业位于|甲州, 37名来自|甲州的学生.
fn after(reader: &Reader<'_, '_>, s: usize, clause: usize, at: usize) -> Option<Fill> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let lead = |g: &Group| {
        ["位于", "落户", "来自", "落户于"]
            .iter()
            .any(|w| text[..g.span.start].ends_with(w))
    };
    let mut behind = p
        .groups
        .iter()
        .filter(|g| g.clause == clause && g.span.start >= at);
    let g = behind.find(|g| lead(g))?;
    let m = &reader.mentions[*g.members.first()?];
    let fill = (m.kind == Kind::Place).then(|| Fill::place(m))?;
    (!is_state(reader, &fill)).then_some(fill)
}

/// The country as the subject of a kind of figure that is told of countries.
fn national(f: &Figure, reader: &Reader<'_, '_>, m: &Mention) -> Option<Whose> {
    let mut fill = Fill::place(m);
    if m.name != "中国" && reader.text().contains("中国") {
        fill.name = "中国".to_owned();
    }
    f.national.then(|| Whose {
        fills: vec![fill],
        named: true,
        national: true,
    })
}

/// Whether a name only dates the page: 中新网济南|5月13日电.
fn dateline(text: &str, m: &Mention) -> bool {
    let rest = text[m.span.end..].trim_start();
    let digits = |s: &str| s.len() - s.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let month = digits(rest);
    let Some(day) = rest[month..].strip_prefix('月').filter(|_| month > 0) else {
        return false;
    };
    day[digits(day)..]
        .strip_prefix('日')
        .is_some_and(|r| r.trim_start().starts_with(['电', '讯', '消', '(', '（']))
}

/// The regions a clause is about, before a byte.
fn own(reader: &Reader<'_, '_>, s: usize, clause: usize, at: usize) -> Vec<Fill> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let groups: Vec<&Group> = p
        .groups
        .iter()
        .filter(|g| g.clause == clause && g.span.end <= at)
        .filter(|g| {
            !g.members
                .iter()
                .any(|&i| dateline(text, &reader.mentions[i]))
        })
        .collect();
    // a region abroad has figures of its own only where its clause begins with it, or where the
    // other side is China
    let begins = |g: &Group| {
        let lead = &text[p.clauses[clause].start..g.span.start];
        lead.chars().count() <= 2
    };
    let china = || {
        let whole = p.clauses[clause].of(text);
        ["中国", "中资", "中企", "华侨", "华人"]
            .iter()
            .any(|w| whole.contains(w))
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
            let first = if mark == Mark::Bare {
                begins(g)
            } else {
                china()
            };
            let fills = g
                .members
                .iter()
                .flat_map(|&i| meant(reader, s, i, first || open && g.joined))
                .filter(|f| f.is(Kind::Place) || f.mention.is_none());
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
        // 甲省—乙省对口合作会议: as many as it is named after
        Kind::Event => {
            let sides = inner(m);
            let home = |f: &Fill| !f.mention.as_deref().is_some_and(abroad);
            if sides.len() > 1 && sides.iter().all(home) {
                sides
            } else {
                Vec::new()
            }
        }
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
