//! What a name means beside other names.
//!
//! Precision first: a country or division named beside the place rules out everything elsewhere, a suffix rules out
//! other levels, and among what is left one sense must outweigh the rest clearly. Otherwise the answer is the
//! country and the candidates.

use crate::context::{Context, Resolution, Why};
use crate::gazetteer::Gazetteer;
use crate::latin;
use crate::place::{How, Level, Place, PlaceId, Sense};
use crate::rank::Likeness;
use crate::suffix::Suffix;

/// A sense outweighs the others when it weighs this many times the next.
const MARGIN: f64 = 4.0;

/// A town abroad of fewer inhabitants than this is not taken for meant unless something beside it says so: another of
/// the same transliteration may lack its Chinese name in the lists (马尔堡 of New Zealand), and without 市 it may be no
/// place at all (金伯利农场). In turn: in a frame that wants a place, with a suffix, bare.
const LITTLE_KNOWN: [f64; 3] = [3e4, 1e5, 5e5];

/// A town of fewer inhabitants is not linked by sound alone: of those some list leaves out, most are small.
const KNOWN_TOWN: u32 = 5_000;

/// What a name may mean.
#[derive(Default)]
struct Readings {
    /// As it stands.
    whole: Vec<Sense>,
    /// By its stem, at the level of the suffix that ends it.
    stem: Vec<Sense>,
    /// Too short or too common to be a place by itself.
    weak: bool,
    /// An ordinary word.
    common: bool,
}

impl Gazetteer {
    /// What `name` means in its context. Higher divisions may stand before it (山东省聊城市, 俄罗斯特维尔州).
    pub fn resolve(&self, name: &str, context: &Context<'_>) -> Resolution<'_> {
        let name = name.trim();
        let seat = ["人民政府", "政府"]
            .iter()
            .find_map(|end| name.strip_suffix(end));
        // not 议政府, a city of Korea
        let name = seat
            .filter(|n| !n.is_empty() && self.find(name).is_none())
            .unwrap_or(name);
        // longer than any name with its country: garble, and not worth the walk
        if name.is_empty() || name.len() > 240 {
            return self.unknown(context, Why::Unknown);
        }
        if latin::is_foreign(name) {
            return self.resolve_latin(name, context);
        }
        self.resolve_within(name, context, 4)
    }

    /// `depth` bounds how many divisions may stand before a name, and with it the time that garble costs.
    fn resolve_within(&self, name: &str, context: &Context<'_>, depth: u8) -> Resolution<'_> {
        let plain = self.resolve_plain(name, context);
        if plain.place.is_some() || !matches!(plain.why, Why::Unknown | Why::Elsewhere) {
            return plain;
        }
        let parts = if depth == 0 {
            None
        } else {
            self.resolve_parts(name, context, depth - 1)
        };
        parts
            .or_else(|| self.resolve_clipped(name, context))
            .or_else(|| self.resolve_by_sound(name, context, plain.why))
            .unwrap_or(plain)
    }

    /// A name that no list holds there, among the Latin names of the country it is said to lie in.
    fn resolve_by_sound(
        &self,
        name: &str,
        context: &Context<'_>,
        why: Why,
    ) -> Option<Resolution<'_>> {
        let mut found = self.unknown(context, why);
        if context.by_list {
            return None;
        }
        let country = found.country.filter(|c| *c != "CN")?;
        let suffix = Suffix::of(name).or(context.suffix);
        let stem = suffix.map_or(name, |s| name.strip_suffix(s.text()).unwrap_or(name));
        let length = stem.chars().count();
        if !(2..=12).contains(&length) {
            return None;
        }
        let parent = context.parent.filter(|p| self.level(*p) != Level::Country);
        let near = match context.sure_only {
            true => self.rank_clear(stem, country, parent),
            false => self.rank(stem, country, parent, 5),
        };
        let sounds = Likeness::clear(&near, length, parent.is_some());
        let meant = sounds.map(|l| self.place(l.place)).filter(|place| {
            suffix.is_none_or(|s| s.fits(place))
                && (place.population >= KNOWN_TOWN || place.id.starts_with("iso:"))
        });
        if let Some(place) = meant {
            return Some(self.linked(&place, Why::Sound));
        }
        found.candidates = near.iter().map(|l| l.place).collect();
        Some(found)
    }

    /// A name with the divisions above it in front: 山东省聊城市, 所罗门群岛伊莎贝尔省首府布阿拉市.
    fn resolve_parts(
        &self,
        name: &str,
        context: &Context<'_>,
        depth: u8,
    ) -> Option<Resolution<'_>> {
        let mut heads = Vec::new();
        self.hits(name, &mut heads);
        heads.retain(|h| h.start == 0 && h.end < name.len());
        let mut cuts: Vec<usize> = heads
            .iter()
            .flat_map(|h| [h.end, h.end_with_suffix()])
            .collect();
        cuts.retain(|cut| *cut < name.len());
        cuts.sort_unstable_by(|a, b| b.cmp(a));
        cuts.dedup();
        for cut in cuts {
            let above = self.resolve_plain(&name[..cut], context);
            let Some(parent) = above.place.filter(|p| self.holds_others(*p)) else {
                continue;
            };
            let rest = name[cut..].trim_start_matches(['的', ' ']);
            let seat = ["首府", "首都", "省会", "州府"]
                .iter()
                .find_map(|word| rest.strip_prefix(word));
            let rest = seat.unwrap_or(rest);
            let inner = Context {
                parent: Some(parent),
                country: above.country.or(context.country),
                ..*context
            };
            let found = self.resolve_within(rest, &inner, depth);
            if found.place.is_some() || found.why != Why::Unknown || Suffix::of(rest).is_some() {
                return Some(found);
            }
        }
        None
    }

