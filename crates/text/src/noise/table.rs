//! Remains of tables as text extractors print them: `标题 | |||||`, `---|---|---`.
//!
//! Takes rows of rules and bars, and runs of bars at the ends of a line. A bar between words may
//! be part of a headline (`友城故事多|…`) and stays.

use super::Filter;
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter { name: "table", run };

const REASON: &str = "table";

fn run(draft: &mut Draft) {
    draft.drop_lines(|_, l| {
        let rule = l
            .text
            .chars()
            .all(|c| matches!(c, '|' | '-' | ' ' | ':' | '+' | '='));
        (rule && l.text.contains(['|', '-', '='])).then_some(REASON)
    });
    draft.cut_spans(REASON, find);
}

fn find(line: &Line) -> Vec<(usize, usize)> {
    let bar = |c: char| matches!(c, '|' | ' ');
    let text = line.text.trim_end_matches(bar);
    let end = text.chars().count();
    let start = line.text.chars().take_while(|&c| bar(c)).count();
    let mut out = Vec::new();
    if start > 0 && start < end {
        out.push((0, start));
    }
    if end < line.len() && end > 0 {
        out.push((end, line.len()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn bars_go_headlines_stay() {
        check(
            &FILTER,
            "某市结好 | |||\n---|---|---\n| 正文 |",
            &["某市结好", "正文"],
        );
        check(&FILTER, "友城|两市签约", &["友城|两市签约"]);
    }
}
