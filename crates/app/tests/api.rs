//! The API, the feeds and the calendars of `jiehao serve`, read by readers of others' making
//! (`tools/readers/`): JSON against its own description, JSON-LD by PyLD, Atom by feedparser, iCalendar
//! by icalendar; and schemathesis, which tries what nobody thought of.

mod common;

use std::process::Command;

use common::server::Server;
use common::{at, corpus, reader, root};
use serde_json::Value;
use tempfile::TempDir;

/// Requests that schemathesis makes of each operation at most.
const EXAMPLES: &str = "25";

fn served(dir: &TempDir) -> Server {
    let register = dir.path().join("r.db").to_string_lossy().into_owned();
    assert_eq!(at(&register, &["ingest", "-q", &corpus("")]).status, 0);
    Server::of(&register)
}

#[test]
fn readers_of_others_read_the_api() {
    let Some(python) = reader("python") else {
        return;
    };
    let dir = TempDir::new().expect("a folder");
    let server = served(&dir);
    let run = Command::new(python)
        .arg(root().join("tools/readers/api.py"))
        .arg(&server.address)
        .output()
        .expect("python starts");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "a reader refuses an answer:\n{said}");
    let found: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    assert!(found["answers"].as_i64() > Some(300), "{found}");
    assert!(found["linked"]["triples"].as_i64() > Some(1000), "{found}");
    let types = found["linked"]["types"].as_array().expect("types");
    assert!(types.contains(&"https://schema.org/TravelAction".into()));
    let feeds = &found["feeds"];
    assert_eq!(feeds["zh"], feeds["en"]);
    assert_eq!(feeds["zh"].as_array().map(Vec::len), Some(40));
    assert!(!feeds["events"].as_array().expect("events").is_empty());
    eprintln!(
        "{} answers, {} triples",
        found["answers"], found["linked"]["triples"]
    );
}

#[test]
fn nothing_that_schemathesis_tries_breaks_it() {
    let Some(schemathesis) = reader("schemathesis") else {
        return;
    };
    let dir = TempDir::new().expect("a folder");
    let server = served(&dir);
    let run = Command::new(schemathesis)
        .arg("run")
        .arg(format!("{}/api/v1/openapi.json", server.address))
        .args(["--checks", "not_a_server_error,status_code_conformance"])
        .args([
            "--checks",
            "content_type_conformance,response_schema_conformance",
        ])
        .args([
            "--checks",
            "response_headers_conformance,unsupported_method",
        ])
        .args(["--phases", "examples,coverage,fuzzing", "--mode", "all"])
        .args(["--max-examples", EXAMPLES, "--seed", "1", "--no-color"])
        .args(["--request-timeout", "30"])
        .current_dir(dir.path())
        .output()
        .expect("schemathesis starts");
    let out = String::from_utf8_lossy(&run.stdout);
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{out}{err}");
    eprintln!("{out}");
}
