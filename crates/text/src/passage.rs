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

/// A stretch of clean text with its place in the source.
///
/// Where both are of one length they advance together, byte by byte (a folded Han character is as
/// long as the one it was folded from); otherwise the run is a single character, read from the
/// whole of its source: an entity, a mended pair of bytes, a line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    clean: u32,
    start: u32,
    end: u32,
}

/// Clean text with its span map.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The clean text.
    pub text: String,
    map: Vec<Run>,
}

impl Passage {
    /// A passage that is the source itself.
    pub fn verbatim(source: &str) -> Self {
        let mut p = Self::default();
        for (i, c) in source.char_indices() {
            p.push(
                c,
                SourceRange {
                    start: i,
                    end: i + c.len_utf8(),
                },
            );
        }
        p
    }

    /// Appends a character that was read from `at`.
    pub fn push(&mut self, c: char, at: SourceRange) {
        let clean = self.text.len() as u32;
        let (start, end) = (at.start as u32, at.end as u32);
        self.text.push(c);
        if at.end.saturating_sub(at.start) == c.len_utf8()
            && let Some(run) = self.map.last_mut()
            && run.end == start
            && run.end - run.start == clean - run.clean
        {
            run.end = end;
            return;
        }
        self.map.push(Run { clean, start, end });
    }

    /// Where in the source a range of the clean text stood: from the start of its first character
    /// to the end of its last, whatever was cut between them included. Empty ranges give `None`.
    pub fn source(&self, r: CleanRange) -> Option<SourceRange> {
        if r.start >= r.end || r.end > self.text.len() {
            return None;
        }
        let (first, last) = (self.char_at(r.start)?, self.char_at(r.end - 1)?);
        Some(SourceRange {
            start: first.start.min(last.start),
            end: first.end.max(last.end),
        })
    }

    /// The unbroken stretches of the source that a range of the clean text was read from, in the
    /// order of the clean text. Line breaks that stand for nothing in the source have none.
    pub fn pieces(&self, r: CleanRange) -> Vec<SourceRange> {
        let mut out: Vec<SourceRange> = Vec::new();
        let Some(text) = self.text.get(r.start..r.end) else {
            return out;
        };
        for (i, _) in text.char_indices() {
            let Some(at) = self.char_at(r.start + i) else {
                continue;
            };
            match out.last_mut() {
                Some(last) if last.end == at.start => last.end = at.end,
                Some(last) if last.start == at.start && last.end == at.end => {}
                _ if at.start < at.end => out.push(at),
                _ => {}
            }
        }
        out
    }

    /// The source of the character that holds byte `byte` of the clean text.
    fn char_at(&self, byte: usize) -> Option<SourceRange> {
        let i = self
            .map
            .partition_point(|m| m.clean as usize <= byte)
            .checked_sub(1)?;
        let run = self.map[i];
        let next = self
            .map
            .get(i + 1)
            .map_or(self.text.len(), |m| m.clean as usize);
        let (start, end) = (run.start as usize, run.end as usize);
        if end - start != next - run.clean as usize {
            return Some(SourceRange { start, end });
        }
        let mut first = byte;
        while !self.text.is_char_boundary(first) {
            first -= 1;
        }
        let len = self.text[first..].chars().next().map_or(1, char::len_utf8);
        let start = start + first - run.clean as usize;
        Some(SourceRange {
            start,
            end: start + len,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: usize, end: usize) -> SourceRange {
        SourceRange { start, end }
    }

    #[test]
    fn a_cut_widens_the_source_but_not_the_pieces() {
        // 南(nán)京 with the reading cut
        let source = "南(nán)京";
        let mut p = Passage::default();
        p.push('南', range(0, 3));
        let jing = source.find('京').unwrap();
        p.push('京', range(jing, jing + 3));
        let all = CleanRange::new(0, 6);
        assert_eq!(p.source(all), Some(range(0, source.len())));
        assert_eq!(p.pieces(all), [range(0, 3), range(jing, jing + 3)]);
    }

    #[test]
    fn an_entity_is_one_character_of_many_bytes() {
        let mut p = Passage::default();
        p.push('A', range(0, 1));
        p.push('&', range(1, 6));
        p.push('B', range(6, 7));
        assert_eq!(p.source(CleanRange::new(1, 2)), Some(range(1, 6)));
        assert_eq!(p.source(CleanRange::new(0, 3)), Some(range(0, 7)));
        assert_eq!(p.source(CleanRange::new(2, 3)), Some(range(6, 7)));
        assert_eq!(p.source(CleanRange::new(2, 9)), None);
    }

    #[test]
    fn verbatim_is_one_run() {
        let p = Passage::verbatim("结好 A 友城");
        assert_eq!(p.map.len(), 1);
        assert_eq!(p.source(CleanRange::new(3, 6)), Some(range(3, 6)));
    }
}
