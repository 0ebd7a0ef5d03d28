//! What holds for every name and text.

use std::collections::HashSet;

use jiehao_places::{Context, Gazetteer, How};
use proptest::prelude::*;

#[test]
fn every_place_is_whole() {
    let gazetteer = Gazetteer::get();
    let mut seen = HashSet::new();
    for place in gazetteer.places() {
        assert!(
            place.id.contains(':') && !place.name.is_empty(),
            "{place:?}"
        );
        assert!(
            seen.insert((place.id, place.name, place.since)),
            "twice: {place:?}"
        );
        let found = gazetteer.by_id(place.id).map(|p| gazetteer.place(p).id);
        assert_eq!(found, Some(place.id));
        if let Some(parent) = place.parent {
            assert!(gazetteer.place(parent).level <= place.level, "{place:?}");
        }
        assert!(gazetteer.above(place.handle).count() < 6, "{place:?}");
        assert!(
            gazetteer.place(gazetteer.on(place.handle, None)).until >= place.until,
            "{place:?}"
        );
    }
}

#[test]
fn every_sense_is_of_a_place() {
    let gazetteer = Gazetteer::get();
    for form in gazetteer.forms() {
        let text = gazetteer.form(form).text;
        assert_eq!(gazetteer.find(text), Some(form), "{text}");
    }
}

/// A full name that only one place in its country bears is that place.
#[test]
fn an_unambiguous_name_is_its_place() {
    let gazetteer = Gazetteer::get();
    let mut checked = 0;
    for form in gazetteer.forms() {
        let text = gazetteer.form(form).text;
        let [sense] = gazetteer.senses(form) else {
            continue;
        };
        let place = gazetteer.place(sense.place);
        if sense.how != How::Full || place.country.is_empty() {
            continue;
        }
        let found = gazetteer.resolve(
            text,
            &Context {
                country: Some(place.country),
                ..Context::default()
            },
        );
        match found.id {
            Some(id) => assert_eq!(id, place.id, "{text}"),
            // its stem and suffix may be read as another's name
            None => assert!(found.candidates.contains(&place.handle), "{text} {found:?}"),
        }
        checked += 1;
    }
    assert!(checked > 20_000, "{checked}");
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\u{4e00}-\\u{4fff}省市县州区·—]{0,40}",
        "(山东|吉林市|俄罗斯|特维尔|聊|州|市|的|首府|·|政府){0,30}",
        "(서울|東京|Tver|Тверь|京){0,9}",
    ]
}

proptest! {
    #[test]
    fn nothing_panics_and_ids_exist(name in name(), country in prop_oneof![Just(None), Just(Some("CN")), Just(Some("RU")), Just(Some("??"))], framed: bool) {
        let gazetteer = Gazetteer::get();
        let found = gazetteer.resolve(&name, &Context { country, framed, ..Context::default() });
        prop_assert_eq!(found.id.is_some(), found.place.is_some());
        if let Some(id) = found.id {
            prop_assert!(gazetteer.by_id(id).is_some());
            prop_assert!(country.is_none() || found.country == country);
        }
        gazetteer.outlet_home(&name);
    }

    #[test]
    fn hits_slice_the_text(text in name()) {
        let mut hits = Vec::new();
        Gazetteer::get().hits(&text, &mut hits);
        for hit in hits {
            prop_assert!(text.get(hit.start..hit.end).is_some_and(|s| Gazetteer::get().find(s) == Some(hit.form)));
            prop_assert!(text.get(hit.start..hit.end_with_suffix()).is_some());
        }
    }
}
