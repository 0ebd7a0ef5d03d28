//! Where a name with a telling end begins.

use super::{COMPOUND, DASHED, Found, Named, Sort};
use crate::mention::{Kind, Mention, Scan};
use crate::reader::Reader;
use crate::span::Span;
use crate::types::Fill;

/// Characters a name may have.
const MOST: usize = 34;

impl Named {
    /// The name that ends in `end`, when it has more to it than its ending.
    pub(super) fn name(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        kind: &Sort,
        end: Span,
    ) -> Option<Found> {
        let text = reader.text();
        let covering = reader.mentions[..reader
            .mentions
            .partition_point(|m| m.span.start <= end.start)]
            .iter()
            .rev()
            .take(2)
            .find(|m| m.span.covers(end) && m.span != end);
        let start = match covering {
            // 《共建…协议》 and events named for a work are told by other rules
            Some(m)
                if m.kind == Kind::Document
                    || m.kind == Kind::Event && !kind.pair && !self.marked(text, m, end) =>
            {
                return None;
            }
            Some(m) if m.kind == Kind::Place => return None,
            // 合作理事会|主席单位: the body an office is held in
            Some(m)
                if matches!(m.kind, Kind::Body | Kind::Event)
                    // 甲省与乙边境四省|党委书记|会晤机制: whoever holds the office
                    || (m.kind == Kind::Person
                        && (kind.pair || kind.makes == crate::record::Type::Mechanism)) =>
            {
                self.start(reader, s, m.span.start).min(m.span.start)
            }
            _ => self.start(reader, s, end.start),
        };
        let start = match kind.pair {
            true => with_partner(reader, start, reader.parsed[s].span.start),
            false => start,
        };
        let start = self.trimmed(
            reader,
            self.unbroken(text, reader.parsed[s].span, start),
            end,
        );
        let mut stop = end.end;
        // 农业产业园|越西园区二期 keeps its stage
        for tail in ["一期", "二期", "三期", "分院", "新院区", "新校区"] {
            if text[stop..].starts_with(tail) {
                stop += tail.len();
            }
        }
        let span = Span::new(start, stop);
        let name = crate::mention::squeeze(span.of(text).trim_matches(['“', '”', '"']));
        let core = text[start..end.start]
            .trim_start_matches(['“', '”', '"'])
            .chars()
            .count();
        // “两国双园” is a name by itself
        let quoted = text[..start].ends_with('“') && end.len() >= 15;
        if core < 2 && !quoted && !kind.own.iter().any(|w| *w == end.of(text)) {
            return None;
        }
        Some(Found {
            name,
            ..self.found(reader, span)
        })
    }

    /// A name that stands at a stretch.
    pub(super) fn found(&self, reader: &Reader<'_, '_>, span: Span) -> Found {
        let name =
            crate::mention::squeeze(span.of(reader.text()).trim_matches(['“', '”', '"', ' ']));
        let places = places(reader, span);
        let regions = self.words.regions.iter().any(|w| name.contains(w.as_str()));
        let joint = COMPOUND.is_match(&name)
            || DASHED.is_match(&name)
            || regions
            || places.len() >= 2
            || self.lettered(reader, &name);
        Found {
            span,
            name,
            places,
            joint,
        }
    }

    /// 深中|合作产业园: two places of the page, each by its first letter, before a word of joining.
    fn lettered(&self, reader: &Reader<'_, '_>, name: &str) -> bool {
        if self.begins_paired(reader, name) {
            return true;
        }
        let gazetteer = jiehao_places::Gazetteer::get();
        let letters: Vec<(usize, char)> = name.char_indices().collect();
        letters.windows(3).any(|w| {
            let (pair, rest) = (&name[w[0].0..w[2].0], &name[w[2].0..]);
            let named = |c: char| {
                let mut named = reader.mentions.iter().filter(|m| m.kind == Kind::Place);
                named.any(|m| m.name.starts_with(c) && m.name.chars().count() >= 2)
            };
            let province = |c: char| {
                let senses = gazetteer.lookup(&c.to_string());
                senses.iter().any(|s| gazetteer.country_of(s.place) == "CN")
            };
            w[0].1 != w[1].1
                && self.words.joining.begins(rest).is_some()
                && gazetteer.lookup(pair).is_empty()
                && pair != "高新"
                && (named(w[0].1) && (named(w[1].1) || province(w[1].1))
                    || province(w[0].1) && named(w[1].1))
        })
    }

    /// 鲁韩|经贸合作联席会议机制: a province and another or a country, each by the letter that all know it by.
    fn begins_paired(&self, reader: &Reader<'_, '_>, name: &str) -> bool {
        let provinces = reader.rules.lexicon.list("province_letter");
        let mut chars = name.chars();
        let (Some(a), Some(b)) = (chars.next(), chars.next()) else {
            return false;
        };
        let home = |c: char| provinces.iter().any(|w| w.starts_with(c));
        let other = |c: char| home(c) || self.words.letters.iter().any(|w| w.starts_with(c));
        a != b
            && (home(a) && other(b) || other(a) && home(b))
            && self.words.joining.begins(chars.as_str()).is_some()
    }

