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

#[test]
fn parts_of_a_total_are_named_by_their_level() {
    assert_eq!(
        told("湖南省有国际友城90对,其中省级21对、市级60对,县级9对。"),
        [
            "湖南省 国际友城 90",
            "湖南省 省级国际友城 21",
            "湖南省 市级国际友城 60",
            "湖南省 县级国际友城 9"
        ]
    );
}

#[test]
fn a_country_has_figures_of_ties_but_not_of_trade() {
    let read = figures("截至2015年底,我国对外友好城市达2100对。");
    assert_eq!(read[0].attributes["level"], "national");
    assert!(told("今年我国对东盟进出口3.4万亿元。").is_empty());
}

#[test]
fn each_of_several_has_its_own() {
    assert_eq!(
        told("五莲县、莒县各有友城1个。"),
        ["五莲县 友城 1", "莒县 友城 1"]
    );
}

#[test]
fn a_region_abroad_is_asked_for_what_china_has_there() {
    assert_eq!(
        told("目前,特维尔州已有41家中资企业落地,双边贸易额每年超过3亿美元。"),
        ["特维尔州 双边贸易额 3亿", "特维尔州 中资企业 41"]
    );
}

#[test]
fn the_place_of_a_dateline_has_no_figures() {
    let read = told("中新网济南5月13日电 “山东历来重视友城交往,已建立80对友好省州。”");
    assert_eq!(read, ["山东 友好省州 80"]);
}

#[test]
fn growth_behind_an_amount_is_a_figure_of_its_own() {
    assert_eq!(
        told("2023年，日照市外贸进出口总额60.2亿元，同比增长22.8%。"),
        [
            "日照市 外贸进出口总额 60.2亿",
            "日照市 外贸进出口总额同比增长 22.8%"
        ]
    );
}

#[test]
fn a_unit_may_be_what_is_counted() {
    assert_eq!(
        told("日照市已与13国22城结为友好城市。"),
        ["日照市 国家 13", "日照市 城市 22"]
    );
}

#[test]
fn people_of_what_was_counted_before() {
    assert_eq!(
        told("去年，日照市接待海外代表团31个497人次。"),
        ["日照市 海外代表团 31", "日照市 海外代表团 497"]
    );
    assert_eq!(told("去年，日照市接待31个海外代表团的497人次。").len(), 2);
}

#[test]
fn places_of_a_total_have_their_own() {
    assert_eq!(
        told("山东省有国际友城90对，其中省级友城21对，日照市4对。"),
        ["山东省 国际友城 90", "山东省 省级友城 21", "日照市 友城 4"]
    );
}

#[test]
fn what_is_signed_today_is_no_total() {
    assert!(told("会上，日照市与海外友城签署8项合作文件。").is_empty());
    assert_eq!(
        told("五年来，日照市与海外友城签署合作文件80项。"),
        ["日照市 合作文件 80"]
    );
}

#[test]
fn a_page_about_support_needs_not_say_so_again() {
    let read = told(
        "日照市对口支援工作取得进展。\n\n三年来，日照市投入财政资金2.4亿元，引导企业投资5亿元。",
    );
    assert_eq!(read, ["日照市 财政资金 2.4亿", "日照市 投资 5亿"]);
}

#[test]
fn what_it_rose_from_stands_between() {
    assert_eq!(
        told("十年间，日照市国际友城数量从9对增至28对。"),
        ["日照市 国际友城数量 28"]
    );
}

#[test]
fn a_noun_between_two_numbers_belongs_to_the_second_where_the_first_has_its_own() {
    assert_eq!(
        told("目前，日照市有海外侨胞8万人侨企49家。"),
        ["日照市 侨企 49", "日照市 海外侨胞 8万"]
    );
}

#[test]
fn a_place_at_the_head_of_what_is_counted_is_whose_it_is() {
    assert_eq!(
        told("日照市对口支援喀什地区。\n\n三年来，75名喀什地区专技人才进修。"),
        ["喀什地区 喀什地区专技人才 75"]
    );
}

