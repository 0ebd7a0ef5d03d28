//! Names beside offices: `省委书记、省人大常委会主任许勤`, `张卫国总领事`.

use jiehao_places::Gazetteer;

use super::super::scan::Reach;
use super::super::{Kind, Mention, Of, Scan, place, squeeze};
use super::edge::{edge, words_at};
use super::ends::Frame;
use super::name::name_at;
use super::phrase::{
    before_modifiers, held_in, office, office_end, part_of_word, past_bracket, whole,
};
use super::{holds_word, is_dot, is_han, names_country, town_inside};
use crate::lexicon::Class;
use crate::span::Span;

/// `省委书记、省人大常委会主任许勤`: offices, then a name, then perhaps more names.
pub fn after(scan: &mut Scan<'_>) {
    let posts: Vec<_> = scan.spans(Class::Post);
    for post in posts {
        if scan
            .mention(post.start)
            .is_some_and(|m| m.kind != Kind::Place)
            || part_of_word(scan, post)
        {
            continue;
        }
        let phrase = office(scan, post);
        // 分别代表甲市: a verb unless something makes it an office
        if phrase == post
            && scan
                .lexicon
                .list("vague_post")
                .iter()
                .any(|w| w == post.of(scan.text))
        {
            continue;
        }
        let mission = mission_before(scan, phrase.start);
        let of = mission
            .and_then(|m| m.of.clone())
            .or_else(|| held_in(scan, phrase));
        let phrase = mission.map_or(phrase, |m| Span::new(m.span.start, phrase.end));
        let own = of.as_ref().and_then(|o| o.place.as_deref());
        // in a list of foreign officials, an office without a country is one of theirs
        let abroad = own.map_or_else(|| listed_abroad(scan, phrase.start), place::abroad);
        // 中国驻贝尔法斯特总领事: sent from China, whatever the seat
        let name = of.as_ref().map_or("", |o| o.name.as_str());
        let sent = name.find('驻').is_some_and(|i| {
            name[..i].is_empty()
                || name[..i].ends_with("中国")
                || name[..i].ends_with("共和国")
                || name[..i].ends_with('我')
        });
        let abroad = abroad && !sent;
        let post = whole(scan, post);
        let mut at = scan.skip_spaces(past_bracket(scan, post.end));
        if scan
            .after(at)
            .is_some_and(|c| matches!(c, ':' | '：' | '兼' | '、'))
        {
            continue;
        }
        let lies_in = |codes: &[&str]| abroad && own.is_some_and(|p| lies_in(p, codes));
        let frame = Frame {
            abroad,
            held: of.is_some(),
            japan: lies_in(&["JP"]),
            sinic: lies_in(&["KR", "KP", "VN", "SG", "TW", "HK", "MO"]),
            bare: false,
        };
        // 朱小丹|省长|客岁拜访: the office follows its name; what stands behind is believed when marked off
        let follows = own.is_none()
            && (name_before(scan, post.start).is_some() || surname_before(scan, post.start));
        let mut first = true;
        while let Some(name) = name_at(scan, at, frame) {
            if follows && edge(scan, name.end) < 40 {
                break;
            }
            let span = if first {
                Span::new(phrase.start, name.end)
            } else {
                name
            };
            // a dotted name may be there already, without its office; a town of the same name too
            let taken = |m: &Mention| match m.kind {
                Kind::Person => m.post.is_some() || !name.covers(m.head),
                Kind::Place => !name.covers(m.span),
                _ => true,
            };
            if scan.mention(name.start).is_some_and(taken) {
                break;
            }
            let mut m = Mention::new(Kind::Person, name, scan.text);
            if m.name.starts_with(|c: char| c.is_ascii_uppercase()) {
                // Friedrich Marx keeps its space
                m.name = name
                    .of(scan.text)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
            }
            m.span = span;
            m.post = Some(Span::new(phrase.start, post.end));
            m.of = of.clone();
            scan.take(m);
            first = false;
            // 副市长甲、乙: one office for both
            // 领事甲和乙等: 和 joins what 等 closes
            let rest = &scan.text[name.end..];
            let joined = || {
                let next = rest.strip_prefix('和')?;
                let end = name_at(scan, scan.text.len() - next.len(), frame)?.end;
                scan.text[end..].starts_with('等').then_some(next)
            };
            let Some(next) = rest.strip_prefix('、').or_else(joined) else {
                break;
            };
            at = scan.text.len() - next.len();
            let ends = name_at(scan, at, frame).map(|n| n.end);
            let closed = ends.is_some_and(|e| edge(scan, e) >= 8);
            if !closed
                || scan.word(at).is_some_and(|w| {
                    w.classes
                        .any(&[Class::PostBody, Class::Post, Class::PostModifier])
                })
                // 大臣甲、劳工部次|大臣乙, 副市长甲、丙都会副主席乙: the next has an office of its own
                || ends.is_some_and(|e| {
                    words_at(scan, e).any(|w| scan.lexicon.classes(w).has(Class::Post))
                        || holds_office(scan, e)
                })
            {
                break;
            }
        }
    }
}

