//! Where the fillers of a role stand: object, 与X, 赴X, the list before a word.

use super::{Match, Slot, View};
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::parse::{Group, Mark};
use crate::rule::{Source, Where};

impl<'a> View<'a> {
    /// Fills a role by the first way that gives anything.
    pub(super) fn fill(&self, m: &Match<'_>, ways: &[Source]) -> (Slot, bool) {
        for way in ways {
            let (slot, carried) = self.look(m, way);
            if !slot.is_empty() {
                return (slot, carried);
            }
        }
        (Vec::new(), false)
    }

    /// Groups that hold a kind, members of other kinds left out.
    pub(super) fn keep(&self, g: &Group, kinds: &[Kind]) -> Option<Group> {
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

    pub(super) fn look(&self, m: &Match<'_>, way: &Source) -> (Slot, bool) {
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
            Where::Leader => {
                // 由甲,乙,丙率领的代表团: all of a list over commas, and of the last such list
                let led = p.groups.iter().filter(before);
                let led = led.filter(|g| g.mark == Mark::Leader && g.clause + 4 > m.clause);
                let mut out: Slot = Vec::new();
                for g in led.rev() {
                    let next = out.first().map(|o| o.span.start);
                    if next.is_some_and(|n| !self.listed(g.span.end, n)) {
                        break;
                    }
                    out.splice(0..0, self.keep(g, kinds));
                }
                (out, false)
            }
            Where::By => (marked(Mark::By), false),
            Where::Host => (marked(Mark::Invite), false),
            Where::Led => {
                // 率甲团访问, 率领的甲团: before the verb of the trip, or after the verb that leads
                let own = |g: &&Group| here(g) && g.mark == Mark::Lead;
                let led: Slot = p
                    .groups
                    .iter()
                    .filter(own)
                    .filter_map(|g| self.keep(g, kinds))
                    .collect();
                (
                    if led.is_empty() {
                        marked(Mark::Lead)
                    } else {
                        led
                    },
                    false,
                )
            }
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
                    let Some(k) = self
                        .keep(g, kinds)
                        .filter(|_| self.listed(g.span.end, next))
                    else {
                        break;
                    };
                    out.insert(0, k);
                }
                (out, false)
            }
            Where::Before => {
                let near = p.groups.iter().rfind(before).filter(|g| {
                    self.text[g.span.end..m.trigger.start]
                        .trim_start_matches("一行")
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
                // 日本|友城|甲市: the country before the word is of the name after it
                let first = |g: &Group| {
                    g.members
                        .first()
                        .map_or(g.span.start, |&i| self.mentions[i].head.start)
                };
                let near = p
                    .groups
                    .iter()
                    .find(|g| g.span.start >= m.trigger.end || first(g) >= m.trigger.end)
                    .filter(|g| {
                        let from = if g.span.start >= m.trigger.end {
                            g.span.start
                        } else {
                            first(g)
                        };
                        let gap =
                            self.text[m.trigger.end..from].trim_matches(['—', '-', '“', ' ', '、']);
                        gap.is_empty()
                    });
                (
                    near.and_then(|g| self.keep(g, kinds)).into_iter().collect(),
                    false,
                )
            }
        }
    }

    /// Whether a stretch between two names makes them one list.
    pub(super) fn listed(&self, from: usize, until: usize) -> bool {
        let gap = self.text[from..until].trim();
        matches!(gap, "" | "," | "，" | "、" | "和" | "及" | "与" | "以及")
    }

