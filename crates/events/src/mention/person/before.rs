//! Names right before an office: `张卫国总领事`, `高松市松下雄介副市长`.

use super::super::place::abroad;
use super::super::scan::Reach;
use super::super::{Kind, Mention, Of, Scan, squeeze};
use super::edge::words_at;
use super::office::lies_in;
use super::phrase::{before_modifiers, office_end};
use super::{holds_word, is_han, level_ends, names_country, town_inside};
use crate::lexicon::Class;
use crate::span::Span;

/// `张卫国总领事`, `刘军副市长`: a name right before an office.
pub fn before(scan: &mut Scan<'_>) {
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
        // 甲代表县委致辞: a verb, which a name stands before all the same
        let vague = scan.lexicon.list("vague_post");
        let verb = vague.iter().any(|w| w == post.of(scan.text))
            && scan.after(post.end).is_some_and(is_han);
        let office = Span::new(before_modifiers(scan, post.start, 0), post.end);
        if let Some(name) = name_before(scan, office.start) {
            let mut m = Mention::new(Kind::Person, name, scan.text);
            if !verb {
                m.span = name.join(office);
                m.post = Some(office);
                // 宁波市教育局|甲|局长
                if let Some((span, of)) =
                    body_before(scan, name.start).or_else(|| place_before(scan, name.start))
                {
                    m.span = span.join(office);
                    m.of = Some(of);
                }
            }
            scan.take(m);
        }
    }
}

/// The name that ends at a byte, where an office begins.
pub(super) fn name_before(scan: &Scan<'_>, end: usize) -> Option<Span> {
    let mut start = scan.left(end, 9, Reach::default());
    // 以加尔|西娜主席为团长: a town is a piece of the name that goes on
    let town = start.checked_sub(1).and_then(|b| scan.mention(b));
    if let Some(m) = town
        && start < end
        && m.span.end == start
        && town_inside(scan, m)
        && !names_country(&m.name)
    {
        start = m.span.start;
        if scan.before(start) == Some('以') {
            start -= '以'.len_utf8();
        }
    }
    // 以甲主席为团长
    let led = scan.text[start..end].starts_with('以');
    if led {
        start += '以'.len_utf8();
    }
    let run = &scan.text[start..end];
    let count = run.chars().count();
    // 拜会安吉莉卡省长: syllables between a verb and an office
    let fresh = start
        .checked_sub(1)
        .and_then(|b| scan.word(b))
        .is_some_and(|w| {
            w.span.end == start
                && w.classes
                    .any(&[Class::Trigger, Class::With, Class::To, Class::By])
        });
    let sounds = count >= 3 && run.chars().all(|c| scan.lexicon.transliterates(c));
    // 甲知事(韩国江原道)、蒙赫巴特尔副省长(蒙古国中央省): the place follows in brackets
    let bracket = scan
        .word(end)
        .map(|w| office_end(scan, w.span))
        .and_then(|e| scan.after(e))
        .is_some_and(|c| matches!(c, '(' | '（'));
    let listed = bracket
        && scan
            .before(start)
            .is_none_or(|c| matches!(c, '、' | '，' | ','));
    // 内塔尼亚胡总理: offices no town comes before
    let head = scan.before(start).is_none_or(|c| !Scan::name_char(c))
        && ["总理", "总统", "首相", "总领事", "大使"]
            .iter()
            .any(|p| scan.text[end..].starts_with(p))
        && count >= 4;
    // 楠普拉省|沙乌克|省长: behind the place abroad that the office is of
    let held = start
        .checked_sub(1)
        .and_then(|b| scan.mention(b))
        .is_some_and(|m| {
            m.kind == Kind::Place && m.span.end == start && level_ends(&m.name) && abroad(m)
        });
    let sounds =
        sounds || held && count == 2 && run.chars().all(|c| scan.lexicon.transliterates(c));
    let fresh = fresh || listed || head || led || held;
    let foreign = || scan.lexicon.surname(run).is_none_or(|_| count > 3);
    let word = |name: &str| scan.lexicon.names().never.contains(name);
    if fresh && sounds && count <= 8 && (held || foreign()) && !word(run) {
        return Some(Span::new(start, end));
    }
    // a character that is a word elsewhere may be a syllable: 曹赛|先|主任
    let mut found = None;
    for (n, (i, c)) in scan.text[..end].char_indices().rev().enumerate().take(4) {
        // 夏延|军副省长: a town is a piece of the name
        let town = scan.mention(i);
        if !is_han(c) || town.is_some_and(|m| !town_inside(scan, m)) {
            break;
        }
        let from = i;
        if town.is_some_and(|m| m.span.start < from || m.span.end >= end) {
            continue;
        }
        let length = n + 1;
        let Some(surname) = scan.lexicon.surname(&scan.text[from..end]) else {
            continue;
        };
        let compound = surname > 3;
        if length < 2 || length > if compound { 4 } else { 3 } || !begins(scan, from) {
            continue;
        }
        let name = Span::new(from, end);
        // 由|王强|副市长率领: a particle before a whole name
        let led_in = "由与和同向对在以".contains(c)
            && length == 3
            && scan.lexicon.surname(&scan.text[from + surname..end]) == Some(3);
        if led_in {
            continue;
        }
        let weak = scan.lexicon.weak_surname(&scan.text[from..from + surname]);
        // 余鹏总领事, 余总领事: a surname that is a word too, told again with the office
        let again = || {
            let office = scan.word(end).map_or("", |w| w.span.of(scan.text));
            let short = format!("{}{office}", &scan.text[from..from + surname]);
            let full = format!("{}{office}", name.of(scan.text));
            // 由|副|省长: a particle and a modifier
            let plain = !Scan::is_wall(scan.word(from).map(|w| w.classes).unwrap_or_default())
                && scan
                    .word(from + surname)
                    .is_none_or(|w| !w.classes.has(Class::PostModifier));
            office.len() >= 6
                && length == 2
                && plain
                && opens(scan, name)
                && scan.text.contains(&short)
                && scan.text.matches(full.as_str()).count() > 1
        };
        if (!weak || length == 3 && (opens(scan, name) || seated(scan, name)) || again())
            && !holds_word(scan, name)
            && !links(&scan.text[from + surname..end])
            // 萨哈林州|杜马|副主席
            && !word(name.of(scan.text))
        {
            found = Some(name);
        }
    }
    let japanese = japanese_before(scan, end);
    let longer = found
        .zip(japanese)
        .is_some_and(|(f, j)| scan.mention(j.start).is_some() && j.start < f.start);
    if longer { japanese } else { found.or(japanese) }
}

