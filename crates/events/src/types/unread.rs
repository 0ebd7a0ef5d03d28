//! Names at the edge of what could be read: cut short, only saying where, known by their place alone.

use super::pairs::Side;
use super::{Fill, relation};
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention, abroad};
use crate::parse::Mark;
use crate::reader::Reader;
use crate::span::Span;

/// Where the names behind 与 begin, of a clause whose own subject is not named: 先后与|甲市、乙市签署.
pub fn behind_with(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<usize> {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let lead = clause.of(reader.text()).trim_start();
    let at = lead.find(['与', '同'])?;
    let little = lead[..at].chars().count() <= 4;
    little.then_some(clause.end - lead.len() + at + '与'.len_utf8())
}

/// Whether a place's name ends where its mention does: not in 武汉|光电国家实验室, 法国|“激光走廊”中心.
pub fn is_whole(reader: &Reader<'_, '_>, i: usize) -> bool {
    let m = &reader.mentions[i];
    let s = reader.document.sentence_at(m.span.start);
    if m.kind != Kind::Place {
        return true;
    }
    if thing(reader, i).is_some() {
        return false;
    }
    // 甲区|申报了: whatever verb follows, a name with its level is whole, unless it begins a body's
    let level = m
        .name
        .ends_with(['省', '市', '县', '区', '州', '郡', '府', '旗', '盟']);
    if level && m.name.chars().count() >= 3 {
        return extended(reader, s, i).is_none();
    }
    let text = reader.text();
    let end = m.span.end;
    let rest = &text[end..];
    let Some(next) = rest.chars().next() else {
        return true;
    };
    let quoted = matches!(next, '“' | '「' | '"');
    let ends = !next.is_alphanumeric() && !quoted;
    // 甲州|九宫格民宿: a syllable, where no count of divisions follows
    let numeral = "一二三四五六七八九十百千".contains(next)
        && !rest[next.len_utf8()..].starts_with(|c| "市县省区州国地家个方城".contains(c));
    let word = || {
        let words = &reader.parsed[s].words;
        let k = words.partition_point(|w| w.span.start < end);
        // 马赛|大区: an ending belongs to the name
        let ends_name = |w: &crate::lexicon::Word| {
            w.classes.any(&[Class::PlaceEnd, Class::BodyEnd])
                && !w.classes.any(&[Class::With, Class::Trigger, Class::Stop])
        };
        words
            .get(k)
            .is_some_and(|w| w.span.start == end && !ends_name(w) && !numeral)
    };
    let name = || {
        let k = reader.mentions.partition_point(|m| m.span.start < end);
        reader.mentions.get(k).is_some_and(|m| m.span.start == end)
    };
    let led = ["政府", "人民政府", "友好", "一道", "方面"];
    ends || word() || name() || led.iter().any(|w| rest.starts_with(w))
}

/// Whether a place only says where: 在巴西东北部城市|纳塔尔, 甲市|所辖乙县.
pub fn is_setting(reader: &Reader<'_, '_>, s: usize, i: usize) -> bool {
    let m = &reader.mentions[i];
    let text = reader.text();
    let rest = &text[m.span.end..];
    let holds = [
        "所辖", "下辖", "所属", "辖下", "境内", "省会", "首府", "首都", "州府",
    ];
    let capital = |w: &str| rest.starts_with(w) && !rest[w.len()..].starts_with(['的', '城']);
    if matches!(m.kind, Kind::Place | Kind::Deictic) && holds.iter().any(|w| capital(w)) {
        return true;
    }
    // 该州|的得梅因市: only where what follows lies
    let next = m.span.end + '的'.len_utf8();
    let whose = || {
        let k = reader.mentions.partition_point(|x| x.span.start < next);
        reader
            .mentions
            .get(k)
            .is_some_and(|x| x.kind == Kind::Place && x.span.start == next)
    };
    if m.kind == Kind::Deictic && m.name.starts_with('该') && rest.starts_with('的') && whose() {
        return true;
    }
    if m.kind != Kind::Place {
        return false;
    }
    let groups = &reader.parsed[s].groups;
    let Some(k) = groups.iter().position(|g| g.members.contains(&i)) else {
        return false;
    };
    let Some(before) = k.checked_sub(1).map(|k| &groups[k]) else {
        return false;
    };
    // 与|位于日本南部的甲市|: the name is the side, and only the relative clause says where
    let clause = reader.parsed[s].clauses[before.clause];
    let lead =
        text[clause.start.min(before.span.start)..before.span.start].trim_end_matches(['于', '在']);
    let described = text[before.span.end..m.span.start].ends_with('的')
        && ["位", "地处", "坐落", "来自"]
            .iter()
            .any(|w| lead.ends_with(w));
    before.mark == Mark::At
        && !described
        && !text[before.span.end..m.span.start].contains([',', '，', '与', '和', '同'])
        && before.members.last().is_some_and(|&o| {
            let (inner, outer) = (Fill::place(m), Fill::place(&reader.mentions[o]));
            reader.within(&inner, &outer)
        })
}

/// A stretch without white space at its ends.
pub fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let left = inner.len() - inner.trim_start().len();
    let kept = inner.trim().len();
    Span::new(span.start + left, span.start + left + kept)
}

