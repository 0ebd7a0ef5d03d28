//! The named events of a page and what is told of each over its sentences.
//!
//! A page names its forum once and then says 会上, 本届大会, 论坛 or nothing at all. Here the names of one
//! event are brought together under the fullest, with when and where it was held, and it is noted which event
//! is on stage at each sentence, so that a speaker two paragraphs on is still a speaker there.

mod anniversary;
mod name;

use crate::document::Document;
use crate::lexicon::{Class, Lexicon};
use crate::mention::{Date, DateRange, Kind, Mention};
use crate::parse::{Mark, Parsed};
use crate::span::Span;
use crate::words::holds;

pub use anniversary::ties;

/// An event with a name.
#[derive(Clone, Debug)]
pub struct Gathering {
    /// The mention with the fullest name.
    pub name: usize,
    /// Whether nothing in the name is its own: 经贸交流会.
    pub general: bool,
    /// When it was held, as told where it was said to be held.
    pub when: Option<DateRange>,
    /// The place it was held in.
    pub place: Option<usize>,
    /// Sentences it is named in.
    sentences: Vec<usize>,
}

/// All events of a page.
#[derive(Clone, Debug, Default)]
pub struct Gatherings {
    all: Vec<Gathering>,
    /// Mention and the event it names.
    of: Vec<(usize, usize)>,
    /// By sentence: the event on stage once it is read.
    stage: Vec<Option<usize>>,
    /// The event the page is about.
    main: Option<usize>,
}

/// Sentences an event that the page is not about stays on stage for without being named.
const REACH: usize = 4;

impl Gatherings {
    /// Finds the events of a page.
    pub fn find(
        document: &Document<'_>,
        mentions: &[Mention],
        parsed: &[Parsed],
        lexicon: &Lexicon,
        published: Option<Date>,
    ) -> Self {
        let mut found = Self {
            stage: vec![None; parsed.len()],
            ..Self::default()
        };
        let events = mentions
            .iter()
            .enumerate()
            .filter(|(_, m)| m.kind == Kind::Event && !m.alias);
        for (i, m) in events {
            let s = document.sentence_at(m.span.start);
            // “友城合作论坛”, “……”活动: what is set off so is a name
            let text = &document.text;
            let marked = text[..m.span.start].ends_with('“') && text[m.span.end..].starts_with('”');
            let quoted = marked || m.span.of(text).ends_with("”活动");
            let general = !quoted && name::general(&m.name, &m.parts, lexicon);
            found.add(i, m, mentions, (lexicon, &document.text), (s, general));
        }
        if !found.all.is_empty() {
            found.fold_general(mentions, lexicon);
            found.walk(document, mentions, parsed, lexicon, published);
        }
        found
    }

    fn add(
        &mut self,
        i: usize,
        m: &Mention,
        mentions: &[Mention],
        (lexicon, text): (&Lexicon, &str),
        (s, general): (usize, bool),
    ) {
        // the headline words the name its own way
        let headline = |g: &Gathering| g.sentences[0] == 0 && s > 0 && s <= 4;
        let known = self.all.iter().position(|g| {
            let other = &mentions[g.name];
            g.general == general
                && (name::same(other, m, text)
                    || headline(g)
                        && (name::reworded(other, m, lexicon)
                            || name::same_years(&other.name, &m.name, lexicon)))
        });
        let at = known.unwrap_or(self.all.len());
        match self.all.get_mut(at) {
            Some(g) => {
                if m.name.chars().count() > mentions[g.name].name.chars().count() {
                    g.name = i;
                }
                g.sentences.push(s);
            }
            None => self.all.push(Gathering {
                name: i,
                general,
                when: None,
                place: None,
                sentences: vec![s],
            }),
        }
        self.of.push((i, at));
    }

