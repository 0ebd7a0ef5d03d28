//! What the head of an HTML page says: JSON-LD and meta tags, headline, stamp, source.

use dom_query::Document;
use serde_json::Value;

use super::walk::Walk;
use crate::line::Line;
use crate::meta::Facts;
use crate::{Stamp, stamp};

/// Facts that are declared for machines.
pub(super) fn declared(doc: &Document) -> Facts {
    let mut facts = Facts::default();
    for node in doc
        .select("script[type='application/ld+json']")
        .nodes()
        .iter()
        .take(8)
    {
        if let Ok(value) = serde_json::from_str::<Value>(node.text().trim()) {
            linked_data(&value, &mut facts, 0);
        }
    }
    for node in doc.select("meta[content]").nodes() {
        let Some(content) = node.attr("content") else {
            continue;
        };
        let Some(name) = ["property", "name", "itemprop"]
            .iter()
            .find_map(|a| node.attr(a))
        else {
            continue;
        };
        let content = content.trim();
        match name.to_ascii_lowercase().as_str() {
            "article:published_time"
            | "og:published_time"
            | "og:release_date"
            | "pubdate"
            | "publishdate"
            | "publish_date"
            | "datepublished"
            | "apub:time"
            | "weibo: article:create_at"
            | "weibo:article:create_at"
            | "firstpublishtime" => {
                facts.stamp = facts.stamp.or_else(|| iso(content));
            }
            "contentsource" | "source" | "mediaid" if facts.outlet.is_none() => {
                let fits = (2..=20).contains(&content.chars().count()) && !content.contains("://");
                facts.outlet = fits.then(|| content.to_owned());
            }
            _ => {}
        }
    }
    facts
}

fn linked_data(value: &Value, facts: &mut Facts, depth: usize) {
    if depth > 4 {
        return;
    }
    if let Some(all) = value.as_array() {
        all.iter()
            .take(16)
            .for_each(|v| linked_data(v, facts, depth + 1));
        return;
    }
    if let Some(graph) = value.get("@graph") {
        linked_data(graph, facts, depth + 1);
    }
    let kind = value
        .get("@type")
        .map(ToString::to_string)
        .unwrap_or_default();
    if !["Article", "Posting", "WebPage", "Report"]
        .iter()
        .any(|k| kind.contains(k))
    {
        return;
    }
    let date = value
        .get("datePublished")
        .or_else(|| value.get("pubDate"))
        .and_then(Value::as_str);
    facts.stamp = facts.stamp.or_else(|| date.and_then(iso));
    let named = |key: &str| {
        let v = value.get(key)?;
        let v = v.as_array().and_then(|a| a.first()).unwrap_or(v);
        let name = v.get("name").unwrap_or(v).as_str()?.trim();
        (!name.is_empty() && name.chars().count() <= 24).then(|| name.to_owned())
    };
    facts.author = facts.author.take().or_else(|| named("author"));
    facts.outlet = facts
        .outlet
        .take()
        .or_else(|| named("sourceOrganization"))
        .or_else(|| named("publisher"));
}

/// A machine's stamp: local time is kept as given, whatever the zone.
fn iso(s: &str) -> Option<Stamp> {
    stamp::find(s).map(|f| f.0)
}

/// How far below the headline stamp and source may stand.
const BELOW: usize = 14;

/// Fills in what the visible head says.
pub(super) fn head(facts: &mut Facts, page: &Walk<'_>, title: Option<&Line>, body: &[Line]) {
    let start = body
        .iter()
        .find(|l| l.is_prose())
        .map_or(usize::MAX, |l| l.at().start);
    let first = page
        .lines
        .iter()
        .position(|l| l.at().end > start)
        .unwrap_or(page.lines.len());
    let headline = headline(page, title, first);
    facts.title = match headline {
        Some(i) => crate::meta::title(&page.lines[i]),
        None => title.and_then(tag_title),
    };
    if let Some(title) = title {
        facts.site = facts.site.take().or_else(|| site(title));
    }
    // From the headline down to the body; a stamp above the headline only when there is none below.
    let below = headline.map_or(0..0, |i| i + 1..(i + 1 + BELOW).min(page.lines.len()));
    let above = first.saturating_sub(BELOW)..first;
    let mut seen = Facts::default();
    for i in below.chain(above) {
        let line = &page.lines[i];
        if line.len() <= 160
            && !(line.is_prose() && line.text.contains('。'))
            && Some(i) != headline
        {
            seen.note(line);
        }
    }
    facts.stamp = match (facts.stamp, seen.stamp) {
        // A declared day and a visible hour of that day: the visible says more.
        (Some(d), Some(v))
            if d.time.is_none() || v.days() != d.days() && d.days().abs_diff(v.days()) > 1 =>
        {
            Some(v)
        }
        (d, v) => d.or(v),
    };
    facts.outlet = seen.outlet.or(facts.outlet.take());
    facts.author = seen.author.or(facts.author.take());
}

fn letters(s: &str) -> String {
    s.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The line of the page that is its headline: one that the title tag repeats, a heading first.
fn headline(page: &Walk<'_>, title: Option<&Line>, first: usize) -> Option<usize> {
    let tag = title.map(|t| letters(&t.text)).unwrap_or_default();
    let mut best: Option<(usize, usize)> = None;
    for (i, line) in page.lines.iter().enumerate().take(first + 2) {
        let key = letters(&line.text);
        let n = key.chars().count();
        if !(5..=90).contains(&n) || !tag.contains(&key) {
            continue;
        }
        let mut score = n * 4;
        score += if tag.starts_with(&key) { 24 } else { 0 };
        score += if page.headings[i] { 20 } else { 0 };
        score = if line.linked * 2 > line.len() {
            score / 2
        } else {
            score
        };
        if best.is_none_or(|b| score >= b.0) {
            best = Some((score, i));
        }
    }
    let heading = || {
        (0..first).rev().find(|&i| {
            page.headings[i] && (4..=80).contains(&page.lines[i].len()) && page.lines[i].han() >= 4
        })
    };
    best.filter(|b| b.0 >= 40).map(|b| b.1).or_else(heading)
}

/// The headline out of a title tag: what stands before the names of section and site.
fn tag_title(title: &Line) -> Option<Line> {
    let t = title.text.as_str();
    let mut end = t.len();
    for mark in [
        "_", " - ", " | ", "|", "--", "——", " — ", "-", "»", "<", "›",
    ] {
        if let Some(i) = t.find(mark)
            && t[..i].chars().count() >= 4
        {
            end = end.min(i);
            break;
        }
    }
    Line::new(title.chars[..title.index(end)].iter().copied(), 0)
}

/// The name of the site at the end of a title tag: `…_某某网`.
fn site(title: &Line) -> Option<String> {
    let at = title.text.rfind(['_', '-', '|', '—'])?;
    let name = title.text[at..].trim_start_matches(['_', '-', '|', '—', ' ']);
    let named =
        name.ends_with(['报', '网', '社', '台']) && (3..=12).contains(&name.chars().count());
    let from = title.index(title.text.len() - name.len());
    named.then(|| title.chars[from..].iter().map(|ch| ch.c).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_data_and_meta() {
        let html = r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-03-02T10:11:12+08:00","author":{"name":"王某"}}</script>
            <meta name="source" content="某报">"#;
        let doc = Document::from(html);
        let facts = declared(&doc);
        assert_eq!(
            facts.stamp.map(|s| s.to_string()).as_deref(),
            Some("2024-03-02T10:11:12")
        );
        assert_eq!(
            (facts.author.as_deref(), facts.outlet.as_deref()),
            (Some("王某"), Some("某报"))
        );
    }
}
