//! Which numbers of a sentence are of a kind: by themselves, by the number before (260批3400人次),
//! or as parts of a total (其中省级21对).

use super::{Counted, Figure, Figures, Number, holds, subject};
use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;

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
    }

    /// The numbers of a sentence that are of one kind.
    pub(super) fn counted(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        numbers: &[Number],
        taken: &[Span],
    ) -> Vec<Counted> {
        let text = reader.text();
        let mut out: Vec<Counted> = Vec::new();
        for n in numbers {
            let rest = &text[n.span.end..];
            let gap = rest.len() - rest.strip_prefix(' ').unwrap_or(rest).len();
            let Some(unit) = f.units.begins(&rest[gap..]).map(|i| &f.units[i]) else {
                continue;
            };
            let end = n.span.end + gap + unit.len();
            // a headline's figure is told in full below it
            let body = &text[reader.parsed[s].span.end..];
            let again =
                reader.document.in_headline(n.span) && body.contains(&text[n.span.start..end]);
            if again || taken.iter().any(|t| t.overlaps(n.span)) {
                continue;
            }
            let chained = out
                .last()
                .filter(|c| c.unit != *unit && self.joined(text, c.end, n.span.start));
            let found = if let Some(c) = chained {
                Some((c.measure.clone(), end))
            } else if let Some(m) = self.part(f, reader, s, n, (unit, end), out.last()) {
                Some((m, end))
            } else if self.is_no_total(f, reader, s, n, !(out.is_empty() && taken.is_empty())) {
                None
            } else {
                self.measure(f, reader, s, n, unit, end)
            };
            out.extend(found.map(|(measure, end)| Counted {
                number: *n,
                measure,
                unit: unit.clone(),
                end,
                each: text[n.clause.start.min(n.span.start)..n.span.start].contains('各'),
            }));
        }
        out
    }

    /// 257批|约|3600人, 18个团组|210人: nothing but joining words between what was counted and a
    /// number that counts it another way.
    fn joined(&self, text: &str, from: usize, to: usize) -> bool {
        let Some(mut between) = text.get(from..to) else {
            return false;
        };
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

    /// 其中省级|21对: a part of the total told before, named by the level or the place it is of.
    fn part(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        n: &Number,
        (unit, end): (&str, usize),
        before: Option<&Counted>,
    ) -> Option<String> {
        let text = reader.text();
        let p = &reader.parsed[s];
        let start = n.clause.start.min(n.span.start);
        let from = before.map_or(start, |c| c.end.clamp(start, n.span.start));
        let told = text[start.min(from)..n.span.start].contains("其中")
            || text[p.span.start..start].ends_with("其中,")
            || text[p.span.start..start].ends_with("其中，");
        let lead = text[from..n.span.start]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，'));
        let lead = lead.strip_prefix("其中").unwrap_or(lead);
        let lead = lead.strip_prefix("包括").unwrap_or(lead);
        let lead = lead.strip_prefix('由').unwrap_or(lead);
        let end_of_label = self.unlinked(f, reader, s, n.span.start - lead.len(), n.span.start);
        let label = text[n.span.start - lead.len()..end_of_label].trim();
        let clause_of = label.strip_suffix('的').filter(|_| told && f.across);
        let label = clause_of.unwrap_or(label);
        let level = self.words.parts.iter().any(|w| label == w);
        let place = told
            && reader
                .mentions
                .iter()
                .any(|m| m.kind == Kind::Place && m.span.of(text) == label);
        let fits =
            level || place || clause_of.is_some_and(|l| (2..=12).contains(&l.chars().count()));
        let alone = clause_of.is_some() || super::measure::closes(&text[end..]);
        if !fits || !alone {
            return None;
        }
        let alike = |u: &str| u == unit || PAIRS.contains(&u) && PAIRS.contains(&unit);
        let whole = match before {
            Some(c) => alike(&c.unit).then(|| c.measure.clone()),
            None => reader
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
        Some(format!("{label}{noun}"))
    }

    /// Whether a number is an ordinal, part of a name, too small to be a total, or counts those
    /// who came to an event.
    fn is_no_total(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        n: &Number,
        follows: bool,
    ) -> bool {
        let text = reader.text();
        let before = text[n.clause.start.min(n.span.start)..n.span.start].trim_end();
        // 第十|三个: the ordinal begins on the line before
        let wrapped = before.is_empty()
            && ["第", "第十", "第二十"]
                .iter()
                .any(|w| text[..n.span.start].trim_end().ends_with(w));
        let clause = n.clause.of(text);
        let i = reader
            .mentions
            .partition_point(|m| m.span.end <= n.span.start);
        let named = reader
            .mentions
            .get(i)
            .is_some_and(|m| m.span.start <= n.span.start && m.kind != Kind::Delegation);
        let ordinal = self
            .words
            .ordinal
            .iter()
            .any(|w| before.ends_with(w.as_str()));
        let each = before.contains("各有");
        let few = !f.small && !each && matches!(n.span.of(text), "一" | "两" | "二" | "1");
        let present = holds(&self.words.attendance, clause)
            || (clause.contains("来自") && !holds(&self.words.hosting, clause));
        // 其中 tells a part of a total: of what came to an event, unless the total was read
        let part = clause.contains("其中")
            && !follows
            && !reader
                .drafts
                .iter()
                .rev()
                .any(|d| d.kind == Type::Statistic && d.sentence + 1 >= s);
        named
            || ordinal
            || wrapped
            || few
            || part
            || before.ends_with(|c: char| c.is_ascii_digit())
            || (present && !f.marks_money())
            || holds(&f.not, clause)
            || holds(&self.words.aims, clause)
            || (!f.clause.is_empty() && !holds(&f.clause, clause))
    }
}
