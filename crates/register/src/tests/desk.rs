//! What reviewers at their desks need: who was quicker, who looked a second time, what a page would bring.

use super::{AT, Ground, ingest, on_each, read, reader};
use crate::query::{Check, Filter, Question};
use crate::register::Register;
use crate::{Arrival, ErrorKind, Taken, Told, Verdict};

const PAGE: &str = "出访\n2019年3月4日，聊城市市长李长萍率团访问德国黑森州。\n";

fn filled(ground: &Ground) -> Register {
    let mut register = ground.register();
    ingest(&mut register, "a.txt", PAGE);
    register
}

#[test]
fn who_is_slower_is_told_what_was_decided() {
    on_each(|ground| {
        let mut register = filled(ground);
        let ask = |register: &mut Register| {
            let queue = register.queue(&[Question::LowConfidence], 1.01, 9);
            queue.expect("asked").remove(0)
        };
        let item = ask(&mut register);
        assert_eq!(
            (item.seen, item.records.as_slice()),
            (0, [item.subject.clone()].as_slice())
        );
        let decide = |register: &mut Register, verdict, who: &str, seen| {
            let by = (who, AT, "看过");
            register.decide_having_seen(verdict, &item.subject, None, by, Some(seen))
        };
        let first = decide(&mut register, Verdict::Accept, "王", 0).expect("decided");
        let late = decide(&mut register, Verdict::Reject, "李", 0).expect_err("too late");
        assert_eq!(late.kind, ErrorKind::Overtaken);
        assert!(late.what.contains("王 accept"), "{late}");
        let by = ("王", AT, "误按");
        register
            .decide(Verdict::Undo, &first, None, by)
            .expect("undone");
        assert!(
            decide(&mut register, Verdict::Reject, "李", 1).is_err(),
            "undone since"
        );
        let again = ask(&mut register);
        assert_eq!(again.seen, 2);
        decide(&mut register, Verdict::Reject, "李", 2).expect("decided");
    });
}

#[test]
fn a_second_person_confirms_or_contests() {
    on_each(|ground| {
        let mut register = filled(ground);
        let item = register
            .queue(&[Question::LowConfidence], 1.01, 9)
            .expect("asked")
            .remove(0);
        let decide = |register: &mut Register, verdict, who: &str| {
            let done = register.decide(verdict, &item.subject, None, (who, AT, "看过"));
            done.expect("decided")
        };
        decide(&mut register, Verdict::Accept, "王");
        let all = |register: &mut Register, check, not_by: Option<&str>| {
            register.settled(check, not_by, 0, 9).expect("asked")
        };
        let (once, many) = all(&mut register, Some(Check::Once), Some("李"));
        assert_eq!((once.len(), many), (1, 1));
        assert_eq!(once[0].about.subject, item.subject);
        assert_eq!(once[0].about.seen, 1);
        assert_eq!(once[0].about.records, item.records);
        assert_eq!(
            all(&mut register, Some(Check::Once), Some("王")).1,
            0,
            "his own"
        );
        decide(&mut register, Verdict::Accept, "王");
        assert_eq!(
            all(&mut register, Some(Check::Once), None).1,
            1,
            "the same person twice"
        );
        let second = decide(&mut register, Verdict::Accept, "李");
        assert_eq!(all(&mut register, Some(Check::Twice), None).1, 1);
        let by = ("李", AT, "再看");
        register
            .decide(Verdict::Undo, &second, None, by)
            .expect("undone");
        decide(&mut register, Verdict::Reject, "李");
        let (contested, _) = all(&mut register, Some(Check::Contested), None);
        assert_eq!(contested[0].decisions.len(), 3);
        let lowered = register.show(&item.subject).expect("shown");
        assert!(
            format!("{lowered:?}").contains("lowered"),
            "the latest holds"
        );
        contested
    });
}

#[test]
fn what_a_page_would_bring_is_shown_and_nothing_kept() {
    on_each(|ground| {
        let mut register = filled(ground);
        let text = "本报讯\n2019年3月4日，聊城市市长李长萍率团访问德国黑森州，会见州长布菲耶。\n";
        let (page, records) = read("b.txt", text);
        let (known_page, known_records) = read("a.txt", PAGE);
        let arrival = |bytes: &'static str, locator, page, records| Arrival {
            taken: Taken {
                bytes: bytes.as_bytes(),
                locator,
                at: AT,
            },
            read: Some((Told::from(page), records)),
        };
        let arrivals = [
            arrival(text, "b.txt", &page, records.as_slice()),
            arrival(PAGE, "a.txt", &known_page, known_records.as_slice()),
        ];
        let before = register.acts(&Filter::default()).expect("acts");
        let shown = register
            .preview(&reader("1.0.0"), &arrivals)
            .expect("shown");
        assert_eq!(
            shown.iter().map(|p| p.known).collect::<Vec<_>>(),
            [false, true]
        );
        let new = &shown[0];
        assert_eq!(new.document.records.len(), records.len());
        let visit = new
            .document
            .acts
            .iter()
            .find(|a| a.kind == "visit")
            .expect("a visit");
        assert_eq!(visit.sources, 2, "it joins the one on record");
        assert!(!new.named_elsewhere.is_empty(), "whom both name");
        assert!(new.captures.len() >= 2);
        assert_eq!(register.acts(&Filter::default()).expect("acts"), before);
        assert!(
            register.document(&new.document.capture.id).is_err(),
            "not kept"
        );
        ingest(&mut register, "b.txt", text);
        let kept = register.document(&new.document.capture.id).expect("kept");
        assert_eq!(kept, new.document, "what was shown is what came");
        kept
    });
}
