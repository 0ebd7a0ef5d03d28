//! What a name means beside other names.
//!
//! Precision first: a country or division named beside the place rules out everything elsewhere, a suffix rules out
//! other levels, and among what is left one sense must outweigh the rest clearly. Otherwise the answer is the
//! country and the candidates.

use crate::gazetteer::Gazetteer;
use crate::place::{How, Level, Place, PlaceId, Sense};
use crate::suffix::Suffix;

/// What is known of a name from where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// ISO 3166-1 alpha-2 of the country it is said to lie in.
    pub country: Option<&'a str>,
    /// Division or country it is said to lie in.
    pub parent: Option<PlaceId>,
    /// Region of the outlet or page.
    pub home: Option<PlaceId>,
    /// Year of the page, for codes.
    pub year: Option<u16>,
    /// Places that the page has named in full.
    pub page: &'a [PlaceId],
    /// A suffix that belongs to the name and was left off it, as in 特维尔、图拉两州.
    pub suffix: Option<Suffix>,
}

/// Why a name was linked or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// Only one place of this name is known.
    Only,
    /// Only one lies in the country or division named beside it.
    Beside,
    /// The page names this one in full.
    Page,
    /// It lies in the home region, or holds it.
    Home,
    /// It outweighs the others of its name by far.
    Weight,
    /// Several places remain and none outweighs the others.
    Ambiguous,
    /// The one place of this name known is too little known, and the name too short, to be taken for it unasked.
    Weak,
    /// Places of this name are known, but not there or not of this level.
    Elsewhere,
    /// No list holds the name.
    Unknown,
}

/// What a name was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution<'g> {
    /// Stable id, when it is sure.
    pub id: Option<&'g str>,
    /// Country, when that much is sure.
    pub country: Option<&'g str>,
    /// The place, when it is sure.
    pub place: Option<PlaceId>,
    /// Places it may be, likeliest first, when it is not sure.
    pub candidates: Vec<PlaceId>,
    /// Ground of the decision.
    pub why: Why,
}

/// A sense outweighs the others when it weighs this many times the next.
const MARGIN: f64 = 4.0;

