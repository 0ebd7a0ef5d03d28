//! Desks of earlier schemas open for ever.

use std::io::Read;

use flate2::read::GzDecoder;
use jiehao_desk::{Desk, Role, Scope};

#[test]
fn a_desk_of_schema_1_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("kept.desk");
    let mut bytes = Vec::new();
    let packed = include_bytes!("kept/desk-1.gz");
    let unpacked = GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes);
    unpacked.expect("unpacked");
    std::fs::write(&path, bytes).expect("written");
    let desk = Desk::open(&path).expect("opened").expect("there");
    let names: Vec<(String, Role)> = desk
        .accounts()
        .expect("accounts")
        .into_iter()
        .map(|a| (a.name, a.role))
        .collect();
    let kept = [("admin", Role::Admin), ("王", Role::Reviewer)];
    assert_eq!(names, kept.map(|(name, role)| (name.to_owned(), role)));
    assert!(desk.check("王", "another password").is_ok());
    let token = format!("jiehao_{}", "ab".repeat(32));
    let pass = desk.pass(&token, 1_800_000_000).expect("asked");
    assert_eq!(pass.expect("it holds").scope, Scope::Add);
    let deeds: Vec<String> = desk
        .log(None, 0, 9)
        .expect("the log")
        .into_iter()
        .map(|e| e.deed)
        .collect();
    assert_eq!(deeds, ["password-changed", "account-made", "account-made"]);
}
