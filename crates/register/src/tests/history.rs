//! The history of a tie, and what waits for a reviewer.

use super::*;
use crate::{Filter, Question, Stage, Verdict};

const PAGES: &[(&str, &str)] = &[
    (
        "intent.txt",
        "意向\n1998年4月2日，江西省与德国黑森州签署《建立友好省州关系意向书》。\n",
    ),
    (
        "signed.txt",
        "结好\n2000年5月8日，江西省与德国黑森州签署建立友好省州关系协议书。\n",
    ),
    (
        "renewed.txt",
        "续签\n2010年5月9日，江西省与德国黑森州签署建立友好省州关系协议书。\n",
    ),
    (
        "visit.txt",
        "访问\n2019年3月4日，江西省代表团访问德国黑森州。\n",
    ),
    (
        "anniversary.txt",
        "纪念\n2020年5月10日，江西省与德国黑森州结好20周年庆祝大会在南昌举行。江西省省长王强、德国黑森州州长穆勒出席并致辞。\n",
    ),
];

fn filled(ground: &Ground, pages: &[(&str, &str)]) -> Register {
    let mut register = ground.register();
    for (locator, text) in pages {
        ingest(&mut register, locator, text);
    }
    register
}

#[test]
fn a_tie_gathers_its_history_in_order_of_time() {
    let history = on_each(|ground| {
        let mut register = filled(ground, PAGES);
        let mut all = register
            .histories("江西省", Some("iso:DE-HE"))
            .expect("found");
        assert_eq!(all.len(), 1, "{all:#?}");
        let one = all.remove(0);
        let by_id = register.histories(&one.tie.id, None).expect("found");
        assert_eq!(by_id, std::slice::from_ref(&one));
        // what a step names can be asked for, and its words stand on its page
        for step in &one.steps {
            register.show(&step.act).expect("the act");
            let bytes = register.bytes(&step.quote.capture).expect("the page");
            let text = String::from_utf8(bytes).expect("text");
            assert!(text.contains(&step.quote.exact), "{step:?}");
        }
        one
    });
    let steps: Vec<(Stage, Option<&str>)> = history
        .steps
        .iter()
        .map(|s| (s.stage, s.when.as_deref()))
        .collect();
    assert!(
        steps.contains(&(Stage::Intent, Some("1998-04-02"))),
        "{steps:?}"
    );
    assert!(
        steps.contains(&(Stage::Signed, Some("2000-05-08"))),
        "{steps:?}"
    );
    assert!(
        steps.contains(&(Stage::Renewed, Some("2010-05-09"))),
        "{steps:?}"
    );
    let years: Vec<_> = history.steps.iter().filter_map(|s| s.years).collect();
    assert_eq!(years, [20], "{:#?}", history.steps);
    assert!(steps.is_sorted_by_key(|s| s.1.is_none()));
    assert_eq!(history.agreements.len(), 3);
    assert!(history.exchanges.iter().any(|a| a.kind == "visit"));
}

#[test]
fn a_tie_that_ended_says_so() {
    on_each(|ground| {
        let text = "结好\n2000年5月8日，江西省与德国黑森州签署建立友好省州关系协议书。\n";
        let mut register = ground.register();
        let (page, mut records) = read("a.txt", text);
        let tie = records.iter_mut().find(|r| r.kind.name() == "tie");
        let tie = tie.expect("a tie");
        tie.attributes.insert("status".into(), "lapsed".into());
        take(&mut register, "a.txt", text, "1.0.0", &page, &records);
        let history = register.histories("江西省", None).expect("found").remove(0);
        let stages: Vec<Stage> = history.steps.iter().map(|s| s.stage).collect();
        assert!(stages.contains(&Stage::Lapsed), "{stages:?}");
        assert!(!stages.contains(&Stage::InForce), "{stages:?}");
    });
}

#[test]
fn what_is_no_tie_has_no_history() {
    on_each(|ground| {
        let mut register = filled(ground, PAGES);
        let visits = Filter {
            types: vec!["visit".into()],
            ..Filter::default()
        };
        let visit = register.acts(&visits).expect("acts").remove(0);
        assert!(register.histories(&visit.id, None).is_err());
        assert!(register.histories("无此地", None).is_err());
        assert_eq!(register.histories("贵州省", None).expect("none"), []);
    });
}

