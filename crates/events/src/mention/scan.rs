//! The text under the finders' hands: its words, what is taken already, and where a name must end.

use super::{Kind, Mention};
use crate::lexicon::{Class, Classes, Lexicon, Word};
use crate::span::Span;

/// Little words and verbs that bound a name. A list mark bounds one too, but begins nothing; whatever
/// only stops a name comes last.
pub const BOUNDS: [Class; 14] = [
    Class::With,
    Class::At,
    Class::To,
    Class::By,
    Class::Lead,
    Class::Invite,
    Class::InviteEnd,
    Class::Witness,
    Class::Escort,
    Class::Hope,
    Class::Plan,
    Class::Say,
    Class::Adverb,
    Class::Stop,
];

/// What a name may run across to the left.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reach {
    /// Places found already.
    pub places: bool,
    /// One-character verbs and particles, where something else vouches for the left end.
    pub anchored: bool,
}

/// A text, its words, and the mentions found so far.
pub struct Scan<'a> {
    /// The text.
    pub text: &'a str,
    /// The word lists.
    pub lexicon: &'a Lexicon,
    /// Words in order.
    pub words: Vec<Word>,
    /// The words as they were read first.
    read: Vec<Word>,
    /// Mentions so far, in the order found.
    pub mentions: Vec<Mention>,
    /// Names of places that are words too: places beside other places only.
    pub doubtful: Vec<jiehao_places::Hit>,
    /// For each byte the number of the word on it, plus one.
    word_at: Vec<u32>,
    /// For each byte the number of the mention on it, plus one.
    mention_at: Vec<u32>,
}

impl<'a> Scan<'a> {
    /// Where the words of a class stand, in order.
    pub fn spans(&self, class: Class) -> Vec<Span> {
        let of = self.words.iter().filter(|w| w.classes.has(class));
        of.map(|w| w.span).collect()
    }

    /// The name before a byte in a list, where one of `joints` stands between.
    pub fn listed_before(&self, start: usize, joints: &[&str]) -> Option<&Mention> {
        let before = &self.text[..start];
        let at = joints.iter().find_map(|w| before.strip_suffix(w))?.len();
        self.mention(at.checked_sub(1)?)
            .filter(|m| m.span.end == at)
    }

