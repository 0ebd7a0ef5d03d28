//! A post held by two at once.
//!
//! The register knows only days on which somebody was attested in an office, never when he left it.
//! So two holders contradict each other when both are attested on one day, or one of them both
//! before and after the other. Only offices that one person holds are looked at: of vice-governors
//! and directors there are many.

use std::collections::BTreeMap;

use crate::query::conflicts::Contradiction;
use crate::query::views::ActView;

/// Ends of offices that one person holds.
const SINGLE: &[&str] = &[
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "自治区主席",
    "省委书记",
    "市委书记",
    "县委书记",
    "区委书记",
    "州委书记",
    "知事",
    "总领事",
    "大使",
    "总督",
    "郡守",
];

/// Beginnings that make an office another one, or one of the past or to come.
const OTHERS: &[&str] = &["副", "前", "原", "候任", "当选", "助理", "代", "常务"];

/// Days on which holders are attested: name → first and last day, act.
type Attested<'a> = BTreeMap<&'a str, Vec<(String, String, &'a str)>>;

/// Offices held by two at once, as far as these acts tell.
pub(super) fn held_twice(acts: &[ActView]) -> Vec<Contradiction> {
    let mut offices: BTreeMap<(String, &str), Attested<'_>> = BTreeMap::new();
    for act in acts {
        let Some((from, until, "day")) = act.days() else {
            continue;
        };
        if !matches!(
            act.kind.as_str(),
            "visit" | "meeting" | "agreement" | "conference"
        ) {
            continue;
        }
        for filler in act.roles.values().flatten() {
            let Some(post) = filler.post.as_deref().and_then(single) else {
                continue;
            };
            let Some(of) = filler.home.clone().or_else(|| filler.of.clone()) else {
                continue;
            };
            let days = offices.entry((of, post)).or_default();
            let days = days.entry(&filler.name).or_default();
            days.push((from.clone(), until.clone(), &act.id));
        }
    }
    let mut out = Vec::new();
    for ((of, post), holders) in offices {
        let names: Vec<&&str> = holders.keys().collect();
        for (n, one) in names.iter().enumerate() {
            for other in &names[n + 1..] {
                if same(one, other) || !at_once(&holders[**one], &holders[**other]) {
                    continue;
                }
                let acts = |name: &&str| {
                    let days = holders[*name].iter();
                    ((*name).to_owned(), days.map(|d| d.2.to_owned()).collect())
                };
                let gazetteer = jiehao_places::Gazetteer::get();
                let place = gazetteer.by_id(&of).map(|p| gazetteer.place(p).name);
                out.push(Contradiction {
                    about: "post".into(),
                    of: format!("{}{post}", place.unwrap_or(&of)),
                    values: BTreeMap::from([acts(one), acts(other)]),
                });
            }
        }
    }
    out
}

/// The office that only one can hold: 市长 of 市委副书记、市长.
fn single(post: &str) -> Option<&'static str> {
    let mut parts = post.split(['、', '，', ',', '兼']);
    parts.find_map(|part| {
        let end = SINGLE.iter().find(|end| part.ends_with(**end))?;
        let before = part.strip_suffix(end)?;
        (!OTHERS
            .iter()
            .any(|o| before.ends_with(o) || before.starts_with(o)))
        .then_some(*end)
    })
}

/// Whether two names may be one person's: one is part of the other, as in 鲁德尼亚 and 伊戈尔·鲁德尼亚.
fn same(one: &str, other: &str) -> bool {
    one.contains(other) || other.contains(one)
}

fn at_once(one: &[(String, String, &str)], other: &[(String, String, &str)]) -> bool {
    let span = |days: &[(String, String, &str)]| {
        let first = days.iter().map(|d| d.0.clone()).min();
        first.zip(days.iter().map(|d| d.1.clone()).max())
    };
    let within = |days: &[(String, String, &str)], span: &Option<(String, String)>| {
        let inside =
            |(first, last): &(String, String)| days.iter().any(|d| d.0 >= *first && d.1 <= *last);
        span.as_ref().is_some_and(inside)
    };
    within(other, &span(one)) || within(one, &span(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_that_one_holds_is_told_from_those_of_many() {
        assert_eq!(single("省委副书记、省长"), Some("省长"));
        assert_eq!(single("市长"), Some("市长"));
        assert_eq!(single("驻大阪总领事"), Some("总领事"));
        for many in ["副省长", "常务副市长", "外办主任", "前市长", "市长助理"] {
            assert_eq!(single(many), None, "{many}");
        }
    }

    #[test]
    fn one_after_the_other_is_no_contradiction() {
        let day = |d: &str| (d.to_owned(), d.to_owned(), "a-");
        let (early, late) = ([day("2020-01-01")], [day("2023-01-01")]);
        assert!(!at_once(&early, &late));
        assert!(at_once(&early, &early));
        assert!(at_once(&[day("2020-01-01"), day("2024-01-01")], &late));
    }
}
