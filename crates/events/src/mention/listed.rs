//! Bodies that nothing but the list they stand in gives away: 会见|外交部、社民党、芬中友好小组|负责人.
//!
//! Whom a verb of meeting lists are persons or bodies. Where every entry of such a list reads as one, the entries no
//! other finder took are bodies too.

use super::ending::{name_of, pointed};
use super::{Kind, Scan};
use crate::lexicon::Class;
use crate::span::Span;

/// The longest name of an entry, in characters.
const LONGEST: usize = 22;

/// Takes the entries of lists of those met that are not taken yet.
pub fn find(scan: &mut Scan<'_>) {
    let leads = scan.lexicon.list("calls_on");
    let verbs: Vec<Span> = scan
        .words
        .iter()
        .map(|w| w.span)
        .filter(|s| leads.iter().any(|l| l == s.of(scan.text)))
        .collect();
    for verb in verbs {
        for name in entries(scan, verb).unwrap_or_default() {
            let m = name_of(scan, Kind::Body, name.start, name.end);
            if m.span == name {
                scan.take(m);
            }
        }
    }
}

/// The entries after a verb, or after 与, that are names of bodies by their list alone; `None` where what
/// follows is no list of bodies.
fn entries(scan: &Scan<'_>, verb: Span) -> Option<Vec<Span>> {
    let text = scan.text;
    let clause = text[verb.end..].find(['。', '；', ';', '\n', '“', '”', '《', '：', ':']);
    let end = clause.map_or(text.len(), |i| verb.end + i);
    let mut at = verb.end;
    if text[at..end].starts_with('了') {
        at += '了'.len_utf8();
    }
    // 南非副总统、|非国大副主席甲: one person's offices are no entries
    let named = |m: &&super::Mention| m.kind == Kind::Person && m.span.start < end;
    if let Some(next) = (at..end).find_map(|b| scan.mention(b)).filter(named) {
        let offices = &text[at..next.span.start.max(at)];
        let held = offices.strip_suffix('、').is_some_and(|o| {
            let last = scan.word(at + o.len() - 1);
            !o.contains('、') && last.is_some_and(|w| w.classes.has(Class::Post))
        });
        if held {
            at = next.span.start;
        }
    }
    let mut fresh = Vec::new();
    let mut listed = 0;
    loop {
        let entry = entry(scan, at, end)?;
        listed += 1;
        if !entry.known {
            fresh.push(entry.span);
        }
        let rest = &text[entry.span.end..end];
        let Some(joint) = ["、", "，", ",", "以及", "和", "与", "及"]
            .into_iter()
            .find(|j| rest.starts_with(j))
        else {
            break at = entry.span.end;
        };
        let next = entry.span.end + joint.len();
        // a comma may end the list: 拜会甲局、乙委,考察丙港
        if matches!(joint, "，" | ",") && self::entry(scan, next, end).is_none() {
            break at = entry.span.end;
        }
        at = next;
    }
    let verb = verb.of(text);
    let met = scan.lexicon.list("met");
    let rest = &text[at..end];
    let clause = rest.find(['，', ',']).map_or(rest, |i| &rest[..i]);
    let whole = !verb.ends_with(['与', '同']) || met.held_in(clause);
    (listed >= 2 && whole).then_some(fresh)
}

/// An entry of a list.
struct Entry {
    span: Span,
    /// Another finder took it.
    known: bool,
}

/// The entry that begins at a byte: a body or person known already, or words that end as names of bodies do.
fn entry(scan: &Scan<'_>, at: usize, end: usize) -> Option<Entry> {
    let text = scan.text;
    let known = scan
        .mention(at)
        .filter(|m| m.span.start == at && m.span.end <= end)
        .filter(|m| matches!(m.kind, Kind::Body | Kind::Person));
    if let Some(m) = known {
        return Some(Entry {
            span: m.span,
            known: true,
        })
        .filter(|_| closes(&text[m.span.end..end]));
    }
    for (n, (i, c)) in text[at..end].char_indices().enumerate() {
        let i = at + i;
        if n > LONGEST || !Scan::name_char(c) {
            break;
        }
        let other = scan
            .mention(i)
            .is_some_and(|m| m.kind != Kind::Place && m.kind != Kind::Body);
        let wall = scan.word(i).is_some_and(|w| {
            let listing = w.classes.has(Class::With) && matches!(c, '和' | '与' | '及');
            w.span.start == i
                && Scan::is_wall(w.classes)
                && (w.span.len() > 3 || listing || "的了在是".contains(c))
        });
        if other || wall {
            break;
        }
        let last = i + c.len_utf8();
        let name = &text[at..last];
        if n >= 2 && scan.lexicon.ends("listed_body", name) && closes(&text[last..end]) {
            let span = Span::new(at, last);
            return pointed(scan, span)
                .is_none()
                .then_some(Entry { span, known: false });
        }
    }
    None
}

/// Whether a name may end where this follows: a joint, the words for its heads, the end.
fn closes(rest: &str) -> bool {
    const HEADS: [&str; 14] = [
        "等",
        "、",
        "，",
        ",",
        "和",
        "与",
        "及",
        "以及",
        "负责人",
        "主要负责人",
        "有关负责人",
        "相关负责人",
        "领导",
        "代表",
    ];
    rest.is_empty() || HEADS.iter().any(|h| rest.starts_with(h))
}
