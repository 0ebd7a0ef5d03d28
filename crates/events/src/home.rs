//! The page's own province and city: what 我省, 全市, 省委书记 speak of.

use std::cell::RefCell;

use jiehao_places::{FormId, Gazetteer, Level, PlaceId};
use jiehao_text::SourceRange;
use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::mention::{Kind, Mention};
use crate::span::Span;
use crate::types::Fill;

mod letter;

/// The page's own region, as far as it can be told.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The province-level division.
    pub province: Option<PlaceId>,
    /// The prefecture-level division.
    pub city: Option<PlaceId>,
    /// The county, county-level city or district, where the outlet is of one.
    pub county: Option<PlaceId>,
    /// The letter that stands for the province, where the page names it in no other way.
    letter: Option<Span>,
    /// What the page tells of as others.
    others: Others,
    /// Whether the outlet tells it.
    pub told: bool,
}

/// Bytes a page takes to say where it is.
const OPENING: usize = 900;

/// What a page tells of as others than its own region.
#[derive(Clone, Debug, Default)]
struct Others {
    /// Divisions: those who came to 我市, and where 我市's people went.
    away: Vec<PlaceId>,
    /// Where names stand that are only the other side or a measure: 对|香港|出口, 占|全省; by their first bytes.
    aside: Vec<usize>,
    /// The division each name was found to mean: all mentions are gone through several times.
    known: RefCell<FxHashMap<(FormId, String), Option<PlaceId>>>,
}

impl Others {
    /// As [`division`].
    fn division(&self, m: &Mention) -> Option<PlaceId> {
        let key = (m.place.as_ref()?.form?, m.name.clone());
        *(self.known.borrow_mut().entry(key)).or_insert_with(|| division(m))
    }

    /// The division a mention names, or is of.
    fn division_of(&self, m: &Mention) -> Option<PlaceId> {
        let place = match m.kind {
            Kind::Place => Some(m),
            _ => m.of.as_ref().and_then(|o| o.place.as_deref()),
        };
        place.and_then(|p| self.division(p))
    }
}

/// The Chinese division a place mention means, when only one is likely.
pub fn division(m: &Mention) -> Option<PlaceId> {
    let gazetteer = Gazetteer::get();
    let form = m.place.as_ref()?.form?;
    let context = jiehao_places::Context {
        country: Some("CN"),
        ..Default::default()
    };
    let known = gazetteer.senses(form).iter().any(|s| {
        gazetteer.country_of(s.place) == "CN" && gazetteer.level(s.place) != Level::Country
    });
    if !known {
        return None;
    }
    gazetteer.resolve(&m.name, &context).place
}

fn ancestor(gazetteer: &Gazetteer, place: PlaceId, level: Level) -> Option<PlaceId> {
    if gazetteer.level(place) == level {
        return Some(place);
    }
    gazetteer
        .above(place)
        .find(|p| gazetteer.level(*p) == level)
}

impl Home {
    /// By the outlet; else by the Chinese division the page names first and most.
    pub fn find(document: &Document<'_>, mentions: &[Mention], words: &Lexicon) -> Self {
        let gazetteer = Gazetteer::get();
        let mut others = Others {
            aside: aside(document, mentions, words),
            ..Others::default()
        };
        others.away = away(document, mentions, words, &others);
        let most = |level, within| most(document, mentions, level, within, &others);
        if let Some(p) = document
            .page
            .outlet
            .as_deref()
            .and_then(|o| gazetteer.outlet_home(o))
        {
            let province = ancestor(gazetteer, p, Level::First);
            let city = ancestor(gazetteer, p, Level::Second);
            if province.is_some() {
                let city = city.or_else(|| most(Level::Second, province));
                let county = Some(p).filter(|p| gazetteer.level(*p) == Level::Third);
                return Self {
                    province,
                    city,
                    county,
                    letter: None,
                    others,
                    told: true,
                };
            }
        }
        let province = most(Level::First, None);
        let city = most(Level::Second, province);
        let lettered = letter::come_to(&document.text, words.list("home_come_letter"))
            .filter(|l| province.is_none_or(|p| p == l.0));
        Self {
            province: province.or(lettered.map(|l| l.0)),
            city,
            county: None,
            letter: lettered.map(|l| l.1),
            others,
            told: false,
        }
    }

    /// The page's own county or district, of those whose names end in a level word: what 我县 and a bare
    /// 县委书记 speak of.
    pub fn told_county(
        &self,
        document: &Document<'_>,
        mentions: &[Mention],
        level: char,
    ) -> Option<Fill> {
        let gazetteer = Gazetteer::get();
        let within = self.city.or(self.province);
        let ends = |p: PlaceId| gazetteer.place(p).name.ends_with(level);
        let inside = |within| {
            counted(
                document,
                mentions,
                Level::Third,
                within,
                &self.others,
                &ends,
            )
        };
        let county = inside(within).or_else(|| inside(None))?;
        let known = self
            .others
            .away
            .iter()
            .all(|&a| a != county && !gazetteer.within(county, a));
        let name = gazetteer.place(county).name;
        let mut said = mentions.iter().filter(|m| m.kind == Kind::Place);
        let m = said.find(|m| m.name == name && known)?;
        Some(Fill::place(m))
    }

