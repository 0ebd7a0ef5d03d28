//! The regions a clause is about.

use crate::figures::kinds::Words;
use crate::home::division;
use crate::mention::{Kind, Mention, abroad};
use crate::parse::{Group, Mark};
use crate::reader::Reader;
use crate::types::Fill;
use crate::types::pairs::holds_next;
use crate::words::List;

/// The region a name belongs to: of a delegation or an officer, the place they are of.
pub(super) fn regional(reader: &Reader<'_, '_>, m: &Mention) -> Option<Fill> {
    let f = reader.region_of(&Fill::mention(m))?;
    (!is_state(reader, &f)).then_some(f)
}

/// Countries, continents, oceans: what has no subnational side.
fn is_state(reader: &Reader<'_, '_>, f: &Fill) -> bool {
    let gazetteer = jiehao_places::Gazetteer::get();
    let form = f
        .mention
        .as_deref()
        .and_then(|m| m.place.as_ref())
        .and_then(|p| p.form);
    let vast = form.is_some_and(|form| {
        gazetteer
            .senses(form)
            .iter()
            .any(|s| gazetteer.country_of(s.place).is_empty())
    });
    vast || reader.is_country(f) || reader.is_continent(f)
}

/// The region that a clause names only behind its figure: 300家企业位于|甲州, 37名来自|甲州的学生.
pub(super) fn after(
    reader: &Reader<'_, '_>,
    s: usize,
    clause: usize,
    at: usize,
    leads: &List,
) -> Option<Fill> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let lead = |g: &Group| {
        let before = &text[..g.span.start];
        leads.iter().any(|w| before.ends_with(w.as_str()))
    };
    let mut behind = p
        .groups
        .iter()
        .filter(|g| g.clause == clause && g.span.start >= at);
    let g = behind.find(|g| lead(g))?;
    let m = &reader.mentions[*g.members.first()?];
    let fill = (m.kind == Kind::Place).then(|| Fill::place(m))?;
    (!is_state(reader, &fill)).then_some(fill)
}

/// The region at home that a clause says somebody goes to: 到|甲市|采购的客商1万人次.
pub(super) fn gone_to(reader: &Reader<'_, '_>, s: usize, clause: usize, at: usize) -> Option<Fill> {
    let p = &reader.parsed[s];
    let to = |g: &&Group| g.clause == clause && g.mark == Mark::To && g.span.end <= at;
    home_place(reader, p.groups.iter().find(to)?)
}

/// 俄罗斯对华出口额: whether a clause begins with a state abroad and what it does to another.
pub(super) fn abroad_alone(reader: &Reader<'_, '_>, s: usize, clause: usize) -> bool {
    let p = &reader.parsed[s];
    let first = p.groups.iter().find(|g| g.clause == clause);
    let first = first.filter(|g| g.span.start == p.clauses[clause].start);
    first.is_some_and(|g| {
        let rest = &reader.text()[g.span.end..];
        let m = g.members.first().map(|&i| &reader.mentions[i]);
        rest.starts_with(['对', '向'])
            && m.is_some_and(|m| abroad(m) && is_state(reader, &Fill::mention(m)))
    })
}

/// 两市互派学生50名: whether a clause is about two sides that the page has not named; no other region's then.
pub(super) fn unknown_sides(reader: &Reader<'_, '_>, s: usize, clause: usize, at: usize) -> bool {
    let groups = reader.parsed[s].groups.iter();
    let first = groups
        .filter(|g| g.clause == clause && g.span.end <= at)
        .find(|g| matches!(g.mark, Mark::Bare));
    first.is_some_and(|g| {
        let m = &reader.mentions[g.members[0]];
        let two = ["两市", "两省", "两县", "两州", "两区"].contains(&m.name.as_str());
        m.kind == Kind::Deictic && two && reader.resolve(g.members[0], s).is_empty()
    })
}

/// 位于甲市的|某港年吞吐量: whether a clause begins with where something lies, whose figure it is then.
pub(super) fn located(reader: &Reader<'_, '_>, s: usize, clause: usize, at: usize) -> bool {
    let start = reader.parsed[s].clauses[clause].start;
    let lead = reader.text()[start..at.max(start)].trim_start();
    let rest = ["位于", "坐落于", "地处"]
        .iter()
        .find_map(|w| lead.strip_prefix(w));
    // a firm or a port by its name, not the figure itself: 位于甲市的|外资企业
    rest.and_then(|r| r.split_once('的'))
        .is_some_and(|(place, thing)| {
            place.chars().count() <= 12
                && ["港", "厂", "园", "矿", "站"]
                    .iter()
                    .any(|w| thing.contains(w))
        })
}

