//! What names mean, on sentences of our own.

use jiehao_places::{BodyKind, Context, Gazetteer, How, Level, Why};

fn id(name: &str, country: &str) -> Option<&'static str> {
    let country = Some(country).filter(|c| !c.is_empty());
    Gazetteer::get()
        .resolve(
            name,
            &Context {
                country,
                year: Some(2024),
                ..Context::default()
            },
        )
        .id
}

#[track_caller]
fn check(name: &str, country: &str, expected: &str) {
    assert_eq!(
        id(name, country).unwrap_or("-"),
        expected,
        "{name} in {country:?}"
    );
}

#[test]
fn divisions_of_china() {
    check("绵阳市", "CN", "cn:510700");
    check("绵阳", "", "cn:510700");
    check("四川省绵阳市涪城区", "", "cn:510703");
    check("凉山州", "", "cn:513400");
    check("恩施土家族苗族自治州", "CN", "cn:422800");
    check("丰宁县", "CN", "cn:130826");
    check("吉林", "CN", "cn:220000");
    check("吉林市", "CN", "cn:220200");
    check("广州", "CN", "cn:440100");
    check("湖南省人民政府", "CN", "cn:430000");
    check("香港特别行政区", "CN", "cn:810000");
}

#[test]
fn a_code_is_valid_in_its_years() {
    let gazetteer = Gazetteer::get();
    let on = |name, year| {
        gazetteer
            .resolve(
                name,
                &Context {
                    year: Some(year),
                    ..Context::default()
                },
            )
            .id
    };
    assert_eq!(on("襄樊市", 2005), Some("cn:420600"));
    assert_eq!(on("茌平县", 2005), Some("cn:371523"));
    assert_eq!(on("茌平县", 2024), Some("cn:371503"));
    let now = gazetteer
        .by_id("cn:371503")
        .map(|p| gazetteer.place(p).name);
    assert_eq!(now, Some("茌平区"));
}

#[test]
fn countries() {
    check("大韩民国", "", "iso:KR");
    check("阿联酋", "", "iso:AE");
    check("蒙古国", "", "iso:MN");
    check("巴新", "", "iso:PG");
}

#[test]
fn divisions_abroad() {
    check("加州", "", "iso:US-CA");
    check("新南威尔士州", "AU", "iso:AU-NSW");
    check("奈良县", "JP", "iso:JP-29");
    check("京畿道", "KR", "iso:KR-41");
    check("日本国奈良县", "", "iso:JP-29");
    check("哈巴罗夫斯克边区", "RU", "iso:RU-KHA");
    check("摩拉维亚—西里西亚州", "CZ", "iso:CZ-80");
    check("北莱茵－威斯特法伦州", "DE", "iso:DE-NW");
    check("首尔", "KR", "iso:KR-11");
}

#[test]
fn a_suffix_tells_the_level() {
    check("托木斯克州", "RU", "iso:RU-TOM");
    check("托木斯克市", "RU", "geonames:1489425");
    check("莫斯科州", "RU", "iso:RU-MOS");
}

#[test]
fn no_link_on_a_guess() {
    let gazetteer = Gazetteer::get();
    // several districts bear the name, and nothing says which is meant
    let drum_tower = gazetteer.resolve("鼓楼区", &Context::default());
    assert_eq!(
        (drum_tower.id, drum_tower.country, drum_tower.why),
        (None, Some("CN"), Why::Ambiguous)
    );
    assert!(drum_tower.candidates.len() > 2);
    let home = gazetteer.by_id("cn:320100");
    let at_home = gazetteer.resolve(
        "鼓楼区",
        &Context {
            home,
            ..Context::default()
        },
    );
    assert_eq!((at_home.id, at_home.why), (Some("cn:320106"), Why::Home));
    // the country named beside it rules the town of that name elsewhere out, and keeps the country
    let elsewhere = gazetteer.resolve(
        "大阪市",
        &Context {
            country: Some("FR"),
            ..Context::default()
        },
    );
    assert_eq!(
        (elsewhere.id, elsewhere.country, elsewhere.why),
        (None, Some("FR"), Why::Elsewhere)
    );
    let no_name = gazetteer.resolve(
        "某某县",
        &Context {
            country: Some("KZ"),
            ..Context::default()
        },
    );
    assert_eq!((no_name.id, no_name.country), (None, Some("KZ")));
    // a word is a place in a frame only
    assert_eq!(gazetteer.resolve("光明", &Context::default()).id, None);
    assert_eq!(
        gazetteer.resolve("粤", &Context::default()).id,
        Some("cn:440000")
    );
    assert_eq!(
        gazetteer
            .resolve(
                "川",
                &Context {
                    framed: true,
                    ..Context::default()
                }
            )
            .id,
        Some("cn:510000")
    );
}

