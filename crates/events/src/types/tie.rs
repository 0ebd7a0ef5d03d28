//! Standing relations of two places.

pub mod among;
mod called;
mod list;
pub mod partner;
mod roll;
mod since;

use super::pairs::{self, Side, Sides};
use super::relation::{self, kind_in};
use super::unread::{
    before_with, by_position, cut_short, extended, is_setting, is_whole, side_by_side, thing,
};
use super::{Draft, Fill, bound, listing};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{Date, Kind};
use crate::reader::Reader;
use crate::rule::Where;
use crate::span::Span;

use roll::rolled;
use since::since;
pub use since::{anniversary, date_beside};

/// Builds ties from `a` and `b`: each of one side with each of the other, or each with its own partner.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let text = reader.text();
    let whole = reader.parsed[m.sentence].clauses[m.clause];
    let clause = whole.of(text).to_owned();
    let tail = &text[m.trigger.end..whole.end];
    // 就结好20周年庆祝活动进行磋商: the relation is there
    let lasting = m.trigger.of(text).contains("周年") || since::follows(tail);
    if let Some(w) = relation::word_in("not_yet_after", tail).filter(|_| !lasting) {
        return Err(format!("后面有“{w}”：还没有建立"));
    }
    let head = &text[whole.start..m.trigger.start];
    if let Some(w) = relation::word_in("not_yet_before", head).filter(|_| !m.planned && !lasting) {
        return Err(format!("前面有“{w}”：还没有建立"));
    }
    if called::only_called(m, m.trigger.of(text), head, tail) {
        return Err("只是说到这种关系".into());
    }
    let with = m
        .rule
        .roles
        .iter()
        .any(|r| r.1.iter().any(|s| s.at == Where::With));
    if with && called::partners_of(m, head) {
        return Err("说的是谁的友城：由别的规则读".into());
    }
    let next = reader.parsed[m.sentence].clauses.get(m.clause + 1);
    let until = next.map_or(whole.end, |c| c.end).max(m.trigger.end);
    if let Some(w) = relation::word_in("undone", &text[whole.start..until]) {
        return Err(format!("“{w}”：没有建立"));
    }
    let rest = &text[m.trigger.end..reader.parsed[m.sentence].span.end.max(m.trigger.end)];
    if !lasting && relation::is_topic(head, rest) {
        return Err("只是商谈的题目：还没有建立".into());
    }
    let kind = m
        .rule
        .set
        .get("kind")
        .map(String::as_str)
        .or_else(|| kind_in(&clause));
    // 6日会见了甲市、乙市等友好城市代表团: the day of the meeting
    let trigger = m.trigger.of(text);
    // 6日访问友好城市甲市: the day of the trip
    let only = m
        .rule
        .roles
        .iter()
        .any(|r| r.1.iter().any(|s| s.at == Where::After));
    let called = only || trigger.starts_with('等') && !trigger.contains(['建', '结']);
    // 与甲市结为友城的乙市,昨日派团来访: no day of the tie
    let since = since(reader, m).filter(|_| !called && !list::undated(reader, m));
    let draft = |x: Fill, y: Fill, own: Option<Date>| {
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        d.attributes.clear();
        d.fill("a", [x]);
        d.fill("b", [y]);
        d.set("kind", kind.map(str::to_owned));
        if m.planned {
            d.set("status", Some("planned".into()));
        } else {
            d.set("since", own.or(since).and_then(|s| s.iso()));
        }
        d
    };
    let standing = m.rule.set.contains_key("standing");
    if standing
        && ["建立", "缔结", "推动", "希望"]
            .iter()
            .any(|w| head.contains(w))
    {
        return Err("不是已有的关系".into());
    }
    if m.rule.set.contains_key("roll") && rolled(reader, m).is_empty() {
        return Err("后面没有名单".into());
    }
    let mut out = Vec::new();
    let mut refused = None;
    for (a, b, own) in couples(reader, m)? {
        let apart = between_places(reader, &a, &b).and_then(|()| of_a_kind(m, &a, &b));
        if let Err(why) = apart {
            refused = Some(why);
            continue;
        }
        for x in &a {
            for y in &b {
                let own = own.or_else(|| y.span.and_then(|s| date_beside(reader, s)));
                out.push(draft(x.clone(), y.clone(), own));
            }
        }
    }
    match refused {
        Some(why) if out.is_empty() => Err(why),
        _ => Ok(out),
    }
}

/// The sides of each tie told, and the date that stands beside its names.
type Couple = (Vec<Fill>, Vec<Fill>, Option<Date>);

