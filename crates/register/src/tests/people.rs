//! Who is who by people's word: joined, parted, given back.

use super::*;
use crate::{ErrorKind, Filter, Found, Verdict};

const BY: (&str, &str, &str) = ("王某", AT, "同一人");

/// A mayor, and the same man as a governor two years later; a namesake in between.
const MAYOR: &str = "出访\n2019年3月4日，聊城市市长李长萍率团访问德国黑森州。\n";
const GOVERNOR: &str = "出访\n2021年5月6日，山东省副省长李长萍率团访问日本和歌山县。\n";
const TWIN: &str = "出访\n2021年5月6日，聊城市市长李长萍率团访问法国。\n";

fn filled(ground: &Ground, pages: &[&str]) -> Register {
    let mut register = ground.register();
    for (n, text) in pages.iter().enumerate() {
        ingest(&mut register, &format!("{n}.txt"), text);
    }
    register.settle().expect("settled");
    register
}

/// Entities by the name of the traveller, with the record that names each, by record.
fn travellers(register: &mut Register) -> Vec<(String, String)> {
    let visits = Filter {
        types: vec!["visit".into()],
        ..Filter::default()
    };
    let acts = register.acts(&visits).expect("acts");
    let mut out = Vec::new();
    for record in acts.iter().flat_map(|a| &a.records) {
        for filler in record.roles.get("visitor").into_iter().flatten() {
            assert_eq!(filler.name, "李长萍", "{record:#?}");
            out.push((record.capture.clone(), filler.entity.clone()));
        }
    }
    out.sort();
    out
}

/// All but decisions, and names that became known by one.
fn without_decisions(register: &mut Register) -> Vec<String> {
    let told = register.told().expect("told");
    let kept = |l: &&str| !l.starts_with("decision") && !l.starts_with("entity");
    told.lines().filter(kept).map(str::to_owned).collect()
}

