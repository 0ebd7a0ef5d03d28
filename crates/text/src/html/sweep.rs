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
                chars.extend(source[start..end].char_indices().map(|(i, c)| {
                    let at = (start + i) as u32;
                    Ch {
                        c,
                        start: at,
                        end: at + c.len_utf8() as u32,
                    }
                }))
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
}