fn couples(reader: &Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Couple>, String> {
    let looks = |at: Where| m.rule.roles.iter().any(|r| r.1.iter().any(|s| s.at == at));
    let whole = |side: &Side| -> Vec<usize> {
        let members = side.members.iter().copied();
        members.filter(|&i| is_whole(reader, i)).collect()
    };
    let named = |side: &Side| {
        if side.empty() {
            return regions(reader, m, &bound::leading(reader, m, "a", "b"));
        }
        let known = inmost(reader, regions(reader, m, &whole(side)));
        if known.is_empty() {
            let fill = by_position(reader, m.sentence, side);
            fill.filter(stands).into_iter().collect()
        } else {
            known
        }
    };
    let said = pairs::after_copula(reader, m);
    if said && looks(Where::Clause) {
        return Err("双方都在“是”的后面".into());
    }
    if let Some((a, b)) = list::runs_on(reader, m).filter(|_| looks(Where::With)) {
        return Ok(vec![(a, b, None)]);
    }
    let mut two = None;
    if looks(Where::With) {
        match pairs::sides(reader, m) {
            Sides::Unclear if m.slot("b").is_empty() => return Err("看不出谁和谁".into()),
            Sides::Pairs(pairs) => {
                return Ok(pairs
                    .iter()
                    .map(|(l, r)| (named(l), named(r), None))
                    .filter(|c| !c.0.is_empty() && !c.1.is_empty())
                    .collect());
            }
            Sides::Two(left, right) => two = Some((left, right)),
            _ => {}
        }
    }
    let mut partners = m.fillers("b");
    if m.rule.set.contains_key("roll") {
        partners = rolled(reader, m);
    }
    // 甲市在日本的|友好城市|乙市: the country belongs to the name after the word
    let called = |i: usize| reader.mentions[i].head.start == m.trigger.end;
    partners.retain(|&i| called(i) || !is_setting(reader, m.sentence, i));
    let mut b = regions(reader, m, &partners);
    let qualified = list::qualified(reader, m).filter(|_| looks(Where::With));
    let mut a = match before_with(reader, m) {
        _ if qualified.is_some() => qualified.unwrap_or_default(),
        Some(unread) => vec![unread],
        None if looks(Where::After) && !called::owner(reader, m).is_empty() => {
            called::owner(reader, m)
        }
        None => regions(reader, m, &bound::leading(reader, m, "a", "b")),
    };
    if let (true, Some((left, right))) = (said || a.is_empty() || b.is_empty(), two) {
        // 甲市与友好城市丙国乙市, 某山世界地质公园与……: words that no list knows
        let left: Vec<Fill> = left.iter().flat_map(named).collect();
        if !left.is_empty() {
            a = left;
        }
        if b.is_empty() || said {
            b = right.iter().flat_map(named).collect();
        }
    }
    // 继丙、丁之后,甲与乙: those before are told by themselves
    let apart = |f: &Fill| {
        !f.span
            .is_some_and(|at| listing::is_before(reader, m.sentence, at))
    };
    a.retain(apart);
    b.retain(apart);
    if looks(Where::Clause) {
        // 甲是乙的友城: the clause names both
        b.retain(|f| !a.iter().any(|o| o.name == f.name));
        // 以在A国友城a、与B国友城b……为代表: partners of a third are none of each other
        let abroad = |f: &Fill| f.mention.as_deref().is_some_and(crate::mention::abroad);
        if a.iter().chain(&b).all(abroad) && reader.own().is_some() {
            return Err("两方都在国外：是第三方各自的友城".into());
        }
    }
    if let Some(own) = list::carried_wrong(reader, m, &a, &b) {
        a = vec![own];
    }
    // 甲、乙两市|的|干部结对帮扶困难家庭: others act
    let others = a.last().and_then(|f| {
        let rest = reader.text().get(f.span?.end..m.trigger.start)?;
        Some(rest.contains('的') && looks(Where::Object) && !looks(Where::With))
    });
    if b.is_empty() && a.len() == 2 && !looks(Where::After) && others != Some(true) {
        b = a.split_off(1);
    }
    a.retain(|f| !b.iter().any(|o| o.name == f.name));
    let abroad = |f: &Fill| f.mention.as_deref().is_some_and(crate::mention::abroad);
    // with 与A、B等友城 the subject of the clause is on the list itself when none stands before it
    if looks(Where::Listed) {
        // 丙国丁州与甲省、乙省等友好省州: the subject is abroad, and the list at home
        let theirs = !a.is_empty() && a.iter().all(abroad) && !b.iter().any(abroad);
        let home = |f: &Fill| abroad(f) == theirs;
        a.retain(home);
        b.retain(|f| !reader.is_country(f) && !home(f));
    }
    let own_city = |&i: &usize| {
        let d = &reader.mentions[i];
        d.kind == Kind::Deictic && d.name.starts_with(['我', '本'])
    };
    if a.is_empty() && b.iter().all(abroad) && !m.fillers("a").iter().any(own_city) {
        // a page about its own city leaves the city out; what 我市 is, it may not say
        a.extend(reader.own());
    }
    if let Some([x, y]) = followed(reader, m).filter(|_| a.is_empty() || b.is_empty()) {
        (a, b) = (vec![x], vec![y]);
    }
    if let Some([x, y]) = side_by_side(reader, m).filter(|_| a.is_empty() || b.is_empty()) {
        (a, b) = (vec![x], vec![y]);
    }
    if a.is_empty() || b.is_empty() {
        let deictic = m.fillers("a").iter().chain(&m.fillers("b")).any(|&i| {
            let d = &reader.mentions[i];
            d.kind == Kind::Deictic && d.name.starts_with(['两', '双'])
        });
        // 甲与乙签署协议,结为友城: the clause before names both
        let clause = reader.parsed[m.sentence].clauses[m.clause];
        let groups = &reader.parsed[m.sentence].groups;
        let alone = m.clause > 0
            && looks(Where::With)
            && !groups.iter().any(|g| {
                g.clause == m.clause
                    && g.span.start >= clause.start
                    && g.span.end <= m.trigger.start
            })
            && !reader.parsed[m.sentence].words.iter().any(|w| {
                let lead = Span::new(clause.start, m.trigger.start);
                lead.covers(w.span) && w.classes.has(Class::With)
            })
            && reader.sides_named(m.sentence, m.trigger.start).len() == 2;
        match &reader.pair_at(m.sentence, m.trigger.start, "")[..] {
            [x, y] if deictic || alone => {
                a = vec![x.clone()];
                b = vec![y.clone()];
            }
            _ if a.is_empty() => return Err("没有找到一方".into()),
            _ => return Err("没有找到对方".into()),
        }
    }
    if b.len() > 1 {
        b.retain(|f| !reader.is_country(f));
    }
    let b = inmost(reader, b);
    if m.apart && a.len() > 1 && b.len() > 1 {
        // 这5个府分别与甲、乙、丙结为友城: the first with the first, or nobody knows
        if a.len() != b.len() {
            return Err("看不出谁和谁".into());
        }
        let one = |(x, y): (Fill, Fill)| (vec![x], vec![y], None);
        return Ok(a.into_iter().zip(b).map(one).collect());
    }
    Ok(vec![(a, b, None)])
}

/// Places without those that only say where the next lies: 广西的|钦州.
fn inmost(reader: &Reader<'_, '_>, places: Vec<Fill>) -> Vec<Fill> {
    let starts: Vec<usize> = places.iter().filter_map(|f| Some(f.span?.start)).collect();
    let outer = |f: &Fill| {
        f.span.is_some_and(|s| {
            let de = s.end + '的'.len_utf8();
            reader.text()[s.end..].starts_with('的') && starts.contains(&de)
        })
    };
    places.iter().filter(|f| !outer(f)).cloned().collect()
}

/// The two that a clause of time leaves to the next: 在结成友城后,甲与乙……, 建立对口合作关系以来,甲和乙…….
fn followed(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<[Fill; 2]> {
    let p = &reader.parsed[m.sentence];
    let text = reader.text();
    let (clause, next) = (p.clauses[m.clause], p.clauses.get(m.clause + 1)?);
    let tail = text[m.trigger.end..clause.end].trim();
    if !matches!(tail, "后" | "以来" | "之后" | "以后" | "的基础上") {
        return None;
    }
    let whole = |g: &&crate::parse::Group| {
        g.clause == m.clause + 1 && g.members.len() == 1 && next.covers(g.span)
    };
    let places: Vec<&crate::parse::Group> = p.groups.iter().filter(whole).collect();
    let [x, y, ..] = places[..] else { return None };
    let between = &text[x.span.end..y.span.start];
    let begins = text[next.start..x.span.start].trim().is_empty();
    if !begins || !matches!(between, "与" | "和" | "同") {
        return None;
    }
    let fill = |g: &crate::parse::Group| {
        let place = Fill::mention(&reader.mentions[g.members[0]]);
        (place.is(Kind::Place) && !reader.is_country(&place)).then_some(place)
    };
    Some([fill(x)?, fill(y)?])
}

/// The regions a side's names stand for: the tie is the province's, not its governor's.
fn regions(reader: &Reader<'_, '_>, m: &Match<'_>, side: &[usize]) -> Vec<Fill> {
    let mut out: Vec<Fill> = Vec::new();
    for &i in side {
        if let Some(f) = thing(reader, i).and_then(|_| extended(reader, m.sentence, i)) {
            out.push(f);
            continue;
        }
        for f in reader.resolve(i, m.sentence) {
            if f.is(Kind::Person) {
                let bound = reader.party_of(&f).filter(stands);
                out.extend(bound.or_else(|| reader.region_of(&f)));
            } else if f.is(Kind::Delegation)
                || f.is(Kind::Body) && (f.name.ends_with("政府") || approves(reader, m, &f))
            {
                out.extend(reader.region_of(&f));
            } else {
                out.push(f);
            }
        }
    }
    out
}

/// Whether a legislature decides for its region: 甲市议会批准与乙市建立友好城市关系.
fn approves(reader: &Reader<'_, '_>, m: &Match<'_>, f: &Fill) -> bool {
    let p = &reader.parsed[m.sentence];
    let clause = &reader.text()[p.span.start..p.clauses[m.clause].end];
    let words = ["批准", "通过", "接受", "同意", "表决"];
    LEGISLATURES.iter().any(|w| f.name.contains(w)) && words.iter().any(|w| clause.contains(w))
}

/// Whether two sides can have a tie: places below the state, of different regions.
fn between_places(reader: &Reader<'_, '_>, a: &[Fill], b: &[Fill]) -> Result<(), String> {
    if !a.iter().chain(b).all(stands) {
        return Err("一方不是地方".into());
    }
    let legislature =
        |f: &Fill| f.is(Kind::Body) && LEGISLATURES.iter().any(|w| f.name.contains(w));
    if a.iter().chain(b).any(legislature) && !a.iter().chain(b).all(legislature) {
        return Err("一方是议会，另一方不是".into());
    }
    if a.iter()
        .chain(b)
        .any(|f| reader.is_country(f) || reader.is_continent(f))
    {
        return Err("一方是国家：不是地方之间的关系".into());
    }
    // 东北, 长三角: no place that has partners
    const PARTS: [&str; 14] = [
        "东北",
        "华北",
        "华东",
        "华南",
        "华中",
        "西北",
        "西南",
        "长三角",
        "珠三角",
        "京津冀",
        "大湾区",
        "粤港澳大湾区",
        "长江三角洲",
        "珠江三角洲",
    ];
    if a.iter()
        .chain(b)
        .any(|f| PARTS.contains(&f.name.trim_end_matches("地区")))
    {
        return Err("一方是一片地区，不是一个地方".into());
    }
    if a.iter().chain(b).any(|f| cut_short(reader, f)) {
        return Err("一方的名称没有认全".into());
    }
    let shortened = |x: &Fill, y: &Fill| {
        let rest = y.name.strip_prefix(x.name.as_str());
        rest.is_some_and(|r| r.chars().count() <= 1)
    };
    let one = a
        .iter()
        .any(|x| b.iter().any(|y| shortened(x, y) || shortened(y, x)));
    // 北京市与北京市朝阳区外办: a relation is with another place, whoever keeps it
    let home = |f: &Fill| {
        let region = reader.region_of(f).or_else(|| reader.party_of(f));
        region.filter(|_| !f.posted())
    };
    let held = |x: &Fill, y: &Fill| {
        let both = home(x).zip(home(y));
        both.is_some_and(|(x, y)| reader.within(&x, &y) || reader.within(&y, &x))
    };
    let held = a.iter().any(|x| b.iter().any(|y| held(x, y)));
    if one || held || reader.same_region(a, b) {
        return Err("双方属同一地方".into());
    }
    Ok(())
}

/// Whether two that are told to be sister parks or ports are named as such.
fn of_a_kind(m: &Match<'_>, a: &[Fill], b: &[Fill]) -> Result<(), String> {
    const THINGS: [&str; 7] = ["公园", "港", "湖", "山", "峰", "岛", "口岸"];
    let thing = |f: &Fill| THINGS.iter().any(|t| f.name.ends_with(t));
    if m.rule.set.contains_key("things") && !a.iter().chain(b).all(thing) {
        return Err("一方不是公园、湖、港一类".into());
    }
    Ok(())
}

/// Bodies that have ties of their own, with their like.
const LEGISLATURES: [&str; 3] = ["人大", "议会", "杜马"];

/// Whether a filler can have a standing relation: a place, or a mission or government. Ministries and
/// firms have no sister cities.
pub fn stands(f: &Fill) -> bool {
    f.place.is_some()
        || f.is(Kind::Place)
        || f.is(Kind::Body)
            && (relation::ends("things", &f.name)
                || ["政府", "领事", "使馆", "总领馆"]
                    .iter()
                    .chain(&LEGISLATURES)
                    .any(|w| f.name.contains(w)))
}
