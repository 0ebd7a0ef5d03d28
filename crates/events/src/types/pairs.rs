//! Who with whom: the sides of an act as the words before its verb list them.
//!
//! Items stand between `、` and commas; 与 inside an item joins its two sides.
//! `甲市与a市、乙县与b县签署`: each item is a pair. `甲市、乙市分别与a市、b市签署`: one item has 与, and
//! there are as many before it as after, so first goes with first. An item whose name could not be
//! read keeps its place in the count, so that nobody is paired with a neighbour's partner.

use super::unread::{is_setting, trimmed};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::reader::Reader;
use crate::span::Span;
use crate::types::relation;

/// One side: the names read in it, and its words.
#[derive(Clone, Debug)]
pub struct Side {
    /// Numbers of the mentions.
    pub members: Vec<usize>,
    /// All its words, names that could not be read among them.
    pub words: Span,
}

impl Side {
    /// Whether nobody stands there.
    pub fn empty(&self) -> bool {
        self.members.is_empty() && self.words.is_empty()
    }
}

/// The sides of an act.
#[derive(Debug)]
pub enum Sides {
    /// Each pair by itself.
    Pairs(Vec<(Side, Side)>),
    /// One side and another, however many on each.
    Two(Vec<Side>, Vec<Side>),
    /// 与 stands there, but who goes with whom is not told.
    Unclear,
    /// No 与: the rule's own roles say who.
    Plain,
}

/// One item of the list before a verb.
#[derive(Debug)]
struct Item {
    left: Side,
    right: Option<Side>,
    /// Whether a comma, not 、, stands before it.
    after_comma: bool,
}

/// What ends a stretch of the list.
enum Cut {
    Comma,
    Mark,
    Join,
}

/// Reads who stands with whom before a rule's trigger.
pub fn sides(reader: &Reader<'_, '_>, m: &Match<'_>) -> Sides {
    let p = &reader.parsed[m.sentence];
    let from = from(reader, m);
    let items = items(reader, m.sentence, Span::new(from, m.trigger.start));
    let joins = items.iter().filter(|i| i.right.is_some()).count();
    let clause = p.clauses[m.clause].of(reader.text());
    match joins {
        0 => Sides::Plain,
        1 => one_join(items, m, relation::has("together", clause)),
        // 甲和乙、丙和丁签署 are two sides, unless each item is a pair: 和 goes on with a list as well
        _ if weak(reader, &items) && listed_after(&items) => {
            one_join(items, m, relation::has("together", clause))
        }
        _ => many_joins(items),
    }
}

/// Whether an item without a join follows the first that has one.
fn listed_after(items: &[Item]) -> bool {
    let mut rest = items.iter().skip_while(|i| i.right.is_none());
    rest.any(|i| i.right.is_none() && !i.left.empty())
}

/// Whether only 和, 及 join the items, not 与.
fn weak(reader: &Reader<'_, '_>, items: &[Item]) -> bool {
    items
        .iter()
        .filter_map(|i| i.right.as_ref().map(|r| (&i.left, r)))
        .all(|(l, r)| {
            let between = &reader.text()[l.words.end.min(r.words.start)..r.words.start];
            !between.contains(['与', '同', '跟', '—', '－', '–', '-'])
        })
}

/// Pairs told one after the other in a stretch that no verb ends: `分别是:甲市与a市(1982年)、乙市与b市`.
pub fn listed(reader: &Reader<'_, '_>, s: usize, within: Span) -> Vec<(Side, Side)> {
    match many_joins(items(reader, s, within)) {
        Sides::Pairs(pairs) => pairs,
        _ => Vec::new(),
    }
}

/// Where the list begins: after an earlier act in the sentence, after 见证 and 促成.
fn from(reader: &Reader<'_, '_>, m: &Match<'_>) -> usize {
    let p = &reader.parsed[m.sentence];
    let text = reader.text();
    let act = p
        .words
        .iter()
        .filter(|w| w.span.end <= m.trigger.start && w.classes.any(&[Class::Trigger, Class::Say]))
        .filter(|w| text[w.span.end..m.trigger.start].contains([',', '，', ';']))
        .map(|w| w.span.end)
        .max();
    let begin = act.unwrap_or(p.span.start).max(floor(reader, m));
    let begin = after_headings(reader, m.sentence, Span::new(begin, m.trigger.start));
    said_to_be(reader, m, begin).unwrap_or(begin)
}

/// Where the last of several headings on the line of a trigger begins, else where the sentence does.
pub fn heading(reader: &Reader<'_, '_>, m: &Match<'_>) -> usize {
    let start = reader.parsed[m.sentence].span.start;
    after_headings(reader, m.sentence, Span::new(start, m.trigger.start))
}

