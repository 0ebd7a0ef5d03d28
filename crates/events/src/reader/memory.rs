//! What a page has said so far: who it was about, the two sides, heads, events.

use jiehao_places::{Gazetteer, Level};

use super::Reader;
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::record::Type;
use crate::types::{Draft, Fill, unread};

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
        if distinct.len() == 2 {
            let mut d = distinct.into_iter();
            if let (Some(a), Some(b)) = (d.next(), d.next()) {
                self.pairs.push((s, [a, b]));
            }
        }
    }

    /// The country a region stands with in 甲省与乙国之间: the other side then.
    fn country_beside(&self, s: usize, own: &Fill) -> Option<Fill> {
        let p = &self.parsed[s];
        let pairs = p
            .groups
            .windows(2)
            .filter(|w| w[1].joined || w[1].mark == Mark::With);
        let mut sides = pairs.filter_map(|w| match (&w[0].members[..], &w[1].members[..]) {
            ([a], [b]) => Some((&self.mentions[*a], &self.mentions[*b])),
            _ => None,
        });
        let other = sides.find_map(|(a, b)| {
            let country = |m: &crate::mention::Mention| {
                self.mention_is_country(m) && crate::mention::abroad(m)
            };
            match () {
                () if a.name == own.name && country(b) => Some(b),
                () if b.name == own.name && country(a) => Some(a),
                () => None,
            }
        });
        other.map(Fill::place)
    }

    /// The regions a sentence names up to a byte, each once, a region within another left out.
    fn regions_named(&self, s: usize, until: usize) -> Vec<Fill> {
        let p = &self.parsed[s];
        let mut regions: Vec<Fill> = Vec::new();
        for g in p.groups.iter().filter(|g| {
            g.span.end <= until && !matches!(g.mark, Mark::At | Mark::Escort | Mark::Witness)
        }) {
            for &i in &g.members {
                let m = &self.mentions[i];
                // 甲网11月1日讯, 甲市(其伙伴为乙区): who tells it, and what is told by the way
                let aside = p.span.is_aside(self.text(), m.span);
                if aside || self.is_outlet(m) {
                    continue;
                }
                let f = match m.kind {
                    Kind::Place => unread::thing(self, i)
                        .and_then(|_| unread::extended(self, s, i))
                        .or_else(|| Some(Fill::place(m))),
                    Kind::Person => self.party_of(&Fill::mention(m)),
                    Kind::Delegation => self.region_of(&Fill::mention(m)),
                    Kind::Body if m.alias => self.region_of(&Fill::mention(m)),
                    // 两市|党委政府: of whom is not told
                    Kind::Body if m.of.is_some() && self.is_government(&Fill::mention(m)) => {
                        Some(Fill::mention(m))
                    }
                    // 甲区—乙县联席会议举行,双方……
                    Kind::Event if m.parts.len() == 2 => {
                        regions.extend(self.joined_parts(m));
                        None
                    }
                    Kind::Document => {
                        let inner: Vec<Fill> = m
                            .parts
                            .iter()
                            .filter(|x| x.kind == Kind::Place)
                            .map(Fill::place)
                            .collect();
                        regions.extend(inner);
                        None
                    }
                    _ => None,
                };
                regions.extend(f);
            }
        }
        regions.retain(|f| !self.is_country(f) && !self.is_continent(f));
        let mut distinct: Vec<Fill> = Vec::new();
        for f in regions {
            let one = |d: &Fill| {
                d.name == f.name
                    || !d.posted() && !f.posted() && (self.within(&f, d) || self.within(d, &f))
            };
            if !distinct.iter().any(one) {
                distinct.push(f);
            }
        }
        distinct
    }

    /// The two places that an event's name joins: 甲市—乙市, 甲省·乙州.
    fn joined_parts(&self, m: &Mention) -> Vec<Fill> {
        let [a, b] = &m.parts[..] else {
            return Vec::new();
        };
        let between = self.text().get(a.span.end..b.span.start).unwrap_or("");
        // 甲市乙市缔结友好城市座谈会: side by side, both whole
        let whole = |m: &Mention| m.name.ends_with(['省', '市', '县', '区', '州']);
        let beside = between.is_empty() && whole(a) && whole(b) && a.span.end == b.span.start;
        let joined = beside
            || matches!(
                between,
                "—" | "——" | "-" | "－" | "–" | "·" | "与" | "和" | "、"
            );
        let places = a.kind == Kind::Place && b.kind == Kind::Place;
        if joined && places {
            vec![Fill::place(a), Fill::place(b)]
        } else {
            Vec::new()
        }
    }

    /// The two sides that 双方, 两市 mean at a place in a sentence: the two it has named before, else
    /// those of the sentences before.
    pub fn pair_at(&self, sentence: usize, byte: usize, words: &str) -> Vec<Fill> {
        let here = self.regions_named(sentence, byte);
        let others = self.beside(&here, byte);
        if others.len() == 2 && others.iter().all(|f| self.may_be_called(f, words)) {
            return others;
        }
        if here.len() == 2 && here.iter().all(|f| self.may_be_called(f, words)) {
            here
        } else if words.starts_with('两') {
            let told = self.pair_of(sentence, words);
            if told.is_empty() {
                return self.one_by_one(sentence, byte, words);
            }
            told
        } else {
            self.pair_before(sentence)
        }
    }

    /// The two regions besides the one that a word for two stands beside: 甲市市长、乙市市长来访,丙市与|两市|签署.
    fn beside(&self, here: &[Fill], byte: usize) -> Vec<Fill> {
        let before = &self.text()[..byte];
        let joint = ["分别与", "与", "同", "和"];
        let at = joint
            .iter()
            .find_map(|w| before.strip_suffix(w))
            .map(str::len);
        let own = at.and_then(|at| {
            let k = self.mentions.partition_point(|m| m.span.start < at);
            self.mentions[..k].iter().rfind(|m| m.span.end == at)
        });
        let Some(own) = own.filter(|m| m.kind == Kind::Place && here.len() == 3) else {
            return Vec::new();
        };
        let own = Fill::place(own);
        let other = |f: &&Fill| !self.within(f, &own) && !self.within(&own, f);
        here.iter().filter(other).cloned().collect()
    }

    /// The two regions that the sentence and the one before it name, one each, or where one of them only
    /// says where something was: 甲市代表团在乙市签署协议,两市…….
    fn one_by_one(&self, sentence: usize, byte: usize, words: &str) -> Vec<Fill> {
        let from = self.parsed[sentence.saturating_sub(1)].span.start;
        let mut out: Vec<Fill> = Vec::new();
        let near = self
            .mentions
            .iter()
            .filter(|m| from <= m.span.start && m.span.end <= byte);
        for m in near {
            let region = match m.kind {
                Kind::Place => Some(Fill::place(m)),
                Kind::Delegation | Kind::Body | Kind::Person => self.region_of(&Fill::mention(m)),
                _ => None,
            };
            let new = |f: &Fill| {
                !self.is_country(f)
                    && !self.is_continent(f)
                    && !out.iter().any(|o| {
                        o.name.starts_with(&f.name)
                            || f.name.starts_with(&o.name)
                            || self.within(o, f)
                            || self.within(f, o)
                    })
            };
            if let Some(f) = region.filter(|f| new(f)) {
                out.push(f);
            }
        }
        let fits = out.len() == 2 && out.iter().all(|f| self.may_be_called(f, words));
        if fits { out } else { Vec::new() }
    }

    /// The regions a sentence names up to a byte.
    pub fn sides_named(&self, sentence: usize, byte: usize) -> Vec<Fill> {
        self.regions_named(sentence, byte)
    }

    /// The regions of the two sides last named together, close before a sentence.
    pub fn pair_before(&self, sentence: usize) -> Vec<Fill> {
        match self.pairs.last() {
            Some((s, pair)) if near(*s, sentence, 6) => pair.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The last pair that 两市, 两省州 can mean.
    pub fn pair_of(&self, sentence: usize, words: &str) -> Vec<Fill> {
        let near = self
            .pairs
            .iter()
            .rev()
            .take_while(|(s, _)| near(*s, sentence, 12));
        near.into_iter()
            .find(|(_, pair)| pair.iter().all(|f| self.may_be_called(f, words)))
            .map_or_else(Vec::new, |(_, pair)| pair.to_vec())
    }

    /// Whether a place may be one of 两市, 两省: no province is a city.
    pub(super) fn may_be_called(&self, f: &Fill, words: &str) -> bool {
        let Some(place) = self.place_id(f) else {
            // 冈比亚|伊斯兰共和国: a state is none of two cities
            return !f.name.ends_with('国');
        };
        let place = Gazetteer::get().place(place);
        let city = place.name.ends_with('市') || place.id.starts_with("geonames:");
        let first = place.level == Level::First;
        match words.trim_start_matches('两') {
            "市" => !first || city,
            "省" | "省州" | "省区" | "省道" | "省县" | "省府" | "省郡" | "州" => {
                first
            }
            "县" | "区" => !first,
            _ => true,
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
fn near(told: usize, sentence: usize, reach: usize) -> bool {
    sentence.checked_sub(told).is_some_and(|n| n <= reach)
}
