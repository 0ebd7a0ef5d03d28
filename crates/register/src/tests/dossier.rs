//! What a page about a region shows at one look is what is told of it one by one; and anniversaries are
//! found by the index as they are by a look at all ties.

use jiehao_events::Type;
use jiff::ToSpan;
use jiff::civil::Date;

use super::wide::{filled, place, put, told};
use super::*;
use crate::{ActView, Filter, Period, Shown};

/// As a line of a list has it.
fn line(mut act: ActView) -> ActView {
    for record in &mut act.records {
        record.confidence = 0.0;
        record.rule.clear();
        record.reader.clear();
    }
    act
}

#[test]
fn a_dossier_is_what_is_told_one_by_one() {
    on_each(|ground| {
        let mut register = filled(ground);
        let day = Period::parse("2020-01-01").expect("a day");
        let shown = Shown {
            acts: 3,
            ties: 5,
            months: 120,
        };
        let regions = register.regions().expect("regions");
        let mut told = (0, 0, 0);
        for (id, _) in regions.iter().take(12) {
            let dossier = register.dossier(id, &shown, &day).expect("a dossier");
            let region = register.region(id, 6).expect("a region");
            let few = |acts: &[ActView], most: usize| -> Vec<ActView> {
                acts.iter().take(most).cloned().map(line).collect()
            };
            let own = &dossier.region;
            assert_eq!((&own.name, &own.counts), (&region.name, &region.counts));
            let more = dossier.more;
            assert_eq!(own.ties, few(&region.ties, 5));
            assert_eq!(more.ties, region.ties.len() > 5);
            for (own, more, all) in [
                (&own.visits_out, more.visits_out, &region.visits_out),
                (&own.visits_in, more.visits_in, &region.visits_in),
                (&own.meetings, more.meetings, &region.meetings),
                (&own.agreements, more.agreements, &region.agreements),
                (&own.commitments, more.commitments, &region.commitments),
                (&own.claims, more.claims, &region.claims),
            ] {
                assert_eq!((own, more), (&few(all, 3), all.len() > 3));
            }
            let due = Filter {
                places: vec![id.clone()],
                limit: Some(3),
                ..Filter::default()
            };
            let due = register.due(&due, &day, 120).expect("due").into_iter();
            let due = due.map(|mut due| {
                due.act = line(due.act);
                due
            });
            assert!(due.eq(dossier.due.clone()), "{id}");
            assert_eq!(dossier.claims, register.audit(id).expect("claims"));
            assert_eq!(dossier.years, register.years(id).expect("years"));
            told.0 += dossier.due.len();
            told.1 += dossier.claims.len();
            told.2 += dossier.years.len();
        }
        assert!(told.0 > 3 && told.1 > 0 && told.2 > 3, "{told:?}");
        told
    });
}

#[test]
fn anniversaries_are_those_of_all_ties() {
    const SINCE: [&str; 8] = [
        "1991",
        "1996-02-29",
        "2003-07",
        "2014-01-01",
        "2015-12-31",
        "2016-02-29",
        "2019-06-30",
        "2027-03-01",
    ];
    on_each(|ground| {
        let mut register = ground.register();
        let cities = ["iso:RU-TVE", "iso:JP-05", "iso:JP-27", "iso:KZ-19"];
        let ties: Vec<_> = SINCE
            .iter()
            .enumerate()
            .map(|(n, since)| {
                let home = place("聊城市", ["cn:371500", "cn:370100"][n / 4]);
                let roles = [("a", home), ("b", place("某州", cities[n % 4]))];
                told(Type::Tie, &roles, &[("since", since)])
            })
            .collect();
        put(&mut register, &ties);
        let since = SINCE.map(|since| Period::parse(since).expect("a time").to);
        let mut all = Vec::new();
        for (day, months) in [
            ("2021-02-28", 1),
            ("2021-03-01", 24),
            ("2024-12-31", 0),
            ("2024-12-31", 12),
            ("2020-06-01", 300),
            ("1990-01-01", 600),
        ] {
            let day = Period::parse(day).expect("a day");
            let last = day.from + months.months();
            let marked = |began: &Date| {
                let years = (5..200_i32).step_by(5);
                let days = years.map(|years| *began + years.years());
                let within = days.filter(|marked| (day.from..=last).contains(marked));
                within.map(|day| day.to_string()).collect::<Vec<_>>()
            };
            let mut want: Vec<String> = since.iter().flat_map(marked).collect();
            want.sort();
            let of = |limit| Filter {
                limit,
                ..Filter::default()
            };
            let mut days = |limit| -> Vec<String> {
                let due = register.due(&of(limit), &day, months).expect("due");
                due.into_iter().map(|due| due.day).collect()
            };
            assert_eq!(days(None), want, "{day} {months}");
            for limit in [1, 3] {
                assert_eq!(days(Some(limit)), want[..limit.min(want.len())], "{day}");
            }
            all.extend(want);
        }
        assert!(all.len() > 20, "{}", all.len());
        all
    });
}
