//! Who travelled: those named, heads without a name, whoever is welcomed or was sent, and where they are from.

use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;

/// Whether a national leader stands before the trigger, whom no list of persons holds: 李某总理对某州进行访问.
pub(super) fn led_by_state(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let words = reader.parsed[m.sentence].words.iter();
    words
        .filter(|w| w.span.start >= clause.start && w.span.end <= m.trigger.start)
        .any(|w| w.classes.has(Class::NationalLeader))
}

/// The region whose officer travels without being named: 广西壮族自治区党委|书记|率团访台.
pub(super) fn unnamed_head(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Fill> {
    let p = &reader.parsed[m.sentence];
    let ends = |at: usize| p.words.iter().rfind(|w| w.span.end == at);
    let mut at = behind_lead(reader, m).unwrap_or_else(|| past_adverbs(reader, m));
    let office = ends(at).filter(|w| w.classes.has(Class::Post))?;
    at = office.span.start;
    loop {
        let part = [Class::PostModifier, Class::PostBody];
        let chief = |w: &&crate::lexicon::Word| w.span.of(reader.text()) == "主要";
        if let Some(w) = ends(at).filter(|w| w.classes.any(&part) || chief(w)) {
            at = w.span.start;
            continue;
        }
        // 市委|常委、|常务副市长: an office held beside it
        let left = reader.text()[..at].strip_suffix('、').map(str::len);
        match left.and_then(ends).filter(|w| w.classes.has(Class::Post)) {
            Some(w) => at = w.span.start,
            None => break,
        }
    }
    let of = reader.mentions.iter().find(|x| {
        matches!(x.kind, Kind::Place | Kind::Body)
            && x.span.start < at
            && x.span.end >= at
            && x.span.end <= office.span.start
    });
    let Some(of) = of else {
        return own_head(reader, at, office.span.of(reader.text()));
    };
    reader
        .region_of(&Fill::mention(of))
        .filter(|r| !reader.is_country(r))
}

/// Where the words end before the adverbs and the day that stand before a trigger: 省领导|曾于5月|率团访问.
fn past_adverbs(reader: &Reader<'_, '_>, m: &Match<'_>) -> usize {
    let p = &reader.parsed[m.sentence];
    let floor = p.clauses[m.clause].start;
    let mut at = m.trigger.start;
    loop {
        let word = p.words.iter().rfind(|w| {
            let little = [Class::Adverb, Class::At, Class::Plan];
            w.span.end == at && w.classes.any(&little) && w.span.start >= floor
        });
        let day = p.dates.iter().map(|&i| reader.mentions[i].span);
        let day = day.filter(|d| d.end == at && d.start >= floor).last();
        match word.map(|w| w.span).or(day) {
            Some(before) => at = before.start,
            None => return at,
        }
    }
}

/// Where the words end before a clause of its own says that somebody leads: 甲区政府|主要领导|带队,赶赴乙市.
fn behind_lead(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<usize> {
    let clauses = &reader.parsed[m.sentence].clauses;
    let opens = past_adverbs(reader, m) == clauses[m.clause].start;
    let before = clauses[m.clause.checked_sub(1).filter(|_| opens)?];
    let text = before.of(reader.text());
    let lead = ["带队", "率队", "率团"]
        .iter()
        .find(|w| text.ends_with(**w))?;
    Some(before.end - lead.len())
}

/// The page's own region, whose leaders travel: 去年|省领导|率团访问, where no place is named beside.
fn own_head(reader: &Reader<'_, '_>, at: usize, office: &str) -> Option<Fill> {
    // 省领导 is one word; 市|主要|领导
    let level = office
        .chars()
        .next()
        .filter(|c| "省市县区州".contains(*c))?;
    let before = reader.text()[..at].chars().next_back();
    // 各省领导, 该市领导: nobody's own
    let other = before.is_some_and(|c| "都各多两三四几数有等该和、".contains(c));
    let own = match level {
        _ if other => None,
        '省' => reader.own_province(),
        '市' | '州' => reader.own(),
        _ => reader.own_county(office),
    };
    own.filter(|f| f.name.ends_with(level))
}

/// Where a delegation came to by one character after it: 率乙区党政代表团|来苍|,与我县签订.
pub(super) fn came_with(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Fill> {
    let text = reader.text();
    let end = m.slot("led").last()?.span.end;
    let rest = text
        .get(end..)?
        .strip_prefix("一行")
        .unwrap_or(&text[end..]);
    let rest = rest.strip_prefix('来')?;
    let letter = rest.chars().next()?;
    let after = rest.chars().nth(1).unwrap_or(' ');
    let at = text.len() - rest.len() + letter.len_utf8();
    let word = reader.parsed[m.sentence]
        .words
        .iter()
        .any(|w| w.span.start == at && w.span.len() > 3);
    (!after.is_alphanumeric() || word).then(|| reader.by_one_letter(letter))?
}

/// Who is welcomed in 甲欢迎乙来访.
pub(super) fn welcomed(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Vec<Fill>> {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let left = &reader.text()[clause.start..m.trigger.start.max(clause.start)];
    let from = clause.start + left.rfind("欢迎")?;
    let mut named = p.groups.iter().filter(|g| {
        g.span.start >= from
            && g.span.end <= m.trigger.start
            && g.members
                .iter()
                .all(|&i| matches!(reader.mentions[i].kind, Kind::Person | Kind::Delegation))
    });
    // 欢迎州长甲率乙团来访: whoever leads it
    let g = named.next()?;
    Some(
        g.members
            .iter()
            .flat_map(|&i| reader.resolve(i, m.sentence))
            .collect(),
    )
}

/// Heads of the delegation; the delegation or region where no head is named.
pub(super) fn visitors(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<Fill> {
    if let Some(first) = returned(reader, m) {
        return first;
    }
    let leaders = m.fillers("leader");
    let all = if leaders.is_empty() {
        m.fillers("visitor")
    } else {
        leaders
    };
    // 甲市派出代表团赴乙地: who sends it is told by a rule of its own
    let sent = |i: &usize| {
        let x = &reader.mentions[*i];
        let left = &reader.text()[..x.span.start];
        x.kind == Kind::Delegation && ["派出", "派遣", "派"].iter().any(|w| left.ends_with(w))
    };
    // 对客人来访表示欢迎: guests, not the two sides
    let guests = reader.rules.lexicon.list("guests");
    let other = |i: &usize| {
        let x = &reader.mentions[*i];
        let hosted = m.rule.set.get("toward").is_some_and(|t| t == "host");
        hosted && x.kind == Kind::Deictic && !guests.contains(&x.name)
    };
    let mut fills: Vec<Fill> = all
        .into_iter()
        .filter(|i| !sent(i) && !other(i))
        .flat_map(|i| reader.resolve(i, m.sentence))
        .collect();
    // 接待审批团组: nobody's
    let each = m.rule.set.contains_key("each");
    let nobodys = |f: &Fill| f.mention.as_deref().is_some_and(|x| x.of.is_none());
    // 率|500人参访团|抵达: a number, and no name
    let counted = |f: &Fill| {
        // 接待|国外团组|230批: so many of them
        let general = f.name.ends_with("团组")
            && f.span.is_some_and(|s| {
                let rest = reader.text()[s.end..].trim_start_matches(['共', '约', '近']);
                rest.starts_with(|c: char| {
                    c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)
                })
            });
        general || f.name.starts_with(|c: char| c.is_ascii_digit())
    };
    fills.retain(|f| !f.is(Kind::Delegation) || !nobodys(f) || !each && !counted(f));
    // 跟着第一届议会|团: no body that travels
    let group = |f: &Fill| {
        f.span
            .is_some_and(|s| reader.text()[s.end..].starts_with('团'))
    };
    fills.retain(|f| !f.is(Kind::Body) || !group(f));
    // a firm or a school that travels is no delegation of a region; a mission or a government is one
    fills.retain(|f| {
        // 迎来甲市友协|一行
        let party = f
            .span
            .is_some_and(|s| reader.text()[s.end..].starts_with("一行"));
        !f.is(Kind::Body)
            || department(reader, f)
            || party && !reader.is_business(f)
            || society_abroad(reader, f)
            || ["政府", "人大", "政协", "议会", "外办"]
                .iter()
                .any(|w| f.name.contains(w))
    });
    let fills: Vec<Fill> = fills
        .into_iter()
        .map(|f| sent_by(reader, m, &f).unwrap_or(f))
        .collect();
    let mut fills = fills;
    let is = |f: &Fill, k: Kind| f.mention.as_ref().is_some_and(|x| x.kind == k);
    for kind in [Kind::Person, Kind::Delegation, Kind::Body, Kind::Place] {
        if fills.iter().any(|f| is(f, kind)) {
            fills.retain(|f| is(f, kind));
            break;
        }
    }
    if fills.iter().any(|f| {
        f.mention
            .as_ref()
            .is_some_and(|x| x.alias && x.kind == Kind::Delegation)
    }) {
        // 代表团访问…: whoever led it
        let heads = reader.last_heads(m.sentence);
        if !heads.is_empty() {
            return heads;
        }
    }
    fills
}

/// Who went first in 这是甲对|乙|访问丙地的回访.
fn returned(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Vec<Fill>> {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let rest = reader.text().get(m.trigger.end..clause.end)?;
    rest.contains("的回访").then_some(())?;
    let to = p
        .groups
        .iter()
        .rfind(|g| g.clause == m.clause && g.span.end <= m.trigger.start && g.mark == Mark::To)?;
    let heads = to.members.iter().map(|&i| &reader.mentions[i]);
    let heads: Vec<Fill> = heads
        .filter(|x| x.kind == Kind::Person)
        .map(Fill::mention)
        .collect();
    (!heads.is_empty()).then_some(heads)
}

/// Whether somebody whose name was not read stands before the trigger as its subject: 甲国合唱|团|又将到访.
pub(super) fn unread_subject(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let start = reader.parsed[m.sentence].clauses[m.clause].start;
    let at = past_adverbs(reader, m);
    let left = reader.text().get(start..at).unwrap_or("");
    let group =
        left.chars().count() > 3 && left.ends_with(['团', '队', '校', '院', '社', '厂', '们']);
    group || officer_of(reader, m.sentence, Span::new(start, at.max(start)))
}

/// The region that stands as the subject right before a trigger: 8月,|晋中市|赴德国洽谈.
pub(super) fn own_subject(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<Fill> {
    let p = &reader.parsed[m.sentence];
    let clause = p.clauses[m.clause];
    let at = past_adverbs(reader, m);
    let g = p
        .groups
        .iter()
        .rfind(|g| g.clause == m.clause && g.span.end == at && g.mark == Mark::Bare)?;
    // nothing but the day stands before it
    let lead = Span::new(clause.start, g.span.start);
    let dates = p.dates.iter().map(|&i| reader.mentions[i].span);
    let day = dates
        .filter(|d| lead.covers(*d))
        .map(|d| d.end)
        .max()
        .unwrap_or(lead.start);
    let opens = reader.text()[day..g.span.start]
        .trim_matches([',', '，', ' ', '的'])
        .is_empty();
    let [i] = g.members[..] else { return None };
    let x = &reader.mentions[i];
    let home = x.kind == Kind::Place && !crate::mention::abroad(x) && !reader.mention_is_country(x);
    (home && opens).then(|| Fill::mention(x))
}

/// Whether a lead ends in a place abroad and whoever holds an office there, whose name was not read:
/// 英国|前副首相|访包.
fn officer_of(reader: &Reader<'_, '_>, s: usize, lead: Span) -> bool {
    let first = reader
        .mentions
        .partition_point(|x| x.span.start < lead.start);
    let here = reader.mentions[first..].iter();
    let here: Vec<&Mention> = here.take_while(|x| x.span.end <= lead.end).collect();
    let mut named = here.into_iter();
    let Some(place) = named.rfind(|x| x.kind == Kind::Place && crate::mention::abroad(x)) else {
        return false;
    };
    // 对甲和乙|等地|进行访问: where they went
    let gone_to = |g: &&crate::parse::Group| g.span.covers(place.span);
    let group = reader.parsed[s].groups.iter().find(gone_to);
    if group.is_some_and(|g| matches!(g.mark, Mark::To | Mark::At)) {
        return false;
    }
    let rest = Span::new(place.span.end, lead.end);
    let run = rest.of(reader.text());
    let names = run.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let mut words = reader.parsed[s]
        .words
        .iter()
        .filter(|w| rest.covers(w.span));
    let little = [
        Class::Trigger,
        Class::With,
        Class::To,
        Class::At,
        Class::By,
        Class::Lead,
        Class::Adverb,
    ];
    // 前, 新 are part of what an office is called
    let stops = |w: &crate::lexicon::Word| w.classes.has(Class::Stop) && w.span.len() > 3;
    (2..=8).contains(&run.chars().count())
        && names
        && !words.any(|w| w.classes.any(&little) || stops(w))
}

/// Whether a body is a society abroad, which travels as a delegation does: 日中友好协会|访问|甲市.
fn society_abroad(reader: &Reader<'_, '_>, f: &Fill) -> bool {
    let ends = ["协会", "友协", "联合会", "促进会", "商会", "委员会", "会馆"];
    let of = f.mention.as_deref().and_then(|m| m.of.as_ref());
    let vast = |p: &Mention| reader.is_continent(&Fill::place(p));
    let away = of
        .and_then(|o| o.place.as_deref())
        .is_some_and(|p| crate::mention::abroad(p) || vast(p));
    away && ends.iter().any(|w| f.name.ends_with(w)) && !reader.is_government(f) && !f.posted()
}

/// Whether a body is a department of a region's government: 甲市商务局, 自治区党委外事办.
fn department(reader: &Reader<'_, '_>, f: &Fill) -> bool {
    let ends = ["厅", "局", "办", "办公室", "发改委", "商务委", "贸促会"];
    ends.iter().any(|w| f.name.ends_with(w))
        && reader.is_government(f)
        && !f.posted()
        && reader.region_of(f).is_some_and(|r| !reader.is_country(&r))
}

/// Whether a body is the government or the parliament of a place: going there is going to the place.
pub(super) fn seat_of_power(reader: &Reader<'_, '_>, f: &Fill) -> bool {
    reader.is_government(f)
        && ["政府", "议会", "市政厅", "人大", "政协"]
            .iter()
            .any(|w| f.name.ends_with(w))
}

/// The place a body is named by that somebody went to: 赴|北京某总局|对接.
pub(super) fn sits_in(reader: &Reader<'_, '_>, m: &Match<'_>, f: &Fill) -> Option<Fill> {
    let goes = ["赴", "前往", "来到", "抵达", "到访"];
    let word = m.trigger.of(reader.text());
    let body = f.mention.as_deref().filter(|_| f.is(Kind::Body))?;
    let place = body.of.as_ref()?.place.as_deref()?;
    // 赴|德国某公司: to the country; 来到|德国某公司 may be its branch here
    let words = &reader.rules.lexicon;
    let firm = words.holds("business", &f.name) || f.name.ends_with("大学");
    let away = firm && word.ends_with(['赴', '往']) && crate::mention::abroad(place);
    let fits = goes.iter().any(|w| word.ends_with(w))
        && !f.name.contains('驻')
        && f.name.starts_with(place.name.as_str())
        && (!reader.mention_is_country(place) || away);
    fits.then(|| Fill::place(place))
}

/// The place an event is named by that somebody went to: 访问|甲市某博览会, not 中国—东盟博览会.
pub(super) fn held_in(f: &Fill) -> Option<Fill> {
    let event = f.mention.as_deref()?;
    let place = event.parts.iter().find(|p| p.kind == Kind::Place)?;
    let rest = f.name.strip_prefix(place.name.as_str())?;
    let pair = rest.starts_with(['-', '—', '–', '－', '·', '与', '和', '、']);
    (!pair && place.name != "中国").then(|| Fill::place(place))
}

/// The region of a department that somebody came to: 到|省农业农村厅|访问, 到访|省外办.
pub(super) fn department_gone_to(reader: &Reader<'_, '_>, m: &Match<'_>, f: &Fill) -> Option<Fill> {
    let at = f.span?.start;
    let here = at < m.trigger.start || m.trigger.of(reader.text()).ends_with("到访");
    let to = f.is(Kind::Body) && here && !f.posted() && reader.is_government(f);
    to.then(|| reader.region_of(f))?
}

/// Whoever sends a delegation of no name of its own: 甲市将派|官方代表团访问乙市.
fn sent_by(reader: &Reader<'_, '_>, m: &Match<'_>, f: &Fill) -> Option<Fill> {
    if !f.is(Kind::Delegation) || !f.name.starts_with('派') {
        return None;
    }
    let at = f.span?.start;
    let p = &reader.parsed[m.sentence];
    let before = p.groups.iter().rev().filter(|g| g.span.end <= at);
    let sender = before.flat_map(|g| g.members.iter()).find(|&&i| {
        matches!(
            reader.mentions[i].kind,
            Kind::Place | Kind::Deictic | Kind::Body
        )
    })?;
    let sender = reader.resolve(*sender, m.sentence).into_iter().next()?;
    reader.region_of(&sender)
}

pub(super) fn origin(reader: &Reader<'_, '_>, m: &Match<'_>, visitors: &[Fill]) -> Option<Fill> {
    for i in m.fillers("led") {
        if let Some(p) = reader.mentions[i]
            .of
            .as_ref()
            .and_then(|o| o.place.as_deref())
        {
            return Some(Fill::place(p));
        }
    }
    visitors
        .iter()
        .find_map(|v| reader.region_of(v))
        .filter(|f| !reader.is_continent(f))
}

/// A place and the places named before it that hold it: each is gone to.
pub(super) fn chain(f: Fill) -> Vec<Fill> {
    let Some(p) = f.mention.as_ref().and_then(|m| m.place.as_ref()) else {
        return vec![f];
    };
    let mut out: Vec<Fill> = p
        .within
        .iter()
        .map(|(name, span, form)| {
            let mut m = Mention::place(name.clone(), *span, *form);
            m.head = *span;
            Fill {
                name: name.clone(),
                span: Some(*span),
                mention: Some(Box::new(m)),
                ..Fill::default()
            }
        })
        .collect();
    out.push(f);
    out
}
