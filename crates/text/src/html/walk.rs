//! From a tree with marks to lines that know their source.

use dom_query::{NodeData, NodeId, NodeRef};

use super::mark::marked;
use crate::line::{Ch, Line, is_void};

/// Lines of text below a node, with the runs they were read from.
#[derive(Default)]
pub(super) struct Walk<'a> {
    source: &'a str,
    runs: &'a [(u32, u32)],
    pub lines: Vec<Line>,
    /// Per line, the name of the innermost heading element it stands in.
    pub headings: Vec<bool>,
    chars: Vec<Ch>,
    linked: usize,
    heading: bool,
    /// Next unread source byte and end of the current run.
    at: usize,
    end: usize,
}

/// How an element shapes the text around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Lines begin and end with it.
    Block,
    /// Within a line.
    Inline,
    /// Not text of the page.
    Skip,
}

fn shape(name: &str) -> Shape {
    match name {
        "script" | "style" | "noscript" | "template" | "svg" | "math" | "iframe" | "object"
        | "embed" | "select" | "textarea" | "input" | "button" | "head" | "title" | "rt" | "rp"
        | "map" | "datalist" | "noframes" => Shape::Skip,
        "a" | "b" | "i" | "em" | "strong" | "span" | "font" | "u" | "s" | "small" | "big"
        | "sub" | "sup" | "mark" | "abbr" | "cite" | "code" | "q" | "tt" | "label" | "ins"
        | "del" | "strike" | "bdo" | "bdi" | "ruby" | "rb" | "wbr" | "time" | "img" | "nobr"
        | "acronym" | "var" | "kbd" | "samp" | "data" | "dfn" | "center" | "st1" => Shape::Inline,
        // Names of word processors (`st1:chsdate`, `o:p`) are no blocks.
        other if other.contains(':') => Shape::Inline,
        _ => Shape::Block,
    }
}

impl<'a> Walk<'a> {
    pub fn new(source: &'a str, runs: &'a [(u32, u32)]) -> Self {
        Self {
            source,
            runs,
            ..Self::default()
        }
    }

    /// Reads all text below `root`. Not recursive: pages nest as deep as they like.
    pub fn read(mut self, root: &NodeRef<'_>) -> Self {
        let mut node = *root;
        let (mut links, mut headings, mut pres) = (0_usize, 0_usize, 0_usize);
        let mut down = true;
        loop {
            if down {
                let mut enter = node.is_document() || node.is_fragment();
                node.query(|n| match &n.data {
                    NodeData::Text { contents } => self.text(contents, links > 0, pres > 0),
                    NodeData::Element(e) => {
                        let name = e.name.local.as_ref();
                        let shape = shape(name);
                        enter = shape != Shape::Skip;
                        if shape == Shape::Block {
                            self.flush();
                        }
                        if enter {
                            links += usize::from(name == "a");
                            headings += usize::from(matches!(name, "h1" | "h2"));
                            pres += usize::from(name == "pre");
                            self.heading = headings > 0;
                        }
                    }
                    _ => {}
                });
                if enter && let Some(child) = node.first_child() {
                    node = child;
                    continue;
                }
                // A skipped element is left without having been entered.
                if enter {
                    self.leave(&node, &mut links, &mut headings, &mut pres);
                }
            }
            if node.id == root.id {
                break;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                down = true;
            } else if let Some(parent) = node.parent() {
                node = parent;
                down = false;
                self.leave(&node, &mut links, &mut headings, &mut pres);
            } else {
                break;
            }
        }
        self.flush();
        self.straighten();
        self
    }

    fn leave(
        &mut self,
        node: &NodeRef<'_>,
        links: &mut usize,
        headings: &mut usize,
        pres: &mut usize,
    ) {
        node.query(|n| {
            if let NodeData::Element(e) = &n.data {
                let name = e.name.local.as_ref();
                if shape(name) == Shape::Block {
                    self.flush();
                }
                *links = links.saturating_sub(usize::from(name == "a"));
                *headings = headings.saturating_sub(usize::from(matches!(name, "h1" | "h2")));
                *pres = pres.saturating_sub(usize::from(name == "pre"));
                self.heading = *headings > 0;
            }
        });
    }

    fn flush(&mut self) {
        if let Some(line) = Line::new(self.chars.drain(..), self.linked) {
            self.lines.push(line);
            self.headings.push(self.heading);
        }
        self.linked = 0;
    }

    fn text(&mut self, contents: &str, linked: bool, pre: bool) {
        for c in contents.chars() {
            if let Some(run) = marked(c) {
                if let Some(&(start, end)) = self.runs.get(run) {
                    (self.at, self.end) = (start as usize, end as usize);
                }
                continue;
            }
            let (start, end) = self.take(c);
            if pre && c == '\n' {
                self.flush();
                continue;
            }
            if linked && !c.is_whitespace() && !is_void(c) {
                self.linked += 1;
            }
            self.chars.push(Ch {
                c,
                start: start as u32,
                end: end as u32,
            });
        }
    }

