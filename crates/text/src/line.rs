//! The working form of a page: lines of characters that know their source, and what was cut.

use std::cell::OnceCell;
use std::ops::Range;

use crate::{Cut, Problem, SourceRange, Stamp, fold, meta::Facts, mojibake};

/// A character and the source bytes it was read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ch {
    pub c: char,
    pub start: u32,
    pub end: u32,
}

/// One paragraph, heading or other line of a page, trimmed, its inner white space single.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub chars: Vec<Ch>,
    /// The same characters as patterns want them: Simplified, half-width. One for one.
    pub text: String,
    /// How many of the characters stood in links.
    pub linked: usize,
    /// What several filters ask of it.
    pub known: Known,
    han: usize,
    prose: bool,
}

/// What filters have found out about a line. They run until they find nothing more, and some ask what others
/// have asked: of characters that stay the same it is found out once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Whether it is a note of who wrote the page.
    pub note: OnceCell<bool>,
    /// Where such a note stands at its end or its beginning.
    pub signed: OnceCell<Option<(usize, usize)>>,
    /// Which furniture of the site it is, in each zone of the page.
    pub furniture: [OnceCell<Option<&'static str>>; 3],
    /// Whether it speaks of rights.
    pub rights: OnceCell<bool>,
    /// Which notice of rights it is.
    pub notice: OnceCell<Option<&'static str>>,
    /// Which list it heads.
    pub heading: OnceCell<Option<&'static str>>,
    /// Whether it belongs to the head of a page.
    pub meta: OnceCell<bool>,
    /// The first date of publication in it, and the bytes that takes up.
    pub stamp: OnceCell<Option<(Stamp, usize, usize)>>,
}

impl Line {
    /// Trims and squeezes `chars`; `None` when nothing is left.
    pub fn new(chars: impl IntoIterator<Item = Ch>, linked: usize) -> Option<Self> {
        let mut kept: Vec<Ch> = Vec::new();
        for ch in chars {
            if is_void(ch.c) {
                continue;
            }
            if ch.c.is_whitespace() {
                if kept.last().is_some_and(|l| l.c != ' ') {
                    kept.push(Ch { c: ' ', ..ch });
                }
            } else {
                kept.push(ch);
            }
        }
        if kept.last().is_some_and(|l| l.c == ' ') {
            kept.pop();
        }
        let linked = linked.min(kept.len());
        let mut line = Self {
            chars: kept,
            linked,
            ..Self::default()
        };
        line.renew();
        (!line.chars.is_empty()).then_some(line)
    }

    fn renew(&mut self) {
        self.known = Known::default();
        self.text.clear();
        self.text
            .extend(self.chars.iter().map(|ch| fold::key_char(ch.c)));
        self.han = self.chars.iter().filter(|ch| is_han(ch.c)).count();
        self.prose = is_prose(&self.text, self.han);
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Number of Han characters.
    pub fn han(&self) -> usize {
        self.han
    }

    /// A sentence or more: what a body consists of, and heads, tails and menus do not.
    pub fn is_prose(&self) -> bool {
        self.prose
    }

    /// The first date of publication in it, with the bytes of its text that takes up.
    pub fn stamp(&self) -> Option<(Stamp, usize, usize)> {
        let find = || crate::stamp::find(&self.text);
        *self.known.stamp.get_or_init(find)
    }

    /// From the first to the last source byte of the line.
    pub fn at(&self) -> SourceRange {
        span(&self.chars)
    }

    /// The position among the characters of byte `byte` of [`Line::text`].
    pub fn index(&self, byte: usize) -> usize {
        self.text[..byte].chars().count()
    }

    /// The positions of ascending byte ranges of [`Line::text`], in one pass; what overlaps the
    /// one before is left out.
    pub fn places(&self, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<(usize, usize)> {
        let (mut byte, mut index) = (0, 0);
        let mut out = Vec::new();
        for r in ranges {
            if r.start < byte {
                continue;
            }
            let from = index + self.text[byte..r.start].chars().count();
            let to = from + self.text[r.clone()].chars().count();
            (byte, index) = (r.end, to);
            out.push((from, to));
        }
        out
    }
}

fn is_prose(t: &str, han: usize) -> bool {
    let paused = t.contains([',', '、']);
    t.contains('。') && (han >= 12 || han >= 6 && t.ends_with('。'))
        || han >= 12 && paused && t.ends_with([';', ':', '—'])
        || han >= 36 && paused && t.ends_with(['!', '?', '”', '…', ')'])
        || han >= 50 && (paused || t.contains(' '))
}

/// From the first to the last source byte of some characters.
pub(crate) fn span(chars: &[Ch]) -> SourceRange {
    let start = chars.iter().map(|c| c.start).min().unwrap_or(0) as usize;
    let end = chars.iter().map(|c| c.end).max().unwrap_or(0) as usize;
    SourceRange { start, end }
}

/// Han characters, the extensions and 〇 included.
#[inline]
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// A letter or a figure of any script. Nearly all that are asked about are Han, which is told at once.
pub(crate) fn is_letter(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_alphanumeric()
}

/// Characters that print nothing and mean nothing in Chinese: controls, joiners, marks of
/// direction, byte order marks, soft hyphens, interlinear marks.
pub(crate) fn is_void(c: char) -> bool {
    // The upper controls and the soft hyphen are left: they may be bytes of a text read as Latin.
    c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{61c}')
}

/// A page in the making.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub lines: Vec<Line>,
    pub cuts: Vec<Cut>,
    pub facts: Facts,
    pub problems: Vec<Problem>,
}

impl Draft {
    /// A draft of lines, mended where wrong decoding can be undone.
    pub fn new(mut lines: Vec<Line>) -> Self {
        let problems = mojibake::mend(&mut lines);
        lines.retain(|l| l.len() > 0);
        Self {
            lines,
            problems,
            ..Self::default()
        }
    }

