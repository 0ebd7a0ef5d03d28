//! An act in one line, in the words of its reports.

use crate::query::views::{ActView, FillerView};

/// How a language words the line that an act is told in.
pub struct Wording<'w> {
    /// What it calls a filler.
    pub name: &'w dyn Fn(&FillerView) -> String,
    /// What parts names in a row.
    pub between: &'static str,
    /// What stands between those who meet.
    pub with: &'static str,
    /// What stands between who promises and what.
    pub colon: &'static str,
}

/// As reports word it.
const CHINESE: Wording<'static> = Wording {
    name: &|filler| filler.name.clone(),
    between: "、",
    with: "与",
    colon: "：",
};

impl ActView {
    /// The names that fill a role, or the value of an attribute; empty where there is neither.
    pub fn said(&self, name: &str) -> String {
        match (self.roles.get(name), self.attributes.get(name)) {
            (Some(fillers), _) => names(fillers),
            (None, Some(value)) => value.clone(),
            (None, None) => String::new(),
        }
    }

    /// The fillers of a role; none where it is not filled.
    pub fn fillers(&self, role: &str) -> &[FillerView] {
        self.roles.get(role).map_or(&[], Vec::as_slice)
    }

    /// What it is, in one line of Chinese; `?` stands for what no report says.
    pub fn headline(&self) -> String {
        self.headline_in(&CHINESE)
    }

    /// What it is, in one line as another language words it; `?` stands for what no report says.
    pub fn headline_in(&self, wording: &Wording<'_>) -> String {
        let said = |name: &str| match self.roles.get(name) {
            Some(fillers) => {
                let names: Vec<String> = fillers.iter().map(wording.name).collect();
                names.join(wording.between)
            }
            None => self.said(name),
        };
        let all = |name: &str| match said(name) {
            said if said.is_empty() => "?".to_owned(),
            said => said,
        };
        let titled = |title: &str| format!("《{}》", title.trim_matches(['《', '》']));
        match self.kind.as_str() {
            "visit" => {
                let who = match self.roles.contains_key("visitor") {
                    true => "visitor",
                    false => "origin",
                };
                format!("{} → {}", all(who), all("destination"))
            }
            "meeting" => format!("{} {} {}", all("a"), wording.with, all("b")),
            "tie" => format!("{} — {}", all("a"), all("b")),
            "agreement" => match self.said("title") {
                title if title.is_empty() => all("party"),
                title => format!("{}{}", all("party"), titled(&title)),
            },
            "conference" => format!("{} · {}", all("attendee"), all("event")),
            "commitment" => format!("{}{}{}", all("by"), wording.colon, all("content")),
            "statistic" => {
                let (value, unit) = (all("value"), self.said("unit"));
                let unit = if value.ends_with(&unit) { "" } else { &unit };
                format!("{} · {} {value}{unit}", all("subject"), all("measure"))
            }
            "policy" => titled(&all("title")),
            _ => all("name"),
        }
    }

    /// The two sides of an act: roles whose fillers act, and those they act upon.
    pub fn sides(&self) -> (&[FillerView], &[FillerView]) {
        let (one, other) = match self.kind.as_str() {
            "visit" if self.roles.contains_key("visitor") => ("visitor", "destination"),
            "visit" => ("origin", "destination"),
            "meeting" | "tie" => ("a", "b"),
            "agreement" | "project" | "mechanism" => ("party", ""),
            "conference" => ("attendee", ""),
            "commitment" => ("by", ""),
            "statistic" => ("subject", ""),
            _ => ("issuer", ""),
        };
        (self.fillers(one), self.fillers(other))
    }

    /// The words of the first report, in one line.
    pub fn quote(&self) -> String {
        let quotes = self.records.first().map_or(&[][..], |r| &r.evidence);
        let words: Vec<&str> = quotes.iter().map(|q| q.exact.as_str()).collect();
        let words = words.join(" … ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Its first day, last day and precision (`day`, `month`, `year`), as far as known.
    pub fn days(&self) -> Option<(String, String, &'static str)> {
        let when = self.when.as_deref()?;
        let (from, until) = when.split_once('/').unwrap_or((when, when));
        let period = crate::time::Period::between(from, until)?;
        Some((
            period.from.to_string(),
            period.to.to_string(),
            period.precision.name(),
        ))
    }
}

impl FillerView {
    /// The office of a person with the place or body it is held in, as a sentence has it; empty for
    /// anything else.
    pub fn office(&self) -> String {
        let of = self.of.as_deref().unwrap_or_default();
        let post = self.post.as_deref().unwrap_or_default();
        match post.starts_with(of) {
            true => post.to_owned(),
            false => format!("{of}{post}"),
        }
    }
}

fn names(fillers: &[FillerView]) -> String {
    let names: Vec<&str> = fillers.iter().map(|f| f.name.as_str()).collect();
    names.join("、")
}
