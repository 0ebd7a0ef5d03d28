//! Who stands on each side of an encounter.

use super::super::{Fill, envoys};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention};
use crate::reader::Reader;

/// The two sides of an encounter.
pub struct Sides {
    /// Whoever is named first: who receives, who calls.
    pub a: Vec<Fill>,
    /// The other side.
    pub b: Vec<Fill>,
    /// The other side as it is listed: heads of one delegation are one counterpart.
    pub units: Vec<Vec<Fill>>,
}

/// The sides a match names, or the page named before. `Err` says which is missing.
pub fn read(reader: &Reader<'_, '_>, m: &Match<'_>) -> Result<Sides, String> {
    // a delegation stands for its heads together: they are one counterpart
    let side = |role: &str| -> Vec<Vec<Fill>> {
        m.fillers(role)
            .into_iter()
            .filter(|&i| role == "a" || !sides(&reader.mentions[i]))
            .filter(|&i| role == "a" || !only_owner(reader, i))
            .map(|i| match reader.listed_team(i, m.sentence) {
                Some(team) => team,
                None => reader.resolve(i, m.sentence),
            })
            .filter(|f| !f.is_empty())
            .collect()
    };
    let (mut a, mut units) = (side("a"), side("b"));
    // 拜会甲国、乙国驻华大使: one for each country
    units.splice(0..0, envoys::met(reader, m).into_iter().map(|f| vec![f]));
    // 甲集团|党委委员、副总裁乙: the body an office is held in
    let office = |f: &Fill| {
        f.is(Kind::Body)
            && f.span.is_some_and(|s| {
                reader.parsed[m.sentence].words.iter().any(|w| {
                    w.span.start == s.end
                        && w.classes
                            .any(&[Class::Post, Class::PostModifier, Class::PostBody])
                })
            })
    };
    for side in [&mut a, &mut units] {
        let starts: Vec<usize> = side
            .iter()
            .flatten()
            .filter(|f| f.is(Kind::Person))
            .filter_map(|f| f.span.map(|s| s.start))
            .collect();
        let held = |f: &Fill| {
            let end = f.span.map_or(0, |s| s.end);
            office(f) && starts.iter().any(|&s| s >= end && s <= end + 60)
        };
        side.retain(|u| !u.iter().all(held));
    }
    // 甲、乙等会见: beside who received them first, they were only there
    let beside = reader.text()[..m.trigger.start].ends_with('等')
        && reader.drafts.iter().any(|d| {
            let home = |f: &Fill| reader.region_of(f);
            let own = a.concat().iter().find_map(home);
            let host = d.role("a").iter().find_map(home);
            d.kind == crate::record::Type::Meeting
                && own.is_none_or(|o| host.is_none_or(|h| o.name == h.name))
        });
    if units.is_empty() && !beside && nobody_named(reader, m) {
        // 在闽期间,副省长甲会见: whoever the page says came
        units.extend(guests(reader, m, &a.concat()));
    }
    let (mut a, mut b) = (a.concat(), units.concat());
    let both = m.fillers("a").iter().any(|&i| {
        reader.mentions[i].kind == Kind::Deictic && reader.mentions[i].name.starts_with('双')
    });
    if both && !b.is_empty() {
        // 在与甲会谈时,双方……: whoever travels here met 甲
        let heads = reader.last_travellers(m.sentence);
        if heads.iter().any(|f| f.is(Kind::Person))
            && !heads.iter().any(|h| b.iter().any(|f| f.name == h.name))
        {
            a = heads;
        } else {
            let theirs: Vec<Fill> = b.iter().filter_map(|f| reader.region_of(f)).collect();
            let one = |f: &Fill| {
                theirs
                    .iter()
                    .any(|t| reader.within(f, t) || reader.within(t, f))
            };
            a.retain(|f| !one(f));
        }
    }
    if b.is_empty() && both {
        // 双方举行会谈: the heads named before
        let heads = reader.heads_before(m.sentence);
        if let [x, y] = &heads[..] {
            (a, b) = (vec![x.clone()], vec![y.clone()]);
        }
    }
    if b.is_empty() && m.rule.roles.iter().all(|r| r.0 != "b") {
        return Err("这条规则没有写 b".into());
    }
    if b.is_empty() && a.len() >= 2 && m.slot("a").len() >= 2 {
        b = a.split_off(1);
    }
    if b.is_empty()
        && !m.carried
        && m.rule.set.contains_key("both")
        && !m.trigger.of(reader.text()).contains("会见")
        && a.iter().all(|f| f.is(Kind::Person))
    {
        // 甲市市长乙、丙市市长丁举行座谈: both sides in one list, each of a region of its own
        let of = |f: &Fill| reader.region_of(f);
        let first = a.first().and_then(of);
        let apart = |f: &Fill| {
            let other = of(f);
            first
                .as_ref()
                .zip(other.as_ref())
                .is_some_and(|(x, y)| !reader.within(x, y) && !reader.within(y, x))
        };
        if let Some(k) = a.iter().position(apart) {
            b = a.split_off(k);
            units = vec![b.clone()];
        }
    }
    if m.rule.set.contains_key("listed") && told(reader, &a, &b) {
        return Err("双方的会见已经说到：参加的人不是主角".into());
    }
    a.retain(|f| !b.iter().any(|o| o.name == f.name));
    // 会见了各国驻某地总领事馆: nobody's name
    let general = |f: &Fill| {
        // 先后拜会9家外国驻华使馆
        let counted = f
            .name
            .starts_with(|c: char| c.is_ascii_digit() || "两三四五六七八九十".contains(c))
            && f.name.contains("外国");
        let vague = f.name.starts_with(['各', '多']) || f.name.starts_with("上述");
        !f.is(Kind::Person) && (vague || counted)
    };
    a.retain(|f| !general(f));
    b.retain(|f| !general(f));
    match (a.is_empty(), b.is_empty()) {
        (true, _) => Err("没有找到一方".into()),
        (_, true) => Err("没有找到对方".into()),
        _ => Ok(Sides { a, b, units }),
    }
}

