//! Names of forums, fairs, celebrations: known by their ending, read back to where they begin.
//!
//! Unlike the names of bodies they hold verbs (甲—乙缔结友城关系20周年庆祝活动), lists of places
//! (甲省、乙省合作座谈会), quotations and other events (甲论坛暨乙洽谈会).

mod loose;
mod sides;

use super::ending::{name_of, ordinal, pointed, quoted};
use super::{Kind, Mention, Scan};
use crate::lexicon::{Class, Word};
use crate::span::Span;

pub use loose::find as loose;
pub use sides::{bare_talks, no_more_than_talks};

/// Characters a name may have before its ending.
const MOST: usize = 48;

/// Takes the event that ends in `end`, if it is one; of some endings only what has a name of its own.
pub fn take(scan: &mut Scan<'_>, end: Span, named: bool) {
    // 在南京|举行|座谈会: the verb in front is no part of the ending
    let verb = ["举行", "召开", "举办"]
        .iter()
        .find(|v| end.of(scan.text).starts_with(**v) && end.len() > v.len());
    let end = Span::new(end.start + verb.map_or(0, |v| v.len()), end.end);
    // 商品展|览会, 图片展|销会: a longer ending that another begins
    let longer = ["览会", "销会", "示会", "洽会"];
    let longer = longer
        .iter()
        .find(|w| scan.text[end.end..].starts_with(**w));
    let longer = longer.filter(|_| end.of(scan.text).ends_with('展'));
    let end = Span::new(end.start, end.end + longer.map_or(0, |w| w.len()));
    let after = &scan.text[end.end..];
    let begins = |list: &str| scan.lexicon.list(list).begins(after).is_some();
    let show = end.of(scan.text).ends_with('展');
    // 合作会|谈, 大会|堂, 成果展|示
    if !after.starts_with("会场") && begins("event_after") || show && begins("event_after_show") {
        return;
    }
    let start = begin(scan, end.start);
    let start = led(scan, start, end.start);
    let mut m = name_of(scan, Kind::Event, start, end.end);
    if !m.span.covers(end) {
        return;
    }
    let before = m
        .name
        .chars()
        .count()
        .saturating_sub(end.of(scan.text).chars().count());
    // codebook 5: a signing ceremony named after its document is no conference
    let signing = scan.lexicon.ends("event_signing", &m.name)
        && !m.name.contains("论坛")
        && !beside_signing(scan, &m.name);
    // 两市结好30周年庆祝活动 is a name, 两市座谈会 none
    let anniversary = m.name.contains("周年");
    // 论坛全体会议, 会晤开幕式: a part of what was named before
    let rest = &m.name[..m.name.len().saturating_sub(end.of(scan.text).len())];
    let first = m.parts.first().filter(|p| p.span.start == m.span.start);
    let quoted = scan.text[..m.span.start].ends_with('“');
    // 甲乙签约仪式|暨洽谈会: beside it, no part of it
    let beside = |p: &Mention| scan.text[p.span.end..].starts_with('暨');
    let part =
        rest == "会晤" || first.is_some_and(|p| p.kind == Kind::Event && p.alias && !beside(p));
    // 广交会, 东博会: a name by itself
    let proper = scan.lexicon.list("event_proper").contains(&m.name);
    let short = before < 2 && !proper;
    let talks = sides::held_by_two(scan, m.span, &m.name);
    m.alias =
        !anniversary && !talks && (short || part || !quoted && pointed(scan, m.span).is_some())
            || m.name.ends_with("盛会")
            || counted(&m.name)
            || signing
            || !anniversary && with_guests(scan, &m)
            || opening_only(scan, &m.name);
    let words = m.span.of(scan.text);
    // “世界市长对话·某市”活动: its name is what is quoted
    let inner = words.strip_suffix("”活动").and_then(|w| w.split_once('“'));
    if let Some((_, inner)) = inner {
        m.name = super::squeeze(&inner.replace(['“', '”'], ""));
        m.alias = false;
    } else if words.starts_with('“') {
        m.name = m.name.replace(['“', '”'], "");
    }
    if named && m.alias {
        return;
    }
    scan.take(m);
}