#[test]
fn batches_of_people_are_counted_before_what_they_are() {
    let read =
        told("日照市对口支援喀什地区。\n\n十年来，日照市选派10批877名干部人才支援喀什地区。");
    assert_eq!(read, ["日照市 干部人才 877", "日照市 干部人才 10"]);
}

#[test]
fn a_share_is_of_whoever_stands_before_it() {
    assert_eq!(
        told("今年，日照市对非贸易总额达87亿元，占山东全省贸易总量的41%。"),
        ["日照市 占山东全省贸易总量 41%", "日照市 对非贸易总额 87亿"]
    );
}

#[test]
fn what_a_figure_is_measured_by_is_not_whose_it_is() {
    assert_eq!(
        told("目前，日照市有海外侨胞12万人，占山东省三分之一多，另有侨团51个。"),
        ["日照市 海外侨胞 12万", "日照市 侨团 51"]
    );
}

#[test]
fn numbers_told_one_for_each_of_a_list() {
    assert_eq!(
        told("上半年，日照市对韩国、日本、德国进出口分别为30亿元、20亿元和10亿元。"),
        [
            "日照市 对韩国进出口 30亿",
            "日照市 对日本进出口 20亿",
            "日照市 对德国进出口 10亿"
        ]
    );
}

#[test]
fn a_region_the_page_does_not_name_is_told_as_it_stands() {
    let page = "外贸简讯\n\n上半年，全市自营进出口总额27亿美元。\n\n对外贸易中，我市对香港出口增长较快。\n";
    let page = jiehao_text::read(page.as_bytes(), &jiehao_text::Hint::default());
    let read = crate::extract(&page, Rules::built_in()).records;
    assert_eq!(read[0].roles["subject"][0].name, "全市");
    assert_eq!(read[0].roles["subject"][0].id, None);
}

#[test]
fn a_large_number_may_go_without_a_unit() {
    assert_eq!(
        told("目前，日照市有海外侨胞12万，侨团51个。"),
        ["日照市 海外侨胞 12万", "日照市 侨团 51"]
    );
}

#[test]
fn numbers_may_be_written_as_characters() {
    assert_eq!(
        told("目前，日照市有台资企业六百四十多家，台商投资的进出口总值二百零二亿美元。"),
        ["日照市 进出口总值 二百零二亿", "日照市 台资企业 六百四十多"]
    );
}

#[test]
fn how_many_one_must_have_is_no_figure() {
    assert!(told("日照市归侨侨眷30户以上的社区建立了侨联组织。").is_empty());
}

#[test]
fn whose_name_stands_right_before_a_number_it_is_of() {
    assert_eq!(
        told("对口支援以来，日照市71个乡镇和麦盖提县75个乡镇结对。"),
        ["日照市 乡镇 71", "麦盖提县 乡镇 75"]
    );
}

#[test]
fn what_something_is_done_for_has_no_figure_by_it() {
    assert_eq!(
        told("日照市开展对口支援，划拨协作资金3亿元，投入麦盖提县援助资金4亿元。"),
        ["日照市 协作资金 3亿", "日照市 援助资金 4亿"]
    );
}

#[test]
fn two_letters_before_both_places_are_the_places() {
    let read = figures("日照市对口支援麦盖提县。\n\n三年来，日麦两地互派干部人才60名。");
    let of: Vec<&str> = read[0].roles["subject"]
        .iter()
        .map(|f| f.name.as_str())
        .collect();
    assert_eq!(of, ["日照市", "麦盖提县"]);
}

#[test]
fn so_many_of_a_part_of_the_country_are_told_together() {
    let read = figures("对口支援以来，东部4市累计投入援助资金70亿元，实施扶贫协作项目1669个。");
    assert!(
        read.iter().all(|r| r.roles["subject"][0].name == "东部4市"),
        "{read:?}"
    );
    assert_eq!(read.len(), 2);
}
