//! The words of a record among those around them.

use jiehao_register::{CaptureView, Document, RecordView};

use super::{Cleaned, Paragraph, Report, clean, reports};
use crate::lang::Lang;
use crate::pages::document::Text;

/// Characters shown on either side of a quote.
const AROUND: usize = 90;

/// Lines of a page that are shown.
const LINES: usize = 4;

/// A record as a reviewer looks at it.
pub(crate) struct Side {
    pub report: Report,
    /// The lines that hold its words, cut where they are long.
    pub lines: Vec<Paragraph>,
}

/// A record of a document with the words around its own.
pub(crate) fn side(
    record: &RecordView,
    document: &Document,
    captures: &[CaptureView],
    lang: Lang,
) -> Option<Side> {
    let one = std::slice::from_ref(record);
    let report = reports(one, captures, lang).pop()?;
    let text = Text::of(document);
    let Cleaned { passages, outside } = clean(&text.passages(), &document.source, one, &record.id);
    let marked = |line: &Paragraph| line.iter().any(|p| p.now);
    let mut lines: Vec<Paragraph> = passages
        .into_iter()
        .flatten()
        .filter(marked)
        .take(LINES)
        .map(around)
        .collect();
    if lines.is_empty() {
        lines.push(outside);
    }
    Some(Side { report, lines })
}

/// A line with what is far from the marks left out.
fn around(line: Paragraph) -> Paragraph {
    let last = line.iter().rposition(|p| p.now).unwrap_or(0);
    let mut out: Paragraph = Vec::new();
    for (n, mut piece) in line.into_iter().enumerate() {
        if !piece.now {
            let before = out.iter().any(|p| p.now);
            piece.html = match (before, n > last) {
                (false, _) => tail(&piece.html),
                (true, true) => head(&piece.html),
                (true, false) => middle(piece.html),
            };
        }
        out.push(piece);
    }
    out
}

/// Escaped characters, each as it is written.
fn characters(html: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let end = match c {
            '&' => rest.find(';').map_or(1, |at| at + 1),
            c => c.len_utf8(),
        };
        let (one, others) = rest.split_at(end);
        out.push(one);
        rest = others;
    }
    out
}

fn head(html: &str) -> String {
    let all = characters(html);
    match all.len() > AROUND {
        true => format!("{}…", all[..AROUND].concat()),
        false => html.to_owned(),
    }
}

fn tail(html: &str) -> String {
    let all = characters(html);
    match all.len() > AROUND {
        true => format!("…{}", all[all.len() - AROUND..].concat()),
        false => html.to_owned(),
    }
}

fn middle(html: String) -> String {
    match characters(&html).len() > 2 * AROUND + 20 {
        true => format!("{} {}", head(&html), tail(&html)),
        false => html,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Piece;

    #[test]
    fn what_is_far_from_the_words_is_left_out_character_by_character() {
        let piece = |html: String, now| Piece {
            html,
            now,
            ..Piece::default()
        };
        let long = "&lt;".repeat(200);
        let line = vec![
            piece(long.clone(), false),
            piece("甲".into(), true),
            piece(long, false),
        ];
        let cut = around(line);
        assert_eq!(cut[0].html, format!("…{}", "&lt;".repeat(AROUND)));
        assert_eq!(cut[1].html, "甲");
        assert_eq!(cut[2].html, format!("{}…", "&lt;".repeat(AROUND)));
    }
}
