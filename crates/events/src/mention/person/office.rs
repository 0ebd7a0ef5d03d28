//! Names beside offices: `省委书记、省人大常委会主任许勤`, `张卫国总领事`.

use jiehao_places::Gazetteer;

use super::super::{Kind, Mention, Of, Scan, place};
use super::before::{name_before, surname_before};
use super::edge::{edge, words_at};
use super::ends::Frame;
use super::is_dot;
use super::name::name_at;
use super::phrase::{held_in, office, part_of_word, past_bracket, whole};
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
        let listed = own
            .is_none()
            .then(|| listed_abroad(scan, phrase.start))
            .flatten();
        let abroad = own.map_or(listed.is_some(), place::abroad);
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
        // 知事甲、议长|乙: his colleague's country is his
        let seat = own.or_else(|| listed?.of.as_ref()?.place.as_deref());
        let lies_in = |codes: &[&str]| abroad && seat.is_some_and(|p| lies_in(p, codes));
        let frame = Frame {
            abroad,
            held: of.is_some(),
            japan: lies_in(JAPANESE),
            sinic: lies_in(SINIC),
            bare: false,
        };
        // 朱小丹|省长|客岁拜访: the office follows its name; what stands behind is believed when marked off
        let surname = own.is_none() && surname_before(scan, post.start);
        let follows = surname || own.is_none() && name_before(scan, post.start).is_some();
        let mut first = true;
        let mut of = of.or_else(|| listed?.of.clone().filter(|o| o.place.is_some()));
        let mut frame = frame;
        if of.is_none()
            && name_at(scan, at, frame).is_none()
            && let Some(place) = met_in(scan, phrase.start)
        {
            frame = there(&place);
            of = Some(Of {
                name: place.name.clone(),
                place: Some(Box::new(place)),
                seat: None,
            });
        }
        while let Some(name) = name_at(scan, at, frame) {
            // 徐|市长|妙语连珠
            let again = || scan.text.matches(name.of(scan.text)).count() > 1;
            if follows && edge(scan, name.end) < 40 || surname && !again() {
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
            m.span = Span::new(span.start, addressed(scan, name.end));
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

/// Past what is added to a name: its own letters in brackets, a form of address, who
/// comes with him: 肖尔茨|(Olaf Scholz)先生及夫人.
fn addressed(scan: &Scan<'_>, name: usize) -> usize {
    let mut end = name;
    let rest = &scan.text[end..];
    if let Some(inner) = rest.strip_prefix(['(', '（']) {
        let close = inner.find([')', '）']).filter(|&i| i <= 60);
        let latin = |s: &str| {
            !s.is_empty() && !s.chars().any(super::is_han) && s.contains(char::is_alphabetic)
        };
        if let Some(i) = close.filter(|&i| latin(&inner[..i])) {
            let mark = inner[i..].chars().next().map_or(0, char::len_utf8);
            end += rest.len() - inner.len() + i + mark;
        }
    }
    let form = words_at(scan, end).filter(|w| scan.lexicon.classes(w).has(Class::Honorific));
    end += form.map(str::len).max().unwrap_or(0);
    let pair = scan.lexicon.list("couple");
    let with = pair.begins(&scan.text[end..]);
    end + with.map_or(0, |i| pair[i].len())
}

/// Where names are written as in Japan.
const JAPANESE: &[&str] = &["JP"];

/// Where names are written as in China, surname first.
const SINIC: &[&str] = &["KR", "KP", "VN", "SG", "TW", "HK", "MO"];

/// How many bytes before an office its place is looked for.
const TOLD: usize = 150;

/// 抵达饭田市,拜会|市长佐藤健: whoever is called on abroad without a place of his own holds office where
/// the sentence has come to.
fn met_in(scan: &Scan<'_>, start: usize) -> Option<Mention> {
    let before = &scan.text[..start];
    let calls = scan.lexicon.list("calls_on");
    if !calls.iter().any(|w| before.ends_with(w.as_str())) {
        return None;
    }
    let begin = before.rfind(['。', '！', '？', '\n']).map_or(0, |i| i + 1);
    let from = begin.max(start.saturating_sub(TOLD));
    let last = (from..start).rev().find_map(|b| {
        let m = scan.mention(b)?;
        (m.kind == Kind::Place).then_some(m)
    })?;
    place::abroad(last).then(|| last.clone())
}

/// What is known of a name whose bearer was met at a place.
fn there(place: &Mention) -> Frame {
    Frame {
        abroad: true,
        japan: lies_in(place, JAPANESE),
        sinic: lies_in(place, SINIC),
        ..Frame::default()
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
pub(super) fn lies_in(place: &Mention, codes: &[&str]) -> bool {
    let gazetteer = Gazetteer::get();
    let Some(p) = &place.place else { return false };
    let form = p.within.first().map_or(p.form, |w| w.2);
    match form {
        Some(f) => gazetteer
            .senses(f)
            .iter()
            .any(|s| codes.contains(&gazetteer.country_of(s.place))),
        None => place.name.ends_with(['町', '村']) && codes.contains(&"JP"),
    }
}

/// The person before this one in a list, where he holds an office abroad.
fn listed_abroad<'s>(scan: &'s Scan<'_>, start: usize) -> Option<&'s Mention> {
    // 议长甲和前|知事乙
    let former = scan.text[..start]
        .strip_suffix(['前', '原'])
        .map_or(start, str::len);
    let m = scan.listed_before(former, &["、", ",", "，", "和", "及"])?;
    let place = m.of.as_ref().and_then(|o| o.place.as_deref());
    let abroad =
        m.name.contains(is_dot) || place.is_some_and(place::abroad) || m.name.chars().count() > 4;
    (m.kind == Kind::Person && abroad).then_some(m)
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
