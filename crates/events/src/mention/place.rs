//! Places the gazetteer knows. In `unknown`, those their frame gives away; in `again`, what the page calls
//! them after.

mod again;
mod among;
mod counted;
mod county;
mod foreign;
#[cfg(test)]
mod tests;
mod town;
mod unknown;

use jiehao_places::{FormId, Gazetteer, Hit, Level, Sense};

use self::county::{framed, without_tails};
use self::foreign::{in_foreign_name, second_half};
use super::{Kind, Mention, PlaceName, Scan, squeeze};
use crate::lexicon::Class;
use crate::span::Span;

pub use again::again;
pub use counted::before_counts;
pub use town::{partners, towns};
pub use unknown::unknown;

/// Takes the longest known names, joined with the places that stand before them and hold them.
pub fn known(scan: &mut Scan<'_>) {
    let gazetteer = Gazetteer::get();
    let mut hits = Vec::new();
    gazetteer.hits(scan.text, &mut hits);
    let mut doubtful = Vec::new();
    hits.retain(|h| {
        let good = believable(scan, h);
        if !good && listable(scan, h) {
            doubtful.push(*h);
        }
        good
    });
    without_tails(scan, &mut hits, &doubtful);
    // longest first at each start; then left to right without overlap
    hits.sort_by_key(|h| (h.start, std::cmp::Reverse(h.end)));
    let mut names: Vec<(Span, Hit)> = Vec::new();
    let mut end = 0;
    for (i, h) in hits.iter().enumerate() {
        if h.start < end {
            continue;
        }
        // a longer name that begins inside this one wins: 南非|非洲 is rare, 江西|西宁市 is not
        let longer = hits[i + 1..]
            .iter()
            .take_while(|o| o.start < h.end)
            .any(|o| o.end > h.end && o.end - o.start > h.end - h.start);
        if longer {
            continue;
        }
        let span = Span::new(h.start, h.end);
        end = h.end;
        names.push((span, *h));
    }
    for (span, hit) in &mut names {
        extend(scan, span, hit);
    }
    join(scan, &names);
    listed(scan, &doubtful);
    scan.doubtful = doubtful;
}

/// Whether a name that is also a word may be a place in a list of places: 三门、天台、椒江.
fn listable(scan: &Scan<'_>, hit: &Hit) -> bool {
    let form = Gazetteer::get().form(hit.form);
    let two = scan.text[hit.start..hit.end].chars().count() >= 2;
    let word = scan
        .word(hit.start)
        .is_some_and(|w| w.span.start < hit.start || w.span.end > hit.end);
    two && (form.weak || form.common_word) && !word
}

/// Takes doubtful names beside places in a list, from the left and from the right.
pub(super) fn listed(scan: &mut Scan<'_>, doubtful: &[Hit]) {
    let forward = doubtful.iter().collect::<Vec<_>>();
    let backward = doubtful.iter().rev().collect::<Vec<_>>();
    for hit in forward.into_iter().chain(backward) {
        let span = Span::new(hit.start, hit.end);
        if !scan.free(span) {
            continue;
        }
        let is_place = |b: Option<usize>| {
            b.and_then(|b| scan.mention(b))
                .is_some_and(|m| m.kind == Kind::Place)
        };
        let comma = '、'.len_utf8();
        let left = scan.text[..span.start].ends_with('、');
        let right = scan.text[span.end..].starts_with('、');
        // 黄埔、南沙、增城|三区: counted, and the level said once for all
        let counted = left && counted(&scan.text[span.end..]);
        let beside = left && is_place(span.start.checked_sub(comma + 1))
            || right && is_place(Some(span.end + comma))
            || counted;
        // the list must also end here, or go on
        let closed = right
            || counted
            || scan
                .after(span.end)
                .is_none_or(|c| !Scan::name_char(c) || matches!(c, '等' | '和' | '与' | '及'))
            || scan.word(span.end).is_some_and(|w| {
                w.span.start == span.end && w.span.len() > 3 && Scan::is_wall(w.classes)
            });
        let opened = left
            || is_place(span.start.checked_sub(1))
            || scan
                .word(span.start.wrapping_sub(1))
                .is_some_and(|w| w.span.end == span.start && Scan::is_wall(w.classes));
        if beside && closed && opened {
            let mut m = Mention::new(Kind::Place, span, scan.text);
            m.place = Some(PlaceName {
                form: Some(hit.form),
                within: Vec::new(),
            });
            scan.take(m);
        }
    }
}

