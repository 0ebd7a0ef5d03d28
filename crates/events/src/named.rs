//! Joint works and standing arrangements with a name of their own, by the endings of `rules/named.toml`.
//!
//! A name is taken from its ending back to where it begins. It counts when it names two sides
//! itself (中X, 甲—乙, 友谊), or names a place in a sentence that speaks of the other side. Refused:
//! common nouns (现代农业园区), sights of a visit, venues, and what is only hoped for.

mod file;
mod listed;
mod name;
mod parties;

use std::sync::LazyLock;

use regex::Regex;

use self::parties::{crossed, parties};
use crate::reader::Reader;
use crate::record::Type;
use crate::span::Span;
use crate::types::{Draft, Fill};
use crate::words::{List, holds};

/// One kind of named work or arrangement.
struct Sort {
    name: String,
    makes: Type,
    ends: Regex,
    words: List,
    pair: bool,
    /// Whether the name must stand in quotation marks.
    quoted: bool,
    own: List,
    near: List,
    after: List,
    /// Words of founding together, which tell that it joins those named.
    founded: List,
    not: List,
    refuse: List,
    /// Words of aid, where the sentence or one just before must hold one.
    aid: List,
}

/// Words all kinds share.
#[derive(Default)]
struct Words {
    regions: List,
    lead: List,
    builds: List,
    whole: List,
    /// Words of one place doing something for another.
    giving: List,
    /// Endings of what two sides lay out together.
    parks: List,
    /// What follows the letters of two places in a name.
    joining: List,
    /// Countries and the like by one letter, beside a province by its own.
    letters: List,
    visits: List,
    heads: List,
    met: List,
    abroad: List,
    tails: List,
    /// What leads in a name or a list of names.
    intro: List,
    /// What a ceremony named after a work marks of it.
    ceremonies: List,
    /// Status and the words that tell it, in order of preference.
    status: Vec<(&'static str, List)>,
}

/// Kinds of named works and arrangements.
pub struct Named {
    kinds: Vec<Sort>,
    words: Words,
    /// The endings of all kinds: few sentences hold any.
    ends: List,
}

/// A name found, with the places it holds.
struct Found {
    span: Span,
    name: String,
    places: Vec<Fill>,
    /// Whether it names two sides by itself.
    joint: bool,
}

/// 中俄, 中吉乌: China and another country in two characters.
static COMPOUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("中[俄日韩美德法英蒙朝越老缅泰印巴哈吉塔乌新澳加意西葡瑞荷波匈捷塞希埃欧非阿拉智秘古墨柬菲马斐尼白乍卢突摩毛肯坦赞津刚喀苏丹挪芬冰爱克罗保黑也叙约伊布贝]|中国[^，。、]{0,6}[—–-]|中国(?:与|和)")
        .expect("the pattern is fixed")
});

/// 磨憨—磨丁…: two names joined by a dash, known or not.
static DASHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^\\p{Han}{2,8}[—–－-]{1,2}\\p{Han}{4,}").expect("the pattern is fixed")
});

