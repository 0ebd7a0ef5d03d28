//! Gold: what readers say that a page holds.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use jiehao_events::Type;
use serde::Deserialize;
use serde_json::Value;
use walkdir::WalkDir;

/// Gold for a set of pages, by name of page.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Gold {
    /// Pages; a page of the run is meant when its path ends with the name.
    pub docs: BTreeMap<String, GoldDoc>,
}

/// Gold for a page.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct GoldDoc {
    /// Its records.
    pub records: Vec<GoldRecord>,
    /// What its clean text must meet.
    #[serde(default)]
    pub clean: Option<CleanGold>,
}

/// A record of gold.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Raw")]
pub struct GoldRecord {
    /// Its type.
    pub kind: Type,
    /// Role → fillers → accepted wordings of each.
    pub roles: BTreeMap<String, Vec<Vec<String>>>,
    /// Attribute → accepted values.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Neither rewarded nor punished.
    pub optional: bool,
    national: bool,
}

/// A record of gold as it is written: one wording where there is only one, else a list.
#[derive(Deserialize)]
struct Raw {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    roles: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    attributes: BTreeMap<String, Value>,
    #[serde(default)]
    optional: bool,
}

impl TryFrom<Raw> for GoldRecord {
    type Error = String;

    fn try_from(raw: Raw) -> Result<Self, String> {
        let national = raw.attributes.get("level").is_some_and(|l| l == "national");
        let roles = raw.roles.into_iter();
        Ok(Self {
            kind: Type::named(&raw.kind).ok_or_else(|| format!("no type {}", raw.kind))?,
            roles: roles
                .map(|(role, f)| (role, f.iter().map(words).collect()))
                .collect(),
            attributes: raw
                .attributes
                .iter()
                .map(|(name, v)| (name.clone(), words(v)))
                .collect(),
            optional: raw.optional,
            national,
        })
    }
}

/// What a clean page must meet. Of several accepted wordings one is enough; none asks for absence.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CleanGold {
    /// Headline.
    #[serde(deserialize_with = "accepted")]
    pub title: Vec<String>,
    /// Named source or host.
    #[serde(deserialize_with = "accepted")]
    pub outlet: Vec<String>,
    /// Date of publication, ISO 8601.
    #[serde(deserialize_with = "accepted")]
    pub published: Vec<String>,
    /// Byline.
    #[serde(deserialize_with = "accepted")]
    pub author: Vec<String>,
    /// First words of the body.
    pub body_starts: Option<String>,
    /// Last words of the body.
    pub body_ends: Option<String>,
    /// Words that must remain.
    pub must_contain: Vec<String>,
    /// Words that must go.
    pub must_not_contain: Vec<String>,
    /// Whether what must remain must stand there only once.
    pub once: bool,
}

/// The file beside a page of a corpus.
#[derive(Deserialize)]
struct Beside {
    page: String,
    #[serde(flatten)]
    doc: GoldDoc,
}

impl Gold {
    /// Gold of a file (`{"docs": {NAME: {"records": …}}}`), or of a folder in which each page has
    /// a JSON file beside it (`{"page": NAME, "records": …}`).
    ///
    /// # Errors
    /// A file that cannot be read or is not of that shape, named.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        if !path.is_dir() {
            return read(path);
        }
        let mut docs = BTreeMap::new();
        for entry in WalkDir::new(path).sort_by_file_name() {
            let entry =
                entry.with_context(|| format!("gold {}: cannot be walked", path.display()))?;
            if entry.path().extension().is_none_or(|e| e != "json") {
                continue;
            }
            let beside: Beside = read(entry.path())?;
            let page = entry.path().with_file_name(&beside.page);
            if !page.is_file() {
                bail!(
                    "gold {}: there is no page {} beside it",
                    entry.path().display(),
                    beside.page
                );
            }
            let name = page
                .strip_prefix(path)
                .unwrap_or(&page)
                .to_string_lossy()
                .into_owned();
            docs.insert(name, beside.doc);
        }
        if docs.is_empty() {
            bail!("gold {}: no JSON files in this folder", path.display());
        }
        Ok(Self { docs })
    }
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> anyhow::Result<T> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("gold {}: cannot be read as UTF-8", path.display()))?;
    serde_json::from_str(&text).with_context(|| {
        format!(
            "gold {}: not of the shape in docs/evaluate.md",
            path.display()
        )
    })
}

impl GoldRecord {
    /// The fillers of a role; an attribute of that name stands in for a role that is missing.
    pub(crate) fn fillers(&self, role: &str) -> Vec<&[String]> {
        let fillers = self.roles.get(role).map_or(&[][..], Vec::as_slice);
        if fillers.is_empty() {
            return self
                .attributes
                .get(role)
                .map(Vec::as_slice)
                .into_iter()
                .collect();
        }
        fillers.iter().map(Vec::as_slice).collect()
    }

    /// Whether it is an act of national leaders, which scoring leaves aside.
    pub(crate) fn is_national(&self) -> bool {
        self.national
    }
}

/// A JSON value as the words that it would be printed with.
pub(crate) fn word(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        other => other.to_string(),
    }
}

/// One value or a list of them.
pub(crate) fn words(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().map(word).collect(),
        one => vec![word(one)],
    }
}

/// `null`, one wording or several.
fn accepted<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    Ok(match Value::deserialize(d)? {
        Value::Null => Vec::new(),
        some => words(&some),
    })
}
