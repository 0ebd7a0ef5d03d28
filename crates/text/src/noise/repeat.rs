//! The second and third copy of what the page has said.
//!
//! Takes a line that stood before, a headline set before the first paragraph, an abstract that
//! breaks off, and runs of sentences inside lines. The first copy stays. Short lines (figures,
//! names, subheadings of a word or two) may recur with a meaning and stay.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Filter;
use crate::line::{Draft, is_letter};

pub(super) const FILTER: Filter = Filter {
    name: "repeat",
    run,
};

const REASON: &str = "repeat";
/// Letters, figures and Han that a line needs before its recurrence is no accident.
const LINE: usize = 8;
/// The same for one sentence that recurs alone, and for a run of sentences.
const SENTENCE: usize = 60;
const SENTENCES: usize = 40;

fn run(draft: &mut Draft) {
    headline(draft);
    lines(draft);
    abstracts(draft);
    sentences(draft);
}

fn key(text: &str) -> (u64, usize) {
    let mut said = String::with_capacity(text.len());
    let mut n = 0;
    for c in text.chars().filter(|c| is_letter(*c)) {
        said.push(c);
        n += 1;
    }
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    (hasher.finish(), n)
}

fn lines(draft: &mut Draft) {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    draft.drop_lines(|i, l| {
        let (key, n) = key(&l.text);
        (n >= LINE && *seen.entry(key).or_insert(i) != i).then_some(REASON)
    });
}

/// A headline of the head set once more before the paragraph.
fn headline(draft: &mut Draft) {
    for h in 0..draft.lines.len().min(6) {
        let head = draft.lines[h].text.clone();
        if draft.lines[h].is_prose() || key(&head).1 < LINE || head.chars().count() > 90 {
            continue;
        }
        let n = head.chars().count();
        for i in h + 1..draft.lines.len().min(h + 12) {
            let line = &draft.lines[i];
            let rest = line.text.strip_prefix(head.as_str());
            if line.is_prose()
                && rest.is_some_and(|r| r.chars().count() > 20 && !r.starts_with([',', '。', '、']))
            {
                draft.cut(i, 0, n, REASON);
                break;
            }
        }
    }
}

/// A line that breaks off and that a later one carries on.
fn abstracts(draft: &mut Draft) {
    let texts: Vec<String> = draft
        .lines
        .iter()
        .take(40)
        .map(|l| l.text.clone())
        .collect();
    draft.drop_lines(|i, l| {
        let lead = l.text.trim_end_matches(['…', '.', '·', ' ']);
        let broken = lead.len() < l.text.len() && lead.chars().count() >= 16;
        let whole = broken
            && texts
                .iter()
                .skip(i + 1)
                .any(|t| t.starts_with(lead) && t.len() > l.text.len());
        whole.then_some(REASON)
    });
}

fn sentences(draft: &mut Draft) {
    struct Sentence {
        line: usize,
        from: usize,
        to: usize,
        key: u64,
        n: usize,
        first: Option<usize>,
    }
    let mut all: Vec<Sentence> = Vec::new();
    for (line, l) in draft.lines.iter().enumerate() {
        let mut from = 0;
        let mut start = 0;
        for (i, (byte, c)) in l.text.char_indices().enumerate() {
            if matches!(c, '。' | '!' | '?' | ';') || i + 1 == l.len() {
                let end = byte + c.len_utf8();
                let (key, n) = key(&l.text[start..end]);
                if n > 0 {
                    all.push(Sentence {
                        line,
                        from,
                        to: i + 1,
                        key,
                        n,
                        first: None,
                    });
                }
                (from, start) = (i + 1, end);
            }
        }
    }
    let mut seen: HashMap<u64, usize> = HashMap::new();
    for (i, s) in all.iter_mut().enumerate() {
        let first = *seen.entry(s.key).or_insert(i);
        s.first = (first != i).then_some(first);
    }
    let mut cuts: Vec<(usize, usize, usize)> = Vec::new();
    let mut i = 0;
    while i < all.len() {
        let Some(first) = all[i].first else {
            i += 1;
            continue;
        };
        let mut n = 0;
        let mut j = i;
        while j < all.len()
            && (all[j].first == Some(first + (j - i))
                || j > i && all[first + (j - i)].key == all[j].key)
        {
            n += all[j].n;
            j += 1;
        }
        let j = j.max(i + 1);
        if n >= SENTENCES && j - i >= 2 || all[i..j].iter().any(|s| s.n >= SENTENCE) {
            cuts.extend(all[i..j].iter().map(|s| (s.line, s.from, s.to)));
        }
        i = j;
    }
    if cuts.is_empty() {
        return;
    }
    for part in cuts.chunk_by(|a, b| a.0 == b.0) {
        let spans: Vec<(usize, usize)> = part.iter().map(|c| (c.1, c.2)).collect();
        draft.cut_parts(part[0].0, &spans, REASON);
    }
    draft.lines.retain(|l| l.len() > 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn copies_go() {
        let head = "甲市加快构建友城新格局";
        let body = "近年来,甲市大力整合外事资源,国际友城数量和交往质量实现双提升。";
        check(
            &FILTER,
            &format!("{head}\n{head}\n{head}{body}\n{body}"),
            &[head, body],
        );
    }

    #[test]
    fn runs_of_sentences_in_one_line() {
        let a = "甲市代表团三日访问了乙州,双方签署了友好合作备忘录。";
        let b = "州长对代表团的到访表示热烈欢迎,愿意深化务实合作。";
        check(
            &FILTER,
            &format!("{a}{b}第三句话。{a}{b}"),
            &[&format!("{a}{b}第三句话。")],
        );
    }

    #[test]
    fn short_lines_may_recur() {
        check(&FILTER, "会谈\n甲方\n会谈", &["会谈", "甲方", "会谈"]);
    }
}
