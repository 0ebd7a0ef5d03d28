//! A region on one page of A4, as a file of HTML that needs nothing beside it.

use std::fmt::Write;

use jiehao_places::Gazetteer;
use jiehao_register::{ActView, Audit, Due, FillerView, Region};

use super::act;
use crate::pipeline::printable;
use crate::vocabulary;

/// What a dossier is made of.
pub(crate) struct Dossier<'a> {
    pub region: &'a Region,
    pub audits: &'a [Audit],
    pub due: &'a [Due],
    /// The day it is made, ISO.
    pub day: &'a str,
    /// Acts of a kind that are shown.
    pub limit: usize,
}

/// Characters of a quote.
const QUOTE: usize = 46;

/// Shown in print as on the screen; a page of A4 holds about 80 lines of it.
const STYLE: &str = "\
@page{size:A4;margin:12mm}\
body{font:9.5px/1.35 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif;\
color:#111;max-width:186mm;margin:0 auto}\
h1{font-size:18px;margin:0}h2{font-size:11px;margin:7px 0 2px;border-bottom:1px solid #888}\
header p,footer{color:#555;margin:1px 0}table{border-collapse:collapse;width:100%}\
td,th{text-align:left;vertical-align:top;padding:1px 6px 1px 0;border-bottom:1px solid #ddd}\
th{color:#555;font-weight:normal}.n{white-space:nowrap}.q{color:#555}\
section{break-inside:avoid}.two{columns:2;column-gap:8mm}ul{margin:0;padding-left:11px}li{break-inside:avoid}\
footer{margin-top:8px;border-top:1px solid #888}@media screen{body{font-size:14px;padding:24px}}";

/// The whole file.
pub(crate) fn page(of: &Dossier<'_>) -> String {
    let region = of.region;
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{name} 对外交往概况</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{name} 对外交往概况</h1>\n",
        name = escaped(&region.name),
    );
    let counts: Vec<String> = region
        .counts
        .iter()
        .map(|(kind, n)| format!("{} {n}", act::kind(kind)))
        .collect();
    let _ = writeln!(
        out,
        "<p>{} · {}</p>\n<p>{} · 据登记册所载报道与名录编成，只述其所言；未载者不等于没有。</p>\n</header>",
        escaped(&region.place),
        counts.join(" · "),
        escaped(of.day),
    );
    claims(&mut out, of.audits);
    ties(&mut out, of);
    out.push_str("<div class=\"two\">\n");
    for (title, acts) in [
        ("出访", &region.visits_out),
        ("来访", &region.visits_in),
        ("会见会谈", &region.meetings),
        ("签署文件", &region.agreements),
    ] {
        let lines = acts.iter().take(of.limit).map(line).collect();
        section(&mut out, title, lines, acts.len());
    }
    let due: Vec<String> = of.due.iter().take(of.limit).map(falls_due).collect();
    section(&mut out, "到期与周年", due, of.due.len());
    out.push_str("</div>\n");
    let _ = writeln!(
        out,
        "<footer>结好 jiehao {} · 编号可用 <code>jiehao show</code> 查原文</footer>\n</body>\n</html>",
        env!("CARGO_PKG_VERSION")
    );
    out
}

fn section(out: &mut String, title: &str, lines: Vec<String>, all: usize) {
    if lines.is_empty() {
        return;
    }
    let more = all - lines.len();
    let _ = writeln!(out, "<section>\n<h2>{title}</h2>\n<ul>");
    for line in lines {
        let _ = writeln!(out, "<li>{line}</li>");
    }
    if more > 0 {
        let _ = writeln!(out, "<li class=\"q\">另有 {more} 项</li>");
    }
    out.push_str("</ul>\n</section>\n");
}

fn claims(out: &mut String, audits: &[Audit]) {
    if audits.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>自述与在册</h2>\n<table>\n<tr><th>截至<th>所计<th>自述<th>在册<th>在册名单</tr>\n");
    for a in audits {
        let _ = writeln!(
            out,
            "<tr><td class=\"n\">{}<td>{}<td class=\"n\">{}<td class=\"n\">{}<td>{}</tr>",
            escaped(a.as_of.as_deref().unwrap_or("未注明")),
            escaped(&a.measure),
            escaped(&a.claimed),
            a.on_record,
            escaped(&a.which.join("、")),
        );
    }
    out.push_str("</table>\n</section>\n");
}

