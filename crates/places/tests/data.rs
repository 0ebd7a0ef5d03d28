//! The data that is compiled in: what its checksums say, and its size.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

/// `tools/gazetteer/build.sh --check` rebuilds the data and holds it against the same list.
#[test]
fn the_checksums_are_of_the_committed_build() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let list = fs::read_to_string(folder.join("SHA256SUMS")).expect("the list is committed");
    let mut listed: Vec<&str> = Vec::new();
    for line in list.lines() {
        let (sum, name) = line.split_once("  ").expect("a sum and a name");
        let bytes = fs::read(folder.join(name)).expect(name);
        let own: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(own, sum, "{name}");
        listed.push(name);
    }
    let mut held: Vec<String> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| {
            entry
                .expect("readable")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name != "SHA256SUMS")
        .collect();
    held.sort();
    assert_eq!(held, listed, "every file has its sum");
}

#[test]
fn the_data_stays_small() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let size = |entry: std::io::Result<fs::DirEntry>| {
        entry.and_then(|e| e.metadata()).map_or(0, |m| m.len())
    };
    let total: u64 = fs::read_dir(folder)
        .expect("the folder is there")
        .map(size)
        .sum();
    println!("{total} bytes");
    assert!(total <= 6_000_000, "{total}");
}
