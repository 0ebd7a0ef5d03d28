//! A rule file that cannot be used says where, what is wrong and how to mend it; the Chinese
//! guide (`docs/rules.zh-CN.md`) shows these messages.

mod common;

use common::{files, here, lines, page};
use jiehao_events::{RuleError, Rules};

/// The guide.
const GUIDE: &str = include_str!("../../../docs/rules.zh-CN.md");

/// The rule of the guide, for the cases to spoil, a line at a time.
const GOOD: &str = r#"# 我们常见、内置规则还没有收的说法
[[rule]]
name = "茗谈"
type = "meeting"
gloss = "A与B茗谈：边喝茶边谈"
words = "茗谈 举行茗谈"
not_after = "活动 会 厅"
roles.a = "subject: person body delegation"
roles.b = "with: person body delegation"
accepts = ["合肥市市长罗云清与日本久留米市市长松本弘茗谈。 ⇒ a=罗云清 b=松本弘"]
refuses = ["两位老人在湖边茗谈。"]
"#;

fn load(file: &str, text: &str) -> Result<(), RuleError> {
    Rules::with_files(&[(file.to_owned(), text.to_owned())]).map(drop)
}

/// Loads the good rule with one line put for another; the error must be at that line, say what
/// and how to mend it, and the whole message must begin with file and line.
#[track_caller]
fn check(line: usize, put: &str, what: &str, mend: &str) {
    let mut lines: Vec<&str> = GOOD.lines().collect();
    lines[line - 1] = put;
    let text = lines.join("\n");
    let e = load("mine/meeting.toml", &text).expect_err("a spoilt rule is refused");
    assert_eq!(
        (e.file.as_str(), e.line),
        ("mine/meeting.toml", line),
        "{e}"
    );
    assert!(e.what.contains(what), "“{what}” is not told: {e}");
    assert!(e.mend.contains(mend), "“{mend}” is not offered: {e}");
    assert!(told(&e.what), "the guide does not explain: {e}");
    let message = e.to_string();
    assert!(
        message.starts_with(&format!("mine/meeting.toml:{line}: ")),
        "{message}"
    );
}

/// Whether the guide has a row for an error; long lists of what is known are cut short there.
fn told(what: &str) -> bool {
    let rows = GUIDE.lines().filter_map(|l| l.strip_prefix("| "));
    rows.filter_map(|l| l.split(" | ").next()).any(|row| {
        what.starts_with(
            row.split(" … ")
                .next()
                .unwrap_or(row)
                .trim_end_matches(" …"),
        )
    })
}

#[test]
fn the_rule_of_the_guide_is_good() {
    assert!(GUIDE.contains(GOOD));
    assert_eq!(load("mine/meeting.toml", GOOD), Ok(()));
}

#[test]
fn the_rule_of_the_guide_reads_its_page() {
    let block = |name: &str| {
        let from = GUIDE.split_once(name).expect("the guide shows it").1;
        let from = from.split_once("```text\n").expect("a block").1;
        from.split_once("```").expect("its end").0
    };
    let page = page(block("稿子 `page.txt`").as_bytes());
    let own = [("mine/meeting.toml".to_owned(), GOOD.to_owned())];
    let rules = Rules::with_files(&own).expect("a good rule");
    let found = jiehao_events::extract(&page, &rules).records;
    assert_eq!(found.len(), 1, "{}", lines(&found));
    assert_eq!(found[0].rule, "茗谈");
    let without = jiehao_events::extract(&page, Rules::built_in()).records;
    assert!(without.is_empty(), "the guide says that nothing is read");
}

