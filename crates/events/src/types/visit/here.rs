//! Guests whose trip no verb tells: a host receives them, and later somebody speaks of 此次访问, 此行.
//!
//! 会见甲市市长乙。乙说,此行收获很大: the words refer to a trip that the page takes as known. Read after all
//! sentences, so that a trip told anywhere is not told twice.

use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::types::{Draft, Fill};

/// Sentences between an encounter and the words that refer to the guest's trip.
const REACH: usize = 15;

/// The trips of guests who were received and of whom the page says no more than that they are here.
pub fn read(reader: &Reader<'_, '_>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let words = reader.rules.lexicon.list("this_trip");
    for (s, p) in reader.parsed.iter().enumerate() {
        let line = p.span.of(reader.text());
        if !words.held_in(line) && !stays(reader, s, line) {
            continue;
        }
        let near = |d: &&Draft| {
            d.kind == Type::Meeting && d.sentence <= s && d.sentence + REACH >= s && at_home(d)
        };
        let met = reader.drafts.iter().rev().find(near);
        let trip = met.and_then(|d| trip(reader, d, s));
        let told = |t: &Draft| {
            let all = reader.drafts.iter().chain(&out);
            all.filter(|d| d.kind == Type::Visit)
                .any(|d| one_way(reader, d, t))
        };
        out.extend(trip.filter(|t| !told(t)));
    }
    out
}

/// Whether a sentence speaks of a stay in the page's own region: 在烟期间, 在我市期间, 在日照期间.
fn stays(reader: &Reader<'_, '_>, s: usize, line: &str) -> bool {
    let Some(end) = line.find("期间") else {
        return false;
    };
    let Some(at) = line[..end].rfind('在') else {
        return false;
    };
    let inner = &line[at + '在'.len_utf8()..end];
    let mut letters = inner.chars();
    let own = |f: &Fill| {
        let home = [reader.own(), reader.own_province()];
        home.iter().flatten().any(|h| reader.within(f, h))
    };
    match (letters.next(), letters.next()) {
        (Some(c), None) => reader.by_one_letter(c).is_some_and(|f| own(&f)),
        _ => {
            let from = reader.parsed[s].span.start + at + '在'.len_utf8();
            let named = reader.mentions.iter().find(|m| m.span.start == from);
            named.is_some_and(|m| {
                m.name == inner
                    && (m.kind == Kind::Place && own(&Fill::place(m)) || inner.starts_with('我'))
            })
        }
    }
}

/// Whether an encounter took place, face to face.
fn at_home(d: &Draft) -> bool {
    !d.attributes.contains_key("status")
        && !d.attributes.contains_key("level")
        && d.attributes.get("mode").is_none_or(|m| m != "online")
}

/// The trip of the side that was received, where the page shows which side that is.
fn trip(reader: &Reader<'_, '_>, met: &Draft, s: usize) -> Option<Draft> {
    let of = |role: &str| met.role(role).iter().find_map(|f| reader.region_of(f));
    let own = |f: &Fill| {
        let home = [reader.own(), reader.own_province()];
        let home = home.into_iter().flatten();
        home.into_iter()
            .any(|h| reader.within(f, &h) || reader.within(&h, f))
    };
    let a = of("a")?;
    let b = of("b");
    // 拜会, 走访: whoever calls on another is the guest, and 会谈 has no host
    let receives = met.rule == "会见" && {
        let calls = ["拜", "访"];
        let word = met.at.map_or("", |at| at.of(reader.text()));
        !calls.iter().any(|w| word.contains(w))
    };
    if !receives || !own(&a) || b.as_ref().is_some_and(own) {
        return None;
    }
    // 在甲国会见: the host is the one who travels
    let place = met.role("place").iter();
    if place
        .clone()
        .any(|at| !reader.within(at, &a) && !reader.within(&a, at))
    {
        return None;
    }
    let guests: Vec<Fill> = met
        .role("b")
        .iter()
        .filter(|f| f.is(Kind::Person) || f.is(Kind::Delegation))
        .filter(|f| !reader.is_business(f) && !reader.is_civil(f))
        .cloned()
        .collect();
    if guests.is_empty() {
        return None;
    }
    let mut d = Draft {
        kind: Type::Visit,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![reader.parsed[met.sentence].span, reader.parsed[s].span],
        rule: "说到此行".into(),
        sentence: s,
        trust: 0.85,
        told: 1,
        at: None,
    };
    d.spans.dedup();
    d.fill("visitor", guests);
    d.fill("destination", [a]);
    d.fill(
        "origin",
        b.filter(|o| !d.role("visitor").iter().any(|v| v.name == o.name)),
    );
    d.set("mode", Some("in-person".into()));
    Some(d)
}

/// Whether a trip told already is this one or that of the host: then 此行 is spoken for.
fn one_way(reader: &Reader<'_, '_>, told: &Draft, t: &Draft) -> bool {
    let near = |x: &[Fill], y: &[Fill]| {
        let within = |a: &Fill, b: &Fill| reader.within(a, b) || reader.within(b, a);
        x.iter()
            .any(|a| y.iter().any(|b| a.name == b.name || within(a, b)))
    };
    let again = near(told.role("visitor"), t.role("visitor"))
        || near(told.role("origin"), t.role("origin"))
        || near(told.role("visitor"), t.role("origin"));
    let other = near(told.role("origin"), t.role("destination"));
    again || other
}
