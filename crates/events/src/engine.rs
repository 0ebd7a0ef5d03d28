//! Runs rules over a parsed sentence: which fire, what fills their roles, and why others do not.

use crate::lexicon::{Class, Word};
use crate::mention::{Kind, Mention};
use crate::parse::{Group, Mark, Parsed};
use crate::rule::{Rule, Source, Where};
use crate::span::Span;

/// What fills one role: groups of mentions, kept apart so that lists can be distributed.
pub type Slot = Vec<Group>;

/// A rule that fired.
pub struct Match<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// The word that set it off.
    pub trigger: Span,
    /// The sentence's number.
    pub sentence: usize,
    /// The clause of the trigger.
    pub clause: usize,
    /// Role → what fills it.
    pub slots: Vec<(&'r str, Slot)>,
    /// Roles whose filler was carried over from an earlier sentence.
    pub carried: bool,
    /// Whether 将, 拟 stand before the trigger.
    pub planned: bool,
    /// Whether the visitor is welcomed: a fact only when the page tells of the encounter too.
    pub welcomed: bool,
    /// Whether 分别, 先后 stand before the trigger.
    pub apart: bool,
}

impl Match<'_> {
    /// Mentions that fill a role, in order.
    pub fn fillers(&self, role: &str) -> Vec<usize> {
        self.slot(role)
            .iter()
            .flat_map(|g| g.members.iter().copied())
            .collect()
    }

    /// The groups that fill a role.
    pub fn slot(&self, role: &str) -> &[Group] {
        self.slots
            .iter()
            .find(|s| s.0 == role)
            .map_or(&[], |s| &s.1)
    }
}

/// What a sentence may lean on: who the sentences before it were about.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// The last subject, and its paragraph.
    pub subject: Option<(Group, usize)>,
}

/// A sentence with all that rules look at.
pub struct View<'a> {
    /// The text.
    pub text: &'a str,
    /// All mentions of the document.
    pub mentions: &'a [Mention],
    /// The sentence.
    pub parsed: &'a Parsed,
    /// Who the sentences before were about.
    pub carried: &'a Carried,
    /// Where reported speech begins in the sentence, if it does.
    pub speech: Option<usize>,
}