    /// The page's own province, where it tells of 我省: an autonomous region or a city is none.
    pub fn told_province(&self, document: &Document<'_>, mentions: &[Mention]) -> Option<Fill> {
        let gazetteer = Gazetteer::get();
        let ends = |p: PlaceId| gazetteer.place(p).name.ends_with('省');
        let province = counted(document, mentions, Level::First, None, &self.others, &ends)?;
        let name = gazetteer.place(province).name;
        let mut said = mentions.iter().filter(|m| m.kind == Kind::Place);
        let m = said.find(|m| m.name == name || m.name == stem(name))?;
        let mut f = Fill::place(m);
        name.clone_into(&mut f.name);
        Some(f)
    }

    /// Whether 全区 speaks of an autonomous region: the page opens with it and with no district of its.
    pub fn is_autonomous(&self, document: &Document<'_>, mentions: &[Mention]) -> bool {
        let gazetteer = Gazetteer::get();
        let Some(region) = self.province.map(|p| gazetteer.place(p)) else {
            return false;
        };
        if !region.name.ends_with("自治区") || self.county.is_some() {
            return false;
        }
        let opening = mentions.iter().take_while(|m| m.span.start < OPENING);
        let opening = opening.filter_map(|m| self.others.division_of(m));
        let opening: Vec<PlaceId> = opening.collect();
        let named =
            opening.iter().any(|p| Some(*p) == self.province) || document.text.contains("自治区");
        let district = |p: &PlaceId| {
            let place = gazetteer.place(*p);
            place.level == Level::Third && place.name.ends_with('区')
        };
        named && !opening.iter().any(district)
    }

    /// A filler for the home province or city, standing on words of the page that name it.
    pub fn fill(
        &self,
        document: &Document<'_>,
        mentions: &[Mention],
        level: Level,
    ) -> Option<Fill> {
        let gazetteer = Gazetteer::get();
        let place = match level {
            Level::First => self
                .province
                .filter(|p| !gazetteer.place(*p).name.ends_with('市'))
                .or_else(|| most(document, mentions, Level::First, None, &self.others)),
            Level::Third => self.county,
            _ => self.city.or(self.province),
        }?;
        let name = gazetteer.place(place).name;
        let stem = stem(name);
        let said = mentions
            .iter()
            .filter(|m| m.kind == Kind::Place)
            .find(|m| m.name == name || m.name == stem);
        if let Some(m) = said {
            let mut f = Fill::place(m);
            name.clone_into(&mut f.name);
            return Some(f);
        }
        if let Some(letter) = self.letter.filter(|_| self.province == Some(place)) {
            return Some(Fill {
                name: name.to_owned(),
                source: document.source(letter),
                place: Some(place),
                ..Fill::default()
            });
        }
        let source = &document.page.source;
        let Some(at) = source.find(stem) else {
            // 我市 of a county's paper: the county of that city which the page names most
            let county = most(document, mentions, Level::Third, Some(place), &self.others)?;
            let name = gazetteer.place(county).name;
            let inside = mentions.iter().flat_map(|m| m.parts.iter());
            let m = mentions
                .iter()
                .chain(inside)
                .find(|m| m.kind == Kind::Place && m.name == name)?;
            let mut f = Fill::place(m);
            name.clone_into(&mut f.name);
            return Some(f);
        };
        Some(Fill {
            name: name.to_owned(),
            source: Some(SourceRange {
                start: at,
                end: at + stem.len(),
            }),
            place: Some(place),
            ..Fill::default()
        })
    }
}

/// A division's name without its level.
fn stem(name: &str) -> &str {
    const TAILS: [&str; 12] = [
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "特别行政区",
        "自治州",
        "地区",
        "省",
        "市",
        "县",
        "区",
        "盟",
    ];
    TAILS
        .iter()
        .find_map(|t| name.strip_suffix(t))
        .filter(|s| s.chars().count() >= 2)
        .unwrap_or(name)
}

