//! Runs of random characters that forums set at the ends of lines against copying:
//! `% _# ^( P5 m" f8`, `- C$ ]$ l5 z& u" t`.
//!
//! Letters and figures that mean something are left: a run must be of single tokens of three
//! characters at most, with signs among them that no text has so often.

use super::Filter;
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter {
    name: "jammer",
    run,
};

/// Fewer tokens may be a code or an abbreviation.
const TOKENS: usize = 5;

fn run(draft: &mut Draft) {
    draft.cut_spans("jammer", find);
}

fn find(line: &Line) -> Vec<(usize, usize)> {
    let plain = |c: char| c.is_ascii_graphic() || c == ' ';
    let ends = [line.chars.first(), line.chars.last()];
    if !ends.into_iter().flatten().any(|c| plain(c.c)) {
        return Vec::new();
    }
    // the page's own characters: the key folds brackets and signs
    let chars: Vec<char> = line.chars.iter().map(|c| c.c).collect();
    let head = chars.iter().take_while(|c| plain(**c)).count();
    let tail = chars.iter().rev().take_while(|c| plain(**c)).count();
    let mut out = Vec::new();
    if jams(&chars[..head]) {
        // a figure right before the words may be theirs: 19个国家
        out.push((0, head));
    }
    if head < chars.len() {
        let mut from = chars.len() - tail;
        // the bracket and the stop that end the sentence are its own
        while from < chars.len() && matches!(chars[from], ')' | '.' | ',' | ':' | ';' | ' ') {
            from += 1;
        }
        if jams(&chars[from..]) {
            out.push((from, chars.len()));
        }
    }
    out
}

fn jams(run: &[char]) -> bool {
    let text: String = run.iter().collect();
    let tokens: Vec<&str> = text.split(' ').filter(|t| !t.is_empty()).collect();
    let sign = |c: char| c.is_ascii_punctuation();
    let signed = tokens.iter().filter(|t| t.contains(sign)).count();
    let worded = tokens
        .iter()
        .filter(|t| t.contains(|c: char| c.is_ascii_alphanumeric()))
        .count();
    // m9, I), W&: neither word nor figure nor initial
    let odd = tokens
        .iter()
        .filter(|t| {
            let kinds = [
                t.contains(|c: char| c.is_ascii_alphabetic()),
                t.contains(|c: char| c.is_ascii_digit()),
                t.contains(|c: char| sign(c) && c != '.' && c != ','),
            ];
            kinds.iter().filter(|k| **k).count() >= 2
        })
        .count();
    tokens.len() >= TOKENS
        && tokens.iter().all(|t| t.len() <= 3)
        && signed * 4 >= tokens.len()
        && signed >= 2
        && worded >= 3
        && odd >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn runs_go_words_stay() {
        check(
            &FILTER,
            "【友好城市】% _# ^( P5 m\" f8\n( v$ k6 s9 v5 {) p 某国 某市(1981年4月结好)' |3 w- L* X3 {9 k! E- h",
            &["【友好城市】", "某国 某市(1981年4月结好)"],
        );
        for s in [
            "会议分A B C D E五组",
            "第19届 G20 & APEC",
            "Q & A with J. R. R. T.",
            "电话 021 - 12 34 56",
        ] {
            check(&FILTER, s, &[s]);
        }
    }
}
