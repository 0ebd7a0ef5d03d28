//! `ARCHITECTURE.md` names paths; all of them exist, and all crates are named.

mod common;

use std::fs;

use common::root;

/// Words in backquotes that look like a path of the tree.
fn paths(text: &str) -> Vec<&str> {
    let words = text.split('`').skip(1).step_by(2);
    words
        .filter(|w| {
            w.contains('/') && !w.contains(' ') && !w.contains("://") && !w.starts_with('-')
        })
        .collect()
}

#[test]
fn every_path_named_exists() {
    for page in ["ARCHITECTURE.md", "README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(page)).expect(page);
        let gone: Vec<&str> = paths(&text)
            .into_iter()
            .filter(|p| !root().join(p.trim_end_matches('/')).exists())
            .collect();
        assert!(gone.is_empty(), "{page} names what is not there: {gone:?}");
    }
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    assert!(paths(&text).len() > 10, "it names paths at all");
    for entry in fs::read_dir(root().join("crates")).expect("crates/") {
        let name = format!(
            "crates/{}",
            entry.expect("an entry").file_name().to_string_lossy()
        );
        assert!(text.contains(&name), "{name} is not described");
    }
}
