//! Lists of sister cities, under a heading or words that say what the list is of.
//!
//! `日本 长野市(1981年4月19日缔结)` under `正式国际友好城市(共9个):`, rows of a table
//! `北京市 | 东京都 | 1979.03.14`, and `分别是:甲市与A国a市、乙市与B国b市` within one sentence.

mod couples;
mod succession;
mod teams;
mod told;

pub use self::succession::is_before;
use self::succession::succeeded;
use self::teams::befriended;
use self::told::enumerated;
use super::{Draft, Fill, relation, tie};
use crate::mention::{self, Date, Kind, Mention};
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;

/// Lines longer than this tell a story.
const LINE: usize = 60;
/// Characters of a row besides its names and date: a number, a bracket, 缔结.
const LEFT_OVER: usize = 12;
/// Lines between a heading and its rows, or from row to row where each cell is a line.
const HEADS: usize = 4;
/// Fewer rows than this are sentences, not a list.
const ROWS: usize = 3;

/// One row: the sides, and when.
struct Row {
    a: Fill,
    b: Fill,
    since: Option<Date>,
}

/// The ties of a page's lists.
pub fn read(reader: &Reader<'_, '_>) -> Vec<Draft> {
    let text = reader.text();
    let mut out = Vec::new();
    // no list without a word of what it is of
    if !relation::has("heads", text) {
        return out;
    }
    let mut heading: Option<(usize, Option<&'static str>)> = None;
    let mut found: Vec<Draft> = Vec::new();
    for (s, p) in reader.parsed.iter().enumerate() {
        let line = p.span.of(text);
        out.extend(enumerated(reader, s));
        out.extend(succeeded(reader, s));
        out.extend(befriended(reader, s));
        let short = line.chars().count() <= LINE;
        let row = heading.and_then(|_| row(reader, s, p.span).filter(|_| short));
        // 甲市国际友城一览:A国a市,1982年2月22日;……: the first row stands behind the heading
        let head = line.find([':', '：']).map(|at| p.span.start + at);
        let head = head.filter(|&at| {
            row.is_none() && short && relation::has("heads", &text[p.span.start..at])
        });
        if let Some(at) = head {
            let mark = text[at..].chars().next().map_or(1, char::len_utf8);
            let first = self::row(reader, s, Span::new(at + mark, p.span.end));
            if let Some(row) = first.filter(|r| r.since.is_some()) {
                let kind = relation::kind_in(&text[p.span.start..at]);
                let since = row.since.and_then(|d| d.iso());
                heading = Some((s, kind));
                found.append(&mut drafts(reader, s, "友城名录", kind, row, since, false));
                continue;
            }
        }
        if row.is_none() && short && relation::has("heads", line) {
            // the row of a table's heads goes on with the heading above it
            let above = heading.filter(|(at, _)| s - at <= HEADS);
            let kind = relation::kind_in(line).or(above.and_then(|h| h.1));
            heading = Some((s, kind));
            continue;
        }
        let Some((at, kind)) = heading else { continue };
        let Some(row) = row else {
            // a list may be broken by a line of noise or two, or have its country on a line of its own
            if s - at > HEADS && found.last().is_none_or(|d| s - d.sentence > HEADS) {
                heading = None;
            }
            continue;
        };
        let signed = ["协议", "备忘录", "签"].iter().any(|w| line.contains(w));
        let since = row.since.and_then(|d| d.iso());
        let mut drafts = drafts(reader, s, "友城名录", kind, row, since, signed);
        if line.contains("备忘录") {
            for d in drafts.iter_mut().filter(|d| d.kind == Type::Agreement) {
                d.attributes.insert("kind".into(), "mou".into());
            }
        }
        found.append(&mut drafts);
    }
    // one line is a sentence, not a list
    if found.iter().filter(|d| d.kind == Type::Tie).count() >= ROWS {
        out.append(&mut found);
    }
    out
}

/// A tie, and the agreement where a row says that one was signed.
fn drafts(
    reader: &Reader<'_, '_>,
    s: usize,
    rule: &str,
    kind: Option<&str>,
    row: Row,
    since: Option<String>,
    signed: bool,
) -> Vec<Draft> {
    let mut d = Draft {
        kind: Type::Tie,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![reader.parsed[s].span],
        rule: rule.into(),
        sentence: s,
        trust: 0.9,
        told: 1,
        at: None,
    };
    d.set("kind", kind.map(str::to_owned));
    let mut out = Vec::new();
    if signed {
        let mut signed = d.clone();
        signed.kind = Type::Agreement;
        signed.fill("party", [row.a.clone(), row.b.clone()]);
        signed.set("date", since.clone());
        out.push(signed);
    }
    d.fill("a", [row.a]);
    d.fill("b", [row.b]);
    d.set("since", since);
    out.push(d);
    out
}

/// What a line of a list says: a partner of the page's own place, or two places side by side.
fn row(reader: &Reader<'_, '_>, s: usize, within: Span) -> Option<Row> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let places: Vec<usize> = p
        .groups
        .iter()
        .flat_map(|g| g.members.iter().copied())
        .filter(|&i| {
            let m = &reader.mentions[i];
            // 亚洲 is a column of its own; 甲市(乙州) is one place
            let opens = text[..m.span.start].ends_with(['(', '（']);
            let bracketed = opens && text[m.span.end..].starts_with([')', '）']);
            m.kind == Kind::Place
                && within.covers(m.span)
                && !bracketed
                && !reader.mention_is_country(m)
                && !reader.is_continent(&Fill::place(m))
        })
        .collect();
    let fill = |i: usize| Fill::place(&reader.mentions[i]);
    let abroad = |i: usize| mention::abroad(&reader.mentions[i]);
    let date = p
        .dates
        .iter()
        .find_map(|&i| reader.mentions[i].date)
        .map(|d| d.start)
        .filter(|d| d.year.is_some());
    match places[..] {
        [b] if abroad(b) => {
            let name = reader.mentions[b].span;
            let since = match tie::date_beside(reader, name) {
                Some(d) => Some(d),
                None if dated(reader, name, within) => date,
                None if bare(reader, s) => date.or_else(|| numbered(text, name, p.span)),
                None => return None,
            };
            let a = reader.own()?;
            Some(Row {
                a,
                b: fill(b),
                since,
            })
        }
        [a, b] if abroad(a) != abroad(b) && bare(reader, s) => {
            let since = date.or_else(|| numbered(text, reader.mentions[b].span, p.span));
            let (a, b) = if abroad(a) { (b, a) } else { (a, b) };
            Some(Row {
                a: fill(a),
                b: fill(b),
                since,
            })
        }
        [] => {
            let b = celled(text, p.span)?;
            let since = date.or_else(|| numbered(text, b, p.span));
            Some(Row {
                a: reader.own()?,
                b: Fill::mention(&Mention::unlisted(Kind::Place, b.of(text), b)),
                since: Some(since?),
            })
        }
        _ => None,
    }
}

