//! Ingest, re-reading, copies, decisions, questions.

use super::*;
use crate::{Filter, Found, Verdict};

/// Two pages about one signing, one of them with a date of its own; a third about another.
const SIGNING: &str = "聊城市与新波洛茨克市缔结友好城市关系\n\
    2023年2月8日，山东省聊城市与白俄罗斯新波洛茨克市签署建立友好城市关系协议书。\n";
const AGAIN: &str = "友城故事\n2024年5月20日讯 2023年2月，聊城市与白俄罗斯新波洛茨克市签署建立友好城市关系协议书，\
    两市教育交流由此展开，互派学生二十名，学校之间每年通信，老师们也常有来往，各界反响热烈。\n";
const VISIT: &str = "俄罗斯客人来访\n2023年6月12日，俄罗斯特维尔州代表团访问聊城市。\n";

fn fill(register: &mut Register, pages: &[(&str, &str)]) {
    for (locator, text) in pages {
        ingest(register, locator, text);
    }
    register.settle().expect("settled");
}

fn of(types: &[&str]) -> Filter {
    Filter {
        types: types.iter().map(|t| (*t).to_owned()).collect(),
        ..Filter::default()
    }
}

#[test]
fn the_corpus_gives_one_register_in_any_order_and_number_of_times() {
    let pages = corpus();
    let in_order = on_each(|ground| {
        let mut register = ground.register();
        for (locator, text) in &pages {
            ingest(&mut register, locator, text);
        }
        register.told().expect("told")
    });
    let ground = Ground::file();
    let mut register = ground.register();
    for (locator, text) in pages.iter().rev() {
        ingest(&mut register, locator, text);
        register.settle().expect("settled");
    }
    for (locator, text) in &pages {
        assert_eq!(ingest(&mut register, locator, text), Ingested::Known);
    }
    assert_eq!(register.told().expect("told"), in_order);
}

#[test]
fn two_pages_of_one_signing_are_one_act_of_two_sources() {
    let acts = on_each(|ground| {
        let mut register = ground.register();
        fill(
            &mut register,
            &[("a.txt", SIGNING), ("b.txt", AGAIN), ("c.txt", VISIT)],
        );
        register.acts(&of(&["tie", "agreement"])).expect("acts")
    });
    for kind in ["tie", "agreement"] {
        let of_kind: Vec<_> = acts.iter().filter(|a| a.kind == kind).collect();
        assert_eq!(of_kind.len(), 1, "{kind}: {of_kind:#?}");
        assert_eq!((of_kind[0].reports, of_kind[0].sources), (2, 2), "{kind}");
    }
    let signing = acts
        .iter()
        .find(|a| a.kind == "agreement")
        .expect("a signing");
    assert_eq!(signing.when.as_deref(), Some("2023-02-08"));
    assert_eq!(signing.conflicts, []);
}

#[test]
fn a_copy_is_no_second_source() {
    let body = corpus()
        .into_iter()
        .map(|p| p.1)
        .find(|t| t.chars().count() > 300);
    let body = body.expect("a long page");
    let copy = format!("{body}\n（编辑：某某）\n");
    let copies = on_each(|ground| {
        let mut register = ground.register();
        fill(&mut register, &[("a.txt", &body), ("b.txt", &copy)]);
        let acts = register.acts(&Filter::default()).expect("acts");
        let both: Vec<(i64, i64)> = acts.iter().map(|a| (a.reports, a.sources)).collect();
        (
            both,
            register.told().expect("told").matches("\ncopy\t").count(),
        )
    });
    assert_eq!(copies.1, 2);
    assert!(
        copies
            .0
            .iter()
            .all(|(reports, sources)| *reports >= 1 && *sources == 1),
        "{copies:?}"
    );
    assert!(
        copies.0.iter().any(|(reports, _)| *reports == 2),
        "{copies:?}"
    );
}

