//! Two side by side, a week, candidates, offices held twice.

use super::*;
use crate::{Filter, Period, Precision};

const PAGES: &[(&str, &str)] = &[
    (
        "two.txt",
        "两省长出访\n2024年6月9日讯 6月4日至6月8日，辽宁省省长李成率团访问俄罗斯。6月5日，李成会见特维尔州州长鲁德尼亚。\n\
         6月4日至6月7日，海南省省长刘明率团访问韩国。刘明会见济州道知事吴勋，签署《关于旅游合作的谅解备忘录》。\n",
    ),
    (
        "came.txt",
        "来访\n2024年6月6日，日本冈山县知事佐藤率代表团访问江西省。江西省省长王宏会见佐藤。\n",
    ),
    (
        "tie.txt",
        "结好\n1992年6月1日，江西省与日本冈山县签署建立友好省县关系协议书。\n",
    ),
    (
        "neighbour.txt",
        "结好\n2001年3月2日，南昌市与日本高松市签署建立友好城市关系协议书。\n2024年3月2日，九江市代表团访问日本高松市，商谈教育合作。\n",
    ),
];

fn filled(ground: &Ground) -> Register {
    let mut register = ground.register();
    for (locator, text) in PAGES {
        ingest(&mut register, locator, text);
    }
    register
}

fn texts(items: &[crate::Item]) -> Vec<String> {
    items.iter().map(|i| i.text.clone()).collect()
}

#[test]
fn two_trips_of_one_page_stand_side_by_side() {
    let compared = on_each(|ground| filled(ground).compare("李成", "刘明").expect("compared"));
    assert_eq!(compared.sort, "trips");
    let aspect = |name: &str| {
        let found = compared.aspects.iter().find(|a| a.aspect == name);
        found
            .unwrap_or_else(|| panic!("no {name} in {compared:#?}"))
            .clone()
    };
    assert_eq!(texts(&aspect("where").a), ["俄罗斯"]);
    assert_eq!(texts(&aspect("where").b), ["韩国"]);
    let (one, other) = (texts(&aspect("met").a), texts(&aspect("met").b));
    assert!(
        one[0].starts_with("鲁德尼亚") && other[0].starts_with("吴勋"),
        "{one:?} {other:?}"
    );
    assert_eq!(
        (one.len(), other.len()),
        (1, 1),
        "neither has met the other's host"
    );
    for item in compared
        .aspects
        .iter()
        .flat_map(|a| a.a.iter().chain(&a.b).chain(&a.both))
    {
        assert!(!item.acts.is_empty(), "{item:?} stands on nothing");
    }
}

#[test]
fn two_regions_stand_side_by_side() {
    on_each(|ground| {
        let mut register = filled(ground);
        let compared = register.compare("江西省", "cn:360100").expect("compared");
        assert_eq!(compared.sort, "regions");
        let lands = compared
            .aspects
            .iter()
            .find(|a| a.aspect == "countries")
            .expect("countries");
        assert_eq!(texts(&lands.both), ["日本"]);
        assert!(
            register.compare("江西省", "李成").is_err(),
            "a region and a trip"
        );
        let unknown = register.compare("江西省", "无此人").expect_err("unknown");
        assert_eq!(unknown.thing, "无此人");
    });
}

#[test]
fn a_week_says_who_is_abroad_and_who_came() {
    on_each(|ground| {
        let mut register = filled(ground);
        let days = |from: &str, until: &str| Period {
            from: from.parse().expect("a day"),
            to: until.parse().expect("a day"),
            precision: Precision::Day,
        };
        let week = register.digest(&Filter::default(), &days("2024-06-03", "2024-06-09"));
        let week = week.expect("reported");
        assert_eq!((week.abroad.len(), week.came.len()), (2, 1), "{week:#?}");
        assert!(!week.met.is_empty());
        let other = register.digest(&Filter::default(), &days("2023-06-05", "2023-06-11"));
        let other = other.expect("reported");
        assert!(other.abroad.is_empty() && other.came.is_empty() && other.met.is_empty());
        // an anniversary of the week is due in it
        let due = register.digest(&Filter::default(), &days("2022-05-30", "2022-06-05"));
        assert_eq!(due.expect("reported").due.len(), 1);
    });
}

