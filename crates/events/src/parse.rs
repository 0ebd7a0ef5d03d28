//! The shape of a sentence: groups of names, what marks each, and the clauses between commas.
//!
//! No full grammar: Chinese news marks its parts by little words (与 在 赴 率 应……邀请 ……见证下), and
//! that is all that is read here.

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
        mark(&document.text, mentions, &mut parsed);
        out.push(parsed);
    }
    out
}

/// Whether a comma only goes on with a list of persons with offices, before any verb:
/// 省委书记甲,省长乙在丙地会见丁.
fn in_list(text: &str, at: usize, from: usize, mentions: &[Mention], words: &[Word]) -> bool {
    let titled = |m: &Mention| m.kind == Kind::Person && m.post.is_some() && !m.alias;
    let comma = text[at..].chars().next().map_or(1, char::len_utf8);
    let before = mentions.iter().any(|m| m.span.end == at && titled(m));
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

/// Whether what stands between two names makes them one list.
fn listed(between: &str) -> bool {
    let b = between.trim();
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

fn group(text: &str, mentions: &[Mention], range: std::ops::Range<usize>, parsed: &mut Parsed) {
    let mut last_end = None::<usize>;
    for i in range {
        let m = &mentions[i];
        if m.kind == Kind::Date {
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
        let list = between.is_some_and(listed) && !apart
            || comma && parsed.groups.last().is_some_and(|g| g.clause == clause);
        let join = between.is_some_and(joins);
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
                    mentions[k].kind == Kind::Place && !mention::siblings(&mentions[k], m)
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

fn mark(text: &str, mentions: &[Mention], parsed: &mut Parsed) {
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
            } else if c.has(Class::With) && !g.joined {
                Mark::With
            } else {
                Mark::Bare
            };
        }
        if mark == Mark::Bare && unnamed_side(text, parsed, g, clause) {
            mark = Mark::With;
        }
        // 与甲、某某、乙会谈: a list goes on over a name that was not known
        let broken = k > 0
            && mark == Mark::Bare
            && text[..g.span.start].ends_with('、')
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
        let rest = text[g.span.end..clause.end.max(g.span.end)]
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
        let leads = parsed.words.iter().any(|w| {
            w.classes.has(Class::Lead) && w.span.start == clause.end.max(g.span.end) - rest.len()
        });
        if leads {
            if matches!(mark, Mark::By | Mark::At) || text[..g.span.start].ends_with('以') {
                mark = Mark::Leader;
            } else if mark == Mark::Bare && heads_list(text, mentions, parsed, k) {
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
                Mark::At | Mark::To | Mark::Invite | Mark::Witness | Mark::Lead
            ) {
                mark = before;
            }
        }
        // 由甲率领的代表团抵达: the delegation is who arrives, not who is led somewhere
        let relative = mark == Mark::Lead
            && text[..parsed.groups[k].span.start].ends_with('的')
            && parsed.groups[..k].iter().any(|g| g.mark == Mark::Leader);
        if relative {
            mark = Mark::Bare;
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

/// Whether a list that 与 began without a known name goes on with this group: 与外办、某局和甲校.
fn unnamed_side(text: &str, parsed: &Parsed, g: &Group, clause: Span) -> bool {
    let from = parsed
        .groups
        .iter()
        .rfind(|o| o.span.end <= g.span.start)
        .map_or(clause.start, |o| o.span.end.max(clause.start));
    let with = parsed.words.iter().rfind(|w| {
        w.span.start >= from && w.span.end <= g.span.start && w.classes.has(Class::With)
    });
    with.is_some_and(|w| {
        matches!(w.span.of(text), "与" | "同")
            && text[w.span.end..g.span.start].ends_with('、')
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

/// Whether the list a group ends begins with 由 or 以: 由甲,乙,丙率领的代表团.
fn heads_list(text: &str, mentions: &[Mention], parsed: &Parsed, k: usize) -> bool {
    let mut j = k;
    while j > 0 && runs_on(text, mentions, parsed, j) {
        j -= 1;
    }
    let first = &parsed.groups[j];
    j < k && (first.mark == Mark::By || text[..first.span.start].ends_with('以'))
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
            // back over the relative clause, at most a dozen characters and no name of a person
            let floor = clause.start.max(g.span.start.saturating_sub(54));
            let inside = mentions
                .iter()
                .any(|m| m.kind == Kind::Person && m.span.start >= floor && m.span.end <= at);
            if inside {
                return None;
            }
            return parsed
                .words
                .iter()
                .rev()
                .find(|w| {
                    w.span.start >= floor
                        && w.span.end <= at
                        && w.classes.any(&[Class::With, Class::Lead, Class::Invite])
                })
                .copied();
        }
        return None;
    }
}
