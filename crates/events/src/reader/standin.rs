//! What words that stand for a name mean here: 双方, 一行, 该市, 我省, 驻大阪总领馆.

use jiehao_places::Level;

use super::Reader;
use crate::engine::Match;
use crate::lexicon::Class;
use crate::mention::{self, Kind, Mention};
use crate::types::Fill;

impl<'p, 'd> Reader<'p, 'd> {
    /// What a mention means here: itself, or for 双方, 一行, 我省 what they stand for.
    pub fn resolve(&self, i: usize, sentence: usize) -> Vec<Fill> {
        let m = &self.mentions[i];
        if m.kind == Kind::Delegation {
            let heads = self.heads_of(i, sentence);
            if !heads.is_empty() {
                return heads;
            }
            if !m.alias {
                let fuller = self.fuller_team(i).unwrap_or(m);
                return vec![Fill::mention(fuller)];
            }
            let named = self.mentions[..i]
                .iter()
                .rev()
                .take(40)
                .find(|x| x.kind == Kind::Delegation && !x.alias);
            // 某团来沪,其间参访团拜会…: the one just named in the sentence
            let begins = self.parsed[sentence].span.start;
            if let Some(own) = named.filter(|x| x.span.start >= begins) {
                return vec![Fill::mention(own)];
            }
            let heads = self.last_heads(sentence);
            return if heads.is_empty() {
                named.map(Fill::mention).into_iter().collect()
            } else {
                heads
            };
        }
        if m.kind == Kind::Body && m.alias {
            return self.body_meant(i, sentence);
        }
        if m.kind != Kind::Deictic {
            return vec![if m.kind == Kind::Body {
                self.fullest(m)
            } else {
                Fill::mention(m)
            }];
        }
        // 双方企业, 两市有关部门: others than the two sides themselves
        let after = &self.text()[m.span.end..];
        let others = self.rules.lexicon.list("not_the_sides");
        if others.begins(after).is_some() {
            return Vec::new();
        }
        self.pointed_at(&m.name, i, sentence)
    }

    /// The delegation that the page named in full before it called it by its ending alone:
    /// 阿拉伯国家|驻华使节代表团.
    fn fuller_team(&self, i: usize) -> Option<&Mention> {
        let m = &self.mentions[i];
        let longer = |x: &&Mention| {
            x.kind == Kind::Delegation && x.name.len() > m.name.len() && x.name.ends_with(&m.name)
        };
        m.of.is_none()
            .then(|| self.mentions[..i].iter().rev().take(60).find(longer))?
    }

    /// What a body of no name of its own is: a mission named before, the government of the page's own
    /// region (市政府), or of the one pointed at (该省政府).
    fn body_meant(&self, i: usize, sentence: usize) -> Vec<Fill> {
        let m = &self.mentions[i];
        let words = &self.rules.lexicon;
        if words.ends("mission", &m.name) {
            let mission = self
                .mentions
                .iter()
                .filter(|x| x.kind == Kind::Body && !x.alias && x.name.contains('驻'))
                .max_by_key(|x| x.name.len());
            return mission.map(Fill::mention).into_iter().collect();
        }
        let pointer = m
            .name
            .char_indices()
            .nth(2)
            .map_or("", |(n, _)| &m.name[..n]);
        if words.classes(pointer).has(Class::Deictic) {
            return self.pointed_at(pointer, i, sentence);
        }
        self.own_of(&m.name, i).into_iter().collect()
    }

    /// Whether a word stands for whoever came: 客人, 使节们.
    pub(super) fn is_guest(&self, word: &str) -> bool {
        self.rules.lexicon.list("guests").iter().any(|w| w == word)
    }

    /// The region that 省委, 市政府, 县外办 without a name are of: the page's own, and below a city the
    /// one named last.
    pub(super) fn own_of(&self, words: &str, i: usize) -> Option<Fill> {
        let rest = words.strip_prefix("自治区");
        match words.chars().next()? {
            '省' => self.own_province(),
            '自' if rest.is_some() => self.own_province(),
            '市' => self.own(),
            c @ ('县' | '区' | '州' | '旗' | '盟') => {
                // 甲县县长乙,县委书记丙: of the county named in the sentence, else of the page's own
                let before = self.mentions[..i].iter().rev();
                let mut last = before
                    .filter(|x| x.kind == Kind::Place && x.name.ends_with(c) && !mention::abroad(x))
                    .peekable();
                let at = self.mentions.get(i).map_or(0, |m| m.span.start);
                let begins = self.parsed[self.document.sentence_at(at)].span.start;
                let here = last.next_if(|x| x.span.start >= begins);
                here.map(Fill::place)
                    .or_else(|| self.own_county(words))
                    .or_else(|| last.next().map(Fill::place))
            }
            _ => None,
        }
    }