    /// Whether an event is a ceremony that marks a work: 某县医院|奠基仪式.
    fn marked(&self, text: &str, event: &Mention, end: Span) -> bool {
        let rest = &text[end.end..event.span.end];
        let mut words = self.words.ceremonies.iter();
        words.any(|w| rest.strip_prefix(w.as_str()).is_some_and(|r| r == "仪式"))
    }

    /// The leftmost byte a name that runs up to `from` may begin at.
    fn start(&self, reader: &Reader<'_, '_>, s: usize, from: usize) -> usize {
        let text = reader.text();
        let p = &reader.parsed[s];
        let mut at = from;
        let mut count = 0;
        while at > p.span.start && count < MOST {
            if let Some(w) = self.whole(text, at, p.span) {
                at = w;
                continue;
            }
            let c = text[..at].chars().next_back().unwrap_or('。');
            let last = at - c.len_utf8();
            if matches!(c, ')' | '）') {
                // 聊城(莘县)现代农业园: a place in parentheses belongs to the name
                let open = text[p.span.start..last]
                    .rfind(['(', '（'])
                    .map(|i| p.span.start + i);
                let inside =
                    open.filter(|o| text[*o..last].chars().count() <= 8 && *o > p.span.start);
                match inside {
                    Some(o) => {
                        at = o;
                        continue;
                    }
                    None => break,
                }
            }
            // 甲国“乙河”合作机制: what is quoted belongs to the name
            if c == '”' && at < from + 1 {
                let open = text[p.span.start..last]
                    .rfind('“')
                    .map(|i| p.span.start + i);
                let inner = open.map(|o| &text[o + '“'.len_utf8()..last]);
                let short = inner.is_some_and(|i| {
                    (2..=14).contains(&i.chars().count()) && !i.contains(['，', ',', '、', '。'])
                });
                if let Some(o) = open.filter(|_| short) {
                    count += inner.map_or(0, |i| i.chars().count());
                    at = o;
                    continue;
                }
            }
            if let Some(m) = mention_at(reader, last) {
                // 地方领导人峰会|平台: the ending may be longer than the name of an event
                let known = matches!(m.kind, Kind::Place | Kind::Body) || m.span.end > from;
                if !known
                    || matches!(m.kind, Kind::Date | Kind::Person)
                    || m.span.start < p.span.start
                {
                    break;
                }
                at = m.span.start;
                count += 2;
                continue;
            }
            if !Scan::name_char(c) {
                break;
            }
            let word = p
                .words
                .iter()
                .find(|w| w.span.start <= last && last < w.span.end);
            if word.is_some_and(|w| Scan::is_wall(w.classes)) {
                // 中|吉乌铁路: China, not 中 the particle; 、|万磨高速公路: a syllable, not the number
                let china = c == '中' && COMPOUND.is_match(&text[last..from]);
                let first = text[..last]
                    .chars()
                    .next_back()
                    .is_none_or(|b| !Scan::name_char(b));
                let syllable = first && last > p.span.start && "万千百新老东西南北上大".contains(c);
                if china || syllable {
                    at = last;
                    break;
                }
                // 中国|十里|村: syllables between a place and the rest of its name
                let syllable = word.is_none_or(|w| w.span.len() <= 3);
                match syllable
                    .then(|| self.bridged(reader, p.span.start, at))
                    .flatten()
                {
                    Some(place) => {
                        at = place;
                        continue;
                    }
                    None => break,
                }
            }
            at = last;
            count += 1;
        }
        at
    }

    /// The end of a place, or the mark of a list, at most three syllables before a byte with no
    /// particle between.
    fn bridged(&self, reader: &Reader<'_, '_>, from: usize, at: usize) -> Option<usize> {
        const PARTICLES: &str = "的了在是和与及将为有要把被从对由以于就也又向到至用同等";
        let text = &reader.text()[from..at];
        for (n, (i, c)) in text.char_indices().rev().enumerate() {
            if n > 3 {
                return None;
            }
            if mention_at(reader, from + i).is_some_and(|m| m.kind == Kind::Place) {
                return Some(from + i + c.len_utf8());
            }
            if c == '、' {
                return Some(from + i + c.len_utf8());
            }
            if PARTICLES.contains(c) || !Scan::name_char(c) {
                return None;
            }
        }
        None
    }

