//! Trips that are none of a region with the outside, and where whoever travels is from.

use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::Fill;

/// Where whoever travels is from, and `destinations` without it. `Err` says why a trip is not kept.
pub(super) fn origin(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    visitors: &[Fill],
    origin: Option<Fill>,
    destinations: &mut Vec<Fill>,
) -> Result<Option<Fill>, String> {
    if m.rule.set.contains_key("each") && destinations.iter().any(|d| reader.is_country(d)) {
        return Err("没有说是哪里接待的".into());
    }
    // 省外办主任甲来|我市|调研: whoever stands over the page's own place
    let over = |v: &Fill| {
        let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
        of.is_some_and(|o| o.place.is_none() && o.name.starts_with(['省', '自']))
    };
    if to_ours(reader, m) && visitors.iter().all(over) {
        return Err("上级到本地：不是对外交往".into());
    }
    let team = m.fillers("led").iter().any(|&i| {
        let x = &reader.mentions[i];
        x.of.is_some() || !x.alias
    });
    if !team && visitors.iter().all(|v| reader.is_business(v)) {
        return Err("企业自己的出行".into());
    }
    let unknown = |v: &Fill| v.is(Kind::Person) && !reader.known_office(v);
    let leads = m.trigger.of(reader.text()).contains('率') || !m.slot("led").is_empty();
    if !leads && visitors.iter().all(unknown) {
        return Err("看不出来访的人是哪里的什么人".into());
    }
    let origin = known(reader, m, visitors, origin, destinations, leads);
    let origin = origin.map(|o| from_afar(reader, visitors, destinations, &o).unwrap_or(o));
    if let Some(o) = &origin {
        if destinations.iter().all(|d| reader.within(d, o)) {
            return Err("去的地方在来的地方之内：本地调研".into());
        }
        destinations.retain(|d| d.name != o.name && !(reader.within(d, o) && reader.within(o, d)));
        // 甲县副县长前往乙省甲县馆: what holds one's own county is no place gone to
        let holds = |d: &Fill| reader.within(o, d) && !reader.is_country(d);
        let told = reader.home.told
            || visitors.iter().any(|v| {
                let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
                of.is_some_and(|o| o.place.is_some())
            });
        let came = m.planned && m.rule.set.get("toward").is_some_and(|t| t == "host");
        if (told || came) && destinations.iter().all(holds) {
            return Err("去的地方包含来的地方".into());
        }
    }
    // 甲在乙地考察: only of whoever is known to be from elsewhere
    let guest = m.rule.set.contains_key("guest");
    if guest && origin.is_none() {
        return Err("看不出来访的人是哪里的什么人".into());
    }
    // 在甲国访问期间,甲国乙省省长会见: a host
    let met = m.rule.set.get("toward").is_some_and(|t| t == "met");
    let at_home = |v: &Fill| {
        let home = reader.region_of(v);
        home.is_some_and(|h| destinations.iter().any(|d| reader.within(&h, d)))
    };
    if met && visitors.iter().any(at_home) {
        return Err("是主人".into());
    }
    // a society's trip to a country: no region of either side
    let society = |v: &Fill| {
        let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
        let told = of.is_some_and(|o| !o.name.is_empty() && o.place.is_none());
        v.is(Kind::Person) && told && !reader.is_government(v)
    };
    if destinations.iter().all(|d| reader.is_country(d)) && visitors.iter().all(society) {
        return Err("没有一方是地方政府或其官员".into());
    }
    // 富山县企业来到中国, 那霸市派团访问那霸: a place does not go to itself, nor to what it lies in
    let stays = |v: &Fill| {
        v.is(Kind::Place)
            && destinations
                .iter()
                .any(|d| v.name == d.name || reader.within(v, d))
    };
    if visitors.iter().any(stays) {
        return Err("去的地方就是来的地方".into());
    }
    // 从甲国来台: a country only says where somebody came from
    let country = |v: &Fill| v.is(Kind::Place) && reader.is_country(v);
    if visitors.iter().all(country) {
        return Err("只说从哪国来，没说是谁".into());
    }
    Ok(origin)
}

/// The region of another head, where the first is of the region they came to: 由|浙江省某指挥部总指挥甲、
/// 青海省乙县县长丙|率领的代表团来我区. A head from elsewhere in that region is none: 省长甲、市长乙到丙县.
fn from_afar(
    reader: &Reader<'_, '_>,
    visitors: &[Fill],
    destinations: &[Fill],
    first: &Fill,
) -> Option<Fill> {
    let inner = destinations.iter().all(|d| reader.within(d, first));
    let mut homes = visitors.iter().filter_map(|v| reader.region_of(v));
    homes.find(|h| inner && !reader.within(h, first) && !reader.within(first, h))
}

/// The origin, where it is no guess that the trip itself belies.
fn known(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    visitors: &[Fill],
    origin: Option<Fill>,
    destinations: &[Fill],
    leads: bool,
) -> Option<Fill> {
    // whoever is posted abroad travels in the country that sends too
    let posted = visitors.iter().all(Fill::posted);
    let origin = origin.filter(|o| !posted || !destinations.iter().all(|d| reader.within(d, o)));
    // 省长甲率团赴某省, of a page that does not say whose paper it is: the guess at his province is wrong
    let guessed = !reader.home.told
        && leads
        && !to_ours(reader, m)
        && visitors.iter().all(|v| {
            let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
            v.is(Kind::Person) && of.is_none_or(|o| o.place.is_none())
        });
    let inner = |o: &Fill| destinations.iter().all(|d| reader.within(d, o));
    origin.filter(|o| !guessed || !inner(o))
}

/// Whether somebody came to the page's own place in so many words: 来我市.
fn to_ours(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    m.trigger.of(reader.text()).contains('我')
        || m.slot("host").iter().chain(m.slot("destination")).any(|g| {
            g.members
                .iter()
                .any(|&i| reader.mentions[i].name.starts_with('我'))
        })
}