#[test]
fn what_a_newer_version_no_longer_reads_is_ranked_down_and_kept() {
    on_each(|ground| {
        let mut register = ground.register();
        let (page, mut records) = read("a.txt", SIGNING);
        assert!(records.len() > 1, "{records:?}");
        take(&mut register, "a.txt", SIGNING, "1.0.0", &page, &records);
        let before = register.acts(&Filter::default()).expect("acts");
        let gone = records.pop().expect("a record");
        records[0]
            .attributes
            .insert("place".into(), "聊城市".into());
        take(&mut register, "a.txt", SIGNING, "1.10.0", &page, &records);
        let after = register.acts(&Filter::default()).expect("acts");
        assert_eq!(after.len(), before.len() - 1);
        // ids stand
        assert!(after.iter().all(|a| before.iter().any(|b| a.id == b.id)));
        let lowered = before.iter().find(|b| after.iter().all(|a| a.id != b.id));
        let lowered = &lowered.expect("one is gone").records[0];
        assert_eq!(lowered.kind, gone.kind.name());
        let Found::Record(shown, _) = register.show(&lowered.id).expect("kept") else {
            panic!("a record");
        };
        assert_eq!(shown.reason.as_deref(), Some("not read by 1.10.0"));
        assert_eq!(shown.evidence, lowered.evidence);
        // an older version that comes later changes nothing that holds
        let (page, records) = read("a.txt", SIGNING);
        take(&mut register, "a.txt", SIGNING, "1.9.0", &page, &records);
        assert_eq!(register.acts(&Filter::default()).expect("acts"), after);
        register.told().expect("told")
    });
}

#[test]
fn a_rejected_record_stays_rejected_when_its_page_is_read_again() {
    on_each(|ground| {
        let mut register = ground.register();
        fill(&mut register, &[("a.txt", SIGNING), ("c.txt", VISIT)]);
        let tie = register.acts(&of(&["tie"])).expect("acts").remove(0);
        let record = &tie.records[0].id;
        let by = ("王某", AT, "协议尚未生效");
        let decision = register
            .decide(Verdict::Reject, record, None, by)
            .expect("decided");
        assert_eq!(register.acts(&of(&["tie"])).expect("acts"), []);
        let (page, records) = read("a.txt", SIGNING);
        take(&mut register, "a.txt", SIGNING, "2.0.0", &page, &records);
        assert_eq!(register.acts(&of(&["tie"])).expect("acts"), []);
        let undo = register
            .decide(Verdict::Undo, &decision, None, by)
            .expect("undone");
        let ties = register.acts(&of(&["tie"])).expect("acts");
        assert_eq!(ties.len(), 1);
        assert_eq!(ties[0].id, tie.id);
        register
            .decide(Verdict::Undo, &undo, None, by)
            .expect("undone");
        assert_eq!(register.acts(&of(&["tie"])).expect("acts"), []);
        let holds: Vec<bool> = register
            .decisions()
            .expect("all")
            .iter()
            .map(|d| d.holds)
            .collect();
        assert_eq!(holds, [true, false, true]);
        register.told().expect("told")
    });
}

