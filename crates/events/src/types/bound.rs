//! Who is bound by a document: by the lists before the verb, by its title, by the sentences before.

mod others;
mod titled;

pub use self::others::{others_signed, ours_with_each, unread_partner, with_other_side};
pub use self::titled::named_in;
use super::pairs::{self, Side, Sides};
use super::unread::{
    before_with, by_position, extended, is_setting, is_whole, side_by_side, thing,
};
use super::{Fill, relation};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::parse::Mark;
use crate::reader::Reader;

/// Who is bound by a document, and the persons who signed for them.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// Places and bodies.
    pub parties: Vec<Fill>,
    /// Persons.
    pub signers: Vec<Fill>,
}

impl Bound {
    fn and(mut self, other: Self) -> Self {
        for f in other.parties {
            if !self.parties.iter().any(|o| o.name == f.name) {
                self.parties.push(f);
            }
        }
        self.signers.extend(other.signers);
        self
    }
}

/// Everyone bound, a document each.
pub fn everyone(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    titles: &[usize],
    clause: &str,
) -> Vec<Bound> {
    if let Some(parties) = relative_parties(reader, m, titles) {
        // 签署《……》的甲省和乙省
        let signers = Vec::new();
        return vec![Bound { parties, signers }];
    }
    if !m.rule.roles.iter().any(|r| r.0 == "party") {
        // 《甲省与乙州备忘录》签署: the title or the sentences before say who
        return Vec::new();
    }
    if only_witnessed(reader, m) {
        return Vec::new();
    }
    match pairs::sides(reader, m) {
        Sides::Unclear => Vec::new(),
        Sides::Pairs(pairs) => pairs
            .iter()
            .map(|(left, right)| {
                let left = if left.empty() {
                    bound(reader, m, &leading(reader, m, "party", "other"))
                } else {
                    bound_by(reader, m, left)
                };
                left.and(bound_by(reader, m, right))
            })
            .filter(|b| b.parties.len() > 1)
            .collect(),
        sides @ (Sides::Two(..) | Sides::Plain) => {
            let mut a = match before_with(reader, m) {
                Some(unread) => Bound {
                    parties: vec![unread],
                    signers: Vec::new(),
                },
                None => bound(reader, m, &leading(reader, m, "party", "other")),
            };
            let fillers = after_floor(reader, m, m.fillers("other"));
            let mut b = bound(reader, m, &fillers);
            let things = fillers.iter().any(|&i| thing(reader, i).is_some());
            if let (true, Sides::Two(left, right)) = (b.parties.is_empty() || things, sides) {
                // 甲市与友好城市丙国乙市: words between 与 and the name
                let all = |sides: &[Side]| {
                    sides
                        .iter()
                        .fold(Bound::default(), |all, s| all.and(bound_by(reader, m, s)))
                };
                let left = all(&left);
                if !left.parties.is_empty() {
                    a = left;
                }
                b = all(&right);
                // 甲镇、乙镇等与丙县九镇签署: who the others are is not told
                if b.parties.is_empty() && a.parties.len() > 1 {
                    return Vec::new();
                }
            }
            b.parties = shared_ending(reader, b.parties);
            // one document for all: 甲与乙、丙共同发表《倡议》
            let many = a.parties.len() + b.parties.len();
            let joint = relation::has("together", clause) && !m.apart;
            if joint {
                return vec![b.and(a)];
            }
            if let Some(both) = side_by_side(reader, m).filter(|_| many < 2) {
                let signers = Vec::new();
                let parties = both.into();
                return vec![Bound { parties, signers }];
            }
            distribute(a, b, m.apart)
        }
    }
}

/// 与甲、乙、丙友协签署: the last of a list says for all what body of the place it is.
fn shared_ending(reader: &Reader<'_, '_>, parties: Vec<Fill>) -> Vec<Fill> {
    let Some((last, places)) = parties.split_last().filter(|(_, p)| !p.is_empty()) else {
        return parties;
    };
    let body = last.mention.as_deref().filter(|m| m.kind == Kind::Body);
    let of = body.and_then(|m| m.parts.iter().find(|p| p.span.start == m.span.start));
    let (Some(body), Some(of)) = (body, of) else {
        return parties;
    };
    let tail = reader.text()[of.span.end..body.span.end].trim_start_matches(['省', '市', '州']);
    let bare = |f: &Fill| f.is(Kind::Place) && !f.name.ends_with(['省', '市', '州', '县', '区']);
    let shared = relation::ends("organs", tail) && tail.chars().count() <= 8;
    if !(shared && bare(&Fill::place(of)) && places.iter().all(bare)) {
        return parties;
    }
    let whole = |f: &Fill| {
        let mut f = f.clone();
        if let Some(m) = f.mention.as_deref_mut() {
            m.of = Some(crate::mention::Of {
                name: f.name.clone(),
                place: Some(Box::new(m.clone())),
                seat: None,
            });
            m.kind = Kind::Body;
        }
        f.name.push_str(tail);
        if let Some(m) = f.mention.as_deref_mut() {
            m.name.clone_from(&f.name);
        }
        f
    };
    let mut out: Vec<Fill> = places.iter().map(whole).collect();
    out.push(last.clone());
    out
}