    /// What 双方, 两市, 三省, 我省, 该市 mean at a mention.
    fn pointed_at(&self, word: &str, i: usize, sentence: usize) -> Vec<Fill> {
        if word.starts_with("双") || word.starts_with("两") && !word.ends_with('国') {
            let lettered = self.lettered(self.mentions[i].span.start);
            if lettered.len() == 2 {
                return lettered;
            }
            return self.pair_at(sentence, self.mentions[i].span.start, word);
        }
        let said = word.strip_prefix("上述").unwrap_or(word);
        let count = said
            .chars()
            .next()
            .and_then(|c| crate::number::read(&c.to_string()));
        if let Some(n) = count.filter(|n| (2.0..=9.0).contains(n)) {
            let listed = self.counted(n as usize, said, i, sentence);
            let seats = listed.is_empty() && said != word && said.ends_with(['地', '方']);
            return match seats {
                true => self.seats_of(n as usize, i, sentence),
                false => listed,
            };
        }
        if word.starts_with("上述") {
            return self.counted(8, "国", i, sentence);
        }
        if ["我省", "全省", "本省", "我自治区"].contains(&word) {
            let province = |f: &Fill| !word.ends_with('省') || f.name.ends_with('省');
            let own = self.own_province().filter(province);
            let told = || self.home.told_province(self.document, &self.mentions);
            return own.or_else(told).into_iter().collect();
        }
        if ["我县", "我区", "我旗", "本县", "本区", "全县", "全区"].contains(&word) {
            let region =
                word.ends_with('区') && self.home.is_autonomous(self.document, &self.mentions);
            let own = if region {
                self.own_province()
            } else {
                self.own_county(word)
            };
            return own.or_else(|| self.own()).into_iter().collect();
        }
        if ["我市", "全市", "本市", "我州"].contains(&word) {
            // no province is 我市
            let own = self.own().filter(|f| self.may_be_called(f, "市"));
            return own.into_iter().collect();
        }
        if let Some(level) = word.strip_prefix('该') {
            let before = self.mentions[..i]
                .iter()
                .rev()
                .filter(|x| x.kind == Kind::Place);
            let named = if level == "国" {
                before.clone().find(|x| self.mention_is_country(x))
            } else {
                let last = before.clone().find(|x| x.name.ends_with(level));
                last.map(|x| self.described(x, level).unwrap_or(x))
            };
            return named.map(Fill::place).into_iter().collect();
        }
        if self.is_guest(word) {
            let heads = self.last_heads(sentence);
            if !heads.is_empty() {
                return heads;
            }
            // whoever the page last named as a delegation, close before
            let near = sentence.saturating_sub(2);
            let from = self.parsed[near].span.start;
            let last = (0..i)
                .rev()
                .take_while(|&k| self.mentions[k].span.start >= from);
            let team = last.into_iter().find(|&k| {
                let x = &self.mentions[k];
                x.kind == Kind::Delegation && !x.alias
            });
            return match team {
                Some(k) => self.resolve(k, sentence),
                None => self.last_received(sentence),
            };
        }
        if [
            "一行",
            "他",
            "她",
            "他们",
            "代表团一行",
            "考察团一行",
            "访问团一行",
        ]
        .contains(&word)
        {
            // 总统甲第三次访华,此次他到访乙地: whoever the sentence itself is about
            let own = self.parsed[sentence].groups.iter().find(|g| {
                g.mark == crate::parse::Mark::Bare
                    && g.span.end <= self.mentions[i].span.start
                    && g.members
                        .iter()
                        .all(|&k| self.mentions[k].kind == Kind::Person)
            });
            if let Some(g) = own.filter(|_| word != "一行") {
                return g
                    .members
                    .iter()
                    .map(|&k| Fill::mention(&self.mentions[k]))
                    .collect();
            }
            let persons = |of: &Option<(crate::parse::Group, usize)>| -> Vec<Fill> {
                let members = of.iter().flat_map(|(g, _)| g.members.iter());
                members
                    .filter(|&&k| self.mentions[k].kind == Kind::Person)
                    .map(|&k| Fill::mention(&self.mentions[k]))
                    .collect()
            };
            let last = persons(&self.carried.subject);
            // 另丙市的驿站最大,她将与丙市市长在驿站会面: the place between is no 她
            let paragraph = self.parsed[sentence].paragraph;
            let near = (self.carried.person.as_ref()).is_some_and(|(_, at)| paragraph <= at + 3);
            return if last.is_empty() && near && matches!(word, "他" | "她") {
                persons(&self.carried.person)
            } else {
                last
            };
        }
        Vec::new()
    }

