//! Talks told by what was said at them: 座谈会上,甲介绍……;乙表示……, or 会谈时,甲对乙的到来表示欢迎.
//!
//! No verb joins the two heads there. A sentence that opens talks of no name of their own is followed
//! by the words of one side and then the other: the first two speakers of different regions met.

use super::{Draft, Fill, date_at};
use crate::lexicon::{Class, Word};
use crate::mention::{Kind, event};
use crate::parse::{Mark, Parsed};
use crate::reader::Reader;
use crate::record::Type;

/// How far from the words that open the talks their speakers stand, in sentences.
const REACH: usize = 5;

/// The meeting a sentence opens, when it opens talks and nothing before told who met.
pub fn read(reader: &Reader<'_, '_>, s: usize) -> Option<Draft> {
    let p = &reader.parsed[s];
    let opening = opening(reader, s);
    let greeted = greeting(reader, s);
    if !opening && greeted.is_none() {
        return None;
    }
    let (a, b, last) = match greeted {
        Some((a, b)) if opening || told_of_talks(reader, s) => (a, b, s),
        _ if opening => speakers(reader, s)?,
        _ => return None,
    };
    // told already, of these or of others of the same two places
    let side = |f: &Fill, d: &Draft, role: &str| {
        let region = reader.region_of(f);
        d.role(role).iter().any(|o| {
            let other = reader.region_of(o);
            o.name == f.name
                || region
                    .as_ref()
                    .zip(other.as_ref())
                    .is_some_and(|(x, y)| reader.within(x, y) || reader.within(y, x))
        })
    };
    let told = |d: &Draft| {
        d.kind == Type::Meeting
            && (side(&a, d, "a") && side(&b, d, "b") || side(&a, d, "b") && side(&b, d, "a"))
    };
    if reader.drafts.iter().any(told) {
        return None;
    }
    let sides = [std::slice::from_ref(&a), std::slice::from_ref(&b)];
    if !sides.iter().any(|s| reader.any_government(s)) {
        return None;
    }
    let mut d = Draft {
        kind: Type::Meeting,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![p.span, reader.parsed[last].span],
        rule: "会谈上的双方".into(),
        sentence: s,
        trust: 0.85,
        told: 1,
        at: None,
    };
    d.spans.dedup();
    d.fill("a", [a]);
    d.fill("b", [b]);
    d.set("date", date_at(reader, s).and_then(|r| r.moment()));
    let online = ["视频", "线上", "连线"]
        .iter()
        .any(|w| p.span.of(reader.text()).contains(w));
    d.set(
        "mode",
        Some(if online { "online" } else { "in-person" }.into()),
    );
    Some(d)
}

/// Whether a sentence opens talks that have no name of their own: 座谈会上, 会谈中, 举行座谈.
fn opening(reader: &Reader<'_, '_>, s: usize) -> bool {
    let p = &reader.parsed[s];
    if pictured(p.span.of(reader.text())) {
        return false;
    }
    if p.words.iter().any(|w| w.classes.has(Class::Talks)) {
        return true;
    }
    // 在座谈交流会上, 举行座谈会: a meeting by its common noun
    p.groups.iter().any(|g| {
        let left = reader.text()[..g.span.start].trim_end_matches('了');
        let held = left.ends_with("举行") || left.ends_with("召开");
        (g.mark == Mark::At || held)
            && g.members.iter().any(|&i| {
                let e = &reader.mentions[i];
                e.kind == Kind::Event
                    && (e.alias || event::bare_talks(&e.name))
                    && e.name.contains("座谈")
            })
    })
}

/// Whether the sentences just before speak of talks.
fn told_of_talks(reader: &Reader<'_, '_>, s: usize) -> bool {
    let from = s.saturating_sub(REACH);
    reader.parsed[from..=s].iter().any(|q| {
        q.words.iter().any(|w| {
            let word = w.span.of(reader.text());
            w.classes.has(Class::Talks)
                || w.classes.has(Class::Trigger)
                    && ["座谈", "会谈", "会晤", "会见", "会面"]
                        .iter()
                        .any(|t| word.contains(t))
        })
    })
}

