//! How many encounters a list of guests makes: one, or one with each of them.

use super::super::{Fill, date_of};
use super::sides::Sides;
use crate::engine::Match;
use crate::mention::Kind;
use crate::parse::Mark;
use crate::reader::Reader;
use crate::record::Type;

/// Host and guests of each encounter.
pub fn encounters(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    sides: Sides,
    place: &[Fill],
) -> Vec<(Vec<Fill>, Vec<Fill>)> {
    let Sides { a, b, mut units } = sides;
    let titled = |f: &Fill| {
        f.mention
            .as_ref()
            .is_some_and(|x| x.kind != Kind::Person || x.post.is_some() && !x.alias)
    };
    let tail = super::after_guests(reader, m);
    let led = ["率领", "带领", "率队", "率团", "一行"]
        .iter()
        .any(|w| tail.starts_with(w));
    let one_list = m.slot("b").windows(2).all(|w| {
        let gap = &reader.text()[w[0].span.end..w[1].span.start];
        gap.chars().count() <= 3
    });
    let leaders =
        m.slot("b").iter().all(|g| g.mark == Mark::Leader) && one_list && !m.slot("b").is_empty();
    // 甲国总领事乙、丙国总领事丁一行: each of his own
    let homes: Vec<Fill> = (units.iter())
        .filter_map(|u| u.iter().find_map(|f| reader.region_of(f)))
        .collect();
    // 甲国使馆参赞乙、甲国丙州局长丁一行: of one country
    let far = |h: &Fill| {
        let first = &homes[0];
        h.name != first.name && !reader.within(h, first) && !reader.within(first, h)
    };
    let mixed = tail.starts_with("一行") && homes.iter().any(far);
    if leaders || led && !m.apart && !mixed {
        units = vec![units.concat()];
    }
    units.retain(|u| u.iter().all(|f| b.iter().any(|o| o.name == f.name)));
    let counted = units.iter().filter(|u| u.iter().any(titled)).count();
    // 与市长甲、议长乙会晤: at one table, whichever rule reads it
    let with = m.slot("b").iter().all(|g| g.mark == Mark::With) && !m.slot("b").is_empty();
    if (m.rule.set.contains_key("both") || with) && !m.apart {
        units = by_region(reader, units);
    }
    // 受到甲、乙等的欢迎: the hosts received them together
    let days = date_of(reader, m).is_some_and(|r| r.end.is_some_and(|e| e != r.start));
    let together = m.rule.set.contains_key("together") && !m.apart
        || !days && at_one_time(reader, m, &a, place);
    let several = units.len() > 1 && !together && (m.apart || counted >= 2);
    let groups: Vec<Vec<Fill>> = if several { units } else { vec![b] };
    // 甲市主任乙、丙市主任丁分别会见了代表团: each host by himself
    let hosts: Vec<Vec<Fill>> = match apart_hosts(m, &a, groups.len()) {
        true => a.iter().map(|f| vec![f.clone()]).collect(),
        false => vec![a.clone()],
    };
    hosts
        .iter()
        .flat_map(|h| groups.iter().map(move |g| (h.clone(), g.clone())))
        .collect()
}

/// Heads of one region are one side of a talk: 与甲省委书记乙、省长丙座谈.
fn by_region(reader: &Reader<'_, '_>, units: Vec<Vec<Fill>>) -> Vec<Vec<Fill>> {
    let mut out: Vec<Vec<Fill>> = Vec::new();
    for u in units {
        let of = |fills: &[Fill]| {
            fills
                .iter()
                .find_map(|f| reader.region_of(f))
                .map(|r| r.name)
        };
        let own = of(&u);
        // 与州外事办、州民政局和某县外事办座谈: departments told without a place sit at one table
        let office = |x: &[Fill]| {
            let of_one = |f: &Fill| f.is(Kind::Body) && !reader.is_business(f);
            x.iter().all(of_one) && x.iter().all(|f| reader.is_government(f))
        };
        let known = |o: &[Fill]| own.is_some() && of(o) == own;
        let beside = |o: &[Fill]| own.is_none() && office(&u) && office(o);
        // 与甲市副市长乙、发改委副主任丙会面: an officer whose department is told without its place
        let department = |f: &Fill| {
            let x = f
                .mention
                .as_deref()
                .filter(|x| x.kind == Kind::Person && !x.alias);
            let of = x.and_then(|x| x.of.as_ref());
            of.is_some_and(|o| {
                o.place.is_none() && o.name.ends_with(['局', '办', '厅', '委', '处'])
            })
        };
        if own.is_none()
            && u.iter().all(department)
            && let Some(last) = out.last_mut()
            && of(last).is_some()
        {
            last.extend(u);
            continue;
        }
        match out.iter_mut().find(|o| known(o) || beside(o)) {
            Some(o) => o.extend(u),
            None => out.push(u),
        }
    }
    out
}

/// Whether several hosts received one guest each by himself, as 分别 says.
fn apart_hosts(m: &Match<'_>, hosts: &[Fill], guests: usize) -> bool {
    m.apart && guests == 1 && hosts.len() > 1 && m.rule.set.contains_key("receives")
}

/// Whether a host at home received all that are listed at one time: 会见了甲、乙、丙. Whoever travels meets one after
/// the other in the same words, and so does whoever calls on others.
fn at_one_time(reader: &Reader<'_, '_>, m: &Match<'_>, hosts: &[Fill], place: &[Fill]) -> bool {
    let calls = m.trigger.of(reader.text()).contains(['拜', '访']);
    let of = |side: &[Fill]| side.iter().find_map(|f| reader.region_of(f));
    let Some(home) = of(hosts) else { return false };
    let here = |f: &Fill| reader.within(f, &home) || reader.within(&home, f);
    let goes = reader.drafts.iter().any(|d| {
        let visitor = d.role("visitor");
        d.kind == Type::Visit
            && (hosts
                .iter()
                .any(|h| visitor.iter().any(|v| v.name == h.name))
                || of(visitor).is_some_and(|v| here(&v)))
    });
    let meets = m.rule.set.contains_key("receives") || m.rule.set.contains_key("both");
    meets && !m.apart && !calls && !goes && place.iter().all(here)
}
