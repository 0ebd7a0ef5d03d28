//! Names known by their ending: titles, events, documents; in `body`, bodies, in `delegation`, delegations.

use super::scan::Reach;
use super::{Kind, Mention, Of, Scan, body, delegation, event, squeeze};
use crate::lexicon::Class;
use crate::span::Span;

/// Titles in 《》. A newspaper's is taken too, marked as an alias, so that nothing inside it counts.
pub fn titles(scan: &mut Scan<'_>) {
    let mut open = Vec::new();
    let mut found = Vec::new();
    for (i, c) in scan.text.char_indices() {
        match c {
            '《' => open.push(i),
            '》' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    found.push(Span::new(start, i + c.len_utf8()));
                }
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    for span in found {
        let inner = Span::new(span.start + '《'.len_utf8(), span.end - '》'.len_utf8());
        if inner.is_empty() || inner.len() > 400 {
            continue;
        }
        let mut m = Mention::new(Kind::Document, span, scan.text);
        m.head = inner;
        m.name = squeeze(inner.of(scan.text));
        m.parts = parts(scan, inner);
        const PAPERS: [&str; 9] = [
            "报", "网", "新闻", "周刊", "杂志", "时报", "通讯", "电视", "评论",
        ];
        m.alias = PAPERS.iter().any(|p| m.name.ends_with(p)) && m.name.chars().count() <= 8;
        scan.take(m);
    }
}

/// Mentions inside a stretch.
pub(super) fn parts(scan: &Scan<'_>, within: Span) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        match scan.mention(at) {
            Some(m) => {
                out.push(m.clone());
                at = m.span.end.max(at + 1);
            }
            None => at += scan.after(at).map_or(1, char::len_utf8),
        }
    }
    out
}

/// Everything else with a telling end, and the words that stand for something said before.
pub fn find(scan: &mut Scan<'_>) {
    // “……”活动: named by what is quoted
    let quoted: Vec<usize> = scan.text.match_indices("”活动").map(|(i, _)| i).collect();
    for i in quoted {
        let start = i + '”'.len_utf8();
        let end = Span::new(start, start + "活动".len());
        if scan.free(end) {
            event::take(scan, end, false);
        }
    }
    let words = scan.words.clone();
    for w in &words {
        let c = w.classes;
        if !scan.free(w.span)
            || (c.has(Class::Trigger) && !c.any(&[Class::EventEnd, Class::DocumentEnd]))
        {
            continue;
        }
        // longer names first: a delegation, event or document may name a body inside
        if c.has(Class::DelegationEnd) {
            delegation::delegation(scan, w.span);
        } else if c.has(Class::EventEnd) && (!c.has(Class::Trigger) || c.has(Class::Soft)) {
            event::take(scan, w.span, false);
        } else if c.has(Class::Talks) {
            // 甲市—乙县协作|座谈会|上: the words that open talks may end a name
            if let Some(end) = event_in_talks(scan, w.span) {
                event::take(scan, end, true);
            }
        } else if c.has(Class::DocumentEnd) {
            document(scan, w.span);
        } else if c.has(Class::BodyEnd) && scan.text[w.span.end..].starts_with('议') {
            // 投资促进会|议: a meeting, and no body
            let last = scan.before(w.span.end).filter(|c| *c == '会');
            let start = w.span.end - last.map_or(0, char::len_utf8);
            let end = Span::new(start, w.span.end + '议'.len_utf8());
            if last.is_some() && scan.free(end) {
                event::take(scan, end, true);
            }
        }
    }
    event::loose(scan);
    for w in &words {
        let c = w.classes;
        if !scan.free(w.span) || c.has(Class::Trigger) {
            continue;
        }
        if c.has(Class::BodyEnd) {
            body::body(scan, w.span);
        } else if c.has(Class::PostBody)
            && scan
                .mention(w.span.start.saturating_sub(1))
                .is_some_and(|m| m.kind == Kind::Place && m.span.end == w.span.start)
        {
            // 吉林省|商务厅, 四川省|外办
            body::body(scan, w.span);
        }
    }
    for w in &words {
        // 州长索伯|一行: part of the phrase before it
        let word = w.span.of(scan.text);
        // 乙国甲州|代表团成员: the delegation has a name
        if let Some(team) = word.strip_suffix("成员")
            && w.classes.has(Class::Deictic)
            && scan.free(w.span)
            && scan
                .mention(w.span.start.saturating_sub(1))
                .is_some_and(|m| m.kind == Kind::Place && m.span.end == w.span.start)
        {
            delegation::delegation(scan, Span::new(w.span.start, w.span.start + team.len()));
            continue;
        }
        // 越南、柬埔寨和缅甸|三国, 大阪府、兵库县|两地
        let counted = word.ends_with(['国', '省', '市', '州', '县', '地', '区'])
            && word.starts_with(['两', '三', '四', '五', '六', '七', '八']);
        // 甲、乙|等|一行
        let led = scan.text[..w.span.start].trim_end_matches('等').len();
        let last = if word == "一行" { led } else { w.span.start };
        let trailing = (word == "一行" || counted)
            && scan
                .mention(last.saturating_sub(1))
                .is_some_and(|m| m.kind != Kind::Date);
        if w.classes.has(Class::Deictic) && scan.free(w.span) && !trailing {
            let mut m = Mention::new(Kind::Deictic, w.span, scan.text);
            m.alias = true;
            scan.take(m);
        }
    }
}

