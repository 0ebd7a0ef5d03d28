//! Where places lie, for maps and for telling what is near.
//!
//! The gazetteer knows it of places abroad; the divisions of China have it from a table of their
//! own, which `tools/gazetteer/points.py` makes from GeoNames. A province lies where its seat is. A
//! country lies nowhere: no point stands for it.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiehao_places::Gazetteer;

/// Code of a division of China, without `cn:`, and its latitude and longitude.
const CHINA: &str = include_str!("points.tsv");

/// Latitude and longitude of a place by its id, in degrees, to about a kilometre.
pub(crate) fn point(id: &str) -> Option<(f64, f64)> {
    if let Some(code) = id.strip_prefix("cn:") {
        return china().get(code).copied();
    }
    let gazetteer = Gazetteer::get();
    let (latitude, longitude) = gazetteer.place(gazetteer.by_id(id)?).at?;
    let cut = |x: f32| (f64::from(x) * 1e4).round() / 1e4;
    Some((cut(latitude), cut(longitude)))
}

/// Ids of the divisions of China whose point is known.
pub(crate) fn divisions() -> impl Iterator<Item = String> {
    china().keys().map(|code| format!("cn:{code}"))
}

fn china() -> &'static HashMap<&'static str, (f64, f64)> {
    static POINTS: OnceLock<HashMap<&'static str, (f64, f64)>> = OnceLock::new();
    POINTS.get_or_init(|| {
        let rows = CHINA.lines().filter(|l| !l.starts_with('#'));
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let code = cells.next()?;
            Some((
                code,
                (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?),
            ))
        };
        rows.filter_map(row).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_division_that_the_gazetteer_knows_within_china() {
        let gazetteer = Gazetteer::get();
        assert_eq!(
            china().len() + 1,
            CHINA.lines().count(),
            "a row cannot be read"
        );
        for (code, (latitude, longitude)) in china() {
            assert!(gazetteer.by_id(&format!("cn:{code}")).is_some(), "{code}");
            assert!(
                (3.0..54.0).contains(latitude) && (73.0..136.0).contains(longitude),
                "{code}"
            );
        }
        assert_eq!(china().keys().filter(|c| c.ends_with("0000")).count(), 31);
    }

    #[test]
    fn a_country_lies_nowhere() {
        assert_eq!(point("iso:KR"), None);
        assert!(point("cn:371500").is_some() && point("iso:RU-TVE").is_some());
    }
}
