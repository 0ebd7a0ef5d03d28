//! What kind of body a name or an office speaks of, and the ids that bodies and people get.
//!
//! The kind is told by the end of a name (外事办公室, 总领事馆, 集团) or the words of a post (省委书记, 总领事). A government
//! is known by the id of its region, for pages sign with either. What no public list numbers gets an id of ours,
//! `jh:`, made of what it is known by and of nothing else, so that every run and every page gives the same.

use crate::gazetteer::Gazetteer;
use crate::place::{How, Level, PlaceId};
use crate::resolve::Context;
use crate::sound::Sounds;

/// Kinds of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BodyKind {
    /// The government of a country or division, and its head.
    Government,
    /// A department, bureau or office of a government.
    Department,
    /// A people's congress, a parliament, a council, the 政协.
    Assembly,
    /// A committee of the Communist Party, or a party abroad.
    Party,
    /// An embassy or consulate.
    Mission,
    /// A firm or bank.
    Enterprise,
    /// A chamber of commerce, friendship society, federation.
    Association,
    /// A university, school or institute.
    School,
}

/// Ends of names, looked for in this order: 总领事馆 before 馆, 人大常委会 before 委.
const ENDS: &[(BodyKind, &[&str])] = &[
    (
        BodyKind::Mission,
        &[
            "大使馆",
            "总领事馆",
            "总领馆",
            "领事馆",
            "领馆",
            "使馆",
            "使领馆",
            "代表处",
            "使团",
            "领区",
        ],
    ),
    (
        BodyKind::School,
        &[
            "大学",
            "学院",
            "中学",
            "小学",
            "学校",
            "研究院",
            "研究所",
            "科学院",
            "党校",
        ],
    ),
    (
        BodyKind::Enterprise,
        &[
            "公司",
            "集团",
            "银行",
            "企业",
            "株式会社",
            "商社",
            "财团",
            "酒店",
            "工厂",
            "航空",
        ],
    ),
    (
        BodyKind::Association,
        &[
            "协会",
            "商会",
            "学会",
            "友协",
            "联合会",
            "促进会",
            "总会",
            "工商联",
            "贸促会",
            "基金会",
            "侨联",
            "妇联",
            "联盟",
            "协议会",
            "协进会",
        ],
    ),
    (
        BodyKind::Assembly,
        &[
            "人大常委会",
            "人大",
            "政协",
            "议会",
            "国会",
            "参议院",
            "众议院",
            "代表大会",
            "人民代表大会常务委员会",
        ],
    ),
    (
        BodyKind::Party,
        &[
            "省委",
            "市委",
            "县委",
            "区委",
            "州委",
            "党委",
            "旗委",
            "中共中央",
            "自治区党委",
            "人民革命党",
            "党",
        ],
    ),
    (
        BodyKind::Government,
        &[
            "人民政府",
            "政府",
            "县厅",
            "县政府",
            "市役所",
            "道厅",
            "省政厅",
            "国务院",
            "内阁",
            "行政公署",
        ],
    ),
    (
        BodyKind::Department,
        &[
            "外事办公室",
            "外办",
            "办公室",
            "办公厅",
            "厅",
            "局",
            "委员会",
            "管委会",
            "部",
            "处",
            "委",
            "署",
            "司",
            "外侨办",
            "中心",
            "办",
        ],
    ),
];

/// Words of posts.
const POSTS: &[(BodyKind, &[&str])] = &[
    (
        BodyKind::Mission,
        &["总领事", "领事", "大使", "公使", "参赞"],
    ),
    (BodyKind::School, &["校长", "院长", "教授"]),
    (
        BodyKind::Enterprise,
        &[
            "董事长",
            "总经理",
            "总裁",
            "首席执行官",
            "行长",
            "社长",
            "董事",
        ],
    ),
    (
        BodyKind::Assembly,
        &["政协", "人大", "议长", "议员", "议会", "委员长"],
    ),
    (
        BodyKind::Party,
        &[
            "省委", "市委", "县委", "区委", "州委", "党委", "党组", "书记",
        ],
    ),
    (BodyKind::Association, &["会长", "理事长", "秘书长"]),
    (
        BodyKind::Department,
        &["厅长", "局长", "处长", "部长", "司长", "主任", "科长"],
    ),
    (
        BodyKind::Government,
        &[
            "省长",
            "市长",
            "州长",
            "县长",
            "区长",
            "郡守",
            "知事",
            "总督",
            "州督",
            "总统",
            "总理",
            "主席",
            "镇长",
            "町长",
            "村长",
            "国务委员",
            "行政长官",
            "道知事",
            "郡长",
            "酋长",
        ],
    ),
];

