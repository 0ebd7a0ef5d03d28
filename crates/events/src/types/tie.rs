//! Standing relations of two places.

use super::{Draft, Fill};
use crate::engine::Match;
use crate::mention::{Date, Kind};
use crate::reader::Reader;

/// Words for a relation and the kind each means. Offices count the kinds apart.
pub const KINDS: [(&str, &str); 40] = [
    ("友好合作关系", "friendly-cooperation"),
    ("友好合作城市", "friendly-cooperation"),
    ("友好合作伙伴", "friendly-cooperation"),
    ("友好合作省", "friendly-cooperation"),
    ("友好合作协议", "friendly-cooperation"),
    ("友好交流关系", "friendly-cooperation"),
    ("友好交流城市", "friendly-cooperation"),
    ("友好交流与合作关系", "friendly-cooperation"),
    ("友好交流合作关系", "friendly-cooperation"),
    ("友好交往关系", "friendly-cooperation"),
    ("友好伙伴", "friendly-cooperation"),
    ("友好往来关系", "friendly-cooperation"),
    ("友好关系城市", "friendly-cooperation"),
    ("友好交流的协议", "friendly-cooperation"),
    ("友好交流协议", "friendly-cooperation"),
    ("友好城市", "sister"),
    ("友好省", "sister"),
    ("友好州", "sister"),
    ("友好县", "sister"),
    ("友好市", "sister"),
    ("友好区", "sister"),
    ("友好地区", "sister"),
    ("友好道", "sister"),
    ("友好都市", "sister"),
    ("友好郡", "sister"),
    ("友好旗", "sister"),
    ("友好盟", "sister"),
    ("友好姊妹", "sister"),
    ("姐妹城市", "sister"),
    ("姊妹城市", "sister"),
    ("姐妹市", "sister"),
    ("姊妹市", "sister"),
    ("姐妹省", "sister"),
    ("姊妹省", "sister"),
    ("姐妹州", "sister"),
    ("姊妹州", "sister"),
    ("姐妹关系", "sister"),
    ("国际友城", "sister"),
    ("结对", "pairing"),
    ("对口合作关系", "pairing"),
];

/// The kind of relation a text speaks of.
pub fn kind_in(text: &str) -> Option<&'static str> {
    KINDS.iter().find(|k| text.contains(k.0)).map(|k| k.1)
}

