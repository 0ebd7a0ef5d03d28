//! The commands that fill a register and ask it; and what is left when they are killed.

mod common;

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{corpus, jiehao, objects};
use jiehao_register::Register;
use tempfile::TempDir;

const TAKEN: &str = "2026-01-02T03:04:05Z";

fn file(dir: &TempDir, name: &str) -> String {
    dir.path().join(name).to_string_lossy().into_owned()
}

fn told(register: &str) -> String {
    let mut register = Register::open(register).expect("a register");
    register.told().expect("told")
}

fn start(register: &str, pages: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_jiehao"))
        .args(["ingest", "-q", "--taken", TAKEN, "--register", register])
        .args(pages)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts")
}

#[test]
fn a_register_is_filled_and_asked() {
    let dir = TempDir::new().expect("a folder");
    let register = file(&dir, "r.db");
    let ask = |args: &[&str]| common::at(&register, args);
    assert_eq!(ask(&["ties"]).status, 2, "no register yet");
    let filled = ask(&["ingest", &corpus("a")]);
    assert_eq!(filled.status, 0, "{}", filled.err);
    let again = ask(&["ingest", &corpus("a")]);
    assert!(again.out.contains("新读 0 页"), "{}", again.out);
    for (command, column) in [
        ("ties", "a"),
        ("visits", "visitor"),
        ("agreements", "party"),
    ] {
        let json = ask(&[command, "--format", "json"]);
        let acts = objects(&json);
        assert!(!acts.is_empty(), "{command}");
        for act in &acts {
            let quotes = act["records"][0]["evidence"].as_array().expect("evidence");
            assert!(!quotes.is_empty());
        }
        let csv = ask(&[command, "--format", "csv"]).out;
        assert_eq!(csv.lines().count(), acts.len() + 1, "{command}");
        let head = csv.lines().next().expect("a head");
        assert!(head.split(',').any(|c| c == column), "{head}");
        let id = acts[0]["id"].as_str().expect("an id");
        assert!(ask(&["show", id]).out.contains('「'));
        assert_eq!(objects(&ask(&["show", "--format", "json", id]))[0], acts[0]);
        let text = ask(&[command, "--limit", "1"]).out;
        assert!(text.contains(id), "{text}");
    }
    let found = objects(&ask(&["search", "--format", "json", "会见"]));
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|hit| hit["excerpt"].as_str().expect("words").contains("会见"))
    );
    let meetings = objects(&ask(&[
        "search", "--format", "json", "--type", "tie", "会见",
    ]));
    assert!(meetings.len() < found.len());
    assert_eq!(ask(&["search", "无此词语"]).status, 1);
    assert_eq!(ask(&["search", "--type", "nothing", "会见"]).status, 2);
    assert_eq!(ask(&["visits", "--from", "去年"]).status, 2);
    assert!(ask(&["region", "江西省"]).out.contains("出访"));
    assert_eq!(ask(&["region", "无此地方"]).status, 2);
    assert_eq!(ask(&["show", "r-00000000"]).status, 2);
    assert_eq!(ask(&["check"]).status, 0);
}

#[test]
fn decisions_are_taken_listed_and_taken_back() {
    let dir = TempDir::new().expect("a folder");
    let register = file(&dir, "r.db");
    let at = ["--register", register.as_str()];
    assert_eq!(jiehao(&["ingest", at[0], at[1], &corpus("a")]).status, 0);
    let ties = || objects(&jiehao(&["ties", at[0], at[1], "--format", "json"])).len();
    let (before, acts) = (
        ties(),
        objects(&jiehao(&["ties", at[0], at[1], "--format", "json"])),
    );
    let record = acts[0]["records"][0]["id"].as_str().expect("an id");
    let by = ["--who", "王某", "--ground", "协议尚未生效"];
    let decide = |args: &[&str]| {
        let mut all = vec!["review", at[0], at[1]];
        all.extend(args);
        all.extend(by);
        jiehao(&all)
    };
    let decided = decide(&["reject", record]);
    assert_eq!(decided.status, 0, "{}", decided.err);
    assert_eq!(ties(), before - 1);
    let list = jiehao(&["review", at[0], at[1], "list"]).out;
    assert!(list.contains("王某") && list.contains("否定"), "{list}");
    assert_eq!(decide(&["undo", decided.out.trim()]).status, 0);
    assert_eq!(ties(), before);
    assert_eq!(decide(&["reject", "r-0"]).status, 2);
}

