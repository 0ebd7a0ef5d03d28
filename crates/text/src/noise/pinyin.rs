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

/// Different readings without tone marks that prove a page to be garbled: a page on grammar has
/// two or three (的, 地, 得).
const PROOF: usize = 8;

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
    let marked = |l: &Line| l.text.contains('(') && MARKED.is_match(&l.text);
    if !draft.lines.iter().any(marked) && !everywhere(&draft.lines) {
        return;
    }
    draft.cut_spans(REASON, find);
}

/// Without tone marks, so many different readings that they can be nothing else.
fn everywhere(lines: &[Line]) -> bool {
    let bracketed = lines.iter().filter(|l| l.text.contains(')'));
    let mut seen = std::collections::BTreeSet::new();
    for line in bracketed {
        let bare = BARE.find_iter(&line.text);
        let read = bare.filter(|m| line.text[..m.start()].ends_with(is_han));
        seen.extend(read.map(|m| m.as_str()));
        if seen.len() >= PROOF {
            return true;
        }
    }
    false
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
    let mut end = usize::MAX;
    for r in BARE.find_iter(&line.text).map(|m| m.range()) {
        // 市(shi)(shi)(shi): the reading may be written more than once
        if r.start == end || line.text[..r.start].ends_with(is_han) {
            end = r.end;
            ranges.push(r);
        }
    }
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
    fn without_tone_marks_where_they_are_many() {
        check(
            &FILTER,
            "友好(hao)城(cheng)市(shi)(shi)是(shi)指国(guo)与(yu)外(wai)国(guo)之(zhi)间(jian)的城(cheng)市(shi)",
            &["友好城市是指国与外国之间的城市"],
        );
    }

    #[test]
    fn what_is_no_reading() {
        let s = "世卫组织(who)与县(市、区)合作(de)";
        check(&FILTER, s, &[s]);
    }
}
