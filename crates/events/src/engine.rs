//! Runs rules over a parsed sentence: which fire, what fills their roles, and why others do not.

mod hope;
mod roles;
mod subject;

use crate::lexicon::{Class, Word};
use crate::mention::{Kind, Mention};
use crate::parse::{Group, Mark, Parsed};
use crate::rule::Rule;

use crate::span::Span;
use crate::words::List;

/// A clause of no more bytes than this only says when: 2014年10月,.
const DAY: usize = 30;

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
    /// The last subject that was a person: whom 他 and 她 mean.
    pub person: Option<(Group, usize)>,
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
    /// Whether a stretch holds one of the words; 为 of somebody's name is none.
    fn says(&self, words: &List, from: usize, to: usize) -> bool {
        words.find_in(&self.text[from..to]).any(|(at, w)| {
            let word = Span::new(from + at, from + at + words[w].len());
            let k = self.mentions.partition_point(|m| m.span.end < word.end);
            let mut near = self.mentions[k..]
                .iter()
                .take_while(|m| m.span.start <= word.start);
            !near.any(|m| m.kind == Kind::Person && m.head.covers(word))
        })
    }

    /// Tries a rule at a word. `Err` says why it reads nothing, for whoever wrote the rule.
    pub fn fire<'r>(&self, rule: &'r Rule, trigger: &Word) -> Result<Match<'r>, String> {
        let p = self.parsed;
        let clause = p.clause_at(trigger.span.start);
        let whole = p.clauses[clause];
        let (left, right) = (
            &self.text[whole.start..trigger.span.start],
            &self.text[trigger.span.end..whole.end.max(trigger.span.end)],
        );
        let barred = rule.not_before.ends(left.trim_end());
        // 第12对|友城: one of them, though so many 对 are none; 这是第12对 points back
        if let Some(w) =
            barred.filter(|_| left.contains('这') || !crate::number::ends_ordinal(left))
        {
            return Err(format!("前面是“{}”", rule.not_before[w]));
        }
        // a name that begins here is no tail of the trigger: 出席|座谈会
        let at = self
            .mentions
            .partition_point(|m| m.span.start < trigger.span.end);
        let named = self
            .mentions
            .get(at)
            .is_some_and(|m| m.span.start == trigger.span.end && m.kind != Kind::Deictic);
        let begins = !named && rule.not_after.begins(right.trim_start()).is_some();
        if begins
            && let Some(w) = rule.not_after.iter().find(|w| {
                // 甲一行是23日来访的: no noun follows
                let closes =
                    *w == "的" && right.trim_end().ends_with('的') && right.trim().len() <= 6;
                !closes && !self.held(rule, left, w) && right.trim_start().starts_with(w.as_str())
            })
        {
            return Err(format!("后面是“{w}”"));
        }
        let needed = |from: usize| self.says(&rule.needs_before, from, trigger.span.start);
        let sentence = || rule.set.contains_key("sentence") && needed(p.span.start);
        if !rule.needs_before.is_empty()
            && !needed(whole.start)
            && !needed(self.heads_begin(clause, trigger.span))
            && !sentence()
        {
            return Err(format!(
                "前面没有“{}”一类的词",
                rule.needs_before.join("、")
            ));
        }
        // 甲宣布:某洽谈会开幕
        let told = right.trim().is_empty()
            && self.text[trigger.span.end..]
                .trim_start()
                .starts_with([':', '：']);
        let right = match told {
            true => &self.text[trigger.span.end..p.span.end],
            false => right,
        };
        if !rule.needs_after.is_empty() && !rule.needs_after.held_in(right) {
            return Err(format!("后面没有“{}”一类的词", rule.needs_after.join("、")));
        }
        let me = left.char_indices().any(|(i, c)| {
            c == '我'
                && !left[i + '我'.len_utf8()..].starts_with([
                    '市', '省', '县', '区', '国', '州', '们', '驻', '方', '会', '院', '校', '办',
                    '局', '厅', '委', '部', '旗', '盟',
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
        let hope = self
            .hope(clause, trigger.span)
            .filter(|w| !self.is_presupposed(rule.makes, clause, trigger.span, w));
        // 欢迎甲率团来访: they may be here already; whoever builds the record looks for the meeting
        let word = trigger.span.of(self.text);
        // 欢迎甲率团出席论坛: the same of those who were at an event
        let leads = rule.makes == crate::record::Type::Conference && word.starts_with('率');
        let trip = rule.makes == crate::record::Type::Visit
            && (rule.set.contains_key("toward") || self.guest_welcomed(clause, trigger.span));
        let welcomed = hope.is_some_and(|w| w.contains("欢迎")) && (trip || leads);
        // 欢迎甲率团参加明年的论坛: still to come
        let coming = [
            "明年",
            "后年",
            "下半年",
            "今年底",
            "即将",
            "将于",
            "将在",
            "下届",
            "下一届",
        ];
        let welcomed = welcomed && !coming.iter().any(|w| right.contains(w));
        if let Some(w) = hope.filter(|_| !welcomed) {
            return Err(format!("“{w}”：是希望或要求，不是已有的事"));
        }
        let told = self.speech.filter(|&s| trigger.span.start >= s);
        if told.is_some_and(|s| !rule.in_speech && !self.recalls(rule, s, clause, trigger.span)) {
            return Err("在转述的讲话里".into());
        }
        if let Some(w) = self.undone(trigger.span) {
            return Err(format!("“{w}”：没有成"));
        }
        let planned = self.planned(clause, trigger.span);
        // 第二届将于12月举办,欢迎甲市领导前来参会
        if planned && (welcomed || left.contains("欢迎")) {
            return Err("“欢迎”：请人来，还没有来".into());
        }
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
        let goer = self.goer(&m);
        if goer.is_none() && self.nameless_goer(&m) {
            return Err("“的”后面的人没有认出：不知道是谁的出行".into());
        }
        for (role, ways) in &rule.roles {
            if let ("visitor", Some(g)) = (role.as_str(), &goer) {
                m.slots.push((role, vec![g.clone()]));
                continue;
            }
            let (slot, carried) = self.fill(&m, ways);
            m.carried |= carried;
            m.slots.push((role, slot));
        }
        Ok(m)
    }

    /// Whether 活动 after a trip's verb only says that the trip was made: 对乙国|进行|友好访问|活动.
    fn held(&self, rule: &Rule, left: &str, after: &str) -> bool {
        const MADE: [&str; 4] = ["进行", "开展", "展开", "作为期"];
        rule.makes == crate::record::Type::Visit
            && after == "活动"
            && MADE.iter().any(|w| left.contains(w))
    }

    /// Whether reported speech tells of a trip that was made: 甲说,2014年他|曾|率团访问乙市. What is told
    /// with its year or with 曾, 过 is no wish and no talk.
    fn recalls(&self, rule: &Rule, speech: usize, clause: usize, trigger: Span) -> bool {
        let p = self.parsed;
        let whole = p.clauses[clause];
        // the day may stand in a clause of its own before it
        let from = match clause.checked_sub(1).map(|c| p.clauses[c]) {
            Some(before) if before.len() <= DAY => before.start.max(speech),
            _ => whole.start.max(speech),
        };
        let left = &self.text[from..trigger.start.max(from)];
        let right = &self.text[trigger.end..whole.end.max(trigger.end)];
        let dated = p.dates.iter().any(|&i| {
            let d = &self.mentions[i];
            let past = d.date.is_some_and(|r| r.start.year.is_some());
            past && d.span.start >= from && d.span.end <= trigger.start
        });
        let word = trigger.of(self.text);
        let once = ["曾", "曾经"].iter().any(|w| left.contains(w))
            || word.ends_with('过')
            || word.ends_with('了') && dated;
        let often = ["多次", "经常", "每", "常", "数次"]
            .iter()
            .any(|w| left.contains(w));
        // 他来访时, 访问的成果: what is only referred to
        let aside = right.starts_with(['时', '的', '后', '期']);
        rule.makes == crate::record::Type::Visit
            && !rule.set.contains_key("toward")
            && (once || dated && self.acts(from, trigger.start))
            && !often
            && !aside
    }

    /// Whether somebody with an office is named as acting between two bytes: 2015年,|省长甲|率团访问.
    fn acts(&self, from: usize, to: usize) -> bool {
        self.parsed.groups.iter().any(|g| {
            g.span.start >= from
                && g.span.end <= to
                && matches!(g.mark, Mark::Bare | Mark::Leader)
                && g.members.iter().any(|&i| {
                    // 去年9月,|以甲为团长的乙团|访问丙市
                    let m = &self.mentions[i];
                    m.kind == Kind::Person && (m.post.is_some() || g.mark == Mark::Leader)
                })
        })
    }

    /// Where the clause begins in which heads listed over commas before a trigger are first named:
    /// 会见了由甲,乙,丙|率领的代表团.
    fn heads_begin(&self, clause: usize, trigger: Span) -> usize {
        let p = self.parsed;
        let mut begin = p.clauses[clause].start;
        let mut next: Option<usize> = None;
        let led = |g: &&Group| g.span.end <= trigger.start && g.mark == Mark::Leader;
        for g in p.groups.iter().rev().filter(led) {
            if next.is_some_and(|n| !self.listed(g.span.end, n)) {
                break;
            }
            begin = begin.min(p.clauses[g.clause].start);
            next = Some(g.span.start);
        }
        begin
    }

    /// Whether 将 or 拟 governs the trigger: in its clause, or in one just before that goes on with
    /// the same subject (将率团出访,于15日访问甲地).
    fn planned(&self, clause: usize, trigger: Span) -> bool {
        let p = self.parsed;
        let here = Span::new(p.clauses[clause].start, trigger.start);
        // 甲邦政府|计划与经济部: part of a name
        let named = |w: &Word| {
            let of = |m: &Mention| m.span.end == w.span.start && m.kind == Kind::Body;
            self.mentions.iter().any(of)
        };
        // 现将《……》印发: what is acted on is put first
        let fronts = |w: &Word| self.text[w.span.end..].starts_with('《');
        if p.words_in(here, Class::Plan)
            .any(|w| !named(w) && !fronts(w))
        {
            return true;
        }
        for c in (clause.saturating_sub(2)..clause).rev() {
            let bare = |g: &Group| g.mark == Mark::Bare && self.has(g, &[Kind::Person, Kind::Body]);
            if p.groups
                .iter()
                .any(|g| g.clause == c + 1 && g.span.end <= trigger.start && bare(g))
            {
                return false;
            }
            let mut words = p.words_in(p.clauses[c], Class::Plan);
            if let Some(plan) = words.next() {
                // 将 before a verb of the story, not the 将 that fronts an object
                return self.text[p.clauses[c].start..p.clauses[c].end].ends_with('后')
                    || p.words.iter().any(|w| {
                        w.span.start >= plan.span.end
                            && w.span.end <= p.clauses[c].end
                            && w.classes.any(&[Class::Trigger, Class::Lead, Class::To])
                    });
            }
        }
        false
    }

    /// Who travels in 即将访问甲地的乙市市长: the noun its relative clause ends in.
    fn goer(&self, m: &Match<'_>) -> Option<Group> {
        if m.rule.makes != crate::record::Type::Visit {
            return None;
        }
        let p = self.parsed;
        let leads = p
            .words
            .iter()
            .any(|w| w.span == m.trigger && w.classes.has(Class::Lead));
        let kinds: &[Kind] = if leads {
            &[Kind::Person]
        } else {
            &[Kind::Person, Kind::Delegation]
        };
        let g = p.groups.iter().find(|g| {
            g.clause == m.clause
                && g.span.start >= m.trigger.end
                && self.has(g, &[Kind::Person, Kind::Delegation])
        })?;
        let between = &self.text[m.trigger.end..g.span.start];
        let tail = between.trim_end_matches(['“', '"', ' ']);
        let verb = p.words.iter().any(|w| {
            w.span.start >= m.trigger.end
                && w.span.end <= g.span.start
                && (w.classes.any(&[Class::With, Class::Say, Class::Lead])
                    // 赴甲府|会见了正在参加会议的乙: whoever is met there
                    || ["会见", "接见", "会晤", "拜会", "拜访", "看望"]
                        .iter()
                        .any(|v| w.classes.has(Class::Trigger) && w.span.of(self.text).starts_with(v)))
        });
        // 到访的丙国外交与合作部部长甲: what stands between is his office
        let straight = between.starts_with('的') && between.chars().count() <= 20;
        let relative =
            (tail.ends_with('的') && !verb || straight) && between.matches('的').count() == 1;
        (relative && between.chars().count() <= 40).then(|| self.keep(g, kinds))?
    }

    /// Whether whoever travels is told by an office alone: 会见了应邀前来访问的某郡议长.
    fn nameless_goer(&self, m: &Match<'_>) -> bool {
        if m.rule.makes != crate::record::Type::Visit {
            return false;
        }
        let p = self.parsed;
        let end = p.clauses[m.clause].end.max(m.trigger.end);
        let rest = &self.text[m.trigger.end..end];
        let Some(de) = rest.char_indices().take(24).find(|(_, c)| *c == '的') else {
            return false;
        };
        let from = m.trigger.end + de.0;
        p.words
            .iter()
            .any(|w| w.span.start > from && w.span.start <= from + 60 && w.classes.has(Class::Post))
            && p.words.iter().any(|w| {
                w.span.start >= p.clauses[m.clause].start
                    && w.span.end <= m.trigger.start
                    && w.classes.any(&[Class::Trigger, Class::With])
                    && !w.classes.any(&[Class::Lead, Class::To])
            })
    }

    fn has(&self, g: &Group, kinds: &[Kind]) -> bool {
        g.members
            .iter()
            .any(|&i| kinds.contains(&self.mentions[i].kind))
    }
}
