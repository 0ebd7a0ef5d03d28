//! From what fills a rule's roles to records: one file a record type.

mod agreement;
mod bound;
pub mod ceremony;
mod commitment;
mod conference;
mod envoys;
pub mod listing;
mod meeting;
pub mod pairs;
mod policy;
pub mod relation;
pub mod talks;
pub mod tie;
pub mod unread;
pub mod visit;

use std::collections::BTreeMap;

use crate::engine::Match;
use crate::mention::{Date, DateRange, Kind, Mention};
use crate::parse::Parsed;
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;

/// A filler on its way into a record.
#[derive(Clone, Debug, Default)]
pub struct Fill {
    /// The name to print.
    pub name: String,
    /// Where the page says it.
    pub span: Option<Span>,
    /// The mention it was read from, as it stood (places keep what stands before them).
    pub mention: Option<Box<Mention>>,
    /// Words outside the clean text that name it: 河北日报 for 我省.
    pub source: Option<jiehao_text::SourceRange>,
    /// The place itself, where no mention names it.
    pub place: Option<jiehao_places::PlaceId>,
}

impl Fill {
    /// A mention as a filler.
    pub fn mention(m: &Mention) -> Self {
        Self {
            name: m.name.clone(),
            span: Some(m.span),
            mention: Some(Box::new(m.clone())),
            ..Self::default()
        }
    }

    /// A place as a filler: its own name, without what stands before it.
    pub fn place(m: &Mention) -> Self {
        Self::mention(m)
    }

    /// Whether it is a mission, or somebody of one: 韩国驻青岛总领事馆.
    pub fn posted(&self) -> bool {
        let of = self.mention.as_deref().and_then(|m| m.of.as_ref());
        of.is_some_and(|o| o.seat.is_some() || o.name.contains('驻'))
    }

    /// Where a mission, or somebody of one, sits.
    pub fn seat(&self) -> Option<Self> {
        let of = self.mention.as_deref()?.of.as_ref()?;
        of.seat.as_deref().map(Self::place)
    }

    /// Whether it was read from a mention of a kind.
    pub fn is(&self, kind: Kind) -> bool {
        self.mention.as_deref().is_some_and(|m| m.kind == kind)
    }
}

/// A record before identities and evidence are fixed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its type.
    pub kind: Type,
    /// Role → fillers.
    pub roles: BTreeMap<&'static str, Vec<Fill>>,
    /// Attributes.
    pub attributes: BTreeMap<String, String>,
    /// Words it stands on.
    pub spans: Vec<Span>,
    /// The rule.
    pub rule: String,
    /// Sentence it was read in.
    pub sentence: usize,
    /// How well read it is beside another reading of the same act, 0 to 1.
    pub trust: f32,
    /// How often the page tells of it.
    pub told: usize,
    /// The word it was read at, where one set it off.
    pub at: Option<Span>,
}

impl Draft {
    /// An empty record of a rule's type, standing on the rule's sentence.
    pub fn new(m: &Match<'_>, parsed: &Parsed) -> Self {
        let mut attributes = BTreeMap::new();
        for (k, v) in &m.rule.set {
            attributes.insert(k.clone(), v.clone());
        }
        Self {
            kind: m.rule.makes,
            roles: BTreeMap::new(),
            attributes,
            spans: vec![parsed.span],
            rule: m.rule.name.clone(),
            sentence: parsed.index,
            trust: if m.carried { 0.9 } else { 1.0 },
            told: 1,
            at: Some(m.trigger),
        }
    }

    /// Adds fillers to a role, each name once.
    pub fn fill(&mut self, role: &'static str, fills: impl IntoIterator<Item = Fill>) {
        let slot = self.roles.entry(role).or_default();
        for f in fills {
            if !f.name.is_empty() && !slot.iter().any(|o| o.name == f.name) {
                slot.push(f);
            }
        }
        if slot.is_empty() {
            self.roles.remove(role);
        }
    }

    /// Sets an attribute unless it is set.
    pub fn set(&mut self, name: &str, value: Option<String>) {
        if let Some(v) = value {
            self.attributes.entry(name.to_owned()).or_insert(v);
        }
    }

    /// The fillers of a role.
    pub fn role(&self, role: &str) -> &[Fill] {
        self.roles.get(role).map_or(&[], Vec::as_slice)
    }
}

/// Makes records of what a rule matched; `Err` says why it makes none.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    match m.rule.makes {
        Type::Visit => visit::build(reader, m),
        Type::Meeting => meeting::build(reader, m),
        Type::Agreement => agreement::build(reader, m),
        Type::Tie => tie::build(reader, m),
        Type::Conference => conference::build(reader, m),
        Type::Policy => policy::build(reader, m),
        Type::Commitment => commitment::build(reader, m),
        _ => Err("这一类没有按动词读的规则".into()),
    }
}

