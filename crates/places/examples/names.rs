//! Prints what names mean, and how long the gazetteer takes to open.
//!
//! `cargo run --release -p jiehao-places --example names -- NAME…`, or lines of `name<TAB>country` on standard input.

use std::io::{BufRead, Write};
use std::time::Instant;

use jiehao_places::{Context, Gazetteer};

fn main() {
    let start = Instant::now();
    let gazetteer = Gazetteer::get();
    eprintln!(
        "opened in {:?}: {} places, {} forms",
        start.elapsed(),
        gazetteer.places().count(),
        gazetteer.forms().count()
    );
    let mut out = std::io::stdout().lock();
    let mut show = |name: &str, country: Option<&str>| {
        let found = gazetteer.resolve(
            name,
            &Context {
                country,
                year: Some(2024),
                ..Context::default()
            },
        );
        let candidates: Vec<_> = found
            .candidates
            .iter()
            .take(4)
            .map(|c| gazetteer.place(*c).id)
            .collect();
        let line = format!(
            "{name}\t{}\t{}\t{:?}\t{}",
            found.id.unwrap_or("-"),
            found.country.unwrap_or("-"),
            found.why,
            candidates.join(" ")
        );
        writeln!(out, "{line}").is_ok()
    };
    let names: Vec<String> = std::env::args().skip(1).collect();
    if !names.is_empty() {
        names.iter().for_each(|n| {
            show(n, None);
        });
        return;
    }
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (name, country) = line.split_once('\t').unwrap_or((&line, ""));
        if !show(name, Some(country).filter(|c| !c.is_empty())) {
            return;
        }
    }
}
