//! What is asked of no place in particular, of some days, or leaf by leaf: the index must give what
//! a look at all acts would.

use std::collections::{BTreeMap, BTreeSet};

use jiehao_events::{Evidence, Filler, Record, Type};
use jiehao_text::{Hint, Page};

use super::*;
use crate::{ActView, Filter, Found, Order, Period, Seen, Verdict};

pub(super) fn place(name: &str, id: &str) -> Filler {
    Filler {
        name: name.into(),
        id: Some(id.into()),
        ..Filler::default()
    }
}

/// A record of a page of its own.
pub(super) fn told(kind: Type, roles: &[(&str, Filler)], attributes: &[(&str, &str)]) -> Record {
    let mut by_role: BTreeMap<String, Vec<Filler>> = BTreeMap::new();
    for (role, filler) in roles {
        by_role
            .entry((*role).into())
            .or_default()
            .push(filler.clone());
    }
    let attributes = attributes.iter().map(|(n, v)| ((*n).into(), (*v).into()));
    Record {
        kind,
        roles: by_role,
        attributes: attributes.collect(),
        evidence: vec![Evidence {
            start: 0,
            end: 1,
            exact: "甲".into(),
        }],
        confidence: 0.9,
        grounds: Vec::new(),
        rule: "test".into(),
        spans: Vec::new(),
    }
}

pub(super) fn put(register: &mut Register, records: &[Record]) {
    for (n, record) in records.iter().enumerate() {
        let text = format!("甲{n}。\n");
        let page: Page = jiehao_text::read(text.as_bytes(), &Hint::default());
        let records = std::slice::from_ref(record);
        take(
            register,
            &format!("{n}.txt"),
            &text,
            "1.0.0",
            &page,
            records,
        );
    }
}

fn visit(from: Filler, to: Filler, attributes: &[(&str, &str)]) -> Record {
    told(
        Type::Visit,
        &[("origin", from), ("destination", to)],
        attributes,
    )
}

pub(super) fn filled(ground: &Ground) -> Register {
    let mut register = ground.register();
    for (name, text) in corpus() {
        ingest(&mut register, &name, &text);
    }
    register
}

fn ids(acts: &[ActView]) -> Vec<&str> {
    acts.iter().map(|a| a.id.as_str()).collect()
}

#[test]
fn what_was_within_some_days_is_found_however_long_it_took() {
    on_each(|ground| {
        let mut register = ground.register();
        let (home, abroad) = (
            place("聊城市", "cn:371500"),
            place("特维尔州", "iso:RU-TVE"),
        );
        let days = |from, until| [("start", from), ("end", until)];
        let project = |from, until| {
            let roles = [("party", home.clone()), ("party", abroad.clone())];
            let [start, end] = days(from, until);
            told(Type::Project, &roles, &[("name", from), start, end])
        };
        put(
            &mut register,
            &[
                project("2019-01-01", "2023-12-31"),
                project("2014-01-01", "2018-12-31"),
                visit(
                    home.clone(),
                    abroad.clone(),
                    &days("2021-05-10", "2021-05-12"),
                ),
                visit(
                    home.clone(),
                    abroad.clone(),
                    &days("2020-12-30", "2021-05-02"),
                ),
                visit(
                    home.clone(),
                    abroad.clone(),
                    &days("2021-06-03", "2021-06-09"),
                ),
                visit(home.clone(), abroad.clone(), &[]),
            ],
        );
        let month = Filter {
            from: Some("2021-05-01".into()),
            until: Some("2021-05-31".into()),
            order: Order::Earliest,
            ..Filter::default()
        };
        let mut told = Vec::new();
        for places in [vec![], vec!["cn:371500"], vec!["cn:370000", "iso:RU"]] {
            let within = Filter {
                places: places.iter().map(|p| (*p).to_owned()).collect(),
                ..month.clone()
            };
            let found = register.acts(&within).expect("acts");
            let begun: Vec<&str> = found
                .iter()
                .map(|a| &a.when.as_deref().expect("a time")[..10])
                .collect();
            assert_eq!(
                begun,
                ["2019-01-01", "2020-12-30", "2021-05-10"],
                "{places:?}"
            );
            assert_eq!(register.count(&within).expect("a count"), 3);
            for order in [Order::Latest, Order::Earliest, Order::Sources] {
                let of = |limit, skip| Filter {
                    order,
                    limit,
                    skip,
                    ..within.clone()
                };
                let all = register.acts(&of(None, 0)).expect("acts");
                for skip in 0..3 {
                    let two = register.acts(&of(Some(2), skip)).expect("acts");
                    let want: Vec<&str> = ids(&all).into_iter().skip(skip).take(2).collect();
                    assert_eq!(ids(&two), want, "{places:?} {order:?} {skip}");
                }
            }
            told.push(ids(&found).join(" "));
        }
        told
    });
}

