//! Numbers in a sentence: 35, 1,200, 三十余, 12.5万, 近3亿's 3亿.

use crate::span::Span;

const CHINESE: &str = "一二三四五六七八九十百千两";

/// Whether a sentence can hold a number at all.
pub(super) fn any(sentence: &str) -> bool {
    sentence.contains(|c: char| c.is_ascii_digit() || CHINESE.contains(c))
}

/// The numbers of a text with the 万, 亿, 余, 多 that belong to them, left to right.
pub(super) fn scan(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        if bytes[at].is_ascii_digit() {
            at = digits(text, at);
            // 314.1 亿: pages set the figure off with a space
            let gap = text[at..].strip_prefix(' ').map_or(at, |_| at + 1);
            if gap > at && text[gap..].starts_with(['万', '亿']) {
                at = gap;
            }
        } else if bytes[at] < 0x80 {
            at += 1;
            continue;
        } else {
            let c = text[at..].chars().next().unwrap_or(' ');
            at += c.len_utf8();
            if !CHINESE.contains(c) {
                continue;
            }
            at = numerals(text, at);
        }
        at = skip(text, at, &["余", "多"]);
        at = skip(text, at, &["万亿", "万", "亿", "千", "百"]);
        at = skip(text, at, &["余", "多"]);
        out.push(Span::new(start, at));
    }
    out
}

/// The end of 三十五, 二百零二, 三点五, 一万二千 that goes on at a byte.
fn numerals(text: &str, mut at: usize) -> usize {
    let numeral = |at: usize, more: &str| {
        let next = text[at..].chars().next();
        next.filter(|c| CHINESE.contains(*c) || more.contains(*c))
    };
    loop {
        match numeral(at, "零〇点万") {
            Some(c @ ('点' | '零' | '〇' | '万')) => {
                let next = at + c.len_utf8();
                if numeral(next, "").is_none() {
                    return at;
                }
                at = next;
            }
            Some(c) => at += c.len_utf8(),
            None => return at,
        }
    }
}

fn skip(text: &str, at: usize, words: &[&str]) -> usize {
    let word = words.iter().find(|w| text[at..].starts_with(**w));
    at + word.map_or(0, |w| w.len())
}

/// The end of 12, 1,200,000 or 3.5 that begins at a byte.
fn digits(text: &str, start: usize) -> usize {
    let run = |at: usize| {
        let rest = &text.as_bytes()[at..];
        at + rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut at = run(start);
    if at - start <= 3 {
        loop {
            let comma = text[at..]
                .chars()
                .next()
                .filter(|c| matches!(c, ',' | '，' | ' '));
            let Some(next) = comma.map(|c| at + c.len_utf8()) else {
                break;
            };
            // 109 520万: a space sets off a group only where exactly three digits follow
            let group = run(next) - next;
            if group < 3 || text[at..].starts_with(' ') && group > 3 {
                break;
            }
            // as many digits as a group has: 1,2345 is two numbers to whoever wrote it
            at = next + 3;
        }
    }
    if text[at..].starts_with('.') && run(at + 1) > at + 1 {
        at = run(at + 1);
    }
    at
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_with_what_belongs_to_them() {
        let text = "共3,600余人,109 520万元,12.5万人次,近30 亿元,三十多个,十余次,2019年,二百零二亿元,三点五万人,一万二千名,十点";
        let read: Vec<&str> = super::scan(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(
            read,
            [
                "3,600余",
                "109 520万",
                "12.5万",
                "30 亿",
                "三十多",
                "十余",
                "2019",
                "二百零二亿",
                "三点五万",
                "一万二千",
                "十"
            ]
        );
    }
}
