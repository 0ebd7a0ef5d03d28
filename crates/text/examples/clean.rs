//! Prints what the crate makes of files, one JSON object a line, for the scorers.
//!
//! usage: clean [--script source] FILE…

use std::io::{self, Write};

use jiehao_text::{Hint, Script, read};

fn main() -> io::Result<()> {
    let mut script = Script::Simplified;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--script" {
            script = if args.next().as_deref() == Some("source") {
                Script::Source
            } else {
                Script::Simplified
            };
            continue;
        }
        let bytes = std::fs::read(&arg)?;
        let page = read(
            &bytes,
            &Hint {
                script,
                ..Hint::default()
            },
        );
        let removed: Vec<_> = page
            .removed
            .iter()
            .map(|cut| {
                let (start, end) = page.code_points(cut.at);
                serde_json::json!({"start": start, "end": end, "reason": cut.reason})
            })
            .collect();
        let line = serde_json::json!({
            "doc": arg,
            "title": page.title.as_ref().map(|t| t.text.as_str()),
            "outlet": page.outlet,
            "published": page.published.map(|s| s.to_string()),
            "author": page.author,
            "text": page.body.text,
            "charset": page.charset,
            "problems": page.problems.iter().map(|p| p.what.as_str()).collect::<Vec<_>>(),
            "removed": removed,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
