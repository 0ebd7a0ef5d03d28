//! Routes between regions of China and places abroad.

use super::*;
use crate::{Filter, Route, Routes};

const PAGES: &[(&str, &str)] = &[
    (
        "tie.txt",
        "结好\n2015年5月8日，江西省与德国黑森州签署建立友好省州关系协议书。\n",
    ),
    (
        "out.txt",
        "访问\n2019年3月4日，江西省代表团访问德国黑森州。\n",
    ),
    (
        "in.txt",
        "来访\n2020年1月9日，德国黑森州代表团访问江西省南昌市。\n",
    ),
    (
        "inland.txt",
        "考察\n2021年6月2日，江西省代表团访问湖北省武汉市。\n",
    ),
    (
        "planned.txt",
        "计划\n2022年5月1日讯 江西省代表团将于2022年6月访问韩国全罗南道。\n",
    ),
];

fn asked(filter: &Filter, whole: bool) -> Routes {
    on_each(|ground| {
        let mut register = ground.register();
        for (locator, text) in PAGES {
            ingest(&mut register, locator, text);
        }
        register.routes(filter, whole).expect("routes")
    })
}

fn told(route: &Route) -> (&str, &str, usize, usize, usize) {
    let (home, other) = (route.home.id.as_str(), route.other.id.as_str());
    (home, other, route.ties, route.out, route.back)
}

#[test]
fn ties_and_trips_between_two_are_one_route() {
    let found = asked(&Filter::default(), true);
    let all: Vec<_> = found.all.iter().map(told).collect();
    assert_eq!(all, [("cn:360000", "iso:DE-HE", 1, 1, 1)], "{found:#?}");
    let route = &found.all[0];
    assert_eq!(route.last.as_deref(), Some("2020-01-09"));
    assert!(route.home.at.is_some() && route.other.at.is_some());
    assert_eq!(route.other.country, "DE");
    assert_eq!(found.seen as i64, found.passing);
}

#[test]
fn cities_stand_for_themselves_where_provinces_are_not_asked_for() {
    let found = asked(&Filter::default(), false);
    let all: Vec<_> = found.all.iter().map(told).collect();
    assert!(
        all.contains(&("cn:360100", "iso:DE-HE", 0, 0, 1)),
        "{all:?}"
    );
    assert!(
        all.contains(&("cn:360000", "iso:DE-HE", 1, 1, 0)),
        "{all:?}"
    );
}

#[test]
fn filters_pass_what_they_name() {
    let ties = Filter {
        types: vec!["tie".into()],
        ..Filter::default()
    };
    assert_eq!(asked(&ties, true).all.iter().map(told).count(), 1);
    let none = Filter {
        types: vec!["meeting".into()],
        ..Filter::default()
    };
    assert_eq!(asked(&none, true), Routes::default());
    let early = Filter {
        until: Some("2014-12-31".into()),
        ..Filter::default()
    };
    assert!(asked(&early, true).all.is_empty());
}
