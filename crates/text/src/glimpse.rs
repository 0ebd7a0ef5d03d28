//! Which Chinese characters some bytes may hold, at a glance: no parsing, no cleaning, one pass.
//!
//! What is seen is never less than what [`crate::read`] could make of the bytes, in whatever charset
//! it takes them to be in; where that cannot be promised, the bytes are said to hide something.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};

use crate::fold::simple_char;
use crate::line::is_han;
use crate::{first_part, mhtml};

/// Shows every Chinese character of a decoded page to `see` in its order, those written as references
/// too, in Simplified form, until it says that it has seen enough. `true` when the page was decoded wrongly
/// before, so that what it says cannot be seen.
pub fn characters(source: &str, mut see: impl FnMut(char) -> bool) -> bool {
    utf8(source.as_bytes(), true, false, &mut see).unwrap_or(true)
}

/// Shows every Chinese character that the bytes may hold to `see`, in its Simplified form, until it
/// says that it has seen enough. `true` when there may be characters that cannot be seen so: text
/// that was decoded wrongly before, or of two bytes a character.
pub fn glimpse(bytes: &[u8], mut see: impl FnMut(char) -> bool) -> bool {
    if let Some((part, _)) = mhtml::html_part(bytes) {
        return look(&part, &mut see);
    }
    look(first_part(bytes), &mut see)
}

fn look(bytes: &[u8], see: &mut impl FnMut(char) -> bool) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let wide = head.contains(&0) || head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    wide || match utf8(bytes, sound(bytes), true, see) {
        Some(hidden) => hidden,
        None => {
            legacy(bytes, see);
            false
        }
    }
}

/// Bytes that an ASCII run ends at: those that are no ASCII, and those that escapes hold.
static STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut b = 0x80;
    while b < 256 {
        stops[b] = true;
        b += 1;
    }
    stops[b'#' as usize] = true;
    stops[b'\\' as usize] = true;
    stops
};

/// Bytes that are passed over together where they can hold nothing, and how many after them are
/// looked at with them: four characters in a row that text read as Latin is made of take no more.
const BLOCK: usize = 64;
const BEYOND: usize = 16;

/// Whether a block of UTF-8 holds nothing that is looked for: no Chinese character, no escape, and no
/// row of characters that text read as Latin is made of. It may say no where it holds none, never yes where
/// it holds one.
fn quiet(block: &[u8; BLOCK + BEYOND]) -> bool {
    let (mut high, mut escape) = (0, 0);
    for &b in block {
        high |= b;
        escape |= u8::from(b == b'#') | u8::from(b == b'\\');
    }
    if high < 0x80 || escape != 0 {
        return escape == 0;
    }
    let (mut han, mut lead) = (0, 0);
    for &b in block {
        // kana and the Han blocks, full-width forms, what lies beyond the first plane
        han |= u8::from(b >= 0xe3) & u8::from(!(0xea..=0xee).contains(&b));
        lead |= u8::from(b & 0xfe == 0xc2);
    }
    han == 0 && (lead == 0 || !row(block))
}

/// Whether eight bytes in a row are no ASCII, as four characters of a row are at the least.
fn row(block: &[u8; BLOCK + BEYOND]) -> bool {
    let mut high: u128 = 0;
    for (i, eight) in block.as_chunks().0.iter().enumerate() {
        // the highest bit of each byte, put together into one
        let bits = (u64::from_le_bytes(*eight) >> 7) & 0x0101_0101_0101_0101;
        high |= u128::from(bits.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
    }
    high &= high >> 1;
    high &= high >> 2;
    high &= high >> 4;
    high != 0
}

/// Where a block begins from a place on that is not quiet, or where fewer bytes than a block are left;
/// nothing that is looked for begins before it.
fn loud(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(block) = bytes[at..].first_chunk()
        && quiet(block)
    {
        at += BLOCK;
    }
    // from the beginning of the row of characters that it may stand in
    while at > from && bytes[at - 1] >= 0x80 {
        at -= 1;
    }
    at
}

/// Whether bytes are UTF-8, cut in the middle of a character perhaps.
fn sound(bytes: &[u8]) -> bool {
    simdutf8::basic::from_utf8(bytes).is_ok()
        || std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none())
}

