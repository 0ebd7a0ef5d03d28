//! Where a name ends: Chinese, Japanese, dotted, transliterated.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::super::scan::ends_names;
use super::super::{Kind, Mention, Scan};
use super::words::{FOLLOW, JAPANESE_END, JAPANESE_SECOND, NEVER, TITLES};
use super::{holds_word, is_dot, is_han};
use crate::lexicon::{Class, Word};
use crate::span::Span;

/// What is known of a name before it is read.
#[derive(Clone, Copy)]
pub struct Frame<'c> {
    /// The office before it is held abroad.
    pub abroad: bool,
    /// The office says where it is held.
    pub held: bool,
    /// The office is held in Japan.
    pub japan: bool,
    /// The office is held where names are written as in China, surname first.
    pub sinic: bool,
    /// How often two or three characters stand on the page.
    pub counts: &'c Counts,
}

/// How often each two and three Han characters in a row stand on a page; counted once, when first asked for.
#[derive(Default)]
pub struct Counts(OnceCell<HashMap<[char; 3], u32>>);

impl Counts {
    fn of(&self, text: &str, name: &str) -> u32 {
        let all = self.0.get_or_init(|| {
            let mut all = HashMap::new();
            let (mut a, mut b) = (' ', ' ');
            for c in text.chars() {
                if is_han(c) && is_han(b) {
                    *all.entry([b, c, ' ']).or_default() += 1;
                    if is_han(a) {
                        *all.entry([a, b, c]).or_default() += 1;
                    }
                }
                (a, b) = (b, c);
            }
            all
        });
        let mut chars = name.chars();
        let mut next = || chars.next().unwrap_or(' ');
        all.get(&[next(), next(), next()]).copied().unwrap_or(0)
    }
}

/// Whether a word that stops names begins here.
fn wall_starts(scan: &Scan<'_>, at: usize) -> bool {
    let word = |w: &Word| {
        // 林郑|月|娥: one character that is a word elsewhere is a syllable here
        let syllable = w.span.len() <= 3
            && !scan.after(at).is_some_and(ends_names)
            && !w.classes.any(&[
                Class::With,
                Class::List,
                Class::At,
                Class::To,
                Class::By,
                Class::Lead,
                Class::Trigger,
            ]);
        w.span.start == at && Scan::is_wall(w.classes) && !syllable
    };
    // a dotted name found by its dot alone may begin too late: 开|玛尼·奔舍那
    let bare = |m: &Mention| m.kind == Kind::Person && m.post.is_none() && m.name.contains(is_dot);
    scan.word(at).is_some_and(word) || scan.mention(at).is_some_and(|m| !bare(m))
}

/// Whether a name may end here.
pub fn boundary(scan: &Scan<'_>, at: usize) -> bool {
    let rest = &scan.text[at..];
    scan.after(at)
        .is_none_or(|c| !is_han(c) && !c.is_alphanumeric() || c == '携')
        || wall_starts(scan, at)
        || scan.word(at).is_some_and(|w| {
            w.span.start == at && w.classes.any(&[Class::Honorific, Class::Post, Class::Say])
        })
        || FOLLOW.iter().any(|f| rest.starts_with(f))
}

/// How surely a name ends here: 3 surely, 2 likely, 1 perhaps, 0 nothing says so.
fn edge(scan: &Scan<'_>, at: usize) -> u8 {
    let Some(c) = scan.after(at) else { return 3 };
    if is_dot(c) {
        return 0;
    }
    let one = scan
        .word(at)
        .is_none_or(|w| w.span.start != at || w.span.len() <= 3);
    if !is_han(c) || boundary(scan, at) && !(one && (ends_names(c) || c == '和')) {
        return 3;
    }
    match c {
        '在' | '与' | '率' | '对' | '向' | '就' | '等' | '及' | '的' | '赴' | '携' | '偕'
        | '抵' | '称' | '说' => 2,
        c if ends_names(c) || boundary(scan, at) => 1,
        _ => 0,
    }
}