    /// Takes out the lines for which `take` gives a reason.
    pub fn drop_lines(&mut self, mut take: impl FnMut(usize, &Line) -> Option<&'static str>) {
        let cuts = &mut self.cuts;
        let mut i = 0;
        self.lines.retain(|line| {
            let reason = take(i, line);
            i += 1;
            if let Some(reason) = reason {
                cuts.push(Cut {
                    at: line.at(),
                    reason,
                });
            }
            reason.is_none()
        });
    }

    /// Takes characters `from..to` out of line `i`; an emptied line goes altogether.
    pub fn cut(&mut self, i: usize, from: usize, to: usize, reason: &'static str) {
        let line = &mut self.lines[i];
        let (from, to) = (from.min(line.len()), to.min(line.len()));
        if from >= to {
            return;
        }
        self.cuts.push(Cut {
            at: span(&line.chars[from..to]),
            reason,
        });
        let linked = line.linked;
        let rest = line.chars[..from].iter().chain(&line.chars[to..]).copied();
        match Line::new(rest, linked) {
            Some(new) => self.lines[i] = new,
            None => {
                self.lines.remove(i);
            }
        }
    }

    /// Takes parts out of every line: those at the positions `find` gives, which it gives in
    /// ascending order as (from, to).
    pub fn cut_spans(&mut self, reason: &'static str, find: impl Fn(&Line) -> Vec<(usize, usize)>) {
        for i in 0..self.lines.len() {
            let spans = find(&self.lines[i]);
            self.cut_parts(i, &spans, reason);
        }
        self.lines.retain(|l| l.len() > 0);
    }

    /// Takes parts out of line `i`, in one pass. A line that is left empty stays, as empty.
    pub fn cut_parts(&mut self, i: usize, spans: &[(usize, usize)], reason: &'static str) {
        if spans.is_empty() {
            return;
        }
        let line = &mut self.lines[i];
        let mut rest = Vec::with_capacity(line.len());
        let mut from = 0;
        for &(a, b) in spans {
            let (a, b) = (a.max(from), b.min(line.len()));
            if a >= b {
                continue;
            }
            rest.extend_from_slice(&line.chars[from..a]);
            self.cuts.push(Cut {
                at: span(&line.chars[a..b]),
                reason,
            });
            from = b;
        }
        rest.extend_from_slice(&line.chars[from..]);
        *line = Line::new(rest, line.linked).unwrap_or_default();
    }

    /// The first line of prose, if any.
    pub fn first_prose(&self) -> Option<usize> {
        self.lines.iter().position(Line::is_prose)
    }
}
