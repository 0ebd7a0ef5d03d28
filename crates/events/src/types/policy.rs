//! Named plans, opinions and laws about external ties or opening up. What titles count is told by
//! `rules/tie/words.toml`.

use super::{Draft, Fill, date_of, relation};
use crate::engine::Match;
use crate::mention::{Kind, Mention};
use crate::reader::Reader;

/// Builds policies from `issuer` and `title`.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let passive = m.rule.set.contains_key("passive");
    let runs = ["施行", "实施", "生效", "执行"];
    if m.planned
        && !runs
            .iter()
            .any(|w| m.trigger.of(reader.text()).ends_with(w))
    {
        return Err("还没有出台".into());
    }
    let mut out = Vec::new();
    for i in m.fillers("title") {
        let title = &reader.mentions[i];
        // 拟订交流合作计划|748项: so many of them, and no title
        let rest = reader.text()[title.span.end..].trim_start();
        let counted = rest.starts_with(|c: char| c.is_ascii_digit());
        if passive && !comes_out(reader, m, title) || !counts(title) || counted {
            continue;
        }
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        d.attributes.remove("passive");
        let issuers = issuers(reader, m, title);
        let central = ["国务院", "中共中央", "国家", "商务部"];
        if central.iter().any(|w| title.name.starts_with(w))
            || issuers.iter().any(|f| {
                ["国务院", "中共中央", "国家", "中央"]
                    .iter()
                    .any(|w| f.name.contains(w))
            })
        {
            d.set("level", Some("national".into()));
        }
        d.fill("issuer", issuers);
        d.set("title", Some(title.name.clone()));
        d.set("date", date_of(reader, m).and_then(|r| r.moment()));
        out.push(d);
    }
    if out.is_empty() {
        Err("没有关于对外交往的文件名".into())
    } else {
        Ok(out)
    }
}

/// Whether a title is of a plan, opinion or law about external ties.
fn counts(title: &Mention) -> bool {
    let whole = title.name.as_str();
    let open = whole
        .ends_with([')', '）'])
        .then(|| whole.rfind(['(', '（']));
    let bare = open.flatten().map_or(whole, |at| &whole[..at]);
    !title.alias
        && relation::ends("policy_ends", bare)
        && relation::has("policy_themes", &title.name)
        && !relation::has("policy_not", &title.name)
}

/// Whether what is told of a title before the verb is that it came out: 《……》正式印发, not 《……》的实施.
fn comes_out(reader: &Reader<'_, '_>, m: &Match<'_>, title: &Mention) -> bool {
    let text = reader.text();
    let Some(between) = text.get(title.span.end..m.trigger.start) else {
        return false;
    };
    let rest = &text[m.trigger.end..reader.parsed[m.sentence].span.end.max(m.trigger.end)];
    // 根据《……》制定, 按照《……》要求实施: what it is made after
    let lead = text[..title.span.start].trim_end();
    let after = [
        "根据", "按照", "依据", "依照", "遵照", "落实", "贯彻", "对照", "围绕", "以及", "结合",
    ];
    let other = after.iter().any(|w| lead.ends_with(w));
    let noun = between.starts_with(['的', '》', '等'])
        || rest.starts_with(['的', '情', '成', '效', '以', '工', '过']);
    // 《……》发布十周年: long ago
    let long_ago = rest.chars().take(8).collect::<String>().contains("周年");
    // 《……》经省政府同意,|现印发实施
    let parted = between.rfind(['，', ',']).is_some_and(|i| {
        let last = between[i..].trim_matches(['，', ',']);
        !matches!(
            last,
            "" | "现" | "现予" | "现已" | "日前" | "近日" | "正式" | "已" | "并"
        ) || !between.contains(['经', '由'])
    });
    !other
        && !noun
        && !long_ago
        && !parted
        && between.chars().count() <= 24
        && !between.contains('《')
}

/// Who issued a title: whom the sentence names, else the place it begins with.
fn issuers(reader: &Reader<'_, '_>, m: &Match<'_>, title: &Mention) -> Vec<Fill> {
    let mut named = m.fillers("issuer");
    let maker = m.fillers("maker");
    let loose = m.carried || named.is_empty();
    if loose && !maker.is_empty() {
        named = maker;
    }
    let own = title
        .parts
        .iter()
        .find(|p| p.kind == Kind::Place && p.span.start == title.head.start)
        .map(Fill::place);
    match own {
        Some(own) if loose && m.fillers("maker").is_empty() => vec![own],
        _ => named
            .into_iter()
            .flat_map(|k| reader.resolve(k, m.sentence))
            .collect(),
    }
}