/// The name that begins at a byte, if one does; titles before it aside.
pub fn name_at(scan: &Scan<'_>, at: usize, frame: Frame<'_>) -> Option<Span> {
    let rest = scan.text.get(at..)?;
    let at = at
        + TITLES
            .iter()
            .find(|t| rest.starts_with(**t))
            .map_or(0, |t| t.len());
    let rest = &scan.text[at..];
    let first = rest.chars().next()?;
    // 曾|浩荣 is a name, 曾率 none
    let once = first == '曾'
        && rest
            .chars()
            .nth(1)
            .is_some_and(|c| "率任在于与到赴访多经随对向就".contains(c));
    if ends_names(first)
        && !"于向时曾".contains(first)
        && !(frame.japan && "中上下前后".contains(first))
        || once
        || NEVER.iter().any(|n| rest.starts_with(n))
    {
        return None;
    }
    // 劳工部, 交通局: what ends like a body is none
    raw_name_at(scan, at, frame).filter(|n| {
        !n.of(scan.text).ends_with([
            '部', '局', '厅', '委', '会', '院', '司', '署', '省', '市', '州', '县', '区', '国',
            '团', '方', '党',
        ])
    })
}

fn raw_name_at(scan: &Scan<'_>, at: usize, frame: Frame<'_>) -> Option<Span> {
    let Frame { abroad, held, .. } = frame;
    if let Some(m) = scan.mention(at).filter(|m| m.kind == Kind::Place) {
        // 小松|原弘一, 池田|隆志
        let surname =
            town_inside(scan, m) || frame.japan && m.span == m.head && !level_ends(&m.name);
        if surname
            && (frame.japan || held)
            && let Some(end) = japanese_end(scan, at, frame.japan).filter(|&e| e > m.span.end)
        {
            return Some(Span::new(at, end));
        }
        let run = run_end(scan, at);
        // 曼托瓦|尼: a town at the beginning of a longer name
        if town_inside(scan, m)
            && run > m.head.end
            && boundary(scan, run)
            && scan.text[at..run]
                .chars()
                .all(|c| scan.lexicon.transliterates(c))
            && run - at <= 27
        {
            return Some(Span::new(at, run));
        }
        // 州长|安德鲁斯: a town somewhere, a governor here; 刚果(布) is never one
        let country = names_country(&m.name);
        return (town_inside(scan, m)
            && m.head.start == at
            && abroad
            && !country
            && boundary(scan, m.head.end))
        .then_some(m.head);
    }
    if scan.mention(at).is_some_and(|m| m.kind != Kind::Person) {
        return None;
    }
    if let Some(m) = scan
        .mention(at)
        .filter(|m| m.head.start == at && m.post.is_none())
    {
        return Some(m.head);
    }
    // 总书记|有关, 会见|时表示, 官员|代表团: a word of the language, not a name
    if scan.word(at).is_some_and(|w| {
        w.span.start == at && w.span.len() > 3 && !w.classes.has(Class::NationalLeader)
    }) {
        return None;
    }
    if let Some(end) = dotted_end(scan, at) {
        return Some(Span::new(at, end));
    }
    let eastern = frame.japan
        || scan.text[at..]
            .chars()
            .nth(1)
            .is_some_and(|c| JAPANESE_SECOND.contains(c));
    if eastern
        && !frame.sinic
        && (frame.japan || held || abroad)
        && let Some(end) = japanese_end(scan, at, frame.japan)
    {
        return Some(Span::new(at, end));
    }
    let run = run_end(scan, at);
    let count = scan.text[at..run].chars().count();
    let foreign = scan.text[at..run]
        .chars()
        .filter(|&c| !scan.lexicon.transliterates(c))
        .count();
    let sounds = foreign == 0;
    // 市长宋永吉: as in China; 范氏清茶 is one character longer
    let four = scan.text[at..].chars().nth(1) == Some('氏');
    if frame.sinic
        && !four
        && let Some(end) = chinese_end(scan, at, frame.counts).filter(|&e| edge(scan, e) > 0)
    {
        return Some(Span::new(at, end));
    }
    if !abroad {
        // 次仁旺堆, 哈力木拉提, 于莱尼奥: four characters or more up to a sure end, after an office
        let third = scan.text[at..].char_indices().nth(3).map(|(i, _)| at + i);
        let double = (|| {
            let one = scan.lexicon.surname(&scan.text[at..])?;
            scan.lexicon
                .surname(&scan.text[at + one..])
                .filter(|n| *n == 3)
        })()
        .is_some();
        let spread = !ends_in_particle(&scan.text[at..run])
            && (count == 4 && (held || double) || (4..=6).contains(&count) && foreign <= 1)
            && boundary(scan, run);
        if spread
            && third.is_some_and(|t| {
                edge(scan, t) == 0 && scan.word(t).is_none_or(|w| w.span.len() <= 3)
            })
            && !holds_word(scan, Span::new(at, run))
            && (double || chinese_end(scan, at, frame.counts).is_none_or(|e| Some(e) == third))
        {
            return Some(Span::new(at, run));
        }
        if let Some(end) = chinese_end(scan, at, frame.counts) {
            let long = sounds && count >= 4 && end < run;
            if !long && !everyday(scan, Span::new(at, end)) {
                return Some(Span::new(at, end));
            }
        }
    }
    // 主席洛桑江村: no surname, but an office before and a boundary after
    let framed = held
        && (3..=5).contains(&count)
        && boundary(scan, run)
        && !holds_word(scan, Span::new(at, run));
    if count >= 2
        && ((2..=5).contains(&count) && (abroad || sounds || framed)
            || (sounds && (2..=9).contains(&count)))
    {
        return Some(Span::new(at, run));
    }
    if abroad {
        let prefix: usize = scan.text[at..run]
            .chars()
            .take_while(|&c| scan.lexicon.transliterates(c))
            .map(char::len_utf8)
            .sum();
        if (6..=24).contains(&prefix) {
            return Some(Span::new(at, at + prefix));
        }
    }
    None
}

