//! Lists of words, sets of characters, and finding them in a text.

use std::ops::Deref;

/// Words that are looked for together.
///
/// At most places of a text none of them begins, which a bit for each pair of first characters tells at once; so a text
/// is read once for all words, and a list for one page is made in no time.
#[derive(Clone, Debug, Default)]
pub struct List<S = String> {
    words: Vec<S>,
    /// Of the first two characters of each word.
    pairs: Bits,
    /// Of the words of one character.
    singles: Bits,
    /// Of the last character of each word.
    tails: Bits,
    /// The numbers of the words by their first character, longest first.
    order: Vec<(char, u32)>,
}

/// A set of characters or pairs of them that may hold a few more than it was given.
#[derive(Clone, Copy, Debug, Default)]
struct Bits([u64; 8]);

impl Bits {
    fn add(&mut self, key: u32) {
        self.0[(key >> 6 & 7) as usize] |= 1 << (key & 63);
    }

    fn may_hold(&self, key: u32) -> bool {
        self.0[(key >> 6 & 7) as usize] >> (key & 63) & 1 != 0
    }
}

fn one(c: char) -> u32 {
    (c as u32).wrapping_mul(0x9e37_79b1) >> 23
}

fn two(c: char, d: char) -> u32 {
    ((c as u32).wrapping_mul(0x9e37_79b1) ^ (d as u32).wrapping_mul(0x85eb_ca6b)) >> 23
}

impl<S> List<S> {
    /// A list of no words.
    pub const EMPTY: Self = Self {
        words: Vec::new(),
        pairs: Bits([0; 8]),
        singles: Bits([0; 8]),
        tails: Bits([0; 8]),
        order: Vec::new(),
    };
}

impl<S: AsRef<str>> List<S> {
    /// A list that keeps the order of its words. Empty words are found nowhere.
    pub fn new(words: Vec<S>) -> Self {
        let mut list = Self {
            words,
            ..Self::EMPTY
        };
        for (i, w) in list.words.iter().enumerate() {
            let mut chars = w.as_ref().chars();
            let Some(c) = chars.next() else { continue };
            match chars.next() {
                Some(d) => list.pairs.add(two(c, d)),
                None => list.singles.add(one(c)),
            }
            list.tails
                .add(w.as_ref().chars().next_back().map_or(0, one));
            list.order.push((c, i as u32));
        }
        let length = |i: u32| list.words[i as usize].as_ref().len();
        list.order
            .sort_by_key(|&(c, i)| (c, std::cmp::Reverse(length(i))));
        list
    }

    /// The number of the longest word that a text begins with.
    pub fn begins(&self, text: &str) -> Option<usize> {
        let mut chars = text.chars();
        let c = chars.next()?;
        self.begins_with(c, chars.next(), text)
    }

    /// As [`List::begins`], of a text whose first two characters are known.
    fn begins_with(&self, c: char, next: Option<char>, text: &str) -> Option<usize> {
        let pair = next.is_some_and(|d| self.pairs.may_hold(two(c, d)));
        if !pair && !self.singles.may_hold(one(c)) {
            return None;
        }
        let from = self.order.partition_point(|o| o.0 < c);
        let same = self.order[from..].iter().take_while(|o| o.0 == c);
        let mut numbers = same.map(|o| o.1 as usize);
        numbers.find(|i| text.starts_with(self.words[*i].as_ref()))
    }

    /// The number of the first word, in the order of the list, that a text ends with.
    pub fn ends(&self, text: &str) -> Option<usize> {
        let last = text.chars().next_back()?;
        if !self.tails.may_hold(one(last)) {
            return None;
        }
        let ends = |w: &S| !w.as_ref().is_empty() && text.ends_with(w.as_ref());
        self.words.iter().position(ends)
    }

    /// Whether a text holds one of the words.
    pub fn held_in(&self, text: &str) -> bool {
        self.find_in(text).next().is_some()
    }

    /// The number of the first word, in the order of the list, that a text holds.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        self.all_in(text).map(|(_, i)| i).min()
    }

    /// Where the words stand in a text, left to right, none overlapping, the longest at each place: first byte and
    /// number of the word.
    pub fn find_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut free = 0;
        pairs(text).filter_map(move |(at, c, next)| {
            if at < free {
                return None;
            }
            let word = self.begins_with(c, next, &text[at..])?;
            free = at + self.words[word].as_ref().len();
            Some((at, word))
        })
    }

    /// Where each of the words stands in a text, those that overlap too: first byte and number of the word, left to
    /// right, of each place the longest first.
    pub fn all_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        pairs(text).flat_map(move |(at, c, next)| {
            let begun = self.begins_with(c, next, &text[at..]).is_some();
            let from = match begun {
                true => self.order.partition_point(|o| o.0 < c),
                false => self.order.len(),
            };
            let same = self.order[from..].iter().take_while(move |o| o.0 == c);
            same.map(|o| o.1 as usize)
                .filter(move |i| text[at..].starts_with(self.words[*i].as_ref()))
                .map(move |i| (at, i))
        })
    }
}