/// What 我市, 全县 mean; where the page does not say which, they are told as they stand, and no other region will do.
fn ours(reader: &Reader<'_, '_>, s: usize, i: usize) -> Vec<Fill> {
    let m = &reader.mentions[i];
    let gazetteer = jiehao_places::Gazetteer::get();
    let mut found = reader.resolve(i, s);
    let own = m.name.starts_with(['我', '全', '本']) && !m.name.ends_with(['国', '方']);
    // 我县 is no city, and 我市 no province
    let level = m.name.chars().last().unwrap_or('市');
    let other = |f: &Fill| {
        let place = f.place.or_else(|| f.mention.as_deref().and_then(division));
        place.is_some_and(|p| {
            let name = gazetteer.place(p).name;
            !name.ends_with(level) && name.ends_with(['省', '市', '县', '区', '州'])
        })
    };
    if own && (found.is_empty() || found.iter().all(other)) {
        found = vec![Fill {
            name: m.name.clone(),
            span: Some(m.span),
            ..Fill::default()
        }];
    }
    found
}

/// The region at home that a group of names begins with.
pub(super) fn home_place(reader: &Reader<'_, '_>, g: &Group) -> Option<Fill> {
    let m = &reader.mentions[*g.members.first()?];
    let fill = (m.kind == Kind::Place && !abroad(m)).then(|| Fill::place(m))?;
    (!is_state(reader, &fill)).then_some(fill)
}

/// Whether a name only dates the page: 中新网济南|5月13日电.
fn dateline(text: &str, m: &Mention) -> bool {
    let rest = text[m.span.end..].trim_start();
    let digits = |s: &str| s.len() - s.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let month = digits(rest);
    let Some(day) = rest[month..].strip_prefix('月').filter(|_| month > 0) else {
        return false;
    };
    day[digits(day)..]
        .strip_prefix('日')
        .is_some_and(|r| r.trim_start().starts_with(['电', '讯', '消', '(', '（']))
}

/// Where a list of what is counted begins, else the number itself: 还有|甲国乙市、丙国丁市等|20多个友好城市.
fn counted_from(reader: &Reader<'_, '_>, s: usize, clause: usize, at: usize) -> usize {
    let text = reader.text();
    let before = |g: &&Group| g.clause == clause && g.span.end <= at;
    let mut from = at;
    for g in reader.parsed[s].groups.iter().rev().filter(before) {
        let foreign = |&i: &usize| {
            let m = &reader.mentions[i];
            m.kind == Kind::Place && abroad(m)
        };
        let gap = text[g.span.end..from].trim();
        let joins = match from == at {
            true => gap == "等",
            false => matches!(gap, "、" | "和" | "及" | "与" | "以及"),
        };
        let opens = text[reader.parsed[s].clauses[clause].start..g.span.start]
            .trim()
            .is_empty();
        // 韩国甲市、乙市等|30多个城市: cities counted, wherever their list begins; 甲市|与乙市等: the first is whose they are
        let opens = opens && gap == "与";
        if !joins || opens || !g.members.iter().all(foreign) {
            break;
        }
        from = g.span.start;
    }
    from
}