/// A Japanese name before its office, where the place or body before it is in Japan: 乙市|松下某某|副市长.
fn japanese_before(scan: &Scan<'_>, end: usize) -> Option<Span> {
    let names = scan.lexicon.names();
    let last = scan.before(end)?;
    if !names.japanese_given_end.contains(last) {
        return None;
    }
    let mut chars = scan.text[..end].char_indices().rev();
    let mut free = true;
    for n in 1..=5 {
        let (from, c) = chars.next()?;
        // 云仙市|奥村|慎太郎市长: a surname may be a town
        let town = scan.mention(from);
        let surname_town = town.is_some_and(|m| m.kind == Kind::Place && m.span.len() <= 6);
        free = free && is_han(c) && (town.is_none() || surname_town && n > 2);
        if !free {
            return None;
        }
        if town.is_some_and(|m| m.span.start != from) {
            continue;
        }
        let second = scan.text[from..].chars().nth(1);
        let surname = second.is_some_and(|c| names.japanese_surname_end.contains(c));
        let before = from.checked_sub(1).and_then(|b| scan.mention(b));
        let there = before.is_some_and(|m| {
            let place = match m.kind {
                Kind::Place => Some(m),
                _ => m.of.as_ref().and_then(|o| o.place.as_deref()),
            };
            m.span.end == from && place.is_some_and(|p| lies_in(p, &["JP"]))
        });
        // 丙市商会|渡边某某会头: the body is none yet, its place is
        let body = || {
            let w = from.checked_sub(1).and_then(|b| scan.word(b))?;
            let ends = w.span.end == from && w.classes.has(Class::BodyEnd) && w.span.len() > 3;
            let start = scan.left(
                w.span.start,
                16,
                Reach {
                    places: true,
                    anchored: false,
                },
            );
            let place = scan
                .mention(start)
                .filter(|m| ends && m.kind == Kind::Place)?;
            lies_in(place, &["JP"]).then_some(())
        };
        let short = n == 3 || n == 4 && surname || n == 5 && surname;
        if short && (there || body().is_some()) && begins(scan, from) {
            let name = Span::new(from, end);
            return (!holds_word(scan, name)).then_some(name);
        }
    }
    None
}

/// Whether a surname alone stands before an office, of somebody named in full elsewhere: 卓|县长.
pub(super) fn surname_before(scan: &Scan<'_>, end: usize) -> bool {
    let Some(c) = scan.before(end) else {
        return false;
    };
    let start = end - c.len_utf8();
    scan.lexicon.surname(&scan.text[start..end]).is_some()
        && scan.mention(start).is_none()
        && scan.word(start).is_none()
        && begins(scan, start)
}

