//! Who does it: the subject of a clause, of an earlier one, of the sentences before.

use super::{Match, Slot, View};
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::parse::{Group, Mark};

impl<'a> View<'a> {
    /// The groups that are the subject of a clause: bare, before `until`, joined ones together.
    pub(super) fn subject_of(&self, clause: usize, until: usize, kinds: &[Kind]) -> Slot {
        let p = self.parsed;
        let bare: Vec<&Group> = p
            .groups
            .iter()
            .filter(|g| g.clause == clause && g.span.end <= until && g.mark == Mark::Bare)
            // 甲市和乙市(其伙伴为丙区)结好: told by the way
            .filter(|g| !p.span.is_aside(self.text, g.span) || self.within_one(g.span.end, until))
            .collect();
        let Some(last) = bare.iter().rev().find(|g| {
            self.keep(g, kinds).is_some()
                && !self.in_relative(g, until)
                && !self.beside_person(g, &bare, kinds)
        }) else {
            return Vec::new();
        };
        let mut first = bare
            .iter()
            .position(|g| std::ptr::eq(*g, *last))
            .unwrap_or(0);
        while first > 0 && bare[first].joined {
            first -= 1;
        }
        // 甲|代表乙省|与丙签署: whoever acts stands before the one they act for
        let for_whom = |g: &Group| {
            let named = self.has(g, &[Kind::Place, Kind::Body]) && !self.has(g, &[Kind::Person]);
            self.text[..g.span.start].ends_with("代表") && named
        };
        let person = kinds.contains(&Kind::Person);
        if first > 0
            && person
            && for_whom(bare[first])
            && self.has(bare[first - 1], &[Kind::Person])
        {
            first -= 1;
        }
        bare[first..]
            .iter()
            .filter(|g| g.span.start <= last.span.start)
            // 甲和乙|组成的|丙团
            .filter(|g| !self.composes(g, until))
            .filter_map(|g| self.keep(g, kinds))
            .collect()
    }

    /// Whether no bracket closes between two bytes.
    fn within_one(&self, from: usize, to: usize) -> bool {
        !self.text[from..to].contains([')', '）'])
    }

    /// Whether a group only says with whom or for whom the person named before it acts: 甲偕随员|一行|抵达,
    /// 甲代表|市政府|会见.
    fn beside_person(&self, g: &Group, bare: &[&Group], kinds: &[Kind]) -> bool {
        let party = g
            .members
            .iter()
            .all(|&i| self.mentions[i].kind == Kind::Deictic && self.mentions[i].name == "一行");
        let stands_for =
            !self.has(g, &[Kind::Person]) && self.text[..g.span.start].ends_with("代表");
        let named = match party {
            true => &[Kind::Person, Kind::Delegation][..],
            false => &[Kind::Person][..],
        };
        (party || stands_for)
            && bare.iter().any(|o| {
                o.span.end <= g.span.start && self.has(o, named) && self.keep(o, kinds).is_some()
            })
    }

    /// Whether a group is among those that make up what is named after it: 甲使节和乙组成的丙团.
    fn composes(&self, g: &Group, until: usize) -> bool {
        let rest = &self.text[g.span.end..until];
        rest.find("组成的")
            .is_some_and(|at| !rest[..at].contains([',', '，']))
    }

