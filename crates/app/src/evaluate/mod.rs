//! How far records can be trusted: precision, recall and F1 against gold, agreement on type, and
//! what was missed and what was false.
//!
//! The rules of matching are those of the codebook and agree with its scorer, ties and rounding
//! included; `docs/evaluate.md` states them. Nothing here knows how records were made.

mod cleaning;
mod evidence;
mod fit;
mod gold;
mod judged;
mod kappa;
mod matching;
mod prediction;
mod report;
mod score;

pub use cleaning::{Check, Cleaned, checks};
pub use evidence::Sources;
pub use gold::{CleanGold, Gold, GoldDoc, GoldRecord};
pub use judged::judged;
pub use kappa::Kappa;
pub use prediction::{Prediction, predictions};
pub use report::{json, text};
pub use score::{Counts, EvidenceCounts, PageScore, Ratio, Score, score};
