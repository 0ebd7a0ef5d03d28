//! Specs in Chinese that a diplomat can review (`tests/specs/*.md`), run as tests.
//!
//! A case is a heading `### …`, a fenced block 页 (a page) and a fenced block 记录 (a record a
//! line: `meeting a=许明 b=奥尔洛夫 date=2024-06-04`, or 无). The page must give these records and no
//! others. A role or attribute that a line leaves out is not looked at; `key=无` asks that it be
//! left out. Names may carry a post `甲（省长）`, an id `甲@cn:360000` or a country `甲@DE`.
//! A case under a line `待改进:` fails today and must be freed of the mark when it passes.

mod common;

use std::fs;

use common::{Asked, crooked, files, here, lines, page};
use jiehao_events::{Record, Rules, Type};

/// One page and what it holds.
#[derive(Default)]
struct Case {
    name: String,
    line: usize,
    page: String,
    records: Vec<String>,
    /// What is still wrong, by the mark 待改进.
    pending: Option<String>,
}

fn cases(file: &str, text: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    let mut inside = None;
    for (i, l) in text.lines().enumerate() {
        let at = i + 1;
        match (inside, l.strip_prefix("```")) {
            (None, Some(kind)) => {
                assert!(
                    matches!(kind, "页" | "记录"),
                    "{file}:{at}: a block is 页 or 记录, not “{kind}”"
                );
                assert!(
                    !out.is_empty(),
                    "{file}:{at}: a block before any ### heading"
                );
                inside = Some(kind);
            }
            (Some(_), Some(_)) => inside = None,
            (Some(kind), None) => {
                let case = out.last_mut().expect("a case is open");
                if kind == "页" {
                    case.page.push_str(l);
                    case.page.push('\n');
                } else if !l.trim().is_empty() {
                    case.records.push(l.trim().to_owned());
                }
            }
            (None, None) => {
                if let Some(name) = l.strip_prefix("### ") {
                    out.push(Case {
                        name: name.to_owned(),
                        line: at,
                        ..Case::default()
                    });
                } else if let Some(what) = l
                    .strip_prefix("待改进:")
                    .or_else(|| l.strip_prefix("待改进："))
                {
                    let case = out.last_mut().expect("a case is open");
                    case.pending = Some(what.trim().to_owned());
                }
            }
        }
    }
    for c in &out {
        let at = format!("{file}:{}: {}", c.line, c.name);
        assert!(!c.page.is_empty(), "{at}: no 页");
        assert!(!c.records.is_empty(), "{at}: no 记录; write 无 for none");
        assert!(
            c.pending.as_deref() != Some(""),
            "{at}: say in a sentence what is wrong"
        );
    }
    out
}

/// The records of a page against the lines of a spec: each line one record, none left over.
fn check(text: &str, want: &[String]) -> Result<(), String> {
    let page = page(text.as_bytes());
    // a page of one sentence gives few grounds: what is read and not told counts here too
    let read = jiehao_events::extract(&page, Rules::built_in());
    let found: Vec<Record> = read.records.into_iter().chain(read.doubted).collect();
    if let Some(why) = crooked(&page, &found) {
        return Err(why);
    }
    let want: Vec<&String> = want.iter().filter(|l| *l != "无").collect();
    let mut left: Vec<&Record> = found.iter().collect();
    let mut missing = String::new();
    for l in want {
        let mut words = l.split_whitespace();
        let kind = words.next().unwrap_or("");
        let kind = Type::named(kind).ok_or_else(|| format!("“{kind}” is no type: {l}"))?;
        let asked: Vec<Asked> = words.map(Asked::read).collect::<Result<_, _>>()?;
        let fits = |r: &&Record| r.kind == kind && asked.iter().all(|a| a.met(r, true));
        match left.iter().position(fits) {
            Some(i) => drop(left.remove(i)),
            None => missing.push_str(&format!("    {l}\n")),
        }
    }
    if missing.is_empty() && left.is_empty() {
        return Ok(());
    }
    let left: Vec<Record> = left.into_iter().cloned().collect();
    Err(format!("  missing\n{missing}  left over\n{}", lines(&left)))
}

#[test]
fn pages_give_the_records_of_the_specs() {
    let mut wrong = String::new();
    for path in files(&here("tests/specs"), "md") {
        let file = path.file_name().expect("a name").to_string_lossy();
        let cases = cases(&file, &fs::read_to_string(&path).expect("UTF-8"));
        assert!(
            (5..=12).contains(&cases.len()),
            "{file}: {} cases; a spec has 5 to 12",
            cases.len()
        );
        for c in cases {
            let at = format!("{file}:{}: {}", c.line, c.name);
            match (check(&c.page, &c.records), c.pending) {
                (Ok(()), None) | (Err(_), Some(_)) => {}
                (Err(why), None) => wrong.push_str(&format!("{at}\n{why}\n")),
                (Ok(()), Some(mark)) => wrong.push_str(&format!(
                    "{at}\n  passes now: take out the mark 待改进: {mark}\n\n"
                )),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
