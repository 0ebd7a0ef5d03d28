//! Plain text to lines.

use crate::line::{Ch, Line};

/// One line of the draft for each line of the source that holds anything; of text that was broken to a width, one for
/// each paragraph.
pub(crate) fn lines(source: &str) -> Vec<Line> {
    let width = Width::of(source);
    let mut out: Vec<Line> = Vec::new();
    let mut chars: Vec<Ch> = Vec::new();
    let mut offset = 0;
    let mut rest = source.split('\n').peekable();
    while let Some(raw) = rest.next() {
        chars.extend(raw.trim_end().char_indices().map(|(i, c)| {
            let start = (offset + i) as u32;
            Ch {
                c,
                start,
                end: start + c.len_utf8() as u32,
            }
        }));
        offset += raw.len() + 1;
        let goes_on = |next: &&&str| width.is_some_and(|w| w.breaks(raw, next));
        let Some(next) = rest.peek().filter(goes_on) else {
            out.extend(Line::new(chars.drain(..), 0));
            continue;
        };
        // a break stood for the space between words
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if word(raw.trim_end().chars().next_back()) && word(next.chars().next()) {
            let end = offset as u32;
            chars.push(Ch {
                c: ' ',
                start: end - 1,
                end,
            });
        }
    }
    out
}

/// The width that a text was broken to, in columns: a Chinese character takes two.
#[derive(Clone, Copy)]
struct Width(usize);

/// Columns that a line may stay short of its width, where a character or a mark did not fit.
const SHORT: usize = 3;

/// No text is broken to less: titles and names in a list may all be as long as one another.
const LEAST: usize = 56;

/// Lines of a width that show it.
const SHOWN: usize = 5;

impl Width {
    /// Most of the long lines end at one column, in the middle of a sentence: no writer's paragraphs do.
    fn of(source: &str) -> Option<Self> {
        let long: Vec<(usize, &str)> = source
            .split('\n')
            .map(|line| (columns(line), line))
            .filter(|(width, _)| *width >= LEAST - SHORT)
            .collect();
        let at = |width: usize| {
            let full = long
                .iter()
                .filter(move |(w, _)| (width - SHORT..=width).contains(w));
            full.map(|(_, line)| *line)
        };
        let width = (long.iter().map(|(width, _)| *width))
            .filter(|width| *width >= LEAST)
            .max_by_key(|width| (at(*width).count(), *width))?;
        let full = at(width).count();
        let amid = at(width)
            .filter(|line| !ends(line) && line.contains(PAUSES))
            .count();
        (full >= SHOWN && 2 * full > long.len() && 5 * amid >= 3 * full).then_some(Self(width))
    }

    /// Whether `line` was broken before `next` for want of room.
    fn breaks(self, line: &str, next: &str) -> bool {
        let full = (self.0 - SHORT..=self.0).contains(&columns(line));
        let indented = next.starts_with([' ', '\u{3000}', '\t']);
        full && !indented && !next.trim().is_empty() && !begins_item(next)
    }
}

const PAUSES: [char; 4] = ['，', '。', '、', ','];

fn columns(line: &str) -> usize {
    let column = |c: char| if c.is_ascii() { 1 } else { 2 };
    line.trim_end().chars().map(column).sum()
}

/// A sentence ends with the line.
fn ends(line: &str) -> bool {
    line.trim_end()
        .ends_with(['。', '！', '？', '；', '：', '”', '…', '!', '?', ';', ':'])
}

/// 1. 一、 (一) ■: an item of a list has a line of its own.
fn begins_item(line: &str) -> bool {
    let open = line.trim_start_matches(['(', '（']);
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = open.trim_start_matches(number);
    rest.len() < open.len() && rest.starts_with(['、', '.', '．', ')', '）'])
        || line.starts_with(['■', '●', '◆', '•', '·', '【'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Vec<String> {
        lines(source).into_iter().map(|l| l.text).collect()
    }

    /// Breaks a text to a number of characters.
    fn broken(text: &str, width: usize) -> String {
        let chars: Vec<char> = text.chars().collect();
        let lines: Vec<String> = chars.chunks(width).map(|c| c.iter().collect()).collect();
        lines.join("\n")
    }

    const TEXT: &str = "全年接待来访的外宾有北国东州州长甲某、西国南市市长乙某、南国北省副省长丙某，以及\
        友好城市的议长丁某、友好协会会长戊某。其间签署了合作备忘录，商定在教育、农业、港口等方面加强往来，\
        并为来年结好十周年作了准备。双方还就航线、青年交换、博物馆互展交换了意见，约定每年轮流举办一次经贸洽谈会，\
        由两市外事部门负责联络，并请商会、大学、医院一同参加，使往来不止于官方。";

    #[test]
    fn a_text_broken_to_a_width_is_mended() {
        let page = format!("外事综述\n\n{}\n\n第二段很短。", broken(TEXT, 30));
        let found = text(&page);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[2], "第二段很短。");
        assert!(found[1].ends_with("不止于官方。") && !found[1].contains('\n'));
    }

    #[test]
    fn paragraphs_stay_apart() {
        let paragraph = "　　甲市代表团访问了乙市，并同乙市市长会谈，就经贸往来交换了意见。";
        let page = [paragraph; 8].join("\n");
        assert_eq!(text(&page).len(), 8);
        let titles =
            ["甲市与乙市签署友好合作备忘录 丙市市长丁某率团来访并出席开幕式 全文"; 8].join("\n");
        assert_eq!(text(&titles).len(), 8);
        let list = format!("{}\n1. 甲市\n2. 乙市", broken(TEXT, 30));
        assert_eq!(text(&list).len(), 3);
    }

    #[test]
    fn characters_keep_their_source() {
        let page = broken(TEXT, 30);
        for line in lines(&page) {
            for ch in &line.chars {
                assert_eq!(
                    page[ch.start as usize..ch.end as usize].chars().next(),
                    Some(ch.c)
                );
            }
        }
    }
}