impl Named {
    /// Words without one of which no name is read.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.kinds
            .iter()
            .flat_map(|k| k.words.iter())
            .map(String::as_str)
    }

    /// The names of a sentence.
    pub fn read(&self, reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
        let p = &reader.parsed[s];
        let text = reader.text();
        let mut out: Vec<Draft> = Vec::new();
        let mut told: Vec<Span> = Vec::new();
        if holds(&self.ends, p.span.of(text)) {
            for kind in &self.kinds {
                self.ending(reader, s, kind, &mut out, &mut told);
            }
        }
        if let Some(kind) = self.kinds.iter().find(|k| k.makes == Type::Project) {
            for span in self.listed(reader, s) {
                if told.iter().any(|t| t.overlaps(span)) {
                    continue;
                }
                let found = self.found(reader, span);
                let mut d = self.draft(reader, s, kind, found);
                d.rule = "所列项目".to_owned();
                out.push(d);
            }
        }
        out
    }

    /// The names of a sentence that end as those of a kind do.
    fn ending(
        &self,
        reader: &Reader<'_, '_>,
        s: usize,
        kind: &Sort,
        out: &mut Vec<Draft>,
        told: &mut Vec<Span>,
    ) {
        let p = &reader.parsed[s];
        let text = reader.text();
        if !holds(&kind.words, p.span.of(text)) {
            return;
        }
        let mut before: Option<Span> = None;
        for m in kind.ends.find_iter(p.span.of(text)) {
            let end = Span::new(p.span.start + m.start(), p.span.start + m.end());
            let Some(found) = self.name(reader, s, kind, end) else {
                continue;
            };
            // 甲乙合作联席会议|机制: taken whole by the kind before
            if told.iter().any(|t| t.covers(found.span)) {
                continue;
            }
            // 中老铁路、|万磨高速公路: a list of which one name counts
            let between = before.and_then(|b| text.get(b.end..found.span.start));
            let listed =
                between.is_some_and(|b| self.on_the_list(b)) && found.name.chars().count() >= 4;
            // 农业产业园|越西园区: one name with two endings
            let longer = before.is_some_and(|b| b.overlaps(found.span));
            if longer {
                out.pop();
            }
            let goes_on = longer && !kind.aid.is_empty();
            if !listed && !goes_on && !self.counts(reader, s, kind, &found) {
                continue;
            }
            before = Some(found.span);
            told.push(found.span);
            out.push(self.draft(reader, s, kind, found));
        }
    }

    /// Whether a name is one of a joint work or standing arrangement here.
    fn counts(&self, reader: &Reader<'_, '_>, s: usize, kind: &Sort, found: &Found) -> bool {
        let p = &reader.parsed[s];
        let text = reader.text();
        let clause = p.clauses[p.clause_at(found.span.start)];
        let lead = &text[clause.start.min(found.span.start)..found.span.start];
        let rest = text[found.span.end..p.span.end].trim_start_matches('”');
        let here = clause.of(text);
        // 共建45个|特色产业园区: so many of a kind, and no name
        if lead
            .trim_end()
            .ends_with(['个', '家', '所', '座', '处', '条', '批'])
            || ["一所", "两所", "一座", "两座", "一家", "一个", "一条"]
                .iter()
                .any(|w| found.name.starts_with(w))
        {
            return false;
        }
        let quoted = || {
            let open = found.span.of(text).starts_with('“') || lead.ends_with('“');
            open && (found.span.of(text).ends_with('”') || text[found.span.end..].starts_with('”'))
        };
        if kind.quoted && !quoted() {
            return false;
        }
        // 代表建议,|甲市与乙市共建……: a clause that ends in such a word governs what those after it would build
        let new = ["共建", "合建", "建设", "设立", "打造", "兴建", "成立"];
        let governs = |c: &crate::span::Span| {
            let said = c.of(text).trim_end_matches([',', '，', ':', '：', ' ']);
            kind.refuse.ends(said).is_some()
        };
        let earlier = p.clauses.iter().take_while(|c| c.end <= clause.start);
        let governed = new.iter().any(|w| lead.contains(w)) && earlier.into_iter().any(governs);
        if governed || holds(&kind.not, &found.name) || holds(&kind.refuse, lead) {
            return false;
        }
        // 某示范区与甲国|共建的……: who builds, not what is built
        let builds = ["共建", "合作", "联合", "共同"];
        let party = !found.joint
            && rest.starts_with(['与', '和', '同'])
            && builds.iter().any(|w| rest.contains(w));
        if party {
            return false;
        }
        if !kind.aid.is_empty() {
            return self.aided(reader, s, kind, found);
        }
        let known = || quoted() && holds(&kind.founded, p.span.of(text));
        if !kind.after.is_empty()
            && !known()
            && !kind.after.iter().any(|w| rest.starts_with(w.as_str()))
        {
            return false;
        }
        // 拜会了某联合会, 某联盟会长: who was met, and no arrangement of the two sides
        let met = kind.makes == Type::Mechanism
            && (self.words.heads.begins(rest).is_some()
                || self.words.met.ends(lead.trim_end()).is_some());
        if met {
            return false;
        }
        let own = holds(&kind.own, &found.name);
        // the words of a name that joins nobody say nothing of it: 某市立联合医院
        let joins = found.joint || own;
        let near = match joins {
            true => holds(&kind.near, here),
            false => holds(&kind.near, &here.replace(found.span.of(text), "")),
        };
        // a park whose name joins two sides is a joint work whatever is said of it
        let park = self.words.parks.iter();
        let park = park.into_iter().any(|w| found.name.ends_with(w.as_str()));
        let work = found.joint && park && kind.makes == Type::Project && kind.aid.is_empty();
        if !kind.near.is_empty() && !near && !work {
            return false;
        }
        if kind.pair {
            let founded = || holds(&kind.founded, p.span.of(text)) && crossed(reader, s);
            return found.joint || own || founded();
        }
        if kind.makes == Type::Mechanism {
            // 建立…机制 is still to come; 建立了…机制 is there
            let made = rest.starts_with("建立于")
                || lead.contains("建立了")
                || lead.contains("已建立")
                || lead.ends_with("建立的")
                || !lead.contains("建立");
            return (found.joint || own) && made;
        }
        if self
            .words
            .tails
            .iter()
            .any(|t| rest.starts_with(t.as_str()))
        {
            return false;
        }
        // 在…中心举行: a venue
        let venue = lead.trim_end().ends_with(['在', '于'])
            && ["举行", "召开", "举办", "开幕", "签署", "会见"]
                .iter()
                .any(|w| rest.starts_with(w) || here.ends_with(w));
        let aided = ["援建", "共建", "合建"].iter().any(|w| here.contains(w));
        let sight = holds(&self.words.visits, lead) && !aided;
        if venue || sight {
            return false;
        }
        let sentence = p.span.of(text);
        let external = holds(&self.words.abroad, sentence)
            || COMPOUND.is_match(sentence)
            || crossed(reader, s);
        let built = [
            "兴建",
            "共建",
            "援建",
            "合建",
            "动工",
            "合作建设",
            "联合建设",
            "共同建设",
            "共同打造",
            "合作打造",
            "修建",
            "捐建",
            "建造",
        ]
        .iter()
        // “甲园”由某市援建: told behind it
        .any(|w| lead.contains(w) || kind.quoted && here.contains(w));
        found.joint
            || (own && (external || !found.places.is_empty()))
            || (!found.places.is_empty() && external && !sight)
            || (built && external && (kind.quoted || found.name.chars().count() >= 6))
    }

    /// Whether what stands between two names goes on with their list: 、, 项目、, (1万吨/天)、.
    fn on_the_list(&self, between: &str) -> bool {
        let between = between.trim().trim_start_matches("建设");
        let between = between
            .trim_start_matches("项目")
            .trim_start_matches("工程");
        matches!(between, "、" | "和" | "及")
    }

    /// Whether a name is of a work that one place gives another: named with its place, or led in by
    /// 援建的, 项目为, in a passage of aid.
    fn aided(&self, reader: &Reader<'_, '_>, s: usize, kind: &Sort, found: &Found) -> bool {
        let p = &reader.parsed[s];
        let text = reader.text();
        let near = reader.parsed[s.saturating_sub(6)..=s]
            .iter()
            .filter(|q| q.paragraph == p.paragraph);
        if !near.into_iter().any(|q| holds(&kind.aid, q.span.of(text))) {
            return false;
        }
        let lead = &text[p.span.start..found.span.start];
        let rest = &text[found.span.end..p.span.end];
        let tail = rest.trim_start_matches("建设").trim_start_matches("项目");
        if self
            .words
            .tails
            .iter()
            .any(|t| tail.starts_with(t.as_str()))
        {
            return false;
        }
        let clause = p.clauses[p.clause_at(found.span.start)].of(text);
        // 走访调研了|甲示范园: a sight, unless it is said who built it
        let built = ["援建", "共建", "捐建", "援助", "投建"];
        let seen = holds(
            &self.words.visits,
            &clause[..clause.find(&found.name).unwrap_or(0)],
        );
        if seen && !built.iter().any(|w| clause.contains(w)) {
            return false;
        }
        if !kind.near.is_empty() && !holds(&kind.near, clause) && !holds(&kind.near, lead) {
            return false;
        }
        let own = found.places.iter().any(|f| {
            // 阿图什市|第三幼儿园: the name begins with the place
            f.span.is_some_and(|at| at.start <= found.span.start + 3)
        });
        let led = self
            .words
            .intro
            .iter()
            .any(|w| lead.trim_end().ends_with(w.as_str()));
        found.name.chars().count() >= 5 && (own || led)
    }

    fn draft(&self, reader: &Reader<'_, '_>, s: usize, kind: &Sort, found: Found) -> Draft {
        let p = &reader.parsed[s];
        let clause = p.clauses[p.clause_at(found.span.start)];
        let status = |words: &List| {
            let outside = clause
                .of(reader.text())
                .replace(found.span.of(reader.text()), "");
            holds(words, &outside)
        };
        let status = self
            .words
            .status
            .iter()
            .find(|(_, w)| status(w))
            .map(|s| s.0);
        let mut d = Draft {
            kind: kind.makes,
            roles: Default::default(),
            attributes: Default::default(),
            spans: vec![p.span],
            rule: kind.name.clone(),
            sentence: s,
            trust: if found.joint { 0.9 } else { 0.75 },
            told: 1,
            at: Some(found.span),
        };
        let before = kind.makes == Type::Mechanism || !kind.aid.is_empty();
        let sides = parties(reader, s, found.span, before);
        let two = found.places.len() >= 2;
        let shared = ["共建", "合建", "援建", "共同", "合作"]
            .iter()
            .any(|w| p.span.of(reader.text()).contains(w));
        if kind.makes == Type::Mechanism {
            d.fill("party", if two { found.places } else { sides });
        } else {
            // 由甲市与乙市共建的…: who builds it is told more fully outside the name
            let built = shared && (sides.len() >= 2 || p.span.of(reader.text()).contains("援建"));
            if built {
                d.fill("party", sides);
            } else if two {
                d.fill("party", found.places.clone());
            }
            if !two {
                d.fill("place", found.places);
            }
            d.set("status", status.map(str::to_owned));
        }
        let name = Fill {
            name: found.name,
            span: Some(found.span),
            ..Fill::default()
        };
        d.fill("name", [name]);
        d
    }
}

#[cfg(test)]
mod tests;
