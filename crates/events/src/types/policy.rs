//! Named plans, opinions and laws about external ties or opening up.

use super::{Draft, date_of};
use crate::engine::Match;
use crate::reader::Reader;

const THEMES: [&str; 22] = [
    "对外",
    "开放",
    "国际",
    "友城",
    "友好",
    "外事",
    "一带一路",
    "丝绸",
    "自贸",
    "自由贸易",
    "外贸",
    "外资",
    "口岸",
    "合作",
    "东北",
    "东盟",
    "RCEP",
    "协作",
    "支援",
    "交流",
    "跨境",
    "走出去",
];
const ENDS: [&str; 14] = [
    "意见", "规划", "计划", "方案", "条例", "办法", "措施", "行动", "纲要", "规定", "决定", "政策",
    "清单", "要点",
];

/// Builds policies from `issuer` and `title`.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let mut out = Vec::new();
    for i in m.fillers("title") {
        let title = &reader.mentions[i];
        let bare = title.name.split(['(', '（']).next().unwrap_or(&title.name);
        if title.name.contains("儿童友好")
            || title.alias
            || !ENDS.iter().any(|e| bare.ends_with(e))
            || !THEMES.iter().any(|t| title.name.contains(t))
        {
            continue;
        }
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        let issuers: Vec<_> = m
            .fillers("issuer")
            .into_iter()
            .flat_map(|k| reader.resolve(k, m.sentence))
            .collect();
        if issuers.iter().any(|f| {
            ["国务院", "中共中央", "国家", "中央"]
                .iter()
                .any(|w| f.name.contains(w))
        }) {
            d.set("level", Some("national".into()));
        }
        d.fill("issuer", issuers);
        d.set("title", Some(title.name.clone()));
        d.set("date", date_of(reader, m).and_then(|r| r.start.iso()));
        out.push(d);
    }
    if out.is_empty() {
        Err("没有关于对外交往的文件名".into())
    } else {
        Ok(out)
    }
}
