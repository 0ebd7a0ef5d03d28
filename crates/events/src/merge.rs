//! One act, one record: the same act told twice on a page becomes one.

mod onlookers;

use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::types::{Draft, Fill};

/// Merges drafts of one act, the fuller one leading.
pub fn merge(reader: &Reader<'_, '_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    for d in onlookers::left_out(reader, drafts) {
        match out.iter_mut().find(|o| same(reader, o, &d)) {
            Some(o) => absorb(o, d),
            None => out.push(d),
        }
    }
    // what two tellings had not in common a third may join
    for k in (1..out.len()).rev() {
        let one = (0..k).find(|&i| out[k].kind == Type::Visit && same(reader, &out[i], &out[k]));
        if let Some(i) = one {
            let d = out.remove(k);
            absorb(&mut out[i], d);
        }
    }
    let told: Vec<bool> = (0..out.len())
        .map(|i| out.iter().any(|o| cities(reader, &out[i], o)))
        .collect();
    let mut told = told.into_iter();
    out.retain(|_| !told.next().unwrap_or(false));
    // an organiser stands in only where nobody is named for the event
    let named: Vec<String> = out
        .iter()
        .filter(|d| d.kind == Type::Conference && !d.attributes.contains_key("as"))
        .flat_map(|d| d.role("event"))
        .map(|f| f.name.clone())
        .collect();
    out.retain(|d| {
        !(d.kind == Type::Conference
            && d.attributes.contains_key("as")
            && d.role("event")
                .iter()
                .any(|f| named.iter().any(|n| alike(n, &f.name))))
    });
    for d in &mut out {
        d.attributes.remove("as");
        d.attributes.remove("met");
        d.attributes.remove("stop");
    }
    out
}

/// Whether one trip is told by a country's delegation and the other by the cities that sent it:
/// 乙国友好城市代表团 of the headline.
fn cities(reader: &Reader<'_, '_>, team: &Draft, of: &Draft) -> bool {
    let all = |d: &Draft, kind: Kind| d.role("visitor").iter().all(|f| f.is(kind));
    let within = |f: &Fill| {
        let outer = |o: &Fill| reader.is_country(o) && reader.within(f, o);
        team.role("origin").iter().any(outer)
    };
    team.kind == Type::Visit
        && of.kind == Type::Visit
        && all(team, Kind::Delegation)
        && all(of, Kind::Place)
        && of.role("visitor").iter().all(within)
        && same_place(reader, team.role("destination"), of.role("destination"))
}

fn alike(a: &str, b: &str) -> bool {
    a == b || a.contains(b) || b.contains(a)
}

/// Whether one title shortens the other, as headlines do: 交流纪要, 友好交流会谈纪要.
fn same_title(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.chars();
    let tail = |s: &str| s.chars().rev().take(2).collect::<Vec<_>>();
    short.chars().count() >= 4
        && tail(short) == tail(long)
        && short.chars().all(|c| rest.any(|d| d == c))
}

fn share(a: &[Fill], b: &[Fill]) -> bool {
    a.iter().any(|x| {
        b.iter()
            .any(|y| x.name == y.name || place_alike(x, y) || last_part(x, y))
    })
}

/// Whether one names a person by the last part of a dotted name: 索伦·林克, 林克市长.
fn last_part(a: &Fill, b: &Fill) -> bool {
    let (long, short) = if a.name.len() >= b.name.len() {
        (a, b)
    } else {
        (b, a)
    };
    let tail = long.name.rsplit(['·', '•', '‧', '・']).next();
    a.is(Kind::Person)
        && b.is(Kind::Person)
        && tail.is_some_and(|t| t.len() < long.name.len() && t == short.name)
}

/// Whether two sides hold one place under two names: 仁川 and 仁川广域市.
fn same_place(reader: &Reader<'_, '_>, a: &[Fill], b: &[Fill]) -> bool {
    a.iter()
        .any(|x| b.iter().any(|y| reader.within(x, y) && reader.within(y, x)))
}

/// Characters a place's level is told by.
const LEVELS: [char; 8] = ['省', '市', '州', '县', '区', '郡', '道', '府'];