/// Whether a count of divisions of one level follows: 三区, 两县, 四市州.
fn counted(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars
        .next()
        .is_some_and(|c| "两二三四五六七八九十".contains(c))
        && chars
            .next()
            .is_some_and(|c| "区县市州旗省地府镇".contains(c))
}

/// Whether a hit may be taken for a place here.
fn believable(scan: &Scan<'_>, hit: &Hit) -> bool {
    let gazetteer = Gazetteer::get();
    let span = Span::new(hit.start, hit.end);
    let one = scan.text[hit.start..hit.end].chars().count() < 2;
    if one || of_reporter(scan, hit.start) {
        return false;
    }
    if let Some(w) = scan
        .word(hit.start)
        .filter(|w| w.span.covers(span) && w.span != span)
        && (!w.classes.any(&[Class::Adverb, Class::Stop]) || w.classes.has(Class::Solid))
    {
        return false;
    }
    // 12个国外|城区: a common noun, but for the one of a city that stands before it
    let noun = matches!(span.of(scan.text), "城区" | "郊区" | "矿区");
    if noun && scan.before(span.start) != Some('市') {
        return false;
    }
    // 外交部|长沙|伦赛: the office ends where the name seems to begin, and no level word closes it
    let bare =
        hit.suffix.is_none() && !span.of(scan.text).ends_with(['省', '市', '县', '区', '州']);
    if bare
        && scan.word(hit.start).is_some_and(|w| {
            w.span.start < hit.start && w.span.end < hit.end && w.classes.has(Class::Post)
        })
    {
        return false;
    }
    // 介绍了安|省长: what a level word leaves is no place
    let level = span.end - scan.before(span.end).map_or(0, char::len_utf8);
    if level > span.start
        && scan.text[span.start..level].chars().count() < 2
        && scan.word(level).is_some_and(|w| {
            w.span.start == level && w.span.end > span.end && w.classes.has(Class::Post)
        })
    {
        return false;
    }
    // 省长|罗德里格斯: after an office stands a person, unless a level word or the whole country says otherwise
    let officer = bare
        && scan.word(hit.start.wrapping_sub(1)).is_some_and(|w| {
            let word = w.span.of(scan.text);
            w.span.end == hit.start
                && w.span.len() > 3
                && w.classes.has(Class::Post)
                && !w.classes.has(Class::Trigger)
                && word.ends_with(['长', '记', '席', '督', '事', '使'])
        });
    if officer && divides_abroad(hit.form) {
        return false;
    }
    if in_foreign_name(scan, span) || bare && second_half(scan, hit) {
        return false;
    }
    // 在|维也纳|酒店会见: the name of a house, which may stand anywhere
    let abroad = |s: &Sense| gazetteer.place(s.place).country != "CN";
    let house = bare
        && scan
            .lexicon
            .list("houses")
            .iter()
            .any(|w| scan.text[span.end..].starts_with(w.as_str()));
    if house && gazetteer.senses(hit.form).iter().all(abroad) {
        return false;
    }
    // a word that begins inside the hit and runs past it: 吉林|林业 keeps the place, 大同|同志 too
    let form = gazetteer.form(hit.form);
    if !form.weak && !form.common_word {
        return true;
    }
    // 光明市, 大方县委: a level word right after vouches for it
    let office = scan.word(hit.end).is_some_and(|w| {
        let level = w.span.of(scan.text).chars().next().unwrap_or(' ');
        w.span.start == hit.end
            && w.classes.any(&[Class::PostBody, Class::Post])
            && "省市县区州".contains(level)
    });
    // 莘县: two characters, but whole; not the end of a longer name (广|和县)
    let whole = span
        .of(scan.text)
        .ends_with(['省', '市', '县', '区', '州', '旗'])
        && starts_fresh(scan, hit.start);
    office || hit.suffix.is_some() && starts_fresh(scan, hit.start) || whole || framed(scan, hit)
}