/// Whether a row is a name, a comma and a date: 日本唐津市,1982年2月22日.
fn dated(reader: &Reader<'_, '_>, name: Span, line: Span) -> bool {
    let text = reader.text();
    let Some(rest) = text.get(name.end..line.end) else {
        return false;
    };
    let Some(rest) = rest.strip_prefix([',', '，']) else {
        return false;
    };
    let at = line.end - rest.len();
    let date = reader
        .mentions
        .iter()
        .find(|m| m.span.start == at && m.date.is_some());
    let end = date.map(|m| text[m.span.end..line.end].trim_end_matches(['；', ';', '。', '，']));
    end.is_some_and(|e| matches!(e, "" | "缔结" | "结好" | "签约" | "结为友城" | "建立"))
}

/// A place no list knows in a row of a table: a cell to itself that ends in a level word, Latin spelling aside.
fn celled(text: &str, line: Span) -> Option<Span> {
    let mut at = line.start;
    let row = line.of(text);
    row.contains('|').then_some(())?;
    for cell in row.split('|') {
        let from = at + cell.len() - cell.trim_start().len();
        at += cell.len() + 1;
        let name = cell.trim_start();
        let end = name
            .find(|c: char| c.is_whitespace() || c == '(' || c == '（')
            .unwrap_or(name.len());
        let name = &name[..end];
        let long = (3..=12).contains(&name.chars().count());
        if long
            && name.chars().all(|c| !c.is_ascii())
            && name.ends_with(['市', '省', '州', '县', '区', '郡'])
        {
            return Some(Span::new(from, from + end));
        }
    }
    None
}

/// Whether a line holds little but names and a date.
fn bare(reader: &Reader<'_, '_>, s: usize) -> bool {
    let p = &reader.parsed[s];
    let k = reader
        .mentions
        .partition_point(|m| m.span.start < p.span.start);
    let named: usize = reader.mentions[k..]
        .iter()
        .take_while(|m| m.span.end <= p.span.end)
        .map(|m| m.span.of(reader.text()).chars().count())
        .sum();
    // a name in Latin letters beside the Chinese one says nothing more
    let letters = |t: &str| {
        t.chars()
            .filter(|c| c.is_alphabetic() && !c.is_ascii())
            .count()
    };
    letters(p.span.of(reader.text())) <= named + LEFT_OVER
        && !p.span.of(reader.text()).contains(['，', '。'])
}

/// A date in figures after a name, as tables have it: 1979.03.14, 1999.
fn numbered(text: &str, name: Span, line: Span) -> Option<Date> {
    let rest = text.get(name.end..line.end)?;
    let from = rest.find(|c: char| c.is_ascii_digit())?;
    let mut figures = rest[from..]
        .split(|c: char| !c.is_ascii_digit())
        .map(|f| f.parse::<i16>().ok().filter(|_| !f.is_empty()));
    let year = figures
        .next()
        .flatten()
        .filter(|y| (1900..2100).contains(y))?;
    let month = figures.next().flatten().filter(|m| (1..=12).contains(m));
    let day = month
        .and_then(|_| figures.next().flatten())
        .filter(|d| (1..=31).contains(d));
    Some(Date {
        year: Some(year),
        month: month.map(|m| m as u8),
        day: day.map(|d| d as u8),
    })
}
