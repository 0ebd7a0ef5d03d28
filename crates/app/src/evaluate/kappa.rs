//! Cohen's kappa on type: how far gold and the program agree on what kind of fact a passage tells,
//! beyond what chance would give.
//!
//! A unit is a fact that either side saw. Records matched by scoring are units of agreement; of
//! the rest, a record of gold and a predicted one that share at least half their key fillers are
//! one unit, whatever their types; any other is a unit that one side calls `none`.

use jiehao_events::Type;

use super::fit::same;
use super::gold::GoldRecord;
use super::prediction::Prediction;

/// Share of key fillers in common (Dice) from which two records are of one fact.
const ONE_FACT: f64 = 0.5;

/// The types, and `none`.
const CATEGORIES: usize = Type::ALL.len() + 1;
const NONE: usize = Type::ALL.len();

/// Agreement on type.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Kappa {
    /// Cohen's kappa over all units; 1 where chance alone would agree on all.
    pub kappa: f64,
    /// Cohen's kappa over the units that both sides saw.
    pub where_both: f64,
    /// Units.
    pub units: usize,
    /// Units that both sides saw.
    pub both: usize,
}

/// Units by what gold and the program call them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    cells: [[usize; CATEGORIES]; CATEGORIES],
}

impl Table {
    /// A unit that both sides call the same.
    pub fn agreed(&mut self, kind: Type) {
        self.cells[place(kind)][place(kind)] += 1;
    }

    /// Adds what is left of a page: pairs of one fact, and what one side alone saw.
    pub fn align(&mut self, missed: &[&GoldRecord], wrong: &[&Prediction]) {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (i, gold) in missed.iter().enumerate() {
            for (j, p) in wrong.iter().enumerate() {
                pairs.push((in_common(gold, p), i, j));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut taken, mut used) = (vec![false; missed.len()], vec![false; wrong.len()]);
        for (common, i, j) in pairs {
            if common >= ONE_FACT && !taken[i] && !used[j] {
                (taken[i], used[j]) = (true, true);
                self.cells[place(missed[i].kind)][named(&wrong[j].kind)] += 1;
            }
        }
        let alone = |used: Vec<bool>| {
            used.into_iter()
                .enumerate()
                .filter(|(_, u)| !u)
                .map(|(i, _)| i)
        };
        alone(taken).for_each(|i| self.cells[place(missed[i].kind)][NONE] += 1);
        alone(used).for_each(|j| self.cells[NONE][named(&wrong[j].kind)] += 1);
    }

    /// The agreement.
    pub fn kappa(&self) -> Kappa {
        let (kappa, units) = self.over(CATEGORIES);
        let (where_both, both) = self.over(NONE);
        Kappa {
            kappa,
            where_both,
            units,
            both,
        }
    }

    /// Kappa over the first categories, and the units it stands on.
    fn over(&self, categories: usize) -> (f64, usize) {
        let all = 0..categories;
        let row = |i: usize| all.clone().map(|j| self.cells[i][j]).sum::<usize>() as f64;
        let column = |j: usize| all.clone().map(|i| self.cells[i][j]).sum::<usize>() as f64;
        let n: f64 = all.clone().map(row).sum();
        if n == 0.0 {
            return (0.0, 0);
        }
        let observed = all.clone().map(|i| self.cells[i][i] as f64).sum::<f64>() / n;
        let chance = all.clone().map(|i| row(i) * column(i)).sum::<f64>() / (n * n);
        let kappa = if chance < 1.0 {
            (observed - chance) / (1.0 - chance)
        } else {
            1.0
        };
        (kappa, n as usize)
    }
}

fn place(kind: Type) -> usize {
    Type::ALL.iter().position(|t| *t == kind).unwrap_or(NONE)
}

fn named(kind: &str) -> usize {
    Type::named(kind).map_or(NONE, place)
}

/// Dice coefficient over key fillers, compared as names, whatever role they fill.
fn in_common(gold: &GoldRecord, p: &Prediction) -> f64 {
    let theirs: Vec<&String> = Type::named(&p.kind)
        .map_or(&[][..], Type::key_roles)
        .iter()
        .flat_map(|r| p.fillers(r))
        .collect();
    let ours: Vec<&[String]> = gold
        .kind
        .key_roles()
        .iter()
        .flat_map(|r| gold.fillers(r))
        .collect();
    let mut used = vec![false; theirs.len()];
    let mut hits = 0;
    for variants in &ours {
        let fits = |j: &usize| !used[*j] && same("", variants, theirs[*j]) > 0.0;
        if let Some(j) = (0..theirs.len()).find(fits) {
            used[j] = true;
            hits += 1;
        }
    }
    2.0 * f64::from(hits) / (ours.len() + theirs.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_of_a_known_table() {
        let mut t = Table::default();
        t.cells[0][0] = 20;
        t.cells[0][1] = 5;
        t.cells[1][0] = 10;
        t.cells[1][1] = 15;
        // observed 0.7, chance 0.5
        assert!((t.kappa().kappa - 0.4).abs() < 1e-12);
        assert_eq!((t.kappa().units, t.kappa().both), (50, 50));
    }

    #[test]
    fn what_one_side_alone_saw_counts_against() {
        let mut t = Table::default();
        t.agreed(Type::Visit);
        t.agreed(Type::Meeting);
        assert_eq!(t.kappa().kappa, 1.0);
        t.cells[NONE][0] = 2;
        let k = t.kappa();
        assert!(
            k.kappa < 0.5 && k.where_both == 1.0 && (k.units, k.both) == (4, 2),
            "{k:?}"
        );
    }
}
