//! What follows from ties: claims, anniversaries, promises, sleep, balance, contradictions.

use super::*;
use crate::{Filter, Period};

const PAGES: &[(&str, &str)] = &[
    (
        "tie.txt",
        "结好\n2015年5月8日，江西省与德国黑森州签署建立友好省州关系协议书。\n",
    ),
    (
        "visit.txt",
        "访问\n2019年3月4日，江西省代表团访问德国黑森州。\n",
    ),
    (
        "claim.txt",
        "数字\n2024年6月1日讯 截至目前，江西省已与12个国家的20个城市建立友好城市关系。\n",
    ),
    (
        "promise.txt",
        "承诺\n2022年6月1日，江西省与德国黑森州商定，双方将于2023年在南昌举办中德青少年书画展。\n",
    ),
    (
        "kept.txt",
        "书画展\n2023年9月10日，江西省代表团与黑森州代表团举行会谈，出席中德青少年书画展。\n",
    ),
];

fn filled(ground: &Ground) -> Register {
    let mut register = ground.register();
    for (locator, text) in PAGES {
        ingest(&mut register, locator, text);
    }
    register
}

#[test]
fn anniversaries_come_due() {
    let due = on_each(|ground| {
        let today = Period::parse("2025-01-10").expect("a day");
        filled(ground)
            .due(&Filter::default(), &today, 12)
            .expect("due")
    });
    let anniversary: Vec<_> = due.iter().filter(|d| d.sort == "anniversary").collect();
    assert_eq!(anniversary.len(), 1, "{due:#?}");
    assert_eq!(
        (anniversary[0].years, anniversary[0].day.as_str()),
        (Some(10), "2025-05-08")
    );
    assert!(
        due.iter()
            .filter(|d| d.sort == "commitment")
            .all(|d| d.overdue)
    );
}

#[test]
fn a_promise_for_a_year_is_ahead_until_the_year_is_over() {
    on_each(|ground| {
        let mut register = filled(ground);
        let mut ask = |today: &str| -> Vec<bool> {
            let today = Period::parse(today).expect("a day");
            let due = register.due(&Filter::default(), &today, 6).expect("due");
            let promises = due.iter().filter(|d| d.sort == "commitment");
            promises.map(|d| d.overdue).collect()
        };
        assert_eq!(ask("2022-03-01"), [] as [bool; 0]);
        assert_eq!(ask("2022-10-01"), [false]);
        assert_eq!(ask("2023-11-01"), [false]);
        assert_eq!(ask("2024-02-01"), [true]);
    });
}

#[test]
fn a_tie_sleeps_when_nothing_is_on_record() {
    on_each(|ground| {
        let mut register = filled(ground);
        let mut ask = |day: &str, years| {
            let day = Period::parse(day).expect("a day");
            register
                .dormant(&Filter::default(), &day, years)
                .expect("asked")
        };
        let asleep = ask("2030-01-01", 5);
        assert_eq!(asleep.len(), 1);
        assert!(asleep[0].last.is_some());
        assert_eq!(ask("2020-01-01", 5).len(), 0);
        asleep
    });
}

#[test]
fn trips_are_counted_by_year_and_country() {
    let rows = on_each(|ground| filled(ground).balance(Some("江西省")).expect("counted"));
    assert!(
        rows.iter()
            .any(|r| (&*r.year, &*r.country, r.out) == ("2019", "DE", 1)),
        "{rows:?}"
    );
}

#[test]
fn claims_are_counted_by_their_own_rule() {
    on_each(|ground| {
        let audit = filled(ground).audit("江西省").expect("audited");
        for claim in &audit {
            assert!(claim.on_record <= 1, "{claim:?}");
            assert_eq!(claim.kinds, ["sister"]);
        }
        audit
    });
}

#[test]
fn two_kinds_of_one_tie_stand_side_by_side() {
    let found = on_each(|ground| {
        let mut register = filled(ground);
        let other = "结好\n2015年5月8日，江西省与德国黑森州签署建立友好合作关系协议书。\n";
        ingest(&mut register, "other.txt", other);
        register.conflicts(&Filter::default()).expect("asked")
    });
    assert!(
        found
            .iter()
            .any(|c| c.about == "kind" && c.values.len() == 2),
        "{found:?}"
    );
}