/// The ending of an event's name within words that open talks: 座谈会|上.
fn event_in_talks(scan: &Scan<'_>, word: Span) -> Option<Span> {
    // in 座谈会上的讲话 somebody's words are quoted, nobody meets
    let name = word.of(scan.text).strip_suffix('上')?;
    if scan.after(word.end) == Some('的') {
        return None;
    }
    let end = word.start + name.len();
    let mut starts = name.char_indices().map(|(i, _)| word.start + i);
    let ends = |&at: &usize| {
        let c = scan.lexicon.classes(&scan.text[at..end]);
        c.has(Class::EventEnd)
    };
    starts.find(ends).map(|at| Span::new(at, end))
}

/// How far left a name that may hold several places runs: 辽宁省|与|特维尔州|经贸交流会.
fn left_over_pairs(scan: &Scan<'_>, end: usize, most: usize) -> usize {
    let reach = Reach {
        places: true,
        anchored: false,
    };
    let mut start = scan.left(end, most, reach);
    while let Some(w) = start.checked_sub(1).and_then(|b| scan.word(b)) {
        let pair = w.span.end == start && (w.classes.has(Class::With) && w.span.len() <= 6);
        let right_place = scan
            .mention(start)
            .is_some_and(|m| m.kind == Kind::Place && m.span.start == start);
        let left_place = scan
            .mention(w.span.start.saturating_sub(1))
            .is_some_and(|m| m.kind == Kind::Place && m.span.end == w.span.start);
        if !(pair && right_place && left_place) {
            break;
        }
        let further = scan.left(w.span.start, most, reach);
        if further >= w.span.start {
            break;
        }
        start = further;
    }
    start = ordinal(scan, start);
    if let Some(open) = quoted(scan, end, most) {
        return open;
    }
    // “……”推介会: a name in quotation marks belongs to what follows it
    if let Some(before) = scan.text[..start].strip_suffix('”') {
        let line = before.rfind('\n').map_or(0, |i| i + 1);
        if let Some(open) = before[line..].rfind('“')
            && before.len() - (line + open) <= 120
        {
            return line + open;
        }
    }
    start
}

/// Takes 第六次, 首届, 第三十届 before a name into it.
pub(super) fn ordinal(scan: &Scan<'_>, start: usize) -> usize {
    let before = &scan.text[..start];
    if before.ends_with("首届") || before.ends_with("首次") {
        return start - "首届".len();
    }
    let Some(rest) = ["届", "次", "轮"]
        .iter()
        .find_map(|w| before.strip_suffix(w))
    else {
        return start;
    };
    let number =
        rest.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
    if number.len() < rest.len()
        && number.ends_with('第')
        && scan.free(Span::new(number.len() - '第'.len_utf8(), start))
    {
        number.len() - '第'.len_utf8()
    } else {
        start
    }
}

