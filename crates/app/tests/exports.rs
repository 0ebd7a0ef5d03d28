//! What `jiehao export` writes is read by readers that are not ours (`tools/readers/`), which
//! `tools/setup.sh` installs from PyPI; where they are not installed, this says so.

mod common;

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::OnceLock;

use common::{corpus, jiehao, objects, reader, root};
use serde_json::Value;
use tempfile::TempDir;

/// Form and the name of its file.
const FORMS: [(&str, &str); 10] = [
    ("csv", "acts"),
    ("xlsx", "acts.xlsx"),
    ("jsonl", "acts.jsonl"),
    ("parquet", "acts.parquet"),
    ("parquet", "columns"),
    ("ics", "acts.ics"),
    ("geojson", "acts.geojson"),
    ("ftm", "acts.ftm"),
    ("annotations", "acts.jsonld"),
    ("plover", "acts.plover"),
];

const LIST: &str = "中方,外方,国别,结好日期,级别\n江西省,黑森州,德国,1985-04,省级\n聊城市,=SUM(1),白俄罗斯,2023,市级\n";

/// A folder with a register of our own pages and a list, and all exports of it.
struct Exported {
    dir: TempDir,
}

impl Exported {
    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_string_lossy().into_owned()
    }

    fn ask(&self, args: &[&str]) -> common::Run {
        common::at(&self.path("r.db"), args)
    }
}

fn exported() -> &'static Exported {
    static ONCE: OnceLock<Exported> = OnceLock::new();
    ONCE.get_or_init(|| {
        let new = Exported {
            dir: TempDir::new().expect("a folder"),
        };
        std::fs::write(new.path("list.csv"), LIST).expect("written");
        assert_eq!(new.ask(&["ingest", "-q", &corpus("")]).status, 0);
        let list = new.ask(&["import", "-q", &new.path("list.csv")]);
        assert_eq!(list.status, 0, "{}", list.err);
        for (form, file) in FORMS {
            let today = ["--today", "2024-06-04", "--months", "60"];
            let file = new.path(file);
            let mut args = vec!["export", "--format", form, "--output", &file];
            args.extend(today);
            let run = new.ask(&args);
            assert_eq!(run.status, 0, "{form}: {}", run.err);
        }
        new
    })
}

/// What the readers found, or nothing where they are not installed.
fn read() -> Option<&'static Value> {
    static ONCE: OnceLock<Option<Value>> = OnceLock::new();
    ONCE.get_or_init(|| {
        let run = Command::new(reader("python")?)
            .arg(root().join("tools/readers/read.py"))
            .arg(exported().dir.path())
            .output()
            .expect("python starts");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "a reader refuses an export:\n{said}");
        Some(serde_json::from_slice(&run.stdout).expect("JSON"))
    })
    .as_ref()
}

