//! Counties told without their level word: 访问|乐清, and what they keep from being read inside them.

use jiehao_places::{Gazetteer, Hit, Sense};

use super::super::Scan;
use super::starts_fresh;
use crate::lexicon::Class;

/// Whether a county's bare name stands where a sentence says where somebody goes or is: 访问|乐清, 在|义乌|会见. One of
/// three characters or more needs only a beginning: 来自|霍尔果斯的.
pub(super) fn framed(scan: &Scan<'_>, hit: &Hit) -> bool {
    let gazetteer = Gazetteer::get();
    let chinese = |s: &Sense| {
        let p = gazetteer.place(s.place);
        p.country == "CN" && !p.is_former()
    };
    if gazetteer.form(hit.form).common_word || !gazetteer.senses(hit.form).iter().any(chinese) {
        return false;
    }
    if scan.text[hit.start..hit.end].chars().count() >= 3 && starts_fresh(scan, hit.start) {
        return true;
    }
    let gone = hit
        .start
        .checked_sub(1)
        .and_then(|b| scan.word(b))
        .is_some_and(|w| {
            let word = w.span.of(scan.text);
            w.span.end == hit.start
                && (w.classes.any(&[Class::To, Class::At])
                    || w.classes.has(Class::Trigger)
                        && word.ends_with(['赴', '往', '抵', '达', '到', '访', '问', '来']))
        });
    let closed = scan.after(hit.end).is_none_or(|c| !Scan::name_char(c))
        || scan.word(hit.end).is_some_and(|w| {
            w.span.start == hit.end && w.span.len() > 3 && Scan::is_wall(w.classes)
        });
    gone && closed
}

/// Leaves out what only begins inside a county's bare name that nothing else claims: 义|乌海|关. Both lists are in the
/// order of the text, and gone through once.
pub(super) fn without_tails(scan: &Scan<'_>, hits: &mut Vec<Hit>, doubtful: &[Hit]) {
    let (mut next, mut reach) = (0, 0);
    let mut names: Vec<&Hit> = Vec::new();
    for d in doubtful {
        while let Some(h) = hits.get(next).filter(|h| h.start < d.start) {
            reach = reach.max(h.end);
            next += 1;
        }
        if reach <= d.start && starts_fresh(scan, d.start) {
            names.push(d);
        }
    }
    let mut first = 0;
    hits.retain(|h| {
        // a name that ends before this begins says nothing of those after it either
        while names.get(first).is_some_and(|d| d.end <= h.start) {
            first += 1;
        }
        let inside = names[first..].iter().take_while(|d| d.start < h.start);
        !inside.into_iter().any(|d| h.start < d.end && d.end < h.end)
    });
}
