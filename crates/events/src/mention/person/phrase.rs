//! The phrase of an office: where it begins and ends, and what it is held in.

use super::super::place::abroad;
use super::super::scan::Reach;
use super::super::{Kind, Mention, Of, Scan, squeeze};
use super::{is_han, words_in};
use crate::lexicon::Class;
use crate::span::Span;

/// How many offices joined to one another are looked at to the left of the last.
const JOINED: usize = 8;

/// The whole phrase of an office: its region and body, and the offices joined to it before.
pub(super) fn office(scan: &Scan<'_>, post: Span) -> Span {
    let reach = Reach {
        places: true,
        anchored: false,
    };
    let mut start = scan.left(post.start, 40, reach);
    for _ in 0..JOINED {
        start = over_departments(scan, start, reach);
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
        // 刘某副总领事、|商务参赞: somebody's office before
        let word = scan.word(cut.len().saturating_sub(1)).map(|w| w.span);
        if let Some(w) = word
            && super::before::name_before(scan, before_modifiers(scan, w.start, 0)).is_some()
        {
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

/// The beginning of a phrase whose department is named by two matters: 运输及|物流局, 文化和|旅游厅.
fn over_departments(scan: &Scan<'_>, start: usize, reach: Reach) -> usize {
    let before = &scan.text[..start];
    let Some(left) = before.strip_suffix(['和', '及', '与']) else {
        return start;
    };
    let department = |w: &str| scan.lexicon.classes(w).has(Class::Department);
    let ends = left
        .char_indices()
        .rev()
        .take(4)
        .any(|(i, _)| department(&left[i..]));
    let right = &scan.text[start..];
    let begins = right
        .char_indices()
        .skip(1)
        .take(4)
        .any(|(i, _)| department(&right[..i]));
    if !ends || !begins {
        return start;
    }
    scan.left(left.len(), 24, reach).min(start)
}

/// An office that overlaps the next: 外交部长|官 is 外交部|长官.
pub(super) fn whole(scan: &Scan<'_>, post: Span) -> Span {
    let (Some(last), Some(next)) = (scan.before(post.end), scan.after(post.end)) else {
        return post;
    };
    let end = post.end + next.len_utf8();
    let joined = &scan.text[post.end - last.len_utf8()..end];
    let longer = is_han(next) && scan.lexicon.classes(joined).has(Class::Post);
    Span::new(post.start, if longer { end } else { post.end })
}

/// Where what stands after an office begins, another name of the office in brackets aside: 第一次官(副部长)甲.
pub(super) fn past_bracket(scan: &Scan<'_>, at: usize) -> usize {
    let rest = &scan.text[at..];
    let close = || {
        let (i, c) = rest
            .char_indices()
            .take(9)
            .find(|(_, c)| matches!(c, ')' | '）'))?;
        let end = at + i + c.len_utf8();
        let inside = Span::new(at, end);
        words_in(scan, inside)
            .any(|w| w.classes.has(Class::Post))
            .then_some(end)
    };
    rest.starts_with(['(', '（'])
        .then(close)
        .flatten()
        .unwrap_or(at)
}

/// What stands before the office itself: `美国夏威夷州发展部` of `美国夏威夷州发展部部长`.
pub(super) fn held_in(scan: &Scan<'_>, phrase: Span) -> Option<Of> {
    let mut place: Option<Box<Mention>> = None;
    let mut seat = None;
    // 某党籍|甲市市长: the party he is of
    let party = phrase.of(scan.text).rfind("党籍").map(|i| i + "党籍".len());
    let phrase = Span::new(phrase.start + party.unwrap_or(0), phrase.end);
    // 某国某党|甲市市长, 某党|乙省委书记: the place after the party
    let whose = phrase
        .of(scan.text)
        .rmatch_indices('党')
        .find_map(|(i, c)| {
            let next = phrase.start + i + c.len();
            let place = scan.mention(next)?;
            (place.kind == Kind::Place && place.span.start == next && next < phrase.end)
                .then_some(next)
        });
    let phrase = Span::new(whose.unwrap_or(phrase.start), phrase.end);
    let mut at = phrase.start;
    while at < phrase.end {
        match scan.mention(at) {
            Some(m) if m.kind == Kind::Place => {
                // 中国驻大阪总领事: sent by China, and sits in Osaka
                if scan.text[..at].ends_with('驻') {
                    seat = Some(Box::new(m.clone()));
                } else if let Some(holder) = place.as_ref().filter(|p| linked(scan, p.span.end, at))
                {
                    // 日本|友城|大分市|市长: the partner, and the country that holds it
                    place = Some(Box::new(held_by(m, holder)));
                } else if place.as_ref().is_none_or(|p| p.span.end == m.span.start) {
                    // 云林县|斗六|市长: the nearer of two that no list joins
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
    let post = words_in(scan, first)
        .rev()
        .find(|w| w.classes.has(Class::Post))?;
    let end = before_modifiers(scan, post.span.start, phrase.start);
    // 市委副书记、市长、|某省某新区书记: the first office is of the page's own city
    let own = first
        .of(scan.text)
        .starts_with(['市', '省', '州', '县', '区']);
    if own && place.as_ref().is_some_and(|p| p.span.start >= first.end) {
        place = None;
    }
    if end <= phrase.start && place.is_none() && seat.is_none() {
        return None;
    }
    let span = Span::new(phrase.start, end.max(phrase.start));
    Some(Of {
        name: squeeze(span.of(scan.text)),
        place,
        seat,
    })
}

/// Whether a word for a partner is all that stands between two bytes: 日本|友城|大分市.
fn linked(scan: &Scan<'_>, from: usize, to: usize) -> bool {
    let between = scan.text.get(from..to).unwrap_or("");
    scan.lexicon.list("partner").iter().any(|w| w == between)
}

/// A place with the country before it, where that lies abroad and the place does not say so itself.
fn held_by(place: &Mention, holder: &Mention) -> Mention {
    let mut out = place.clone();
    let form = holder.place.as_ref().and_then(|p| p.form);
    if let Some(p) = out
        .place
        .as_mut()
        .filter(|p| p.within.is_empty() && abroad(holder))
    {
        p.within.push((holder.name.clone(), holder.head, form));
    }
    out
}

/// Where the modifiers of an office that begins at a byte begin: 常务|副|省长.
pub(super) fn before_modifiers(scan: &Scan<'_>, mut at: usize, least: usize) -> usize {
    while let Some(w) = at.checked_sub(1).and_then(|b| scan.word(b)) {
        if w.span.start >= least
            && w.span.end == at
            && w.classes.has(Class::PostModifier)
            && scan.mention(w.span.start).is_none()
        {
            at = w.span.start;
        } else {
            break;
        }
    }
    at
}

/// Where the office ends that begins with a word, modifiers first.
pub(super) fn office_end(scan: &Scan<'_>, mut word: Span) -> usize {
    while let Some(w) = scan.word(word.end).filter(|w| {
        let modifies = scan
            .word(word.start)
            .is_some_and(|m| m.classes.has(Class::PostModifier));
        modifies && w.span.start == word.end && w.classes.any(&[Class::Post, Class::PostModifier])
    }) {
        word = w.span;
    }
    word.end
}

/// Whether what looks like an office is a piece of another word: 主教|练, 总理|府, 家长|会, and a bare
/// 长 where no body or level stands before it.
pub(super) fn part_of_word(scan: &Scan<'_>, post: Span) -> bool {
    let word = post.of(scan.text);
    let next = scan.after(post.end).unwrap_or(' ');
    match word {
        "主教" if next == '练' => return true,
        "长" => {
            let level = scan.before(post.start).is_some_and(|c| "省市州县区郡镇乡村町盟旗木道府邦院部厅局署处司会社厂组科室校馆台站所队团行舰营连排班".contains(c));
            if !level {
                return true;
            }
        }
        _ => {}
    }
    let length = word.ends_with('长') && "期远途处假短廊征效年".contains(next);
    length || "府办杯们级令".contains(next)
}
