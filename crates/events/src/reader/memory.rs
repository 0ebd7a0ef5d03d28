//! What a page has said so far: who it was about, the two sides, heads, events.

use super::Reader;
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::parse::Mark;
use crate::record::Type;
use crate::types::{Draft, Fill};

impl<'p, 'd> Reader<'p, 'd> {
    /// Keeps the subject and the two sides for the sentences after.
    pub(super) fn remember(&mut self, s: usize) {
        let p = &self.parsed[s];
        let actor = |k: Kind| {
            matches!(
                k,
                Kind::Person | Kind::Delegation | Kind::Place | Kind::Body
            )
        };
        let verb = p
            .words
            .iter()
            .find(|w| w.classes.any(&[Class::Trigger, Class::Lead, Class::Say]))
            .map_or(p.span.end, |w| w.span.start);
        let subject = p.groups.iter().find(|g| {
            g.mark == Mark::Bare
                && g.span.end <= verb
                && !g.joined
                && g.members.iter().any(|&i| actor(self.mentions[i].kind))
                // 作为甲市的一个区,|乙区…: what it is said to be comes first
                && !p.clauses[g.clause].of(self.text()).trim_start().starts_with("作为")
                // 甲省|网4月17日讯: who tells it
                && !g.members.iter().any(|&i| self.is_outlet(&self.mentions[i]))
        });
        // a caption between two paragraphs is about its picture
        let line = p.span.of(self.text());
        let caption = p.paragraph > 0
            && verb < p.span.end
            && line.chars().count() <= 40
            && !line.ends_with(['。', '！', '？', '；', ';', '”', ':', '：', '!', '?']);
        match (&mut self.carried.subject, subject) {
            (Some((_, paragraph)), _) if caption => *paragraph = p.paragraph,
            (carried, Some(g)) => *carried = Some((g.clone(), p.paragraph)),
            _ => {}
        }
        let person = |g: &&crate::parse::Group| {
            (g.members.iter()).any(|&i| self.mentions[i].kind == Kind::Person)
        };
        if let Some(g) = subject.filter(person) {
            self.carried.person = Some((g.clone(), p.paragraph));
        }
        let persons: Vec<usize> = p
            .groups
            .iter()
            .filter(|g| !matches!(g.mark, Mark::Escort | Mark::Witness))
            .filter_map(|g| g.members.first().copied())
            .filter(|&i| self.mentions[i].kind == Kind::Person)
            // 缅怀甲·乙: somebody without an office leads neither side
            .filter(|&i| self.mentions[i].post.is_some() || self.mentions[i].of.is_some())
            .collect();
        if let [a, b, ..] = persons[..] {
            let (a, b) = (
                Fill::mention(&self.mentions[a]),
                Fill::mention(&self.mentions[b]),
            );
            // 代表团成员包括甲、某局局长乙: of one side, though it is not told where the second is from
            let lead = a.span.map_or("", |at| &self.text()[p.span.start..at.start]);
            let members = ["包括", "组成", "成员"].iter().any(|w| lead.contains(w));
            let told = !members || self.region_of(&b).is_some();
            if a.name != b.name
                && told
                && !self.same_region(std::slice::from_ref(&a), std::slice::from_ref(&b))
            {
                self.heads = Some((s, [a, b]));
            }
        }
        let mut distinct = self.regions_named(s, p.span.end);
        if let [own] = &distinct[..]
            && let Some(country) = self.country_beside(s, own)
        {
            distinct.push(country);
        }
        if distinct.len() == 1 {
            // 会见乙省省长: the other side is whoever the sentences before were about
            let carried = self
                .carried
                .subject
                .as_ref()
                .filter(|(_, para)| p.paragraph <= para + 1);
            let own = carried.and_then(|(g, _)| {
                g.members
                    .iter()
                    .find_map(|&i| self.region_of(&Fill::mention(&self.mentions[i])))
            });
            if let Some(own) = own.filter(|o| {
                !self.is_country(o)
                    && o.name != distinct[0].name
                    && !self.within(o, &distinct[0])
                    && !self.within(&distinct[0], o)
            }) {
                distinct.insert(0, own);
            }
        }
        if let [a, b] = &distinct[..] {
            let (wide, narrow) = ([a.clone(), b.clone()], self.inner_pair(s, a, b));
            self.pairs.push((s, wide));
            self.pairs.extend(narrow.map(|pair| (s, pair)));
        }
    }

