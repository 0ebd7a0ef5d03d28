//! What the tests share: reading a page of plain text, and records as one line of words each.
#![allow(dead_code, reason = "each test file uses a part")]

use std::fs;
use std::path::{Path, PathBuf};

use jiehao_events::{Evidence, Extraction, Filler, Record, Rules};
use jiehao_text::{Hint, Page};

/// A folder or file of this crate.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Files of a folder with an ending, by name.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut out: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    out.retain(|p| p.extension().is_some_and(|e| e == ending));
    out.sort();
    assert!(!out.is_empty(), "{}: no .{ending}", folder.display());
    out
}

/// A page as the command line would read it.
pub fn page(bytes: &[u8]) -> Page {
    jiehao_text::read(bytes, &Hint::default())
}

/// What the rules compiled in read of a page, with the trace.
pub fn explain(text: &str) -> Extraction {
    jiehao_events::explain(&page(text.as_bytes()), Rules::built_in())
}

/// Says which evidence does not slice the page's source, code point by code point.
pub fn crooked(page: &Page, records: &[Record]) -> Option<String> {
    let source: Vec<char> = page.source.chars().collect();
    let slices = |e: &Evidence| {
        e.start < e.end
            && source
                .get(e.start..e.end)
                .is_some_and(|s| s.iter().copied().eq(e.exact.chars()))
    };
    records.iter().find_map(|r| match r.evidence.is_empty() {
        true => Some(format!("no evidence: {}", line(r))),
        false => {
            let e = r.evidence.iter().find(|e| !slices(e))?;
            Some(format!("{e:?} is no slice: {}", line(r)))
        }
    })
}

/// A record as the specs write it: type, roles, attributes.
pub fn line(r: &Record) -> String {
    let mut out = r.kind.name().to_owned();
    for (role, fillers) in &r.roles {
        let names: Vec<String> = fillers.iter().map(told).collect();
        out.push_str(&format!(" {role}={}", names.join(",")));
    }
    for (name, value) in &r.attributes {
        out.push_str(&format!(" {name}={value}"));
    }
    format!("{out}  [{}]", r.rule)
}

/// A filler with all that a spec may ask of it.
fn told(f: &Filler) -> String {
    let post = f.post.as_ref().map(|p| format!("（{p}）"));
    let place = f.id.as_ref().or(f.country.as_ref());
    let place = place.map(|p| format!("@{p}"));
    format!(
        "{}{}{}",
        f.name,
        post.unwrap_or_default(),
        place.unwrap_or_default()
    )
}

/// Records, a line each, set in from the left.
pub fn lines(records: &[Record]) -> String {
    if records.is_empty() {
        return "    无\n".to_owned();
    }
    records
        .iter()
        .map(|r| format!("    {}\n", line(r)))
        .collect()
}

/// What is asked of one role or attribute: `role=甲,乙`.
#[derive(Debug)]
pub struct Asked {
    key: String,
    values: Vec<String>,
}

impl Asked {
    /// Reads `key=value,value`.
    pub fn read(word: &str) -> Result<Self, String> {
        let (key, values) = word
            .split_once('=')
            .ok_or_else(|| format!("“{word}” is not of the form role=甲,乙"))?;
        Ok(Self {
            key: key.to_owned(),
            values: values.split([',', '，']).map(str::to_owned).collect(),
        })
    }

    /// Whether a record holds all that is asked, and for a role, when `whole`, nothing else.
    pub fn met(&self, r: &Record, whole: bool) -> bool {
        let fillers = r.roles.get(&self.key);
        if self.values == ["无"] {
            return fillers.is_none() && !r.attributes.contains_key(&self.key);
        }
        match fillers {
            Some(fillers) => {
                let all = self
                    .values
                    .iter()
                    .all(|v| fillers.iter().any(|f| names(f, v)));
                all && (!whole || fillers.len() == self.values.len())
            }
            None => r.attributes.get(&self.key) == Some(&self.values.join(",")),
        }
    }
}

/// Whether a filler is who is asked for: `甲`, `甲（省长）` with the post, `甲@cn:360000` with the
/// id, `甲@DE` with the country.
fn names(f: &Filler, asked: &str) -> bool {
    let (asked, place) = match asked.split_once('@') {
        Some((a, p)) => (a, Some(p)),
        None => (asked, None),
    };
    let (name, post) = match asked.split_once('（') {
        Some((n, p)) => (n, Some(p.trim_end_matches('）'))),
        None => (asked, None),
    };
    f.name == name
        && post.is_none_or(|p| f.post.as_deref() == Some(p))
        && place.is_none_or(|p| f.id.as_deref() == Some(p) || f.country.as_deref() == Some(p))
}
