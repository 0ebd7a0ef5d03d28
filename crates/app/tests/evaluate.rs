//! Scoring: known numbers on a fixture, and agreement with the codebook's scorer where it stands
//! beside the tree.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{jiehao, root};
use serde_json::{Value, json};

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixture")
        .join(name)
        .to_string_lossy()
        .into_owned()
}

fn evaluate(args: &[&str]) -> Value {
    let run = jiehao(&[&["evaluate", "--format", "json"], args].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {} {}", run.out, run.err))
}

fn close(a: &Value, b: f64) -> bool {
    (a.as_f64().expect("a number") - b).abs() < 1e-9
}

/// The fixture holds each way of being right and wrong once; its numbers were worked out by hand.
#[test]
fn the_fixture_scores_what_was_worked_out_by_hand() {
    let (gold, found, page) = (
        fixture("gold.json"),
        fixture("found.jsonl"),
        fixture("page.txt"),
    );
    let score = evaluate(&["--gold", &gold, "--predictions", &found]);
    // right: meeting (sides swapped), tie (short names), agreement, statistic (27 = 二十七).
    // false: a project called a mechanism, a visit to nowhere, a second meeting.
    // left aside: an optional visit that was found and a national meeting.
    let all = &score["records"];
    assert_eq!(
        (&all["right"], &all["predicted"], &all["gold"]),
        (&json!(4), &json!(7), &json!(6))
    );
    assert!(close(&all["p"], 4.0 / 7.0) && close(&all["r"], 4.0 / 6.0));
    assert_eq!(score["types"]["project"]["right"], 0);
    // facts: four agreed, the project seen as a mechanism, a policy unseen, two seen by us alone
    let kappa = &score["kappa"];
    assert_eq!((&kappa["units"], &kappa["both"]), (&json!(8), &json!(5)));
    assert!(score.get("evidence").is_none());

    let judged = evaluate(&["--gold", &gold, "--predictions", &found, &page]);
    // the tie's quote names one side only: the record no longer counts as right
    assert_eq!(judged["records"]["right"], 3);
    assert_eq!(judged["evidence"]["spans"], 9);
    assert!(
        close(&judged["evidence"]["exact"], 8.0 / 9.0),
        "{}",
        judged["evidence"]
    );
}

#[test]
fn misses_and_false_records_are_told_page_by_page() {
    let run = jiehao(&[
        "evaluate",
        "--gold",
        &fixture("gold.json"),
        "--predictions",
        &fixture("found.jsonl"),
    ]);
    assert_eq!(run.status, 0);
    for line in [
        "records     P 0.571 R 0.667 F1 0.615  (4 right, 7 predicted, 6 gold)",
        "  missed policy title=对外开放行动计划",
        "  false  visit destination=无名市 visitor=鲁安 by 访问",
    ] {
        assert!(run.out.contains(line), "{line}\nis not in\n{}", run.out);
    }
}

#[test]
fn a_bound_not_met_is_status_1() {
    let (gold, found) = (fixture("gold.json"), fixture("found.jsonl"));
    let run = |bound| {
        jiehao(&[
            "evaluate",
            "--gold",
            &gold,
            "--predictions",
            &found,
            "--min-f1",
            bound,
        ])
        .status
    };
    assert_eq!((run("0.61"), run("0.62")), (0, 1));
}

#[test]
fn gold_that_is_none_is_named() {
    let run = jiehao(&[
        "evaluate",
        "--gold",
        &fixture("found.jsonl"),
        &fixture("page.txt"),
    ]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("found.jsonl") && run.err.contains("docs/evaluate.md"),
        "{}",
        run.err
    );
}

/// The scorer, its gold and pages, where they stand beside the tree.
fn beside() -> Option<PathBuf> {
    let shared = root().join("../shared");
    let python = Command::new("python3")
        .arg("--version")
        .output()
        .is_ok_and(|o| o.status.success());
    (shared.join("score.py").is_file() && python).then_some(shared)
}

/// Small, seeded, and good enough to spoil records in every way that matching must cope with.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.roll(all.len() as u64) as usize]
    }

    /// A wording of gold, now and then spoilt.
    fn name(&mut self, variants: &Value) -> String {
        let name = match variants {
            Value::Array(all) => self.pick(all).as_str().unwrap_or_default().to_owned(),
            one => one.as_str().map_or_else(|| one.to_string(), str::to_owned),
        };
        match self.roll(8) {
            0 => format!("{name}市"),
            1 => format!("俄罗斯{name}"),
            2 => name.chars().rev().collect(),
            3 => name.chars().skip(1).collect(),
            _ => name,
        }
    }
}