/// Where the last of several headings on one line begins: 甲与乙往来密切 丙与丁签署.
fn after_headings(reader: &Reader<'_, '_>, s: usize, stretch: Span) -> usize {
    let joins = |span: Span| {
        reader.parsed[s]
            .words_in(span, Class::With)
            .next()
            .is_some()
    };
    let line = stretch.of(reader.text());
    let Some(at) = line.rfind([' ', '\u{3000}']) else {
        return stretch.start;
    };
    let (before, after) = (
        Span::new(stretch.start, stretch.start + at),
        Span::new(stretch.start + at, stretch.end),
    );
    match joins(before) && joins(after) {
        true => after.start,
        false => stretch.start,
    }
}

/// Whether the sides stand after 是: see [`said_to_be`].
pub fn after_copula(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    said_to_be(reader, m, reader.parsed[m.sentence].clauses[m.clause].start).is_some()
}

/// After 是, where what follows it names both sides: 甲市与乙州的往来是|丙省和乙州结好的缩影.
fn said_to_be(reader: &Reader<'_, '_>, m: &Match<'_>, begin: usize) -> Option<usize> {
    let p = &reader.parsed[m.sentence];
    let lead = reader.text().get(begin..m.trigger.start)?;
    let at = begin + lead.rfind('是')? + '是'.len_utf8();
    let after = |g: &&crate::parse::Group| at <= g.span.start && g.span.end <= m.trigger.start;
    // 甲州是|乙省和丙省的友城: two partners of the one
    let last = p.groups.iter().rfind(after)?;
    if reader.text()[last.span.end..m.trigger.start].contains('的') {
        return None;
    }
    let actors = p.groups.iter().filter(after).flat_map(|g| &g.members);
    let actors = actors.filter(|&&i| is_actor(&reader.mentions[i])).count();
    let stretch = Span::new(at, m.trigger.start);
    let joined = p.words_in(stretch, Class::With).next().is_some();
    (actors >= 2 && joined).then_some(at)
}

/// Where the words that can name a side begin: 甲和乙见证|丙与丁签署.
pub fn floor(reader: &Reader<'_, '_>, m: &Match<'_>) -> usize {
    let p = &reader.parsed[m.sentence];
    let text = reader.text();
    p.words
        .iter()
        .filter(|w| w.span.end <= m.trigger.start && w.classes.has(Class::Witness))
        .filter(|w| {
            let word = w.span.of(text);
            let rest = &text[w.span.end..m.trigger.start];
            !word.ends_with('下') && !rest.contains('下') && !rest.contains([',', '，'])
        })
        .map(|w| w.span.end)
        .filter(|&end| {
            let actor = |g: &&crate::parse::Group| {
                g.span.start >= end && g.span.end <= m.trigger.start && g.mark != Mark::At
            };
            p.groups.iter().any(|g| actor(&g))
        })
        .max()
        .unwrap_or(p.span.start)
}

fn is_actor(m: &Mention) -> bool {
    matches!(
        m.kind,
        Kind::Person | Kind::Place | Kind::Body | Kind::Delegation | Kind::Deictic
    )
}

/// Whether a word for the page's own region only says where the place right after it lies: 我州|三都县.
pub fn holds_next(reader: &Reader<'_, '_>, i: usize) -> bool {
    let m = &reader.mentions[i];
    let next = reader.mentions.get(i + 1);
    m.kind == Kind::Deictic
        && m.name.starts_with(['我', '本', '该'])
        && next.is_some_and(|n| n.kind == Kind::Place && n.span.start == m.span.end)
}

