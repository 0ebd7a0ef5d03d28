//! By which way a role was filled: how far from the word that set the rule off, and out of what.

use crate::lexicon::Class;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Draft;

/// More characters than this between a filler and the word are far.
const FAR: usize = 30;

pub(super) fn say(reader: &Reader<'_, '_>, draft: &Draft, say: &mut impl FnMut(&str)) {
    let text = reader.text();
    let p = &reader.parsed[draft.sentence];
    for role in draft.kind.key_roles() {
        for f in draft.role(role) {
            let Some(span) = f.span else {
                say(&format!("{role}代称"));
                continue;
            };
            if !p.span.covers(span) {
                let s = reader.document.sentence_at(span.start);
                say(&format!("{role}承前"));
                match draft.sentence.abs_diff(s) {
                    0 | 1 => {}
                    2 | 3 => say("承前隔两三句"),
                    _ => say("承前隔多句"),
                }
            }
            if out_of_person(reader, span) {
                say("取自人");
            }
            let Some(at) = draft.at.filter(|_| p.span.covers(span)) else {
                continue;
            };
            let gap = match span.end <= at.start {
                true => Span::new(span.end, at.start),
                false => Span::new(at.end.min(span.start), span.start),
            };
            if !p.span.covers(gap) {
                continue;
            }
            if gap.of(text).chars().count() > FAR {
                say(&format!("{role}隔远"));
            }
            if p.words_in(gap, Class::Trigger).next().is_some() {
                say(&format!("{role}隔动词"));
            }
        }
    }
    let named = || {
        p.groups
            .iter()
            .flat_map(|g| &g.members)
            .map(|&i| &reader.mentions[i])
    };
    if named().filter(|m| m.kind == Kind::Event).count() > 1 {
        say("句中活动多");
    }
    if named().any(|m| m.kind == Kind::Deictic && m.name.starts_with(['他', '她'])) {
        say("句有他");
    }
    if let Some(at) = draft.at {
        let before = Span::new(p.span.start, at.start);
        if p.words_in(before, Class::Say).next().is_some() {
            say("前有说");
        }
        if p.words_in(before, Class::Trigger).next().is_some() {
            say("前有动词");
        }
        if at.of(text).chars().count() <= 2 {
            say("词短");
        }
    }
}

/// Whether a name was taken out of a person's office.
fn out_of_person(reader: &Reader<'_, '_>, span: Span) -> bool {
    let at = reader
        .mentions
        .partition_point(|m| m.span.start <= span.start);
    let mut near = reader.mentions[..at].iter().rev().take(4);
    near.any(|m| m.kind == Kind::Person && m.span.covers(span) && m.span != span && m.head != span)
}
