//! What kind of body a name or an office speaks of: by the end of a name (外事办公室, 总领事馆, 集团), or the words of a post
//! (省委书记, 总领事).

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
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Government,
        Self::Department,
        Self::Assembly,
        Self::Party,
        Self::Mission,
        Self::Enterprise,
        Self::Association,
        Self::School,
    ];

    /// The kind of a word.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

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
