//! Signings told by their ceremony alone: 甲市政府与乙大学战略合作协议签约仪式举行. Codebook, rule 5: the
//! agreement, not a conference.

mod beside;
mod signing;

use super::{Draft, Fill, date_at, relation, tie};
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
        let document = last.filter(|d| d.kind == Kind::Document && d.span.end <= m.span.start);
        let gap = document.map(|d| &reader.text()[d.span.end..m.span.start]);
        if m.kind == Kind::Event {
            let rite = relation::has("ceremonies", &m.name);
            // 《……协议》签字仪式: taken as one name
            let inner = m.parts.iter().find(|x| x.kind == Kind::Document);
            match (inner.filter(|_| rite), document, gap) {
                (Some(d), _, _) => out.extend(agreement(reader, s, d)),
                (None, Some(d), Some("" | "的")) if rite => {
                    out.extend(agreement(reader, s, d));
                }
                (None, Some(d), Some(gap)) if signs(gap) => {
                    out.extend(agreement(reader, s, d));
                }
                _ => {
                    let found = related(reader, s, m);
                    let none = found.is_empty();
                    out.extend(found);
                    if none {
                        out.extend(signing::read(reader, s, m));
                    }
                }
            }
        }
        last = Some(m);
    }
    out
}

/// Whether what stands between a document and 仪式 is only that it is signed: 协议书|签字及文本交换|仪式.
fn signs(gap: &str) -> bool {
    let rest = [
        "签字", "签署", "签约", "签订", "文本", "交换", "互换", "及", "和", "暨", "的",
    ]
    .iter()
    .fold(gap.to_owned(), |rest, w| rest.replace(w, ""));
    rest.is_empty() && gap.contains('签')
}

/// Whether what is told before a byte is only hoped for or planned.
fn undone(reader: &Reader<'_, '_>, s: usize, until: usize) -> bool {
    let p = &reader.parsed[s];
    let before = Span::new(p.span.start, until);
    let mut words = p.words.iter().filter(|w| before.covers(w.span));
    words.any(|w| w.classes.any(&[Class::Hope, Class::Plan]))
}

/// The relation that a ceremony named after both sides sets up, and its agreement: 甲市与乙市建立友好城市关系签约仪式.
fn related(reader: &Reader<'_, '_>, s: usize, event: &Mention) -> Vec<Draft> {
    let text = reader.text();
    let name = event.span.of(text);
    if !relation::has("ceremonies", name) || undone(reader, s, event.span.start) {
        return Vec::new();
    }
    let held = || Some((beside::sides(reader, s, event)?, name));
    let Some((parties, rest)) = named(reader, event).or_else(held) else {
        return Vec::new();
    };
    let begins = ["建立", "缔结", "结为", "结成", "正式建立", "正式缔结"];
    // 甲市与乙市举行|友好城市关系协议书签约仪式
    let whole = rest.len() == name.len();
    let named = whole || begins.iter().any(|w| rest.starts_with(w));
    let Some(kind) = named.then(|| relation::set_up_by("", rest)).flatten() else {
        return Vec::new();
    };
    let place = |f: &Fill| f.is(Kind::Place) || reader.is_government(f);
    if !parties.iter().all(place) || reader.all_same_region(&parties) {
        return Vec::new();
    }
    let date = date_at(reader, s).and_then(|r| r.moment());
    let mut tie = draft(reader, s, Type::Tie);
    tie.fill("a", [parties[0].clone()]);
    tie.fill("b", [parties[1].clone()]);
    tie.set("since", date.clone());
    let mut signed = draft(reader, s, Type::Agreement);
    signed.fill("party", parties);
    signed.set("date", date);
    for d in [&mut tie, &mut signed] {
        d.set("kind", kind.map(str::to_owned));
    }
    vec![tie, signed]
}

/// The agreement that a ceremony is named after, and the tie that the agreement sets up.
fn agreement(reader: &Reader<'_, '_>, s: usize, document: &Mention) -> Vec<Draft> {
    let text = reader.text();
    let titled = document.span.of(text).starts_with('《');
    if undone(reader, s, document.span.start) {
        return Vec::new();
    }
    let found = named(reader, document)
        .or_else(|| signing::split(reader, s, document))
        .or_else(|| joined(reader, s, document))
        .or_else(|| Some((beside::sides(reader, s, document)?, document.name.as_str())));
    let Some((parties, title)) = found else {
        return Vec::new();
    };
    if !parties.iter().any(|f| reader.is_government(f)) || reader.all_same_region(&parties) {
        return Vec::new();
    }
    let mut d = draft(reader, s, Type::Agreement);
    d.fill("party", parties.clone());
    let title = if titled {
        document.name.clone()
    } else {
        title.to_owned()
    };
    let kind = relation::kind_of(&title, "").unwrap_or("other");
    d.set("kind", Some(kind.to_owned()));
    let date = date_at(reader, s).and_then(|r| r.moment());
    d.set("date", date.clone());
    let tie = relation::set_up_by(&title, "").filter(|_| parties.iter().all(tie::stands));
    d.set("title", Some(title));
    let mut out = vec![d];
    if let (Some(kind), [a, b]) = (tie, &parties[..]) {
        let mut t = draft(reader, s, Type::Tie);
        t.fill("a", [a.clone()]);
        t.fill("b", [b.clone()]);
        t.set("kind", kind.map(str::to_owned));
        t.set("since", date);
        out.push(t);
    }
    out
}

fn draft(reader: &Reader<'_, '_>, s: usize, of: Type) -> Draft {
    Draft {
        kind: of,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![reader.parsed[s].span],
        rule: "签约仪式".into(),
        sentence: s,
        trust: 0.9,
        told: 1,
        at: None,
    }
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
    // 甲镇·乙县丙镇结对协议: a mark joins them as 与 does
    let marked = matches!(between, "·" | "—" | "——" | "-" | "－" | "–" | "、");
    if !marked && !between.contains(['与', '和', '同']) {
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
