//! Where a name ends: every place it may end at is scored, and the best wins.
//!
//! A score is the sum of three parts, in tenths of a point. The figures say how much likelier one
//! reading is than another, and were set by hand on pages with their names marked.
//!
//! - *shape* ([`shape`]): how much the characters look like a name. There are four makes, each with
//!   its own likelihood by length: Chinese (a surname and one or two characters), Japanese (four
//!   characters, ending as given names do), transliterated (characters that transliterations use),
//!   and of a people of China with names of one part (次仁旺堆). What is known of the office before
//!   ([`Frame`]) says which makes are likely.
//! - *edge* ([`edge`]): how surely something else begins behind. A mark is sure; so is a word of two
//!   characters or more that follows names (会见, 表示, 一行); one character is not (和, 同, 平),
//!   unless such a word follows it (也|强调).
//! - *strain* ([`strain`]): particles and words inside that names do not hold.
//!
//! Where two ends are nearly as good, the page decides: the name that stands on it more often.

use super::super::{Kind, Scan};
use super::edge::{EITHER, SURE, edge, words_at};
use super::{is_dot, is_han, names_country, town_inside};
use crate::lexicon::Class;
use crate::span::Span;

/// What is known of a name before it is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame {
    /// The office before it is held abroad.
    pub abroad: bool,
    /// The office says where it is held.
    pub held: bool,
    /// The office is held in Japan.
    pub japan: bool,
    /// The office is held where names are written as in China, surname first.
    pub sinic: bool,
    /// No office stands before it: only a Chinese name is believed.
    pub bare: bool,
}

/// What a name needs to be believed.
const ENOUGH: i32 = 10;
/// Scores this near to each other are settled by what stands on the page.
const NEAR: i32 = 12;
/// How many bytes before and after a name are looked at for the same name.
const NEARBY: usize = 8000;
/// Names longer than this are not read without a dot.
const LONGEST: usize = 10;

/// Likelihood of a transliterated name by its number of characters, from 0.
const FOREIGN: [i32; 11] = [0, 0, 16, 28, 34, 34, 32, 28, 22, 16, 10];
/// The same of names of one part within China.
const ONE_PART: [i32; 11] = [0, 0, -20, 12, 24, 22, 16, 6, -10, -20, -20];
/// The same of the last part of a dotted name.
const LAST_PART: [i32; 11] = [0, 14, 26, 30, 32, 30, 28, 24, 18, 10, 0];

/// Particles no name holds.
const NEVER_INSIDE: &str = "的了着与及等被把率赴称说是莅副";
/// Particles hardly any name holds.
const HARDLY_INSIDE: &str = "应在对就到将曾由于为并也还则亦均已都用";

/// Particles that no name with a dot in it holds: 艾力|在塔什干. 李在明 may, and 于, 都, 曾 are syllables.
const NO_SYLLABLE: &str = "在到对就将并还亦均已应";

/// How much the characters of a stretch look like a name.
fn shape(scan: &Scan<'_>, name: Span, frame: Frame) -> i32 {
    let text = name.of(scan.text);
    let n = text.chars().count();
    let strange = text
        .chars()
        .filter(|&c| !scan.lexicon.transliterates(c))
        .count() as i32;
    let mut best = chinese(scan, text, n, frame);
    if frame.bare {
        return best;
    }
    best = best.max(japanese(scan, text, n, frame));
    if frame.abroad {
        best = best.max(FOREIGN[n.min(10)] - 14 * strange);
    } else {
        let one_part = scan.lexicon.names();
        let strange = text
            .chars()
            .filter(|c| !scan.lexicon.transliterates(*c) && !one_part.one_part.contains(*c))
            .count() as i32;
        let held = if frame.held { 0 } else { -8 };
        best = best.max(ONE_PART[n.min(10)] + held - 14 * strange);
    }
    best
}

