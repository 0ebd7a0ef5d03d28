//! Who and what is meant: from names with their context to identities.
//!
//! The rule is cautious, since what it joins a person has to part again. A place is what the
//! gazetteer's id says, in the code it bears today. A person is a name in an office of one place: the
//! same name elsewhere may be a namesake or the same person promoted, which is for a reviewer to
//! say. Whatever has no id is its name in its country.

use jiehao_places::{Context, Gazetteer, Level, PlaceId};

use crate::grams::plain;
use crate::id::id;

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A country, region, city or county.
    Place,
    /// A person.
    Person,
    /// Anything else that has a name: a body, an event, a document, a work.
    Name,
}

impl Sort {
    /// The name it is stored by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Person => "person",
            Self::Name => "name",
        }
    }
}

/// A filler as it is looked at here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Named<'a> {
    pub name: &'a str,
    pub identity: Option<&'a str>,
    pub country: Option<&'a str>,
    pub post: Option<&'a str>,
    pub held_in: Option<&'a str>,
}

/// What a filler means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entity {
    /// Stable id.
    pub id: String,
    pub sort: Sort,
    /// As it is called; of a place known to the gazetteer, its name there.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Id of the place that it is.
    pub place: Option<String>,
    /// Id of the place that it speaks for: its own, or that of an office or body.
    pub home: Option<String>,
    /// By people's word, the id of the one it is with others.
    pub one: Option<String>,
    /// By people's word, not the one that its name says.
    pub apart: bool,
}

impl Entity {
    /// The id of who is meant, whatever name a record has.
    pub fn meant(&self) -> &str {
        self.one.as_deref().unwrap_or(&self.id)
    }
}

/// What a filler means.
pub(crate) fn entity(of: Named<'_>) -> Entity {
    let gazetteer = Gazetteer::get();
    if let Some(code) = of.identity {
        if let Some((name, office)) = person(code) {
            return by_office(gazetteer, of, &plain(name), office);
        }
        if code.starts_with("jh:") && gazetteer.by_id(code).is_none() {
            return body(gazetteer, of, code);
        }
        return by_code(gazetteer, of, code);
    }
    let home = home(gazetteer, of);
    let country = of.country.unwrap_or_default();
    let folded = plain(of.name);
    if of.post.is_some() || of.held_in.is_some() {
        let office = home.or_else(|| of.held_in.map(plain));
        let office = office.unwrap_or_else(|| country.to_owned());
        return by_office(gazetteer, of, &folded, &office);
    }
    Entity {
        id: id('e', [Sort::Name.name(), &folded, country]),
        sort: Sort::Name,
        name: of.name.to_owned(),
        country: of.country.map(str::to_owned),
        place: None,
        home,
        one: None,
        apart: false,
    }
}

/// A place, or the government that is known by its place's id.
fn by_code(gazetteer: &Gazetteer, of: Named<'_>, code: &str) -> Entity {
    let told = gazetteer.by_id(code);
    let today = told.map_or(code, |p| gazetteer.place(gazetteer.on(p, None)).id);
    let known = match today == code {
        true => told,
        false => gazetteer.by_id(today),
    };
    let known = known.map(|p| gazetteer.place(p));
    let country = known.map(|p| p.country).filter(|c| !c.is_empty());
    Entity {
        id: id('e', [Sort::Place.name(), today]),
        sort: Sort::Place,
        name: known.map_or(of.name, |p| p.name).to_owned(),
        country: country.or(of.country).map(str::to_owned),
        home: Some(today.to_owned()),
        place: Some(today.to_owned()),
        one: None,
        apart: false,
    }
}

/// A body with an id of its own.
fn body(gazetteer: &Gazetteer, of: Named<'_>, code: &str) -> Entity {
    let region = code.split('/').find(|part| gazetteer.by_id(part).is_some());
    Entity {
        id: id('e', [Sort::Name.name(), code]),
        sort: Sort::Name,
        name: of.name.to_owned(),
        country: of.country.map(str::to_owned),
        place: None,
        home: region
            .map(|r| today(gazetteer, r))
            .or_else(|| home(gazetteer, of)),
        one: None,
        apart: false,
    }
}

/// A person: a name in an office.
fn by_office(gazetteer: &Gazetteer, of: Named<'_>, name: &str, office: &str) -> Entity {
    let region = gazetteer.by_id(office).map(|_| today(gazetteer, office));
    let office = region.as_deref().unwrap_or(office);
    Entity {
        id: id('e', [Sort::Person.name(), name, office]),
        sort: Sort::Person,
        name: of.name.to_owned(),
        country: of.country.map(str::to_owned),
        place: None,
        home: region.clone().or_else(|| home(gazetteer, of)),
        one: None,
        apart: false,
    }
}

/// Name and office of the id of a person, as the gazetteer makes it.
fn person(code: &str) -> Option<(&str, &str)> {
    code.strip_prefix("jh:person/")?.split_once('@')
}

/// The place that a filler speaks for.
fn home(gazetteer: &Gazetteer, of: Named<'_>) -> Option<String> {
    let held_in = of
        .held_in
        .and_then(|body| leading(gazetteer, body, of.country));
    let place = held_in.or_else(|| leading(gazetteer, of.name, of.country))?;
    Some(gazetteer.place(place).id.to_owned())
}

