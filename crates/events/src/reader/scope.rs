//! Whose a name is and whether what it does reaches beyond one place: codebook, rule 1.

use jiehao_places::{Gazetteer, Level, PlaceId};

use super::Reader;
use crate::engine::Match;
use crate::home::division;
use crate::lexicon::Class;
use crate::mention::{self, Kind, Mention};
use crate::types::Fill;

impl<'p, 'd> Reader<'p, 'd> {
    /// The region of a filler: of a place itself, of a person the region of the office.
    pub fn region_of(&self, f: &Fill) -> Option<Fill> {
        let m = f.mention.as_deref()?;
        match m.kind {
            Kind::Place => Some(f.clone()),
            _ => {
                let of = m.of.as_ref();
                if let Some(p) = of.and_then(|o| o.place.as_deref()) {
                    return Some(Fill::place(p));
                }
                let words = of.map_or("", |o| o.name.as_str());
                let post = m.post.map_or("", |s| s.of(self.text()));
                let provincial = ["省委", "省政府", "省人大", "省政协", "省长", "自治区", "省"]
                    .iter()
                    .any(|w| {
                        words.starts_with(w)
                            || post.starts_with(w)
                            || post.starts_with(&format!("副{w}"))
                    });
                let municipal = ["市委", "市政府", "市人大", "市政协", "市长", "市"]
                    .iter()
                    .any(|w| {
                        words.starts_with(w)
                            || post.starts_with(w)
                            || post.starts_with(&format!("副{w}"))
                            || post.starts_with(&format!("常务副{w}"))
                    });
                if provincial && m.kind == Kind::Person {
                    return self.own_province();
                }
                if municipal && m.kind == Kind::Person {
                    return self.own();
                }
                None
            }
        }
    }

    /// The region or body a person binds by signing.
    pub fn party_of(&self, f: &Fill) -> Option<Fill> {
        let m = f.mention.as_deref()?;
        if m.kind != Kind::Person {
            return Some(f.clone());
        }
        let body = m.of.as_ref().filter(|o| !o.name.is_empty());
        if let Some(o) = body {
            let company = BUSINESS.iter().any(|w| o.name.contains(w))
                || o.name.ends_with("大学")
                || o.name.ends_with("学院");
            let mission = o.name.contains('驻') && o.place.is_some();
            if company || mission {
                let tail = if mission {
                    m.post.map_or("", |p| p.of(self.text()))
                } else {
                    ""
                };
                let name = if tail.ends_with("总领事") {
                    format!("{}总领事馆", o.name)
                } else {
                    o.name.clone()
                };
                let mut inner = m.clone();
                inner.kind = Kind::Body;
                inner.name.clone_from(&name);
                return Some(Fill {
                    name,
                    span: Some(m.span),
                    mention: Some(Box::new(inner)),
                    ..Fill::default()
                });
            }
        }
        self.region_of(f)
    }

