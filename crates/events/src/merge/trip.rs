//! Whether two tellings of trips are of one trip.

use super::alike::{other_days, same_place, share};
use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::{Draft, Fill};

/// Whether the same travelled to the same place at a time that may be one.
pub(super) fn one(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    let who = share(a.role("visitor"), b.role("visitor"))
        || share(a.role("origin"), b.role("visitor"))
        || share(a.role("visitor"), b.role("origin"))
        || one_team(reader, a, b)
        || sent(a, b)
        || sent(b, a)
        || led(reader, a, b)
        || led(reader, b, a);
    // 金边 in a trip to 越南、柬埔寨; what began on one day is one trip
    let began = a.attributes.contains_key("start")
        && a.attributes.get("start") == b.attributes.get("start");
    let overlap = share(a.role("destination"), b.role("destination"))
        || inside(reader, a.role("destination"), b.role("destination"))
        || inside(reader, b.role("destination"), a.role("destination"))
        || began
        // 访问甲国期间,……。访问乙国期间,……: stops of one trip
        || a.attributes.contains_key("stop")
            && b.attributes.contains_key("stop")
            && a.sentence.abs_diff(b.sentence) <= 6;
    let level = a.attributes.get("level") == b.attributes.get("level");
    who && level && !other_days(a, b) && (overlap || a.role("destination").is_empty())
}

/// Whether a place of one list lies in one of the other.
fn inside(reader: &Reader<'_, '_>, inner: &[Fill], outer: &[Fill]) -> bool {
    inner
        .iter()
        .any(|i| outer.iter().any(|o| reader.within(i, o)))
}

fn team(d: &Draft) -> bool {
    let visitors = d.role("visitor");
    !visitors.is_empty() && visitors.iter().all(|f| f.is(Kind::Delegation))
}

fn dated(d: &Draft) -> bool {
    d.attributes.contains_key("start")
}

/// Whether one names the delegation and the other who led it or what it is of: 江西省友好代表团 and the governor,
/// a headline's 某市代表团 and the mayor, 大规模代表团 and whoever the page says went there.
fn led(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    let (from, of) = (a.role("origin"), b.role("origin"));
    let heads = b.role("visitor").iter().any(|f| f.is(Kind::Person));
    if !team(a) {
        return false;
    }
    if heads && share(from, of) {
        return true;
    }
    // a name that says nothing of where they came from, told without a day of its own
    let told_before = a.attributes.get("status") == b.attributes.get("status");
    let went = share(a.role("destination"), b.role("destination"));
    let near = went && !dated(a) && told_before;
    near && (from.is_empty() && (heads || !of.is_empty())
        || heads && (inside(reader, from, of) || inside(reader, of, from)))
}

/// Whether one names a body and the other the delegation called after it: 甲市议会, 乙国甲市议会访问团.
fn sent(body: &Draft, team: &Draft) -> bool {
    let named = |f: &Fill| {
        // 甲市议会议长乙, who led it
        let office = |t: &Fill| {
            let of = t.mention.as_deref().and_then(|x| x.of.as_ref());
            of.is_some_and(|o| o.name.ends_with(&f.name))
        };
        let of = |t: &Fill| {
            t.is(Kind::Delegation) && t.name.contains(&f.name) || t.is(Kind::Person) && office(t)
        };
        f.is(Kind::Body) && team.role("visitor").iter().any(of)
    };
    body.role("visitor").iter().any(named)
}

/// Whether both name a delegation of one place: 某省某市党政代表团 and 某市党政代表团; where only one has a day,
/// 某国某市政府代表团 and 某市代表团.
fn one_team(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    let tail = |d: &Draft| {
        let name = d.role("visitor").first().map_or("", |f| f.name.as_str());
        name.chars().rev().take(5).collect::<String>()
    };
    // the pupils who went there as well are no delegation of their city's
    let civil = |d: &Draft| {
        let words = [
            "学生", "青年", "少年", "企业", "商会", "记者", "媒体", "艺术", "演出", "教师",
        ];
        let name = |f: &Fill| words.iter().any(|w| f.name.contains(w));
        d.role("visitor").iter().any(name)
    };
    team(a)
        && team(b)
        && civil(a) == civil(b)
        && same_place(reader, a.role("origin"), b.role("origin"))
        && (tail(a) == tail(b)
            || !(dated(a) && dated(b)) && share(a.role("destination"), b.role("destination")))
}
