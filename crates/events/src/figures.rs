//! Figures about external ties and trade, by the nouns and units of `rules/figures.toml`.
//!
//! A number counts for nothing by itself: what is counted stands behind it (35个友好城市) or before
//! it (友城总数达到120对), and the sentence must speak of ties beyond the region. Refused: who turned
//! up at an event, ordinals, ages and areas, figures of two countries, the one or two that are named.

mod count;
mod file;
mod kinds;
mod measure;
mod number;
mod phrase;
mod respective;
mod series;
mod subject;
mod total;
mod trail;

use std::sync::LazyLock;

use regex::Regex;

use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;
use crate::trace::{Firing, Verdict};
use crate::types::{Draft, Fill};
use crate::words::{List, holds};
use kinds::{Figure, Words};
use trail::{Stage, Trail};

/// All kinds of figures, in order of preference.
#[derive(Default)]
pub struct Figures {
    kinds: Vec<Figure>,
    words: Words,
    /// The units of all kinds.
    units: List,
}

/// A number in a sentence, by bytes of the page's text.
#[derive(Clone, Copy)]
struct Number {
    span: Span,
    /// The clause it stands in.
    clause: Span,
    /// Whether it is told in 万 or 亿.
    large: bool,
    /// Whether nothing follows it, so that it goes without a unit: 旅居海外的侨胞达30万。
    bare: bool,
}

/// A number with what it counts.
struct Counted {
    number: Number,
    measure: String,
    unit: String,
    /// Where the unit ends.
    unit_end: usize,
    /// Where number, unit and what is counted end.
    end: usize,
    /// One of each of several: 甲市、乙市各有友城1个.
    each: bool,
    /// The place it is of, where it is named as a part: 其中甲市4对.
    of: Option<Fill>,
}

static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"占(?:到|了)?(?P<of>[^,，。；%％占]{2,24}?)的?(?:比重|比例|总量|份额)?(?:达到|达|为|约|近|超过|逾|将近)*(?P<n>\d+(?:\.\d+)?)[%％]")
        .expect("the pattern is fixed")
});

impl Figures {
    /// Words without one of which no figure is read.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.kinds
            .iter()
            .flat_map(|f| f.nouns.iter())
            .map(String::as_str)
    }

    /// The figures of a sentence. Numbers that come to nothing are told to `explain`, each by the
    /// kind that came furthest with it.
    pub fn read(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        explain: Option<&mut Vec<Firing>>,
    ) -> Vec<Draft> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let sentence = p.span.of(text);
        let shares_told = sentence.contains('占');
        let mut numbers: Vec<Number> = Vec::new();
        for m in number::scan(sentence) {
            let span = Span::new(p.span.start + m.start, p.span.start + m.end);
            let rest = &text[span.end..];
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            // most numbers are of dates
            let unit = self.units.begins(rest).is_some();
            let large = large(span.of(text));
            let bare = !unit && large && closed(rest);
            if unit || large {
                let clause = p.clauses[p.clause_at(span.start)];
                numbers.push(Number {
                    span,
                    clause,
                    large,
                    bare,
                });
            }
        }
        if numbers.is_empty() && !shares_told {
            return Vec::new();
        }
        let mut taken: Vec<Span> = Vec::new();
        let mut out: Vec<Draft> = Vec::new();
        let mut read: Vec<(&Figure, Span, usize)> = Vec::new();
        let mut trail = Trail::new(explain.is_some());
        for f in &self.kinds {
            let told = |n: &Number| {
                let rest = &text[n.span.end..];
                let rest = rest.strip_prefix(' ').unwrap_or(rest);
                f.without_unit(n, rest) || f.units.begins(rest).is_some()
            };
            let asked = if f.share {
                shares_told
            } else {
                numbers.iter().any(told)
            };
            if !asked {
                continue;
            }
            if !self.speaks_of(f, reader, s) {
                for n in numbers.iter().filter(|n| told(n)) {
                    let why = "句子里没有这一类的话题词";
                    trail.refuse(f, n.span, Stage::Topic, why);
                }
                continue;
            }
            let counted = if f.share {
                shares(f, sentence, p.span.start)
            } else {
                self.counted(f, reader, s, &numbers, &taken, &mut trail)
            };
            for c in counted {
                taken.push(c.number.span);
                match self.drafts(f, reader, s, &c, &out) {
                    Ok(drafts) => {
                        read.push((f, c.number.span, drafts.len()));
                        out.extend(drafts);
                    }
                    Err(why) => trail.refuse(f, c.number.span, Stage::Subject, why),
                }
            }
        }
        if let Some(firings) = explain {
            firings.extend(read.into_iter().map(|(f, word, n)| Firing {
                rule: f.name.clone(),
                word,
                verdict: Verdict::Read(n),
            }));
            firings.extend(trail.firings(&taken));
        }
        out
    }

    /// A figure with its subject and date; nothing when it is known already or nobody's. One for
    /// each subject where each has as many.
    fn drafts(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        c: &Counted,
        here: &[Draft],
    ) -> Result<Vec<Draft>, &'static str> {
        let whose = self.subject(f, reader, s, c);
        let whose = whose.ok_or("没有说是哪个地方的，或是整个国家的")?;
        // 从明年9月起互派教师10名: what is yet to come is no figure
        let as_of = self.as_of(reader, s, &c.number);
        let today = reader.published.and_then(|d| d.iso());
        if let (Some(at), Some(today)) = (&as_of, &today) {
            let n = at.len().min(today.len());
            if !at.starts_with('-') && at.get(..n) > today.get(..n) {
                return Err("是以后的数字");
            }
        }
        let value = c.number.span.of(reader.text()).replace(' ', "");
        let value = if c.unit == "%" {
            format!("{value}%")
        } else {
            value
        };
        let known = |subjects: &[Fill]| {
            let mut told = reader.drafts.iter().chain(here);
            told.any(|d| same(f, d, c, &value, subjects, whose.named))
        };
        let one = |subjects: Vec<Fill>| {
            let mut d = Draft {
                kind: Type::Statistic,
                roles: Default::default(),
                attributes: Default::default(),
                spans: vec![reader.parsed[s].span],
                rule: f.name.clone(),
                sentence: s,
                trust: if whose.named { 1.0 } else { 0.85 },
                told: 1,
                at: None,
            };
            d.fill("subject", subjects);
            d.set("measure", Some(c.measure.clone()));
            d.set("value", Some(value.clone()));
            d.set("unit", Some(c.unit.clone()).filter(|u| !u.is_empty()));
            d.set("as_of", as_of.clone());
            d.set("level", whose.national.then(|| "national".to_owned()));
            d
        };
        if c.each && whose.fills.len() > 1 {
            let apart = whose.fills.iter().map(|x| vec![x.clone()]);
            return Ok(apart.filter(|x| !known(x)).map(one).collect());
        }
        if known(&whose.fills) {
            return Err("前面已经读到");
        }
        Ok(vec![one(whose.fills.clone())])
    }

    /// The date a figure holds for: of its clause, else of now where the sentence says so, else of
    /// a clause that only leads in (截至去年底,).
    fn as_of(&self, reader: &Reader<'_, '_>, s: usize, n: &Number) -> Option<String> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let before = p.dates.iter().rev().map(|&i| &reader.mentions[i]);
        let before = before.filter(|m| m.span.end <= n.span.start);
        let iso = |m: &crate::mention::Mention| m.date.and_then(|r| r.end.unwrap_or(r.start).iso());
        if let Some(d) = before
            .clone()
            .find(|m| n.clause.covers(m.span))
            .and_then(iso)
        {
            return Some(d);
        }
        if holds(&self.words.now, &text[p.span.start..n.span.end])
            || n.clause.of(text).starts_with('现')
        {
            return reader.published.and_then(|d| d.iso());
        }
        before
            .clone()
            .find(|m| {
                let lead = &text[p.clauses[p.clause_at(m.span.start)].start..m.span.start];
                lead.trim().is_empty()
                    || ["截至", "截止", "到", "至"]
                        .iter()
                        .any(|w| lead.ends_with(w))
            })
            .and_then(iso)
    }
}

