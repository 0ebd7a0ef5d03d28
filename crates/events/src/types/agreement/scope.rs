//! Which agreements are ours: two parties at least, one a government, not all of one place.

use super::super::bound::Bound;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::{Fill, relation};

/// Whether the parties make an agreement of ours: two at least, one a government, not all of one place.
pub(super) fn in_scope(
    reader: &Reader<'_, '_>,
    title: Option<usize>,
    bound: &Bound,
    witnessed: bool,
) -> Result<(), String> {
    let parties = &bound.parties;
    // one side and a title in 《》 still tell the act; a document of nobody's does not
    let titled = title.is_some_and(|t| {
        let m = &reader.mentions[t];
        !m.alias && m.span.of(reader.text()).starts_with('《')
    });
    // 某省发布《……实施意见》 binds nobody else
    let own = title.is_some_and(|t| relation::ends("unilateral", &reader.mentions[t].name));
    if own && parties.len() < 2 {
        return Err("只是一方自己的文件".into());
    }
    let sure = titled && (!parties.is_empty() || witnessed);
    if parties.len() < 2 && !sure {
        return Err("只找到一方".into());
    }
    if parties.iter().any(|f| {
        f.is(Kind::Body) && f.name.starts_with(['我', '本', '该']) && f.name.ends_with("公司")
    }) {
        return Err("一方是没有写出名字的公司".into());
    }
    let speaks = |f: &Fill| {
        reader.is_government(f) || f.is(Kind::Body) && relation::ends("people_bodies", &f.name)
    };
    if !parties.is_empty() && !parties.iter().any(speaks) {
        return Err("没有一方是地方政府".into());
    }
    let countries = parties.iter().filter(|f| reader.is_country(f)).count();
    let state = |f: &Fill| reader.is_country(f) && !speaks_for_state(reader, f, title);
    let vague = |f: &Fill| f.is(Kind::Place) && reader.is_continent(f);
    if parties.iter().any(vague) || countries < parties.len() && parties.iter().any(state) {
        return Err("一方只是国家或洲".into());
    }
    // 甲市与甲市政府: one and the same
    let twice = |p: &Fill| {
        parties.iter().any(|q| {
            let rest = q.name.strip_prefix(&p.name);
            rest.is_some_and(|r| matches!(r, "政府" | "人民政府"))
        })
    };
    if parties.len() == 2 && parties.iter().any(twice) {
        return Err("各方属同一地方".into());
    }
    if parties.len() >= 2 && reader.all_same_region(parties) {
        return Err("各方属同一地方".into());
    }
    Ok(())
}

/// Whether a country is a party itself, not the beginning of a name that could not be read: its minister
/// signs, the title names it, or 与 stands beside it.
fn speaks_for_state(reader: &Reader<'_, '_>, f: &Fill, title: Option<usize>) -> bool {
    let Some(span) = f.span else { return false };
    let text = reader.text();
    // 匈牙利共和国|蒂萨新城|建立友好城市关系协议书: only the country of a name that was not read
    let rest = &text[span.end..];
    let ends = [
        "与", "和", "同", "、", "关于", "政府", "签", "—", "-", "》", "合作", "友好", "双边",
        "经贸", "战略", "谅解", "联合",
    ];
    let whole = ends.iter().any(|w| rest.starts_with(w));
    if title.is_some_and(|t| reader.mentions[t].span.covers(span)) {
        return whole;
    }
    let minister = reader.mentions.iter().any(|m| {
        m.kind == Kind::Person
            && m.span.covers(span)
            && m.of.as_ref().is_some_and(|o| o.name.ends_with('部'))
    });
    let joined = text[..span.start].ends_with(['与', '和', '同', '、']);
    let ends = ["签", "共同", "在", "达成", "与", "、", "和", "分别签"]
        .iter()
        .any(|w| text[span.end..].starts_with(w));
    // 与A国、B国等六个城市签署: the countries only say where
    let run = &text[span.end..];
    let run = run.split('签').next().unwrap_or(run);
    minister || joined && ends && !run.contains('等')
}
