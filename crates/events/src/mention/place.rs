//! Places: those the gazetteer knows, and those their frame gives away.

use jiehao_places::{FormId, Gazetteer, Hit, Level};

use super::scan::Reach;
use super::{Kind, Mention, PlaceName, Scan, squeeze};
use crate::lexicon::Class;
use crate::span::Span;

/// Takes the longest known names, joined with the places that stand before them and hold them.
pub fn known(scan: &mut Scan<'_>) {
    let gazetteer = Gazetteer::get();
    let mut hits = Vec::new();
    gazetteer.hits(scan.text, &mut hits);
    hits.retain(|h| believable(scan, h));
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
    join(scan, names);
}

/// Whether a hit may be taken for a place here.
fn believable(scan: &Scan<'_>, hit: &Hit) -> bool {
    let gazetteer = Gazetteer::get();
    let span = Span::new(hit.start, hit.end);
    let one = scan.text[hit.start..hit.end].chars().count() < 2;
    if one {
        return false;
    }
    if let Some(w) = scan
        .word(hit.start)
        .filter(|w| w.span.covers(span) && w.span != span)
    {
        if !w.classes.any(&[Class::Adverb, Class::Stop]) || w.classes.has(Class::Solid) {
            return false;
        }
    }
    // a word that begins inside the hit and runs past it: 吉林|林业 keeps the place, 大同|同志 too
    let form = gazetteer.form(hit.form);
    if form.weak || form.common_word {
        // 光明市, 大方县委: a level word right after vouches for it
        let office = scan.word(hit.end).is_some_and(|w| {
            w.span.start == hit.end
                && w.classes.any(&[Class::PostBody, Class::Post])
                && "省市县区州".contains(w.span.of(scan.text).chars().next().unwrap_or(' '))
        });
        return office || hit.suffix.is_some();
    }
    true
}

/// Takes a level word into the name: 特维尔|市 where only 特维尔 is known; not in 四川|省委, 北京|市民.
fn extend(scan: &Scan<'_>, span: &mut Span, hit: &Hit) {
    let Some(suffix) = hit.suffix else { return };
    let whole = Span::new(hit.end, hit.end_with_suffix());
    let longer = scan
        .word(hit.end)
        .is_some_and(|w| w.span.start == hit.end && w.span.end > whole.end);
    if !longer && !span.of(scan.text).ends_with(suffix.text()) {
        span.end = whole.end;
    }
}

fn join(scan: &mut Scan<'_>, names: Vec<(Span, Hit)>) {
    let gazetteer = Gazetteer::get();
    let mut i = 0;
    while i < names.len() {
        let mut j = i;
        // 俄罗斯|特维尔州|特维尔市: each holds the next
        while j + 1 < names.len()
            && names[j].0.end == names[j + 1].0.start
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
    gazetteer.senses(outer).iter().any(|o| {
        gazetteer.senses(inner).iter().any(|i| o.place != i.place && gazetteer.within(i.place, o.place))
            // the inner name may be known elsewhere only; a country before it still says where it lies
            || gazetteer.place(o.place).level == Level::Country && gazetteer.place(o.place).country != "CN"
    })
}

/// Takes names no list knows, where a level word ends them and something vouches for their beginning.
pub fn unknown(scan: &mut Scan<'_>) {
    let ends: Vec<_> = scan
        .words
        .iter()
        .filter(|w| w.classes.has(Class::PlaceEnd))
        .copied()
        .collect();
    for end in ends {
        if !scan.free(end.span) {
            continue;
        }
        let level = end.span.of(scan.text);
        let start = scan.left(
            end.span.start,
            9,
            Reach {
                places: false,
                anchored: true,
            },
        );
        let stem = &scan.text[start..end.span.start];
        let count = stem.chars().filter(|c| c.is_alphabetic()).count();
        if count < 1 || stem.starts_with(['·', '—', '-', '–']) {
            continue;
        }
        let holder = scan.mention_index(start.saturating_sub(1)).filter(|&i| {
            let m = &scan.mentions[i];
            m.kind == Kind::Place
                && m.span.end == start
                && m.place.as_ref().is_some_and(holds_foreign)
        });
        let foreign = stem
            .chars()
            .all(|c| scan.lexicon.transliterates(c) || !c.is_alphabetic());
        let fresh = scan.before(start).is_none_or(|c| !Scan::name_char(c))
            || scan.word(start - 1).is_some_and(|w| {
                w.classes
                    .any(&[Class::With, Class::List, Class::To, Class::At])
            });
        let levels = [
            "市",
            "州",
            "省",
            "县",
            "郡",
            "府",
            "大区",
            "边疆区",
            "边区",
            "群岛",
            "自治共和国",
            "区",
        ];
        let believable = match holder {
            Some(_) => count <= 8,
            None => foreign && fresh && count >= 2 && levels.contains(&level),
        };
        if !believable {
            continue;
        }
        let head = Span::new(start, end.span.end);
        let mut m = Mention::new(Kind::Place, head, scan.text);
        let mut place = PlaceName::default();
        if let Some(i) = holder {
            let outer = &scan.mentions[i];
            place.within = outer
                .place
                .as_ref()
                .map(|p| p.within.clone())
                .unwrap_or_default();
            let form = outer.place.as_ref().and_then(|p| p.form);
            place.within.push((outer.name.clone(), outer.head, form));
            m.span = Span::new(outer.span.start, head.end);
        }
        m.place = Some(place);
        scan.take(m);
    }
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
                .all(|s| gazetteer.place(s.place).country != "CN")
        })
    };
    match p.within.first() {
        Some((_, _, form)) => foreign(*form).unwrap_or(true),
        None => foreign(p.form).unwrap_or(true),
    }
}