#[test]
fn a_visit_of_a_place_to_itself_counts_once_and_a_planned_one_not() {
    on_each(|ground| {
        let mut register = ground.register();
        let (one, other) = (place("济南市", "cn:370100"), place("青岛市", "cn:370200"));
        let abroad = || place("特维尔州", "iso:RU-TVE");
        put(
            &mut register,
            &[
                visit(one.clone(), other.clone(), &[("start", "2021-05-03")]),
                visit(one.clone(), abroad(), &[("start", "2021-06-03")]),
                visit(
                    one.clone(),
                    abroad(),
                    &[("start", "2022-06-03"), ("status", "planned")],
                ),
            ],
        );
        let count = |register: &mut Register, place: &str| {
            let of = Filter {
                types: vec!["visit".into()],
                places: vec![place.into()],
                ..Filter::default()
            };
            register.count(&of).expect("a count")
        };
        assert_eq!(count(&mut register, "cn:370000"), 3);
        assert_eq!(count(&mut register, "cn:370200"), 1);
        let regions = register.regions().expect("regions");
        assert_eq!(regions[0], ("cn:370000".to_owned(), 3));
        let years = register.years("cn:370000").expect("years");
        let years: Vec<_> = years.iter().map(|y| (y.year, y.out, y.back)).collect();
        assert_eq!(years, [(2021, 2, 1)], "the planned one is not counted");
        let balance = register.balance(Some("cn:370000")).expect("a balance");
        let told: Vec<_> = balance
            .iter()
            .map(|b| (b.year.as_str(), b.country.as_str(), b.out, b.back))
            .collect();
        assert_eq!(told, [("2021", "CN", 1, 1), ("2021", "RU", 1, 0)]);
        // one whom somebody says to be another is weighed as the act is
        let act = &register.acts(&Filter::default()).expect("acts")[2];
        let entity = act.fillers("destination")[0].entity.clone();
        let by = ("王某", AT, "核对过");
        register
            .decide(Verdict::Same, &entity, Some("iso:JP-05"), by)
            .expect("decided");
        let balance = register.balance(Some("cn:370000")).expect("a balance");
        assert!(balance.iter().any(|b| b.country == "JP"), "{balance:?}");
        assert_eq!(register.check(false).expect("checked"), []);
        register.counts().expect("counts")
    });
}

#[test]
fn all_acts_are_listed_and_counted_by_type_and_order() {
    on_each(|ground| {
        let mut register = filled(ground);
        let all = register.acts(&Filter::default()).expect("acts");
        assert!(all.len() > 50);
        let counts = register.counts().expect("counts");
        for (kind, n) in &counts {
            let of = Filter {
                types: vec![kind.clone()],
                ..Filter::default()
            };
            let own: Vec<&str> = all
                .iter()
                .filter(|a| a.kind == *kind)
                .map(|a| a.id.as_str())
                .collect();
            assert_eq!(ids(&register.acts(&of).expect("acts")), own, "{kind}");
            assert_eq!(
                (register.count(&of).expect("a count"), own.len() as i64),
                (*n, *n)
            );
        }
        for order in [Order::Latest, Order::Earliest, Order::Sources] {
            let of = |limit, skip| Filter {
                order,
                limit,
                skip,
                ..Filter::default()
            };
            let all = register.acts(&of(None, 0)).expect("acts");
            let some = register.acts(&of(Some(7), 5)).expect("acts");
            assert_eq!(ids(&some), ids(&all)[5..12], "{order:?}");
        }
        // put together many at a time, an act is what it is alone
        for act in &all {
            let alone = register.show(&act.id).expect("shown");
            assert_eq!(alone, Found::Act(Box::new(act.clone())));
        }
        counts
    });
}

