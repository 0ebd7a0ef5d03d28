//! Whether a clean page meets what gold asks of it.

use super::fit::norm;
use super::gold::CleanGold;

/// A clean page as checks see it.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// Headline.
    pub title: Option<String>,
    /// Named source or host.
    pub outlet: Option<String>,
    /// Date of publication, ISO 8601.
    pub published: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Clean body.
    pub text: String,
}

/// A thing asked of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What kind of thing: `title`, `begins`, `keeps`, `drops` …
    pub name: &'static str,
    /// What gold wants.
    pub want: String,
    /// Whether the page has it.
    pub met: bool,
}

/// All that gold asks of a page.
pub fn checks(gold: &CleanGold, got: &Cleaned) -> Vec<Check> {
    let mut out = Vec::new();
    let mut check = |name, want: &[String], met| {
        out.push(Check {
            name,
            want: want.join("|"),
            met,
        })
    };
    let text: String = norm(&got.text).into_iter().collect();
    let key = |s: &str| norm(s).into_iter().collect::<String>();
    let same = |want: &str, have: &str| key(want) == key(have);
    check("title", &gold.title, any(&gold.title, &got.title, same));
    // a longer name of the outlet is as good
    let outlet = any(&gold.outlet, &got.outlet, |want, have| {
        let (want, have) = (key(want), key(have));
        !want.is_empty() && !have.is_empty() && (have.contains(&want) || want.contains(&have))
    });
    check("outlet", &gold.outlet, outlet);
    check("author", &gold.author, any(&gold.author, &got.author, same));
    let published = any(&gold.published, &got.published, |want, have| {
        have.starts_with(&want.chars().take(16).collect::<String>())
    });
    check("published", &gold.published, published);

    let mut check = |name, want: &String, met| {
        out.push(Check {
            name,
            want: want.clone(),
            met,
        })
    };
    if let Some(want) = gold.body_starts.as_ref().filter(|s| !s.is_empty()) {
        let first: String = key(want).chars().take(8).collect();
        check(
            "begins",
            want,
            text.chars().take(60).collect::<String>().contains(&first),
        );
    }
    if let Some(want) = gold.body_ends.as_ref().filter(|s| !s.is_empty()) {
        check("ends", want, tail(&text, 40).contains(tail(&key(want), 8)));
    }
    for want in &gold.must_contain {
        check("keeps", want, text.contains(&key(want)));
    }
    for want in gold.must_contain.iter().filter(|_| gold.once) {
        check("once", want, text.matches(&key(want)).count() == 1);
    }
    for want in &gold.must_not_contain {
        let k = key(want);
        let literal = k.is_empty() || want.starts_with('(');
        check(
            "drops",
            want,
            if literal {
                !got.text.contains(want.as_str())
            } else {
                !text.contains(&k)
            },
        );
    }
    out
}

/// Whether one of the accepted wordings is had; where none is accepted, whether there is nothing.
fn any(accepted: &[String], have: &Option<String>, fits: impl Fn(&str, &str) -> bool) -> bool {
    let have = have.as_deref().unwrap_or("");
    match accepted {
        [] => have.is_empty(),
        _ => accepted.iter().any(|want| fits(want, have)),
    }
}

/// The last `n` characters.
fn tail(s: &str, n: usize) -> &str {
    let at = s
        .char_indices()
        .rev()
        .take(n)
        .last()
        .map_or(s.len(), |(i, _)| i);
    &s[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_has_its_say() {
        let gold = CleanGold {
            title: vec!["甲 乙".into()],
            outlet: vec!["别报".into(), "大众日报".into()],
            published: vec!["2024-06-09T11:01:54".into()],
            body_starts: Some("省长会见州长一行".into()),
            body_ends: Some("友谊地久天长。".into()),
            must_contain: vec!["州长".into()],
            must_not_contain: vec!["(guójì)".into(), "责任编辑".into()],
            once: true,
            ..CleanGold::default()
        };
        let mut got = Cleaned {
            title: Some("甲乙".into()),
            outlet: Some("大众日报社".into()),
            published: Some("2024-06-09T11:01".into()),
            text: "省长会见州长一行。友谊地久天长。".into(),
            ..Cleaned::default()
        };
        assert_eq!(checks(&gold, &got).iter().filter(|c| !c.met).count(), 0);
        got.text
            .push_str(&format!("国际(guójì)州长 责任编辑{}", "甲".repeat(40)));
        got.author = Some("丙".into());
        let failed: Vec<_> = checks(&gold, &got)
            .into_iter()
            .filter(|c| !c.met)
            .map(|c| c.name)
            .collect();
        assert_eq!(failed, ["author", "ends", "once", "drops", "drops"]);
    }
}
