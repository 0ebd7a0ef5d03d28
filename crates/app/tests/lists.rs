//! Lists of one's own, from the command line; and what a writer asks of a register.

mod common;

use common::{corpus, objects, root};
use tempfile::TempDir;

struct At {
    dir: TempDir,
}

impl At {
    fn new() -> Self {
        Self {
            dir: TempDir::new().expect("a folder"),
        }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_string_lossy().into_owned()
    }

    fn ask(&self, args: &[&str]) -> common::Run {
        common::at(&self.path("r.db"), args)
    }
}

#[test]
fn a_list_is_imported_and_held_against_the_news() {
    let at = At::new();
    assert_eq!(at.ask(&["ingest", "-q", &corpus("a")]).status, 0);
    let none = at.ask(&["diff"]);
    assert!(
        none.status == 2 && none.err.contains("jiehao import"),
        "{}",
        none.err
    );
    let list = at.file(
        "list.csv",
        "中方,外方,国别,结好日期\n甘肃省,秋田县,日本,1983\n甘肃省,俄克拉荷马州,美国,1985\n",
    );
    let dry = at.ask(&["import", "--dry-run", &list]);
    assert!(
        dry.out.contains("可录 2 条") && dry.out.contains("未写入"),
        "{}",
        dry.out
    );
    assert_eq!(at.ask(&["import", &list]).status, 0);
    let again = at.ask(&["import", &list]);
    assert!(again.out.contains("早已录入"), "{}", again.out);
    let diff = objects(&at.ask(&["diff", "--format", "json"]));
    let since = diff
        .iter()
        .find(|d| d["sort"] == "differs")
        .expect("two years");
    assert!(
        since["list"]["1983"].is_array() && since["news"]["1982-08"].is_array(),
        "{since}"
    );
    assert!(diff.iter().any(|d| d["sort"] == "only-list"));
    let text = at.ask(&["diff"]).out;
    assert!(
        text.contains("起始不同") && text.contains("仅见于名录"),
        "{text}"
    );
    assert_eq!(at.ask(&["check"]).status, 0);
}

#[test]
fn a_bad_table_is_refused_and_makes_no_register() {
    let at = At::new();
    for (name, text, told) in [
        (
            "dates.csv",
            "中方,外方,结好日期\n甘肃省,秋田县,8/5/1982\n",
            "row 2, column 结好日期: 「8/5/1982」",
        ),
        (
            "columns.csv",
            "甲,乙\n甘肃省,秋田县\n",
            "--columns a=HEAD,b=HEAD",
        ),
        ("empty.csv", "中方,外方\n", "no row has anything under 外方"),
        (
            "cut.json",
            "[{\"中方\": \"甘肃省\"",
            "cannot be read as JSON",
        ),
        ("no.xlsx", "PK\u{3}\u{4}", "cannot be read as a workbook"),
    ] {
        let run = at.ask(&["import", &at.file(name, text)]);
        assert_eq!(run.status, 2, "{name}");
        assert!(
            run.err.contains(told) && run.err.contains(name),
            "{}",
            run.err
        );
        assert!(run.err.contains("nothing was written"), "{}", run.err);
    }
    assert_eq!(at.ask(&["import", &at.path("none.csv")]).status, 2);
    assert!(!std::path::Path::new(&at.path("r.db")).exists());
}

#[test]
fn columns_are_told_once_and_remembered() {
    let at = At::new();
    let list = at.file("one.csv", "甲,乙,年\n甘肃省,秋田县,1982\n");
    let columns = ["--columns", "a=甲,b=乙,since=年"];
    assert_eq!(at.ask(&["import", &list]).status, 2);
    assert_eq!(at.ask(&["import", columns[0], columns[1], &list]).status, 0);
    let next = at.file("two.csv", "甲,乙,年\n甘肃省,俄克拉荷马州,1985\n");
    let run = at.ask(&["import", "-q", &next]);
    assert!(
        run.status == 0 && run.out.contains("结好日期＝年"),
        "{} {}",
        run.out,
        run.err
    );
    let of = at.file("three.csv", "友城,国别\n秋田县,日本\n");
    let run = at.ask(&["import", "-q", "--of", "兰州市", "--kind", "sister", &of]);
    assert_eq!(run.status, 0, "{}", run.err);
    let ties = objects(&at.ask(&["ties", "--format", "json", "--region", "兰州市"]));
    assert_eq!(ties[0]["attributes"]["kind"], "sister");
}

