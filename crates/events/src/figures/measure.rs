//! What a number counts: the noun behind it or before it, with what qualifies the noun.

use super::kinds::Words;
use super::{Figure, Figures, Number, holds};
use crate::mention::Kind;
use crate::reader::Reader;
use crate::span::Span;
use crate::words::List;

/// Characters a measure may have; longer ones are cut down to the noun and its modifiers.
pub(super) const MOST: usize = 18;

impl Figures {
    /// What a number counts, when that is of a kind.
    pub(super) fn measure(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        n: &Number,
        unit: &str,
        end: usize,
    ) -> Option<(String, usize)> {
        let money = self.words.money.iter().any(|w| w == unit);
        let behind = self.behind(f, reader, s, n, end);
        // 3亿元|财政援助资金, but not 投入3亿元|建设学校
        let sum = |m: &Span| {
            let noun = m.of(reader.text());
            self.words.sums.ends(noun).is_some()
        };
        let behind = behind.filter(|m| !money || sum(m));
        // 侨胞8万人|侨企49家: the noun between belongs to the number after it
        let next = behind.filter(|m| {
            let rest = reader.text()[m.end..].trim_start_matches(['约', '近', '共', ' ']);
            m.start == end && rest.starts_with(|c: char| c.is_ascii_digit())
        });
        let own = next.and_then(|_| self.before(f, reader, s, n));
        let behind = own.or(behind);
        let closed = || self.words.closes(&reader.text()[end..]);
        let found = behind.or_else(|| closed().then(|| self.before(f, reader, s, n)).flatten())?;
        let text = found.of(reader.text());
        let end = end.max(found.end);
        // 与韩国结好的|城市|有46对
        let relative = || {
            let lead = &reader.text()[n.clause.start.min(found.start)..found.start];
            let from = lead.char_indices().rev().nth(11).map_or(0, |(i, _)| i);
            lead.ends_with('的') && holds(&f.marks, &lead[from..])
        };
        let marked = f.marks.is_empty() || holds(&f.marks, text) || f.national && relative();
        let foreign = f.foreign
            && reader.mentions.iter().any(|m| {
                m.kind == Kind::Place && found.covers(m.span) && crate::mention::abroad(m)
            });
        // 设立企业2276家 tells of foreign firms only where the sentence names whose they are;
        // 在35个国家和地区设立了150家企业 where the clause says that they are abroad
        let plain = f.foreign && text.starts_with("设立");
        let named = || super::subject::places(reader, s).any(crate::mention::abroad);
        let outward = f.foreign && !marked && {
            let lead = &reader.text()[n.clause.start.min(n.span.start)..n.span.start];
            let there = || {
                let mut places = super::subject::places(reader, s);
                let lead = Span::new(n.clause.start.min(n.span.start), n.span.start);
                places.any(|m| lead.covers(m.span) && crate::mention::abroad(m))
            };
            // 156家企业|在东盟国家投资设厂
            let tail = &reader.text()[end..n.clause.end.max(end)];
            let goes = tail.starts_with('在')
                && holds(&self.words.founding, tail)
                && holds(&self.words.outward, tail);
            goes || holds(&self.words.founding, lead)
                && (holds(&self.words.outward, lead) || there())
        };
        ((marked && (!plain || named())) || foreign || outward).then(|| {
            // 45对友城(|其中|友好城市12对
            let text = text.trim_start_matches(['(', '（']);
            let text = text.strip_prefix("其中").unwrap_or(text);
            let measure = text.trim_matches(['“', '”', '"', ' ']);
            (measure.replace(['\n', '\u{3000}'], ""), end)
        })
    }