/// The items of a stretch.
fn items(reader: &Reader<'_, '_>, s: usize, stretch: Span) -> Vec<Item> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let actors: Vec<usize> = p
        .groups
        .iter()
        .filter(|g| {
            !matches!(
                g.mark,
                Mark::At | Mark::Escort | Mark::Witness | Mark::Invite | Mark::Leader | Mark::To
            )
        })
        .flat_map(|g| g.members.iter().copied())
        .filter(|&i| is_actor(&reader.mentions[i]) && stretch.covers(reader.mentions[i].span))
        .filter(|&i| !is_setting(reader, s, i))
        .filter(|&i| !holds_next(reader, i))
        .filter(|&i| !stretch.is_aside(text, reader.mentions[i].span))
        .collect();
    let inside = |at: usize| {
        let k = reader.mentions.partition_point(|m| m.span.end <= at);
        reader.mentions.get(k).is_some_and(|m| m.span.start <= at)
    };
    let mut cuts: Vec<(Span, Cut)> = Vec::new();
    for (i, c) in stretch.of(text).char_indices() {
        let at = Span::new(stretch.start + i, stretch.start + i + c.len_utf8());
        let cut = match c {
            '、' => Cut::Mark,
            ',' | '，' | ';' | '；' | ':' | '：' => Cut::Comma,
            // 波罗的海的伙伴——甲市: what follows says which
            '—' if text[at.end..].starts_with('—') || text[..at.start].ends_with('—') => {
                Cut::Comma
            }
            '—' | '－' | '–' | '-' => Cut::Join,
            // “甲省—a县”“乙市—b市”
            '”' if text[at.end..].starts_with('“') => Cut::Mark,
            _ => continue,
        };
        if !inside(at.start) {
            cuts.push((at, cut));
        }
    }
    let joins: Vec<Span> = p
        .words
        .iter()
        .filter(|w| {
            stretch.covers(w.span)
                && w.classes.has(Class::With)
                && (!w.classes.has(Class::Trigger) || w.classes.has(Class::Plan))
                && !inside(w.span.start)
        })
        .map(|w| w.span)
        .collect();
    // 与 and 同 join the sides; 和 and 及 do where neither stands, else they go on with a list
    let strong = |j: &Span| j.of(text).ends_with(['与', '同', '跟']);
    let any_strong = joins.iter().any(strong);
    let beside = |j: &Span| {
        actors.iter().any(|&i| {
            let a = reader.mentions[i].span;
            // “甲市—a市”和“乙市—b市”
            text[..j.start].trim_end_matches('”').len() == a.end
                || text.len() - text[j.end..].trim_start_matches('“').len() == a.start
        })
    };
    cuts.extend(joins.iter().filter(|j| strong(j) || beside(j)).map(|&j| {
        if strong(&j) || !any_strong {
            (j, Cut::Join)
        } else {
            (j, Cut::Mark)
        }
    }));
    cuts.sort_by_key(|c| c.0.start);
    // 2009年|与乙市: when, and nobody
    let past_date = |at: usize| {
        let dates = p.dates.iter().map(|&i| reader.mentions[i].span);
        dates
            .filter(|d| d.start == at)
            .map(|d| d.end)
            .max()
            .unwrap_or(at)
    };
    // 并先后|与: adverbs are no name
    let past_adverbs = |from: usize, to: usize| {
        let mut at = from;
        let k = p.words.partition_point(|w| w.span.start < from);
        for w in &p.words[k..] {
            let next = past_date(at + (text[at..].len() - text[at..].trim_start().len()));
            at = at.max(next);
            if w.span.start > next
                || w.span.end > to
                || !w.classes.any(&[Class::Adverb, Class::Stop])
            {
                break;
            }
            at = w.span.end;
        }
        at
    };
    let side = |from: usize, to: usize| Side {
        members: actors
            .iter()
            .copied()
            .filter(|&i| {
                let a = reader.mentions[i].span;
                from <= a.start && a.end <= to
            })
            .collect(),
        words: trimmed(text, Span::new(past_adverbs(from, to), to)),
    };
    let mut out: Vec<Item> = Vec::new();
    let (mut left, mut start, mut after_comma) = (None, stretch.start, false);
    let end = Span::new(stretch.end, stretch.end);
    for (span, cut) in cuts.into_iter().chain([(end, Cut::Comma)]) {
        let here = side(start, span.start);
        start = span.end;
        if matches!(cut, Cut::Join) && left.is_none() {
            left = Some(here);
            continue;
        }
        // 与A和B: a second 和 goes on with the list
        out.push(match left.take() {
            Some(left) => Item {
                left,
                right: Some(here),
                after_comma,
            },
            None => Item {
                left: here,
                right: None,
                after_comma,
            },
        });
        after_comma = matches!(cut, Cut::Comma);
    }
    out
}

/// 甲、乙与a、b: as many on each side go one with one.
fn one_join(items: Vec<Item>, m: &Match<'_>, together: bool) -> Sides {
    let k = items.iter().position(|i| i.right.is_some()).unwrap_or(0);
    let mut left: Vec<Side> = Vec::new();
    let mut right: Vec<Side> = Vec::new();
    let mut begun = true;
    for (n, i) in items.into_iter().enumerate() {
        if n <= k {
            if i.after_comma || i.left.empty() {
                left.clear();
            }
            left.push(i.left);
            right.extend(i.right);
        } else {
            begun &= !(i.after_comma && i.left.members.is_empty());
            if begun {
                right.push(i.left);
                right.extend(i.right);
            }
        }
    }
    if left.len() > 1 && right.len() > 1 && !together {
        if left.len() == right.len() {
            return Sides::Pairs(left.into_iter().zip(right).collect());
        }
        if m.apart {
            // as many as could not be counted: who goes with whom is not told
            return Sides::Unclear;
        }
    }
    Sides::Two(left, right)
}

/// 甲与a、乙与b: each item its own pair; one without 与 goes on with the partners before it.
fn many_joins(items: Vec<Item>) -> Sides {
    let mut pairs: Vec<(Side, Side)> = Vec::new();
    for i in items {
        match i.right {
            Some(right) => {
                // 与a、与b: the same one again
                let again = i.left.empty();
                let left = match pairs.last() {
                    Some(last) if again => last.0.clone(),
                    _ => i.left,
                };
                pairs.push((left, right));
            }
            None if !i.after_comma && !i.left.members.is_empty() => {
                if let Some(last) = pairs.last() {
                    let left = last.0.clone();
                    pairs.push((left, i.left));
                }
            }
            None => {}
        }
    }
    if pairs.is_empty() {
        Sides::Unclear
    } else {
        Sides::Pairs(pairs)
    }
}
