//! Lists the islands of `web/dist`, if they were built, to be compiled in. Without them the site is
//! whole, and its pages have tables and no pictures.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    let entries = fs::read_dir(&dist).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut packed: Vec<_> = paths
        .filter(|p| p.extension().is_some_and(|e| e == "gz"))
        .collect();
    packed.sort();
    if packed.is_empty() {
        println!(
            "cargo::warning=web/dist holds no islands: pages have tables and no pictures (with Node 20.19 or \
             newer, tools/setup.sh builds them)"
        );
    }
    let mut out = String::from("pub(super) static PACKED: &[(&str, &[u8])] = &[\n");
    for path in &packed {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let path = path.display().to_string();
        let _ = writeln!(out, "    ({name:?}, include_bytes!({path:?})),");
    }
    out.push_str("];\n");
    let to = Path::new(&env::var_os("OUT_DIR").expect("cargo names a folder")).join("islands.rs");
    fs::write(to, out).expect("the folder of cargo can be written to");
}
