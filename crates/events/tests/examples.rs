//! The examples in the rule files are tests: what a rule says it accepts it reads, by itself and
//! with the fillers given; what it says it refuses it does not read.

mod common;

use std::fs;

use common::{Asked, explain, files, here, lines};
use jiehao_events::{Extraction, Record, Type, Verdict};
use serde::Deserialize;

/// As much of a rule file as holds examples.
#[derive(Deserialize)]
struct File {
    #[serde(default, alias = "figure", alias = "named")]
    rule: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    /// A figure makes statistics and need not say so.
    #[serde(rename = "type", default = "statistic")]
    makes: String,
    accepts: Vec<String>,
    refuses: Vec<String>,
}

fn statistic() -> String {
    Type::Statistic.name().to_owned()
}

/// Records a rule made: under its own name, or merged into a record of its type that another
/// rule leads.
fn made<'e>(read: &'e Extraction, rule: &Entry) -> Vec<&'e Record> {
    // a sentence without its page may be read and still be doubted
    let all = || read.records.iter().chain(&read.doubted);
    let own: Vec<&Record> = all().filter(|r| r.rule == rule.name).collect();
    if !own.is_empty() || !fired(read, rule) {
        return own;
    }
    let kind = Type::named(&rule.makes).expect("a type of the codebook");
    all().filter(|r| r.kind == kind).collect()
}

fn fired(read: &Extraction, rule: &Entry) -> bool {
    read.trace
        .iter()
        .flat_map(|s| &s.firings)
        .any(|f| f.rule == rule.name && matches!(f.verdict, Verdict::Read(n) if n > 0))
}

/// What the rule itself said of a sentence, for whoever mends the example.
fn said(read: &Extraction, rule: &Entry) -> String {
    let mut out = String::new();
    for f in read.trace.iter().flat_map(|s| &s.firings) {
        if f.rule == rule.name {
            out.push_str(&format!(
                "    “{}” {:?}\n",
                f.word.of(&read.text),
                f.verdict
            ));
        }
    }
    for s in &read.trace {
        let names: Vec<String> = s.names.iter().map(|(_, k, n)| format!("{k}:{n}")).collect();
        out.push_str(&format!("    {}\n", names.join(" ")));
    }
    out
}

/// Words that speak of the page's own region.
const OWN: [&str; 12] = [
    "我省", "全省", "本省", "我市", "全市", "本市", "我县", "全县", "本县", "我区", "全区", "本区",
];

/// What is read of an example: the sentence alone; on a page of a region's own paper when it speaks
/// of its own region, as figures may without saying so.
fn read(rule: &Entry, sentence: &str) -> Extraction {
    let own = OWN.iter().any(|w| sentence.contains(w)) || rule.makes == Type::Statistic.name();
    let sentence = sentence.trim();
    match own {
        true => explain(&format!(
            "外事工作简讯一则\n\n2024-06-05 09:12 来源：日照日报\n\n{sentence}\n"
        )),
        false => explain(sentence),
    }
}

/// What an example says is read: `role=甲,乙 attr=值` of one record, or bare values `17 28`, each of
/// a figure of its own.
fn asked(words: &str) -> Result<Vec<Vec<Asked>>, String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    if !words.is_empty() && words.iter().all(|w| !w.contains('=')) {
        let value = |w: &&str| Asked::read(&format!("value={}", w));
        return words.iter().map(|w| Ok(vec![value(w)?])).collect();
    }
    let all: Vec<Asked> = words
        .into_iter()
        .map(Asked::read)
        .collect::<Result<_, _>>()?;
    Ok(vec![all])
}

fn accepted(rule: &Entry, example: &str) -> Result<(), String> {
    let (sentence, words) = example.split_once('⇒').unwrap_or((example, ""));
    let read = read(rule, sentence);
    let made = made(&read, rule);
    let meets = |all: &Vec<Asked>| made.iter().any(|r| all.iter().all(|a| a.met(r, false)));
    if asked(words)?.iter().all(meets) {
        return Ok(());
    }
    let what = match made.is_empty() {
        true => "read nothing",
        false => "read something else",
    };
    Err(format!(
        "{what}\n{}{}",
        lines(&read.records),
        said(&read, rule)
    ))
}

fn refused(rule: &Entry, sentence: &str) -> Result<(), String> {
    let read = read(rule, sentence);
    let own = read.records.iter().any(|r| r.rule == rule.name);
    match own || fired(&read, rule) {
        true => Err(format!("was read\n{}", lines(&read.records))),
        false => Ok(()),
    }
}

#[test]
fn rules_read_what_they_accept_and_nothing_they_refuse() {
    let mut wrong = String::new();
    for path in files(&here("rules"), "toml") {
        let name = path.file_name().expect("a name").to_string_lossy();
        let text = fs::read_to_string(&path).expect("UTF-8");
        let file: File = toml::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(!file.rule.is_empty(), "{name}: no rules");
        for rule in &file.rule {
            let accepts = rule.accepts.iter().map(|e| (e, accepted(rule, e)));
            let refuses = rule.refuses.iter().map(|e| (e, refused(rule, e)));
            for (example, result) in accepts.chain(refuses) {
                if let Err(why) = result {
                    wrong.push_str(&format!("{name}: {}: {example}: {why}\n", rule.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
