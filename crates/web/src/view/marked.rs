//! A page with the words that records were read from marked: its clean text, and its source with what
//! was left out.
//!
//! Quotes count in characters of the decoded source. In the source a mark holds the quote, character
//! for character; in the clean text it holds those of its characters that are in it.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_register::RecordView;
use jiehao_text::{CleanRange, Cut, Passage};

use crate::address::anchor;

/// A stretch of text that is marked alike.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The text, escaped.
    pub html: String,
    /// Quotes that it belongs to, as `record.n` parted by spaces.
    pub quotes: String,
    /// Where quotes begin: their anchors.
    pub anchors: Vec<String>,
    /// Whether a quote of the record asked for is among them.
    pub now: bool,
    /// Of the source: why it is not in the clean text; `markup` for what is no text at all.
    pub cut: Option<&'static str>,
}

/// A line of text.
pub(crate) type Paragraph = Vec<Piece>;

/// A source with its pieces.
pub(crate) struct Marked {
    pub pieces: Vec<Piece>,
    /// Whether the rest was left out.
    pub short: bool,
    /// Reasons, with how many stretches and characters were left out for each.
    pub reasons: Vec<(&'static str, usize, usize)>,
}

/// Characters of a source that are shown.
const LONGEST: usize = 300_000;

/// A quote, in bytes of the source.
struct Span {
    start: usize,
    end: usize,
    name: String,
    anchor: String,
    now: bool,
}

/// The quotes of records; those of `now` stand out.
fn spans(source: &str, records: &[RecordView], now: &str) -> Vec<Span> {
    let quotes = |r: &RecordView| -> Vec<(i64, i64)> {
        r.evidence.iter().map(|q| (q.start, q.end)).collect()
    };
    let points: BTreeSet<i64> = records
        .iter()
        .flat_map(quotes)
        .flat_map(|(start, end)| [start, end])
        .collect();
    let mut bytes: BTreeMap<i64, usize> = BTreeMap::new();
    let mut wanted = points.into_iter().peekable();
    let ends = std::iter::once(source.len());
    for (n, byte) in (0..).zip(source.char_indices().map(|(byte, _)| byte).chain(ends)) {
        while let Some(point) = wanted.next_if(|p| *p <= n) {
            bytes.insert(point, byte);
        }
    }
    let at = |point: i64| bytes.get(&point).copied().unwrap_or(source.len());
    let mut out = Vec::new();
    for record in records {
        for (n, (start, end)) in quotes(record).into_iter().enumerate() {
            out.push(Span {
                start: at(start),
                end: at(end),
                name: format!("{}.{n}", record.id),
                anchor: anchor(&record.id, n),
                now: now.is_empty() || record.id == now,
            });
        }
    }
    out
}

/// The quotes that cover each stretch of the source between two ends of quotes.
struct Cover {
    starts: Vec<usize>,
    over: Vec<Vec<usize>>,
}

impl Cover {
    fn new(spans: &[Span]) -> Self {
        let ends: BTreeSet<usize> = spans.iter().flat_map(|s| [s.start, s.end]).collect();
        let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let mut over = vec![Vec::new(); starts.len()];
        for (n, span) in spans.iter().enumerate() {
            let first = starts.partition_point(|s| *s < span.start);
            let last = starts.partition_point(|s| *s < span.end);
            for stretch in over.iter_mut().take(last).skip(first) {
                stretch.push(n);
            }
        }
        // stretches of the first start at 0 twice where a quote does
        Self { starts, over }
    }

    /// The stretch that a byte of the source lies in.
    fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|s| *s <= byte) - 1
    }
}

/// A clean text with its pieces.
pub(crate) struct Cleaned {
    /// Title first where there is one, by lines.
    pub passages: Vec<Vec<Paragraph>>,
    /// Quotes of which nothing is in the clean text: words of a byline, of the source's name.
    pub outside: Vec<Piece>,
}

