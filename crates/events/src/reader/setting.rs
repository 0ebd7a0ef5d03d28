//! What stands around an act: where it was done, in whose presence.

use super::Reader;
use crate::engine::Match;
use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::types::Fill;

impl<'p, 'd> Reader<'p, 'd> {
    /// Those in whose presence it was done.
    pub fn witnesses(&self, m: &Match<'_>) -> Vec<Fill> {
        self.parsed[m.sentence]
            .groups
            .iter()
            .filter(|g| g.mark == Mark::Witness)
            .flat_map(|g| g.members.iter())
            .filter(|&&i| self.mentions[i].kind == Kind::Person)
            .map(|&i| Fill::mention(&self.mentions[i]))
            .collect()
    }

    /// Where it was done: 在X in the clause, else earlier in the sentence.
    pub fn place_at(&self, m: &Match<'_>) -> Vec<Fill> {
        let p = &self.parsed[m.sentence];
        let at = p.groups.iter().filter(|g| {
            g.mark == Mark::At
                && g.span.end <= m.trigger.start
                && self.mentions[g.members[0]].kind == Kind::Place
        });
        at.clone()
            .rfind(|g| g.clause == m.clause)
            .or_else(|| at.clone().next_back())
            .map(|g| Fill::place(&self.mentions[g.members[0]]))
            .into_iter()
            .collect()
    }

    /// Whether a place only begins the name of whoever tells the news: 甲|网, 乙|晚报.
    pub fn is_outlet(&self, m: &Mention) -> bool {
        if m.kind != Kind::Place {
            return false;
        }
        let rest = &self.text()[m.span.end..];
        let outlets = self.rules.lexicon.list("outlet");
        outlets.begins(rest).is_some()
    }
}
