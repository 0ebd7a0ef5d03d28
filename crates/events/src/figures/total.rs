//! Which numbers are no totals: ordinals, parts of names, one or two, who came to an event.

use super::{Figure, Figures, Number, holds};
use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;

impl Figures {
    /// Whether a number is an ordinal, part of a name, too small to be a total, or counts those
    /// who came to an event.
    pub(super) fn is_no_total(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        n: &Number,
        follows: bool,
    ) -> Option<&'static str> {
        let text = reader.text();
        let before = text[n.clause.start.min(n.span.start)..n.span.start].trim_end();
        // 第十|三个: the ordinal begins on the line before
        let wrapped = before.is_empty()
            && ["第", "第十", "第二十"]
                .iter()
                .any(|w| text[..n.span.start].trim_end().ends_with(w));
        let clause = n.clause.of(text);
        let i = reader
            .mentions
            .partition_point(|m| m.span.end <= n.span.start);
        let named = reader
            .mentions
            .get(i)
            .filter(|m| m.span.start <= n.span.start && m.kind != Kind::Delegation)
            // 签署了|246份国际协议: documents are counted as well
            .is_some_and(|m| match m.kind {
                Kind::Document => m.span.start < n.span.start,
                // 巩固|11个学校: what has a number of its own is no body
                Kind::Body => !f.nouns.iter().any(|w| m.name.ends_with(w.as_str())),
                // 举办|30多场对外交流活动: so many of them, and no name
                Kind::Event => m.span.start < n.span.start,
                _ => true,
            });
        let ordinal = self
            .words
            .ordinal
            .iter()
            .any(|w| unlisted(before).ends_with(w.as_str()));
        let each = before.contains("各有");
        let told = n.span.of(text);
        if as_many_as_can_be(told, before) {
            return Some("是说多，不是数");
        }
        // 二十五|人组成的代表团: how large a team was
        let rest = text[n.span.end..].trim_start_matches(['余', '多', '位', '名']);
        if rest.starts_with("人组成") || rest.starts_with("组成的") {
            return Some("是团里有几个人");
        }
        // 甲省|将帮助|乙省脱贫,培训人员2万人: what is still to come goes on over its clause
        let lead = &text[reader.parsed[s].span.start..n.span.start];
        let mut aims = self.words.aims.iter();
        if aims.any(|w| w.starts_with('将') && lead.contains(w.as_str())) {
            return Some("是以后的数字");
        }
        if sums_up(reader, s, n) {
            return Some("数的是前面列出的几个");
        }
        let small = match told {
            "一" | "两" | "二" | "1" => f.least >= 3,
            _ => f.least >= 10 && !told.is_ascii() && told.chars().count() == 1,
        };
        let few = small && !told.starts_with(['十', '百', '千']) && !each;
        let present = holds(&self.words.attendance, clause)
            || (clause.contains("来自") && !holds(&self.words.hosting, clause));
        // 30个国家的43个代表团,共300人|齐聚甲市: whoever is counted and then turns up
        let next = reader.parsed[s]
            .clauses
            .get(reader.parsed[s].clause_at(n.span.start) + 1);
        let turn_up = next.is_some_and(|c| holds(&self.words.attendance, c.of(text)));
        let present = present || turn_up && !holds(&self.words.standing, clause);
        // 其中 before a number tells a part of a total: of what came to an event, unless the total was read
        let from = s.saturating_sub(1);
        let from = reader.parsed[from].span.start.min(n.clause.start);
        let lead = before.trim_start_matches([' ', ',', '，']);
        let part = (before.contains("其中") || lead == "包括" || lead == "包含")
            && !follows
            && holds(&self.words.attendance, &text[from..n.clause.end])
            && !reader
                .drafts
                .iter()
                .rev()
                .any(|d| d.kind == Type::Statistic && d.sentence + 1 >= s);
        // 30户以上的社区: how many one of them must have
        let unit = f.units.begins(text[n.span.end..].trim_start_matches(' '));
        let rest = unit.map_or("", |u| {
            text[n.span.end..]
                .trim_start_matches(' ')
                .get(f.units[u].len()..)
                .unwrap_or("")
        });
        let threshold = ["以上的", "以下的", "以内的"];
        let threshold = threshold.iter().any(|w| rest.starts_with(w));
        let reasons = [
            (threshold, "说的是界限"),
            (named, "数字是名称的一部分"),
            (
                ordinal || wrapped || before.ends_with(|c: char| c.is_ascii_digit()),
                "是次序，或是别的数",
            ),
            (few, "一两个，不是总数"),
            (part, "是没有读到的总数的一部分"),
            (present && !f.marks_money(), "是某次活动到场的"),
            (holds(&f.not, clause), "小句里有这一类不许有的词"),
            (holds(&self.words.aims, clause), "说的是目标"),
            (
                f.summed && !holds(&self.words.totals, reader.parsed[s].span.of(text)),
                "没有说是一段时间的总数",
            ),
            (
                !f.clause.is_empty() && !holds(&f.clause, clause),
                "小句里没有这一类要有的词",
            ),
        ];
        reasons.into_iter().find(|r| r.0).map(|r| r.1)
    }
}

/// 13国22城: a unit that is what is counted, and no part of a longer word (35国元首, 22城区).
pub(super) fn alone(text: &str, n: &Number, end: usize) -> bool {
    let next = text[end..].chars().next().unwrap_or('。');
    let chinese = ('\u{4e00}'..='\u{9fff}').contains(&next);
    let told = n.span.of(text);
    let figures = told.starts_with(|c: char| c.is_ascii_digit()) || told.chars().count() > 1;
    figures && (!chinese || "的和与及缔结建签开".contains(next))
}

/// What stands before a number that goes on with a list of numbers: 第|131、132|对.
fn unlisted(before: &str) -> &str {
    let head = before.strip_suffix(['、', '和', '及', '-', '—', '至']);
    let rest = head.map(|h| h.trim_end_matches(|c: char| c.is_ascii_digit()));
    match (head, rest) {
        (Some(h), Some(r)) if r.len() < h.len() => unlisted(r),
        _ => before,
    }
}

/// Whether a number only stands for very many: 百城千企对接, 百名侨领走进甲市.
fn as_many_as_can_be(told: &str, before: &str) -> bool {
    let nearly = [
        '近', '上', '逾', '超', '过', '达', '数', '约', '到', '了', '几', '有', '成',
    ];
    matches!(told, "百" | "千" | "万") && !before.ends_with(nearly)
}

/// Whether a number only says how many were listed before it: 甲市、乙市、丙市|三|座城市.
fn sums_up(reader: &Reader<'_, '_>, s: usize, n: &Number) -> bool {
    let listed = |g: &crate::parse::Group| {
        let between = reader.text().get(g.span.end..n.span.start);
        let places = g
            .members
            .iter()
            .all(|&i| reader.mentions[i].kind == Kind::Place);
        places && between.is_some_and(|b| b.trim().is_empty() || b.trim() == "等")
    };
    let told = crate::number::read(n.span.of(reader.text()));
    // the list may be cut where 和 joins its last
    let p = &reader.parsed[s];
    let Some(last) = p.groups.iter().rposition(listed) else {
        return false;
    };
    let mut count = p.groups[last].members.len();
    let mut at = last;
    while p.groups[at].joined && at > 0 {
        at -= 1;
        count += p.groups[at].members.len();
    }
    count >= 2 && told == Some(count as f64)
}
