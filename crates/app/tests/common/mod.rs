//! Runs the command and shows what it did.
#![allow(dead_code)]

pub mod server;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// Runs `jiehao` with these arguments.
pub fn jiehao(args: &[&str]) -> Run {
    with_input(args, b"")
}

/// Runs a command of `jiehao` at a register.
pub fn at(register: &str, args: &[&str]) -> Run {
    let (command, rest) = args.split_first().expect("a command");
    jiehao(&[&[*command, "--register", register], rest].concat())
}

/// Runs `jiehao` with something on standard input.
pub fn with_input(args: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_jiehao"))
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let done = child.wait_with_output().expect("the command ends");
    feeder.join().expect("input was fed");
    Run {
        status: done.status.code().expect("no signal ended it"),
        out: String::from_utf8(done.stdout).expect("UTF-8"),
        err: String::from_utf8(done.stderr).expect("UTF-8"),
    }
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A page or folder of the corpus.
pub fn corpus(path: &str) -> String {
    root()
        .join("corpus")
        .join(path)
        .to_string_lossy()
        .into_owned()
}

/// The lines of a run as JSON.
pub fn objects(run: &Run) -> Vec<serde_json::Value> {
    run.out
        .lines()
        .map(|l| serde_json::from_str(l).expect("a JSON object a line"))
        .collect()
}

/// A program of the environment that `tools/setup.sh` puts readers into; none where it is not there.
pub fn reader(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("JIEHAO_READERS").map(PathBuf::from);
    let program = folder
        .unwrap_or_else(|| root().join("target/readers"))
        .join("bin")
        .join(name);
    if !program.exists() {
        eprintln!("{}: not installed; run tools/setup.sh", program.display());
        return None;
    }
    Some(program)
}