    /// The place a filler means, with what the page says around it.
    pub fn identity(&self, m: &Mention) -> jiehao_places::Resolution<'static> {
        let gazetteer = Gazetteer::get();
        let place = m.place.as_ref();
        let outer = place.and_then(|p| p.within.last()).map(|w| w.0.as_str());
        let outer = outer.and_then(|o| {
            gazetteer
                .resolve(o, &jiehao_places::Context::default())
                .place
        });
        let country = outer
            .map(|o| gazetteer.place(o).country)
            .filter(|c| !c.is_empty());
        let context = jiehao_places::Context {
            country,
            parent: outer.filter(|o| gazetteer.place(*o).level != Level::Country),
            home: self.home.province,
            year: self.year().map(|y| y as u16),
            ..Default::default()
        };
        gazetteer.resolve(&m.name, &context)
    }

    pub(super) fn place_id(&self, f: &Fill) -> Option<PlaceId> {
        if let Some(p) = f.place {
            return Some(p);
        }
        let m = f.mention.as_deref()?;
        match m.kind {
            Kind::Place => self.identity(m).place.or_else(|| division(m)),
            _ => self.region_of(f).and_then(|r| self.place_id(&r)),
        }
    }

    /// Whether one place lies in another, or is it.
    pub fn within(&self, inner: &Fill, outer: &Fill) -> bool {
        if inner.name == outer.name {
            return true;
        }
        let gazetteer = Gazetteer::get();
        match (self.place_id(inner), self.place_id(outer)) {
            (Some(i), Some(o)) => i == o || gazetteer.within(i, o),
            _ => false,
        }
    }

    /// Whether both sides belong to one place, so that nothing crosses a border of any kind.
    pub fn same_region(&self, a: &[Fill], b: &[Fill]) -> bool {
        let region = |f: &Fill| self.region_of(f).or_else(|| self.party_of(f));
        if a.iter().chain(b).any(|f| !self.is_government(f)) {
            // a government with a firm or a school of its own region is in scope
            return false;
        }
        let (Some(x), Some(y)) = (a.iter().find_map(region), b.iter().find_map(region)) else {
            return false;
        };
        self.within(&x, &y) || self.within(&y, &x)
    }

    /// Whether all of several parties belong to one place.
    pub fn all_same_region(&self, parties: &[Fill]) -> bool {
        parties.split_first().is_some_and(|(first, rest)| {
            rest.iter()
                .all(|p| self.same_region(std::slice::from_ref(first), std::slice::from_ref(p)))
        })
    }

    /// Whether a filler is a government, its officer, delegation or place.
    pub fn is_government(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref() else {
            return f.place.is_some();
        };
        match m.kind {
            Kind::Place => true,
            Kind::Body => {
                !BUSINESS.iter().any(|w| m.name.contains(w))
                    && (m.of.is_some() || GOVERNMENT.iter().any(|w| m.name.contains(w)))
                    && !["大学", "学院", "医院", "协会", "商会", "学会"]
                        .iter()
                        .any(|w| m.name.ends_with(w))
            }
            Kind::Delegation => {
                m.of.is_some()
                    || ["政府", "党政", "友好", "人大", "议会", "外办"]
                        .iter()
                        .any(|w| m.name.contains(w))
            }
            Kind::Person => {
                let of = m.of.as_ref().map_or("", |o| o.name.as_str());
                let post = m.post.map_or("", |s| s.of(self.text()));
                if self.is_business(f) {
                    return false;
                }
                self.region_of(f).is_some()
                    || GOVERNMENT
                        .iter()
                        .any(|w| post.contains(w) || of.contains(w))
            }
            _ => false,
        }
    }

    /// Whether a filler is a person of a firm.
    pub fn is_business(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref().filter(|m| m.kind == Kind::Person) else {
            return false;
        };
        let of = m.of.as_ref().map_or("", |o| o.name.as_str());
        let post = m.post.map_or("", |s| s.of(self.text()));
        BUSINESS.iter().any(|w| of.contains(w))
            || ["董事长", "总裁", "总经理", "首席执行官"]
                .iter()
                .any(|w| post.ends_with(w))
    }

    /// Whether any filler of a side is of a government.
    pub fn any_government(&self, side: &[Fill]) -> bool {
        side.iter().any(|f| self.is_government(f))
    }

    /// Whether a name is that of a national leader.
    pub fn is_national(&self, name: &str) -> bool {
        self.rules.lexicon.classes(name).has(Class::NationalLeader)
    }

    /// Whether a person holds a national office.
    pub fn is_national_post(&self, m: &Mention) -> bool {
        let post = m.post.map_or("", |s| s.of(self.text()));
        m.kind == Kind::Person
            && [
                "国家主席",
                "国务院",
                "总统",
                "国务委员",
                "外交部部长",
                "外交部长",
                "全国人大常委会委员长",
                "全国政协主席",
            ]
            .iter()
            .any(|w| post.contains(w))
            && !post.contains("省")
    }

    /// Whether a filler is a country.
    pub fn is_country(&self, f: &Fill) -> bool {
        f.mention
            .as_deref()
            .is_some_and(|m| self.mention_is_country(m))
    }

    /// Whether a filler is a continent or the like: nothing that can sign.
    pub fn is_continent(&self, f: &Fill) -> bool {
        let gazetteer = Gazetteer::get();
        f.mention
            .as_deref()
            .and_then(|m| m.place.as_ref())
            .and_then(|p| p.form)
            .is_some_and(|form| {
                gazetteer
                    .senses(form)
                    .first()
                    .is_some_and(|s| gazetteer.place(s.place).country.is_empty())
            })
    }

    /// Whether a mention is a country.
    pub fn mention_is_country(&self, m: &Mention) -> bool {
        let gazetteer = Gazetteer::get();
        m.kind == Kind::Place
            && m.place.as_ref().and_then(|p| p.form).is_some_and(|f| {
                gazetteer
                    .senses(f)
                    .first()
                    .is_some_and(|s| gazetteer.place(s.place).level == Level::Country)
            })
    }

    /// Whether an event reaches beyond one place: by its name, its attendees or where it is held.
    pub fn external_event(&self, event: usize, who: &[Fill], m: &Match<'_>) -> bool {
        let e = &self.mentions[event];
        const WORDS: [&str; 40] = [
            "国际",
            "中国—",
            "中国-",
            "中外",
            "世界",
            "全球",
            "亚洲",
            "亚太",
            "欧洲",
            "非洲",
            "东盟",
            "中日",
            "中俄",
            "中韩",
            "中美",
            "中欧",
            "中德",
            "中非",
            "中阿",
            "中亚",
            "一带一路",
            "丝绸之路",
            "丝路",
            "友城",
            "友好",
            "对口",
            "合作",
            "经贸",
            "推介",
            "招商",
            "博览",
            "交流",
            "东北亚",
            "上合",
            "金砖",
            "博鳌",
            "结好",
            "对接",
            "论坛",
            "峰会",
        ];
        let named = WORDS.iter().any(|w| e.name.contains(w));
        let places: Vec<Fill> = e
            .parts
            .iter()
            .filter(|p| p.kind == Kind::Place)
            .map(Fill::place)
            .collect();
        let regions: Vec<Fill> = who.iter().filter_map(|f| self.region_of(f)).collect();
        let elsewhere = self.place_at(m).iter().chain(&places).any(|p| {
            regions
                .iter()
                .any(|r| !self.within(p, r) && !self.within(r, p))
        });
        let foreign = who.iter().chain(&places).any(|f| {
            f.mention.as_deref().is_some_and(|x| {
                x.kind == Kind::Place && mention::abroad(x)
                    || x.of
                        .as_ref()
                        .and_then(|o| o.place.as_deref())
                        .is_some_and(mention::abroad)
            })
        });
        const INSIDE: [&str; 8] = [
            "工作会议",
            "常务会议",
            "动员会",
            "部署会",
            "调度会",
            "专题会",
            "领导小组",
            "全体会议",
        ];
        let domestic = INSIDE.iter().any(|w| e.name.contains(w)) && !elsewhere && !foreign;
        let within = domestic
            || ["全省", "全市", "全县", "全区", "我省", "我市"]
                .iter()
                .any(|w| e.name.starts_with(w));
        (named && !within) || elsewhere || foreign
    }
}

/// Words of names of firms.
pub const BUSINESS: [&str; 10] = [
    "公司",
    "集团",
    "企业",
    "银行",
    "株式会社",
    "控股",
    "股份",
    "财团",
    "基金",
    "商会",
];

/// Words of names of governments and of offices in them.
const GOVERNMENT: [&str; 26] = [
    "政府",
    "省委",
    "市委",
    "县委",
    "区委",
    "州委",
    "党委",
    "人大",
    "政协",
    "外办",
    "外事",
    "商务厅",
    "商务局",
    "议会",
    "议长",
    "领事",
    "使馆",
    "大使",
    "省长",
    "市长",
    "州长",
    "县长",
    "知事",
    "总督",
    "主席",
    "书记",
];
