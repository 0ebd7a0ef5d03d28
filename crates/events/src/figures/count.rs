//! Which numbers of a sentence are of a kind: by themselves, by the number before (260批3400人次),
//! or as parts of a total (其中省级21对).

use super::total::alone;
use super::trail::{Stage, Trail};
use super::{Counted, Figure, Figures, Number, holds, number, subject};
use crate::mention::{Kind, Mention};
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;
use crate::types::Fill;
use crate::words::List;

/// Bytes, the headline's among them, in which a page says what it is about.
const LEAD: usize = 600;

/// What a sentence calls the ties whose parts it counts.
const TIES: [&str; 5] = ["友好城市", "友好省州", "国际友城", "友城", "姐妹城市"];

/// Units that may stand for one another between a total and its parts.
const PAIRS: [&str; 4] = ["对", "个", "座", "组"];

impl Figures {
    /// Whether a sentence is about what a kind of figure counts.
    pub(super) fn speaks_of(&self, f: &Figure, reader: &Reader<'_, '_>, s: usize) -> bool {
        let sentence = reader.parsed[s].span.of(reader.text());
        f.topic.is_empty()
            || holds(&f.topic, sentence)
            || (!f.topic_only && subject::places(reader, s).any(crate::mention::abroad))
            || (f.regions && subject::several(reader, s))
            || (!f.about.is_empty() && self.led(f, reader, s))
    }

    /// Whether a sentence may lean on others for its topic: on the headline and what opens the
    /// page, on what was said before in its paragraph.
    fn led(&self, f: &Figure, reader: &Reader<'_, '_>, s: usize) -> bool {
        let text = reader.text();
        let opening = &reader.parsed[..=s];
        let opening = opening.iter().take_while(|p| p.span.start < LEAD);
        let opening = opening.last().map_or(0, |p| p.span.end);
        let paragraph = reader.parsed[s].paragraph;
        let mut before = reader.parsed[..=s].iter().rev();
        holds(&f.about, &text[..opening])
            || before
                .by_ref()
                .take_while(|p| p.paragraph == paragraph)
                .any(|p| holds(&f.about, p.span.of(text)))
    }

    /// The numbers of a sentence that are of one kind.
    pub(super) fn counted(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        numbers: &[Number],
        taken: &[Span],
        trail: &mut Trail,
    ) -> Vec<Counted> {
        let text = reader.text();
        let mut out: Vec<Counted> = Vec::new();
        for n in numbers {
            let rest = &text[n.span.end..];
            let gap = rest.len() - rest.strip_prefix(' ').unwrap_or(rest).len();
            let unit = f.units.begins(&rest[gap..]).map(|i| f.units[i].as_str());
            let Some(unit) = unit.or_else(|| f.without_unit(n, rest).then_some("")) else {
                continue;
            };
            let gap = if unit.is_empty() { 0 } else { gap };
            let unit_end = n.span.end + gap + unit.len();
            let end = unit_end;
            // a headline's figure is told in full below it
            let body = &text[reader.parsed[s].span.end..];
            let again =
                reader.document.in_headline(n.span) && body.contains(&text[n.span.start..end]);
            if again || taken.iter().any(|t| t.overlaps(n.span)) {
                continue;
            }
            let chained = out
                .last()
                .filter(|c| c.unit != unit && !f.alone.iter().any(|a| a.0 == unit))
                .filter(|c| self.joined(text, c.end, n.span.start, unit));
            let mut of = None;
            let found = if let Some(c) = chained {
                of.clone_from(&c.of);
                // 组团29批217人,部委组团7批7人,|共计|36批: the sum is of what the list began with
                let sum = ["共", "合计", "总计"].iter().any(|w| {
                    let between = &text[c.end..n.span.start];
                    between.contains(w) && between.starts_with([',', '，', '、'])
                });
                let first = out.iter().find(|o| sum && o.unit == unit);
                let same = || (first.unwrap_or(c).measure.clone(), end);
                // 46期培训,8685名|干部: what is counted there has a name of its own
                let own = (!f.across).then(|| self.measure(f, reader, s, n, unit, end));
                // 22个国家|46座城市展出
                let next = || {
                    let noun = f.nouns.begins(&text[end..])?;
                    let noun = f.nouns[noun].as_str();
                    let other = f.strict && noun.chars().count() > 1 && noun != c.measure;
                    other.then(|| (noun.to_owned(), end + noun.len()))
                };
                let own = own.flatten().or_else(next);
                Some(own.unwrap_or_else(same))
            } else if let Some((m, place)) = self.part(f, reader, s, n, (unit, end), &out) {
                of = place;
                Some((m, end))
            } else if let Some((m, place)) = self.respective(f, reader, s, numbers, n) {
                of = place;
                let total = self.is_no_total(f, reader, s, n, true).is_none();
                total.then_some((m, end))
            } else if f.marks_money() && !f.share && unit.starts_with(['%', '％']) {
                self.grown(f, reader, s, n).map(|m| (m, end))
            } else if let Some((_, noun)) = f.alone.iter().find(|a| a.0 == unit) {
                let told =
                    alone(text, n, end) && self.is_no_total(f, reader, s, n, false).is_none();
                told.then(|| (noun.clone(), end))
            } else {
                let follows = !(out.is_empty() && taken.is_empty());
                let why = self.is_no_total(f, reader, s, n, follows);
                let asked = why.is_none() || trail.is_on();
                let found = asked
                    .then(|| {
                        let known = self.measure(f, reader, s, n, unit, end);
                        known.or_else(|| self.deed(f, reader, s, numbers, n, (unit, end)))
                    })
                    .flatten();
                match (&found, why) {
                    (None, _) => {
                        trail.refuse(f, n.span, Stage::Noun, "所数的不是这一类的事物");
                    }
                    (_, Some(why)) => trail.refuse(f, n.span, Stage::Total, why),
                    _ => {}
                }
                found.filter(|_| why.is_none())
            };
            out.extend(found.map(|(measure, end)| Counted {
                number: *n,
                measure,
                unit: unit.to_owned(),
                unit_end,
                end,
                each: text[n.clause.start.min(n.span.start)..n.span.start].contains('各'),
                of,
            }));
            if f.marks_money() {
                let grown = out.last().filter(|c| c.number.span == n.span);
                let grown = grown.and_then(|c| self.growth(text, c));
                out.extend(grown);
            }
        }
        out
    }