/// 俄罗斯 特维尔州 and 特维尔州, 大分 and 大分市, 某集团 and 某建设集团有限公司.
fn place_alike(a: &Fill, b: &Fill) -> bool {
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
fn abbreviates(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().take(2).eq(long.chars().take(2)) && short.chars().all(|c| rest.any(|d| d == c))
}

fn conflict(a: &Draft, b: &Draft, name: &str) -> bool {
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
fn body_met(a: &Draft, b: &Draft) -> bool {
    let held = |body: &Fill, head: &Fill| {
        let of = head.mention.as_deref().and_then(|m| m.of.as_ref());
        body.is(Kind::Body)
            && head.is(Kind::Person)
            && of.is_some_and(|o| {
                o.name.chars().count() >= 3 && body.name.ends_with(o.name.as_str())
            })
    };
    share(a.role("a"), b.role("a"))
        && !a.role("b").is_empty()
        && a.role("b")
            .iter()
            .all(|x| b.role("b").iter().any(|y| held(x, y)))
}

/// Whether one tells of two places that met and the other of persons of the same two places.
fn places_met(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
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
fn same_day(a: &Draft, b: &Draft) -> bool {
    let day = |d: &Draft| {
        d.attributes
            .get("date")
            .filter(|s| s.len() == 10)
            .map(|s| s[4..].to_owned())
    };
    day(a).is_some() && day(a) == day(b)
}

/// Whether two months are one, a year left out or not: --11, 2023-11.
fn same_month(a: Option<String>, b: Option<String>) -> bool {
    let pair = a.zip(b);
    let tail = |s: &str| s.chars().rev().take(2).collect::<String>();
    pair.is_some_and(|(a, b)| {
        a == b || (a.starts_with("--") || b.starts_with("--")) && tail(&a) == tail(&b)
    })
}

/// Whether two trips began on days that cannot be those of one trip. A day within the other's span,
/// at the same place, and the day a guest was met on say nothing against it.
fn other_days(a: &Draft, b: &Draft) -> bool {
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

fn same(reader: &Reader<'_, '_>, a: &Draft, b: &Draft) -> bool {
    if a.kind != b.kind {
        return false;
    }
    let one =
        |x: &[Fill], y: &[Fill]| share(x, y) || a.kind == Type::Tie && same_place(reader, x, y);
    let sides = |x: &str, y: &str| one(a.role(x), b.role(x)) && one(a.role(y), b.role(y));
    match a.kind {
        Type::Meeting | Type::Tie => {
            let straight = sides("a", "b");
            let crossed = one(a.role("a"), b.role("b")) && one(a.role("b"), b.role("a"));
            let talks = a.kind == Type::Meeting;
            let body = talks && (body_met(a, b) || body_met(b, a));
            (straight || crossed || body || talks && places_met(reader, a, b))
                && !(talks && conflict(a, b, "date") && !same_day(a, b))
        }
        Type::Visit => {
            let who = share(a.role("visitor"), b.role("visitor"))
                || share(a.role("origin"), b.role("visitor"))
                || share(a.role("visitor"), b.role("origin"));
            // the delegation's trip is its head's: 江西省友好代表团 and the governor who led it
            let team = |x: &Draft, y: &Draft| {
                x.role("visitor")
                    .iter()
                    .all(|f| f.is(crate::mention::Kind::Delegation))
                    && y.role("visitor")
                        .iter()
                        .any(|f| f.is(crate::mention::Kind::Person))
                    && share(x.role("origin"), y.role("origin"))
            };
            // 某省某市党政代表团 and 某市党政代表团
            let tail = |d: &Draft| {
                let name = d.role("visitor").first().map_or("", |f| f.name.as_str());
                name.chars().rev().take(5).collect::<String>()
            };
            let teams = |d: &Draft| d.role("visitor").iter().all(|f| f.is(Kind::Delegation));
            let one_team = teams(a)
                && teams(b)
                && tail(a) == tail(b)
                && same_place(reader, a.role("origin"), b.role("origin"));
            let who = who || one_team || team(a, b) || team(b, a);
            let bound = |d: &Draft| {
                d.role("destination")
                    .iter()
                    .map(|f| f.name.clone())
                    .collect::<Vec<_>>()
            };
            // 金边 in a trip to 越南、柬埔寨; what began on one day is one trip
            let inside = |x: &Draft, y: &Draft| {
                x.role("destination")
                    .iter()
                    .any(|i| y.role("destination").iter().any(|o| reader.within(i, o)))
            };
            let began = a.attributes.contains_key("start")
                && a.attributes.get("start") == b.attributes.get("start");
            let overlap = share(a.role("destination"), b.role("destination"))
                || inside(a, b)
                || inside(b, a)
                || began
                // 访问甲国期间,……。访问乙国期间,……: stops of one trip
                || a.attributes.contains_key("stop")
                    && b.attributes.contains_key("stop")
                    && a.sentence.abs_diff(b.sentence) <= 6;
            let level = a.attributes.get("level") == b.attributes.get("level");
            who && level && !other_days(a, b) && (overlap || bound(a).is_empty())
        }
        Type::Agreement => {
            let titles = (a.attributes.get("title"), b.attributes.get("title"));
            let parties = a.role("party").len() >= 2
                && b.role("party").len() >= 2
                && a.role("party")
                    .iter()
                    .filter(|x| share(std::slice::from_ref(x), b.role("party")))
                    .count()
                    >= 2;
            match titles {
                (Some(x), Some(y)) => {
                    let one = a.role("party").len() < 2 || b.role("party").len() < 2;
                    alike(x, y) && (parties || one) && !conflict(a, b, "date")
                        || parties && same_title(x, y) && !conflict(a, b, "date")
                }
                _ => parties && !conflict(a, b, "date"),
            }
        }
        Type::Conference => {
            share(a.role("attendee"), b.role("attendee"))
                && a.role("event")
                    .iter()
                    .any(|x| b.role("event").iter().any(|y| alike(&x.name, &y.name)))
        }
        Type::Statistic => {
            ["measure", "value"]
                .iter()
                .all(|k| a.attributes.get(*k) == b.attributes.get(*k))
                && share(a.role("subject"), b.role("subject"))
        }
        Type::Policy => a
            .attributes
            .get("title")
            .zip(b.attributes.get("title"))
            .is_some_and(|(x, y)| alike(x, y)),
        Type::Project | Type::Mechanism => a
            .role("name")
            .iter()
            .any(|x| b.role("name").iter().any(|y| alike(&x.name, &y.name))),
        Type::Commitment => a
            .attributes
            .get("content")
            .zip(b.attributes.get("content"))
            .is_some_and(|(x, y)| alike(x, y)),
    }
}

fn absorb(into: &mut Draft, from: Draft) {
    let heads = |d: &Draft| {
        let named = |r: &str| d.role(r).iter().any(|f| f.is(Kind::Person));
        d.kind == Type::Visit && named("visitor")
            || d.kind == Type::Meeting && named("a") && named("b")
    };
    let facts = |d: &Draft| d.attributes.len() + d.roles.values().map(Vec::len).sum::<usize>();
    let richer = match (heads(into), heads(&from)) {
        (false, true) => true,
        (true, false) => false,
        _ => facts(&from) > facts(into),
    };
    let (mut lead, mut rest) = if richer && from.trust >= into.trust {
        (from, std::mem::replace(into, placeholder()))
    } else {
        (std::mem::replace(into, placeholder()), from)
    };
    // what has happened is no longer planned
    if lead.attributes.contains_key("status") != rest.attributes.contains_key("status") {
        let planned = |d: &Draft| d.attributes.get("status").is_some_and(|s| s == "planned");
        // a headline has no tense: only a date of its own makes the other mention a past one
        let dated = |d: &Draft| {
            ["start", "date"]
                .iter()
                .any(|k| d.attributes.contains_key(*k))
        };
        let past = |d: &Draft, o: &Draft| planned(d) && (dated(o) || !dated(d));
        if past(&lead, &rest) || past(&rest, &lead) {
            lead.attributes.remove("status");
            rest.attributes.remove("status");
        }
    }
    if lead.attributes.contains_key("met")
        && !rest.attributes.contains_key("met")
        && rest.attributes.contains_key("start")
    {
        for k in ["met", "start", "end"] {
            lead.attributes.remove(k);
        }
    }
    if rest.attributes.remove("met").is_some() && lead.attributes.contains_key("start") {
        rest.attributes.remove("start");
        rest.attributes.remove("end");
    }
    let mut used = false;
    for (k, v) in rest.attributes {
        // a fuller date of the same day is no new fact, but a better one
        match lead.attributes.get_mut(&k) {
            Some(have) if v.len() > have.len() && v.starts_with(have.as_str()) => {
                *have = v;
                used = true;
            }
            Some(_) => {}
            None if k == "as" => {}
            None => {
                lead.attributes.insert(k, v);
                used = true;
            }
        }
    }
    if !lead.attributes.contains_key("as") || lead.kind != Type::Conference {
        lead.attributes.remove("as");
    }
    for (role, fills) in rest.roles {
        let side = matches!(lead.kind, Type::Meeting | Type::Tie) && matches!(role, "a" | "b");
        let heads = lead.kind == Type::Visit && role == "visitor";
        if side || heads {
            continue;
        }
        let have = lead.roles.entry(role).or_default();
        for f in fills {
            if !share(have, std::slice::from_ref(&f)) {
                have.push(f);
                used = true;
            }
        }
    }
    if used {
        lead.spans.extend(rest.spans);
        lead.spans.sort();
        lead.spans.dedup();
    }
    lead.trust = lead.trust.max(rest.trust);
    lead.told += rest.told;
    *into = lead;
}

fn placeholder() -> Draft {
    Draft {
        kind: Type::Visit,
        roles: Default::default(),
        attributes: Default::default(),
        spans: Vec::new(),
        rule: String::new(),
        sentence: 0,
        trust: 0.0,
        told: 0,
    }
}
