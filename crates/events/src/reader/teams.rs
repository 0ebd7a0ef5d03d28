//! Who led which delegation: 王强率江苏省代表团, 由王强带队的代表团, 代表团在王强率领下, 访问团团长王强.
//!
//! A record names the heads of a delegation where the page names them anywhere (codebook, `visit`
//! and `meeting`), so they are looked for once, before any rule runs.

use super::Reader;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention, Of};
use crate::parse::{Group, Mark, Parsed};
use crate::types::Fill;
use crate::words::List;

/// A delegation and whoever led it.
#[derive(Clone, Debug)]
pub(super) struct Team {
    /// Number of the delegation's mention.
    delegation: usize,
    /// Its sentence.
    sentence: usize,
    /// Numbers of the mentions of its heads.
    heads: Vec<usize>,
}

/// Finds the delegations whose heads a page names.
pub(super) fn find(text: &str, mentions: &[Mention], parsed: &[Parsed]) -> Vec<Team> {
    let mut out: Vec<Team> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for p in parsed {
        let teams: Vec<(usize, &Group)> = p
            .groups
            .iter()
            .flat_map(|g| g.members.iter().map(move |&i| (i, g)))
            .filter(|(i, _)| mentions[*i].kind == Kind::Delegation)
            .collect();
        for (k, &(i, g)) in teams.iter().enumerate() {
            let from = k
                .checked_sub(1)
                .map_or(p.span.start, |b| mentions[teams[b].0].span.end);
            let until = teams
                .get(k + 1)
                .map_or(p.span.end, |n| mentions[n.0].span.start);
            let at = mentions[i].span;
            // 由甲率领的团 before it, 团由甲率领 after it
            let led = |a: usize, b: usize| persons(p, mentions, Mark::Leader, a, b);
            let mut heads = led(from, at.start);
            if heads.is_empty() {
                heads = led(at.end, until);
            }
            if heads.is_empty() && g.mark == Mark::Lead {
                heads = before_lead(text, p, mentions, from, at.start);
            }
            if !heads.is_empty() {
                out.push(Team {
                    delegation: i,
                    sentence: p.index,
                    heads,
                });
            }
        }
        // 访问团团长、甲国驻乙地总领事丙: of the delegation spoken of
        for g in &p.groups {
            for &i in &g.members {
                let m = &mentions[i];
                if m.kind == Kind::Delegation {
                    last = Some((i, p.index));
                }
                let phrase = m.span.of(text);
                let head =
                    m.kind == Kind::Person && phrase.contains("团长") && !phrase.contains("副团长");
                if let (true, Some((delegation, sentence))) = (head, last)
                    && !out.iter().any(|t| t.delegation == delegation)
                {
                    out.push(Team {
                        delegation,
                        sentence,
                        heads: vec![i],
                    });
                }
            }
        }
    }
    out
}

/// Gives a head whose office names no place the place of the delegation: 省委书记甲率乙省代表团.
pub(super) fn seat(teams: &[Team], mentions: &mut [Mention]) {
    for t in teams {
        let Some(of) = mentions[t.delegation]
            .of
            .clone()
            .filter(|o| o.place.is_some())
        else {
            continue;
        };
        let names: Vec<String> = t.heads.iter().map(|&h| mentions[h].name.clone()).collect();
        for m in mentions
            .iter_mut()
            .filter(|m| m.kind == Kind::Person && names.contains(&m.name))
        {
            match &mut m.of {
                Some(o) if o.place.is_none() => o.place.clone_from(&of.place),
                Some(_) => {}
                None => m.of = Some(of.clone()),
            }
        }
    }
}

/// Gives an office in a list the place of the office before it: 甲市议长乙、副市长丙.
pub(super) fn seat_lists(parsed: &[Parsed], mentions: &mut [Mention]) {
    for g in parsed.iter().flat_map(|p| p.groups.iter()) {
        // 市长甲、乙市市长丙、副市长丁: who stands first without a place is of the page's own, and so is 丁
        let first = &mentions[g.members[0]];
        let own = first.kind == Kind::Person
            && first.post.is_some()
            && first.of.as_ref().is_none_or(|o| o.place.is_none());
        if own {
            continue;
        }
        for pair in g.members.windows(2) {
            let (a, b) = (&mentions[pair[0]], &mentions[pair[1]]);
            let persons = a.kind == Kind::Person && b.kind == Kind::Person;
            let placed = |m: &Mention| m.of.as_ref().is_some_and(|o| o.place.is_some());
            let own = b.of.as_ref().is_some_and(|o| o.name.chars().count() > 4);
            if !persons || b.alias || b.post.is_none() || placed(b) || !placed(a) || own {
                continue;
            }
            let of = a.of.clone();
            let b = &mut mentions[pair[1]];
            match (&mut b.of, of) {
                (Some(o), Some(from)) => o.place = from.place,
                (None, from) => b.of = from,
                _ => {}
            }
        }
    }
}

