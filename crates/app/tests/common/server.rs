//! `jiehao serve`, started and stopped.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A server, stopped when it is dropped.
pub struct Server {
    pub child: Child,
    pub address: String,
}

impl Server {
    pub fn of(register: &str) -> Self {
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