/// Predictions made of gold: most right, some spoilt, some missing, some twice.
fn spoilt(gold: &Value, pages: &Path, dice: &mut Dice) -> Vec<Value> {
    let mut out = Vec::new();
    for (doc, page) in gold["docs"].as_object().unwrap() {
        let source: Vec<char> = fs::read_to_string(pages.join(doc))
            .unwrap_or_default()
            .chars()
            .collect();
        for record in page["records"].as_array().unwrap() {
            for _ in 0..*dice.pick(&[0, 1, 1, 1, 1, 2]) {
                let mut roles = serde_json::Map::new();
                for (role, fillers) in record["roles"].as_object().unwrap() {
                    let names = fillers.as_array().unwrap().iter();
                    let names: Vec<Value> = names.map(|v| json!({"name": dice.name(v)})).collect();
                    let kept = names.into_iter().filter(|_| dice.roll(9) > 0).collect();
                    let role = match (role.as_str(), dice.roll(3)) {
                        ("a", 0) if record["roles"].get("b").is_some() => "b",
                        _ => role,
                    };
                    roles.insert(role.into(), kept);
                }
                let mut attributes = serde_json::Map::new();
                for (name, value) in record["attributes"].as_object().into_iter().flatten() {
                    attributes.insert(name.clone(), dice.name(value).into());
                }
                if dice.roll(20) == 0 {
                    attributes.insert("level".into(), "national".into());
                }
                let start = dice.roll(source.len().max(1) as u64) as usize;
                let end = source.len().min(start + *dice.pick(&[20, 200, 4000]));
                let exact: String = source
                    [start + usize::from(dice.roll(9) == 0 && end > start)..end]
                    .iter()
                    .collect();
                let kind = match dice.roll(12) {
                    0 => json!("tie"),
                    _ => record["type"].clone(),
                };
                out.push(json!({
                    "doc": format!("x/{doc}"), "type": kind, "roles": roles, "attributes": attributes,
                    "evidence": [{"start": start, "end": end, "exact": exact}],
                }));
            }
        }
    }
    out
}

#[test]
fn agrees_with_the_scorer_of_the_codebook() {
    let Some(shared) = beside() else {
        eprintln!("skipped: ../shared/score.py or python3 is not there");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let (gold, pages) = (shared.join("gold/seeds.json"), shared.join("pages"));
    let truth: Value = serde_json::from_str(&fs::read_to_string(&gold).unwrap()).unwrap();
    for seed in 1..=6 {
        let found = dir.path().join("found.jsonl");
        let lines: Vec<String> = spoilt(&truth, &pages, &mut Dice(seed))
            .iter()
            .map(Value::to_string)
            .collect();
        fs::write(&found, lines.join("\n")).unwrap();
        for sources in [None, Some(&pages)] {
            let theirs = Command::new("python3")
                .args([
                    "-B".as_ref(),
                    shared.join("score.py").as_os_str(),
                    "--json".as_ref(),
                ])
                .args([&gold, &found])
                .args(sources)
                .output()
                .unwrap();
            let theirs: Value = serde_json::from_slice(&theirs.stdout).unwrap();
            let [gold, found] = [&gold, &found].map(|p| p.to_string_lossy());
            let pages = sources.map(|s| s.to_string_lossy());
            let mut args = vec!["--gold", &gold, "--predictions", &found];
            args.extend(pages.as_deref());
            let ours = evaluate(&args);
            agree(&theirs, &ours, seed);
        }
    }
}

fn agree(theirs: &Value, ours: &Value, seed: u64) {
    let mut compared = 0;
    let mut check = |part: &Value, other: &Value, what: &str| {
        for (measure, value) in part.as_object().unwrap() {
            let name = match measure.as_str() {
                "tp" => "right",
                "pred" => "predicted",
                same => same,
            };
            let other = &other[name];
            assert!(
                close(other, value.as_f64().unwrap()),
                "seed {seed} {what} {measure}: {value} {other}"
            );
            compared += 1;
        }
    };
    for part in ["records", "roles", "evidence"] {
        if let Some(part_of_theirs) = theirs.get(part) {
            check(part_of_theirs, &ours[part], part);
        }
    }
    for (kind, counts) in theirs["types"].as_object().unwrap() {
        check(counts, &ours["types"][kind], kind);
    }
    assert!(compared > 20);
}
