//! What the examples of the file do not show: whose a figure is, and figures told twice.

use crate::{Record, Rules, Type};

/// The figures read from sentences put into a small page of a region.
fn figures(body: &str) -> Vec<Record> {
    let page = format!("对外交往\n\n6月3日，山东省日照市外事办介绍了有关情况。\n\n{body}\n");
    let page = jiehao_text::read(page.as_bytes(), &jiehao_text::Hint::default());
    let read = crate::extract(&page, Rules::built_in()).records;
    read.into_iter()
        .filter(|r| r.kind == Type::Statistic)
        .collect()
}

fn told(body: &str) -> Vec<String> {
    figures(body)
        .iter()
        .map(|r| {
            format!(
                "{} {} {}",
                r.roles["subject"][0].name, r.attributes["measure"], r.attributes["value"]
            )
        })
        .collect()
}

#[test]
fn countries_and_cities_are_two() {
    let read = told("日照市已与17个国家的28个城市建立友好关系。");
    assert_eq!(read, ["日照市 国家 17", "日照市 城市 28"]);
}

#[test]
fn one_noun_may_be_counted_twice() {
    let read = told("二十年来，日照市与平泽市互访团组180批、2600人次。");
    assert_eq!(read.len(), 2, "{read:?}");
}

#[test]
fn a_figure_told_again_is_one() {
    assert_eq!(
        told("日照市有国际友城28个。\n\n这28个国际友城分布在各大洲。").len(),
        1
    );
}

#[test]
fn a_figure_of_two_states_is_nobodys() {
    assert!(told("2019年中越两国贸易额达到1600亿美元。").is_empty());
}

#[test]
fn guests_at_an_event_are_no_total() {
    assert!(told("来自12个国家的20个友城代表团参加了大会。").is_empty());
}

#[test]
fn the_subject_is_whom_the_clause_is_about() {
    assert_eq!(
        told("湖南省与非洲有关国家共缔结正式友城21对。"),
        ["湖南省 正式友城 21"]
    );
}
