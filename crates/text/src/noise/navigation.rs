//! Menus, breadcrumbs, share bars, counters and the other furniture of a site.

use super::{Filter, pattern};
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter {
    name: "navigation",
    run,
};

pattern!(
    // A line of nothing but such words, numbers and separators.
    SHARE,
    r"^(?:(?:分享(?:到|至|按钮)?|转发|微信好友|打赏|上一[章节篇]|下一[章节篇]|目录|返回目录|加入书签|投推荐票|收藏职位|职位举报|立即投递|移动版|多语种|发布|最新|最热|微信|微博|新浪微博|腾讯微博|QQ(?:空间|好友)?|人人网|朋友圈|豆瓣|开心网|一键|复制链接|扫一扫|扫码",
    r"|(?:调整|选择)?(?:字号|字体|字型)|最小字型|最大字型|预设|转寄|引用|点阅|[大中小]|默认|超大|打印(?:本页|本稿)?|收藏|关闭(?:窗口|本页)?|推荐(?:给好友)?|我要(?:评论|纠错|投稿|分享)|纠错|评论|点赞|赞|踩|举报",
    r"|阅读(?:数|量|次数)?|浏览(?:次数|量)?|点击(?:数|量|次数)?|访问量|次数|人气|参与|跟贴|条|次|人",
    r"|首页|登录|登陆|注册|退出|搜索|查看(?:更多|全文|原图)|更多|反馈|下载客户端|客户端下载|客户端|APP|app|手机版|电脑版|手机看(?:新闻)?|无障碍(?:阅读|浏览)?|繁体|简体|English|RSS|返回(?:顶部|首页|列表|上一页)?|上一页|下一页|末页|尾页",
    r"|加入收藏|设为首页|网站地图|联系我们|关于我们|澎湃Logo|Logo|放大|缩小|播放|视频|音频|听新闻|正文|保存|发送|E-?mail|订阅|关注)|[\d+.,:|>·/\-—\[\]()【】〖〗_A+\s]){1,60}$"
);
pattern!(
    PATH,
    r"^(?:您?(?:当前|现在|所在)?的?(?:所在)?位置|当前(?:位置|所在)|你?您?的位置|所在位置|首页|主页|网站首页)\s*(?:是|[:>»→/\-|·])"
);
pattern!(
    HINT,
    r"^@?[^。]{0,12}转发\s?\d*\s(?:评论\s?\d*|赞)|扫(?:一扫|码|描)[^。]{0,12}(?:二维码|手机|微信|关注|下载|打开|客户端|分享)|(?:长按|识别|扫描)[^。]{0,6}二维码|点击(?:上方|下方|右上角|查看|进入|图片|此处)[^。]{0,12}|关注[^。]{0,10}(?:公众号|微信)|用微信(?:扫|打开)|分享到(?:微信|朋友圈|:|QQ)|下载[^。,]{0,8}(?:客户端|APP|app)$"
);

pattern!(
    PLEA,
    r"求(?:收藏|月票|推荐票)|(?:快点?|按此|欢迎|请|立即|马上|点击|赶快)[^。]{0,24}(?:Like|LIKE|按?[赞讚]|关注|follow|订阅)[^。]{0,30}(?:专页|page|粉丝|公众号|微信|微博|我们)|(?:Facebook|FB|脸书|微信|微博)[^。]{0,40}(?:专页|公众号|粉丝团)[^。]{0,60}(?:Like|LIKE|关注|按?[赞讚]|加入)"
);

/// Where a line stands: rows of words mean less between paragraphs than around them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    Head,
    Body,
    Tail,
}

fn run(draft: &mut Draft) {
    let first = draft.first_prose().unwrap_or(usize::MAX);
    let last = draft.lines.iter().rposition(Line::is_prose).unwrap_or(0);
    let rows = rows(&draft.lines);
    draft.drop_lines(|i, l| {
        if rows.get(i).copied().unwrap_or(false) {
            return None;
        }
        why(
            l,
            if i <= first {
                Zone::Head
            } else if i <= last {
                Zone::Body
            } else {
                Zone::Tail
            },
        )
    });
}