#[test]
fn acts_are_parted_and_joined_and_given_back() {
    on_each(|ground| {
        let mut register = ground.register();
        fill(
            &mut register,
            &[("a.txt", SIGNING), ("b.txt", AGAIN), ("c.txt", VISIT)],
        );
        let before = register.told().expect("told");
        let tie = register.acts(&of(&["tie"])).expect("acts").remove(0);
        let (one, other) = (&tie.records[0].id, &tie.records[1].id);
        let by = ("王某", AT, "两份协议");
        let parted = register
            .decide(Verdict::Different, one, Some(other), by)
            .expect("decided");
        let ties = register.acts(&of(&["tie"])).expect("acts");
        assert_eq!(ties.len(), 2);
        let joined = register
            .decide(Verdict::Same, &ties[0].id, Some(&ties[1].id), by)
            .expect("decided");
        assert_eq!(
            register.acts(&of(&["tie"])).expect("acts").len(),
            1,
            "the later word holds"
        );
        register
            .decide(Verdict::Undo, &joined, None, by)
            .expect("undone");
        assert_eq!(register.acts(&of(&["tie"])).expect("acts").len(), 2);
        register
            .decide(Verdict::Undo, &parted, None, by)
            .expect("undone");
        let without = |told: String| -> Vec<String> {
            told.lines()
                .filter(|l| !l.starts_with("decision"))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(without(register.told().expect("told")), without(before));
    });
}

#[test]
fn a_decision_about_nothing_is_refused() {
    on_each(|ground| {
        let mut register = ground.register();
        fill(&mut register, &[("a.txt", SIGNING)]);
        let record = register.acts(&of(&["tie"])).expect("acts")[0].records[0]
            .id
            .clone();
        let by = ("王某", AT, "不是");
        for (verdict, subject, object, who) in [
            (Verdict::Reject, "r-000000000000000000000000", None, by),
            (Verdict::Reject, record.as_str(), Some(record.as_str()), by),
            (Verdict::Same, &record, None, by),
            (Verdict::Same, &record, Some(record.as_str()), by),
            (Verdict::Reject, &record, None, ("", AT, "不是")),
            (Verdict::Reject, &record, None, ("王某", AT, " ")),
            (Verdict::Undo, &record, None, by),
        ] {
            assert!(
                register.decide(verdict, subject, object, who).is_err(),
                "{verdict:?}"
            );
        }
        assert_eq!(register.decisions().expect("none"), []);
    });
}

#[test]
fn two_characters_are_found_and_filtered() {
    let pages = [("a.txt", SIGNING), ("b.txt", AGAIN), ("c.txt", VISIT)];
    let found = on_each(|ground| {
        let mut register = ground.register();
        fill(&mut register, &pages);
        let mut ask = |words: &str, filter: &Filter| -> Vec<String> {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let hits = register.search(&words, filter).expect("found");
            hits.into_iter().map(|h| h.locator).collect()
        };
        let visits = of(&["visit"]);
        let russia = Filter {
            places: vec!["iso:RU".into()],
            ..Filter::default()
        };
        [
            ask("缔结", &Filter::default()),
            ask("协议书", &Filter::default()),
            ask("书协", &Filter::default()),
            ask("通", &Filter::default()),
            ask("聊城 代表团", &Filter::default()),
            ask("聊城", &visits),
            ask("聊城", &russia),
        ]
    });
    let want: [&[&str]; 7] = [
        &["a.txt"],
        &["b.txt", "a.txt"],
        &[],
        &["b.txt"],
        &["c.txt"],
        &["c.txt"],
        &["c.txt"],
    ];
    for (n, (found, want)) in found.iter().zip(want).enumerate() {
        let mut found: Vec<&str> = found.iter().map(String::as_str).collect();
        let mut want = want.to_vec();
        found.sort_unstable();
        want.sort_unstable();
        assert_eq!(found, want, "question {n}");
    }
}

#[test]
fn a_region_shows_its_own_and_what_lies_in_it() {
    on_each(|ground| {
        let mut register = ground.register();
        fill(&mut register, &[("a.txt", SIGNING), ("c.txt", VISIT)]);
        let city = register.region("聊城市", 10).expect("a region");
        assert_eq!(
            (city.ties.len(), city.visits_in.len(), city.visits_out.len()),
            (1, 1, 0)
        );
        let province = register.region("山东省", 10).expect("a region");
        assert_eq!(province.ties, city.ties);
        let oblast = register.region("iso:RU-TVE", 10).expect("a region");
        assert_eq!((oblast.visits_in.len(), oblast.visits_out.len()), (0, 1));
        assert!(register.region("无此地", 10).is_err());
        (city, province, oblast)
    });
}

#[test]
fn every_id_shown_can_be_asked_for() {
    on_each(|ground| {
        let mut register = ground.register();
        fill(&mut register, &[("a.txt", SIGNING), ("b.txt", AGAIN)]);
        let acts = register.acts(&Filter::default()).expect("acts");
        for act in &acts {
            assert_eq!(
                register.show(&act.id).expect("the act"),
                Found::Act(Box::new(act.clone()))
            );
            for record in &act.records {
                // an act is known by the id that any of its records would give it
                let other = crate::act::act_id(&record.id);
                assert_eq!(
                    register.show(&other).expect("it"),
                    Found::Act(Box::new(act.clone()))
                );
                register.show(&record.id).expect("the record");
                register.show(&record.capture).expect("the capture");
                for filler in record.roles.values().flatten() {
                    register.show(&filler.entity).expect("the entity");
                }
            }
        }
        assert!(register.show("r-zzzzzzzz").is_err());
        assert!(register.show("聊城市").is_err());
    });
}

#[test]
fn bytes_come_back_as_they_were_taken() {
    on_each(|ground| {
        let mut register = ground.register();
        ingest(&mut register, "a.txt", SIGNING);
        // the same bytes elsewhere are the same capture, seen twice
        assert_eq!(
            ingest(&mut register, "copy/a.txt", SIGNING),
            Ingested::Known
        );
        let id = crate::capture_id(SIGNING.as_bytes());
        assert_eq!(register.bytes(&id).expect("bytes"), SIGNING.as_bytes());
        let Found::Capture(shown) = register.show(&id).expect("shown") else {
            panic!("a capture")
        };
        assert_eq!(shown.seen.len(), 2);
    });
}