    /// The source bytes that a character of the tree was read from, and steps past them.
    fn take(&mut self, c: char) -> (usize, usize) {
        loop {
            let start = self.at;
            let rest = &self.source[start..self.end.max(start)];
            let Some(s) = rest.chars().next() else {
                return (start, start);
            };
            let len = match s {
                '&' => entity(rest, c),
                '\r' if c == '\n' && rest[1..].starts_with('\n') => 2,
                // What the parser drops: NUL, and our own marks when the page had some.
                _ if s != c && (s == '\0' || s as u32 >= 0xf_0000) => {
                    self.at += s.len_utf8();
                    continue;
                }
                _ => s.len_utf8(),
            };
            self.at = start + len;
            return (start, self.at);
        }
    }

    /// Puts lines into the order of the source. Text that stood between the cells of a table is
    /// moved out by the parser, and then only.
    fn straighten(&mut self) {
        if self
            .lines
            .windows(2)
            .all(|w| w[0].at().end <= w[1].at().start)
            && self.lines.iter().all(|l| is_ordered(&l.chars))
        {
            return;
        }
        let mut parts: Vec<(Line, bool)> = Vec::new();
        for (line, &heading) in self.lines.drain(..).zip(&self.headings) {
            let linked = line.linked;
            let mut from = 0;
            for i in 1..=line.chars.len() {
                let breaks = i == line.chars.len() || line.chars[i].start < line.chars[i - 1].end;
                if breaks {
                    parts.extend(
                        Line::new(line.chars[from..i].iter().copied(), linked)
                            .map(|l| (l, heading)),
                    );
                    from = i;
                }
            }
        }
        parts.sort_by_key(|p| p.0.at().start);
        let mut end = 0;
        for (line, heading) in parts {
            let at = line.at();
            if at.start < end {
                // Two lines grown into each other: nothing but a broken table does this.
                continue;
            }
            end = at.end;
            self.lines.push(line);
            self.headings.push(heading);
        }
        self.headings.truncate(self.lines.len());
    }
}

fn is_ordered(chars: &[Ch]) -> bool {
    chars.windows(2).all(|w| w[0].end <= w[1].start)
}

/// The length of the entity at the start of `rest` that became `c`; of `&` alone if none did.
fn entity(rest: &str, c: char) -> usize {
    const OLD: [&str; 12] = [
        "nbsp", "amp", "lt", "gt", "quot", "copy", "reg", "middot", "laquo", "raquo", "deg",
        "times",
    ];
    let body = &rest[1..];
    let name = body
        .find(|x: char| !x.is_ascii_alphanumeric() && x != '#')
        .unwrap_or(body.len());
    if name == 0 {
        return 1;
    }
    if body[name..].starts_with(';') {
        // An unknown name stays as it is written.
        let known = c != '&' || ["amp", "AMP", "#38", "#x26", "#X26"].contains(&&body[..name]);
        return if known { name + 2 } else { 1 };
    }
    if c == '&' {
        return if body.starts_with("amp") { 4 } else { 1 };
    }
    if body.starts_with('#') {
        return name + 1;
    }
    OLD.iter()
        .find(|o| body.starts_with(**o))
        .map_or(name, |o| o.len())
        + 1
}

/// The ids of elements below `root`, in document order.
pub(super) fn elements(root: &NodeRef<'_>) -> Vec<NodeId> {
    root.descendants_it()
        .filter(NodeRef::is_element)
        .map(|n| n.id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::mark;

    fn lines(html: &str) -> Vec<(String, String)> {
        let m = mark::set(html).unwrap();
        let doc = dom_query::Document::from(m.html.as_str());
        let walk = Walk::new(html, &m.runs).read(&doc.root());
        let show = |l: &Line| {
            let text: String = l.chars.iter().map(|c| c.c).collect();
            let source: String = l
                .chars
                .iter()
                .map(|c| &html[c.start as usize..c.end as usize])
                .collect();
            (text, source)
        };
        walk.lines.iter().map(show).collect()
    }

    fn check(html: &str, want: &[(&str, &str)]) {
        let got = lines(html);
        let got: Vec<_> = got.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(got, want, "{html}");
    }

    #[test]
    fn every_character_knows_its_source() {
        check(
            "<p>甲<b>乙</b></p><div>丙",
            &[("甲乙", "甲乙"), ("丙", "丙")],
        );
        check(
            "<p>R&amp;D &ldquo;合作&#8221;&unknown; A&B",
            &[(
                "R&D “合作”&unknown; A&B",
                "R&amp;D &ldquo;合作&#8221;&unknown; A&B",
            )],
        );
        check(
            "甲<br>乙&nbsp丙\r\n丁",
            &[("甲", "甲"), ("乙 丙 丁", "乙&nbsp丙\r\n丁")],
        );
        check("<ruby>国<rt>guó</rt></ruby>", &[("国", "国")]);
    }

    #[test]
    fn text_between_cells_comes_back_to_its_place() {
        let html = "<p>甲</p><table><tr><td>乙</td></tr>丙<tr><td>丁</td></tr></table>";
        check(
            html,
            &[("甲", "甲"), ("乙", "乙"), ("丙", "丙"), ("丁", "丁")],
        );
    }
}