/// A park, lake, peak or port whose name begins with a place's: 甲|世界地质公园, 乙丙|港.
pub fn thing(reader: &Reader<'_, '_>, i: usize) -> Option<Span> {
    let m = &reader.mentions[i];
    if m.kind != Kind::Place {
        return None;
    }
    let s = reader.document.sentence_at(m.span.start);
    let rest = reader.text().get(m.span.end..reader.parsed[s].span.end)?;
    let run = rest
        .find(|c: char| !c.is_alphanumeric() && !"-—－–·".contains(c))
        .map_or(rest, |at| &rest[..at]);
    let verb = relation::first_at("settling", run).or_else(|| run.find('签'));
    let run = &run[..verb.unwrap_or(run.len())];
    // few names go on with one of these at all
    if !relation::has("things", run) {
        return None;
    }
    let end = m.span.end + run.len();
    let words = &reader.parsed[s].words;
    let k = words.partition_point(|w| w.span.start < m.span.end);
    let close = words[k..]
        .iter()
        .take_while(|w| w.span.end <= end)
        .find(|w| closes(w));
    let span = Span::new(m.head.start, close.map_or(end, |w| w.span.start));
    let name = span.of(reader.text());
    let fits = relation::ends("things", name) && !name.contains(['的', '等', '个', '之', '后']);
    (fits && (3..=20).contains(&name.chars().count()) && span.end > m.span.end).then_some(span)
}

/// Whether a word ends a name that no list knows.
fn closes(w: &crate::lexicon::Word) -> bool {
    const CLOSES: [Class; 9] = [
        Class::With,
        Class::Adverb,
        Class::At,
        Class::To,
        Class::By,
        Class::Trigger,
        Class::Plan,
        Class::Say,
        Class::Hope,
    ];
    const INSIDE: [Class; 3] = [Class::Soft, Class::BodyEnd, Class::PlaceEnd];
    w.classes.any(&CLOSES) && !w.classes.any(&INSIDE)
}

/// The whole of a name that its mention cuts short, as far as the next name or mark.
pub fn extended(reader: &Reader<'_, '_>, s: usize, i: usize) -> Option<Fill> {
    let m = &reader.mentions[i];
    if let Some(span) = thing(reader, i) {
        let name = span.of(reader.text());
        return Some(Fill::mention(&Mention::unlisted(Kind::Body, name, span)));
    }
    let whole = reader.parsed[s].span;
    let rest = reader.text().get(m.span.end..whole.end)?;
    // 甲市、乙市|两城签署了: counted after the list, no part of the last
    if rest.starts_with(['两', '双', '三', '各', '等']) {
        return None;
    }
    let mark = rest.find(|c: char| !c.is_alphanumeric());
    let next = reader.mentions.get(i + 1).map(|n| n.span.start);
    let end = mark.map_or(whole.end, |at| m.span.end + at);
    let side = Side {
        members: vec![i],
        words: Span::new(
            m.span.start,
            next.map_or(end, |n| n.min(end)).max(m.span.end),
        ),
    };
    by_position(reader, s, &side)
}