/// Where a name quoted whole begins: “甲市友城结好暨交流推介会”.
pub(super) fn quoted(scan: &Scan<'_>, end: usize, most: usize) -> Option<usize> {
    let rest = &scan.text[end..];
    let close = rest
        .char_indices()
        .take(8)
        .find(|(_, c)| *c == '”')
        .map(|(i, _)| end + i)?;
    if rest[..close - end].contains([',', '，', '。', '“']) {
        return None;
    }
    let open = scan.text[..close].rfind('“')?;
    let inner = &scan.text[open + '“'.len_utf8()..close];
    // the ending must close the quotation, and the quotation be a name, not speech
    (end >= open && inner.chars().count() <= most + 10 && !inner.contains(['。', ',', '，', '\n']))
        .then_some(open + '“'.len_utf8())
}

fn trim_start(scan: &Scan<'_>, mut start: usize, end: usize) -> usize {
    while start < end {
        let c = scan.text[start..].chars().next().unwrap_or(' ');
        if scan.mention(start).is_none() && matches!(c, '·' | '—' | '–' | '-' | '－' | '的' | '了')
        {
            start += c.len_utf8();
        } else {
            break;
        }
    }
    start
}

/// Verbs that may stand inside a name are no part of it before the first place it names: 深化|中国—东盟…
fn after_verbs(scan: &Scan<'_>, start: usize, end: usize) -> usize {
    let mut at = start;
    while let Some(w) = scan
        .word(at)
        .filter(|w| w.span.start == at && w.span.end < end)
    {
        let ordinal = w
            .span
            .of(scan.text)
            .contains(['届', '第', '国', '新', '中', '东', '西', '南', '北']);
        if !w.classes.has(Class::Soft) || ordinal || w.span.len() < 6 {
            break;
        }
        at = w.span.end;
    }
    if scan.mention(at).is_some_and(|m| m.kind == Kind::Place) {
        at
    } else {
        start
    }
}

/// Whether a name only points at something, and where what is left of it begins.
pub(super) fn pointed(scan: &Scan<'_>, span: Span) -> Option<usize> {
    let name = span.of(scan.text);
    let counted = name.trim_start_matches(|c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十百两数几多余".contains(c)
    });
    if counted.len() < name.len() && counted.starts_with(['个', '批', '支', '名', '家', '项', '份'])
    {
        return Some(span.start);
    }
    // 各国政府, 此次代表团, 多项合作协议
    let pointing = scan.lexicon.list("pointing");
    let word = pointing.begins(name)?;
    Some(span.start + pointing[word].len())
}

pub(super) fn name_of(scan: &Scan<'_>, kind: Kind, start: usize, end: usize) -> Mention {
    let start = after_verbs(scan, start, end);
    let span = Span::new(trim_start(scan, start, end), end);
    let mut m = Mention::new(kind, span, scan.text);
    m.parts = parts(scan, span);
    let place = m.parts.iter().find(|p| p.kind == Kind::Place).cloned();
    if let Some(p) = place {
        m.of = Some(Of {
            name: p.name.clone(),
            place: Some(Box::new(p)),
            seat: None,
        });
    }
    m
}

fn document(scan: &mut Scan<'_>, end: Span) {
    let start = left_over_pairs(scan, end.start, 40);
    let mut m = name_of(scan, Kind::Document, start, end.end);
    if !m.span.covers(end) {
        return;
    }
    m.alias = (m.span.start >= end.start && end.len() <= 9) || pointed(scan, m.span).is_some();
    if m.span.of(scan.text).starts_with('“') {
        m.name = m.name.replace(['“', '”'], "");
    }
    scan.take(m);
}