    /// 国际友城大会 on a page that also names 2035四川国际友城合作大会: the same by a general name.
    fn fold_general(&mut self, mentions: &[Mention], lexicon: &Lexicon) {
        for k in 0..self.all.len() {
            if !self.all[k].general {
                continue;
            }
            let kind = name::sort(&mentions[self.all[k].name].name, lexicon);
            // 友好活动周|开幕式 of 甲省—乙省友好活动周
            let whole = name::without_opening(&mentions[self.all[k].name].name);
            let own = |g: &Gathering| {
                let other = &mentions[g.name].name;
                let opened = whole.is_some_and(|w| w.chars().count() >= 4 && other.contains(w));
                name::sort(other, lexicon) == kind || opened
            };
            let proper = self.all.iter().position(|g| !g.general && own(g));
            if let Some(p) = proper {
                for o in &mut self.of {
                    if o.1 == k {
                        o.1 = p;
                    }
                }
                let more = std::mem::take(&mut self.all[k].sentences);
                self.all[p].sentences.extend(more);
                self.all[p].sentences.sort_unstable();
            }
        }
    }

    /// Reads when and where each was held, and which is on stage.
    fn walk(
        &mut self,
        document: &Document<'_>,
        mentions: &[Mention],
        parsed: &[Parsed],
        lexicon: &Lexicon,
        published: Option<Date>,
    ) {
        let held = lexicon.list("event_held");
        let others = lexicon.list("event_other");
        let kept_by = lexicon.list("event_on_stage");
        let text = document.text.as_str();
        let mut now: Option<(usize, usize)> = None;
        for (s, p) in parsed.iter().enumerate() {
            let headline = document.in_headline(p.span);
            let mut named = self.named_in(p, mentions);
            // 开幕论坛, 主论坛 of what is on stage: no event of its own
            if let Some((g, _)) = now {
                for n in &mut named {
                    let part = self.all[n.1].general
                        && n.1 != g
                        && mentions[n.0]
                            .name
                            .starts_with(['开', '闭', '主', '分', '平']);
                    if part {
                        self.of
                            .iter_mut()
                            .filter(|o| o.0 == n.0)
                            .for_each(|o| o.1 = g);
                        n.1 = g;
                    }
                }
            }
            for &(i, g) in &named {
                let k = p.clause_at(mentions[i].span.start);
                let mut clause = p.clauses[k];
                // “甲论坛”,6日在乙市举行
                let close = text[mentions[i].span.end..clause.end.max(mentions[i].span.end)].trim();
                if let Some(next) = p.clauses.get(k + 1).filter(|_| matches!(close, "" | "”")) {
                    clause = Span::new(clause.start, next.end);
                }
                // 来出席论坛的某人: told by the way
                let after = text[mentions[i].span.end..].trim_start_matches('”');
                let lead = text[clause.start..mentions[i].span.start].trim_start();
                // 这也标志着甲论坛拉开帷幕, 明年将举行的乙会议
                let by_the_way = lead.starts_with('这')
                    || lead.contains(['将', '拟']) && !headline
                    || lead.contains("明年");
                let told =
                    now.is_some() && !headline && (by_the_way || spoken(p, mentions[i].span, text));
                // 在甲博览会的|开幕式上
                let part = after.strip_prefix('的').is_some_and(|r| {
                    ["开幕", "闭幕", "启动", "揭幕"]
                        .iter()
                        .any(|w| r.starts_with(w))
                });
                let aside = after.starts_with('的') && !part && !headline
                    || frames(after, named.len())
                    || told;
                // 某图片展在甲市|开展: opens, where 开展 of other events is to carry out
                let shown = mentions[i].name.ends_with('展') && close.ends_with("开展");
                let on_stage = !aside
                    && mentions[i].span.end <= clause.end
                    && (headline
                        || shown
                        || holds(held, clause.of(text))
                        || at_it(p, i, text, mentions));
                let date = near_date(p, mentions, clause, mentions[i].span);
                // 甲大会开幕会议和董事年会举行: the name that tells more
                let beside = |o: &&(usize, usize)| {
                    let before = mentions[o.0].span.end <= mentions[i].span.start;
                    before && mentions[o.0].span.start >= clause.start && !self.all[o.1].general
                };
                if self.all[g].general && named.iter().find(beside).is_some() {
                    continue;
                }
                let announced = ["将", "拟", "即将"].iter().any(|w| after.starts_with(w));
                let coming = announced || !headline && future(date, published);
                if !on_stage || !coming && now.is_some() && past(date, published) {
                    continue;
                }
                let place = place_of(p, mentions, clause);
                let known = &mut self.all[g];
                known.when = known
                    .when
                    .or(date.filter(|d| d.start.day.is_some() || d.start.month.is_some()));
                // 在日本开幕 of a headline, 在北九州市 of the body
                let coarse = |i: &usize| mentions[*i].name.chars().count() <= 2;
                if known.place.is_none_or(|i| coarse(&i)) {
                    known.place = place.or(known.place);
                }
                if coming {
                    continue;
                }
                if self.main.is_none() && (headline || s <= 5) && !self.all[g].general {
                    self.main = Some(g);
                }
                now = Some((g, s));
            }
            // an encounter told of is another stage, and so is the next day of a chronicle
            let opens = p.dates.iter().any(|&i| {
                let same = mentions[i].name.starts_with(['当', '同']);
                mentions[i].span.start == p.span.start && !same
            }) && s
                .checked_sub(1)
                .is_some_and(|b| parsed[b].paragraph != p.paragraph);
            let off = named.is_empty()
                && (self.main.is_none() && holds(others, p.span.of(text))
                    || opens && now.is_some_and(|(g, _)| self.main != Some(g)));
            if off {
                now = None;
            }
            // 本届大会, 会上 keep it there
            if let Some((g, last)) = &mut now
                && (named.iter().any(|n| n.1 == *g)
                    || p.groups
                        .iter()
                        .flat_map(|x| &x.members)
                        .any(|&i| mentions[i].kind == Kind::Event && mentions[i].alias)
                    || holds(kept_by, p.span.of(text)))
            {
                *last = s;
            }
            let kept = now.filter(|(g, last)| s - last <= REACH || self.main == Some(*g));
            self.stage[s] = kept
                .map(|k| k.0)
                .or(self.main.filter(|_| kept.is_none() && now.is_some()));
        }
        for g in &mut self.all {
            if g.when.is_none() {
                g.when = year_in(&mentions[g.name]);
            }
        }
    }

