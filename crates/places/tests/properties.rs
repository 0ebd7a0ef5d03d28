//! What holds for every name and text.

use std::collections::HashSet;

use jiehao_places::{Context, Gazetteer, How, Named, Page};
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

/// What a page's names mean does not hang on the pages read before it, nor a name's on being read twice.
#[test]
fn pages_do_not_lean_on_each_other() {
    let gazetteer = Gazetteer::get();
    let named = |name, outer: &[&'static str], listed| Named {
        name,
        within: outer.to_vec(),
        listed,
    };
    let korea = [
        named("光明市", &["韩国"], false),
        named("宜宁郡", &[], true),
        named("光明", &[], false),
    ];
    let shenzhen = [named("深圳", &[], false), named("光明", &[], false)];
    let page = Page::default();
    let first = gazetteer.resolve_page(&korea, page);
    let second = gazetteer.resolve_page(&shenzhen, page);
    assert_eq!(gazetteer.resolve_page(&korea, page), first);
    assert_eq!(gazetteer.resolve_page(&shenzhen, page), second);
    // the list carries the country on, and nothing is made up for a county that no list holds
    assert_eq!((first[1].id, first[1].country), (None, Some("KR")));
    assert!(second[1].id.is_none(), "{:?}", second[1]);
}

#[test]
fn a_full_name_holds_for_the_short_one() {
    let gazetteer = Gazetteer::get();
    let named = |name, outer: &[&'static str], listed| Named {
        name,
        within: outer.to_vec(),
        listed,
    };
    let names = [
        named("山形县", &["日本"], false),
        named("新潟", &[], false),
        named("山形", &[], true),
        named("甘肃省", &["白俄罗斯"], false),
    ];
    let found = gazetteer.resolve_page(&names, Page::default());
    assert_eq!(found[0].id, Some("iso:JP-06"));
    assert_eq!(found[2].id, Some("iso:JP-06"));
    // a province of China is itself, whatever stands before it
    assert_eq!(found[3].id, Some("cn:620000"));
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
    fn pages_of_garble_are_answered(names in proptest::collection::vec((name(), name(), any::<bool>()), 0..6)) {
        let gazetteer = Gazetteer::get();
        let names: Vec<Named<'_>> = names
            .iter()
            .map(|(name, outer, listed)| Named { name, within: vec![outer], listed: *listed })
            .collect();
        let found = gazetteer.resolve_page(&names, Page::default());
        prop_assert_eq!(found.len(), names.len());
        for place in found.iter().flat_map(|f| f.place.iter().chain(&f.candidates)) {
            prop_assert!(gazetteer.by_id(gazetteer.place(*place).id).is_some());
        }
    }

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
