//! Persons: a name after an office, before one, or known from elsewhere on the page.

use std::collections::{BTreeMap, HashMap};

use super::scan::{Reach, ends_names};
use super::{Kind, Mention, Of, Scan, squeeze};
use crate::lexicon::Class;
use crate::span::Span;

/// Marks between the parts of a transliterated name.
fn is_dot(c: char) -> bool {
    // U+FFFD: the dot is what charsets lose first
    matches!(c, '·' | '•' | '・' | '‧' | '．' | '▪' | '∙' | '●' | '\u{fffd}')
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '〇'
}

/// Finds the persons of a page.
pub fn find(scan: &mut Scan<'_>) {
    after_office(scan);
    before_office(scan);
    // names known already come first, so that 阮成发|表示 is not read as 阮成|发表
    everywhere(scan);
    at_sentence_start(scan);
    everywhere(scan);
}

/// `省委书记、省人大常委会主任许勤`: offices, then a name, then perhaps more names.
fn after_office(scan: &mut Scan<'_>) {
    let posts: Vec<_> = scan
        .words
        .iter()
        .filter(|w| w.classes.has(Class::Post))
        .map(|w| w.span)
        .collect();
    for post in posts {
        if scan
            .mention(post.start)
            .is_some_and(|m| m.kind != Kind::Place)
        {
            continue;
        }
        let phrase = office(scan, post);
        // 分别代表甲市: a verb unless something makes it an office
        if phrase == post && matches!(post.of(scan.text), "代表" | "领导" | "顾问" | "助理" | "专家" | "学者" | "负责人" | "委员" | "主管" | "秘书" | "长" | "官员" | "干事" | "司令") {
            continue;
        }
        let of = held_in(scan, phrase);
        let own = of.as_ref().and_then(|o| o.place.as_deref());
        // in a list of foreign officials, an office without a country is one of theirs
        let abroad = own.map_or_else(|| listed_abroad(scan, phrase.start), is_abroad);
        // 中国驻贝尔法斯特总领事: sent from China, whatever the seat
        let name = of.as_ref().map_or("", |o| o.name.as_str());
        let sent = name.find('驻').is_some_and(|i| name[..i].is_empty() || name[..i].ends_with("中国") || name[..i].ends_with("共和国") || name[..i].ends_with('我'));
        let abroad = abroad && !sent;
        let mut at = scan.skip_spaces(post.end);
        if scan.after(at).is_some_and(|c| matches!(c, ':' | '：' | '兼' | '、')) {
            continue;
        }
        let held = of.is_some();
        let mut first = true;
        while let Some(name) = name_at(scan, at, abroad, held) {
            let span = if first {
                Span::new(phrase.start, name.end)
            } else {
                name
            };
            // a dotted name may be there already, without its office; a town of the same name too
            let taken = |m: &Mention| match m.kind {
                Kind::Person => m.post.is_some() || m.head != name,
                Kind::Place => m.head != name,
                _ => true,
            };
            if scan.mention(name.start).is_some_and(taken) {
                break;
            }
            let mut m = Mention::new(Kind::Person, name, scan.text);
            m.span = span;
            m.post = Some(Span::new(phrase.start, post.end));
            m.of = of.clone();
            scan.take(m);
            first = false;
            // 副市长甲、乙: one office for both
            let Some(next) = scan.text[name.end..].strip_prefix('、') else {
                break;
            };
            at = scan.text.len() - next.len();
            let ends = name_at(scan, at, abroad, held).map(|n| n.end);
            let closed = ends
                .is_some_and(|e| scan.after(e).is_none_or(|c| !is_han(c)) || wall_starts(scan, e));
            if !closed
                || scan.word(at).is_some_and(|w| {
                    w.classes
                        .any(&[Class::PostBody, Class::Post, Class::PostModifier])
                })
            {
                break;
            }
        }
    }
}

