//! What the page calls a place once it has named it in full.

use std::collections::HashMap;

use jiehao_places::Gazetteer;

use super::super::{Kind, Mention, Scan};
use super::{abroad, listed};
use crate::lexicon::Class;
use crate::span::Span;
use crate::words::List;

/// What the page says of a place once holds wherever it is named: 温岭 after 温岭市, 永川市 after 韩国永川市.
pub fn again(scan: &mut Scan<'_>) {
    const LEVELS: [char; 8] = ['省', '市', '县', '区', '州', '郡', '旗', '府'];
    let mut full: HashMap<String, Mention> = HashMap::new();
    for m in scan.mentions.iter().filter(|m| m.kind == Kind::Place) {
        let held = |m: &Mention| m.place.as_ref().is_some_and(|p| !p.within.is_empty());
        if full.get(&m.name).is_none_or(|k| !held(k)) {
            full.insert(m.name.clone(), m.clone());
        }
    }
    for m in scan.mentions.iter_mut().filter(|m| m.kind == Kind::Place) {
        let bare = m.place.as_ref().is_some_and(|p| p.within.is_empty());
        if let (true, Some(known)) = (bare, full.get(&m.name)) {
            m.place.clone_from(&known.place);
        }
    }
    // the short name, and the whole one where only its frame told it before: 难府 after 泰国难府
    let mut needles: HashMap<&str, &Mention> = HashMap::new();
    for (name, known) in &full {
        let stem = name.strip_suffix(LEVELS).filter(|s| s.chars().count() >= 2);
        // 难府 after 泰国难府, and 乐清 after 访问乐清
        let told =
            |p: &super::super::PlaceName| p.form.is_none_or(|f| Gazetteer::get().form(f).weak);
        let whole = (known.place.as_ref().is_some_and(told) && name.chars().count() >= 2)
            .then_some(name.as_str());
        for needle in stem.into_iter().chain(whole) {
            let kept = needles.entry(needle).or_insert(known);
            // one stem, two places: the first by name, so that a run gives what the last one gave
            if kept.name > known.name {
                *kept = known;
            }
        }
    }
    let clipped = clipped(&full);
    for (short, known) in &clipped {
        needles.entry(short).or_insert(known);
    }
    let needles: Vec<(&str, &Mention)> = needles.into_iter().collect();
    if needles.is_empty() {
        return;
    }
    let names = List::new(needles.iter().map(|n| n.0).collect());
    let text = scan.text;
    for (start, hit) in names.find_in(text) {
        let span = Span::new(start, start + names[hit].len());
        let in_word = scan.word(span.start).is_some_and(|w| {
            w.span.len() > 3
                && (w.span.start < span.start || w.span.end > span.end)
                && !w.classes.any(&[Class::PostBody, Class::Post])
        });
        if !scan.free(span) || in_word {
            continue;
        }
        let mut m = Mention::new(Kind::Place, span, text);
        let (needle, known) = needles[hit];
        m.place.clone_from(&known.place);
        // 艾州: the first letter says too little, the record names it in full
        if !known.name.starts_with(needle) {
            m.name.clone_from(&known.name);
        }
        scan.take(m);
    }
    // 三门、天台、温岭: the last of them is known only now
    let doubtful = std::mem::take(&mut scan.doubtful);
    listed(scan, &doubtful);
}

/// The first letter and the level of a name abroad: 艾州 after 艾奥瓦州, 密联邦 after 密克罗尼西亚联邦. None where
/// the short form is a name itself, or two places would bear it.
fn clipped(full: &HashMap<String, Mention>) -> Vec<(String, &Mention)> {
    let gazetteer = Gazetteer::get();
    let mut out: Vec<(String, &Mention)> = Vec::new();
    let mut twice: Vec<String> = Vec::new();
    for (name, known) in full {
        let level = ["联邦", "州", "省", "市", "郡"]
            .iter()
            .find(|l| name.ends_with(**l));
        let Some(level) = level.filter(|_| abroad(known)) else {
            continue;
        };
        let stem = &name[..name.len() - level.len()];
        let Some(first) = stem.chars().next().filter(|_| stem.chars().count() >= 3) else {
            continue;
        };
        let short = format!("{first}{level}");
        if gazetteer.find(&short).is_some() {
            continue;
        }
        if out.iter().any(|o| o.0 == short) {
            twice.push(short);
        } else {
            out.push((short, known));
        }
    }
    out.retain(|o| !twice.contains(&o.0));
    out
}
