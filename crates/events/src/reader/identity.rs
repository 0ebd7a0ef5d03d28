//! What the places of a page are, with what the whole page says of them.

use std::cell::OnceCell;

use jiehao_places::{BodyKind, Gazetteer, Named, Page, PageNames, PlaceId, Resolution};
use rustc_hash::FxHashMap;

use super::Reader;
use crate::mention::{Kind, Mention};
use crate::record::Filler;
use crate::span::Span;
use crate::types::Fill;

/// The place names of a page.
struct Known {
    names: PageNames<'static>,
    /// By where a name stands: the names that begin there, and the number of each.
    at: FxHashMap<usize, Vec<(String, usize)>>,
}

/// Answers by where the name stands and what it is.
#[derive(Default)]
pub(super) struct Identities(OnceCell<Known>);

impl Reader<'_, '_> {
    /// The place a mention means, with what the page says around it.
    pub fn identity(&self, m: &Mention) -> Resolution<'static> {
        if let Some(found) = self.identified(m) {
            return found.clone();
        }
        // a rule may have lengthened the name (诺奥卡特 to 诺奥卡特区), or made it up of words no mention has by itself
        let mut alone = named(m, false);
        if alone.within.is_empty() {
            let mut places = self.mentions.iter().filter(|o| o.kind == Kind::Place);
            let begun = places.find(|o| {
                o.head.start == m.head.start || m.span.covers(o.head) && m.name.starts_with(&o.name)
            });
            alone.within = begun.map(|o| named(o, false).within).unwrap_or_default();
        }
        let found = Gazetteer::get().resolve_page(&[alone], self.page());
        found.into_iter().next().expect("an answer for each name")
    }

    /// What is known of the page as a whole.
    fn page(&self) -> Page {
        Page {
            home: self.home.province,
            year: self.year().map(|y| y as u16),
            sure_only: true,
        }
    }

    /// The place a mention means, when it is sure.
    pub fn place_of(&self, m: &Mention) -> Option<PlaceId> {
        match self.identified(m) {
            Some(found) => found.place,
            None => self.identity(m).place,
        }
    }

    fn identified(&self, m: &Mention) -> Option<&Resolution<'static>> {
        let known = self.identities.0.get_or_init(|| self.find_identities());
        let here = known.at.get(&m.head.start)?;
        let (_, number) = here.iter().find(|(n, _)| *n == m.name)?;
        Some(known.names.meaning(*number))
    }

    /// Kind, region and id of a body, site or delegation.
    pub fn identify_body(&self, m: &Mention, out: &mut Filler) {
        let gazetteer = Gazetteer::get();
        let of = m.of.as_ref().and_then(|o| o.place.as_deref());
        let region = of.map(|p| self.identity(p));
        let mut country = region.as_ref().and_then(|r| r.country);
        let mut place = region.and_then(|r| r.place);
        // a mission is where it sits, not of the country that sends it
        let mission = BodyKind::of_body(&m.name) == Some(BodyKind::Mission);
        if (country.is_none() || mission) && m.kind == Kind::Body {
            (place, country) = gazetteer.region_of_name(&m.name, self.home.province);
        }
        out.country = country.map(str::to_owned).filter(|c| !c.is_empty());
        if m.kind == Kind::Body {
            out.kind = BodyKind::of_body(&m.name).map(BodyKind::name);
            out.id = gazetteer.body_id(&m.name, place);
            out.level = place.map(|p| gazetteer.level_name(p));
        }
    }

    /// The country of a joint work or district that only its own name places; a bare 领区 is that of the mission the
    /// page names.
    pub fn country_of_name(&self, name: &str) -> Option<&'static str> {
        let gazetteer = Gazetteer::get();
        let home = self.home.province;
        if name != "领区" {
            return gazetteer.region_of_name(name, home).1;
        }
        let of = |m: &Mention| m.of.as_ref().map(|o| o.name.clone());
        let names = self
            .mentions
            .iter()
            .flat_map(|m| [Some(m.name.clone()), of(m)]);
        let missions = names.flatten().filter(|n| n.contains('驻'));
        let mut hosts = missions.filter_map(|n| gazetteer.region_of_name(&n, home).1);
        let first = hosts.next()?;
        hosts.all(|h| h == first).then_some(first)
    }

    /// Kind and region of a person's office, and the id of who holds it.
    pub fn identify_person(&self, m: &Mention, out: &mut Filler) {
        let gazetteer = Gazetteer::get();
        let (of, region) = self.office(m);
        out.country = region
            .as_ref()
            .and_then(|r| r.country)
            .map(str::to_owned)
            .filter(|c| !c.is_empty());
        let place = region.and_then(|r| r.place).or_else(|| {
            // 省委书记, 副市长: of the page's own province or city
            let own = self.region_of(&Fill::mention(m))?;
            self.place_id(&own)
        });
        if out.country.is_none() {
            let country = place.map(|p| gazetteer.country_of(p));
            out.country = country.filter(|c| !c.is_empty()).map(str::to_owned);
        }
        let post = out.post.as_deref().unwrap_or_default();
        out.kind = BodyKind::of_post(post, &of).map(BodyKind::name);
        out.level = place.map(|p| gazetteer.level_name(p));
        let name = self.one_spelling(m, place);
        out.id = gazetteer.person_id(name, place, &of);
    }

    /// What a person's office is held in. A name that stands without an office holds the one that the page gives it
    /// elsewhere, when it gives one only.
    fn office(&self, m: &Mention) -> (String, Option<Resolution<'static>>) {
        let office = |m: &Mention| {
            let of = m.of.as_ref().filter(|o| !o.name.is_empty())?;
            let region = of.place.as_deref().map(|p| self.identity(p));
            Some((of.name.clone(), region))
        };
        if let Some(own) = office(m) {
            return own;
        }
        let mut others = self
            .mentions
            .iter()
            .filter(|o| o.kind == Kind::Person && o.name == m.name)
            .filter_map(office);
        let Some(first) = others.next() else {
            return Default::default();
        };
        let id = |o: &(String, Option<Resolution<'static>>)| o.1.as_ref().and_then(|r| r.id);
        if others.all(|o| id(&o) == id(&first) && (id(&o).is_some() || o.0 == first.0)) {
            first
        } else {
            Default::default()
        }
    }

    /// The spelling that the page gives a foreign name first: two transliterations in one office are one person.
    fn one_spelling<'m>(&'m self, m: &'m Mention, place: Option<PlaceId>) -> &'m str {
        let gazetteer = Gazetteer::get();
        let Some(place) = place else {
            return &m.name;
        };
        let country = gazetteer.country_of(place);
        let people = self.mentions.iter().filter(|o| o.kind == Kind::Person);
        let same =
            people.filter(|o| o.name == m.name || gazetteer.same_name(&o.name, &m.name, country));
        let mut here = same.filter(|o| {
            let of = o.of.as_ref().and_then(|of| of.place.as_deref());
            of.is_none_or(|p| self.identity(p).place == Some(place))
        });
        here.next().map_or(&m.name, |o| &o.name)
    }

    fn find_identities(&self) -> Known {
        let mut places: Vec<&Mention> = Vec::new();
        for m in &self.mentions {
            gather(m, &mut places);
        }
        places.sort_by_key(|m| (m.head.start, m.head.end));
        let mut before: Option<Span> = None;
        let mut names = Vec::with_capacity(places.len());
        for m in &places {
            let gap = before.and_then(|b| self.text().get(b.end..m.span.start));
            let listed = gap.is_some_and(|g| matches!(g, "、" | "和" | "及" | "以及"));
            names.push(named(m, listed));
            before = Some(m.span);
        }
        let names = Gazetteer::get().names_of_page(&names, self.page());
        let mut at: FxHashMap<usize, Vec<(String, usize)>> = FxHashMap::default();
        for (number, m) in places.iter().enumerate() {
            let here = at.entry(m.head.start).or_default();
            // the last of those that stand on the same words
            here.retain(|(n, _)| *n != m.name);
            here.push((m.name.clone(), number));
        }
        Known { names, at }
    }
}

/// A place mention as it stands in the page.
fn named(m: &Mention, listed: bool) -> Named<'_> {
    let outer = m.place.iter().flat_map(|p| &p.within);
    Named {
        name: &m.name,
        within: outer.map(|w| w.0.as_str()).collect(),
        listed,
    }
}

/// The places among a mention, what it is of, and its parts.
fn gather<'m>(m: &'m Mention, places: &mut Vec<&'m Mention>) {
    if m.kind == Kind::Place {
        places.push(m);
    }
    if let Some(place) = m.of.as_ref().and_then(|o| o.place.as_deref()) {
        places.push(place);
    }
    for part in &m.parts {
        gather(part, places);
    }
}
