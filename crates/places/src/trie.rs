//! Finds every form that begins at a place in the text.
//!
//! Chinese names are short and begin with few characters, so that walking a trie from every character reads a text
//! about as fast as an automaton with failure links, is built from the sorted forms in milliseconds, and lets a walk
//! pass over an interpunct or dash inside a name (摩拉维亚—西里西亚).

/// A trie whose nodes' children lie together, sorted by character.
pub(crate) struct Trie {
    labels: Vec<u32>,
    /// First child of each node; those of node `n` end where those of `n + 1` begin.
    children: Vec<u32>,
    /// Form that ends at the node, or `NONE`.
    forms: Vec<u32>,
    /// Node of each first character of the block that nearly all names begin with, from `BLOCK` on.
    roots: Vec<u32>,
    /// A bit for each pair of characters that some form begins with: most characters begin a form, few pairs do.
    pairs: Vec<u64>,
}

const NONE: u32 = u32::MAX;

/// Bits for pairs of characters.
const PAIRS: usize = 1 << 18;

/// The bit of a pair.
fn pair(first: u32, second: u32) -> usize {
    (first.wrapping_mul(0x9e37_79b1) ^ second.wrapping_mul(0x85eb_ca6b)) as usize >> 8 & (PAIRS - 1)
}

/// CJK unified ideographs.
const BLOCK: std::ops::Range<u32> = 0x4e00..0xa000;

impl Trie {
    /// Builds the trie of `forms`, which must be sorted by code points and distinct; a form's value is its number.
    pub(crate) fn new<'f>(forms: impl Iterator<Item = &'f str>) -> Self {
        let mut text: Vec<u32> = Vec::new();
        let mut spans: Vec<(u32, u32)> = Vec::new();
        for form in forms {
            let start = text.len() as u32;
            text.extend(form.chars().map(u32::from));
            spans.push((start, text.len() as u32));
        }
        let mut trie = Self {
            labels: vec![0],
            children: Vec::new(),
            forms: vec![NONE],
            roots: vec![NONE; BLOCK.len()],
            pairs: vec![0; PAIRS / 64],
        };
        // nodes in the order of their depth; of each, the range of forms that share its prefix
        let mut ranges: Vec<(u32, u32, u32)> = vec![(0, spans.len() as u32, 0)];
        let mut node = 0;
        while let Some(&(from, to, depth)) = ranges.get(node) {
            trie.children.push(trie.labels.len() as u32);
            let mut at = from;
            while at < to {
                let (start, end) = spans[at as usize];
                if end - start == depth {
                    trie.forms[node] = at;
                    at += 1;
                    continue;
                }
                let label = text[(start + depth) as usize];
                let mut next = at + 1;
                while next < to
                    && text.get((spans[next as usize].0 + depth) as usize) == Some(&label)
                {
                    next += 1;
                }
                trie.labels.push(label);
                trie.forms.push(NONE);
                ranges.push((at, next, depth + 1));
                at = next;
            }
            node += 1;
        }
        trie.children.push(trie.labels.len() as u32);
        let (first, last) = (trie.children[0], trie.children[1]);
        for node in first..last {
            let label = trie.labels[node as usize];
            if BLOCK.contains(&label) {
                trie.roots[(label - BLOCK.start) as usize] = node;
            }
            for next in trie.children[node as usize]..trie.children[node as usize + 1] {
                let bit = pair(label, trie.labels[next as usize]);
                trie.pairs[bit / 64] |= 1 << (bit % 64);
            }
        }
        trie
    }

    fn root(&self, c: char) -> Option<u32> {
        if BLOCK.contains(&u32::from(c)) {
            return Some(self.roots[(u32::from(c) - BLOCK.start) as usize])
                .filter(|node| *node != NONE);
        }
        self.child(0, u32::from(c))
    }

    fn child(&self, node: u32, label: u32) -> Option<u32> {
        let (first, last) = (
            self.children[node as usize],
            self.children[node as usize + 1],
        );
        let found = self.labels[first as usize..last as usize]
            .binary_search(&label)
            .ok()?;
        Some(first + found as u32)
    }

    /// Calls `found(end, form)` for every form that begins at the head of `text`, shortest first.
    pub(crate) fn prefixes(&self, text: &str, mut found: impl FnMut(usize, u32)) {
        let mut chars = text.char_indices();
        let Some((_, first)) = chars.next() else {
            return;
        };
        let Some(mut node) = self.root(first) else {
            return;
        };
        let second = text[first.len_utf8()..]
            .chars()
            .find(|c| !is_separator(*c))
            .map_or(0, u32::from);
        let bit = pair(u32::from(first), second);
        if self.pairs[bit / 64] >> (bit % 64) & 1 == 0 {
            if self.forms[node as usize] != NONE {
                found(first.len_utf8(), self.forms[node as usize]);
            }
            return;
        }
        let mut after_separator = false;
        loop {
            let form = self.forms[node as usize];
            if form != NONE && !after_separator {
                found(chars.offset(), form);
            }
            match chars.next() {
                Some((_, c)) if is_separator(c) && !after_separator => after_separator = true,
                Some((_, c)) => match self.child(node, u32::from(c)) {
                    Some(next) => (node, after_separator) = (next, false),
                    None => return,
                },
                None => return,
            }
        }
    }

    /// The form that is exactly `name`, separators left out of account.
    pub(crate) fn get(&self, name: &str) -> Option<u32> {
        let mut chars = name.chars().filter(|c| !is_separator(*c));
        let mut node = self.root(chars.next()?)?;
        for c in chars {
            node = self.child(node, u32::from(c))?;
        }
        Some(self.forms[node as usize]).filter(|form| *form != NONE)
    }
}

/// Signs that stand between the parts of a foreign name, and that writers set or leave out at will.
pub(crate) fn is_separator(c: char) -> bool {
    matches!(
        c,
        '·' | '•' | '‧' | '・' | '∙' | '⋅' | '-' | '‐'..='―' | '－' | ' ' | '\u{3000}'
    )
}