/// Whether the person before this one in a list holds an office abroad.
fn listed_abroad(scan: &Scan<'_>, start: usize) -> bool {
    let before = &scan.text[..start];
    let Some(at) = ["、", ",", "，", "和", "及"].iter().find_map(|w| before.strip_suffix(w)).map(str::len) else { return false };
    at.checked_sub(1).and_then(|b| scan.mention(b)).is_some_and(|m| {
        m.kind == Kind::Person && m.span.end == at && (m.name.contains(is_dot) || m.of.as_ref().and_then(|o| o.place.as_deref()).is_some_and(is_abroad) || m.name.chars().count() > 4)
    })
}

/// The whole phrase of an office: its region and body, and the offices joined to it before.
fn office(scan: &Scan<'_>, post: Span) -> Span {
    let reach = Reach {
        places: true,
        anchored: false,
    };
    let mut start = scan.left(post.start, 40, reach);
    loop {
        let before = &scan.text[..start];
        let cut = before
            .strip_suffix('、')
            .or_else(|| before.strip_suffix('兼'))
            .or_else(|| before.strip_suffix(' '));
        let Some(cut) = cut else { break };
        let ends_in_post = scan.word(cut.len().saturating_sub(1)).is_some_and(|w| {
            w.span.end == cut.len()
                && w.classes.any(&[Class::Post, Class::PostBody])
                && scan.mention(w.span.start).is_none()
        });
        if !ends_in_post {
            break;
        }
        let earlier = scan.left(cut.len(), 40, reach);
        if earlier >= cut.len() {
            break;
        }
        start = earlier;
    }
    Span::new(start, post.end)
}

/// What stands before the office itself: `美国夏威夷州发展部` of `美国夏威夷州发展部部长`.
fn held_in(scan: &Scan<'_>, phrase: Span) -> Option<Of> {
    let mut place = None;
    let mut at = phrase.start;
    while at < phrase.end {
        match scan.mention(at) {
            Some(m) if m.kind == Kind::Place => {
                // 中国驻大阪总领事: the office is held in Osaka
                if place.is_none() || scan.text[..at].ends_with('驻') {
                    place = Some(Box::new(m.clone()));
                }
                at = m.span.end;
            }
            _ => at += scan.after(at).map_or(1, char::len_utf8),
        }
    }
    let text = phrase.of(scan.text);
    let first = text.split(['、', '兼']).next().unwrap_or(text);
    let first = Span::new(phrase.start, phrase.start + first.len());
    let post = scan
        .words
        .iter()
        .rev()
        .find(|w| first.covers(w.span) && w.classes.has(Class::Post))?;
    let mut end = post.span.start;
    while let Some(w) = end.checked_sub(1).and_then(|b| scan.word(b)) {
        if w.span.start >= phrase.start && w.classes.has(Class::PostModifier) {
            end = w.span.start;
        } else {
            break;
        }
    }
    if end <= phrase.start && place.is_none() {
        return None;
    }
    let span = Span::new(phrase.start, end.max(phrase.start));
    Some(Of {
        name: squeeze(span.of(scan.text)),
        span,
        place,
    })
}

fn is_abroad(place: &Mention) -> bool {
    super::place::abroad(place)
}

/// Whether a word that stops names begins here.
fn wall_starts(scan: &Scan<'_>, at: usize) -> bool {
    let word = |w: &crate::lexicon::Word| {
        // 林郑|月|娥: one character that is a word elsewhere is a syllable here
        let syllable = w.span.len() <= 3 && !scan.after(at).is_some_and(ends_names) && !w.classes.any(&[Class::With, Class::List, Class::At, Class::To, Class::By, Class::Lead, Class::Trigger]);
        w.span.start == at && Scan::is_wall(w.classes) && !syllable
    };
    scan.word(at).is_some_and(word) || scan.mention(at).is_some()
}

/// Whether a name may end here.
fn boundary(scan: &Scan<'_>, at: usize) -> bool {
    scan.after(at)
        .is_none_or(|c| !is_han(c) && !c.is_alphanumeric())
        || wall_starts(scan, at)
        || scan.word(at).is_some_and(|w| {
            w.span.start == at && w.classes.any(&[Class::Honorific, Class::Post, Class::Say])
        })
}