    /// The heads of the two sides last named together, close before a sentence.
    pub fn heads_before(&self, sentence: usize) -> Vec<Fill> {
        match &self.heads {
            Some((s, heads)) if near(*s, sentence, 3) => heads.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The heads of the delegation the page last spoke of.
    pub fn last_heads(&self, sentence: usize) -> Vec<Fill> {
        self.drafts
            .iter()
            .rev()
            .filter(|d| d.kind == Type::Visit && d.sentence <= sentence)
            .find(|d| d.role("visitor").iter().any(|f| f.is(Kind::Person)))
            .map(|d| d.role("visitor").to_vec())
            .unwrap_or_default()
    }

    /// Whom a host received last, close before a sentence.
    pub(super) fn last_received(&self, sentence: usize) -> Vec<Fill> {
        let near = |d: &&Draft| {
            d.kind == Type::Meeting && d.sentence < sentence && d.sentence + 4 > sentence
        };
        let last = self.drafts.iter().rev().find(near);
        last.filter(|d| d.rule == "会见")
            .map(|d| d.role("b").to_vec())
            .unwrap_or_default()
    }

    /// Whoever travels in the trip the page last spoke of.
    pub fn last_travellers(&self, sentence: usize) -> Vec<Fill> {
        let near = |d: &&Draft| {
            d.kind == Type::Visit && d.sentence <= sentence && d.sentence + 8 > sentence
        };
        let last = self.drafts.iter().rev().find(near);
        last.map(|d| d.role("visitor").to_vec()).unwrap_or_default()
    }

    /// The region of whoever a traveller met last: 访问期间 says no place, the meeting before it does.
    pub fn region_met(&self, who: &[Fill]) -> Option<Fill> {
        let is = |side: &[Fill]| side.iter().any(|f| who.iter().any(|w| w.name == f.name));
        let met = self
            .drafts
            .iter()
            .rev()
            .filter(|d| d.kind == Type::Meeting)
            .find_map(|d| {
                let other = if is(d.role("a")) {
                    d.role("b")
                } else if is(d.role("b")) {
                    d.role("a")
                } else {
                    return None;
                };
                other.iter().find_map(|f| self.region_of(f))
            })?;
        let own = who.iter().find_map(|w| self.region_of(w));
        own.is_none_or(|o| !self.within(&met, &o)).then_some(met)
    }

    /// Whose visit it is in 甲对乙访问丙地表示欢迎.
    pub fn thanked(&self, m: &Match<'_>) -> Option<Vec<Fill>> {
        let p = &self.parsed[m.sentence];
        let clause = p.clauses[m.clause];
        // over the commas of a list of what they came for
        let far = &self.text()[m.trigger.start..p.span.end.max(m.trigger.start)];
        let said = far.find("表示")?;
        let named = p.groups.iter().flat_map(|g| &g.members).any(|&i| {
            let x = &self.mentions[i];
            x.kind == Kind::Person
                && x.span.start >= m.trigger.end
                && x.span.end <= m.trigger.start + said
        });
        let beyond = m.trigger.start + said >= clause.end;
        let tail = &far[said..];
        let tail = &tail[..tail.find(['，', ',', '。']).unwrap_or(tail.len())];
        if !tail.contains("欢迎") || beyond && named {
            return None;
        }
        let guests = p
            .groups
            .iter()
            .filter(|g| g.clause == m.clause && g.mark == Mark::To && g.span.end <= m.trigger.start)
            .flat_map(|g| g.members.iter())
            .filter(|&&i| {
                let x = &self.mentions[i];
                let guests = self.is_guest(&x.name);
                matches!(x.kind, Kind::Person | Kind::Delegation) || guests
            });
        let guests: Vec<Fill> = guests.flat_map(|&i| self.resolve(i, m.sentence)).collect();
        // 对市长先生来访表示欢迎: whoever was just received
        let left = &self.text()[clause.start..m.trigger.start.max(clause.start)];
        let called = left.rfind('对').map_or("", |at| &left[at..]);
        let unnamed = ["先生", "女士", "阁下", "贵宾"]
            .iter()
            .any(|w| called.contains(w));
        Some(if guests.is_empty() && unnamed {
            self.last_received(m.sentence)
        } else {
            guests
        })
    }

    /// Whether the page tells of an encounter with a person.
    pub fn met(&self, name: &str) -> bool {
        self.drafts.iter().any(|d| {
            d.kind == Type::Meeting
                && d.role("a")
                    .iter()
                    .chain(d.role("b"))
                    .any(|f| f.name == name)
        })
    }
}

/// Whether a sentence stands before another, and not far.
pub(super) fn near(told: usize, sentence: usize, reach: usize) -> bool {
    sentence.checked_sub(told).is_some_and(|n| n <= reach)
}
