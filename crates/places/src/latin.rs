//! Names in other letters than Chinese: Latin, and what any_ascii spells in them (Cyrillic, Hangul, Greek, kana).
//!
//! Lists that offices bring and bilingual pages have them. They are compared by their letters alone, as the ranker's
//! names are, and exactly: who writes Naberezhnye Chelny means no place that is spelt a little like it.

use crate::context::{Context, Resolution, Why};
use crate::gazetteer::Gazetteer;
use crate::place::{Level, PlaceId};

/// A place outweighs others of its name when it has this many times their inhabitants.
const MARGIN: f64 = 4.0;

/// Words of English, and of Russian in Latin letters, that say what a division is; the lists leave them off too
/// (`KINDS` of `tools/gazetteer/gazetteer/foreign.py`).
const KINDS: [&str; 22] = [
    "oblast",
    "province",
    "provincia",
    "region",
    "krai",
    "kray",
    "territory",
    "republic",
    "state",
    "district",
    "county",
    "prefecture",
    "department",
    "voivodeship",
    "governorate",
    "raion",
    "canton",
    "municipality",
    "city",
    "gorod",
    "of",
    "the",
];

/// Whether the name is in other letters than Chinese.
pub(crate) fn is_foreign(name: &str) -> bool {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    !name.contains(han) && name.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
}

/// A name's letters, and whether a word says that a division is meant.
struct Spelling {
    whole: String,
    /// Without the words for a kind of division.
    plain: String,
    division: bool,
}

impl Spelling {
    fn of(name: &str) -> Self {
        let ascii = any_ascii::any_ascii(name).to_ascii_lowercase();
        let letters = |word: &str| word.chars().filter(char::is_ascii_lowercase).collect();
        let words: Vec<String> = ascii.split([' ', '-', ',']).map(letters).collect();
        let kind = |w: &&String| KINDS.contains(&w.as_str());
        let plain: String = words.iter().filter(|w| !kind(w)).cloned().collect();
        let town = |w: &&String| matches!(w.as_str(), "city" | "gorod" | "of" | "the");
        Self {
            whole: words.concat(),
            plain,
            division: words.iter().any(|w| kind(&w) && !town(&w)),
        }
    }
}

/// Whether two names differ in no more than how often a letter is written and how a Russian ending is: Naberezhnyye and
/// Naberezhnye, Khabarovskiy and Khabarovsky.
pub(crate) fn nearly(a: &str, b: &str) -> bool {
    skeleton(a).eq(skeleton(b))
}

fn skeleton(name: &str) -> impl Iterator<Item = u8> + '_ {
    let mut letters = name.bytes().peekable();
    std::iter::from_fn(move || {
        let letter = match letters.next()? {
            b'i' | b'j' if matches!(letters.peek(), Some(b'y' | b'j')) => b'y',
            b'j' => b'y',
            other => other,
        };
        while matches!(letters.peek(), Some(next) if *next == letter || (letter, *next) == (b'y', b'j'))
        {
            letters.next();
        }
        Some(letter)
    })
}

