//! A list of pairs in which not every name is known: 分别是甲市和怡朗、乙市和那牙. What stands where the
//! others have a place's name is one.

use crate::mention::{Kind, Mention};
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;
use crate::types::unread::trimmed;

/// Pairs from a byte of a sentence to the end of the list, when all of it is pairs and most names are known.
pub(super) fn coupled(reader: &Reader<'_, '_>, s: usize, from: usize) -> Vec<(Fill, Fill)> {
    let text = reader.text();
    let whole = &text[from..reader.parsed[s].span.end];
    let end = whole.find(['。', '；', ';', ',', '，']);
    let list = Span::new(from, from + end.unwrap_or(whole.len()));
    let mut out: Vec<(Fill, Fill)> = Vec::new();
    let mut known = 0;
    let mut start = list.start;
    for piece in list.of(text).split('、') {
        let span = Span::new(start, start + piece.len());
        start = span.end + '、'.len_utf8();
        let Some((a, b)) = halves(text, span) else {
            return Vec::new();
        };
        let sides = [a, b].map(|side| place(reader, side));
        let [Some((a, x)), Some((b, y))] = sides else {
            return Vec::new();
        };
        known += usize::from(x) + usize::from(y);
        out.push((a, b));
    }
    let sure = out.len() >= 2 && known >= out.len() && known < out.len() * 2;
    if sure { out } else { Vec::new() }
}

/// The two names that one 和 joins.
fn halves(text: &str, piece: Span) -> Option<(Span, Span)> {
    let words = piece.of(text);
    let bracket = words.find(['(', '（']).unwrap_or(words.len());
    let words = &words[..bracket];
    let mut joints = words.match_indices(['和', '与', '同']);
    let (at, joint) = joints.next()?;
    if joints.next().is_some() {
        return None;
    }
    let left = Span::new(piece.start, piece.start + at);
    let right = Span::new(left.end + joint.len(), piece.start + words.len());
    Some((trimmed(text, left), trimmed(text, right)))
}

/// The place a side names, and whether it is known: one run of a name's length.
fn place(reader: &Reader<'_, '_>, side: Span) -> Option<(Fill, bool)> {
    let i = reader
        .mentions
        .partition_point(|m| m.span.end <= side.start);
    let m = reader.mentions.get(i).filter(|m| m.span.overlaps(side));
    if let Some(m) = m.filter(|m| m.kind == Kind::Place && m.span == side) {
        return (!reader.mention_is_country(m)).then(|| (Fill::place(m), true));
    }
    let name = side.of(reader.text());
    let run = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let other = m.is_some_and(|m| m.kind != Kind::Place);
    let fits = (2..=8).contains(&name.chars().count()) && run && !other;
    let said = name.contains(['的', '等', '个', '是', '有']);
    (fits && !said).then(|| {
        let m = Mention::unlisted(Kind::Place, name, side);
        (Fill::mention(&m), false)
    })
}