/// Who is bound by what a side of a list says.
fn bound_by(reader: &Reader<'_, '_>, m: &Match<'_>, side: &Side) -> Bound {
    let whole: Vec<usize> = side
        .members
        .iter()
        .copied()
        .filter(|&i| is_whole(reader, i))
        .collect();
    if whole.is_empty() {
        let parties = by_position(reader, m.sentence, side);
        return Bound {
            parties: parties.into_iter().collect(),
            signers: Vec::new(),
        };
    }
    bound(reader, m, &whole)
}

/// Whether those before the verb only looked on: 甲、乙座谈并见证签约.
fn only_witnessed(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let start = p.clauses[m.clause].start;
    p.words.iter().any(|w| {
        let between = w.span.end..m.trigger.start;
        w.classes.has(Class::Witness)
            && w.span.start >= start
            && w.span.end <= m.trigger.start
            && !w.span.of(reader.text()).ends_with('下')
            && !reader.text()[between.clone()].contains('下')
            && !p
                .groups
                .iter()
                .any(|g| g.span.start >= between.start && g.span.end <= between.end)
    })
}

/// Who fills the first side. Where it is carried over from an earlier clause, the one who stood with
/// it there is left behind: 甲与乙签署《一》,与丙签署《二》.
pub fn leading(reader: &Reader<'_, '_>, m: &Match<'_>, role: &str, other: &str) -> Vec<usize> {
    let with = m.slot(other).iter().any(|g| g.clause == m.clause);
    let kept = m
        .slot(role)
        .iter()
        .filter(|g| !(with && g.joined && g.clause < m.clause))
        .flat_map(|g| g.members.iter().copied())
        .collect();
    let kept = topic(reader, m, role).unwrap_or(kept);
    after_floor(reader, m, kept)
}

/// Who a sentence of several pairs is about, where a later clause begins with 与: 甲省与A州,乙市与B市建立友城关系,|与C省
/// 签署. 乙市 stands in a list that 甲省 begins.
fn topic(reader: &Reader<'_, '_>, m: &Match<'_>, role: &str) -> Option<Vec<usize>> {
    let p = &reader.parsed[m.sentence];
    let carried = m.slot(role).first()?.clause;
    let first = carried.checked_sub(1).filter(|_| carried < m.clause)?;
    super::unread::behind_with(reader, m)?;
    let opens = |c: usize| {
        let mut groups = p.groups.iter().filter(|g| g.clause == c);
        let own = groups.next().filter(|g| g.mark == Mark::Bare)?;
        groups
            .any(|g| g.mark == Mark::With || g.joined)
            .then_some(own)
    };
    let verbless = p
        .words_in(p.clauses[first], Class::Trigger)
        .next()
        .is_none();
    let own = opens(first).filter(|_| verbless && opens(carried).is_some())?;
    let place = |&i: &usize| reader.mentions[i].kind == Kind::Place;
    own.members.iter().all(place).then(|| own.members.clone())
}

/// Those named after 见证, where it names any: 甲和乙见证丙与丁签署.
fn after_floor(reader: &Reader<'_, '_>, m: &Match<'_>, fillers: Vec<usize>) -> Vec<usize> {
    let floor = pairs::floor(reader, m).max(pairs::heading(reader, m));
    let above = floor > reader.parsed[m.sentence].span.start;
    fillers
        .into_iter()
        .filter(|&i| !above || reader.mentions[i].span.start >= floor)
        .filter(|&i| !is_setting(reader, m.sentence, i))
        .collect()
}

