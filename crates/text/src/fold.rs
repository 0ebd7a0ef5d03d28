//! Folding of characters: Traditional to Simplified, full width to half.
//!
//! Two uses that must not be mixed. [`key_char`] makes the form that patterns match, one character
//! at a time and without regard to words. [`simplify`] makes the text that is printed, and looks
//! at words (乾隆 stays, 乾净 does not). Neither ever changes the number of characters, so the
//! span map stays true.

use std::sync::LazyLock;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

use crate::line::is_han;

static OPENCC: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// Shapes of characters that Taiwan, Hong Kong and Japan write and OpenCC leaves as they are.
const SHAPES: [(char, char); 14] = [
    ('陜', '陕'),
    ('衞', '卫'),
    ('鄕', '乡'),
    ('緖', '绪'),
    ('淸', '清'),
    ('靑', '青'),
    ('吿', '告'),
    ('囯', '国'),
    ('硏', '研'),
    ('郞', '郎'),
    ('濶', '阔'),
    ('擧', '举'),
    ('増', '增'),
    ('姸', '妍'),
];

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// Simplified form of each character of the two main Han blocks, 0 where it is the same.
static TABLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
    (FIRST..=LAST)
        .map(|cp| {
            let Some((c, opencc)) = char::from_u32(cp).zip(OPENCC.as_ref()) else {
                return 0;
            };
            if let Some(shape) = SHAPES.iter().find(|s| s.0 == c) {
                return shape.1 as u32 as u16;
            }
            let folded = opencc.convert(c.encode_utf8(&mut [0; 4]));
            let mut it = folded.chars();
            match (it.next(), it.next()) {
                (Some(f), None) if f != c && f.len_utf8() == c.len_utf8() => f as u32 as u16,
                _ => 0,
            }
        })
        .collect()
});

/// Whether folding might change the character.
fn is_traditional(c: char) -> bool {
    let cp = c as u32;
    (FIRST..=LAST).contains(&cp) && TABLE[(cp - FIRST) as usize] != 0
}

/// The Simplified form of one character taken alone.
#[inline]
pub(crate) fn simple_char(c: char) -> char {
    let cp = c as u32;
    if !(FIRST..=LAST).contains(&cp) {
        return c;
    }
    match TABLE[(cp - FIRST) as usize] {
        0 => c,
        f => char::from_u32(u32::from(f)).unwrap_or(c),
    }
}

/// The form that patterns match: Simplified, half-width, one kind of bar, colon and white space.
pub(crate) fn key_char(c: char) -> char {
    match c {
        '\u{20}'..='\u{7e}' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '丨' | '︱' | '│' | '┃' | '¦' => '|',
        '︰' | '∶' | '﹕' => ':',
        '﹐' => ',',
        '｡' => '。',
        '•' | '‧' | '・' | '●' => '·',
        '「' | '『' => '“',
        '」' | '』' => '”',
        _ => simple_char(c),
    }
}

/// Text in Simplified, as many characters as came in, or `None` when it is so already.
pub(crate) fn simplify(text: &str) -> Option<String> {
    if !text.chars().any(is_traditional) {
        return None;
    }
    let opencc = OPENCC.as_ref()?;
    let shape = |c| SHAPES.iter().find(|s| s.0 == c).map_or(c, |s| s.1);
    let mut now: String = match text.chars().any(|c| shape(c) != c) {
        true => text.chars().map(shape).collect(),
        false => text.to_owned(),
    };
    // A second turn may find a word that the first one made; the third finds nothing.
    for _ in 0..3 {
        let next = opencc.convert(&now);
        let aligned = next.len() == now.len()
            && next
                .chars()
                .zip(now.chars())
                .all(|(a, b)| a == b || is_han(a) && is_han(b) && a.len_utf8() == b.len_utf8());
        if !aligned {
            return Some(text.chars().map(simple_char).collect());
        }
        if next == now {
            break;
        }
        now = next;
    }
    (now != text).then_some(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_decide() {
        assert_eq!(
            simplify("乾隆年間的乾淨衣服").as_deref(),
            Some("乾隆年间的干净衣服")
        );
        assert_eq!(simplify("著名的友好城市"), None);
        assert_eq!(simplify("陜西省衞生廳").as_deref(), Some("陕西省卫生厅"));
        assert_eq!(
            simplify("締結友好省州關係").as_deref(),
            Some("缔结友好省州关系")
        );
    }

    #[test]
    fn keys_are_one_for_one() {
        let s = "責任編輯：王某（記者）｜Ａ";
        let key: String = s.chars().map(key_char).collect();
        assert_eq!(key, "责任编辑:王某(记者)|A");
    }
}
