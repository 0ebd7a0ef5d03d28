//! Encounters of principals.

use super::{Draft, Fill, date_of, is_online};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::reader::Reader;

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

/// Builds meetings from `a` and `b`: one for each counterpart with an office of their own.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    // a delegation stands for its heads together: they are one counterpart
    let side = |role: &str| -> Vec<Vec<Fill>> {
        m.fillers(role)
            .into_iter()
            .filter(|&i| role == "a" || !sides(&reader.mentions[i]))
            .map(|i| match reader.listed_team(i, m.sentence) {
                Some(team) => team,
                None => reader.resolve(i, m.sentence),
            })
            .filter(|f| !f.is_empty())
            .collect()
    };
    let (mut a, mut units) = (side("a"), side("b"));
    // 拜会甲国、乙国驻华大使: one for each country
    units.splice(
        0..0,
        super::envoys::met(reader, m).into_iter().map(|f| vec![f]),
    );
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
    if a.is_empty() || b.is_empty() {
        return Err(if a.is_empty() {
            "没有找到一方"
        } else {
            "没有找到对方"
        }
        .into());
    }
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
        a.iter().chain(&b).all(above) && (a.iter().all(national) || b.iter().all(national));
    // a mission is of another country than its seat
    let mission = |side: &[Fill]| {
        side.iter().any(|f| {
            let of = f.mention.as_ref().and_then(|x| x.of.as_ref());
            f.name.contains('驻') || of.is_some_and(|o| o.name.contains('驻'))
        })
    };
    let abroad = mission(&a) != mission(&b);
    if !both_national && !abroad && reader.same_region(&a, &b) {
        return Err("双方属同一地方：不是对外交往".into());
    }
    if !reader.any_government(&a) && !reader.any_government(&b) {
        return Err("没有一方是地方政府或其官员".into());
    }
    // a mission with a society or a firm: no region of either side
    let region = |f: &Fill| reader.is_government(f) && !f.posted() && !reader.is_civil(f);
    let civil = |side: &[Fill]| side.iter().all(|f| reader.is_civil(f));
    if !a.iter().chain(&b).any(region) && (civil(&a) || civil(&b)) {
        return Err("没有一方是地方政府或其官员".into());
    }
    // 会见了各国驻某地总领事馆: nobody's name
    let general = |f: &Fill| {
        !f.is(Kind::Person) && (f.name.starts_with(['各', '多']) || f.name.starts_with("上述"))
    };
    a.retain(|f| !general(f));
    b.retain(|f| !general(f));
    if a.is_empty() || b.is_empty() {
        return Err("没有找到对方".into());
    }
    let range = date_of(reader, m);
    let date = range.and_then(|r| r.start.iso());
    let place = reader.place_at(m);
    let titled = |f: &Fill| {
        f.mention
            .as_ref()
            .is_some_and(|x| x.kind != Kind::Person || x.post.is_some() && !x.alias)
    };
    // 会见由甲、乙率领的代表团: its heads together
    let tail = m
        .slot("b")
        .last()
        .map_or("", |g| &reader.text()[g.span.end..]);
    let led = ["率领", "带领", "率队", "率团", "一行"]
        .iter()
        .any(|w| tail.starts_with(w));
    let one_list = m.slot("b").windows(2).all(|w| {
        let gap = &reader.text()[w[0].span.end..w[1].span.start];
        gap.chars().count() <= 3
    });
    // 会见了甲大学、乙研究所等机构的学生代表: the bodies only say whose
    let whose = || {
        let rest = tail.strip_prefix('等').unwrap_or("");
        let rest = &rest[..rest.find([',', '，', '。', '、']).unwrap_or(rest.len())];
        rest.contains('的')
    };
    if b.iter().all(|f| f.is(Kind::Body)) && whose() {
        return Err("机构只是说明是哪里的人".into());
    }
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
    if m.rule.set.contains_key("both") && !m.apart {
        units = by_region(reader, units);
    }
    // 受到甲、乙等的欢迎: the hosts received them together
    let together = m.rule.set.contains_key("together") && !m.apart;
    let several = units.len() > 1 && !together && (m.apart || counted >= 2);
    let groups: Vec<Vec<Fill>> = if several { units } else { vec![b] };
    // 甲市主任乙、丙市主任丁分别会见了代表团: each host by himself
    let hosts: Vec<Vec<Fill>> = match apart_hosts(m, &a, groups.len()) {
        true => a.iter().map(|f| vec![f.clone()]).collect(),
        false => vec![a.clone()],
    };
    let online = is_online(reader, m);
    let mut out = Vec::new();
    let pairs = hosts
        .iter()
        .flat_map(|h| groups.iter().map(move |g| (h.clone(), g.clone())));
    for (host, other) in pairs {
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        d.attributes.remove("both");
        d.attributes.remove("listed");
        d.attributes.remove("receives");
        d.attributes.remove("together");
        d.fill("a", host);
        d.fill("b", other);
        d.set("date", date.clone());
        d.fill("place", place.clone());
        d.set(
            "mode",
            Some(if online { "online" } else { "in-person" }.into()),
        );
        if m.planned {
            d.set("status", Some("planned".into()));
        }
        if both_national {
            d.set("level", Some("national".into()));
        }
        out.push(d);
    }
    Ok(out)
}