impl<'a> View<'a> {
    /// Tries a rule at a word. `Err` says why it reads nothing, for whoever wrote the rule.
    pub fn fire<'r>(&self, rule: &'r Rule, trigger: &Word) -> Result<Match<'r>, String> {
        let p = self.parsed;
        let clause = p.clause_at(trigger.span.start);
        let whole = p.clauses[clause];
        let (left, right) = (
            &self.text[whole.start..trigger.span.start],
            &self.text[trigger.span.end..whole.end.max(trigger.span.end)],
        );
        if let Some(w) = rule
            .not_before
            .iter()
            .find(|w| left.trim_end().ends_with(w.as_str()))
        {
            return Err(format!("前面是“{w}”"));
        }
        // a name that begins here is no tail of the trigger: 出席|座谈会
        let at = self
            .mentions
            .partition_point(|m| m.span.start < trigger.span.end);
        let named = self
            .mentions
            .get(at)
            .is_some_and(|m| m.span.start == trigger.span.end);
        if let Some(w) = rule
            .not_after
            .iter()
            .find(|w| !named && right.trim_start().starts_with(w.as_str()))
        {
            return Err(format!("后面是“{w}”"));
        }
        if !rule.needs_before.is_empty()
            && !rule.needs_before.iter().any(|w| left.contains(w.as_str()))
        {
            return Err(format!(
                "前面没有“{}”一类的词",
                rule.needs_before.join("、")
            ));
        }
        if !rule.needs_after.is_empty()
            && !rule.needs_after.iter().any(|w| right.contains(w.as_str()))
        {
            return Err(format!("后面没有“{}”一类的词", rule.needs_after.join("、")));
        }
        let me = left.char_indices().any(|(i, c)| {
            c == '我'
                && !left[i + '我'.len_utf8()..].starts_with([
                    '市', '省', '县', '区', '国', '州', '们', '驻', '方', '会', '院', '校',
                ])
        });
        if me
            && matches!(
                rule.makes,
                crate::record::Type::Visit | crate::record::Type::Meeting
            )
        {
            return Err("“我”：是讲话人自己的话".into());
        }
        let hope = self.hope(clause, trigger.span);
        // 欢迎甲率团来访: they may be here already; whoever builds the record looks for the meeting
        let welcomed = hope.is_some_and(|w| w.contains("欢迎")) && rule.set.contains_key("toward");
        if let Some(w) = hope.filter(|_| !welcomed) {
            return Err(format!("“{w}”：是希望或要求，不是已有的事"));
        }
        if self.speech.is_some_and(|s| trigger.span.start >= s) && !rule.in_speech {
            return Err("在转述的讲话里".into());
        }
        let planned = p
            .words_in(Span::new(whole.start, trigger.span.start), Class::Plan)
            .next()
            .is_some();
        if planned && !rule.planned {
            return Err("“将”“拟”：还没有发生".into());
        }
        let mut m = Match {
            rule,
            trigger: trigger.span,
            sentence: p.index,
            clause,
            slots: Vec::new(),
            carried: false,
            planned,
            welcomed,
            apart: ["分别", "先后", "相继", "依次", "逐一"]
                .iter()
                .any(|w| left.contains(w)),
        };
        for (role, ways) in &rule.roles {
            let (slot, carried) = self.fill(&m, ways);
            m.carried |= carried;
            m.slots.push((role, slot));
        }
        Ok(m)
    }

    /// The word of hope the trigger stands under, if it does: in its clause, or in an earlier one
    /// with no new subject between.
    fn hope(&self, clause: usize, trigger: Span) -> Option<&'a str> {
        let p = self.parsed;
        let here = Span::new(p.clauses[clause].start, trigger.start);
        if let Some(w) = p
            .words_in(here, Class::Hope)
            .find(|w| !self.spent(w, trigger))
        {
            return Some(w.span.of(self.text));
        }
        const STRONG: [&str; 12] = [
            "希望", "愿", "愿意", "期待", "期盼", "欢迎", "建议", "倡议", "争取", "力争", "盼望",
            "呼吁",
        ];
        for c in (0..clause).rev() {
            let subject = p
                .groups
                .iter()
                .any(|g| g.clause == c + 1 && g.mark == Mark::Bare && self.has(g, &[Kind::Person]));
            if subject {
                return None;
            }
            if let Some(w) = p
                .words_in(p.clauses[c], Class::Hope)
                .find(|w| STRONG.contains(&w.span.of(self.text)))
            {
                return Some(w.span.of(self.text));
            }
        }
        None
    }

    /// Whether a word of hope cannot reach the trigger: it ends in a noun before it (支持……的A).
    fn spent(&self, w: &Word, trigger: Span) -> bool {
        let word = w.span.of(self.text);
        let between = &self.text[w.span.end..trigger.start];
        // 推动、促进 in a clause of purpose after the act, or a noun phrase closed by 的
        let weak = matches!(
            word,
            "支持"
                | "推动"
                | "促进"
                | "推进"
                | "鼓励"
                | "要"
                | "可"
                | "能"
                | "不"
                | "未"
                | "想"
                | "望"
                | "希"
                | "盼"
                | "若"
                | "不断"
                | "努力"
                | "考虑"
                | "研究"
                | "探讨"
                | "讨论"
                | "邀请"
        );
        // 就进一步推动合作进行会谈: what the talk is about
        let about = self.text[..w.span.start]
            .rfind(['就', '围'])
            .is_some_and(|i| {
                i >= self.parsed.clauses[self.parsed.clause_at(w.span.start)].start
                    && (self.text[i..].starts_with('就') || self.text[i..].starts_with("围绕"))
            });
        if about {
            return true;
        }
        // 邀请 closing 应……邀请 is an InviteEnd as well
        (word == "邀请"
            && w.classes.has(Class::InviteEnd)
            && self.parsed.words.iter().any(|x| {
                x.classes.has(Class::Invite)
                    && x.span.end <= w.span.start
                    && self.parsed.clause_at(x.span.start) == self.parsed.clause_at(w.span.start)
            }))
            || (weak && between.contains('的') && between.chars().count() > 6)
    }

    fn has(&self, g: &Group, kinds: &[Kind]) -> bool {
        g.members
            .iter()
            .any(|&i| kinds.contains(&self.mentions[i].kind))
    }

    /// Fills a role by the first way that gives anything.
    fn fill(&self, m: &Match<'_>, ways: &[Source]) -> (Slot, bool) {
        for way in ways {
            let (slot, carried) = self.look(m, way);
            if !slot.is_empty() {
                return (slot, carried);
            }
        }
        (Vec::new(), false)
    }

    /// Groups that hold a kind, members of other kinds left out.
    fn keep(&self, g: &Group, kinds: &[Kind]) -> Option<Group> {
        // 甲局、乙校、丙省丁厂: a list is of the kind most of its members are
        let count = |k: Kind| {
            g.members
                .iter()
                .filter(|&&i| self.mentions[i].kind == k)
                .count()
        };
        let most = kinds.iter().map(|k| count(*k)).max().filter(|n| *n > 0)?;
        let best = kinds
            .iter()
            .find(|k| count(**k) == most || **k == Kind::Person && count(**k) > 0)?;
        let members: Vec<usize> = g
            .members
            .iter()
            .copied()
            .filter(|&i| {
                self.mentions[i].kind == *best
                    || (*best == Kind::Person && kinds.contains(&self.mentions[i].kind))
            })
            .collect();
        Some(Group {
            members,
            ..g.clone()
        })
    }

    fn look(&self, m: &Match<'_>, way: &Source) -> (Slot, bool) {
        let p = self.parsed;
        let kinds = &way.kinds;
        let before = |g: &&Group| g.span.end <= m.trigger.start;
        let here = |g: &&Group| g.clause == m.clause;
        let marked = |mark: Mark| -> Slot {
            let groups = p.groups.iter().filter(before).filter(|g| g.mark == mark);
            let own: Slot = groups
                .clone()
                .filter(here)
                .filter_map(|g| self.keep(g, kinds))
                .collect();
            if !own.is_empty() {
                return own;
            }
            groups
                .filter(|g| g.clause + 2 >= m.clause)
                .filter_map(|g| self.keep(g, kinds))
                .collect()
        };
        match way.at {
            Where::Subject => self.subject(m, kinds),
            Where::Object => (self.object(m, kinds), false),
            Where::With => (self.with(m, kinds), false),
            Where::To => (marked(Mark::To), false),
            Where::At => (marked(Mark::At), false),
            Where::Leader => (marked(Mark::Leader), false),
            Where::Host => (marked(Mark::Invite), false),
            Where::Led => (marked(Mark::Lead), false),
            Where::Guest => (self.guest(m, kinds), false),
            Where::Clause => (
                p.groups
                    .iter()
                    .filter(here)
                    .filter_map(|g| self.keep(g, kinds))
                    .collect(),
                false,
            ),
            Where::Listed => {
                let mut out: Slot = Vec::new();
                for g in p.groups.iter().rev().filter(before) {
                    let next = out.first().map_or(m.trigger.start, |o| o.span.start);
                    let gap = self.text[g.span.end..next].trim();
                    let Some(k) = self.keep(g, kinds).filter(|_| {
                        matches!(gap, "" | "," | "，" | "、" | "和" | "及" | "与" | "以及")
                    }) else {
                        break;
                    };
                    out.insert(0, k);
                }
                (out, false)
            }
            Where::Before => {
                let near = p.groups.iter().rfind(before).filter(|g| {
                    self.text[g.span.end..m.trigger.start]
                        .trim()
                        .chars()
                        .count()
                        <= 1
                });
                (
                    near.and_then(|g| self.keep(g, kinds)).into_iter().collect(),
                    false,
                )
            }
            Where::After => {
                let near = p
                    .groups
                    .iter()
                    .find(|g| g.span.start >= m.trigger.end)
                    .filter(|g| {
                        let gap = self.text[m.trigger.end..g.span.start]
                            .trim_matches(['—', '-', '“', ' ', '、']);
                        gap.is_empty()
                    });
                (
                    near.and_then(|g| self.keep(g, kinds)).into_iter().collect(),
                    false,
                )
            }
        }
    }

    /// The groups that are the subject of a clause: bare, before `until`, joined ones together.
    fn subject_of(&self, clause: usize, until: usize, kinds: &[Kind]) -> Slot {
        let p = self.parsed;
        let bare: Vec<&Group> = p
            .groups
            .iter()
            .filter(|g| g.clause == clause && g.span.end <= until && g.mark == Mark::Bare)
            .collect();
        let Some(last) = bare
            .iter()
            .rev()
            .find(|g| self.keep(g, kinds).is_some() && !self.in_relative(g, until))
        else {
            return Vec::new();
        };
        let mut first = bare
            .iter()
            .position(|g| std::ptr::eq(*g, *last))
            .unwrap_or(0);
        while first > 0 && bare[first].joined {
            first -= 1;
        }
        bare[first..]
            .iter()
            .filter(|g| g.span.start <= last.span.start)
            .filter_map(|g| self.keep(g, kinds))
            .collect()
    }

    /// Whether a group only qualifies a noun: the 海南省 of 海南省举办的推介会.
    fn in_relative(&self, g: &Group, until: usize) -> bool {
        let rest = &self.text[g.span.end..until];
        let Some(de) = rest.find('的') else {
            return false;
        };
        // a verb between name and 的 makes the name part of a relative clause
        rest.starts_with("的") && !self.has(g, &[Kind::Person])
            || self.parsed.words.iter().any(|w| {
                w.span.start >= g.span.end
                    && w.span.end <= g.span.end + de
                    && (w.classes.has(Class::Trigger)
                        || matches!(w.span.of(self.text), "举办" | "举行" | "召开" | "主办"))
            })
    }

    /// The subject of the trigger: of its clause, else of the nearest earlier clause that has one,
    /// else of the sentences before.
    pub fn subject(&self, m: &Match<'_>, kinds: &[Kind]) -> (Slot, bool) {
        // 甲受到乙的会见, 甲是乙的友城: the subject stands before the word that the rule asks for
        let start = self.parsed.clauses[m.clause].start;
        let left = &self.text[start..m.trigger.start];
        let asked = m
            .rule
            .needs_before
            .iter()
            .filter_map(|w| left.rfind(w.as_str()))
            .max();
        let untils = asked
            .map(|at| start + at)
            .into_iter()
            .chain([m.trigger.start]);
        if let Some(own) = untils
            .map(|u| self.subject_of(m.clause, u, kinds))
            .find(|s| !s.is_empty())
        {
            return (own, false);
        }
        // 在与甲座谈时,乙表示: the subject comes after
        let tail = self.text[m.trigger.end..self.parsed.clauses[m.clause].end].trim();
        let next = self.parsed.clauses.get(m.clause + 1);
        if let (true, Some(next)) = (
            tail.ends_with('时') || tail.ends_with('中') || tail.ends_with("期间"),
            next,
        ) {
            let until = self
                .parsed
                .words
                .iter()
                .find(|w| {
                    next.covers(w.span) && w.classes.any(&[Class::Say, Class::Hope, Class::Trigger])
                })
                .map_or(next.end, |w| w.span.start);
            let s = self.subject_of(m.clause + 1, until, kinds);
            if !s.is_empty() {
                return (s, false);
            }
        }
        for c in (0..m.clause).rev() {
            // what stands after the verb of an earlier clause is its object
            let whole = self.parsed.clauses[c];
            let until = self
                .parsed
                .words
                .iter()
                .find(|w| {
                    whole.covers(w.span)
                        && w.classes.any(&[Class::Trigger, Class::Lead, Class::Say])
                })
                .map_or(whole.end, |w| w.span.start);
            let s = self.subject_of(c, until, kinds);
            if !s.is_empty() {
                return (s, false);
            }
        }
        let Some((g, paragraph)) = &self.carried.subject else {
            return (Vec::new(), false);
        };
        if self.parsed.paragraph > paragraph + 1 {
            return (Vec::new(), false);
        }
        (self.keep(g, kinds).into_iter().collect(), true)
    }

    /// What stands after the trigger in its clause, and the rest of a list that runs on over commas.
    fn object(&self, m: &Match<'_>, kinds: &[Kind]) -> Slot {
        let p = self.parsed;
        let after: Vec<&Group> = p
            .groups
            .iter()
            .filter(|g| g.span.start >= m.trigger.end)
            .collect();
        let Some(first) = kinds.iter().find_map(|k| {
            after.iter().position(|g| {
                g.clause == m.clause
                    && self.has(g, &[*k])
                    && !matches!(
                        g.mark,
                        Mark::At | Mark::Escort | Mark::Invite | Mark::Witness | Mark::By
                    )
            })
        }) else {
            return Vec::new();
        };
        let mut out: Slot = Vec::new();
        let mut last = first;
        out.extend(self.keep(after[first], kinds));
        for (k, g) in after.iter().enumerate().skip(first + 1) {
            let gap = self.text[after[last].span.end..g.span.start].trim();
            let gap = gap.trim_matches(['等', '一', '行']);
            let runs_on = g.joined
                || matches!(
                    gap,
                    "" | ","
                        | "，"
                        | "、"
                        | "和"
                        | "及"
                        | "与"
                        | "以及"
                        | ",以及"
                        | "，以及"
                        | "，和"
                );
            let same = self.keep(g, kinds).filter(|x| {
                out.first().is_some_and(|o: &Group| {
                    self.mentions[o.members[0]].kind == self.mentions[x.members[0]].kind
                })
            });
            if !runs_on || g.mark == Mark::Escort {
                break;
            }
            let Some(x) = same else { break };
            // a comma ends the clause; only names with offices go on after it
            if g.clause > after[last].clause {
                let titled = self.mentions[x.members[0]].kind == Kind::Person
                    && self.mentions[x.members[0]].post.is_some();
                let subject_next = p.words.iter().any(|w| {
                    w.span.start >= g.span.end
                        && w.span.end <= p.clauses[g.clause].end
                        && w.classes.any(&[Class::Trigger, Class::Say])
                });
                if !titled || subject_next {
                    break;
                }
            }
            out.push(x);
            last = k;
        }
        out
    }

    /// The other side: 与X before the trigger, or all but the first of X与Y.
    fn with(&self, m: &Match<'_>, kinds: &[Kind]) -> Slot {
        let p = self.parsed;
        let groups: Vec<&Group> = p
            .groups
            .iter()
            .filter(|g| g.span.end <= m.trigger.start && g.clause == m.clause)
            .collect();
        let marked: Slot = groups
            .iter()
            .enumerate()
            .filter(|(k, g)| {
                g.mark == Mark::With || (g.joined && *k > 0 && groups[*k - 1].mark == Mark::With)
            })
            .filter_map(|(_, g)| self.keep(g, kinds))
            .collect();
        if !marked.is_empty() {
            return marked;
        }
        let joined: Slot = groups
            .iter()
            .filter(|g| g.joined && g.mark == Mark::Bare)
            .filter_map(|g| self.keep(g, kinds))
            .collect();
        if !joined.is_empty() {
            return joined;
        }
        // 与A州州长B,C州州长D会谈: the marked group stands a clause earlier, and the list runs on
        let mut earlier = p
            .groups
            .iter()
            .filter(|g| {
                g.span.end <= m.trigger.start && g.clause < m.clause && g.clause + 3 > m.clause
            })
            .skip_while(|g| g.mark != Mark::With && !(g.joined && g.mark == Mark::Bare));
        let Some(first) = earlier.next() else {
            return Vec::new();
        };
        let verb_before = p.words.iter().any(|w| {
            p.clauses[first.clause].start <= w.span.start
                && w.span.end <= first.span.start
                && w.classes.has(Class::Trigger)
        });
        let verb_between = verb_before
            || p.words.iter().any(|w| {
                w.span.start >= first.span.end
                    && w.span.end <= m.trigger.start
                    && w.classes.has(Class::Trigger)
            });
        if verb_between {
            return Vec::new();
        }
        let persons: Vec<Kind> = kinds
            .iter()
            .copied()
            .filter(|k| matches!(k, Kind::Person | Kind::Body))
            .collect();
        std::iter::once(first)
            .chain(earlier)
            .filter_map(|g| self.keep(g, &persons))
            .collect()
    }

    /// The noun at the end of a relative clause: 来我省访问的X州州长Y.
    fn guest(&self, m: &Match<'_>, kinds: &[Kind]) -> Slot {
        let rest = &self.text[m.trigger.end..];
        let Some(de) = rest
            .char_indices()
            .take(8)
            .find(|(_, c)| *c == '的')
            .map(|(i, _)| m.trigger.end + i)
        else {
            return Vec::new();
        };
        let near = self
            .parsed
            .groups
            .iter()
            .find(|g| g.span.start >= de && g.span.start <= de + 12);
        near.and_then(|g| self.keep(g, kinds)).into_iter().collect()
    }
}
