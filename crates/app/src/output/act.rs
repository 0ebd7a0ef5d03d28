//! Acts of a register: a row each, or told at length with the words they were read from.

use std::fmt::Write;

use jiehao_events::Type;
use jiehao_register::{ActView, CaptureView, Decision, FillerView, RecordView, Region};

use super::grid::Column;
use crate::pipeline::printable;
use crate::vocabulary;

/// The columns of a list of acts of a type.
pub(crate) fn columns(kind: &str) -> Vec<Column> {
    let mut out = vec![Column("when", "时间")];
    out.extend(match kind {
        "tie" => vec![
            Column("a", "一方"),
            Column("b", "另一方"),
            Column("kind", "类别"),
        ],
        "visit" => vec![
            Column("visitor", "来访者"),
            Column("origin", "来自"),
            Column("destination", "目的地"),
            Column("mode", "方式"),
        ],
        "agreement" => vec![
            Column("party", "各方"),
            Column("title", "文件"),
            Column("kind", "类别"),
        ],
        _ => vec![Column("what", "内容")],
    });
    out.extend([
        Column("status", "状态"),
        Column("reports", ""),
        Column("sources", "来源"),
        Column("conflicts", "出入"),
        Column("id", "编号"),
        Column("quote", ""),
    ]);
    out
}

/// An act under [`columns`].
pub(crate) fn row(kind: &str, act: &ActView) -> Vec<String> {
    let columns = columns(kind);
    let cell = |column: &Column| match column.0 {
        "when" => act.when.clone().unwrap_or_default(),
        "reports" => act.reports.to_string(),
        "sources" => act.sources.to_string(),
        "conflicts" => {
            let named = act
                .conflicts
                .iter()
                .map(|c| vocabulary::label(&c.attribute));
            named.collect::<Vec<_>>().join("、")
        }
        "id" => act.id.clone(),
        "quote" => quote(act),
        "what" => headline(act),
        name => said(act, name),
    };
    columns.iter().map(cell).collect()
}

fn said(act: &ActView, name: &str) -> String {
    match (act.roles.get(name), act.attributes.get(name)) {
        (Some(fillers), _) => names(fillers),
        (None, Some(value)) => vocabulary::value(name, value).to_owned(),
        (None, None) => String::new(),
    }
}

fn names(fillers: &[FillerView]) -> String {
    fillers
        .iter()
        .map(|f| f.name.as_str())
        .collect::<Vec<_>>()
        .join("、")
}

/// The words of the first report.
pub(crate) fn quote(act: &ActView) -> String {
    act.quote()
}

/// An act in one line.
pub(crate) fn headline(act: &ActView) -> String {
    printable(&act.headline())
}

/// The type of an act as a report names it.
pub(crate) fn kind(name: &str) -> &'static str {
    Type::named(name).map_or("", vocabulary::kind)
}

/// An act in a line of a dossier.
pub(crate) fn line(act: &ActView) -> String {
    let when = act.when.as_deref().unwrap_or("时间不详");
    let mut more: Vec<String> = Vec::new();
    for name in ["kind", "status", "mode", "due"] {
        if let Some(value) = act.attributes.get(name).filter(|v| *v != "in-person") {
            more.push(printable(vocabulary::value(name, value)));
        }
    }
    more.push(format!("{} 个来源", act.sources));
    more.extend(
        act.conflicts
            .iter()
            .map(|c| format!("{}说法不一", vocabulary::label(&c.attribute))),
    );
    format!(
        "{when}  {}（{}）〔{}〕",
        headline(act),
        more.join("，"),
        act.id
    )
}

/// An act with all its reports.
pub(crate) fn told(act: &ActView) -> String {
    let mut out = format!("{}  {}\n", kind(&act.kind), headline(act));
    let when = act.when.as_deref().unwrap_or("时间不详");
    let _ = writeln!(
        out,
        "{when} · {} 条记录 · {} 个来源 · {}",
        act.reports, act.sources, act.id
    );
    for conflict in &act.conflicts {
        let values = conflict.values.iter();
        let values: Vec<String> = values
            .map(|(value, by)| {
                let value = vocabulary::value(&conflict.attribute, value);
                format!("{}（{}）", printable(value), by.join("、"))
            })
            .collect();
        let label = vocabulary::label(&conflict.attribute);
        let _ = writeln!(out, "说法不一：{label} {}", values.join(" / "));
    }
    for record in &act.records {
        out.push('\n');
        out.push_str(&self::record(record, &[]));
    }
    out
}

