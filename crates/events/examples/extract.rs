//! Prints the records of pages as JSON lines; with `--all`, those too that are not told; with `--explain`, what each
//! rule did.
use std::collections::BTreeMap;

use serde_json::{Value, json};

fn main() {
    let rules = jiehao_events::Rules::built_in();
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let explain = args.first().is_some_and(|a| a == "--explain");
    let all = args.first().is_some_and(|a| a == "--all");
    if explain || all {
        args.remove(0);
    }
    for path in args {
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let page = jiehao_text::read(&bytes, &jiehao_text::Hint::default());
        if explain {
            let e = jiehao_events::explain(&page, rules);
            println!("=== {path} {:?} {:?}", page.outlet, page.published);
            for s in e.trace {
                println!("\n● {}", s.span.of(&e.text));
                let names: Vec<String> =
                    s.names.iter().map(|(_, k, n)| format!("{k}:{n}")).collect();
                println!("   {}", names.join(" | "));
                for f in s.firings {
                    println!("   - {} “{}” {:?}", f.rule, f.word.of(&e.text), f.verdict);
                }
            }
            continue;
        }
        let read = jiehao_events::extract(&page, rules);
        let doubted = read.doubted.into_iter().filter(|_| all);
        for r in read.records.into_iter().chain(doubted) {
            let roles: BTreeMap<&str, Vec<Value>> = r.roles.iter().map(|(k, v)| {
                (k.as_str(), v.iter().map(|f| json!({"name": f.name, "id": f.id, "country": f.country, "post": f.post, "of": f.of})).collect())
            }).collect();
            let evidence: Vec<Value> = r
                .evidence
                .iter()
                .map(|e| json!({"start": e.start, "end": e.end, "exact": e.exact}))
                .collect();
            println!(
                "{}",
                json!({"doc": path, "type": r.kind.name(), "roles": roles, "attributes": r.attributes, "evidence": evidence, "rule": r.rule, "confidence": r.confidence, "grounds": r.grounds.iter().map(|g| g.name.as_str()).collect::<Vec<_>>()})
            );
        }
    }
}