/// Builds ties from `a` and `b`: each of one side with each of the other.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let side = |role: &str| -> Vec<Fill> {
        let mut out: Vec<Fill> = Vec::new();
        for i in m.fillers(role) {
            for f in reader.resolve(i, m.sentence) {
                match f.mention.as_ref().map(|x| x.kind) {
                    Some(Kind::Person) => out.extend(reader.party_of(&f)),
                    Some(Kind::Delegation) => out.extend(reader.region_of(&f)),
                    // 巴米扬省政府: the tie is the province's
                    Some(Kind::Body) if f.name.ends_with("政府") => {
                        out.extend(reader.region_of(&f))
                    }
                    _ => out.push(f),
                }
            }
        }
        out
    };
    let clause = reader.parsed[m.sentence].clauses[m.clause]
        .of(reader.text())
        .to_owned();
    let tail = &reader.text()[m.trigger.end..reader.parsed[m.sentence].clauses[m.clause].end];
    if let Some(w) = [
        "准备", "意愿", "愿望", "可能", "议案", "事宜", "申请", "条件", "意向", "前期",
    ]
    .iter()
    .find(|w| tail.contains(**w))
    {
        return Err(format!("后面有“{w}”：还没有建立"));
    }
    let (mut a, mut b) = (side("a"), side("b"));
    if b.is_empty() && a.len() == 2 {
        b = a.split_off(1);
    }
    a.retain(|f| !b.iter().any(|o| o.name == f.name));
    // with 与A、B等友城 the subject of the clause is on the list itself when none stands before it
    if m.rule
        .roles
        .iter()
        .any(|r| r.1.iter().any(|s| s.at == crate::rule::Where::Listed))
    {
        a.retain(|f| !f.mention.as_deref().is_some_and(crate::mention::abroad));
        b.retain(|f| {
            !reader.is_country(f) && f.mention.as_deref().is_some_and(crate::mention::abroad)
        });
    }
    if a.is_empty()
        && b.iter()
            .all(|f| f.mention.as_deref().is_some_and(crate::mention::abroad))
    {
        // a page about its own city leaves the city out
        a.extend(reader.own());
    }
    if a.is_empty() || b.is_empty() {
        let pair = reader.pair_before(m.sentence);
        if pair.len() != 2
            || !m
                .fillers("a")
                .iter()
                .chain(&m.fillers("b"))
                .any(|&i| reader.mentions[i].kind == Kind::Deictic)
        {
            return Err(if a.is_empty() {
                "没有找到一方"
            } else {
                "没有找到对方"
            }
            .into());
        }
        a = vec![pair[0].clone()];
        b = vec![pair[1].clone()];
    }
    if b.len() > 1 {
        b.retain(|f| !reader.is_country(f));
    }
    if !a.iter().chain(&b).all(stands) {
        return Err("一方不是地方".into());
    }
    if a.iter()
        .chain(&b)
        .any(|f| reader.is_country(f) || reader.is_continent(f))
    {
        return Err("一方是国家：不是地方之间的关系".into());
    }
    if reader.same_region(&a, &b) {
        return Err("双方属同一地方".into());
    }
    let p = &reader.parsed[m.sentence];
    let kind = m
        .rule
        .set
        .get("kind")
        .cloned()
        .or_else(|| kind_in(&clause).map(str::to_owned));
    let since = since(reader, m);
    let mut out = Vec::new();
    for x in &a {
        for y in &b {
            let mut d = Draft::new(m, p);
            d.attributes.clear();
            d.fill("a", [x.clone()]);
            d.fill("b", [y.clone()]);
            d.set("kind", kind.clone().filter(|k| k != "none"));
            if m.planned {
                d.set("status", Some("planned".into()));
            } else {
                d.set("since", since.and_then(|s| s.iso()));
            }
            out.push(d);
        }
    }
    Ok(out)
}

/// When the tie began: a date before the trigger in its clause or the one before, or an anniversary counted back.
fn since(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Date> {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    if let Some(years) = anniversary(clause.of(reader.text())) {
        let now = p
            .dates
            .iter()
            .filter_map(|&i| reader.mentions[i].date)
            .find(|d| d.start.year.is_some())
            .and_then(|d| d.start.year);
        let year = if clause.of(reader.text()).contains("今年") || now.is_none() {
            reader.year()
        } else {
            now
        };
        return year.map(|y| Date {
            year: Some(y - years as i16),
            ..Date::default()
        });
    }
    let mut before = p.dates.iter().copied().filter(|&i| {
        let s = reader.mentions[i].span;
        s.end <= m.trigger.start
            && (p.clause_at(s.start) == m.clause || p.clause_at(s.start) + 1 == m.clause)
    });
    if let Some(i) = before.next_back() {
        return reader.mentions[i].date.map(|d| d.start);
    }
    super::date_of(reader, m).map(|d| d.start)
}

/// N of 结好N周年.
pub fn anniversary(text: &str) -> Option<u32> {
    let at = text.find("周年")?;
    let digits: String = text[..at]
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    crate::number::read(&digits)
        .map(|n| n as u32)
        .filter(|n| (1..=100).contains(n))
}

/// Whether a filler can have a standing relation: a place, or a mission or government. Ministries and
/// firms have no sister cities.
pub fn stands(f: &Fill) -> bool {
    f.place.is_some()
        || f.is(Kind::Place)
        || f.is(Kind::Body)
            && ["政府", "领事", "使馆", "总领馆"]
                .iter()
                .any(|w| f.name.contains(w))
}