/// A record with its words and the decisions about it.
pub(crate) fn record(record: &RecordView, decisions: &[Decision]) -> String {
    let mut out = format!("{} {}", kind(&record.kind), record.id);
    if let Some(reason) = &record.reason {
        let _ = write!(out, "（{} {}）", rank(&record.rank), printable(reason));
    }
    out.push('\n');
    for (role, fillers) in &record.roles {
        let _ = writeln!(
            out,
            "  {} {}",
            vocabulary::label(role),
            printable(&fillers_at_length(fillers))
        );
    }
    for (name, value) in &record.attributes {
        let value = printable(vocabulary::value(name, value));
        let _ = writeln!(out, "  {} {value}", vocabulary::label(name));
    }
    for quote in &record.evidence {
        let words: Vec<&str> = quote.exact.split_whitespace().collect();
        let at = format!("{}–{}", quote.start, quote.end);
        let _ = writeln!(out, "  「{}」（{at}）", printable(&words.join(" ")));
    }
    let sure = (record.confidence * 100.0).round();
    let _ = writeln!(
        out,
        "  把握 {sure}% · 规则 {} · 版本 {} · 网页 {}",
        printable(&record.rule),
        printable(&record.reader),
        record.capture
    );
    for d in decisions {
        out.push_str(&format!("  {}\n", decision(d)));
    }
    out
}

fn rank(name: &str) -> &'static str {
    match name {
        "preferred" => "已确认",
        "lowered" => "不计",
        _ => "",
    }
}

fn fillers_at_length(fillers: &[FillerView]) -> String {
    let one = |f: &FillerView| {
        let office = f.office();
        let known: Vec<&str> = [
            Some(office.as_str()),
            f.place.as_deref().or(f.country.as_deref()),
        ]
        .into_iter()
        .flatten()
        .filter(|s| !s.is_empty())
        .collect();
        match known.is_empty() {
            true => f.name.clone(),
            false => format!("{}（{}）", f.name, known.join("，")),
        }
    };
    fillers.iter().map(one).collect::<Vec<_>>().join("、")
}

/// A decision in a line.
pub(crate) fn decision(d: &Decision) -> String {
    let what = verdict(d.verdict.name());
    let object = d.object.as_ref().map_or(String::new(), |o| format!(" {o}"));
    let holds = if d.holds { "" } else { "（已撤回）" };
    let line = format!(
        "{} {what} {}{object}：{}（{}）{holds}",
        d.at, d.subject, d.ground, d.who
    );
    format!("{} {}", d.id, printable(&line))
}

/// A verdict as a report names it.
pub(crate) fn verdict(name: &str) -> &'static str {
    match name {
        "accept" => "确认",
        "reject" => "否定",
        "same" => "同一",
        "different" => "不同",
        _ => "撤回",
    }
}

/// A capture.
pub(crate) fn capture(c: &CaptureView) -> String {
    let mut out = format!(
        "{}\n",
        printable(c.title.as_deref().unwrap_or("（无标题）"))
    );
    let about: Vec<String> = [&c.outlet, &c.published]
        .into_iter()
        .flatten()
        .map(|s| printable(s))
        .collect();
    let _ = writeln!(
        out,
        "{} · {} 字节 · SHA-256 {}",
        about.join(" · "),
        c.size,
        c.sha256
    );
    for (locator, at) in &c.seen {
        let _ = writeln!(out, "  {at} {}", printable(locator));
    }
    if let Some(original) = c.copy_of.as_ref().filter(|o| **o != c.id) {
        let _ = writeln!(out, "  转载自 {original}");
    }
    for record in &c.records {
        let _ = writeln!(out, "  {record}");
    }
    out
}

/// A dossier on one page.
pub(crate) fn region(region: &Region) -> String {
    let mut out = format!("{}〔{}〕\n", region.name, region.place);
    let count = |(name, n): &(String, i64)| format!("{} {n}", kind(name));
    let counts: Vec<String> = region.counts.iter().map(count).collect();
    let _ = writeln!(out, "{}", counts.join(" · "));
    for (title, acts) in [
        ("友好关系", &region.ties),
        ("出访", &region.visits_out),
        ("来访", &region.visits_in),
        ("会见会谈", &region.meetings),
        ("签署文件", &region.agreements),
        ("承诺", &region.commitments),
        ("自述数字", &region.claims),
    ] {
        if acts.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{title}");
        for act in acts {
            let _ = writeln!(out, "  {}", line(act));
            let words: String = quote(act).chars().take(80).collect();
            let _ = writeln!(out, "    「{}」", printable(&words));
        }
    }
    out
}
