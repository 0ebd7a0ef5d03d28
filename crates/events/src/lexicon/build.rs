//! From the word files to a lexicon: sections, their classes, and what is wrong in a file.

use std::collections::HashMap;

use daachorse::{CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use rustc_hash::FxHashSet;
use toml::Spanned;

use crate::words::{Chars, List, Openings};

use super::{Class, Classes, Lexicon, Names};

/// The word lists compiled in: file name and text.
pub const WORD_FILES: [(&str, &str); 6] = [
    (
        "words/posts.toml",
        include_str!("../../rules/words/posts.toml"),
    ),
    (
        "words/names.toml",
        include_str!("../../rules/words/names.toml"),
    ),
    (
        "words/grammar.toml",
        include_str!("../../rules/words/grammar.toml"),
    ),
    (
        "words/suffix.toml",
        include_str!("../../rules/words/suffix.toml"),
    ),
    (
        "words/scope.toml",
        include_str!("../../rules/words/scope.toml"),
    ),
    (
        "words/events.toml",
        include_str!("../../rules/words/events.toml"),
    ),
];

/// Sections of the word files and the class each fills. Surnames and transliteration characters
/// are looked up one by one and are not scanned for.
const SECTIONS: [(&str, Class); 35] = [
    ("with", Class::With),
    ("list", Class::List),
    ("at", Class::At),
    ("to", Class::To),
    ("by", Class::By),
    ("lead", Class::Lead),
    ("invite", Class::Invite),
    ("invite_end", Class::InviteEnd),
    ("witness", Class::Witness),
    ("undone", Class::Undone),
    ("escort", Class::Escort),
    ("hope", Class::Hope),
    ("plan", Class::Plan),
    ("say", Class::Say),
    ("adverb", Class::Adverb),
    ("stop", Class::Stop),
    ("soft", Class::Soft),
    ("solid", Class::Solid),
    ("post", Class::Post),
    ("post_modifier", Class::PostModifier),
    ("post_body", Class::PostBody),
    ("honorific", Class::Honorific),
    ("national_leader", Class::NationalLeader),
    ("place", Class::PlaceEnd),
    ("body", Class::BodyEnd),
    ("delegation", Class::DelegationEnd),
    ("event", Class::EventEnd),
    ("event_inner", Class::EventInner),
    ("document", Class::DocumentEnd),
    ("project", Class::ProjectEnd),
    ("mechanism", Class::MechanismEnd),
    ("deictic", Class::Deictic),
    ("talks", Class::Talks),
    ("lead_in", Class::LeadIn),
    ("department", Class::Department),
];

/// Sections that are looked up by key only.
const SETS: [&str; 12] = [
    "surname",
    "surname_never_bare",
    "transliteration",
    "home_letter",
    "country_letter",
    "division_letter",
    "name_follow",
    "name_never",
    "name_title",
    "japanese_surname_end",
    "japanese_given_end",
    "one_part_name",
];

/// Sections whose words are asked for one by one: whether a name holds one, or begins or ends with it.
const LISTS: &[&str] = &[
    "office_envoy",
    "event_proper",
    "office_business",
    "office_state",
    "office_school",
    "office_local",
    "vague_post",
    "houses",
    "calls_on",
    "before_office",
    "met",
    "post_of_many",
    "own_body",
    "whole_body",
    "listed_body",
    "seat_province",
    "seat_city",
    "seat_county",
    "place_link",
    "partner",
    "mission",
    "guests",
    "not_the_sides",
    "couple",
    "errand",
    "home_come",
    "home_come_letter",
    "home_go",
    "home_meet",
    "home_aside",
    "business",
    "business_post",
    "government",
    "civil",
    "government_delegation",
    "national_post",
    "event_across",
    "event_inside",
    "event_home",
    "pointing",
    "body_lead",
    "event_acts",
    "province_letter",
    "event_loose",
    "event_loose_after",
    "event_own",
    "event_after",
    "event_after_show",
    "event_any",
    "event_general",
    "event_held",
    "event_lead",
    "event_on_stage",
    "event_crowd",
    "outlet",
    "event_occasion",
    "event_other",
    "event_signing",
    "event_sort",
    "event_rites",
    "grounds",
    "guest_comes",
    "event_promotes",
    "stops",
    "built_by",
    "borne",
    "this_trip",
    "lies_by",
];

/// One line of problems when a word file does not hold what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordError {
    /// The byte it begins at.
    pub at: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    #[serde(default)]
    #[allow(dead_code, reason = "for the reader of the file")]
    note: String,
    words: String,
}

/// Word lists before they are compiled.
#[derive(Default)]
pub struct Builder {
    classes: HashMap<String, Classes>,
    sets: HashMap<&'static str, std::collections::HashSet<String>>,
    lists: HashMap<&'static str, Vec<String>>,
}

