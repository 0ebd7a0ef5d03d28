//! `jiehao conflicts`: what contradicts itself.

use jiehao_register::{Contradiction, Register};

use super::acts::filter;
use crate::Outcome;
use crate::cli::Acts;
use crate::output::grid::{self, Column};
use crate::vocabulary;

const COLUMNS: [Column; 3] = [
    Column("about", "关于"),
    Column("values", "说法"),
    Column("of", "对象"),
];

pub(crate) fn run(args: &Acts) -> anyhow::Result<Outcome> {
    let filter = filter(&args.filters, &[])?;
    let found = Register::open(&args.at.register)?.conflicts(&filter)?;
    grid::put(args.format, args.bom, &COLUMNS, &found, row)
}

fn row(c: &Contradiction) -> Vec<String> {
    let about = match c.about.as_str() {
        "whereabouts" => "同时两地",
        "post" => "一职两人",
        attribute => vocabulary::label(attribute),
    };
    let value = |(value, by): (&String, &Vec<String>)| {
        format!(
            "{}（{}）",
            vocabulary::value(&c.about, value),
            by.join("、")
        )
    };
    let values: Vec<String> = c.values.iter().map(value).collect();
    vec![about.to_owned(), values.join(" / "), c.of.clone()]
}
