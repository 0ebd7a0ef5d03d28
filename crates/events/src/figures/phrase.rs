//! Where the words for what is counted begin and end.

use super::measure::MOST;
use super::{Figure, Figures};
use crate::lexicon::Class;
use crate::mention::{Kind, Scan};
use crate::reader::Reader;
use crate::span::Span;

/// Verbs before the one letter of where somebody comes to or is.
pub(super) const COME: [char; 5] = ['来', '赴', '入', '到', '在'];

impl Figures {
    /// Where what stands before a number ends, once words that link, dates and spaces are gone.
    pub(super) fn unlinked(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        start: usize,
        mut end: usize,
    ) -> usize {
        let text = reader.text();
        let dates = &reader.parsed[s].dates;
        loop {
            let rest = text[start..end]
                .trim_end_matches([' ', '\u{3000}', '“', '”', '"', '(', '（', '约']);
            let at = start + rest.len();
            // 华侨社团(简称“侨团”)|共有350个
            let open = rest.ends_with([')', '）']).then(|| rest.rfind(['(', '（']));
            let open = open.flatten().filter(|o| rest[*o..].chars().count() <= 16);
            if let Some(o) = open {
                end = start + o;
                continue;
            }
            // 班列|自2013年开行以来|累计突破3万列
            let since = rest
                .strip_suffix("以来")
                .and_then(|r| r.rfind(['自', '从']));
            let since = since.filter(|o| rest[*o..].chars().count() <= 24);
            if let Some(o) = since {
                end = start + o;
                continue;
            }
            let date = dates
                .iter()
                .map(|&i| reader.mentions[i].span)
                .find(|d| d.end == at && d.start >= start);
            // 从960对|增至1577对
            if let Some(before) = self.risen(f, rest) {
                end = start + before;
                continue;
            }
            let link = self
                .words
                .link
                .ends(rest)
                .map(|i| self.words.link[i].as_str());
            // 签约总价值|达: the shorter word where a longer one would cut the noun
            let link = link.map(|w| {
                let mut tails = w.char_indices().skip(1).map(|(i, _)| &w[i..]);
                let whole = |t: &&str| {
                    let noun = f.nouns.ends(&rest[..rest.len() - t.len()]);
                    let long = noun.is_some_and(|n| f.nouns[n].chars().count() > 2);
                    long && self.words.link.iter().any(|l| l == t)
                };
                tails.find(whole).unwrap_or(w)
            });
            // 进出口|总额: a link word that is the end of a noun stays with it
            let noun = |w: &&str| {
                f.nouns
                    .iter()
                    .any(|n| n.ends_with(*w) && rest.ends_with(n.as_str()))
            };
            let link = link.filter(|w| !noun(w));
            end = match (date, link) {
                (Some(d), _) => d.start,
                (None, Some(w)) => at - w.len(),
                (None, None) => return at,
            };
        }
    }

    /// Where a stretch ends before the number it rose from: 友城数量|从960对.
    fn risen(&self, f: &Figure, text: &str) -> Option<usize> {
        let unit = f.units.iter().find(|u| text.ends_with(u.as_str()))?;
        let number = &text[..text.len() - unit.len()];
        let from = number.rfind(['从', '由'])?;
        let told = number.get(from + '从'.len_utf8()..)?;
        // 由|2001年的|1600名发展到
        let told = told
            .rsplit_once("年的")
            .or_else(|| told.rsplit_once('年'))
            .map_or(told, |t| t.1);
        let whole = super::number::scan(told);
        (whole.len() == 1 && whole[0].start == 0 && whole[0].end == told.len()).then_some(from)
    }

