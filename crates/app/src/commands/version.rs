//! `jiehao --version`.

use std::io::Write;

use jiehao_places::Gazetteer;

use super::output;
use crate::Outcome;

pub(crate) fn run(verbose: bool) -> anyhow::Result<Outcome> {
    let mut out = output();
    writeln!(out, "jiehao {}", env!("CARGO_PKG_VERSION"))?;
    if verbose {
        let gazetteer = Gazetteer::get();
        let (places, forms) = (gazetteer.places().count(), gazetteer.forms().count());
        let nameless = gazetteer.nameless();
        writeln!(
            out,
            "\ngazetteer: {places} places, {forms} names; {nameless} towns by their Latin names alone; from"
        )?;
        for line in gazetteer.credits().lines() {
            writeln!(out, "  {line}")?;
        }
        writeln!(out, "\nlicensed under MIT or Apache-2.0, at your choice")?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
