//! A record of each shape that printing must cope with, for the tests of this folder.

use std::collections::BTreeMap;

use jiehao_events::{Evidence, Filler, Record, Span, Type};

fn filler(name: &str, id: Option<&str>, country: &str) -> Filler {
    Filler {
        name: name.into(),
        id: id.map(Into::into),
        country: Some(country.into()),
        ..Filler::default()
    }
}

/// `鲁安会见韦伯。` read as a meeting.
pub(crate) fn meeting() -> (String, Record) {
    let text = "鲁安\n会见韦伯。".to_owned();
    let host = Filler {
        post: Some("副省长".into()),
        of: Some("江西省".into()),
        ..filler("鲁安", None, "CN")
    };
    let record = Record {
        kind: Type::Meeting,
        roles: BTreeMap::from([
            ("b".into(), vec![filler("韦伯", None, "DE")]),
            ("a".into(), vec![host]),
        ]),
        attributes: BTreeMap::from([
            ("date".into(), "--06-04".into()),
            ("mode".into(), "online".into()),
        ]),
        evidence: vec![Evidence {
            start: 10,
            end: 18,
            exact: text.clone(),
        }],
        confidence: 0.93,
        grounds: Vec::new(),
        rule: "meeting.receive".into(),
        spans: vec![Span::new(0, text.len())],
    };
    (text, record)
}

/// `=新市与甲、乙结好`, as a page that means ill to a spreadsheet might put it.
pub(crate) fn tie() -> (String, Record) {
    let text = "=新市与\"甲\"、乙市结好".to_owned();
    let record = Record {
        kind: Type::Tie,
        roles: BTreeMap::from([
            ("a".into(), vec![filler("=新市", Some("cn:000000"), "CN")]),
            (
                "b".into(),
                vec![
                    filler("甲", None, "BY"),
                    filler("乙市", Some("iso:BY-X"), "BY"),
                ],
            ),
        ]),
        attributes: BTreeMap::from([
            ("kind".into(), "sister".into()),
            ("since".into(), "2023-02".into()),
        ]),
        evidence: vec![Evidence {
            start: 0,
            end: 12,
            exact: text.clone(),
        }],
        confidence: 0.5,
        grounds: Vec::new(),
        rule: "tie.form".into(),
        spans: vec![Span::new(0, text.len())],
    };
    (text, record)
}