/// The name that begins at a byte, if one does.
fn name_at(scan: &Scan<'_>, at: usize, abroad: bool, held: bool) -> Option<Span> {
    if scan.after(at).is_some_and(|c| ends_names(c) && c != '于' && c != '向' && c != '时') {
        return None;
    }
    // 劳工部, 交通局: what ends like a body is none
    raw_name_at(scan, at, abroad, held).filter(|n| !n.of(scan.text).ends_with(['部', '局', '厅', '委', '会', '院', '司', '署', '省', '市', '州', '县', '区', '国', '团', '方', '党']))
}

fn raw_name_at(scan: &Scan<'_>, at: usize, abroad: bool, held: bool) -> Option<Span> {
    if at >= scan.text.len() {
        return None;
    }
    if let Some(m) = scan.mention(at).filter(|m| m.kind == Kind::Place) {
        // 州长|安德鲁斯: a town somewhere, a governor here
        let bare = m.span == m.head && m.head.start == at && !m.name.ends_with(['省', '市', '州', '县', '区', '郡', '国', '道', '府']);
        let sounds = m.name.chars().all(|c| scan.lexicon.transliterates(c)) && m.name.chars().count() >= 2;
        return (bare && sounds && abroad && boundary(scan, m.head.end)).then_some(m.head);
    }
    if scan.mention(at).is_some_and(|m| m.kind != Kind::Person) {
        return None;
    }
    if let Some(m) = scan.mention(at).filter(|m| m.head.start == at && m.post.is_none()) {
        return Some(m.head);
    }
    // 总书记|有关, 会见|时表示, 官员|代表团: a word of the language, not a name
    if scan.word(at).is_some_and(|w| w.span.start == at && w.span.len() > 3 && !w.classes.has(Class::NationalLeader)) {
        return None;
    }
    if let Some(end) = dotted_end(scan, at) {
        return Some(Span::new(at, end));
    }
    let run = run_end(scan, at);
    let count = scan.text[at..run].chars().count();
    let sounds = scan.text[at..run]
        .chars()
        .all(|c| scan.lexicon.transliterates(c));
    if !abroad {
        // 次仁旺堆, 谷口幸惠: four characters up to a boundary, after an office
        let spread = scan.text[at..run].chars().count() == 4 && held && boundary(scan, run);
        let three = scan.text[at..].char_indices().nth(3).map(|(i, _)| at + i);
        if spread && three.is_some_and(|t| !boundary(scan, t) && scan.word(t).is_none_or(|w| w.span.len() <= 3)) && chinese_end(scan, at) == three {
            return Some(Span::new(at, run));
        }
        if let Some(end) = chinese_end(scan, at) {
            let long = sounds && count >= 4 && end < run;
            if !long {
                return Some(Span::new(at, end));
            }
        }
    }
    // 主席洛桑江村: no surname, but an office before and a boundary after
    let framed = held && (3..=5).contains(&count) && boundary(scan, run) && !scan.words.iter().any(|w| w.span.start >= at && w.span.end <= run && w.span.len() > 3);
    if (2..=5).contains(&count) && (abroad || sounds || framed) || (sounds && (2..=9).contains(&count)) {
        return Some(Span::new(at, run));
    }
    if abroad {
        let prefix: usize = scan.text[at..run]
            .chars()
            .take_while(|&c| scan.lexicon.transliterates(c))
            .map(char::len_utf8)
            .sum();
        if prefix >= 6 && prefix <= 24 {
            return Some(Span::new(at, at + prefix));
        }
    }
    None
}

/// The end of the run of Han characters before the next word that stops names.
fn run_end(scan: &Scan<'_>, at: usize) -> usize {
    let mut end = at;
    for (i, c) in scan.text[at..].char_indices() {
        let here = at + i;
        let syllable = scan.word(here).is_some_and(|w| w.span.len() <= 3 && !ends_names(c)) || (c == '和' && i == 3);
        if !is_han(c)
            || (i > 0 && boundary(scan, here) && !syllable)
            || scan.mention(here).is_some_and(|m| !town_inside(scan, m))
        {
            break;
        }
        end = here + c.len_utf8();
    }
    end
}