    /// Whom the sentence describes that names a place only to say where the other lies:
    /// |甲市|距首都乙市196公里。该市…….
    fn described(&self, last: &Mention, level: &str) -> Option<&Mention> {
        let s = self.document.sentence_at(last.span.start);
        let begins = self.parsed[s].span.start;
        let i = self.mentions.partition_point(|m| m.span.start < begins);
        let first = self.mentions.get(i).filter(|m| m.kind == Kind::Place)?;
        let opens = self.text()[begins..first.span.start].trim().is_empty();
        let between = self.text().get(first.span.end..last.head.start)?;
        let lies = self.rules.lexicon.list("lies_by").held_in(between);
        (opens && lies && first.name.ends_with(level)).then_some(first)
    }

    /// What 三省, 四市, 上述三国 count: the last list of so many, else the last so many of that kind.
    fn counted(&self, count: usize, words: &str, i: usize, sentence: usize) -> Vec<Fill> {
        let country = words.ends_with('国') || words.ends_with("国家");
        let level = words.chars().last().unwrap_or(' ');
        let fits = |m: &Mention| {
            m.kind == Kind::Place
                && m.name != "中国"
                && match level {
                    '国' | '家' => self.mention_is_country(m),
                    '地' | '方' => !self.is_continent(&Fill::place(m)),
                    // 河江、广宁、谅山三省: the level is said once, for all
                    c => m.name.ends_with(c) || !m.name.ends_with(['省', '市', '州', '县', '区']),
                }
        };
        let from = sentence.saturating_sub(8);
        let lists = self.parsed[from..=sentence].iter().rev();
        for p in lists {
            let mut list: Vec<&Mention> = Vec::new();
            for g in p.groups.iter().rev() {
                let places = g.members.iter().rev().map(|&k| (k, &self.mentions[k]));
                list.extend(places.filter(|(k, m)| *k < i && fits(m)).map(|(_, m)| m));
                if !g.joined {
                    if list.len() == count {
                        return list.into_iter().rev().map(Fill::place).collect();
                    }
                    list.clear();
                }
            }
        }
        if !country {
            return Vec::new();
        }
        let mut named: Vec<Fill> = Vec::new();
        for x in self.mentions[..i].iter().rev() {
            // 应巴西甲市政府、阿根廷乙市的邀请,访问上述两国: the countries they lie in
            let seat = x.of.as_ref().and_then(|o| o.place.as_deref());
            let mut all = self.holders(&Fill::mention(x));
            all.extend(seat.filter(|p| fits(p)).map(Fill::place));
            if fits(x) {
                all = vec![Fill::place(x)];
            }
            for f in all.into_iter().filter(|f| self.is_country(f)) {
                if named.len() < count && !named.iter().any(|n| n.name == f.name) {
                    named.insert(0, f);
                }
            }
        }
        named
    }

    /// The places that so many bodies or places of a sentence are of: 应甲市政府、乙协会邀请,访问|上述两地|.
    fn seats_of(&self, count: usize, i: usize, sentence: usize) -> Vec<Fill> {
        let span = self.parsed[sentence].span;
        let before = self.mentions[..i]
            .iter()
            .filter(|m| span.start <= m.span.start);
        let mut out: Vec<Fill> = Vec::new();
        for m in before.filter(|m| matches!(m.kind, Kind::Body | Kind::Place)) {
            let place = match m.kind {
                Kind::Place => Some(m),
                _ => m.of.as_ref().and_then(|o| o.place.as_deref()),
            };
            let abroad = place.filter(|p| crate::mention::abroad(p));
            if let Some(f) = abroad
                .map(Fill::place)
                .filter(|f| !out.iter().any(|o| o.name == f.name))
            {
                out.push(f);
            }
        }
        if out.len() == count { out } else { Vec::new() }
    }