impl Gazetteer {
    /// What a name in foreign letters means, by the lists of the country it is said to lie in, or of all.
    pub(crate) fn resolve_latin(&self, name: &str, context: &Context<'_>) -> Resolution<'_> {
        let spelling = Spelling::of(name);
        let mut found = self.spelt(&spelling, context);
        found.sort_by(|a, b| self.known(*b).total_cmp(&self.known(*a)).then(a.cmp(b)));
        let beside = context.country.is_some() || context.parent.is_some();
        let (place, why) = match found.as_slice() {
            [] => (None, Why::Unknown),
            [only] => (Some(*only), if beside { Why::Beside } else { Why::Only }),
            [first, next, ..] if self.known(*first) >= MARGIN * self.known(*next) => {
                (Some(*first), Why::Weight)
            }
            _ => (None, Why::Ambiguous),
        };
        let about = place.map(|p| self.place(p));
        Resolution {
            id: about.map(|p| p.id),
            country: about.map(|p| p.country).or_else(|| self.said(context)),
            place,
            candidates: if place.is_some() { Vec::new() } else { found },
            why,
        }
    }

    /// The places of a spelling that the context allows; of a division and the town it is named after, one.
    fn spelt(&self, spelling: &Spelling, context: &Context<'_>) -> Vec<PlaceId> {
        let forms = [&spelling.whole, &spelling.plain];
        let forms = forms.into_iter().filter(|f| !f.is_empty());
        let foreign = self.foreign();
        let mut found: Vec<PlaceId> = forms
            .clone()
            .flat_map(|f| foreign.spelt(f, context.country))
            .collect();
        if found.is_empty() {
            found = forms
                .flat_map(|f| foreign.nearly_spelt(f, context.country))
                .collect();
        }
        found.sort_unstable();
        found.dedup();
        if let Some(parent) = context.parent {
            found.retain(|p| *p != parent && self.within(*p, parent));
        }
        let all = found.clone();
        let namesake = |a: PlaceId, b: PlaceId| a != b && (self.within(a, b) || self.within(b, a));
        found.retain(|p| {
            let place = self.place(*p);
            let division = place.level == Level::First;
            let wanted = |of: PlaceId| spelling.division || self.place(of).is_city_state();
            !all.iter().any(|o| {
                namesake(*p, *o)
                    && match division {
                        true => !wanted(*p),
                        false => self.level(*o) == Level::First && wanted(*o),
                    }
            })
        });
        found
    }

    /// The country that the context says.
    fn said(&self, context: &Context<'_>) -> Option<&str> {
        let named = context
            .country
            .and_then(|c| self.country(c))
            .or(context.parent)?;
        Some(self.country_of(named)).filter(|c| !c.is_empty())
    }

    /// Inhabitants, or what stands in for them by rank.
    fn known(&self, place: PlaceId) -> f64 {
        let place = self.place(place);
        match place.level {
            Level::Country => 1e9,
            Level::First => f64::from(place.population).max(5e6),
            _ if place.id.starts_with("iso:") => 1e4,
            _ => f64::from(place.population).max(300.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str, country: Option<&str>) -> Option<&'static str> {
        let context = Context {
            country,
            framed: true,
            ..Context::default()
        };
        Gazetteer::get().resolve(name, &context).id
    }

    #[test]
    fn the_place_is_one_in_all_letters() {
        let same = |names: &[&str], chinese: &str| {
            let place = id(chinese, None);
            assert!(place.is_some(), "{chinese}");
            for name in names {
                assert_eq!(id(name, None), place, "{name}");
            }
        };
        same(
            &[
                "Naberezhnye Chelny",
                "NABEREZHNYYE CHELNY",
                "Набережные Челны",
            ],
            "卡马河畔切尔内市",
        );
        same(&["Iowa", "State of Iowa"], "艾奥瓦州");
        same(&["Tver Oblast", "Тверская область"], "特维尔州");
        same(
            &["Khabarovskiy Kray", "Хабаровский край"],
            "哈巴罗夫斯克边疆区",
        );
        same(&["Busan", "부산"], "釜山");
        same(&["Novosibirsk", "Новосибирск"], "新西伯利亚市");
    }

    #[test]
    fn a_country_or_division_beside_it_decides() {
        assert_ne!(id("Victoria", Some("AU")), id("Victoria", Some("CA")));
        assert_eq!(id("Victoria", Some("AU")), id("维多利亚州", Some("AU")));
    }

    #[test]
    fn many_of_a_name_are_offered() {
        let context = Context {
            framed: true,
            ..Context::default()
        };
        let found = Gazetteer::get().resolve("Springfield", &context);
        assert_eq!((found.id, found.why), (None, Why::Ambiguous));
        assert!(found.candidates.len() > 5);
        assert_eq!(id("Zzyzzyx", None), None);
    }

    #[test]
    fn how_often_a_letter_is_written_does_not_matter() {
        assert!(nearly("naberezhnyyechelny", "naberezhnyechelny"));
        assert!(nearly("khabarovskiy", "khabarovskij"));
        assert!(!nearly("tula", "tver"));
    }
}
