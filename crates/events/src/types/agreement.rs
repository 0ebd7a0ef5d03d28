//! Documents signed: who is bound, who signed, who looked on.

mod scope;
mod unsigned;

use self::scope::in_scope;
use super::bound::{self, Bound};
use super::{Draft, Fill, dates_of, relation, tie};
use crate::engine::Match;
use crate::mention::{self, Kind};
use crate::parse::Mark;
use crate::reader::Reader;
use crate::record::Type;

/// Builds agreements from `party`, `other`, `document`, and the ties the documents set up.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let mut titles: Vec<usize> = m
        .fillers("document")
        .into_iter()
        .filter(|&i| {
            !(reader.mentions[i].alias
                && reader.mentions[i].span.of(reader.text()).starts_with('《'))
        })
        .collect();
    if let Some(listed) =
        listed_titles(reader, m).filter(|_| titles.iter().all(|&i| reader.mentions[i].alias))
    {
        titles = listed;
    }
    if m.rule.set.contains_key("needs") && titles.iter().all(|&i| reader.mentions[i].alias) {
        return Err("没有说是哪一份文件".into());
    }
    let clause = reader.parsed[m.sentence].clauses[m.clause]
        .of(reader.text())
        .to_owned();
    let whole = reader.parsed[m.sentence].clauses[m.clause];
    let head = reader.text()[whole.start..m.trigger.start.max(whole.start)].to_owned();
    let tail = reader.text()[m.trigger.end..whole.end.max(m.trigger.end)].to_owned();
    let (head, tail) = (head.as_str(), tail.as_str());
    if let Some(why) = unsigned::why(reader, m, &titles, (head, tail)) {
        return Err(why);
    }
    // 签署协议书|20周年: the tie since then, and nothing signed today
    let years = remembered(reader, m, &titles);
    let for_both = head.contains("代表双方") || m.trigger.of(reader.text()).starts_with("代表双方");
    if for_both && titles.iter().all(|&t| reader.mentions[t].alias) && signed_for_both(reader, m) {
        return Err("是前面说的那一份：记下了谁签字".into());
    }
    let bound = bound::everyone(reader, m, &titles, &clause);
    let mut acts: Vec<(Option<usize>, Bound)> = Vec::new();
    if titles.is_empty() {
        acts.extend(bound.into_iter().map(|b| (None, b)));
    } else if titles.len() == bound.len() && bound.len() > 1 {
        // 甲与a、乙与b分别签署《一》《二》
        acts.extend(titles.iter().map(|&t| Some(t)).zip(bound));
    } else {
        for &t in &titles {
            if let Some(parties) = bound::named_in(reader, t) {
                let signers = bound.first().map(|b| b.signers.clone()).unwrap_or_default();
                acts.push((Some(t), Bound { parties, signers }));
            } else if bound.is_empty()
                && (bound::others_signed(reader, m) || bound::unread_partner(reader, m))
            {
                // 双方企业达成协议: not the two sides themselves
            } else if bound.is_empty() {
                let mut parties = reader.pair_at(m.sentence, m.trigger.start, "");
                // 丙省省长与丁道知事见证签署: not those whom the sentences before were about
                if strange(reader, &parties, &reader.witnesses(m)) || elsewhere(reader, m, &parties)
                {
                    parties.clear();
                }
                let signers = Vec::new();
                acts.push((Some(t), Bound { parties, signers }));
            } else {
                acts.extend(bound.iter().map(|b| (Some(t), b.clone())));
            }
        }
    }
    // 会议即将召开之际,甲市与乙市签署: only 将 of its own clause makes a signing a coming one
    let coming = head.ends_with('将')
        || [
            "将与",
            "将同",
            "将会",
            "将分别",
            "将共同",
            "将正式",
            "将现场",
            "还将",
            "并将",
            "拟与",
            "拟同",
        ]
        .iter()
        .any(|w| head.contains(w));
    if m.planned && !(coming && acts.iter().all(|a| a.1.parties.len() > 1)) {
        return Err("“将”“拟”：还没有发生".into());
    }
    let acts: Vec<(Option<usize>, Bound)> = acts
        .into_iter()
        .flat_map(|(title, bound)| {
            bound::ours_with_each(reader, m, bound)
                .into_iter()
                .map(move |b| (title, b))
        })
        .collect();
    let dates = dates_of(reader, m);
    let place = reader.place_at(m);
    let witness: Vec<Fill> = reader.witnesses(m);
    let mut drafts = Vec::new();
    let mut refused = None;
    for (title, mut side) in acts {
        if side.parties.len() < 2 && !m.slots.iter().all(|s| s.0 == "document") {
            side = bound::with_other_side(reader, m, side);
        }
        let called = title.map_or("", |t| reader.mentions[t].name.as_str());
        cities(reader, m, called, &mut side.parties);
        bound::without_seats(&mut side.parties);
        if let Err(why) = in_scope(reader, title, &side, !witness.is_empty()) {
            refused = Some(why);
            continue;
        }
        let named = title.filter(|&t| !reader.mentions[t].alias);
        let name = title.map_or("", |t| reader.mentions[t].name.as_str());
        let kind = relation::kind_of(name, &clause);
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        d.attributes.remove("kind");
        d.attributes.remove("needs");
        d.fill("party", side.parties.clone());
        d.fill("signatory", side.signers);
        d.fill("witness", witness.clone());
        d.set("title", named.map(|_| name.to_owned()));
        let kind = kind.or(named.map(|_| "other"));
        d.set("kind", kind.map(str::to_owned));
        d.fill("place", place.clone());
        if m.planned {
            d.set("status", Some("planned".into()));
        }
        if !side.parties.is_empty() && side.parties.iter().all(|f| reader.is_country(f)) {
            d.set("level", Some("national".into()));
        }
        // a document that sets up a relation: the tie as well
        let parties = side.parties;
        let set_up = relation::set_up_by(name, &clause);
        let set_up = set_up.or_else(|| relation::set_up_by("", purpose(reader, m)?));
        if let Some(k) =
            set_up.filter(|_| parties.len() == 2 && parties.iter().all(tie::stands) && !m.planned)
        {
            let mut t = d.clone();
            t.kind = Type::Tie;
            t.roles.clear();
            t.attributes.clear();
            t.fill("a", [parties[0].clone()]);
            t.fill("b", [parties[1].clone()]);
            t.set("kind", k.map(str::to_owned));
            let then = || Some((reader.year()? - years? as i16).to_string());
            if !relation::has("renewing", name) {
                t.set("since", then().or_else(|| dates.first().cloned()));
            }
            drafts.push(t);
        }
        if years.is_some() {
            refused = Some("是周年：不是这一天签的".into());
        } else if dates.is_empty() {
            drafts.push(d);
        } else {
            // 分别于2007年和2012年签订: one each time
            drafts.extend(dates.iter().map(|date| {
                let mut d = d.clone();
                d.set("date", Some(date.clone()));
                d
            }));
        }
    }
    if drafts.is_empty() {
        Err(refused.unwrap_or_else(|| "没有找到签署的双方或文件".into()))
    } else {
        Ok(drafts)
    }
}

