//! What became of each number, for `explain`.

use super::Figure;
use crate::span::Span;
use crate::trace::{Firing, Verdict};

/// How far a kind of figure came with a number before it gave it up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Topic,
    Noun,
    Total,
    Subject,
}

/// The numbers of a sentence that came to nothing, each with the kind that came furthest with it.
pub(super) struct Trail {
    on: bool,
    told: Vec<(Span, Stage, String, String)>,
}

impl Trail {
    pub(super) fn new(on: bool) -> Self {
        let told = Vec::new();
        Self { on, told }
    }

    /// Whether anybody asks.
    pub(super) fn is_on(&self) -> bool {
        self.on
    }

    /// A kind gives a number up.
    pub(super) fn refuse(&mut self, f: &Figure, number: Span, stage: Stage, why: &str) {
        if !self.on {
            return;
        }
        let why = why.to_owned();
        match self.told.iter_mut().find(|t| t.0 == number) {
            Some(t) if t.1 >= stage => {}
            Some(t) => *t = (number, stage, f.name.clone(), why),
            None => self.told.push((number, stage, f.name.clone(), why)),
        }
    }

    /// What is told of the numbers that no kind took.
    pub(super) fn firings(self, taken: &[Span]) -> impl Iterator<Item = Firing> {
        let left = self.told.into_iter();
        let left = left.filter(move |t| !taken.contains(&t.0) || t.1 == Stage::Subject);
        left.map(|(word, _, rule, why)| Firing {
            rule,
            word,
            verdict: Verdict::Refused(why),
        })
    }
}
