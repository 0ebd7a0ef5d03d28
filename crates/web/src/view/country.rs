//! Names of countries: Chinese ones by the gazetteer, English ones by a table of CLDR.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiehao_places::Gazetteer;

use crate::lang::Lang;

/// Code and English name, a country a line: CLDR (Unicode-3.0), see `NOTICE`.
static ENGLISH: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("countries.tsv").lines();
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// The name of a country by its code of ISO 3166-1; the code where none is known.
pub(crate) fn country(code: &str, lang: Lang) -> String {
    let gazetteer = Gazetteer::get();
    let known = match lang {
        Lang::Chinese => gazetteer.country(code).map(|p| gazetteer.place(p).name),
        Lang::English => ENGLISH.get(code).copied(),
    };
    known.unwrap_or(code).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_have_names_in_both_languages() {
        assert_eq!(country("JP", Lang::English), "Japan");
        assert_eq!(country("JP", Lang::Chinese), "日本");
        assert_eq!(country("??", Lang::English), "??");
        assert!(ENGLISH.len() > 200);
    }
}
