//! What comes after the body: related items, hot searches, comment boxes.
//!
//! A heading of such a list ends the body when most of the prose stands before it; earlier on the
//! page it takes only the list that follows, up to the next line of prose.

use super::{Filter, pattern};
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter { name: "tail", run };

pattern!(
    RELATED,
    r"^\W{0,3}(?:相关(?:推荐|新闻|阅读|链接|报道|文章|专题|内容|稿件|资讯|搜索|视频|信息|话题|热词|评论)|延伸阅读|推荐(?:阅读|新闻|文章|视频|资讯)?|精彩(?:推荐|图集|视频|内容|阅读|专题)|",
    r"热门(?:推荐|新闻|文章|评论|排行|话题|搜索|标签|资讯|图片|专题|视频|关键词)|热点(?:新闻|推荐|排行|专题|图片|关注)?|热搜|-* ?[^-。,]{0,6}新闻精选|新闻(?:推荐|排行|热点|热搜|图片|专题)|更多(?:相关)?(?:新闻|内容|精彩|报道|详情|文章|资讯|推荐)|",
    r"最新(?:新闻|文章|资讯|消息|动态|评论|播报|报道)|猜你喜欢|为[您你]推荐|[您你]可能(?:还|也|会)?(?:感兴趣|喜欢)|大家都在(?:看|搜)|今日(?:热点|推荐|头条|要闻)|图片新闻|编辑推荐|头条(?:推荐|新闻)|",
    r"(?:24|48|七十二|二十四)小时(?:热[门文点榜]|排行)?|热搜榜?|(?:本周|今日|一周|阅读|点击|评论|人气|图文)排行|排行榜|上一[篇条]|下一[篇条]|往期回顾|同类(?:新闻|文章)|本(?:类|栏目?)(?:热点|最新|推荐)|频道(?:推荐|精选)|图说天下|视觉焦点|社区(?:热帖|推荐)|博客(?:推荐|热文)|专题推荐|其他(?:新闻|文章)|站内搜索|友情链接|关注|热点|推荐|新闻回顾|",
    r"关键[词字]|标签|Tags?|TAG)(?:\s*[:(>»|+].*|\s*[A-Z]*|[·\s>»]+.{0,10})$"
);
pattern!(
    COMMENT,
    r"^\W{0,3}(?:评论列表|评论\s?\d*\s(?:最新|最热)|(?:网友|用户|全部|最新|热门|精彩|文章)评论|(?:我要|发表|查看|添加)(?:我的)?(?:评论|留言|看法)|你 ?发表评论|新闻讨论|网友跟贴|网友留言|暂无评论|共\s?\(?\d+\)?\s?条|已有\s?\(?\d+\)?\s?[条人位]|文明上网|请(?:您)?(?:文明|遵守|登录)|验证码|匿名(?:发表)?|用户名[:：]|昵称[:：]|抢沙发|快抢沙发|登录后(?:评论|发表))"
);

pattern!(
    SIDEBAR,
    r"^\W{0,3}(?:相关|新闻|背景|延伸|资料)(?:链接|背景|阅读|新闻)"
);

pattern!(
    // A list on the line of its heading.
    INLINE,
    r"^\W{0,3}(?:(?:相关|推荐|热门|热点|更多|精彩|延伸|往期|同类|最新|您?可能(?:还|也)?(?:感兴趣|喜欢)|猜你喜欢|大家都在|该公司其他|其[他它]|上一[篇条章节页]|下一[篇条章节页]|友情|24小时|今日|一周)[^:。,]{0,8}|热搜榜?|关键词|标签|tags?|Tags?|广告)\s*:|",
    r"^[【\[](?:相关|热门|推荐|热点|更多|延伸|猜你)[^】\]]{0,8}[】\]]|^广告\s.*\||^更多[^。,]{0,14}(?:请|进入|关注|登录|点击|详见)|^(?:>>|»)\s*(?:进入|更多|点击)|^上一[篇条章节页].{0,40}下一[篇条章节页]"
);

fn run(draft: &mut Draft) {
    // Papers set facts beside a report under the heading that sites give to other reports: below
    // such a heading prose is the paper's.
    cut_from(draft, 0.0, |l| {
        (l.len() <= 12 && SIDEBAR.is_match(&l.text)).then_some("related")
    });
    cut_from(draft, 0.35, why);
}

/// What list or box a line is the heading of, if any.
pub(super) fn why(l: &Line) -> Option<&'static str> {
    *l.known.heading.get_or_init(|| heading(l))
}

fn heading(l: &Line) -> Option<&'static str> {
    let n = l.len();
    if n <= 40 && COMMENT.is_match(&l.text) {
        return Some("comment");
    }
    let headed = n <= 30 && RELATED.is_match(&l.text) && !l.text.ends_with(['。', '!']);
    (headed || n <= 240 && !l.text.contains('。') && INLINE.is_match(&l.text)).then_some("related")
}

/// Cuts from each line that `mark` knows: to the end when no more than `share` of the prose comes
/// after it, else to the next line of prose.
pub(super) fn cut_from(
    draft: &mut Draft,
    share: f64,
    mut mark: impl FnMut(&Line) -> Option<&'static str>,
) {
    // Without prose there is no body to end: only the marked lines go.
    let first = draft.first_prose().unwrap_or(usize::MAX);
    let marks: Vec<Option<&'static str>> = draft.lines.iter().map(&mut mark).collect();
    if marks.iter().all(Option::is_none) {
        return;
    }
    let prose = |(l, m): (&Line, &Option<&'static str>)| if m.is_none() { weight(l) } else { 0 };
    let total: usize = draft.lines.iter().zip(&marks).map(prose).sum();
    let mut before = 0;
    let mut taking: Option<&'static str> = None;
    draft.drop_lines(|i, l| {
        if marks[i].is_some() {
            taking = if i > first { marks[i] } else { None };
            return marks[i];
        }
        if taking.is_some() && l.is_prose() && (total - before) as f64 > share * total as f64 {
            taking = None;
        }
        before += weight(l);
        taking
    });
}

fn weight(line: &Line) -> usize {
    if line.is_prose() { line.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    const BODY: &str = "甲市代表团三日访问了乙州,双方签署了友好合作备忘录。";

    #[test]
    fn lists_end_the_body() {
        check(
            &FILTER,
            &format!("{BODY}\n相关推荐\n别的新闻一则\n评论列表\n暂无评论,快抢沙发吧~"),
            &[BODY],
        );
    }

    #[test]
    fn a_box_in_the_middle_does_not() {
        let more = "州长表示愿意深化合作,商定明年举办贸易展览,邀请市长出席开幕式。";
        check(
            &FILTER,
            &format!("{BODY}\n相关新闻\n别的新闻一则\n{more}"),
            &[BODY, more],
        );
    }
}