    /// The heads of further delegations: 以甲为团长的乙团|、以丙为团长的丁团.
    fn further_heads(&self, after: &[&Group], first: usize, kinds: &[Kind]) -> Slot {
        let mut out: Slot = Vec::new();
        let mut k = first;
        while let [head, team, next, ..] = after[k..] {
            let led = |g: &Group| g.mark == Mark::Leader && self.has(g, &[Kind::Person]);
            let gap = self.text[head.span.end..team.span.start].ends_with('的');
            let on = self.text[team.span.end..next.span.start]
                .trim_end_matches(['以', '由'])
                .trim();
            // 乙团|一行五人和
            let size = on.trim_start_matches("一行");
            let size = size.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            });
            let on = if size.len() < on.len() {
                size.trim_start_matches(['多', '余', '人', '名'])
            } else {
                on
            };
            let on = matches!(on, "、" | "，" | "," | "和" | "与" | "及" | "以及");
            if !led(head) || !led(next) || !gap || !on || !self.has(team, &[Kind::Delegation]) {
                break;
            }
            out.extend(self.keep(next, kinds));
            k += 2;
        }
        out
    }

    /// What stands after the trigger in its clause, and the rest of a list that runs on over commas.
    pub(super) fn object(&self, m: &Match<'_>, kinds: &[Kind]) -> Slot {
        let p = self.parsed;
        let after: Vec<&Group> = p
            .groups
            .iter()
            .filter(|g| g.span.start >= m.trigger.end)
            .collect();
        let Some(first) = kinds.iter().find_map(|k| {
            after.iter().position(|g| {
                let here = g.clause == m.clause
                    // 甲宣布:某洽谈会开幕
                    || g.clause == m.clause + 1
                        && matches!(self.text[m.trigger.end..g.span.start].trim(), ":" | "：" | ":“" | "：“");
                here
                    && self.has(g, &[*k])
                    && !self.of_another_verb(m, g)
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
        let further = self.further_heads(&after, first, kinds);
        if !further.is_empty() {
            out.extend(further);
            return out;
        }
        for (k, g) in after.iter().enumerate().skip(first + 1) {
            let gap = &self.text[after[last].span.end..g.span.start];
            let blank = !gap.is_empty() && gap.trim().is_empty();
            let gap = if blank { " " } else { gap.trim() };
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
            // 甲,以及主管……的副州长乙: a relative clause before the last of a list
            let relative = gap
                .trim_start_matches([',', '，'])
                .strip_prefix("以及")
                .is_some_and(|w| w.ends_with('的') && w.chars().count() <= 40);
            // 会见甲国大臣乙、能源转型与|可持续发展大臣丙: an office that is known by its end only
            let office = gap.starts_with('、')
                && gap.chars().count() <= 16
                && !gap.contains([',', '，', '的', '。', ';', '；'])
                && g.members.first().is_some_and(|&i| {
                    // 、某集团首席开发官|凯特·莱恩: the office was not read, the name stands by its dot
                    let x = &self.mentions[i];
                    let ends = [
                        '官', '长', '员', '席', '任', '裁', '理', '表', '人', '家', '师',
                    ];
                    let dotted = x.kind == Kind::Person && x.name.contains(['·', '•', '‧', '・']);
                    x.post.is_some() || dotted && gap.ends_with(ends)
                })
                && !p.words.iter().any(|w| {
                    w.span.start >= after[last].span.end
                        && w.span.end <= g.span.start
                        && w.classes.any(&[Class::Trigger, Class::Say, Class::Lead])
                });
            let runs_on = runs_on || relative || office;
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
            if g.clause > after[last].clause && g.mark != Mark::Leader {
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

    /// Whether another verb stands between the trigger and a name, so that the name is that verb's:
    /// 看望乡亲并见证甲会与乙行签约. A relative clause (会见来访的甲) is none.
    fn of_another_verb(&self, m: &Match<'_>, g: &Group) -> bool {
        self.parsed.words.iter().any(|w| {
            w.span.start >= m.trigger.end
                && w.span.end <= g.span.start
                && w.classes.any(&[Class::Trigger, Class::Witness])
                && !w.classes.any(&[Class::To, Class::At])
                // 甲市、乙市|等友好城市|代表团: no verb
                && !w.span.of(self.text).starts_with('等')
                && !self.text[w.span.end..g.span.start].contains('的')
                // 会见|来访|客人: the verb only says which guests
                && !(w.span.end == g.span.start && self.has(g, &[Kind::Deictic]))
        }) && m.rule.makes == crate::record::Type::Meeting
    }

    /// The other side: 与X before the trigger, or all but the first of X与Y.
    pub(super) fn with(&self, m: &Match<'_>, kinds: &[Kind]) -> Slot {
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
    pub(super) fn guest(&self, m: &Match<'_>, kinds: &[Kind]) -> Slot {
        let rest = &self.text[m.trigger.end..];
        let Some(de) = rest
            .char_indices()
            .take(8)
            .find(|(_, c)| *c == '的')
            .map(|(i, _)| m.trigger.end + i)
        else {
            return Vec::new();
        };
        if let Some(from) = self.roll(de) {
            return self.called(from, kinds);
        }
        let near = self
            .parsed
            .groups
            .iter()
            .find(|g| g.span.start >= de && g.span.start <= de + 12);
        near.and_then(|g| self.keep(g, kinds)).into_iter().collect()
    }

    /// Where a roll of guests begins: 来访的有:甲、乙, 来访的外国客人主要有甲、乙.
    fn roll(&self, de: usize) -> Option<usize> {
        let first = self.parsed.groups.iter().find(|g| {
            g.span.start > de
                && g.members
                    .iter()
                    .any(|&i| matches!(self.mentions[i].kind, Kind::Person | Kind::Delegation))
        })?;
        let said = self.text[de..first.span.start].trim_end_matches([':', '：', ' ']);
        let opens = [
            "有",
            "包括",
            "包括了",
            "分别是",
            "分别为",
            "依次是",
            "依次为",
        ];
        let short = said.chars().count() <= 16 && !said.contains([',', '，', '。', '、']);
        (short && opens.iter().any(|w| said.ends_with(w))).then_some(first.span.start)
    }

    /// All that a roll calls: lists side by side, up to what ends it.
    fn called(&self, from: usize, kinds: &[Kind]) -> Slot {
        let mut out: Slot = Vec::new();
        for g in self.parsed.groups.iter().filter(|g| g.span.start >= from) {
            let apart = out.last().is_some_and(|last: &Group| {
                let gap = self.text[last.span.end..g.span.start].trim();
                let gap = crate::parse::past_honorific(gap);
                !matches!(gap, "" | "、" | "和" | "及" | "以及" | "," | "，")
            });
            if apart {
                break;
            }
            out.extend(self.keep(g, kinds));
        }
        out
    }
}