#[test]
fn candidates_are_ranked_by_reasons_that_add_up() {
    let found = on_each(|ground| filled(ground).partners("九江市", 10).expect("ranked"));
    let first = found.first().expect("a candidate");
    assert!(first.name.starts_with("高松"), "{found:#?}");
    let reasons: Vec<&str> = first.reasons.iter().map(|r| r.reason).collect();
    assert!(
        reasons.contains(&"exchange") && reasons.contains(&"neighbour"),
        "{first:#?}"
    );
    for candidate in &found {
        assert_eq!(
            candidate.points,
            candidate.reasons.iter().map(|r| r.points).sum::<i64>()
        );
        assert!(
            candidate
                .reasons
                .iter()
                .all(|r| r.points > 0 && !r.text.is_empty())
        );
    }
    let own = on_each(|ground| filled(ground).partners("南昌市", 10).expect("ranked"));
    assert!(
        own.iter().all(|c| !c.name.starts_with("高松")),
        "it has that tie: {own:#?}"
    );
}

#[test]
fn a_post_held_by_two_at_once_is_a_contradiction() {
    let found = on_each(|ground| {
        let mut register = ground.register();
        for (day, who) in [("3日", "王宏"), ("5日", "李建"), ("9日", "王宏")] {
            let text = format!("会见\n2024年6月{day}，江西省省长{who}会见日本冈山县知事佐藤。\n");
            ingest(&mut register, day, &text);
        }
        register.conflicts(&Filter::default()).expect("asked")
    });
    let post: Vec<_> = found.iter().filter(|c| c.about == "post").collect();
    assert_eq!(post.len(), 1, "{found:#?}");
    assert!(post[0].of.contains("江西省"));
    assert_eq!(post[0].values.keys().collect::<Vec<_>>(), ["李建", "王宏"]);
}

#[test]
fn one_leader_in_two_countries_at_a_time_is_a_contradiction() {
    let whereabouts = |pages: [&str; 2]| {
        let found = on_each(|ground| {
            let mut register = ground.register();
            for (n, text) in pages.iter().enumerate() {
                ingest(&mut register, &n.to_string(), text);
            }
            register.conflicts(&Filter::default()).expect("asked")
        });
        found
            .into_iter()
            .filter(|c| c.about == "whereabouts")
            .count()
    };
    let first = "出访\n2024年6月4日至6月8日，江西省省长王宏率团访问德国。\n";
    let within = "出访\n2024年6月6日，江西省省长王宏率团访问日本。\n";
    let after = "出访\n2024年6月8日，江西省省长王宏率团访问日本。\n";
    assert_eq!(whereabouts([first, within]), 1);
    assert_eq!(whereabouts([first, after]), 0, "he flew on");
}

#[test]
fn trips_of_all_regions_are_counted() {
    let rows = on_each(|ground| filled(ground).balance(None).expect("counted"));
    let of = |region: &str, country: &str| {
        let found = rows
            .iter()
            .find(|r| r.region == region && r.country == country);
        found.map(|r| (r.out, r.back))
    };
    assert_eq!(of("海南省", "KR"), Some((1, 0)), "{rows:?}");
    assert_eq!(of("江西省", "JP").map(|r| r.1), Some(1), "{rows:?}");
}

/// A town that the gazetteer does not know is known by its name.
#[test]
fn a_tie_with_a_town_of_no_known_place_is_not_asleep_after_an_exchange() {
    on_each(|ground| {
        let mut register = ground.register();
        let tie = "结好\n2010年5月2日，江西省与俄罗斯无此名市签署建立友好城市关系协议书。\n";
        let visit = "出访\n2022年3月4日，江西省代表团访问俄罗斯无此名市。\n";
        ingest(&mut register, "tie.txt", tie);
        ingest(&mut register, "visit.txt", visit);
        let day = Period::parse("2024-01-01").expect("a day");
        let asleep = register
            .dormant(&Filter::default(), &day, 3)
            .expect("asked");
        assert!(asleep.is_empty(), "{asleep:#?}");
        let asleep = register
            .dormant(&Filter::default(), &day, 1)
            .expect("asked");
        let last = asleep[0].last.clone().expect("the visit");
        assert_eq!(last.1, "2022-03-04");
    });
}
