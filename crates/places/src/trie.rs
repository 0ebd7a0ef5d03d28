//! Finds every form that begins at a place in the text.
//!
//! Chinese names are short and begin with few characters, so that walking a trie from every character reads a text
//! about as fast as an automaton with failure links, is built from the sorted forms in milliseconds, and lets a walk
//! pass over an interpunct or dash inside a name (摩拉维亚—西里西亚).

use std::collections::HashMap;

/// A trie whose nodes' children lie together, sorted by character.
pub(crate) struct Trie {
    labels: Vec<u32>,
    /// First child of each node; those of node `n` end where those of `n + 1` begin.
    children: Vec<u32>,
    /// Form that ends at the node, or `NONE`.
    forms: Vec<u32>,
    /// Node of each first character.
    roots: HashMap<u32, u32>,
}

const NONE: u32 = u32::MAX;

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
            roots: HashMap::new(),
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
        trie.roots = (first..last)
            .map(|n| (trie.labels[n as usize], n))
            .collect();
        trie
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
        let Some(mut node) = chars
            .next()
            .and_then(|(_, c)| self.roots.get(&u32::from(c)).copied())
        else {
            return;
        };
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
        let mut node = *self.roots.get(&u32::from(chars.next()?))?;
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
