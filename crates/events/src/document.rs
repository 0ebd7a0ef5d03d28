//! The text that is read: headline and body of a page in one string, cut into sentences.

use jiehao_text::{CleanRange, Page, SourceRange};

use crate::span::Span;

/// A sentence and the paragraph it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Sentence {
    /// Where it stands, without the white space around it.
    pub span: Span,
    /// Number of its paragraph; the headline is paragraph 0 where there is one.
    pub paragraph: usize,
}

/// A page as the rules see it.
pub struct Document<'p> {
    /// The page itself.
    pub page: &'p Page,
    /// Headline, a line feed, and the body.
    pub text: String,
    /// Bytes of `text` before the body begins.
    body: usize,
    /// Sentences in reading order.
    pub sentences: Vec<Sentence>,
}

impl<'p> Document<'p> {
    /// Joins headline and body and finds the sentences.
    pub fn new(page: &'p Page) -> Self {
        let mut text = String::new();
        if let Some(title) = &page.title {
            text.push_str(&title.text);
            text.push('\n');
        }
        let body = text.len();
        text.push_str(&page.body.text);
        // 「甲会」 is “甲会” in other print; the marks are of one length, so that nothing moves
        if text.contains(['「', '『']) {
            text = text.replace(['「', '『'], "“").replace(['」', '』'], "”");
        }
        let sentences = sentences(&text);
        Self {
            page,
            text,
            body,
            sentences,
        }
    }

    /// Whether a stretch lies in the headline.
    pub fn in_headline(&self, span: Span) -> bool {
        span.end <= self.body
    }

    /// Where in the source a stretch of the text stands. A stretch across headline and body has
    /// no single place.
    pub fn source(&self, span: Span) -> Option<SourceRange> {
        let at = if span.start >= self.body {
            self.page.body.source(CleanRange::new(
                span.start - self.body,
                span.end - self.body,
            ))
        } else if span.end < self.body {
            self.page
                .title
                .as_ref()?
                .source(CleanRange::new(span.start, span.end))
        } else {
            None
        };
        // a headline out of markup too broken to say where it stood
        at.filter(|r| r.start < r.end)
    }

    /// The number of the sentence a byte lies in.
    pub fn sentence_at(&self, byte: usize) -> usize {
        self.sentences
            .partition_point(|s| s.span.start <= byte)
            .saturating_sub(1)
    }
}

/// Whether a character ends a sentence.
fn ends(c: char) -> bool {
    matches!(
        c,
        '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n' | '\r' | '｜'
    )
}

fn sentences(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut start, mut paragraph, mut depth) = (0, 0, 0i32);
    let push = |from: usize, to: usize, paragraph: usize, out: &mut Vec<Sentence>| {
        let raw = &text[from..to];
        let left = raw.len() - raw.trim_start().len();
        let trimmed = raw.trim();
        if !trimmed.is_empty() {
            let span = Span::new(from + left, from + left + trimmed.len());
            out.push(Sentence { span, paragraph });
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        match c {
            '《' => depth += 1,
            '》' => depth -= 1,
            '\n' => depth = 0,
            _ => {}
        }
        // a title with a question mark in it is still one title
        if !ends(c) || (depth > 0 && c != '\n') {
            continue;
        }
        let mut end = i + c.len_utf8();
        while let Some(&(j, d)) = chars.peek() {
            if matches!(d, '”' | '’' | '」' | '』' | ')' | '）') || (d != '\n' && ends(d)) {
                end = j + d.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        push(start, end, paragraph, &mut out);
        start = end;
        if c == '\n' {
            paragraph += 1;
        }
    }
    push(start, text.len(), paragraph, &mut out);
    out
}
