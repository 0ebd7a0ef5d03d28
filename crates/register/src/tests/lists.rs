//! Lists of an office's own: rows as statements, and where they and the news differ.

use super::*;
use crate::{Columns, ErrorKind, Filter, Table};

const LIST: &str = "友好城市名录,,,,\n\
    序号,中方,外方,国别,结好日期\n\
    1,江西省,黑森州,德国,1985.4\n\
    2,江西省,冈山县,日本,1992年6月1日\n\
    合计,,,,2\n";

fn table(text: &str, name: &str) -> Table {
    Table::read(text.as_bytes(), name, None).expect("a table")
}

fn import(register: &mut Register, text: &str, name: &str) -> bool {
    let table = table(text, name);
    let columns = Columns::guess(&table);
    let ties = table.ties(&columns, name).expect("understood");
    let taken = Taken {
        bytes: text.as_bytes(),
        locator: name,
        at: AT,
    };
    let done = register.import(taken, "1.0.0", &table, &columns, &ties);
    done.expect("imported")
}

fn ties(register: &mut Register) -> Vec<crate::ActView> {
    let filter = Filter {
        types: vec!["tie".into()],
        ..Filter::default()
    };
    register.acts(&filter).expect("asked")
}

#[test]
fn a_row_is_a_tie_and_its_evidence() {
    on_each(|ground| {
        let mut register = ground.register();
        assert!(import(&mut register, LIST, "list.csv"));
        assert!(!import(&mut register, LIST, "list.csv"), "known");
        let ties = ties(&mut register);
        assert_eq!(ties.len(), 2);
        let jp = ties
            .iter()
            .find(|t| t.said("since") == "1992-06-01")
            .expect("the row");
        assert_eq!(
            jp.records[0].evidence[0].exact,
            "2,江西省,冈山县,日本,1992年6月1日"
        );
        assert_eq!(jp.fillers("a")[0].place.as_deref(), Some("cn:360000"));
        assert_eq!(jp.fillers("b")[0].country.as_deref(), Some("JP"));
        assert_eq!(register.check(false).expect("checked"), []);
        register.told().expect("told")
    });
}

#[test]
fn a_list_in_json_gives_the_same_ties() {
    let json = r#"[{"中方": "江西省", "外方": "黑森州", "国别": "DE", "结好日期": "1985-04"},
                   {"中方": "江西省", "外方": "冈山县", "国别": "日本", "结好日期": 19920601}]"#;
    on_each(|ground| {
        let mut register = ground.register();
        import(&mut register, json, "list.json");
        let ties = ties(&mut register);
        let since: Vec<String> = ties.iter().map(|t| t.said("since")).collect();
        assert_eq!(since, ["1992-06-01", "1985-04"]);
        let quote = &ties[0].records[0].evidence[0].exact;
        assert!(quote.starts_with('{') && quote.ends_with('}'), "{quote}");
        assert_eq!(register.check(false).expect("checked"), []);
    });
}

#[test]
fn a_list_and_the_news_are_one_tie_with_two_sources() {
    on_each(|ground| {
        let mut register = ground.register();
        import(&mut register, LIST, "list.csv");
        let page = "结好\n1985年4月20日，江西省与德国黑森州签署建立友好省州关系协议书。\n";
        ingest(&mut register, "tie.txt", page);
        let ties = ties(&mut register);
        assert_eq!(ties.len(), 2);
        let de = ties.iter().find(|t| t.sources == 2).expect("both");
        assert_eq!(de.said("since"), "1985-04-20", "the more precise");
        // a month and a day of it do not contradict each other
        let diff = register.diff(&Filter::default(), None).expect("compared");
        let sorts: Vec<&str> = diff.iter().map(|d| d.sort).collect();
        assert_eq!(sorts, ["list-silent", "only-list"], "{diff:#?}");
        assert_eq!(diff[0].attribute.as_deref(), Some("kind"));
    });
}

