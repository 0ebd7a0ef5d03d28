//! Prints the names found in a text on standard input, with what they may mean, and the speed of the search.
//!
//! `cargo run --release -p jiehao-places --example hits < page.txt`

use std::io::Read;
use std::time::Instant;

use jiehao_places::Gazetteer;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let gazetteer = Gazetteer::get();
    let mut hits = Vec::new();
    let (start, rounds) = (Instant::now(), 100);
    for _ in 0..rounds {
        gazetteer.hits(&text, &mut hits);
    }
    let seconds = start.elapsed().as_secs_f64() / f64::from(rounds);
    eprintln!(
        "{} bytes, {} hits, {:.0} MB/s",
        text.len(),
        hits.len(),
        text.len() as f64 / seconds / 1e6
    );
    for hit in &hits {
        let form = gazetteer.form(hit.form);
        let trust = if form.common_word {
            "word"
        } else if form.weak {
            "weak"
        } else {
            "name"
        };
        let senses: Vec<_> = gazetteer
            .senses(hit.form)
            .iter()
            .take(4)
            .map(|s| gazetteer.place(s.place).id)
            .collect();
        let suffix = hit.suffix.map_or("", |s| s.text());
        println!(
            "{}\t{suffix}\t{trust}\t{}",
            &text[hit.start..hit.end],
            senses.join(" ")
        );
    }
    Ok(())
}