/// A surname, compound or not, and one or two characters.
fn chinese(scan: &Scan<'_>, text: &str, n: usize, frame: Frame) -> i32 {
    let Some(surname) = scan.lexicon.surname(text) else {
        return -40;
    };
    let compound = surname > '一'.len_utf8();
    let given = n - if compound { 2 } else { 1 };
    let mut score = match given {
        2 => 36,
        // 国|和: words, and no name; 许和 may be one
        1 if text.ends_with(['总', '某', '氏']) => return -40,
        1 if text.ends_with(['和', '同', '与', '及', '等']) => {
            if scan.lexicon.weak_surname(&text[..surname]) {
                return -40;
            }
            12
        }
        1 => 24,
        // 范氏清茶; 林郑月娥
        3 if text[surname..].starts_with('氏') => 44,
        3 if !frame.bare && scan.lexicon.surname(&text[surname..]) == Some(3) => 22,
        _ => return -40,
    };
    if frame.japan {
        score -= 20;
    } else if frame.sinic {
        score += if given == 1 { -10 } else { 6 };
    } else if frame.abroad {
        score -= 8;
    }
    if scan.lexicon.weak_surname(&text[..surname]) {
        score -= if frame.held || frame.abroad { 6 } else { 14 };
        // 理事国|和新兴国家
        score -= 30 * i32::from(text[surname..].starts_with(['和', '与', '及', '等', '同']));
    }
    score
}

/// Four characters, less often three or five.
fn japanese(scan: &Scan<'_>, text: &str, n: usize, frame: Frame) -> i32 {
    let names = scan.lexicon.names();
    let mut chars = text.chars();
    let surname = chars
        .nth(1)
        .is_some_and(|c| names.japanese_surname_end.contains(c));
    let last = text
        .chars()
        .next_back()
        .is_some_and(|c| names.japanese_given_end.contains(c));
    let fit = 8 * i32::from(last) + 6 * i32::from(surname);
    if frame.japan {
        let by_length = match n {
            2 => 4,
            3 => 24,
            4 => 38,
            5 => 28,
            6 => 4,
            _ => return -40,
        };
        return by_length + fit;
    }
    // elsewhere all must fit: the length, the surname, the end
    match n {
        4 if surname && last && (frame.held || frame.abroad) && !frame.sinic => 30,
        5 if surname && last && (frame.held || frame.abroad) && !frame.sinic => 16,
        _ => -40,
    }
}

/// What speaks against a name: particles and words inside, places cut through, the end of a body or place.
fn strain(scan: &Scan<'_>, name: Span, frame: Frame) -> i32 {
    let text = name.of(scan.text);
    let mut sum = 0;
    let surname = scan.lexicon.surname(text).unwrap_or(0);
    for (i, c) in text.char_indices().skip(1) {
        if NEVER_INSIDE.contains(c) {
            sum += 60;
        } else if HARDLY_INSIDE.contains(c) {
            // 中村直|也: the end of many Japanese names
            let four = i + c.len_utf8() == text.len() && text.chars().count() == 4;
            let given = frame.japan && four && c == '也';
            sum += if given { 4 } else { 24 };
        }
        let at = name.start + i;
        if i < surname {
            continue;
        }
        for word in words_at(scan, at) {
            let class = scan.lexicon.classes(word);
            if at + word.len() > name.end {
                // 夏某阁|下: a title of respect is whole
                let respect = class.has(Class::Honorific);
                sum += 18 * i32::from(cut_through(scan, word)) + 40 * i32::from(respect);
                continue;
            }
            let follows = scan.lexicon.names().follow.contains(word);
            if class.is_empty() && !follows || class.has(Class::NationalLeader) {
                continue;
            }
            let end = class.any(&[Class::BodyEnd, Class::Post]);
            let sounds =
                frame.abroad && !end && word.chars().all(|c| scan.lexicon.transliterates(c));
            // 总裁|班|启动: after a surname that is an everyday word, a word is a word
            let everyday = scan.lexicon.weak_surname(&text[..surname])
                && i == surname
                && !class.any(&[Class::Solid, Class::Soft]);
            sum += match () {
                () if everyday || class.has(Class::BodyEnd) => 60,
                () if sounds => 6,
                () if follows => 26,
                () if class.has(Class::Solid) || class.has(Class::Soft) => 8,
                () => 26,
            };
        }
        if let Some(m) = scan.mention(at)
            && m.kind == Kind::Place
            && (m.span.start != name.start)
        {
            // a name may hold a town (加|西亚), it does not end within one
            if m.span.end > name.end {
                // 曹新平|和市委副书记: 平和 is a county, but 和 joins two officials here
                let joins = scan.text[name.end..m.span.end] == *"和" && is_office(scan, m.span.end);
                sum += 30 * i32::from(!joins);
            } else if m.span.start == at && !town_inside(scan, m) {
                sum += 16;
            }
        }
    }
    let last = text.chars().next_back().unwrap_or(' ');
    let full = text.chars().count() == 3 && surname == 3;
    if "部局厅委院署县".contains(last)
        || "省市州会司区团方党国郡".contains(last) && (!full || frame.japan)
    {
        sum += 40;
    }
    // 刘琦|和中国化工集团: 和 joins
    if "和及与同".contains(last) && (scan.mention(name.end).is_some() || is_office(scan, name.end))
    {
        sum += 40;
    }
    // 周翔|昨会见
    if last == '昨' {
        sum += 40;
    }
    // 连战|和吴伯雄: another surname behind 和, and too long for one name
    let joins = |(i, c): (usize, char)| {
        let rest = &text[i + c.len_utf8()..];
        let given = rest.chars().count();
        "和与及".contains(c)
            && i >= 6
            && (2..=3).contains(&given)
            && scan.lexicon.surname(rest).is_some()
    };
    if text.chars().count() >= 5 && text.char_indices().any(joins) {
        sum += 40;
    }
    // 内田|一行: whoever comes with him
    if text.ends_with("一行") && text.chars().count() > 3 {
        sum += 60;
    }
    // 马丁|和夫人
    if text.ends_with("夫人") && text.contains(['和', '及', '与', '携', '偕']) {
        sum += 60;
    }
    // 王强|又会见了
    if last == '又' && surname > 0 {
        sum += 40;
    }
    if "时后".contains(last) {
        // 森民夫|时说
        sum += 18;
    } else if EITHER.contains(last) && !"和平同为来中前代月上下日".contains(last) {
        sum += 6;
    }
    sum
}