/// Whether three characters that open a clause are a name although their first is an everyday word too:
/// 林某某秘书长, but not 文物局|局长.
fn opens(scan: &Scan<'_>, name: Span) -> bool {
    let clear = scan
        .before(name.start)
        .is_none_or(|c| "\n。；！，、,：:".contains(c));
    clear && plain(scan, name)
}

/// 甲市|安某某|市长: right after the place, of somebody whom the page names more than once.
fn seated(scan: &Scan<'_>, name: Span) -> bool {
    let place = name.start.checked_sub(1).and_then(|b| scan.mention(b));
    let after = place.is_some_and(|m| {
        m.kind == Kind::Place && m.span.end == name.start && super::level_ends(&m.name)
    });
    after && plain(scan, name) && scan.text.matches(name.of(scan.text)).count() > 1
}

/// Whether three characters before an office are no word and no body's name.
fn plain(scan: &Scan<'_>, name: Span) -> bool {
    let office = scan.word(name.end);
    let text = name.of(scan.text);
    office.is_some_and(|w| {
        let word = w.span.of(scan.text);
        w.classes.any(&[Class::Post, Class::PostModifier])
            && !scan.lexicon.list("vague_post").iter().any(|v| v == word)
    }) && !text.ends_with(|c| "部局厅委院署处办会司县区市州省国团方党报社台校馆所行队".contains(c))
        && !scan.lexicon.names().never.contains(text)
        && !text.char_indices().any(|(i, _)| {
            words_at(scan, name.start + i).any(|w| !scan.lexicon.classes(w).is_empty())
        })
}

/// Whether a given name would hold a particle: 王|和, 李|的, or end in one: 李明对|大使来访.
fn links(given: &str) -> bool {
    given.contains(|c| "的与及在是为等了着被把".contains(c))
        || given == "和"
        || given == "等"
        || given.ends_with('对')
}

/// Whether a name may begin at a byte: after a mark, a name, or a word that ends names.
fn begins(scan: &Scan<'_>, at: usize) -> bool {
    let Some(b) = at.checked_sub(1) else {
        return true;
    };
    scan.before(at).is_none_or(|c| !Scan::name_char(c))
        || ["左起", "右起", "图为", "左为", "右为"]
            .iter()
            .any(|w| scan.text[..at].ends_with(w))
        || scan.mention(b).is_some()
        || scan
            .word(b)
            .is_some_and(|w| w.span.end == at && Scan::is_wall(w.classes))
        || ends_in_body(scan, at)
}

/// The body that ends right before a name whose office follows: 市外办|甲|副主任.
fn body_before(scan: &Scan<'_>, at: usize) -> Option<(Span, Of)> {
    if !ends_in_body(scan, at) {
        return None;
    }
    let reach = Reach {
        places: true,
        anchored: false,
    };
    let span = Span::new(scan.left(at, 24, reach), at);
    let place = (span.start..span.end)
        .filter_map(|b| scan.mention(b))
        .find(|m| m.kind == Kind::Place);
    let of = Of {
        name: squeeze(span.of(scan.text)),
        place: place.map(|p| Box::new(p.clone())),
        seat: None,
    };
    (span.start < at).then_some((span, of))
}

/// The place that ends right before a name whose office follows: 议政府市|安某某|市长.
fn place_before(scan: &Scan<'_>, at: usize) -> Option<(Span, Of)> {
    let m = scan.mention(at.checked_sub(1)?)?;
    let level = m.kind == Kind::Place && m.span.end == at && super::level_ends(&m.name);
    level.then(|| {
        let of = Of {
            name: m.name.clone(),
            place: Some(Box::new(m.clone())),
            seat: None,
        };
        (m.span, of)
    })
}

/// Whether the name of a body ends at a byte: 市外办, 教育|局.
fn ends_in_body(scan: &Scan<'_>, at: usize) -> bool {
    let ending = |at: usize| {
        let w = scan.word(at.checked_sub(1)?)?;
        (w.span.end == at).then_some(w)
    };
    ending(at).is_some_and(|w| {
        let one = w.span.len() <= 3;
        let body = w.classes.any(&[Class::PostBody, Class::BodyEnd]);
        body && !w.classes.has(Class::Post)
            && (!one || ending(w.span.start).is_some_and(|d| d.classes.has(Class::Department)))
    })
}