/// Divisions a page tells of as others than its own: 甲县代表团来|我市 says that 甲县 is none, and so does
/// 我县代表团赴|乙区, 县长丙赴|乙区, 甲县代表团来|乙区, 市长丙会见|甲县县长.
fn away(
    document: &Document<'_>,
    mentions: &[Mention],
    words: &Lexicon,
    others: &Others,
) -> Vec<PlaceId> {
    let come = words.list("home_come");
    let go = words.list("home_go");
    let meet = words.list("home_meet");
    let text = &document.text;
    let mut out: Vec<PlaceId> = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        let before = &text[..m.span.start];
        if m.kind == Kind::Deictic && m.name.starts_with(['我', '本']) {
            if come.ends(before).is_some() {
                let from = before.rfind(['。', '；', '\n']).unwrap_or(0);
                let told = mentions[..i].iter().rev();
                let told = told.take_while(|x| x.span.start >= from);
                out.extend(told.filter_map(|x| others.division_of(x)));
            }
        } else if m.kind == Kind::Place && go.ends(before).is_some() {
            out.extend(others.division(m));
        } else if m.kind == Kind::Delegation {
            // 甲市代表团来|乙市考察, 来肇考察: told by whom they came to
            let rest = &text[m.span.end..];
            let rest = rest.strip_prefix("一行").unwrap_or(rest);
            let came = rest
                .strip_prefix("来到")
                .or_else(|| rest.strip_prefix('来'));
            let to = came.filter(|r| !r.starts_with(['到', '自', '访', '信', '电', '华']));
            if to.is_some() {
                out.extend(others.division_of(m));
            }
        } else if placeless(m) {
            // 市长甲会见了|乙市市长丙
            let clause = &text[m.span.end..];
            let clause = &clause[..clause
                .find(['，', ',', '。', '；', '\n'])
                .unwrap_or(clause.len())];
            if let Some((at, _)) = meet.find_in(clause).next() {
                let (from, until) = (m.span.end + at, m.span.end + clause.len());
                let met = mentions[i + 1..].iter().filter(|x| {
                    matches!(x.kind, Kind::Person | Kind::Delegation)
                        && x.span.start >= from
                        && x.span.start < until
                });
                out.extend(met.filter_map(|x| others.division_of(x)));
            }
        }
    }
    out
}

/// Whether somebody's office is told without its place: 市长甲, 省委书记乙.
fn placeless(m: &Mention) -> bool {
    let place = m.of.as_ref().is_some_and(|o| o.place.is_some());
    m.kind == Kind::Person && m.post.is_some() && !place
}

/// Names that stand only as the other side of something, or as what it is measured by.
fn aside(document: &Document<'_>, mentions: &[Mention], words: &Lexicon) -> Vec<usize> {
    let lead = words.list("home_aside");
    let places = mentions.iter().filter(|m| m.kind == Kind::Place);
    let marked = places.filter(|m| {
        let before = &document.text[..m.span.start];
        lead.ends(before).is_some()
    });
    marked.map(|m| m.span.start).collect()
}

/// The division of a level that the page names most, those told of as others left out where any is left.
fn most(
    document: &Document<'_>,
    mentions: &[Mention],
    level: Level,
    within: Option<PlaceId>,
    others: &Others,
) -> Option<PlaceId> {
    let any = |_| true;
    let count = |o: &Others| counted(document, mentions, level, within, o, &any);
    let own = count(others);
    if others.away.is_empty() {
        return own;
    }
    // those who came to 我市 may be of it after all; whom it trades with is not
    own.or_else(|| {
        count(&Others {
            away: Vec::new(),
            ..others.clone()
        })
    })
}

fn counted(
    document: &Document<'_>,
    mentions: &[Mention],
    level: Level,
    within: Option<PlaceId>,
    others: &Others,
    fits: &dyn Fn(PlaceId) -> bool,
) -> Option<PlaceId> {
    let gazetteer = Gazetteer::get();
    let mut counts: Vec<(PlaceId, usize, usize)> = Vec::new();
    // 甲市—乙县协作座谈会 names both
    let inside = mentions.iter().filter(|m| m.kind == Kind::Event);
    let inside = inside.flat_map(|m| m.parts.iter());
    for m in mentions.iter().chain(inside) {
        // 韩国驻广州总领事: where a mission sits is not what the page is about
        if m.of.as_ref().is_some_and(|o| o.seat.is_some()) || m.name.contains('驻') {
            continue;
        }
        let Some(named) = others.division_of(m) else {
            continue;
        };
        let other =
            |&a: &PlaceId| named == a || gazetteer.within(named, a) || gazetteer.within(a, named);
        if others.away.iter().any(other) || others.aside.contains(&m.span.start) {
            continue;
        }
        let Some(p) = ancestor(gazetteer, named, level).filter(|p| fits(*p)) else {
            continue;
        };
        // a page of theirs says so by its outlet; elsewhere they are who 我市 trades with
        if matches!(
            gazetteer.place(p).name,
            "香港特别行政区" | "澳门特别行政区" | "台湾省"
        ) {
            continue;
        }
        if within.is_some_and(|w| !gazetteer.within(p, w)) {
            continue;
        }
        // the headline names the page's own region more often than not
        let weight = if document.in_headline(m.span) { 3 } else { 1 };
        match counts.iter_mut().find(|c| c.0 == p) {
            Some(c) => c.1 += weight,
            None => counts.push((p, weight, m.span.start)),
        }
    }
    let top = counts.iter().map(|c| c.1).max()?;
    let first = counts.iter().find(|c| c.1 == top)?;
    // one name in passing, far down the page, is nobody's home
    (top > 1 || first.2 < OPENING).then_some(first.0)
}