/// 甲乙合作座谈会暨|签约仪式: something was held besides.
fn beside_signing(scan: &Scan<'_>, name: &str) -> bool {
    let list = scan.lexicon.list("event_signing");
    let rest = list
        .ends(name)
        .and_then(|i| name.strip_suffix(list[i].as_str()));
    let besides = rest.and_then(|r| r.strip_suffix(['暨', '及']));
    besides.is_some_and(|b| scan.lexicon.ends("event_sort", b) || b.ends_with("座谈"))
}

/// 活动开幕式, 大会闭幕式: a part of what was named before.
fn opening_only(scan: &Scan<'_>, name: &str) -> bool {
    let any = scan.lexicon.list("event_any");
    let last = any.ends(name).map(|i| &name[..name.len() - any[i].len()]);
    last.is_some_and(|rest| !rest.is_empty() && any.iter().any(|w| w == rest))
}

/// 召开与|甲市座谈会: who came, not what it is called.
fn with_guests(scan: &Scan<'_>, m: &Mention) -> bool {
    let joined = scan.text[..m.span.start].ends_with(['与', '同', '和']);
    let verb = m.span.start.checked_sub('与'.len_utf8() + 1);
    let held = verb.and_then(|b| scan.word(b)).is_some_and(|w| {
        matches!(
            w.span.of(scan.text),
            "召开" | "举行" | "举办" | "召开了" | "举行了" | "举办了"
        )
    });
    let places = m.parts.iter().filter(|p| p.kind == Kind::Place).count();
    joined && held && places == 1
}

/// 3届论坛: a number of them, none by name.
fn counted(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十百两几多余".contains(c)
    });
    rest.len() < name.len() && rest.starts_with(['届', '场', '次', '项']) || name.starts_with('届')
}

/// Where a name that runs up to `from` begins.
fn begin(scan: &Scan<'_>, from: usize) -> usize {
    if let Some(open) = quoted(scan, from, MOST) {
        return open;
    }
    // 甲市开展友城工作40周年|大会: what the years are counted from is told with a verb, and whose it is before it
    if scan.text[..from].ends_with("周年") {
        let start = run(scan, from, true);
        let after = ["纪念", "庆祝"]
            .iter()
            .find(|w| scan.text[start..].starts_with(**w));
        let first = start + after.map_or(0, |w| w.len());
        if scan.mention(first).is_some_and(|m| m.kind == Kind::Place) {
            return start;
        }
    }
    run(scan, from, false)
}

/// Back over what a name may hold; across other verbs too where something vouches for it.
fn run(scan: &Scan<'_>, from: usize, verbs: bool) -> usize {
    let mut at = from;
    let mut count = 0;
    let held = |at: usize| {
        ["举行", "召开", "举办"]
            .iter()
            .any(|v| scan.text[..at].ends_with(v))
    };
    if held(from) {
        return from;
    }
    while let Some(c) = scan.before(at) {
        let last = at - c.len_utf8();
        if count >= MOST {
            break;
        }
        count += 1;
        // “……”推介会, 《……》首发式, 甲市(乙县)……洽谈会: what is bracketed belongs to the name
        let pair = match c {
            '”' => Some(('“', 40)),
            '》' => Some(('《', 60)),
            ')' => Some(('(', 14)),
            '）' => Some(('（', 14)),
            _ => None,
        };
        if let Some((open, most)) = pair {
            match opened(scan.text, last, open, most) {
                Some(o) if !matches!(c, ')' | '）') || within_name(scan, o, last) => {
                    at = o;
                    continue;
                }
                _ => break,
            }
        }
        if let Some(m) = scan.mention(last) {
            let whole = m.span.end == at;
            // 甲论坛|全体大会, 乙大会|开幕会议
            let part = ["全体", "开幕会议"];
            let part = part.iter().any(|w| scan.text[from..].starts_with(w));
            let joint = m.kind == Kind::Event && whole && (at < from || part);
            if m.kind == Kind::Place || joint {
                at = m.span.start;
                continue;
            }
            // 2035年|全球市长论坛: a bare year right before it is of the name
            // 于|2025年互办文化周: when, and no part of the name
            let when = scan.text[..m.span.start].ends_with('于');
            let year = m.kind == Kind::Date && whole && bare_year(scan, m.span);
            // 某某亚洲论坛|2035年|年会
            if year && at == from && follows_event(scan, m.span.start) {
                at = m.span.start;
                continue;
            }
            let year = year && at < from;
            let year = year && !when;
            if year && scan.text[at..from].chars().count() >= 2 {
                at = m.span.start;
                // “……”暨|2035年座谈会
                if scan.text[..at].ends_with('暨') {
                    at -= '暨'.len_utf8();
                    continue;
                }
            }
            break;
        }
        if c == '、' && between_places(scan, last, at) {
            at = last;
            continue;
        }
        if !Scan::name_char(c) {
            break;
        }
        if let Some(w) = scan.word(last)
            && !passes(scan, w, last, at)
            && !(verbs && tells(scan, w))
        {
            break;
        }
        at = last;
    }
    // 世界某会|第四十一|届大会: a number that stopped it, and what stands before
    let numbered = |from: usize| {
        let mark = scan.text[from..].starts_with(['届', '次', '轮']);
        let found = ordinal(scan, if mark { from + '届'.len_utf8() } else { from });
        if found < from { found } else { from }
    };
    let number = numbered(at);
    match number < at && scan.text[number..].starts_with('第') && number > 0 {
        true => ordinal(scan, further(scan, number)),
        false => number,
    }
}

