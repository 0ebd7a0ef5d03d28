//! Clean text that knows where in the source each of its characters stood.

/// Bytes of [`crate::Page::source`]. Never to be used on clean text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Bytes of a [`Passage::text`]. Never to be used on the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleanRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl CleanRange {
    /// The range `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// Clean text with its span map.
///
/// The map is a list of runs: from byte `clean` on, clean text and source advance together
/// (or, for a folded character, from one start to one start) until the next run begins.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The clean text.
    pub text: String,
    /// Source byte range of each character of `text`, by character start, as (clean, start, end).
    map: Vec<(u32, u32, u32)>,
}

impl Passage {
    /// A passage that is the source itself.
    pub fn verbatim(source: &str) -> Self {
        let mut p = Self::default();
        for (i, c) in source.char_indices() {
            p.push(c, SourceRange { start: i, end: i + c.len_utf8() });
        }
        p
    }

    /// Appends a character that was read from `at`.
    pub fn push(&mut self, c: char, at: SourceRange) {
        self.map.push((self.text.len() as u32, at.start as u32, at.end as u32));
        self.text.push(c);
    }

    /// Where in the source a range of the clean text stood: from the start of its first character
    /// to the end of its last, whatever was cut between them included. Empty ranges give `None`.
    pub fn source(&self, r: CleanRange) -> Option<SourceRange> {
        if r.start >= r.end {
            return None;
        }
        let at = |byte: usize| self.map.partition_point(|m| m.0 as usize <= byte).checked_sub(1);
        let first = self.map.get(at(r.start)?)?;
        let last = self.map.get(at(r.end - 1)?)?;
        let (a, b) = (first.1.min(last.1), first.2.max(last.2));
        Some(SourceRange { start: a as usize, end: b as usize })
    }
}
