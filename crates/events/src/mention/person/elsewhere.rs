//! The same names elsewhere on the page, without an office beside them.

use std::collections::{BTreeMap, HashMap};

use super::super::{Kind, Mention, Of, Scan, squeeze};
use super::edge::words_at;
use super::ends::{Frame, best_end};
use super::office::lies_in;
use super::{holds_word, is_dot, is_han, names_home, town_inside};
use crate::lexicon::Class;
use crate::span::Span;
use crate::words::List;

/// 总领事甲 of a page that names one consulate is of that one, and 大使甲 of its one embassy.
fn seat_missions(scan: &mut Scan<'_>) {
    const CONSUL: [&str; 2] = ["领馆", "领事馆"];
    let one = |ends: &[&str], not: &[&str]| -> Option<Of> {
        let is = |m: &&Mention| {
            let of =
                m.of.as_ref()
                    .is_some_and(|o| o.place.is_some() && o.seat.is_some());
            let ends = ends.iter().any(|e| m.name.ends_with(e));
            m.kind == Kind::Body && of && ends && !not.iter().any(|e| m.name.ends_with(e))
        };
        let mut all = scan
            .mentions
            .iter()
            .filter(is)
            .filter_map(|m| m.of.as_ref());
        let first = all.next()?;
        let seat = |o: &Of| o.seat.as_ref().map(|p| p.name.clone());
        let sender = |o: &Of| o.place.as_ref().map(|p| p.name.clone());
        let alike = |o: &Of| seat(o) == seat(first) && sender(o) == sender(first);
        all.all(alike).then(|| first.clone())
    };
    let consulate = one(&CONSUL, &[]);
    let embassy = one(&["使馆"], &CONSUL);
    if consulate.is_none() && embassy.is_none() {
        return;
    }
    for m in scan.mentions.iter_mut().filter(|m| m.kind == Kind::Person) {
        let post = m.post.map_or("", |p| p.of(scan.text));
        let held =
            m.of.as_ref()
                .is_some_and(|o| o.place.is_some() || !o.name.is_empty());
        let of = match () {
            () if held => continue,
            () if post.ends_with("领事") => &consulate,
            () if post.ends_with("大使") || post.ends_with("公使") => &embassy,
            () => continue,
        };
        if of.is_some() {
            m.of.clone_from(of);
        }
    }
}

/// `王晓晖率四川代表团…`: a full name at the head of a line or sentence, right before a verb of action.
pub fn at_sentence_start(scan: &mut Scan<'_>) {
    let mut starts = vec![0];
    for (i, c) in scan.text.char_indices() {
        if matches!(
            c,
            '\n' | '。'
                | '；'
                | '！'
                | ' '
                | '\u{3000}'
                | ':'
                | '：'
                | '|'
                | ','
                | '，'
                | ']'
                | '】'
                | '）'
                | ')'
        ) {
            starts.push(scan.skip_spaces(i + c.len_utf8()));
        }
    }
    let there = |m: &Mention| m.kind == Kind::Place && lies_in(m, &["JP"]);
    let japan = scan.mentions.iter().any(there);
    for at in starts {
        if at >= scan.text.len() || scan.mention(at).is_some() {
            continue;
        }
        if let Some(name) = japanese_at(scan, at).filter(|_| japan) {
            scan.take(Mention::new(Kind::Person, name, scan.text));
            continue;
        }
        let Some(surname) = scan.lexicon.surname(&scan.text[at..]) else {
            continue;
        };
        let Some(end) = best_end(scan, at, BARE) else {
            continue;
        };
        let weak = scan.lexicon.weak_surname(&scan.text[at..at + surname]);
        let full = scan.text[at..end].chars().count() >= 3;
        let span = Span::new(at, end);
        let plain = holds_word(scan, span) || weak && !full || names_home(span.of(scan.text));
        if acts(scan, end) && scan.free(span) && !plain {
            scan.take(Mention::new(Kind::Person, span, scan.text));
        }
    }
}

/// A Japanese name that begins at a byte, of a page that names a place there: four characters made as such
/// names are, before a verb of action.
fn japanese_at(scan: &Scan<'_>, at: usize) -> Option<Span> {
    let names = scan.lexicon.names();
    let mut chars = scan.text[at..].char_indices();
    let surname = chars.nth(1)?.1;
    let (i, given) = chars.nth(1)?;
    let name = Span::new(at, at + i + given.len_utf8());
    let made =
        names.japanese_surname_end.contains(surname) && names.japanese_given_end.contains(given);
    let plain =
        name.of(scan.text).chars().all(is_han) && !holds_word(scan, name) && scan.free(name);
    (made && plain && acts(scan, name.end)).then_some(name)
}

/// Whether a verb of action or speech stands at a byte, one adverb before it aside: 则|指出.
fn acts(scan: &Scan<'_>, at: usize) -> bool {
    let verb = |at: usize| {
        words_at(scan, at).any(|w| {
            let c = scan.lexicon.classes(w);
            c.any(&[Class::Trigger, Class::Lead, Class::Say]) && !c.has(Class::EventEnd)
        })
    };
    let one = scan.after(at).map_or(0, char::len_utf8);
    verb(at)
        || scan.after(at) == Some('率')
        || scan.after(at).is_some_and(|c| "则也还均".contains(c)) && verb(at + one)
}