/// Back from a number over a few characters that are plainly part of the name: 世界客属|第41届.
fn further(scan: &Scan<'_>, from: usize) -> usize {
    let before: String = scan.text[..from].chars().rev().take(12).collect();
    let before: String = before.chars().rev().collect();
    let own = scan.lexicon.list("event_own").iter();
    let found = own.filter_map(|w| before.rfind(w.as_str())).min();
    let Some(i) = found else { return from };
    let start = from - (before.len() - i);
    let plain = scan.text[start..from]
        .chars()
        .all(|c| Scan::name_char(c) && !"的在了于".contains(c));
    let free = scan.free_of_others(Span::new(start, from));
    if plain && free { start } else { from }
}

/// Whether a date is a year and no more: 2035年, 2035年度.
fn bare_year(scan: &Scan<'_>, date: Span) -> bool {
    let digits = date.of(scan.text).trim_end_matches('度').strip_suffix('年');
    digits.is_some_and(|d| d.len() == 4 && d.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether an event's name ends at a byte.
fn follows_event(scan: &Scan<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|b| scan.mention(b));
    before.is_some_and(|m| m.kind == Kind::Event && m.span.end == at)
}

/// Whether a parenthesis belongs to the name it stands in: 中国(云南)—缅甸论坛, not 电(记者甲)论坛.
fn within_name(scan: &Scan<'_>, open: usize, close: usize) -> bool {
    let inner = &scan.text[open..close];
    let word = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '”';
    scan.before(open).is_some_and(word)
        && !["记者", "通讯员", "编辑", "以下", "简称", "下称"]
            .iter()
            .any(|w| inner.contains(w))
}

/// Where a bracket that closes at `close` opens, within so many characters of one sentence.
fn opened(text: &str, close: usize, open: char, most: usize) -> Option<usize> {
    text[..close]
        .char_indices()
        .rev()
        .take(most)
        .take_while(|(_, c)| !matches!(c, '。' | '\n'))
        .find(|(_, c)| *c == open)
        .map(|(i, _)| i)
}

/// 甲省|、|乙省……座谈会
fn between_places(scan: &Scan<'_>, mark: usize, next: usize) -> bool {
    let place = |byte: usize| scan.mention(byte).is_some_and(|m| m.kind == Kind::Place);
    mark > 0 && place(mark - 1) && place(next)
}

/// Classes of words that frame what is told: where, to whom, by whom, who says or hopes it.
const FRAME: &[Class] = &[
    Class::At,
    Class::To,
    Class::By,
    Class::Lead,
    Class::Invite,
    Class::Hope,
    Class::Plan,
    Class::Say,
    Class::Adverb,
];

/// Whether a word is a verb of what is told, not of the sentence: 开展, 交换; not 举行, 出席.
fn tells(scan: &Scan<'_>, w: &Word) -> bool {
    let word = w.span.of(scan.text);
    let held = scan.lexicon.list("event_held").iter().any(|h| h == word);
    w.span.len() > 3
        && !held
        && !w.classes.any(FRAME)
        && !w.classes.any(&[Class::With, Class::List])
}

/// Whether a name may run across a word.
fn passes(scan: &Scan<'_>, w: &Word, last: usize, at: usize) -> bool {
    let c = w.classes;
    if c.has(Class::EventInner) || !Scan::is_wall(c) || made_of_soft(scan, w) {
        return true;
    }
    if c.any(&[Class::With, Class::List]) {
        // 甲市与乙市……会, 合作与发展大会, 甲论坛暨乙洽谈会; 甲市与|举办…
        let kind = |byte: usize| scan.mention(byte).map(|m| m.kind);
        let left = w.span.start.checked_sub(1);
        let soft = |byte: usize| {
            scan.word(byte).is_some_and(|x| {
                let inner = x.classes.any(&[Class::Soft, Class::EventInner]);
                inner || made_of_soft(scan, x)
            })
        };
        let places = left.and_then(kind) == Some(Kind::Place) && kind(at) == Some(Kind::Place);
        let nouns = left.is_some_and(|l| kind(l).is_none() && soft(l)) && kind(at).is_none();
        return places || nouns && w.span.len() <= 3 || w.span.of(scan.text) == "暨";
    }
    // 第五届|日韩论坛: a day only after its number
    let day = w.span.of(scan.text) == "日"
        && scan
            .before(last)
            .is_some_and(|b| !b.is_ascii_digit() && !"一二三四五六七八九十".contains(b));
    if day {
        return true;
    }
    // one character that is a word elsewhere is a syllable here: 第八次会议
    let first = scan.text[last..].chars().next().unwrap_or('的');
    w.span.len() <= 3
        && c.has(Class::Stop)
        && !c.has(Class::Trigger)
        && !c.any(FRAME)
        && !super::scan::ends_names(first)
}

/// Whether a verb is two words that names hold, side by side by chance: 协作工作|交流|座谈会.
pub(super) fn made_of_soft(scan: &Scan<'_>, w: &Word) -> bool {
    let word = w.span.of(scan.text);
    let soft = |part: &str| scan.lexicon.classes(part).has(Class::Soft);
    let mut cuts = word.char_indices().map(|(i, _)| i).skip(1);
    w.classes.has(Class::Trigger) && cuts.any(|i| soft(&word[..i]) && soft(&word[i..]))
}

/// A beginning without what leads up to the name: 相信|首届……大会, 办好|中俄博览会.
fn led(scan: &Scan<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    let placed = |byte: usize| scan.mention(byte).is_some_and(|m| m.kind == Kind::Place);
    'cut: while at < end {
        if placed(at) {
            break;
        }
        // 考察|甲市世博会: what somebody does there, where 考察观摩会 is a name
        let done = ["考察", "参观", "走访", "观摩"]
            .iter()
            .map(|w| (w, at + w.len()));
        let mut done =
            done.filter(|(w, next)| scan.text[at..end].starts_with(**w) && placed(*next));
        if let Some((_, next)) = done.next() {
            at = next;
            continue;
        }
        let leads = scan.lexicon.list("event_lead");
        if leads.begins(&scan.text[at..end]).is_none() {
            break;
        }
        for w in leads.iter() {
            if !scan.text[at..end].starts_with(w.as_str()) {
                continue;
            }
            let next = at + w.len();
            // one character may be a syllable of the name: only where a name plainly begins after it
            let plain = w.chars().count() > 1
                || placed(next)
                || scan.text[next..end].starts_with(['第', '“', '2', '中'])
                || scan.text[next..end].starts_with("首届");
            if plain {
                at = next;
                continue 'cut;
            }
        }
        break;
    }
    // 连续|第三届…: what stands before an ordinal is part of the name only when it is a place
    let name = &scan.text[at..end];
    let mark = name.find("首届").or_else(|| {
        name.match_indices('第')
            .find(|(i, _)| {
                let rest = name[i + '第'.len_utf8()..].trim_start_matches(|c: char| {
                    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
                });
                rest.starts_with('届') && rest.len() < name.len() - i - '第'.len_utf8()
            })
            .map(|(i, _)| i)
    });
    match mark {
        Some(i) if i > 0 && !placed(at) && !name.starts_with(['“', '2', '中']) => {
            // 世界客属|第29届恳亲大会, 某协会|第三届年会: whose it is
            let own = scan.lexicon.list("event_own");
            let owned = own.begins(name).is_some()
                || scan
                    .word(at + i - 1)
                    .is_some_and(|w| w.classes.has(Class::BodyEnd));
            if owned { at } else { at + i }
        }
        _ => at,
    }
}