#[test]
fn the_queue_asks_until_it_is_answered() {
    on_each(|ground| {
        let pages = [
            (
                "a.txt",
                "出访\n2019年3月4日，聊城市市长李长萍率团访问德国黑森州。\n",
            ),
            (
                "b.txt",
                "出访\n2021年5月6日，山东省副省长李长萍率团访问日本和歌山县。\n",
            ),
        ];
        let mut register = filled(ground, &pages);
        let ask = |register: &mut Register, question| {
            register.queue(&[question], 1.01, 9).expect("asked")
        };
        let by = ("王某", AT, "核对过");
        let people = ask(&mut register, Question::OnePerson);
        assert_eq!(people.len(), 1, "{people:#?}");
        assert!(people[0].about.contains("市长") && people[0].about.contains("副省长"));
        let other = people[0].other.clone().expect("the other");
        register
            .decide(Verdict::Different, &people[0].subject, Some(&other), by)
            .expect("decided");
        assert_eq!(ask(&mut register, Question::OnePerson), []);
        let low = ask(&mut register, Question::LowConfidence);
        assert!(low.len() >= 2, "{low:#?}");
        assert!(low.is_sorted_by(|a, b| a.confidence <= b.confidence));
        register
            .decide(Verdict::Accept, &low[0].subject, None, by)
            .expect("decided");
        assert_eq!(
            ask(&mut register, Question::LowConfidence).len(),
            low.len() - 1
        );
        register.queue(&[], 0.6, 9).expect("all questions")
    });
}

#[test]
fn a_vague_report_that_may_be_of_two_acts_is_asked_about() {
    on_each(|ground| {
        let pages = [
            (
                "a.txt",
                "访问\n2019年3月4日，江西省代表团访问德国黑森州。\n",
            ),
            (
                "b.txt",
                "访问\n2019年9月4日，江西省代表团访问德国黑森州。\n",
            ),
            ("c.txt", "访问\n2019年，江西省代表团访问德国黑森州。\n"),
        ];
        let mut register = filled(ground, &pages);
        let ask =
            |register: &mut Register| register.queue(&[Question::OneAct], 0.0, 9).expect("asked");
        let open = ask(&mut register);
        assert_eq!(open.len(), 2, "{open:#?}");
        let by = ("王某", AT, "核对过");
        let other = open[0].other.clone().expect("the other");
        register
            .decide(Verdict::Same, &open[0].subject, Some(&other), by)
            .expect("decided");
        let visits = Filter {
            types: vec!["visit".into()],
            ..Filter::default()
        };
        assert_eq!(register.acts(&visits).expect("acts").len(), 2);
        assert_eq!(ask(&mut register).len(), 1);
    });
}

#[test]
fn a_place_that_no_list_holds_is_asked_about_with_candidates() {
    on_each(|ground| {
        let text = "来访\n2023年6月12日，俄罗斯特维尔州代表团访问聊城市。\n";
        let mut register = ground.register();
        let (page, mut records) = read("a.txt", text);
        records.retain(|r| r.kind.name() == "visit");
        let mut unknown = records[0].roles["destination"][0].clone();
        (unknown.name, unknown.id, unknown.country) = ("特维尔".into(), None, Some("RU".into()));
        records[0].roles.insert("origin".into(), vec![unknown]);
        take(&mut register, "a.txt", text, "1.0.0", &page, &records);
        let ask = |register: &mut Register| {
            register
                .queue(&[Question::WhichPlace], 0.0, 9)
                .expect("asked")
        };
        let open = ask(&mut register);
        let asked = open.iter().find(|p| p.about.starts_with("特维尔"));
        let asked = asked.expect("asked about");
        let (_, id) = asked.candidates.first().expect("a candidate");
        let by = ("王某", AT, "核对过");
        register
            .decide(Verdict::Same, &asked.subject, Some(id), by)
            .expect("decided");
        assert_eq!(ask(&mut register).len(), open.len() - 1);
        let region = register.region(id, 9).expect("a region");
        assert_eq!(region.visits_out.len(), 1);
    });
}
