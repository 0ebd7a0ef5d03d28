//! Signings told by their ceremony alone: 甲市政府与乙大学战略合作协议签约仪式举行. Codebook, rule 5: the
//! agreement, not a conference.

use super::{Draft, Fill, date_at, relation};
use crate::lexicon::Class;
use crate::mention::{Kind, Mention};
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;

/// The agreements that a sentence tells by a ceremony named after them.
pub fn read(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let k = reader
        .mentions
        .partition_point(|m| m.span.start < p.span.start);
    let here = reader.mentions[k..]
        .iter()
        .take_while(|m| m.span.end <= p.span.end);
    let mut out = Vec::new();
    let mut last: Option<&Mention> = None;
    for m in here {
        let document = last.filter(|d| d.kind == Kind::Document && d.span.end == m.span.start);
        if m.kind == Kind::Event
            && relation::has("ceremonies", &m.name)
            && let Some(d) = document
        {
            out.extend(agreement(reader, s, d));
        }
        last = Some(m);
    }
    out
}

fn agreement(reader: &Reader<'_, '_>, s: usize, document: &Mention) -> Option<Draft> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let before = Span::new(p.span.start, document.span.start);
    let undone = p
        .words
        .iter()
        .any(|w| before.covers(w.span) && w.classes.any(&[Class::Hope, Class::Plan]));
    let titled = document.span.of(text).starts_with('《');
    if undone {
        return None;
    }
    let (parties, title) = named(reader, document).or_else(|| joined(reader, s, document))?;
    if !parties.iter().any(|f| reader.is_government(f)) || reader.all_same_region(&parties) {
        return None;
    }
    let mut d = Draft {
        kind: Type::Agreement,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![p.span],
        rule: "签约仪式".into(),
        sentence: s,
        trust: 0.9,
        told: 1,
    };
    d.fill("party", parties);
    let title = if titled {
        document.name.clone()
    } else {
        title.to_owned()
    };
    let kind = relation::kind_of(&title, "").unwrap_or("other");
    d.set("kind", Some(kind.to_owned()));
    d.set("title", Some(title));
    d.set("date", date_at(reader, s).and_then(|r| r.start.iso()));
    Some(d)
}

/// Both parties in the document's own name, and what is left of the name.
fn named<'t>(reader: &'t Reader<'_, '_>, document: &Mention) -> Option<(Vec<Fill>, &'t str)> {
    let mut parts: Vec<&Mention> = Vec::new();
    for p in &document.parts {
        let party = matches!(p.kind, Kind::Body | Kind::Place) && !reader.mention_is_country(p);
        if party && !parts.iter().any(|o| o.name == p.name) {
            parts.push(p);
        }
    }
    let [a, b] = parts[..] else { return None };
    let between = reader.text().get(a.span.end..b.span.start)?;
    if !between.contains(['与', '和', '同']) {
        return None;
    }
    let title = &reader.text()[b.span.end..document.span.end];
    Some((vec![Fill::mention(a), Fill::mention(b)], title))
}

/// The second party where the document's name has run into it: 甲市政府与|乙大学战略合作协议.
fn joined<'t>(
    reader: &'t Reader<'_, '_>,
    s: usize,
    document: &Mention,
) -> Option<(Vec<Fill>, &'t str)> {
    let text = reader.text();
    let left = text[..document.span.start].strip_suffix(['与', '和', '同'])?;
    let k = reader
        .mentions
        .iter()
        .rposition(|m| m.span.end == left.len() && matches!(m.kind, Kind::Body | Kind::Place))?;
    let name = document.span.of(text);
    let end = reader
        .rules
        .lexicon
        .words(name)
        .into_iter()
        .filter(|w| w.classes.has(Class::BodyEnd) && w.span.end < name.len())
        .map(|w| w.span.end)
        .next_back()?;
    let span = Span::new(document.span.start, document.span.start + end);
    let other = Mention::unlisted(Kind::Body, span.of(text), span);
    let mut parties = reader.resolve(k, s);
    parties.truncate(1);
    parties.push(Fill::mention(&other));
    (parties.len() == 2).then_some((parties, &text[span.end..document.span.end]))
}
