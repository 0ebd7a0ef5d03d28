//! What marks a group of names: 与 在 赴 率 由, 应……邀请, ……见证下.

use super::{Group, Mark, Parsed};
use crate::lexicon::{Class, Word};
use crate::mention::{Kind, Mention};
use crate::span::Span;

/// Marks every group of a sentence by the little words around it.
pub(super) fn mark(text: &str, mentions: &[Mention], parsed: &mut Parsed) {
    for k in 0..parsed.groups.len() {
        let g = &parsed.groups[k];
        let clause = parsed.clauses[g.clause];
        let mut mark = Mark::Bare;
        if let Some(word) = marker_before(text, mentions, parsed, g, clause) {
            let c = word.classes;
            mark = if c.has(Class::Lead) {
                Mark::Lead
            } else if c.has(Class::Invite)
                && word.span.of(text) != "应邀"
                && word.span.of(text) != "受邀"
            {
                Mark::Invite
            } else if c.has(Class::At) {
                Mark::At
            } else if c.has(Class::To) {
                Mark::To
            } else if c.has(Class::By) {
                Mark::By
            } else if c.has(Class::With) && !g.joined && !in_office(text, mentions, parsed, g, word)
            {
                Mark::With
            } else {
                Mark::Bare
            };
        }
        // 在甲书记、乙使馆有关负责人共同见证下: all of them looked on
        let lead = text[clause.start..g.span.start].trim_start();
        if lead.starts_with('在') && text[g.span.end..clause.end.max(g.span.end)].contains("见证下")
        {
            parsed.groups[k].mark = Mark::Witness;
            continue;
        }
        if mark == Mark::Bare && unnamed_side(text, parsed, g, clause) {
            mark = Mark::With;
        }
        // 与甲、某某、乙会谈: a list goes on over a name that was not known
        // 与甲、总理|乙会谈: over an office that its bearer's mention does not hold
        let office = parsed
            .words
            .iter()
            .rfind(|w| w.span.end == g.span.start && w.classes.has(Class::Post));
        let lead = &text[..office.map_or(g.span.start, |w| w.span.start)];
        let broken = k > 0
            && mark == Mark::Bare
            && lead.ends_with('、')
            && parsed.groups[k - 1].clause == g.clause
            && text[parsed.groups[k - 1].span.end..g.span.start]
                .chars()
                .count()
                <= 14
            && (parsed.groups[k - 1].joined || parsed.groups[k - 1].mark == Mark::With);
        if broken {
            mark = parsed.groups[k - 1].mark;
            parsed.groups[k].joined = true;
        }
        let g = &parsed.groups[k];
        if mark == Mark::Bare
            && ["就", "围绕", "针对", "关于"]
                .iter()
                .any(|w| text[..g.span.start].ends_with(w))
        {
            // 就两地合作交换意见: what it was about, not who
            mark = Mark::Invite;
        }
        // 就深化两地合作进行座谈: the same over a verb
        let pointing = mentions[g.members[0]].kind == Kind::Deictic;
        let topic = parsed.words.iter().rfind(|w| {
            w.span.end <= g.span.start
                && w.span.start >= clause.start
                && matches!(w.span.of(text), "就" | "围绕" | "针对")
        });
        if mark == Mark::Bare
            && pointing
            && topic.is_some_and(|w| text[w.span.end..g.span.start].chars().count() <= 10)
        {
            mark = Mark::Invite;
        }
        if mentions[*g.members.last().expect("a group has a member")].kind == Kind::Event
            && text[g.span.end..].starts_with(['上', '期'])
            && !text[g.span.end..].starts_with("上的")
        {
            // 座谈会上,甲指出; 论坛期间
            mark = Mark::At;
        }
        if k > 0
            && g.joined
            && mark == Mark::Bare
            && matches!(parsed.groups[k - 1].mark, Mark::At | Mark::By)
        {
            // 在甲和乙率领下: the mark before the first holds for both
            mark = parsed.groups[k - 1].mark;
        }
        let rest = &text[g.span.end..clause.end.max(g.span.end)];
        // 甲(左)为团长
        let beside = rest.strip_prefix(['(', '（']).and_then(|r| {
            let (i, c) = r
                .char_indices()
                .take(4)
                .find(|(_, c)| matches!(c, ')' | '）'))?;
            Some(&r[i + c.len_utf8()..])
        });
        let rest = beside
            .unwrap_or(rest)
            .trim_start_matches(['等', '的', '一', '行']);
        let rest = ["先生", "女士", "同志"]
            .iter()
            .find_map(|w| rest.strip_prefix(w))
            .unwrap_or(rest);
        let next = parsed.words.iter().find(|w| {
            w.span.start >= g.span.end
                && !w.classes.has(Class::Adverb)
                && w.span.of(text) != "等"
                && w.span.of(text) != "的"
                && w.span.of(text) != "也"
        });
        let near = next.filter(|w| w.span.start - g.span.end <= 12 && w.span.end <= clause.end);
        // 由市长甲、局长乙组成的|丙市代表团: its heads, as those are who lead one
        let makes_up = rest.starts_with("组成的")
            && (g.members.iter()).any(|&i| mentions[i].kind == Kind::Person);
        let leads = makes_up
            || parsed.words.iter().any(|w| {
                w.classes.has(Class::Lead)
                    && w.span.start == clause.end.max(g.span.end) - rest.len()
            });
        if leads {
            if matches!(mark, Mark::By | Mark::At)
                || with_yi(text, g)
                || mark == Mark::Bare && heads_list(text, mentions, parsed, k)
            {
                mark = Mark::Leader;
            }
        } else if let Some(w) = near {
            let word = w.span.of(text);
            // 甲出席签约仪式,并会见乙: goes on to act
            let acts = text[w.span.end..].starts_with([',', '，'])
                && text[w.span.end..]
                    .trim_start_matches([',', '，'])
                    .starts_with('并');
            if w.classes.has(Class::Escort) && mark != Mark::With && !acts {
                mark = Mark::Escort;
            } else if w.classes.has(Class::Witness)
                && (mark == Mark::At
                    || rest.contains("见证下")
                    || (rest.starts_with("见证") || rest.starts_with("共同见证"))
                        && rest.contains('签'))
            {
                mark = Mark::Witness;
            } else if w.classes.has(Class::InviteEnd) && mark != Mark::Bare && word.contains('邀')
            {
                mark = Mark::Invite;
            }
        }
        if k > 0 && parsed.groups[k].joined && mark == Mark::Bare {
            let before = parsed.groups[k - 1].mark;
            // 在X与Y的见证下, 赴X和Y: the mark holds for both
            if matches!(
                before,
                Mark::At | Mark::To | Mark::Invite | Mark::Witness | Mark::Lead | Mark::With
            ) {
                mark = before;
            }
        }
        // 由甲率领的代表团抵达: the delegation is who arrives, not who is led somewhere
        // 甲|带队的|代表团
        let named_before = || {
            let verb = parsed
                .words
                .iter()
                .rfind(|w| w.classes.has(Class::Lead) && w.span.end <= g.span.start);
            verb.is_some_and(|w| {
                w.span.of(text) == "带队"
                    && text[w.span.end..g.span.start] == *"的"
                    && parsed.groups[..k]
                        .iter()
                        .any(|o| o.span.end == w.span.start)
            })
        };
        let relative = mark == Mark::Lead
            && text[..parsed.groups[k].span.start].ends_with('的')
            && (parsed.groups[..k].iter().any(|g| g.mark == Mark::Leader) || named_before());
        if relative {
            mark = Mark::Bare;
        }
        // 市长甲携夫人|乙: goes along
        let spouse = ["夫人", "妻子", "丈夫"];
        let alone = parsed.groups[k].members.len() == 1
            && mentions[parsed.groups[k].members[0]].kind == Kind::Person;
        if alone
            && spouse
                .iter()
                .any(|w| text[..parsed.groups[k].span.start].ends_with(w))
        {
            parsed.groups[k].mark = Mark::Escort;
            continue;
        }
        if mark == Mark::Bare && spoken_for(text, mentions, parsed, k) {
            mark = Mark::For;
        }
        parsed.groups[k].mark = mark;
        if matches!(
            mark,
            Mark::Witness | Mark::Escort | Mark::Leader | Mark::Invite
        ) {
            let mut j = k;
            while j > 0
                && (parsed.groups[j].joined
                    || mark == Mark::Leader && runs_on(text, mentions, parsed, j))
                && matches!(parsed.groups[j - 1].mark, Mark::Bare | Mark::At | Mark::By)
            {
                j -= 1;
                parsed.groups[j].mark = mark;
            }
        }
    }
}