/// Whether a name may begin at a byte: after a mark, a word that ends names, or the beginning.
fn starts_fresh(scan: &Scan<'_>, at: usize) -> bool {
    let Some(c) = scan.before(at) else {
        return true;
    };
    let last = at - c.len_utf8();
    !Scan::name_char(c)
        || scan.word(last).is_some_and(|w| w.span.end == at && Scan::is_wall(w.classes))
        // 山东省|莘县: after a level word
        || "省市州县区国".contains(c)
}

/// Takes a level word into the name: 特维尔|市 where only 特维尔 is known; not in 四川|省委, 北京|市民.
fn extend(scan: &Scan<'_>, span: &mut Span, hit: &Hit) {
    // 居昌|郡, 琴浦|町, 威尔士|地区: levels of other countries that the gazetteer leaves off
    const ABROAD: [&str; 7] = ["郡", "町", "村", "苏木", "联邦区", "地区", "城市共同体"];
    let Some(suffix) = hit.suffix else {
        let rest = &scan.text[span.end..];
        let level = ABROAD.iter().find(|l| rest.starts_with(**l));
        let named = level.is_some_and(|l| {
            let after = span.end + l.len();
            let runs_on = scan.word(span.end).is_some_and(|w| {
                w.span.start == span.end
                    && w.span.end > after
                    && !w
                        .classes
                        .any(&[Class::Post, Class::PostBody, Class::BodyEnd])
            });
            !runs_on && !scan.text[after..].starts_with(['性', '级', '民', '庄'])
        });
        if let Some(level) = level.filter(|_| {
            named
                && divides_abroad(hit.form)
                && !span
                    .of(scan.text)
                    .ends_with(['省', '市', '县', '州', '郡', '区'])
        }) {
            span.end += level.len();
        }
        return;
    };
    let whole = Span::new(hit.end, hit.end_with_suffix());
    let longer = scan
        .word(hit.end)
        .is_some_and(|w| w.span.start == hit.end && w.span.end > whole.end);
    if !longer && !span.of(scan.text).ends_with(suffix.text()) {
        span.end = whole.end;
    }
}

/// Whether a byline's name goes on here: (记者 王|大庆).
fn of_reporter(scan: &Scan<'_>, at: usize) -> bool {
    let Some(surname) = scan
        .before(at)
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
    else {
        return false;
    };
    let start = at - surname.len_utf8();
    let before = scan.text[..start].trim_end_matches([' ', '\u{3000}']);
    before.len() < start
        && ["记者", "通讯员", "摄影", "撰文"]
            .iter()
            .any(|w| before.ends_with(w))
}

/// Whether a name means a division or town abroad and nothing else.
fn divides_abroad(form: FormId) -> bool {
    let gazetteer = Gazetteer::get();
    gazetteer.senses(form).iter().all(|s| {
        let p = gazetteer.place(s.place);
        p.country != "CN"
            && matches!(p.level, Level::First | Level::Second | Level::Other)
            && !p.country.is_empty()
    })
}

fn join(scan: &mut Scan<'_>, names: &[(Span, Hit)]) {
    let gazetteer = Gazetteer::get();
    let mut i = 0;
    while i < names.len() {
        let mut j = i;
        // 俄罗斯|特维尔州|特维尔市: each holds the next
        while j + 1 < names.len()
            && matches!(
                &scan.text[names[j].0.end..names[j + 1].0.start.max(names[j].0.end)],
                "" | "首府" | "首都" | "州府"
            )
            && may_hold(gazetteer, names[j].1.form, names[j + 1].1.form)
        {
            j += 1;
        }
        let (head, hit) = &names[j];
        let span = Span::new(names[i].0.start, head.end);
        let within = names[i..j]
            .iter()
            .map(|(s, h)| (squeeze(s.of(scan.text)), *s, Some(h.form)))
            .collect();
        let mut m = Mention::new(Kind::Place, *head, scan.text);
        m.span = span;
        m.place = Some(PlaceName {
            form: Some(hit.form),
            within,
        });
        if scan.free(span) {
            scan.take(m);
        }
        i = j + 1;
    }
}

