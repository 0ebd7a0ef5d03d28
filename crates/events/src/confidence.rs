//! How far a record may be trusted: the share of records read on like grounds that were right.
//!
//! Grounds are short statements about a record that hold or do not (规则:会见, 人有职务, 隔句). Each has a
//! weight; their sum gives the odds. `tools/confidence/fit.py` learns the weights by logistic
//! regression from records that readers judged (`jiehao evaluate --grounds`), and the weights that
//! decided are shown with the record, so that a figure can always be taken apart.

mod grounds;

use std::collections::HashMap;

use serde::Deserialize;

use crate::record::Ground;

pub use grounds::{Page, grounds};

/// A record below this is not told: on pages held apart, of those between one half and 0.6 fewer than half were right.
pub const LEAST: f32 = 0.6;

/// Weights of grounds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    /// Log-odds of a record with no ground for or against it.
    bias: f32,
    /// Ground → what it adds to the log-odds.
    weights: HashMap<String, f32>,
}

impl Confidence {
    /// Reads weights as the fitting script writes them.
    ///
    /// # Errors
    /// What the file lacks, or has too much.
    pub fn load(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The confidence that grounds give, each with its weight.
    pub fn weigh(&self, grounds: Vec<String>) -> (f32, Vec<Ground>) {
        let weighed: Vec<Ground> = grounds
            .into_iter()
            .map(|name| Ground {
                weight: self.weights.get(&name).copied().unwrap_or(0.0),
                name,
            })
            .collect();
        let odds = self.bias + weighed.iter().map(|g| g.weight).sum::<f32>();
        ((1.0 / (1.0 + (-odds).exp())).clamp(0.01, 0.99), weighed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up_to_odds() {
        let c = Confidence::load("bias = 1.0\n[weights]\n\"承前\" = -1.0\n").unwrap();
        let (half, grounds) = c.weigh(vec!["承前".into(), "没有学过的".into()]);
        assert!((half - 0.5).abs() < 1e-6, "{half}");
        assert_eq!(grounds[0].weight, -1.0);
        assert_eq!(grounds[1].weight, 0.0);
    }

    #[test]
    fn the_weights_compiled_in_can_be_read() {
        let c = &crate::Rules::built_in().confidence;
        assert!(c.bias.is_finite() && c.weights.values().all(|w| w.is_finite()));
    }
}
