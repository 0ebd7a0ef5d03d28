//! The shape of a sentence: groups of names, what marks each, and the clauses between commas.
//!
//! No full grammar: Chinese news marks its parts by little words (与 在 赴 率 应……邀请 ……见证下), and
//! that is all that is read here.

mod mark;

use crate::document::Document;
use crate::lexicon::{Class, Word};
use crate::mention::{self, Kind, Mention};
use crate::span::Span;

/// What a group of names is to the verbs of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing before it: a subject before the verb, an object after.
    Bare,
    /// 与X
    With,
    /// 在X
    At,
    /// 赴X 对X 向X
    To,
    /// 由X
    By,
    /// 率X: a delegation led; 由X率领, 在X率领下: see [`Mark::Leader`].
    Lead,
    /// Whoever leads a delegation, named after it or before 率.
    Leader,
    /// 应X邀请
    Invite,
    /// 在X见证下
    Witness,
    /// X陪同, X参加会见
    Escort,
    /// 代表X: somebody named before acts in their place
    For,
}

/// Names joined by 、 or following one another.
#[derive(Clone, Debug)]
pub struct Group {
    /// Numbers of the mentions.
    pub members: Vec<usize>,
    /// From the first to the last.
    pub span: Span,
    /// What marks it.
    pub mark: Mark,
    /// Whether 与, 和 or the like joins it to the group before.
    pub joined: bool,
    /// Number of the clause it stands in.
    pub clause: usize,
    /// Whether 等 follows.
    pub and_others: bool,
}

/// A sentence, parsed.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// Number of the sentence.
    pub index: usize,
    /// Where it stands.
    pub span: Span,
    /// Its paragraph.
    pub paragraph: usize,
    /// Clauses, cut at commas.
    pub clauses: Vec<Span>,
    /// Groups of names, in order.
    pub groups: Vec<Group>,
    /// Words outside mentions, in order.
    pub words: Vec<Word>,
    /// Mentions of dates.
    pub dates: Vec<usize>,
}

impl Parsed {
    /// The number of the clause a byte lies in.
    pub fn clause_at(&self, byte: usize) -> usize {
        self.clauses
            .partition_point(|c| c.start <= byte)
            .saturating_sub(1)
    }

    /// Words of a class within a stretch.
    pub fn words_in(&self, span: Span, class: Class) -> impl Iterator<Item = &Word> {
        self.words
            .iter()
            .filter(move |w| span.covers(w.span) && w.classes.has(class))
    }
}

/// Parses every sentence of a document.
pub fn parse(document: &Document<'_>, mentions: &[Mention], words: &[Word]) -> Vec<Parsed> {
    let (mut m, mut w) = (0, 0);
    let mut out = Vec::with_capacity(document.sentences.len());
    for (index, s) in document.sentences.iter().enumerate() {
        while m < mentions.len() && mentions[m].span.start < s.span.start {
            m += 1;
        }
        let first = m;
        while m < mentions.len() && mentions[m].span.end <= s.span.end {
            m += 1;
        }
        while w < words.len() && words[w].span.start < s.span.start {
            w += 1;
        }
        let first_word = w;
        while w < words.len() && words[w].span.end <= s.span.end {
            w += 1;
        }
        let heard = &words[first_word..w];
        let clauses = clauses(&document.text, s.span, &mentions[first..m], heard);
        let mut parsed = Parsed {
            index,
            span: s.span,
            paragraph: s.paragraph,
            clauses,
            groups: Vec::new(),
            words: words[first_word..w].to_vec(),
            dates: (first..m)
                .filter(|&i| mentions[i].kind == Kind::Date)
                .collect(),
        };
        group(&document.text, mentions, first..m, &mut parsed);
        mark::mark(&document.text, mentions, &mut parsed);
        out.push(parsed);
    }
    out
}

/// Whether a comma only goes on with a list of persons with offices, before any verb:
/// 省委书记甲,省长乙在丙地会见丁.
fn in_list(text: &str, at: usize, from: usize, mentions: &[Mention], words: &[Word]) -> bool {
    let titled = |m: &Mention| m.kind == Kind::Person && m.post.is_some() && !m.alias;
    let comma = text[at..].chars().next().map_or(1, char::len_utf8);
    // 会长甲,副会长乙、丙,秘书长丁: one office may be of two
    let shared = |m: &Mention| m.kind == Kind::Person && text[..m.span.start].ends_with('、');
    let before = (mentions.iter()).any(|m| m.span.end == at && (titled(m) || shared(m)));
    let after = mentions
        .iter()
        .any(|m| m.span.start == at + comma && titled(m));
    before
        && after
        && !words.iter().any(|w| {
            w.span.start >= from && w.span.end <= at && w.classes.any(&[Class::Trigger, Class::Say])
        })
}

fn clauses(text: &str, span: Span, mentions: &[Mention], words: &[Word]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = span.start;
    for (i, c) in span.of(text).char_indices() {
        let at = span.start + i;
        let comma = matches!(c, ',' | '，' | ':' | '：');
        // 1,000 is one number; 《甲,乙》 is one title
        let in_number = c == ','
            && text[..at].ends_with(|d: char| d.is_ascii_digit())
            && text[at + 1..].starts_with(|d: char| d.is_ascii_digit());
        let in_name = mentions
            .iter()
            .any(|m| m.kind != Kind::Date && m.span.start < at && at < m.span.end);
        if comma && !in_number && !in_name && !in_list(text, at, start, mentions, words) {
            out.push(Span::new(start, at));
            start = at + c.len_utf8();
        }
    }
    out.push(Span::new(start, span.end));
    out
}