/// Whether a place of the first name may hold one of the second.
fn may_hold(gazetteer: &Gazetteer, outer: FormId, inner: FormId) -> bool {
    let is_country = |f: FormId| {
        gazetteer
            .senses(f)
            .iter()
            .any(|s| gazetteer.level(s.place) == Level::Country)
    };
    // 波兰|德国|奥地利三国: a list without marks
    if is_country(outer) && is_country(inner) {
        return false;
    }
    let holds = |o: &Sense| {
        gazetteer
            .senses(inner)
            .iter()
            .any(|i| o.place != i.place && gazetteer.within(i.place, o.place))
    };
    if gazetteer.senses(outer).iter().any(holds) {
        return true;
    }
    // the inner name may be known elsewhere only; a country before it still says where it lies, but no
    // country holds a province or city of China (波兰|广东商会)
    let chinese = gazetteer.senses(inner).iter().any(|s| {
        let p = gazetteer.place(s.place);
        p.country == "CN" && matches!(p.level, Level::First | Level::Second) && !p.is_former()
    });
    // 韩国|丽水市: the countries that write with the same characters have names in common with it
    let sinic = gazetteer
        .senses(outer)
        .iter()
        .any(|o| matches!(gazetteer.country_of(o.place), "JP" | "KR" | "KP" | "VN"));
    // 忠清南道|唐津市 is not the 唐津 of Japan: a division abroad holds towns in the same way
    let town = gazetteer
        .senses(inner)
        .iter()
        .all(|i| gazetteer.level(i.place) > Level::First);
    (!chinese || sinic)
        && gazetteer.senses(outer).iter().any(|o| {
            let p = gazetteer.place(o.place);
            p.country != "CN" && (p.level == Level::Country || p.level == Level::First && town)
        })
}

/// Whether a place lies abroad, so that an unknown name after it may be one of its places: China's
/// own divisions are all known.
fn holds_foreign(place: &PlaceName) -> bool {
    let gazetteer = Gazetteer::get();
    place.form.is_none_or(|f| {
        gazetteer.senses(f).iter().any(|s| {
            let p = gazetteer.place(s.place);
            p.country != "CN"
                && matches!(
                    p.level,
                    Level::Country | Level::First | Level::Second | Level::Other
                )
        })
    })
}

/// Whether a place mention lies abroad as far as its name tells.
pub fn abroad(m: &Mention) -> bool {
    let Some(p) = &m.place else { return false };
    let gazetteer = Gazetteer::get();
    let foreign = |form: Option<FormId>| {
        form.map(|f| {
            gazetteer
                .senses(f)
                .iter()
                .all(|s| gazetteer.country_of(s.place) != "CN")
        })
    };
    match p.within.first() {
        Some((_, _, form)) => foreign(*form).unwrap_or(true),
        None => foreign(p.form).unwrap_or(true),
    }
}

/// Whether two places that stand side by side are a list without marks, not one that holds the other:
/// 德国|荷兰, 山东省|河南省.
pub fn siblings(a: &Mention, b: &Mention) -> bool {
    let gazetteer = Gazetteer::get();
    let country = |m: &Mention| {
        let form = m.place.as_ref().and_then(|p| p.form);
        form.is_some_and(|f| {
            gazetteer
                .senses(f)
                .first()
                .is_some_and(|s| gazetteer.level(s.place) == Level::Country)
        })
    };
    let level = |m: &Mention| m.name.chars().next_back();
    country(a) && country(b) || level(a) == level(b) && a.name.ends_with(['省', '市', '县'])
}