/// The date an act in a clause took place on: of its clause, else of the clauses before it in the
/// sentence, else of the sentence before when that one leads in.
pub fn date_of(reader: &Reader<'_, '_>, m: &Match<'_>) -> Option<DateRange> {
    let p = &reader.parsed[m.sentence];
    let of = |i: &usize| reader.mentions[*i].date;
    let before: Vec<usize> = p
        .dates
        .iter()
        .copied()
        .filter(|&i| reader.mentions[i].span.end <= m.trigger.start)
        .collect();
    let own = before
        .iter()
        .rev()
        .find(|&&i| p.clause_at(reader.mentions[i].span.start) == m.clause);
    let usable = |i: &usize| {
        // 自2007年11月…以来, 2015年结好…: a date of background, not of the act
        let s = reader.mentions[*i].span;
        // 某网3月12日电 …近日访问: the day of the news, not of the act
        let news = is_of_news(&reader.text()[s.end..]);
        let recent = ["近日", "日前", "近期"]
            .iter()
            .any(|w| p.span.of(reader.text()).contains(w));
        // 10月30日消息 …于11月20日访问: the other day is the act's
        let later = |&d: &usize| {
            let at = reader.mentions[d].span;
            at.start >= s.end && reader.text()[..at.start].ends_with('于')
        };
        if news && (recent || p.dates.iter().any(later)) {
            return false;
        }
        // 推动两地2019年的合作: the year of what is talked about
        let year = reader.mentions[*i]
            .date
            .is_some_and(|d| d.start.month.is_none());
        if year && (reader.text()[s.end..].starts_with('的') || s.of(reader.text()).ends_with('的'))
        {
            return false;
        }
        let rest: String = reader.text()[s.end..].chars().take(12).collect();
        let lead =
            reader.text()[..s.start].ends_with('自') || reader.text()[..s.start].ends_with("自从");
        !(lead || rest.starts_with("以来") || rest.starts_with("建立") && rest.contains("以来"))
    };
    own.or(before.iter().rev().find(|i| usable(i)))
        .filter(|i| usable(i))
        .and_then(of)
}

/// Whether what follows a date says that the news is of that day: 3月12日|电, 10月29日|新余消息.
fn is_of_news(rest: &str) -> bool {
    const HEAD: usize = 6;
    let news = ["电", "讯", "消息"];
    let end = rest.find([' ', '　', ',', '，', '(', '（']).unwrap_or(0);
    let head = &rest[..end];
    news.iter().any(|w| rest.starts_with(w))
        || head.chars().count() <= HEAD && news.iter().any(|w| head.ends_with(w))
}

/// The dates of an act that is told once for several: 分别于2007年和2012年签订.
pub fn dates_of(reader: &Reader<'_, '_>, m: &Match<'_>) -> Vec<String> {
    let p = &reader.parsed[m.sentence];
    let at = |i: usize| reader.mentions[i].span;
    let before: Vec<usize> = p
        .dates
        .iter()
        .copied()
        .filter(|&i| at(i).end <= m.trigger.start && p.clause_at(at(i).start) == m.clause)
        .collect();
    let mut out: Vec<String> = Vec::new();
    if let [.., x, y] = before[..]
        && matches!(
            &reader.text()[at(x).end..at(y).start],
            "和" | "、" | "及" | "与"
        )
    {
        let iso = |i: usize| reader.mentions[i].date.and_then(|d| d.moment());
        out.extend([x, y].into_iter().filter_map(iso));
    }
    if out.len() < 2 {
        out = date_of(reader, m)
            .and_then(|r| r.moment())
            .into_iter()
            .collect();
    }
    out
}

/// The date a whole sentence speaks of.
pub fn date_at(reader: &Reader<'_, '_>, s: usize) -> Option<DateRange> {
    let p = &reader.parsed[s];
    let own = p.dates.iter().find_map(|&i| reader.mentions[i].date);
    let before = || {
        reader.parsed[..s]
            .iter()
            .rev()
            .take(4)
            .flat_map(|q| q.dates.iter())
            .find_map(|&i| reader.mentions[i].date.filter(|d| d.start.day.is_some()))
    };
    own.or_else(before)
}

/// The first day as an attribute and the last one.
pub fn start_end(range: Option<DateRange>) -> (Option<String>, Option<String>) {
    let Some(r) = range else { return (None, None) };
    (r.start.iso(), r.end.and_then(|e: Date| e.iso()))
}

/// Whether the trigger's clause speaks of an encounter over a line.
pub fn is_online(reader: &Reader<'_, '_>, m: &Match<'_>) -> bool {
    let p = &reader.parsed[m.sentence];
    let here = p.clauses[m.clause].of(reader.text());
    let near = p.span.of(reader.text());
    ["视频", "线上", "在线", "云端", "连线", "网络会议", "电话"]
        .iter()
        .any(|w| here.contains(w) || (near.contains(w) && w.starts_with("视频")))
}
