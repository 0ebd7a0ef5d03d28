//! Names of works and arrangements, out of sentences put into a page.

use crate::{Rules, Type};

fn names(page: &str) -> Vec<String> {
    let page = jiehao_text::read(page.as_bytes(), &jiehao_text::Hint::default());
    let read = crate::extract(&page, Rules::built_in()).records;
    let named = read
        .into_iter()
        .filter(|r| matches!(r.kind, Type::Project | Type::Mechanism));
    named.map(|r| r.roles["name"][0].name.clone()).collect()
}

#[test]
fn a_list_of_works_is_read_name_by_name() {
    let read = names("云南省愿与老挝加强往来，双方推进中老铁路、磨万高速公路建设。");
    assert_eq!(read, ["中老铁路", "磨万高速公路"]);
}

#[test]
fn a_list_that_is_said_to_be_of_works_asks_no_ending() {
    let read = names("青岛市援建的陇南市第五小学、武都区养老院等2个援建项目竣工。");
    assert_eq!(read, ["陇南市第五小学", "武都区养老院"]);
}

#[test]
fn two_places_may_be_named_by_a_letter_each() {
    let read = names("日照市与平泽市共建日平合作产业园。");
    assert_eq!(read, ["日平合作产业园"]);
}

#[test]
fn what_several_founded_together_joins_them() {
    let read = names("由日照市联合潍坊市、临沂市共同发起的沿海园区合作联盟成立。");
    assert_eq!(read, ["沿海园区合作联盟"]);
}

#[test]
fn sights_and_hopes_are_no_works() {
    assert!(names("代表团一行在日照市参观了中心医院和科技园区。").is_empty());
    assert!(names("日照市希望与平泽市建立市长会晤机制。").is_empty());
}

#[test]
fn a_park_whose_name_joins_two_sides_is_a_joint_work() {
    let read = names("中韩（日照）创新产业园集聚了德国和韩国的企业七十家。");
    assert_eq!(read, ["中韩（日照）创新产业园"]);
}

#[test]
fn platforms_told_in_a_list_are_named_one_by_one() {
    let read = names("山东省在非洲布局坦桑尼亚渔业中心、中坦工业园等平台。");
    assert_eq!(read, ["中坦工业园", "坦桑尼亚渔业中心"]);
}
