//! Plain text to lines.

use crate::line::{Ch, Line};

/// One line of the draft for each line of the source that holds anything.
pub(crate) fn lines(source: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut offset = 0;
    for raw in source.split('\n') {
        let chars = raw.char_indices().map(|(i, c)| {
            let start = (offset + i) as u32;
            Ch {
                c,
                start,
                end: start + c.len_utf8() as u32,
            }
        });
        out.extend(Line::new(chars, 0));
        offset += raw.len() + 1;
    }
    out
}
