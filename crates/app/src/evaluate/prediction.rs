//! What is scored: records as they are printed.

use std::collections::BTreeMap;

use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;

use super::gold::{word, words};

/// A record as scoring sees it.
#[derive(Clone, Debug, Default)]
pub struct Prediction {
    /// The page, as named when it was read.
    pub doc: String,
    /// Name of its type.
    pub kind: String,
    /// Role → names.
    pub roles: BTreeMap<String, Vec<String>>,
    /// Attribute → values.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// First code point, one past the last, and the words.
    pub evidence: Vec<(usize, usize, String)>,
    /// The rule that read it, where it says so.
    pub rule: Option<String>,
    /// What its confidence rests on, where it was read in this run.
    pub grounds: Vec<String>,
    /// Whether its evidence holds its key fillers; true where no source is at hand to judge by.
    pub held: bool,
    national: bool,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    doc: String,
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    roles: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    attributes: BTreeMap<String, Value>,
    #[serde(default)]
    evidence: Vec<Span>,
    #[serde(default)]
    rule: Option<String>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    exact: String,
}

/// Records of JSON lines, as `jiehao extract --format jsonl` prints them.
///
/// # Errors
/// A line that is no record, by its number.
pub fn predictions(lines: &str) -> anyhow::Result<Vec<Prediction>> {
    let mut out = Vec::new();
    for (i, line) in lines.lines().enumerate() {
        if !line.trim().is_empty() {
            let line: Line = serde_json::from_str(line)
                .with_context(|| format!("line {}: not a record; see docs/output.md", i + 1))?;
            out.push(line.into());
        }
    }
    Ok(out)
}

impl From<Line> for Prediction {
    fn from(line: Line) -> Self {
        let name = |filler: &Value| word(filler.get("name").unwrap_or(filler));
        let national = line
            .attributes
            .get("level")
            .is_some_and(|l| l == "national");
        Self {
            doc: line.doc,
            kind: line.kind.unwrap_or_else(|| "?".into()),
            roles: line
                .roles
                .into_iter()
                .map(|(role, fillers)| (role, fillers.iter().map(name).collect()))
                .collect(),
            attributes: line
                .attributes
                .iter()
                .map(|(n, v)| (n.clone(), words(v)))
                .collect(),
            evidence: line
                .evidence
                .into_iter()
                .map(|e| (e.start, e.end, e.exact))
                .collect(),
            grounds: Vec::new(),
            rule: line.rule,
            held: true,
            national,
        }
    }
}

impl Prediction {
    /// The names that fill a role; an attribute of that name stands in for a role that is missing.
    pub(crate) fn fillers(&self, role: &str) -> &[String] {
        let fillers = self.roles.get(role).map_or(&[][..], Vec::as_slice);
        match fillers {
            [] => self.attributes.get(role).map_or(&[][..], Vec::as_slice),
            _ => fillers,
        }
    }

    /// Whether it is an act of national leaders, a few of which scoring leaves aside.
    pub(crate) fn is_national(&self) -> bool {
        self.national
    }
}