/// Whether an office, its body or a modifier of it begins at a byte; 前|知事 is one too.
fn is_office(scan: &Scan<'_>, at: usize) -> bool {
    let former = scan
        .after(at)
        .filter(|c| "前原".contains(*c))
        .map_or(0, char::len_utf8);
    let at = at + former;
    words_at(scan, at).any(|w| {
        let class = scan.lexicon.classes(w);
        class.any(&[Class::Post, Class::PostBody, Class::PostModifier])
    })
}

/// Whether a word that begins within a name and ends behind it shows that the name ends before it:
/// 王度|座谈, 徐泽|昨日.
fn cut_through(scan: &Scan<'_>, word: &str) -> bool {
    let class = scan.lexicon.classes(word);
    let verb = class.any(&[
        Class::Trigger,
        Class::Say,
        Class::Stop,
        Class::Adverb,
        Class::Lead,
        Class::Escort,
    ]);
    verb && !class.any(&[Class::EventEnd, Class::Soft])
        || scan.lexicon.names().follow.contains(word)
}

/// Where the name that begins at a byte ends, if one does.
pub fn best_end(scan: &Scan<'_>, at: usize, frame: Frame) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    let mut next: Option<(i32, usize)> = None;
    let rest = &scan.text[at..];
    for (n, (i, c)) in rest.char_indices().enumerate() {
        let here = at + i;
        if n >= LONGEST || !is_han(c) || n > 0 && closed(scan, at, here, frame) {
            break;
        }
        let end = here + c.len_utf8();
        if n == 0 {
            continue;
        }
        let name = Span::new(at, end);
        let mut shape = shape(scan, name, frame);
        let edge = edge(scan, end);
        // 越南莱州省主席贲迪拓,: no make fits, but the office stands before and something else behind
        let strange = name
            .of(scan.text)
            .chars()
            .filter(|&c| !scan.lexicon.transliterates(c))
            .count();
        let lengths = 3 - usize::from(frame.abroad || strange == 0)..=5;
        // 省长王文涛|密集|会见: whoever has a surname of China has no name of five characters
        let over = !frame.abroad && overfull(scan, name);
        let framed = edge >= SURE
            && !over
            && (frame.held && lengths.contains(&(n + 1)) || strange == 0)
            && strange * 3 <= (n + 1) * 2;
        if framed && !frame.bare {
            shape = shape.max(1);
        }
        if shape <= 0 {
            continue;
        }
        let found = (shape + edge - strain(scan, name, frame), end);
        if best.is_none_or(|b| found.0 > b.0) {
            next = best;
            best = Some(found);
        } else if next.is_none_or(|b| found.0 > b.0) {
            next = Some(found);
        }
    }
    let (score, end) = best.filter(|b| b.0 >= ENOUGH)?;
    if let Some((other, end2)) = next
        && score - other < NEAR
        && other >= ENOUGH
    {
        let (short, long) = (end.min(end2), end.max(end2));
        // a long page is looked at around the name only
        let mut from = at.saturating_sub(NEARBY);
        while !scan.text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (at + NEARBY).min(scan.text.len());
        while !scan.text.is_char_boundary(to) {
            to += 1;
        }
        let count = |e: usize| scan.text[from..to].matches(&scan.text[at..e]).count();
        let (a, b) = (count(short), count(long));
        // the longer string stands wherever the shorter does: then it is the name
        return Some(if b > 1 && a == b {
            long
        } else if a > b && b == 1 {
            short
        } else {
            end
        });
    }
    Some(end)
}

