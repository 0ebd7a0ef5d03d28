//! Places and bodies found and not found, one small sentence each.

use super::super::Kind;
use super::super::person::tests::names;

fn places(text: &str) -> Vec<String> {
    names(text, Kind::Place)
}

fn bodies(text: &str) -> Vec<String> {
    names(text, Kind::Body)
}

#[test]
fn what_stands_around_an_unknown_name_says_that_it_is_a_place() {
    assert_eq!(
        places("海南省与芬兰北芬兰区签署协议。"),
        ["海南省", "北芬兰区"]
    );
    assert_eq!(places("去年与巴巴多斯首都布里奇顿签署协议。"), ["布里奇顿"]);
    assert_eq!(places("海口市和摩丁市签署了备忘录。"), ["海口市", "摩丁市"]);
    assert_eq!(places("与韩国友城龙仁市共同出席大会。"), ["龙仁市"]);
    assert_eq!(places("与荷兰北布拉邦省结好。"), ["北布拉邦省"]);
}

#[test]
fn the_first_letter_means_the_place_named_in_full() {
    let found = places("代表团访问美国艾奥瓦州。又从河北省赴艾州农场参观。");
    assert_eq!(found, ["艾奥瓦州", "河北省", "艾奥瓦州"]);
    assert_eq!(places("代表团赴艾州农场参观。"), Vec::<String>::new());
}

#[test]
fn a_short_name_at_the_end_of_a_foreign_one_is_none() {
    let found = places("代表团到老挝勐新县参观。");
    assert!(!found.contains(&"新县".to_owned()), "{found:?}");
    // 吉尔吉斯 is a country's name too, and 斯坦奥什州 no place
    assert_eq!(places("代表团访问吉尔吉斯斯坦奥什州。"), ["奥什州"]);
}

#[test]
fn what_is_no_place_is_none() {
    assert!(places("越南边境四省举行会晤。").iter().all(|p| p == "越南"));
    assert!(!places("拜会了圣地亚哥郡郡政委员罗伯茨。").contains(&"罗伯茨郡".to_owned()));
}

#[test]
fn two_countries_side_by_side_are_two() {
    assert_eq!(places("访问德国荷兰。"), ["德国", "荷兰"]);
}

#[test]
fn a_body_begins_at_its_place() {
    assert_eq!(
        bodies("会同重庆市发展改革委举办活动。"),
        ["重庆市发展改革委"]
    );
    assert_eq!(bodies("据新加坡外交部消息。"), ["新加坡外交部"]);
    assert_eq!(bodies("中国驻大阪总领事馆来函。"), ["中国驻大阪总领事馆"]);
    assert_eq!(
        bodies("与三峡集团青海分公司签署协议。"),
        ["三峡集团青海分公司"]
    );
    assert_eq!(
        bodies("上海动物园与台北市立动物园签署备忘录。"),
        ["上海动物园", "台北市立动物园"]
    );
}

#[test]
fn a_department_is_for_something() {
    assert_eq!(bodies("有许多相似之处。"), Vec::<String>::new());
    assert_eq!(bodies("生产汽车零部件。"), Vec::<String>::new());
    assert_eq!(
        bodies("论坛由卢森堡交通和公共工程部主办。"),
        ["卢森堡交通和公共工程部"]
    );
    assert_eq!(
        bodies("贵州省乡村振兴局、省农业农村厅参加。"),
        ["贵州省乡村振兴局", "贵州省农业农村厅"]
    );
}
