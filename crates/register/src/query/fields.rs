//! Fields of cooperation that an act touches, each by the word that says so.

use crate::query::audit::without_pinyin;
use crate::query::views::ActView;

/// A field of cooperation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// A stable word.
    pub code: &'static str,
    /// As reports name it.
    pub name: &'static str,
    words: &'static [&'static str],
}

const fn field(code: &'static str, name: &'static str, words: &'static [&'static str]) -> Field {
    Field { code, name, words }
}

/// All fields, in the order in which they are listed.
pub const FIELDS: &[Field] = &[
    field(
        "trade",
        "经贸",
        &[
            "经贸",
            "贸易",
            "投资",
            "招商",
            "商务",
            "进出口",
            "自贸",
            "经济",
            "商品",
            "产业",
            "企业",
            "物产",
        ],
    ),
    field(
        "industry",
        "制造",
        &["制造", "工业", "装备", "汽车", "园区", "矿"],
    ),
    field(
        "agriculture",
        "农业",
        &["农业", "农产", "种植", "畜牧", "渔业", "粮食", "茶"],
    ),
    field(
        "science",
        "科技",
        &["科技", "创新", "人工智能", "数字", "技术", "研发", "实验室"],
    ),
    field(
        "education",
        "教育",
        &[
            "教育",
            "大学",
            "学校",
            "学院",
            "留学",
            "学生",
            "师生",
            "职业培训",
            "中学",
            "小学",
        ],
    ),
    field(
        "culture",
        "文化",
        &[
            "文化",
            "艺术",
            "书画",
            "文物",
            "非遗",
            "非物质文化遗产",
            "演出",
            "博物馆",
            "图书",
            "展览",
            "电影",
            "人文",
        ],
    ),
    field("tourism", "旅游", &["旅游", "文旅", "游客", "度假", "景区"]),
    field(
        "health",
        "卫生",
        &[
            "卫生", "医疗", "医院", "医药", "健康", "中医", "防疫", "抗疫",
        ],
    ),
    field(
        "sport",
        "体育",
        &["体育", "足球", "篮球", "乒乓", "马拉松", "运动会", "冰雪"],
    ),
    field(
        "youth",
        "青少年",
        &["青少年", "青年", "少年", "儿童", "夏令营"],
    ),
    field(
        "environment",
        "环保",
        &["环保", "环境", "生态", "气候", "绿色", "低碳", "减排"],
    ),
    field(
        "energy",
        "能源",
        &["能源", "石油", "天然气", "电力", "光伏", "风电", "氢能"],
    ),
    field(
        "transport",
        "交通物流",
        &[
            "交通", "物流", "航线", "航班", "港口", "铁路", "班列", "口岸", "公路", "桥",
        ],
    ),
    field("media", "媒体", &["媒体", "新闻", "电视", "广播"]),
    field(
        "people",
        "人员往来",
        &["人员往来", "民间", "互访", "友城结好", "青年交流"],
    ),
];

/// The fields that the words of an act name, each with the word; names of who took part are no
/// words of it.
pub fn fields(act: &ActView) -> Vec<(&'static Field, &'static str)> {
    let quotes = act.records.iter().flat_map(|r| &r.evidence);
    let mut words: String = quotes.map(|q| without_pinyin(&q.exact)).collect();
    for name in ["title", "content", "event", "name"] {
        words.push_str(&act.said(name));
    }
    // a ministry of trade met is no trade yet, but a college that is a party is education
    let names = act.roles.values().flatten();
    let names = names
        .filter(|f| f.post.is_some())
        .filter_map(|f| f.post.as_deref());
    for name in names {
        words = words.replace(name, "");
    }
    let found = FIELDS.iter().filter_map(|field| {
        let word = field.words.iter().find(|w| words.contains(**w))?;
        Some((field, *word))
    });
    found.collect()
}