/// Looks at UTF-8; nothing when it is none. The answer is whether something is hidden; `closely`, also by
/// a single character that may stand for another. Only of what is `sound` anything is passed over unread.
fn utf8(
    bytes: &[u8],
    sound: bool,
    closely: bool,
    see: &mut impl FnMut(char) -> bool,
) -> Option<bool> {
    let mut at = 0;
    // until here nothing is passed over
    let mut slowly = 0;
    // characters in a row that text read as Latin is made of, and whether a leading byte was among them
    let (mut latin, mut lead) = (0, false);
    while at < bytes.len() {
        if sound && at >= slowly && bytes[at] < 0x80 {
            let next = loud(bytes, at);
            slowly = next + BLOCK;
            if next > at {
                (at, latin, lead) = (next, 0, false);
                continue;
            }
        }
        let b = bytes[at];
        if b < 0x80 {
            (latin, lead) = (0, false);
            if let Some(c) = escaped(bytes, at)
                && !see(c)
            {
                return Some(false);
            }
            at += 1;
            let run = bytes[at..].iter().position(|b| STOPS[*b as usize]);
            at = run.map_or(bytes.len(), |n| at + n);
            continue;
        }
        let (c, len) = match bytes[at..] {
            // nearly all of a page in Chinese
            [lead @ 0xe5..=0xe9, b, c, ..] if sound => {
                let code = u32::from(lead & 0x0f) << 12 | u32::from(b & 0x3f) << 6;
                let c = char::from_u32(code | u32::from(c & 0x3f));
                (c.unwrap_or(char::REPLACEMENT_CHARACTER), 3)
            }
            _ => match character(&bytes[at..]) {
                Next::Is(c, len) => (c, len),
                // a file cut in the middle of a character is UTF-8 all the same
                Next::Cut => return Some(false),
                Next::None => return None,
            },
        };
        if is_han(c) {
            (latin, lead) = (0, false);
            if !see(simple_char(c)) {
                return Some(false);
            }
            // ?睆d长, 攀(pān): the bytes may mean other characters
            let before = at.checked_sub(1).map_or(b' ', |i| bytes[i]);
            let after = bytes.get(at + len..at + len + 2);
            let split = after.is_some_and(|a| a[0].is_ascii_alphabetic() && a[1] == b'(');
            if closely && (matches!(before, b'?' | b')') || split) {
                return Some(true);
            }
        } else if is_latin(c) {
            latin += 1;
            lead |= matches!(c, '\u{b0}'..='\u{ff}') && !matches!(c, '«' | '»');
            if latin >= 4 && lead {
                return Some(true);
            }
        } else {
            (latin, lead) = (0, false);
        }
        at += len;
    }
    Some(false)
}

enum Next {
    Is(char, usize),
    Cut,
    None,
}

/// The character of UTF-8 that some bytes begin with, the first of which is no ASCII.
fn character(bytes: &[u8]) -> Next {
    let (len, first) = match bytes[0] {
        b @ 0xc2..=0xdf => (2, b & 0x1f),
        b @ 0xe0..=0xef => (3, b & 0x0f),
        b @ 0xf0..=0xf4 => (4, b & 0x07),
        _ => return Next::None,
    };
    let mut code = u32::from(first);
    for i in 1..len {
        match bytes.get(i) {
            Some(b @ 0x80..=0xbf) => code = code << 6 | u32::from(b & 0x3f),
            Some(_) => return Next::None,
            None => return Next::Cut,
        }
    }
    let least = [0, 0, 0x80, 0x800, 0x10000][len];
    match char::from_u32(code).filter(|_| code >= least) {
        Some(c) => Next::Is(c, len),
        None => Next::None,
    }
}

/// Characters that bytes of Chinese become when they are read as Latin.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{ff}' | '\u{152}' | '\u{153}' | '\u{160}' | '\u{161}' | '\u{178}' | '\u{17d}'
        | '\u{17e}' | '\u{192}' | '\u{2c6}' | '\u{2dc}' | '\u{2013}'..='\u{203a}' | '\u{20ac}' | '\u{2122}')
}

/// A Chinese character written in ASCII: `&#20013;`, `&#x4e2d;`, `\u4e2d`.
fn escaped(bytes: &[u8], at: usize) -> Option<char> {
    let digits = |from: usize, radix: u32| {
        let rest = bytes.get(from..)?;
        let run = rest.iter().take(8);
        let n = run.take_while(|b| (**b as char).is_digit(radix)).count();
        let text = std::str::from_utf8(&rest[..n]).ok()?;
        u32::from_str_radix(text, radix).ok()
    };
    let code = match bytes[at] {
        b'#' if at > 0 && matches!(bytes[at - 1], b'&' | b';') => match bytes.get(at + 1) {
            Some(b'x' | b'X') => digits(at + 2, 16)?,
            _ => digits(at + 1, 10)?,
        },
        b'\\' if matches!(bytes.get(at + 1), Some(b'u' | b'U')) => {
            let hex = std::str::from_utf8(bytes.get(at + 2..at + 6)?).ok()?;
            u32::from_str_radix(hex, 16).ok()?
        }
        _ => return None,
    };
    char::from_u32(code).filter(|c| is_han(*c)).map(simple_char)
}

