//! Encounters that are none of a region with somebody from elsewhere.

use super::super::Fill;
use super::sides::Sides;
use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;

/// Whether both sides are of the state. `Err` says why an encounter is not kept.
pub fn is_national(reader: &Reader<'_, '_>, m: &Match<'_>, sides: &Sides) -> Result<bool, String> {
    let Sides { a, b, .. } = sides;
    let national = |f: &Fill| {
        reader.is_national(&f.name)
            || f.mention
                .as_ref()
                .is_some_and(|x| reader.is_national_post(x))
    };
    // an ambassador whom a minister receives: nobody of a region
    let above = |f: &Fill| {
        let of = f.mention.as_ref().and_then(|x| x.of.as_ref());
        // 外长会见甲国、乙国驻华大使: the countries stand for their envoys
        let country = f.is(Kind::Place) && reader.is_country(f);
        country
            || national(f)
            || of.is_some_and(|o| o.name.ends_with("驻华") || o.name.ends_with("驻中国"))
    };
    let both_national =
        a.iter().chain(b).all(above) && (a.iter().all(national) || b.iter().all(national));
    // a mission is of another country than its seat
    let mission = |side: &[Fill]| {
        side.iter().any(|f| {
            let of = f.mention.as_ref().and_then(|x| x.of.as_ref());
            f.name.contains('驻') || of.is_some_and(|o| o.name.contains('驻'))
        })
    };
    let abroad = mission(a) != mission(b);
    if !both_national && !abroad && reader.same_region(a, b) {
        return Err("双方属同一地方：不是对外交往".into());
    }
    if !reader.any_government(a) && !reader.any_government(b) {
        return Err("没有一方是地方政府或其官员".into());
    }
    // a mission with a society or a firm: no region of either side
    let region = |f: &Fill| reader.is_government(f) && !f.posted() && !reader.is_civil(f);
    let civil = |side: &[Fill]| side.iter().all(|f| reader.is_civil(f));
    if !a.iter().chain(b).any(region) && (civil(a) || civil(b)) {
        return Err("没有一方是地方政府或其官员".into());
    }
    // a firm with a country's own officers: no region of either side
    let officers = |side: &[Fill]| {
        let whole = |f: &Fill| reader.region_of(f).is_some_and(|r| reader.is_country(&r));
        side.iter()
            .all(|f| f.is(Kind::Person) && !f.posted() && whole(f))
    };
    let firm = |side: &[Fill]| side.iter().all(|f| reader.is_business(f));
    if officers(a) && firm(b) || officers(b) && firm(a) {
        return Err("没有一方是地方政府或其官员".into());
    }
    // 会见了甲大学、乙研究所等机构的学生代表: the bodies only say whose
    let whose = || {
        let rest = super::after_guests(reader, m);
        // 与孔子学院|教师们|亲切座谈
        let people = [
            "教师", "老师", "师生", "学生", "学员", "员工", "职工", "医护", "队员", "侨胞", "校友",
        ];
        if people.iter().any(|w| rest.starts_with(w)) {
            return true;
        }
        let rest = rest.strip_prefix('等').unwrap_or("");
        let rest = &rest[..rest.find([',', '，', '。', '、']).unwrap_or(rest.len())];
        rest.contains('的')
    };
    if b.iter().all(|f| f.is(Kind::Body)) && whose() {
        return Err("机构只是说明是哪里的人".into());
    }
    Ok(both_national)
}
