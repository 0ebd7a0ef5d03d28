//! How kinds of named works are written down: the sections of `rules/named.toml`.

use regex::Regex;
use serde::Deserialize;

use super::{Named, Sort, Words};
use crate::record::Type;
use crate::words::{List, longest_first};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: WordLists,
    #[serde(default)]
    named: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordLists {
    regions: String,
    lead: String,
    builds: String,
    whole: String,
    giving: String,
    parks: String,
    joining: String,
    letters: String,
    visits: String,
    heads: String,
    met: String,
    abroad: String,
    tails: String,
    intro: String,
    ceremonies: String,
    planned: String,
    building: String,
    done: String,
    running: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "examples are read by the tests")]
struct Entry {
    name: String,
    gloss: String,
    #[serde(rename = "type")]
    makes: String,
    ends: String,
    #[serde(default)]
    pair: String,
    #[serde(default)]
    quoted: String,
    #[serde(default)]
    own: String,
    #[serde(default)]
    near: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    founded: String,
    #[serde(default)]
    not: String,
    #[serde(default)]
    refuse: String,
    #[serde(default)]
    aid: String,
    accepts: Vec<String>,
    refuses: Vec<String>,
}

impl Named {
    /// Reads a file.
    ///
    /// # Errors
    /// The TOML error.
    pub fn load(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let w = &file.words;
        let words = Words {
            regions: longest_first(&w.regions),
            lead: longest_first(&w.lead),
            builds: longest_first(&w.builds),
            whole: longest_first(&w.whole),
            giving: longest_first(&w.giving),
            parks: longest_first(&w.parks),
            joining: longest_first(&w.joining),
            letters: longest_first(&w.letters),
            visits: longest_first(&w.visits),
            heads: longest_first(&w.heads),
            met: longest_first(&w.met),
            abroad: longest_first(&w.abroad),
            tails: longest_first(&w.tails),
            intro: longest_first(&w.intro),
            ceremonies: longest_first(&w.ceremonies),
            status: vec![
                ("under-construction", longest_first(&w.building)),
                ("done", longest_first(&w.done)),
                ("in-force", longest_first(&w.running)),
                ("planned", longest_first(&w.planned)),
            ],
        };
        let kinds = file.named.into_iter().map(|e| Sort {
            makes: Type::named(&e.makes).unwrap_or(Type::Project),
            words: longest_first(&e.ends),
            ends: Regex::new(&format!("(?:{})+", longest_first(&e.ends).join("|")))
                .expect("words are no patterns"),
            pair: e.pair == "yes",
            quoted: e.quoted == "yes",
            own: longest_first(&e.own),
            near: longest_first(&e.near),
            after: longest_first(&e.after),
            founded: longest_first(&e.founded),
            not: longest_first(&e.not),
            refuse: longest_first(&e.refuse),
            aid: longest_first(&e.aid),
            name: e.name,
        });
        let kinds: Vec<Sort> = kinds.collect();
        let ends = kinds.iter().flat_map(|k| k.words.to_vec()).collect();
        let ends = List::new(ends);
        Ok(Self { kinds, words, ends })
    }
}