    /// Where a phrase ends at the latest: before the next verb or particle.
    pub(super) fn wall(&self, reader: &Reader<'_, '_>, s: usize, from: usize, to: usize) -> usize {
        let text = reader.text();
        let stops = reader.parsed[s]
            .words
            .iter()
            .filter(|w| w.span.start >= from && w.span.end <= to);
        // 与中国省市建立的|友城关系: a verb closed by 的 only qualifies
        let relative = text[from..to].starts_with(['与', '同', '和', '来', '在', '赴'])
            && text[from..to].find('的').is_some_and(|i| i < 48);
        if relative {
            return to;
        }
        stops
            .filter(|w| {
                let word = w.span.of(text);
                let soft = self.words.soft.iter().any(|x| x == word)
                    || self
                        .words
                        .nominal
                        .iter()
                        .any(|x| word.ends_with(x.as_str()))
                    // 日|资企业: a longer word of its own begins there
                    || self
                        .words
                        .modifiers
                        .begins(&text[w.span.start..])
                        .is_some_and(|i| {
                            let own = word.chars().count() > 1;
                            self.words.modifiers[i].len() >= word.len() + usize::from(!own)
                        });
                (Scan::is_wall(w.classes) || w.classes.has(Class::Trigger)) && !soft
            })
            .map(|w| w.span.start)
            .next()
            .unwrap_or(to)
    }

    /// How long 来黔, 赴鲁 is that a text ends in.
    fn come_to(&self, text: &str) -> Option<usize> {
        let letter = text.chars().next_back()?;
        let lead = &text[..text.len() - letter.len_utf8()];
        let verb = lead.chars().next_back()?;
        let home = self.words.letters.iter().any(|w| w.starts_with(letter));
        (home && COME.contains(&verb)).then(|| letter.len_utf8() + verb.len_utf8())
    }

    /// A noun with the modifiers and places right before it.
    pub(super) fn qualified(&self, reader: &Reader<'_, '_>, noun: Span, start: usize) -> Span {
        let text = reader.text();
        let mut at = noun.start;
        loop {
            let before = &text[start..at];
            let place = reader
                .mentions
                .iter()
                .find(|m| m.kind == Kind::Place && m.span.end == at && m.span.start >= start);
            // 韩国|来黔|旅游: where they come to by its letter
            if let Some(letter) = self.come_to(before) {
                at -= letter;
                continue;
            }
            // 对哈萨克斯坦|出口: the partner belongs to the measure; a bare place is the subject
            if let Some(m) = place.filter(|m| text[start..m.span.start].ends_with('对')) {
                at = m.span.start - '对'.len_utf8();
                continue;
            }
            if place.is_some_and(crate::mention::abroad) {
                at = place.map_or(at, |m| m.span.start);
                continue;
            }
            let partner = self.words.partners.iter().find_map(|w| {
                ["对", "中"]
                    .iter()
                    .map(|h| format!("{h}{w}"))
                    .find(|c| before.ends_with(c.as_str()))
            });
            let modifier = self
                .words
                .modifiers
                .iter()
                .find(|w| before.ends_with(w.as_str()));
            match (partner, modifier) {
                (Some(w), _) => at -= w.len(),
                (None, Some(w)) => at -= w.len(),
                (None, None) => break,
            }
        }
        // 对|东盟国家进出口
        let counted = |t: &str| {
            t.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十余多".contains(c))
        };
        let toward = text[start..at].strip_suffix('对');
        if at < noun.start && toward.is_some_and(|t| !counted(t)) {
            at -= '对'.len_utf8();
        }
        let lead = Span::new(at, noun.start).of(text);
        let come = lead.chars().nth(1).is_some_and(|c| {
            let home = self.words.letters.iter().any(|w| w.starts_with(c));
            home && lead.starts_with(COME)
        });
        let joint = ['和', '及', '、', '的', '来', '自'];
        let open = match come {
            true => 0,
            false => lead.len() - lead.trim_start_matches(joint).len(),
        };
        let whole = Span::new(at + open, noun.end);
        if whole.of(text).chars().count() <= MOST {
            whole
        } else {
            noun
        }
    }
}
