//! Promises: a specific act, body, frequency or date, agreed by the parties and still to come.
//!
//! What counts as specific is told by `rules/commitment/words.toml`. One record a clause that is
//! specific by itself: 双方商定,明年互派教师,后年合办画展 gives two.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Draft, Fill, relation};
use crate::engine::Match;
use crate::mention::{DateRange, Kind};
use crate::reader::Reader;
use crate::span::Span;
use crate::words::List;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "notes are for the reader of the file")]
struct Section {
    note: String,
    words: String,
}

/// The lists of `rules/commitment/words.toml`, by section.
struct Lists(FxHashMap<String, List>);

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let file: HashMap<String, Section> =
        toml::from_str(include_str!("../../rules/commitment/words.toml"))
            .expect("checked by the tests");
    let words = |s: &str| s.split_whitespace().map(str::to_owned).collect::<List>();
    Lists(
        file.iter()
            .map(|(k, s)| (k.clone(), words(&s.words)))
            .collect(),
    )
});

impl Lists {
    /// Whether a stretch holds a word of a section.
    fn any(&self, section: &str, text: &str) -> bool {
        self.0[section].held_in(text)
    }

    /// Whether a stretch ends with a word of a section.
    fn ends(&self, section: &str, text: &str) -> bool {
        self.0[section].ends(text).is_some()
    }
}

/// Builds commitments: who binds themselves, to what, by when.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let p = &reader.parsed[m.sentence];
    let text = reader.text();
    let dated = m.rule.set.contains_key("dated");
    let word = m.trigger.of(text);
    let lead = &text[p.span.start..m.trigger.start];
    let habit = matches!(word, "每年" | "定期");
    let founded = || {
        let before = m
            .sentence
            .checked_sub(1)
            .map_or("", |i| reader.parsed[i].span.of(text));
        LISTS.any("founded", p.span.of(text))
            || ["协议", "商定", "约定"].iter().any(|w| before.contains(w))
    };
    if habit && !founded() {
        return Err("一向的做法，不是说好的事".into());
    }
    if reader.document.in_headline(p.span) && text[p.span.end..].contains(word) {
        return Err("标题：正文里再说".into());
    }
    let by = parties(reader, m)?;
    // 将 itself is dropped; 与甲市, 于明年, 每年 belong to what is promised
    let from = match dated {
        true if word.starts_with('将') => m.trigger.start + '将'.len_utf8(),
        true if !word.ends_with('将') => m.trigger.start,
        _ => m.trigger.end,
    };
    let mut drafts = Vec::new();
    for (s, clause) in stretches(reader, m, from) {
        let told = clause
            .of(text)
            .trim_start_matches([',', '，', ':', '：', ' ', '、']);
        let item = told.trim_start_matches(|c: char| c.is_ascii_digit());
        let item = item
            .strip_prefix(['.', '、', '．'])
            .filter(|_| item.len() < told.len());
        let told = item
            .unwrap_or(told)
            .trim_start_matches("并")
            .trim_end_matches(['。', '；', ';', '!', '！', '”']);
        let head = if s == m.sentence { lead } else { "" };
        let due = due(reader, s, clause, head);
        if !specific(told, dated, due.is_some() || LISTS.any("when", head)) {
            continue;
        }
        // 论坛将于28日举行: the page announces it; 将在论坛上讲话: where somebody will be
        let lone = LISTS.ends("announced", told) && !LISTS.any("frequent", told);
        if lone && (dated || told.contains("仪式")) || dated && LISTS.any("itinerary", told) {
            continue;
        }
        // 今年7月 in a page of September is no promise
        if due
            .zip(reader.published)
            .is_some_and(|(d, now)| earlier(d, now))
            && !LISTS.any("frequent", told)
        {
            continue;
        }
        let mut d = Draft::new(m, p);
        d.attributes.remove("dated");
        if s != m.sentence {
            d.spans.push(reader.parsed[s].span);
        }
        let with = partner(reader, s, clause);
        let main = drafts.is_empty();
        d.fill(
            "by",
            match with {
                Some(f) if !main => by.iter().take(1).cloned().chain([f]).collect::<Vec<_>>(),
                Some(f) => by.iter().cloned().chain([f]).collect(),
                None => by.clone(),
            },
        );
        let promised = told.trim_start_matches("将");
        d.set("content", Some(crate::mention::squeeze(promised)));
        d.set("due", due.and_then(|r| r.end.unwrap_or(r.start).iso()));
        d.trust *= 0.8;
        drafts.push(d);
    }
    if drafts.is_empty() {
        return Err("没有具体的事、机构、频次或日期".into());
    }
    Ok(drafts)
}

