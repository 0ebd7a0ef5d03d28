//! What names, titles and dates two tellings of one act share.

use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::{Draft, Fill};

/// Whether one title shortens the other, as headlines do: 交流纪要, 友好交流会谈纪要.
pub(super) fn same_title(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    let tail = |s: &str| s.chars().rev().take(2).collect::<Vec<_>>();
    short.chars().count() >= 4
        && tail(short) == tail(long)
        && short.chars().all(|c| rest.any(|d| d == c))
}

pub(super) fn share(a: &[Fill], b: &[Fill]) -> bool {
    a.iter().any(|x| {
        b.iter().any(|y| {
            x.name == y.name
                || same_dotted(x, y)
                || place_alike(x, y)
                || last_part(x, y)
                || respelt(x, y)
        })
    })
}

/// Whether two dotted names differ in their dots alone: 甲•乙, 甲·乙.
fn same_dotted(a: &Fill, b: &Fill) -> bool {
    let plain = |c: &char| !matches!(c, '·' | '•' | '‧' | '・' | '∙' | '×');
    a.is(Kind::Person)
        && b.is(Kind::Person)
        && a.name.len() > 9
        && (a.name.chars().filter(plain)).eq(b.name.chars().filter(plain))
}

/// Whether a page spells one guest's foreign name in two ways, a character apart, in the same office's name:
/// 某州州长捷加列夫, 某州州长德加列夫.
fn respelt(a: &Fill, b: &Fill) -> bool {
    let office = |f: &Fill| {
        let m = f
            .mention
            .as_deref()
            .filter(|m| m.kind == Kind::Person && m.post.is_some());
        m.and_then(|m| m.of.as_ref()).map(|o| o.name.clone())
    };
    let (x, y): (Vec<char>, Vec<char>) = (a.name.chars().collect(), b.name.chars().collect());
    x.len() >= 4
        && x.len() == y.len()
        && x.iter().zip(&y).filter(|(c, d)| c != d).count() == 1
        && office(a).is_some_and(|o| !o.is_empty() && office(b) == Some(o))
}

/// Whether one names a person by the last part of a dotted name: 索伦·林克, 林克市长.
pub(super) fn last_part(a: &Fill, b: &Fill) -> bool {
    let (long, short) = if a.name.len() >= b.name.len() {
        (a, b)
    } else {
        (b, a)
    };
    let tail = long.name.rsplit(['·', '•', '‧', '・', '∙', '×']).next();
    a.is(Kind::Person)
        && b.is(Kind::Person)
        && tail.is_some_and(|t| t.len() < long.name.len() && t == short.name)
}

/// Whether two sides hold one place under two names: 仁川 and 仁川广域市.
pub(super) fn same_place(reader: &Reader<'_, '_>, a: &[Fill], b: &[Fill]) -> bool {
    a.iter()
        .any(|x| b.iter().any(|y| reader.within(x, y) && reader.within(y, x)))
}

/// Characters a place's level is told by.
const LEVELS: [char; 8] = ['省', '市', '州', '县', '区', '郡', '道', '府'];

/// 俄罗斯 特维尔州 and 特维尔州, 大分 and 大分市, 某集团 and 某建设集团有限公司.
pub(super) fn place_alike(a: &Fill, b: &Fill) -> bool {
    // the government stands for its place
    fn bare(s: &str) -> &str {
        const SEATS: [&str; 8] = [
            "公所",
            "人民政府",
            "政府",
            "人民委员会",
            "省委",
            "市委",
            "州委",
            "县委",
        ];
        let cut = SEATS.iter().find_map(|t| {
            let rest = s.strip_suffix(t)?;
            // 某省省委, but 某|省委 of 某省
            Some(rest).filter(|r| r.chars().count() >= 2)
        });
        cut.unwrap_or(s)
    }
    let (x, y) = (bare(&a.name), bare(&b.name));
    let (short, long) = if x.chars().count() <= y.chars().count() {
        (x, y)
    } else {
        (y, x)
    };
    let n = short.chars().count();
    if n < 2 {
        return false;
    }
    if short == long || n >= 3 && long.ends_with(short) {
        return true;
    }
    // 鄂州 is 鄂州市, but 特维尔州 is not 特维尔市: only one of the two may leave its level out
    let cut = |s| str::strip_suffix(s, LEVELS);
    let level_left_out = cut(long).is_some_and(|l| l == short)
        || cut(short).zip(cut(long)).is_some_and(|(s, l)| {
            s == l
                && s.chars().count() >= 2
                && !(short.ends_with('市') && long.ends_with('州'))
                && !(short.ends_with('州') && long.ends_with('市'))
        });
    level_left_out || a.is(Kind::Body) && b.is(Kind::Body) && n >= 4 && abbreviates(short, long)
}

/// Whether a name shortens a longer one: its characters stand in the longer one in their order, and
/// both begin alike.
pub(super) fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().take(2).eq(long.chars().take(2)) && short.chars().all(|c| rest.any(|d| d == c))
}

pub(super) fn conflict(a: &Draft, b: &Draft, name: &str) -> bool {
    match (a.attributes.get(name), b.attributes.get(name)) {
        (Some(x), Some(y)) => {
            // --06-15 is 2024-06-15 with the year left out
            let within = |long: &str, short: &str| {
                long.starts_with(short)
                    || short.strip_prefix("--").is_some_and(|s| {
                        long.get(5..)
                            .is_some_and(|l| l.starts_with(s) || s.starts_with(l))
                    })
            };
            // a bare year says nothing against a bare day
            let apart = |a: &str, b: &str| a.starts_with("--") && b.len() == 4;
            !within(x, y) && !within(y, x) && !apart(x, y) && !apart(y, x)
        }
        _ => false,
    }
}