/// Whether somebody looked on who is of none of the regions.
fn strange(reader: &Reader<'_, '_>, regions: &[Fill], witnesses: &[Fill]) -> bool {
    let of = |w: &Fill| reader.region_of(w);
    witnesses.iter().filter_map(of).any(|home| {
        let near = |r: &Fill| reader.within(r, &home) || reader.within(&home, r);
        !reader.is_country(&home) && !regions.iter().any(near)
    })
}

/// Whether the sentence goes somewhere that is of neither side: 省长率团访问A州,签订协议, after a line about two others.
fn elsewhere(reader: &Reader<'_, '_>, m: &Match<'_>, sides: &[Fill]) -> bool {
    let p = &reader.parsed[m.sentence];
    let gone = p.groups.iter().filter(|g| g.span.end <= m.trigger.start);
    let gone = gone.filter(|g| g.mark != Mark::At).flat_map(|g| &g.members);
    let mut abroad = gone
        .map(|&i| &reader.mentions[i])
        .filter(|x| x.kind == Kind::Place && mention::abroad(x) && !reader.mention_is_country(x))
        .map(Fill::place);
    let near = |f: &Fill| {
        sides
            .iter()
            .any(|s| reader.within(f, s) || reader.within(s, f))
    };
    !sides.is_empty() && abroad.any(|f| !near(&f))
}

