//! `jiehao serve` in a real browser (`tools/browser/`), which `tools/setup.sh` installs; where it is
//! not installed, this says so.

mod common;

use std::path::Path;
use std::process::Command;

use common::server::Server;
use common::{at, corpus, root, with_input};
use tempfile::TempDir;

/// Whether there is a browser and what drives it.
fn installed() -> bool {
    let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];
    let named = std::env::var_os("JIEHAO_CHROMIUM").is_some();
    let modules = root().join("tools/browser/node_modules/playwright-core");
    (named || chromium.iter().any(|c| Path::new(c).exists())) && modules.exists()
}

#[test]
fn every_page_stands_in_a_browser() {
    if !installed() {
        eprintln!("no chromium or no tools/browser/node_modules; run tools/setup.sh");
        return;
    }
    let dir = TempDir::new().expect("a folder");
    let register = dir.path().join("r.db").to_string_lossy().into_owned();
    assert_eq!(at(&register, &["ingest", "-q", &corpus("")]).status, 0);
    let server = Server::of(&register);
    let mut command = Command::new("node");
    command.arg(root().join("tools/browser/run.mjs"));
    command.arg(&server.address);
    if let Some(shots) = std::env::var_os("JIEHAO_SHOTS") {
        command.arg(shots);
    }
    let run = command.output().expect("node runs");
    let out = String::from_utf8_lossy(&run.stdout);
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{out}{err}");
    eprintln!("{out}");
}

#[test]
fn who_has_an_account_reviews_and_adds_in_a_browser() {
    if !installed() {
        eprintln!("no chromium or no tools/browser/node_modules; run tools/setup.sh");
        return;
    }
    let dir = TempDir::new().expect("a folder");
    let register = dir.path().join("r.db").to_string_lossy().into_owned();
    assert_eq!(at(&register, &["ingest", "-q", &corpus("a")]).status, 0);
    let password = "a long password";
    for (name, role) in [
        ("admin", "admin"),
        ("reviewer", "reviewer"),
        ("second", "reviewer"),
    ] {
        let args = [
            "account",
            "--register",
            &register,
            "add",
            name,
            "--role",
            role,
        ];
        assert_eq!(with_input(&args, password.as_bytes()).status, 0);
    }
    let server = Server::of(&register);
    let mut command = Command::new("node");
    command.arg(root().join("tools/browser/desk.mjs"));
    command.args([&server.address, password]);
    if let Some(shots) = std::env::var_os("JIEHAO_SHOTS") {
        command.arg(shots);
    }
    let run = command.output().expect("node runs");
    let out = String::from_utf8_lossy(&run.stdout);
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{out}{err}");
    eprintln!("{out}");
}

#[cfg(unix)]
#[test]
fn a_server_that_is_told_to_stop_ends_well() {
    let dir = TempDir::new().expect("a folder");
    let register = dir.path().join("r.db").to_string_lossy().into_owned();
    let page = corpus("a/005-gansu-akita-video.txt");
    assert_eq!(at(&register, &["ingest", "-q", &page]).status, 0);
    let mut server = Server::of(&register);
    let id = server.child.id().to_string();
    let stop = Command::new("kill").args(["-TERM", &id]).status();
    assert!(stop.expect("kill runs").success());
    assert!(server.child.wait().expect("it ends").success());
}

#[test]
fn what_cannot_be_served_is_said_so() {
    let dir = TempDir::new().expect("a folder");
    let none = dir.path().join("none.db").to_string_lossy().into_owned();
    let run = at(&none, &["serve"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("there is no register here"), "{}", run.err);
    let run = at(&none, &["serve", "--listen", "nowhere"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("127.0.0.1:8080"), "{}", run.err);
}