    /// Whether names of other places are written after the place's.
    fn holds_others(&self, place: PlaceId) -> bool {
        let place = self.place(place);
        place.level <= Level::First
            || !place.id.starts_with("geonames:") && place.level == Level::Second
    }

    /// A first character and a suffix, or the character alone, for a place that the page names in full: 伯州 after
    /// 伯南布哥州, 巴 after 巴伐利亚州.
    fn resolve_clipped(&self, name: &str, context: &Context<'_>) -> Option<Resolution<'_>> {
        let mut chars = name.chars();
        let first = chars.next()?;
        let suffix = Suffix::at(chars.as_str()).filter(|s| s.text() == chars.as_str());
        if suffix.is_none() && !(context.framed && chars.as_str().is_empty()) {
            return None;
        }
        let meant = |p: &&PlaceId| {
            let place = self.place(**p);
            place.name.starts_with(first)
                && place.level != Level::Country
                && suffix.is_none_or(|s| s.fits(&place) && place.name.ends_with(s.text()))
                && self.allowed(**p, context)
        };
        let mut named = context.page.iter().filter(meant);
        let place = self.place(*named.next()?);
        if named.any(|p| *p != place.handle) {
            return None;
        }
        Some(self.linked(&place, Why::Page))
    }

    fn linked<'g>(&'g self, place: &Place<'g>, why: Why) -> Resolution<'g> {
        let country = Some(place.country).filter(|c| !c.is_empty());
        Resolution {
            id: Some(place.id),
            country,
            place: Some(place.handle),
            candidates: Vec::new(),
            why,
        }
    }

    fn resolve_plain(&self, name: &str, context: &Context<'_>) -> Resolution<'_> {
        let readings = self.readings(name, context);
        if readings.whole.is_empty() && readings.stem.is_empty() {
            let why = if self.known_stem(name) {
                Why::Elsewhere
            } else {
                Why::Unknown
            };
            return self.unknown(context, why);
        }
        // a name that is known as it stands is not taken apart, unless it is known elsewhere only
        let mut options = self.options(&readings.whole, context);
        if options.is_empty() {
            options = self.options(&readings.stem, context);
        }
        let (known, weak) = (readings.whole.len() + readings.stem.len(), readings.weak);
        self.merge_city_states(&mut options);
        options.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.place.cmp(&b.0.place)));
        let Some((best, weight)) = options.first().copied() else {
            return self.unknown(context, Why::Elsewhere);
        };
        let next = options.get(1).map_or(0.0, |(_, weight)| *weight);
        let beside = context.country.is_some() || context.parent.is_some();
        let best_place = self.place(best.place);
        let town = best_place.id.starts_with("geonames:") && best_place.country != "CN";
        let suffixed = Suffix::of(name).is_some() || context.suffix.is_some();
        let bound = match (context.framed, suffixed) {
            (true, _) => LITTLE_KNOWN[0],
            (_, true) => LITTLE_KNOWN[1],
            _ => LITTLE_KNOWN[2],
        };
        let little_known = weak || town && weight < bound;
        // 友好组织 is not in 友好区, whatever else the page named
        let expected = if readings.common {
            context.home.is_some_and(|h| self.within(best.place, h))
                || context.page.contains(&best.place) && self.level(best.place) != Level::Third
        } else {
            self.expected(best.place, context)
        };
        if little_known && !beside && !expected {
            let mut unsure = self.unsure(&options, context, Why::Weak);
            // of a short or common name not even the country is sure
            unsure.country = unsure.country.filter(|_| !weak);
            return unsure;
        }
        if weight < MARGIN * next {
            return self.unsure(&options, context, Why::Ambiguous);
        }
        let why = match options.len() {
            1 if known > 1 && beside => Why::Beside,
            1 => Why::Only,
            _ if context.page.contains(&best.place) => Why::Page,
            _ if context.home.is_some_and(|h| self.within(best.place, h)) => Why::Home,
            _ => Why::Weight,
        };
        self.linked(&self.place(best.place), why)
    }