impl BodyKind {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::Department => "department",
            Self::Assembly => "assembly",
            Self::Party => "party",
            Self::Mission => "mission",
            Self::Enterprise => "enterprise",
            Self::Association => "association",
            Self::School => "school",
        }
    }

    /// The kind of a body by its name; `None` when nothing in it tells.
    ///
    /// ```
    /// # use jiehao_places::BodyKind;
    /// assert_eq!(BodyKind::of_body("山东省外事办公室"), Some(BodyKind::Department));
    /// assert_eq!(BodyKind::of_body("中国驻大阪总领事馆"), Some(BodyKind::Mission));
    /// assert_eq!(BodyKind::of_body("青年合唱团"), None);
    /// ```
    pub fn of_body(name: &str) -> Option<Self> {
        let name = name.split(['(', '（']).next().unwrap_or(name);
        let told = ENDS
            .iter()
            .find(|(_, ends)| ends.iter().any(|end| name.ends_with(end)));
        told.map(|(kind, _)| *kind)
    }

    /// The kind of body that an office is held in, by the words of the post and of what it is held in.
    ///
    /// ```
    /// # use jiehao_places::BodyKind;
    /// assert_eq!(BodyKind::of_post("副省长", "江西省"), Some(BodyKind::Government));
    /// assert_eq!(BodyKind::of_post("主任", "江西省外事办公室"), Some(BodyKind::Department));
    /// ```
    pub fn of_post(post: &str, of: &str) -> Option<Self> {
        // 省委副书记、省长: the first post named is not always the greater, but it is the one meant by the page
        let first = post.split(['、', ',', '，', '兼']).next().unwrap_or(post);
        let told = |words: &str| {
            POSTS
                .iter()
                .find(|(_, posts)| posts.iter().any(|p| words.contains(p)))
                .map(|(kind, _)| *kind)
        };
        let body = Self::of_body(of).filter(|k| *k != Self::Government);
        body.or_else(|| told(first)).or_else(|| told(post))
    }
}

/// A mission: whose it is, and the city or country it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mission<'n> {
    /// The country named before 驻; China's own where none is.
    pub sends: Option<&'n str>,
    /// The place named after 驻: 大阪, 沪, 华.
    pub host: &'n str,
}

impl<'n> Mission<'n> {
    /// Reads a mission's name: 中国驻大阪总领事馆, 驻沪总领馆, 日本国驻华大使馆.
    pub fn read(name: &'n str) -> Option<Self> {
        let (sends, rest) = name.split_once('驻')?;
        const ENDS: [&str; 9] = [
            "特命全权",
            "大使",
            "总领事",
            "总领馆",
            "副总领事",
            "领事",
            "领馆",
            "使馆",
            "代表处",
        ];
        // 中国驻大阪, where the post that follows says the rest
        let end = ENDS
            .iter()
            .filter_map(|e| rest.find(e))
            .min()
            .unwrap_or(rest.len());
        let host = rest[..end].trim_end_matches('的');
        let sends = Some(sends).filter(|s| !s.is_empty());
        (!host.is_empty()).then_some(Self { sends, host })
    }
}

impl Gazetteer {
    /// The id of a body of a region: of a government the region's own, else one of ours. `None` where nothing says
    /// which region's it is and the name alone would be many's (外事办公室).
    pub fn body_id(&self, name: &str, region: Option<PlaceId>) -> Option<String> {
        let kind = BodyKind::of_body(name)?;
        let region = region.map(|p| self.place(p));
        if kind == BodyKind::Government {
            return region.map(|r| r.id.to_owned());
        }
        let rest = |r: &str| name.find(r).map(|at| &name[at + r.len()..]);
        let own = match (kind, region) {
            // known by their names, wherever the page puts them
            (BodyKind::Enterprise | BodyKind::School | BodyKind::Association, _) => name,
            (BodyKind::Mission, Some(r)) => {
                let sends = Mission::read(name).and_then(|m| m.sends).unwrap_or("中国");
                let sends = self
                    .lookup(sends)
                    .first()
                    .map_or(sends, |s| self.place(s.place).country);
                return Some(format!("jh:mission/{sends}/{}", r.id));
            }
            (_, Some(r)) => {
                let own = rest(r.name)
                    .or_else(|| rest(short(r.name)))
                    .filter(|own| !own.is_empty());
                let own = own.unwrap_or(name);
                return Some(format!("jh:{}/{}/{own}", kind.name(), r.id));
            }
            (_, None) => return None,
        };
        Some(format!("jh:{}/{own}", kind.name()))
    }

