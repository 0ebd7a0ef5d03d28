//! What programs ask: lists gone through from where one was, statements, names, totals, what came last,
//! the quotes of one page.

use crate::query::{After, Naming};
use crate::tests::{AT, corpus, ingest, on_each};
use crate::{Direction, Filter, Occasion, Order, Period, Register, Sort, Verdict};

fn filled(register: &mut Register) {
    for (name, text) in corpus().into_iter().take(8) {
        ingest(register, &name, &text);
    }
    // with one that is told without a day
    let undated = "甘肃省代表团访问日本秋田县。\n";
    ingest(register, "undated.txt", undated);
}

#[test]
fn a_list_is_gone_through_from_where_one_was() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let place = |places: &[&str]| places.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let mut seen = Vec::new();
        for (places, types, direction) in [
            (place(&[]), vec![], None),
            (place(&[]), vec!["visit".to_owned()], None),
            (place(&["cn:620000"]), vec![], None),
            (place(&["cn:620000", "iso:JP"]), vec![], None),
            (
                place(&["cn:620000"]),
                vec!["visit".to_owned()],
                Some(Direction::Out),
            ),
        ] {
            for order in [Order::Latest, Order::Earliest, Order::Sources] {
                let mut filter = Filter {
                    places: places.clone(),
                    types: types.clone(),
                    direction,
                    order,
                    ..Filter::default()
                };
                let mut ids = |filter: &Filter| {
                    let acts = register.acts(filter).expect("acts");
                    let last = acts.last().map(After::act);
                    let ids: Vec<String> = acts.into_iter().map(|a| a.id).collect();
                    (ids, last)
                };
                let whole = ids(&filter).0;
                filter.limit = Some(2);
                let mut leaves = Vec::new();
                loop {
                    let (leaf, last) = ids(&filter);
                    if leaf.is_empty() {
                        break;
                    }
                    leaves.extend(leaf);
                    filter.after = last;
                }
                assert_eq!(leaves, whole, "{places:?} {types:?} {order:?}");
                seen.push(whole);
            }
        }
        assert!(seen.iter().all(|whole| !whole.is_empty()));
        seen
    });
}

#[test]
fn words_leave_the_acts_of_pages_that_hold_them() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let words = vec!["秋田".to_owned(), "访问".to_owned()];
        let filter = Filter {
            words: words.clone(),
            ..Filter::default()
        };
        let acts = register.acts(&filter).expect("acts");
        let mut ids: Vec<String> = acts.iter().map(|a| a.id.clone()).collect();
        let hits = register.search(&words, &Filter::default()).expect("pages");
        let mut told: Vec<String> = hits
            .into_iter()
            .flat_map(|hit| hit.records)
            .filter_map(|(_, _, act)| act)
            .collect();
        ids.sort();
        told.sort();
        told.dedup();
        assert_eq!(ids, told);
        assert!(!ids.is_empty());
        assert_eq!(register.count(&filter).expect("a count"), ids.len() as i64);
        let none = Filter {
            words: vec!["！".into()],
            ..Filter::default()
        };
        assert!(register.acts(&none).is_err());
        ids
    });
}

#[test]
fn every_statement_is_told_with_who_read_it() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let act = register.acts(&Filter::default()).expect("acts").remove(0);
        let said = register.statements(&act.id).expect("statements");
        let of_records: usize = act
            .records
            .iter()
            .map(|r| register.statements(&r.id).expect("statements").len())
            .sum();
        assert_eq!(said.len(), of_records);
        assert!(
            said.iter()
                .all(|s| s.readers == ["1.0.0"] && s.rank == "normal")
        );
        let record = &act.records[0];
        for (role, fillers) in &record.roles {
            for filler in fillers {
                let same = |s: &&crate::StatementView| {
                    s.record == record.id && s.property == *role && s.value == filler.name
                };
                let found = said.iter().find(same).expect("a statement of each filler");
                assert_eq!(found.entity.as_ref(), Some(&filler.entity));
            }
        }
        assert!(register.statements("c-0123456789").is_err());
        said
    });
}

#[test]
fn names_are_found_by_how_they_begin_and_leaf_by_leaf() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let mut of = |begins: &str, sorts: &[Sort], after, limit| {
            let asked = Naming {
                begins: begins.into(),
                sorts: sorts.to_vec(),
                after,
                limit,
                ..Naming::default()
            };
            register.names(&asked).expect("names")
        };
        let all = of("", &[], None, 1000);
        assert!(all.len() > 20 && all.iter().all(|n| n.acts > 0));
        assert!(all.is_sorted_by_key(|n| (n.name.clone(), n.id.clone())));
        let (mut leaves, mut after) = (Vec::new(), None);
        loop {
            let leaf = of("", &[], after.clone(), 7);
            let Some(last) = leaf.last() else { break };
            after = Some((last.name.clone(), last.id.clone()));
            leaves.extend(leaf);
        }
        assert_eq!(leaves, all);
        let akita = of("秋田", &[], None, 10);
        assert!(!akita.is_empty() && akita.iter().all(|n| n.name.starts_with("秋田")));
        let people = of("", &[Sort::Person], None, 1000);
        assert!(!people.is_empty() && people.iter().all(|n| n.sort == "person"));
        // the middle of a name leads to it too
        for whole in all.iter().filter(|n| n.name.chars().count() > 3).take(9) {
            let part: String = whole.name.chars().skip(1).take(2).collect();
            let asked = Naming {
                holds: part.clone(),
                limit: 1000,
                ..Naming::default()
            };
            let found = register.names(&asked).expect("names");
            let wanted = all.iter().filter(|n| n.name.contains(&part));
            assert!(found.iter().eq(wanted), "{part}");
            assert!(found.contains(whole));
        }
        all
    });
}

