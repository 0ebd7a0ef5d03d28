//! The words rules speak of: offices, prepositions, endings of names, words that begin an act.
//!
//! Word lists are data (`rules/words/*.toml`). All of them, and every word a rule is triggered by,
//! go into one automaton, so that a page is scanned once, longest word first.

mod build;

pub use build::{Builder, WORD_FILES};

use daachorse::CharwiseDoubleArrayAhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::span::Span;
use crate::words::{Chars, List, Openings};

/// A class of words; a word may belong to several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// 与 同 和: the other side, or one more of the same side.
    With,
    /// 、
    List,
    /// 在 于
    At,
    /// 赴 到 对
    To,
    /// 由
    By,
    /// 率 率领
    Lead,
    /// 应 受 (邀请 委托)
    Invite,
    /// What closes 应……邀请.
    InviteEnd,
    /// 见证
    Witness,
    /// 陪同 参加会见: whoever stands before it is no principal.
    Escort,
    /// 希望 要 推动: what follows has not happened.
    Hope,
    /// 将 拟 计划
    Plan,
    /// 取消 未能成行: what stands before it did not happen.
    Undone,
    /// 说 表示 指出
    Say,
    /// 分别 先后 正式
    Adverb,
    /// Words no name runs across.
    Stop,
    /// Verbs that names of bodies, events and documents hold.
    Soft,
    /// Words that hold a stop word but are one word.
    Solid,
    /// Offices.
    Post,
    /// 副 常务副 代
    PostModifier,
    /// 省委 市政府
    PostBody,
    /// 先生 女士
    Honorific,
    /// National leaders.
    NationalLeader,
    /// Endings of place names.
    PlaceEnd,
    /// Endings of names of bodies.
    BodyEnd,
    /// Endings of names of delegations.
    DelegationEnd,
    /// Endings of names of events.
    EventEnd,
    /// Verbs and particles that names of events hold.
    EventInner,
    /// Endings of names of documents.
    DocumentEnd,
    /// Endings of names of projects.
    ProjectEnd,
    /// Endings of names of mechanisms.
    MechanismEnd,
    /// 双方 一行 该市
    Deictic,
    /// 以 据 会同: before a name and no part of it.
    LeadIn,
    /// 商务 公安: what a 厅, 局 or 部 is for.
    Department,
    /// 座谈会上 会谈中: talks without a name of their own begin.
    Talks,
    /// A word some rule is triggered by.
    Trigger,
}

/// Classes of a word, as a bit set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u64);

impl Classes {
    /// Whether the word is of a class.
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether the word is of one of the classes.
    pub fn any(self, classes: &[Class]) -> bool {
        classes.iter().any(|c| self.has(*c))
    }

    /// Whether the word is of no class.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn add(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }
}

/// A word found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// What it may be.
    pub classes: Classes,
    /// Its number: rules know their triggers by it.
    pub id: u32,
}

/// The word lists, compiled.
pub struct Lexicon {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    classes: Vec<Classes>,
    ids: FxHashMap<String, u32>,
    surnames: FxHashSet<String>,
    weak_surnames: FxHashSet<String>,
    transliteration: Chars,
    lists: FxHashMap<&'static str, List>,
    names: Names,
    /// Of the words and of what follows names.
    openings: Openings,
}

/// Lists that tell where names of persons begin and end.
pub struct Names {
    /// Words that follow a name.
    pub follow: FxHashSet<String>,
    /// Words no name begins with.
    pub never: FxHashSet<String>,
    /// Titles before a name, no part of it.
    pub titles: List,
    /// Second characters of Japanese surnames.
    pub japanese_surname_end: Chars,
    /// Last characters of Japanese given names.
    pub japanese_given_end: Chars,
    /// Characters of names of one part.
    pub one_part: Chars,
}

impl Lexicon {
    /// Lists that tell where names of persons begin and end.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// All words of a text, left to right, longest first, none overlapping.
    pub fn words(&self, text: &str) -> Vec<Word> {
        self.automaton
            .leftmost_find_iter(text)
            .map(|m| Word {
                span: Span::new(m.start(), m.end()),
                classes: self.classes[m.value() as usize],
                id: m.value(),
            })
            .collect()
    }

    /// Every word that may tell what a page is about: of two characters or more, and more than
    /// something names do not run across.
    pub fn telling(&self) -> impl Iterator<Item = &str> {
        let names = [
            Class::Trigger,
            Class::Post,
            Class::PostBody,
            Class::BodyEnd,
            Class::DelegationEnd,
            Class::EventEnd,
            Class::DocumentEnd,
            Class::ProjectEnd,
            Class::MechanismEnd,
        ];
        let telling = move |c: Classes| c.any(&names) || !c.any(&[Class::Stop, Class::Solid]);
        self.ids
            .iter()
            .filter(move |(w, i)| w.chars().nth(1).is_some() && telling(self.classes[**i as usize]))
            .map(|(w, _)| w.as_str())
            .filter(|w| !w.is_ascii())
    }

    /// The number of a word.
    pub fn id(&self, word: &str) -> Option<u32> {
        self.ids.get(word).copied()
    }

    /// The beginnings of a text, of two to four characters, that may be words or what follows names; all of those that
    /// are, and seldom another.
    pub fn words_at<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        let mut chars = text.chars();
        let pair = chars.next().zip(chars.next());
        let begun = pair.is_some_and(|(c, d)| self.openings.may_hold(c, d));
        let text = if begun { text } else { "" };
        let ends = text.char_indices().map(|(i, c)| i + c.len_utf8());
        ends.take(4).skip(1).map(move |e| &text[..e])
    }

    /// The classes of a whole word.
    pub fn classes(&self, word: &str) -> Classes {
        self.id(word)
            .map_or(Classes::default(), |i| self.classes[i as usize])
    }

    /// The words of a list, longest first.
    pub fn list(&self, name: &str) -> &List {
        const NONE: &List = &List::EMPTY;
        self.lists.get(name).unwrap_or(NONE)
    }

    /// Whether a name holds a word of a list.
    pub fn holds(&self, list: &str, name: &str) -> bool {
        self.list(list).held_in(name)
    }

    /// Whether a name ends with a word of a list.
    pub fn ends(&self, list: &str, name: &str) -> bool {
        self.list(list).ends(name).is_some()
    }

    /// Length in bytes of the surname a text begins with.
    pub fn surname(&self, text: &str) -> Option<usize> {
        let mut ends = text.char_indices().map(|(i, c)| i + c.len_utf8());
        let (one, two) = (ends.next(), ends.next());
        [two, one]
            .into_iter()
            .flatten()
            .find(|&n| self.surnames.contains(&text[..n]))
    }

    /// Whether a surname is also an everyday word, so that it names nobody without an office before it.
    pub fn weak_surname(&self, surname: &str) -> bool {
        self.weak_surnames.contains(surname)
    }

    /// Whether a character is common in transliterated names.
    pub fn transliterates(&self, c: char) -> bool {
        self.transliteration.contains(c)
    }
}