/// Whether a name that begins with an everyday character is rather words: 班|启动, 国|和, 全年|共.
fn everyday(scan: &Scan<'_>, name: Span) -> bool {
    let text = name.of(scan.text);
    let Some(surname) = scan
        .lexicon
        .surname(text)
        .filter(|&n| scan.lexicon.weak_surname(&text[..n]))
    else {
        return false;
    };
    let given = Span::new(name.start + surname, name.end);
    let link = given
        .of(scan.text)
        .chars()
        .next()
        .is_some_and(|c| "和与及等的在率于或是为".contains(c));
    let verb = |w: &Word| {
        w.span.start == given.start
            && w.span.len() > 3
            && w.classes.any(&[
                Class::Soft,
                Class::Trigger,
                Class::Stop,
                Class::Adverb,
                Class::Hope,
                Class::EventEnd,
            ])
            && !w.classes.has(Class::Solid)
    };
    link || scan.word(given.start).is_some_and(verb)
}

/// Whether the last character belongs to what follows: 梁康|亦, 宋永吉|和.
fn ends_in_particle(text: &str) -> bool {
    text.ends_with([
        '有', '亦', '还', '已', '均', '曾', '都', '则', '仍', '将', '再', '又', '共', '同', '及',
        '等', '与', '和', '也', '说', '任', '作',
    ])
}

/// Whether a name ends with a level word, so that it is a place and no person.
fn level_ends(name: &str) -> bool {
    name.ends_with(['省', '市', '州', '县', '区', '郡', '国', '道', '府'])
}