/// Whether a name has a surname of China, no everyday word, and more than two characters behind it.
fn overfull(scan: &Scan<'_>, name: Span) -> bool {
    let text = name.of(scan.text);
    let surname = scan.lexicon.surname(text);
    surname.is_some_and(|n| !scan.lexicon.weak_surname(&text[..n]) && text[n..].chars().count() > 2)
}

/// Whether no name that begins at `start` runs on over a byte: a country, or a name of another kind.
fn closed(scan: &Scan<'_>, start: usize, at: usize, frame: Frame) -> bool {
    let Some(m) = scan.mention(at) else {
        return false;
    };
    let bare = m.kind == Kind::Person && m.post.is_none() && m.name.contains(is_dot);
    if bare {
        return false;
    }
    if m.kind != Kind::Place {
        return true;
    }
    // 小松|原弘一: a surname may be a town
    let first = m.span.start == start;
    let whole = m.span == m.head;
    !(whole
        && (town_inside(scan, m)
            || first && frame.japan
            || !first && m.span.len() <= 9 && !names_country(&m.name)))
}

/// Whether a place begins at a byte by its make: up to four characters and the level they end in.
fn place_ahead(scan: &Scan<'_>, at: usize) -> bool {
    let near = scan.text[at..]
        .char_indices()
        .take_while(|(_, c)| is_han(*c));
    near.skip(1)
        .take(5)
        .any(|(i, c)| "省市州县郡".contains(c) && scan.word(at + i).is_some())
}

/// Where the last part of a dotted name that begins at a byte ends.
pub fn last_part_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    let mut strange = 0;
    let mut verb: Option<usize> = None;
    for (n, (i, c)) in scan.text[at..].char_indices().enumerate() {
        let here = at + i;
        if !is_han(c) || n >= LONGEST {
            break;
        }
        strange += i32::from(!scan.lexicon.transliterates(c));
        let end = here + c.len_utf8();
        let mut score = LAST_PART[(n + 1).min(10)] - 14 * strange + edge(scan, end);
        if n > 0 && (NEVER_INSIDE.contains(c) || NO_SYLLABLE.contains(c)) {
            break;
        }
        // 甲·考尔特|和|丙登州政府: a place begins behind 和
        if n > 0 && "和与及".contains(c) && place_ahead(scan, end) {
            break;
        }
        // 卡特琳·舒茨|女士
        if n > 0 && words_at(scan, here).any(|w| scan.lexicon.classes(w).has(Class::Honorific)) {
            break;
        }
        if n > 0 && HARDLY_INSIDE.contains(c) {
            score -= 16;
        }
        // a verb inside, or one cut through
        if n > 0 {
            let verbs = words_at(scan, here).filter(|w| cut_through(scan, w));
            if let Some(w) = verbs.last() {
                verb = verb.or(Some(here + w.len()));
            }
        }
        score -= verb.map_or(0, |v| if v <= end { 30 } else { 18 });
        if best.is_none_or(|b| score > b.0) {
            best = Some((score, end));
        }
    }
    best.filter(|b| b.0 > -20).map(|b| b.1)
}