/// Gives an office that a traveller calls on the place gone to: 前往台北市政府拜会市长甲, 赴乙市考察,会见市委书记丙.
pub(super) fn seat_hosts(text: &str, met: &List, parsed: &[Parsed], mentions: &mut [Mention]) {
    for p in parsed {
        for (k, g) in p.groups.iter().enumerate() {
            let i = g.members[0];
            let m = &mentions[i];
            let bare = m.kind == Kind::Person
                && !m.alias
                && m.post.is_some()
                && m.of
                    .as_ref()
                    .is_none_or(|o| o.place.is_none() && o.name.chars().count() <= 3);
            let left = text[..m.span.start].trim_end_matches('了');
            if !bare || met.ends(left).is_none() {
                continue;
            }
            let gone = p.groups[..k].iter().rev().find(|o| {
                o.mark == Mark::To && o.clause + 1 >= g.clause && {
                    let kind = mentions[o.members[0]].kind;
                    matches!(kind, Kind::Place | Kind::Body)
                }
            });
            let gone = gone.map(|o| &mentions[o.members[0]]);
            let place = gone.and_then(|x| match x.kind {
                Kind::Place => Some(Box::new(x.clone())),
                // whoever is called on in a mission is of the mission
                _ if x.name.contains('驻') => None,
                _ => x.of.as_ref()?.place.clone(),
            });
            let Some(place) = place else { continue };
            let name = mentions[i].name.clone();
            let same = |x: &&mut Mention| x.kind == Kind::Person && x.name == name;
            for x in mentions.iter_mut().filter(same) {
                match &mut x.of {
                    Some(o) if o.place.is_none() => o.place = Some(place.clone()),
                    Some(_) => {}
                    None => {
                        x.of = Some(Of {
                            name: place.name.clone(),
                            place: Some(place.clone()),
                            seat: None,
                        });
                    }
                }
            }
        }
    }
}

/// Persons of groups with a mark between two bytes of a sentence.
fn persons(p: &Parsed, mentions: &[Mention], mark: Mark, from: usize, until: usize) -> Vec<usize> {
    p.groups
        .iter()
        .filter(|g| g.mark == mark && g.span.start >= from && g.span.end <= until)
        .flat_map(|g| g.members.iter().copied())
        .filter(|&i| mentions[i].kind == Kind::Person)
        .collect()
}

/// The persons right before the verb that leads a delegation: 甲、乙率团.
fn before_lead(
    text: &str,
    p: &Parsed,
    mentions: &[Mention],
    from: usize,
    until: usize,
) -> Vec<usize> {
    let Some(verb) = p
        .words
        .iter()
        .rfind(|w| w.classes.has(Class::Lead) && w.span.start >= from && w.span.end <= until)
    else {
        return Vec::new();
    };
    let mut out: Vec<usize> = Vec::new();
    let mut next = None::<usize>;
    for g in p
        .groups
        .iter()
        .rev()
        .filter(|g| g.span.end <= verb.span.start)
    {
        if g.mark == Mark::Escort && next.is_none() {
            continue;
        }
        let person = g.members.iter().any(|&i| mentions[i].kind == Kind::Person);
        let chained = match next {
            None => g.clause + 2 > p.clause_at(verb.span.start),
            Some(start) => matches!(
                text[g.span.end..start].trim(),
                "、" | "和" | "与" | "及" | ""
            ),
        };
        if !person || !chained || !matches!(g.mark, Mark::Bare | Mark::To | Mark::With) {
            break;
        }
        let fresh = g
            .members
            .iter()
            .copied()
            .filter(|&i| mentions[i].kind == Kind::Person);
        out.splice(0..0, fresh);
        next = Some(g.span.start);
    }
    out
}

impl<'p, 'd> Reader<'p, 'd> {
    /// The heads of a delegation, where the page names them: said of it, of the same name, or of
    /// the one delegation it can be.
    pub fn heads_of(&self, i: usize, sentence: usize) -> Vec<Fill> {
        let m = &self.mentions[i];
        let region = |x: &Mention| {
            x.of.as_ref()
                .and_then(|o| o.place.as_ref())
                .map(|p| p.name.clone())
        };
        let own = region(m);
        let year = |s: usize| {
            self.parsed[s]
                .dates
                .iter()
                .find_map(|&d| self.mentions[d].date.and_then(|r| r.start.year))
        };
        // 访问团 may be any; 两地合组的经贸代表团 is another than the one spoken of
        let bare = |d: &Mention| m.alias || d.name.ends_with(&m.name) || m.name.ends_with(&d.name);
        let fit = |t: &&Team| {
            let d = &self.mentions[t.delegation];
            if t.delegation == i || d.name == m.name {
                return true;
            }
            // 2019年甲省代表团访问…: another delegation than today's
            let apart = year(sentence)
                .zip(year(t.sentence))
                .is_some_and(|(a, b)| a != b);
            let same = match (&own, region(d)) {
                (Some(a), Some(b)) => *a == b || a.starts_with(&b) || b.starts_with(a.as_str()),
                // 市长甲率代表团…: of the region of its head
                (Some(a), None) => t.heads.iter().any(|&h| {
                    let home = self.region_of(&Fill::mention(&self.mentions[h]));
                    let same = |r: &str| r.starts_with(a.as_str()) || a.starts_with(r);
                    home.is_some_and(|r| same(&r.name))
                }),
                (None, _) => bare(d),
            };
            same && !apart
        };
        let said = self.teams.iter().find(|t| t.delegation == i);
        let near = || {
            self.teams
                .iter()
                .filter(fit)
                .min_by_key(|t| (t.sentence > sentence, t.sentence.abs_diff(sentence)))
        };
        said.or_else(near)
            .map(|t| {
                let of = &self.mentions[t.delegation].of;
                let head = |&h: &usize| {
                    let mut f = Fill::mention(&self.mentions[h]);
                    // 甲市代表团在市长乙率领下: the mayor of 甲
                    if let Some(x) = f.mention.as_deref_mut()
                        && x.of.as_ref().is_none_or(|o| o.place.is_none())
                    {
                        x.of.clone_from(of);
                    }
                    f
                };
                t.heads.iter().map(head).collect()
            })
            .unwrap_or_default()
    }

