//! Figures about external ties and trade, by the nouns and units of `rules/figures.toml`.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;
use crate::types::{Draft, Fill};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    figure: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "examples are read by the tests")]
struct Entry {
    name: String,
    gloss: String,
    #[serde(default)]
    shape: String,
    nouns: String,
    units: String,
    #[serde(default)]
    topic: String,
    accepts: Vec<String>,
    refuses: Vec<String>,
}

/// One kind of figure.
struct Figure {
    name: String,
    pairs: bool,
    nouns: Vec<String>,
    units: Vec<String>,
    topic: Vec<String>,
}

/// All kinds of figures, in order of preference.
#[derive(Default)]
pub struct Figures {
    kinds: Vec<Figure>,
}

const N: &str =
    r"(?:\d[\d,，]*(?:\.\d+)?|[一二三四五六七八九十百千两]+)(?:[余多])?(?:[万亿])?(?:[余多])?";

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?P<n>{N})(?P<rest>左右|以上)?")).expect("the pattern is fixed")
});
static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?P<c>{N})个(?:[\u{{4e00}}-\u{{9fff}}]{{0,6}})?(?:国家|岛国|国)(?:和地区)?(?:的|、|和|与)?(?P<n>{N})(?P<u>个|座|对)(?:省(?:、|（|\()?)?(?P<w>友好|城市|友城|省|州|市|地区|国际|县)"
    ))
    .expect("the pattern is fixed")
});

fn longest_first(words: &str) -> Vec<String> {
    let mut w: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    w.sort_by_key(|x| std::cmp::Reverse(x.len()));
    w
}

impl Figures {
    /// Reads a figures file.
    ///
    /// # Errors
    /// The TOML error.
    pub fn load(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let kinds = file.figure.into_iter().map(|e| Figure {
            name: e.name,
            pairs: e.shape == "countries-and-cities",
            nouns: longest_first(&e.nouns),
            units: longest_first(&e.units),
            topic: longest_first(&e.topic),
        });
        Ok(Self {
            kinds: kinds.collect(),
        })
    }

    /// The figures of a sentence.
    pub fn read(&self, reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let sentence = p.span.of(text);
        if !sentence.contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十两".contains(c))
        {
            return Vec::new();
        }
        let mut out = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        for f in &self.kinds {
            if !f.topic.is_empty() && !f.topic.iter().any(|t| sentence.contains(t.as_str())) {
                continue;
            }
            if f.pairs {
                for c in PAIR.captures_iter(sentence) {
                    let whole = c.get(0).expect("group 0 is the match");
                    let at = Span::new(p.span.start + whole.start(), p.span.start + whole.end());
                    taken.push(at);
                    let kind = crate::types::relation_in(sentence).unwrap_or("友好城市");
                    out.extend(draft(reader, s, f, "国家", &c["c"], "个", at));
                    out.extend(draft(reader, s, f, kind, &c["n"], &c["u"], at));
                }
                continue;
            }
            for c in NUMBER.captures_iter(sentence) {
                let n = c.name("n").expect("the number matched");
                let at = p.span.start + n.start();
                if taken.iter().any(|t| t.start <= at && at < t.end) || inside(reader, at) {
                    continue;
                }
                let before = &sentence[..n.start()];
                if before.ends_with(['第', '年', '.', '-'])
                    || before.ends_with(|d: char| d.is_ascii_digit())
                {
                    continue;
                }
                let rest = &sentence[c.get(0).expect("whole").end()..];
                let Some((unit, noun)) = f.fits(before, n.as_str(), rest) else {
                    continue;
                };
                let span = Span::new(at, at + n.len());
                taken.push(span);
                let value = format!(
                    "{}{}",
                    n.as_str(),
                    if unit.starts_with(['亿', '万']) {
                        &unit[..3]
                    } else {
                        ""
                    }
                );
                out.extend(draft(
                    reader,
                    s,
                    f,
                    &noun,
                    &value,
                    unit.trim_start_matches(['亿', '万']),
                    span,
                ));
            }
        }
        out
    }
}

/// Whether a number is part of a name or a date.
fn inside(reader: &Reader<'_, '_>, at: usize) -> bool {
    let i = reader.mentions.partition_point(|m| m.span.end <= at);
    reader
        .mentions
        .get(i)
        .is_some_and(|m| m.span.start <= at && at < m.span.end)
}