    fn named_in(&self, p: &Parsed, mentions: &[Mention]) -> Vec<(usize, usize)> {
        self.of
            .iter()
            .copied()
            .filter(|(i, _)| p.span.covers(mentions[*i].span))
            .collect()
    }

    /// The event a mention names.
    pub fn of(&self, mention: usize) -> Option<&Gathering> {
        let found = self.of.iter().find(|o| o.0 == mention)?;
        self.all.get(found.1)
    }

    /// Whether an event is named in a sentence.
    pub fn named_at(&self, event: &Gathering, sentence: usize) -> bool {
        event.sentences.contains(&sentence)
    }

    /// The event on stage at a sentence.
    pub fn on_stage(&self, sentence: usize) -> Option<&Gathering> {
        let at = self.stage.get(sentence).copied().flatten()?;
        self.all.get(at)
    }

    /// The event the page is about.
    pub fn main(&self) -> Option<&Gathering> {
        self.all.get(self.main?)
    }

    /// What a general word stands for at a sentence: 论坛 is a forum named before, 活动 whatever is on stage.
    pub fn meant(
        &self,
        word: &Mention,
        mentions: &[Mention],
        lexicon: &Lexicon,
        sentence: usize,
    ) -> Option<&Gathering> {
        if lexicon.holds("event_signing", &word.name) {
            return None;
        }
        let stage = self.on_stage(sentence);
        let sort = name::sort(&word.name, lexicon);
        if name::any_sort(sort, lexicon) {
            return stage;
        }
        let fits = |g: &&Gathering| mentions[g.name].name.contains(sort);
        stage.filter(fits).or_else(|| {
            let before = |g: &&Gathering| g.sentences.first().is_some_and(|s| *s <= sentence);
            self.all
                .iter()
                .filter(fits)
                .filter(before)
                .max_by_key(|g| g.sentences.iter().rfind(|s| **s <= sentence).copied())
        })
    }
}

