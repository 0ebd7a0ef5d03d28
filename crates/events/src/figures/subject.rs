//! Whose figure it is.
//!
//! The place the clause is about, else an earlier clause of the sentence, else what the sentences
//! before were about, and only then the page's own region. Countries and continents are nobody's
//! subject here: a figure of two countries is national and not read.

mod clause;
mod states;

use self::clause::{
    abroad_alone, after, gone_to, home_place, located, meant, own, regional, unknown_sides,
};
use self::states::{Compound, national};
use super::{Counted, Figure, Figures};
use crate::mention::{Kind, Mention, abroad};
use crate::reader::Reader;
use crate::record::Type;
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

/// 我市 as a sentence just before says it, on a page that does not name it.
fn said(reader: &Reader<'_, '_>, s: usize) -> Option<Vec<Fill>> {
    let from = reader.parsed[s.saturating_sub(3)].span.start;
    let until = reader.parsed[s].span.start;
    let told = (0..reader.mentions.len()).rev();
    let mut told = told.filter(|&i| {
        let m = &reader.mentions[i];
        from <= m.span.start && m.span.start < until
    });
    // 市外事办公室 of a yearbook that does not say of which city
    let office = |m: &Mention| {
        m.kind == Kind::Body && m.of.is_none() && m.name.starts_with(['市', '县', '区', '省', '州'])
    };
    let ours = |i: &usize| {
        let m = &reader.mentions[*i];
        let own = m.kind == Kind::Deictic && m.name.starts_with(['我', '全', '本']);
        own && !m.name.ends_with('国') || office(m)
    };
    let i = told.find(ours)?;
    let m = &reader.mentions[i];
    if office(m) {
        let whose = reader.region_of(&Fill::mention(m));
        let literal = || Fill {
            name: m.name.clone(),
            span: Some(m.span),
            ..Fill::default()
        };
        return Some(vec![whose.unwrap_or_else(literal)]);
    }
    let s = reader.document.sentence_at(m.span.start);
    Some(meant(reader, s, i, false)).filter(|f| !f.is_empty())
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
        if let Some(place) = &c.of {
            return Whose::of(vec![place.clone()], true);
        }
        let told = self.in_sentence(f, reader, s, c)?;
        told.or_else(|| self.before_sentence(f, reader, s, &c.measure))
    }

    /// Whom the sentence names: the clause of the figure, the clauses before, what stands behind.
    /// Nothing at all where the figure is known to be nobody's.
    fn in_sentence(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        c: &Counted,
    ) -> Option<Option<Whose>> {
        let p = &reader.parsed[s];
        let text = reader.text();
        // 甲市对外贸易占全省的40%: whose it is stands before the share
        let share = c.number.clause.start;
        let at = if f.share { share } else { c.number.span.start };
        let clause = p.clause_at(at);
        let start = p.clauses[clause].start.min(at);
        let compound = self.compound(text, start, &c.measure, at);
        // a share is of the states' trade, but somebody else's
        if !f.share && matches!(compound, Some(Compound::States)) {
            return None;
        }
        // 其中: of what the clauses before were about
        let part = text[start..at].trim_start().starts_with("其中");
        let last = clause - usize::from(part && clause > 0);
        for k in (0..=last).rev() {
            if located(reader, s, k, at) {
                return None;
            }
            if let Some(f) = self.district(f, reader, s, k, at) {
                return Some(Whose::of(vec![f], true));
            }
            if let Some(states) = self.states_told(f, reader, s, k, at) {
                return states.map(Some);
            }
            let found = own(reader, s, k, at, &self.words);
            if !found.is_empty() {
                let ties = f.national && !f.marks.is_empty() && k < clause;
                let found = if ties {
                    self.counting(reader, s, k, at, found)
                } else {
                    found
                };
                return Some(Whose::of(found, true));
            }
            if let Some(f) = self.lettered(reader, s, k, at) {
                return Some(Whose::of(vec![f], true));
            }
            if let (true, Some(Compound::Regions(f))) = (k == clause, &compound) {
                return Some(Whose::of(vec![f.clone()], true));
            }
            if let Some(m) = self.country(reader, s, k, at) {
                return national(f, reader, m).map(Some);
            }
            if unknown_sides(reader, s, k, at) {
                return None;
            }
            if f.goods && abroad_alone(reader, s, k) {
                return None;
            }
        }
        // 1275名|甲市专技人才: whom the thing counted begins with
        let of = p.groups.iter().find(|g| {
            let lead = text.get(c.unit_end..g.span.start);
            lead.is_some_and(|l| l.is_empty() || l == "的")
        });
        let of = of.and_then(|g| home_place(reader, g));
        let behind = of
            .or_else(|| after(reader, s, clause, at, &self.words.behind))
            .or_else(|| gone_to(reader, s, clause, at));
        Some(behind.and_then(|f| Whose::of(vec![f], true)))
    }

    /// Of the sides of a tie told before a total of ties, who counts them: 宁夏与甲州,银川市与乙市结好,共14对.
    fn counting(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
        found: Vec<Fill>,
    ) -> Vec<Fill> {
        let foreign = |f: &Fill| f.mention.as_deref().is_some_and(abroad);
        let Some(home) = found.iter().find(|f| !foreign(f)).cloned() else {
            return found;
        };
        let mut earlier = (0..clause).flat_map(|k| own(reader, s, k, at, &self.words));
        let whole = earlier.find(|e| e.name != home.name && reader.within(&home, e));
        match whole {
            Some(e) => vec![e],
            None => found.into_iter().filter(|f| !foreign(f)).collect(),
        }
    }

    /// Whom a sentence that names nobody leans on: whose the figures just before were, whom the
    /// sentences before were about, the page's own region.
    fn before_sentence(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        measure: &str,
    ) -> Option<Whose> {
        let paragraph = reader.parsed[s].paragraph;
        let reach = usize::from(!f.named);
        let near = reach.max(usize::from(f.open));
        let told = reader.drafts.iter().rev();
        let told = told
            .take_while(|d| d.sentence + 2 >= s)
            .find(|d| d.kind == Type::Statistic && d.sentence < s)
            .filter(|d| reader.parsed[d.sentence].paragraph + near >= paragraph);
        if let Some(d) = told {
            let whose = Whose {
                fills: d.role("subject").to_vec(),
                named: false,
                national: d.attributes.contains_key("level"),
            };
            return Some(whose).filter(|w| !w.national || f.national);
        }
        let carried = reader.carried.subject.as_ref();
        let carried = carried.filter(|(_, para)| paragraph <= para + reach);
        if let Some((g, para)) = carried
            && *para == paragraph
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
            // what a firm does says nothing of whose the next figure is
            let firm = |m: &Mention| {
                m.kind == Kind::Body && reader.rules.lexicon.holds("business", &m.name)
            };
            let own = |&i: &usize| {
                let m = &reader.mentions[i];
                let before = &reader.text()[..m.span.start];
                let only = self.words.compared.iter();
                let aside = only.into_iter().any(|w| before.ends_with(w.as_str()));
                // 某国某州代表团访问本市。全年因公出国31批: not the guests'
                let guest = !f.foreign
                    && matches!(m.kind, Kind::Delegation | Kind::Person)
                    && reader.own().is_some()
                    && m.of
                        .as_ref()
                        .and_then(|o| o.place.as_deref())
                        .is_some_and(abroad);
                regional(reader, m).filter(|_| !firm(m) && !aside && !guest)
            };
            g.members.iter().find_map(own).map(|f| vec![f])
        });
        // 双边贸易额 of a sentence that names no side is as likely one of two states
        let told = reader.parsed[s].span.of(reader.text());
        let states = ["双边", "两国"].iter().any(|w| measure.contains(w))
            || ["双方的贸易", "双方贸易"].iter().any(|w| told.contains(w));
        let own = || {
            let own = reader.own().filter(|_| !f.named && !states);
            own.map(|f| vec![f])
                .or_else(|| said(reader, s).filter(|_| !states))
        };
        let fills = carried.or_else(own)?;
        Whose::of(fills, false)
    }
}