#[test]
fn the_page_says_which() {
    let gazetteer = Gazetteer::get();
    let page: Vec<_> = ["iso:JP-15", "iso:BR-PE"]
        .iter()
        .filter_map(|id| gazetteer.by_id(id))
        .collect();
    let context = Context {
        page: &page,
        ..Context::default()
    };
    assert_eq!(
        gazetteer
            .resolve(
                "新潟",
                &Context {
                    country: Some("JP"),
                    ..Context::default()
                }
            )
            .id,
        None
    );
    assert_eq!(gazetteer.resolve("新潟", &context).id, Some("iso:JP-15"));
    assert_eq!(gazetteer.resolve("伯州", &context).id, Some("iso:BR-PE"));
}

#[test]
fn hits_overlap_and_slice_the_text() {
    let gazetteer = Gazetteer::get();
    let text = "四川省绵阳市代表团赴德国下萨克森州和日本奈良县访问,并与特维尔市会谈。";
    let mut hits = Vec::new();
    gazetteer.hits(text, &mut hits);
    let found: Vec<_> = hits.iter().map(|h| &text[h.start..h.end]).collect();
    for name in [
        "四川省",
        "四川",
        "绵阳市",
        "绵阳",
        "德国",
        "下萨克森州",
        "日本",
        "奈良县",
        "特维尔",
    ] {
        assert!(found.contains(&name), "{name} in {found:?}");
    }
    let tver = hits
        .iter()
        .find(|h| &text[h.start..h.end] == "特维尔")
        .expect("found above");
    assert_eq!(tver.suffix.map(|s| s.text()), Some("市"));
    assert_eq!(&text[tver.start..tver.end_with_suffix()], "特维尔市");
    assert!(hits.is_sorted_by_key(|h| (h.start, h.end)));
}

#[test]
fn hits_pass_over_interpuncts_and_longer_words() {
    let gazetteer = Gazetteer::get();
    let mut hits = Vec::new();
    let text = "卡巴尔达—巴尔卡尔共和国代表出席上海合作组织论坛";
    gazetteer.hits(text, &mut hits);
    let found: Vec<_> = hits.iter().map(|h| &text[h.start..h.end]).collect();
    assert!(found.contains(&"卡巴尔达—巴尔卡尔共和国"), "{found:?}");
    assert!(!found.contains(&"上海"), "{found:?}");
}

#[test]
fn forms_say_how_far_to_trust_them() {
    let gazetteer = Gazetteer::get();
    let form = |name| gazetteer.form(gazetteer.find(name).expect(name));
    for word in ["光明", "和平", "大方", "中", "东方"] {
        assert!(form(word).common_word, "{word}");
    }
    for name in ["中国", "四川", "粤", "绵阳", "加利福尼亚州"] {
        assert!(!form(name).common_word, "{name}");
    }
    let how = |name: &str| gazetteer.lookup(name).first().map(|s| s.how);
    assert_eq!(how("粤"), Some(How::Single));
    assert_eq!(how("八闽"), Some(How::Epithet));
    assert_eq!(how("广东"), Some(How::Short));
    assert_eq!(how("广"), None);
}

#[test]
fn outlets_have_a_home() {
    let gazetteer = Gazetteer::get();
    let home = |outlet| gazetteer.outlet_home(outlet).map(|p| gazetteer.place(p).id);
    assert_eq!(home("黑龙江日报"), Some("cn:230000"));
    assert_eq!(home("齐鲁网"), Some("cn:370000"));
    assert_eq!(home("绵阳日报"), Some("cn:510700"));
    assert_eq!(home("四川省绵阳市人民政府外事办公室"), Some("cn:510700"));
    assert_eq!(home("澎湃新闻"), None);
    assert_eq!(home("新华社"), None);
    assert_eq!(home(""), None);
}