/// The character of each two bytes in each of the charsets that a page may be taken to be in.
static PAIRS: LazyLock<Vec<[char; 5]>> = LazyLock::new(|| {
    let charsets: [&'static Encoding; 5] = [GB18030, BIG5, EUC_JP, SHIFT_JIS, EUC_KR];
    let one = |pair: u16, charset: &'static Encoding| {
        let bytes = pair.to_be_bytes();
        let text = charset.decode_without_bom_handling_and_without_replacement(&bytes)?;
        let mut chars = text.chars();
        let c = chars.next().filter(|c| is_han(*c))?;
        chars.next().is_none().then(|| simple_char(c))
    };
    (0x8000..=0xffff)
        .map(|pair| charsets.map(|charset| one(pair, charset).unwrap_or('\0')))
        .collect()
});

/// Looks at bytes of any other charset, as every charset at once and from every byte on.
fn legacy(bytes: &[u8], see: &mut impl FnMut(char) -> bool) {
    for at in 0..bytes.len() {
        let b = bytes[at];
        if b < 0x80 {
            if STOPS[b as usize]
                && let Some(c) = escaped(bytes, at)
                && !see(c)
            {
                return;
            }
            continue;
        }
        // some broken bytes in a page of UTF-8
        if let Next::Is(c, _) = character(&bytes[at..])
            && is_han(c)
            && !see(simple_char(c))
        {
            return;
        }
        let Some(second) = bytes.get(at + 1) else {
            return;
        };
        let pair = u16::from_be_bytes([b, *second]) - 0x8000;
        for c in PAIRS[pair as usize] {
            if c != '\0' && !see(c) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(bytes: &[u8]) -> (String, bool) {
        let mut out = String::new();
        let hidden = glimpse(bytes, |c| {
            out.push(c);
            true
        });
        (out, hidden)
    }

    #[test]
    fn characters_however_written() {
        assert_eq!(seen("<p>友城 ok".as_bytes()), ("友城".into(), false));
        assert_eq!(seen("締結".as_bytes()).0, "缔结");
        assert_eq!(
            seen(b"&#21451;&#x57CE;&amp;#21451; \\u57ce #333").0,
            "友城友城"
        );
        for charset in [GB18030, BIG5, EUC_JP, SHIFT_JIS] {
            let bytes = charset.encode("訪問中国").0;
            let (out, _) = seen(&bytes);
            assert!(
                out.contains('访') && out.contains('问'),
                "{}: {out}",
                charset.name()
            );
        }
    }

    #[test]
    fn other_scripts_hold_none() {
        for text in [
            "Здравствуйте",
            "Καλημέρα",
            "café «très» 10\u{a0}000",
            "안녕하세요",
        ] {
            assert_eq!(seen(text.as_bytes()), (String::new(), false), "{text}");
        }
    }

    /// Blocks passed over change nothing: what is looked for is seen wherever it stands in them.
    #[test]
    fn nothing_is_passed_over_unseen() {
        let fill = ["word ", "слово «да»\u{a0}— ", "déjà vu… ", "ﾊﾝｶｸ ", "คำ "];
        for fill in fill {
            for shift in 0..2 * BLOCK {
                let before = "x".repeat(shift) + &fill.repeat(40);
                for what in ["友", "&#21451;", "\\u53cb", "〇", "\u{2f00a}"] {
                    let (out, hidden) =
                        seen(format!("{before}{what} {}", fill.repeat(40)).as_bytes());
                    assert_eq!(
                        (out.chars().count(), hidden),
                        (1, false),
                        "{what} after {shift} {fill}"
                    );
                }
                for what in ["ÉÌÎñ²¿", "————É", "å•†åŠ¡"] {
                    let text = format!("{before}{what} {}", fill.repeat(40));
                    assert!(seen(text.as_bytes()).1, "{what} after {shift} {fill}");
                }
            }
        }
    }

    #[test]
    fn characters_of_a_decoded_page() {
        let mut out = String::new();
        let see = |c| {
            out.push(c);
            true
        };
        assert!(!characters("a(b)締結 友?城 &#20851;系", see));
        assert_eq!(out, "缔结友城关系");
        assert!(characters("ÉÌÎñ²¿", |_| true));
    }

    #[test]
    fn what_was_read_wrongly_is_hidden() {
        assert!(seen("ÉÌÎñ²¿".as_bytes()).1);
        assert!(seen("å•†åŠ¡".as_bytes()).1);
        assert!(seen("?睆d长".as_bytes()).1);
        let wide: Vec<u8> = "友城 page"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(seen(&wide).1);
    }
}
