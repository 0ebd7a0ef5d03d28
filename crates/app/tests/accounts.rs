//! `jiehao account`: made, listed, changed, closed; no password is there before one is given.

mod common;

use common::{Run, with_input};
use tempfile::TempDir;

fn account(dir: &TempDir, args: &[&str], password: &str) -> Run {
    let register = dir.path().join("r.db").to_string_lossy().into_owned();
    let args = [&["account", "--register", &register], args].concat();
    with_input(&args, password.as_bytes())
}

#[test]
fn accounts_are_made_and_closed_on_the_command_line() {
    let dir = TempDir::new().expect("a folder");
    let run = account(&dir, &["list"], "");
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("account add NAME --role admin"),
        "{}",
        run.err
    );
    for (password, says) in [
        ("", "10 to 200"),
        ("short\n", "10 to 200"),
        ("admin_____\n", ""),
    ] {
        let run = account(&dir, &["add", "admin", "--role", "admin"], password);
        assert_eq!(
            run.status,
            if says.is_empty() { 0 } else { 2 },
            "{}",
            run.err
        );
        assert!(run.err.contains(says), "{}", run.err);
    }
    let run = account(
        &dir,
        &["add", "王", "--role", "reviewer"],
        "a long password\n",
    );
    assert_eq!(run.status, 0, "{}", run.err);
    let run = account(&dir, &["add", "王"], "a long password\n");
    assert!(run.err.contains("choose another"), "{}", run.err);
    let run = account(&dir, &["close", "admin"], "");
    assert!(
        run.err.contains("another account an administrator"),
        "{}",
        run.err
    );
    assert_eq!(account(&dir, &["role", "王", "admin"], "").status, 0);
    assert_eq!(account(&dir, &["close", "admin"], "").status, 0);
    assert_eq!(
        account(&dir, &["password", "王"], "another password\n").status,
        0
    );
    let run = account(&dir, &["list"], "");
    assert!(
        run.out.contains("王") && run.out.contains("admin"),
        "{}",
        run.out
    );
    assert_eq!(account(&dir, &["open", "nobody"], "").status, 2);
}
