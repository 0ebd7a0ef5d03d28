//! Refuses pages unread: those without the characters that any record is written in.

/// Pages with as many Chinese characters are in Chinese: some word can always be spelt of them, and what they
/// say can be weighed.
pub const PROSE: usize = 200;
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// The words that records stand on, each as the characters that spell it.
pub struct Sieve {
    /// For each character of the two main blocks its number, from 1; 0 for one of no word.
    numbers: Vec<u16>,
    /// The numbers of each word's characters.
    words: Vec<Box<[u16]>>,
    characters: usize,
    /// Whether some word has no Chinese character, so that nothing may be refused.
    open: bool,
}

impl Sieve {
    /// A sieve that lets pages through of whose characters one of the words can be spelt.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut sieve = Self {
            numbers: vec![0; (LAST - FIRST + 1) as usize],
            words: Vec::new(),
            characters: 0,
            open: false,
        };
        for w in words {
            let mut spelt: Vec<u16> = Vec::new();
            for at in w.chars().filter_map(slot) {
                if sieve.numbers[at] == 0 {
                    sieve.characters += 1;
                    sieve.numbers[at] = sieve.characters as u16;
                }
                spelt.push(sieve.numbers[at]);
            }
            sieve.open |= spelt.is_empty();
            spelt.sort_unstable();
            spelt.dedup();
            sieve.words.push(spelt.into());
        }
        sieve.words.sort_unstable();
        sieve.words.dedup();
        sieve
    }

    /// Whether a page may hold a record.
    pub fn lets_through(&self, bytes: &[u8]) -> bool {
        let mut seen = vec![false; self.characters + 1];
        let mut count = 0;
        let hidden = jiehao_text::glimpse(bytes, |c| {
            count += 1;
            if let Some(at) = slot(c) {
                seen[self.numbers[at] as usize] = true;
            }
            count < PROSE
        });
        self.open
            || hidden
            || count >= PROSE
            || count > 0
                && self
                    .words
                    .iter()
                    .any(|w| w.iter().all(|n| seen[*n as usize]))
    }
}

fn slot(c: char) -> Option<usize> {
    let code = c as u32;
    (FIRST..=LAST)
        .contains(&code)
        .then(|| (code - FIRST) as usize)
}