    /// 35个|友好城市: the noun behind the unit, before the next verb.
    fn behind(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        n: &Number,
        from: usize,
    ) -> Option<Span> {
        let text = reader.text();
        let end = n.clause.end.max(from);
        // 10批|877名干部人才: a number that counts the same another way
        let from = from + counted_again(&text[from..end]);
        let stop = text[from..end]
            .find(['、', '，', ',', '；', '。', '：', '!'])
            .map_or(end, |i| from + i);
        let wall = if f.across {
            stop
        } else {
            self.wall(reader, s, from, stop)
        };
        let mut phrase = &text[from..wall];
        // 41.6万人|(香港同胞35万人): what stands in brackets has figures of its own
        if phrase.starts_with(['(', '（']) {
            return None;
        }
        // 203名|教育、医疗及农业专业技术人员: a list qualifies what is counted
        let listed = wall == stop && text[stop..end].starts_with('、') && !f.across;
        if listed && !f.nouns.iter().any(|w| phrase.contains(w.as_str())) {
            let far = text[from..end].find(['，', ',', '；', '。', '：', '!']);
            let far = far.map_or(end, |i| from + i);
            let wall = self.wall(reader, s, from, far);
            let long = &text[from..wall];
            if !super::number::any(long) && long.chars().count() <= 24 {
                phrase = long;
            }
        }
        // 150人的|代表团: how many one of them has
        if phrase.starts_with('的') && text[..from].ends_with(['人', '名']) {
            return None;
        }
        // 37个国家|建立友城112对: what is counted is said at once
        let begins = |list: &List| list.begins(phrase).is_some();
        if begins(&self.words.first) && !begins(&f.nouns) {
            return None;
        }
        // of each word where it stands first
        let mut found = f.nouns.all_in(phrase);
        found.sort_by_key(|(_, word)| *word);
        found.dedup_by_key(|(_, word)| *word);
        let (at, noun) = found
            .into_iter()
            .map(|(i, word)| (i, &f.nouns[word]))
            // 三个社|区: a level word alone must stand right behind the unit
            .filter(|(i, w)| *i == 0 || w.chars().count() > 1)
            .filter(|(i, w)| self.whole(w, &text[from + i + w.len()..end]))
            .min_by_key(|(i, w)| (*i, std::cmp::Reverse(w.len())))?;
        let noun = Span::new(from + at, from + at + noun.len());
        let noun = Span::new(noun.start, self.listed(f, text, noun, stop));
        let lead = &text[from..noun.start];
        // 254个样本|城市: of a weak noun every word before it must be known
        if f.strict && !self.known(reader, from, noun.start) {
            return None;
        }
        // another number in between counts for itself: 12个国家的|20个城市
        if super::number::any(lead) && lead.contains(['个', '对', '座', '批']) {
            return None;
        }
        let open = lead.len()
            - lead
                .trim_start_matches(['的', '“', '"', ' ', '各', '类'])
                .len();
        let whole = Span::new(from + open, noun.end);
        let short = whole.of(text).chars().count() <= MOST
            && !whole.of(text).contains('、')
            && self.wall(reader, s, whole.start, whole.end) >= whole.end;
        Some(if short {
            whole
        } else {
            self.qualified(reader, noun, from)
        })
    }

    /// Whether only modifiers and places stand in a stretch.
    fn known(&self, reader: &Reader<'_, '_>, from: usize, to: usize) -> bool {
        let text = reader.text();
        let mut at = from;
        while at < to {
            let rest = &text[at..to];
            let place = reader
                .mentions
                .iter()
                .find(|m| m.kind == Kind::Place && m.span.start == at && m.span.end <= to);
            let word = self
                .words
                .modifiers
                .iter()
                .find(|w| rest.starts_with(w.as_str()));
            at += match (place, word) {
                (Some(m), _) => m.span.len(),
                (None, Some(w)) => w.len(),
                (None, None) if rest.starts_with(['的', '各', '“', '"', ' ']) => {
                    rest.chars().next().map_or(1, char::len_utf8)
                }
                (None, None) => return false,
            };
        }
        true
    }

    /// 9个市|、郡、道: a list of levels is counted together.
    fn listed(&self, f: &Figure, text: &str, noun: Span, stop: usize) -> usize {
        let mut end = noun.end;
        if noun.of(text).chars().count() > 1 {
            return end;
        }
        let last = text[stop..].find(['，', ',', '。', '；', '：']);
        let last = last.map_or(text.len(), |i| stop + i);
        while let Some(rest) = text[end..last.max(end)].strip_prefix('、') {
            let Some(next) = rest.chars().next().filter(|c| {
                let mut one = [0; 4];
                let level: &str = c.encode_utf8(&mut one);
                f.nouns.iter().any(|w| w == level)
            }) else {
                break;
            };
            end += '、'.len_utf8() + next.len_utf8();
        }
        end
    }