/// Whether a place is only syllables of a longer name: 加|西亚.
fn town_inside(scan: &Scan<'_>, m: &Mention) -> bool {
    m.kind == Kind::Place && m.span == m.head && m.name.chars().all(|c| scan.lexicon.transliterates(c)) && !m.name.ends_with(['省', '市', '州', '县', '区', '郡', '国', '道', '府'])
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
fn chinese_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
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
    if scan.mention(at_given).is_some() {
        return None;
    }
    let first_word = scan
        .word(at_given)
        .filter(|w| w.span.start == at_given && Scan::is_wall(w.classes));
    if first_word.is_some_and(|w| w.span.len() > 3 && w.span.end > two) {
        return None;
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
    let (short, long) = (&scan.text[at..one], &scan.text[at..two]);
    let (n, m) = (
        scan.text.matches(short).count(),
        scan.text.matches(long).count(),
    );
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
                || scan
                    .word(i)
                    .is_some_and(|w| w.classes.any(&[Class::With, Class::At, Class::Post]));
            if n >= 7 || !scan.lexicon.transliterates(c) || wall || names_country(&scan.text[..i + c.len_utf8()]) {
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
        // 巴登·符腾堡州 is a place
        if scan.word(end).is_some_and(|w| w.span.start == end && w.classes.has(Class::PlaceEnd)) || span.of(scan.text).ends_with(['州', '省', '市', '县', '区', '郡']) {
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
    starts.into_iter().any(|i| gazetteer.lookup(&text[i..]).iter().any(|s| gazetteer.place(s.place).level == jiehao_places::Level::Country))
}

/// `张卫国总领事`: a Chinese name of two or three characters right before an office.
fn before_office(scan: &mut Scan<'_>) {
    let posts: Vec<_> = scan
        .words
        .iter()
        .filter(|w| w.classes.any(&[Class::Post, Class::Honorific]))
        .map(|w| w.span)
        .collect();
    for post in posts {
        if scan.mention(post.start).is_some() {
            continue;
        }
        let start = scan.left(post.start, 6, Reach::default());
        let run = &scan.text[start..post.start];
        let count = run.chars().count();
        // 拜会安吉莉卡省长: syllables between a verb and an office
        let framed = start.checked_sub(1).and_then(|b| scan.word(b)).is_some_and(|w| w.span.end == start && w.classes.any(&[Class::Trigger, Class::With, Class::To]));
        if framed && count >= 3 && run.chars().all(|c| scan.lexicon.transliterates(c)) && scan.lexicon.surname(run).is_none_or(|_| count > 3) {
            let name = Span::new(start, post.start);
            let mut m = Mention::new(Kind::Person, name, scan.text);
            m.span = name.join(post);
            m.post = Some(post);
            scan.take(m);
            continue;
        }
        if !(2..=3).contains(&count) || !run.chars().all(is_han) {
            continue;
        }
        let Some(surname) = scan.lexicon.surname(run) else {
            continue;
        };
        if scan.lexicon.weak_surname(&run[..surname])
            || scan
                .words
                .iter()
                .any(|w| w.span.start >= start && w.span.end <= post.start && w.span.len() > 3)
        {
            continue;
        }
        let name = Span::new(start, post.start);
        let mut m = Mention::new(Kind::Person, name, scan.text);
        m.span = name.join(post);
        m.post = Some(post);
        scan.take(m);
    }
}

/// `王晓晖率四川代表团…`: a full name at the head of a line or sentence, right before a verb of action.
fn at_sentence_start(scan: &mut Scan<'_>) {
    let mut starts = vec![0];
    for (i, c) in scan.text.char_indices() {
        if matches!(
            c,
            '\n' | '。' | '；' | '！' | ' ' | '\u{3000}' | ':' | '：' | '|' | ',' | '，'
        ) {
            starts.push(scan.skip_spaces(i + c.len_utf8()));
        }
    }
    for at in starts {
        if at >= scan.text.len() || scan.mention(at).is_some() {
            continue;
        }
        let Some(surname) = scan.lexicon.surname(&scan.text[at..]) else {
            continue;
        };
        let Some(end) = chinese_end(scan, at) else {
            continue;
        };
        let weak = scan.lexicon.weak_surname(&scan.text[at..at + surname]);
        let full = scan.text[at..end].chars().count() >= 3;
        let verb = scan.word(end).is_some_and(|w| {
            w.span.start == end && w.classes.any(&[Class::Trigger, Class::Lead, Class::Say])
        });
        let span = Span::new(at, end);
        let inside = scan
            .words
            .iter()
            .any(|w| span.covers(w.span) && w.span.len() > 3);
        if verb && !inside && !(weak && !full) && scan.free(span) {
            scan.take(Mention::new(Kind::Person, span, scan.text));
        }
    }
}

/// Names found once are names wherever they stand; a dotted name also goes by its last part.
fn everywhere(scan: &mut Scan<'_>) {
    let mut full: BTreeMap<String, Mention> = BTreeMap::new();
    let mut short: HashMap<String, Option<String>> = HashMap::new();
    for m in scan.mentions.iter().filter(|m| m.kind == Kind::Person) {
        let better = full
            .get(&m.name)
            .is_none_or(|k| {
            let seat = |x: &Mention| x.of.as_ref().is_some_and(|o| o.place.is_some());
            !seat(k) && seat(m) || k.of.is_none() && m.of.is_some() || k.post.is_none() && m.post.is_some()
        });
        if better {
            full.insert(m.name.clone(), m.clone());
        }
    }
    // a name at the head of a sentence has its office elsewhere
    for m in scan.mentions.iter_mut().filter(|m| m.kind == Kind::Person && m.of.is_none() && m.post.is_none()) {
        if let Some(known) = full.get(&m.name) {
            m.of.clone_from(&known.of);
            m.post = known.post;
            m.alias = true;
        }
    }
    // 市长孙弘 here, 辽源市市长孙弘 there: the office is held where the fuller mention says
    for m in scan.mentions.iter_mut().filter(|m| m.kind == Kind::Person && m.post.is_some()) {
        let seat = m.of.as_ref().is_some_and(|o| o.place.is_some());
        if let Some(known) = full.get(&m.name).filter(|k| !seat && k.of.as_ref().is_some_and(|o| o.place.is_some())) {
            m.of.clone_from(&known.of);
        }
    }
    for name in full.keys() {
        let parts: Vec<&str> = name.split(is_dot).collect();
        for part in parts
            .iter()
            .filter(|_| parts.len() > 1)
            .filter(|p| p.chars().count() >= 2)
        {
            let entry = short
                .entry((*part).to_owned())
                .or_insert_with(|| Some(name.clone()));
            if entry.as_deref() != Some(name) {
                *entry = None;
            }
        }
    }
    let mut needles: Vec<(String, String)> = full.keys().map(|n| (n.clone(), n.clone())).collect();
    needles.extend(
        short
            .into_iter()
            .filter_map(|(s, f)| f.map(|f| (s, f)))
            .filter(|(s, _)| !full.contains_key(s)),
    );
    needles.sort_by_key(|(s, _)| std::cmp::Reverse(s.len()));
    for (needle, name) in needles {
        let found: Vec<usize> = scan.text.match_indices(&needle).map(|(i, _)| i).collect();
        for at in found {
            let span = Span::new(at, at + needle.len());
            let in_word = scan.word(at).is_some_and(|w| w.span.start < at || w.span.end > span.end && w.span.start == at);
            let town = scan.mention(at).is_some_and(|m| m.span == span && town_inside(scan, m));
            if !(scan.free(span) || town) || in_word {
                continue;
            }
            let mut m = Mention::new(Kind::Person, span, scan.text);
            m.name.clone_from(&name);
            m.alias = true;
            if let Some(known) = full.get(&name) {
                m.of.clone_from(&known.of);
                m.post = known.post;
            }
            // 鲁德尼亚州长: the office after a known name belongs to the phrase
            if let Some(w) = scan.word(span.end) {
                if w.span.start == span.end
                    && w.classes.any(&[Class::Post, Class::Honorific])
                    && scan.free(w.span)
                {
                    m.span = span.join(w.span);
                }
            }
            scan.take(m);
        }
    }
}