impl Figure {
    /// The unit and the noun counted, when a number with what stands round it is of this kind.
    fn fits(&self, before: &str, number: &str, rest: &str) -> Option<(String, String)> {
        let unit = self.units.iter().find(|u| rest.starts_with(u.as_str()));
        let scaled = number.ends_with(['万', '亿']);
        let unit = match unit {
            Some(u) => u.clone(),
            None => return None,
        };
        let after = rest[unit.len()..].trim_start_matches(['的', '“', '余', '多']);
        let money = unit.ends_with('元') || scaled || unit.starts_with(['亿', '万']);
        // 35个友好城市
        let noun = self.nouns.iter().find(|n| {
            let near: String = after.chars().take(n.chars().count() + 8).collect();
            near.find(n.as_str())
                .is_some_and(|i| !near[..i].contains([',', '，', '。', '、', '；']))
        });
        if let (Some(n), false) = (noun, money) {
            let end = after.find(n.as_str()).map_or(0, |i| i + n.len());
            let tail = &after[end..];
            if ["代表", "市长", "负责", "嘉宾", "客人", "青年", "学生"]
                .iter()
                .any(|w| tail.starts_with(w))
            {
                return None;
            }
            return Some((unit, after[..end].to_owned()));
        }
        // 友城总数达到120对: the last noun of the clause before the number, a verb of amount between
        let clause_start = before.rfind(['。', '；', '，', ',']).map_or(0, |i| {
            i + before[i..].chars().next().map_or(1, char::len_utf8)
        });
        let clause = &before[clause_start..];
        let (noun, at) = self
            .nouns
            .iter()
            .filter_map(|n| clause.rfind(n.as_str()).map(|i| (n, i)))
            .max_by_key(|(n, i)| (*i + n.len(), n.len()))?;
        let between = clause[at + noun.len()..].trim();
        const VERBS: [&str; 30] = [
            "达",
            "达到",
            "为",
            "突破",
            "超过",
            "增至",
            "升至",
            "有",
            "共有",
            "已有",
            "已达",
            "累计",
            "完成",
            "实现",
            "共",
            "约",
            "近",
            "逾",
            "拥有",
            "是",
            "接近",
            "将达到",
            "将达",
            "仅",
            "分别为",
            "总额",
            "总数",
            "数量",
            "发展到",
            "增加到",
        ];
        let linked = between.is_empty()
            || (between.chars().count() <= 14 && VERBS.iter().any(|v| between.contains(v)));
        if !linked {
            return None;
        }
        // 对俄商品进出口总额: what qualifies the noun belongs to the measure
        let lead: String = clause[..at]
            .chars()
            .rev()
            .take(6)
            .take_while(|c| !matches!(c, '的' | ' ' | '年' | '月' | '日' | '、'))
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let lead = ["对俄", "对非", "对日", "对韩", "对美", "双边", "双方"]
            .iter()
            .find_map(|w| lead.find(w).map(|i| lead[i..].to_owned()))
            .unwrap_or_default();
        Some((unit, format!("{lead}{noun}")))
    }
}

/// A figure with its subject and date.
fn draft(
    reader: &Reader<'_, '_>,
    s: usize,
    f: &Figure,
    measure: &str,
    value: &str,
    unit: &str,
    at: Span,
) -> Option<Draft> {
    let p = &reader.parsed[s];
    let subject = subject(reader, s, at)?;
    let mut d = Draft {
        kind: Type::Statistic,
        roles: Default::default(),
        attributes: Default::default(),
        spans: vec![p.span],
        rule: f.name.clone(),
        sentence: s,
        trust: 0.9,
    };
    d.fill("subject", [subject]);
    d.set("measure", Some(measure.to_owned()));
    d.set("value", Some(value.to_owned()));
    if !unit.is_empty() {
        d.set("unit", Some(unit.to_owned()));
    }
    let date = p
        .dates
        .iter()
        .rev()
        .filter(|&&i| reader.mentions[i].span.end <= at.start)
        .find_map(|&i| reader.mentions[i].date);
    let now = || reader.published.and_then(|d| d.iso());
    d.set(
        "as_of",
        date.and_then(|r| r.end.unwrap_or(r.start).iso())
            .or_else(|| {
                ["截至", "目前", "现已", "已"]
                    .iter()
                    .any(|w| p.span.of(reader.text()).contains(w))
                    .then(now)
                    .flatten()
            }),
    );
    Some(d)
}

/// Whose figure it is: the place the clause or the sentence is about, else the last subject's region, else the page's own.
fn subject(reader: &Reader<'_, '_>, s: usize, at: Span) -> Option<Fill> {
    let p = &reader.parsed[s];
    let clause = p.clause_at(at.start);
    let eligible = |m: &Mention| match m.kind {
        Kind::Place => !reader.mention_is_country(m) && !crate::mention::abroad(m),
        Kind::Deictic => true,
        _ => false,
    };
    for c in (0..=clause).rev() {
        for g in p.groups.iter().filter(|g| {
            g.clause == c && g.span.end <= at.start && matches!(g.mark, Mark::Bare | Mark::At)
        }) {
            for &i in &g.members {
                if eligible(&reader.mentions[i]) {
                    if let Some(f) = reader.resolve(i, s).into_iter().next() {
                        return Some(f);
                    }
                }
            }
        }
    }
    let carried = reader
        .carried
        .subject
        .as_ref()
        .filter(|(_, para)| p.paragraph <= para + 1);
    if let Some(f) = carried.and_then(|(g, _)| {
        g.members
            .iter()
            .find_map(|&i| reader.region_of(&Fill::mention(&reader.mentions[i])))
    }) {
        if !reader.is_country(&f) {
            return Some(f);
        }
    }
    reader.home.fill(
        reader.document,
        &reader.mentions,
        jiehao_places::Level::Second,
    )
}