/// Whether a clause promises something specific.
fn specific(clause: &str, dated: bool, timed: bool) -> bool {
    let when = timed || LISTS.any("when", clause);
    let frequent = LISTS.any("frequent", clause);
    // 举办《……》摄影展: told by its name
    let titled =
        clause.contains(['《', '“']) && ["举办", "合办", "互办"].iter().any(|w| clause.contains(w));
    let standing = LISTS.any("standing", clause) || titled && !dated;
    clause.chars().count() >= 6
        && !clause.ends_with('的')
        && LISTS.any("concrete", clause)
        && !LISTS.any("past", clause)
        && (when || frequent || standing && !(dated && clause.chars().count() < 8))
        && (when && !clause.contains("等领域") || !LISTS.any("vague", clause))
}

/// The clauses what was agreed on is told in: to the end of the sentence, and on through sentences
/// parted by semicolons only.
fn stretches(reader: &Reader<'_, '_>, m: &Match<'_>, from: usize) -> Vec<(usize, Span)> {
    let text = reader.text();
    let mut out = Vec::new();
    for (k, p) in reader.parsed.iter().enumerate().skip(m.sentence).take(4) {
        for c in p.clauses.iter().filter(|c| c.end > from) {
            out.push((k, Span::new(c.start.max(from), c.end)));
        }
        // 协议明确:1.……。|2.……: items told one by one
        let next = reader.parsed.get(k + 1).map_or("", |q| q.span.of(text));
        let item = next.trim_start_matches(|c: char| c.is_ascii_digit());
        let item = item.len() < next.len() && item.starts_with(['.', '、', '．']);
        if !p.span.of(text).ends_with(['；', ';']) && !item {
            break;
        }
    }
    out
}

/// The date a clause is due: its own, else one that leads the sentence (明年,两市将……).
fn due(reader: &Reader<'_, '_>, s: usize, clause: Span, lead: &str) -> Option<DateRange> {
    let p = &reader.parsed[s];
    let dates = p.dates.iter().map(|&i| &reader.mentions[i]);
    let own = dates.clone().find(|d| clause.covers(d.span));
    let leads = || {
        let close = |d: &&crate::mention::Mention| {
            d.span.end <= clause.start && d.span.start >= p.span.start
        };
        dates.clone().rfind(close).filter(|d| {
            let comes = d
                .date
                .zip(reader.published)
                .is_some_and(|(d, n)| later(d, n));
            lead.chars().count() <= 40 && (LISTS.any("when", lead) || comes)
        })
    };
    // 2016年|将启动: a date right before the word
    let right_before = || {
        let near = |d: &&crate::mention::Mention| {
            d.span.end <= clause.start && clause.start - d.span.end <= 12
        };
        dates
            .clone()
            .rfind(near)
            .filter(|_| lead.ends_with(['年', '月', '日', '起', '底', '前']))
    };
    own.or_else(right_before)
        .or_else(leads)
        .and_then(|d| d.date)
}

/// Whether a date is yet to come when the page comes out.
fn later(due: DateRange, now: crate::mention::Date) -> bool {
    let key = |d: crate::mention::Date| Some((d.year?, d.month?));
    key(due.start).zip(key(now)).is_some_and(|(d, n)| d > n)
}

/// Whether a date is past when the page came out.
fn earlier(due: DateRange, now: crate::mention::Date) -> bool {
    let end = due.end.unwrap_or(due.start);
    match (end.year, now.year) {
        (Some(y), Some(n)) if y != n => y < n,
        (Some(_), Some(_)) => end.month.zip(now.month).is_some_and(|(a, b)| a < b),
        _ => false,
    }
}

/// 与加州继续实施…: whom a clause of its own is shared with.
fn partner(reader: &Reader<'_, '_>, s: usize, clause: Span) -> Option<Fill> {
    let lead = clause
        .of(reader.text())
        .trim_start_matches([',', '，', ' ', '并']);
    let g = reader.parsed[s]
        .groups
        .iter()
        .find(|g| clause.covers(g.span))?;
    let begins = lead.starts_with(['与', '同', '和']);
    let place = &reader.mentions[g.members[0]];
    (begins && place.kind == Kind::Place && !reader.mention_is_country(place))
        .then(|| Fill::place(place))
}