#[test]
fn places_lie_in_places() {
    let gazetteer = Gazetteer::get();
    let place = |id| gazetteer.by_id(id).expect(id);
    assert!(gazetteer.within(place("cn:510703"), place("cn:510000")));
    assert!(gazetteer.within(place("geonames:1489425"), place("iso:RU-TOM")));
    assert!(!gazetteer.within(place("cn:510000"), place("cn:510703")));
    let above: Vec<_> = gazetteer
        .above(place("cn:510703"))
        .map(|p| gazetteer.place(p).level)
        .collect();
    assert_eq!(above, [Level::Second, Level::First, Level::Country]);
}

#[test]
fn an_unknown_name_is_read_by_its_sound() {
    let gazetteer = Gazetteer::get();
    let resolve = |name, country| {
        gazetteer.resolve(
            name,
            &Context {
                country: Some(country),
                ..Context::default()
            },
        )
    };
    let tabaco = resolve("塔巴科市", "PH");
    assert_eq!(
        (tabaco.id, tabaco.why),
        (Some("geonames:1685117"), Why::Sound)
    );
    // a district is not its seat: country and candidates, no link
    let zhetisay = resolve("杰特赛县", "KZ");
    let candidates: Vec<_> = zhetisay
        .candidates
        .iter()
        .map(|p| gazetteer.place(*p).id)
        .collect();
    assert_eq!((zhetisay.id, zhetisay.country), (None, Some("KZ")));
    assert_eq!(candidates.first(), Some(&"geonames:1524385"));
    // of nothing like it, nothing is offered as sure
    assert_eq!(resolve("某某某某市", "IS").id, None);
}

#[test]
fn bodies_have_kinds_and_ids() {
    let gazetteer = Gazetteer::get();
    let region = |id| gazetteer.by_id(id);
    let id = |name, of| gazetteer.body_id(name, region(of));
    assert_eq!(
        id("山东省人民政府", "cn:370000").as_deref(),
        Some("cn:370000")
    );
    assert_eq!(
        id("山东省外事办公室", "cn:370000").as_deref(),
        Some("jh:department/cn:370000/外事办公室")
    );
    assert_eq!(
        id("中国驻大阪总领事馆", "geonames:1853909").as_deref(),
        Some("jh:mission/CN/geonames:1853909")
    );
    assert_eq!(gazetteer.body_id("外事办公室", None), None);
    assert_eq!(
        gazetteer.body_id("北京大学", None).as_deref(),
        Some("jh:school/北京大学")
    );
    let (_, country) = gazetteer.region_of_name("驻大阪总领馆领区", None);
    assert_eq!(country, Some("JP"));
    for (name, kind) in [
        ("绵阳市委", BodyKind::Party),
        ("省人大常委会", BodyKind::Assembly),
        ("江陵市议会", BodyKind::Assembly),
        ("中国化工集团", BodyKind::Enterprise),
        ("全国友协", BodyKind::Association),
        ("教育局", BodyKind::Department),
    ] {
        assert_eq!(BodyKind::of_body(name), Some(kind), "{name}");
    }
}

#[test]
fn people_are_kept_apart_by_their_offices() {
    let gazetteer = Gazetteer::get();
    let id = |name, region, of| gazetteer.person_id(name, gazetteer.by_id(region), of);
    assert_eq!(
        id("王刚", "cn:370000", "山东省"),
        id("王刚", "cn:370000", "山东省委")
    );
    assert_ne!(
        id("王刚", "cn:370000", "山东省"),
        id("王刚", "cn:210000", "辽宁省")
    );
    // many are 市委
    assert_eq!(id("王刚", "", "市委"), None);
    assert_eq!(
        id("薛某", "iso:CN", "中国驻大阪").as_deref(),
        Some("jh:person/薛某@jh:mission/CN/geonames:1853909")
    );
    let same = |a, b, country| gazetteer.same_name(a, b, country);
    assert!(same("施伯尔特", "什波尔特", "RU"));
    assert!(same("约翰·史密斯", "史密斯", "US"));
    assert!(!same("史密斯", "约翰逊", "US"));
    assert!(!same("王刚", "王钢", "US"));
    assert!(!same("金秀吉", "金秀基", "KR"));
}
