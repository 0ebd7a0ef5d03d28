//! Marks that carry source offsets through an HTML parser which keeps none.
//!
//! Before parsing, one character of the private planes 15 and 16 is set before each run of text.
//! It names the run. However the parser moves text (foster parenting, implied ends), the mark goes
//! along, and what follows it up to the next mark is that run, entities decoded. Runs of white
//! space are left unmarked, so that the extractor still sees them as empty.

/// Marks there are, and so runs a page may have; beyond it the page is read without a tree.
const MARKS: usize = 2 * 0xfffe;
/// Elements open at once, beyond which the page is read without a tree: parsers slow down
/// quadratically in it.
const DEPTH: usize = 500;

/// Entities times bytes of the runs they stand in, beyond which the page is read without a tree:
/// the tokenizer looks ahead to the end of the run after each.
const LOOKAHEAD: usize = 4 << 30;

/// A page with marks, and the runs they stand for.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub html: String,
    /// Source bytes of each run.
    pub runs: Vec<(u32, u32)>,
}

/// The mark of run `i`.
fn mark(i: usize) -> Option<char> {
    let (plane, low) = (i / 0xfffe, i % 0xfffe);
    char::from_u32((15 + plane as u32) << 16 | low as u32)
}

/// The run a character marks.
pub(super) fn marked(c: char) -> Option<usize> {
    let cp = c as u32;
    let low = (cp & 0xffff) as usize;
    (cp >= 0xf_0000 && low < 0xfffe).then(|| ((cp >> 16) as usize - 15) * 0xfffe + low)
}

/// Sets the marks; `None` when the page has too many runs or is nested too deep.
pub(super) fn set(source: &str) -> Option<Marked> {
    let mut out = Marked {
        html: String::with_capacity(source.len() + source.len() / 8),
        runs: Vec::new(),
    };
    let (mut depth, mut copied, mut lookahead) = (0_usize, 0, 0_usize);
    for piece in Pieces::new(source) {
        match piece {
            Piece::Text(start, end) => {
                if is_blank(&source[start..end]) {
                    continue;
                }
                let entities = source[start..end].bytes().filter(|&b| b == b'&').count();
                lookahead = lookahead.saturating_add(entities * (end - start));
                if out.runs.len() >= MARKS || lookahead > LOOKAHEAD {
                    return None;
                }
                push_plain(&mut out.html, &source[copied..start]);
                out.html.push(mark(out.runs.len())?);
                out.runs.push((start as u32, end as u32));
                copied = start;
            }
            Piece::Open(name, _) => {
                if !is_void(name) && !may_stay_open(name) {
                    depth += 1;
                }
                if depth > DEPTH {
                    return None;
                }
            }
            Piece::Close(name) => {
                if !may_stay_open(name) {
                    depth = depth.saturating_sub(1);
                }
            }
        }
    }
    push_plain(&mut out.html, &source[copied..]);
    Some(out)
}

/// Copies text without the characters that are marks: no page means anything by them.
fn push_plain(out: &mut String, s: &str) {
    // All of planes 15 and 16 start with these two bytes.
    if s.bytes().any(|b| b == 0xf3 || b == 0xf4) {
        out.extend(s.chars().filter(|&c| (c as u32) < 0xf_0000));
    } else {
        out.push_str(s);
    }
}

/// White space, written as itself or as an entity.
fn is_blank(s: &str) -> bool {
    let mut rest = s.trim_start();
    while let Some(r) = rest.strip_prefix('&') {
        let known = [
            "nbsp;", "nbsp", "#160;", "#xa0;", "#xA0;", "ensp;", "emsp;", "#12288;", "#x3000;",
            "#32;",
        ];
        let Some(r) = known.iter().find_map(|k| r.strip_prefix(k)) else {
            return false;
        };
        rest = r.trim_start();
    }
    rest.is_empty()
}

fn is_void(name: &str) -> bool {
    const VOID: [&str; 14] = [
        "br", "img", "meta", "link", "input", "hr", "area", "base", "col", "embed", "param",
        "source", "track", "wbr",
    ];
    VOID.iter().any(|v| name.eq_ignore_ascii_case(v))
}

/// Elements that the next of their kind ends.
fn may_stay_open(name: &str) -> bool {
    const IMPLIED: [&str; 14] = [
        "p", "li", "td", "tr", "th", "dd", "dt", "option", "tbody", "thead", "html", "body",
        "head", "rt",
    ];
    IMPLIED.iter().any(|v| name.eq_ignore_ascii_case(v))
}

/// A piece of markup as the tokenizer of HTML sees it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Bytes of a run of text.
    Text(usize, usize),
    /// Name of an opening tag, and the bytes of the whole tag.
    Open(&'a str, (usize, usize)),
    /// Name of a closing tag.
    Close(&'a str),
}

/// Splits markup into tags and text, in one pass. Scripts, styles and comments are passed over.
pub(super) struct Pieces<'a> {
    source: &'a str,
    at: usize,
    /// The element whose content is no markup, when inside one.
    raw: Option<&'a str>,
}