/// 两地签订《友好城市协议》: the two cities named last, not the provinces whose heads were named after them.
fn cities(reader: &Reader<'_, '_>, m: &Match<'_>, title: &str, parties: &mut Vec<Fill>) {
    let p = &reader.parsed[m.sentence];
    let named = |f: &Fill| f.span.is_some_and(|at| p.span.covers(at));
    let pointed = parties.len() == 2 && !parties.iter().any(named);
    let higher = |f: &Fill| f.name.ends_with(['省', '区']) && reader.region_of(f).is_some();
    if pointed && title.contains("友好城市") && parties.iter().all(higher) {
        let both = reader.pair_of(m.sentence, "两市");
        if both.len() == 2 {
            *parties = both;
        }
    }
}

/// How many years ago it was that is remembered: 签署备忘录|10周年.
fn remembered(reader: &Reader<'_, '_>, m: &Match<'_>, titles: &[usize]) -> Option<u32> {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let ends = titles.iter().map(|&t| reader.mentions[t].span.end);
    let from = ends.fold(m.trigger.end, usize::max);
    let rest = reader.text().get(from..clause.end)?;
    let near = rest[..rest.find("周年")?].chars().count() <= 10;
    tie::anniversary(rest).filter(|_| near)
}

/// Whether the document just told of is what 甲和乙分别代表双方签字 signs; it is given their names.
fn signed_for_both(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> bool {
    let s = m.sentence;
    let signers: Vec<Fill> = ["party", "other"]
        .iter()
        .flat_map(|r| m.fillers(r))
        .filter(|&i| reader.mentions[i].kind == Kind::Person)
        .map(|i| Fill::mention(&reader.mentions[i]))
        .collect();
    let span = reader.parsed[s].span;
    let told = reader
        .drafts
        .iter_mut()
        .rfind(|d| d.kind == Type::Agreement && d.sentence + 2 >= s && d.role("party").len() == 2);
    let Some(d) = told.filter(|_| !signers.is_empty()) else {
        return false;
    };
    if d.role("signatory").is_empty() {
        d.fill("signatory", signers);
        if !d.spans.contains(&span) {
            d.spans.push(span);
        }
    }
    true
}

/// The titles that a count of documents announces: 签署了三项备忘录,分别是《一》《二》《三》.
fn listed_titles(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Vec<usize>> {
    let text = reader.text();
    let whole = reader.parsed[m.sentence].span;
    let rest = text.get(m.trigger.end..whole.end)?;
    let opens = ["分别是", "分别为", "包括", "即", "具体为"];
    let from = opens
        .iter()
        .filter_map(|w| rest.find(w).map(|i| i + w.len()))
        .min()?
        + m.trigger.end;
    let mut next = text[from..].find('《')? + from;
    if text[from..next].chars().count() > 4 {
        return None;
    }
    let mut out = Vec::new();
    for (i, x) in reader.mentions.iter().enumerate() {
        if x.kind != Kind::Document || x.span.start < next || x.span.start >= whole.end {
            continue;
        }
        let gap = text[next.min(x.span.start)..x.span.start].trim();
        if !matches!(gap, "" | "、" | "，" | "," | "和" | "以及" | "及") {
            break;
        }
        next = x.span.end;
        out.push(i);
    }
    (out.len() > 1).then_some(out)
}

/// What a document was signed for, where the next clause says so: 签署备忘录,|以缔结友好城市关系.
fn purpose<'t>(reader: &'t Reader<'_, '_>, m: &Match<'_>) -> Option<&'t str> {
    let next = reader.parsed[m.sentence].clauses.get(m.clause + 1)?;
    let told = next.of(reader.text()).trim_start();
    let aim = ["以", "从而", "就此"]
        .iter()
        .find_map(|w| told.strip_prefix(w))?;
    relation::begins("settling", aim).then_some(aim)
}