#[test]
fn a_register_is_asked_as_a_writer_asks() {
    let at = At::new();
    assert_eq!(at.ask(&["ingest", "-q", &corpus("")]).status, 0);
    let line = objects(&at.ask(&["timeline", "--format", "json"]));
    let days: Vec<&str> = line
        .iter()
        .map(|a| a["when"].as_str().expect("a time"))
        .collect();
    assert!(days.is_sorted() && days.len() > 50);
    let visits = at
        .ask(&["timeline", "--type", "visit", "--format", "csv"])
        .out;
    assert!(visits.lines().skip(1).all(|l| l.contains(",visit,")));
    let both = at.ask(&["compare", "江西省", "甘肃省"]);
    assert!(
        both.status == 0 && both.out.contains("甘肃省"),
        "{}",
        both.err
    );
    assert_eq!(at.ask(&["compare", "江西省", "无此人"]).status, 2);
    let balance = at.ask(&["balance", "--format", "csv"]).out;
    assert!(
        balance.starts_with("region,year,country,out,in\n"),
        "{balance}"
    );
    assert_eq!(at.ask(&["digest", "--week", "上周"]).status, 2);
    let week = at.ask(&["digest", "--week", "2022-11-15"]);
    assert!(
        week.out.contains("2022-11-14 至 2022-11-20") && week.out.contains("会见会谈"),
        "{}",
        week.out
    );
    assert_eq!(at.ask(&["digest", "--week", "1901-01-01"]).status, 1);
    for line in at
        .ask(&["partners", "江西省", "--format", "csv"])
        .out
        .lines()
        .skip(1)
    {
        let cells: Vec<&str> = line.split(',').collect();
        assert!(cells.len() >= 8, "{line}");
    }
}

#[test]
fn a_dossier_is_one_file_that_needs_nothing_beside_it() {
    let at = At::new();
    let spiked = at.file(
        "list.csv",
        "中方,外方,国别\n江西省,<script>alert(1)</script>,德国\n",
    );
    assert_eq!(at.ask(&["ingest", "-q", &corpus("a")]).status, 0);
    assert_eq!(at.ask(&["import", "-q", &spiked]).status, 0);
    let file = at.path("d.html");
    let run = at.ask(&["region", "江西省", "--format", "html", "--output", &file]);
    assert_eq!(run.status, 0, "{}", run.err);
    let page = std::fs::read_to_string(&file).expect("there");
    assert!(page.contains("<h1>江西省 对外交往概况</h1>") && page.contains("友好关系"));
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"));
    assert!(!page.contains("http"), "nothing is loaded from elsewhere");
    for tag in ["section", "table", "ul", "li", "div", "header", "footer"] {
        let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
        assert_eq!(
            page.matches(&open).count(),
            page.matches(&close).count(),
            "{tag}"
        );
    }
    assert_eq!(
        at.ask(&["region", "江西省", "--format", "html", "-o", &file])
            .status,
        2
    );
}

/// The two trips of the first of the pages that lie beside the project, where they do.
#[test]
fn the_two_trips_of_a_round_up_stand_side_by_side() {
    let page = root().join("../shared/pages/000_714d8b5837bf1169.txt");
    if !page.exists() {
        eprintln!("{}: not here; not tested", page.display());
        return;
    }
    let at = At::new();
    assert_eq!(at.ask(&["ingest", "-q", &page.to_string_lossy()]).status, 0);
    let compared = at.ask(&["compare", "李乐成", "刘小明", "--format", "json"]);
    assert_eq!(compared.status, 0, "{}", compared.err);
    let compared = &objects(&compared)[0];
    let texts = |aspect: &str, side: &str| -> String {
        let aspects = compared["aspects"].as_array().expect("aspects");
        let found = aspects.iter().find(|a| a["aspect"] == aspect);
        let items = found.map(|a| a[side].as_array().expect("items").clone());
        let items = items.unwrap_or_default();
        let words = items.iter().map(|i| i["text"].as_str().expect("words"));
        words.collect::<Vec<_>>().join("|")
    };
    for (aspect, one, other) in [
        ("who", "李乐成", "刘小明"),
        ("from", "辽宁省", "海南省"),
        ("where", "俄罗斯", "韩国"),
        ("when", "2024-06-04", "2024-06-08"),
        ("met", "鲁德尼亚", "吴怜勋"),
        ("events", "圣彼得堡国际经济论坛", "济州论坛"),
    ] {
        assert!(texts(aspect, "a").contains(one), "{aspect}: {compared}");
        assert!(texts(aspect, "b").contains(other), "{aspect}: {compared}");
    }
    assert!(texts("signed", "a").contains("友好省州关系协议书"));
    assert!(texts("promised", "b").contains("2025"));
}
