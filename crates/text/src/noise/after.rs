//! What stands below the first note that ends a report: an editor's name, a share bar, a notice.
//!
//! Takes the lines below it when no prose follows at all. The notes themselves are left to their
//! own filters, which read them first; so are captions.

use super::navigation::{self, Zone};
use super::{Filter, byline, copyright, tail};
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter { name: "after", run };

fn run(draft: &mut Draft) {
    let Some(last) = draft.lines.iter().rposition(Line::is_prose) else {
        return;
    };
    let ends: Vec<bool> = draft
        .lines
        .iter()
        .map(|l| !l.is_prose() && is_end(l))
        .collect();
    let Some(end) = (last + 1..ends.len()).find(|&i| ends[i]) else {
        return;
    };
    draft.drop_lines(|i, l| (i > end && !ends[i] && !l.text.starts_with('图')).then_some("tail"));
}

fn is_end(line: &Line) -> bool {
    byline::is_note(line)
        || navigation::why(line, Zone::Tail).is_some()
        || copyright::why(line).is_some()
        || tail::why(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    const BODY: &str = "甲市代表团三日访问了乙州,双方签署了友好合作备忘录。";

    #[test]
    fn hot_searches_below_the_editor() {
        check(
            &FILTER,
            &format!("{BODY}\n编辑:王某\n某地公园开放 某人上热搜"),
            &[BODY, "编辑:王某"],
        );
    }

    #[test]
    fn prose_below_an_editor_stays() {
        check(
            &FILTER,
            &format!("{BODY}\n编辑:王某\n{BODY}"),
            &[BODY, "编辑:王某", BODY],
        );
    }
}