    /// Whether a group only qualifies a noun: the 海南省 of 海南省举办的推介会.
    pub(super) fn in_relative(&self, g: &Group, until: usize) -> bool {
        let rest = &self.text[g.span.end..until];
        // 率团在甲国|的|乙群岛访问: part of a name, or between two
        let named = |at: usize| {
            let inside = |o: &Group| o.span.start < at && o.span.end > at;
            let place = |o: &Group| self.has(o, &[Kind::Place]);
            let mut all = self.parsed.groups.iter();
            let ends = |o: &Group| o.span.end == at && place(o);
            let begins = |o: &Group| o.span.start == at + '的'.len_utf8() && place(o);
            all.clone().any(inside) || all.clone().any(ends) && all.any(begins)
        };
        let mut all = rest.match_indices('的').map(|(i, _)| i);
        let person = self.has(g, &[Kind::Person]);
        // 进行|为期五天|的|访问: how long it took
        let lasts = |i: usize| {
            let lead = &rest[..i];
            let from = lead.rfind("为期").or_else(|| lead.rfind("历时"));
            from.is_some_and(|at| lead[at..].chars().count() <= 8)
        };
        let Some(de) = all.find(|&i| !(lasts(i) || person && named(g.span.end + i))) else {
            return false;
        };
        // 甲与|前来访问的乙座谈: the relative clause is the other side's
        // 甲在某中心与|来访的乙座谈: where it was may stand between
        let other = g.span.end + de + '的'.len_utf8();
        let named = |w: &crate::lexicon::Word| self.mentions.iter().any(|m| m.span.covers(w.span));
        let joined = self
            .parsed
            .words
            .iter()
            .find(|w| {
                w.span.start >= g.span.end
                    && w.span.end <= other
                    && w.classes
                        .any(&[Class::With, Class::Trigger, Class::Say, Class::Lead])
                    && !named(w)
            })
            .is_some_and(|w| {
                w.classes.has(Class::With) && matches!(w.span.of(self.text), "与" | "同" | "和")
            });
        if joined
            && self.has(g, &[Kind::Person])
            && self
                .parsed
                .groups
                .iter()
                .any(|o| o.span.start == other && self.has(o, &[Kind::Person, Kind::Delegation]))
        {
            return false;
        }
        // 甲|在随后举行的论坛上发言: the clause is of what he was at
        let at = self.parsed.groups.iter().any(|o| {
            o.mark == Mark::At && (o.span.start == other || o.span.start == other + '“'.len_utf8())
        });
        if at && self.has(g, &[Kind::Person]) && rest.starts_with(['在', '于']) {
            return false;
        }
        // 甲|向与会的朋友介绍: the clause is of whom 向 leads in
        let led = self.parsed.words.iter().find(|w| {
            w.span.start >= g.span.end
                && w.span.start < other
                && (w.classes.has(Class::Trigger) || matches!(w.span.of(self.text), "向" | "对"))
        });
        if self.has(g, &[Kind::Person])
            && led.is_some_and(|w| matches!(w.span.of(self.text), "向" | "对"))
        {
            return false;
        }
        // a verb between name and 的 makes the name part of a relative clause
        rest.starts_with("的") && !self.has(g, &[Kind::Person])
            || self.parsed.words.iter().any(|w| {
                w.span.start >= g.span.end
                    && w.span.end <= g.span.end + de
                    && (w.classes.has(Class::Trigger)
                        || matches!(w.span.of(self.text), "举办" | "举行" | "召开" | "主办"))
            })
    }

    /// Where the verb before the trigger's begins, when 并 or the like joins the two in one clause.
    fn first_verb(&self, m: &Match<'_>) -> Option<usize> {
        let p = self.parsed;
        let whole = p.clauses[m.clause];
        let left = self.text[whole.start..m.trigger.start].trim_end();
        let left = ["并", "并且", "后", "随后", "后还", "并还", "还"]
            .iter()
            .find_map(|w| left.strip_suffix(w))?;
        let at = whole.start + left.len();
        let verb = p.words.iter().rfind(|w| {
            w.span.start >= whole.start && w.span.end <= at && w.classes.has(Class::Trigger)
        })?;
        // 甲会见乙后访问丙: the name right before the joint is the object
        let object = p
            .groups
            .iter()
            .any(|g| g.clause == m.clause && g.span.start >= verb.span.end && g.span.end <= at);
        object.then_some(verb.span.start)
    }

    /// Whether a head of state whose name was not known acts in the clause: 甲大使指出,去年乙|总统|出席论坛.
    fn head_of_state(&self, m: &Match<'_>) -> bool {
        const HEADS: [&str; 8] = [
            "总统",
            "总理",
            "首相",
            "国王",
            "女王",
            "主席",
            "外长",
            "总书记",
        ];
        let start = self.parsed.clauses[m.clause].start;
        // 9月7日,习近平在甲市主持召开: he who is no mention acts
        let leads = |w: &&crate::lexicon::Word| {
            let lead = self.text[start..w.span.start].trim_end();
            w.classes.has(Class::NationalLeader)
                && (lead.is_empty()
                    || lead.ends_with(['日', '午', '间', '记', '席', '理', '，', ',']))
        };
        let before = crate::span::Span::new(start, m.trigger.start);
        let mut words = self.parsed.words.iter();
        if words.any(|w| before.covers(w.span) && leads(&w)) {
            return true;
        }
        let word = self.parsed.words.iter().rfind(|w| {
            w.span.start >= start
                && w.span.end <= m.trigger.start
                && HEADS.contains(&w.span.of(self.text))
        });
        let Some(word) = word else { return false };
        let named = self.mentions.iter().any(|x| x.span.covers(word.span));
        // 副总统、总统府: no word of its own; 省主席 carries on whoever was named
        let lead = self.text[start..word.span.start].trim_end();
        !named
            && !lead.ends_with(['省', '州', '市', '区', '协', '会', '，', ','])
            && !lead.is_empty()
    }