/// Whether one tells of a body that was called on and the other of its head: 拜会外交部, 与外交部部长甲会面.
pub(super) fn body_met(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    let held = |body: &Fill, head: &Fill| {
        body.is(Kind::Body) && head.is(Kind::Person) && heads(reader, head, body)
    };
    share(a.role("a"), b.role("a"))
        && !a.role("b").is_empty()
        && a.role("b")
            .iter()
            .all(|x| b.role("b").iter().any(|y| held(x, y)))
}

/// Whether a person's office is one of a body: 乙国外交部长 of 外交部, 驻乙国大使 of 驻乙国大使馆,
/// 乙国议会议员、法律委员会主席 of 乙国议会法律委员会.
fn heads(reader: &Reader<'_, '_>, head: &Fill, body: &Fill) -> bool {
    let Some(m) = head.mention.as_deref() else {
        return false;
    };
    let of = m.of.as_ref().map_or("", |o| o.name.as_str());
    if of.chars().count() >= 3 && body.name.ends_with(of) {
        return true;
    }
    let office = crate::mention::squeeze(m.span.of(reader.text()));
    let name = body.name.strip_suffix('馆').unwrap_or(&body.name);
    let said = |part: &str| part.chars().count() >= 3 && office.contains(part);
    // named whole, or by what it belongs to and its own part
    said(name)
        || name
            .char_indices()
            .any(|(at, _)| said(&name[..at]) && said(&name[at..]))
}

/// Whether one tells of a delegation that was met and the other of whoever led it: 会见杨副省长代表团, 与副省长杨某会谈.
pub(super) fn team_met(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    let teams = |d: &Draft, r: &str| {
        !d.role(r).is_empty() && d.role(r).iter().all(|f| f.is(Kind::Delegation))
    };
    let head = |team: &Fill, f: &Fill| {
        let of = team.mention.as_deref().and_then(|m| m.of.as_ref());
        // 杨副省长代表团: named for its head
        let named = || {
            f.name
                .chars()
                .next()
                .is_some_and(|c| team.name.starts_with(c))
        };
        f.is(Kind::Person)
            && match (of.is_some(), reader.region_of(team), reader.region_of(f)) {
                (true, Some(x), Some(y)) => reader.within(&x, &y) || reader.within(&y, &x),
                (false, ..) => named(),
                _ => false,
            }
    };
    let one = |host: &str, guest: &str, other: &str, led: &str| {
        teams(a, guest)
            && share(a.role(host), b.role(other))
            && a.role(guest)
                .iter()
                .all(|t| b.role(led).iter().any(|f| head(t, f)))
    };
    !a.attributes.contains_key("date")
        && (one("a", "b", "a", "b")
            || one("a", "b", "b", "a")
            || one("b", "a", "a", "b")
            || one("b", "a", "b", "a"))
}

/// Whether one tells of two places that met and the other of persons of the same two places.
pub(super) fn places_met(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    let plain = |d: &Draft| {
        ["a", "b"].iter().all(|r| {
            let kind = |f: &Fill| f.is(Kind::Place) || f.is(Kind::Body) && reader.is_government(f);
            d.role(r).iter().all(kind)
        })
    };
    let region = |d: &Draft, r: &str| d.role(r).iter().find_map(|f| reader.region_of(f));
    let alike = |x: Option<Fill>, y: Option<Fill>| {
        x.zip(y)
            .is_some_and(|(x, y)| reader.within(&x, &y) || reader.within(&y, &x))
    };
    plain(a) != plain(b)
        && (alike(region(a, "a"), region(b, "a")) && alike(region(a, "b"), region(b, "b"))
            || alike(region(a, "a"), region(b, "b")) && alike(region(a, "b"), region(b, "a")))
}

/// Whether two dates are of one day of the year: a caption's year may be misread.
pub(super) fn same_day(a: &Draft, b: &Draft) -> bool {
    let day = |d: &Draft| {
        d.attributes
            .get("date")
            .filter(|s| s.len() == 10)
            .map(|s| s[4..].to_owned())
    };
    day(a).is_some() && day(a) == day(b)
}

/// Whether two months are one, a year left out or not: --11, 2023-11.
pub(super) fn same_month(a: Option<String>, b: Option<String>) -> bool {
    let pair = a.zip(b);
    let tail = |s: &str| s.chars().rev().take(2).collect::<String>();
    pair.is_some_and(|(a, b)| {
        a == b || (a.starts_with("--") || b.starts_with("--")) && tail(&a) == tail(&b)
    })
}

/// Whether two trips began on days that cannot be those of one trip. A day within the other's span,
/// at the same place, and the day a guest was met on say nothing against it.
pub(super) fn other_days(a: &Draft, b: &Draft) -> bool {
    let day = |d: &Draft, k: &str| d.attributes.get(k).cloned();
    let within = |x: &Draft, y: &Draft| {
        let (Some(at), Some(from), Some(to)) = (day(x, "start"), day(y, "start"), day(y, "end"))
        else {
            return false;
        };
        at.len() == from.len() && from <= at && at <= to
    };
    let met = |d: &Draft| d.attributes.contains_key("met");
    let month =
        |d: &Draft| day(d, "start").map(|s| s.chars().take(s.len() - 3).collect::<String>());
    conflict(a, b, "start")
        && !(share(a.role("destination"), b.role("destination")) && (within(a, b) || within(b, a)))
        && !((met(a) || met(b)) && same_month(month(a), month(b)))
}
