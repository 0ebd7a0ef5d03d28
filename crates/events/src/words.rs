//! Lists of words, sets of characters, and finding them in a text.

use std::ops::Deref;

/// Words that are looked for together.
///
/// At most places of a text none of them begins, which a bit for each pair of first characters tells at once; so a text
/// is read once for all words, and a list for one page is made in no time.
#[derive(Clone, Debug, Default)]
pub struct List<S = String> {
    words: Vec<S>,
    /// Of the first character of each word.
    firsts: Bits,
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

    #[inline]
    fn may_hold(&self, key: u32) -> bool {
        self.0[(key >> 6 & 7) as usize] >> (key & 63) & 1 != 0
    }
}

#[inline]
fn one(c: char) -> u32 {
    (c as u32).wrapping_mul(0x9e37_79b1) >> 23
}

#[inline]
fn two(c: char, d: char) -> u32 {
    ((c as u32).wrapping_mul(0x9e37_79b1) ^ (d as u32).wrapping_mul(0x85eb_ca6b)) >> 23
}

impl<S> List<S> {
    /// A list of no words.
    pub const EMPTY: Self = Self {
        words: Vec::new(),
        firsts: Bits([0; 8]),
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
            list.firsts.add(one(c));
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
        if !self.firsts.may_hold(one(c)) {
            return None;
        }
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
        self.next_in(text, 0).is_some()
    }

    /// The number of the first word, in the order of the list, that a text holds.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let mut least = None;
        self.for_all_in(text, |_, i| {
            least = Some(least.map_or(i, |l: usize| l.min(i)))
        });
        least
    }

    /// Where the words stand in a text, left to right, none overlapping, the longest at each place: first byte and
    /// number of the word.
    pub fn find_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut free = 0;
        std::iter::from_fn(move || {
            let (at, word) = self.next_in(text, free)?;
            free = at + self.words[word].as_ref().len();
            Some((at, word))
        })
    }

    /// The first place from a byte on where a word stands, and the longest there.
    // a loop and nothing else: every character of a page comes by here many times
    fn next_in(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let mut chars = text[from..].chars();
        let mut at = from;
        while let Some(c) = chars.next() {
            if self.firsts.may_hold(one(c)) {
                let next = chars.clone().next();
                if let Some(word) = self.begins_with(c, next, &text[at..]) {
                    return Some((at, word));
                }
            }
            at += c.len_utf8();
        }
        None
    }

    /// Tells where each of the words stands in a text, those that overlap too: first byte and number of the word, left
    /// to right, of each place the longest first.
    pub fn for_all_in(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        let mut from = 0;
        while let Some((at, _)) = self.next_in(text, from) {
            let rest = &text[at..];
            let c = rest.chars().next().unwrap_or_default();
            let first = self.order.partition_point(|o| o.0 < c);
            let same = self.order[first..].iter().take_while(|o| o.0 == c);
            for (_, word) in same {
                if rest.starts_with(self.words[*word as usize].as_ref()) {
                    found(at, *word as usize);
                }
            }
            from = at + c.len_utf8();
        }
    }

    /// As [`List::for_all_in`], all at once.
    pub fn all_in(&self, text: &str) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        self.for_all_in(text, |at, word| all.push((at, word)));
        all
    }
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
    #[inline]
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
    #[inline]
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
            .into_iter()
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
