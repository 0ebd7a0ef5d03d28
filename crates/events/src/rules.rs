//! The rules of a run: those compiled in, and a user's own.

use std::sync::LazyLock;

use jiehao_text::Hint;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::confidence::Confidence;
use crate::figures::Figures;
use crate::lexicon::{Builder, Lexicon, WORD_FILES};
use crate::named::Named;
use crate::rule::{self, Rule, RuleError};
use crate::scale::Scale;
use crate::sieve::Sieve;

/// The rule files compiled in: file name and text.
const RULE_FILES: [(&str, &str); 7] = [
    ("visit.toml", include_str!("../rules/visit.toml")),
    ("meeting.toml", include_str!("../rules/meeting.toml")),
    ("agreement.toml", include_str!("../rules/agreement.toml")),
    ("tie.toml", include_str!("../rules/tie.toml")),
    ("conference.toml", include_str!("../rules/conference.toml")),
    ("policy.toml", include_str!("../rules/policy.toml")),
    ("commitment.toml", include_str!("../rules/commitment.toml")),
];

/// Verbs that 会 makes the name of an event.
const EVENT_STEMS: [&str; 8] = [
    "座谈", "洽谈", "对接", "交流", "推介", "会商", "恳谈", "考察",
];

/// Verbs that 团 makes the name of a delegation.
const TEAM_STEMS: [&str; 7] = ["访问", "考察", "交流", "学习", "参访", "慰问", "洽谈"];

static BUILT_IN: LazyLock<Rules> =
    LazyLock::new(|| Rules::load(&[]).expect("the rules compiled in are checked by the tests"));

/// Rules and word lists, ready to run.
pub struct Rules {
    pub(crate) rules: Vec<Rule>,
    pub(crate) lexicon: Lexicon,
    pub(crate) figures: Figures,
    pub(crate) named: Named,
    pub(crate) confidence: Confidence,
    by_word: FxHashMap<u32, Vec<usize>>,
    sieve: Sieve,
    scale: Scale,
    /// Words of the rules compiled in, where these are they.
    known: FxHashSet<String>,
}

impl Rules {
    /// The rules compiled in.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The rules compiled in, and those of further files, given as (name, text). A rule of the
    /// same name replaces one compiled in; word lists add to those compiled in.
    ///
    /// # Errors
    /// The first rule that cannot be used: file, line, what is wrong and how to mend it.
    pub fn with_files(files: &[(String, String)]) -> Result<Self, RuleError> {
        Self::load(files)
    }

    fn load(files: &[(String, String)]) -> Result<Self, RuleError> {
        let mut rules: Vec<Rule> = Vec::new();
        let mut words = Builder::default();
        let own = files.iter().map(|(n, t)| (n.as_str(), t.as_str()));
        let (word_files, rule_files): (Vec<_>, Vec<_>) = own.partition(|(_, t)| !t.contains("[["));
        for (name, text) in RULE_FILES.into_iter().chain(rule_files) {
            for r in rule::read(name, text)? {
                match rules.iter_mut().find(|o| o.name == r.name) {
                    Some(o) => *o = r,
                    None => rules.push(r),
                }
            }
        }
        for (name, text) in WORD_FILES.into_iter().chain(word_files) {
            words.read(text).map_err(|e| RuleError {
                file: name.to_owned(),
                line: rule::line_of(text, e.at),
                what: e.what,
                mend: e.mend,
            })?;
        }
        for r in &mut rules {
            r.words = r.words.iter().flat_map(|w| words.wordings(w)).collect();
            for w in &r.words {
                words.trigger(w);
                // 合作交流座谈|会 is an event, not a talk; 建立友好省州关系|协议书 one name
                if EVENT_STEMS.iter().any(|s| w.ends_with(s)) {
                    words.event_end(&format!("{w}会"));
                }
                // 友好访问|团 is who travels, not the trip
                if TEAM_STEMS.iter().any(|s| w.ends_with(s)) && !w.starts_with(['赴', '来', '率'])
                {
                    words.delegation_end(&format!("{w}团"));
                }
                if r.makes == crate::record::Type::Tie && !w.starts_with('等') {
                    words.soft(w);
                }
            }
        }
        let weighed: Vec<String> = words.words().map(str::to_owned).collect();
        let lexicon = words.build();
        let mut by_word: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (i, r) in rules.iter().enumerate() {
            for id in r.words.iter().filter_map(|w| lexicon.id(w)) {
                by_word.entry(id).or_default().push(i);
            }
        }
        let figures =
            Figures::load(include_str!("../rules/figures.toml")).expect("checked by the tests");
        let confidence = Confidence::load(include_str!("../weights/confidence.toml"))
            .expect("checked by the tests");
        let named = Named::load(include_str!("../rules/named.toml")).expect("checked by the tests");
        let sieve = Sieve::new(
            rules
                .iter()
                .flat_map(|r| r.words.iter())
                .map(String::as_str)
                .chain(figures.words())
                .chain(named.words())
                // whatever is read without a rule goes by offices, endings of names or plain verbs
                .chain(lexicon.telling()),
        );
        let weighed = weighed.iter().map(String::as_str);
        let (own, weighed): (Vec<&str>, Vec<&str>) = match files {
            [] => (Vec::new(), weighed.collect()),
            // what a user adds is to be read, however little else a page says
            _ => weighed.partition(|w| !BUILT_IN.known.contains(*w)),
        };
        let every = weighed
            .iter()
            .copied()
            .chain(figures.words())
            .chain(named.words());
        let refuse = include_str!("../weights/refuse.toml");
        let scale = Scale::load(refuse, every, own.into_iter()).expect("checked by the tests");
        let known = match files {
            [] => weighed.into_iter().map(str::to_owned).collect(),
            _ => FxHashSet::default(),
        };
        Ok(Self {
            sieve,
            scale,
            known,
            rules,
            lexicon,
            figures,
            named,
            confidence,
            by_word,
        })
    }

    /// Whether a page may hold a record: one or two passes over its bytes, before any reading. Never
    /// false for a page that [`crate::extract`] would read something from, with the same hint.
    ///
    /// A record stands on Chinese words. Refused is what holds no Chinese character in any charset a
    /// page may be in, what has so few of them that no word of the rules can be spelt, and what is long enough to be judged
    /// and nowhere holds words of the rules close together, as `weights/refuse.toml` weighs them.
    pub fn detect(&self, bytes: &[u8], hint: &Hint<'_>) -> bool {
        self.sieve.lets_through(bytes) && self.worth(&jiehao_text::decode(bytes, hint).0)
    }

    /// Whether a decoded page is worth reading: what `extract` asks first.
    pub(crate) fn worth(&self, source: &str) -> bool {
        self.scale.tips(source)
    }

    /// Numbers of the rules a word sets off.
    pub(crate) fn triggered(&self, word: u32) -> &[usize] {
        self.by_word.get(&word).map_or(&[], Vec::as_slice)
    }
}
