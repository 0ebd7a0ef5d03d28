//! Nodes that a reader of the page does not see, and readings set above characters.
//!
//! Hijacked pages hide their link farms off screen, in boxes without height, in letters without
//! size, in marquees, or by a class that the page's own style sheet hides.

use std::collections::HashSet;

use dom_query::{Document, NodeData, NodeRef};

use super::walk;
use crate::noise::pattern;

pattern!(
    UNSEEN,
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent|margin-left|margin-top)\s*:\s*-\s*\d{3,}|font-size\s*:\s*0(?:px|em|pt|%)?\s*(?:;|$|!)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)|clip\s*:\s*rect\(\s*0"
);
pattern!(
    FLAT,
    r"(?i)(?:^|[;\s{])(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$|!)"
);
pattern!(CLIPPED, r"(?i)overflow(?:-[xy])?\s*:\s*hidden");
pattern!(RULE, r"([^{}]*)\{([^{}]*)\}");

/// Whether a style hides what it is set on.
fn hides(style: &str) -> bool {
    UNSEEN.is_match(style) || FLAT.is_match(style) && CLIPPED.is_match(style)
}

/// Takes the nodes out of the tree.
pub(super) fn remove(doc: &Document) {
    let (classes, ids) = rules(doc);
    for id in walk::elements(&doc.root()) {
        let Some(node) = doc.tree.get(&id) else {
            continue;
        };
        let out = node.query_or(false, |n| {
            let NodeData::Element(e) = &n.data else {
                return false;
            };
            let name = e.name.local.as_ref();
            if matches!(name, "rt" | "rp" | "rtc") {
                return true;
            }
            if matches!(name, "html" | "body") {
                return false;
            }
            e.attrs.iter().any(|a| {
                let value = a.value.as_ref();
                match a.name.local.as_ref() {
                    "style" => hides(value),
                    "hidden" => true,
                    "class" => value.split_ascii_whitespace().any(|c| classes.contains(c)),
                    "id" => ids.contains(value.trim()),
                    "height" | "width" => {
                        name == "marquee" && matches!(value.trim(), "0" | "1" | "2" | "0px" | "1px")
                    }
                    "scrollamount" => name == "marquee" && value.trim().len() >= 3,
                    _ => false,
                }
            })
        });
        // A page that shows its body only by script is not a link farm.
        if out && !holds_prose(&node) {
            node.remove_from_parent();
        }
    }
}

/// Long text of sentences without links: the body of a page, whatever its style says.
fn holds_prose(node: &NodeRef<'_>) -> bool {
    let mut stops = 0;
    let mut links = 0;
    for n in node.descendants_it() {
        n.query(|n| match &n.data {
            NodeData::Text { contents } => stops += contents.matches('。').count(),
            NodeData::Element(e) => links += usize::from(&*e.name.local == "a"),
            _ => {}
        });
    }
    stops >= 6 && links * 2 < stops
}

/// Classes and ids that the page's own style sheets hide.
fn rules(doc: &Document) -> (HashSet<String>, HashSet<String>) {
    let (mut classes, mut ids) = (HashSet::new(), HashSet::new());
    for node in doc.root().descendants_it().filter(|n| n.has_name("style")) {
        let css = node.text();
        if !UNSEEN.is_match(&css) && !FLAT.is_match(&css) {
            continue;
        }
        for rule in RULE.captures_iter(&css) {
            if !hides(&rule[2]) {
                continue;
            }
            for selector in rule[1].split(',') {
                let s = selector.trim();
                let simple = |s: &str| {
                    s.chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
                };
                match s.split_at_checked(1) {
                    Some((".", name)) if simple(name) => classes.insert(name.to_owned()),
                    Some(("#", name)) if simple(name) => ids.insert(name.to_owned()),
                    _ => false,
                };
            }
        }
    }
    (classes, ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(html: &str) -> String {
        let doc = Document::from(html);
        remove(&doc);
        doc.select("body").text().to_string()
    }

    #[test]
    fn farms_are_found_however_hidden() {
        for html in [
            "<div style='position:absolute;left:-9999px'><a>甲</a></div>乙",
            "<div style='height:0px;overflow:hidden'>甲</div>乙",
            "<style>.x1{position:absolute;top:-800px}</style><p class='a x1'>甲</p>乙",
            "<marquee height=1>甲</marquee>乙",
            "<span style='font-size:0'>甲</span>乙",
            "<ruby><rt>甲</rt></ruby>乙",
        ] {
            assert!(
                !left(html).contains('甲') && left(html).contains('乙'),
                "{html}"
            );
        }
    }

    #[test]
    fn a_low_box_is_not_hidden() {
        assert!(left("<div style='line-height:1;height:100px'>甲</div>").contains('甲'));
        assert!(left("<div style='opacity:0.9;left:-10px'>甲</div>").contains('甲'));
    }
}
