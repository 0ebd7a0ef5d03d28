//! What is done for others, told in a row: 新建学校14所,培训医生3万人次.
//!
//! No list holds all that may be built or taught. Where a sentence tells figures in a row, or a total, and is about
//! support, the verb of the deed says that its object is counted.

use super::{Figure, Figures, Number, holds, number};
use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;

/// Characters what is counted may have.
const MOST: usize = 14;

impl Figures {
    /// What a number counts by the verb of its clause, and where that ends.
    pub(super) fn deed(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        numbers: &[Number],
        n: &Number,
        (unit, end): (&str, usize),
    ) -> Option<(String, usize)> {
        let text = reader.text();
        let clause = Span::new(n.clause.start.min(n.span.start), n.clause.end.max(end));
        if !f.open || holds(&self.words.vague, clause.of(text)) || !row(self, reader, s, numbers) {
            return None;
        }
        // 援建4个乡村振兴示范点、|产业项目3个: what stands before another number is its own
        let earlier = numbers.iter().rev().find(|m| m.span.end <= n.span.start);
        let earlier = earlier.filter(|m| m.span.start >= clause.start);
        let from = earlier.map_or(clause.start, |m| {
            let between = &text[m.span.end..n.span.start];
            let list = between.rfind(['、', '和', '及']);
            m.span.end + list.map_or(0, |i| i)
        });
        let lead = Span::new(from, n.span.start);
        let until = self.unlinked(f, reader, s, lead.start, lead.end);
        let closed = self.words.closes(&text[end..]);
        let money = unit.is_empty() || self.words.money.iter().any(|w| w == unit);
        let deeds: Vec<(usize, usize)> = self.words.deeds.find_in(lead.of(text)).collect();
        for &(i, w) in deeds.iter().rev() {
            let word = Span::new(lead.start + i, lead.start + i + self.words.deeds[w].len());
            if word.end >= until {
                // 援助|5亿元: the sum is what was given; 援建|4个|示范点
                let goes_on = self.words.deeds.begins(&text[end..]).is_some();
                if money && (closed || goes_on) {
                    return Some((word.of(text).to_owned(), end));
                }
                if closed && !money {
                    // 外派医疗队,至今已派遣|21批: said before
                    let said = Span::new(reader.parsed[s].span.start, word.start).of(text);
                    let nouns = f.nouns.find_in(said).last();
                    return nouns.map(|(_, w)| (f.nouns[w].clone(), end));
                }
                return self.after(reader, s, end, clause.end).filter(|_| !money);
            }
            let object = Span::new(word.end, until);
            // 对口帮扶|四川省|11个市州
            let place = |m: &crate::mention::Mention| m.kind == Kind::Place && m.span == object;
            if reader.mentions.iter().any(place) {
                return self.after(reader, s, end, clause.end).filter(|_| !money);
            }
            if closed && plain(object.of(text)) && (!money || self.sum(object.of(text))) {
                let noun = object.of(text).trim_start_matches(['了', '的', '各', '“']);
                return Some((noun.trim_end_matches('”').to_owned(), end));
            }
        }
        None
    }

    /// What stands behind the unit, up to the next verb or mark.
    fn after(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        from: usize,
        to: usize,
    ) -> Option<(String, usize)> {
        let text = reader.text();
        let stop = text[from..to].find(['、', '，', ',', '；', '。', '：', '!', '(', '（']);
        let stop = self.wall(reader, s, from, stop.map_or(to, |i| from + i));
        let noun = text[from..stop].trim_start_matches(['的', '“', ' ']);
        let noun = noun.trim_end_matches(['”', ' ']);
        let whole = self.words.tails.begins(&text[stop..]).is_none();
        (plain(noun) && whole).then(|| (noun.to_owned(), stop))
    }

    fn sum(&self, noun: &str) -> bool {
        self.words.sums.iter().any(|w| noun.ends_with(w.as_str()))
    }
}

/// Whether a sentence tells a row of figures or a total, or goes on with those of the sentence before.
fn row(figures: &Figures, reader: &Reader<'_, '_>, s: usize, numbers: &[Number]) -> bool {
    let sentence = reader.parsed[s].span.of(reader.text());
    let goes_on = || {
        let before = reader.drafts.iter().rev();
        let mut before = before.take_while(|d| d.sentence + 1 >= s);
        before.any(|d| d.kind == Type::Statistic && d.sentence < s)
    };
    numbers.len() >= 3 || holds(&figures.words.totals, sentence) || goes_on()
}

/// Whether a phrase may name what is counted: some characters, no number among them.
fn plain(phrase: &str) -> bool {
    let phrase = phrase.trim_matches(['“', '”', ' ']);
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    (2..=MOST).contains(&phrase.chars().count())
        && !number::any(phrase)
        && phrase.chars().all(|c| han(c) || "“”·()（）".contains(c))
        && !phrase.ends_with(['的', '了', '在', '为'])
}
