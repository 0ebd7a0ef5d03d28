//! What is only wished for: 希望, 愿, 欢迎 before a verb, in its clause or an earlier one.

use super::View;
use crate::lexicon::{Class, Word};
use crate::mention::Kind;
use crate::parse::Mark;
use crate::record::Type;
use crate::span::Span;

impl<'a> View<'a> {
    /// The word of hope the trigger stands under, if it does: in its clause, or in an earlier one
    /// with no new subject between.
    pub(super) fn hope(&self, clause: usize, trigger: Span) -> Option<&'a str> {
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
            if let Some(w) = p.words_in(p.clauses[c], Class::Hope).find(|w| {
                (STRONG.contains(&w.span.of(self.text)) || self.invites(w, c, trigger))
                    && !quoted(&self.text[w.span.end..trigger.start])
                    && !self.is_received(w, c)
            }) {
                return Some(w.span.of(self.text));
            }
        }
        None
    }

    /// Whether a welcome is to somebody with a name, and to no later trip: 欢迎|州长甲率团来访, not 欢迎甲早日再来.
    pub(super) fn guest_welcomed(&self, clause: usize, trigger: Span) -> bool {
        let p = self.parsed;
        let start = p.clauses[clause].start;
        let Some(at) = self.text[start..trigger.start].rfind("欢迎") else {
            return false;
        };
        let from = start + at + "欢迎".len();
        let between = &self.text[from..trigger.start];
        const LATER: [&str; 16] = [
            "早日",
            "适时",
            "有机会",
            "方便",
            "常",
            "多",
            "今后",
            "下次",
            "明年",
            "继续",
            "更",
            "随时",
            "再来",
            "各界",
            "各位",
            "将来",
        ];
        let again = between.contains("再") && !between.contains("率");
        !again
            && !LATER.iter().any(|w| between.contains(w))
            && p.groups.iter().any(|g| {
                g.span.start >= from
                    && g.span.end <= trigger.start
                    && g.span.start <= from + 6
                    && self.has(g, &[Kind::Person])
            })
    }

    /// The word that says that what was planned came to nothing: 原定……访问甲地的行程已经|取消|.
    pub(super) fn undone(&self, trigger: Span) -> Option<&'a str> {
        let p = self.parsed;
        let rest = Span::new(trigger.end, p.span.end);
        let word = p.words_in(rest, Class::Undone).next()?;
        let before = &self.text[p.span.start..trigger.start];
        const MEANT: [&str; 7] = ["原定", "原计划", "原拟", "原本", "本应", "本来", "计划"];
        let meant = MEANT.iter().any(|w| before.contains(w));
        meant.then(|| word.span.of(self.text))
    }

    /// Whether a word of hope cannot reach the trigger: it ends in a noun before it (支持……的A).
    fn spent(&self, w: &Word, trigger: Span) -> bool {
        let word = w.span.of(self.text);
        let between = &self.text[w.span.end..trigger.start];
        if quoted(between) {
            return true;
        }
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
        // 对乙市长期以来的大力支持|表示感谢: support that was given
        let clause = self.parsed.clauses[self.parsed.clause_at(w.span.start)];
        let lead = &self.text[clause.start.min(w.span.start)..w.span.start];
        let given = ["的", "大力", "关心", "关爱", "帮助", "、"];
        if word == "支持" && lead.contains('对') && given.iter().any(|g| lead.ends_with(g)) {
            return true;
        }
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

    /// Whether whoever is invited is asked to what the next clauses tell: 邀请甲市以及乙市,|共同参加. 应甲邀请 is over.
    fn invites(&self, w: &Word, clause: usize, trigger: Span) -> bool {
        let p = self.parsed;
        let whole = p.clauses[clause];
        let lead = &self.text[whole.start..w.span.start];
        let rest = &self.text[w.span.end..whole.end.max(w.span.end)];
        let asked = p
            .groups
            .iter()
            .any(|g| g.clause == clause && g.span.start >= w.span.end && g.mark != Mark::Invite);
        // a name acts in between, or what was done is told: 邀请甲来访,乙会见了
        let next = p.clauses.get(clause + 1).is_some_and(|n| n.covers(trigger));
        let done = trigger.of(self.text).ends_with(['了', '过']);
        w.span.of(self.text).ends_with("邀请")
            && !lead.contains(['应', '受', '获'])
            && !rest.starts_with(['了', '的'])
            && asked
            && next
            && !done
    }

    /// Whether a welcome was given, not a visit wished for: 受到热烈欢迎, 对……表示欢迎.
    fn is_received(&self, w: &Word, clause: usize) -> bool {
        let end = self.parsed.clauses[clause].end;
        let rest = self.text[w.span.end..end.max(w.span.end)].trim();
        let closes = rest.is_empty() || ["和", "与", "及"].iter().any(|j| rest.starts_with(j));
        w.span.of(self.text) == "欢迎" && closes
    }

    /// Whether what is hoped for rests on the act as done: 愿以|签署协议|为契机, 希望|签署的《……协议》|得到落实.
    pub(super) fn is_presupposed(
        &self,
        makes: Type,
        clause: usize,
        trigger: Span,
        hope: &str,
    ) -> bool {
        if !matches!(makes, Type::Tie | Type::Agreement) {
            return false;
        }
        let whole = self.parsed.clauses[clause];
        let left = &self.text[whole.start..trigger.start];
        let right = &self.text[trigger.end..whole.end.max(trigger.end)];
        let from = left.rfind(hope).map_or(left, |at| &left[at + hope.len()..]);
        // 以此次签约为契机 only points back; a document that is named, or a relation, is told
        let named = makes == Type::Tie || DOCUMENTS.iter().any(|w| right.contains(w));
        // 甲以及乙: no occasion
        let by = from.replace("以及", "").contains('以');
        let occasion = by && named && OCCASIONS.iter().any(|w| right.contains(w));
        let carried_out =
            right.starts_with("的《") && CARRIED_OUT.iter().any(|w| right.contains(w));
        // 深化甲与乙友好省州关系: only what there is can be deepened
        let deepened = makes == Type::Tie
            && trigger.of(self.text).ends_with("关系")
            && DEEPENED.iter().any(|w| from.contains(w))
            && !from.contains("建立");
        occasion || carried_out || deepened
    }
}

/// What an act that is done is taken as.
const OCCASIONS: [&str; 7] = [
    "为契机",
    "为新契机",
    "为新的契机",
    "为起点",
    "为新起点",
    "为新的起点",
    "为开端",
];

/// What is done to a relation that there is.
const DEEPENED: [&str; 8] = [
    "深化", "巩固", "加深", "维护", "增进", "提升", "拓展", "珍视",
];

/// What is signed.
const DOCUMENTS: [&str; 5] = ["协议", "协定", "备忘录", "意向书", "合同"];

/// What happens to a document that is signed.
const CARRIED_OUT: [&str; 5] = ["落实", "实施", "执行", "履行", "推进"];

/// Whether what stands before a stretch is in a quotation or title that closes within it: 围绕“推动……”|发言.
fn quoted(rest: &str) -> bool {
    let marks = [('“', '”'), ('《', '》')];
    marks.iter().any(|&(open, close)| {
        let first = rest.find([open, close]);
        first.is_some_and(|i| rest[i..].starts_with(close))
    })
}
