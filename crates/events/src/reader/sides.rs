//! The two sides: which regions sentences name together, and which two 双方, 两市, 两地 mean.

use jiehao_places::{Gazetteer, Level};

use super::{Reader, memory::near};
use crate::mention::{Kind, Mention};
use crate::parse::{self, Mark};
use crate::types::{Fill, unread};

impl Reader<'_, '_> {
    /// The country a region stands with in 甲省与乙国之间: the other side then.
    pub(super) fn country_beside(&self, s: usize, own: &Fill) -> Option<Fill> {
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
    pub(super) fn regions_named(&self, s: usize, until: usize) -> Vec<Fill> {
        let mut distinct: Vec<Fill> = Vec::new();
        for f in self.all_regions(s, until) {
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

    /// The two cities named in one sentence with the two provinces they lie in: 落实甲乙两省的部署,a市b市座谈会举行.
    pub(super) fn inner_pair(&self, s: usize, a: &Fill, b: &Fill) -> Option<[Fill; 2]> {
        let all = self.all_regions(s, self.parsed[s].span.end);
        let inside = |outer: &Fill| {
            let mut inner = all.iter().filter(|f| {
                f.name != outer.name && self.within(f, outer) && !self.within(outer, f)
            });
            let first = inner.next()?;
            let alone = inner.all(|f| self.within(f, first) || self.within(first, f));
            alone.then(|| first.clone())
        };
        Some([inside(a)?, inside(b)?])
    }

    /// The regions a sentence names up to a byte, in order, those of one act's surroundings left out.
    fn all_regions(&self, s: usize, until: usize) -> Vec<Fill> {
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
                    Kind::Event => {
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
        regions
    }

    /// The two places that an event's name joins: 甲市—乙市, 甲省·乙州.
    fn joined_parts(&self, m: &Mention) -> Vec<Fill> {
        let [a, b] = match &m.parts[..] {
            [a, b] => [a, b],
            // 甲乙座谈会|暨签约仪式: an event within, which names them
            [inner] if inner.kind == Kind::Event => return self.joined_parts(inner),
            _ => return Vec::new(),
        };
        let between = self.text().get(a.span.end..b.span.start).unwrap_or("");
        // 甲市乙市缔结友好城市座谈会: side by side, both whole
        let whole = |m: &Mention| m.name.ends_with(['省', '市', '县', '区', '州']);
        // 甲乙合作座谈会: two of one level
        let whole = whole(a) && whole(b) || parse::same_level(a, b);
        let beside = between.is_empty() && whole && a.span.end == b.span.start;
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
}
