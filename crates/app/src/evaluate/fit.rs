//! How well a name fits a filler of gold.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Roles worded freely, matched by character overlap.
const LOOSE: &[&str] = &["content", "event", "title", "name", "measure", "subject"];
/// Kinds of division that may be missing on one side.
const SUFFIXES: &[char] = &['市', '省', '州', '县', '縣', '区', '區', '郡'];

static FIGURE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9]+(?:\.[0-9]+)?").expect("a fixed pattern"));

/// A name without width, case, punctuation and spaces.
pub(crate) fn norm(s: &str) -> Vec<char> {
    let lower = s.nfkc().collect::<String>().to_lowercase();
    lower.chars().filter(|c| is_word(*c)).collect()
}

/// A letter or a figure of any script; combining marks are neither.
fn is_word(c: char) -> bool {
    use GeneralCategoryGroup::{Letter, Number};
    matches!(c.general_category_group(), Letter | Number)
}

fn strip_suffix(s: &[char]) -> &[char] {
    match s {
        [stem @ .., last] if s.len() > 2 && SUFFIXES.contains(last) => stem,
        _ => s,
    }
}

/// Dice coefficient over character bigrams.
fn overlap(a: &[char], b: &[char]) -> f64 {
    let bigrams = |s: &[char]| {
        let mut count: HashMap<Vec<char>, usize> = HashMap::new();
        for i in 0..s.len().saturating_sub(1).max(1) {
            *count.entry(s[i..s.len().min(i + 2)].to_vec()).or_default() += 1;
        }
        count
    };
    let (a, b) = (bigrams(a), bigrams(b));
    let common: usize = a.iter().map(|(g, n)| *n.min(b.get(g).unwrap_or(&0))).sum();
    let all: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    2.0 * common as f64 / all.max(1) as f64
}

/// The figure in a value: 35个 is 35, 二十七 is 27, 600亿元左右 is 6e10, 十余 is 10.
pub(crate) fn number(s: &str) -> Option<f64> {
    let text: String = s.nfkc().filter(|c| *c != ',').collect();
    let (mut total, rest) = match FIGURE.find(&text) {
        Some(m) => (m.as_str().parse().ok()?, &text[m.end()..]),
        None => chinese_number(&text)?,
    };
    for c in rest.chars().take(2) {
        total *= match c {
            '万' | '萬' => 1e4,
            '亿' | '億' => 1e8,
            _ => 1.0,
        };
    }
    Some(total)
}

/// The first number in Chinese numerals, and what follows it.
fn chinese_number(text: &str) -> Option<(f64, &str)> {
    let (mut total, mut unit, mut seen, mut rest) = (0.0, 0.0, false, "");
    for (i, c) in text.char_indices() {
        let digit = "零一二三四五六七八九".chars().position(|n| n == c);
        let digit = digit.or(match c {
            '〇' => Some(0),
            '两' => Some(2),
            _ => None,
        });
        let power = match c {
            '十' => Some(10.0),
            '百' => Some(100.0),
            '千' => Some(1000.0),
            _ => None,
        };
        if let Some(digit) = digit {
            (unit, seen) = (digit as f64, true);
        } else if let Some(power) = power {
            total += if unit == 0.0 { power } else { unit * power };
            (unit, seen) = (0.0, true);
        } else if seen {
            rest = &text[i..];
            break;
        }
    }
    seen.then_some((total + unit, rest))
}

fn contains(whole: &[char], part: &[char]) -> bool {
    part.is_empty() || whole.windows(part.len()).any(|w| w == part)
}

/// How well a name fits a filler that gold words in these ways: 0 not at all, up to 1.
pub(crate) fn same(role: &str, variants: &[String], name: &str) -> f64 {
    let n = norm(name);
    let mut best = 0.0f64;
    if n.is_empty() {
        return best;
    }
    for variant in variants {
        let g = norm(variant);
        if n == g {
            return 1.0;
        }
        let (short, long) = (n.len().min(g.len()), n.len().max(g.len()));
        if role == "value" {
            if number(name).is_some_and(|x| Some(x) == number(variant)) {
                best = 1.0;
            }
        } else if LOOSE.contains(&role) {
            let mut o = overlap(&n, &g);
            let enough = if role == "measure" { 2 } else { 4 };
            if short >= enough && (contains(&g, &n) || contains(&n, &g)) {
                o = o.max(0.85);
            }
            let least = if matches!(role, "content" | "measure") {
                0.5
            } else {
                0.75
            };
            if o >= least {
                best = best.max(o);
            }
        } else if strip_suffix(&n) == g || strip_suffix(&g) == n {
            best = best.max(0.95);
        } else if short >= 2 && long >= 4 && (n.ends_with(&g) || g.ends_with(&n)) {
            // 俄罗斯特维尔州 names 特维尔州
            best = best.max(0.9);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(role: &str, variant: &str, name: &str) -> f64 {
        same(role, &[variant.to_owned()], name)
    }

    #[test]
    fn names_fit_without_width_suffix_and_country() {
        assert_eq!(fits("a", "(ＡＢ)·聊城", "ab聊城"), 1.0);
        assert_eq!(fits("a", "聊城", "聊城市"), 0.95);
        assert_eq!(fits("a", "特维尔州", "俄罗斯特维尔州"), 0.9);
        assert_eq!(fits("a", "广州", "广西"), 0.0);
        assert_eq!(fits("a", "州", "广州市"), 0.0);
        assert_eq!(fits("a", "", "!"), 0.0);
    }

    #[test]
    fn free_wording_fits_by_overlap() {
        assert_eq!(fits("event", "市长论坛", "2019年中国—东盟市长论坛"), 0.85);
        assert_eq!(fits("measure", "友城", "国际友城"), 0.85);
        assert_eq!(fits("event", "甲乙丙", "丁戊己"), 0.0);
    }

    #[test]
    fn values_fit_by_their_figure() {
        for (s, want) in [
            ("35个", 35.0),
            ("二十七", 27.0),
            ("600亿元左右", 6e10),
            ("十余", 10.0),
            ("1,200.5", 1200.5),
            ("两百零三", 203.0),
            ("约三万", 30_000.0),
        ] {
            assert_eq!(number(s), Some(want), "{s}");
        }
        assert_eq!(number("若干"), None);
        assert_eq!(fits("value", "9.6亿", "9.6亿美元"), 1.0);
    }
}
