//! HTML to lines: the body by readability, the head by the rules of Chinese pages.

mod hidden;
mod mark;
mod meta;
mod sweep;
mod walk;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::line::{Draft, Line};
use crate::{Cut, SourceRange, mojibake};
use walk::Walk;

/// Characters that a body needs: Chinese says in 100 what English says in 500.
const CHAR_THRESHOLD: usize = 100;

/// Reads a page of HTML into a draft: lines of the body, facts of the head, what was left out.
pub(crate) fn draft(source: &str) -> Draft {
    let Some(marks) = mark::set(source) else {
        return Draft {
            lines: sweep::lines(source),
            ..Draft::default()
        };
    };
    let doc = Document::from(marks.html.as_str());
    hidden::remove(&doc);
    let mut page = match doc.body() {
        Some(body) => Walk::new(source, &marks.runs).read(&body),
        None => Walk::new(source, &marks.runs).read(&doc.root()),
    };
    let mut title = doc
        .select("title")
        .nodes()
        .first()
        .and_then(|n| tag_line(n, source, &marks.runs));
    mojibake::mend(&mut page.lines);
    mojibake::mend(title.as_mut_slice());
    let mut facts = meta::declared(&doc);
    let mut lines = body(doc, source, &marks.runs);
    if let Some(cluster) = cluster(&page.lines)
        && prose(&lines) * 2 < prose(cluster)
    {
        lines = cluster.to_vec();
    }
    let mut draft = Draft::new(lines);
    meta::head(&mut facts, &page, title.as_ref(), &draft.lines);
    draft.facts = facts;
    draft.cuts = left_out(&marks.runs, &draft.lines);
    draft
}

/// The text of an element that [`Walk`] otherwise skips.
fn tag_line(node: &NodeRef<'_>, source: &str, runs: &[(u32, u32)]) -> Option<Line> {
    let child = node.first_child()?;
    Walk::new(source, runs)
        .read(&child)
        .lines
        .into_iter()
        .next()
}

/// The lines of the article.
fn body(doc: Document, source: &str, runs: &[(u32, u32)]) -> Vec<Line> {
    let config = Config {
        char_threshold: CHAR_THRESHOLD,
        disable_json_ld: true,
        ..Config::default()
    };
    let Ok(mut reader) = Readability::with_document(doc, None, Some(config)) else {
        return Vec::new();
    };
    if reader.parse().is_err() {
        return Vec::new();
    }
    let root = reader.doc.select("#readability-page-1");
    root.nodes()
        .first()
        .map(|n| Walk::new(source, runs).read(n).lines)
        .unwrap_or_default()
}

/// Characters of prose outside links.
fn prose(lines: &[Line]) -> usize {
    lines
        .iter()
        .filter(|l| l.is_prose())
        .map(|l| l.len() - l.linked)
        .sum()
}

/// The stretch of lines that holds most prose and least else: what is read where readability
/// picks a box of the site, or only a part of the article.
fn cluster(lines: &[Line]) -> Option<&[Line]> {
    let gain = |l: &Line| -> i64 {
        let n = l.len() as i64;
        match () {
            () if l.linked * 2 > l.len() => -n - 10,
            () if l.is_prose() => n,
            () if l.text.ends_with(['。', '!', '?', '”']) => n / 2,
            () if n < 12 => -8,
            () => -4,
        }
    };
    let (mut best, mut range, mut sum, mut from) = (0, None, 0, 0);
    for (i, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, from) = (0, i);
        }
        sum += gain(line);
        if sum > best {
            (best, range) = (sum, Some(from..i + 1));
        }
    }
    range.map(|r| &lines[r])
}

/// What of the page's text did not come into the lines, neighbours joined.
fn left_out(runs: &[(u32, u32)], lines: &[Line]) -> Vec<Cut> {
    let mut kept: Vec<(u32, u32)> = lines
        .iter()
        .map(|l| (l.at().start as u32, l.at().end as u32))
        .collect();
    kept.sort_unstable();
    let mut cuts: Vec<Cut> = Vec::new();
    let mut k = 0;
    let mut joined = false;
    for &(start, end) in runs {
        while k < kept.len() && kept[k].1 <= start {
            k += 1;
        }
        if k < kept.len() && kept[k].0 < end {
            joined = false;
            continue;
        }
        match cuts.last_mut() {
            Some(last) if joined => last.at.end = end as usize,
            _ => cuts.push(Cut {
                at: SourceRange {
                    start: start as usize,
                    end: end as usize,
                },
                reason: "boilerplate",
            }),
        }
        joined = true;
    }
    cuts
}