    /// Whether a clause only goes on with a list that the verb of an earlier clause governs:
    /// 代表团拜会了甲国部长乙,丙国部长丁、某局负责人,会见了戊.
    fn goes_on(&self, c: usize) -> bool {
        let p = self.parsed;
        let verb = |c: usize| {
            let here = p.clauses[c];
            let word = |w: &&crate::lexicon::Word| {
                here.covers(w.span) && w.classes.any(&[Class::Trigger, Class::Lead, Class::Say])
            };
            p.words.iter().rfind(word)
        };
        let named = |c: usize| p.groups.iter().find(|g| g.clause == c);
        if verb(c).is_some() || named(c).is_none_or(|g| g.span.start > p.clauses[c].start + 6) {
            return false;
        }
        for b in (0..c).rev() {
            let last = p.groups.iter().rfind(|g| g.clause == b);
            match (verb(b), last) {
                // the list begins after the verb, and stands at the end of its clause
                (Some(v), Some(g)) => {
                    let tail = &self.text[g.span.end..p.clauses[b].end];
                    return v.span.end <= g.span.start && tail.chars().count() <= 4;
                }
                (None, Some(_)) => {}
                _ => return false,
            }
        }
        false
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
        // 受到|乙|会见: whoever stands between is no subject
        let passive = m.rule.makes == crate::record::Type::Meeting;
        let own = Some(m.trigger.start).filter(|_| asked.is_none() || !passive);
        let untils = asked.map(|at| start + at).into_iter().chain(own);
        // 拜访了甲馆并访问乙校: what stands after the first verb is its object
        let first = self.first_verb(m).unwrap_or(m.trigger.start);
        let untils = untils.map(|u| u.min(first));
        if let Some(own) = untils
            .map(|u| self.subject_of(m.clause, u, kinds))
            .find(|s| !s.is_empty())
        {
            return (own, false);
        }
        if self.head_of_state(m) {
            return (Vec::new(), false);
        }
        // 在与甲座谈时,乙表示: the subject comes after
        let from = match m.rule.makes {
            crate::record::Type::Meeting => m.trigger.start,
            _ => m.trigger.end,
        };
        let tail = self.text[from..self.parsed.clauses[m.clause].end].trim();
        let next = self.parsed.clauses.get(m.clause + 1);
        let clause = self.parsed.clauses[m.clause].of(self.text);
        if let (true, Some(next)) = (
            tail.ends_with('时')
                || tail.ends_with('中')
                || tail.ends_with("期间")
                // 在甲地访问期间,|乙会见
                || tail.trim_matches(['，', ',']).is_empty()
                    && ["期间", "以来"].iter().any(|w| m.trigger.of(self.text).ends_with(w))
                // 自与甲市建立友城关系以来,|乙市……
                || m.rule.makes == crate::record::Type::Tie && tail == "以来"
                // 作为甲市的友城,|乙市……
                || tail.is_empty() && clause.trim_start().starts_with("作为")
                // 在访问丙国后,甲表示
                || tail.ends_with('后') && m.rule.makes == crate::record::Type::Visit,
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
            if self.goes_on(c) {
                continue;
            }
            let until = self
                .parsed
                .words
                .iter()
                .find(|w| {
                    whole.covers(w.span)
                        && w.classes.any(&[Class::Trigger, Class::Lead, Class::Say])
                        // 现|将|市长甲出国任务公示如下: no verb
                        && !(w.classes.has(Class::Plan) && self.text[..w.span.start].ends_with('现'))
                        && !self.text[w.span.end..].starts_with('的')
                })
                .map_or(whole.end, |w| w.span.start);
            // 甲一行受到|乙|的会见,拜会了丙: whoever was received goes on, not the host
            let passive = ["受到", "得到"]
                .iter()
                .filter_map(|w| self.text[whole.start..until].find(w));
            let until = passive.map(|i| whole.start + i).min().unwrap_or(until);
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
}
