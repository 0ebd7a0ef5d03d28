//! The page's own province and city: what 我省, 全市, 省委书记 speak of.

use jiehao_places::{Gazetteer, Level, PlaceId};
use jiehao_text::SourceRange;

use crate::document::Document;
use crate::mention::{Kind, Mention};
use crate::types::Fill;

/// The page's own region, as far as it can be told.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The province-level division.
    pub province: Option<PlaceId>,
    /// The prefecture-level division.
    pub city: Option<PlaceId>,
    /// The county, county-level city or district, where the outlet is of one.
    pub county: Option<PlaceId>,
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
        gazetteer.place(s.place).country == "CN" && gazetteer.place(s.place).level != Level::Country
    });
    if !known {
        return None;
    }
    gazetteer.resolve(&m.name, &context).place
}

fn ancestor(gazetteer: &Gazetteer, place: PlaceId, level: Level) -> Option<PlaceId> {
    if gazetteer.place(place).level == level {
        return Some(place);
    }
    gazetteer
        .above(place)
        .find(|p| gazetteer.place(*p).level == level)
}

impl Home {
    /// By the outlet; else by the Chinese division the page names first and most.
    pub fn find(document: &Document<'_>, mentions: &[Mention]) -> Self {
        let gazetteer = Gazetteer::get();
        if let Some(p) = document
            .page
            .outlet
            .as_deref()
            .and_then(|o| gazetteer.outlet_home(o))
        {
            let province = ancestor(gazetteer, p, Level::First);
            let city = ancestor(gazetteer, p, Level::Second);
            if province.is_some() {
                let city = city.or_else(|| most(document, mentions, Level::Second, province));
                let county = Some(p).filter(|p| gazetteer.place(*p).level == Level::Third);
                return Self {
                    province,
                    city,
                    county,
                };
            }
        }
        let province = most(document, mentions, Level::First, None);
        let city = most(document, mentions, Level::Second, province);
        Self {
            province,
            city,
            county: None,
        }
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
                .or_else(|| most(document, mentions, Level::First, None)),
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
        let source = &document.page.source;
        let Some(at) = source.find(stem) else {
            // 我市 of a county's paper: the county of that city which the page names most
            let county = most(document, mentions, Level::Third, Some(place))?;
            let name = gazetteer.place(county).name;
            let m = mentions
                .iter()
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

fn most(
    document: &Document<'_>,
    mentions: &[Mention],
    level: Level,
    within: Option<PlaceId>,
) -> Option<PlaceId> {
    let gazetteer = Gazetteer::get();
    let mut counts: Vec<(PlaceId, usize)> = Vec::new();
    for m in mentions {
        // 韩国驻广州总领事: where a mission sits is not what the page is about
        if m.of.as_ref().is_some_and(|o| o.seat.is_some()) || m.name.contains('驻') {
            continue;
        }
        let place = match m.kind {
            Kind::Place => Some(m),
            _ => m.of.as_ref().and_then(|o| o.place.as_deref()),
        };
        let Some(p) = place
            .and_then(division)
            .and_then(|p| ancestor(gazetteer, p, level))
        else {
            continue;
        };
        if within.is_some_and(|w| !gazetteer.within(p, w)) {
            continue;
        }
        // the headline names the page's own region more often than not
        let weight = if document.in_headline(m.span) { 3 } else { 1 };
        match counts.iter_mut().find(|c| c.0 == p) {
            Some(c) => c.1 += weight,
            None => counts.push((p, weight)),
        }
    }
    let top = counts.iter().map(|c| c.1).max()?;
    counts.iter().find(|c| c.1 == top).map(|c| c.0)
}