#[test]
fn histories_are_told_and_the_queue_is_answered() {
    let dir = TempDir::new().expect("a folder");
    let register = file(&dir, "r.db");
    let ask = |args: &[&str]| common::at(&register, args);
    assert_eq!(ask(&["ingest", &corpus("")]).status, 0);
    let ties = objects(&ask(&["ties", "--format", "json"]));
    let id = ties[0]["id"].as_str().expect("an id");
    let told = ask(&["tie", id]);
    assert!(told.out.contains(id), "{}", told.out);
    let history = objects(&ask(&["tie", "--format", "json", id]));
    assert_eq!(history[0]["tie"], ties[0]);
    assert!(!history[0]["steps"].as_array().expect("steps").is_empty());
    assert_eq!(ask(&["tie", "无此地方"]).status, 2);
    let queue = |question: &str| {
        let all = [
            "review",
            "queue",
            "--question",
            question,
            "--format",
            "json",
        ];
        let mut args = vec![all[0], "--register", &register];
        args.extend(&all[1..]);
        objects(&jiehao(&args))
    };
    let places = queue("which-place");
    assert!(!places.is_empty());
    let subject = places[0]["subject"].as_str().expect("an id");
    let by = ["--who", "王某", "--ground", "核对过"];
    let answered = |args: &[&str]| {
        let mut all = vec!["review", "--register", &register];
        all.extend(args);
        all.extend(by);
        jiehao(&all).status
    };
    assert_eq!(answered(&["same", subject, "iso:RU-TVE"]), 0);
    assert_eq!(queue("which-place").len(), places.len() - 1);
    assert_eq!(answered(&["same", subject, "cn:0"]), 2);
    assert_eq!(ask(&["check"]).status, 0);
}

#[test]
fn a_backup_makes_the_register_again() {
    let dir = TempDir::new().expect("a folder");
    let (one, other, backup) = (file(&dir, "r.db"), file(&dir, "s.db"), file(&dir, "b.gz"));
    assert_eq!(
        jiehao(&["ingest", "--register", &one, &corpus("a")]).status,
        0
    );
    assert_eq!(jiehao(&["backup", "--register", &one, &backup]).status, 0);
    assert_eq!(
        jiehao(&["backup", "--register", &one, &backup]).status,
        2,
        "nothing is overwritten"
    );
    assert_eq!(
        jiehao(&["restore", "--register", &other, &backup]).status,
        0
    );
    assert!(told(&one) == told(&other));
}

/// Numbers that are the same in each run, so that a failure can be seen again.
fn random(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Kills at random moments; as many as `JIEHAO_KILLS` says, or a few.
#[test]
fn an_ingest_that_is_killed_and_begun_again_loses_and_doubles_nothing() {
    let kills: usize = std::env::var("JIEHAO_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20);
    let dir = TempDir::new().expect("a folder");
    let (pages, whole) = (corpus(""), file(&dir, "whole.db"));
    let begun = Instant::now();
    assert!(start(&whole, &[&pages]).wait().expect("ended").success());
    let mut long = begun.elapsed().as_micros() as u64;
    let want = told(&whole);
    let (mut seed, mut killed, mut round) = (20_260_102, 0, 0);
    while killed < kills {
        let register = file(&dir, &format!("{round}.db"));
        round += 1;
        loop {
            let mut run = start(&register, &[&pages]);
            std::thread::sleep(Duration::from_micros(random(&mut seed) % long));
            let ended = run.try_wait().expect("asked");
            run.kill().expect("killed");
            let status = run.wait().expect("ended");
            // machines are busier at one time than at another: most kills are to hit a run that goes on
            match ended {
                None => (killed, long) = (killed + 1, long + long / 16),
                Some(_) => long -= long / 4,
            }
            if status.success() || killed >= kills {
                break;
            }
        }
        assert!(start(&register, &[&pages]).wait().expect("ended").success());
        assert!(told(&register) == want, "round {round}");
        let _ = std::fs::remove_file(register);
    }
}

/// Two processes on overlapping pages give what one gives; in PostgreSQL where there is a server.
#[test]
fn two_processes_give_the_acts_of_one() {
    let dir = TempDir::new().expect("a folder");
    let one = file(&dir, "one.db");
    let (a, b) = (corpus("a"), corpus("b"));
    assert!(start(&one, &[&a, &b]).wait().expect("ended").success());
    let mut places = vec![file(&dir, "two.db")];
    if let Ok(server) = std::env::var("JIEHAO_TEST_POSTGRES") {
        let schema = format!("two_{}", std::process::id());
        let run = Command::new("psql")
            .args([&server, "-qc", &format!("CREATE SCHEMA {schema}")])
            .status();
        assert!(run.expect("psql starts").success());
        places.push(format!("{server}?options=-c%20search_path%3D{schema}"));
    }
    for place in places {
        let mut both = [start(&place, &[&a, &b]), start(&place, &[&b, &a])];
        for run in &mut both {
            assert!(run.wait().expect("ended").success());
        }
        assert!(told(&place) == told(&one), "{place}");
    }
}
