//! Lines of a page that no parser should be given: nested without end, or in too many pieces.
//!
//! Tags are taken out in one pass; what is left goes to the line filters as plain text would.

use super::mark::{Piece, Pieces};
use crate::line::{Ch, Line};

pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut chars: Vec<Ch> = Vec::new();
    for piece in Pieces::new(source) {
        match piece {
            Piece::Text(start, end) => {
                let mut at = start;
                while let Some(c) = source[at..end].chars().next() {
                    let (c, len) = match c {
                        '&' => entity(&source[at..end]),
                        _ => (c, c.len_utf8()),
                    };
                    chars.push(Ch {
                        c,
                        start: at as u32,
                        end: (at + len) as u32,
                    });
                    at += len;
                }
            }
            Piece::Open(name, _) | Piece::Close(name) => {
                if !is_inline(name) {
                    out.extend(Line::new(chars.drain(..), 0));
                }
            }
        }
    }
    out.extend(Line::new(chars, 0));
    out
}

/// The character an entity stands for, of the few that pages are full of, and its length.
fn entity(rest: &str) -> (char, usize) {
    const NAMES: [(&str, char); 12] = [
        ("&nbsp;", ' '),
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&ldquo;", '“'),
        ("&rdquo;", '”'),
        ("&mdash;", '—'),
        ("&hellip;", '…'),
        ("&middot;", '·'),
        ("&emsp;", ' '),
        ("&ensp;", ' '),
    ];
    if let Some(&(name, c)) = NAMES.iter().find(|(name, _)| rest.starts_with(name)) {
        return (c, name.len());
    }
    let number = || {
        let body = rest.strip_prefix("&#")?;
        let end = body.bytes().take(9).position(|b| b == b';')?;
        let digits = &body[..end];
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        Some((char::from_u32(code)?, end + 3))
    };
    number().unwrap_or(('&', 1))
}

fn is_inline(name: &str) -> bool {
    ["a", "b", "i", "em", "strong", "span", "font", "u", "small"]
        .iter()
        .any(|n| name.eq_ignore_ascii_case(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_tags() {
        let html = format!("{}甲<b>乙</b>", "<div>".repeat(1_000_000));
        let lines = lines(&html);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].text, "甲乙");
    }

    #[test]
    fn common_entities() {
        let lines = lines("<p>甲&nbsp;&ldquo;乙&#8221;&#x4e19;&#zz;");
        assert_eq!(lines[0].text, "甲 “乙”丙&#zz;");
    }
}