/// Where a Japanese name ends: three to six characters, best up to where something else begins.
fn japanese_end(scan: &Scan<'_>, at: usize, sure: bool) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    let mut end = at;
    for (n, c) in scan.text[at..].chars().take(6).enumerate() {
        // the surname may be a town: 小松|原弘一
        let surname =
            |m: &Mention| sure && m.kind == Kind::Place && m.span == m.head && m.span.start == at;
        let inside = |m: &Mention| town_inside(scan, m) || surname(m);
        if !is_han(c) || n > 0 && !scan.mention(end).is_none_or(inside) {
            break;
        }
        end += c.len_utf8();
        let edge = edge(scan, end);
        // 甲和|议长乙: 和 joins two, it ends no name
        let joins = matches!(c, '和' | '及' | '与' | '等')
            && (scan.mention(end).is_some()
                || scan.word(end).is_some_and(|w| {
                    w.span.start == end
                        && w.classes
                            .any(&[Class::Post, Class::PostBody, Class::PostModifier])
                }));
        if joins {
            break;
        }
        let length = match n + 1 {
            1 => continue,
            2 if edge < 3 || !sure => continue,
            2 => -3,
            3 if !sure && edge == 3 => return None,
            3 if !sure => continue,
            3 => 0,
            4 => 2,
            // 田上富久|也在
            5 if matches!(c, '也' | '和' | '将' | '还') => -2,
            5 => 1,
            _ => -1,
        };
        let score = i32::from(edge) * 2 + length + i32::from(JAPANESE_END.contains(c));
        if edge > 0 && best.is_none_or(|b| score > b.0) {
            best = Some((score, end));
        }
        if edge == 3 {
            break;
        }
    }
    // without a place in Japan before it, all must fit: the end, and the last character
    let (score, end) = best?;
    let last = scan.before(end).is_some_and(|c| JAPANESE_END.contains(c));
    let fits =
        last && !ends_in_particle(&scan.text[at..end]) && !holds_word(scan, Span::new(at, end));
    (sure || score >= 6 && fits).then_some(end)
}

/// The end of the run of Han characters before the next word that stops names.
fn run_end(scan: &Scan<'_>, at: usize) -> usize {
    let mut end = at;
    for (i, c) in scan.text[at..].char_indices() {
        let here = at + i;
        let after = here + c.len_utf8();
        // 宋和|平 but not 佩|和中国
        let linked =
            c == '和' && i == 3 && scan.mention(after).is_none_or(|m| m.kind != Kind::Place);
        let syllable = scan
            .word(here)
            .is_some_and(|w| w.span.len() <= 3 && !ends_names(c))
            || linked;
        if !is_han(c)
            || i > 60
            || (i > 0 && (boundary(scan, here) && !syllable || c == '抵'))
            || scan.mention(here).is_some_and(|m| !town_inside(scan, m))
        {
            break;
        }
        end = after;
    }
    end
}

/// Whether a place is only syllables of a longer name: 加|西亚.
pub fn town_inside(scan: &Scan<'_>, m: &Mention) -> bool {
    m.kind == Kind::Place
        && m.span == m.head
        && m.name.chars().count() >= 2
        && m.name.chars().all(|c| scan.lexicon.transliterates(c))
        && !level_ends(&m.name)
}

/// `伊姆莱·索伯`: where a name with a dot in it ends.
fn dotted_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut end = at;
    let (mut part, mut dots) = (0, 0);
    let mut chars = scan.text[at..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let here = at + i;
        if is_dot(c)
            || (matches!(c, '.' | '-' | '—')
                && part > 0
                && chars.peek().is_some_and(|(_, n)| is_han(*n))
                && dots < 4)
        {
            if part == 0 || (!is_dot(c) && part > 6) {
                return None;
            }
            if !chars
                .peek()
                .is_some_and(|(_, n)| is_han(*n) || n.is_ascii_uppercase())
            {
                break;
            }
            dots += 1;
            part = 0;
            end = here + c.len_utf8();
            continue;
        }
        let stops = part > 0
            && boundary(scan, here)
            && !(scan.lexicon.transliterates(c)
                && scan.word(here).is_some_and(|w| {
                    w.span.len() <= 3 && !w.classes.any(&[Class::With, Class::At])
                }));
        if !(is_han(c) || c.is_ascii_alphabetic()) || part >= 8 || stops {
            break;
        }
        if dots > 0 && part >= 2 && !scan.lexicon.transliterates(c) {
            break;
        }
        part += 1;
        end = here + c.len_utf8();
    }
    (dots > 0 && part > 0).then_some(end)
}

