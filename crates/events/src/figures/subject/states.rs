//! Subjects that are no region of the gazetteer: China, two states, districts without a name of
//! their own, associations, several provinces by their number.

use super::super::phrase::COME;
use super::super::{Figure, Figures};
use super::Whose;
use crate::mention::{Kind, Mention};
use crate::parse::Mark;
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;

/// Regions or states named as one.
pub(super) enum Compound {
    Regions(Fill),
    States,
}

impl Figures {
    /// China as what a clause begins with.
    pub(super) fn country<'r>(
        &self,
        reader: &'r Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
    ) -> Option<&'r Mention> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let first = p.groups.iter().find(|g| g.clause == clause)?;
        let m = &reader.mentions[*first.members.first()?];
        let dates = p.dates.iter().map(|&i| reader.mentions[i].span.end);
        let date = dates.filter(|e| *e <= m.span.start).max().unwrap_or(0);
        let lead = text[p.clauses[clause].start.max(date)..m.span.start].trim();
        // 今年前三季度|我国
        let time = |w: &&String| lead.contains(w.as_str());
        let known = self
            .words
            .now
            .iter()
            .chain(self.words.link.iter())
            .filter(time);
        let opens = known.map(String::len).sum::<usize>() >= lead.len();
        let alone = !text[m.span.end..].starts_with(['—', '-', '－', '–', '(', '（']);
        (opens && alone && m.span.end <= at && is_china(m)).then_some(m)
    }

    /// 两国已建立40余对, 中国政府重视友城,……: states that a clause begins with, who are no region of the page.
    pub(super) fn states_told(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
    ) -> Option<Option<Whose>> {
        let text = reader.text();
        let span = reader.parsed[s].clauses[clause];
        let line = text.get(span.start..at.min(span.end))?;
        let mut lead = line.trim_start();
        while let Some(w) = self.words.now.begins(lead) {
            lead = lead[self.words.now[w].len()..].trim_start();
        }
        let name = ["两国", "中国政府"]
            .into_iter()
            .find(|w| lead.starts_with(w))?;
        let rest = &lead[name.len()..];
        // 两国地方政府, 两国企业: others than the states
        let others = ["地方", "企业", "省", "市", "友城", "民间"];
        if others.iter().any(|w| rest.starts_with(w)) {
            return None;
        }
        let from = span.start + (line.len() - lead.len());
        let state = name.trim_end_matches("政府");
        let fill = named(text, Span::new(from, from + state.len()));
        Some(f.national.then(|| Whose {
            fills: vec![fill],
            named: true,
            national: true,
        }))
    }

    /// 在辽日资企业, 韩国来黔旅游: the region that one letter stands for.
    pub(super) fn lettered(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
    ) -> Option<Fill> {
        let text = reader.text();
        let start = reader.parsed[s].clauses[clause].start;
        let lead = text.get(start..at)?;
        let (i, verb) = lead.char_indices().find(|(i, c)| {
            let rest = &lead[i + c.len_utf8()..];
            let letter = self
                .words
                .letters
                .begins(rest)
                .map(|w| &self.words.letters[w]);
            COME.contains(c)
                && letter.is_some_and(|w| self.free(reader, start + i, &rest[w.len()..]))
        })?;
        let letter = lead[i + verb.len_utf8()..].chars().next()?;
        reader.by_letter(&format!("来{letter}"))
    }

    /// Whether a letter is no part of a longer name: 在辽|日资企业, not 在辽|宁.
    fn free(&self, reader: &Reader<'_, '_>, verb: usize, rest: &str) -> bool {
        let at = verb + '来'.len_utf8();
        let i = reader.mentions.partition_point(|m| m.span.end <= at);
        let named = reader.mentions.get(i).is_some_and(|m| m.span.start <= at);
        !named
            && rest
                .chars()
                .next()
                .is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    /// Whether a mention is China as what its clause begins with.
    pub(super) fn opens_with(&self, reader: &Reader<'_, '_>, m: &Mention) -> bool {
        let s = reader.document.sentence_at(m.span.start);
        let clause = reader.parsed[s].clause_at(m.span.start);
        self.country(reader, s, clause, m.span.end)
            .is_some_and(|c| c.span == m.span)
    }

    /// 省友协已同31个国家的民间组织…: the association itself, where its clause begins with it; a firm
    /// where the kind of figure may be one's.
    fn association(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
    ) -> Option<Fill> {
        let p = &reader.parsed[s];
        let first = p.groups.iter().find(|g| g.clause == clause)?;
        let m = &reader.mentions[*first.members.first()?];
        // 新建医院|4家: what is counted there is nobody's figure
        let counted = reader.text()[m.span.end..].starts_with(|c: char| c.is_ascii_digit());
        let deed = self.words.deeds.begins(&m.name).is_some();
        let opens = m.kind == Kind::Body
            && !deed
            && first.mark == Mark::Bare
            && m.span.end <= at
            && !counted;
        if !opens {
            return None;
        }
        let fill = Fill::mention(m);
        let ends = self.words.associations.iter();
        let mut ends = ends.filter(|w| m.name.ends_with(w.as_str()));
        let firm =
            || f.firms && !super::super::number::any(&m.name) && reader.region_of(&fill).is_none();
        (ends.next().is_some() || firm()).then_some(fill)
    }

    /// What a clause is about that is no place of the gazetteer: an association, a district, several
    /// provinces together.
    pub(super) fn district(
        &self,
        f: &Figure,
        reader: &Reader<'_, '_>,
        s: usize,
        clause: usize,
        at: usize,
    ) -> Option<Fill> {
        let text = reader.text();
        let span = reader.parsed[s].clauses[clause];
        let span = Span::new(span.start, span.end.min(at).max(span.start));
        self.association(f, reader, s, clause, at)
            .or_else(|| self.several(reader, s, span))
            .or_else(|| self.area(text, span))
            .or_else(|| self.port_meant(text, span))
    }

    /// 东部8个省市: provinces told by their number, where a clause begins with them.
    fn several(&self, reader: &Reader<'_, '_>, s: usize, clause: Span) -> Option<Fill> {
        let text = reader.text();
        let dates = reader.parsed[s].dates.iter();
        let dates = dates.map(|&i| reader.mentions[i].span);
        let date = dates.filter(|d| clause.covers(*d)).map(|d| d.end).max();
        let lead = Span::new(date.unwrap_or(clause.start), clause.end);
        // 东部|4市: so many of a part of the country
        let parts = ["东部", "西部", "中部", "沿海"];
        let part = parts
            .iter()
            .find(|w| lead.of(text).trim_start().starts_with(**w));
        let number = part.and_then(|_| super::super::number::scan(lead.of(text)).first().copied());
        let end = number.map(|n| lead.start + n.end).and_then(|at| {
            let level = text[at..lead.end].chars().next()?;
            "省市州".contains(level).then_some(at + level.len_utf8())
        });
        let end = end.or_else(|| {
            let (i, w) = self.words.several.find_in(lead.of(text)).next()?;
            Some(lead.start + i + self.words.several[w].len())
        })?;
        let name = Span::new(lead.start, end);
        let name = name
            .of(text)
            .trim_start_matches([' ', ',', '，', '、', '底', '末']);
        let told = super::super::number::any(name);
        (told && name.chars().count() <= 12).then(|| named(text, Span::new(end - name.len(), end)))
    }

    /// 领区, 瑞丽口岸: districts that are no places of the gazetteer.
    fn area(&self, text: &str, clause: Span) -> Option<Fill> {
        let start = clause.start;
        let clause = clause.of(text);
        if let Some((i, w)) = self.words.areas.find_in(clause).next() {
            // 东邻粤港澳大湾区: what a clause does not begin with is not what it is about
            let lead = clause[..i].trim_start();
            let lead = lead.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "年月日前个上下半今去其中".contains(c)
            });
            if lead.is_empty() || self.words.areas[w].chars().count() <= 2 {
                let len = self.words.areas[w].len();
                return Some(named(text, Span::new(start + i, start + i + len)));
            }
        }
        let end = clause.find("口岸")? + "口岸".len();
        let name = clause[..end].trim_end();
        let edge = self.words.edges.find_in(name).last();
        let from = edge.map_or(0, |(i, w)| i + self.words.edges[w].len());
        let name = &name[from..];
        let count = name.chars().count();
        ((4..=12).contains(&count)
            && !clause[end..].starts_with("城市")
            && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)))
        .then(|| named(text, Span::new(start + end - name.len(), start + end)))
    }

    /// 该口岸, 口岸: the port that the text before named last.
    fn port_meant(&self, text: &str, clause: Span) -> Option<Fill> {
        const PORT: &str = "口岸";
        let line = clause.of(text);
        let lead = line.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "年月日前个上下半今去其中截至初底末止，, -".contains(c)
        });
        if !line.contains("该口岸") && !lead.starts_with(PORT) {
            return None;
        }
        let before = &text[..clause.start];
        before.rmatch_indices(PORT).take(20).find_map(|(at, _)| {
            let from = before[..at].rfind(['，', ',', '。', '；', '\n', '—', ' ']);
            let from = from.map_or(0, |i| {
                i + text[i..].chars().next().map_or(1, char::len_utf8)
            });
            self.area(text, Span::new(from, at + PORT.len()))
        })
    }

    /// 中非新增…: regions of China and of others taken together; 中德两国…: the states themselves.
    pub(super) fn compound(
        &self,
        text: &str,
        start: usize,
        measure: &str,
        at: usize,
    ) -> Option<Compound> {
        let clause = &text[start..at];
        let both = |w: &String| [format!("中{w}"), format!("{w}中")];
        let ours = ["友", "结好", "姐妹"].iter().any(|w| measure.contains(w));
        if !ours {
            let china = clause.contains('中') || measure.contains('中');
            let partners = if china { &self.words.partners[..] } else { &[] };
            let states = partners.iter().flat_map(both).any(|c| {
                clause.match_indices(&c).any(|(i, _)| {
                    let rest = &clause[i + c.len()..];
                    ["两国", "双边", "贸易", "进出口", "经贸"]
                        .iter()
                        .any(|w| rest.starts_with(w))
                })
            });
            let named = partners.iter().flat_map(both);
            let named = named.filter(|c| measure.starts_with(c.as_str()));
            let mut named =
                named.filter(|_| ["贸易", "进出口"].iter().any(|w| measure.contains(w)));
            // 2023年俄中|农产品双边贸易额
            let trade = measure.contains("双边") || measure.contains("贸易");
            let mut pairs = partners.iter().flat_map(both);
            let head = clause
                .trim_start_matches(|c: char| c.is_ascii_digit() || "年全上下半月、".contains(c));
            let states =
                states || named.next().is_some() || trade && pairs.any(|c| head.starts_with(&c));
            return (states || clause.ends_with("两国") || clause.contains("两国贸易"))
                .then_some(Compound::States);
        }
        self.words.partners.iter().find_map(|w| {
            let c = format!("中{w}");
            let i = clause.rfind(&c).map(|i| start + i);
            let behind = || {
                measure
                    .starts_with(&c)
                    .then(|| text[at..].find(&c).map(|i| at + i))
                    .flatten()
            };
            let i = i.filter(|i| at - i <= 24).or_else(behind)?;
            Some(Compound::Regions(named(text, Span::new(i, i + c.len()))))
        })
    }
}

fn named(text: &str, span: Span) -> Fill {
    Fill {
        name: span.of(text).to_owned(),
        span: Some(span),
        ..Fill::default()
    }
}

/// Whether a place is China by whatever name.
fn is_china(m: &Mention) -> bool {
    m.kind == Kind::Place && matches!(m.name.as_str(), "中国" | "我国" | "全国" | "中华人民共和国")
}

/// The country as the subject of a kind of figure that is told of countries.
pub(super) fn national(f: &Figure, reader: &Reader<'_, '_>, m: &Mention) -> Option<Whose> {
    let mut fill = Fill::place(m);
    if m.name != "中国" && reader.text().contains("中国") {
        fill.name = "中国".to_owned();
    }
    f.national.then(|| Whose {
        fills: vec![fill],
        named: true,
        national: true,
    })
}