/// Who binds themselves: subject and other side, the regions of officers; else the two sides last named.
fn parties(reader: &Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Fill>, String> {
    let text = reader.text();
    let mut by: Vec<Fill> = Vec::new();
    for i in m.fillers("by").into_iter().chain(m.fillers("other")) {
        for f in reader.resolve(i, m.sentence) {
            let outlet = f.mention.as_deref().is_some_and(|x| reader.is_outlet(x));
            if outlet || dateline(text, &f) {
                continue;
            }
            match f.mention.as_ref().map(|x| x.kind) {
                Some(Kind::Person | Kind::Delegation) => by.extend(reader.region_of(&f)),
                // 甲省委组织部和乙省委组织部: the provinces bind themselves
                Some(Kind::Body) if relation::ends("of_region", &f.name) => {
                    by.extend(reader.region_of(&f).or(Some(f)));
                }
                _ => by.push(f),
            }
        }
    }
    let pointed = pointed(reader, m);
    if let Some(f) = pointed.filter(|f| !by.iter().any(|o| o.name == f.name)) {
        by.insert(0, f);
    }
    // 会谈后双方商定: the word itself says that there are two
    let two = m.trigger.of(text).starts_with(['双', '两'])
        || text[..m.trigger.start]
            .trim_end_matches(['还', '也', '一', '致', '共', '同'])
            .ends_with("双方");
    // 甲省副省长与乙市市长会谈后宣布,航线将于……首航: those who met
    let lead = &text[reader.parsed[m.sentence].span.start..m.trigger.start];
    let met = by.len() < 2
        && ["会谈", "会见", "会晤", "座谈", "磋商"]
            .iter()
            .any(|w| lead.contains(w));
    let sides = match met {
        true => reader.sides_named(m.sentence, m.trigger.start),
        false => Vec::new(),
    };
    if sides.len() == 2 {
        by = sides;
    }
    if by.is_empty() || (two && by.len() < 2) {
        let pair = reader.pair_before(m.sentence);
        if pair.len() > by.len() {
            by = pair;
        }
    }
    // 备忘录规定,由甲市和乙市轮流承办: the two the sentence names
    if by.is_empty() {
        let sides = reader.sides_named(m.sentence, reader.parsed[m.sentence].span.end);
        by = Some(sides).filter(|s| s.len() == 2).unwrap_or_default();
    }
    if by.is_empty()
        || by
            .iter()
            .all(|f| reader.is_country(f) || reader.is_continent(f))
    {
        return Err("看不出谁作的承诺".into());
    }
    // 选取确定两所学校为试点: what one side decides for itself
    if m.trigger.of(text) == "确定" && by.len() == 1 {
        return Err("是一方自己的决定".into());
    }
    let external = || LISTS.any("external", reader.parsed[m.sentence].span.of(text));
    if by.len() == 1 && !reader.names_another(m.sentence, &by[0]) && !external() {
        return Err("看不出与外地有关".into());
    }
    Ok(by)
}

/// 该边疆区政府: the last place named that is of this level.
fn pointed(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Fill> {
    const LEVELS: [&str; 9] = [
        "边疆区",
        "自治州",
        "自治区",
        "大区",
        "州",
        "省",
        "市",
        "县",
        "郡",
    ];
    let text = reader.text();
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let lead = &text[clause.start..m.trigger.start];
    let at = lead.find('该')?;
    let rest = &lead[at + '该'.len_utf8()..];
    let level = LEVELS.iter().find(|l| rest.starts_with(**l))?;
    let before = reader
        .mentions
        .iter()
        .rev()
        .filter(|x| x.span.start < clause.start + at);
    let places = before
        .flat_map(|x| std::iter::once(x).chain(x.of.as_ref().and_then(|o| o.place.as_deref())));
    places
        .filter(|x| x.kind == Kind::Place)
        .find(|x| x.name.ends_with(level))
        .map(Fill::place)
}

/// 通讯社甲市1月1日电: where a report was filed promises nothing.
fn dateline(text: &str, f: &Fill) -> bool {
    let Some(m) = f.mention.as_deref().filter(|m| m.kind == Kind::Place) else {
        return false;
    };
    let rest: String = text[m.span.end..].chars().take(10).collect();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日上下午".contains(c));
    ["电", "讯", "消息"].iter().any(|w| rest.starts_with(w))
}

#[cfg(test)]
mod tests {
    use crate::{Rules, Type};

    fn contents(text: &str) -> Vec<String> {
        let page = jiehao_text::read(text.as_bytes(), &jiehao_text::Hint::default());
        let read = crate::extract(&page, Rules::built_in()).records;
        let promises = read.into_iter().filter(|r| r.kind == Type::Commitment);
        promises.map(|r| r.attributes["content"].clone()).collect()
    }

    #[test]
    fn each_specific_clause_is_a_promise() {
        let read = contents(
            "山东省日照市与韩国平泽市商定：2035年秋天起互派中学教师；2036年在日照市合办渔业展。",
        );
        assert_eq!(
            read,
            ["2035年秋天起互派中学教师", "2036年在日照市合办渔业展"]
        );
    }

    #[test]
    fn items_of_an_agreement_are_promises() {
        let read = contents(
            "山东省日照市与韩国平泽市签署协议。协议明确：1.两市成立渔业合作工作组。2.互派中学教师。",
        );
        assert_eq!(read, ["两市成立渔业合作工作组", "互派中学教师"]);
    }

    #[test]
    fn wishes_and_habits_are_none() {
        assert!(
            contents("山东省日照市与韩国平泽市将进一步加强合作，推动更多项目落地。").is_empty()
        );
        assert!(contents("山东省日照市每年举办海洋节。").is_empty());
    }
}