/// Whether a number is told in 万 or 亿.
fn large(number: &str) -> bool {
    number
        .trim_end_matches(['余', '多'])
        .ends_with(['万', '亿'])
}

/// Whether nothing that could be counted follows.
fn closed(rest: &str) -> bool {
    let next = rest.chars().next().unwrap_or('。');
    matches!(
        next,
        '。' | ',' | '，' | '、' | '；' | ';' | '!' | '！' | '\n'
    )
}

impl Figure {
    /// Whether a number may go without a unit: 侨胞30万。, 帮助13万|农村劳动力就业.
    fn without_unit(&self, n: &Number, rest: &str) -> bool {
        let people = || n.large && self.nouns.begins(rest).is_some() && !self.marks_money_only();
        self.bare && (n.bare || people())
    }

    /// Whether only sums are counted.
    fn marks_money_only(&self) -> bool {
        self.goods
    }

    /// Money is told at events without being a count of those who came.
    fn marks_money(&self) -> bool {
        self.share || self.units.iter().any(|u| u == "元")
    }
}

/// Whether a draft tells the same figure: of the same things, as large, of the same subject or of
/// one that this sentence leaves open.
fn same(f: &Figure, d: &Draft, c: &Counted, value: &str, subjects: &[Fill], own: bool) -> bool {
    let of = |k: &str| d.attributes.get(k).map_or("", String::as_str);
    let alike = of("measure") == c.measure
        || of("measure").ends_with(&c.measure)
        || c.measure.ends_with(of("measure"));
    let shared = || {
        d.role("subject").iter().any(|x| {
            subjects.iter().any(|y| {
                x.name == y.name || x.name.starts_with(&y.name) || y.name.starts_with(&x.name)
            })
        })
    };
    // 95对友好城市, 95对友城: a number that large is told of one thing, where all the kind counts is ties
    let large = crate::number::read(value).is_some_and(|n| n > 10.0);
    let ties = f.national && !f.marks.is_empty();
    let again = ties && d.rule == f.name && of("unit") == c.unit && large && shared();
    d.kind == Type::Statistic
        && !of("measure").is_empty()
        && (alike || again)
        && crate::number::read(of("value")) == crate::number::read(value)
        && (!own || shared())
}

/// Shares of trade: 占全省外贸总额的31.5%.
fn shares(f: &Figure, sentence: &str, offset: usize) -> Vec<Counted> {
    SHARE
        .captures_iter(sentence)
        .filter_map(|c| {
            let (of, n) = (c.name("of")?, c.name("n")?);
            holds(&f.nouns, of.as_str()).then(|| {
                let span = Span::new(offset + n.start(), offset + n.end());
                let whole = c
                    .get(0)
                    .map_or(span, |m| Span::new(offset + m.start(), offset + m.end()));
                Counted {
                    number: Number {
                        span,
                        clause: whole,
                        large: false,
                        bare: false,
                    },
                    measure: format!("占{}", of.as_str()),
                    unit: "%".to_owned(),
                    unit_end: span.end,
                    end: span.end,
                    each: false,
                    of: None,
                }
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