/// No office stands before the name.
const BARE: Frame = Frame {
    abroad: false,
    held: false,
    japan: false,
    sinic: false,
    bare: true,
};

/// Names found once are names wherever they stand; a dotted name also goes by its last part.
pub fn everywhere(scan: &mut Scan<'_>) {
    let mut full: BTreeMap<String, Mention> = BTreeMap::new();
    let mut short: HashMap<String, Option<String>> = HashMap::new();
    for m in scan.mentions.iter().filter(|m| m.kind == Kind::Person) {
        let better = full.get(&m.name).is_none_or(|k| {
            let seat = |x: &Mention| x.of.as_ref().is_some_and(|o| o.place.is_some());
            !seat(k) && seat(m)
                || k.of.is_none() && m.of.is_some()
                || k.post.is_none() && m.post.is_some()
        });
        if better {
            full.insert(m.name.clone(), m.clone());
        }
    }
    // a name at the head of a sentence has its office elsewhere
    for m in scan
        .mentions
        .iter_mut()
        .filter(|m| m.kind == Kind::Person && m.of.is_none() && m.post.is_none())
    {
        if let Some(known) = full.get(&m.name) {
            m.of.clone_from(&known.of);
            m.post = known.post;
            m.alias = true;
        }
    }
    // 市长孙弘 here, 辽源市市长孙弘 there: the office is held where the fuller mention says
    for m in scan
        .mentions
        .iter_mut()
        .filter(|m| m.kind == Kind::Person && m.post.is_some())
    {
        let seat = m.of.as_ref().is_some_and(|o| o.place.is_some());
        if let Some(known) = full
            .get(&m.name)
            .filter(|k| !seat && k.of.as_ref().is_some_and(|o| o.place.is_some()))
        {
            m.of.clone_from(&known.of);
        }
    }
    seat_missions(scan);
    for name in full.keys() {
        // N.F.森格维 goes by 森格维
        let parts: Vec<&str> = name.split(|c| is_dot(c) || c == '.').collect();
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
    // 陈总领事, 铃木市长: the surname and the office of somebody named in full
    for (name, m) in &full {
        let Some(title) = m.post.and_then(|p| {
            let last = super::words_in(scan, p).next_back()?;
            (last.classes.has(Class::Post) && last.span.end == p.end).then_some(last.span)
        }) else {
            continue;
        };
        let surname = match scan.lexicon.surname(name) {
            Some(n) if name.chars().count() <= 3 || n > 3 => n,
            _ if name.chars().count() == 4
                && !name.contains(is_dot)
                && name.is_char_boundary(6) =>
            {
                6
            }
            _ => continue,
        };
        // 陈|副省长, whose office may be read as 副 and 省长
        let whole = m.post.filter(|p| p.of(scan.text).chars().count() <= 5);
        let whole = whole.map(|p| squeeze(p.of(scan.text)));
        let title = squeeze(title.of(scan.text));
        for office in whole.iter().filter(|w| **w != title).chain([&title]) {
            let entry = short
                .entry(format!("{}{office}", &name[..surname]))
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
    needles.sort();
    let names = List::new(needles.iter().map(|n| n.0.as_str()).collect());
    let text = scan.text;
    for (start, hit) in names.find_in(text) {
        let span = Span::new(start, start + names[hit].len());
        let name = &needles[hit].1;
        let in_word = scan.word(span.start).is_some_and(|w| {
            // 对韩|某某: 对韩 is a word, the whole name a better one
            let first = text[span.start..].chars().next().map_or(0, char::len_utf8);
            let of_two = w.span.end == span.start + first && w.classes.has(Class::Solid);
            let whole = of_two && name.chars().count() >= 3 && *name == names[hit];
            w.span.start < span.start && !whole
                || w.span.end > span.end && w.span.start == span.start
        });
        // a town of the same name, or one that is a piece of it
        let towns = (span.start..span.end).all(|b| {
            scan.mention(b).is_none_or(|m| {
                span.covers(m.span)
                    && (town_inside(scan, m)
                        || m.kind == Kind::Person && m.post.is_none() && m.span != span)
            })
        });
        if !towns
            || in_word
            || scan
                .mention(span.start)
                .is_some_and(|m| m.kind == Kind::Person && m.span == span)
        {
            continue;
        }
        let mut m = Mention::new(Kind::Person, span, text);
        m.name.clone_from(name);
        m.alias = true;
        if let Some(known) = full.get(name) {
            m.of.clone_from(&known.of);
            m.post = known.post;
        }
        // 鲁德尼亚州长: the office after a known name belongs to the phrase
        if let Some(w) = scan.word(span.end)
            && w.span.start == span.end
            && w.classes.any(&[Class::Post, Class::Honorific])
            && scan.free(w.span)
        {
            m.span = span.join(w.span);
        }
        scan.take(m);
    }
}