/// Whether an event is named in somebody's words: “……举行了甲大会”，他说；他表示，去年的乙论坛…….
fn spoken(p: &Parsed, name: Span, text: &str) -> bool {
    let before = &text[p.span.start..name.start];
    let open = before.rfind('“').filter(|o| !before[*o..].contains('”'));
    // a name in quotation marks of its own is no speech
    let quoted = open.is_some_and(|o| before.len() > o + '“'.len_utf8());
    let said = p.words.iter().any(|w| {
        w.classes.has(Class::Say)
            && w.span.end < name.start
            && text[w.span.end..].starts_with(['，', ',', '：', ':'])
    });
    quoted || said
}

/// 作为某博览会开幕活动之一, 在某博览会期间: what another event of the sentence was held within.
fn frames(after: &str, named: usize) -> bool {
    let end = after.find(['，', ',', '。']).unwrap_or(after.len());
    let one_of = after[..end].chars().count() <= 14 && after[..end].ends_with("之一");
    named > 1 && (one_of || after.starts_with("期间"))
}

/// 在论坛上, 论坛期间.
fn at_it(p: &Parsed, mention: usize, text: &str, mentions: &[Mention]) -> bool {
    let after = &text[mentions[mention].span.end..];
    // 在昨天的“……”活动中,
    let during = after
        .strip_prefix('中')
        .is_some_and(|r| r.starts_with(['，', ',']));
    after.starts_with(['上', '期'])
        || during
        || p.groups
            .iter()
            .any(|g| g.members.contains(&mention) && g.mark == Mark::At)
}

/// The date of a clause, or of the one before it; one inside the name of the event is none.
fn near_date(p: &Parsed, mentions: &[Mention], clause: Span, name: Span) -> Option<DateRange> {
    let mut dates = p
        .dates
        .iter()
        .map(|&i| &mentions[i])
        .filter(|d| !name.covers(d.span));
    let own = dates.clone().find(|d| clause.covers(d.span));
    own.or_else(|| dates.rfind(|d| d.span.end <= clause.start))
        .and_then(|d| d.date)
}

/// Whether a date lies in a year before the page's.
fn past(date: Option<DateRange>, published: Option<Date>) -> bool {
    let year = date.and_then(|d| d.start.year);
    year.zip(published.and_then(|p| p.year))
        .is_some_and(|(y, now)| y < now)
}

/// Whether a date lies in a month after the page's.
fn future(date: Option<DateRange>, published: Option<Date>) -> bool {
    let month = |d: Date| Some((d.year?, d.month?));
    date.and_then(|d| month(d.start))
        .zip(published.and_then(month))
        .is_some_and(|(d, now)| d > now)
}

/// Where the clause of an event says that it was: 在X举行.
fn place_of(p: &Parsed, mentions: &[Mention], clause: Span) -> Option<usize> {
    p.groups
        .iter()
        .filter(|g| g.mark == Mark::At && clause.covers(g.span))
        .map(|g| g.members[g.members.len() - 1])
        .find(|&i| mentions[i].kind == Kind::Place)
}

/// The year a name begins with: 2035国际友城大会.
fn year_in(m: &Mention) -> Option<DateRange> {
    let digits: String = m.name.chars().take_while(char::is_ascii_digit).collect();
    let year = digits
        .parse::<i16>()
        .ok()
        .filter(|y| (1949..2100).contains(y))?;
    Some(DateRange {
        start: Date {
            year: Some(year),
            ..Date::default()
        },
        end: None,
    })
}
