//! Rules: what a rule file says, checked when it is read.
//!
//! `docs/rules.zh-CN.md` explains the format to whoever writes one. Nothing here reads a page.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::mention::Kind;
use crate::record::Type;
use crate::words::List;

/// Where in the sentence a role is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Before the trigger, unmarked; carried over from an earlier clause or sentence when missing.
    Subject,
    /// After the trigger, in its clause.
    Object,
    /// 与X before the trigger, or the second of X与Y.
    With,
    /// 赴X, 对X, 到X before the trigger.
    To,
    /// 在X before the trigger.
    At,
    /// 由X, 在X率领下.
    Leader,
    /// 由X before the trigger: who does it.
    By,
    /// X of 应X邀请.
    Host,
    /// The noun a relative clause ends in: 来访的X.
    Guest,
    /// 率X: the delegation led.
    Led,
    /// Anywhere in the trigger's clause.
    Clause,
    /// Right before the trigger, nothing between (X一行, X友城).
    Before,
    /// Right after the trigger, nothing between (友城X).
    After,
    /// The whole list right before the trigger, over commas: A国a市、b县,B国c州等友城.
    Listed,
}

const PLACES: [(&str, Where); 14] = [
    ("subject", Where::Subject),
    ("object", Where::Object),
    ("with", Where::With),
    ("to", Where::To),
    ("at", Where::At),
    ("leader", Where::Leader),
    ("by", Where::By),
    ("host", Where::Host),
    ("guest", Where::Guest),
    ("led", Where::Led),
    ("clause", Where::Clause),
    ("before", Where::Before),
    ("after", Where::After),
    ("listed", Where::Listed),
];

const KINDS: [(&str, Kind); 8] = [
    ("person", Kind::Person),
    ("place", Kind::Place),
    ("body", Kind::Body),
    ("delegation", Kind::Delegation),
    ("document", Kind::Document),
    ("event", Kind::Event),
    ("deictic", Kind::Deictic),
    ("date", Kind::Date),
];

/// One way to fill a role: where, and with what kinds of names, the first kind found winning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where to look.
    pub at: Where,
    /// What to take.
    pub kinds: Vec<Kind>,
}

/// A rule, ready to run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, unique: printed with each record it reads.
    pub name: String,
    /// The type of record it makes.
    pub makes: Type,
    /// The words that set it off.
    pub words: Vec<String>,
    /// Roles and where they are looked for, in order of preference.
    pub roles: Vec<(String, Vec<Source>)>,
    /// Attributes it gives every record it makes.
    pub set: BTreeMap<String, String>,
    /// Words one of which must stand in the clause before the trigger, if any are given.
    pub needs_before: List,
    /// Words one of which must stand in the clause after the trigger, if any are given.
    pub needs_after: List,
    /// Words that refuse the rule when they end right before the trigger.
    pub not_before: List,
    /// Words that refuse the rule when they begin right after the trigger.
    pub not_after: List,
    /// Whether a coming act (将, 拟) is read, as `status: planned`.
    pub planned: bool,
    /// Whether the rule also reads what is told in reported speech.
    pub in_speech: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Spanned<String>,
    #[expect(dead_code, reason = "for whoever reads the rule")]
    gloss: String,
    #[serde(rename = "type")]
    makes: Spanned<String>,
    words: Spanned<String>,
    #[serde(default)]
    roles: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    #[serde(default)]
    needs_before: String,
    #[serde(default)]
    needs_after: String,
    #[serde(default)]
    not_before: String,
    #[serde(default)]
    not_after: String,
    #[serde(default)]
    planned: bool,
    #[serde(default)]
    in_speech: bool,
    accepts: Spanned<Vec<String>>,
    refuses: Spanned<Vec<String>>,
}

/// A rule file that cannot be used: where, what is wrong, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}:{}: {}; {}",
            self.file, self.line, self.what, self.mend
        )
    }
}

impl std::error::Error for RuleError {}

/// The line a byte lies on, from 1.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    text[..byte.min(text.len())].matches('\n').count() + 1
}

fn list(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

/// Reads the rules of one file.
///
/// # Errors
/// The first thing in the file that cannot be used.
pub fn read(file: &str, text: &str) -> Result<Vec<Rule>, RuleError> {
    let fail = |byte: usize, what: String, mend: &str| RuleError {
        file: file.to_owned(),
        line: line_of(text, byte),
        what,
        mend: mend.to_owned(),
    };
    let parsed: File = toml::from_str(text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start);
        fail(
            at,
            e.message().to_owned(),
            "see docs/rules.zh-CN.md for the fields a rule may have",
        )
    })?;
    let mut out = Vec::new();
    for entry in parsed.rule {
        let e = entry.into_inner();
        let name = e.name.get_ref().clone();
        if name.trim().is_empty() {
            return Err(fail(
                e.name.span().start,
                "a rule has no name".into(),
                "give it a short Chinese name",
            ));
        }
        let makes = Type::named(e.makes.get_ref()).ok_or_else(|| {
            let known: Vec<&str> = Type::ALL.iter().map(|t| t.name()).collect();
            fail(
                e.makes.span().start,
                format!("no record type is called “{}”", e.makes.get_ref()),
                &format!("use one of {}", known.join(", ")),
            )
        })?;
        let words = list(e.words.get_ref());
        if words.is_empty() {
            return Err(fail(
                e.words.span().start,
                format!("rule “{name}” has no words"),
                "write the words that set it off, with spaces between",
            ));
        }
        if e.accepts.get_ref().is_empty() || e.refuses.get_ref().is_empty() {
            return Err(fail(
                match e.accepts.get_ref().is_empty() {
                    true => e.accepts.span().start,
                    false => e.refuses.span().start,
                },
                format!("rule “{name}” lacks examples"),
                "give at least one sentence it accepts and one it refuses",
            ));
        }
        let mut roles = Vec::new();
        for (role, sources) in e.roles {
            let at = sources.span().start;
            let mut ways = Vec::new();
            for way in sources.get_ref().split(';') {
                let (place, kinds) = way.split_once(':').ok_or_else(|| {
                    fail(
                        at,
                        format!("“{way}” does not say where to look"),
                        "write a place, a colon and kinds of names: subject: person body",
                    )
                })?;
                let place = PLACES.iter().find(|p| p.0 == place.trim()).ok_or_else(|| {
                    let known: Vec<&str> = PLACES.iter().map(|p| p.0).collect();
                    fail(
                        at,
                        format!("“{}” is no place in a sentence", place.trim()),
                        &format!("use one of {}", known.join(", ")),
                    )
                })?;
                let kinds = kinds.split_whitespace().map(|k| {
                    KINDS.iter().find(|n| n.0 == k).map(|n| n.1).ok_or_else(|| {
                        let known: Vec<&str> = KINDS.iter().map(|p| p.0).collect();
                        fail(
                            at,
                            format!("“{k}” is no kind of name"),
                            &format!("use one of {}", known.join(", ")),
                        )
                    })
                });
                ways.push(Source {
                    at: place.1,
                    kinds: kinds.collect::<Result<_, _>>()?,
                });
            }
            roles.push((role, ways));
        }
        out.push(Rule {
            name,
            makes,
            words,
            roles,
            set: e.set,
            needs_before: list(&e.needs_before).into(),
            needs_after: list(&e.needs_after).into(),
            not_before: list(&e.not_before).into(),
            not_after: list(&e.not_after).into(),
            planned: e.planned,
            in_speech: e.in_speech,
        });
    }
    Ok(out)
}
