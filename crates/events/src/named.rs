//! Joint works and standing arrangements with a name of their own, by the endings of `rules/named.toml`.

use serde::Deserialize;

use crate::lexicon::Class;
use crate::reader::Reader;
use crate::record::Type;
use crate::types::Draft;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    named: Vec<Entry>,
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
    near: String,
    #[serde(default)]
    foreign: bool,
    #[serde(default)]
    not: String,
    accepts: Vec<String>,
    refuses: Vec<String>,
}

struct Kind1 {
    name: String,
    makes: Type,
    ends: Class,
    near: Vec<String>,
    not: Vec<String>,
}

/// Kinds of named works and arrangements.
#[derive(Default)]
pub struct Named {
    kinds: Vec<Kind1>,
}

impl Named {
    /// Reads a file.
    ///
    /// # Errors
    /// The TOML error.
    pub fn load(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let words = |s: &str| s.split_whitespace().map(str::to_owned).collect();
        let kinds = file.named.into_iter().map(|e| Kind1 {
            makes: Type::named(&e.makes).unwrap_or(Type::Project),
            ends: if e.ends == "mechanism" {
                Class::MechanismEnd
            } else {
                Class::ProjectEnd
            },
            near: words(&e.near),
            not: words(&e.not),
            name: e.name,
        });
        Ok(Self {
            kinds: kinds.collect(),
        })
    }

    /// The names of a sentence.
    pub fn read(&self, _reader: &Reader<'_, '_>, _s: usize) -> Vec<Draft> {
        Vec::new()
    }
}
