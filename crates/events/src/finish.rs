//! From drafts to records: identities, evidence that holds every key filler, confidence.

use std::collections::BTreeMap;

use jiehao_places::Gazetteer;
use jiehao_text::SourceRange;

use crate::confidence;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::{Evidence, Filler, Record};
use crate::types::{Draft, Fill};

/// Finishes a draft. Nothing when a key filler stands nowhere in the source.
pub fn finish(reader: &Reader<'_, '_>, page: &confidence::Page, draft: Draft) -> Option<Record> {
    // 我市 of a page that never says which: nobody's name
    let nameless = |f: &Fill| f.is(Kind::Deictic) && f.name.starts_with(['我', '本']);
    if draft
        .roles
        .iter()
        .any(|(_, fills)| fills.iter().any(nameless))
    {
        return None;
    }
    let mut roles: BTreeMap<String, Vec<Filler>> = BTreeMap::new();
    for (role, fills) in &draft.roles {
        roles.insert(
            (*role).to_owned(),
            fills.iter().map(|f| filler(reader, role, f)).collect(),
        );
    }
    let ranges = evidence(reader, &draft)?;
    let source = &reader.document.page.source;
    let evidence = ranges.into_iter().map(|r| {
        let (start, end) = reader.document.page.code_points(r);
        Evidence {
            start,
            end,
            exact: source[r.start..r.end].to_owned(),
        }
    });
    let grounds = confidence::grounds(reader, page, &draft, &roles);
    let (confidence, grounds) = reader.rules.confidence.weigh(grounds);
    Some(Record {
        kind: draft.kind,
        roles,
        attributes: draft.attributes,
        evidence: evidence.collect(),
        confidence,
        grounds,
        rule: draft.rule,
        spans: draft.spans,
    })
}

fn filler(reader: &Reader<'_, '_>, role: &str, f: &Fill) -> Filler {
    let mut out = Filler {
        name: f.name.clone(),
        ..Filler::default()
    };
    let gazetteer = Gazetteer::get();
    if let Some(p) = f.place {
        let place = gazetteer.place(p);
        out.id = Some(place.id.to_owned());
        out.country = Some(place.country.to_owned()).filter(|c| !c.is_empty());
        return out;
    }
    let Some(m) = f.mention.as_deref() else {
        // a joint work or a district that only its own name places
        if matches!(role, "name" | "subject") {
            out.country = reader.country_of_name(&f.name).map(str::to_owned);
        }
        return out;
    };
    match m.kind {
        Kind::Place => {
            let found = reader.identity(m);
            out.id = found.id.map(str::to_owned);
            out.country = found.country.map(str::to_owned).filter(|c| !c.is_empty());
        }
        Kind::Person => {
            out.post = m.post.map(|s| crate::mention::squeeze(s.of(reader.text())));
            out.of =
                m.of.as_ref()
                    .map(|o| o.name.clone())
                    .filter(|n| !n.is_empty());
            reader.identify_person(m, &mut out);
        }
        _ => reader.identify_body(m, &mut out),
    }
    out
}

/// Source stretches that hold the act and every key filler; overlapping ones joined.
fn evidence(reader: &Reader<'_, '_>, draft: &Draft) -> Option<Vec<SourceRange>> {
    let document = reader.document;
    let mut ranges: Vec<SourceRange> = draft
        .spans
        .iter()
        .filter_map(|s| document.source(*s))
        .collect();
    if ranges.is_empty() {
        return None;
    }
    for role in draft.kind.key_roles() {
        for f in draft.role(role) {
            let said: Vec<&str> = draft.spans.iter().map(|s| s.of(&document.text)).collect();
            if said.iter().any(|t| t.contains(f.name.as_str())) {
                continue;
            }
            if let Some(r) = f.source {
                ranges.push(r);
                continue;
            }
            // the mention itself, and where the page gives the name in full
            ranges.extend(f.span.and_then(|s| document.source(s)));
            let own = f
                .span
                .is_some_and(|s| s.of(&document.text).contains(f.name.as_str()));
            if !own && let Some(at) = document.text.find(f.name.as_str()) {
                ranges.extend(document.source(crate::span::Span::new(at, at + f.name.len())));
            }
        }
    }
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut joined: Vec<SourceRange> = Vec::new();
    for r in ranges {
        match joined.last_mut() {
            Some(l) if r.start <= l.end => l.end = l.end.max(r.end),
            _ => joined.push(r),
        }
    }
    Some(joined)
}