#[test]
fn totals_are_what_is_there() {
    on_each(|ground| {
        let mut register = ground.register();
        assert_eq!(register.totals().expect("totals").first, None);
        filled(&mut register);
        let totals = register.totals().expect("totals");
        assert_eq!(totals.captures, 9);
        let acts = register.acts(&Filter::default()).expect("acts");
        assert_eq!(totals.acts.values().sum::<i64>(), acts.len() as i64);
        assert_eq!(totals.last.as_deref(), Some(AT));
        totals
    });
}

#[test]
fn what_came_last_is_first() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let mut of = |filter: Filter| {
            let recent = register.recent(&filter).expect("acts");
            assert!(recent.iter().all(|r| r.at == AT));
            recent.into_iter().map(|r| r.act).collect::<Vec<_>>()
        };
        let all = of(Filter::default());
        let last = &all[0].records;
        assert!(last.iter().any(|r| r.evidence[0].exact.contains("秋田")));
        let some = of(Filter {
            limit: Some(3),
            ..Filter::default()
        });
        assert_eq!(some[..], all[..3]);
        let there = of(Filter {
            places: vec!["cn:620000".into()],
            types: vec!["tie".into()],
            ..Filter::default()
        });
        assert!(!there.is_empty() && there.iter().all(|a| a.kind == "tie"));
        all
    });
}

#[test]
fn the_quotes_of_a_page_are_its_own() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let act = register.acts(&Filter::default()).expect("acts").remove(0);
        let capture = act.records[0].capture.clone();
        let occasion = Occasion {
            now: AT.into(),
            today: Period::parse("2024-06-05").expect("a day"),
            months: 0,
            version: "1.0.0".into(),
        };
        let told = register.annotations(&capture, &occasion).expect("quotes");
        let document = register.document(&capture).expect("a page");
        let quotes: usize = document.records.iter().map(|r| r.evidence.len()).sum();
        let items = told["items"].as_array().expect("items");
        assert_eq!(items.len(), quotes);
        let source: Vec<char> = document.source.chars().collect();
        for item in items {
            let by = &item["target"]["selector"];
            let at = |name: &str| by[1][name].as_u64().expect("a place") as usize;
            let words: String = source[at("start")..at("end")].iter().collect();
            assert_eq!(by[0]["exact"], words);
        }
        assert!(register.annotations("c-00000000", &occasion).is_err());
        told
    });
}

#[test]
fn the_first_few_are_the_first_of_all() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let within = Filter {
            places: vec!["cn:620000".into()],
            ..Filter::default()
        };
        let all = register.acts(&within).expect("acts");
        assert_eq!(register.count(&within).expect("a count"), all.len() as i64);
        for skip in 0..all.len() {
            let leaf = Filter {
                limit: Some(2),
                skip,
                ..within.clone()
            };
            let end = all.len().min(skip + 2);
            assert_eq!(register.acts(&leaf).expect("acts"), all[skip..end]);
        }
        let today = Period::parse("2020-01-01").expect("a day");
        let mut due = |limit| {
            let filter = Filter {
                limit,
                ..Filter::default()
            };
            register.due(&filter, &today, 240).expect("due")
        };
        let whole = due(None);
        assert!(whole.len() > 3);
        for limit in 1..=whole.len() {
            assert_eq!(due(Some(limit)), whole[..limit]);
        }
        whole
    });
}

#[test]
fn a_balance_is_the_same_before_and_after_a_decision_that_changes_nothing() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let before = register.balance(None).expect("a balance");
        let state = register.state().expect("a state");
        assert_eq!(register.state().expect("a state"), state);
        let act = register.acts(&Filter::default()).expect("acts").remove(0);
        let record = act.records[0].id.clone();
        let by = ("a reviewer", AT, "read it");
        let done = register.decide(Verdict::Accept, &record, None, by);
        done.expect("decided");
        // with a decision there, every visit is looked at whole
        assert_eq!(register.balance(None).expect("a balance"), before);
        assert_ne!(register.state().expect("a state"), state);
        assert!(!before.is_empty());
        before
    });
}