    /// Whether a noun ends where a word ends: not 友城|代表, nor the 市 of 市场.
    fn whole(&self, noun: &str, rest: &str) -> bool {
        if self
            .words
            .tails
            .iter()
            .any(|t| rest.starts_with(t.as_str()))
            // 22个市郡中,有17个…: those that are told of come after
            || rest.trim() == "中"
        {
            return false;
        }
        // 个国家|城市: a longer noun of the kind would have been found; 县|委, 市|民 are other words
        let single = noun.chars().count() == 1;
        let next = rest.chars().next().unwrap_or('。');
        !single
            || !('\u{4e00}'..='\u{9fff}').contains(&next)
            || "的建缔结签已和与及在有以保来".contains(next)
    }

    /// 友城总数|达到|120对: the noun before the number, only words that link between.
    fn before(&self, f: &Figure, reader: &Reader<'_, '_>, s: usize, n: &Number) -> Option<Span> {
        let text = reader.text();
        let start = n.clause.start.min(n.span.start);
        let end = self.unlinked(f, reader, s, start, n.span.start);
        if text[start..end].trim().is_empty() {
            // 对俄进出口总额大幅提高,|全年达到600亿元
            let p = &reader.parsed[s];
            let money = f.marks_money() && !f.share;
            // 入境外国人持续增多,|达近|10万人次
            let lead = text[start..n.span.start].trim_start();
            let reached = money || self.words.reached.begins(lead).is_some();
            let previous = p
                .clause_at(n.span.start)
                .checked_sub(1)
                .filter(|_| reached)?;
            let clause = p.clauses[previous];
            let (at, noun) = f
                .nouns
                .iter()
                .filter_map(|w| clause.of(text).rfind(w.as_str()).map(|i| (i, w)))
                .max_by_key(|(i, w)| (i + w.len(), w.len()))?;
            let noun = Span::new(clause.start + at, clause.start + at + noun.len());
            return Some(self.qualified(reader, noun, clause.start));
        }
        let phrase = &text[start..end];
        let long = || f.nouns.iter().filter(|w| w.chars().count() > 1);
        if let Some(noun) = long().find(|w| phrase.ends_with(w.as_str())) {
            return Some(self.qualified(reader, Span::new(end - noun.len(), end), start));
        }
        // 进口|水果|200亿元: what is traded stands between
        let goods = |w: &String| f.goods && w.ends_with('口') && w.chars().count() == 2;
        let at = long()
            .filter(|w| goods(w))
            .filter_map(|w| phrase.rfind(w.as_str()));
        let noun = Span::new(start + at.max()?, end);
        let after = noun.of(text).get("进口".len()..)?;
        let few = (1..=8).contains(&after.chars().count());
        let plain = after
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        (few && plain && !self.parted(reader, s, noun)).then_some(noun)
    }

    /// Whether a verb or particle parts a stretch. Stop words of one letter are syllables of goods: 机|电|产品.
    fn parted(&self, reader: &Reader<'_, '_>, s: usize, span: Span) -> bool {
        const PARTICLES: &str = "的了在将已被把从对向为是有达约超近与和及同并还也";
        let text = reader.text();
        let word = |w: &&crate::lexicon::Word| span.covers(w.span) && w.span.start > span.start;
        let wall = self.wall(reader, s, span.start, span.end);
        wall < span.end
            && reader.parsed[s].words.iter().filter(word).any(|w| {
                let word = w.span.of(text);
                let one = word.chars().count() == 1;
                !one && w.span.start >= wall || one && PARTICLES.contains(word)
            })
    }
}

/// How long the number and unit of people are that a phrase begins with.
fn counted_again(phrase: &str) -> usize {
    // 86批|、1200人次的外国友人
    if let Some(rest) = phrase.strip_prefix('、') {
        let more = counted_again(rest);
        let of = rest[more..].starts_with('的');
        return if more > 0 && of {
            '、'.len_utf8() + more
        } else {
            0
        };
    }
    if !phrase.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    let first = super::number::scan(phrase);
    let end = first.first().map_or(0, |n| n.end);
    let people = ["人次", "人", "名", "位"];
    let unit = people.iter().find(|u| phrase[end..].starts_with(**u));
    unit.map_or(0, |u| end + u.len())
}

impl Words {
    /// Whether nothing that could be counted follows a number and its unit: 友城120对, but not
    /// 友城已拓展至17个国家.
    pub(super) fn closes(&self, rest: &str) -> bool {
        let rest = rest.trim_start_matches(['余', '多']);
        let next = rest.chars().next().unwrap_or('。');
        !('\u{4e00}'..='\u{9fff}').contains(&next) || self.closing.begins(rest).is_some()
    }
}