/// Which lines are rows of a table of facts: neighbours with as many cells each, and a day or a
/// number of its own among the cells of one. Menus have neither.
fn rows(lines: &[Line]) -> Vec<bool> {
    let cells = |l: &Line| match l.text.matches('|').count() {
        n @ 2..=12 => Some(n),
        _ => None,
    };
    let counts: Vec<Option<usize>> = lines.iter().map(cells).collect();
    let tells = |l: &Line| {
        let numbered = l
            .text
            .split('|')
            .map(str::trim)
            .any(|c| (1..=4).contains(&c.len()) && c.bytes().all(|b| b.is_ascii_digit()));
        numbered || l.stamp().is_some()
    };
    let mut out = vec![false; lines.len()];
    let mut from = 0;
    while from < lines.len() {
        let alike = |c: &&Option<usize>| c.is_some() && **c == counts[from];
        let to = from + counts[from..].iter().take_while(alike).count().max(1);
        // a menu may count its entries once; a table does so row by row
        if to - from >= 2 && lines[from..to].iter().filter(|l| tells(l)).count() * 2 >= to - from {
            out[from..to].fill(true);
        }
        from = to;
    }
    out
}

/// Why a line is furniture of the site, if it is.
pub(super) fn why(line: &Line, zone: Zone) -> Option<&'static str> {
    *line.known.furniture[zone as usize].get_or_init(|| furniture(line, zone))
}

fn furniture(line: &Line, zone: Zone) -> Option<&'static str> {
    let (n, t) = (line.len(), line.text.as_str());
    if n <= 240 && t.matches('。').count() <= 3 && PLEA.is_match(t) {
        return Some("share");
    }
    if n > 400 || line.is_prose() && !PATH.is_match(t) {
        return None;
    }
    if n <= 60 && SHARE.is_match(t) && line.stamp().is_none() {
        // Between paragraphs a bare figure may be the body's own.
        let figure = t.chars().all(|c| c.is_ascii_digit() || " .,%-".contains(c));
        return (!figure || zone != Zone::Body).then_some(if figure { "counter" } else { "share" });
    }
    if n <= 60 && PATH.is_match(t) {
        return Some("navigation");
    }
    if n <= 40 && HINT.is_match(t) && !t.contains('。') {
        return Some("share");
    }
    // A breadcrumb: one or two steps down from a name.
    let steps: Vec<&str> = t.split('>').map(str::trim).collect();
    if zone == Zone::Head
        && n <= 40
        && (2..=5).contains(&steps.len())
        && steps.iter().all(|s| (2..=12).contains(&s.chars().count()))
    {
        return Some("navigation");
    }
    if zone == Zone::Tail && t.matches('|').count() >= 2 && !t.contains('。') && n <= 200 {
        return Some("navigation");
    }
    let is_cell = |c: &str| c.trim().chars().count() <= 10;
    for mark in ['|', '>', '»', '┊'] {
        if t.matches(mark).count() >= 3 && t.split(mark).all(is_cell) {
            return Some("navigation");
        }
    }
    // Names of sections in a row, as menus lose their markup: many short words, no stop.
    let words: Vec<&str> = t.split(' ').collect();
    let menu = words.len() >= 6
        && !t.contains([',', '。', ':', '、', '“'])
        && words.iter().all(|w| w.chars().count() <= 5);
    (menu && zone != Zone::Body).then_some("navigation")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn furniture() {
        check(
            &FILTER,
            "要闻 | 国际 | 旅游 | 高端访谈\n当前位置:首页 > 外事\n分享到: 微信 微博\n字号 大 中 小\n30896",
            &[],
        );
        check(&FILTER, "首页 要闻 国际 国内 财经 体育 娱乐", &[]);
    }

    #[test]
    fn rows_of_facts_stay() {
        let table = [
            "序号 | 中方城市 | 日方城市 | 结好时间",
            "1 | 甲市 | 乙市 | 1979.03.14",
            "2 | 丙市 | 丁市 | 1983.11.30",
        ];
        check(&FILTER, &table.join("\n"), &table);
        check(
            &FILTER,
            "新闻 | 体育 | 财经 | 军事\n房产 | 汽车 | 教育 | 女性\n旅游 | 健康 | 科技 | 游戏",
            &[],
        );
    }

    #[test]
    fn headings_stay() {
        let s = "友城|甲市与乙州签约";
        check(&FILTER, s, &[s]);
        check(&FILTER, "两份协议", &["两份协议"]);
    }
}