#[test]
fn one_man_in_two_offices_is_joined_and_parted_again() {
    on_each(|ground| {
        let mut register = filled(ground, &[MAYOR, GOVERNOR]);
        let before = without_decisions(&mut register);
        let who = travellers(&mut register);
        assert_eq!(who.len(), 2, "{who:?}");
        assert_ne!(who[0].1, who[1].1);
        let acts = |register: &mut Register, id: &str| match register.show(id) {
            Ok(Found::Entity(_, acts)) => acts.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!(acts(&mut register, &who[0].1), 1);
        let same = register
            .decide(Verdict::Same, &who[0].1, Some(&who[1].1), BY)
            .expect("decided");
        assert_eq!(acts(&mut register, &who[0].1), 2);
        assert_eq!(acts(&mut register, &who[1].1), 2);
        let one = travellers(&mut register);
        assert_eq!(one[0].1, one[1].1);
        assert_eq!(register.check(false).expect("checked"), []);
        register
            .decide(Verdict::Undo, &same, None, BY)
            .expect("undone");
        assert!(without_decisions(&mut register) == before);
        assert_eq!(register.check(false).expect("checked"), []);
    });
}

#[test]
fn a_namesake_in_one_office_is_parted_by_the_page_that_names_him() {
    on_each(|ground| {
        let mut register = filled(ground, &[MAYOR, TWIN]);
        let before = without_decisions(&mut register);
        let who = travellers(&mut register);
        assert_eq!(who[0].1, who[1].1);
        let visits = register.person("李长萍").expect("acts");
        let other = &visits[0].records[0].id;
        let parted = register
            .decide(Verdict::Different, &who[0].1, Some(other), BY)
            .expect("decided");
        let two = travellers(&mut register);
        assert_ne!(two[0].1, two[1].1);
        assert_eq!(register.person("李长萍").expect("acts").len(), 2);
        assert_eq!(register.check(false).expect("checked"), []);
        // and the one parted may be said to be someone else
        let other = two.iter().find(|t| t.1 != who[0].1).expect("the other");
        register
            .decide(Verdict::Same, &other.1, Some(&who[0].1), BY)
            .expect("decided");
        let one = travellers(&mut register);
        assert_eq!(one[0].1, one[1].1);
        assert_eq!(register.check(false).expect("checked"), []);
        register
            .decide(Verdict::Undo, &parted, None, BY)
            .expect("undone");
        let decisions = register.decisions().expect("all");
        let last = decisions.iter().rfind(|d| d.verdict == Verdict::Same);
        register
            .decide(Verdict::Undo, &last.expect("it").id, None, BY)
            .expect("undone");
        assert!(without_decisions(&mut register) == before);
        assert_eq!(register.check(false).expect("checked"), []);
    });
}

#[test]
fn joined_people_are_one_wherever_a_day_finds_them() {
    on_each(|ground| {
        let mut register = filled(ground, &[GOVERNOR, TWIN]);
        let at_odds = |register: &mut Register| {
            let all = register.conflicts(&Filter::default()).expect("asked");
            all.iter().filter(|c| c.about == "whereabouts").count()
        };
        assert_eq!(at_odds(&mut register), 0);
        let who = travellers(&mut register);
        register
            .decide(Verdict::Same, &who[0].1, Some(&who[1].1), BY)
            .expect("decided");
        assert_eq!(at_odds(&mut register), 1);
    });
}

#[test]
fn a_name_that_no_list_holds_is_said_to_be_a_place() {
    on_each(|ground| {
        let text = "来访\n2023年6月12日，俄罗斯特维里乌斯州代表团访问聊城市。\n";
        let mut register = ground.register();
        let (page, mut records) = read("a.txt", text);
        records.retain(|r| r.kind.name() == "visit");
        let destination = records[0].roles["destination"].clone();
        let mut unknown = destination[0].clone();
        (unknown.name, unknown.id, unknown.country) =
            ("特维里乌斯州".into(), None, Some("RU".into()));
        unknown.post = None;
        unknown.of = None;
        records[0].roles.insert("origin".into(), vec![unknown]);
        records[0].roles.remove("visitor");
        take(&mut register, "a.txt", text, "1.0.0", &page, &records);
        let guests = |register: &mut Register| {
            let region = register.region("iso:RU-TVE", 9).expect("a region");
            region.visits_out.len()
        };
        assert_eq!(guests(&mut register), 0);
        let visit = register.acts(&Filter::default()).expect("acts").remove(0);
        let entity = visit.roles["origin"][0].entity.clone();
        let decided = register
            .decide(Verdict::Same, &entity, Some("iso:RU-TVE"), BY)
            .expect("decided");
        assert_eq!(guests(&mut register), 1);
        assert_eq!(register.check(false).expect("checked"), []);
        let mut backup = Vec::new();
        register.backup(&mut backup, "b.gz").expect("backed up");
        let mut again = Ground::file().register();
        again
            .restore(&mut backup.as_slice(), "b.gz")
            .expect("restored");
        assert!(again.told().expect("told") == register.told().expect("told"));
        register
            .decide(Verdict::Undo, &decided, None, BY)
            .expect("undone");
        assert_eq!(guests(&mut register), 0);
    });
}

#[test]
fn what_does_not_go_together_is_refused() {
    on_each(|ground| {
        let mut register = filled(ground, &[MAYOR]);
        let who = travellers(&mut register).remove(0).1;
        let record = register.person("李长萍").expect("acts")[0].records[0]
            .id
            .clone();
        for (verdict, subject, object) in [
            (Verdict::Same, who.as_str(), record.as_str()),
            (Verdict::Same, &record, &who),
            (Verdict::Same, &record, "cn:371500"),
            (Verdict::Same, "cn:371500", &who),
            (Verdict::Same, &who, "cn:000000"),
            (Verdict::Same, &who, "e-000000000000000000000000"),
            (Verdict::Same, &who, &who),
        ] {
            let error = register
                .decide(verdict, subject, Some(object), BY)
                .expect_err("refused");
            let kinds = [ErrorKind::Refused, ErrorKind::Unknown];
            assert!(kinds.contains(&error.kind), "{error}");
        }
        assert!(register.decide(Verdict::Reject, &who, None, BY).is_err());
        assert_eq!(register.decisions().expect("none"), []);
    });
}
