//! Link farms: gambling and adult words that hijacked pages carry at head or tail, or in the
//! middle of a sentence.
//!
//! Takes lines made of such words, and in prose only a brand with its selling word
//! (`太阳城官网`). A report about gambling names it in sentences and stays.

use super::{Filter, pattern};
use crate::line::Draft;

pub(super) const FILTER: Filter = Filter { name: "spam", run };

const REASON: &str = "spam";

pattern!(
    WORD,
    "百家乐|大发888|娱乐城|太阳城|时时彩|六合彩|北京赛车|老虎机|博彩|皇冠体育|葡京|澳门金沙|金沙娱乐|真人娱乐|真人荷官|棋牌|",
    "bet365|BET365|万博体育|亚博|必赢|必博|永利|威尼斯人|银河娱乐|开元棋|彩票(?:网|平台|app)|投注(?:网|平台)|赌场|赌博|轮盘|",
    "国产精品|国产在线|国产-|久久|无码|有码|成人(?:视频|影片|电影|小说|网站)|一区二区|三级片|黄色(?:网站|视频)|色情|毛片|香蕉视频|",
    "激情视频|免费视频在线|在线观看免费|裸聊|约炮|代孕|代开发票|私服|办证"
);
pattern!(
    BRAND,
    "(?:澳门|真人|网上|线上|在线)?(?:百家乐|大发888|太阳城|新?葡京|金沙|永利|威尼斯人|时时彩|六合彩|皇冠体育|万博体育|亚博)",
    "(?:娱乐城|娱乐场|娱乐|官方网站|官网|官方|平台|网址|网站|app|APP|下载|注册|登录|开户|投注|现金网|客户端|真钱|代理){1,4}"
);

fn run(draft: &mut Draft) {
    draft.drop_lines(|_, l| {
        let mut hits = 0;
        let mut bytes = 0;
        for m in WORD.find_iter(&l.text) {
            hits += 1;
            bytes += m.len();
        }
        let dense = hits >= 3 && bytes * 8 >= l.text.len();
        let alone = hits >= 1 && !l.is_prose() && bytes * 3 >= l.text.len();
        let listed = hits >= 2 && !l.text.contains('。') && bytes * 5 >= l.text.len();
        (dense || alone || listed).then_some(REASON)
    });
    draft.cut_spans(REASON, |l| {
        l.places(BRAND.find_iter(&l.text).map(|m| m.range()))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn farms_and_injections() {
        check(&FILTER, "甲娱乐城| 乙百家乐| 丙太阳城|", &[]);
        check(
            &FILTER,
            "省长会见太阳城官网客人一行。",
            &["省长会见客人一行。"],
        );
    }

    #[test]
    fn reports_stay() {
        let s = "两地警方商定合作打击跨境赌博,并签署了执法合作备忘录,今后每年会晤一次。";
        check(&FILTER, s, &[s]);
    }
}