/// The clean text of a page.
pub(crate) fn clean(
    passages: &[&Passage],
    source: &str,
    records: &[RecordView],
    now: &str,
) -> Cleaned {
    let spans = spans(source, records, now);
    let cover = Cover::new(&spans);
    let mut begun = vec![false; spans.len()];
    let mut lines = |passage: &Passage| {
        let elsewhere = begun.clone();
        let mut out: Vec<Paragraph> = Vec::new();
        let mut line: Paragraph = Vec::new();
        let mut stretch = None;
        for (byte, c) in passage.text.char_indices() {
            if c == '\n' {
                out.push(std::mem::take(&mut line));
                continue;
            }
            let range = CleanRange::new(byte, byte + c.len_utf8());
            let at = passage.source(range).map(|r| cover.at(r.start));
            if at != stretch || line.is_empty() {
                stretch = at;
                let over = at.map_or(&[][..], |at| &cover.over[at]);
                let own = over.iter().copied().filter(|n| !elsewhere[*n]);
                line.push(piece(&own.collect::<Vec<_>>(), &spans, &mut begun));
            }
            if let Some(piece) = line.last_mut() {
                escape(c, &mut piece.html);
            }
        }
        out.push(line);
        out.retain(|line| !line.is_empty());
        out
    };
    // words that are headline and text at once are marked in the text, which stands last
    let mut passages: Vec<Vec<Paragraph>> = passages.iter().rev().map(|p| lines(p)).collect();
    passages.reverse();
    let left: Vec<usize> = (0..spans.len()).filter(|n| !begun[*n]).collect();
    let outside = left.into_iter().map(|n| {
        let mut piece = piece(&[n], &spans, &mut begun);
        let words = source.get(spans[n].start..spans[n].end).unwrap_or_default();
        words.chars().for_each(|c| escape(c, &mut piece.html));
        piece
    });
    Cleaned {
        passages,
        outside: outside.collect(),
    }
}

/// A piece to be filled, under these quotes.
fn piece(over: &[usize], spans: &[Span], begun: &mut [bool]) -> Piece {
    let names: Vec<&str> = over.iter().map(|n| spans[*n].name.as_str()).collect();
    let mut anchors = Vec::new();
    for n in over {
        if !std::mem::replace(&mut begun[*n], true) {
            anchors.push(spans[*n].anchor.clone());
        }
    }
    Piece {
        html: String::new(),
        quotes: names.join(" "),
        anchors,
        now: over.iter().any(|n| spans[*n].now),
        cut: None,
    }
}

/// The source of a page, each stretch with the quotes it belongs to and why it was left out.
pub(crate) fn taken(
    source: &str,
    passages: &[&Passage],
    removed: &[Cut],
    records: &[RecordView],
    now: &str,
) -> Marked {
    let spans = spans(source, records, now);
    let cover = Cover::new(&spans);
    let mut begun = vec![false; spans.len()];
    // what was kept begins and ends, what was cut begins and ends
    let mut events: BTreeMap<usize, Vec<(bool, Option<usize>)>> = BTreeMap::new();
    let mut add = |start: usize, end: usize, what: Option<usize>| {
        if start < end {
            events.entry(start).or_default().push((true, what));
            events.entry(end).or_default().push((false, what));
        }
    };
    for passage in passages {
        for at in passage.pieces(CleanRange::new(0, passage.text.len())) {
            add(at.start, at.end, None);
        }
    }
    for (n, cut) in removed.iter().enumerate() {
        add(cut.at.start, cut.at.end, Some(n));
    }
    for start in &cover.starts {
        events.entry(*start).or_default();
    }
    let mut out: Vec<Piece> = Vec::new();
    let (mut kept, mut cuts, mut shown) = (0_usize, BTreeSet::new(), 0);
    let mut reasons: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    let stops: Vec<usize> = events.keys().copied().collect();
    for (n, (start, changes)) in events.into_iter().enumerate() {
        for (begins, what) in changes {
            match (what, begins) {
                (None, true) => kept += 1,
                (None, false) => kept -= 1,
                (Some(cut), true) => {
                    cuts.insert(cut);
                }
                (Some(cut), false) => {
                    cuts.remove(&cut);
                }
            }
        }
        let end = stops.get(n + 1).copied().unwrap_or(source.len());
        let Some(text) = source.get(start..end).filter(|t| !t.is_empty()) else {
            continue;
        };
        // of cuts within each other, the innermost says why: pinyin in a headline is pinyin
        let inner = cuts.iter().map(|n| &removed[*n]);
        let cut = match (kept, inner.min_by_key(|c| c.at.end - c.at.start)) {
            (0, Some(cut)) => Some(cut.reason),
            (0, None) if !text.trim().is_empty() => Some("markup"),
            _ => None,
        };
        let mut next = piece(&cover.over[cover.at(start)], &spans, &mut begun);
        next.cut = cut;
        let same = |last: &Piece| {
            next.anchors.is_empty() && last.quotes == next.quotes && last.cut == next.cut
        };
        let goes_on = out.last().is_some_and(same);
        if let Some(reason) = cut {
            let counts = reasons.entry(reason).or_default();
            counts.0 += usize::from(!goes_on);
            counts.1 += text.chars().count();
        }
        if shown >= LONGEST {
            continue;
        }
        if !goes_on {
            out.push(next);
        }
        if let Some(last) = out.last_mut() {
            for c in text.chars().take(LONGEST - shown) {
                escape(c, &mut last.html);
            }
        }
        shown += text.chars().count();
    }
    Marked {
        pieces: out,
        short: shown >= LONGEST,
        reasons: reasons
            .into_iter()
            .map(|(reason, (stretches, characters))| (reason, stretches, characters))
            .collect(),
    }
}