/// Whether somebody named before acts for the persons of a group, a list of them: 甲代表本省,代表|省委书记乙、省长丙|,….
fn spoken_for(text: &str, mentions: &[Mention], parsed: &Parsed, k: usize) -> bool {
    let g = &parsed.groups[k];
    let person = |g: &Group| g.members.iter().all(|&i| mentions[i].kind == Kind::Person);
    let acts = |g: &Group| person(g) && g.mark == Mark::Bare;
    person(g) && text[..g.span.start].ends_with("代表") && parsed.groups[..k].iter().any(acts)
}

/// Whether 及 stands in the name of an office, nobody before it: 政制|及|内地事务局局长甲.
fn in_office(text: &str, mentions: &[Mention], parsed: &Parsed, g: &Group, word: Word) -> bool {
    let joins = matches!(word.span.of(text), "及" | "以及" | "暨");
    let clause = parsed.clauses[g.clause];
    let near = word.span.start.saturating_sub(30).max(clause.start);
    let named = parsed
        .groups
        .iter()
        .any(|o| o.span.end > near && o.span.end <= word.span.start);
    // 甲,及乙: a list goes on
    let inside = text[clause.start..word.span.start]
        .chars()
        .next_back()
        .is_some_and(char::is_alphabetic);
    joins && inside && !named && mentions[g.members[0]].kind == Kind::Person
}

