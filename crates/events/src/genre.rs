//! Pages that tell what never happened: novels are full of governors, delegations and sister cities.

use crate::words::List;

/// Whether a page is fiction: a chapter heading near its head together with the words of a site for novels.
pub fn is_fiction(text: &str) -> bool {
    let head: String = text.chars().take(400).collect();
    let chapter = chapter(&head);
    const SITE: [&str; 16] = [
        "小说",
        "章节目录",
        "最新章节",
        "下一章",
        "上一章",
        "下一页",
        "上一页",
        "txt下载",
        "全文阅读",
        "书架",
        "加入书签",
        "免费阅读",
        "无弹窗",
        "笔趣",
        "书友",
        "作者:",
    ];
    let mut seen = [false; SITE.len()];
    List::new(SITE.to_vec()).for_all_in(text, |_, word| seen[word] = true);
    let site = seen.iter().filter(|s| **s).count();
    chapter && site >= 1 || site >= 4 || chapter && dialogue(text) >= 3
}

/// 第12章, 第三回.
fn chapter(text: &str) -> bool {
    text.match_indices('第').any(|(i, _)| {
        let rest = &text[i + '第'.len_utf8()..];
        let after = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "零一二三四五六七八九十百千两".contains(c)
        });
        after.len() < rest.len() && after.starts_with(['章', '回', '卷', '節'])
    })
}

/// Lines of dialogue: they open with a quotation mark.
fn dialogue(text: &str) -> usize {
    text.lines()
        .filter(|l| l.trim_start().starts_with(['“', '「', '"']))
        .count()
}