    /// A start that does not cut a name that may hold marks.
    fn unbroken(&self, text: &str, within: Span, start: usize) -> usize {
        let cut = self.words.whole.iter().find_map(|w| {
            let found = within
                .of(text)
                .match_indices(w.as_str())
                .map(|(i, _)| within.start + i);
            found.filter(|i| *i < start && start <= i + w.len()).last()
        });
        cut.unwrap_or(start)
    }

    /// The start of a name that may hold marks, when it ends at a byte.
    fn whole(&self, text: &str, at: usize, within: Span) -> Option<usize> {
        let name = self
            .words
            .whole
            .iter()
            .find(|w| text[within.start..at].ends_with(w.as_str()))?;
        Some(at - name.len())
    }

    /// A beginning without the verbs and particles that stand before the name proper.
    fn trimmed(&self, reader: &Reader<'_, '_>, start: usize, end: Span) -> usize {
        let text = reader.text();
        let mut at = start;
        // 中吉政府间经贸合作委员会|中国新疆—吉尔吉斯斯坦…工作组: the body a working group is under
        let under = text[start..end.start]
            .rfind("委员会")
            .map(|i| start + i + "委员会".len());
        if let Some(u) = under.filter(|u| {
            begins_place(reader, *u)
                || COMPOUND
                    .find(&text[*u..end.end])
                    .is_some_and(|m| m.start() == 0)
        }) {
            at = u;
        }
        // 在横琴|兴建|中医药产业园: what is built begins after the verb
        let built = self
            .words
            .builds
            .iter()
            .filter_map(|w| {
                text[at..end.start]
                    .rfind(w.as_str())
                    .map(|i| at + i + w.len())
            })
            .max();
        at = built
            .filter(|b| text[*b..end.start].chars().count() >= 2)
            .unwrap_or(at);
        // 其中|中新合作区
        if let Some(rest) = text[at..end.end].strip_prefix("中中") {
            at = end.end - rest.len() - '中'.len_utf8();
        }
        // the name proper begins with 中X or a place, wherever one stands after a verb
        loop {
            let rest = &text[at..end.start];
            let word = self
                .words
                .lead
                .iter()
                .find(|w| rest.starts_with(w.as_str()));
            let Some(w) = word else { break };
            let single = w.chars().count() == 1;
            let next = at + w.len();
            let placed = begins_place(reader, next)
                || COMPOUND
                    .find(&text[next..end.end])
                    .is_some_and(|m| m.start() == 0);
            let verb = !matches!(
                w.as_str(),
                "合作" | "发展" | "国家" | "开发" | "促进" | "建设" | "投资"
            );
            if begins_place(reader, at)
                || !(placed || (verb && (!single || "了的".contains(w.as_str()))))
            {
                break;
            }
            at = next;
        }
        at
    }
}

/// Where a name begins that goes on to the left over 与 to another place: 甲省与|乙州……工作组.
fn with_partner(reader: &Reader<'_, '_>, start: usize, floor: usize) -> usize {
    // a name cut by a stray mark may have begun in the sentence before: “甲—乙地方；；合作论坛”
    let before = reader.text().get(floor..start).unwrap_or("");
    let joint = ["与", "和", "同"]
        .iter()
        .find_map(|w| before.strip_suffix(w));
    let Some(at) = joint.filter(|b| !b.is_empty()).map(|b| floor + b.len()) else {
        return start;
    };
    let place = mention_at(reader, at - 1);
    let place =
        place.filter(|m| m.kind == Kind::Place && m.span.end == at && m.span.start >= floor);
    place
        .filter(|_| begins_place(reader, start))
        .map_or(start, |m| m.span.start)
}

/// The mention on a byte.
fn mention_at<'r>(reader: &'r Reader<'_, '_>, byte: usize) -> Option<&'r Mention> {
    let i = reader.mentions.partition_point(|m| m.span.end <= byte);
    reader.mentions.get(i).filter(|m| m.span.start <= byte)
}

/// Whether the name of a place begins at a byte.
fn begins_place(reader: &Reader<'_, '_>, byte: usize) -> bool {
    mention_at(reader, byte).is_some_and(|m| {
        let mut inside = std::iter::once(m).chain(m.parts.iter());
        inside.any(|x| x.kind == Kind::Place && x.span.start == byte)
    })
}

/// The places named inside a name, each once.
fn places(reader: &Reader<'_, '_>, span: Span) -> Vec<Fill> {
    let inner = reader
        .mentions
        .iter()
        .flat_map(|m| std::iter::once(m).chain(m.parts.iter()));
    let mut out: Vec<Fill> = Vec::new();
    for m in inner.filter(|m| m.kind == Kind::Place && span.covers(m.span)) {
        if !out.iter().any(|f| f.name == m.name) {
            out.push(Fill::place(m));
        }
    }
    // 中国吉林省, 中国—中东欧: the country itself is no side
    out.retain(|f| f.name != "中国" && !reader.is_continent(f));
    out
}