/// The code that a place bears today; a code that the gazetteer lacks stands for itself.
fn today(gazetteer: &Gazetteer, code: &str) -> String {
    let place = gazetteer.by_id(code).map(|p| gazetteer.on(p, None));
    place.map_or(code, |p| gazetteer.place(p).id).to_owned()
}

/// The place that a name of a body begins with: 山东省 of 山东省人民政府外事办公室.
fn leading(gazetteer: &Gazetteer, name: &str, country: Option<&str>) -> Option<PlaceId> {
    let mut hits = Vec::new();
    gazetteer.hits(name, &mut hits);
    let longest = hits
        .iter()
        .filter(|h| h.start == 0)
        .max_by_key(|h| h.end_with_suffix())?;
    let context = Context {
        country,
        framed: longest.end_with_suffix() == name.len(),
        ..Context::default()
    };
    let found = gazetteer.resolve(&name[..longest.end_with_suffix()], &context);
    found.place.map(|p| gazetteer.on(p, None))
}

/// A place and all that it lies in, as ids, nearest first. China itself is left out above its
/// divisions: everything here concerns China.
pub(crate) fn with_wholes(place: &str) -> Vec<String> {
    let gazetteer = Gazetteer::get();
    let Some(handle) = gazetteer.by_id(place) else {
        return vec![place.to_owned()];
    };
    let wholes = gazetteer
        .above(handle)
        .map(|p| gazetteer.place(gazetteer.on(p, None)));
    let wholes = wholes.filter(|p| p.id != "iso:CN" && p.level != Level::Other);
    let mut out = vec![place.to_owned()];
    for whole in wholes.map(|p| p.id.to_owned()) {
        if !out.contains(&whole) {
            out.push(whole);
        }
    }
    out
}

/// By what an entity may be known to be the same as one of another page, in reports of one act: its
/// id, and its name in its country without the kind of division, which pages leave off; whoever a
/// reviewer parted from his namesakes, by his id alone.
pub(crate) fn aliases(entity: &Entity) -> Vec<String> {
    let name = plain(&entity.name);
    let stem = match entity.sort {
        Sort::Person => &name,
        _ => stem(&name),
    };
    let country = entity.country.as_deref().unwrap_or_default();
    let mut out = match entity.apart {
        true => vec![entity.id.clone()],
        false => vec![format!("{country}{stem}")],
    };
    out.extend(entity.place.clone());
    out.extend(entity.one.clone());
    out
}

/// 聊城 of 聊城市, as the codebook compares names.
fn stem(name: &str) -> &str {
    let stem = name.strip_suffix(['市', '省', '州', '县', '区', '郡']);
    stem.filter(|s| s.chars().nth(1).is_some()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_code_it_bears_today() {
        let old = Named {
            name: "茌平县",
            identity: Some("cn:371523"),
            ..Named::default()
        };
        let new = Named {
            name: "茌平区",
            identity: Some("cn:371503"),
            ..Named::default()
        };
        assert_eq!(entity(old), entity(new));
        assert_eq!(entity(new).name, "茌平区");
    }

    #[test]
    fn namesakes_in_two_offices_are_two_until_someone_says_otherwise() {
        let of = |held_in| Named {
            name: "王伟",
            country: Some("CN"),
            post: Some("市长"),
            held_in: Some(held_in),
            ..Named::default()
        };
        assert_ne!(entity(of("聊城市")).id, entity(of("伊春市")).id);
        assert_eq!(entity(of("聊城市")).home.as_deref(), Some("cn:371500"));
    }

    #[test]
    fn an_id_and_an_office_tell_one_person() {
        let told = Named {
            name: "王伟",
            country: Some("CN"),
            post: Some("市长"),
            held_in: Some("聊城市"),
            ..Named::default()
        };
        let known = Named {
            identity: Some("jh:person/王伟@cn:371500"),
            ..told
        };
        assert_eq!(entity(told), entity(known));
        let mission = Named {
            name: "驻大阪总领馆",
            identity: Some("jh:mission/中国/iso:JP-27"),
            ..Named::default()
        };
        assert_eq!(entity(mission).sort, Sort::Name);
        assert_eq!(entity(mission).home.as_deref(), Some("iso:JP-27"));
    }

    #[test]
    fn a_body_speaks_for_the_place_it_is_of() {
        let body = Named {
            name: "山东省友好代表团",
            country: Some("CN"),
            ..Named::default()
        };
        assert_eq!(entity(body).home.as_deref(), Some("cn:370000"));
        assert_eq!(with_wholes("cn:371500"), ["cn:371500", "cn:370000"]);
    }

    #[test]
    fn a_name_with_and_without_its_kind_has_an_alias_in_common() {
        let of = |name| Named {
            name,
            country: Some("BY"),
            ..Named::default()
        };
        let (one, other) = (entity(of("新波洛茨克市")), entity(of("新波洛茨克")));
        assert_eq!(aliases(&one)[0], aliases(&other)[0]);
    }
}
