//! The grounds of a record: what holds of its fillers, of the way they were found, of the sentence and the page.

mod page;
mod way;

use std::collections::BTreeMap;

use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Filler;
use crate::types::{Draft, Fill};

pub use page::Page;

/// The grounds of a draft, whose fillers have been given their identities.
pub fn grounds(
    reader: &Reader<'_, '_>,
    page: &Page,
    draft: &Draft,
    filled: &BTreeMap<String, Vec<Filler>>,
) -> Vec<String> {
    let mut out = vec![
        format!("类型:{}", draft.kind.name()),
        format!("规则:{}", draft.rule),
    ];
    let mut say = |ground: &str| {
        if !out.iter().any(|g| g == ground) {
            out.push(ground.to_owned());
        }
    };
    let text = reader.text();
    let said = |span: crate::span::Span| draft.spans.iter().any(|s| s.covers(span));
    let mut countries: Vec<&str> = Vec::new();
    let mut fillers = 0;
    if draft.trust < 1.0 {
        say("主语承前");
    }
    if inland(filled) {
        say("外国境内");
    }
    for role in draft.kind.key_roles() {
        let ready = filled.get(*role).map_or(&[][..], Vec::as_slice);
        if ready.is_empty() && !draft.attributes.contains_key(*role) {
            say("缺主要角色");
        }
        for (f, done) in draft.role(role).iter().zip(ready) {
            fillers += 1;
            say(&format!("{role}:{}", part(reader, f, done)));
            countries.extend(done.country.as_deref());
            match f.span {
                Some(s) if said(s) => {}
                Some(_) => say("承前"),
                None => say("代称"),
            }
            let kind = f.mention.as_deref().map(|m| m.kind);
            match kind {
                Some(Kind::Person) => {
                    say(match (done.post.is_some(), done.of.is_some()) {
                        (true, true) => "人有职务和所属",
                        (true, false) => "人有职务",
                        (false, _) => "人无职务",
                    });
                    if text.matches(done.name.as_str()).nth(1).is_some() {
                        say("人名再现");
                    }
                    if !done.name.contains(['·', '•', '・', '‧', '∙', '×'])
                        && done.name.chars().count() > 3
                    {
                        say("人名长而无点");
                    }
                }
                Some(Kind::Place) => {
                    say(match (done.id.is_some(), done.country.is_some()) {
                        (true, _) => "地名在册",
                        (false, true) => "地名知国不在册",
                        (false, false) => "地名不在册",
                    });
                }
                Some(Kind::Body) => say(if done.country.is_some() {
                    "机构知所属"
                } else {
                    "机构不知所属"
                }),
                Some(Kind::Delegation) => say("团组"),
                Some(Kind::Event) => say(if done.name.chars().count() < 8 {
                    "活动名短"
                } else {
                    "活动名长"
                }),
                _ => {}
            }
            if done.name.chars().count() > 16 {
                say("名称很长");
            }
        }
    }
    if fillers > 4 {
        say("一事多名");
    }
    countries.sort_unstable();
    countries.dedup();
    say(match countries.len() {
        0 => "不知国别",
        1 if countries[0] == "CN" => "国内",
        1 => "一国",
        _ if countries.contains(&"CN") => "跨国",
        _ => "外国之间",
    });
    for name in ["status", "kind"] {
        if let Some(value) = draft.attributes.get(name) {
            say(&format!("{name}:{value}"));
        }
    }
    for (name, ground) in [
        ("date", "有日期"),
        ("start", "有日期"),
        ("since", "有日期"),
        ("title", "有题名"),
        ("level", "国家级"),
    ] {
        if draft.attributes.contains_key(name) {
            say(ground);
        }
    }
    if draft.told > 1 {
        say("说到多次");
    }
    let sentence = &reader.parsed[draft.sentence];
    if reader.document.in_headline(sentence.span) {
        say("标题");
    }
    let length = sentence.span.of(text).chars().count();
    if length > 150 {
        say("句很长");
    } else if length > 80 {
        say("句长");
    }
    if sentence.groups.len() > 10 {
        say("句中名称多");
    }
    if reader.published.is_some() {
        say("页有日期");
    }
    page.say(reader, draft, &mut say);
    way::say(reader, draft, &mut say);
    out
}

/// Classes of offices, each a list of words that `rules/words/posts.toml` names.
const OFFICES: [(&str, &str); 5] = [
    ("使节", "office_envoy"),
    ("企业", "office_business"),
    ("国家", "office_state"),
    ("院校", "office_school"),
    ("首长", "office_local"),
];

/// What a filler is: a person by his office, a place by how it is known.
fn part(reader: &Reader<'_, '_>, f: &Fill, done: &Filler) -> &'static str {
    if let Some(post) = done.post.as_deref() {
        let class = OFFICES
            .iter()
            .find(|(_, list)| reader.rules.lexicon.holds(list, post));
        return class.map_or("他职", |c| c.0);
    }
    match f.mention.as_deref().map(|m| m.kind) {
        Some(Kind::Person) => "人",
        Some(Kind::Place) => match done.id.as_deref() {
            Some("iso:CN") => "中国",
            Some(id) if id.starts_with("cn:") => "中国一地",
            Some(id) if id.starts_with("iso:") && !id.contains('-') => "外国",
            Some(_) => "外国一地",
            None => "不在册",
        },
        Some(Kind::Body) => "机构",
        Some(Kind::Delegation) => "团组",
        Some(Kind::Event) => "活动",
        _ => "其他",
    }
}

/// Whether a trip stays within one foreign country.
fn inland(filled: &BTreeMap<String, Vec<Filler>>) -> bool {
    let countries = |role: &str| -> Vec<&str> {
        let of = filled.get(role).into_iter().flatten();
        of.filter_map(|f| f.country.as_deref()).collect()
    };
    let from = [countries("visitor"), countries("origin")].concat();
    let to = countries("destination");
    from.iter().any(|c| *c != "CN" && to.contains(c))
}
