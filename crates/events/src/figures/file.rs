//! The shape of `rules/figures.toml`; what each field means is told at the head of that file.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) words: WordLists,
    #[serde(default)]
    pub(super) figure: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordLists {
    pub(super) link: String,
    pub(super) letters: String,
    pub(super) modifiers: String,
    pub(super) tails: String,
    pub(super) attendance: String,
    pub(super) hosting: String,
    pub(super) ordinal: String,
    pub(super) partners: String,
    pub(super) areas: String,
    pub(super) now: String,
    pub(super) aims: String,
    pub(super) joiners: String,
    pub(super) several: String,
    pub(super) edges: String,
    pub(super) behind: String,
    pub(super) standing: String,
    pub(super) totals: String,
    pub(super) sums: String,
    pub(super) reached: String,
    pub(super) growth: String,
    pub(super) against: String,
    pub(super) parts: String,
    pub(super) associations: String,
    pub(super) nominal: String,
    pub(super) soft: String,
    pub(super) outward: String,
    pub(super) founding: String,
    pub(super) first: String,
    pub(super) money: String,
    pub(super) compared: String,
    pub(super) deeds: String,
    pub(super) closing: String,
    pub(super) vague: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "examples are read by the tests")]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) gloss: String,
    #[serde(default)]
    pub(super) shape: String,
    pub(super) nouns: String,
    pub(super) units: String,
    #[serde(default)]
    pub(super) marks: String,
    #[serde(default)]
    pub(super) topic: String,
    #[serde(default)]
    pub(super) alone: String,
    #[serde(default)]
    pub(super) about: String,
    #[serde(default)]
    pub(super) topic_only: String,
    #[serde(default)]
    pub(super) clause: String,
    #[serde(default)]
    pub(super) not: String,
    #[serde(default)]
    pub(super) small: String,
    #[serde(default)]
    pub(super) across: String,
    #[serde(default)]
    pub(super) foreign: String,
    #[serde(default)]
    pub(super) regions: String,
    #[serde(default)]
    pub(super) national: String,
    #[serde(default)]
    pub(super) strict: String,
    #[serde(default)]
    pub(super) named: String,
    #[serde(default)]
    pub(super) summed: String,
    #[serde(default)]
    pub(super) firms: String,
    #[serde(default)]
    pub(super) goods: String,
    #[serde(default)]
    pub(super) open: String,
    #[serde(default)]
    pub(super) bare: String,
    pub(super) accepts: Vec<String>,
    pub(super) refuses: Vec<String>,
}