/// Where a Chinese name ends: a surname and one or two characters.
pub fn chinese_end(scan: &Scan<'_>, at: usize, counts: &Counts) -> Option<usize> {
    let surname = scan.lexicon.surname(&scan.text[at..])?;
    let mut at_given = at + surname;
    // 丁 凯: names of two characters are spread over three in lists
    let spread = scan.skip_spaces(at_given);
    let spaced = spread > at_given;
    at_given = spread;
    let mut ends = scan.text[at_given..]
        .char_indices()
        .take(2)
        .take_while(|(_, c)| is_han(*c))
        .map(|(i, c)| at_given + i + c.len_utf8());
    let one = ends.next()?;
    if spaced {
        return boundary(scan, one).then_some(one);
    }
    let Some(two) = ends.next() else {
        return Some(one);
    };
    // 利|海东: a town of that name, but just as long as a given name
    if scan.mention(at_given).is_some_and(|m| {
        m.kind != Kind::Place || m.span != Span::new(at_given, two) || !boundary(scan, two)
    }) {
        return None;
    }
    if scan.mention(at_given).is_some() {
        return Some(two);
    }
    let first_word = scan
        .word(at_given)
        .filter(|w| w.span.start == at_given && Scan::is_wall(w.classes));
    if first_word.is_some_and(|w| w.span.len() > 3 && w.span.end > two) {
        return None;
    }
    // 刘军|副总领事, 隋永刚|推介
    let modifier = |b: usize| {
        scan.word(b).is_some_and(|w| {
            w.span.start == b
                && w.classes.has(Class::PostModifier)
                && scan
                    .word(w.span.end)
                    .is_some_and(|p| p.span.start == w.span.end && p.classes.has(Class::Post))
        })
    };
    if modifier(one) {
        return Some(one);
    }
    if modifier(two) {
        return Some(two);
    }
    let word = scan
        .word(one)
        .filter(|w| w.span.start == one && Scan::is_wall(w.classes));
    match word {
        Some(w) if w.span.len() > 3 => return Some(one),
        Some(w)
            if !boundary(scan, two)
                || "在与和率对向就等及的为是说称到赴一并将会".contains(w.span.of(scan.text)) =>
        {
            return Some(one);
        }
        None if boundary(scan, one) => return Some(one),
        _ => {}
    }
    if boundary(scan, two) {
        return Some(two);
    }
    // neither end is certain: the same two or three characters elsewhere on the page decide
    let n = counts.of(scan.text, &scan.text[at..one]);
    let m = counts.of(scan.text, &scan.text[at..two]);
    Some(if n > m && m == 1 && n > 1 { one } else { two })
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
        let mut start = dot;
        for (n, (i, c)) in scan.text[..dot].char_indices().rev().enumerate() {
            let wall = scan
                .word(i)
                .is_some_and(|w| Scan::is_wall(w.classes) && w.span.len() > 3)
                || scan.word(i).is_some_and(|w| {
                    w.classes
                        .any(&[Class::With, Class::At, Class::By, Class::Post])
                });
            if n >= 7
                || !scan.lexicon.transliterates(c)
                || wall
                || names_country(&scan.text[..i + c.len_utf8()])
            {
                break;
            }
            start = i;
        }
        if start == dot {
            continue;
        }
        let Some(end) = dotted_end(scan, start) else {
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
        {
            continue;
        }
        let letters = span.of(scan.text).chars().filter(|c| is_han(*c));
        let sounds = letters
            .clone()
            .filter(|c| scan.lexicon.transliterates(*c))
            .count();
        if sounds * 5 < letters.count() * 4 || !scan.free(span) {
            continue;
        }
        scan.take(Mention::new(Kind::Person, span, scan.text));
    }
}

/// Whether a text ends in the name of a country.
fn names_country(text: &str) -> bool {
    let gazetteer = jiehao_places::Gazetteer::get();
    let starts = text.char_indices().rev().map(|(i, _)| i).take(6).skip(1);
    starts.into_iter().any(|i| {
        gazetteer
            .lookup(&text[i..])
            .iter()
            .any(|s| gazetteer.place(s.place).level == jiehao_places::Level::Country)
    })
}

/// Whether a text is the name of a division of China and of nothing else.
pub fn names_home(text: &str) -> bool {
    let gazetteer = jiehao_places::Gazetteer::get();
    let senses = gazetteer.lookup(text);
    !senses.is_empty()
        && senses
            .iter()
            .all(|s| gazetteer.place(s.place).country == "CN")
}