/// The mission right before an office: 中国驻甲国大使馆|政务参赞.
fn mission_before<'s>(scan: &'s Scan<'_>, start: usize) -> Option<&'s Mention> {
    let m = scan.mention(start.checked_sub(1)?)?;
    let of = m.of.as_ref()?;
    let sits = of.place.is_some() || of.seat.is_some();
    (m.kind == Kind::Body && m.span.end == start && m.name.contains('驻') && sits).then_some(m)
}

/// Whether a place may lie in one of some countries as far as its name tells.
fn lies_in(place: &Mention, codes: &[&str]) -> bool {
    let gazetteer = Gazetteer::get();
    let Some(p) = &place.place else { return false };
    let form = p.within.first().map_or(p.form, |w| w.2);
    match form {
        Some(f) => gazetteer
            .senses(f)
            .iter()
            .any(|s| codes.contains(&gazetteer.place(s.place).country)),
        None => place.name.ends_with(['町', '村']) && codes.contains(&"JP"),
    }
}

/// Whether the person before this one in a list holds an office abroad.
fn listed_abroad(scan: &Scan<'_>, start: usize) -> bool {
    scan.listed_before(start, &["、", ",", "，", "和", "及"])
        .is_some_and(|m| {
            m.kind == Kind::Person
                && (m.name.contains(is_dot)
                    || m.of
                        .as_ref()
                        .and_then(|o| o.place.as_deref())
                        .is_some_and(place::abroad)
                    || m.name.chars().count() > 4)
        })
}

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
                if let Some((span, of)) = body_before(scan, name.start) {
                    m.span = span.join(office);
                    m.of = Some(of);
                }
            }
            scan.take(m);
        }
    }
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
    let fresh = fresh || listed || head || led;
    if fresh && sounds && count <= 8 && scan.lexicon.surname(run).is_none_or(|_| count > 3) {
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
        let weak = scan.lexicon.weak_surname(&scan.text[from..from + surname]);
        if (!weak || length == 3 && opens(scan, name))
            && !holds_word(scan, name)
            && !links(&scan.text[from + surname..end])
        {
            found = Some(name);
        }
    }
    found
}

/// Whether an office stands in the rest of an item of a list, before the next mark.
fn holds_office(scan: &Scan<'_>, from: usize) -> bool {
    let rest = &scan.text[from..];
    let end = rest
        .char_indices()
        .take(16)
        .find(|&(i, c)| {
            !Scan::name_char(c)
                || matches!(c, '和' | '及' | '与' | '在')
                || rest[i..].starts_with("会见")
        })
        .map_or(from, |(i, _)| from + i);
    super::words_in(scan, Span::new(from, end)).any(|w| {
        let word = w.span.of(scan.text);
        w.classes.has(Class::Post) && !scan.lexicon.list("vague_post").iter().any(|v| v == word)
    })
}

/// Whether a surname alone stands before an office, of somebody named in full elsewhere: 卓|县长.
fn surname_before(scan: &Scan<'_>, end: usize) -> bool {
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
    let office = scan.word(name.end);
    let text = name.of(scan.text);
    clear
        && office.is_some_and(|w| {
            let word = w.span.of(scan.text);
            w.classes.any(&[Class::Post, Class::PostModifier])
                && !scan.lexicon.list("vague_post").iter().any(|v| v == word)
        })
        && !text.ends_with(|c| "部局厅委院署处办会司县区市州省国团方党报社台校馆所行队".contains(c))
        && !scan.lexicon.names().never.contains(text)
        && !text.char_indices().any(|(i, _)| {
            words_at(scan, name.start + i).any(|w| !scan.lexicon.classes(w).is_empty())
        })
}

/// Whether a given name would hold a particle: 王|和, 李|的.
fn links(given: &str) -> bool {
    given.contains(|c| "的与及在是为等了着被把".contains(c)) || given == "和" || given == "等"
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