    /// Scans a text for words.
    pub fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        let words = lexicon.words(text);
        let mut word_at = vec![0; text.len() + 1];
        for (i, w) in words.iter().enumerate() {
            word_at[w.span.start..w.span.end].fill(i as u32 + 1);
        }
        Self {
            text,
            lexicon,
            read: words.clone(),
            words,
            mentions: Vec::new(),
            doubtful: Vec::new(),
            word_at,
            mention_at: vec![0; text.len() + 1],
        }
    }

    /// The word on a byte.
    pub fn word(&self, byte: usize) -> Option<&Word> {
        self.word_at
            .get(byte)
            .and_then(|&i| self.words.get((i as usize).checked_sub(1)?))
    }

    /// Words that lie within a stretch.
    pub fn words_within(&self, span: Span) -> impl Iterator<Item = &Word> {
        let from = self.words.partition_point(|w| w.span.start < span.start);
        self.words[from..]
            .iter()
            .take_while(move |w| w.span.end <= span.end)
    }

    /// The mention on a byte.
    pub fn mention(&self, byte: usize) -> Option<&Mention> {
        self.mention_at
            .get(byte)
            .and_then(|&i| self.mentions.get((i as usize).checked_sub(1)?))
    }

    /// Number of the mention on a byte.
    pub fn mention_index(&self, byte: usize) -> Option<usize> {
        (*self.mention_at.get(byte)? as usize).checked_sub(1)
    }

    /// Gives what places leave of longer words back to the words: 永川市|政府 of 市政府.
    pub fn retokenize(&mut self) {
        for i in 0..self.words.len() {
            let w = self.words[i];
            let Some(cut) = (w.span.start..w.span.end)
                .rev()
                .find(|&b| self.mention_at[b] != 0)
            else {
                continue;
            };
            let rest = Span::new(cut + 1, w.span.end);
            if rest.is_empty() || self.mention_at[w.span.start] == 0 {
                continue;
            }
            if let Some(id) = self.lexicon.id(rest.of(self.text)) {
                self.words[i] = Word {
                    span: rest,
                    classes: self.lexicon.classes(rest.of(self.text)),
                    id,
                };
            }
        }
    }

    /// Whether no mention touches a stretch.
    pub fn free(&self, span: Span) -> bool {
        self.mention_at[span.start..span.end]
            .iter()
            .all(|&m| m == 0)
    }

    /// Whether only mentions of some kinds touch a stretch.
    pub fn free_of(&self, span: Span, but: &[Kind]) -> bool {
        (span.start..span.end).all(|b| self.mention(b).is_none_or(|m| but.contains(&m.kind)))
    }

    /// Whether no mention but a place touches a stretch.
    pub fn free_of_others(&self, span: Span) -> bool {
        (span.start..span.end).all(|b| self.mention(b).is_none_or(|m| m.kind == Kind::Place))
    }

    /// Adds a mention; mentions it covers are gone.
    pub fn take(&mut self, mention: Mention) {
        let n = self.mentions.len() as u32 + 1;
        self.mention_at[mention.span.start..mention.span.end].fill(n);
        self.mentions.push(mention);
    }

    /// Whether a word stops a name.
    pub fn is_wall(classes: Classes) -> bool {
        if classes.any(&[Class::Soft, Class::PostModifier]) {
            return false;
        }
        if classes.has(Class::Trigger) {
            return true;
        }
        classes.has(Class::List) || classes.any(&BOUNDS)
    }

    /// Whether the character at a byte is part of a possible name.
    pub fn name_char(c: char) -> bool {
        // most are Han, which is told at once
        ('\u{4e00}'..='\u{9fff}').contains(&c)
            || c.is_alphanumeric()
            || matches!(c, '·' | '•' | '・' | '‧' | '—' | '–' | '-' | '－')
    }

    /// How far to the left of `from` a name may begin: not across punctuation, nor a word that
    /// stops names, nor a mention, places of a `reach` aside.
    pub fn left(&self, from: usize, most: usize, reach: Reach) -> usize {
        let mut at = from;
        let mut inside = 0;
        for (n, (i, c)) in self.text[..from].char_indices().rev().enumerate() {
            // 中国(广东)-欧洲(德国)经贸交流会, 刚果(布): a short word in parentheses is part of the name
            if reach.places && matches!(c, ')' | '）') {
                match self.bracket(i) {
                    Some(open) => {
                        inside = i;
                        at = open;
                        continue;
                    }
                    None => break,
                }
            }
            if inside > 0 && i >= at {
                continue;
            }
            inside = 0;
            if n >= most || !Self::name_char(c) {
                break;
            }
            if let Some(m) = self.mention(i) {
                if reach.places && m.kind == Kind::Place {
                    at = i;
                    continue;
                }
                break;
            }
            if let Some(w) = self.word(i) {
                // one character that is a word elsewhere is a syllable here: 海防市人委会, 第八次会议
                let loose = w.span.len() <= 3
                    && w.classes.has(Class::Stop)
                    && !w.classes.has(Class::List)
                    && !w.classes.any(&BOUNDS[..13])
                    && !w.classes.has(Class::Trigger)
                    && !ends_names(c);
                if loose {
                    at = i;
                    continue;
                }
                // a one-character verb may be a syllable of a name whose left end is vouched for
                let syllable = reach.anchored
                    && w.span.len() <= 3
                    && !w.classes.any(&[Class::With, Class::List]);
                if Self::is_wall(w.classes) && (!syllable || matches!(c, '的' | '了' | '在' | '是'))
                {
                    break;
                }
            }
            at = i;
        }
        at
    }

    /// Where the parenthesis that a closing one at `close` belongs to opens, when it holds a short word
    /// and a name stands before it.
    fn bracket(&self, close: usize) -> Option<usize> {
        let known = |w: &str| {
            matches!(w, "布" | "金") || !jiehao_places::Gazetteer::get().lookup(w).is_empty()
        };
        let open = self.text[..close]
            .char_indices()
            .rev()
            .take(7)
            .find(|(_, c)| matches!(c, '(' | '（'))?
            .0;
        let word = known(self.text[open..close].trim_start_matches(['(', '（']));
        let named = self
            .before(open)
            .is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        (word && named).then_some(open)
    }

    /// The character before a byte.
    pub fn before(&self, byte: usize) -> Option<char> {
        self.text[..byte].chars().next_back()
    }

    /// The character at a byte.
    pub fn after(&self, byte: usize) -> Option<char> {
        self.text[byte..].chars().next()
    }

    /// The next byte at or after `byte` that is not white space within the line.
    pub fn skip_spaces(&self, byte: usize) -> usize {
        let rest = &self.text[byte..];
        byte + rest.len()
            - rest
                .trim_start_matches([' ', '\u{3000}', '\u{a0}', '\u{200b}'])
                .len()
    }

    /// Mentions still standing, in text order, and the words outside them.
    pub fn finish(self) -> (Vec<Mention>, Vec<Word>) {
        let Self {
            mentions,
            mention_at,
            text,
            lexicon,
            read,
            ..
        } = self;
        let standing = |i: usize, s: Span| {
            mention_at[s.start..s.end]
                .iter()
                .all(|&m| m == i as u32 + 1)
        };
        let mut kept: Vec<Mention> = mentions
            .into_iter()
            .enumerate()
            .filter(|(i, m)| standing(*i, m.span))
            .map(|(_, m)| m)
            .collect();
        kept.sort_by_key(|m| (m.span.start, m.span.end));
        // words are read anew between the names: what a name takes of a word may leave another (阮成发|表示)
        let mut free = Vec::new();
        let mut at = 0;
        for end in kept
            .iter()
            .map(|m| m.span)
            .chain([Span::new(text.len(), text.len())])
        {
            let gap = Span::new(at, end.start.max(at));
            // where no name cuts a word, what was read first stands
            let first = read.partition_point(|w| w.span.end <= gap.start);
            let last = read.partition_point(|w| w.span.start < gap.end);
            let here = &read[first..last.max(first)];
            if here.iter().all(|w| gap.covers(w.span)) {
                free.extend_from_slice(here);
            } else {
                let words = lexicon.words(gap.of(text)).into_iter();
                free.extend(words.map(|w| Word {
                    span: Span::new(w.span.start + at, w.span.end + at),
                    ..w
                }));
            }
            at = at.max(end.end);
        }
        (kept, free)
    }
}

/// One-character words that no name runs across; other such words may be a syllable (国定勇|人).
pub fn ends_names(c: char) -> bool {
    "获在与率对向就等及的了着过为是说称到赴一并将会来访同也还已曾于由被把和跟至从又再因而且或、时后前中上下曰".contains(c)
}
