//! Works told in a list that says itself that they are works: 援建的甲学校、乙医院等5个项目,
//! 以甲水电站、乙体育馆为代表的一批工程. No ending is asked of their names.

use super::Named;
use super::parties::crossed;
use crate::mention::{Kind, Scan};
use crate::reader::Reader;
use crate::span::Span;

/// What such a list calls its members.
const HEADS: [&str; 3] = ["项目", "工程", "学校建设"];

/// What it calls places where two sides meet; only names that join two count there.
const PLATFORMS: [&str; 2] = ["平台", "园区"];

/// Words of one letter that no name holds.
const PARTICLES: &str = "的了在将已被把从对向为是有以等";

/// Characters between what closes the list and its head: 等|4个较为成熟的民生产业|项目.
const LABEL: usize = 14;

impl Named {
    /// The names of such lists of a sentence.
    pub(super) fn listed(&self, reader: &Reader<'_, '_>, s: usize) -> Vec<Span> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let sentence = p.span.of(text);
        let mut out: Vec<Span> = Vec::new();
        let mut heads = HEADS.iter().chain(&PLATFORMS);
        if !sentence.contains('、') || !heads.any(|h| sentence.contains(h)) {
            return out;
        }
        let near = super::holds(&self.words.abroad, sentence)
            || super::holds(&self.words.giving, sentence)
            || crossed(reader, s);
        if !near {
            return out;
        }
        let heads = HEADS.iter().chain(&PLATFORMS);
        for (i, head) in heads.flat_map(|h| sentence.match_indices(h)) {
            let at = p.span.start + i;
            let joint = PLATFORMS.contains(&head);
            let Some((list, told)) = self.list_before(reader, s, at) else {
                continue;
            };
            let mut names = self.items(reader, s, list, told);
            if joint {
                names.retain(|n| self.joins(reader, *n));
            }
            if names.len() >= 2 || joint {
                let new = names.into_iter();
                out.extend(
                    new.filter(|n| !out.iter().any(|o| o.overlaps(*n)))
                        .collect::<Vec<_>>(),
                );
            }
        }
        out
    }

    /// The list that closes before a head, and whether it is said to stand for more (以……为代表的).
    fn list_before(&self, reader: &Reader<'_, '_>, s: usize, head: usize) -> Option<(Span, bool)> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let lead = &text[p.span.start..head];
        if let Some(i) = lead.rfind("为代表的") {
            let short = lead[i..].chars().count() <= LABEL;
            let from = lead[..i].rfind('以').filter(|_| short)?;
            let from = p.span.start + from + '以'.len_utf8();
            return Some((Span::new(from, p.span.start + i), true));
        }
        let window = lead.char_indices().rev().nth(LABEL).map_or(0, |(i, _)| i);
        let label = &lead[window..];
        let etc = label.rfind('等').map(|i| window + i);
        // 甲、乙和丙|三个|援建项目
        let counted = || {
            let i = label.rfind(['个', '项', '大'])?;
            let number = crate::number::numeral_before(&lead[..window + i])?;
            Some(number)
        };
        let close = etc.or_else(counted)?;
        // nothing parts the list from what it is called
        if lead[close..].contains(['、', '，', ',']) {
            return None;
        }
        let clause = p.clauses[p.clause_at(p.span.start + close.max(1) - 1)];
        Some((Span::new(clause.start, p.span.start + close), false))
            .filter(|(l, _)| l.start < l.end)
    }

    /// Whether a name holds two sides, or a place abroad.
    fn joins(&self, reader: &Reader<'_, '_>, name: Span) -> bool {
        let found = self.found(reader, name);
        let there = |f: &crate::types::Fill| {
            let begins = f.span.is_some_and(|at| at.start == name.start);
            begins && f.mention.as_deref().is_some_and(crate::mention::abroad)
        };
        found.joint || found.places.iter().any(there)
    }

    /// The members of a list that are names.
    fn items(&self, reader: &Reader<'_, '_>, s: usize, list: Span, told: bool) -> Vec<Span> {
        let text = reader.text();
        let mut pieces: Vec<Span> = Vec::new();
        let mut from = list.start;
        for (i, c) in list.of(text).char_indices() {
            let at = list.start + i;
            let inside = reader
                .mentions
                .iter()
                .any(|m| m.span.start < at && at < m.span.end);
            if c == '、' || "和及与".contains(c) && !inside && !pieces.is_empty() {
                pieces.push(Span::new(from, at));
                from = at + c.len_utf8();
            }
        }
        pieces.push(Span::new(from, list.end));
        if pieces.len() < 2 {
            return Vec::new();
        }
        // what leads the list in stands before its first member
        let first = pieces[0];
        let lead = first.of(text);
        // 考察了甲、乙等项目: sights
        if super::holds(&self.words.visits, lead) && !lead.contains("援建") {
            return Vec::new();
        }
        let verbs = [&self.words.builds, &self.words.intro, &self.words.lead];
        let verbs = verbs.into_iter().flat_map(|l| l.iter());
        let cut = verbs.filter(|w| w.chars().count() > 1);
        let cut = cut
            .filter_map(|w| lead.rfind(w.as_str()).map(|i| i + w.len()))
            .max();
        pieces[0].start = first.start + cut.unwrap_or(0);
        let whole = |p: &Span| {
            let name = p.of(text).trim();
            let count = name.chars().count();
            let place = reader.mentions.iter().any(|m| {
                let begins = p.covers(m.span) && m.span.start <= p.start + 3;
                begins && (m.kind == Kind::Body || m.kind == Kind::Place && m.span != *p)
            });
            // 市中等职业技术学校: an ending that works have
            let ends = self.kinds.iter().filter(|k| !k.aid.is_empty());
            let known = ends
                .flat_map(|k| k.words.iter())
                .any(|w| name.ends_with(w.as_str()))
                || name.ends_with("学校");
            let known = known && count >= 6;
            let quoted = name.starts_with('“') && name.ends_with('”');
            let verb = reader.parsed[s].words.iter().any(|w| {
                let word = w.span.of(text);
                // stop words of one letter are syllables of names
                let particle = word.chars().count() > 1 || PARTICLES.contains(word);
                p.covers(w.span) && Scan::is_wall(w.classes) && particle
            });
            let firm = reader.rules.lexicon.holds("business", name);
            (4..=24).contains(&count)
                && (told || place || quoted || known)
                && !verb
                && !firm
                && name.chars().all(|c| Scan::name_char(c) || "“”".contains(c))
        };
        pieces.into_iter().filter(whole).collect()
    }
}
