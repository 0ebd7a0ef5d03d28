//! Prints the places of a country whose Latin names a Chinese name may transliterate.
//!
//! `cargo run --release -p jiehao-places --example rank -- COUNTRY NAME…`

use std::time::Instant;

use jiehao_places::Gazetteer;

fn main() {
    let gazetteer = Gazetteer::get();
    let mut args = std::env::args().skip(1);
    let country = args.next().unwrap_or_default();
    gazetteer.rank("阿", &country, None, 1);
    for name in args {
        let start = Instant::now();
        let found = gazetteer.rank(&name, &country, None, 5);
        let taken = start.elapsed();
        println!("{name} in {taken:?}");
        for like in found {
            let place = gazetteer.place(like.place);
            println!(
                "  {:6.1} {} {} ({})",
                like.bits, place.id, place.name, place.population
            );
        }
    }
}
