//! Lists of links that lost their heading: other headlines beside or below the body.
//!
//! Takes lines that are links nearly whole, three in a row or below the last prose. A linked name
//! in a sentence, or one linked line between two paragraphs, stays; so do rows of bullets without
//! links, which may be the report's own points. In plain text there are no links to judge by.

use super::Filter;
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter { name: "links", run };

const ROW: usize = 3;

fn run(draft: &mut Draft) {
    let Some(first) = draft.first_prose() else {
        return;
    };
    let last = draft
        .lines
        .iter()
        .rposition(Line::is_prose)
        .unwrap_or(first);
    let listed: Vec<bool> = draft.lines.iter().map(is_linked).collect();
    if !listed.contains(&true) {
        return;
    }
    draft.drop_lines(|i, _| {
        if !listed[i] {
            return None;
        }
        let start = (0..i).rev().find(|&k| !listed[k]).map_or(0, |k| k + 1);
        let end = (i..listed.len())
            .find(|&k| !listed[k])
            .unwrap_or(listed.len());
        (end - start >= ROW || i > last).then_some("related")
    });
}

fn is_linked(line: &Line) -> bool {
    line.linked * 10 >= line.len() * 7 && line.linked > 0 && !line.text.contains('。')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_links_go() {
        let body = "甲市代表团三日访问了乙州,双方签署了友好合作备忘录。";
        let mut lines = crate::plain::lines(&format!(
            "{body}\n别的新闻一则\n又一则新闻\n第三则\n★皮肤有伤口时不宜"
        ));
        lines[1..4].iter_mut().for_each(|l| l.linked = l.len());
        let mut draft = Draft {
            lines,
            ..Draft::default()
        };
        run(&mut draft);
        assert_eq!(draft.lines.len(), 2);
    }
}
