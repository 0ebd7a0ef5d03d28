//! Link text set into the middle of a sentence: `论坛【更多新闻】将于明年举行`.
//!
//! An address that the report itself gives stays.

use super::{Filter, pattern};
use crate::line::Draft;

pub(super) const FILTER: Filter = Filter {
    name: "injected",
    run,
};

pattern!(
    LINK,
    r"[【\[](?:更多|点击|相关|热门|推荐|详情|查看|下载|进入|广告)[^】\]。]{0,14}[】\]]|[(](?:点击|查看)[^)。]{2,14}[)]"
);

fn run(draft: &mut Draft) {
    draft.cut_spans("injected", |l| {
        if l.is_prose() {
            l.places(LINK.find_iter(&l.text).map(|m| m.range()))
        } else {
            Vec::new()
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn links_go_brackets_stay() {
        check(
            &FILTER,
            "展会将于明年在甲市举办【更多友城新闻】,逢雨顺延。",
            &["展会将于明年在甲市举办,逢雨顺延。"],
        );
        let s = "【来访】一九八六年八月,市长率团来访。";
        check(&FILTER, s, &[s]);
    }
}