/// Whether a list that 与 began without a known name goes on with this group: 与外办、某局和甲校.
fn unnamed_side(text: &str, parsed: &Parsed, g: &Group, clause: Span) -> bool {
    let from = parsed
        .groups
        .iter()
        .rfind(|o| o.span.end <= g.span.start)
        .map_or(clause.start, |o| o.span.end.max(clause.start));
    let with = parsed.words.iter().rfind(|w| {
        let here = w.span.start >= from && w.span.end <= g.span.start;
        here && w.classes.has(Class::With) && matches!(w.span.of(text), "与" | "同")
    });
    with.is_some_and(|w| {
        text[w.span.end..g.span.start].ends_with('、')
            && !parsed.words.iter().any(|x| {
                x.span.start >= w.span.end
                    && x.span.end <= g.span.start
                    && x.classes.any(&[Class::Trigger, Class::Say])
            })
    })
}

/// Whether a group of persons goes on with the list of the group before it, over a comma too.
fn runs_on(text: &str, mentions: &[Mention], parsed: &Parsed, k: usize) -> bool {
    let (a, b) = (&parsed.groups[k - 1], &parsed.groups[k]);
    let person = |g: &Group| g.members.iter().all(|&i| mentions[i].kind == Kind::Person);
    let gap = text[a.span.end..b.span.start].trim();
    person(a) && person(b) && (b.joined || matches!(gap, "," | "，" | "、"))
}

/// 以甲为团长: 以 before the name, or taken for its first syllable.
fn with_yi(text: &str, g: &Group) -> bool {
    text[..g.span.start].ends_with('以') || g.span.of(text).starts_with('以')
}

/// Whether the list a group ends begins with 由 or 以: 由甲,乙,丙率领的代表团.
fn heads_list(text: &str, mentions: &[Mention], parsed: &Parsed, k: usize) -> bool {
    let mut j = k;
    while j > 0 && runs_on(text, mentions, parsed, j) {
        j -= 1;
    }
    let first = &parsed.groups[j];
    j < k && (first.mark == Mark::By || with_yi(text, first))
}

/// The little word that stands right before a group, relative clauses (来访的) passed over.
fn marker_before(
    text: &str,
    mentions: &[Mention],
    parsed: &Parsed,
    g: &Group,
    clause: Span,
) -> Option<Word> {
    let marks = [
        Class::With,
        Class::At,
        Class::To,
        Class::By,
        Class::Lead,
        Class::Invite,
    ];
    let mut at = g.span.start;
    let mut relative = false;
    loop {
        let before = text[..at].trim_end_matches([' ', '\u{3000}', '“', '"']);
        let word = parsed
            .words
            .iter()
            .rev()
            .find(|w| w.span.end == before.len() && w.span.start >= clause.start);
        if let Some(w) = word {
            if w.classes.any(&marks) && !(relative && w.classes.has(Class::To)) {
                return Some(*w);
            }
            if w.classes.has(Class::Adverb) && !relative {
                at = w.span.start;
                continue;
            }
        }
        if before.ends_with('的') && !relative {
            relative = true;
            at = before.len() - '的'.len_utf8();
            continue;
        }
        if relative {
            // back over the relative clause, at most eighteen characters and no name of a person in it
            let floor = clause.start.max(g.span.start.saturating_sub(54));
            let marker = parsed.words.iter().rev().find(|w| {
                w.span.start >= floor
                    && w.span.end <= at
                    && w.classes.any(&[Class::With, Class::Lead, Class::Invite])
                    // 与|应邀来访的甲: only says how he came
                    && !matches!(w.span.of(text), "应邀" | "受邀")
            })?;
            let inside = mentions.iter().any(|m| {
                m.kind == Kind::Person && m.span.start >= marker.span.end && m.span.end <= at
            });
            return (!inside).then_some(*marker);
        }
        return None;
    }
}
