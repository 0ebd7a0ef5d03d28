//! What a relation or a document is called, and which kind that makes it: `rules/tie/words.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::words::List;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "notes are for the reader of the file")]
struct KindEntry {
    kind: String,
    #[serde(default)]
    note: String,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "notes are for the reader of the file")]
struct ListEntry {
    note: String,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    relation: Vec<KindEntry>,
    document: Vec<KindEntry>,
    lists: HashMap<String, ListEntry>,
}

/// Words in the order in which they are tried, and the kind each means.
struct Kinds {
    words: List,
    kinds: Vec<String>,
}

struct Words {
    relations: Kinds,
    documents: Kinds,
    lists: FxHashMap<String, List>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../rules/tie/words.toml")).expect("checked by the tests");
    let split = |s: &str| -> Vec<String> { s.split_whitespace().map(str::to_owned).collect() };
    let kinds = |entries: &[KindEntry]| -> Kinds {
        let each = entries.iter().flat_map(|e| {
            let words = split(&e.words).into_iter();
            words.map(|w| (w, e.kind.clone()))
        });
        let (words, kinds) = each.unzip();
        Kinds {
            words: List::new(words),
            kinds,
        }
    };
    Words {
        relations: kinds(&file.relation),
        documents: kinds(&file.document),
        lists: file
            .lists
            .iter()
            .map(|(k, l)| (k.clone(), List::new(split(&l.words))))
            .collect(),
    }
});

/// The first word of a list that a text holds.
pub fn word_in(list: &str, text: &str) -> Option<&'static str> {
    let words = &WORDS.lists[list];
    words.first_in(text).map(|i| words[i].as_str())
}

/// Where the first word of a list stands in a text.
pub fn first_at(list: &str, text: &str) -> Option<usize> {
    WORDS.lists[list].find_in(text).next().map(|found| found.0)
}

/// Where the first word of a list ends in a text.
pub fn first_end(list: &str, text: &str) -> Option<usize> {
    let words = &WORDS.lists[list];
    let (at, word) = words.find_in(text).next()?;
    Some(at + words[word].len())
}

/// Whether what stands between two stretches of a clause is only what was talked about:
/// 就|甲市与乙市结好|展开讨论.
pub fn is_topic(before: &str, after: &str) -> bool {
    let whole = |at: usize| {
        !WORDS.lists["topic_not"].iter().any(|w| {
            w.match_indices('就').any(|(k, _)| {
                at.checked_sub(k)
                    .and_then(|from| before.get(from..))
                    .is_some_and(|rest| rest.starts_with(w.as_str()))
            })
        })
    };
    // 早在1985年|就与甲市结好: how early, and no topic
    let early = |at: usize| {
        let lead = &before[..at];
        has("adverb_before", lead) || lead.ends_with(['年', '月', '日', '初', '末', '期', '时'])
    };
    let opens = WORDS.lists["topic_open"].iter().any(|w| {
        let mut found = before.match_indices(w.as_str());
        found.any(|(at, _)| whole(at) && !(w == "就" && early(at)))
    });
    let after = own_clause(after);
    // 就合作签署协议并进行交流: another verb
    let after = &after[..after.find('并').unwrap_or(after.len())];
    opens && has("topic_close", after)
}

/// What follows as far as another subject acts: 山东省就与甲州结好|,双方开展了交流.
fn own_clause(after: &str) -> &str {
    let others = ["双方", "两", "此后", "之后", "随后", "后来"];
    let mut commas = after.match_indices([',', '，']);
    let ends = commas.find(|(at, c)| others.iter().any(|w| after[at + c.len()..].starts_with(w)));
    ends.map_or(after, |(at, _)| &after[..at])
}

/// Whether a text holds a word of a list.
pub fn has(list: &str, text: &str) -> bool {
    WORDS.lists[list].held_in(text)
}

/// Whether a text begins with a word of a list.
pub fn begins(list: &str, text: &str) -> bool {
    WORDS.lists[list].begins(text).is_some()
}

/// Whether a name ends in a word of a list.
pub fn ends(list: &str, name: &str) -> bool {
    WORDS.lists[list].ends(name).is_some()
}

fn first(kinds: &'static Kinds, text: &str) -> Option<&'static str> {
    let word = kinds.words.first_in(text)?;
    Some(&kinds.kinds[word])
}

/// The kind of relation a text speaks of.
pub fn kind_in(text: &str) -> Option<&'static str> {
    first(&WORDS.relations, text)
}

/// The kind of an agreement, by its title first.
pub fn kind_of(title: &str, clause: &str) -> Option<&'static str> {
    if let Some(k) = set_up_by(title, "").flatten() {
        return Some(k);
    }
    first(&WORDS.documents, title).or_else(|| {
        set_up_by("", clause)
            .flatten()
            .or_else(|| first(&WORDS.documents, clause))
    })
}

/// Whether a document sets up a relation, and of which kind.
pub fn set_up_by(title: &str, clause: &str) -> Option<Option<&'static str>> {
    let text = if title.is_empty() { clause } else { title };
    // a letter of intent sets nothing up yet
    if text.contains("意向") {
        return None;
    }
    // 友好合作关系备忘录 names what it sets up, 合作备忘录 and 发展友好关系备忘录 do not
    let named = kind_in(text).is_some()
        && text.contains("关系")
        && text.contains("备忘录")
        && !text.contains("发展");
    if has("unsettled", text) && !named && !has("settling", text) {
        return None;
    }
    if let Some(k) = kind_in(text) {
        return Some(Some(k));
    }
    if ["友城", "结好"].iter().any(|w| text.contains(w)) && !text.contains("周年") {
        return Some(None);
    }
    (!title.is_empty() && !clause.is_empty() && !has("unsettled", title))
        .then(|| set_up_by("", clause))
        .flatten()
}