fn ties(out: &mut String, of: &Dossier<'_>) {
    let ties = &of.region.ties;
    if ties.is_empty() {
        return;
    }
    // a table takes less room a row than a list, and ties are what such a page is read for
    let most = of.limit * 3;
    out.push_str("<section>\n<h2>友好关系</h2>\n<table>\n<tr><th>起始<th>中方<th>外方<th>国别<th>类别<th>来源<th>依据</tr>\n");
    for tie in ties.iter().take(most) {
        let (mut one, mut other) = tie.sides();
        let chinese = |side: &[FillerView]| side.iter().any(|f| f.country.as_deref() == Some("CN"));
        if !chinese(one) && chinese(other) {
            (one, other) = (other, one);
        }
        let names = |side: &[FillerView]| {
            side.iter()
                .map(|f| f.name.clone())
                .collect::<Vec<_>>()
                .join("、")
        };
        let land = other
            .iter()
            .find_map(|f| f.country.as_deref())
            .unwrap_or_default();
        let mut kind = vocabulary::value(
            "kind",
            tie.attributes.get("kind").map_or("", String::as_str),
        )
        .to_owned();
        if let Some(status) = tie.attributes.get("status") {
            let _ = write!(kind, " {}", vocabulary::value("status", status));
        }
        if !tie.conflicts.is_empty() {
            kind.push_str("（说法不一）");
        }
        let _ = writeln!(
            out,
            "<tr><td class=\"n\">{}<td>{}<td>{}<td class=\"n\">{}<td>{}<td>{}<td class=\"q\">「{}」</tr>",
            escaped(tie.when.as_deref().unwrap_or("不详")),
            escaped(&names(one)),
            escaped(&names(other)),
            escaped(country(land)),
            escaped(kind.trim()),
            tie.sources,
            escaped(&cut(&tie.quote(), QUOTE / 2)),
        );
    }
    out.push_str("</table>\n");
    if ties.len() > most {
        let _ = writeln!(out, "<p class=\"q\">另有 {} 项</p>", ties.len() - most);
    }
    out.push_str("</section>\n");
}

fn line(act: &ActView) -> String {
    let status = act.attributes.get("status").map_or(String::new(), |s| {
        format!("（{}）", vocabulary::value("status", s))
    });
    format!(
        "<span class=\"n\">{}</span> {}{} <span class=\"q\">「{}」{}</span>",
        escaped(act.when.as_deref().unwrap_or("时间不详")),
        escaped(&act.headline()),
        escaped(&status),
        escaped(&cut(&act.quote(), QUOTE)),
        escaped(&act.id[..10.min(act.id.len())]),
    )
}

fn falls_due(due: &Due) -> String {
    let what = match due.years {
        Some(years) => format!("{} 结好{years}周年", due.act.headline()),
        None => due.act.headline(),
    };
    let state = match (due.overdue, due.kept_by.first()) {
        (_, Some((id, _))) => format!("或已履行，见 {}", &id[..10.min(id.len())]),
        (true, None) => "已过期，未见履行记录".to_owned(),
        (false, None) => String::new(),
    };
    format!(
        "<span class=\"n\">{}</span> {} <span class=\"q\">{}</span>",
        escaped(&due.day),
        escaped(&what),
        escaped(&state),
    )
}

fn country(code: &str) -> &'static str {
    let gazetteer = Gazetteer::get();
    gazetteer
        .country(code)
        .map_or("", |p| gazetteer.place(p).name)
}

fn cut(text: &str, most: usize) -> String {
    let mut out: String = text.chars().take(most).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Words of a page must not become markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_page_become_no_markup() {
        assert_eq!(
            escaped("<b a=\"1\">&'"),
            "&lt;b a=&quot;1&quot;&gt;&amp;&#39;"
        );
        assert_eq!(cut("友好城市", 2), "友好…");
    }
}