/// Who greets whom in 甲对乙(一行)的到来表示欢迎.
fn greeting(reader: &Reader<'_, '_>, s: usize) -> Option<(Fill, Fill)> {
    let p = &reader.parsed[s];
    let welcome = p.words.iter().find(|w| {
        w.classes.has(Class::Trigger) && {
            let word = w.span.of(reader.text());
            word.contains("表示") && word.contains("欢迎")
        }
    })?;
    let clause = p.clause_at(welcome.span.start);
    let guest = p
        .groups
        .iter()
        .find(|g| g.clause == clause && g.mark == Mark::To && g.span.end <= welcome.span.start)?;
    let host = persons(reader, p, clause, guest.span.start)
        .into_iter()
        .next_back()?;
    let guest = guest
        .members
        .iter()
        .map(|&i| &reader.mentions[i])
        .find(|m| m.kind == Kind::Person)
        .map(Fill::mention)?;
    (host.name != guest.name && apart(reader, &host, &guest)).then_some((host, guest))
}

/// The first two of different regions who speak from a sentence on, and the sentence of the second.
fn speakers(reader: &Reader<'_, '_>, s: usize) -> Option<(Fill, Fill, usize)> {
    let mut first: Option<Fill> = None;
    // a speech runs over many sentences before the other side answers
    for q in reader.parsed[s..].iter().take(3 * REACH) {
        if q.paragraph > reader.parsed[s].paragraph + 5 {
            break;
        }
        if pictured(q.span.of(reader.text())) {
            continue;
        }
        let Some(say) = q.words.iter().find(|w| speaks(reader, w)) else {
            continue;
        };
        for f in persons(reader, q, q.clause_at(say.span.start), say.span.start) {
            match &first {
                None => first = Some(f),
                Some(a) if a.name != f.name && apart(reader, a, &f) => {
                    return Some((first?, f, q.index));
                }
                Some(_) => {}
            }
        }
    }
    None
}

/// Whether a line stands under a picture and names who took it: whoever it shows need not lead the talks.
fn pictured(line: &str) -> bool {
    let line = line.trim_end_matches([')', '）', ' ']);
    line.ends_with('摄') || line.ends_with("摄影") || line.ends_with("供图")
}

/// Whether a word is of speaking: 表示, 介绍, 分别致辞.
fn speaks(reader: &Reader<'_, '_>, w: &Word) -> bool {
    let word = w.span.of(reader.text());
    let greets = word.contains("表示") && word.ends_with("欢迎");
    w.classes.has(Class::Say)
        || w.classes.has(Class::Trigger) && greets
        || w.classes.has(Class::Trigger)
            && ["致辞", "致词", "发言", "讲话", "介绍"]
                .iter()
                .any(|v| w.span.of(reader.text()).ends_with(v))
}

/// The persons who are the subject of a clause or stand listed before it.
fn persons(reader: &Reader<'_, '_>, p: &Parsed, clause: usize, until: usize) -> Vec<Fill> {
    p.groups
        .iter()
        .filter(|g| g.mark == Mark::Bare && g.span.end <= until && g.clause + 1 >= clause)
        .flat_map(|g| g.members.iter())
        .map(|&i| &reader.mentions[i])
        .filter(|m| m.kind == Kind::Person)
        .map(Fill::mention)
        .collect()
}

/// Whether two persons are of different places, as far as is known.
fn apart(reader: &Reader<'_, '_>, a: &Fill, b: &Fill) -> bool {
    let regions = reader.region_of(a).zip(reader.region_of(b));
    regions.is_some_and(|(x, y)| !reader.within(&x, &y) && !reader.within(&y, &x))
}