/// The regions a clause is about, before a byte.
pub(super) fn own(
    reader: &Reader<'_, '_>,
    s: usize,
    clause: usize,
    at: usize,
    words: &Words,
) -> Vec<Fill> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let counted = counted_from(reader, s, clause, at);
    let groups: Vec<&Group> = p
        .groups
        .iter()
        .filter(|g| g.clause == clause && g.span.end <= counted)
        .filter(|g| {
            !g.members
                .iter()
                .any(|&i| dateline(text, &reader.mentions[i]))
        })
        // 我市|甲区|投入: whose city it is that the district lies in
        .filter(|g| !holds_next(reader, g.members[0]))
        // 新增|甲、乙等|友好城市,友城达到25个: partners named in an earlier clause
        .filter(|g| {
            let foreign = |&i: &usize| abroad(&reader.mentions[i]);
            let list = g.members.len() > 1 && text[g.span.end..].starts_with('等');
            !(list && p.clauses[clause].end <= at && g.members.iter().all(foreign))
        })
        // 占|浙江省三分之一: only what it is measured by
        .filter(|g| {
            let before = &text[..g.span.start];
            !words.compared.iter().any(|w| before.ends_with(w.as_str()))
        })
        .collect();
    // 甲市71个乡镇和|乙州|75个乡镇: whose name stands right before the number
    let nearest = groups
        .last()
        .filter(|g| g.span.end == at && g.mark != Mark::At);
    if let Some(f) = nearest.and_then(|g| home_place(reader, g)) {
        return vec![f];
    }
    // 投入|阳山县|扶贫资金: what stands behind the verb of a deed is done something for
    let lead = p.clauses[clause].start;
    let object = |g: &Group| {
        words
            .deeds
            .find_in(&text[lead..g.span.start.max(lead)])
            .next()
            .is_some()
    };
    // a region abroad has figures of its own only where its clause begins with it, or where the
    // other side is China
    let dates = p.dates.iter().map(|&i| reader.mentions[i].span.end);
    let begins = |g: &Group| {
        let date = dates.clone().filter(|e| *e <= g.span.start).max();
        let from = p.clauses[clause].start.max(date.unwrap_or(0));
        text[from..g.span.start].chars().count() <= 2
    };
    let china = || {
        let whole = p.clauses[clause].of(text);
        ["中国", "中资", "中企", "华侨", "华人"]
            .iter()
            .any(|w| whole.contains(w))
    };
    for mark in [Mark::Bare, Mark::At] {
        let mut found: Vec<Fill> = Vec::new();
        let mut open = false;
        for g in groups
            .iter()
            .filter(|g| g.mark == mark || g.mark == Mark::By && mark == Mark::Bare)
            .filter(|g| mark != Mark::Bare || !object(g))
        {
            // 洽谈会在甲市举行,|签约12个: where it was
            let held = ["举行", "召开", "举办", "开幕"];
            let held = held.iter().any(|w| text[g.span.end..].starts_with(w));
            if mark == Mark::At && held && p.clause_at(at) > clause {
                continue;
            }
            // 在甲市增资的项目: a place inside the clause is where something is, not whose figure it is
            if mark == Mark::At && text[p.clauses[clause].start..g.span.start].chars().count() > 8 {
                continue;
            }
            let first = if mark == Mark::Bare {
                begins(g)
            } else {
                china()
            };
            let fills = g
                .members
                .iter()
                .flat_map(|&i| meant(reader, s, i, first || open && g.joined))
                .filter(|f| f.is(Kind::Place) || f.mention.is_none());
            let fills: Vec<Fill> = fills.filter(|f| !is_state(reader, f)).collect();
            if found.is_empty() || open && g.joined {
                open = !fills.is_empty();
                for f in fills {
                    if !found.iter().any(|o| o.name == f.name) {
                        found.push(f);
                    }
                }
            } else {
                open = false;
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The regions a name stands for as the subject of a figure; places abroad only where they may be one.
pub(super) fn meant(reader: &Reader<'_, '_>, s: usize, i: usize, foreign: bool) -> Vec<Fill> {
    let m = &reader.mentions[i];
    let inner = |m: &Mention| -> Vec<Fill> {
        m.parts
            .iter()
            .filter(|x| x.kind == Kind::Place)
            .map(Fill::place)
            .collect()
    };
    match m.kind {
        Kind::Place if abroad(m) && !foreign => Vec::new(),
        Kind::Place => vec![Fill::place(m)],
        // 《甲市与乙区友好交流协议书》: the figure is of those it binds
        Kind::Document => inner(m),
        // 甲省—乙省对口合作会议: as many as it is named after
        Kind::Event => {
            let sides = inner(m);
            let home = |f: &Fill| !f.mention.as_deref().is_some_and(abroad);
            if sides.len() > 1 && sides.iter().all(home) {
                sides
            } else {
                Vec::new()
            }
        }
        Kind::Delegation | Kind::Person => regional(reader, m)
            .filter(|f| !f.mention.as_deref().is_some_and(abroad))
            .into_iter()
            .collect(),
        Kind::Deictic if ["双", "两"].iter().any(|w| m.name.starts_with(w)) => {
            let lettered = reader.lettered(m.span.start);
            let lettered: Vec<Fill> = lettered
                .into_iter()
                .filter(|f| !is_state(reader, f))
                .collect();
            if !lettered.is_empty() {
                return lettered;
            }
            let p = &reader.parsed[s];
            let before = p.groups.iter().filter(|g| g.span.end <= m.span.start);
            let named = before
                .flat_map(|g| g.members.iter())
                .map(|&k| &reader.mentions[k]);
            let near: Vec<Fill> = named
                .flat_map(|x| {
                    if x.kind == Kind::Place {
                        vec![Fill::place(x)]
                    } else if x.kind == Kind::Document {
                        inner(x)
                    } else {
                        Vec::new()
                    }
                })
                .filter(|f| !is_state(reader, f))
                .collect();
            if near.is_empty() {
                reader.resolve(i, s)
            } else {
                near
            }
        }
        Kind::Deictic => ours(reader, s, i),
        _ => Vec::new(),
    }
}