    /// The places or persons listed before a delegation without a name of its own:
    /// 甲国a市、b郡,乙国c州等友好城市代表团, 甲、乙等10个城市代表团.
    pub fn listed_team(&self, team: usize, sentence: usize) -> Option<Vec<Fill>> {
        let x = &self.mentions[team];
        if x.kind != Kind::Delegation {
            return None;
        }
        if x.of.is_some() {
            return self.counted_teams(team, true);
        }
        let text = self.text();
        let p = &self.parsed[sentence];
        let end = self.team_list_end(x.span.start)?;
        let mut places: Vec<Fill> = Vec::new();
        for g in p.groups.iter().rev().filter(|g| g.span.end <= end) {
            let kind = places
                .first()
                .and_then(|f| f.mention.as_ref())
                .map_or(self.mentions[g.members[0]].kind, |x| x.kind);
            let listed = matches!(kind, Kind::Place | Kind::Person)
                && g.members.iter().all(|&i| self.mentions[i].kind == kind);
            let next = places.first().and_then(|f| f.span).map_or(end, |s| s.start);
            let gap = text[g.span.end..next].trim();
            if !listed || !matches!(gap, "" | "," | "，" | "、" | "和" | "及" | "等") {
                break;
            }
            let fills = g.members.iter().map(|&i| Fill::mention(&self.mentions[i]));
            places.splice(0..0, fills);
        }
        let closed = text[..end].ends_with('等');
        (places.len() > usize::from(!closed)).then_some(places)
    }

    /// The places that sent a delegation each: 甲市、乙县、丙县三个代表团.
    /// Where `counted` is not asked for, 甲市、乙县,丙县友城代表团 too: each sent its own.
    pub fn counted_teams(&self, team: usize, counted: bool) -> Option<Vec<Fill>> {
        let x = &self.mentions[team];
        let last = x.of.as_ref()?.place.as_deref()?;
        let text = self.text();
        let must = counted;
        let counted = text.get(last.span.end..x.span.end)?;
        let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两多余".contains(c);
        let rest = counted.trim_start_matches('等').trim_start_matches(digits);
        let told = rest.len() < counted.len() && rest.starts_with('个');
        if x.kind != Kind::Delegation || must && !told {
            return None;
        }
        // 甲国乙湾市友城代表团, whose city no list knows
        let known = told || !self.mention_is_country(last);
        let mut out = vec![if known {
            Fill::place(last)
        } else {
            Fill::mention(x)
        }];
        let mut next = last.span.start.min(x.span.start);
        let mut commas = 0;
        for m in self.mentions[..team].iter().rev() {
            if m.kind != Kind::Place || m.span.end > next {
                continue;
            }
            let gap = text.get(m.span.end..next).unwrap_or("").trim();
            let comma = !must && matches!(gap, "，" | ",");
            commas += usize::from(comma);
            if !comma && !matches!(gap, "、" | "和" | "及" | "与" | "以及") {
                break;
            }
            out.insert(0, Fill::place(m));
            next = m.span.start;
        }
        // 在甲市、乙市代表团驻地
        let led =
            text[..next].ends_with(['在', '驻', '赴', '到', '访', '向', '对', '与', '和', '同']);
        // a comma alone may end a clause
        (out.len() > 1 + commas && (told || !led)).then_some(out)
    }

    /// Where the list before a team ends, with 等 and what counts or sorts the members after it.
    fn team_list_end(&self, at: usize) -> Option<usize> {
        let mut before = &self.text()[..at];
        for w in [
            "国际友好",
            "国际",
            "友好",
            "友好城市",
            "友城",
            "城市",
            "国家",
            "地区",
            "政府",
        ] {
            before = before.strip_suffix(w).unwrap_or(before);
        }
        let counted = before.strip_suffix('个').or(before.strip_suffix('地'));
        let digits = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两多余".contains(c);
        let before = counted.map_or(before, |b| b.trim_end_matches(digits));
        // 甲国a市、b郡,乙国c州友城代表团
        let sorted = before.len() < at && !before.ends_with(['的', '个']) && counted.is_none();
        (before.ends_with('等') || sorted).then_some(before.len())
    }
}
