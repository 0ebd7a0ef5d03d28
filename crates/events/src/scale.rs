//! Refuses pages of other matters before their sentences are read: words are weighed in passing.
//!
//! A page holds records where words of the rules stand close together. Each weighs as much as `weights/refuse.toml`
//! says; a page is worth reading when the different words of some stretch of it weigh enough. [`crate::extract`]
//! itself asks this first, so that whoever asks it sooner refuses nothing that would be read.

use std::collections::HashMap;

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::sieve::PROSE;

/// What `weights/refuse.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// A page is read when a stretch of it weighs as much.
    least: u32,
    /// Chinese characters of a stretch.
    stretch: usize,
    /// What a word of the rules weighs that is not listed.
    unlisted: u32,
    weight: Vec<Weight>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    weight: u32,
    words: String,
}

/// The weights of words, ready to weigh pages by.
pub struct Scale {
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// What each word weighs.
    weights: Vec<u32>,
    least: u32,
    /// Bytes of half a stretch.
    half: usize,
}

impl Scale {
    /// A scale by the text of `weights/refuse.toml`, for the words of the rules and those of a user's own, each of
    /// which weighs enough by itself.
    ///
    /// # Errors
    /// What the file lacks or has too much; which word it weighs twice.
    pub fn load<'a>(
        text: &str,
        words: impl Iterator<Item = &'a str>,
        own: impl Iterator<Item = &'a str>,
    ) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        if file.stretch < 2 || file.least == 0 {
            return Err("stretch must be 2 or more, least 1 or more".into());
        }
        let mut listed: HashMap<&str, u32> = HashMap::new();
        for group in &file.weight {
            for word in group.words.split_whitespace() {
                if listed.insert(word, group.weight).is_some() {
                    return Err(format!("“{word}” is weighed twice"));
                }
            }
        }
        // words as they stand in a page without all but its Chinese characters
        let mut weighed: FxHashMap<String, u32> = FxHashMap::default();
        for word in words {
            let spelt = han(word);
            if spelt.chars().nth(1).is_some() {
                let weight = listed.get(&*spelt).copied().unwrap_or(file.unlisted);
                weighed.insert(spelt, weight);
            }
        }
        for word in own {
            let spelt = han(word);
            if !spelt.is_empty() {
                weighed.insert(spelt, file.least);
            }
        }
        // a word of no weight hides those that it holds, as everyday words should
        let mut weighed: Vec<(String, u32)> = weighed.into_iter().collect();
        weighed.sort_unstable();
        let patterns = weighed.iter().zip(0..).map(|((word, _), i)| (word, i));
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(patterns)
            .map_err(|e| e.to_string())?;
        Ok(Self {
            automaton,
            weights: weighed.into_iter().map(|(_, weight)| weight).collect(),
            least: file.least,
            half: file.stretch / 2 * '中'.len_utf8(),
        })
    }

    /// Whether a decoded page is worth reading. One that is too short to be judged, or that was decoded wrongly
    /// before, is; one that is written in kana for the greater part is not: it is in Japanese.
    pub fn tips(&self, source: &str) -> bool {
        let kana = kana(source);
        // all else that its bytes can spell is less
        if kana >= PROSE && kana * 2 * 'の'.len_utf8() > source.len() {
            return false;
        }
        let (mut text, mut han) = (String::with_capacity(source.len()), 0);
        let garbled = jiehao_text::characters(source, |c| {
            text.push(c);
            han += 1;
            true
        });
        if garbled || han + kana < PROSE {
            return true;
        }
        kana <= han && (han < PROSE || self.heaviest(&text) >= self.least)
    }

    /// What the heaviest stretch of some Chinese characters weighs, or less once that is enough. A stretch is two halves
    /// that follow one another; each word counts once in it.
    fn heaviest(&self, text: &str) -> u32 {
        // by the half that is being read: the words in it and in the one before, what it weighs, and both
        let (mut here, mut before): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let (mut half, mut alone, mut both, mut most) = (0, 0, 0, 0);
        for found in self.automaton.leftmost_find_iter(text) {
            let word = found.value();
            let weight = self.weights[word as usize];
            if weight == 0 {
                continue;
            }
            let at = found.start() / self.half;
            if at != half {
                std::mem::swap(&mut here, &mut before);
                here.clear();
                both = alone;
                if at != half + 1 {
                    before.clear();
                    both = 0;
                }
                (half, alone) = (at, 0);
            }
            if here.contains(&word) {
                continue;
            }
            here.push(word);
            alone += weight;
            if !before.contains(&word) {
                both += weight;
                most = most.max(both);
                if most >= self.least {
                    break;
                }
            }
        }
        most
    }
}

