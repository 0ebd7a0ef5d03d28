//! English names of places, where sources of the gazetteer have them; what pages call a place stays as
//! they word it.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::country;
use crate::lang::Lang;

/// Id and English name, a place a line: GeoNames and CLDR, see `NOTICE`; `tools/gazetteer/english.py`
/// writes it.
static ENGLISH: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("places.tsv").lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// The name of a place in the language of the page; where none is known, the name given.
pub(crate) fn place(id: &str, name: &str, lang: Lang) -> String {
    let code = id.strip_prefix("iso:").filter(|code| code.len() == 2);
    match (lang, code) {
        (_, Some(code)) => country(code, lang),
        (Lang::Chinese, None) => name.to_owned(),
        (Lang::English, None) => ENGLISH.get(id).copied().unwrap_or(name).to_owned(),
    }
}

/// The language that a name is in, as HTML names it.
pub(crate) fn tongue(name: &str) -> &'static str {
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
    if name.contains(han) { "zh" } else { "" }
}

#[cfg(test)]
mod tests {
    use jiehao_places::Gazetteer;

    use super::*;

    #[test]
    fn places_have_english_names_where_they_are_known() {
        for (id, want) in [
            ("cn:620000", "Gansu"),
            ("cn:370200", "Qingdao"),
            ("iso:JP-05", "Akita"),
            ("iso:JP", "Japan"),
            ("iso:KZ-19", "Almaty"),
        ] {
            let name = place(id, "?", Lang::English);
            assert!(name.starts_with(want), "{id} {name}");
        }
        assert_eq!(place("cn:620000", "甘肃省", Lang::Chinese), "甘肃省");
        assert_eq!(place("e-1", "某市", Lang::English), "某市");
        assert_eq!((tongue("甘肃省"), tongue("Gansu")), ("zh", ""));
    }

    #[test]
    fn every_place_named_is_one_of_the_gazetteer() {
        let gazetteer = Gazetteer::get();
        let lost: Vec<_> = ENGLISH
            .keys()
            .filter(|id| gazetteer.by_id(id).is_none())
            .collect();
        assert!(
            lost.is_empty(),
            "{} of {}: {lost:?}",
            lost.len(),
            ENGLISH.len()
        );
        assert!(ENGLISH.len() > 5000);
    }
}