/// Regions and bodies bound, and the persons who signed for them.
fn bound(reader: &Reader<'_, '_>, m: &Match<'_>, fillers: &[usize]) -> Bound {
    let mut out = Bound::default();
    for &i in fillers {
        // a subject carried over is the region, whatever its name went on to there
        let carried = !reader.parsed[m.sentence]
            .span
            .covers(reader.mentions[i].span);
        let region = carried && thing(reader, i).is_some();
        if !region && !is_whole(reader, i) {
            out.parties.extend(extended(reader, m.sentence, i));
            continue;
        }
        for f in reader.resolve(i, m.sentence) {
            if f.is(Kind::Person) {
                out.parties
                    .extend(organ_of(reader, &f).or_else(|| reader.party_of(&f)));
                out.signers.push(f);
            } else if f.is(Kind::Delegation) || committee(&f) {
                out.parties.extend(reader.region_of(&f));
            } else {
                out.parties.push(f);
            }
        }
    }
    out.parties.dedup_by(|x, y| x.name == y.name);
    out
}

/// Whether a body is a region's party committee, whose acts of this sort bind the region: 甲市委.
fn committee(f: &Fill) -> bool {
    f.is(Kind::Body)
        && ["省委", "市委", "州委", "县委", "区委", "旗委"]
            .iter()
            .any(|w| f.name.ends_with(w))
}

/// The body a person signs for, where it is not the government itself: 商务局局长 binds the bureau,
/// 集团党委书记 the group.
fn organ_of(reader: &Reader<'_, '_>, f: &Fill) -> Option<Fill> {
    let m = f.mention.as_deref()?;
    let of = m.of.as_ref().filter(|o| o.seat.is_none())?;
    let name = of.name.trim_end_matches("党组").trim_end_matches("党委");
    if !relation::ends("organs", name) {
        return None;
    }
    // 该集团副总经理: the body named before
    if let Some(kind) = name.strip_prefix('该') {
        let before = reader.mentions.iter().rev();
        let mut before = before.filter(|x| x.span.end <= m.span.start && x.kind == Kind::Body);
        return before.find(|x| x.name.contains(kind)).map(Fill::mention);
    }
    let mut body = m.clone();
    body.kind = Kind::Body;
    name.clone_into(&mut body.name);
    Some(Fill {
        name: name.to_owned(),
        span: Some(m.span),
        mention: Some(Box::new(body)),
        ..Fill::default()
    })
}

/// Who signs with whom where one side meets another: each of one side with each of the other when
/// signed apart, else all one document.
fn distribute(a: Bound, b: Bound, apart: bool) -> Vec<Bound> {
    let mut a = a;
    a.parties
        .retain(|f| !b.parties.iter().any(|o| o.name == f.name));
    let signers: Vec<Fill> = a.signers.iter().chain(&b.signers).cloned().collect();
    let of = |parties: Vec<Fill>| Bound {
        parties,
        signers: signers.clone(),
    };
    let (a, b) = (a.parties, b.parties);
    if a.is_empty() && b.is_empty() {
        Vec::new()
    } else if a.len() == 1 && b.len() > 1 {
        b.into_iter().map(|x| of(vec![a[0].clone(), x])).collect()
    } else if b.len() == 1 && a.len() > 1 && apart {
        a.into_iter().map(|x| of(vec![x, b[0].clone()])).collect()
    } else {
        vec![of(a.into_iter().chain(b).collect())]
    }
}

/// Leaves out places that another party's name only begins with: 甲 beside 甲世界地质公园.
pub fn without_seats(parties: &mut Vec<Fill>) {
    let things: Vec<String> = parties
        .iter()
        .filter(|f| f.is(Kind::Body) && relation::ends("things", &f.name))
        .map(|f| f.name.clone())
        .collect();
    parties.retain(|f| {
        !things
            .iter()
            .any(|t| *t != f.name && t.starts_with(&f.name))
    });
}

/// The places a relative clause about a signing ends in: 签署建立友好省际关系协议书的湖南省和南非豪登省.
fn relative_parties(reader: &Reader<'_, '_>, m: &Match<'_>, titles: &[usize]) -> Option<Vec<Fill>> {
    let end = titles.last().map(|&t| reader.mentions[t].span.end)?;
    let rest = reader.text()[end..].strip_prefix('的')?;
    let from = reader.text().len() - rest.len();
    let p = &reader.parsed[m.sentence];
    let groups = p
        .groups
        .iter()
        .filter(|g| g.span.start >= from && g.clause == m.clause);
    let places: Vec<Fill> = groups
        .flat_map(|g| g.members.iter())
        .filter(|&&i| reader.mentions[i].kind == Kind::Place)
        .map(|&i| Fill::place(&reader.mentions[i]))
        .filter(|f| !reader.is_country(f))
        .collect();
    (places.len() == 2 && places[0].span.is_some_and(|s| s.start == from)).then_some(places)
}