fn texts(value: &Value) -> BTreeSet<String> {
    let all = value.as_array().expect("a list").iter();
    all.map(|v| v.as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn all_forms_hold_the_same_acts() {
    let Some(found) = read() else { return };
    let acts = texts(&found["jsonl"]["acts"]);
    assert!(acts.len() > 50, "the corpus is there");
    for form in ["csv", "parquet", "columns", "geojson", "ftm"] {
        assert_eq!(texts(&found[form]["acts"]), acts, "{form}");
    }
    assert_eq!(found["csv"]["since"], found["parquet"]["since"]);
    assert_eq!(found["csv"]["quotes"], found["columns"]["quotes"]);
    let rows = found["plover"]["rows"].as_array().expect("rows");
    assert!(rows.len() > 20);
    assert!(
        rows.iter()
            .all(|r| acts.contains(r["act"].as_str().expect("an act")))
    );
}

#[test]
fn columns_have_types_of_their_own() {
    let Some(found) = read() else { return };
    let types = &found["parquet"]["types"];
    for (column, want) in [
        ("since", "date32[day]"),
        ("sources", "int64"),
        ("confidence", "double"),
        ("cameo", "string"),
    ] {
        assert_eq!(types[column], want, "{column}");
    }
}

#[test]
fn a_workbook_is_a_list_of_ties_and_runs_no_formula() {
    let Some(found) = read() else { return };
    let head = &found["xlsx"]["head"];
    let want = [
        "序号",
        "中方",
        "外方",
        "国别",
        "结好日期",
        "类别",
        "级别",
        "状态",
    ];
    assert_eq!(&head.as_array().expect("a head")[..want.len()], want);
    let ties = objects(&exported().ask(&["ties", "--format", "json"]));
    assert_eq!(texts(&found["xlsx"]["ids"]).len(), ties.len());
}

#[test]
fn a_calendar_holds_what_falls_due() {
    let Some(found) = read() else { return };
    let events = found["ics"]["events"].as_array().expect("events");
    let due = [
        "due",
        "--format",
        "json",
        "--today",
        "2024-06-04",
        "--months",
        "60",
    ];
    let due = objects(&exported().ask(&due));
    assert_eq!(events.len(), due.len());
    assert!(
        events
            .iter()
            .any(|e| e[1].as_str().expect("a summary").contains("周年"))
    );
}

#[test]
fn a_map_joins_the_places_of_both_sides() {
    let Some(found) = read() else { return };
    assert!(found["geojson"]["lines"].as_i64().expect("a number") > 10);
}

#[test]
fn entities_are_people_bodies_links_and_trips() {
    let Some(found) = read() else { return };
    for schema in [
        "Person",
        "PublicBody",
        "Organization",
        "UnknownLink",
        "Event",
        "Document",
    ] {
        assert!(
            found["ftm"]["schemata"][schema].as_i64() > Some(0),
            "{schema}"
        );
    }
}

#[test]
fn an_annotation_finds_its_words_again() {
    let Some(found) = read() else { return };
    let found = &found["annotations"];
    let all = |name: &str| found[name].as_array().expect("a list").clone();
    let (quotes, spans, sources) = (all("quotes"), all("spans"), all("sources"));
    let mut seen = 0;
    for ((quote, span), source) in quotes.iter().zip(&spans).zip(&sources) {
        let id = source.as_str().and_then(|s| s.strip_prefix("urn:jiehao:"));
        let shown = exported().ask(&["show", "--format", "json", id.expect("a capture")]);
        let path = objects(&shown)[0]["seen"][0][0]
            .as_str()
            .expect("a path")
            .to_owned();
        // other charsets and MHTML are decoded by the program, which its own tests look at
        let Some(text) = path
            .ends_with(".txt")
            .then(|| std::fs::read_to_string(&path))
        else {
            continue;
        };
        let Ok(text) = text else { continue };
        let text: Vec<char> = text.trim_start_matches('\u{FEFF}').chars().collect();
        let at = |n: usize| span[n].as_u64().expect("a position") as usize;
        let (start, end) = (at(0), at(1));
        let slice = |from: usize, until: usize| -> String { text[from..until].iter().collect() };
        assert_eq!(quote[1], slice(start, end), "{path}");
        assert_eq!(quote[0], slice(start.saturating_sub(32), start), "{path}");
        assert_eq!(quote[2], slice(end, (end + 32).min(text.len())), "{path}");
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn the_same_filters_hold_for_exports() {
    let of = exported();
    let ties = objects(&of.ask(&["ties", "--format", "json", "--country", "JP"]));
    let args = [
        "export",
        "--format",
        "jsonl",
        "--type",
        "tie",
        "--country",
        "JP",
    ];
    assert!(!ties.is_empty());
    assert_eq!(objects(&of.ask(&args)), ties);
    assert_eq!(
        of.ask(&[
            "export", "--format", "jsonl", "--type", "visit", "--until", "1900"
        ])
        .status,
        1
    );
    assert_eq!(
        of.ask(&["export", "--format", "jsonl", "--type", "nothing"])
            .status,
        2
    );
}

/// A list that was exported and imported again tells the same ties.
#[test]
fn a_workbook_can_be_imported_again() {
    let of = exported();
    let (book, other) = (of.path("acts.xlsx"), of.path("again.db"));
    let run = jiehao(&["import", "-q", "--register", &other, &book]);
    assert_eq!(run.status, 0, "{}", run.err);
    let ties = |run: &common::Run| -> BTreeSet<String> {
        let all = objects(run).into_iter().map(|tie| {
            let name = |role: &str| tie["roles"][role][0]["name"].clone();
            let said = |name: &str| tie["attributes"][name].clone();
            let mut sides = [name("a").to_string(), name("b").to_string()];
            sides.sort();
            format!("{sides:?} {} {}", said("since"), said("kind"))
        });
        all.collect()
    };
    let first = ties(&of.ask(&["ties", "--format", "json"]));
    let again = ties(&jiehao(&["ties", "--register", &other, "--format", "json"]));
    assert_eq!(first, again);
    assert_eq!(jiehao(&["check", "--register", &other]).status, 0);
}

#[test]
fn nothing_half_written_is_left() {
    let of = exported();
    let kept = std::fs::read(of.path("acts.jsonl")).expect("there");
    let again = of.ask(&[
        "export",
        "--format",
        "jsonl",
        "--output",
        &of.path("acts.jsonl"),
    ]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(std::fs::read(of.path("acts.jsonl")).expect("there"), kept);
    let folder = of.ask(&["export", "--format", "csv"]);
    assert!(
        folder.status == 2 && folder.err.contains("--output"),
        "{}",
        folder.err
    );
    let nowhere = of.path("no/such/folder.parquet");
    assert_eq!(
        of.ask(&["export", "--format", "parquet", "--output", &nowhere])
            .status,
        2
    );
    let parts = std::fs::read_dir(of.dir.path()).expect("listed");
    let part = |name: std::ffi::OsString| name.to_string_lossy().ends_with(".part");
    assert!(
        !parts.flatten().any(|e| part(e.file_name())),
        "a part is left"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let full = std::fs::File::create("/dev/full").expect("a full device");
    let run = Command::new(env!("CARGO_BIN_EXE_jiehao"))
        .args([
            "export",
            "--register",
            &exported().path("r.db"),
            "--format",
            "geojson",
        ])
        .stdout(full)
        .output()
        .expect("the command starts");
    assert_eq!(run.status.code(), Some(2));
    assert!(!run.stderr.is_empty());
}