    /// 257批|约|3600人, 18个团组|210人: nothing but joining words between what was counted and a
    /// number that counts it another way.
    fn joined(&self, text: &str, from: usize, to: usize, unit: &str) -> bool {
        let Some(mut between) = text.get(from..to) else {
            return false;
        };
        // 31个代表团|的|497人次
        if unit.starts_with('人') {
            between = between.strip_prefix('的').unwrap_or(between);
        }
        loop {
            between = between.trim();
            let Some(w) = self
                .words
                .joiners
                .iter()
                .find(|w| between.starts_with(w.as_str()))
            else {
                return between.is_empty();
            };
            between = &between[w.len()..];
        }
    }

    /// 进出口60亿元|,同比增长|22.8%: how much more or less than before.
    fn growth(&self, text: &str, c: &Counted) -> Option<Counted> {
        let mut at = c.end;
        let skip = |list: &List, at: usize| list.begins(&text[at..]).map_or(0, |i| list[i].len());
        let passed = |mut at: usize| {
            loop {
                let rest = &text[at..];
                let n = skip(&self.words.against, at);
                let n = n.max(usize::from(rest.starts_with(' ')));
                if n == 0 {
                    return at;
                }
                at += n;
            }
        };
        at = passed(at);
        let word = skip(&self.words.growth, at);
        let grown = &text[at..at + word];
        let since = if text[c.end..at].contains("同比") {
            "同比"
        } else {
            ""
        };
        at = passed(at + word);
        let rest = &text[at..];
        let span = number::scan(rest.get(..rest.len().min(12)).unwrap_or(rest));
        let span = span.first().filter(|n| n.start == 0)?;
        let end = at + span.end;
        let percent = text[end..].starts_with(['%', '％']);
        (word > 0 && percent).then(|| Counted {
            number: Number {
                span: Span::new(at, end),
                clause: c.number.clause,
                large: false,
                bare: false,
            },
            measure: format!("{}{since}{grown}", c.measure),
            unit: "%".to_owned(),
            unit_end: end + 1,
            end: end + 1,
            each: false,
            of: c.of.clone(),
        })
    }

    /// 对外贸易总额|增长了|15%: how much more, of an amount that is not told.
    fn grown(&self, f: &Figure, reader: &Reader<'_, '_>, s: usize, n: &Number) -> Option<String> {
        let text = reader.text();
        let start = n.clause.start.min(n.span.start);
        let back = |list: &List, at: usize| {
            let rest = &text[start..at];
            let w = list.iter().find(|w| rest.ends_with(w.as_str()));
            w.map_or(0, |w| w.len())
        };
        let passed = |mut at: usize| {
            while back(&self.words.against, at) > 0 {
                at -= back(&self.words.against, at);
            }
            at
        };
        let end = passed(n.span.start);
        let word = back(&self.words.growth, end);
        let at = passed(end - word);
        let since = text[at..end - word].contains("同比");
        let noun = self.unlinked(f, reader, s, start, at);
        let long = f.nouns.iter().filter(|w| w.chars().count() > 1);
        let found = long
            .clone()
            .find(|w| text[start..noun].ends_with(w.as_str()));
        let found = found.filter(|_| word > 0)?;
        let span = self.qualified(reader, Span::new(noun - found.len(), noun), start);
        let since = if since { "同比" } else { "" };
        Some(format!(
            "{}{since}{}",
            span.of(text),
            &text[end - word..end]
        ))
    }

