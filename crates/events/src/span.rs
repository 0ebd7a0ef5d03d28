//! A stretch of the text being read, in bytes.

/// Bytes `start..end` of the text a `Document` holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The stretch `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether `other` lies within.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// From the start of the earlier to the end of the later.
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether a stretch of it stands in brackets that open within it.
    pub fn is_aside(self, text: &str, inner: Span) -> bool {
        let open = |before: &str| {
            let at = before.rfind(['(', '（']);
            at.is_some_and(|i| !before[i..].contains([')', '）']))
        };
        self.covers(inner) && open(&text[self.start..inner.start])
    }

    /// The words themselves.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies within.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}