impl Gazetteer {
    /// What `name` means in its context. Higher divisions may stand before it (山东省聊城市, 俄罗斯特维尔州).
    pub fn resolve(&self, name: &str, context: &Context<'_>) -> Resolution<'_> {
        let name = name.trim();
        // longer than any name with its country: garble, and not worth the walk
        if name.is_empty() || name.len() > 240 {
            return self.unknown(context, Why::Unknown);
        }
        let plain = self.resolve_plain(name, context);
        if plain.place.is_some() || !matches!(plain.why, Why::Unknown | Why::Elsewhere) {
            return plain;
        }
        self.resolve_parts(name, context).unwrap_or(plain)
    }

    /// A name with the place above it in front.
    fn resolve_parts(&self, name: &str, context: &Context<'_>) -> Option<Resolution<'_>> {
        let mut heads = Vec::new();
        self.hits(name, &mut heads);
        heads.retain(|h| h.start == 0 && h.end < name.len());
        for head in heads.iter().rev() {
            let end = if head.end_with_suffix() < name.len() {
                head.end_with_suffix()
            } else {
                head.end
            };
            for cut in [end, head.end] {
                let above = self.resolve_plain(&name[..cut], context);
                let Some(parent) = above
                    .place
                    .filter(|p| self.place(*p).level <= Level::Second)
                else {
                    continue;
                };
                let rest = name[cut..].trim_start_matches(['的', '共', '和', ' ']);
                let inner = Context {
                    parent: Some(parent),
                    country: above.country.or(context.country),
                    ..*context
                };
                let found = self.resolve(rest, &inner);
                if found.place.is_some() || found.why != Why::Unknown || Suffix::of(rest).is_some()
                {
                    return Some(found);
                }
            }
        }
        None
    }

    fn resolve_plain(&self, name: &str, context: &Context<'_>) -> Resolution<'_> {
        let (senses, weak) = self.readings(name, context.suffix);
        if senses.is_empty() {
            return self.unknown(
                context,
                if self.known_stem(name) {
                    Why::Elsewhere
                } else {
                    Why::Unknown
                },
            );
        }
        let mut options: Vec<(Sense, f64)> = Vec::new();
        for sense in &senses {
            let place = self.on(sense.place, context.year);
            if self.allowed(place, context) && !options.iter().any(|(s, _)| s.place == place) {
                let sense = Sense {
                    place,
                    how: sense.how,
                };
                options.push((sense, self.weight(sense, context)));
            }
        }
        options.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.place.cmp(&b.0.place)));
        let beside = context.country.is_some() || context.parent.is_some();
        let why = match options.as_slice() {
            [] => return self.unknown(context, Why::Elsewhere),
            [(only, _)] if !beside && weak && !self.expected(only.place, context) => Why::Weak,
            [_] => {
                if senses.len() > 1 && beside {
                    Why::Beside
                } else {
                    Why::Only
                }
            }
            [best, next, ..]
                if best.1 >= MARGIN * next.1
                    && !(weak && !beside && !self.expected(best.0.place, context)) =>
            {
                if context.page.contains(&best.0.place) {
                    Why::Page
                } else if context.home.is_some_and(|h| self.within(best.0.place, h)) {
                    Why::Home
                } else {
                    Why::Weight
                }
            }
            _ => Why::Ambiguous,
        };
        if matches!(why, Why::Weak | Why::Ambiguous) {
            let mut unsure = self.unknown(context, why);
            unsure.candidates = options.iter().map(|(s, _)| s.place).collect();
            let first = self.place(options[0].0.place).country;
            if unsure.country.is_none()
                && why == Why::Ambiguous
                && options
                    .iter()
                    .all(|(s, _)| self.place(s.place).country == first)
            {
                unsure.country = Some(first);
            }
            return unsure;
        }
        let place = self.place(options[0].0.place);
        Resolution {
            id: Some(place.id),
            country: Some(place.country).filter(|c| !c.is_empty()),
            place: Some(place.handle),
            candidates: Vec::new(),
            why,
        }
    }

    /// Senses of the name as a whole and, where a suffix ends it, of its stem at that level; and whether it is weak.
    fn readings(&self, name: &str, left_off: Option<Suffix>) -> (Vec<Sense>, bool) {
        let mut senses = Vec::new();
        let mut weak = false;
        if let Some(form) = self.find(name) {
            let about = self.form(form);
            weak = about.common_word || about.weak;
            let fitting = self
                .senses(form)
                .iter()
                .filter(|s| left_off.is_none_or(|x| x.fits(&self.place(s.place))));
            senses.extend(fitting.copied());
        }
        // a suffix settles what kind of name it is
        weak &= left_off.is_none();
        if let Some(suffix) = Suffix::of(name) {
            let stem = self.lookup(&name[..name.len() - suffix.text().len()]);
            for sense in stem
                .iter()
                .filter(|s| s.how <= How::Former && suffix.fits(&self.place(s.place)))
            {
                if !senses.iter().any(|s: &Sense| s.place == sense.place) {
                    senses.push(*sense);
                }
            }
            weak &= name.chars().count() <= 2;
        }
        (senses, weak)
    }

    fn known_stem(&self, name: &str) -> bool {
        Suffix::of(name)
            .is_some_and(|s| !self.lookup(&name[..name.len() - s.text().len()]).is_empty())
    }

    /// Whether the country and division named beside the name let the place be meant.
    fn allowed(&self, place: PlaceId, context: &Context<'_>) -> bool {
        let about = self.place(place);
        if context.country.is_some_and(|c| c != about.country) {
            return false;
        }
        let Some(parent) = context.parent else {
            return true;
        };
        let above = self.place(parent);
        if above.level == Level::Country {
            return about.country == above.country;
        }
        // a town whose division is not known is neither in nor out
        let unplaced = about.id.starts_with("geonames:")
            && about.country == above.country
            && about
                .parent
                .is_some_and(|p| self.place(p).level == Level::Country);
        place != parent && self.within(place, parent) || unplaced || self.beside(&about, parent)
    }

    /// A county said to lie in a city may have lain in it under an older code.
    fn beside(&self, about: &Place<'_>, parent: PlaceId) -> bool {
        about.id.starts_with("cn:")
            && about
                .parent
                .is_some_and(|p| self.on(p, None) == self.on(parent, None))
    }

    /// Whether the page leads one to expect the place.
    fn expected(&self, place: PlaceId, context: &Context<'_>) -> bool {
        context.page.contains(&place) || context.home.is_some_and(|h| self.within(place, h))
    }

    /// How readily a reader takes the name for the place: inhabitants, or what stands in for them by rank.
    fn weight(&self, sense: Sense, context: &Context<'_>) -> f64 {
        let place = self.place(sense.place);
        let short = sense.how != How::Full;
        let by_rank = match place.level {
            Level::Country => 1e9,
            Level::First if place.id.starts_with("cn:") => 1e8,
            Level::Second if place.id.starts_with("cn:") => 2e7,
            Level::Third => {
                if short {
                    1e5
                } else {
                    1e6
                }
            }
            Level::First if short => 4e4,
            Level::First => 5e6,
            Level::Second if place.population == 0 => 1e4,
            Level::Second => f64::from(place.population).max(300.0),
            Level::Other => 1e6,
        };
        let mut weight = by_rank;
        if sense.how == How::Former || place.is_former() {
            weight /= 20.0;
        }
        if context.page.contains(&sense.place) {
            weight *= 1e3;
        }
        if context.home.is_some_and(|h| self.within(sense.place, h)) {
            weight *= 1e2;
        }
        weight
    }

    fn unknown(&self, context: &Context<'_>, why: Why) -> Resolution<'_> {
        let named = context
            .country
            .and_then(|c| self.country(c))
            .or(context.parent);
        let country = named
            .map(|p| self.place(p).country)
            .filter(|c| !c.is_empty());
        Resolution {
            id: None,
            country,
            place: None,
            candidates: Vec::new(),
            why,
        }
    }
}
