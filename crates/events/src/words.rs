//! Lists of words, and finding them in a text.

use std::ops::Deref;

/// Words that are looked for together.
///
/// Most characters of a text begin none of them, which a bit for each first character tells at once; so a text is read
/// once for all words, and a list for one page is made in no time.
#[derive(Clone, Debug, Default)]
pub struct List<S = String> {
    words: Vec<S>,
    /// A bit for each first character, by the low byte of its code.
    bits: [u64; 4],
    /// The numbers of the words that begin with each character, longest first; by character.
    heads: Vec<(char, Vec<u32>)>,
}

impl<S: AsRef<str>> List<S> {
    /// A list that keeps the order of its words. Empty words are found nowhere.
    pub fn new(words: Vec<S>) -> Self {
        let mut list = Self {
            bits: [0; 4],
            heads: Vec::new(),
            words,
        };
        for (i, w) in list.words.iter().enumerate() {
            let Some(c) = w.as_ref().chars().next() else {
                continue;
            };
            list.bits[slot(c).0] |= slot(c).1;
            match list.heads.binary_search_by_key(&c, |h| h.0) {
                Ok(at) => list.heads[at].1.push(i as u32),
                Err(at) => list.heads.insert(at, (c, vec![i as u32])),
            }
        }
        for (_, numbers) in &mut list.heads {
            numbers.sort_by_key(|i| std::cmp::Reverse(list.words[*i as usize].as_ref().len()));
        }
        list
    }

    /// The number of the longest word that a text begins with.
    pub fn begins(&self, text: &str) -> Option<usize> {
        let c = text.chars().next()?;
        if self.bits[slot(c).0] & slot(c).1 == 0 {
            return None;
        }
        let at = self.heads.binary_search_by_key(&c, |h| h.0).ok()?;
        let mut numbers = self.heads[at].1.iter().map(|i| *i as usize);
        numbers.find(|i| text.starts_with(self.words[*i].as_ref()))
    }

    /// Where the words stand in a text, left to right, none overlapping, the longest at each place: first byte and
    /// number of the word.
    pub fn find_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut free = 0;
        text.char_indices().filter_map(move |(at, _)| {
            let word = (at >= free).then(|| self.begins(&text[at..])).flatten()?;
            free = at + self.words[word].as_ref().len();
            Some((at, word))
        })
    }
}

fn slot(c: char) -> (usize, u64) {
    let low = c as usize & 0xff;
    (low / 64, 1 << (low % 64))
}

impl<S> Deref for List<S> {
    type Target = [S];

    fn deref(&self) -> &[S] {
        &self.words
    }
}

/// The words of a list as rule files write it, white space between, in any order: longest first, so that the first
/// that fits is the fullest.
pub fn longest_first(words: &str) -> List {
    let mut w: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    // 因公出国(境) is as often written with the brackets of Chinese
    let wide = w.iter().filter(|x| x.contains('('));
    let wide: Vec<String> = wide
        .map(|x| x.replace('(', "（").replace(')', "）"))
        .collect();
    w.extend(wide);
    w.sort_by_key(|x| std::cmp::Reverse(x.len()));
    List::new(w)
}

/// Whether a text holds one of the words.
pub fn any(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.contains(w.as_str()))
}

/// As [`any`], of a list made once.
pub fn holds<S: AsRef<str>>(words: &List<S>, text: &str) -> bool {
    words.find_in(text).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_each_place() {
        let list = List::new(vec!["友城", "友", "友好城市", "城市", ""]);
        let found: Vec<(usize, &str)> = list
            .find_in("国际友好城市和友城、城")
            .map(|(at, i)| (at, list[i]))
            .collect();
        assert_eq!(found, [(6, "友好城市"), (21, "友城")]);
        assert!(holds(&list, "老友") && !holds(&list, "市城") && !holds(&list, ""));
    }
}
