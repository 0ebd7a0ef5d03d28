//! `jiehao evaluate`.

use crate::Outcome;
use crate::cli::Evaluate;

pub(crate) fn run(_args: &Evaluate) -> anyhow::Result<Outcome> {
    anyhow::bail!("not yet")
}
