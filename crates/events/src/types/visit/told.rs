//! What the words beside a trip's verb say: what is only a sight, a stop, the end of a stay, a trip told before.

use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::Kind;
use crate::parse::Mark;
use crate::reader::Reader;
use crate::types::Fill;

/// The word by which whoever stands before it makes others travel: 发动企业家到甲市考察.
pub(super) fn causes(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<&'static str> {
    const CAUSES: [&str; 7] = ["发动", "动员", "引导", "带动", "吸引", "鼓励", "发动更多"];
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let left = &reader.text()[clause.start..m.trigger.start.max(clause.start)];
    CAUSES.into_iter().find(|w| left.contains(w))
}

/// Where guests came to by the words right before the trigger: 来|某县|考察, 来|秀|考察 with one character of
/// a place the page names.
pub(super) fn came_here(
    reader: &Reader<'_, '_>,
    m: &Match<'_>,
    named: Vec<Fill>,
) -> Result<Vec<Fill>, String> {
    let text = reader.text();
    let left = text[..m.trigger.start].trim_end();
    let came = |rest: &str| ["来", "抵", "莅", "莅临"].iter().any(|w| rest.ends_with(w));
    let whole = named.last().and_then(|d| d.mention.as_deref());
    // 来|某县|,就工业发展|考察学习; 来某县|开展|考察
    let on = |x: &crate::mention::Mention| {
        let gap = text.get(x.span.end..left.len()).unwrap_or("的");
        let gap = gap.trim_start_matches(['，', ',']);
        let goes = ["就", "围绕", "开展", "进行", "实地", "专题", "学习"];
        gap.is_empty() || goes.iter().any(|w| gap.starts_with(w)) && !gap.contains(['的', '。'])
    };
    let beside = whole.is_some_and(|x| on(x) && came(&text[..x.span.start]));
    if beside {
        return Ok(named);
    }
    let letter = left.chars().next_back().filter(|_| named.is_empty());
    let before = letter.map_or("", |c| &left[..left.len() - c.len_utf8()]);
    // 近年来|我考察: 来 of another word
    let verb = reader.parsed[m.sentence].words.iter().any(|w| {
        let last = w.span.of(text).chars().next_back();
        w.span.end == before.len()
            && (w.classes.has(Class::To) || w.classes.has(Class::Trigger))
            && last.is_some_and(|c| "来抵莅".contains(c))
    });
    let place = letter
        .filter(|_| verb)
        .and_then(|c| reader.by_one_letter(c));
    place
        .map(|p| vec![p])
        .ok_or_else(|| "没有写来哪里".to_owned())
}

/// Whether words after 到访 tell what was visited.
pub(super) fn goes_on(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let rest = &reader.text()[m.trigger.end..];
    let next = rest.chars().next().unwrap_or(' ');
    let word = reader.parsed[m.sentence]
        .words
        .iter()
        .find(|w| w.span.start == m.trigger.end);
    // whoever is known to come from elsewhere went to the host all the same
    let homes = m.fillers("visitor").into_iter();
    let mut known = homes.map(|i| reader.region_of(&Fill::mention(&reader.mentions[i])));
    m.trigger.of(reader.text()).ends_with("到访")
        && !known.any(|h| h.is_some())
        && ('\u{4e00}'..='\u{9fff}').contains(&next)
        && word.is_none_or(|w| w.classes.any(&[Class::Solid, Class::BodyEnd, Class::Soft]))
}

/// Whether the clause says that the trip was ended: 结束了对乙国的访问.
pub(super) fn is_over(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let before = reader.text().get(clause.start..m.trigger.start);
    before.is_some_and(|b| {
        // 客人17日|结束|访问并离开甲市
        let ends = b.ends_with("结束") || b.ends_with("结束了");
        ends || b.contains("结束对") || b.contains("结束了对")
    })
}

/// 赴南亚近邻丙国: the country after a part of the world, which says too little.
pub(super) fn past_continent(reader: &Reader<'_, '_>, m: &Match<'_>, i: usize) -> Vec<usize> {
    let continent = |i: usize| reader.is_continent(&Fill::mention(&reader.mentions[i]));
    if reader.mentions[i].kind != Kind::Place || !continent(i) {
        return vec![i];
    }
    let p = &reader.parsed[m.sentence];
    let from = reader.mentions[i].span.end;
    let next = p.groups.iter().find(|g| {
        g.clause == m.clause
            && g.span.start >= from
            && g.span.start <= from + 18
            && g.members
                .iter()
                .all(|&k| reader.mentions[k].kind == Kind::Place && !continent(k))
    });
    next.map_or(vec![i], |g| g.members.clone())
}