impl Builder {
    /// Adds the sections of one word file.
    ///
    /// # Errors
    /// The TOML error, or the first section nobody reads.
    pub fn read(&mut self, text: &str) -> Result<(), WordError> {
        let file: HashMap<String, Spanned<Section>> =
            toml::from_str(text).map_err(|e| WordError {
                at: e.span().map_or(0, |s| s.start),
                what: e.message().to_owned(),
                mend: "a word list has sections [name] with words = \"…\"; see docs/rules.zh-CN.md"
                    .to_owned(),
            })?;
        let mut sections: Vec<_> = file.into_iter().collect();
        sections.sort_by_key(|(_, s)| s.span().start);
        for (name, section) in sections {
            let at = section.span().start;
            let section = section.into_inner();
            let words = section.words.split_whitespace();
            if let Some((_, class)) = SECTIONS.iter().find(|(n, _)| *n == name) {
                for w in words {
                    self.classes.entry(w.to_owned()).or_default().add(*class);
                }
            } else if let Some(set) = SETS.iter().find(|n| **n == name) {
                self.sets
                    .entry(set)
                    .or_default()
                    .extend(words.map(str::to_owned));
            } else if let Some(list) = LISTS.iter().find(|n| **n == name) {
                self.lists
                    .entry(list)
                    .or_default()
                    .extend(words.map(str::to_owned));
            } else {
                let sections = SECTIONS.iter().map(|s| s.0);
                let known: Vec<&str> = sections.chain(SETS).chain(LISTS.iter().copied()).collect();
                return Err(WordError {
                    at,
                    what: format!("no rule reads the section [{name}]"),
                    mend: format!("use one of {}", known.join(", ")),
                });
            }
        }
        Ok(())
    }

    /// Every word of every section, and those that trigger a rule.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let scanned = self.classes.keys();
        let sets = self.sets.values().flatten();
        let lists = self.lists.values().flatten();
        scanned.chain(sets).chain(lists).map(String::as_str)
    }

    /// Adds a word that triggers a rule.
    pub fn trigger(&mut self, word: &str) {
        self.classes
            .entry(word.to_owned())
            .or_default()
            .add(Class::Trigger);
    }

    /// The wordings a rule's word stands for: 来{地}访问 with each short name of a region, 访{国} of
    /// a country, 友好{级}{级} with each kind of division in either place.
    pub fn wordings(&self, word: &str) -> Vec<String> {
        const SLOTS: [(&str, &str); 3] = [
            ("{地}", "home_letter"),
            ("{国}", "country_letter"),
            ("{级}", "division_letter"),
        ];
        for (slot, set) in SLOTS {
            if let (true, Some(letters)) = (word.contains(slot), self.sets.get(set)) {
                let filled = letters.iter().map(|l| word.replacen(slot, l, 1));
                return filled.flat_map(|w| self.wordings(&w)).collect();
            }
        }
        vec![word.to_owned()]
    }

    /// Adds an ending of names of events.
    pub fn event_end(&mut self, word: &str) {
        self.classes
            .entry(word.to_owned())
            .or_default()
            .add(Class::EventEnd);
    }

    /// Adds an ending of names of delegations.
    pub fn delegation_end(&mut self, word: &str) {
        self.classes
            .entry(word.to_owned())
            .or_default()
            .add(Class::DelegationEnd);
    }

    /// Lets names run across a word.
    pub fn soft(&mut self, word: &str) {
        self.classes
            .entry(word.to_owned())
            .or_default()
            .add(Class::Soft);
    }

    /// Compiles the lists.
    pub fn build(mut self) -> Lexicon {
        // whoever heads a 部 is a 部长: 外交部长, 商务厅长
        let heads: Vec<String> = self
            .classes
            .iter()
            .filter(|(w, c)| {
                c.any(&[Class::BodyEnd, Class::PostBody])
                    && w.chars().count() > 1
                    && w.ends_with(['部', '厅', '局', '司', '署', '处'])
            })
            .map(|(w, _)| format!("{w}长"))
            .collect();
        for w in heads {
            self.classes.entry(w).or_default().add(Class::Post);
        }
        let mut words: Vec<(String, Classes)> = self.classes.into_iter().collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        let ids = words
            .iter()
            .enumerate()
            .map(|(i, w)| (w.0.clone(), i as u32))
            .collect();
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(
                words
                    .iter()
                    .enumerate()
                    .map(|(i, w)| (w.0.as_str(), i as u32)),
            )
            .expect("words are unique and not empty");
        let mut lists = self.lists;
        for words in lists.values_mut() {
            words.sort_by_key(|w| std::cmp::Reverse(w.len()));
        }
        let lists = lists.into_iter().map(|(n, w)| (n, List::new(w))).collect();
        let words_of = |name| self.sets.get(name).into_iter().flatten();
        let set = |name| -> FxHashSet<String> { words_of(name).cloned().collect() };
        let chars = |name| -> Chars { words_of(name).filter_map(|w| w.chars().next()).collect() };
        let openings = words.iter().map(|w| w.0.as_str());
        let openings = Openings::new(openings.chain(words_of("name_follow").map(String::as_str)));
        Lexicon {
            openings,
            automaton,
            classes: words.iter().map(|w| w.1).collect(),
            ids,
            surnames: set("surname"),
            weak_surnames: set("surname_never_bare"),
            transliteration: chars("transliteration"),
            lists,
            names: Names {
                follow: set("name_follow"),
                never: set("name_never"),
                titles: words_of("name_title").cloned().collect(),
                japanese_surname_end: chars("japanese_surname_end"),
                japanese_given_end: chars("japanese_given_end"),
                one_part: chars("one_part_name"),
            },
        }
    }
}
