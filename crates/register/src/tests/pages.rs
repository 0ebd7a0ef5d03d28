//! What pages of a browser ask: parts of lists in an order, what came last, a capture with all that
//! was read from it; and that who only reads changes nothing.

use crate::tests::{corpus, ingest, on_each};
use crate::{ErrorKind, Filter, Order, Period, Register, Verdict};

/// A register of some pages of the corpus.
fn filled(register: &mut Register) -> Vec<String> {
    let pages: Vec<_> = corpus().into_iter().take(8).collect();
    for (name, text) in &pages {
        ingest(register, name, text);
    }
    pages.into_iter().map(|p| p.0).collect()
}

fn of(order: Order, skip: usize, limit: Option<usize>) -> Filter {
    Filter {
        order,
        skip,
        limit,
        ..Filter::default()
    }
}

#[test]
fn a_list_is_the_sum_of_its_leaves_in_every_order() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let mut ids = |filter: &Filter| -> Vec<String> {
            let acts = register.acts(filter).expect("acts");
            acts.into_iter().map(|a| a.id).collect()
        };
        let mut all = Vec::new();
        for order in [Order::Latest, Order::Earliest, Order::Sources] {
            let whole = ids(&of(order, 0, None));
            let leaves = (0..whole.len()).step_by(7);
            let leaves: Vec<String> = leaves.flat_map(|n| ids(&of(order, n, Some(7)))).collect();
            assert_eq!(leaves, whole);
            assert!(ids(&of(order, whole.len(), Some(7))).is_empty());
            all.push(whole);
        }
        let mut sorted = all.clone();
        sorted.iter_mut().for_each(|ids| ids.sort());
        assert!(sorted.iter().all(|ids| *ids == sorted[0]));
        all
    });
}

#[test]
fn orders_are_what_they_say() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        // with one that is told without a day
        ingest(
            &mut register,
            "undated.txt",
            "甘肃省代表团访问日本秋田县。\n",
        );
        let sources = in_order(&mut register, &[]);
        let of_one = in_order(&mut register, &["cn:620000"]);
        assert!(of_one.len() > 1 && of_one.len() < sources.len());
        sources
    });
}

/// Sources of the acts that concern all places, by how many they are; by day they are in order.
fn in_order(register: &mut Register, places: &[&str]) -> Vec<i64> {
    let places: Vec<String> = places.iter().map(|p| (*p).to_owned()).collect();
    let mut acts = |order| {
        let filter = Filter {
            places: places.clone(),
            ..of(order, 0, None)
        };
        register.acts(&filter).expect("acts")
    };
    let days: Vec<_> = acts(Order::Earliest)
        .into_iter()
        .map(|a| a.days())
        .collect();
    let known: Vec<&String> = days.iter().flatten().map(|d| &d.0).collect();
    assert!(known.is_sorted());
    let first_unknown = days.iter().position(Option::is_none);
    assert!(first_unknown.is_none_or(|n| days[n..].iter().all(Option::is_none)));
    let sources: Vec<i64> = acts(Order::Sources).iter().map(|a| a.sources).collect();
    assert!(sources.is_sorted_by(|a, b| a >= b));
    sources
}

#[test]
fn what_came_last_stands_first() {
    on_each(|ground| {
        let mut register = ground.register();
        let names = filled(&mut register);
        let latest = register.latest(3).expect("pages");
        assert_eq!(latest.len(), 3);
        assert!(latest.iter().all(|hit| !hit.records.is_empty()));
        let at = |name: &str| names.iter().position(|n| n == name);
        let order: Vec<_> = latest.iter().map(|hit| at(&hit.locator)).collect();
        assert!(order.is_sorted_by(|a, b| a > b), "{order:?}");
        latest
    });
}

#[test]
fn a_document_holds_what_its_quotes_count_in() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let latest = register.latest(1).expect("a page").remove(0);
        let document = register.document(&latest.capture).expect("a document");
        let chars: Vec<char> = document.source.chars().collect();
        for quote in document.records.iter().flat_map(|r| &r.evidence) {
            let (start, end) = (quote.start as usize, quote.end as usize);
            assert_eq!(chars[start..end].iter().collect::<String>(), quote.exact);
        }
        let sources = register.sources(&document.acts).expect("captures");
        assert!(sources.contains(&document.capture));
        for wrong in ["c-0000000000", "a-0000000000", "x", ""] {
            let error = register.document(wrong).expect_err("no such page");
            assert_eq!(error.kind, ErrorKind::Unknown);
        }
        document.acts
    });
}

#[test]
fn regions_are_counted_by_their_acts() {
    on_each(|ground| {
        let mut register = ground.register();
        filled(&mut register);
        let regions = register.regions().expect("regions");
        assert!(regions.is_sorted_by(|a, b| a.1 >= b.1));
        for (id, n) in regions.iter().take(3) {
            let within = Filter {
                places: vec![id.clone()],
                ..Filter::default()
            };
            assert_eq!(register.count(&within).expect("a count"), *n, "{id}");
        }
        regions
    });
}

#[test]
fn who_only_reads_changes_nothing() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("r.db").to_string_lossy().into_owned();
    let mut writer = Register::open_or_make(&path).expect("a register");
    filled(&mut writer);
    let mut reader = Register::open_to_read(&path).expect("the register");
    // what waits to be settled is left to whoever writes
    assert!(reader.acts(&Filter::default()).expect("acts").is_empty());
    writer.settle().expect("settled");
    let acts = reader.acts(&Filter::default()).expect("acts");
    assert!(!acts.is_empty());
    let by = ("a reader", "2026-01-02T03:04:05Z", "none");
    let refused = reader.decide(Verdict::Reject, &acts[0].records[0].id, None, by);
    assert_eq!(refused.expect_err("refused").kind, ErrorKind::Refused);
    let none = dir.path().join("none.db").to_string_lossy().into_owned();
    assert!(Register::open_to_read(&none).is_err());
    assert!(!std::path::Path::new(&none).exists(), "nothing was made");
}

#[test]
fn a_week_is_monday_to_sunday() {
    for day in ["2024-06-03", "2024-06-05", "2024-06-09"] {
        let week = Period::parse(day).expect("a day").week();
        assert_eq!(week.to_string(), "2024-06-03/2024-06-09");
    }
}