#[test]
fn the_guide_names_every_field_and_section() {
    let read = |path: &std::path::Path| -> toml::Table {
        let text = std::fs::read_to_string(path).expect("UTF-8");
        toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let mut names = std::collections::BTreeSet::new();
    for path in files(&here("rules/words"), "toml") {
        names.extend(read(&path).into_iter().map(|(section, _)| section));
    }
    for path in files(&here("rules"), "toml") {
        // [[rule]], [[figure]], [[named]]; the shared [words] are explained where they stand
        let lists = read(&path).into_iter().filter_map(|(_, v)| match v {
            toml::Value::Array(entries) => Some(entries),
            _ => None,
        });
        for entry in lists.flatten() {
            let fields = entry.as_table().expect("an entry has fields");
            names.extend(fields.keys().filter(|f| *f != "roles").cloned());
        }
    }
    let missing: Vec<&String> = names
        .iter()
        .filter(|n| !GUIDE.contains(&format!("`{n}`")))
        .collect();
    assert!(missing.is_empty(), "not in the guide: {missing:?}");
}

#[test]
fn the_word_lists_of_the_guide_are_good() {
    for block in GUIDE.split("```toml\n").skip(1) {
        let text = block.split_once("```").expect("its end").0;
        assert_eq!(load("mine/words.toml", text), Ok(()));
    }
}

#[test]
fn bad_toml() {
    check(6, r#"words = "茗谈"#, "string", "docs/rules.zh-CN.md");
}

#[test]
fn an_unknown_field() {
    check(6, r#"wrods = "茗谈""#, "wrods", "docs/rules.zh-CN.md");
}

#[test]
fn an_empty_name() {
    check(
        3,
        r#"name = " ""#,
        "no name",
        "give it a short Chinese name",
    );
}

#[test]
fn an_unknown_type() {
    check(
        4,
        r#"type = "meetnig""#,
        "meetnig",
        "use one of visit, meeting",
    );
}

#[test]
fn no_words() {
    check(6, r#"words = " ""#, "no words", "with spaces between");
}

#[test]
fn an_unknown_place() {
    check(
        8,
        r#"roles.a = "subjct: person""#,
        "subjct",
        "use one of subject, object, with",
    );
}

#[test]
fn an_unknown_kind() {
    check(
        8,
        r#"roles.a = "subject: persn""#,
        "persn",
        "use one of person, place, body",
    );
}

#[test]
fn no_place() {
    check(
        8,
        r#"roles.a = "person""#,
        "does not say where",
        "subject: person",
    );
}

#[test]
fn no_examples_accepted() {
    check(
        10,
        "accepts = []",
        "lacks examples",
        "one sentence it accepts and one it refuses",
    );
}

#[test]
fn no_examples_refused() {
    check(
        11,
        "refuses = []",
        "lacks examples",
        "one sentence it accepts and one it refuses",
    );
}

#[test]
fn a_field_left_out() {
    let text = GOOD.replace("gloss = \"A与B茗谈：边喝茶边谈\"\n", "");
    let e = load("mine/meeting.toml", &text).expect_err("a rule must say what it reads");
    assert_eq!((e.file.as_str(), e.line), ("mine/meeting.toml", 2), "{e}");
    assert!(e.what.contains("gloss") && told(&e.what), "{e}");
}

#[test]
fn an_unknown_word_section() {
    let text = "# 词表\n[pots]\nnote = \"职务\"\nwords = \"省长\"\n";
    let e = load("mine/posts.toml", text).expect_err("nobody reads this section");
    assert_eq!((e.file.as_str(), e.line), ("mine/posts.toml", 2), "{e}");
    assert!(e.what.contains("[pots]"), "{e}");
    assert!(e.to_string().contains("post, post_modifier"), "{e}");
    assert!(told(&e.what), "the guide does not explain: {e}");
}

#[test]
fn a_word_file_that_is_no_toml() {
    let text = "[post]\nnote = \"职务\"\nwords = \"省长\n";
    let e = load("mine/posts.toml", text).expect_err("the quote is not closed");
    assert_eq!((e.file.as_str(), e.line), ("mine/posts.toml", 3), "{e}");
    assert!(!e.mend.is_empty(), "{e}");
}
