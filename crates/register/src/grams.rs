//! Chinese full text for databases that cannot find a Chinese word.
//!
//! The tokenizers of SQLite and PostgreSQL take a Chinese sentence for one word, or find no word of
//! two characters. So texts are cut into pairs of neighbouring characters here, the databases look
//! for texts that hold all pairs of what is asked for, and [`holds`] makes sure of each: pairs that
//! stand apart in a text are no match.
//!
//! A gram is written in hexadecimal, five digits a character, so that no tokenizer's notion of
//! what a letter is can lose one.

use std::collections::BTreeSet;

/// Letters and digits as they are compared: lower case, full width taken for half.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter_map(plain_char).collect()
}

fn plain_char(c: char) -> Option<char> {
    let c = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0)?,
        c => c,
    };
    // a lower case of more than one character is that of no script in use here
    c.is_alphanumeric()
        .then(|| c.to_lowercase().next().unwrap_or(c))
}

/// The grams of a text, without repetition: each pair of neighbours, and the last character of each
/// run on its own, so that every character begins a gram.
pub(crate) fn of_text(text: &str) -> BTreeSet<String> {
    let mut grams = BTreeSet::new();
    let mut before: Option<char> = None;
    for c in text.chars().map(plain_char).chain([None]) {
        match (before, c) {
            (Some(a), Some(b)) => grams.insert(format!("{}{}", code(a), code(b))),
            (Some(a), None) => grams.insert(code(a)),
            (None, _) => false,
        };
        before = c;
    }
    grams
}

/// What a text that holds `word` must hold; a gram of one character asks for what begins with it.
pub(crate) fn of_word(word: &str) -> BTreeSet<String> {
    let chars: Vec<char> = plain(word).chars().collect();
    match chars.as_slice() {
        [] => BTreeSet::new(),
        [one] => BTreeSet::from([code(*one)]),
        more => more
            .windows(2)
            .map(|pair| format!("{}{}", code(pair[0]), code(pair[1])))
            .collect(),
    }
}

/// Whether a gram is of one character: what begins with it is looked for.
pub(crate) fn is_single(gram: &str) -> bool {
    gram.len() == DIGITS
}

const DIGITS: usize = 5;

fn code(c: char) -> String {
    // characters of private use beyond five digits wrap; the re-check sorts them out
    format!("{:05x}", c as u32 & 0xFFFFF)
}

/// The bytes of `text` where `word` stands, letters and digits compared as [`plain`] has them;
/// a mark or space in between in the text breaks the word, as it does for [`of_text`].
pub(crate) fn find(text: &str, word: &str) -> Option<(usize, usize)> {
    let word: Vec<char> = plain(word).chars().collect();
    if word.is_empty() {
        return None;
    }
    let chars: Vec<(usize, Option<char>)> = text
        .char_indices()
        .map(|(at, c)| (at, plain_char(c)))
        .collect();
    let hit = chars
        .windows(word.len())
        .position(|w| w.iter().zip(&word).all(|((_, c), want)| *c == Some(*want)))?;
    let end = chars.get(hit + word.len()).map_or(text.len(), |c| c.0);
    Some((chars[hit].0, end))
}

/// Whether `word` stands in `text`.
pub(crate) fn holds(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_characters_are_found_inside_a_sentence() {
        let text = "聊城市长会见日本客人。";
        assert_eq!(find(text, "会见").map(|(a, b)| &text[a..b]), Some("会见"));
        assert!(!holds(text, "见会"));
        assert!(of_word("会见").is_subset(&of_text(text)));
    }

    #[test]
    fn width_and_case_do_not_matter() {
        assert!(holds("签署ＭＯＵ", "mou"));
        assert!(of_word("mou").is_subset(&of_text("签署ＭＯＵ")));
    }

    proptest! {
        #[test]
        fn whatever_is_held_is_found_by_its_grams(
            before in "[会见签署a-c，。 ]{0,8}", word in "[会见签署a-c]{1,4}", after in "[会见签署，。]{0,8}",
        ) {
            let text = format!("{before}{word}{after}");
            prop_assert!(holds(&text, &word));
            let grams = of_text(&text);
            for gram in of_word(&word) {
                let found = match is_single(&gram) {
                    true => grams.iter().any(|g| g.starts_with(&gram)),
                    false => grams.contains(&gram),
                };
                prop_assert!(found);
            }
        }
    }
}
