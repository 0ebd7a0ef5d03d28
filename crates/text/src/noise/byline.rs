//! Lines and brackets that say who wrote, edited, checked and supplied the page.
//!
//! They are read for author and outlet before they go. The dateline (`某报5月3日讯(记者某)`) is
//! part of the body and stays whole.

use super::{Filter, pattern};
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter {
    name: "byline",
    run,
};

pattern!(
    LABEL,
    r"^[\[【(〔<\s·*]*(?:(?:责任|执行|值班|本期|栏目|网络|实习|见习|网站|新闻|审核|文字|图片|视频|本文|微信|新媒体)?(?:编辑|主编|编审|编导|校对|责编|美编|责校)|责任|总?监制|监审|审核|审校|审稿|审签|签发|终审|初审|复审|[一二三]审|出品人?|统筹|总?策划|制作|排版|版式|后期|剪辑|摄制|值班(?:主任|总编)?|编委|",
    r"(?:稿件|信息|文章|新闻|消息|本文|图片|内容|资料|视频|原文)?来源|稿源|出处|转自|原载|资料|素材|作者|撰文|撰稿|文|文字|文图|图文|文/图|摄影|摄|摄像|视频|通讯员|供稿|供图|投稿|编译|译者|翻译|(?:本报|本网|实习|见习|特约|首席|全媒体)?记者|发布(?:时间|日期|机构|单位|者|人)?|时间|日期|更新(?:时间)?|最后更新|录入(?:员|时间)?)\s*[:|/]"
);
pattern!(
    REPORTER,
    r"^[\p{L}·\s]{0,16}(?:记者|通讯员)(?:\s{1,3}[\p{L}·\s/、]{2,24}|[\p{Han}、]{2,12}/\p{Han}{2,8}(?:报道|报导|综合))$"
);
pattern!(ORIGINAL, r"^[\[【(]?(?:原标题|原题)\s*[:为]");
pattern!(
    ENDING,
    r"\s*[\[【(〔]\s*(?:(?:责任|实习|值班|网络)?(?:编辑|责编|编审|校对)\s*[:\s]?[^。\[\]【】()〔〕]{0,30}|(?:[^。,()]{0,14}(?:记者|通讯员|实习生)|文|摄影|作者|供稿)\s*[:/\s]?[^。()\[\]【】]{1,40}|(?:稿件|文章|本文|图片)?来源\s*[:|][^。()\[\]【】]{1,30}|据?\s?[\p{L}·]{1,8}(?:日报|晚报|早报|时报|新闻网|在线|通讯社|晨报)\s*(?:电|讯)?)\s*[\]】)〕]\s*$"
);
pattern!(
    TRAILING,
    r"(?:[。”!?)\]]|\s)\s*((?:责任编辑|责编|实习编辑|网络编辑|(?:本文)?编辑|本文来源|文章来源|稿件来源)\s*:\s*[^\s。,]{1,16}(?:\s+[^\s。,]{1,10}){0,2})\s*$"
);

pattern!(
    BRACKET,
    r"^[(\[【]\s*[^。]{2,30}(?:供稿|供图|提供|编写|整理|(?:识别率|校对)[^)\]】]{0,8})\s*[)\]】]$|^(?:本文|本报道|此文)?(?:首发|原载|刊发|刊登|发表)于[^。]{4,50}$"
);
pattern!(
    SIGNED,
    r"[。”]\s*(\p{Han}{2,4}\s{1,2}(?:记者|通讯员|摄影报道|报道))$"
);
pattern!(
    LEADING,
    r"^(?:本文|消息|文章|信息|新闻|稿件)?来源\s*:\s*[^\s。,]{2,16}\s"
);
pattern!(
    POSTED,
    r"^(?:发[布表]于|更新于|编辑于|北京时间)?\s*\S{0,24}\d(?:[\s|,·]*(?:来自|阅读|浏览|点击|赞|评论|转发|收藏|人气|次|\d|[\p{Han}]{0,6}发布)[\s:]*)*$"
);

