//! The head of a page: headline, stamp, source, byline, and the furniture around them.
//!
//! The head ends where the prose begins. A line of it that carries a stamp or a source is the
//! proof that it is one: then all above goes, and the nearest line above is the headline. Without
//! such proof a headline is taken only when it stands alone above a dateline; otherwise it is
//! named and left where it is, since the next subheading would look the same.

use super::{Filter, byline, pattern};
use crate::line::{Draft, Line, is_han, is_letter};
use crate::meta;

pub(super) const FILTER: Filter = Filter {
    name: "headline",
    run,
};

pattern!(
    // A dateline behind a headline on one line.
    GLUED,
    r"^([^。,!]{8,60}?)\s(?:本报[^。,\s]{0,8}讯|本报记者|[^\s。,]{0,6}讯\s|新华社[^。,\s]{2,14}电|中新[社网][^。,\s]{2,14}电)"
);

fn run(draft: &mut Draft) {
    known(draft);
    let first = draft.first_prose().unwrap_or(0);
    let last_meta = (0..first).rev().find(|&i| is_meta(&draft.lines[i]));
    let first_meta = (0..first).find(|&i| is_meta(&draft.lines[i]));
    if let (Some(a), Some(z)) = (first_meta, last_meta) {
        proven(draft, a, z);
    } else if first > 0 {
        unproven(draft, first);
    } else if draft.facts.title.is_none()
        && let Some(line) = draft.lines.first()
        && let Some(head) = GLUED.captures(&line.text).and_then(|c| c.get(1))
    {
        let n = head.as_str().chars().count();
        draft.facts.title = Line::new(line.chars[..n].iter().copied(), 0);
        draft.cut(0, 0, n, "headline");
    }
}

/// Above a headline that was found by other means there is only furniture; itself it stands in the
/// body once at most.
fn known(draft: &mut Draft) {
    let Some(title) = draft.facts.title.clone() else {
        return;
    };
    let start = title.at().start;
    let first = draft.first_prose().unwrap_or(usize::MAX);
    let placed = draft.lines.iter().any(|l| l.at() == title.at());
    draft.drop_lines(|i, l| {
        if i >= first {
            None
        } else if l.text == title.text {
            Some("headline")
        } else {
            (placed && l.at().end <= start).then_some("navigation")
        }
    });
}

fn is_meta(line: &Line) -> bool {
    *line.known.meta.get_or_init(|| reads_as_meta(line))
}

fn reads_as_meta(line: &Line) -> bool {
    if line.len() > 160 {
        return false;
    }
    if byline::is_note(line) {
        return true;
    }
    let Some((_, start, end)) = line.stamp() else {
        return false;
    };
    if dates_a_fact(&line.text, start, end) {
        return false;
    }
    // A headline may hold a year; a stamp stands nearly alone, or has a time or a source with it.
    let rest: String = line.text[..start]
        .chars()
        .chain(line.text[end..].chars())
        .filter(|c| is_letter(*c))
        .collect();
    let n = rest.chars().filter(|&c| is_han(c)).count();
    n <= 12 && !line.text.contains(['。', '《']) || line.text[start..end].contains(':') && n <= 40
}

/// A day in brackets with what happened on it: `某市(1981年4月19日缔结)`.
fn dates_a_fact(key: &str, start: usize, end: usize) -> bool {
    let opened = key[..start].trim_end().ends_with('(');
    let said = key[end..].split(')').next().unwrap_or("");
    opened && key[..start].chars().any(is_han) && said.chars().any(is_han)
}

fn proven(draft: &mut Draft, first_meta: usize, last_meta: usize) {
    let title = (0..first_meta)
        .rev()
        .find(|&i| is_headline(&draft.lines[i], 8));
    let title = title.or_else(|| {
        (0..first_meta)
            .rev()
            .find(|&i| is_headline(&draft.lines[i], 5))
    });
    // Where the stamp stands above the headline, the first line after it that may be one.
    let title = title.or_else(|| {
        let known = draft.facts.title.is_some();
        (first_meta..last_meta)
            .find(|&i| !known && !is_meta(&draft.lines[i]) && is_headline(&draft.lines[i], 8))
    });
    for i in 0..=last_meta {
        let line = draft.lines[i].clone();
        if i < first_meta && Some(i) != title {
            draft.facts.masthead(&line);
        }
        if is_meta(&line) {
            draft.facts.note(&line);
        }
    }
    if let Some(i) = title
        && draft.facts.title.is_none()
    {
        draft.facts.title = meta::title(&draft.lines[i]);
    }
    draft.drop_lines(|i, l| {
        if i > last_meta {
            None
        } else if is_meta(l) {
            Some("stamp")
        } else if Some(i) == title {
            Some("headline")
        } else {
            // Lines between stamp and source may be the subheading of the body.
            (i < first_meta).then_some("navigation")
        }
    });
}

fn unproven(draft: &mut Draft, first: usize) {
    if draft.facts.title.is_some() {
        return;
    }
    let Some(i) = (0..first).find(|&i| is_headline(&draft.lines[i], 6)) else {
        return;
    };
    draft.facts.title = meta::title(&draft.lines[i]);
    // A dateline below proves a headline above; then none is left to be taken next time.
    if first == 1 && meta::is_dateline(&draft.lines[first]) {
        draft.drop_lines(|k, _| (k == i).then_some("headline"));
    }
}

fn is_headline(line: &Line, least: usize) -> bool {
    let t = line.text.as_str();
    line.len() <= 100
        && line.han() >= least
        && !t.contains('。')
        && !t.ends_with([',', ';', '、', ':'])
        && !t.contains("原标题")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::{check, run_one};

    const BODY: &str = "甲市代表团三日访问了乙州,双方签署了友好合作备忘录。";

    #[test]
    fn above_the_stamp_all_goes() {
        let text = format!(
            "某某科技公司\n甲市与乙州签署友好合作备忘录\n2021-03-04 05:06 来源: 某报\n一份备忘录\n{BODY}"
        );
        check(&FILTER, &text, &["一份备忘录", BODY]);
    }

    #[test]
    fn alone_before_the_prose_or_left() {
        let dated = format!("某报3月4日讯 {BODY}");
        check(
            &FILTER,
            &format!("甲市与乙州签署备忘录\n{dated}"),
            &[&dated],
        );
        check(
            &FILTER,
            &format!("出访背景资料\n{BODY}"),
            &["出访背景资料", BODY],
        );
        let two = format!("甲市与乙州签署备忘录\n出访背景\n{BODY}");
        check(&FILTER, &two, &["甲市与乙州签署备忘录", "出访背景", BODY]);
    }

    #[test]
    fn a_list_with_dates_is_no_head() {
        let text = format!(
            "发表于 2009-12-3 14:20:46\n甲国 乙市(1981年4月19日缔结)\n丙国 丁市(1985年5月31日缔结)\n{BODY}"
        );
        check(
            &FILTER,
            &text,
            &[
                "甲国 乙市(1981年4月19日缔结)",
                "丙国 丁市(1985年5月31日缔结)",
                BODY,
            ],
        );
    }

    #[test]
    fn glued_to_the_dateline() {
        let (lines, why) = run_one(
            &FILTER,
            "甲市代表团出访乙州丙州两地 本报讯 应乙州邀请,代表团日前出访。",
        );
        assert_eq!(lines, ["本报讯 应乙州邀请,代表团日前出访。"]);
        assert_eq!(why, ["headline"]);
    }
}
