//! How surely something else begins where a name may end: see [`super::ends`], which adds it up.

use super::super::scan::BOUNDS;
use super::super::{Kind, Scan};
use super::{is_dot, is_han};
use crate::lexicon::{Class, Classes};

/// An edge from here on is sure.
pub const SURE: i32 = 26;
/// Characters that end a name more often than they are in one.
const PARTICLES: &str = "在与率对向就等及的赴携偕抵称说是了于";
/// Characters that follow names and are in names too: what stands behind them decides.
pub const EITHER: &str =
    "和同为将已曾也还则均亦都仍又再因由于以到从代致来会并至或后前时上下中共各谈受应指当";

/// How surely something else begins at a byte.
pub fn edge(scan: &Scan<'_>, at: usize) -> i32 {
    let Some(c) = scan.after(at) else { return 40 };
    if is_dot(c) {
        return -60;
    }
    if !is_han(c) {
        return if c.is_ascii_lowercase() { 0 } else { 40 };
    }
    if let Some(m) = scan.mention(at) {
        return match m.kind {
            Kind::Place => 16,
            _ => 30,
        };
    }
    let word = follows(scan, at);
    if word >= SURE {
        return word;
    }
    let next = at + c.len_utf8();
    let behind = || {
        let marked = scan.after(next).is_none_or(|c| !is_han(c));
        follows(scan, next) >= 14 || marked || scan.mention(next).is_some()
    };
    // 朴某某|今(27)日
    let dated = "今昨明".contains(c) && scan.after(next).is_some_and(|c| matches!(c, '(' | '（'));
    // 布鲁诺·德肯|以“……”为题发言
    let opens = "以就".contains(c) && scan.after(next).is_some_and(|c| matches!(c, '“' | '《'));
    // 金某某|作主题发言
    let speaks = "作做".contains(c) && {
        let rest = &scan.text[next..];
        let near: String = rest.chars().take(8).collect();
        let acts = [
            "发言", "演讲", "报告", "致辞", "介绍", "讲话", "推介", "题为", "分享",
        ];
        acts.iter().any(|w| near.contains(w))
    };
    // 在接见甲|时, ; 甲|莅某地访问
    let timed = c == '时' && scan.after(next).is_none_or(|c| !is_han(c)) || c == '莅';
    // 甲|访朔表示欢迎: a place of one character, and what is said of the visit
    let visits = c == '访' && {
        let beyond = next + scan.after(next).map_or(0, char::len_utf8);
        scan.mention(next).is_some_and(|m| m.kind == Kind::Place)
            || scan.after(beyond).is_none_or(|c| !is_han(c))
            || follows(scan, beyond) >= SURE
    };
    let one = if dated || speaks {
        30
    } else if opens || timed || visits {
        40
    } else if PARTICLES.contains(c) {
        22 + 8 * i32::from(behind())
    } else if EITHER.contains(c) {
        8 + 14 * i32::from(behind())
    } else {
        -20
    };
    one.max(word)
}

/// How well the longest word of two characters or more at a byte follows a name; looked up for itself,
/// since of words that overlap the scan knows only the first (罗云|峰会|见).
pub fn follows(scan: &Scan<'_>, at: usize) -> i32 {
    const BEHIND: [Class; 6] = [
        Class::Trigger,
        Class::Honorific,
        Class::Deictic,
        Class::Post,
        Class::PostModifier,
        Class::PostBody,
    ];
    let verb = |c: Classes| c.any(&BOUNDS) || c.any(&BEHIND);
    let mut best = -20;
    for word in words_at(scan, at) {
        let c = scan.lexicon.classes(word);
        let score = if scan.lexicon.names().follow.contains(word) {
            30
        } else if c.has(Class::Solid) && !c.any(&[Class::Trigger, Class::Say, Class::Stop]) {
            0
        } else if c.has(Class::Soft) && verb(c) {
            16
        } else if verb(c) {
            30
        } else if c.is_empty() || c.has(Class::EventEnd) {
            // 班启动|仪式: no event is of a person
            continue;
        } else {
            6
        };
        best = best.max(score);
    }
    best
}

/// The words of two to four characters that may begin at a byte: see [`crate::lexicon::Lexicon::words_at`].
pub fn words_at<'t>(scan: &Scan<'t>, at: usize) -> impl Iterator<Item = &'t str> {
    scan.lexicon.words_at(&scan.text[at..])
}