/// What stands between two names, without the address of the first: 市长甲|女士、|议长乙.
pub fn past_honorific(between: &str) -> &str {
    ["女士", "先生", "阁下", "夫人", "博士", "教授", "同志"]
        .iter()
        .find_map(|w| between.strip_prefix(w))
        .unwrap_or(between)
}

/// Whether what stands between two names makes them one list.
fn listed(between: &str) -> bool {
    let b = between.trim();
    // 市长甲女士、议长乙; with nothing after it, it may begin another statement
    let b = Some(past_honorific(b))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(b);
    b.is_empty() || matches!(b, "、" | "／" | "/" | ",、")
}

fn joins(between: &str) -> bool {
    matches!(
        between.trim(),
        "与" | "和"
            | "及"
            | "以及"
            | "同"
            | "跟"
            | "暨"
            | "、与"
            | "—"
            | "－"
            | "-"
            | "——"
            | "·"
            | "并与"
            | "等与"
            | "等和"
            | "一行与"
            | "一行和"
            | "分别与"
            | "分别同"
            | "分别和"
            | "在线与"
            | "共同与"
    )
}

/// Whether a name only says what the one before it is called now, or was: 复和县(今|广和县|).
fn renames(text: &str, m: &Mention) -> bool {
    let before = text[..m.span.start].trim_end_matches(['名', '为', '称', '属']);
    let opens = ["今", "现", "原", "旧"]
        .iter()
        .find_map(|w| before.strip_suffix(w));
    opens.is_some_and(|b| b.ends_with(['(', '（']))
}

fn group(text: &str, mentions: &[Mention], range: std::ops::Range<usize>, parsed: &mut Parsed) {
    let mut last_end = None::<usize>;
    for i in range {
        let m = &mentions[i];
        if m.kind == Kind::Date || renames(text, m) {
            continue;
        }
        let between = last_end.map(|e| &text[e..m.span.start]);
        let clause = parsed.clause_at(m.span.start);
        let comma = between.is_some_and(|b| matches!(b, "," | "，"));
        // a headline's blank between two persons begins another statement
        let apart = between.is_some_and(|b| !b.is_empty() && b.trim().is_empty())
            && m.kind == Kind::Person
            && i > 0
            && mentions[i - 1].kind == Kind::Person;
        // 以甲为团长的乙团、|以丙为团长的丁团: 以 may have been taken for part of the office
        let heads = m.kind == Kind::Person
            && text[m.span.start..].starts_with('以')
            && text[m.span.end..].trim_start().starts_with("为");
        let apart = apart || heads;
        let list = between.is_some_and(listed) && !apart
            || comma && parsed.groups.last().is_some_and(|g| g.clause == clause);
        // 甲在合肥与乙会谈: where it was and with whom, no list of two
        let venue = m.kind != Kind::Place
            && parsed.groups.last().is_some_and(|g| {
                let place = |&k: &usize| mentions[k].kind == Kind::Place;
                g.members.iter().all(place) && text[..g.span.start].ends_with('在')
            });
        let join = between.is_some_and(joins) && !venue;
        last_end = Some(m.span.end);
        if list {
            let g = parsed.groups.last_mut().expect("something stands before");
            let same = g
                .members
                .last()
                .is_some_and(|&k| compatible(mentions[k].kind, m.kind));
            let nested = between.is_some_and(str::is_empty)
                && m.kind == Kind::Place
                && g.members.last().is_some_and(|&k| {
                    mentions[k].kind == Kind::Place
                        && !same_level(&mentions[k], m)
                        && !mention::siblings(&mentions[k], m)
                });
            if nested {
                // 沙耶武里省|沙耶武里县: the outer only says where the inner lies
                g.members.pop();
            }
            if same {
                g.members.push(i);
                g.span.end = m.span.end;
                continue;
            }
        }
        parsed.groups.push(Group {
            members: vec![i],
            span: m.span,
            mark: Mark::Bare,
            joined: join,
            clause,
            and_others: false,
        });
    }
    for g in &mut parsed.groups {
        g.and_others = text[g.span.end..].starts_with('等');
    }
}

/// Whether two names side by side are two cities of China or two of its provinces: 汉中|巴中.
pub fn same_level(a: &Mention, b: &Mention) -> bool {
    let level = |m: &Mention| {
        let place = crate::home::division(m)?;
        Some((place, jiehao_places::Gazetteer::get().level(place)))
    };
    let (Some(a), Some(b)) = (level(a), level(b)) else {
        return false;
    };
    a.0 != b.0 && a.1 == b.1
}

/// Whether names of two kinds stand in one list.
fn compatible(a: Kind, b: Kind) -> bool {
    let actor = |k| {
        matches!(
            k,
            Kind::Person | Kind::Body | Kind::Delegation | Kind::Place
        )
    };
    a == b || (actor(a) && actor(b) && a != Kind::Place && b != Kind::Place)
}
