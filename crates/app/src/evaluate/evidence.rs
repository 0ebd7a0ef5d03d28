//! Whether evidence is what it says: a slice of the source that holds what was read from it.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiehao_events::Type;
use regex::Regex;

use super::fit::norm;
use super::prediction::Prediction;
use super::score::EvidenceCounts;

/// A reading that was written into the text: 国际(guójì).
static PINYIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü\s]+[)）]").expect("a fixed pattern")
});

/// The decoded sources of pages, by the path or, where that is not known, the name of the file.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    texts: HashMap<String, Vec<char>>,
}

impl Sources {
    /// Adds a page's decoded source.
    pub fn insert(&mut self, doc: &str, source: &str) {
        self.texts.insert(doc.to_owned(), source.chars().collect());
        let name = file_name(doc);
        if name != doc {
            self.texts
                .entry(name.to_owned())
                .or_insert_with(|| source.chars().collect());
        }
    }

    fn of(&self, doc: &str) -> &[char] {
        let text = self
            .texts
            .get(doc)
            .or_else(|| self.texts.get(file_name(doc)));
        text.map_or(&[], Vec::as_slice)
    }

    /// Counts spans and records that stand, and marks those records that do not.
    pub fn judge(&self, predictions: &mut [Prediction]) -> EvidenceCounts {
        let mut counts = EvidenceCounts::default();
        for p in predictions {
            counts.records += 1;
            // a record without evidence counts as one span that does not slice the source
            counts.spans += p.evidence.len().max(1);
            let source = self.of(&p.doc);
            for (start, end, exact) in &p.evidence {
                let slice = source.get(*start..(*end).min(source.len()).max(*start));
                let stands =
                    !exact.is_empty() && slice.is_some_and(|s| s.iter().copied().eq(exact.chars()));
                counts.exact += usize::from(stands);
            }
            p.held = holds(p);
            counts.held += usize::from(p.held);
        }
        counts
    }
}

fn file_name(doc: &str) -> &str {
    doc.rsplit(['/', '\\']).next().unwrap_or(doc)
}

/// Whether the quotes hold at least half the characters of every key filler. Characters and not
/// strings: Traditional sources and short forms (加州) differ from the filler in a few.
fn holds(p: &Prediction) -> bool {
    let quotes: String = p
        .evidence
        .iter()
        .map(|(_, _, exact)| exact.as_str())
        .collect();
    let words = norm(&PINYIN.replace_all(&quotes, ""));
    let roles = Type::named(&p.kind).map_or(&[][..], Type::key_roles);
    let mut keys = roles
        .iter()
        .flat_map(|role| p.fillers(role))
        .map(|k| norm(k));
    keys.all(|k| {
        let found = k.iter().filter(|c| words.contains(c)).count();
        k.is_empty() || found as f64 >= 0.5 * k.len() as f64
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::predictions;

    fn prediction(exact: &str, start: usize, end: usize) -> Prediction {
        let line = serde_json::json!({
            "doc": "x/p.txt",
            "type": "tie",
            "roles": {"a": [{"name": "聊城市"}], "b": [{"name": "特维尔州"}]},
            "evidence": [{"start": start, "end": end, "exact": exact}],
        });
        predictions(&line.to_string()).unwrap().remove(0)
    }

    #[test]
    fn a_quote_must_slice_its_source_and_hold_its_fillers() {
        let mut sources = Sources::default();
        sources.insert("pages/p.txt", "甲聊(liáo)城与特维尔乙");
        let mut all = [
            prediction("聊(liáo)城与特维尔", 1, 13),
            prediction("聊(liáo)城", 1, 9),
            prediction("聊城与特维尔", 1, 13),
            prediction("聊城与特维尔", 90, 96),
        ];
        let counts = sources.judge(&mut all);
        assert_eq!(
            (counts.exact, counts.spans, counts.held, counts.records),
            (2, 4, 3, 4)
        );
        assert_eq!(all.map(|p| p.held), [true, false, true, true]);
    }
}