    /// What an office is known by in the id of who holds it: the mission, the region, or the firm or school by its name.
    /// `None` where the page leaves open which of many it is: 市委, 外事办公室.
    pub fn office_id(&self, of: &str, region: Option<PlaceId>) -> Option<String> {
        if of.contains('驻') {
            let mission = format!("{of}领馆");
            return self.body_id(&mission, self.region_of_name(&mission, None).0);
        }
        if let Some(region) = region {
            return Some(self.place(region).id.to_owned());
        }
        let kind = BodyKind::of_body(of)?;
        let named = matches!(
            kind,
            BodyKind::Enterprise | BodyKind::School | BodyKind::Association
        );
        named.then(|| of.to_owned())
    }

    /// The id of a person: the name with what the office is known by. The same name in another office has another id,
    /// until someone decides that both are one; a name without an office has none.
    pub fn person_id(&self, name: &str, region: Option<PlaceId>, of: &str) -> Option<String> {
        let office = self.office_id(of, region)?;
        let name: String = name
            .chars()
            .filter(|c| !crate::trie::is_separator(*c))
            .collect();
        (!name.is_empty()).then(|| format!("jh:person/{name}@{office}"))
    }

    /// Whether two names of people abroad may be one name in two transliterations: 施伯尔特 and 什波尔特, or the surname of
    /// the other (约翰·史密斯, 史密斯). Names of fewer than three characters are too short to tell.
    pub fn same_name(&self, a: &str, b: &str) -> bool {
        let last = |name: &str| {
            let part = name
                .rsplit(crate::trie::is_separator)
                .next()
                .unwrap_or(name);
            part.chars().collect::<Vec<_>>()
        };
        let whole = |name: &str| {
            let han = name.chars().filter(|c| !crate::trie::is_separator(*c));
            han.collect::<Vec<_>>()
        };
        let alike = |a: &[char], b: &[char]| {
            let same = |(x, y): (&char, &char)| x == y || Sounds::get().alike(*x, *y);
            a.len() == b.len() && a.len() >= 3 && a.iter().zip(b).all(same)
        };
        let (long, short) = (whole(a), whole(b));
        alike(&long, &short) || alike(&last(a), &short) || alike(&long, &last(b))
    }

    /// The region that a body or site names in its own name: 中国 of 中国银行, 大阪 of 驻大阪总领馆领区; the country alone where
    /// only one-character names of cities stand in it (深港科技合作区).
    pub fn region_of_name(
        &self,
        name: &str,
        home: Option<PlaceId>,
    ) -> (Option<PlaceId>, Option<&str>) {
        // 黑河跨境索道 has an end on either side
        if name.contains("跨境") || name.contains("界河") {
            return (None, None);
        }
        let context = Context {
            home,
            ..Context::default()
        };
        let words = Mission::read(name).map_or(name, |m| m.host);
        let mut hits = Vec::new();
        self.hits(words, &mut hits);
        hits.retain(|h| h.end - h.start > 3);
        hits.sort_by_key(|h| (h.start, std::cmp::Reverse(h.end)));
        for hit in &hits {
            let found = self.resolve(&words[hit.start..hit.end_with_suffix()], &context);
            if found.country.is_some() {
                return (found.place, found.country);
            }
        }
        if words.len() < name.len() {
            let framed = Context {
                framed: true,
                ..context
            };
            let found = self.resolve(words, &framed);
            return (found.place, found.country);
        }
        let single = |c: char| {
            let senses = self.lookup(c.encode_utf8(&mut [0; 4]));
            senses.iter().any(|s| {
                let place = self.place(s.place);
                s.how == How::Single && place.country == "CN" && place.level != Level::Country
            })
        };
        let pair = name
            .chars()
            .zip(name.chars().skip(1))
            .any(|(a, b)| single(a) && single(b));
        (None, pair.then_some("CN"))
    }

    /// The level of a region as records word it.
    pub fn level_name(&self, region: PlaceId) -> &'static str {
        match self.place(region).level {
            Level::Country => "country",
            Level::First => "first",
            Level::Second => "second",
            Level::Third => "third",
            Level::Other => "other",
        }
    }
}

/// A region's name without its level: 山东 of 山东省.
fn short(name: &str) -> &str {
    let end = crate::suffix::Suffix::of(name).map_or("", |s| s.text());
    name.strip_suffix(end).unwrap_or(name)
}
