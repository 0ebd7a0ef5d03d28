//! Commas that a re-host doubled: `举行,,会议`, `合作,、交流`, `作用,。`

use super::Filter;
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter { name: "comma", run };

fn run(draft: &mut Draft) {
    draft.cut_spans("comma", find);
}

/// Commas right before another stop, which is the one that counts. The list mark `、` may itself
/// have been doubled.
fn find(line: &Line) -> Vec<(usize, usize)> {
    if !line.text.contains(",") {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (i, pair) in line.chars.windows(2).enumerate() {
        if matches!(pair[0].c, ',' | '，') && matches!(pair[1].c, ',' | '，' | '。' | '、' | '；')
        {
            out.push((i, i + 1));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn the_stop_that_counts_stays() {
        check(
            &FILTER,
            "十月,,会议开幕,。甲州,、乙州",
            &["十月,会议开幕。甲州、乙州"],
        );
        check(&FILTER, "1,000,000元,合作", &["1,000,000元,合作"]);
    }
}