/// A character as text of HTML. A carriage return is named, since a parser would make a line feed of
/// it; what XML and HTML know no character for is shown as such.
fn escape(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\r' => out.push_str("&#13;"),
        '\0' => out.push('\u{FFFD}'),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap as Map;

    use jiehao_register::Quote;
    use jiehao_text::Hint;

    use super::*;

    fn record(id: &str, source: &str, words: &str) -> RecordView {
        let byte = source.find(words).expect("the words");
        let start = source[..byte].chars().count() as i64;
        RecordView {
            id: id.into(),
            kind: "visit".into(),
            act: None,
            capture: "c-1".into(),
            rank: "normal".into(),
            reason: None,
            when: None,
            roles: Map::new(),
            attributes: Map::new(),
            confidence: 0.9,
            rule: "出访".into(),
            reader: "1".into(),
            evidence: vec![Quote {
                capture: "c-1".into(),
                start,
                end: start + words.chars().count() as i64,
                exact: words.into(),
            }],
        }
    }

    fn said(pieces: &[Piece], name: &str) -> String {
        let of = |p: &&Piece| p.quotes.split(' ').any(|q| q == name);
        pieces.iter().filter(of).map(|p| p.html.as_str()).collect()
    }

    #[test]
    fn quotes_that_overlap_are_each_whole() {
        let source = "鲁安访问秋田。随后会见佐藤。";
        let records = [
            record("r-1", source, "鲁安访问秋田。随后"),
            record("r-2", source, "秋田。随后会见佐藤。"),
        ];
        let passage = Passage::verbatim(source);
        let text = clean(&[&passage], source, &records, "r-2");
        let pieces = &text.passages[0][0];
        assert_eq!(said(pieces, "r-1.0"), "鲁安访问秋田。随后");
        assert_eq!(said(pieces, "r-2.0"), "秋田。随后会见佐藤。");
        assert_eq!(
            pieces.iter().map(|p| p.now).collect::<Vec<_>>(),
            [false, true, true]
        );
        let anchors: Vec<&String> = pieces.iter().flat_map(|p| &p.anchors).collect();
        assert_eq!(anchors, ["q-r-1-0", "q-r-2-0"]);
    }

    #[test]
    fn the_source_is_shown_whole_with_what_was_cut() {
        let source = "<p>鲁安访问秋田(qiūtián)县。</p>\r\n<p>分享到</p>";
        let page = jiehao_text::read(source.as_bytes(), &Hint::default());
        let words = "鲁安访问秋田(qiūtián)县。";
        let records = [record("r-1", source, words)];
        let marked = taken(source, &[&page.body], &page.removed, &records, "");
        let all: String = marked.pieces.iter().map(|p| p.html.as_str()).collect();
        let mut escaped = String::new();
        source.chars().for_each(|c| escape(c, &mut escaped));
        assert_eq!(all, escaped);
        assert_eq!(said(&marked.pieces, "r-1.0"), words);
        let cut = |reason| marked.reasons.iter().any(|(r, ..)| *r == reason);
        assert!(cut("pinyin") && cut("markup"), "{:?}", marked.reasons);
    }

    #[test]
    fn of_reasons_within_each_other_the_innermost_is_told() {
        let source = "鲁安访问秋田(qiūtián)县 鲁安访问秋田";
        let passage = Passage::verbatim("");
        let at = |words: &str| {
            let start = source.find(words).expect("the words");
            jiehao_text::SourceRange {
                start,
                end: start + words.len(),
            }
        };
        let cut = |reason, words| Cut {
            reason,
            at: at(words),
        };
        let removed = [
            cut("headline", "鲁安访问秋田(qiūtián)县"),
            cut("pinyin", "(qiūtián)"),
        ];
        let marked = taken(source, &[&passage], &removed, &[], "");
        let reasons: Vec<_> = marked.pieces.iter().map(|p| p.cut).collect();
        let want = [
            Some("headline"),
            Some("pinyin"),
            Some("headline"),
            Some("markup"),
        ];
        assert_eq!(reasons, want);
    }

    #[test]
    fn markup_of_a_page_stays_text() {
        let mut out = String::new();
        "<script>'&\"".chars().for_each(|c| escape(c, &mut out));
        assert_eq!(out, "&lt;script&gt;&#39;&amp;&quot;");
    }
}
