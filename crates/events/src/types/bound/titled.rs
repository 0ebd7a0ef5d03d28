//! The parties that a document's own title tells: 《甲省与乙州建立友好省州关系协议书》.

use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::{Fill, relation};

/// The places and bodies a title binds: 《甲省与乙州建立友好省州关系协议书》.
pub fn named_in(reader: &Reader<'_, '_>, title: usize) -> Option<Vec<Fill>> {
    let m = &reader.mentions[title];
    let all: Vec<&crate::mention::Mention> = m
        .parts
        .iter()
        .filter(|p| matches!(p.kind, Kind::Body | Kind::Place))
        .collect();
    // 《甲港集团与乙港协议》: the places only begin the names
    let cut = |p: &&crate::mention::Mention| {
        let rest = &reader.text()[p.span.end..];
        let joined = rest.find(['与', '和', '同', '关']).unwrap_or(rest.len());
        let run = &rest[..joined];
        p.kind == Kind::Place && run.chars().count() <= 12 && relation::has("things", run)
    };
    if all.iter().any(cut) {
        return None;
    }
    // 《甲市与乙集团战略合作协议》: the place only begins the body's name
    let whole = |p: &crate::mention::Mention| {
        let end = (p.kind == Kind::Place).then(|| organ_end(reader.text(), m.span, p.span.end));
        match end.flatten() {
            Some(end) => {
                let span = crate::span::Span::new(p.span.start, end);
                let name = span.of(reader.text());
                let schools = ["大学", "学院", "研究院", "医院"];
                let apart = reader.rules.lexicon.holds("business", name)
                    || schools.iter().any(|w| name.ends_with(w));
                let house = HOUSES.iter().any(|w| name.ends_with(w));
                match (apart || house) && !name.contains("政府") {
                    true => {
                        let mut body = crate::mention::Mention::unlisted(Kind::Body, name, span);
                        body.of = house.then(|| crate::mention::Of {
                            name: p.name.clone(),
                            place: Some(Box::new(p.clone())),
                            seat: None,
                        });
                        Fill::mention(&body)
                    }
                    false => Fill::mention(p),
                }
            }
            None => Fill::mention(p),
        }
    };
    let local: Vec<&crate::mention::Mention> = all
        .iter()
        .copied()
        .filter(|p| !reader.mention_is_country(p))
        .collect();
    if let [a, b] = local[..] {
        return Some(vec![whole(a), whole(b)]);
    }
    if let ([b], Some(a)) = (&local[..], joined_before(reader, m)) {
        return Some(vec![a, whole(b)]);
    }
    // 甲省-乙国合作备忘录: the two sides stand side by side
    let [a, b] = all[..] else { return None };
    let between = reader.text().get(a.span.end..b.span.start)?;
    let joined = matches!(between, "与" | "和" | "同" | "-" | "—" | "－" | "–");
    (joined && local.len() == 1).then(|| vec![Fill::mention(a), Fill::mention(b)])
}

/// Our own side where it stands right before a title that tells the other: 签署了|我省|与《乙省……意向书》.
fn joined_before(reader: &Reader<'_, '_>, title: &crate::mention::Mention) -> Option<Fill> {
    let before = &reader.text()[..title.span.start];
    let before = ["与", "和", "同"]
        .iter()
        .find_map(|w| before.strip_suffix(w))?;
    let i = reader
        .mentions
        .iter()
        .rposition(|m| m.span.end == before.len())?;
    let own = &reader.mentions[i];
    if own.kind != Kind::Deictic || !own.name.starts_with(['我', '本']) {
        return None;
    }
    let s = reader.document.sentence_at(own.span.start);
    reader.resolve(i, s).into_iter().next()
}

/// How the names of those who legislate end, the longest first: they have agreements of their own.
const HOUSES: [&str; 4] = ["人民代表大会常务委员会", "人大常委会", "议会", "政协"];

/// Where the name of a body ends that begins with a place of a title: 甲|建工集团|战略合作协议.
fn organ_end(text: &str, title: crate::span::Span, from: usize) -> Option<usize> {
    let rest = text.get(from..title.end)?;
    let stop = rest.find(['与', '和', '同', '及', '关', '、', '-', '—', '》']);
    let run = &rest[..stop.unwrap_or(rest.len())];
    let house = || HOUSES.iter().find_map(|w| run.find(w).map(|i| i + w.len()));
    let end = relation::first_end("organs", run).or_else(house)?;
    // 甲市|公司法人合作协议: close to the place, and more than the ending
    (run[..end].chars().count() <= 12).then_some(from + end)
}