/// 务安郡|与甲市结为友城: who stands before the first 与 of the clause, where no list knows the name. Whoever
/// the sentences before were about is no party then.
pub fn before_with(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Fill> {
    let p = &reader.parsed[m.sentence];
    let start = p.clauses[m.clause].start;
    let with = p
        .words
        .iter()
        .find(|w| w.span.start >= start && w.classes.has(Class::With))
        .filter(|w| w.span.end <= m.trigger.start)?;
    let words = trimmed(reader.text(), Span::new(start, with.span.start));
    let known = reader.mentions.iter().any(|o| o.span.overlaps(words));
    let side = Side {
        members: Vec::new(),
        words,
    };
    (!known).then(|| by_position(reader, m.sentence, &side))?
}

/// The body or place a side names by where it stands, where no list knows it: 与|肇庆市供销社|签订. It
/// must be one run of characters with the ending of a name.
pub fn by_position(reader: &Reader<'_, '_>, s: usize, side: &Side) -> Option<Fill> {
    let text = reader.text();
    let known = side.members.first().map(|&i| &reader.mentions[i]);
    let start = known.map_or(side.words.start, |m| m.head.start);
    let after = known.map_or(start, |m| m.span.end);
    let words = &reader.parsed[s].words;
    let k = words.partition_point(|w| w.span.start < after);
    let run = words[k..]
        .iter()
        .take_while(|w| w.span.end <= side.words.end);
    let close = run.clone().find(|w| closes(w) && w.span.start > start);
    let end = close.map_or(side.words.end, |w| w.span.start);
    let span = trimmed(text, Span::new(start, end.max(start)));
    let name = span.of(text);
    let ending = run
        .filter(|w| w.span.end == span.end && w.span.start > span.start)
        .find(|w| w.classes.any(&[Class::BodyEnd, Class::PlaceEnd]));
    let kind = match ending {
        Some(w) if w.classes.has(Class::PlaceEnd) && !w.classes.has(Class::BodyEnd) => Kind::Place,
        Some(_) => Kind::Body,
        None if relation::ends("body_ends", name) => Kind::Body,
        None => return None,
    };
    let letters = name.chars().count();
    let one_run = name
        .chars()
        .all(|c| c.is_alphabetic() && !c.is_ascii() && !matches!(c, '个' | '的'));
    if !(3..=20).contains(&letters) || !one_run {
        return None;
    }
    Some(Fill::mention(&Mention::unlisted(kind, name, span)))
}

/// The two that begin a headline side by side, one at home and one abroad: 青岛釜山|缔结友好城市.
pub fn side_by_side(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<[Fill; 2]> {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let text = reader.text();
    let lead = text.get(clause.start..m.trigger.start)?;
    let start = clause.start + lead.len() - lead.trim_start().len();
    let i = reader.mentions.partition_point(|x| x.span.start < start);
    let x = reader.mentions.get(i).filter(|x| x.span.start == start)?;
    let y = reader.mentions[i + 1..]
        .iter()
        .find(|y| y.span.start >= x.span.end)?;
    let joint = text.get(x.span.end..y.span.start)?.trim();
    let rest = text.get(y.span.end..m.trigger.start)?;
    let place = |o: &Mention| o.kind == Kind::Place && !reader.mention_is_country(o);
    let near = rest.chars().count() <= 6 && !rest.contains(['的', '在', '将', '拟', '和', '与']);
    let fits = place(x) && place(y) && abroad(x) != abroad(y);
    (fits && near && matches!(joint, "" | "、")).then(|| [Fill::place(x), Fill::place(y)])
}

/// Characters that no name of a place between a province and its level word holds.
const NO_NAME: [char; 15] = [
    '的', '与', '和', '同', '签', '结', '各', '省', '市', '区', '两', '所', '等', '友', '好',
];

/// Whether a province's name only begins that of a place in it which no list knows: 台湾|某县.
pub fn cut_short(reader: &Reader<'_, '_>, f: &Fill) -> bool {
    let Some(at) = f.span.filter(|_| f.is(Kind::Place)) else {
        return false;
    };
    let rest = &reader.text()[at.end..];
    let run: String = rest
        .chars()
        .take(5)
        .take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .collect();
    let level = run
        .char_indices()
        .skip(1)
        .find(|(_, c)| "县乡镇村".contains(*c));
    let Some((end, _)) = level else { return false };
    let name = Span::new(at.end, at.end + end);
    // 甲、乙、丙|三县: a count
    let counted = run.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    let said = counted || run[..end].contains(NO_NAME);
    let known = reader.mentions.iter().any(|m| m.span.overlaps(name));
    !said && !known && !f.name.ends_with(['县', '乡', '镇', '村'])
}
