//! Divisions of China as they are written in English: pinyin without tones, and the few that have a
//! spelling of their own. No list of the gazetteer holds them.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiehao_places::{Gazetteer, PlaceId, Suffix};

use super::candidate::Beside;

/// Spellings that are not those of the dictionary, and what they are spellings of.
const OWN: [(&str, &str); 19] = [
    ("guangxi", "cn:450000"),
    ("ningxia", "cn:640000"),
    ("xinjiang", "cn:650000"),
    ("shaanxi", "cn:610000"),
    ("innermongolia", "cn:150000"),
    ("tibet", "cn:540000"),
    ("xizang", "cn:540000"),
    ("hongkong", "iso:HK"),
    ("macao", "iso:MO"),
    ("macau", "iso:MO"),
    ("chongqing", "cn:500000"),
    ("urumqi", "cn:650100"),
    ("kashgar", "cn:653100"),
    ("lhasa", "cn:540100"),
    ("hohhot", "cn:150100"),
    ("harbin", "cn:230100"),
    ("qiqihar", "cn:230200"),
    ("ordos", "cn:150600"),
    ("xiamen", "cn:350200"),
];

/// Words that say what a division is, and no part of its name.
const KINDS: [&str; 10] = [
    "province",
    "city",
    "county",
    "district",
    "prefecture",
    "municipality",
    "autonomous",
    "region",
    "of",
    "the",
];

/// Divisions in force by their letters, those of more weight first.
static SPELT: LazyLock<HashMap<String, Vec<PlaceId>>> = LazyLock::new(|| {
    let gazetteer = Gazetteer::get();
    let mut out: HashMap<String, Vec<PlaceId>> = HashMap::new();
    for (letters, id) in OWN {
        out.entry(letters.to_owned())
            .or_default()
            .extend(gazetteer.by_id(id));
    }
    for place in gazetteer.places() {
        if !place.id.starts_with("cn:") || place.is_former() {
            continue;
        }
        let suffix = Suffix::of(place.name);
        let stem = suffix.and_then(|s| place.name.strip_suffix(s.text()));
        let stem = stem.filter(|s| s.chars().nth(1).is_some());
        let letters = letters(&any_ascii::any_ascii(stem.unwrap_or(place.name)));
        // the province of two that are spelt alike: 山西, and not 陕西
        let places = out.entry(letters).or_default();
        if !places.contains(&place.handle) && !OWN.iter().any(|(_, id)| *id == place.id) {
            places.push(place.handle);
        }
    }
    out
});

fn letters(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphabetic);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

/// Divisions of China that are spelt so, those of more weight first.
pub(super) fn places(name: &str, beside: &Beside) -> Vec<PlaceId> {
    if !name.is_ascii() || beside.country.as_deref().is_some_and(|c| c != "CN") {
        return Vec::new();
    }
    let words = name.split([' ', ',']).map(letters);
    let words: Vec<String> = words.filter(|w| !KINDS.contains(&w.as_str())).collect();
    let found = SPELT.get(&words.concat());
    let gazetteer = Gazetteer::get();
    let within = |p: &&PlaceId| {
        beside
            .parent
            .is_none_or(|whole| gazetteer.within(**p, whole))
    };
    let mut found: Vec<PlaceId> = found
        .into_iter()
        .flatten()
        .filter(within)
        .copied()
        .collect();
    // a province or city of that name is meant before any county
    let level = |p: &PlaceId| gazetteer.place(*p).level;
    found.sort_by_key(level);
    if found.len() > 1 && level(&found[0]) < level(&found[1]) {
        found.truncate(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_are_known_by_their_letters() {
        let gazetteer = Gazetteer::get();
        for (name, id) in [
            ("Gansu", "cn:620000"),
            ("Shandong Province", "cn:370000"),
            ("Shanxi", "cn:140000"),
            ("Shaanxi", "cn:610000"),
            ("Liaocheng City", "cn:371500"),
            ("Xi'an", "cn:610100"),
            ("Inner Mongolia", "cn:150000"),
            ("Guangxi", "cn:450000"),
        ] {
            let found = places(name, &Beside::default());
            let ids: Vec<&str> = found.iter().map(|p| gazetteer.place(*p).id).collect();
            assert_eq!(ids.first(), Some(&id), "{name}: {ids:?}");
        }
        assert!(places("Nowhere", &Beside::default()).is_empty());
        assert!(places("甘肃", &Beside::default()).is_empty());
    }
}
