//! Numbers told one for each of a list: 对甲、乙、丙出口分别为3亿元、2亿元、1亿元.

use super::{Figure, Figures, Number, holds};
use crate::mention::{Kind, Mention, abroad};
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;

const WORD: &str = "分别";

impl Figures {
    /// What a number of such a run counts, and the place it is of where the list is one of places at home.
    pub(super) fn respective(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        numbers: &[Number],
        n: &Number,
    ) -> Option<(String, Option<Fill>)> {
        let text = reader.text();
        let start = n.clause.start.min(n.span.start);
        let at = start + text[start..n.span.start].rfind(WORD)?;
        // the run may go on over commas
        let end = reader.parsed[s].span.end;
        let counts = |m: &&Number| {
            let rest = &text[m.span.end..];
            m.span.start > at && f.units.begins(rest.trim_start_matches(' ')).is_some()
        };
        let mut run: Vec<&Number> = Vec::new();
        for m in numbers.iter().filter(counts) {
            let joined = run.last().is_none_or(|l| {
                let between = &text[l.span.end..m.span.start];
                let between = between.trim_end_matches(['约', '近', '超', '达']);
                let mark = between.trim_end_matches(['、', '和', '与', '及', ',', '，', ' ']);
                // 3亿元人民币和2亿元人民币
                mark.len() < between.len() && mark.chars().count() <= 5
            });
            if !joined {
                break;
            }
            run.push(m);
        }
        let which = run.iter().position(|m| m.span == n.span)?;
        if run.len() < 2 || n.span.end > end {
            return None;
        }
        let verb_end = self.unlinked(f, reader, s, at + WORD.len(), run[0].span.start);
        let verb = text[(at + WORD.len()).min(verb_end)..verb_end].trim();
        let list = Span::new(start, at);
        let all = pieces(text, list);
        let place = |p: Span| -> Option<&Mention> {
            let mut inside = reader.mentions.iter().filter(|m| m.kind == Kind::Place);
            inside.rfind(|m| p.covers(m.span))
        };
        // the last of the list may be followed by what all have: 丙|进出口
        let last = *all.last()?;
        let tail = match place(last) {
            Some(m) => text[m.span.end..last.end].trim(),
            None => "",
        };
        // 丁国、戊国与甲省|的贸易额: each of those abroad with the one at home
        let away = |p: &Span| place(*p).is_some_and(abroad);
        let shared = all.len() == run.len() + 1
            && tail.starts_with('的')
            && !away(&last)
            && all[..run.len()].iter().all(away);
        let pieces = match shared {
            true => &all[..run.len()],
            false => all.get(all.len().checked_sub(run.len())?..)?,
        };
        let tail = tail.trim_start_matches('的');
        let tail = tail.trim_end_matches(['已', '均', '也']);
        let piece = pieces[which];
        let shared = if tail.is_empty() { verb } else { tail };
        let known = |noun: &str| f.nouns.iter().any(|w| noun.ends_with(w.as_str()));
        if let Some(m) = place(piece) {
            if !known(shared) {
                return None;
            }
            return Some(if abroad(m) || text[..m.span.start].ends_with('对') {
                (format!("对{}{shared}", m.span.of(text)), None)
            } else {
                (shared.to_owned(), Some(Fill::place(m)))
            });
        }
        let noun = piece.of(text).trim();
        let short = (2..=12).contains(&noun.chars().count());
        if !short || holds(&self.words.vague, noun) {
            return None;
        }
        match (known(noun), known(verb)) {
            (true, _) => Some((noun.to_owned(), None)),
            // 铁矿砂、原油分别|进口
            (_, true) => Some((format!("{verb}{noun}"), None)),
            _ => None,
        }
    }
}

/// The parts of a list, as stretches of the text.
fn pieces(text: &str, list: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut from = list.start;
    for (i, c) in list.of(text).char_indices() {
        if "、和与及".contains(c) {
            out.push(Span::new(from, list.start + i));
            from = list.start + i + c.len_utf8();
        }
    }
    out.push(Span::new(from, list.end));
    out
}
