//! A register of each schema, and a backup of each version, are kept and can be opened for ever.
//!
//! `UPDATE=1` writes those of the newest schema again, which may change until it is published.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::*;
use crate::{Filter, SCHEMA, Verdict};

/// What the kept registers were filled with.
const PAGES: &[(&str, &str)] = &[
    (
        "a.txt",
        "聊城市与新波洛茨克市缔结友好城市关系\n\
         2023年2月8日，山东省聊城市与白俄罗斯新波洛茨克市签署建立友好城市关系协议书。\n",
    ),
    (
        "b.txt",
        "俄罗斯客人来访\n2023年6月12日，俄罗斯特维尔州代表团访问聊城市。\n",
    ),
];

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/kept"))
}

fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn fill(register: &mut Register) {
    for (locator, text) in PAGES {
        ingest(register, locator, text);
    }
    let acts = register.acts(&Filter::default()).expect("acts");
    let visit = acts.iter().find(|a| a.kind == "visit").expect("a visit");
    let by = ("王某", AT, "核对过");
    register
        .decide(Verdict::Accept, &visit.records[0].id, None, by)
        .expect("decided");
}

fn hold(register: &mut Register) {
    let acts = register.acts(&Filter::default()).expect("acts");
    for kind in ["visit", "tie", "agreement"] {
        assert!(acts.iter().any(|a| a.kind == kind), "{kind}");
    }
    assert_eq!(register.decisions().expect("one").len(), 1);
    for (_, text) in PAGES {
        let id = crate::capture_id(text.as_bytes());
        assert_eq!(register.bytes(&id).expect("bytes"), text.as_bytes());
    }
    let hits = register.search(&["缔结".into()], &Filter::default());
    assert_eq!(hits.expect("found").len(), 1);
    assert_eq!(register.check(false).expect("checked"), []);
    // and it is of use: a page is added
    let added = ingest(register, "c.txt", "2024年6月1日，聊城市代表团访问日本。\n");
    assert!(matches!(added, Ingested::Read(_)), "{added:?}");
}

#[test]
fn a_register_of_each_schema_opens() {
    if update() {
        let dir = TempDir::new().expect("a folder");
        let path = dir.path().join("r.db");
        let store = Sqlite::open(&path).expect("a file");
        let mut register = Register::with(Box::new(store)).expect("a register");
        fill(&mut register);
        drop(register);
        let bytes = fs::read(&path).expect("whole");
        fs::create_dir_all(folder()).expect("made");
        let file = fs::File::create(folder().join(format!("schema-{SCHEMA}.db.gz")));
        let mut packer = GzEncoder::new(file.expect("a file"), Compression::best());
        packer.write_all(&bytes).expect("written");
        packer.finish().expect("written");
    }
    for schema in 1..=SCHEMA {
        let file = fs::File::open(folder().join(format!("schema-{schema}.db.gz")));
        let mut bytes = Vec::new();
        let mut unpacked = GzDecoder::new(file.expect("kept"));
        unpacked.read_to_end(&mut bytes).expect("whole");
        let dir = TempDir::new().expect("a folder");
        let path = dir.path().join("r.db");
        fs::write(&path, bytes).expect("written");
        let mut register = Register::open(path.to_str().expect("a path")).expect("opens");
        hold(&mut register);
    }
}

#[test]
fn a_backup_of_each_version_is_restored() {
    let path = folder().join("backup-1.gz");
    if update() {
        let ground = Ground::file();
        let mut register = ground.register();
        fill(&mut register);
        let mut out = Vec::new();
        register.backup(&mut out, "backup").expect("backed up");
        fs::create_dir_all(folder()).expect("made");
        fs::write(&path, out).expect("written");
    }
    let bytes = fs::read(&path).expect("kept");
    on_each(|ground| {
        let mut register = ground.register();
        register
            .restore(&mut bytes.as_slice(), "backup-1.gz")
            .expect("restored");
        hold(&mut register);
    });
}
