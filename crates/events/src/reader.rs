//! Reads a page: sentence by sentence, every rule a word sets off, with what was said before at hand.

use jiehao_places::{Gazetteer, Level, PlaceId};

use crate::Rules;
use crate::document::Document;
use crate::engine::{Carried, Match, View};
use crate::home::{Home, division};
use crate::lexicon::{Class, Word};
use crate::mention::{self, Date, Kind, Mention, PlaceName};
use crate::parse::{self, Mark, Parsed};
use crate::record::Type;
use crate::span::Span;
use crate::trace::{Firing, SentenceTrace, Verdict};
use crate::types::{self, Draft, Fill};

/// A page being read.
pub struct Reader<'p, 'd> {
    /// The text and its source.
    pub document: &'d Document<'p>,
    /// Names.
    pub mentions: Vec<Mention>,
    /// Sentences.
    pub parsed: Vec<Parsed>,
    /// The page's own region.
    pub home: Home,
    /// Date of publication.
    pub published: Option<Date>,
    /// Drafts so far.
    pub drafts: Vec<Draft>,
    /// What sentences lean on.
    pub carried: Carried,
    rules: &'d Rules,
    /// Regions of the last two sides named together, and where.
    pair: Option<(usize, [Fill; 2])>,
    /// The last two persons of different regions named together, and where.
    heads: Option<(usize, [Fill; 2])>,
    /// The page's own city and province as fillers, found once.
    own_city: std::cell::OnceCell<Option<Fill>>,
    own_province: std::cell::OnceCell<Option<Fill>>,
}