/// Whether a place only begins the name of a sight or says who built what is gone to: 甲县|木塔景区,
/// 乙国|援建的医院.
pub(super) fn leads_on(reader: &Reader<'_, '_>, i: usize) -> bool {
    let m = &reader.mentions[i];
    let s = reader.document.sentence_at(m.span.start);
    let rest = &reader.text()[m.span.end..reader.parsed[s].span.end.max(m.span.end)];
    let lexicon = &reader.rules.lexicon;
    if lexicon.list("built_by").begins(rest).is_some() {
        let near: String = rest.chars().take(10).collect();
        return near.contains('的');
    }
    let run = rest
        .char_indices()
        .take(14)
        .find(|(_, c)| !c.is_alphanumeric())
        .map_or("", |(at, _)| &rest[..at]);
    let run = run.split(['等', '和', '的']).next().unwrap_or("");
    let sight = lexicon.ends("stops", run);
    // 赴甲市|参观博物馆: a verb between
    sight
        && !reader.parsed[s].words.iter().any(|w| {
            w.span.start >= m.span.end
                && w.span.end <= m.span.end + run.len()
                && w.classes.any(&[Class::Trigger, Class::To, Class::At])
                && !w.classes.any(&[Class::Soft, Class::BodyEnd])
        })
}

/// Whether a clause is no more than the time of a stay: 访问甲国期间,.
pub(super) fn during(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let rest = &reader.text()[m.trigger.end..clause.end.max(m.trigger.end)];
    rest.trim_end_matches(['，', ',', ' ']).ends_with("期间")
}

/// Whether the words only refer to a trip told of elsewhere.
pub(super) fn refers(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let rest = &reader.text()[m.trigger.end..clause.end.max(m.trigger.end)];
    let left = &reader.text()[clause.start..m.trigger.start.max(clause.start)];
    let dated = p
        .dates
        .iter()
        .any(|&i| clause.covers(reader.mentions[i].span));
    !dated
        && (["期间", "之际", "时", "之行"]
            .iter()
            .any(|w| rest.starts_with(w))
            || ["此次", "此行", "这次", "是次", "此访", "本次"]
                .iter()
                .any(|w| left.contains(w)))
}

/// Where those travel who return a visit: to where the last guests of their own region came from.
pub(super) fn returned_to(reader: &Reader<'_, '_>, visitors: &[Fill]) -> Option<Fill> {
    let home = visitors.iter().find_map(|v| reader.region_of(v))?;
    let here = |f: &Fill| reader.within(f, &home) || reader.within(&home, f);
    let guests =
        reader.drafts.iter().rev().find(|d| {
            d.kind == crate::record::Type::Visit && d.role("destination").iter().any(here)
        })?;
    guests.role("origin").iter().find(|o| !here(o)).cloned()
}

/// Where whoever travels is said to be next: 访问期间,甲|在乙市|同丙会谈.
pub(super) fn then_at(reader: &Reader<'_, '_>, m: &Match<'_>, visitors: &[Fill]) -> Option<Fill> {
    let home = visitors.iter().find_map(|v| reader.region_of(v))?;
    let p = &reader.parsed[m.sentence];
    let at = p.groups.iter().find(|g| {
        g.mark == Mark::At
            && g.span.start >= m.trigger.end
            && reader.mentions[g.members[0]].kind == Kind::Place
    })?;
    let place = Fill::place(&reader.mentions[at.members[0]]);
    let apart = !reader.within(&place, &home) && !reader.within(&home, &place);
    apart.then_some(place)
}

/// Whether delegations are only counted: 累计有58个|友好组织代表团|来访.
pub(super) fn counts(reader: &Reader<'_, '_>, v: &Fill) -> bool {
    const LEAD: usize = 16;
    let of = v.mention.as_deref().and_then(|x| x.of.as_ref());
    let Some(at) = v
        .span
        .filter(|_| v.is(Kind::Delegation) && of.is_none_or(|o| o.place.is_none()))
    else {
        return false;
    };
    let before = reader.text()[..at.start].char_indices().rev().take(LEAD);
    let near: Vec<(usize, char)> = before
        .take_while(|(_, c)| !"，,。；;".contains(*c))
        .collect();
    near.windows(2).any(|w| {
        "个批支".contains(w[0].1) && (w[1].1.is_ascii_digit() || "余多十百".contains(w[1].1))
    })
}