    /// 其中省级|21对: a part of the total told before, named by the level it is of; or the place whose
    /// it is, 其中甲市4对.
    fn part(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        n: &Number,
        (unit, end): (&str, usize),
        told_before: &[Counted],
    ) -> Option<(String, Option<Fill>)> {
        let before = told_before.last();
        let text = reader.text();
        let p = &reader.parsed[s];
        let start = n.clause.start.min(n.span.start);
        let from = before.map_or(start, |c| c.end.clamp(start, n.span.start));
        let told = text[start.min(from)..n.span.start].contains("其中")
            || text[p.span.start..start].ends_with("其中,")
            || text[p.span.start..start].ends_with("其中，");
        let lead = text[from..n.span.start].trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '、' | ',' | '，' | '(' | '（')
        });
        let lead = lead.strip_prefix("其中").unwrap_or(lead);
        let lead = lead.strip_prefix("包括").unwrap_or(lead);
        let lead = lead.strip_prefix('由').unwrap_or(lead);
        let end_of_label = self.unlinked(f, reader, s, n.span.start - lead.len(), n.span.start);
        let label = text[n.span.start - lead.len()..end_of_label].trim();
        let closed = text[end_of_label..n.span.start]
            .trim_start()
            .starts_with('的');
        let clause_of = label.strip_suffix('的').or(Some(label).filter(|_| closed));
        let clause_of = clause_of.filter(|_| told && f.across);
        let label = clause_of.unwrap_or(label);
        // 其中省级友城|2对: the noun said again stays as it is said
        let noun = f.nouns.iter().find_map(|w| label.strip_suffix(w.as_str()));
        let said = noun.is_some_and(|l| !l.is_empty() && told).then_some(label);
        let label = noun.filter(|_| said.is_some()).unwrap_or(label);
        let level = self.words.parts.iter().any(|w| label == w);
        let named = |m: &&Mention| m.kind == Kind::Place && m.span.of(text) == label;
        let listed = told || text[p.span.start..n.span.start].contains("其中");
        let place = reader.mentions.iter().find(named).filter(|_| listed);
        // 其中|民营企业|604家: the noun said again with what sets the part apart
        let fits = level
            || said.is_some_and(|w| w.chars().count() <= 8)
            || place.is_some()
            || clause_of.is_some_and(|l| (2..=12).contains(&l.chars().count()));
        let alone = clause_of.is_some() || self.words.closes(&text[end..]);
        if !fits || !alone {
            return None;
        }
        let alike = |u: &str| u == unit || PAIRS.contains(&u) && PAIRS.contains(&unit);
        // 582批2230人次,其中由市领导带队的|25批: of what was told in the same unit
        let alike_before = told_before.iter().rev().find(|c| alike(&c.unit));
        // 与6个城市建立了友好城市关系,其中市级|5对: of ties told by their name alone
        let lead = &text[p.span.start..n.span.start];
        let ties = f.national && !f.marks.is_empty() && level;
        let named = TIES.iter().find(|w| ties && lead.contains(**w));
        let whole = match (alike_before, before) {
            (Some(c), _) => Some(c.measure.clone()),
            (None, Some(_)) => None,
            (None, None) if named.is_some() => named.map(|w| (*w).to_owned()),
            (None, None) => reader
                .drafts
                .iter()
                .rev()
                .take_while(|d| d.kind == Type::Statistic && d.sentence + 1 == s)
                .find(|d| d.rule == f.name && d.attributes.get("unit").is_some_and(|u| alike(u)))
                .and_then(|d| d.attributes.get("measure").cloned()),
        }?;
        let noun = self
            .words
            .parts
            .iter()
            .find_map(|w| whole.strip_prefix(w.as_str()))
            .unwrap_or(&whole);
        // a place at home has as many of its own; one abroad is who they are with
        Some(match place.filter(|m| !crate::mention::abroad(m)) {
            Some(m) => (noun.to_owned(), Some(Fill::place(m))),
            None => {
                // 友好城市12对,友好交流|城市|33对: a name of its own, with the noun in it
                let head: String = noun.chars().rev().take(2).collect();
                let head: String = head.chars().rev().collect();
                let own = said.or(Some(label).filter(|l| l.ends_with(&head)));
                (
                    own.map_or_else(|| format!("{label}{noun}"), str::to_owned),
                    None,
                )
            }
        })
    }
}
