//! Reads a page: sentence by sentence, every rule a word sets off, with what was said before at hand.

mod identity;
mod letters;
mod memory;
mod occasion;
mod scope;
mod setting;
mod sides;
mod standin;
mod teams;

use crate::Rules;
use crate::document::Document;
use crate::engine::{Carried, View};
use crate::gathering::{self, Gatherings};
use crate::home::Home;
use crate::lexicon::{Class, Word};
use crate::mention::{self, Date, Kind, Mention};
use crate::parse::{self, Parsed};
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
    /// Named events.
    pub gatherings: Gatherings,
    /// The page's own region.
    pub home: Home,
    /// Date of publication.
    pub published: Option<Date>,
    /// Drafts so far.
    pub drafts: Vec<Draft>,
    /// What sentences lean on.
    pub carried: Carried,
    /// The rules it is read by.
    pub rules: &'d Rules,
    /// Delegations whose heads the page names.
    teams: Vec<teams::Team>,
    /// Regions of two sides named together, and where.
    pairs: Vec<(usize, [Fill; 2])>,
    /// The last two persons of different regions named together, and where.
    heads: Option<(usize, [Fill; 2])>,
    identities: identity::Identities,
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
        let (mut mentions, words) = mention::find(document, &rules.lexicon, published);
        let parsed = parse::parse(document, &mentions, &words);
        let gatherings = Gatherings::find(document, &mentions, &parsed, &rules.lexicon, published);
        let home = Home::find(document, &mentions, &rules.lexicon);
        teams::seat_lists(&parsed, &mut mentions);
        let met = rules.lexicon.list("met");
        teams::seat_hosts(&document.text, met, &parsed, &mut mentions);
        let teams = teams::find(&document.text, &mentions, &parsed);
        teams::seat(&teams, &mut mentions);
        Self {
            document,
            mentions,
            parsed,
            gatherings,
            home,
            published,
            drafts: Vec::new(),
            carried: Carried::default(),
            rules,
            teams,
            pairs: Vec::new(),
            heads: None,
            identities: identity::Identities::default(),
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
                    .flat_map(told)
                    .collect();
                traces.push(SentenceTrace {
                    span,
                    names,
                    firings,
                });
            }
            self.remember(s);
        }
        for s in 0..self.parsed.len() {
            let talks = types::talks::read(self, s);
            self.drafts.extend(talks);
        }
        let here = types::visit::here::read(self);
        self.drafts.extend(here);
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
        for w in triggers {
            for &r in rules.triggered(w.id) {
                let rule = &rules.rules[r];
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
        let told = explain.then_some(&mut firings);
        let found = self.rules.figures.read(self, s, told);
        self.drafts.extend(found);
        let found = self.rules.named.read(self, s);
        self.drafts.extend(found);
        let found = types::ceremony::read(self, s);
        self.drafts.extend(found);
        let found = types::tie::partner::read(self, s);
        self.drafts.extend(found);
        let found = types::tie::among::read(self, s);
        self.drafts.extend(found);
        let found = types::tie::partner::counted(self, s);
        self.drafts.extend(found);
        let found = gathering::ties(self, s);
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
                // 某道2日表示 gives the source of the news; a person speaks
                let person = |g: &parse::Group| {
                    g.members
                        .iter()
                        .any(|&i| matches!(self.mentions[i].kind, Kind::Person | Kind::Deictic))
                };
                says && p.groups.iter().any(|g| {
                    person(g)
                        && g.span.end <= w.span.start
                        && g.clause + 1 >= p.clause_at(w.span.start)
                })
            })
            .map(|w| w.span.end)
    }
}

/// A name as the trace shows it, and after it the names it holds: the place an office is held in,
/// the sides a document's title names.
fn told(m: &Mention) -> Vec<(Span, &'static str, String)> {
    let mut out = vec![(m.span, kind_name(m.kind), m.name.clone())];
    let of = m.of.as_ref();
    if let Some(body) = of.filter(|o| m.kind == Kind::Person && o.name != m.name) {
        out.push((m.span, "所属", body.name.clone()));
    }
    let place = of.and_then(|o| o.place.as_deref());
    let inside = place.into_iter().chain(&m.parts);
    for p in inside {
        if !out.iter().any(|o| o.0 == p.span && o.2 == p.name) {
            out.push((p.span, kind_name(p.kind), p.name.clone()));
        }
    }
    for (name, at, _) in m.place.iter().flat_map(|p| &p.within) {
        out.push((*at, "地", name.clone()));
    }
    out
}

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
