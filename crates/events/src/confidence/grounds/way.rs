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
            if let Some(holder) = holder(reader, span) {
                say(&format!("{role}取自{holder}"));
            }
            if p.span.is_aside(text, span) {
                say("括号中");
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
            match p.clause_at(span.start).abs_diff(p.clause_at(at.start)) {
                0 => {}
                1 => say(&format!("{role}隔一逗")),
                _ => say(&format!("{role}隔多逗")),
            }
            let verbs = p.words_in(gap, Class::Trigger).count();
            if verbs > 0 {
                say(&format!("{role}隔动词"));
            }
        }
    }
    let here = |kind: Kind| {
        let of = p.groups.iter().flat_map(|g| &g.members);
        of.filter(|&&i| reader.mentions[i].kind == kind).count()
    };
    if here(Kind::Event) > 1 {
        say("句中活动多");
    }
    if here(Kind::Place) > 5 {
        say("句中地多");
    }
    let deictic = p.groups.iter().flat_map(|g| &g.members);
    for &i in deictic {
        let m = &reader.mentions[i];
        if m.kind == Kind::Deictic {
            match m.name.chars().next() {
                Some('双' | '两') => say("句有两方代称"),
                Some('我' | '本' | '全') => say("句有本地代称"),
                Some('他' | '她') => say("句有他"),
                _ => say("句有他称"),
            }
        }
    }
    if let Some(at) = draft.at {
        let before = Span::new(p.span.start, at.start);
        if p.words_in(before, Class::Hope).next().is_some() {
            say("前有希望");
        }
        if p.words_in(before, Class::Say).next().is_some() {
            say("前有说");
        }
        if p.words_in(before, Class::Trigger).next().is_some() {
            say("前有动词");
        }
        if text[at.end..p.span.end.max(at.end)].starts_with('的') {
            say("作定语");
        }
        let word = at.of(text);
        if word.chars().count() <= 2 {
            say("词短");
        }
    }
    if draft.sentence <= 2 {
        say("文首");
    }
}

/// What a name was taken out of, where it is no name by itself.
fn holder(reader: &Reader<'_, '_>, span: Span) -> Option<&'static str> {
    let at = reader.mentions.partition_point(|m| m.span.start <= span.start);
    let held = reader.mentions[..at]
        .iter()
        .rev()
        .take(4)
        .find(|m| m.span.covers(span))?;
    if held.span == span || held.head == span {
        return None;
    }
    Some(match held.kind {
        Kind::Person => "人",
        Kind::Body => "机构",
        Kind::Event => "会名",
        Kind::Document => "文件",
        Kind::Delegation => "团组",
        _ => return None,
    })
}
