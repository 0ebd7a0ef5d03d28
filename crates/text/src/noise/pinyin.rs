//! Readings written into the text: `国际(guójì)`, `图尔克(túěrkè)斯坦`, `領(lǐng)館`.
//!
//! Takes parentheses that follow a Han character and hold nothing but syllables. With a tone mark
//! inside, that is a reading for certain. Without one (`的(de)`, `了(le)`, `地(di)`) it is one only
//! on a page that has readings with marks, and only when short: `足球(fifa)` is no syllable and
//! stays. Garblers also leave `經(jīng)理?xiàng)罟珎`, where the opening parenthesis was lost.

use std::ops::Range;

use super::{Filter, pattern};
use crate::line::{Draft, Line, is_han};

pub(super) const FILTER: Filter = Filter {
    name: "pinyin",
    run,
};

const REASON: &str = "pinyin";

pattern!(
    MARKED,
    r"[(（][a-zü'\s]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ][a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ'\s]*[)）]"
);
pattern!(
    HALF,
    r"\?([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]*\))"
);
pattern!(
    BARE,
    r"\((?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:a|o|e|i|u|v|ü|ai|ei|ao|ou|an|en|ang|eng|ong|er|ia|ie|iao|iu|ian|in|iang|ing|iong|ua|uo|uai|ui|uan|un|uang|ue|ve|üe)\)"
);

fn run(draft: &mut Draft) {
    // Tone marks are the proof; most pages have none and are done after one look.
    if !draft
        .lines
        .iter()
        .any(|l| l.text.contains('(') && MARKED.is_match(&l.text))
    {
        return;
    }
    draft.cut_spans(REASON, find);
}

fn find(line: &Line) -> Vec<(usize, usize)> {
    if !line.text.contains(')') {
        return Vec::new();
    }
    let mut ranges: Vec<Range<usize>> = MARKED.find_iter(&line.text).map(|m| m.range()).collect();
    ranges.extend(
        HALF.captures_iter(&line.text)
            .filter_map(|c| Some(c.get(1)?.range())),
    );
    let bare = BARE.find_iter(&line.text).map(|m| m.range());
    ranges.extend(bare.filter(|r| line.text[..r.start].chars().next_back().is_some_and(is_han)));
    ranges.sort_unstable_by_key(|r| r.start);
    line.places(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn per_word_and_inside_names() {
        check(
            &FILTER,
            "双方(shuāngfāng)签署了(le)备忘录",
            &["双方签署了备忘录"],
        );
        check(&FILTER, "阿克(ākè)托别州（zhōu）", &["阿克托别州"]);
        check(&FILTER, "總領(lǐng)館", &["總領館"]);
    }

    #[test]
    fn what_is_no_reading() {
        let s = "世卫组织(who)与县(市、区)合作(de)";
        check(&FILTER, s, &[s]);
    }
}
