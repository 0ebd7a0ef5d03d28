//! Every command, end to end, on pages of the corpus. What the rules read is the matter of
//! `corpus.rs` and of the events crate; here it is the frame that counts.

mod common;

use common::{corpus, jiehao, objects, with_input};

const PAGE: &str = "a/001-jiangxi-hesse.txt";
const HTML: &str = "a/003-guangxi-asean-pairs.html";

#[test]
fn clean_prints_an_object_a_page() {
    let (text, html) = (corpus(PAGE), corpus(HTML));
    let run = jiehao(&["clean", &text, &html]);
    assert_eq!(run.status, 0, "{}", run.err);
    let pages = objects(&run);
    assert_eq!(pages[0]["doc"], text);
    assert_eq!(pages[1]["doc"], html);
    assert_eq!(
        pages[0]["title"],
        "江西省友好代表团赴德国荷兰访问 结好三十年再续新约"
    );
    assert_eq!(pages[0]["published"], "2015-09-21T08:12");
    let source: Vec<char> = std::fs::read_to_string(&text).unwrap().chars().collect();
    for cut in pages[0]["removed"].as_array().unwrap() {
        let (start, end) = (cut["start"].as_u64().unwrap(), cut["end"].as_u64().unwrap());
        assert!(start < end && end as usize <= source.len(), "{cut}");
    }
}

#[test]
fn clean_keeps_the_script_when_asked() {
    let page = "廣東省省長會見韓國京畿道知事一行,雙方就友好省道關係交換意見。";
    let kept = with_input(&["clean", "--script", "source", "-"], page.as_bytes());
    let folded = with_input(&["clean", "-"], page.as_bytes());
    assert!(
        objects(&kept)[0]["text"]
            .as_str()
            .unwrap()
            .contains("廣東省省長會見")
    );
    assert!(
        objects(&folded)[0]["text"]
            .as_str()
            .unwrap()
            .contains("广东省省长会见")
    );
    assert_eq!(objects(&kept)[0]["doc"], "-");
}

#[test]
fn clean_prints_text_for_people() {
    let run = jiehao(&["clean", "--format", "text", &corpus(PAGE)]);
    assert!(run.out.starts_with(
        "江西省友好代表团赴德国荷兰访问 结好三十年再续新约\n江西日报 · 2015-09-21 08:12"
    ));
    assert!(!run.out.contains('\u{1b}'), "no colours into a pipe");
}

#[test]
fn records_slice_their_source_and_name_their_rule() {
    let page = corpus(PAGE);
    let run = jiehao(&["extract", "--format", "jsonl", &page]);
    assert_eq!(run.status, 0, "{}", run.err);
    let source: Vec<char> = std::fs::read_to_string(&page).unwrap().chars().collect();
    for record in objects(&run) {
        assert_eq!(record["doc"], page);
        assert!(!record["rule"].as_str().unwrap().is_empty());
        let sure = record["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&sure));
        for e in record["evidence"].as_array().unwrap() {
            let (start, end) = (e["start"].as_u64().unwrap(), e["end"].as_u64().unwrap());
            let slice: String = source[start as usize..end as usize].iter().collect();
            assert_eq!(e["exact"], slice);
        }
    }
}

#[test]
fn order_and_number_of_jobs_change_nothing() {
    let (pages, format) = (corpus("a"), ["extract", "--format", "jsonl", "--jobs"]);
    let run = |jobs| jiehao(&[&format[..], &[jobs, &pages]].concat()).out;
    let one = run("1");
    assert!(!one.is_empty());
    assert_eq!(one, run("7"));
    let mut docs: Vec<&str> = one.lines().map(|l| l.split('"').nth(3).unwrap()).collect();
    docs.dedup();
    assert!(
        docs.is_sorted(),
        "pages of a folder come by name, each once: {docs:?}"
    );
}

#[test]
fn csv_has_a_row_a_record() {
    let page = corpus(PAGE);
    let records = objects(&jiehao(&["extract", "--format", "jsonl", &page])).len();
    let run = jiehao(&["extract", "--format", "csv", "--bom", &page]);
    let table = run.out.strip_prefix('\u{FEFF}').expect("a byte order mark");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    assert_eq!(rows.records().map(Result::unwrap).count(), records);
}

#[test]
fn the_report_is_plain_in_a_pipe_and_counts() {
    let run = jiehao(&["extract", &corpus(PAGE)]);
    assert!(run.out.contains("共读 1 页"), "{}", run.out);
    assert!(run.out.contains('「') && !run.out.contains('\u{1b}'));
}

#[test]
fn a_bound_on_confidence_can_leave_nothing() {
    let run = jiehao(&[
        "extract",
        "--format",
        "jsonl",
        "--min-confidence",
        "1.1",
        &corpus(PAGE),
    ]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
}

#[test]
fn explain_goes_sentence_by_sentence() {
    let run = jiehao(&["explain", &corpus(PAGE)]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("程国栋先后会见了"), "{}", run.out);
    assert!(run.out.contains("句，读出"));
}

#[test]
fn rules_that_are_not_there_are_named_with_the_mend() {
    let dir = tempfile::tempdir().unwrap();
    let empty = dir.path().to_string_lossy().into_owned();
    let run = jiehao(&["extract", "--rules", &empty, &corpus(PAGE)]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no *.toml"), "{}", run.err);
    std::fs::write(dir.path().join("mine.toml"), "[[rule]\nname = 1").unwrap();
    let run = jiehao(&["extract", "--rules", &empty, &corpus(PAGE)]);
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("mine.toml:"),
        "file and line are named: {}",
        run.err
    );
}

#[test]
fn places_says_what_the_gazetteer_knows() {
    let run = jiehao(&["places", "聊城市", "俄罗斯特维尔州"]);
    assert_eq!(run.status, 0);
    assert!(
        run.out.contains("cn:371500") && run.out.contains("iso:RU-TVE"),
        "{}",
        run.out
    );
    let run = jiehao(&["places", "--format", "json", "聊城市"]);
    assert_eq!(objects(&run)[0]["id"], "cn:371500");
    assert_eq!(jiehao(&["places", "甲乙丙丁"]).status, 1);
    // the code in force on the day, and a name that no list holds by its sound
    for same in ["卡马河畔切尔内市", "Naberezhnye Chelny", "Набережные Челны"]
    {
        assert!(
            jiehao(&["places", same]).out.contains("geonames:523750"),
            "{same}"
        );
    }
    let traditional = jiehao(&["places", "東京"]);
    assert!(
        traditional
            .out
            .starts_with("東京：日本 东京都〔iso:JP-13〕")
    );

    let then = jiehao(&["places", "--on", "2005-09-08", "茌平县"]);
    assert!(then.out.contains("cn:371523"), "{}", then.out);
    let sound = jiehao(&["places", "--country", "PH", "塔巴科市"]);
    assert!(sound.out.contains("geonames:1685117"), "{}", sound.out);
    for wrong in [["--country", "俄"], ["--on", "去年"]] {
        assert_eq!(jiehao(&["places", wrong[0], wrong[1], "聊城市"]).status, 2);
    }
}

#[test]
fn the_version_credits_its_data() {
    let run = jiehao(&["--version"]);
    assert_eq!(run.out, concat!("jiehao ", env!("CARGO_PKG_VERSION"), "\n"));
    let run = jiehao(&["--version", "--verbose"]);
    assert!(
        run.out.contains("GeoNames") && run.out.contains("CC BY"),
        "{}",
        run.out
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_jiehao"))
        .args(["clean", &corpus("a"), &corpus("a"), &corpus("a")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!(
        done.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}