impl<'p, 'd> Reader<'p, 'd> {
    /// Finds names and sentences of a document.
    pub fn new(document: &'d Document<'p>, rules: &'d Rules) -> Self {
        let published = document.page.published.map(|s| Date {
            year: Some(s.year as i16),
            month: s.month,
            day: s.day,
        });
        let (mentions, words) = mention::find(document, &rules.lexicon, published);
        let parsed = parse::parse(document, &mentions, &words);
        let home = Home::find(document, &mentions);
        Self {
            document,
            mentions,
            parsed,
            home,
            published,
            drafts: Vec::new(),
            carried: Carried::default(),
            rules,
            pair: None,
            heads: None,
            own_city: std::cell::OnceCell::new(),
            own_province: std::cell::OnceCell::new(),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.document.text
    }

    /// The year of publication.
    pub fn year(&self) -> Option<i16> {
        self.published.and_then(|p| p.year)
    }

    /// Reads every sentence.
    pub fn read(&mut self, explain: bool) -> Vec<SentenceTrace> {
        let mut traces = Vec::new();
        for s in 0..self.parsed.len() {
            let firings = self.read_sentence(s, explain);
            if explain {
                let span = self.parsed[s].span;
                let names = self
                    .mentions
                    .iter()
                    .filter(|m| span.covers(m.span))
                    .map(|m| (m.span, kind_name(m.kind), m.name.clone()))
                    .collect();
                traces.push(SentenceTrace {
                    span,
                    names,
                    firings,
                });
            }
            self.remember(s);
        }
        let listed = types::listing::read(self);
        self.drafts.extend(listed);
        traces
    }

    fn read_sentence(&mut self, s: usize, explain: bool) -> Vec<Firing> {
        let mut firings = Vec::new();
        let triggers: Vec<Word> = self.parsed[s]
            .words
            .iter()
            .filter(|w| w.classes.has(Class::Trigger))
            .copied()
            .collect();
        let speech = self.speech(s);
        let rules = self.rules;
        let pairs = types::pairs::read(self, s);
        let several = !pairs.is_empty();
        self.drafts.extend(pairs);
        for w in triggers {
            for &r in rules.triggered(w.id) {
                let rule = &rules.rules[r];
                if several && matches!(rule.makes, Type::Tie | Type::Agreement) {
                    continue;
                }
                let fired = {
                    let view = View {
                        text: &self.document.text,
                        mentions: &self.mentions,
                        parsed: &self.parsed[s],
                        carried: &self.carried,
                        speech,
                    };
                    view.fire(rule, &w)
                };
                let verdict = fired.and_then(|m| types::build(self, &m));
                let verdict = match verdict {
                    Ok(drafts) => {
                        let n = drafts.len();
                        self.drafts.extend(drafts);
                        Verdict::Read(n)
                    }
                    Err(why) => Verdict::Refused(why),
                };
                if explain {
                    firings.push(Firing {
                        rule: rule.name.clone(),
                        word: w.span,
                        verdict,
                    });
                }
            }
        }
        let found = self.rules.figures.read(self, s);
        self.drafts.extend(found);
        let found = self.rules.named.read(self, s);
        self.drafts.extend(found);
        firings
    }

    /// Where reported speech begins: after a person's 说, 表示, 指出.
    fn speech(&self, s: usize) -> Option<usize> {
        let p = &self.parsed[s];
        p.words
            .iter()
            .find(|w| {
                let word = w.span.of(self.text());
                let says = w.classes.has(Class::Say)
                    && matches!(
                        word,
                        "说" | "表示"
                            | "指出"
                            | "强调"
                            | "称"
                            | "认为"
                            | "谈到"
                            | "说道"
                            | "表达"
                            | "回顾"
                            | "介绍说"
                            | "致辞说"
                    );
                says && p.groups.iter().any(|g| {
                    g.span.end <= w.span.start && g.clause + 1 >= p.clause_at(w.span.start)
                })
            })
            .map(|w| w.span.end)
    }

    /// Keeps the subject and the two sides for the sentences after.
    fn remember(&mut self, s: usize) {
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
        });
        if let Some(g) = subject {
            self.carried.subject = Some((g.clone(), p.paragraph));
        }
        let persons: Vec<usize> = p
            .groups
            .iter()
            .filter(|g| !matches!(g.mark, Mark::Escort | Mark::Witness))
            .filter_map(|g| g.members.first().copied())
            .filter(|&i| self.mentions[i].kind == Kind::Person)
            .collect();
        if let [a, b, ..] = persons[..] {
            let (a, b) = (
                Fill::mention(&self.mentions[a]),
                Fill::mention(&self.mentions[b]),
            );
            if a.name != b.name
                && !self.same_region(std::slice::from_ref(&a), std::slice::from_ref(&b))
            {
                self.heads = Some((s, [a, b]));
            }
        }
        let mut regions: Vec<Fill> = Vec::new();
        for g in p
            .groups
            .iter()
            .filter(|g| !matches!(g.mark, Mark::At | Mark::Escort | Mark::Witness))
        {
            for &i in &g.members {
                let m = &self.mentions[i];
                let f = match m.kind {
                    Kind::Place => Some(Fill::place(m)),
                    Kind::Person => self.party_of(&Fill::mention(m)),
                    Kind::Delegation => self.region_of(&Fill::mention(m)),
                    Kind::Body if self.is_government(&Fill::mention(m)) => Some(Fill::mention(m)),
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
            if !distinct
                .iter()
                .any(|d| d.name == f.name || self.within(&f, d) || self.within(d, &f))
            {
                distinct.push(f);
            }
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
                self.pair = Some((s, [a, b]));
            }
        }
    }

    /// The regions of the two sides last named together, close before a sentence.
    pub fn pair_before(&self, sentence: usize) -> Vec<Fill> {
        match &self.pair {
            Some((s, pair)) if sentence - s <= 6 => pair.to_vec(),
            _ => Vec::new(),
        }
    }