/// The characters of a text, each with where it stands and the one after it.
fn pairs(text: &str) -> impl Iterator<Item = (usize, char, Option<char>)> + '_ {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, c) = chars.next()?;
        Some((at, c, chars.peek().map(|n| n.1)))
    })
}

impl<S> Deref for List<S> {
    type Target = [S];

    fn deref(&self) -> &[S] {
        &self.words
    }
}

impl<S: AsRef<str>> From<Vec<S>> for List<S> {
    fn from(words: Vec<S>) -> Self {
        Self::new(words)
    }
}

impl<S: AsRef<str>> FromIterator<S> for List<S> {
    fn from_iter<I: IntoIterator<Item = S>>(words: I) -> Self {
        Self::new(words.into_iter().collect())
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

/// Whether a text holds one of the words of a list.
pub fn holds<S: AsRef<str>>(words: &List<S>, text: &str) -> bool {
    words.held_in(text)
}

/// Pairs of characters that words begin with; a few more than those of the words.
#[derive(Clone, Debug)]
pub struct Openings(Vec<u64>);

impl Openings {
    /// The openings of words; those of one character have none.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut bits = vec![0; 1 << 10];
        for w in words {
            let mut chars = w.chars();
            if let (Some(c), Some(d)) = (chars.next(), chars.next()) {
                let (at, bit) = Self::slot(c, d);
                bits[at] |= bit;
            }
        }
        Self(bits)
    }

    /// Whether a word may begin with two characters.
    pub fn may_hold(&self, c: char, d: char) -> bool {
        let (at, bit) = Self::slot(c, d);
        self.0[at] & bit != 0
    }

    fn slot(c: char, d: char) -> (usize, u64) {
        let key =
            ((c as u32).wrapping_mul(0x9e37_79b1) ^ (d as u32).wrapping_mul(0x85eb_ca6b)) >> 16;
        ((key >> 6) as usize, 1 << (key & 63))
    }
}

/// A set of characters that is asked about nearly every character of a page.
#[derive(Clone, Debug, Default)]
pub struct Chars(Vec<u64>);

impl Chars {
    /// Whether a character is in the set.
    pub fn contains(&self, c: char) -> bool {
        let at = c as usize;
        self.0
            .get(at / 64)
            .is_some_and(|bits| bits >> (at % 64) & 1 != 0)
    }
}

impl FromIterator<char> for Chars {
    fn from_iter<I: IntoIterator<Item = char>>(chars: I) -> Self {
        let mut bits = Vec::new();
        for c in chars {
            let at = c as usize;
            if bits.len() <= at / 64 {
                bits.resize(at / 64 + 1, 0);
            }
            bits[at / 64] |= 1 << (at % 64);
        }
        Self(bits)
    }
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

    #[test]
    fn words_that_overlap_are_all_found() {
        let list = List::new(vec!["城市", "友", "友好城市", "市"]);
        let found: Vec<(usize, &str)> = list
            .all_in("友好城市")
            .map(|(at, i)| (at, list[i]))
            .collect();
        assert_eq!(found, [(0, "友好城市"), (0, "友"), (6, "城市"), (9, "市")]);
        assert_eq!(list.first_in("友好城市"), Some(0));
        assert_eq!(list.first_in("好友"), Some(1));
        assert_eq!(list.first_in("好"), None);
    }

    #[test]
    fn the_first_of_the_list_that_ends_a_text() {
        let list = List::new(vec!["市", "城市", "城"]);
        assert_eq!(list.ends("友好城市"), Some(0));
        assert_eq!(list.ends("友城"), Some(2));
        assert_eq!(list.ends("友"), None);
        assert_eq!(List::new(vec![""]).ends("友"), None);
    }

    #[test]
    fn openings_of_words() {
        let openings = Openings::new(["友好城市", "友城", "市"].into_iter());
        assert!(openings.may_hold('友', '好') && openings.may_hold('友', '城'));
        assert!(!openings.may_hold('好', '友') && !openings.may_hold('城', '市'));
    }

    #[test]
    fn a_set_of_characters() {
        let set: Chars = "斯特".chars().collect();
        assert!(set.contains('斯') && !set.contains('甲') && !set.contains('\u{20000}'));
        assert!(!Chars::default().contains('斯'));
    }
}
