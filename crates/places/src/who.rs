//! Ids of bodies and people, and the region that a body's own name tells.
//!
//! A government is known by the id of its region, for pages sign with either. What no public list numbers gets an id of
//! ours, `jh:`, made of what it is known by and of nothing else, so that every run and every page gives the same.

use crate::body::{BodyKind, Mission};
use crate::context::Context;
use crate::gazetteer::Gazetteer;
use crate::place::{How, Level, PlaceId};
use crate::sound::Sounds;

impl Gazetteer {
    /// The id of a body of a region: of a government the region's own, else one of ours. `None` where nothing says
    /// which region's it is and the name alone would be many's (外事办公室).
    pub fn body_id(&self, name: &str, region: Option<PlaceId>) -> Option<String> {
        let kind = BodyKind::of_body(name)?;
        let region = region.map(|p| self.place(p));
        if kind == BodyKind::Government {
            return region.map(|r| r.id.to_owned());
        }
        let rest = |r: &str| name.find(r).map(|at| &name[at + r.len()..]);
        let own = match (kind, region) {
            // known by their names, wherever the page puts them
            (BodyKind::Enterprise | BodyKind::School | BodyKind::Association, _) => name,
            (BodyKind::Mission, Some(r)) => {
                let sends = Mission::read(name).and_then(|m| m.sends).unwrap_or("中国");
                let sends = self
                    .lookup(sends)
                    .first()
                    .map_or(sends, |s| self.country_of(s.place));
                return Some(format!("jh:mission/{sends}/{}", r.id));
            }
            (_, Some(r)) => {
                let own = rest(r.name)
                    .or_else(|| rest(short(r.name)))
                    .filter(|own| !own.is_empty());
                let own = own.unwrap_or(name);
                return Some(format!("jh:{}/{}/{own}", kind.name(), r.id));
            }
            (_, None) => return None,
        };
        Some(format!("jh:{}/{own}", kind.name()))
    }

    /// What an office is known by in the id of who holds it: the mission, the region, or the firm or school by its name.
    /// `None` where the page leaves open which of many it is: 市委, 外事办公室.
    pub fn office_id(&self, of: &str, region: Option<PlaceId>) -> Option<String> {
        if of.contains('驻') {
            let mission = format!("{of}领馆");
            return self.body_id(&mission, self.region_of_name(&mission, None).0);
        }
        if let Some(region) = region {
            return Some(self.place(region).id.to_owned());
        }
        let kind = BodyKind::of_body(of)?;
        let named = matches!(
            kind,
            BodyKind::Enterprise | BodyKind::School | BodyKind::Association
        );
        named.then(|| of.to_owned())
    }

    /// The id of a person: the name with what the office is known by. The same name in another office has another id,
    /// until someone decides that both are one; a name without an office has none.
    pub fn person_id(&self, name: &str, region: Option<PlaceId>, of: &str) -> Option<String> {
        let office = self.office_id(of, region)?;
        let name: String = name
            .chars()
            .filter(|c| !crate::trie::is_separator(*c))
            .collect();
        (!name.is_empty()).then(|| format!("jh:person/{name}@{office}"))
    }

    /// Whether two names of people abroad may be one name in two transliterations: 施伯尔特 and 什波尔特, or the surname of
    /// the other (约翰·史密斯, 史密斯). Names of fewer than three characters are too short to tell, and in countries whose
    /// names are written in Han characters another character is another name.
    pub fn same_name(&self, a: &str, b: &str, country: &str) -> bool {
        if matches!(country, "CN" | "JP" | "KR" | "KP" | "VN" | "SG") {
            return false;
        }
        let last = |name: &str| {
            let part = name
                .rsplit(crate::trie::is_separator)
                .next()
                .unwrap_or(name);
            part.chars().collect::<Vec<_>>()
        };
        let whole = |name: &str| {
            let han = name.chars().filter(|c| !crate::trie::is_separator(*c));
            han.collect::<Vec<_>>()
        };
        let alike = |a: &[char], b: &[char]| {
            let same = |(x, y): (&char, &char)| x == y || Sounds::get().alike(*x, *y);
            let differ = a.iter().zip(b).filter(|(x, y)| x != y).count();
            a.len() == b.len() && a.len() >= 3 && 2 * differ <= a.len() && a.iter().zip(b).all(same)
        };
        let (long, short) = (whole(a), whole(b));
        alike(&long, &short) || alike(&last(a), &short) || alike(&long, &last(b))
    }

    /// The region that a body or site names in its own name: 中国 of 中国银行, 大阪 of 驻大阪总领馆领区; the country alone where
    /// only one-character names of cities stand in it (深港科技合作区).
    pub fn region_of_name(
        &self,
        name: &str,
        home: Option<PlaceId>,
    ) -> (Option<PlaceId>, Option<&str>) {
        // 黑河跨境索道 has an end on either side
        if name.contains("跨境") || name.contains("界河") {
            return (None, None);
        }
        let context = Context {
            home,
            ..Context::default()
        };
        let words = Mission::read(name).map_or(name, |m| m.host);
        let mut hits = Vec::new();
        self.hits(words, &mut hits);
        hits.retain(|h| h.end - h.start > 3);
        hits.sort_by_key(|h| (h.start, std::cmp::Reverse(h.end)));
        for hit in &hits {
            let found = self.resolve(&words[hit.start..hit.end_with_suffix()], &context);
            if found.country.is_some() {
                return (found.place, found.country);
            }
        }
        if words.len() < name.len() {
            let framed = Context {
                framed: true,
                ..context
            };
            let found = self.resolve(words, &framed);
            return (found.place, found.country);
        }
        let single = |c: char| {
            let senses = self.lookup(c.encode_utf8(&mut [0; 4]));
            senses.iter().any(|s| {
                let place = self.place(s.place);
                s.how == How::Single && place.country == "CN" && place.level != Level::Country
            })
        };
        let pair = name
            .chars()
            .zip(name.chars().skip(1))
            .any(|(a, b)| single(a) && single(b));
        (None, pair.then_some("CN"))
    }

    /// The level of a region as records word it.
    pub fn level_name(&self, region: PlaceId) -> &'static str {
        self.level(region).name()
    }
}

/// A region's name without its level: 山东 of 山东省.
fn short(name: &str) -> &str {
    let end = crate::suffix::Suffix::of(name).map_or("", |s| s.text());
    name.strip_suffix(end).unwrap_or(name)
}