impl<'a> Pieces<'a> {
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            raw: None,
        }
    }

    /// The end of the tag that starts at `start`: quotes hide `>` where a value may stand.
    fn tag_end(&self, start: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut i = start;
        while i < bytes.len() {
            match bytes[i] {
                b'>' => return i + 1,
                b'=' => {
                    i += 1;
                    while bytes.get(i).is_some_and(u8::is_ascii_whitespace) {
                        i += 1;
                    }
                    if let Some(&quote @ (b'"' | b'\'')) = bytes.get(i) {
                        i += 1;
                        while i < bytes.len() && bytes[i] != quote {
                            i += 1;
                        }
                        i += 1;
                    }
                }
                _ => i += 1,
            }
        }
        bytes.len()
    }

    fn name(&self, start: usize) -> &'a str {
        let rest = &self.source[start..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':')
            .unwrap_or(rest.len());
        &rest[..end]
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let bytes = self.source.as_bytes();
        loop {
            let start = self.at;
            if start >= bytes.len() {
                return None;
            }
            if let Some(raw) = self.raw.take() {
                self.at = closing(bytes, start, raw);
                continue;
            }
            if bytes[start] == b'<' {
                match bytes.get(start + 1) {
                    Some(b) if b.is_ascii_alphabetic() => {
                        let name = self.name(start + 1);
                        self.at = self.tag_end(start + 1 + name.len());
                        self.raw = is_raw(name).then_some(name);
                        return Some(Piece::Open(name, (start, self.at)));
                    }
                    Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                        let name = self.name(start + 2);
                        self.at = self.tag_end(start + 2 + name.len());
                        return Some(Piece::Close(name));
                    }
                    Some(b'!') if self.source[start..].starts_with("<!--") => {
                        let body = start + 4;
                        let rest = &self.source[body..];
                        self.at = if rest.starts_with('>') {
                            body + 1
                        } else if rest.starts_with("->") {
                            body + 2
                        } else {
                            rest.find("-->").map_or(bytes.len(), |i| body + i + 3)
                        };
                        continue;
                    }
                    Some(b'!' | b'?' | b'/') => {
                        self.at = self.source[start..]
                            .find('>')
                            .map_or(bytes.len(), |i| start + i + 1);
                        continue;
                    }
                    _ => {}
                }
            }
            // Text: up to the next character that opens a tag.
            let mut end = start + 1;
            while end < bytes.len() {
                let opens = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?');
                if bytes[end] == b'<' && bytes.get(end + 1).is_some_and(opens) {
                    break;
                }
                end += 1;
            }
            self.at = end;
            return Some(Piece::Text(start, end));
        }
    }
}

fn is_raw(name: &str) -> bool {
    [
        "script", "style", "textarea", "xmp", "iframe", "noembed", "noframes",
    ]
    .iter()
    .any(|r| name.eq_ignore_ascii_case(r))
}

/// Where the closing tag of a raw element starts.
fn closing(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut i = from;
    while i + 2 + name.len() <= bytes.len() {
        match bytes[i..].iter().position(|&b| b == b'<') {
            None => return bytes.len(),
            Some(n) => i += n,
        }
        let rest = &bytes[i + 1..];
        if rest.first() == Some(&b'/')
            && rest
                .get(1..=name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        {
            return i;
        }
        i += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<&str> {
        Pieces::new(html)
            .filter_map(|p| {
                if let Piece::Text(a, b) = p {
                    Some(&html[a..b])
                } else {
                    None
                }
            })
            .collect()
    }

    #[test]
    fn text_between_tags() {
        assert_eq!(texts("<p title='a>b'>甲 < 乙<br>丙</p>"), ["甲 < 乙", "丙"]);
        assert_eq!(
            texts("<script>if (a<b) '</p>'</script>丁<!-- 戊 -->"),
            ["丁"]
        );
        assert_eq!(texts("<style>p{}</STYLE>己<"), ["己<"]);
    }

    #[test]
    fn marks_name_runs() {
        let m = set("<p>甲</p>&nbsp; <p>乙</p>").unwrap();
        assert_eq!(m.runs, [(3, 6), (20, 23)]);
        let names: Vec<_> = m.html.chars().filter_map(marked).collect();
        assert_eq!(names, [0, 1]);
        assert_eq!(marked(mark(0xfffe).unwrap()), Some(0xfffe));
    }

    #[test]
    fn depth_is_bounded() {
        assert!(set(&"<div>".repeat(10_000)).is_none());
        assert!(set(&"<p>甲".repeat(10_000)).is_some());
    }
}