#[test]
fn what_is_ahead_and_what_is_overdue_is_what_falls_due() {
    on_each(|ground| {
        let mut register = filled(ground);
        let day = Period::parse("2020-01-01").expect("a day");
        let all = Filter::default();
        let due = register.due(&all, &day, 120).expect("due");
        let ahead = register.ahead(&all, &day, 120).expect("ahead");
        let overdue = register.overdue(&all, &day).expect("overdue");
        let (past, to_come): (Vec<_>, Vec<_>) = due.into_iter().partition(|d| d.overdue);
        assert!(to_come.len() > 3 && !past.is_empty(), "{}", past.len());
        assert_eq!(ahead, to_come);
        assert!(overdue.iter().rev().eq(&past));
        for limit in 1..4 {
            let few = Filter {
                limit: Some(limit),
                ..Filter::default()
            };
            assert_eq!(
                register.ahead(&few, &day, 120).expect("ahead"),
                ahead[..limit]
            );
            let last = register.overdue(&few, &day).expect("overdue");
            assert_eq!(last, overdue[..limit.min(overdue.len())]);
        }
        ahead.len()
    });
}

#[test]
fn pages_found_are_gone_through_leaf_by_leaf() {
    on_each(|ground| {
        let mut register = filled(ground);
        let mut told = Vec::new();
        for words in [
            vec!["友好".to_owned()],
            vec!["代表团".into(), "访问".into()],
        ] {
            let all = register.search(&words, &Filter::default()).expect("found");
            assert!(all.len() > 3, "{words:?}: {}", all.len());
            let mut seen: Option<Seen> = None;
            for (n, hit) in all.iter().enumerate() {
                let one = |skip| Filter {
                    limit: Some(1),
                    skip,
                    ..Filter::default()
                };
                let skipped = register.searched(&words, &one(n), None).expect("found");
                assert_eq!(
                    (skipped.total, &skipped.hits),
                    (all.len(), &vec![hit.clone()])
                );
                let next = register
                    .searched(&words, &one(0), seen.as_ref())
                    .expect("found");
                assert_eq!(next.hits, skipped.hits);
                seen = Some((hit.published.clone(), hit.capture.clone()));
            }
            let ties = Filter {
                types: vec!["tie".into()],
                ..Filter::default()
            };
            let of_ties = register.search(&words, &ties).expect("found");
            let want: BTreeSet<&str> = all
                .iter()
                .filter(|hit| hit.records.iter().any(|r| r.1 == "tie"))
                .map(|hit| hit.capture.as_str())
                .collect();
            let found: BTreeSet<&str> = of_ties.iter().map(|hit| hit.capture.as_str()).collect();
            assert_eq!(found, want);
            told.push(all);
        }
        told
    });
}

#[test]
fn whatever_is_written_changes_the_word_for_what_the_register_has_come_to() {
    on_each(|ground| {
        let mut register = ground.register();
        let mut words = BTreeSet::from([register.state().expect("a word")]);
        let mut new = |register: &mut Register, what: &str| {
            let word = register.state().expect("a word");
            assert_eq!(
                word,
                register.state().expect("a word"),
                "looking changes nothing"
            );
            assert!(words.insert(word), "{what}");
        };
        let text = "俄罗斯客人来访\n2023年6月12日，俄罗斯特维尔州代表团访问聊城市。\n";
        ingest(&mut register, "a.txt", text);
        new(&mut register, "a page");
        ingest(&mut register, "b.txt", text);
        new(&mut register, "the same page seen elsewhere");
        let acts = register.acts(&Filter::default()).expect("acts");
        new(&mut register, "settled");
        let record = &acts[0].records[0].id;
        let by = ("王某", AT, "核对过");
        register
            .decide(Verdict::Accept, record, None, by)
            .expect("decided");
        new(&mut register, "a decision");
    });
}
