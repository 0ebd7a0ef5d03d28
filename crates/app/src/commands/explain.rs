//! `jiehao explain`: for the writer of rules.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use jiehao_events::{Extraction, Record, Rules, SentenceTrace, Verdict};
use jiehao_readings::{Made, page};
use jiehao_text::Hint;

use super::{output, rules};
use crate::Outcome;
use crate::cli::Explain;
use crate::output::report;
use crate::pipeline::{each, printable};

const DIM: Style = Style::new().dimmed();
const READ: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
const REFUSED: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));

/// Said of a page that was refused before its sentences were read.
const REFUSED_WHOLE: &str = "全页没有一处够得上细读（见 docs/rules.zh-CN.md“哪些页面不细读”），以上“读出”的不算。\n\
     No stretch of the page weighs enough to be read; what is read above does not count.\n";

pub(crate) fn run(args: &Explain) -> anyhow::Result<Outcome> {
    let own = rules(&args.rules)?;
    let rules = own.as_ref().unwrap_or_else(|| Rules::built_in());
    let work = |doc: &str, bytes: Vec<u8>| {
        let Made { value: page, notes } = page(
            &bytes,
            &Hint {
                name: Some(doc),
                ..Hint::default()
            },
        )?;
        let read = jiehao_events::explain(&page, rules);
        let mut value = String::new();
        report::head(&mut value, doc, &page);
        for (i, sentence) in read.trace.iter().enumerate() {
            value.push_str(&told(i + 1, sentence, &read));
        }
        let _ = writeln!(
            value,
            "\n共 {} 句，读出 {} 条记录。",
            read.trace.len(),
            read.records.len()
        );
        if read.refused {
            value.push_str(REFUSED_WHOLE);
        }
        for record in &read.records {
            value.push_str(&weighed(record));
        }
        if !read.doubted.is_empty() {
            let least = jiehao_events::LEAST_CONFIDENCE * 100.0;
            let _ = writeln!(value, "把握不到 {least:.0}%，不列出：");
            for record in &read.doubted {
                value.push_str(&weighed(record));
            }
        }
        value.push('\n');
        Ok(Made { value, notes })
    };
    let mut out = output();
    let pages = &args.pages;
    let tally = each(&pages.pages, pages.reading, work, |_, text| {
        Ok(out.write_all(text.as_bytes())?)
    })?;
    out.flush()?;
    Ok(tally.outcome())
}

/// A sentence, the names found in it, and what each rule that it set off made of it.
fn told(number: usize, sentence: &SentenceTrace, read: &Extraction) -> String {
    let words = |span: jiehao_events::Span| {
        printable(read.text.get(span.start..span.end).unwrap_or("").trim())
    };
    let mut out = format!("\n{DIM}{number:>3}{DIM:#} {}\n", words(sentence.span));
    if !sentence.names.is_empty() {
        let names = sentence.names.iter().map(|(span, kind, name)| {
            let (said, name) = (words(*span), printable(name));
            match said == name {
                true => format!("{said}〔{kind}〕"),
                false => format!("{said}〔{kind}：{name}〕"),
            }
        });
        let _ = writeln!(
            out,
            "    {DIM}名称{DIM:#} {}",
            names.collect::<Vec<_>>().join(" ")
        );
    }
    for firing in &sentence.firings {
        let (rule, word) = (printable(&firing.rule), words(firing.word));
        let _ = match &firing.verdict {
            Verdict::Read(n) => {
                writeln!(out, "    {READ}读出{READ:#} {rule}：见“{word}”，得 {n} 条")
            }
            Verdict::Refused(why) => {
                writeln!(
                    out,
                    "    {REFUSED}未读{REFUSED:#} {rule}：见“{word}”，{}",
                    printable(why)
                )
            }
        };
    }
    out
}

/// A record's rule and confidence, and the grounds that decided it, the weightiest first.
fn weighed(record: &Record) -> String {
    let mut grounds: Vec<_> = record.grounds.iter().filter(|g| g.weight != 0.0).collect();
    grounds.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let told: Vec<String> = grounds
        .iter()
        .take(5)
        .map(|g| format!("{}{:+.1}", printable(&g.name), g.weight))
        .collect();
    format!(
        "    {} {} {:.2}  {DIM}{}{DIM:#}\n",
        record.kind.name(),
        printable(&record.rule),
        record.confidence,
        told.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use jiehao_events::{Firing, Span};

    use super::*;

    #[test]
    fn a_sentence_tells_its_names_and_rules() {
        let text = "鲁省省长会见韦伯。".to_owned();
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let firing = |rule: &str, verdict| Firing {
            rule: rule.into(),
            word: at("会见"),
            verdict,
        };
        let sentence = SentenceTrace {
            span: Span::new(0, text.len()),
            names: vec![
                (at("鲁省"), "地名", "山东省".into()),
                (at("韦伯"), "人名", "韦伯".into()),
            ],
            firings: vec![
                firing("meeting.receive", Verdict::Read(1)),
                firing("visit.go", Verdict::Refused("没有目的地".into())),
            ],
        };
        let read = Extraction {
            text: text.clone(),
            ..Extraction::default()
        };
        let got = anstream::adapter::strip_str(&told(7, &sentence, &read)).to_string();
        let want = concat!(
            "\n  7 鲁省省长会见韦伯。\n",
            "    名称 鲁省〔地名：山东省〕 韦伯〔人名〕\n",
            "    读出 meeting.receive：见“会见”，得 1 条\n",
            "    未读 visit.go：见“会见”，没有目的地\n",
        );
        assert_eq!(got, want);
    }
}
