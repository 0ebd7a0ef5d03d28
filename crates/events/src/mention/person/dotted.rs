//! Names whose make gives them away: with a dot in them (伊姆莱·索伯), or in Latin letters.

use super::super::{Kind, Mention, Scan};
use super::ends::last_part_end;
use super::{is_dot, is_han, names_country, names_home};
use crate::lexicon::Class;
use crate::span::Span;

/// Parts of a name before its last that are no longer than this are read.
const PART: usize = 9;

/// `伊姆莱·索伯`: where a name with a dot in it ends.
pub fn dotted_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut part = at;
    let mut dots = 0;
    while let Some((i, dot)) = scan.text[part..]
        .char_indices()
        .take(PART)
        .find(|(_, c)| !is_han(*c) && !c.is_ascii_alphabetic())
    {
        let mut after = part + i + dot.len_utf8();
        if is_dot(dot) {
            // 卢潘多·|姆瓦佩: a blank that the page put after the dot
            let rest = &scan.text[after..];
            after += rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
        }
        // 哈斯穆-卓玛尔特; 连?提乔, where the charset lost the dot
        let weak = matches!(dot, '.' | '-' | '—' | '?' | '？');
        let next = scan.after(after).unwrap_or(' ');
        let sounds = |s: &str| s.chars().all(|c| scan.lexicon.transliterates(c));
        // N.F.森格维: initials
        let initial = dot == '.'
            && i == 1
            && scan.text[part..].starts_with(|c: char| c.is_ascii_uppercase())
            && (is_han(next) || next.is_ascii_uppercase());
        let joins = i > 0
            && (initial
                || is_dot(dot) && (is_han(next) || next.is_ascii_uppercase())
                || weak
                    && is_han(next)
                    // 宋某|应中国—东盟中心邀请
                    && !names_country(&scan.text[part..part + i])
                    && i <= 6 * 3
                    && (!matches!(dot, '?' | '？')
                        || sounds(&scan.text[part..part + i])
                            && scan.lexicon.transliterates(next)));
        if !joins || stopped(scan, part, part + i) {
            break;
        }
        dots += 1;
        part = after;
        if dots > 4 {
            return None;
        }
    }
    if dots == 0 {
        return None;
    }
    if scan.after(part).is_some_and(|c| c.is_ascii_uppercase()) {
        return latin_end(scan, part);
    }
    last_part_end(scan, part)
}

/// Whether something that is no name stands within a stretch: 米勒|和|尼古拉·魏曼, 开封·甲|市长.
fn stopped(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    super::words_in(scan, Span::new(start, end)).any(|w| {
        let sounds = || {
            w.span
                .of(scan.text)
                .chars()
                .all(|c| scan.lexicon.transliterates(c))
        };
        let little = [Class::With, Class::At, Class::Invite];
        let joins = w.classes.any(&little) && w.span.len() <= 3;
        let office = w.classes.any(&[Class::Post, Class::Honorific]) && !sounds();
        w.span.start > start
            && (joins || office || w.span.len() > 3 && Scan::is_wall(w.classes) && !sounds())
    })
}

/// Friedrich Marx, Ana de la Cruz: words that begin with capitals, and the small ones between them.
pub fn latin_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let rest = &scan.text[at..];
    if !rest.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let (mut end, mut words) = (0, 0);
    let mut from = 0;
    while words < 6 {
        let word = &rest[from..];
        let len = word
            .find(|c: char| {
                !(c.is_alphabetic() && !is_han(c) || matches!(c, '.' | '-' | '\'' | '’' | '·'))
            })
            .unwrap_or(word.len());
        let word = &word[..len];
        let small = matches!(
            word,
            "von"
                | "van"
                | "de"
                | "der"
                | "den"
                | "di"
                | "da"
                | "del"
                | "della"
                | "la"
                | "dos"
                | "do"
                | "bin"
                | "al"
        );
        let capital = word.starts_with(|c: char| c.is_uppercase());
        if !(capital || small && words > 0) {
            break;
        }
        if capital {
            words += 1;
            end = from + len;
        }
        let gap =
            rest[from + len..].len() - rest[from + len..].trim_start_matches([' ', '\u{a0}']).len();
        if gap == 0 || gap > 2 {
            break;
        }
        from += len + gap;
    }
    // BMW, 5G, DHL: capitals alone are a company
    let name = rest[..end].trim_end_matches(['.', '-', '·']);
    let lower = name.chars().filter(|c| c.is_lowercase()).count();
    (words > 0 && lower >= 2 && name.len() >= 3).then_some(at + name.len())
}

/// Names with a dot in them: found before places, since syllables of a name are often towns somewhere.
pub fn dotted(scan: &mut Scan<'_>) {
    let dots: Vec<usize> = scan
        .text
        .char_indices()
        .filter(|(_, c)| is_dot(*c))
        .map(|(i, _)| i)
        .collect();
    for dot in dots {
        if scan.mention(dot).is_some() {
            continue;
        }
        let start = dotted_start(scan, dot);
        if start == dot {
            continue;
        }
        let Some(end) = dotted_end(scan, start).filter(|e| *e > dot) else {
            continue;
        };
        let span = Span::new(start, end);
        // 巴登·符腾堡州 is a place; 佛山·凉山东西部协作 is two
        if scan
            .word(end)
            .is_some_and(|w| w.span.start == end && w.classes.has(Class::PlaceEnd))
            || span
                .of(scan.text)
                .ends_with(['州', '省', '市', '县', '区', '郡'])
            || names_home(&scan.text[start..dot])
            || borne(scan, end)
        {
            continue;
        }
        let letters = span.of(scan.text).chars().filter(|c| is_han(*c));
        let sounds = letters.clone().filter(|c| foreign(scan, *c)).count();
        if sounds * 5 < letters.count() * 4 || !scan.free(span) {
            continue;
        }
        scan.take(Mention::new(Kind::Person, span, scan.text));
    }
}

/// Whether a name is that of a hospital, a school or the like, no person's: 甲·乙|医院, 甲·乙|国际机场.
fn borne(scan: &Scan<'_>, end: usize) -> bool {
    let word = scan.word(end).filter(|w| w.span.start == end);
    let body = word.is_some_and(|w| {
        let office = [Class::Post, Class::Honorific, Class::Trigger];
        w.span.len() > 3 && w.classes.has(Class::BodyEnd) && !w.classes.any(&office)
    });
    let sites = scan.lexicon.list("borne");
    body || sites.begins(&scan.text[end..]).is_some()
}

/// Whether a character is common in names that are not Chinese.
fn foreign(scan: &Scan<'_>, c: char) -> bool {
    scan.lexicon.transliterates(c) || scan.lexicon.names().one_part.contains(c)
}

/// Where the first part of a name begins whose first dot stands at a byte.
fn dotted_start(scan: &Scan<'_>, dot: usize) -> usize {
    let mut start = dot;
    for (n, (i, c)) in scan.text[..dot].char_indices().rev().enumerate() {
        let wall = scan.word(i).is_some_and(|w| {
            Scan::is_wall(w.classes) && w.span.len() > 3
                || w.classes
                    .any(&[Class::With, Class::At, Class::By, Class::Post])
        });
        // a country before the name: 美国|比尔·…; one character may be short for one, and is a syllable here
        let country = dot - i > '一'.len_utf8()
            && scan.text[..i + c.len_utf8()]
                .chars()
                .rev()
                .take(2)
                .filter(|c| is_han(*c))
                .count()
                == 2
            && names_country(&scan.text[..i + c.len_utf8()]);
        if n >= PART || !foreign(scan, c) || wall || country {
            break;
        }
        start = i;
    }
    start
}