    fn unsure(&self, options: &[(Sense, f64)], context: &Context<'_>, why: Why) -> Resolution<'_> {
        let mut unsure = self.unknown(context, why);
        unsure.candidates = options.iter().map(|(s, _)| s.place).collect();
        let mut countries = options.iter().map(|(s, _)| self.country_of(s.place));
        let first = countries.next().filter(|c| !c.is_empty());
        if unsure.country.is_none() && countries.all(|c| Some(c) == first) {
            unsure.country = first;
        }
        unsure
    }

    /// A city that is a first-level division stands in two lists (首尔, 维也纳): the division speaks for both.
    fn merge_city_states(&self, options: &mut Vec<(Sense, f64)>) {
        let states: Vec<(&str, How)> = options
            .iter()
            .filter(|(s, _)| self.place(s.place).is_city_state())
            .map(|(s, _)| (self.country_of(s.place), s.how))
            .collect();
        options.retain(|(s, _)| {
            let place = self.place(s.place);
            let doubled = |(country, how): &(&str, How)| {
                *country == place.country && (*how <= s.how || *how <= How::Alias)
            };
            !(place.id.starts_with("geonames:") && states.iter().any(doubled))
        });
    }

    /// The senses that the context allows, as of its year, with their weights.
    fn options(&self, senses: &[Sense], context: &Context<'_>) -> Vec<(Sense, f64)> {
        let mut options: Vec<(Sense, f64)> = Vec::new();
        for sense in senses {
            let sense = Sense {
                place: self.on(sense.place, context.year),
                how: sense.how,
            };
            if self.allowed(sense.place, context)
                && !options.iter().any(|(s, _)| s.place == sense.place)
            {
                options.push((sense, self.weight(sense, context)));
            }
        }
        options
    }

    fn readings(&self, name: &str, context: &Context<'_>) -> Readings {
        let mut found = Readings::default();
        if let Some(form) = self.find(name) {
            let about = self.form(form);
            found.weak = about.common_word || about.weak;
            found.common = about.common_word;
            let fits = |s: &&Sense| {
                context
                    .suffix
                    .is_none_or(|suffix| suffix.fits(&self.place(s.place)))
            };
            found.whole.extend(self.senses(form).iter().filter(fits));
        }
        // a suffix or a frame settles what kind of name it is
        found.weak &= context.suffix.is_none() && !context.framed;
        if let Some(suffix) = Suffix::of(name) {
            let stem = self.lookup(&name[..name.len() - suffix.text().len()]);
            let fits = |s: &&Sense| s.how <= How::Former && suffix.fits(&self.place(s.place));
            found.stem.extend(stem.iter().filter(fits));
            // 冠县 is short, but whole
            found.weak &=
                name.chars().count() <= 2 && !found.whole.iter().any(|s| s.how == How::Full);
        }
        found.common &= found.weak;
        found
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
        let unplaced = about.level == Level::Second
            && about.country == above.country
            && about
                .parent
                .is_some_and(|p| self.level(p) == Level::Country);
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
        context.page.contains(&place)
            || context.home.is_some_and(|h| self.within(place, h))
            || self.country_named(place, context)
    }

    /// Whether the page names the country abroad that the place lies in.
    fn country_named(&self, place: PlaceId, context: &Context<'_>) -> bool {
        let country = self.country_of(place);
        let same = |p: &PlaceId| {
            let named = self.place(*p);
            named.level == Level::Country && named.country == country
        };
        !matches!(country, "" | "CN") && context.page.iter().any(same)
    }

    /// How readily a reader takes the name for the place: inhabitants, or what stands in for them by rank.
    fn weight(&self, sense: Sense, context: &Context<'_>) -> f64 {
        let place = self.place(sense.place);
        let short = sense.how != How::Full;
        let chinese = place.id.starts_with("cn:");
        let by_rank = match place.level {
            // 吉 is Jilin as readily as Kyrgyzstan
            Level::Country if sense.how == How::Single => 1e8,
            Level::Country => 1e9,
            Level::First if chinese => 1e8,
            Level::Second if chinese && sense.how == How::Single => 1e6,
            Level::Second if chinese => 2e7,
            Level::Third if short => 1e5,
            Level::Third => 1e6,
            // 新潟 may be the prefecture or its city
            Level::First if short && place.country == "JP" => 3e5,
            // elsewhere a bare name is the town's, where there is one
            Level::First if sense.how == How::Short && !place.is_city_state() => 8e3,
            Level::First if sense.how == How::Alias => 1e6,
            Level::First => 5e6,
            Level::Second if place.population == 0 && short => 2e3,
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
        if place.level != Level::Country && self.country_named(sense.place, context) {
            weight *= 50.0;
        }
        weight
    }

    fn unknown(&self, context: &Context<'_>, why: Why) -> Resolution<'_> {
        let named = context
            .country
            .and_then(|c| self.country(c))
            .or(context.parent);
        let country = named.map(|p| self.country_of(p)).filter(|c| !c.is_empty());
        Resolution {
            id: None,
            country,
            place: None,
            candidates: Vec::new(),
            why,
        }
    }
}