    /// A mission by the fullest name the page gives it: 驻大阪总领馆 is 中国驻大阪总领事馆.
    pub(super) fn fullest(&self, m: &Mention) -> Fill {
        let seat = |x: &Mention| {
            x.of.as_ref()
                .and_then(|o| o.seat.as_ref())
                .map(|p| p.name.clone())
        };
        let mission =
            |x: &Mention| x.kind == Kind::Body && x.name.contains('驻') && x.name.ends_with('馆');
        if !mission(m) {
            return Fill::mention(m);
        }
        // 甲国驻丙总领馆、乙国驻丙总领馆: two of one seat
        let one = |x: &Mention| {
            let (Some((from, to)), Some((own, at))) =
                (x.name.split_once('驻'), m.name.split_once('驻'))
            else {
                return false;
            };
            let sender = own == from || matches!(own, "" | "我" | "我国") || from.ends_with(own);
            sender && (seat(m).is_some() || to.chars().take(2).eq(at.chars().take(2)))
        };
        let inside = self.mentions.iter().flat_map(|x| x.parts.iter());
        let same = self.mentions.iter().chain(inside).filter(|x| {
            let kind = x.name.contains("总领") == m.name.contains("总领");
            mission(x) && seat(x) == seat(m) && kind && one(x)
        });
        Fill::mention(same.max_by_key(|x| x.name.chars().count()).unwrap_or(m))
    }

    /// Where a hosted guest came to: the region of whoever received them, else the page's own.
    pub fn host_of(&self, m: &Match<'_>) -> Vec<Fill> {
        let hosts = m.fillers("host");
        let own = hosts
            .iter()
            .flat_map(|&i| self.resolve(i, m.sentence))
            .find_map(|f| f.seat().or_else(|| self.region_of(&f)));
        let visitor = m.fillers("visitor");
        let from: Vec<Fill> = visitor
            .iter()
            .filter_map(|&i| self.region_of(&Fill::mention(&self.mentions[i])))
            .collect();
        // a president received in the capital came to the country
        let national = hosts.iter().any(|&i| {
            let x = &self.mentions[i];
            self.is_national(&x.name) || self.is_national_post(x)
        });
        if national && own.is_none() {
            return Vec::new();
        }
        let fit = |f: &Fill| {
            !from
                .iter()
                .any(|v| v.name == f.name || self.within(f, v) || self.within(v, f))
        };
        // a page about an ambassador abroad has no region of its own
        let posted = !visitor.is_empty()
            && (visitor.iter()).all(|&i| Fill::mention(&self.mentions[i]).posted());
        let guess = || self.own().filter(|_| self.home.told || !posted);
        own.filter(&fit)
            .or_else(|| guess().filter(&fit))
            .into_iter()
            .collect()
    }

    /// What 我县, 我区 mean: the county of the outlet, else the one the page names most.
    pub fn own_county(&self, words: &str) -> Option<Fill> {
        let level = words
            .chars()
            .find(|c| matches!(c, '县' | '区' | '旗' | '市'))?;
        let own = self.home.fill(self.document, &self.mentions, Level::Third);
        match own.filter(|o| o.name.ends_with(level)) {
            None if level != '市' => self.home.told_county(self.document, &self.mentions, level),
            own => own,
        }
    }

    /// The region the page is about: its own city, else its own province.
    pub fn own(&self) -> Option<Fill> {
        self.own_city
            .get_or_init(|| {
                // 我市 of a county-level city's paper
                let county = self.own_county("市");
                county.or_else(|| self.home.fill(self.document, &self.mentions, Level::Second))
            })
            .clone()
    }

    /// The province the page is about, where it lies in one.
    pub fn own_province(&self) -> Option<Fill> {
        self.own_province
            .get_or_init(|| self.home.fill(self.document, &self.mentions, Level::First))
            .clone()
    }
}