#[test]
fn differences_name_both_sides_and_what_may_be_meant() {
    on_each(|ground| {
        let mut register = ground.register();
        let list =
            "中方,外方,国别,结好日期\n江西省,黑森州,德国,1985\n江西省,弗拉季米尔市,俄罗斯,2011\n";
        import(&mut register, list, "list.csv");
        let page = "结好\n1986年4月20日，江西省与德国黑森州签署建立友好省州关系协议书。\n\
                    2011年5月2日，江西省与俄罗斯弗拉基米尔市签署建立友好城市关系协议书。\n\
                    2012年5月2日，山东省与法国布列塔尼大区签署建立友好省区关系协议书。\n";
        ingest(&mut register, "tie.txt", page);
        let diff = register
            .diff(&Filter::default(), Some("list.csv"))
            .expect("compared");
        let since = diff
            .iter()
            .find(|d| d.attribute.as_deref() == Some("since"));
        let since = since.expect("two years");
        assert_eq!(since.sort, "differs");
        assert!(since.list.contains_key("1985") && since.news.contains_key("1986-04-20"));
        let alone: Vec<_> = diff.iter().filter(|d| d.sort.starts_with("only")).collect();
        assert!(
            alone.iter().all(|d| !d.tie.headline().contains("山东")),
            "not on the list"
        );
        for d in alone {
            assert!(!d.perhaps.is_empty(), "{d:#?}");
        }
        let none = register
            .diff(&Filter::default(), Some("other.csv"))
            .expect_err("no list");
        assert_eq!(none.kind, ErrorKind::Unknown);
    });
}

#[test]
fn flaws_are_named_by_row_and_column_and_nothing_is_kept() {
    let bad = "中方,外方,国别,结好日期,类别\n江西省,黑森州,德国,1985年13月,友好城市\n\
               江西省,冈山县,某国,1992,好朋友\n,冈山县,日本,1992,\n";
    let table = table(bad, "list.csv");
    let error = table
        .ties(&Columns::guess(&table), "list.csv")
        .expect_err("flawed");
    let told = error.to_string();
    for flaw in [
        "list.csv: 4 cells",
        "row 2, column 结好日期: 「1985年13月」",
        "row 3, column 国别: 「某国」",
        "row 3, column 类别: 「好朋友」",
        "row 4, column 中方: empty",
        "nothing was written",
    ] {
        assert!(told.contains(flaw), "{flaw} is not in {told}");
    }
}

#[test]
fn columns_are_remembered_and_outlast_a_backup() {
    on_each(|ground| {
        let mut register = ground.register();
        let list = "甲,乙\n江西省,黑森州\n";
        let table = table(list, "list.csv");
        let told = Columns::guess(&table)
            .told("a=甲,b=乙", &table)
            .expect("told");
        let ties = table.ties(&told, "list.csv").expect("understood");
        let taken = Taken {
            bytes: list.as_bytes(),
            locator: "list.csv",
            at: AT,
        };
        assert_eq!(register.columns(&table).expect("asked"), None);
        register
            .import(taken, "1.0.0", &table, &told, &ties)
            .expect("imported");
        assert_eq!(register.columns(&table).expect("asked"), Some(told.clone()));
        let mut backup = Vec::new();
        register.backup(&mut backup, "b").expect("backed up");
        let other = Ground::file();
        let mut restored = other.register();
        restored
            .restore(&mut backup.as_slice(), "b")
            .expect("restored");
        assert_eq!(restored.columns(&table).expect("asked"), Some(told));
        assert_eq!(
            restored.told().expect("told"),
            register.told().expect("told")
        );
    });
}

/// Read under other columns, a list says other things: what it said before is ranked down.
#[test]
fn a_list_read_anew_ranks_down_what_it_says_no_more() {
    on_each(|ground| {
        let mut register = ground.register();
        let list = "中方,外方,曾用,日期\n江西省,黑森州,,1985\n江西省,冈山县,,1992\n";
        let table = table(list, "list.csv");
        let taken = |at| Taken {
            bytes: list.as_bytes(),
            locator: "list.csv",
            at,
        };
        let dated = Columns::guess(&table);
        let undated = dated.clone().told("since=", &table).expect("told");
        for (columns, at) in [(&dated, AT), (&undated, "2026-02-02T03:04:05Z")] {
            let ties = table.ties(columns, "list.csv").expect("understood");
            register
                .import(taken(at), "1.0.0", &table, columns, &ties)
                .expect("imported");
        }
        let ties = ties(&mut register);
        assert_eq!(ties.len(), 2);
        assert!(ties.iter().all(|t| t.said("since").is_empty()), "{ties:#?}");
        assert_eq!(register.check(false).expect("checked"), []);
    });
}