    /// The heads of the two sides last named together, close before a sentence.
    pub fn heads_before(&self, sentence: usize) -> Vec<Fill> {
        match &self.heads {
            Some((s, heads)) if sentence - s <= 3 => heads.to_vec(),
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

    /// What a mention means here: itself, or for 双方, 一行, 我省 what they stand for.
    pub fn resolve(&self, i: usize, sentence: usize) -> Vec<Fill> {
        let m = &self.mentions[i];
        if m.kind == Kind::Delegation && m.alias {
            let named = self.mentions[..i]
                .iter()
                .rev()
                .take(40)
                .find(|x| x.kind == Kind::Delegation && !x.alias);
            // 某团来沪,其间参访团拜会…: the one just named in the sentence
            let begins = self.parsed[sentence].span.start;
            if let Some(own) = named.filter(|x| x.span.start >= begins) {
                return vec![Fill::mention(own)];
            }
            let heads = self.last_heads(sentence);
            return if heads.is_empty() {
                named.map(Fill::mention).into_iter().collect()
            } else {
                heads
            };
        }
        if m.kind == Kind::Body && m.alias {
            let mission = self
                .mentions
                .iter()
                .filter(|x| x.kind == Kind::Body && !x.alias && x.name.contains('驻'))
                .max_by_key(|x| x.name.len());
            return mission.map(Fill::mention).into_iter().collect();
        }
        if m.kind != Kind::Deictic {
            return vec![if m.kind == Kind::Body {
                self.fullest(m)
            } else {
                Fill::mention(m)
            }];
        }
        let word = m.name.as_str();
        // 双方企业, 两市有关部门: others than the two sides themselves
        let after = &self.text()[m.span.end..];
        if [
            "企业",
            "有关企业",
            "相关企业",
            "高校",
            "商会",
            "青年",
            "学校",
            "人民",
            "媒体",
            "代表",
        ]
        .iter()
        .any(|w| after.starts_with(w))
        {
            return Vec::new();
        }
        let two = ["双", "两", "双边"].iter().any(|w| word.starts_with(w));
        if two {
            return self.pair_before(sentence);
        }
        if word.ends_with('国') || word.starts_with("上述") {
            let count = word
                .chars()
                .find_map(|c| crate::number::read(&c.to_string()))
                .map_or(8, |n| n as usize);
            let mut named: Vec<Fill> = Vec::new();
            for x in self.mentions[..i]
                .iter()
                .rev()
                .filter(|x| self.mention_is_country(x))
            {
                if named.len() < count
                    && !named.iter().any(|f| f.name == x.name)
                    && x.name != "中国"
                {
                    named.insert(0, Fill::place(x));
                }
            }
            return named;
        }
        if ["我省", "全省", "本省", "我自治区"].contains(&word) {
            return self.own_province().into_iter().collect();
        }
        if [
            "我市", "全市", "本市", "我州", "我县", "我区", "本县", "本区", "全县", "全区",
        ]
        .contains(&word)
        {
            return self.own().into_iter().collect();
        }
        if let Some(level) = word.strip_prefix('该') {
            let before = self.mentions[..i]
                .iter()
                .rev()
                .filter(|x| x.kind == Kind::Place);
            let named = if level == "国" {
                before.clone().find(|x| self.mention_is_country(x))
            } else {
                before.clone().find(|x| x.name.ends_with(level))
            };
            return named.map(Fill::place).into_iter().collect();
        }
        if [
            "一行",
            "客人",
            "来宾",
            "外宾",
            "他",
            "她",
            "他们",
            "代表团一行",
            "考察团一行",
            "访问团一行",
        ]
        .contains(&word)
        {
            return self
                .carried
                .subject
                .iter()
                .flat_map(|(g, _)| g.members.iter())
                .filter(|&&k| self.mentions[k].kind == Kind::Person)
                .map(|&k| Fill::mention(&self.mentions[k]))
                .collect();
        }
        Vec::new()
    }

    /// A mission by the fullest name the page gives it: 驻大阪总领馆 is 中国驻大阪总领事馆.
    fn fullest(&self, m: &Mention) -> Fill {
        let seat = |x: &Mention| {
            x.of.as_ref()
                .and_then(|o| o.place.as_ref())
                .map(|p| p.name.clone())
        };
        let mission =
            |x: &Mention| x.kind == Kind::Body && x.name.contains('驻') && x.name.ends_with('馆');
        if !mission(m) {
            return Fill::mention(m);
        }
        let inside = self.mentions.iter().flat_map(|x| x.parts.iter());
        let same = self.mentions.iter().chain(inside).filter(|x| {
            mission(x) && seat(x) == seat(m) && x.name.contains("总领") == m.name.contains("总领")
        });
        Fill::mention(same.max_by_key(|x| x.name.chars().count()).unwrap_or(m))
    }

    /// The region of a filler: of a place itself, of a person the region of the office.
    pub fn region_of(&self, f: &Fill) -> Option<Fill> {
        let m = f.mention.as_deref()?;
        match m.kind {
            Kind::Place => Some(f.clone()),
            _ => {
                let of = m.of.as_ref();
                if let Some(p) = of.and_then(|o| o.place.as_deref()) {
                    return Some(Fill::place(p));
                }
                let words = of.map_or("", |o| o.name.as_str());
                let post = m.post.map_or("", |s| s.of(self.text()));
                let provincial = ["省委", "省政府", "省人大", "省政协", "省长", "自治区", "省"]
                    .iter()
                    .any(|w| {
                        words.starts_with(w)
                            || post.starts_with(w)
                            || post.starts_with(&format!("副{w}"))
                    });
                let municipal = ["市委", "市政府", "市人大", "市政协", "市长", "市"]
                    .iter()
                    .any(|w| {
                        words.starts_with(w)
                            || post.starts_with(w)
                            || post.starts_with(&format!("副{w}"))
                            || post.starts_with(&format!("常务副{w}"))
                    });
                if provincial && m.kind == Kind::Person {
                    return self.own_province();
                }
                if municipal && m.kind == Kind::Person {
                    return self.own();
                }
                None
            }
        }
    }

    /// The region or body a person binds by signing.
    pub fn party_of(&self, f: &Fill) -> Option<Fill> {
        let m = f.mention.as_deref()?;
        if m.kind != Kind::Person {
            return Some(f.clone());
        }
        let body = m.of.as_ref().filter(|o| !o.name.is_empty());
        if let Some(o) = body {
            let company = BUSINESS.iter().any(|w| o.name.contains(w))
                || o.name.ends_with("大学")
                || o.name.ends_with("学院");
            let mission = o.name.contains('驻') && o.place.is_some();
            if company || mission {
                let tail = if mission {
                    m.post.map_or("", |p| p.of(self.text()))
                } else {
                    ""
                };
                let name = if tail.ends_with("总领事") {
                    format!("{}总领事馆", o.name)
                } else {
                    o.name.clone()
                };
                let mut inner = m.clone();
                inner.kind = Kind::Body;
                inner.name.clone_from(&name);
                return Some(Fill {
                    name,
                    span: Some(m.span),
                    mention: Some(Box::new(inner)),
                    ..Fill::default()
                });
            }
        }
        self.region_of(f)
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
    pub fn thanked(&self, m: &Match<'_>) -> Option<Fill> {
        let p = &self.parsed[m.sentence];
        let clause = p.clauses[m.clause];
        if !self.text()[m.trigger.start..clause.end.max(m.trigger.start)].contains("表示") {
            return None;
        }
        let guest = p
            .groups
            .iter()
            .filter(|g| g.clause == m.clause && g.mark == Mark::To && g.span.end <= m.trigger.start)
            .flat_map(|g| g.members.iter());
        guest
            .map(|&i| &self.mentions[i])
            .find(|x| x.kind == Kind::Person)
            .map(Fill::mention)
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

    /// The region a one-character name in a trigger means (赴|藏|考察), as the page names it elsewhere.
    pub fn by_letter(&self, words: &str) -> Option<Fill> {
        let gazetteer = Gazetteer::get();
        let letter: String = words.chars().nth(1)?.to_string();
        let named = gazetteer
            .lookup(&letter)
            .iter()
            .map(|s| s.place)
            .filter(|p| {
                gazetteer.place(*p).country == "CN" && gazetteer.place(*p).level != Level::Country
            });
        let meant: Vec<PlaceId> = named.collect();
        self.mentions
            .iter()
            .filter(|m| m.kind == Kind::Place)
            .find(|m| division(m).is_some_and(|d| meant.contains(&d)))
            .map(Fill::place)
    }

    /// Where a hosted guest came to: the region of whoever received them, else the page's own.
    pub fn host_of(&self, m: &Match<'_>) -> Vec<Fill> {
        let hosts = m.fillers("host");
        let own = hosts
            .iter()
            .flat_map(|&i| self.resolve(i, m.sentence))
            .find_map(|f| self.region_of(&f));
        let visitor = m.fillers("visitor");
        let from: Vec<Fill> = visitor
            .iter()
            .filter_map(|&i| self.region_of(&Fill::mention(&self.mentions[i])))
            .collect();
        let fit = |f: &Fill| !from.iter().any(|v| v.name == f.name || self.within(f, v));
        own.filter(&fit)
            .or_else(|| self.own().filter(&fit))
            .into_iter()
            .collect()
    }

    /// The event a bare 会议, 开幕式 stands for: the last one named, close before.
    pub fn event_before(&self, i: usize, sentence: usize) -> Option<usize> {
        let from = self.parsed[sentence.saturating_sub(3)].span.start;
        let near = |k: &usize| self.mentions[*k].kind == Kind::Event && !self.mentions[*k].alias;
        let named = (0..i)
            .rev()
            .take_while(|&k| self.mentions[k].span.start >= from)
            .find(near);
        named.or_else(|| self.headline_event())
    }

    /// The event a speech was given at, when the clause names none: the last one named, close before.
    pub fn event_near(&self, m: &Match<'_>) -> Option<usize> {
        let p = &self.parsed[m.sentence];
        let from = self.parsed[m.sentence.saturating_sub(2)].span.start;
        let near = |k: &usize| {
            let e = &self.mentions[*k];
            let apart = self.parsed[self.document.sentence_at(e.span.start)].paragraph;
            e.kind == Kind::Event && !e.alias && apart + 1 >= p.paragraph
        };
        let until = self
            .mentions
            .partition_point(|x| x.span.start < m.trigger.start);
        let named = (0..until)
            .rev()
            .take_while(|&k| self.mentions[k].span.start >= from)
            .find(near);
        named.or_else(|| self.headline_event())
    }

    /// The event the headline tells of: what a page speaks of where it names none.
    fn headline_event(&self) -> Option<usize> {
        let told = |k: &usize| self.mentions[*k].kind == Kind::Event && !self.mentions[*k].alias;
        (0..self.mentions.len())
            .take_while(|&k| self.document.in_headline(self.mentions[k].span))
            .find(told)
    }

    /// The region the page is about: its own city, else its own province.
    pub fn own(&self) -> Option<Fill> {
        self.own_city
            .get_or_init(|| self.home.fill(self.document, &self.mentions, Level::Second))
            .clone()
    }

    /// The province the page is about, where it lies in one.
    pub fn own_province(&self) -> Option<Fill> {
        self.own_province
            .get_or_init(|| self.home.fill(self.document, &self.mentions, Level::First))
            .clone()
    }

    /// Those in whose presence it was done.
    pub fn witnesses(&self, m: &Match<'_>) -> Vec<Fill> {
        self.parsed[m.sentence]
            .groups
            .iter()
            .filter(|g| g.mark == Mark::Witness)
            .flat_map(|g| g.members.iter())
            .filter(|&&i| self.mentions[i].kind == Kind::Person)
            .map(|&i| Fill::mention(&self.mentions[i]))
            .collect()
    }

    /// Where it was done: 在X in the clause, else earlier in the sentence.
    pub fn place_at(&self, m: &Match<'_>) -> Vec<Fill> {
        let p = &self.parsed[m.sentence];
        let at = p.groups.iter().filter(|g| {
            g.mark == Mark::At
                && g.span.end <= m.trigger.start
                && self.mentions[g.members[0]].kind == Kind::Place
        });
        at.clone()
            .rfind(|g| g.clause == m.clause)
            .or_else(|| at.clone().next_back())
            .map(|g| Fill::place(&self.mentions[g.members[0]]))
            .into_iter()
            .collect()
    }

    /// The place a filler means, with what the page says around it.
    pub fn identity(&self, m: &Mention) -> jiehao_places::Resolution<'static> {
        let gazetteer = Gazetteer::get();
        let place = m.place.as_ref();
        let outer = place.and_then(|p| p.within.last()).map(|w| w.0.as_str());
        let outer = outer.and_then(|o| {
            gazetteer
                .resolve(o, &jiehao_places::Context::default())
                .place
        });
        let country = outer
            .map(|o| gazetteer.place(o).country)
            .filter(|c| !c.is_empty());
        let context = jiehao_places::Context {
            country,
            parent: outer.filter(|o| gazetteer.place(*o).level != Level::Country),
            home: self.home.province,
            year: self.year().map(|y| y as u16),
            ..Default::default()
        };
        gazetteer.resolve(&m.name, &context)
    }

    fn place_id(&self, f: &Fill) -> Option<PlaceId> {
        if let Some(p) = f.place {
            return Some(p);
        }
        let m = f.mention.as_deref()?;
        match m.kind {
            Kind::Place => self.identity(m).place.or_else(|| division(m)),
            _ => self.region_of(f).and_then(|r| self.place_id(&r)),
        }
    }

    /// Whether one place lies in another, or is it.
    pub fn within(&self, inner: &Fill, outer: &Fill) -> bool {
        if inner.name == outer.name {
            return true;
        }
        let gazetteer = Gazetteer::get();
        match (self.place_id(inner), self.place_id(outer)) {
            (Some(i), Some(o)) => i == o || gazetteer.within(i, o),
            _ => false,
        }
    }

    /// Whether both sides belong to one place, so that nothing crosses a border of any kind.
    pub fn same_region(&self, a: &[Fill], b: &[Fill]) -> bool {
        let region = |f: &Fill| self.region_of(f).or_else(|| self.party_of(f));
        if a.iter().chain(b).any(|f| !self.is_government(f)) {
            // a government with a firm or a school of its own region is in scope
            return false;
        }
        let (Some(x), Some(y)) = (a.iter().find_map(region), b.iter().find_map(region)) else {
            return false;
        };
        self.within(&x, &y) || self.within(&y, &x)
    }

    /// Whether all of several parties belong to one place.
    pub fn all_same_region(&self, parties: &[Fill]) -> bool {
        parties.split_first().is_some_and(|(first, rest)| {
            rest.iter()
                .all(|p| self.same_region(std::slice::from_ref(first), std::slice::from_ref(p)))
        })
    }

    /// Whether a filler is a government, its officer, delegation or place.
    pub fn is_government(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref() else {
            return f.place.is_some();
        };
        match m.kind {
            Kind::Place => true,
            Kind::Body => {
                !BUSINESS.iter().any(|w| m.name.contains(w))
                    && (m.of.is_some() || GOVERNMENT.iter().any(|w| m.name.contains(w)))
                    && !["大学", "学院", "医院", "协会", "商会", "学会"]
                        .iter()
                        .any(|w| m.name.ends_with(w))
            }
            Kind::Delegation => {
                m.of.is_some()
                    || ["政府", "党政", "友好", "人大", "议会", "外办"]
                        .iter()
                        .any(|w| m.name.contains(w))
            }
            Kind::Person => {
                let of = m.of.as_ref().map_or("", |o| o.name.as_str());
                let post = m.post.map_or("", |s| s.of(self.text()));
                if self.is_business(f) {
                    return false;
                }
                self.region_of(f).is_some()
                    || GOVERNMENT
                        .iter()
                        .any(|w| post.contains(w) || of.contains(w))
            }
            _ => false,
        }
    }

    /// Whether a filler is a person of a firm.
    pub fn is_business(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref().filter(|m| m.kind == Kind::Person) else {
            return false;
        };
        let of = m.of.as_ref().map_or("", |o| o.name.as_str());
        let post = m.post.map_or("", |s| s.of(self.text()));
        BUSINESS.iter().any(|w| of.contains(w))
            || ["董事长", "总裁", "总经理", "首席执行官"]
                .iter()
                .any(|w| post.ends_with(w))
    }

    /// Whether any filler of a side is of a government.
    pub fn any_government(&self, side: &[Fill]) -> bool {
        side.iter().any(|f| self.is_government(f))
    }

    /// Whether a name is that of a national leader.
    pub fn is_national(&self, name: &str) -> bool {
        self.rules.lexicon.classes(name).has(Class::NationalLeader)
    }

    /// Whether a person holds a national office.
    pub fn is_national_post(&self, m: &Mention) -> bool {
        let post = m.post.map_or("", |s| s.of(self.text()));
        m.kind == Kind::Person
            && [
                "国家主席",
                "国务院",
                "总统",
                "国务委员",
                "外交部部长",
                "外交部长",
                "全国人大常委会委员长",
                "全国政协主席",
            ]
            .iter()
            .any(|w| post.contains(w))
            && !post.contains("省")
    }

    /// Whether a filler is a country.
    pub fn is_country(&self, f: &Fill) -> bool {
        f.mention
            .as_deref()
            .is_some_and(|m| self.mention_is_country(m))
    }

    /// Whether a filler is a continent or the like: nothing that can sign.
    pub fn is_continent(&self, f: &Fill) -> bool {
        let gazetteer = Gazetteer::get();
        f.mention
            .as_deref()
            .and_then(|m| m.place.as_ref())
            .and_then(|p| p.form)
            .is_some_and(|form| {
                gazetteer
                    .senses(form)
                    .first()
                    .is_some_and(|s| gazetteer.place(s.place).country.is_empty())
            })
    }

    /// Whether a mention is a country.
    pub fn mention_is_country(&self, m: &Mention) -> bool {
        let gazetteer = Gazetteer::get();
        m.kind == Kind::Place
            && m.place.as_ref().and_then(|p| p.form).is_some_and(|f| {
                gazetteer
                    .senses(f)
                    .first()
                    .is_some_and(|s| gazetteer.place(s.place).level == Level::Country)
            })
    }

    /// Whether an event reaches beyond one place: by its name, its attendees or where it is held.
    pub fn external_event(&self, event: usize, who: &[Fill], m: &Match<'_>) -> bool {
        let e = &self.mentions[event];
        const WORDS: [&str; 40] = [
            "国际",
            "中国—",
            "中国-",
            "中外",
            "世界",
            "全球",
            "亚洲",
            "亚太",
            "欧洲",
            "非洲",
            "东盟",
            "中日",
            "中俄",
            "中韩",
            "中美",
            "中欧",
            "中德",
            "中非",
            "中阿",
            "中亚",
            "一带一路",
            "丝绸之路",
            "丝路",
            "友城",
            "友好",
            "对口",
            "合作",
            "经贸",
            "推介",
            "招商",
            "博览",
            "交流",
            "东北亚",
            "上合",
            "金砖",
            "博鳌",
            "结好",
            "对接",
            "论坛",
            "峰会",
        ];
        let named = WORDS.iter().any(|w| e.name.contains(w));
        let places: Vec<Fill> = e
            .parts
            .iter()
            .filter(|p| p.kind == Kind::Place)
            .map(Fill::place)
            .collect();
        let regions: Vec<Fill> = who.iter().filter_map(|f| self.region_of(f)).collect();
        let elsewhere = self.place_at(m).iter().chain(&places).any(|p| {
            regions
                .iter()
                .any(|r| !self.within(p, r) && !self.within(r, p))
        });
        let foreign = who.iter().chain(&places).any(|f| {
            f.mention.as_deref().is_some_and(|x| {
                x.kind == Kind::Place && mention::abroad(x)
                    || x.of
                        .as_ref()
                        .and_then(|o| o.place.as_deref())
                        .is_some_and(mention::abroad)
            })
        });
        const INSIDE: [&str; 8] = [
            "工作会议",
            "常务会议",
            "动员会",
            "部署会",
            "调度会",
            "专题会",
            "领导小组",
            "全体会议",
        ];
        let domestic = INSIDE.iter().any(|w| e.name.contains(w)) && !elsewhere && !foreign;
        let within = domestic
            || ["全省", "全市", "全县", "全区", "我省", "我市"]
                .iter()
                .any(|w| e.name.starts_with(w));
        (named && !within) || elsewhere || foreign
    }
}

/// Words of names of firms.
pub const BUSINESS: [&str; 10] = [
    "公司",
    "集团",
    "企业",
    "银行",
    "株式会社",
    "控股",
    "股份",
    "财团",
    "基金",
    "商会",
];

/// Words of names of governments and of offices in them.
const GOVERNMENT: [&str; 26] = [
    "政府",
    "省委",
    "市委",
    "县委",
    "区委",
    "州委",
    "党委",
    "人大",
    "政协",
    "外办",
    "外事",
    "商务厅",
    "商务局",
    "议会",
    "议长",
    "领事",
    "使馆",
    "大使",
    "省长",
    "市长",
    "州长",
    "县长",
    "知事",
    "总督",
    "主席",
    "书记",
];

/// The Chinese word for a kind of name.
fn kind_name(k: Kind) -> &'static str {
    match k {
        Kind::Person => "人",
        Kind::Place => "地",
        Kind::Body => "机构",
        Kind::Delegation => "团",
        Kind::Date => "时间",
        Kind::Document => "文件",
        Kind::Event => "活动",
        Kind::Deictic => "代称",
    }
}

impl Fill {
    /// A mention as a filler.
    pub fn mention(m: &Mention) -> Self {
        Self {
            name: m.name.clone(),
            span: Some(m.span),
            mention: Some(Box::new(m.clone())),
            ..Self::default()
        }
    }

    /// A place as a filler: its own name, without what stands before it.
    pub fn place(m: &Mention) -> Self {
        Self::mention(m)
    }

    /// Whether it was read from a mention of a kind.
    pub fn is(&self, kind: Kind) -> bool {
        self.mention.as_deref().is_some_and(|m| m.kind == kind)
    }
}

impl Mention {
    /// A place by its name alone.
    pub fn place(name: String, span: Span, form: Option<jiehao_places::FormId>) -> Self {
        Self {
            span,
            head: span,
            kind: Kind::Place,
            name,
            post: None,
            of: None,
            place: Some(PlaceName {
                form,
                within: Vec::new(),
            }),
            date: None,
            parts: Vec::new(),
            alias: false,
        }
    }
}