/// How many kana a text holds: in UTF-8 they begin with these two bytes.
fn kana(text: &str) -> usize {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    // a byte counts as far
    let parts = bytes
        .chunks(usize::from(u8::MAX))
        .zip(next.chunks(usize::from(u8::MAX)));
    let count = |(first, second): (&[u8], &[u8])| {
        let pairs = first.iter().zip(second);
        let kana = pairs.map(|(a, b)| u8::from(*a == 0xe3) & u8::from((0x81..=0x83).contains(b)));
        usize::from(kana.sum::<u8>())
    };
    parts.map(count).sum()
}

/// The Chinese characters of a word.
fn han(word: &str) -> String {
    let mut out = String::new();
    jiehao_text::characters(word, |c| {
        out.push(c);
        true
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "least = 6\nstretch = 20\nunlisted = 3\n[[weight]]\nweight = 0\nwords = \"合作社\"\n[[weight]]\nweight = 1\nwords = \"合作 会见\"";

    fn weight(text: &str) -> u32 {
        let words = ["合作", "合作社", "会见", "友城", "一带—一路", "访"];
        let scale = Scale::load(FILE, words.into_iter(), ["茗"].into_iter()).unwrap();
        scale.heaviest(&han(text))
    }

    #[test]
    fn different_words_of_a_stretch_are_weighed_together() {
        assert_eq!(weight("会见 合作"), 2);
        assert_eq!(weight("会见会见会见"), 1, "each once");
        assert_eq!(
            weight("访合作社"),
            0,
            "longest words, none of one character"
        );
        let far = "的".repeat(30);
        assert_eq!(weight(&format!("友城{far}会见")), 3, "too far apart");
        let near = "的".repeat(12);
        assert_eq!(weight(&format!("友城{near}会见")), 4);
        assert_eq!(
            weight("友（城）会见，一带<b>一路"),
            7,
            "whatever stands between"
        );
        assert_eq!(weight("茗"), 6, "a user's own word");
    }

    #[test]
    fn pages_in_japanese_are_not_worth_reading() {
        let words = ["友城", "会见", "一带一路"];
        let scale = Scale::load(FILE, words.into_iter(), [].into_iter()).unwrap();
        let chinese = "友城会见一带一路".repeat(30);
        assert!(scale.tips(&chinese));
        assert!(scale.tips(&format!("{chinese}{}", "ようこそ".repeat(20))));
        assert!(!scale.tips(&format!("{chinese}{}", "ようこそ、カ".repeat(60))));
        assert!(scale.tips("ようこそ友城"), "too short");
        assert!(!scale.tips(&"ようこそ友城".repeat(40)), "not with its kana");
    }

    #[test]
    fn what_is_wrong_in_the_file_is_told() {
        let load = |text: &str| Scale::load(text, ["会见"].into_iter(), [].into_iter()).err();
        assert!(load(FILE).is_none());
        let twice = FILE.replace("合作 会见", "会见 会见");
        assert_eq!(load(&twice).unwrap(), "“会见” is weighed twice");
        assert!(load("least = 1").unwrap().contains("stretch"));
        assert!(load(&FILE.replace("20", "1")).unwrap().contains("stretch"));
    }
}