/// 与|我省|友好省区——某大区座谈: only says whose partner the other side is.
fn only_owner(reader: &Reader<'_, '_>, i: usize) -> bool {
    let m = &reader.mentions[i];
    let rest = &reader.text()[m.span.end..];
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    let partner = reader.rules.lexicon.list("partner").begins(rest).is_some();
    matches!(m.kind, Kind::Place | Kind::Deictic) && partner
}

/// 双方, 两市: both sides, and so neither of them.
fn sides(m: &Mention) -> bool {
    m.kind == Kind::Deictic && !["客人", "来宾", "外宾"].contains(&m.name.as_str())
}

/// Whether a word of receiving has no object at all: 会见。会见并宴请,
fn nobody_named(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let rest = reader.text()[m.trigger.end..clause.end.max(m.trigger.end)].trim();
    let left = &reader.text()[clause.start..m.trigger.start.max(clause.start)];
    let pronoun = ["与其", "同其", "与之", "与他们", "与客人"]
        .iter()
        .any(|w| left.contains(w));
    pronoun
        || m.rule.set.contains_key("receives")
            && !m.carried
            && [
                "",
                "。",
                "；",
                ";",
                "或宴请。",
                "并宴请。",
                "或宴请",
                "并宴请",
            ]
            .contains(&rest)
}

/// Whom a host receives where the clause does not say: named before in the sentence, else whoever
/// came last; of another place than the host.
fn guests(reader: &Reader<'_, '_>, m: &Match<'_>, hosts: &[Fill]) -> Option<Vec<Fill>> {
    let home = hosts.iter().find_map(|f| reader.region_of(f))?;
    let apart = |f: &Fill| {
        reader
            .region_of(f)
            .is_some_and(|r| !reader.within(&r, &home) && !reader.within(&home, &r))
    };
    let p = &reader.parsed[m.sentence];
    let named = p.groups.iter().rfind(|g| {
        g.clause < m.clause
            && g.members.iter().all(|&i| {
                reader.mentions[i].kind == Kind::Person
                    && apart(&Fill::mention(&reader.mentions[i]))
            })
    });
    match named {
        Some(g) => Some(
            g.members
                .iter()
                .map(|&i| Fill::mention(&reader.mentions[i]))
                .collect(),
        ),
        None => {
            let heads = reader.last_heads(m.sentence);
            if !heads.is_empty() {
                return Some(heads).filter(|h| h.iter().all(apart));
            }
            // a delegation whose head is not named
            let team = reader.last_travellers(m.sentence);
            let other =
                |f: &Fill| f.is(Kind::Delegation) && (reader.region_of(f).is_none() || apart(f));
            Some(team).filter(|t| !t.is_empty() && t.iter().all(other))
        }
    }
}

/// Whether a meeting of the two sides' regions is told already.
fn told(reader: &Reader<'_, '_>, a: &[Fill], b: &[Fill]) -> bool {
    let of = |side: &[Fill]| side.iter().find_map(|f| reader.region_of(f));
    let near = |x: &Fill, y: &Fill| reader.within(x, y) || reader.within(y, x);
    let (Some(x), Some(y)) = (of(a), of(b)) else {
        return true;
    };
    reader.drafts.iter().any(|d| {
        let sides = of(d.role("a")).zip(of(d.role("b")));
        d.kind == crate::record::Type::Meeting
            && sides
                .is_none_or(|(p, q)| near(&p, &x) && near(&q, &y) || near(&p, &y) && near(&q, &x))
    })
}
