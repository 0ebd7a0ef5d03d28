//! The ranker on names held apart from what it learnt: `heldout.tsv`, drawn by `tools/gazetteer/heldout.py`.

use std::collections::BTreeMap;

use jiehao_places::{Gazetteer, PlaceId};

struct Row {
    set: &'static str,
    group: &'static str,
    country: &'static str,
    id: &'static str,
    han: &'static str,
    pinyin: String,
}

fn rows(set: &str) -> Vec<Row> {
    let lines = include_str!("heldout.tsv").lines();
    let rows = lines.filter(|l| !l.starts_with('#')).map(|line| {
        let c: Vec<&str> = line.split('\t').collect();
        Row {
            set: c[0],
            group: c[1],
            country: c[2],
            id: c[3],
            han: c[4],
            pinyin: c[5].replace(' ', ""),
        }
    });
    rows.filter(|r| r.set == set).collect()
}

#[derive(Default)]
struct Tally {
    of: usize,
    first: usize,
    five: usize,
}

impl Tally {
    fn add(&mut self, at: Option<usize>) {
        self.of += 1;
        self.first += usize::from(at == Some(0));
        self.five += usize::from(at.is_some());
    }
    fn shares(&self) -> (f64, f64) {
        let of = self.of as f64;
        (self.first as f64 / of, self.five as f64 / of)
    }
}

#[test]
fn dump() {
    let gazetteer = Gazetteer::get();
    for row in rows("margin") {
        let gold = gazetteer.by_id(row.id).expect(row.id);
        let parent = gazetteer.place(gold).parent;
        for (i, parent) in [None, parent].into_iter().enumerate() {
            let mut found = gazetteer.rank(row.han, row.country, parent, 6);
            let show = |f: &[jiehao_places::Likeness]| f.iter().take(2).map(|l| format!("{:.1}", l.bits)).collect::<Vec<_>>().join(" ");
            let pop = found.first().map_or(0, |f| gazetteer.place(f.place).population);
            let first = found.first().is_some_and(|f| f.place == gold);
            let a = show(&found);
            found.retain(|f| f.place != gold);
            let pop2 = found.first().map_or(0, |f| gazetteer.place(f.place).population);
            println!("D\t{i}\t{}\t{}\t{first}\t{pop}\t{a}\t{pop2}\t{}\t{}\t{}", row.han.chars().count(), row.group, show(&found), row.han, found.first().map_or("", |f| gazetteer.place(f.place).name));
        }
    }
}

#[test]
fn held_out_names() {
    let gazetteer = Gazetteer::get();
    let mut by_group: BTreeMap<&str, [Tally; 2]> = BTreeMap::new();
    for row in rows("test") {
        let gold = gazetteer.by_id(row.id).expect(row.id);
        let parent = gazetteer.place(gold).parent;
        for (i, parent) in [None, parent].into_iter().enumerate() {
            let found = gazetteer.rank(row.han, row.country, parent, 5);
            let at = found.iter().position(|l| l.place == gold);
            for group in [row.group, "all"] {
                by_group.entry(group).or_default()[i].add(at);
            }
        }
        let _ = (&row.pinyin, PlaceId::clone);
    }
    for (group, tallies) in &by_group {
        let [country, parent] = [tallies[0].shares(), tallies[1].shares()];
        println!("{group:<4} {:>5} country {:.3} {:.3} parent {:.3} {:.3}", tallies[0].of, country.0, country.1, parent.0, parent.1);
    }
}
