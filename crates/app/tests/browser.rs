//! `jiehao serve` in a real browser (`tools/browser/`), which `tools/setup.sh` installs; where it is
//! not installed, this says so.

mod common;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use common::{at, corpus, root};
use tempfile::TempDir;

/// A server, stopped when it is dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn of(register: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_jiehao"))
            .args(["serve", "--register", register, "--listen", "127.0.0.1:0"])
            .args(["--today", "2022-11-16"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut line).expect("a line");
        let rest = line.split("http://").nth(1).expect("an address");
        let address = rest.split_whitespace().next().expect("an address");
        Self {
            address: format!("http://{address}"),
            child,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

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