/// A line that is nothing but such a note.
pub(super) fn is_note(line: &Line) -> bool {
    *line.known.note.get_or_init(|| reads_as_note(line))
}

fn reads_as_note(line: &Line) -> bool {
    let t = line.text.as_str();
    let n = line.len();
    // Questions of an interview open with 记者: too, and the hour of an event with 时间:.
    let said = t.contains(['?', '!', '。']) || n > 40 && t.contains(',');
    let timed = t.starts_with("时间") || t.starts_with("日期");
    let label = n <= 90 && LABEL.is_match(t) && !said && (!timed || line.stamp().is_some());
    label
        || n <= 34 && REPORTER.is_match(t) && !t.contains([',', '。'])
        || n <= 120 && ORIGINAL.is_match(t)
        || n <= 60 && BRACKET.is_match(t)
        || is_posted(line)
}

/// A stamp that stands alone or with counters, above the body or below it.
fn is_posted(line: &Line) -> bool {
    let t = line.text.as_str();
    if line.len() > 60 || !POSTED.is_match(t) {
        return false;
    }
    line.stamp().is_some_and(|(s, start, end)| {
        s.day.is_some() && t[..start].chars().count() <= 6 && (end - start) * 3 >= t.len() / 2
    })
}

/// Where a note stands at the end of a line of prose, or at its beginning.
fn signed(line: &Line) -> Option<(usize, usize)> {
    // Such notes stand at the very end or start; a whole page may stand on the line.
    let mut last = line.text.char_indices().rev();
    let end = last.nth(120).map_or(0, |(i, _)| i);
    let tail = &line.text[end..];
    ENDING
        .find(tail)
        .or_else(|| TRAILING.captures(tail).and_then(|c| c.get(1)))
        .or_else(|| SIGNED.captures(tail).and_then(|c| c.get(1)))
        .map(|m| end + m.start()..end + m.end())
        .or_else(|| LEADING.find(&line.text).map(|m| m.range()))
        .map(|r| (line.index(r.start), line.index(r.end)))
}

fn run(draft: &mut Draft) {
    let notes: Vec<Line> = draft.lines.iter().filter(|l| is_note(l)).cloned().collect();
    for line in &notes {
        draft.facts.note(line);
    }
    if !notes.is_empty() {
        draft.drop_lines(|_, l| {
            is_note(l).then(|| {
                if ORIGINAL.is_match(&l.text) {
                    "headline"
                } else {
                    "byline"
                }
            })
        });
    }
    for i in (0..draft.lines.len()).rev() {
        let line = &draft.lines[i];
        if let Some((from, to)) = *line.known.signed.get_or_init(|| signed(line)) {
            if let Some(note) = Line::new(line.chars[from..to].iter().copied(), 0) {
                draft.facts.note(&note);
            }
            draft.cut(i, from, to, "byline");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn notes_go() {
        check(
            &FILTER,
            "责任编辑:王某\n撰文 | 李某\n闪电台记者 张某某 报道\n资料|某社、某网等\n原标题:别的题目",
            &[],
        );
        check(
            &FILTER,
            "有关同志参加活动。(某报记者 王某某)\n双方签约。 【编辑:李某】",
            &["有关同志参加活动。", "双方签约。"],
        );
    }

    #[test]
    fn datelines_and_sentences_stay() {
        let s = "本报9月7日讯(记者王某某)今天下午,甲市与乙州签约。";
        check(&FILTER, s, &[s]);
        let s = "记者:两市今后怎样合作?";
        check(&FILTER, s, &[s]);
        let s = "时间:6月12日,地点:甲市会展中心";
        check(&FILTER, s, &[s]);
        let s = "记者从甲省外办获悉,双方签约。";
        check(&FILTER, s, &[s]);
    }
}
